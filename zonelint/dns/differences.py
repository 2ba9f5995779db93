"""What differs between two versions of a set of zones: zones, and their records, RRset by RRset.

What a name server serves is compared, not how a file spells it: the order of records, the letter case of names, the
units of TTLs, comments, and the file in which a record stands are no difference. Nor is it how a text is split into
strings (RFC 7208 section 3.3): its octets count.
"""

from zonelint.dns.cached import cached_property
from zonelint.dns.names import labels, parent
from zonelint.dns.tuples import named_tuple
from zonelint.dns.txt import text_of
from zonelint.dns.zone import ANY, TTL_UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import NamedTuple

    from zonelint.dns.zone import Record, Zone

    class _ChangeFields(NamedTuple):
        before: "Record | None"
        after: "Record | None"

else:
    _ChangeFields = named_tuple("_ChangeFields", "before after")

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

_TEXTS = frozenset(("TXT", "SPF"))
_FOLDED = frozenset((
    "A", "AAAA", "NS", "CNAME", "PTR", "DNAME", "MX", "SRV", "SOA", "ALIAS", "ANAME", "AFSDB", "KX", "LP", "RT", "PX",
    "RP", "MB", "MG", "MR", "MINFO", "NSAP-PTR", "DS", "CDS", "DLV", "TA", "TLSA", "SMIMEA", "SSHFP", "NSEC",
))  # fmt: skip
"""Types whose whole RDATA is names, numbers and hexadecimal digits: letter case says nothing in it (RFC 4343)."""
_FOLDED_WORD = {"CAA": 1, "RRSIG": 7, "NAPTR": -1, "HTTPS": 1, "SVCB": 1}
"""Of other types, the word of the RDATA that is a name, or in which letter case says nothing either (RFC 8659)."""


class RecordChange(_ChangeFields):
    """A record before and after; None where there is none. Both are of one owner and type."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """ADDED, REMOVED or CHANGED."""
        return ADDED if self.before is None else REMOVED if self.after is None else CHANGED

    @property
    def is_of_ttl(self) -> bool:
        """Whether nothing but the TTL of the record changed, and how its RDATA is spelled."""
        return self.before is not None and self.after is not None and _meant(self.before) == _meant(self.after)

    @property
    def record(self) -> "Record":
        """The record that is there, after the change if it is there then."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record


class ZoneDifference:
    """What differs in one zone.

    before, after  the zone on either side; None where there is none
    changes        records added, removed, or with other RDATA or TTL; an SOA of which the serial alone differs is none
    unseen         records of before that are not seen after, and may be there: something there cannot be read
    declared       whether the zone is still named after, without a file to read: nothing is removed then
    """

    __slots__ = ("before", "after", "changes", "unseen", "declared")

    def __init__(self, before: "Zone | None", after: "Zone | None", declared: bool = False) -> None:
        self.before = before
        self.after = after
        self.declared = declared
        self.changes: list[RecordChange] = []
        self.unseen: list[Record] = []

    @property
    def zone(self) -> "Zone":
        """The zone, after the change if it is there then."""
        zone = self.after if self.after is not None else self.before
        assert zone is not None
        return zone

    @property
    def origin(self) -> str:
        """Absolute name of the apex."""
        return self.zone.origin

    @property
    def view(self) -> str | None:
        """Name of the view it is served in, or None."""
        return self.zone.view

    @property
    def status(self) -> str:
        """ADDED, REMOVED or CHANGED."""
        return ADDED if self.before is None else REMOVED if self.after is None else CHANGED

    @property
    def serials(self) -> tuple[int | None, int | None]:
        """The serial before and after; None where there is no SOA record."""
        return _serial(self.before), _serial(self.after)

    @property
    def added(self) -> "list[Record]":
        """The records that are new."""
        return [change.after for change in self.changes if change.before is None and change.after is not None]

    @property
    def removed(self) -> "list[Record]":
        """The records that are gone."""
        return [change.before for change in self.changes if change.after is None and change.before is not None]

    @property
    def changed(self) -> list[RecordChange]:
        """The records that have other RDATA or another TTL."""
        return [change for change in self.changes if change.kind is CHANGED]

    def __repr__(self) -> str:
        return f"<{self.origin} {self.status}: {len(self.changes)} records>"


