"""octoDNS's AutoArpa: the PTR records that it makes of the address records of all other zones."""

from zonelint.dns.names import is_below, is_reverse, reverse_name
from zonelint.dns.places import Problem
from zonelint.dns.zone import ANY, SYNTHESISED, Place, Record
from zonelint.readers.octodns.model import OctoZone, discard
from zonelint.readers.octodns.processors import process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.dns.zone import Zone
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.octodns.model import AutoArpa

    Candidate = tuple[int, int, str, Record]

_PRIORITY = 999


def finish(taking: "Sequence[tuple[Zone, ZoneFile]]", zones: "Sequence[Zone]") -> "list[Zone]":
    """Add the records that octoDNS makes of others, and note what it does with each zone."""
    del zones  # it makes records of its own zones alone
    of_octodns = [(zone, file.options) for zone, file in taking if isinstance(file.options, OctoZone)]
    for zone, options in of_octodns:
        zone.lenient, zone.publishers = options.lenient, options.publishers
    _synthesise(of_octodns)
    return []


def _synthesise(zones: "Sequence[tuple[Zone, OctoZone]]") -> None:
    """Add to each zone that has AutoArpa among its sources the PTR records that its configuration yields.

    The records stand where the address records do.
    """
    for zone, options in zones:
        if options.takes_arpa and options.arpa is not None:
            of_same = [(other, each) for other, each in zones if options.config in each.configs and other is not zone]
            _fill(zone, options.arpa, of_same)
            process(zone, options)


def _fill(zone: "Zone", arpa: "AutoArpa", others: "Iterable[tuple[Zone, OctoZone]]") -> None:
    names: dict[str, list[Candidate]] = {}
    for other, options in others:
        if not is_reverse(other.origin):
            _note_gaps(zone, other)
        for rtype in ("A", "AAAA"):
            for record in other.records(rtype):
                name = reverse_name(record.rdata)
                if is_below(name, zone.origin):
                    _collect(names, name, record, arpa, options)
    for name, candidates in names.items():
        _add(zone, name, candidates, arpa)


def _note_gaps(zone: "Zone", other: "Zone") -> None:
    hidden = any(not types.isdisjoint(("A", "AAAA", "ALIAS", ANY)) for types in other.unresolved.values())
    if other.incomplete_because or hidden:
        zone.incomplete(f"AutoArpa makes PTR records of {other.origin}, whose addresses are not all known")


def _collect(
    names: "dict[str, list[Candidate]]", name: str, record: Record, arpa: "AutoArpa", options: OctoZone
) -> None:
    target = record.owner
    if target == f"*.{record.zone.origin}" and arpa.wildcard is None:
        return
    if arpa.wildcard is not None:
        target = target.replace("*", arpa.wildcard)
    priority = options.priorities.get((record.owner, record.type), _PRIORITY)
    ttl = record.ttl if arpa.inherit_ttl else arpa.ttl
    names.setdefault(name, []).append((priority, ttl, target, record))


def _add(zone: "Zone", name: str, candidates: "list[Candidate]", arpa: "AutoArpa") -> None:
    candidates.sort(key=lambda candidate: candidate[:3])
    existing = zone.rrset(name, "PTR")
    first = candidates[0]
    if existing and not arpa.replaces:
        message = f"Duplicate record {name}, type PTR"
        at = f"AutoArpa makes it of {first[3].owner} at {first[3].source.path}:{first[3].line}"
        span = Place.of(existing[0]).span
        zone.problems.append(Problem("record-invalid", message, existing[0].source, span, at))
        return
    if existing:
        discard(zone, name, "PTR")
    seen: set[str] = set()
    for _, _, target, record in candidates:
        if target not in seen and len(seen) < arpa.most:
            seen.add(target)
            flags = record.flags | SYNTHESISED
            zone.add(Record(name, "PTR", first[1], target, record.line, record.source, zone, flags))
