"""The SPF record of a domain does not allow its own mail exchanges to send.

Why: most mail servers also send: bounces, out-of-office replies, forwarded mail. If the SPF record does not allow the
host, this mail is refused ("550 5.7.23 … Sender Policy Framework violation") or treated as spam.

Reported only if the loaded zones prove that SPF allows none of the host's addresses. An include that is not loaded
may allow it.

Fix: add `mx` to the SPF record, or the addresses.

Switch it off when: other hosts send the mail of the domain, and its MX hosts only receive.

References: RFC 7208 sections 4.6.2 and 5.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, SpfDomain, is_inside, relate

from .._examples import ZONE
from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = False
NEEDS = ("MX",)

BAD = (
    {
        "example.com.zone": ZONE
        + '@ MX 10 mail ; <- mx-target-not-in-spf\n@ TXT "v=spf1 ip4:4.3.2.26 -all"\nmail A 4.3.2.25\n'
    },
    {
        # The backup is not among the hosts of the record that is included.
        "example.com.zone": ZONE
        + """\
@    MX  10 mail
     MX  20 relay ; <- mx-target-not-in-spf
     TXT "v=spf1 include:_spf.example.com ~all"
_spf TXT "v=spf1 ip4:4.3.2.24/31 -all"
mail A   4.3.2.25
relay A  4.3.2.77
     AAAA 2600::77
"""
    },
)

GOOD = (
    {
        # By one of its addresses, and by name.
        "example.com.zone": ZONE
        + """\
@     MX   10 mail
      MX   20 relay
      TXT  "v=spf1 ip4:4.3.2.25 a:relay.example.com -all"
mail  A    4.3.2.25
      AAAA 2600::25
relay A    4.3.2.26
"""
    },
    {
        # What is not known: an include, and a host of others.
        "example.com.zone": ZONE
        + """\
@    MX  10 mail
     TXT "v=spf1 include:_spf.example.net -all"
news MX  10 mail.example.net.
     TXT "v=spf1 ip4:4.3.2.26 -all"
mail A   4.3.2.25
"""
    },
    {
        # It says that nobody sends for it.
        "example.com.zone": ZONE + '@ MX 10 mail\n@ TXT "v=spf1 -all"\nmail A 4.3.2.25\n'
    },
)

_NOT_PASSED = ("fail", "softfail", "neutral")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each exchange that the SPF record of its domain provably does not let pass."""
    included = context.mail.spf.included
    for owner, spf in context.mail.spf.domains.items():
        rrset = spf.record.zone.rrset(owner, "MX")
        if not rrset or spf.policy.faults or owner in included or context.mail.is_internal(spf.record):
            continue
        if context.mail.spf.authorises(spf):
            for mx in rrset:
                if mx.target != NO_TARGET and _is_left_out(context, owner, mx):
                    yield _finding(context, mx, spf)


def _is_left_out(context: Context, domain: str, mx: Record) -> bool:
    answer = context.namespace.addresses(mx.target)
    if not answer.found or not answer.whole or any(map(is_inside, answer.addresses)):
        return False  # a private address is seen as another one elsewhere
    from zonelint.lint.api import check_host

    sender = f"postmaster@{domain.removesuffix('.')}"
    return all(
        check_host(address, domain, sender, context.namespace, mx.target.removesuffix(".")).result in _NOT_PASSED
        for address in answer.addresses
    )


def _finding(context: Context, mx: Record, spf: SpfDomain) -> Finding:
    addresses = context.namespace.addresses(mx.target).addresses
    return context.finding(
        mx,
        f"the SPF record of {mx.owner} does not let its mail exchange {mx.target} ({', '.join(addresses[:3])}) send",
        field="target",
        related=[relate(spf.record, "the SPF record", "rdata")],
        help="add `mx` to the SPF record, before `all`",
        value=mx.target,
    )
