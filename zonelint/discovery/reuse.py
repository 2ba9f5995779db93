"""Zones of one state of a set that stand in another state as well, so that they are read and held once.

Only what depends on nothing but its files, and on how these are read, is taken along: not what a tool makes records of
for several zones at once, or what is put together with other zones. Includes must lead to the same files.
"""

from zonelint.readers.includes import Includes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.reading import Reading

# What is told of a zone file and does not change the zone that is read from it: where in an index it stands, and
# which other views serve it. What the options say is compared by itself.
_TOLD = ("origin_from", "place", "views", "options")


class ReadZone:
    """A zone that was read, from which file, and what came of reading it."""

    __slots__ = ("zone", "zone_file", "reading")

    def __init__(self, zone: "Zone", zone_file: "ZoneFile", reading: "Reading") -> None:
        self.zone = zone
        self.zone_file = zone_file
        self.reading = reading

    def real_paths(self) -> "Iterable[str | None]":
        """Yield the real paths of all files that make the zone what it is."""
        yield from self.zone_file.real_paths
        if self.zone_file.options is not None:
            yield from self.zone_file.options.depends_on()
        for source in self.reading.sources:
            yield source.real_path


class ReadZones:
    """What was read of one state, by what it was read from."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], ReadZone] = {}

    def keep(
        self, zone: "Zone", zone_file: "ZoneFile", view: str | None, inside_because: str, reading: "Reading"
    ) -> None:
        """Keep `zone`, which was read from `zone_file` for `view`, if it may stand in another state."""
        key = _key(zone_file, view, inside_because)
        if zone.source is not None and key is not None and not reading.absent:
            self._read[key] = ReadZone(zone, zone_file, reading)

    def of(self, zone_file: "ZoneFile", view: str | None, inside_because: str) -> ReadZone | None:
        """Return what was read from a file of the same path in the same way."""
        key = _key(zone_file, view, inside_because)
        return self._read.get(key) if key is not None else None


class Reuse:
    """The zones of another state that may be taken for those of this one.

    read     what was read there
    is_same  tells whether the file at a real path is the same in both states
    apart    origins of which either state has several zones: what is known of one depends on the others
    """

    def __init__(self, read: ReadZones, is_same: "Callable[[str], bool]", apart: "Collection[str]") -> None:
        self._read = read
        self._is_same = is_same
        self._apart = apart

    def of(self, zone_file: "ZoneFile", view: str | None, inside_because: str, tree: "Tree") -> ReadZone | None:
        """Return the zone in `zone_file` that `view` has, with what came of reading it; None if it is to be read."""
        if zone_file.origin in self._apart or not self._is_same(zone_file.real_paths[0]):
            return None
        found = self._read.of(zone_file, view, inside_because)
        if found is None or not all(path is not None and self._is_same(path) for path in found.real_paths()):
            return None
        return found if _leads_there(found.reading, zone_file, tree) else None


def _leads_there(reading: "Reading", zone_file: "ZoneFile", tree: "Tree") -> bool:
    """Tell whether each include leads in `tree` to the file to which it led where the zone was read."""
    if not reading.followed:
        return True
    includes = Includes(tree.root, zone_file.include_dirs, tree.allowed, zone_file.on_server, tree.source)
    return all(_found(includes, name, including) == real_path for name, including, real_path in reading.followed)


def _found(includes: Includes, name: str, including: str | None) -> str:
    try:
        return includes.find(name, including)
    except ValueError:
        return ""


def _key(zone_file: "ZoneFile", view: str | None, inside_because: str) -> tuple[object, ...] | None:
    """Return all that decides how `zone_file` is read for `view`; None if that is not known."""
    options = zone_file.options
    settings = options.settings() if options is not None else ()
    if settings is None:
        return None
    told = (getattr(zone_file, name) for name in zone_file.__slots__ if name not in _TOLD)
    values = (tuple(value) if isinstance(value, list) else value for value in told)
    return (view, inside_because, type(options), settings, *values)
