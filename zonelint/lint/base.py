"""The state of the zones before a change, and which findings are older than the change.

A finding is new if the state before has none of the same rule, zone, owner, type and value, or has it less grave.
Lines, the order of records and the names of files do not count.
"""

import os
from collections import Counter

from zonelint.lint.change import ViewChange, befores_of
from zonelint.lint.findings import SEVERITIES, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence

    from zonelint.lint.change import Change
    from zonelint.lint.rule import Rule
    from zonelint.lint.views import Views

UNUSED_SUPPRESSION = "unused-suppression"


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
        after = views.namespaces
        for view, before in zip(views.all(), befores_of(after, self.views.namespaces), strict=True):
            view.change = ViewChange(self.change, before, view.namespace)

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
        new, gone = compared(findings, self.findings(rules, chosen, only))
        return self._without_moved(new, gone)

    def _without_moved(self, new: "list[Finding]", gone: "list[Finding]") -> "list[Finding]":
        """Return `new` without what is known of a file that has another name now."""
        before, after = self.change.before.source, self.change.after.source
        moved: Counter[Hashable] = Counter(
            _nameless(finding) for finding in gone if not finding.zone and not after.has(os.path.abspath(finding.path))
        )
        left = []
        for finding in new:
            key = _nameless(finding)
            if finding.zone or not moved[key] or before.has(os.path.abspath(finding.path)):
                left.append(finding)
            else:
                moved[key] -= 1
        return left


# -- which findings are new ------------------------------------------------------------------------------------------


def compared(after: "Sequence[Finding]", before: "Sequence[Finding]") -> "tuple[list[Finding], list[Finding]]":
    """Return the findings of `after` that are not in `before`, and those of `before` that are not in `after`."""
    old: dict[Hashable, list[Finding]] = {}
    for finding in before:
        old.setdefault(finding.identity, []).append(finding)
    for found in old.values():
        found.sort(key=_gravity, reverse=True)
    new = []
    # The gravest of several that are alike is compared with the gravest.
    for finding in sorted(after, key=_gravity):
        alike = old.get(finding.identity)
        if not alike or _gravity(alike.pop()) > _gravity(finding):
            new.append(finding)
    fresh = set(map(id, new))
    gone = [finding for found in old.values() for finding in found]
    return [finding for finding in after if id(finding) in fresh], gone


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _nameless(finding: Finding) -> "Hashable":
    return (finding.rule, finding.owner, finding.type, finding.value, finding.severity)
