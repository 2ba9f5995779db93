"""Runs the rules over the views and takes the findings through triage.

The engine knows no rule by name but one: `unused-suppression`, whose findings only triage can make.
"""

from functools import lru_cache

from zonelint.lint.failures import FAULTS, Failures
from zonelint.lint.findings import Finding
from zonelint.lint.holdings import holdings
from zonelint.lint.merge import is_outside_views, merge_views
from zonelint.lint.rule import BASE, Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping

    from zonelint.config.settings import Settings
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record, Zone
    from zonelint.lint.rule import Rule
    from zonelint.lint.suppressions import Suppressed
    from zonelint.lint.view import View
    from zonelint.lint.views import Views

    Finder = Callable[[View, list[Rule], Failures, Collection[str] | None], Iterable[Finding]]


class Result:
    """What came of a run.

    findings    in report order
    suppressed  those that comments or the configuration silence
    undecided   look-ups that ended unknown
    failures    the rules that failed; what they found before is among the findings
    """

    def __init__(
        self, findings: list[Finding], suppressed: "list[Suppressed]", undecided: int, failures: Failures
    ) -> None:
        self.findings = findings
        self.suppressed = suppressed
        self.undecided = undecided
        self.failures = failures


def run(
    views: "Views",
    rules: "Mapping[str, Rule]",
    chosen: "Collection[str]",
    wanted: "Callable[[Finding], bool] | None" = None,
    only: "Collection[str] | None" = None,
) -> Result:
    """Run the `chosen` ones of `rules` on each of `views`; the findings are sorted as reports show them.

    Each finding stands for itself; `merge.merge_causes` shows as one what has one cause. Those that are not
    `wanted` are left out. Where somebody asks for the findings of some rules `only`, the others are left out, too; each
    of those finds what it finds beside all that are `chosen`.
    """
    settings = views.settings
    findings: list[Finding] = []
    failures = Failures()
    undecided = 0
    running = [rule for name, rule in rules.items() if name in chosen]
    find = _finder(settings, rules)
    for view in views:
        namespace = view.namespace
        found = find(view, running, failures, only)
        if namespace.relies_on_absences:
            from zonelint.lint.dated import weakened

            proved = find(view.without_absences(), running, Failures(), only)
            found = weakened(found, proved, namespace, settings)
        findings += [
            _in_all_views(_weighed(finding, namespace, settings.severity), namespace)
            for finding in found
            if _is_judged(finding, namespace, rules) and (wanted is None or wanted(finding))
        ]
        undecided += view.undecided * len(view.names)
    findings = merge_views(findings, views.names)
    suppressed: list[Suppressed] = []
    if views.zone_set.with_directives or settings.ignore_findings:
        # Whether a suppression of a rule that failed is of use is not known, nor that of one that judges a change: the
        # next change is another.
        of_changes = {rule.name for rule in running if rule.needs_base}
        ran = set(chosen if only is None else only) - failures.names - of_changes
        findings, suppressed = _left(findings, views, rules, ran)
    findings.sort(key=Finding.sort_key)
    return Result(findings, suppressed, undecided, failures)


def _left(
    findings: list[Finding], views: "Views", rules: "Mapping[str, Rule]", ran: "Collection[str]"
) -> "tuple[list[Finding], list[Suppressed]]":
    """Return the `findings` that nothing silences, with those about what silences nothing, and the silenced ones.

    `ran` are the names of the rules that ran. Most sets silence nothing, and what does it is not even imported.
    """
    from zonelint.lint.open_questions import OpenQuestions, is_answered_here, types_of
    from zonelint.lint.suppressions import RULE, apply

    questions = OpenQuestions(view.namespace for view in views)
    settings = views.settings
    left, suppressed, unused = apply(
        findings,
        views.zone_set.with_directives,
        settings,
        rules,
        ran,
        root=settings.root or None,
        severity=lambda: settings.severity.get(RULE) or rules[RULE].severity,
        is_open=lambda rule, path, first, last: (
            not is_answered_here(rules[rule].theme)
            and questions.are_between(path, first, last, types_of(rules[rule].types, rules[rule].needs))
        ),
    )
    return [*left, *unused], suppressed


def _finder(settings: "Settings", rules: "Mapping[str, Rule]") -> "Finder":
    """Return `findings_of`, or what does the same where the configuration has something else in some zones."""
    if not settings.override:
        return findings_of
    from zonelint.lint.overrides import Overrides

    return Overrides(settings, rules, findings_of).find


def _in_all_views(finding: Finding, namespace: "Namespace") -> Finding:
    """Let `finding` be one of all views of `namespace`, unless it is of no view."""
    if len(namespace.views) > 1 and finding.view is not None:
        finding.view, finding.views = None, ((None,) if is_outside_views(finding) else namespace.views)
    return finding


