"""Chooses the rules that run, and the findings that are shown."""

import os

from zonelint.dns.typos import suggestion
from zonelint.files.paths import with_folders
from zonelint.lint.findings import SEVERITIES, at_least

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zonelint.config.settings import Settings
    from zonelint.lint.findings import Finding
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.rule import Rule

ALL = "ALL"
"""Selects every rule, advice and opinion included."""

_ALL, _THEME, _RULE = range(3)

NEVER = "never"
"""The threshold that no finding reaches."""


def rules_to_run(
    rules: "Mapping[str, Rule]",
    settings: "Settings",
    *,
    select: "Sequence[str] | None" = None,
    ignore: "Sequence[str]" = (),
    extend_select: "Sequence[str]" = (),
    wanted: "Collection[str]" = (),
) -> set[str]:
    """Return the names of the rules that run.

    `wanted` are those that what is checked asks for itself: they count as defaults.

    `select` and its siblings are the command line's. Each name is a rule, a theme, or `ALL`. Of two names that
    mean the same rule the narrower one wins; of two that are alike the command line's, then ``ignore``. The command
    line's `select` takes the place of what the configuration selects, which takes the place of the defaults.

    Raises ValueError for a name that is none of these.
    """
    steps: list[tuple[bool, Sequence[str]]] = []
    if select is None:
        steps += [(True, settings.select or ()), (True, settings.extend_select)]
    steps += [(False, settings.ignore), (True, select or ()), (True, extend_select), (False, ignore)]
    expanded = [(is_chosen, *_expand(name, rules)) for is_chosen, names in steps for name in names]
    chosen: set[str] = set()
    if select is None and not settings.select:
        chosen = {name for name, rule in rules.items() if rule.default or name in wanted}
    for breadth in (_ALL, _THEME, _RULE):
        for is_chosen, width, names in expanded:
            if width == breadth:
                chosen = chosen | names if is_chosen else chosen - names
    return chosen


def _expand(name: str, rules: "Mapping[str, Rule]") -> tuple[int, set[str]]:
    """Return how narrow `name` is, and the rules that it means."""
    if name == ALL:
        return _ALL, set(rules)
    theme = {rule.name for rule in rules.values() if rule.theme.replace("_", "-") == name.replace("_", "-")}
    if theme:
        return _THEME, theme
    if name in rules:
        return _RULE, {name}
    known = [*rules, *sorted({rule.theme for rule in rules.values()}), ALL]
    raise ValueError(f"unknown rule or theme {name!r}{suggestion(name, known)}")


def shown(findings: "Iterable[Finding]", severity: str | None) -> "list[Finding]":
    """Return the findings that are at least as grave as `severity`; all if it is None."""
    threshold = severity or SEVERITIES[-1]
    return [finding for finding in findings if at_least(finding.severity, threshold)]


def failed(findings: "Iterable[Finding]", fail_on: str) -> bool:
    """Tell whether any finding is at least as grave as `fail_on`, a severity or `NEVER`."""
    return fail_on != NEVER and any(at_least(finding.severity, fail_on) for finding in findings)


def focused(findings: "list[Finding]", found: "Inputs") -> "list[Finding]":
    """Return those of `findings` that are in the focus of a run, which paths beside a configuration set."""
    prefixes = prefixes_of_focus(found)
    return findings if prefixes is None else [finding for finding in findings if in_focus(finding, prefixes)]


def prefixes_of_focus(found: "Inputs") -> frozenset[str] | None:
    """Return the files and folders in the focus of a run, as `in_focus` takes them; None: everything is in it."""
    discovery = found.discovery
    if discovery is None or discovery.focus is None or discovery.root in discovery.focus:
        return None
    # Reports name a file that is a symbolic link by the link.
    return focus_prefixes([*discovery.focus, *found.paths])


def focus_prefixes(paths: "Iterable[str]") -> frozenset[str]:
    """Return `paths`, relative to the current folder or absolute, as `in_focus` takes them."""
    return frozenset(os.path.abspath(path) for path in paths)


def in_focus(finding: "Finding", prefixes: frozenset[str]) -> bool:
    """Tell whether `finding` lies in, or relates to a place in, one of the files or folders of `focus_prefixes`."""
    places = (finding.place, *(related.place for related in finding.related))
    paths = {os.path.abspath(place.source.path) for place in places}
    return any(not prefixes.isdisjoint(with_folders(path)) for path in paths)
