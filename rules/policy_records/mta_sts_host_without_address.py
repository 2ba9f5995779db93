"""A domain announces an MTA-STS policy, but the host of the policy has no address.

Why: senders fetch the policy from `https://mta-sts.<domain>/.well-known/mta-sts.txt`. If the host does not exist,
they deliver without a policy, and TLS reports show `sts-policy-fetch-error`.

Fix: give the host an address, make it an alias for the host that serves the policy, or delete the record.

Switch it off when: never.

References: RFC 8461 sections 3.2 and 3.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import MTA_STS, Context, Finding, Record

from .._examples import ZONE
from .._paste import to_paste
from .._targets import related_steps

SEVERITY = "warning"
NEEDS = ("MTA-STS",)

BAD = (
    {"example.com.zone": ZONE + '_mta-sts TXT "v=STSv1; id=1" ; <- mta-sts-host-without-address\n'},
    {
        # The record itself may be a provider's.
        "example.com.zone": ZONE
        + """\
_mta-sts.news CNAME _mta-sts ; <- mta-sts-host-without-address
_mta-sts TXT "v=STSv1; id=1"
mta-sts  A   4.3.2.80
"""
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + """\
_mta-sts TXT "v=STSv1; id=1"
mta-sts  CNAME policy.example.net.
"""
    },
    {
        # A wildcard has the address, and the subdomain is another server's.
        "example.com.zone": ZONE
        + """\
_mta-sts     TXT "v=STSv1; id=1"
*            A   4.3.2.80
_mta-sts.sub TXT "v=STSv1; id=1"
mta-sts.sub  NS  ns1.example.net.
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each domain with an MTA-STS record whose policy host provably has no address."""
    for policy in context.mail.policies.single(MTA_STS):
        yield from _check(context, policy.record)
    for record in context.mail.texts.aliases[MTA_STS]:
        if len(context.mail.policies.at(MTA_STS, record.owner)[1]) == 1:
            yield from _check(context, record)


def _check(context: Context, record: Record) -> Iterator[Finding]:
    if not record.owner.startswith("_mta-sts."):
        return  # where an alias leads to, the domain is another
    host = record.owner[1:]
    answer = context.namespace.addresses(host)
    end = answer.answers[0]
    if answer.absent and not context.mail.is_internal(record):
        yield context.finding(
            record,
            f"{record.owner} announces a policy, but the host {host} that should serve it has no address",
            related=related_steps(answer.chain),
            help=f"delete `{record.text}`, or add {to_paste(end.zone, end.name, 'A', '<address>')}",
        )
