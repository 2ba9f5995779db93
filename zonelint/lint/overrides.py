"""The overrides of the configuration: what is otherwise in some zones or files.

An option of a rule may change what it looks for anywhere in the set. So a rule with other options runs once more on all
of it, and of each run those findings count that lie where its options hold.
"""

import os
from copy import copy

from zonelint.lint.exceptions import absolute_pattern, matcher, path_patterns
from zonelint.lint.selection import expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from zonelint.config.declared import Override
    from zonelint.config.settings import Settings
    from zonelint.lint.failures import Failures
    from zonelint.lint.findings import Finding
    from zonelint.lint.rule import Rule
    from zonelint.lint.view import View

    FindingsOf = Callable[..., Iterable[Finding]]


class _Scope:
    """Where one override holds, and the names of the rules that it silences there."""

    def __init__(self, override: "Override", rules: "Mapping[str, Rule]") -> None:
        self.override = override
        self.ignored = {name for word in override.ignore for name in expand(word, rules)[1]}
        self._zones = [matcher(absolute_pattern(pattern)) for pattern in override.zones]
        self._paths = [matcher(each) for pattern in override.paths for each in path_patterns(pattern)]

    def holds(self, zone: str | None, path: str) -> bool:
        """Tell whether it holds for a finding of `zone` in the file `path`, relative to the root."""
        if self._zones and not (zone and any(matches(zone) for matches in self._zones)):
            return False
        return not self._paths or any(matches(path) for matches in self._paths)


class Overrides:
    """All overrides of `settings`; `findings_of` is what runs rules on a view."""

    def __init__(self, settings: "Settings", rules: "Mapping[str, Rule]", findings_of: "FindingsOf") -> None:
        self._settings = settings
        self._scopes = [_Scope(override, rules) for override in settings.override]
        self._findings_of = findings_of
        self._root = settings.root or os.getcwd()
        self._known: dict[tuple[str | None, str], list[int]] = {}

    def find(
        self, view: "View", rules: "list[Rule]", failures: "Failures", only: "Collection[str] | None" = None
    ) -> "Iterator[Finding]":
        """Yield what `rules` find in `view`, as the overrides have it; with `only`, just those of these names."""
        yield from self._of_one_run(self._findings_of(view, rules, failures, only), None)
        for number, scope in enumerate(self._scopes):
            other = {name: options for name, options in scope.override.rules.items() if only is None or name in only}
            if other:
                changed = self._with_options(view, other)
                yield from self._of_one_run(self._findings_of(changed, rules, failures, other), number)

    def _of_one_run(self, findings: "Iterable[Finding]", number: int | None) -> "Iterator[Finding]":
        """Yield what counts of `findings`, those of a run with the options of the override `number`, or the usual."""
        for finding in findings:
            at = self._at(finding)
            decisive = [each for each in at if finding.rule in self._scopes[each].override.rules]
            if (decisive[-1] if decisive else None) != number:
                continue
            if any(finding.rule in self._scopes[each].ignored for each in at):
                continue
            for each in at:
                finding.severity = self._scopes[each].override.severity.get(finding.rule, finding.severity)
            yield finding

    def _at(self, finding: "Finding") -> list[int]:
        """Return the numbers of the overrides that hold where `finding` lies."""
        key = finding.zone, finding.path
        if key not in self._known:
            path = os.path.relpath(finding.place.source.real_path or finding.path, self._root).replace(os.sep, "/")
            self._known[key] = [each for each, scope in enumerate(self._scopes) if scope.holds(finding.zone, path)]
        return self._known[key]

    def _with_options(self, view: "View", options: "Mapping[str, dict[str, object]]") -> "View":
        """Return `view` with these options of rules beside the usual ones."""
        settings = copy(self._settings)
        settings.rules = {**settings.rules}
        for name, chosen in options.items():
            settings.rules[name] = {**settings.rules.get(name, {}), **chosen}
        changed = copy(view)
        changed.settings = settings
        return changed
