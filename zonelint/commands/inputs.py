"""From the command line to zones: the options about them, the configuration, discovery, reading."""

import os
import sys

from zonelint.commands import UsageError
from zonelint.commands.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Settings
    from zonelint.discovery.origin_clues import Told
    from zonelint.discovery.search import Discovery
    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.lint.views import Views

STDIN = "-"
"""The path that means standard input."""


class Inputs:
    """What a command works on.

    paths      the paths of the command line; with a configuration they only set the focus
    settings   the configuration
    discovery  what was found; None where the zone came from standard input
    views      what was read, view by view
    """

    __slots__ = ("paths", "settings", "discovery", "views")

    def __init__(
        self, paths: "Sequence[str]", settings: "Settings", discovery: "Discovery | None", views: "Views"
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.discovery = discovery
        self.views = views

    @property
    def zone_set(self) -> "ZoneSet":
        """What was read."""
        return self.views.zone_set


def options() -> list[Option]:
    """Return the options that say which zones are read."""
    zones, other = "zones", "other"
    return [
        Option(
            "--config",
            "FILE",
            "configuration file; default: the nearest one, from the folder of the first PATH upwards",
            group=zones,
        ),
        Option("--root", "DIR", "use the configuration of --config for DIR, not for its own folder", group=zones),
        Option("--isolated", help="use no configuration", group=zones),
        Option("--zone", "ORIGIN=FILE", "FILE holds the zone ORIGIN; can be repeated", group=zones, many=True),
        Option("--origin", "NAME", "the origin of the one file that you name, or of standard input", group=zones),
        Option("--stdin-filename", "PATH", "the file name to show for standard input (PATH `-`)", group=zones),
        Option("--view", "NAME", "use only this view, and the zones that are in no view", group=zones),
        Option("--jobs", "N", check=_jobs),
        Option("--no-cache"),
        Option("--verbose", help="show on standard error which files were read", group=other, short="-v"),
    ]


def color_option(group: str = "options") -> Option:
    """Return the option that says whether text has colours."""
    choices = ("auto", "always", "never")
    return Option("--color", help="default: auto (only on a terminal)", choices=choices, default="auto", group=group)


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"must be a number of 1 or more, not {text!r}")
    return int(text)


def read_inputs(
    arguments: "Arguments",
    paths: "Sequence[str]",
    *,
    outside_views: bool = False,
    may_be_empty: bool = False,
    adjust: "Callable[[Settings], None] | None" = None,
) -> Inputs:
    """Read the zones that the command line names.

    With `outside_views`, zones in views are left out unless the option ``--view`` names one. That there is no zone is
    an error unless the set `may_be_empty`. `adjust` is given the
    configuration before anything else is read.
    Raises UsageError, ConfigError or NothingToLint.
    """
    settings = _settings(arguments, paths)
    if adjust is not None:
        adjust(settings)
    if STDIN in paths:
        inputs = Inputs(paths, settings, None, _from_stdin(arguments, paths, settings))
    else:
        inputs = _from_files(arguments, paths, settings, outside_views, may_be_empty)
    for warning in [*settings.warnings, *(inputs.discovery.warnings if inputs.discovery is not None else ())]:
        say(f"warning: {warning}")
    if arguments.verbose:
        for line in _notes(inputs):
            sys.stderr.write(f"zonelint: {line}\n")
    return inputs


def say(line: str) -> None:
    """Write `line` to standard error, harmless to a terminal."""
    from zonelint.output.escape import visible

    if sys.stderr is not None:
        sys.stderr.write(f"zonelint: {visible(line)}\n")


def _settings(arguments: "Arguments", paths: "Sequence[str]") -> "Settings":
    from zonelint.config.file import find_config
    from zonelint.config.settings import Settings, load

    start = paths[0] if paths and paths[0] != STDIN else arguments.stdin_filename or "."
    if arguments.isolated and arguments.config is not None:
        raise UsageError("use either --isolated or --config, not both")
    root = _root(arguments)
    path = arguments.config or (None if arguments.isolated else find_config(start))
    return load(path, root, trusted=arguments.config is not None) if path is not None else Settings()


def _root(arguments: "Arguments") -> str | None:
    """Return the real path of ``--root``; raises UsageError if no configuration can be applied to it."""
    from zonelint.files.bounds import real_inside

    if arguments.root is None:
        return None
    if arguments.config is None:
        raise UsageError("--root needs --config: it is the folder to which that configuration is applied")
    if not os.path.isdir(arguments.root):
        raise UsageError(f"--root: {arguments.root} is not a folder")
    root = real_inside(arguments.root)
    if root is None:
        raise UsageError(f"--root: {arguments.root}: a symbolic link there leads out of the repository")
    return root


# -- files -----------------------------------------------------------------------------------------------------------