class Differences:
    """What differs between two versions of a set of zones.

    zones  the zones that differ, sorted by origin and view
    """

    def __init__(self, zones: "Iterable[ZoneDifference]" = ()) -> None:
        self.zones = sorted(zones, key=lambda zone: (zone.origin, zone.view or ""))

    def at(self, owner: str, rtype: str = ANY, views: "Collection[str | None] | None" = None) -> "list[RecordChange]":
        """Return the changes of records of `rtype` at `owner` (absolute, lower case).

        With `views`, of zones in one of these, and in none.
        """
        return [
            change
            for view, change in self._by_owner.get(owner, ())
            if rtype in (ANY, change.record.type) and (views is None or view is None or view in views)
        ]

    def zone_above(self, name: str, views: "Collection[str | None] | None" = None) -> ZoneDifference | None:
        """Return the deepest zone that was added or removed at or above `name`; `views` as in `at`."""
        while True:
            for each in self._whole_zones.get(name, ()):
                if views is None or each.view is None or each.view in views:
                    return each
            if name == "." or not self._whole_zones:
                return None
            name = parent(name)

    @cached_property
    def _by_owner(self) -> "dict[str, list[tuple[str | None, RecordChange]]]":
        found: dict[str, list[tuple[str | None, RecordChange]]] = {}
        for zone in self.zones:
            for change in zone.changes:
                found.setdefault(change.record.owner, []).append((zone.view, change))
        return found

    @cached_property
    def _whole_zones(self) -> dict[str, list[ZoneDifference]]:
        found: dict[str, list[ZoneDifference]] = {}
        for zone in self.zones:
            if zone.status is not CHANGED:
                found.setdefault(zone.origin, []).append(zone)
        return found


def differences(before: "Iterable[Zone]", after: "Iterable[Zone]", declared: "Iterable[Zone]" = ()) -> Differences:
    """Return what differs between the zones `before` and `after`; `declared` are those after that have no file to read.

    Where a zone is the same object on both sides, or has the same records object, nothing of it is looked at.
    """
    only_declared = {(zone.origin, zone.view) for zone in declared}
    found = []
    for old, new in pairs_of(before, after):
        if old is not None and new is not None and old.types is new.types:
            continue
        each = ZoneDifference(old, new, new is None and old is not None and (old.origin, old.view) in only_declared)
        _compare(each)
        if each.status is not CHANGED or each.changes or each.unseen or each.serials[0] != each.serials[1]:
            found.append(each)
    return Differences(found)


def pairs_of(before: "Iterable[Zone]", after: "Iterable[Zone]") -> "Iterator[tuple[Zone | None, Zone | None]]":
    """Yield each zone of `before` with the one of `after` that has its origin and view; None where there is none.

    Of several with one origin and view, those of the same file go together, the others in their order.
    """
    old, new = _by_key(before), _by_key(after)
    for key, zones in old.items():
        others = new.pop(key, [])
        if len(zones) == len(others) == 1:
            yield zones[0], others[0]
        else:
            yield from _matched(zones, others)
    for zones in new.values():
        for zone in zones:
            yield None, zone


def _by_key(zones: "Iterable[Zone]") -> "dict[tuple[str, str | None], list[Zone]]":
    found: dict[tuple[str, str | None], list[Zone]] = {}
    for zone in zones:
        found.setdefault((zone.origin, zone.view), []).append(zone)
    return found


def _matched(before: "list[Zone]", after: "list[Zone]") -> "Iterator[tuple[Zone | None, Zone | None]]":
    by_path: dict[str, list[Zone]] = {}
    for zone in reversed(after):
        by_path.setdefault(_path(zone), []).append(zone)
    left = []
    for zone in before:
        same = by_path.get(_path(zone))
        if same:
            yield zone, same.pop()
        else:
            left.append(zone)
    remaining = set(map(id, (zone for zones in by_path.values() for zone in zones)))
    others = [zone for zone in after if id(zone) in remaining]
    for number in range(max(len(left), len(others))):
        yield left[number] if number < len(left) else None, others[number] if number < len(others) else None


def _path(zone: "Zone") -> str:
    return zone.source.path if zone.source is not None else ""


def _serial(zone: "Zone | None") -> int | None:
    soa = zone.soa if zone is not None else None
    return soa.serial if soa is not None else None


# -- records ---------------------------------------------------------------------------------------------------------


