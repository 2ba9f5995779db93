"""Explains a reply of a mail server: what was checked, which rules look for the cause, and what they find here."""

import os
import sys

from zonelint.bounces import RECIPIENT
from zonelint.commands import inputs
from zonelint.commands.show import show_json, show_lines
from zonelint.concerns import Concern, fact_of_address, fact_of_dmarc, fact_of_domain, fact_of_greeting, fact_of_spf
from zonelint.report import Report
from zonelint.verdict import OK, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.bounces import Bounce
    from zonelint.concerns import Fact
    from zonelint.config import Settings
    from zonelint.failures import Failure
    from zonelint.findings import Finding
    from zonelint.mail import Mail
    from zonelint.namespace import Namespace
    from zonelint.options import Arguments
    from zonelint.rule import Rule

_WIDTH = 88
_IN_ORDER = (
    "The zones are in order here. They may not be published yet, or the receiver still has an older answer: compare "
    "them with what your name servers answer."
)


class Explanation:
    """What is shown: the `bounce`, the `rules` behind it, the `facts` that the zones know, and the `report` on them.

    The report is None if there are no zones. `others` counts the findings of these rules that are about others.
    """

    __slots__ = ("bounce", "rules", "facts", "report", "others", "failures")

    def __init__(self, bounce: "Bounce", rules: "Sequence[str]") -> None:
        self.bounce = bounce
        self.rules = rules
        self.facts: list[Fact] = []
        self.report: Report | None = None
        self.others = 0
        self.failures: Sequence[Failure] = ()


def explain(bounce: "Bounce", rules: "Mapping[str, Rule]", arguments: "Arguments", paths: "Sequence[str]") -> int:
    """Show what `bounce` means, and what the zones of `paths` (or of the configuration) say about it.

    Returns 0, or 3 if a rule failed.
    """
    explanation = Explanation(bounce, bounce.rules_of(rules))
    found = _zones(arguments, paths)
    if found is not None:
        _judge(explanation, rules, found)
    if arguments.format == "json":
        show_json(_object(explanation))
    else:
        _show(explanation, arguments.color)
    if explanation.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(explanation.failures, arguments)
        return BUG_STATUS
    return 0


def _zones(arguments: "Arguments", paths: "Sequence[str]") -> inputs.Inputs | None:
    """Return the zones; None if there are none, and neither the command line nor a configuration asks for some."""
    from zonelint.zonefiles import NothingToLint

    settings: list[Settings] = []
    try:
        return inputs.read_inputs(arguments, paths, adjust=settings.append)
    except NothingToLint:
        if paths or arguments.zone or (settings and settings[0].path is not None):
            raise
        return None


# -- what the zones say ----------------------------------------------------------------------------------------------


def _judge(explanation: Explanation, rules: "Mapping[str, Rule]", found: inputs.Inputs) -> None:
    from zonelint import engine
    from zonelint.triage.merge import merge_causes

    facts: dict[Fact, None] = {}
    concerns = []
    for namespace in found.zone_set.namespaces:
        mail = _mail(namespace, found)
        concerns.append(_concern(explanation.bounce, mail))
        facts.update(dict.fromkeys(_facts(explanation.bounce, mail)))
    others: set[tuple[str, str, int]] = set()

    def wanted(finding: "Finding") -> bool:
        theme = rules[finding.rule].theme
        if any(concern is None or concern.is_about(finding, theme) for concern in concerns):
            return True
        others.add((finding.rule, finding.path, finding.line))
        return False

    result = engine.run(found.zone_set, rules, explanation.rules, found.settings, wanted)
    explanation.facts = list(facts)
    explanation.others = len(others)
    explanation.failures = tuple(result.failures)
    explanation.report = Report(
        merge_causes(result.findings),
        files=found.zone_set.files,
        zones=len(found.zone_set.zones),
        records=found.zone_set.records(),
        undecided=result.undecided,
        suppressed=result.suppressed,
        failures=explanation.failures,
        rules={name: rules[name] for name in explanation.rules},
    )


def _mail(namespace: "Namespace", found: inputs.Inputs) -> "Mail":
    from zonelint.mail import Mail
    from zonelint.reverse import Reverse

    return Mail(namespace, Reverse(namespace), found.settings, found.zone_set.mail_lines)


def _concern(bounce: "Bounce", mail: "Mail") -> Concern | None:
    """Return whom the findings must be about in one view; None if the bounce names nobody.

    A bounce about the name of an address is about this address alone, if the zones know it: the domain may have other
    servers.
    """
    parties = bounce.parties
    about = {check.about for check in bounce.checks}
    facts = {fact for check in bounce.checks for fact in check.facts}
    concern = Concern()
    if about != {RECIPIENT}:
        concern.addresses.update(parties.addresses)
    known = [address for address in concern.addresses if fact_of_address(address, mail.reverse).verdict != UNKNOWN]
    if known and facts == {"iprev"}:
        return concern
    for domain in bounce.domains:
        concern.add_hosts_of(domain, mail)
        if about != {RECIPIENT} and not known:
            concern.add_senders_of(domain, mail)
    if about != {RECIPIENT}:
        for name in parties.greetings:
            concern.names.add(name)
            if not known:
                concern.addresses.update(mail.namespace.addresses(name).addresses)
    return concern if concern.addresses or concern.names else None