def _from_files(
    arguments: "Arguments", paths: "Sequence[str]", settings: "Settings", outside_views: bool, may_be_empty: bool
) -> Inputs:
    from zonelint.discovery.search import discover
    from zonelint.lint.views import load

    if arguments.stdin_filename is not None:
        raise UsageError("--stdin-filename needs the path `-` (standard input)")
    zone_map = _zone_map(arguments.zone or ())
    discovery = discover(paths, settings, zone_map=zone_map, origin=arguments.origin, may_be_empty=may_be_empty)
    if arguments.view is not None:
        _limit_to_view(discovery, arguments.view)
    elif outside_views:
        _limit_to_outside(discovery)
    return Inputs(paths, settings, discovery, load(discovery, settings))


def _zone_map(pairs: "Iterable[str]") -> dict[str, str]:
    zone_map: dict[str, str] = {}
    for pair in pairs:
        origin, equals, file = pair.partition("=")
        if not (origin and equals and file):
            raise UsageError(f"--zone needs ORIGIN=FILE, not {pair!r}")
        if zone_map.setdefault(origin, file) != file:
            raise UsageError(f"--zone names two files for {origin}")
    return zone_map


def views_of(discovery: "Discovery") -> list[str]:
    """Return the names of the views, sorted."""
    views = {view for zone in discovery.zones for view in zone.views}
    return sorted(views | {zone.view for zone in discovery.declared if zone.view is not None})


def _limit_to_view(discovery: "Discovery", view: str) -> None:
    """Leave out the zones of the other views before they are read, so that their faults are left out, too."""
    views = views_of(discovery)
    if view not in views:
        known = f"the views are {', '.join(views)}" if views else "no zone is in a view"
        raise UsageError(f"there is no view {view!r}: {known}")
    discovery.zones = [zone for zone in discovery.zones if not zone.views or view in zone.views]
    for zone in discovery.zones:
        zone.views = (view,) if zone.views else ()
    discovery.declared = [zone for zone in discovery.declared if zone.view in (None, view)]


def _limit_to_outside(discovery: "Discovery") -> None:
    views = views_of(discovery)
    discovery.zones = [zone for zone in discovery.zones if not zone.views]
    discovery.declared = [zone for zone in discovery.declared if zone.view is None]
    if views and not discovery.zones and not discovery.declared:
        raise UsageError(f"all zones are in views: choose a view with --view ({', '.join(views)})")


# -- standard input --------------------------------------------------------------------------------------------------


def _from_stdin(arguments: "Arguments", paths: "Sequence[str]", settings: "Settings") -> "Views":
    from zonelint.files.decode import MAX_FILE_OCTETS
    from zonelint.lint.views import load_text

    if len(paths) > 1 or arguments.zone or arguments.view is not None:
        raise UsageError("`-` reads one zone from standard input: give no other path, no --zone and no --view")
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    octets = sys.stdin.buffer.read(MAX_FILE_OCTETS + 1)
    told = _origin_of_stdin(arguments, octets)
    views = load_text(octets, arguments.stdin_filename or "<stdin>", told.origin, settings, told.soa_owner)
    for zone in views.zone_set.zones:
        zone.origin_from = told.by_what
    return views


def _origin_of_stdin(arguments: "Arguments", octets: bytes) -> "Told":
    """Return the origin of the zone on standard input, and how it is known."""
    from zonelint.discovery.origin_clues import Told, told_origin
    from zonelint.dns.names import NameSyntaxError, absolute
    from zonelint.files.decode import decode

    if arguments.origin is not None:
        try:
            return Told(absolute(arguments.origin, ".").lower(), "--origin", 0)
        except NameSyntaxError as error:
            raise UsageError(f"--origin: {arguments.origin!r} is not a domain name: {error}") from None
    text = decode(octets).text
    told = told_origin(os.path.basename(arguments.stdin_filename or ""), text)
    if told is None:
        raise UsageError(
            "the origin of the zone on standard input is not known: give --origin, or a --stdin-filename with it"
        )
    return told


# -- what --verbose says ---------------------------------------------------------------------------------------------


def _notes(inputs: Inputs) -> "Iterable[str]":
    from zonelint.files.paths import display_path
    from zonelint.output.escape import visible

    config = inputs.settings.path
    yield f"configuration: {visible(display_path(config)) if config is not None else 'none'}"
    if inputs.discovery is not None:
        yield f"root: {visible(inputs.discovery.root)}"
        if inputs.discovery.indexes:
            yield f"indexes: {visible(', '.join(inputs.discovery.indexes))}"
        for ignored in inputs.discovery.ignored:
            yield f"ignored: {visible(ignored.path)}: {visible(ignored.why)}"
    zone_set = inputs.zone_set
    yield f"read: {len(zone_set.zones)} zones, {zone_set.files} files, {zone_set.records()} records"
