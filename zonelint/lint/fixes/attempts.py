"""Fixes that are tried together: the edits that each of them is, and which of them get into each other's way."""

from bisect import bisect_left, insort

from zonelint.lint.fix import Add, Arrange, Change, Drop, Edit, Fix, Remove, Rewrite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.lint.findings import Finding


class Attempt:
    """A fix as edits, and the findings that it is to mend."""

    __slots__ = ("fix", "edits", "findings", "shown", "order")

    def __init__(self, fix: Fix, edits: "list[Edit]", findings: "list[Finding]", shown: "Mapping[str, str]") -> None:
        self.fix = fix
        self.edits = edits
        self.findings = findings
        self.shown = shown
        self.order = [(step.zone.origin, _numbers(step.owner)) for step in fix.steps if isinstance(step, Add)]

    def zones(self) -> set[int]:
        """Return the ids of the zones whose records the fix is about."""
        found: set[int] = set()
        for step in self.fix.steps:
            if isinstance(step, Add):
                found.add(id(step.zone))
            elif isinstance(step, Rewrite):
                found.update(id(record.zone) for record in (*step.gone, *step.come))
            elif not isinstance(step, Arrange | Drop):
                found.add(id(step.record.zone))
        return found

    def names(self) -> set[str]:
        """Return the names that the fix is about: owners and data of its records."""
        found: set[str] = set()
        for step in self.fix.steps:
            if isinstance(step, Add):
                found.update((step.owner, step.rdata))
            elif isinstance(step, Change):
                found.update((step.record.owner, step.becomes.owner, step.becomes.rdata))
            elif isinstance(step, Remove):
                found.update((step.record.owner, step.record.rdata))
            elif isinstance(step, Rewrite):
                found.update(record.owner for record in (*step.gone, *step.come))
        return found


def lines_of(fix: Fix) -> set[tuple[str, int]]:
    """Return where the records stand that the fix changes or deletes: of two fixes of one record, one comes later."""
    found: set[tuple[str, int]] = set()
    for step in fix.steps:
        if isinstance(step, Change | Remove):
            found.add((step.record.source.path, step.record.line))
        elif isinstance(step, Rewrite):
            found.update((record.source.path, record.line) for record in step.gone)
    return found


def _numbers(owner: str) -> list[tuple[int, str]]:
    return [(len(label), label) for label in reversed(owner.split("."))]


class Taken:
    """The stretches of files that edits take, so that no other edit touches them; insertions take none."""

    def __init__(self) -> None:
        self._by_path: dict[str, list[tuple[int, int]]] = {}

    def takes(self, edits: "Sequence[Edit]") -> bool:
        """Note `edits`, unless one of them touches what is taken."""
        if any(self._meets(edit) for edit in edits):
            return False
        for edit in edits:
            insort(self._by_path.setdefault(edit.path, []), (edit.start, edit.end))
        return True

    def _meets(self, edit: Edit) -> bool:
        stretches = self._by_path.get(edit.path, [])
        at = bisect_left(stretches, (edit.start, edit.end))
        for start, end in stretches[max(at - 2, 0) : at + 2]:
            if start == end == edit.start == edit.end:
                continue
            if edit.start < end and start < edit.end:
                return True
            if start == edit.start and edit.start != edit.end and start != end:
                return True
        return False
