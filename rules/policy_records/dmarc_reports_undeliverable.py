"""DMARC reports go to a domain that accepts no mail.

Why: the reports bounce. So nobody sees who sends in the name of the domain, and nobody knows what a stricter policy
will refuse.

Fix: name an address that accepts mail, or give its domain an MX.

Switch it off when: never.

References: RFC 9990; RFC 5321 section 5.1; RFC 7505 section 3.
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, MOST_RELATED, Answer, Context, Finding, relate

from .._targets import NO_TARGET
from ._dmarc import report_addresses
from ._shared import domain_meant, finding_in_text

SEVERITY = "warning"
NEEDS = ("DMARC rua", "DMARC ruf")

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com" ; <- dmarc-reports-undeliverable\n'
    },
    {
        "example.com.zone": _ZONE
        + """\
@      MX  0 .
_dmarc TXT "v=DMARC1; p=none; ruf=mailto:d@example.com" ; <- dmarc-reports-undeliverable
"""
    },
)

GOOD = (
    {
        # An address will do, and what others do is not known.
        "example.com.zone": _ZONE
        + """\
@      A   4.3.2.80
_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com,mailto:d@example.net"
"""
    },
    {
        "example.com.zone": _ZONE
        + """\
@      MX  10 mail.example.net.
_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com"
_dmarc.sub TXT "v=DMARC1; p=none; rua=mailto:d@reports.sub.example.com" ; <- occluded-record
sub    NS  ns1
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each domain in rua and ruf that provably takes no mail."""
    for policy in context.mail.policies.single(DMARC):
        if domain_meant(policy.record) is not None or context.mail.is_internal(policy.record):
            continue  # no receiver of mail looks for the record
        seen: set[str] = set()
        for address in report_addresses(policy):
            if not address.host or address.host in seen:
                continue
            seen.add(address.host)
            answer = context.namespace.lookup(address.host, "MX")
            why = _why(context, address.host, answer)
            if why:
                yield finding_in_text(
                    context,
                    policy,
                    address.start,
                    address.end,
                    f"DMARC reports to {address.host} cannot be delivered: {why}",
                    related=[relate(record, "this domain accepts no mail") for record in answer.records[:MOST_RELATED]],
                    help=f"name an address that accepts mail, or add `{address.host} IN MX 10 <mail host>`",
                )


def _why(context: Context, host: str, answer: Answer) -> str:
    """Say why `host` takes no mail, as the MX `answer` and its addresses prove; empty if it may take some."""
    if answer.found:
        some = any(record.target != NO_TARGET for record in answer.records) or not answer.whole
        return "" if some else "it has a null MX"
    if answer.absent and context.namespace.addresses(host).absent:
        return "it has neither MX nor A or AAAA"
    return ""
