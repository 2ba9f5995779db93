"""Names the change that causes a finding: the record removed, changed or added that it rests on.

A finding often stands in a file that the change does not touch: the MX there leads to a name whose address is removed
here. So from the names that a finding is about the records are followed, as they were before and as they are now, until
one of them is part of the change.
"""

import re

from zonelint.dns.differences import CHANGED, REMOVED
from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, parent, reverse_name
from zonelint.dns.places import START
from zonelint.dns.txt import text_of
from zonelint.dns.zone import ANY, TARGET_FIELD, Place
from zonelint.lint.findings import Finding, Related, relate
from zonelint.mail.tag_lists import shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.dns.differences import Differences, RecordChange, ZoneDifference
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record
    from zonelint.lint.change import ViewChange
    from zonelint.lint.views import Views

MOST_CAUSES = 3
"""Changes that are named for one finding."""
MOST_SHOWN = 120
"""Characters of a record in a note: a key is longer than what anybody reads."""
MOST_NAMES = 64
"""Names that are looked at for one finding: what is farther away is no help to a reader."""

_TEXTS = ("TXT", "SPF")
_LEADING_ON = frozenset((*TARGET_FIELD, "A", "AAAA", "ALIAS", "ANAME", "DS", "SVCB", "HTTPS"))
"""Types that matter to what leads to their owner; others matter to findings about that owner alone."""
_ADDRESSES = ("A", "AAAA")
_AT_CUTS = ("NS", "DNAME", "DS")
_NAME_IN_SPF = re.compile(r"(?:^|\s)[-+~?]?(?:include:|a:|mx:|ptr:|exists:|redirect=)([^\s/%]+)", re.IGNORECASE)


def add_causes(findings: "Iterable[Finding]", views: "Views") -> None:
    """Put the change that causes each of `findings`, which a change brings, among its related places.

    One that stands at a record which is part of the change says so itself.
    """
    changes = [view.change for view in views.all() if view.change is not None]
    for finding in findings:
        change = _change_of(finding, changes)
        if change is not None:
            finding.related = (*_Search(finding, change).causes(), *finding.related)


def _change_of(finding: Finding, changes: "Sequence[ViewChange]") -> "ViewChange | None":
    record = finding.place.record
    seen = [each for each in changes if not set(finding.views).isdisjoint(each.after.views)] or list(changes)
    for each in seen:
        zone = record.zone if record is not None else each.after.zones.get(finding.zone or "")
        if zone is not None and each.after.judges(zone):
            return each
    return seen[0] if seen else None


