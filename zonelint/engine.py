"""Runs the rules over the namespaces and takes the findings through triage.

The engine knows no rule by name but one: `unused-suppression`, whose findings only triage can make.
"""

from zonelint.findings import Finding
from zonelint.mail import Mail
from zonelint.reverse import Reverse
from zonelint.rule import Context
from zonelint.triage.merge import merge_views
from zonelint.triage.suppressions import RULE as UNUSED_SUPPRESSION
from zonelint.triage.suppressions import apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from zonelint.config import Settings
    from zonelint.loading import ZoneSet
    from zonelint.namespace import Namespace
    from zonelint.rule import Rule


class Result:
    """What came of a run: the findings in report order, and how many were suppressed and look-ups undecided."""

    def __init__(self, findings: list[Finding], suppressed: int, undecided: int) -> None:
        self.findings = findings
        self.suppressed = suppressed
        self.undecided = undecided


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
    undecided = 0
    running = [rule for name, rule in rules.items() if name in chosen]
    for namespace in zone_set.namespaces:
        reverse = Reverse(namespace)
        found = findings_of(namespace, reverse, running, zone_set, settings)
        findings += [
            finding for finding in found if _is_judged(finding, namespace) and (wanted is None or wanted(finding))
        ]
        undecided += namespace.undecided + reverse.undecided
    findings = merge_views(findings)
    findings, suppressed, unused = apply(
        findings, zone_set.with_directives, settings, rules, chosen, root=settings.root or None
    )
    for item in unused:
        severity = settings.severity.get(UNUSED_SUPPRESSION) or rules[UNUSED_SUPPRESSION].severity
        findings.append(Finding(UNUSED_SUPPRESSION, severity, item.message, item.place, value=item.message))
    findings.sort(key=Finding.sort_key)
    return Result(findings, suppressed, undecided)


def _is_judged(finding: Finding, namespace: "Namespace") -> bool:
    record = finding.place.record
    zone = record.zone if record is not None else namespace.zones.get(finding.zone or "")
    return zone is None or zone.source is None or namespace.judges(zone) or zone in namespace.assumed


def findings_of(
    namespace: "Namespace", reverse: Reverse, rules: "list[Rule]", zone_set: "ZoneSet", settings: "Settings"
) -> "Iterator[Finding]":
    """Yield what `rules` find in one view."""
    mail = Mail(namespace, reverse, settings, zone_set.with_directives)
    held = _held(namespace, mail, zone_set)
    subscribed: dict[str, list[tuple[Rule, Context]]] = {}
    running = frozenset(rule.name for rule in rules)
    for rule in rules:
        if rule.needs and held.isdisjoint(rule.needs):
            continue
        context = Context(rule, namespace, mail, reverse, settings, zone_set.problems, running)
        if hasattr(rule.module, "check_record"):
            for rtype in rule.types:
                subscribed.setdefault(rtype, []).append((rule, context))
        else:
            yield from rule.module.check(context)
    for rtype, subscribers in subscribed.items():
        checks = [(rule.module.check_record, context) for rule, context in subscribers]
        for record in namespace.records(rtype):
            for check, context in checks:
                yield from check(context, record)


def _held(namespace: "Namespace", mail: Mail, zone_set: "ZoneSet") -> set[str]:
    """Return what a view holds of what rules need (see `Rule.needs`)."""
    settings = mail.settings
    configured = {"assume": settings.assume, "mail.senders": settings.senders, "mail.mta-sts": settings.mta_sts}
    held = {key for key, items in configured.items() if items}
    held.update(problem.rule for problem in zone_set.problems)
    for zone in (*namespace.zones.values(), *namespace.assumed):
        held.update(zone.types)  # what is assumed may contradict a loaded record, as the PTR of a sender does
    return held | mail.texts.kinds
