"""The state of the zones before a change, and which findings are older than the change.

A finding is new if the state before has none of the same rule, zone, owner, type and value in its view, or has it less
grave. Lines, the order of records and the names of files and views do not count.
"""

import os

from zonelint.lint.change import ViewChange, befores_of
from zonelint.lint.findings import SEVERITIES, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from zonelint.lint.change import Change
    from zonelint.lint.rule import Rule
    from zonelint.lint.views import Views

UNUSED_SUPPRESSION = "unused-suppression"
_MOST_ALIKE = 16
"""Findings of one rule, owner, type and value that another one is compared with; nearly always there is one."""


class Base:
    """The state before a change.

    name    how the user called it
    commit  the full name of its commit; empty: there was no commit yet
    views   what was read of it
    change  both states, side by side
    """

    def __init__(self, name: str, commit: str, views: "Views", change: "Change") -> None:
        self.name = name
        self.commit = commit
        self.views = views
        self.change = change

    def link(self, views: "Views") -> None:
        """Let each of `views`, those after the change, know what the change does to it."""
        befores = befores_of(views.namespaces, self.views.namespaces)
        known = {id(before) for before in befores}
        gone = [before for before in self.views.namespaces if id(before) not in known]
        for view, before in zip(views.all(), befores, strict=True):
            view.change = ViewChange(self.change, before, view.namespace, gone)
            gone = []

    def findings(
        self, rules: "Mapping[str, Rule]", chosen: "Collection[str]", only: "Collection[str] | None" = None
    ) -> "Sequence[Finding]":
        """Return what the `chosen` ones of `rules`, or those in `only`, find in the state before."""
        from zonelint.lint import engine

        return engine.run(self.views, rules, chosen, only=only).findings

    def new(
        self, findings: "Sequence[Finding]", rules: "Mapping[str, Rule]", chosen: "Collection[str]"
    ) -> "list[Finding]":
        """Return those of `findings`, which the `chosen` ones of `rules` made, that the change brings."""
        if not findings:
            return []
        speaking = {finding.rule for finding in findings}
        only = None if UNUSED_SUPPRESSION in speaking else speaking
        return self.sorted_out(findings, self.findings(rules, chosen, only))[0]

    def sorted_out(
        self, after: "Sequence[Finding]", before: "Sequence[Finding]"
    ) -> "tuple[list[Finding], list[Finding]]":
        """Return what the change brings of the findings `after` it, and what it takes away of those `before`.

        What is known of a file that has another name now is neither.
        """
        known = {view for namespace in self.views.namespaces for view in namespace.views}
        new, gone = compared(after, before, known)
        sources = self.change.before.source, self.change.after.source
        moved: dict[Hashable, list[Finding]] = {}
        for finding in gone:
            if not finding.zone and not sources[1].has(os.path.abspath(finding.path)):
                moved.setdefault(_nameless(finding), []).append(finding)
        left, paired = [], set()
        for finding in new:
            same = moved.get(_nameless(finding))
            if finding.zone or not same or sources[0].has(os.path.abspath(finding.path)):
                left.append(finding)
            else:
                paired.add(id(same.pop()))
        return left, [finding for finding in gone if id(finding) not in paired]


# -- which findings are new ------------------------------------------------------------------------------------------


def compared(
    after: "Sequence[Finding]", before: "Sequence[Finding]", views: "Iterable[str | None]" = (None,)
) -> "tuple[list[Finding], list[Finding]]":
    """Return the findings of `after` that are not in `before`, and those of `before` that are not in `after`.

    One in several views counts in each. `views` are those that there were before: in one that is new, or has another
    name now, nothing is new that was found in another one.
    """
    older = _Older(before, views)
    groups: dict[tuple[Hashable, str | None], list[Finding]] = {}
    for finding in after:
        for view in finding.views:
            groups.setdefault((finding.identity, view), []).append(finding)
    fresh: set[int] = set()
    matched: set[int] = set()
    for (identity, view), group in groups.items():
        pairs = _matched(group, older.of(identity, view))
        fresh.update(id(new) for new, old in pairs if old is None)
        matched.update(id(old) for _, old in pairs if old is not None)
    gone = [finding for finding in before if id(finding) not in matched]
    return _without_turned([finding for finding in after if id(finding) in fresh], gone)


def _without_turned(new: "list[Finding]", gone: "list[Finding]") -> "tuple[list[Finding], list[Finding]]":
    """Return `new` and `gone` without those that are one, about several names of which another one is the first now."""
    alike: dict[Hashable, list[Finding]] = {}
    for finding in gone:
        alike.setdefault((finding.owner, *_ownerless(finding)), []).append(finding)
    left, paired = [], set()
    for finding in new:
        same = next((each for each in _named_by(finding, alike) if id(each) not in paired), None)
        if same is None:
            left.append(finding)
        else:
            paired.add(id(same))
    return left, [finding for finding in gone if id(finding) not in paired]


def _named_by(finding: Finding, alike: "Mapping[Hashable, list[Finding]]") -> "Iterator[Finding]":
    """Yield those that are `alike` about another owner which `finding` names, and that name its owner."""
    for owner in _owners(finding):
        for other in alike.get((owner, *_ownerless(finding)), ())[:_MOST_ALIKE] if owner != finding.owner else ():
            if finding.owner in _owners(other):
                yield other


def _ownerless(finding: Finding) -> "tuple[Hashable, ...]":
    return (finding.rule, finding.type, finding.value, finding.severity)


def _owners(finding: Finding) -> "set[str | None]":
    return {related.place.record.owner for related in finding.related if related.place.record is not None}


class _Older:
    """The findings before a change, by what they are and the view that they are of."""

    def __init__(self, findings: "Sequence[Finding]", views: "Iterable[str | None]") -> None:
        self._views = frozenset(views)
        self._found: dict[Hashable, dict[str | None, list[Finding]]] = {}
        for finding in findings:
            in_views = self._found.setdefault(finding.identity, {})
            for view in finding.views:
                in_views.setdefault(view, []).append(finding)

    def of(self, identity: "Hashable", view: str | None) -> "Sequence[Finding]":
        """Return those that are alike in `view`; in a view that was not there, those of the view that has the most."""
        in_views = self._found.get(identity, {})
        if view in self._views:
            return in_views.get(view, ())
        return max(in_views.values(), key=len, default=())


def _matched(after: "Sequence[Finding]", before: "Sequence[Finding]") -> "list[tuple[Finding, Finding | None]]":
    """Return each of the findings `after`, which are all alike, with the one of `before` that it is; None: it is new.

    Of several, those whose lines read the same are the same; else the gravest is compared with the gravest.
    """
    pairs: list[tuple[Finding, Finding | None]] = []
    new, old = list(after), list(before)
    if len(new) > 1 and old:
        by_line: dict[tuple[int, str], list[Finding]] = {}
        for finding in reversed(old):
            by_line.setdefault(_written(finding), []).append(finding)
        new = []
        for finding in after:
            same = by_line.get(_written(finding))
            if same:
                pairs.append((finding, same.pop()))
            else:
                new.append(finding)
        old = [finding for findings in by_line.values() for finding in reversed(findings)]
    old.sort(key=_gravity, reverse=True)
    for finding in sorted(new, key=_gravity):
        other = old.pop() if old else None
        pairs.append((finding, other if other is not None and _gravity(other) <= _gravity(finding) else None))
    return pairs


def _written(finding: Finding) -> tuple[int, str]:
    return _gravity(finding), finding.place.source.line_text(finding.line).strip()


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _nameless(finding: Finding) -> "Hashable":
    return (finding.rule, finding.owner, finding.type, finding.value, finding.severity)
