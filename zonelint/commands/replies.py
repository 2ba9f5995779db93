"""Explains a reply of a mail server: what was checked, which rules look for the cause, and what they find here."""

import os
import sys

from zonelint.commands import inputs
from zonelint.commands.mentioned import Concern
from zonelint.commands.show import show_json, show_lines
from zonelint.dns.names import is_reverse
from zonelint.lint.report import Report
from zonelint.mail.bounces.catalogue import RECIPIENT
from zonelint.mail.bounces.text import mentions
from zonelint.mail.facts import (
    fact_of_address,
    fact_of_dmarc,
    fact_of_domain,
    fact_of_greeting,
    fact_of_spf,
    hosts_by_address,
)
from zonelint.mail.iprev import BROKEN, OK, UNKNOWN, judge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Settings
    from zonelint.lint.failures import Failure
    from zonelint.lint.findings import Finding
    from zonelint.lint.rule import Rule
    from zonelint.mail.bounces.catalogue import Bounce
    from zonelint.mail.facts import Fact
    from zonelint.mail.find_senders import Mail

_WIDTH = 88
_MOST_MENTIONED = 10
"""How many of the addresses and domains are judged that a text only mentions."""
_BROKEN_ALONE = "No rule has a finding about this. Fix what is broken above."
_IN_ORDER = (
    "These zones are correct. Perhaps they are not published yet, or the receiver still has an older answer: compare "
    "them with the answers of your name servers."
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


def explain(
    bounce: "Bounce", rules: "Mapping[str, Rule]", arguments: "Arguments", paths: "Sequence[str]"
) -> int | None:
    """Show what `bounce` means, and what the zones of `paths` (or of the configuration) say about it.

    Returns 0, or 3 if a rule failed; None, and nothing is shown, if neither its words are known nor whom it speaks of.
    """
    explanation = Explanation(bounce, bounce.rules_of(rules))
    found = _zones(arguments, paths)
    if found is not None:
        _judge(explanation, rules, found)
    if not bounce.known and not explanation.facts:
        return None
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
    from zonelint.files.zone_files import NothingToLint

    settings: list[Settings] = []
    try:
        return inputs.read_inputs(arguments, paths, adjust=settings.append)
    except NothingToLint:
        if paths or arguments.zone or (settings and settings[0].path is not None):
            raise
        return None


# -- what the zones say ----------------------------------------------------------------------------------------------


def _judge(explanation: Explanation, rules: "Mapping[str, Rule]", found: inputs.Inputs) -> None:
    from zonelint.lint import engine
    from zonelint.lint.merge import merge_causes

    facts: dict[Fact, None] = {}
    concerns = []
    for view in found.views:
        concerns.append(_concern(explanation.bounce, view.mail))
        facts.update(dict.fromkeys(_facts(explanation.bounce, view.mail)))
    explanation.facts = list(facts)
    others: set[tuple[str, str, int]] = set()

    def wanted(finding: "Finding") -> bool:
        theme = rules[finding.rule].theme
        if any(concern is None or concern.is_about(finding, theme) for concern in concerns):
            return True
        others.add((finding.rule, finding.path, finding.line))
        return False

    result = engine.run(found.views, rules, explanation.rules, wanted)
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


def _concern(bounce: "Bounce", mail: "Mail") -> Concern | None:
    """Return whom the findings must be about in one view; None if the bounce names nobody.

    A bounce about the name of an address is about this address alone, if the zones know it: the domain may have other
    servers. Whatever is found at an address or a name that stands in the text is about it as well.
    """
    parties = bounce.parties
    about = {check.about for check in bounce.checks}
    concern = Concern()
    if about != {RECIPIENT}:
        concern.addresses.update(parties.addresses)
    known = [address for address in concern.addresses if judge(address, mail.reverse).verdict != UNKNOWN]
    alone = known and {fact for check in bounce.checks for fact in check.facts} == {"iprev"}
    for domain in () if alone else bounce.domains:
        concern.add_hosts_of(domain, mail)
        if about != {RECIPIENT} and not known:
            concern.add_senders_of(domain, mail)
    if about != {RECIPIENT} and not alone:
        for name in parties.greetings:
            concern.names.add(name)
            if not known:
                concern.addresses.update(mail.namespace.addresses(name).addresses)
    addresses, names = mentions(bounce.line)
    concern.addresses.update(addresses)
    concern.names.update(names)
    return concern if concern.addresses or concern.names else None


def _facts(bounce: "Bounce", mail: "Mail") -> "Iterator[Fact]":
    """Yield what the zones of one view know of those that the bounce speaks of, as far as its checks looked at it.

    If they know nothing of these, or the bounce is none, it is all that they know of whatever the text mentions.
    """
    found = list(_facts_of_parties(bounce, mail)) if bounce.known else []
    yield from found
    if all(fact.verdict == UNKNOWN for fact in found):
        told = {fact.subject for fact in found}
        yield from (fact for fact in _facts_of_mentions(bounce, mail) if fact.subject not in told)


def _facts_of_parties(bounce: "Bounce", mail: "Mail") -> "Iterator[Fact]":
    parties, namespace = bounce.parties, mail.namespace
    addresses: Sequence[str | None] = parties.addresses or [None]
    wanted = {fact for check in bounce.checks for fact in check.facts}
    if "iprev" in wanted:
        yield from _facts_of_addresses(parties.addresses, mail)
    if "helo" in wanted:
        address = next(iter(parties.addresses), "")
        for name in parties.greetings:
            yield fact_of_greeting(name, namespace, address, "helo-match" in wanted)
    for domain in bounce.domains:
        if "domain" in wanted:
            yield fact_of_domain(domain, namespace)
        if "spf" in wanted:
            yield from (fact_of_spf(domain, address, namespace) for address in addresses)
        if "dmarc" in wanted:
            yield fact_of_dmarc(domain, namespace)


def _facts_of_addresses(addresses: "Sequence[str]", mail: "Mail") -> "Iterator[Fact]":
    hosts = hosts_by_address(addresses, mail.namespace)
    yield from (fact_of_address(address, mail.reverse, hosts[address]) for address in addresses)


def _facts_of_mentions(bounce: "Bounce", mail: "Mail") -> "Iterator[Fact]":
    """Yield what the zones of one view know of the addresses and names anywhere in the text."""
    namespace = mail.namespace
    wanted = {fact for check in bounce.checks for fact in check.facts}
    addresses, names = mentions(bounce.line)
    judged = _facts_of_addresses(addresses, mail)
    yield from [fact for fact in judged if fact.verdict != UNKNOWN or fact.fix][:_MOST_MENTIONED]
    told = bounce.domains if bounce.known else ()
    loaded = [name for name in names if name not in told and not is_reverse(name) and namespace.zone_of(name)]
    for name in loaded[:_MOST_MENTIONED]:
        yield fact_of_domain(name, namespace)
        takes_mail = namespace.lookup(name, "MX").found
        if takes_mail and "spf" in wanted:
            yield from (fact_of_spf(name, address, namespace) for address in bounce.parties.addresses)
        if takes_mail and "dmarc" in wanted:
            yield fact_of_dmarc(name, namespace)


# -- as JSON ---------------------------------------------------------------------------------------------------------


def _object(explanation: Explanation) -> dict[str, object]:
    from zonelint.output.json import finding_object

    bounce, report = explanation.bounce, explanation.report
    parties = bounce.parties
    return {
        "receiver": bounce.receiver or None,
        "elsewhere": bounce.is_elsewhere,
        "keywords": bounce.keywords,
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
        "facts": [_fact_object(fact) for fact in explanation.facts],
        "findings": [finding_object(finding) for finding in report.findings] if report is not None else [],
        "other_findings": explanation.others,
        **({"failed_rules": [failure.rule for failure in explanation.failures]} if explanation.failures else {}),
    }


def _fact_object(fact: "Fact") -> dict[str, object]:
    return {
        "subject": fact.subject,
        "verdict": fact.verdict,
        "why": fact.why,
        "place": fact.place or None,
        "fix": fact.fix or None,
    }


# -- as text ---------------------------------------------------------------------------------------------------------


def _show(explanation: Explanation, color: str) -> None:
    from zonelint.output import use_colour
    from zonelint.output.text import write

    bounce, report = explanation.bounce, explanation.report
    show_lines(_head_lines(bounce))
    show_lines(_rule_lines(explanation))
    if report is None:
        look = "" if bounce.is_elsewhere else ": give the folder of your zones to find the cause in them"
        show_lines(["", f"No zones were found here{look}."])
        return
    show_lines(_fact_lines(explanation))
    if bounce.is_elsewhere:
        return
    is_broken = any(fact.verdict == BROKEN for fact in explanation.facts)
    if is_broken and not report.findings and not report.suppressed:
        show_lines(_wrapped(_BROKEN_ALONE))  # "No findings" below what is broken would be read as "all is well"
    else:
        write(report, sys.stdout, colour=use_colour(color, sys.stdout, os.environ))
    if explanation.facts and not report.findings and all(fact.verdict == OK for fact in explanation.facts):
        show_lines(_wrapped(_IN_ORDER))
    if explanation.others:
        count = f"{explanation.others} more {'findings' if explanation.others > 1 else 'finding'}"
        show_lines([f"These rules have {count}, about other names and addresses: run `zonelint` to see all."])


def _head_lines(bounce: "Bounce") -> "Iterator[str]":
    codes = [code for code, _ in bounce.statuses]
    names = [reply.name for reply in bounce.replies]
    yield " · ".join([bounce.receiver or "An unknown receiver", *codes, *names])
    if bounce.keywords:
        yield ""
        yield f"zonelint does not know this reply. These words in it are a hint: {', '.join(bounce.keywords)}."
    elif bounce.is_by_code:
        yield ""
        yield "zonelint does not know this reply. The status code is a hint:"
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
    if not explanation.facts and not any(names for head, names in rows if head != "rules"):
        yield "The text names no address and no domain of the sender."
    for head, names in rows:
        if names:
            lines = list(_wrapped(visible(", ".join(names)), _WIDTH - 21))
            yield f"{head + ':':20} {lines[0]}"
            yield from (f"{'':20} {line}" for line in lines[1:])


def _fact_lines(explanation: Explanation) -> "Iterator[str]":
    yield ""
    if not explanation.bounce.is_elsewhere:
        report = explanation.report
        nothing = "The zones have no data about anything in this text."
        if report is not None and report.findings:
            nothing = "Anything of this in the zones can be the cause:"
        yield "What the zones say:" if explanation.facts else nothing
    elif not explanation.facts:
        yield "Nothing in these zones causes this. They have no data about the sender."
        return
    else:
        whom = "recipient's domain" if explanation.bounce.is_about_recipient else "sender"
        yield f"Nothing in these zones causes this. What they say about the {whom}:"
    yield ""
    for fact in explanation.facts:
        yield from _lines_of(fact)
    if explanation.facts and not explanation.bounce.is_elsewhere:
        yield ""


def _lines_of(fact: "Fact") -> "Iterator[str]":
    from zonelint.output.escape import visible

    yield f"{fact.verdict:7}  {visible(fact.subject)}: {visible(fact.why)}"
    if fact.verdict != OK and (fact.place or fact.fix):
        yield f"         {visible(': '.join(filter(None, (fact.place, fact.fix))))}"


def _wrapped(text: str, width: int = _WIDTH) -> "list[str]":
    from textwrap import wrap

    return wrap(text, width, break_long_words=False, break_on_hyphens=False)
