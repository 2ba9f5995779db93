"""What two readings of the same set of zones differ in: record by record, and finding by finding."""

from collections import Counter

from zonelint.dns.zone import TARGET_FIELD
from zonelint.lint.fix import ANY_TTL, Add, Arrange, Change, Remove, Rewrite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Set

    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.dns.zone import Record, Zone
    from zonelint.lint.findings import Finding
    from zonelint.lint.fix import Fix

    Line = tuple[str, str, int | None, str]
    """Owner, type, TTL (None: any) and RDATA of a record as a file has it."""


class Difference:
    """How the records of some zones changed: by the number of the zone, which lines went and which came.

    open   real paths of the files of which any records may come
    later  what it leads to
    """

    def __init__(self, later: "Contents | None" = None) -> None:
        self.open: set[str] = set()
        self.later = later
        self.gone: dict[int, Counter[Line]] = {}
        self.come: dict[int, Counter[Line]] = {}

    def of(self, zone: int) -> "tuple[Counter[Line], Counter[Line]]":
        """Return what went of the zone of that number, and what came."""
        return self.gone.get(zone, Counter()), self.come.get(zone, Counter())

    @property
    def zones(self) -> list[int]:
        """The numbers of the zones that changed."""
        return sorted({*self.gone, *self.come})


class Contents:
    """The records of all zones of a set, as their files have them: those that stand twice, twice."""

    def __init__(self, zone_set: "ZoneSet") -> None:
        self.zones = zone_set.zones
        self.keys = [(zone.origin, zone.view, zone.source.path if zone.source else "") for zone in self.zones]
        self.incomplete = [tuple(zone.incomplete_because) for zone in self.zones]
        self._lines: list[Counter[Line] | None] = [None] * len(self.zones)

    def lines(self, number: int) -> "Counter[Line]":
        """Return the records of the zone of that number."""
        found = self._lines[number]
        if found is None:
            found = self._lines[number] = _lines_of(self.zones[number])
        return found

    def served(self, number: int) -> "set[Line]":
        """Return what a server has of the zone of that number: names in any case are the same."""
        return _served(self.lines(number))

    def would_change(self, meant: Difference) -> set[int]:
        """Return the numbers of the zones of which a server would have something else after what is `meant`."""
        return {
            number
            for number in meant.zones
            if _served(self.lines(number)) != _served(self.lines(number) - meant.of(number)[0] + meant.of(number)[1])
        }

    def reads(self, number: int, paths: "Set[str]") -> bool:
        """Tell whether records of the zone of that number stand in one of the files with these real paths."""
        zone = self.zones[number]
        if zone.source is not None and zone.source.real_path in paths:
            return True
        sources = {id(each): each for rtype in zone.types for record in zone.records(rtype) for each in [record.source]}
        return any(source.real_path in paths for source in sources.values())

    def difference(self, later: "Contents", paths: "Set[str]") -> Difference | None:
        """Return how a `later` reading differs, where only the files with these real paths are other than they were.

        None if it has other zones, or one that is less complete.
        """
        if self.keys != later.keys or any(
            not set(now) <= set(was) for was, now in zip(self.incomplete, later.incomplete, strict=True)
        ):
            return None
        found = Difference(later)
        for number in range(len(self.zones)):
            if self.zones[number].types is later.zones[number].types:
                continue  # nothing of it was read again
            if not self.reads(number, paths) and not later.reads(number, paths):
                continue
            before, after = self.lines(number), later.lines(number)
            if before != after:
                gone, come = before - after, after - before
                if gone:
                    found.gone[number] = gone
                if come:
                    found.come[number] = come
        return found


def _served(lines: "Counter[Line]") -> "set[Line]":
    return {
        (owner, rtype, ttl, rdata.lower() if rtype in TARGET_FIELD or rtype == "SOA" else rdata)
        for owner, rtype, ttl, rdata in +lines
    }


def _lines_of(zone: "Zone") -> "Counter[Line]":
    lines: Counter[Line] = Counter()
    for rtype in zone.types:
        for owner, rrset in zone.types[rtype].items():
            for record in rrset:
                lines[owner, rtype, record.ttl, record.rdata] += 1
    for record, _ in zone.duplicates:
        lines[line_of(record)] += 1
    for record, first in zone.ttl_mismatches:
        # In its RRset it has the TTL of the first one.
        lines[record.owner, record.type, first.ttl, record.rdata] -= 1
        lines[line_of(record)] += 1
    for record in zone.out_of_zone:
        lines[line_of(record)] += 1
    return lines


def line_of(record: "Record") -> "Line":
    """Return what of a record is compared."""
    return record.owner, record.type, record.ttl, record.rdata


