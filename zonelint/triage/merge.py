"""Makes one finding of several that are the same defect."""

from zonelint.findings import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.findings import Finding
    from zonelint.records import Span

NAMED = 2
"""How many of the other names of a $GENERATE are spelled out."""


def merge_views(findings: "Iterable[Finding]", order: "Sequence[str | None]" = ()) -> "list[Finding]":
    """Return `findings` with one for each rule, place and message, in the order given.

    One that was seen in several views names them all in `views`, sorted as in `order`, and its `view` is None. The
    findings are changed in place.
    """
    merged: dict[tuple[str, str, int, str, Span | None, str], Finding] = {}
    views: dict[int, dict[str | None, None]] = {}
    for finding in findings:
        place = finding.place
        # The span of a record's field takes a look into the file; line and field say as much.
        span = place.span if place.record is None else None
        key = (finding.rule, finding.path, place.line, place.field, span, finding.message)
        first = merged.setdefault(key, finding)
        if first is finding:
            continue
        first.severity = _gravest(first.severity, finding.severity)
        first.zone = first.zone or finding.zone
        views.setdefault(id(first), dict.fromkeys(first.views)).update(dict.fromkeys(finding.views))
    number = {view: at for at, view in enumerate(order)}
    for first in merged.values():
        if id(first) in views:
            first.views = tuple(sorted(views[id(first)], key=lambda view: number.get(view, -1)))
            if len(first.views) > 1:
                first.view = None
    return list(merged.values())


def merge_generated(findings: "Iterable[Finding]") -> "list[Finding]":
    """Return `findings` with one for each rule, $GENERATE directive and set of views, in the order given.

    Its message is that of the first, with the number of the others and the first of their names. Findings of
    records that stand in the file as they are stay alone. The findings are changed in place.
    """
    result: list[Finding] = []
    groups: dict[tuple[str, str, int, tuple[str | None, ...]], list[Finding]] = {}
    for finding in findings:
        record = finding.place.record
        if record is None or not record.generated:
            result.append(finding)
            continue
        group = groups.setdefault((finding.rule, finding.path, finding.line, finding.views), [])
        if not group:
            result.append(finding)
        group.append(finding)
    for first, *others in groups.values():
        if others:
            _absorb(first, others)
    return result


def _absorb(first: "Finding", others: "list[Finding]") -> None:
    names = list(dict.fromkeys(other.owner for other in others if other.owner and other.owner != first.owner))
    shown = names[:NAMED] + (["…"] if len(names) > NAMED else [])
    first.message += f"; and {len(others)} more of this $GENERATE"
    if shown:
        first.message += f" ({', '.join(shown)})"
    for other in others:
        first.severity = _gravest(first.severity, other.severity)


def _gravest(one: str, other: str) -> str:
    return min(one, other, key=SEVERITIES.index)
