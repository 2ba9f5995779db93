"""Zones of one state of a set that stand in another state as well, so that they are read and held once.

Only what depends on nothing but its one file, and on how that is read, is taken along: not what includes others, what a
tool makes records of, or what is put together with other files.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.dns.zone import Zone
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.reading import Reading

# What is told of a zone file and does not change the zone that is read from it: where in an index it stands.
_TOLD = ("origin_from", "place")


class ReadZones:
    """What was read of one state, by what it was read from."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], tuple[Zone, Reading]] = {}

    def keep(self, zone: "Zone", zone_file: "ZoneFile", inside_because: str, reading: "Reading") -> None:
        """Keep `zone`, which was read from `zone_file`, if it may stand in another state."""
        if zone.source is not None and is_plain(zone_file) and not (reading.absent or reading.included):
            self._read[_key(zone_file, inside_because)] = zone, reading

    def of(self, zone_file: "ZoneFile", inside_because: str) -> "tuple[Zone, Reading] | None":
        """Return what was read from a file of the same path in the same way."""
        return self._read.get(_key(zone_file, inside_because)) if is_plain(zone_file) else None


class Reuse:
    """The zones of another state that may be taken for those of this one.

    read     what was read there
    is_same  tells whether the file at a real path is the same in both states
    apart    origins of which either state has several zones: what is known of one depends on the others
    """

    def __init__(self, read: ReadZones, is_same: "Callable[[str], bool]", apart: "frozenset[str]") -> None:
        self._read = read
        self._is_same = is_same
        self._apart = apart

    def of(self, zone_file: "ZoneFile", inside_because: str) -> "tuple[Zone, Reading] | None":
        """Return the zone in `zone_file`, with what came of reading it; None if it is to be read."""
        if zone_file.origin in self._apart or not self._is_same(zone_file.real_path):
            return None
        return self._read.of(zone_file, inside_because)


def is_plain(zone_file: "ZoneFile") -> bool:
    """Tell whether a zone file is all that its zone is made of."""
    return not (zone_file.views or zone_file.parts or zone_file.options is not None)


def _key(zone_file: "ZoneFile", inside_because: str) -> tuple[object, ...]:
    told = (getattr(zone_file, name) for name in zone_file.__slots__ if name not in _TOLD)
    return (inside_because, *(tuple(value) if isinstance(value, list) else value for value in told))
