"""Runs the rules over the namespaces and takes the findings through triage.

The engine knows no rule by name but one: `unused-suppression`, whose findings only triage can make.
"""

from functools import lru_cache

from zonelint.dns.reverse import Reverse
from zonelint.lint.failures import FAULTS, Failures
from zonelint.lint.findings import Finding
from zonelint.lint.merge import merge_views
from zonelint.lint.rule import Context
from zonelint.lint.suppressions import RULE as UNUSED_SUPPRESSION
from zonelint.lint.suppressions import apply
from zonelint.mail.find_senders import Mail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from zonelint.config.settings import Settings
    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.places import Problem
    from zonelint.dns.zone import Record
    from zonelint.lint.rule import Rule


class Result:
    """What came of a run.

    findings    in report order
    suppressed  how many were
    undecided   look-ups that ended unknown
    failures    the rules that failed; what they found before is among the findings
    """

    def __init__(self, findings: list[Finding], suppressed: int, undecided: int, failures: Failures) -> None:
        self.findings = findings
        self.suppressed = suppressed
        self.undecided = undecided
        self.failures = failures


def run(
    zone_set: "ZoneSet",
    rules: "Mapping[str, Rule]",
    chosen: "Collection[str]",
    settings: "Settings",
    wanted: "Callable[[Finding], bool] | None" = None,
) -> Result:
    """Run the `chosen` ones of `rules` on every view of `zone_set`; the findings are sorted as reports show them.

    Each finding stands for itself; `triage.merge.merge_causes` shows as one what has one cause. Those that are not
    `wanted` are left out.
    """
    findings: list[Finding] = []
    failures = Failures()
    undecided = 0
    running = [rule for name, rule in rules.items() if name in chosen]
    for namespace in zone_set.namespaces:
        reverse = Reverse(namespace)
        found = findings_of(namespace, reverse, running, zone_set, settings, failures)
        if namespace.relies_on_absences:
            from zonelint.lint.dated import weakened

            firm = namespace.without_absences()
            proved = findings_of(firm, Reverse(firm), running, zone_set, settings, Failures())
            found = weakened(found, proved, namespace, settings)
        findings += [
            _in_all_views(finding, namespace)
            for finding in found
            if _is_judged(finding, namespace) and (wanted is None or wanted(finding))
        ]
        undecided += (namespace.undecided + reverse.undecided) * len(namespace.views)
    findings = merge_views(findings, zone_set.views())
    ran = set(chosen) - failures.names  # whether a suppression of a rule that failed is of use is not known
    findings, suppressed, unused = apply(
        findings, zone_set.with_directives, settings, rules, ran, root=settings.root or None
    )
    for item in unused:
        severity = settings.severity.get(UNUSED_SUPPRESSION) or rules[UNUSED_SUPPRESSION].severity
        findings.append(Finding(UNUSED_SUPPRESSION, severity, item.message, item.place, value=item.message))
    findings.sort(key=Finding.sort_key)
    return Result(findings, suppressed, undecided, failures)


def _in_all_views(finding: Finding, namespace: "Namespace") -> Finding:
    """Let `finding` be one of all views of `namespace`, unless it is of no view."""
    if len(namespace.views) > 1 and finding.view is not None:
        finding.view, finding.views = None, namespace.views
    return finding


def _is_judged(finding: Finding, namespace: "Namespace") -> bool:
    record = finding.place.record
    zone = record.zone if record is not None else namespace.zones.get(finding.zone or "")
    return zone is None or zone.source is None or namespace.judges(zone) or zone in namespace.assumed


def findings_of(
    namespace: "Namespace",
    reverse: Reverse,
    rules: "list[Rule]",
    zone_set: "ZoneSet",
    settings: "Settings",
    failures: Failures,
) -> "Iterator[Finding]":
    """Yield what `rules` find in one view; a rule that fails goes to `failures`, after what it found before that."""
    mail = Mail(namespace, reverse, settings, zone_set.mail_lines, zone_set.source)
    subscribed: dict[str, list[tuple[Rule, Context]]] = {}
    problems = zone_set.problems_of(namespace)
    running, needed = _needed(tuple(rules), frozenset(_held(namespace, mail, problems)))
    for rule in needed:
        try:
            context = Context(rule, namespace, mail, reverse, settings, problems, running)
            if rule.judges_records:
                for rtype in rule.types:
                    subscribed.setdefault(rtype, []).append((rule, context))
            else:
                for finding in rule.module.check(context):
                    if failures.takes(rule, finding):
                        yield finding
        except FAULTS as error:
            failures.note(rule, error)
    for rtype, subscribers in subscribed.items():
        yield from _of_records(namespace.judged_records(rtype), subscribers, failures)


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


@lru_cache(maxsize=64)
def _needed(rules: "tuple[Rule, ...]", held: frozenset[str]) -> "tuple[frozenset[str], list[Rule]]":
    """Return the names of all `rules`, and those that may find something in a view that holds `held`.

    Kept, because many views hold the same.
    """
    running = frozenset(rule.name for rule in rules)
    return running, [rule for rule in rules if not rule.needs or not held.isdisjoint(rule.needs)]


def _held(namespace: "Namespace", mail: Mail, problems: "list[Problem]") -> set[str]:
    """Return what a view holds of what rules need (see `Rule.needs`)."""
    settings = mail.settings
    configured = {"assume": settings.assume, "mail.senders": settings.senders, "mail.mta-sts": settings.mta_sts}
    held = {key for key, items in configured.items() if items}
    held.update(problem.rule for problem in problems)
    for zone in (*namespace.zones.values(), *namespace.assumed):
        held.update(zone.types)  # what is assumed may contradict a loaded record, as the PTR of a sender does
    return held | mail.texts.kinds
