"""Reads a set of zones again in which some files changed: what these have no part in is as it was."""

from copy import copy

from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.origins import included_names
from zonelint.files.paths import decode_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from zonelint.discovery.reuse import ReadZones, Reuse
    from zonelint.files.source import Source
    from zonelint.files.zone_files import Discovery, ZoneFile


class Found:
    """What discovery found, as it was before anything was read, and what Source has of the files it looked into."""

    def __init__(
        self, discovery: "Discovery", looked_into: "Set[str]", include_names: "Mapping[str, Sequence[str]]"
    ) -> None:
        self._discovery = _copy(discovery)
        self._looked_into = looked_into
        self._include_names = include_names

    def holds(self, source: "Source", changed: "Set[str]") -> bool:
        """Tell whether discovery finds the same in `source`, where the files with the real paths `changed` differ."""
        return self._looked_into.isdisjoint(changed) and all(
            source.size(path) <= MAX_FILE_OCTETS and self._includes_the_same(source, path) for path in changed
        )

    def _includes_the_same(self, source: "Source", path: str) -> bool:
        names = self._include_names.get(path)
        return names is None or names == included_names(decode_text(source.octets(path)))

    def over(self, source: "Source") -> "Discovery | None":
        """Return the same for `source`; None if what was read is kept with what was found, as of lists in YAML."""
        if any(zone_file.options is not None for zone_file in self._discovery.zones):
            return None
        discovery = _copy(self._discovery)
        discovery.source = source
        return discovery


def _copy(discovery: "Discovery") -> "Discovery":
    """Return a copy that stays as it is when zones are read from `discovery`."""
    made = copy(discovery)
    made.declared, made.warnings = list(discovery.declared), list(discovery.warnings)
    return made


class Earlier:
    """A set that was read, and what has changed since.

    found       what discovery found of it; None: it is not kept
    read_from   its zones, by what they were read from; None: they are not kept
    zone_files  where it was read from
    changed     the real paths of the files that have another text now; none of them came or went
    """

    def __init__(
        self, found: Found | None, read_from: "ReadZones | None", zone_files: "Iterable[ZoneFile]", changed: "Set[str]"
    ) -> None:
        self._found = found
        self._read_from = read_from
        self._zone_files = zone_files
        self._changed = changed

    def found(self, source: "Source") -> Found | None:
        """Return what discovery finds in `source`, where the files have other texts; None if it is to look again."""
        found = self._found
        return found if found is not None and found.holds(source, self._changed) else None

    def reuse(self, zone_files: "Iterable[ZoneFile]") -> "Reuse | None":
        """Return the zones that were read, for `zone_files`, which are found now."""
        if self._read_from is None:
            return None
        from zonelint.discovery.reuse import Reuse

        apart = apart_of(self._zone_files) | apart_of(zone_files)
        return Reuse(self._read_from, lambda path: path not in self._changed, apart)


def apart_of(zone_files: "Iterable[ZoneFile]") -> set[str]:
    """Return the origins of `zone_files` of which what is known of one depends on others.

    That is so of several, unless views tell whom each of them serves, and where files hold some of the records only.
    """
    from collections import Counter

    files = list(zone_files)
    counts = Counter(zone_file.origin for zone_file in files)
    outside = {each.origin for each in files if not each.views and counts[each.origin] > 1}
    return outside | {each.origin for each in files if each.options is not None and each.options.part}