class _Search:
    def __init__(self, finding: Finding, change: "ViewChange") -> None:
        self.finding = finding
        self.change = change
        self.differences: Differences = change.whole.differences
        self.views = None if finding.views == (None,) else frozenset(finding.views)
        self.is_about_ttl = "ttl" in finding.rule

    def causes(self) -> list[Related]:
        if self._is_changed_itself():
            return []
        for name in self._names():
            changes = self._changes_at(name)
            if changes:
                return self._new_places([related_change(change) for change in changes[:MOST_CAUSES]])
            zone = self._zone_above(name)
            if zone is not None:
                return [_related_zone(zone)]
        return self._touched_files()

    def _is_changed_itself(self) -> bool:
        record = self.finding.place.record
        if record is None:
            return self.change.whole.is_touched(self.finding.path)
        return any(change.after is record for change in self.differences.at(record.owner, record.type))

    def _new_places(self, causes: list[Related]) -> list[Related]:
        """Leave out what is new in the finding's own file: who reads the change has it before them."""
        if not self.change.whole.is_touched(self.finding.path):
            return causes
        return [cause for cause in causes if cause.is_before or cause.path != self.finding.path]

    # -- changes

    def _changes_at(self, name: str) -> "list[RecordChange]":
        found = [
            change
            for change in self._all_at(name)
            if self._matters(change, name) and (self.is_about_ttl or not change.is_of_ttl)
        ]
        return sorted(found, key=lambda change: (change.kind is not REMOVED, change.kind is not CHANGED))

    def _all_at(self, name: str) -> "Iterator[RecordChange]":
        yield from self.differences.at(name, ANY, self.views)
        if name == ".":
            return
        above = parent(name)
        if not self._exists(name):
            yield from self.differences.at(f"*.{above}" if above != "." else "*.", ANY, self.views)
        while above != ".":
            for rtype in _AT_CUTS:
                yield from self.differences.at(above, rtype, self.views)
            above = parent(above)

    def _exists(self, name: str) -> bool:
        """Tell whether `name` has records of its own on both sides, so that no wildcard matters to it."""
        return all(any(_records_at(namespace, name)) for namespace in (self.change.before, self.change.after))

    def _matters(self, change: "RecordChange", name: str) -> bool:
        rtype = change.record.type
        if rtype in _LEADING_ON:
            # What a parent says of its own servers changes nothing below it.
            return not (rtype == "NS" and change.record.owner != name and self._is_apex(change))
        return self.finding.type in (None, rtype) or (
            rtype in _TEXTS and self.finding.type in ("TXT", "SPF", "A", "AAAA")
        )

    @staticmethod
    def _is_apex(change: "RecordChange") -> bool:
        return change.record.owner == change.record.zone.origin

    def _zone_above(self, name: str) -> "ZoneDifference | None":
        return self.differences.zone_above(name, self.views)

    # -- names

    def _names(self) -> "Iterator[str]":
        """Yield the names that the finding is about, then those that their records lead to, the nearest first."""
        pending = list(dict.fromkeys(self._first_names()))
        seen = set(pending)
        for name in pending:
            yield name
            for each in self._led_to(name):
                if each not in seen and len(seen) < MOST_NAMES:
                    seen.add(each)
                    pending.append(each)

    def _first_names(self) -> "Iterator[str]":
        record = self.finding.place.record
        records = [record] if record is not None else []
        records += [related.place.record for related in self.finding.related if related.place.record is not None]
        for each in records:
            yield from _targets(each)
        address = _reverse_of(self.finding.value)
        if address:
            yield address
        if self.finding.owner:
            yield self.finding.owner
        for each in records:
            yield each.owner
        if self.finding.zone:
            yield self.finding.zone

    def _led_to(self, name: str) -> "Iterator[str]":
        for namespace in (self.change.after, self.change.before):
            for record in _records_at(namespace, name):
                yield from _targets(record)

    # -- when no record tells

    def _touched_files(self) -> list[Related]:
        """Return the zone's index or the configuration if it is part of the change and the finding's file is not."""
        whole = self.change.whole
        if whole.is_touched(self.finding.path):
            return []
        record = self.finding.place.record
        zone = record.zone if record is not None else self.change.after.zones.get(self.finding.zone or "")
        named = zone.named_at if zone is not None else None
        if named is not None and whole.is_touched(named.source.path):
            return [Related(named, "the change touches what is said of the zone here")]
        return []


def _records_at(namespace: "Namespace | None", name: str) -> "Iterator[Record]":
    zone = namespace.zone_of(name) if namespace is not None else None
    if zone is not None:
        for rtype in zone.types_at(name):
            yield from zone.rrset(name, rtype)


def _targets(record: "Record") -> "Iterator[str]":
    """Yield the names at which is told what a record leads to."""
    if record.type in _ADDRESSES:
        name = _reverse_of(record.rdata)
        if name:
            yield name
    elif record.type in TARGET_FIELD or record.type in ("ALIAS", "ANAME"):
        yield record.target
        if record.type == "PTR":
            yield record.owner
    elif record.type in _TEXTS:
        for match in _NAME_IN_SPF.finditer(text_of(record)):
            yield match[1].lower().rstrip(".") + "."


def _reverse_of(value: str) -> str:
    """Return the reverse name of the address that `value` is; empty if it is none."""
    if value.endswith((IN_ADDR_ARPA, IP6_ARPA)):
        return value
    try:
        return reverse_name(value)
    except (OSError, ValueError):
        return ""


def related_change(change: "RecordChange") -> Related:
    """Return a record that a change adds, removes or changes as a related place: one that is gone where it was."""
    before, after = change.before, change.after
    if before is None:
        assert after is not None
        return relate(after, f"new with the change: {shorten(after.text, MOST_SHOWN)}")
    became = f"now {shorten(after.rdata, MOST_SHOWN)}" if after is not None else "it is removed"
    return relate(before, f"before the change: {shorten(before.text, MOST_SHOWN)}; {became}", is_before=True)


def _related_zone(zone: "ZoneDifference") -> Related:
    source = zone.zone.source
    assert source is not None
    if zone.before is None:
        return Related(Place.at(source, START), f"the zone {zone.origin} is new with the change")
    return Related(Place.at(source, START), f"before the change: the zone {zone.origin}; it is removed", is_before=True)
