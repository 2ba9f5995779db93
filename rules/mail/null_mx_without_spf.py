"""A domain has a null MX, but no SPF record that says that it sends no mail.

Why: anybody can send forged mail from this domain, and receivers have no reason to refuse it.

Fix: publish `v=spf1 -all` at the domain.

Switch it off when: a DMARC policy of reject at a domain above is enough for you.

References: RFC 7505 section 4.2; RFC 7208 section 10.1.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, is_spf

from .._examples import ZONE
from .._outside import is_of_the_world
from .._paste import to_paste
from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = True
TYPES = ("MX",)
NEEDS = ("null MX",)

BAD = (
    {"example.com.zone": ZONE + "@ MX 0 . ; <- null-mx-without-spf\n"},
    {"example.com.zone": ZONE + 'www MX 0 . ; <- null-mx-without-spf\n    TXT "a note"\n'},
)

GOOD = (
    {
        # A manual, and a null MX that is at fault itself.
        "example.com.zone": ZONE.replace("4.3.2.", "192.0.2.") + "@ MX 0 .\n",
        "example.org.zone": ZONE + "@ MX 10 ns1\n  MX 0 . ; <- null-mx-not-alone\n",
    },
    {"example.com.zone": ZONE + '@ MX 0 .\n  TXT "v=spf1 -all"\n'},
    {"example.com.zone": ZONE + '@ MX 10 ns1\nwww MX 0 .\n* TXT "v=spf1 -all"\nwww TXT "v=spf1 -all"\n'},
)


_NONE = '"v=spf1 -all"'


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` is a null MX of a domain that provably has no SPF record."""
    if record.target != NO_TARGET or context.mail.is_internal(record) or _is_told_elsewhere(context, record):
        return
    answer = context.namespace.lookup(record.owner, "TXT")
    if answer.unknown or not answer.whole or any(is_spf(text) for text in answer.records):
        return
    if not is_of_the_world(context, record.owner):
        return
    yield context.finding(
        record,
        f"{record.owner} accepts no mail, but has no SPF record that says that it sends none",
        help=f"add {to_paste(record.zone, record.owner, 'TXT', _NONE)}",
        cause="null MX without SPF",
    )


def _is_told_elsewhere(context: Context, record: Record) -> bool:
    """Tell whether the null MX itself is at fault: other MX stand beside it, or the domain is declared to send."""
    if len(record.zone.rrset(record.owner, "MX")) > 1 and context.runs("null-mx-not-alone"):
        return True
    sends = any(record.owner in sender.domains for sender in context.settings.senders)
    return sends and context.runs("sender-domain-null-mx")