def _compare(zone: ZoneDifference) -> None:
    """Fill in what differs between the records of both sides of `zone`."""
    before, after = zone.before, zone.after
    old = before.types if before is not None else {}
    new = after.types if after is not None else {}
    for rtype in (*old, *(rtype for rtype in new if rtype not in old)):
        old_owners, new_owners = old.get(rtype, {}), new.get(rtype, {})
        for owner, rrset in old_owners.items():
            other = new_owners.get(owner, ())
            if not _looks_same(rrset, other):
                _compare_rrsets(zone, rrset, other)
        for owner, rrset in new_owners.items():
            if owner not in old_owners:
                zone.changes += [RecordChange(None, record) for record in rrset]
    zone.changes.sort(key=lambda change: _order(change.record))
    zone.unseen.sort(key=_order)


def _order(record: "Record") -> tuple[list[str], str]:
    """Return what sorts records as DNSSEC sorts their owners, from the apex down (RFC 4034 section 6.1)."""
    return labels(record.owner)[::-1], record.type


def _looks_same(before: "Sequence[Record]", after: "Sequence[Record]") -> bool:
    """Tell whether two RRsets are the same, letter by letter: nearly all are."""
    return before is after or (
        len(before) == len(after)
        and all(old.rdata == new.rdata and old.ttl == new.ttl for old, new in zip(before, after, strict=True))
    )


def _compare_rrsets(zone: ZoneDifference, before: "Sequence[Record]", after: "Sequence[Record]") -> None:
    """Add to `zone` what differs between two RRsets of one owner and type, of which the second may be empty."""
    left: list[Record] = []
    new: dict[str, list[Record]] = {}
    for record in after:
        new.setdefault(_meant(record), []).append(record)
    for record in before:
        same = new.get(_meant(record))
        if not same:
            left.append(record)
        elif _ttl_differs(record, other := same.pop(0)):
            zone.changes.append(RecordChange(record, other))
    for old, other_record in _paired(left, [record for records in new.values() for record in records]):
        if other_record is None and old is not None and (zone.declared or _is_out_of_sight(old, zone)):
            zone.unseen.append(old)
        else:
            zone.changes.append(RecordChange(old, other_record))


def _meant(record: "Record") -> str:
    """Return what the RDATA of `record` means, however it is spelled."""
    rtype, rdata = record.type, record.rdata
    if rtype == "SOA":
        words = rdata.lower().split(" ")
        return " ".join([*words[:2], *words[3:]])
    if rtype in _FOLDED:
        return rdata.lower()
    if rtype in _TEXTS:
        return text_of(record)
    if rtype in _FOLDED_WORD:
        words = rdata.split(" ")
        at = _FOLDED_WORD[rtype]
        if -len(words) <= at < len(words):
            words[at] = words[at].lower()
        return " ".join(words)
    return rdata


def _ttl_differs(before: "Record", after: "Record") -> bool:
    return before.ttl != after.ttl and not (before.flags | after.flags) & TTL_UNKNOWN


def _paired(before: "list[Record]", after: "list[Record]") -> "Iterator[tuple[Record | None, Record | None]]":
    """Yield what became of each of `before`, and what of `after` is left: first those of one kin, then in order."""
    left, others = before, after
    if len(before) + len(after) > 2:
        by_kin: dict[str, list[Record]] = {}
        for record in reversed(after):
            by_kin.setdefault(_kin(record), []).append(record)
        left = []
        for record in before:
            same = by_kin.get(_kin(record))
            if same:
                yield record, same.pop()
            else:
                left.append(record)
        others = [record for records in by_kin.values() for record in reversed(records)]
    for number in range(max(len(left), len(others))):
        yield left[number] if number < len(left) else None, others[number] if number < len(others) else None


def _kin(record: "Record") -> str:
    """Return what is likely to stay when a record is edited: where it leads, or what kind of text it is."""
    if record.type in _TEXTS:
        return text_of(record)[:8]
    return record.target if record.type in ("MX", "SRV") else record.rdata


def _is_out_of_sight(record: "Record", zone: ZoneDifference) -> bool:
    """Tell whether `record` may still be there after the change, for something new in its zone cannot be read."""
    before, after = zone.before, zone.after
    if before is None or after is None or after.is_whole(record.owner, record.type):
        return False
    if after.hides(record.owner, record.type) and not before.hides(record.owner, record.type):
        return True
    if after.others is not None and before.others is None:
        return True
    known = {_without_digits(reason) for reason in before.incomplete_because}
    return any(_without_digits(reason) not in known for reason in after.incomplete_because)


def _without_digits(text: str) -> str:
    """Return a reason without the line that it names: lines move."""
    return "".join(char for char in text if not char.isdigit())