_OF_POLICIES = ("delegation", "rrsets", "soa", "syntax")
"""Themes of rules that judge a response policy zone: its server has to load it."""
_STOPS_LOADING = frozenset(("cname-and-other-data", "name-not-a-hostname"))
"""Other rules of what a server does not load."""
_OF_OWNERS = frozenset(("owner-missing-trailing-dot",))
"""Rules of these themes that ask what an owner means: it may be any name of the Internet, below the zone's own."""


def _judges_policies(rule: "Rule") -> bool:
    return rule.name in _STOPS_LOADING or (rule.theme in _OF_POLICIES and rule.name not in _OF_OWNERS)


def _zone_of(finding: Finding, namespace: "Namespace") -> "Zone | None":
    record = finding.place.record
    return record.zone if record is not None else namespace.zones.get(finding.zone or "")


def _weighed(finding: Finding, namespace: "Namespace", chosen: "Container[str]") -> Finding:
    """Let `finding` be a warning at most if no server loads its zone: nothing breaks. Not so of the rules `chosen`."""
    zone = _zone_of(finding, namespace)
    if zone is not None and zone.unloaded:
        finding.weaken(chosen)
    return finding


def _is_judged(finding: Finding, namespace: "Namespace", rules: "Mapping[str, Rule]") -> bool:
    zone = _zone_of(finding, namespace)
    if zone is None or zone.source is None:
        return True
    if zone.policy and not _judges_policies(rules[finding.rule]):
        return False
    return namespace.judges(zone) or zone in namespace.assumed


def findings_of(
    view: "View", rules: "list[Rule]", failures: Failures, only: "Collection[str] | None" = None
) -> "Iterator[Finding]":
    """Yield what `rules` find in `view`, those in `only` if it is given.

    A rule that fails goes to `failures`, after what it found before that.
    """
    subscribed: dict[str, list[tuple[Rule, Context]]] = {}
    present = view.namespace.spelled.types
    chosen = _chosen(tuple(rules), None if only is None else frozenset(only))
    for rule in chosen.needed(_held(view, chosen.wanted)):
        try:
            context = Context(rule, view, chosen.names)
            if rule.judges_records:
                for rtype in [rtype for rtype in rule.types if rtype in present]:
                    subscribed.setdefault(rtype, []).append((rule, context))
            else:
                check = _reporter() if rule.reports_problems else rule.module.check
                for finding in check(context):
                    if failures.takes(rule, finding):
                        yield finding
        except FAULTS as error:
            failures.note(rule, error)
    for rtype, subscribers in subscribed.items():
        yield from _of_records(view.namespace.judged_records(rtype), subscribers, failures)


def _reporter() -> "Callable[[Context], Iterable[Finding]]":
    from zonelint.lint.problems import findings_of_problems

    return findings_of_problems


def _of_records(
    records: "Iterable[Record]", subscribers: "list[tuple[Rule, Context]]", failures: Failures
) -> "Iterator[Finding]":
    """Yield what rules that judge records one by one find; where one fails, it goes on with the next record."""
    checks = [(rule.module.check_record, context) for rule, context in subscribers]
    for record in records:
        for check, context in checks:
            try:
                for finding in check(context, record):
                    if failures.takes(context.rule, finding):
                        yield finding
            except FAULTS as error:
                failures.note(context.rule, error)


def _held(view: "View", wanted: frozenset[str]) -> frozenset[str]:
    """Return what `view` holds; where that fails, all that is `wanted`: then the rules fail, each by itself."""
    try:
        return frozenset(holdings(view, wanted))
    except MemoryError:
        raise
    except FAULTS:
        return wanted if view.change is not None else wanted - {BASE}


class _Chosen:
    """The rules of a run, of which those in `only` run, if it is given.

    names   of all of them
    wanted  all that any of those that run needs
    needed  returns those that may find something in a view that holds what is named; kept, as many views hold the same
    """

    def __init__(self, rules: "tuple[Rule, ...]", only: frozenset[str] | None) -> None:
        self._rules = [rule for rule in rules if only is None or rule.name in only]
        self.names = frozenset(rule.name for rule in rules)
        self.wanted = frozenset(word for rule in self._rules for word in rule.needs)
        self.needed = lru_cache(maxsize=64)(self._in_need)

    def _in_need(self, held: frozenset[str]) -> "list[Rule]":
        return [rule for rule in self._rules if not rule.needs or not held.isdisjoint(rule.needs)]


_chosen = lru_cache(maxsize=4)(_Chosen)
