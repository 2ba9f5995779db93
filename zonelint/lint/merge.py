"""Makes one finding of several that are the same defect, and shows as one what has one cause.

The same defect seen in several views is one finding. Different findings with one cause stay what they are, each with
its fingerprint, its suppression and its severity; only the report shows one of them and names the others.
"""

from collections import defaultdict

from zonelint.lint.findings import ERROR, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from zonelint.lint.findings import Finding


_MANY = 4
"""Findings from which on what they have in common is a habit, and no slip."""


def merge_views(findings: "Iterable[Finding]", order: "Sequence[str | None]" = ()) -> "list[Finding]":
    """Return `findings` with one for each rule, place and message, in the order given.

    One that was seen in several views names them all in `views`, sorted as in `order`, and its `view` is None. The
    findings are changed in place.
    """
    groups: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[(*_position(finding), finding.message)].append(finding)
    number = {view: at for at, view in enumerate(order)}
    return [_seen_in_all(group, number) for group in groups.values()]


def _position(finding: "Finding") -> "tuple[Hashable, ...]":
    """Return the rule and the place, as far as that needs no look into a file."""
    place = finding.place
    # The span of a field of a master file's record takes such a look; line and field say as much.
    span = place.span if place.record is None or place.source.marks is not None else None
    return (finding.rule, finding.path, place.line, place.field, span)


def _seen_in_all(group: "Sequence[Finding]", number: "Mapping[str | None, int]") -> "Finding":
    first = group[0]
    if len(group) > 1:
        first.severity = _gravest(group)
        first.zone = next((each.zone for each in group if each.zone), None)
        views = dict.fromkeys(view for each in group for view in each.views)
        first.views = tuple(sorted(views, key=lambda view: number.get(view, -1)))
        if len(first.views) > 1:
            first.view = None
            if number and number.keys() - {None} <= views.keys() and is_outside_views(first):
                first.views = (None,)
    return first


def is_outside_views(finding: "Finding") -> bool:
    """Tell whether `finding` is about a zone in no view, of another server: to say where it is seen helps nobody."""
    record = finding.place.record
    return record is not None and record.zone.view is None


def merge_causes(findings: "Sequence[Finding]") -> "list[Finding]":
    """Return `findings`, sorted as reports show them, with one for each cause.

    It is a copy of the first of the gravest, those at MX and NS records before others, with all of them as its
    `members`; one that follows from another comes after that one. What has one cause: the records of a $GENERATE
    directive, a line that several zones include, what rules say has one, several causes that are those of the very same
    RRsets, such as all name servers of many zones, and what is said in the same words of several copies of a zone, or
    of the same line of several copies of a file. So is a habit: what many records of a folder have in common, and one
    help mends.
    Takes time linear in the number of findings.
    """
    shown = _merged(findings, [_directive(finding) for finding in findings])
    shown = _merged(shown, _lines_read_twice(shown))
    shown = _merged(shown, [(finding.cause, finding.views) if finding.cause else None for finding in shown])
    shown = _merged(shown, [_rrsets(finding) for finding in shown])
    shown = _merged(shown, [_defect(finding) for finding in shown])
    shown = _merged(shown, _lines_of_copies(shown))
    return _merged(shown, [_habit(finding) for finding in shown], least=_MANY)


def _habit(finding: "Finding") -> "Hashable":
    """Return what many findings of one habit have in common: what their rule says of it, or the help word by word.

    Errors are those of one file: each file that has some is to be seen.
    """
    habit = finding.habit or finding.help
    where = finding.path if finding.severity == ERROR else finding.path.rpartition("/")[0]
    return (finding.rule, finding.severity, habit, where, finding.views) if habit else None


def _lines_of_copies(findings: "Sequence[Finding]") -> "list[Hashable]":
    """Return a key for each finding about a text that its copy in another folder shares: the same in the same line.

    What stands at an owner is told by that. What a rule finds several times in one line is numbered.
    """
    seen: dict[Hashable, int] = defaultdict(int)
    keys: list[Hashable] = []
    for finding in findings:
        name = finding.path.rpartition("/")[2]
        line = (finding.rule, finding.zone, name, finding.line, finding.message, finding.views)
        seen[line, finding.path] += 1
        keys.append(None if finding.owner else (line, seen[line, finding.path]))
    return keys


def _rrsets(finding: "Finding") -> "Hashable":
    """Return the RRsets that a finding is shown for, if a cause made them one and they are several."""
    if not finding.cause:
        return None
    rrsets = frozenset((each.rule, each.zone, each.owner, each.type, each.views) for each in finding.members)
    return rrsets if len(rrsets) > 1 else None


def _defect(finding: "Finding") -> "Hashable":
    """Return what a finding has in common with that about another copy of the same zone, which another server has."""
    if not (finding.zone and finding.owner):
        return None
    return (finding.rule, finding.zone, finding.owner, finding.type, finding.message)


def _directive(finding: "Finding") -> "Hashable":
    record = finding.place.record
    if record is None or not record.generated:
        return None
    return (finding.rule, finding.path, finding.line, finding.views)


def _lines_read_twice(findings: "Sequence[Finding]") -> "list[Hashable]":
    """Return a key for each finding that another one may share only from another zone that reads the same text.

    What a rule finds several times at one place of one zone is numbered: the first of one zone goes with the first of
    the others.
    """
    seen: dict[Hashable, int] = defaultdict(int)
    keys: list[Hashable] = []
    for finding in findings:
        place = (*_position(finding), finding.views)
        number = seen[place, finding.zone]
        seen[place, finding.zone] += 1
        keys.append((place, number) if finding.zone else None)
    return keys


def _merged(findings: "Sequence[Finding]", keys: "Sequence[Hashable]", least: int = 2) -> "list[Finding]":
    """Return `findings` with one for each of `keys` that `least` of them share; those whose key is None stay alone."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is not None:
            groups[key].append(index)
    shown: list[Finding | None] = list(findings)
    for indexes in groups.values():
        if len(indexes) >= least:
            best = min(indexes, key=lambda index: _rank(findings[index]))
            ordered = [findings[best], *(findings[index] for index in indexes if index != best)]
            for index in indexes:
                shown[index] = None
            shown[best] = _standing_for(ordered)
    return [finding for finding in shown if finding is not None]


_WORST_TYPES = ("MX", "NS")
"""Types of records whose failure takes all mail, or all names, with it."""


def _rank(finding: "Finding") -> tuple[bool, int, bool]:
    return (finding.follows, SEVERITIES.index(finding.severity), finding.type not in _WORST_TYPES)


def _standing_for(group: "Sequence[Finding]") -> "Finding":
    members = [member for each in group for member in each.members or (each,)]
    return group[0].standing_for(members, _gravest(group))


def _gravest(findings: "Iterable[Finding]") -> str:
    return min((finding.severity for finding in findings), key=SEVERITIES.index)
