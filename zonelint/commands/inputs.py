"""From the command line to zones: the options about them, the configuration, discovery, reading."""

import os
import sys

from zonelint.commands import UsageError
from zonelint.commands.options import Option
from zonelint.config.file import ConfigError
from zonelint.files.source import DISK, NotedDisk, Source, is_disk
from zonelint.files.zone_files import NothingToLint
from zonelint.lint.inputs import Inputs, read_files, settings_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.commands.base import States
    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Settings
    from zonelint.discovery.origin_clues import Told
    from zonelint.lint.views import Views

__all__ = ["STDIN", "Inputs", "color_option", "options", "read_inputs", "say", "settings_of"]

STDIN = "-"
"""The path that means standard input."""


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
        Option("--exclude", "PATTERN", "ignore these files and folders too; can be repeated", group=zones, many=True),
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
    again: bool = False,
) -> Inputs:
    """Read the zones that the command line names; if they are to be read `again`, what that needs is kept.

    With `outside_views`, zones in views are left out unless the option ``--view`` names one. That there is no zone is
    an error unless the set `may_be_empty`. `adjust` is given the
    configuration before anything else is read.
    Raises UsageError, ConfigError or NothingToLint.
    """
    states = _states(arguments, paths)
    settings = settings_of(arguments, paths, states)
    if adjust is not None:
        adjust(settings)
    if states is not None and hasattr(arguments, "base"):
        states.name = states.name or settings.base or ""
    if STDIN in paths:
        if states is not None and (states.name or states.now is not DISK):
            raise UsageError("`-` reads one zone from standard input: there is nothing to compare it with")
        inputs = Inputs(paths, settings, None, _from_stdin(arguments, paths, settings))
    elif arguments.stdin_filename is not None:
        raise UsageError("--stdin-filename needs the path `-` (standard input)")
    else:
        now = states.now if states is not None else DISK
        inputs = read_files(
            paths,
            settings,
            zone_map=_zone_map(arguments.zone or ()),
            origin=arguments.origin,
            view=arguments.view,
            outside_views=outside_views,
            may_be_empty=may_be_empty or bool(states and states.name),
            lacking=states.lacking(paths) if states is not None and states.name else (),
            source=NotedDisk() if again and is_disk(now) else now,
            keeps=again or bool(states and states.name),
        )
        if states is not None:
            _check_is_whole(states)
            if states.name:
                _read_base(inputs, arguments, states)
    for warning in inputs.warnings:
        say(f"warning: {warning}")
    if arguments.verbose:
        for line in _notes(inputs):
            sys.stderr.write(f"zonelint: {line}\n")
    return inputs


def _states(arguments: "Arguments", paths: "Sequence[str]") -> "States | None":
    """Return the states of the files for a command that knows of several; else None."""
    if not hasattr(arguments, "base"):
        return None
    from zonelint.commands.base import States, start_of

    return States(arguments, start_of(paths, STDIN))


def _check_is_whole(states: "States") -> None:
    """Raise UsageError if git cannot give all of the state that is checked."""
    if states.files is not None and states.files.lost:
        from zonelint.lint.inputs import check_is_whole

        check_is_whole(states.files, states.now_name)


def _read_base(inputs: Inputs, arguments: "Arguments", states: "States") -> None:
    """Read the state that `inputs` are compared with."""
    from zonelint.lint.inputs import read_before

    inputs.base = read_before(
        states.name,
        states.base,
        inputs,
        zone_map=_zone_map(arguments.zone or ()),
        origin=arguments.origin,
        view=arguments.view,
    )
    discovery = inputs.discovery
    if not (inputs.base.views.zone_set.zones or inputs.zone_set.zones or (discovery and discovery.declared)):
        raise NothingToLint(f"no zone was found, neither now nor at {inputs.base.name}")


def say(line: str) -> None:
    """Write `line` to standard error, harmless to a terminal."""
    from zonelint.output.escape import visible

    if sys.stderr is not None:
        sys.stderr.write(f"zonelint: {visible(line)}\n")


def settings_of(arguments: "Arguments", paths: "Sequence[str]", states: "States | None" = None) -> "Settings":
    """Return the configuration that the command line asks for; raises UsageError or ConfigError."""
    start = paths[0] if paths and paths[0] != STDIN else arguments.stdin_filename or "."
    if arguments.isolated and arguments.config is not None:
        raise UsageError("use either --isolated or --config, not both")
    source: Source = DISK
    if states is not None:
        source = states.base if states.trusts_base else states.now
    root = _root(arguments)
    try:
        settings = settings_for(start, config=arguments.config, isolated=arguments.isolated, root=root, source=source)
    except ConfigError as error:
        if states is None or not states.trusts_base:
            raise
        raise ConfigError(f"{error} (in {states.name}, whose configuration --trust-base-config takes)") from None
    settings.exclude += arguments.exclude or ()
    return settings


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


def _zone_map(pairs: "Iterable[str]") -> dict[str, str]:
    zone_map: dict[str, str] = {}
    for pair in pairs:
        origin, equals, file = pair.partition("=")
        if not (origin and equals and file):
            raise UsageError(f"--zone needs ORIGIN=FILE, not {pair!r}")
        if zone_map.setdefault(origin, file) != file:
            raise UsageError(f"--zone names two files for {origin}")
    return zone_map


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