def _facts(bounce: "Bounce", mail: "Mail") -> "Iterator[Fact]":
    """Yield what the zones of one view know of those that the bounce speaks of, as far as its checks looked at it."""
    parties, namespace = bounce.parties, mail.namespace
    addresses: Sequence[str | None] = parties.addresses or [None]
    wanted = {fact for check in bounce.checks for fact in check.facts}
    if "iprev" in wanted:
        yield from (fact_of_address(address, mail.reverse) for address in parties.addresses)
    if "helo" in wanted:
        yield from (fact_of_greeting(name, namespace) for name in parties.greetings)
    for domain in bounce.domains:
        if "domain" in wanted:
            yield fact_of_domain(domain, namespace)
        if "spf" in wanted:
            yield from (fact_of_spf(domain, address, namespace) for address in addresses)
        if "dmarc" in wanted:
            yield fact_of_dmarc(domain, namespace)


# -- as JSON ---------------------------------------------------------------------------------------------------------


def _object(explanation: Explanation) -> dict[str, object]:
    from zonelint.output.json import finding_object

    bounce, report = explanation.bounce, explanation.report
    parties = bounce.parties
    return {
        "receiver": bounce.receiver or None,
        "replies": [{"name": reply.name, "receiver": reply.receiver} for reply in bounce.replies],
        "statuses": [{"code": code, "means": status.means} for code, status in bounce.statuses],
        "checks": [{"name": check.name, "asked": check.asked, "about": check.about} for check in bounce.checks],
        "notes": bounce.notes,
        "rules": list(explanation.rules),
        "addresses": parties.addresses,
        "domains": bounce.domains,
        "senders": parties.senders,
        "recipients": parties.recipients,
        "greetings": parties.greetings,
        "zones": report.zones if report is not None else 0,
        "facts": [{"subject": fact.subject, "verdict": fact.verdict, "why": fact.why} for fact in explanation.facts],
        "findings": [finding_object(finding) for finding in report.findings] if report is not None else [],
        "other_findings": explanation.others,
        **({"failed_rules": [failure.rule for failure in explanation.failures]} if explanation.failures else {}),
    }


# -- as text ---------------------------------------------------------------------------------------------------------


def _show(explanation: Explanation, color: str) -> None:
    from zonelint.output import use_colour
    from zonelint.output.text import write

    show_lines(_head_lines(explanation.bounce))
    show_lines(_rule_lines(explanation))
    report = explanation.report
    if report is None:
        show_lines(["", "No zones were found here: name a folder of zones to see what they say about it."])
        return
    show_lines(_fact_lines(explanation))
    write(report, sys.stdout, colour=use_colour(color, sys.stdout, os.environ))
    if explanation.facts and not report.findings and all(fact.verdict == OK for fact in explanation.facts):
        show_lines(_wrapped(_IN_ORDER))
    if explanation.others:
        many = explanation.others > 1
        count = f"{explanation.others} other {'findings' if many else 'finding'}"
        show_lines([f"{count} of these rules {'are' if many else 'is'} about others"])


def _head_lines(bounce: "Bounce") -> "Iterator[str]":
    codes = [code for code, _ in bounce.statuses]
    names = [reply.name for reply in bounce.replies]
    yield " · ".join([bounce.receiver or "An unknown receiver", *codes, *names])
    if not bounce.replies:
        yield ""
        yield "The words are none that zonelint knows; the status code is a hint:"
        yield from (f"  {code}: {status.means}" for code, status in bounce.statuses)
    for text in [*(check.asked for check in bounce.checks), *bounce.notes]:
        yield ""
        yield from _wrapped(text)


def _rule_lines(explanation: Explanation) -> "Iterator[str]":
    from zonelint.output.escape import visible

    bounce = explanation.bounce
    parties = bounce.parties
    rows = [
        ("address", parties.addresses),
        ("sender's domain", parties.senders),
        ("recipient's domain", parties.recipients if any(check.about == RECIPIENT for check in bounce.checks) else []),
        ("greeting", parties.greetings),
        ("rules", list(explanation.rules)),
    ]
    yield ""
    if not any(names for head, names in rows if head != "rules"):
        yield "The text names no address and no domain of the sender."
    for head, names in rows:
        if names:
            lines = list(_wrapped(visible(", ".join(names)), _WIDTH - 21))
            yield f"{head + ':':20} {lines[0]}"
            yield from (f"{'':20} {line}" for line in lines[1:])


def _fact_lines(explanation: Explanation) -> "Iterator[str]":
    from zonelint.output.escape import visible

    yield ""
    yield "What the zones say:"
    yield ""
    for fact in explanation.facts:
        yield f"{fact.verdict:7}  {visible(fact.subject)}: {visible(fact.why)}"
    if explanation.facts:
        yield ""


def _wrapped(text: str, width: int = _WIDTH) -> "list[str]":
    from textwrap import wrap

    return wrap(text, width, break_long_words=False, break_on_hyphens=False)
