"""From paths to zones: the configuration that holds for them, discovery, reading."""

import os

from zonelint.config.usage import UsageError
from zonelint.files.source import DISK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zonelint.config.settings import Settings
    from zonelint.discovery.search import Discovery
    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.files.source import Source
    from zonelint.lint.views import Views


class Inputs:
    """What a run works on.

    paths      the paths that were asked for; with a configuration they only set the focus
    settings   the configuration
    discovery  what was found; None where the zone came from standard input
    views      what was read, view by view
    again      reads the same from another source; None where the zone came from standard input
    """

    __slots__ = ("paths", "settings", "discovery", "views", "again")

    def __init__(
        self, paths: "Sequence[str]", settings: "Settings", discovery: "Discovery | None", views: "Views"
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.discovery = discovery
        self.views = views
        self.again: Callable[[Source], Inputs] | None = None

    @property
    def folders(self) -> set[str]:
        """The real paths of `paths`, or of the current folder where there are none."""
        return {self.zone_set.source.real_path(os.path.abspath(path)) for path in self.paths or (".",)}

    @property
    def zone_set(self) -> "ZoneSet":
        """What was read."""
        return self.views.zone_set

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the configuration, or with what was found, and hinders nothing."""
        return [*self.settings.warnings, *(self.discovery.warnings if self.discovery is not None else ())]


def settings_for(
    start: str, *, config: str | None = None, isolated: bool = False, root: str | None = None
) -> "Settings":
    """Return the configuration in the file `config`, else the one that holds for the path `start`, or the defaults.

    The real path `root` takes the place of the folder of `config`. With `isolated`, none is looked for.
    Raises ConfigError.
    """
    from zonelint.config.file import find_config
    from zonelint.config.settings import Settings, load

    path = config or (None if isolated else find_config(start))
    return load(path, root, trusted=config is not None) if path is not None else Settings()


def read_files(
    paths: "Sequence[str]",
    settings: "Settings",
    *,
    zone_map: "Mapping[str, str]",
    origin: str | None = None,
    view: str | None = None,
    outside_views: bool = False,
    may_be_empty: bool = False,
    source: "Source" = DISK,
) -> Inputs:
    """Find and read the zones at `paths` of `source`, as `discover` describes them; with `view`, those of no other.

    With `outside_views`, zones in views are left out unless `view` names one.
    Raises UsageError, ConfigError or NothingToLint.
    """
    from zonelint.discovery.search import discover
    from zonelint.lint.views import load

    discovery = discover(paths, settings, zone_map=zone_map, origin=origin, may_be_empty=may_be_empty, source=source)
    if view is not None:
        _limit_to_view(discovery, view)
    elif outside_views:
        _limit_to_outside(discovery)
    inputs = Inputs(paths, settings, discovery, load(discovery, settings))
    inputs.again = lambda other: read_files(
        paths,
        settings,
        zone_map=zone_map,
        origin=origin,
        view=view,
        outside_views=outside_views,
        may_be_empty=may_be_empty,
        source=other,
    )
    return inputs


def views_of(discovery: "Discovery") -> list[str]:
    """Return the names of the views, sorted."""
    views = {view for zone in discovery.zones for view in zone.views}
    return sorted(views | {zone.view for zone in discovery.declared if zone.view is not None})


def _limit_to_view(discovery: "Discovery", view: str) -> None:
    """Leave out the zones of the other views before they are read, so that their faults are left out, too."""
    views = views_of(discovery)
    discovery.narrowed = True
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
