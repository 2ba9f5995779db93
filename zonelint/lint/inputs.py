"""From paths to zones: the configuration that holds for them, discovery, reading."""

import os

from zonelint.config.usage import UsageError
from zonelint.files.paths import display_path
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence, Set

    from zonelint.config.settings import Settings
    from zonelint.discovery.search import Discovery
    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.files.git_files import GitFiles
    from zonelint.lint.again import Earlier, Found
    from zonelint.lint.base import Base
    from zonelint.lint.views import Views

_SHORT = 12
"""Digits of a commit's name as reports show it."""


class Inputs:
    """What a run works on.

    paths      the paths that were asked for; with a configuration they only set the focus
    settings   the configuration
    discovery  what was found; None where the zone came from standard input
    views      what was read, view by view
    again      reads the same from another source, with what is known from reading it earlier, or None; None where the
               zone came from standard input
    found      what discovery found, for reading it again; None: it is not kept
    base       the state before a change, with which it is compared; None: with nothing
    """

    __slots__ = ("paths", "settings", "discovery", "views", "again", "found", "base")

    def __init__(
        self, paths: "Sequence[str]", settings: "Settings", discovery: "Discovery | None", views: "Views"
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.discovery = discovery
        self.views = views
        self.again: Callable[[Source, Earlier | None], Inputs] | None = None
        self.found: Found | None = None
        self.base: Base | None = None

    @property
    def folders(self) -> set[str]:
        """The real paths of `paths`, or of the current folder where there are none."""
        return {self.zone_set.source.real_path(os.path.abspath(path)) for path in self.paths or (".",)}

    @property
    def zone_set(self) -> "ZoneSet":
        """What was read."""
        return self.views.zone_set

    def earlier(self, changed: "Set[str]") -> "Earlier":
        """Return what is known of this set where files with the real paths `changed` have other texts."""
        from zonelint.lint.again import Earlier

        zone_files = self.discovery.zones if self.discovery is not None else ()
        return Earlier(self.found, self.zone_set.read_from, zone_files, changed)

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the configuration, or with what was found, and hinders nothing."""
        return [*self.settings.warnings, *(self.discovery.warnings if self.discovery is not None else ())]


def settings_for(
    start: str,
    *,
    config: str | None = None,
    isolated: bool = False,
    root: str | None = None,
    source: Source = DISK,
) -> "Settings":
    """Return the configuration in the file `config`, else the one that holds for the path `start`, or the defaults.

    The real path `root` takes the place of the folder of `config`. With `isolated`, none is looked for. One that nobody
    names is that of `source`. Raises ConfigError.
    """
    from zonelint.config.file import find_config
    from zonelint.config.settings import Settings, load

    if config is not None:
        return load(config, root)
    path = None if isolated else find_config(start, source)
    return load(path, root, trusted=False, files=source) if path is not None else Settings()


def read_files(
    paths: "Sequence[str]",
    settings: "Settings",
    *,
    zone_map: "Mapping[str, str]",
    origin: str | None = None,
    view: str | None = None,
    outside_views: bool = False,
    may_be_empty: bool = False,
    lacking: "Collection[str]" = (),
    source: Source = DISK,
    keeps: bool = False,
    earlier: "Earlier | None" = None,
) -> Inputs:
    """Find and read the zones at `paths` of `source`, as `discover` describes; with `view`, those of no other view.

    With `outside_views`, zones in views are left out unless `view` names one. With `keeps`, `read_before` and those who
    read `again` may take zones from what is read; what was read `earlier` is taken from there. Paths that are `lacking`
    need not be there. Raises UsageError, ConfigError or NothingToLint.
    """
    from zonelint.discovery.search import discover
    from zonelint.lint.views import load

    found = earlier.found(source) if earlier is not None else None
    discovery = found.over(source) if found is not None else None
    if discovery is None:
        found = None
        discovery = discover(
            paths,
            settings,
            zone_map=zone_map,
            origin=origin,
            may_be_empty=may_be_empty,
            lacking=lacking,
            source=source,
        )
        _narrow(discovery, view, outside_views)
        if keeps and source.looked_into is not None:
            from zonelint.lint.again import Found

            found = Found(discovery, frozenset(source.looked_into), dict(source.include_names))
    reuse = earlier.reuse(discovery.zones) if earlier is not None else None
    inputs = Inputs(paths, settings, discovery, load(discovery, settings, keeps=keeps, reuse=reuse))
    inputs.found = found
    inputs.again = lambda other, earlier: read_files(
        paths,
        settings,
        zone_map=zone_map,
        origin=origin,
        view=view,
        outside_views=outside_views,
        may_be_empty=may_be_empty,
        source=other,
        keeps=keeps,
        earlier=earlier,
    )
    return inputs


def _narrow(discovery: "Discovery", view: str | None, outside_views: bool) -> None:
    """Leave out the zones of other views than `view`, or with `outside_views` those of all. Raises UsageError."""
    if view is not None:
        views = views_of(discovery)
        if view not in views:
            known = f"the views are {', '.join(views)}" if views else "no zone is in a view"
            raise UsageError(f"there is no view {view!r}: {known}")
        limit_to_view(discovery, view)
    elif outside_views:
        _limit_to_outside(discovery)


def read_before(
    name: str,
    files: "GitFiles",
    after: "Inputs",
    *,
    zone_map: "Mapping[str, str] | None" = None,
    origin: str | None = None,
    view: str | None = None,
) -> "Base":
    """Read from `files` the state before a change, with the settings of the state `after` it.

    The others are as `read_files` got them for that state. Zones whose files are the same are taken from there.
    Raises ConfigError.
    """
    from zonelint.discovery.reuse import Reuse
    from zonelint.discovery.search import discover
    from zonelint.files.git_base import AUTO
    from zonelint.files.unchanged import Unchanged
    from zonelint.lint.again import apart_of
    from zonelint.lint.base import Base
    from zonelint.lint.change import Change
    from zonelint.lint.views import load

    now = after.zone_set.source
    unchanged = files.elsewhere = Unchanged(now)

    def is_same(real_path: str) -> bool:
        return unchanged.holds(real_path, files.object_name(real_path))

    discovery = discover(after.paths, after.settings, zone_map=zone_map, origin=origin, may_lack=True, source=files)
    if view is not None:
        limit_to_view(discovery, view)
    reuse = None
    if after.zone_set.read_from is not None and after.discovery is not None:
        apart = apart_of(after.discovery.zones) | apart_of(discovery.zones)
        reuse = Reuse(after.zone_set.read_from, is_same, apart)
    views = load(discovery, after.settings, reuse=reuse)
    after.zone_set.read_from = None
    check_is_whole(files, name)
    _check_pointers(files, views, name)
    if after.discovery is not None:
        after.discovery.warnings += _not_compared(after.discovery, files.top)

    def is_touched(path: str) -> bool:
        real_path = now.real_path(os.path.abspath(path))
        return not is_same(real_path)

    called = files.commit[:_SHORT] or "the beginning" if name == AUTO else name
    passed_over = after.discovery.ignored if after.discovery is not None else ()
    base = Base(called, files.commit, views, Change(views.zone_set, after.zone_set, is_touched, passed_over))
    base.link(after.views)
    return base


def check_is_whole(files: "GitFiles", name: str) -> None:
    """Raise UsageError if git could not give some of `files`, those of the state that the user calls `name`.

    What cannot be seen is not absent, and not new.
    """
    if files.lost:
        first = min(files.lost)
        more = f", and {len(files.lost) - 1} more" if len(files.lost) > 1 else ""
        raise UsageError(f"{name} cannot be read whole: {display_path(first)}: {files.lost[first]}{more}")


def _check_pointers(files: "GitFiles", views: "Views", name: str) -> None:
    """Raise UsageError if Git LFS keeps a zone elsewhere; what is no zone may be anywhere."""
    if files.pointers:
        for problem in views.zone_set.problems:
            path = os.path.abspath(problem.source.path)
            if path in files.pointers:
                raise UsageError(f"{name} cannot be read whole: {display_path(path)}: Git LFS keeps it elsewhere")


def _not_compared(discovery: "Discovery", top: str) -> list[str]:
    """Return what is to be said of zones in repositories of their own, below the one at `top`, such as submodules."""
    from zonelint.files.bounds import git_top

    base = top.rstrip("/") + "/"
    paths = (path for zone_file in discovery.zones for path in zone_file.real_paths)
    folders = dict.fromkeys(os.path.dirname(path) for path in paths if path.startswith(base))
    tops = dict.fromkeys(git_top(folder, discovery.source) for folder in folders)
    return [
        f"{display_path(other)} is a repository of its own: its zones are compared with nothing, and all findings "
        "there count as new"
        for other in tops
        if other is not None and other != top
    ]


def views_of(discovery: "Discovery") -> list[str]:
    """Return the names of the views, sorted."""
    views = {view for zone in discovery.zones for view in zone.views}
    return sorted(views | {zone.view for zone in discovery.declared if zone.view is not None})


def limit_to_view(discovery: "Discovery", view: str) -> None:
    """Leave out the zones of the other views before they are read, so that their faults are left out, too."""
    discovery.narrowed = True
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