def intended(fixes: "Iterable[Fix]", contents: Contents) -> Difference:
    """Return what `fixes` mean to change in the zones that hold their records.

    In other zones, which read the same lines, the same number of records may change; see `unintended`.
    """
    numbers = {id(zone): number for number, zone in enumerate(contents.zones)}
    found = Difference()

    def note(side: "dict[int, Counter[Line]]", zone: "Zone", line: "Line") -> None:
        number = numbers.get(id(zone))
        if number is not None:
            side.setdefault(number, Counter())[line] += 1

    for fix in fixes:
        for step in fix.steps:
            if isinstance(step, Add):
                note(found.come, step.zone, (step.owner, step.type, None, step.rdata))
            elif isinstance(step, Remove):
                note(found.gone, step.record.zone, line_of(step.record))
            elif isinstance(step, Change):
                note(found.gone, step.record.zone, line_of(step.record))
                note(found.come, step.becomes.zone, line_of(step.becomes))
            elif isinstance(step, Rewrite):
                if step.reveals and step.source.real_path is not None:
                    found.open.add(step.source.real_path)
                for record in step.gone:
                    note(found.gone, record.zone, line_of(record))
                for record in step.come:
                    owner, rtype, ttl, rdata = line_of(record)
                    note(found.come, record.zone, (owner, rtype, ttl if ttl != ANY_TTL else None, rdata))
    return found


def unintended(meant: Difference, found: Difference, contents: Contents) -> set[int]:
    """Return the numbers of the zones in which what was `found` to change is not what was `meant` to.

    A zone of which nothing was meant may change with another one, by as many records: both read the same lines.
    """
    wrong = {number for number in meant.zones if number not in found.zones and not _is_nothing(meant, number)}
    sizes = {(_size(meant.gone.get(number)), _size(meant.come.get(number))) for number in meant.zones}
    same = {(contents.keys[number][0], contents.keys[number][2]) for number in meant.zones}
    for number in found.zones:
        gone, come = found.of(number)
        if meant.open and found.later is not None and found.later.reads(number, meant.open):
            meant_gone, meant_come = meant.of(number)
            if gone != meant_gone - meant_come:
                wrong.add(number)
        elif number in meant.zones:
            if not _fits(*meant.of(number), gone, come):
                wrong.add(number)
        elif (_size(gone), _size(come)) not in sizes:
            origin, _, path = contents.keys[number]
            if (origin, path) not in same:  # another view has the same zone
                wrong.add(number)
    return wrong


def _is_nothing(meant: Difference, number: int) -> bool:
    gone, come = meant.of(number)
    return gone == come


def _size(lines: "Counter[Line] | None") -> int:
    return lines.total() if lines else 0


def _fits(
    meant_gone: "Counter[Line]", meant_come: "Counter[Line]", gone: "Counter[Line]", come: "Counter[Line]"
) -> bool:
    """Tell whether just what was meant went and came; a TTL of None stands for any."""
    both = meant_gone & meant_come
    if meant_gone - both != gone:
        return False
    wanted = meant_come - both
    left = come - wanted
    missing = wanted - come
    open_ttl = Counter({(owner, rtype, None, rdata): count for (owner, rtype, _, rdata), count in left.items()})
    return open_ttl == missing


def arranges(finding: "Finding") -> bool:
    """Tell whether the fix of `finding` puts what stands in a file in another order, and changes no record."""
    return finding.fix is not None and any(isinstance(step, Arrange) for step in finding.fix.steps)


def others_than(
    new: "Iterable[Finding]", before: "Iterable[Finding]", after: "Iterable[Finding]", mended: "Iterable[Finding]"
) -> "list[Finding]":
    """Return those of `new` findings that are none of `before`, about a record that is written otherwise by now.

    They take the place of one of the same rule, owner and type that says the same, and that is gone without being among
    those that are mended.
    """
    gone = Counter((*finding.identity, finding.message) for finding in before)
    gone.subtract((*finding.identity, finding.message) for finding in after)
    gone.subtract((*finding.identity, finding.message) for finding in mended)
    left = Counter((*key[:-2], key[-1]) for key, count in gone.items() for _ in range(count))
    found = []
    for finding in new:
        key = (*finding.identity[:-1], finding.message)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(finding)
    return found


def new_findings(before: "Iterable[Finding]", after: "Iterable[Finding]") -> "list[Finding]":
    """Return those findings of `after` that are not among those of `before`, each as often as there are more."""
    known = Counter(_identity(finding) for finding in before)
    found = []
    for finding in after:
        key = _identity(finding)
        if known[key] > 0:
            known[key] -= 1
        else:
            found.append(finding)
    return found


def _identity(finding: "Finding") -> "Hashable":
    """Return what a finding is known by: a file that is not in order may have another key as the first wrong one."""
    return (finding.rule, finding.path) if arranges(finding) else finding.identity
