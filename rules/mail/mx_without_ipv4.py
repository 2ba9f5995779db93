"""All mail exchanges of a domain have only IPv6 addresses.

Why: many senders have no IPv6. They find no address to connect to, and their mail stays in the queue until it bounces
with "Host not found" or "Network is unreachable".

Fix: give one of the exchanges an A record, or add an MX with a host that has one.

Switch it off when: the domain is only for senders with IPv6. The rule runs only when you select it.

References: RFC 5321 section 5.2; RFC 3974.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, relate

from .._examples import ZONE
from .._paste import to_paste
from .._targets import NO_TARGET

SEVERITY = "warning"
DEFAULT = False
TYPES = ("MX",)

BAD = (
    {"example.com.zone": ZONE + "@ MX 10 mail ; <- mx-without-ipv4\nmail AAAA 2600::25\n"},
    {
        # One finding for the domain, at its first MX.
        "example.com.zone": ZONE
        + """\
news MX   20 mail ; <- mx-without-ipv4
     MX   10 in
mail AAAA 2600::25
in   AAAA 2600::26
"""
    },
)

GOOD = (
    {"example.com.zone": ZONE + "@ MX 10 mail\n@ MX 20 in\nmail AAAA 2600::25\nin A 4.3.2.25\n"},
    {
        # What example.net has is not known, nor what is delegated.
        "example.com.zone": ZONE
        + """\
@    MX   10 mail
     MX   20 mail.example.net.
news MX   10 mail
     MX   20 mail.sub
sub  NS   ns1.example.net.
mail AAAA 2600::25
"""
    },
    {
        # Inside they know what they have; another zone may hold more than its file shows.
        ".zonelint.toml": 'internal = ["corp.example.org."]\npartial = ["example.com."]\n',
        "example.com.zone": ZONE + "@ MX 10 mail\nmail AAAA 2600::25\n",
        "corp.example.org.zone": ZONE + "@ MX 10 mail\nmail AAAA 2600::25\n",
    },
    {
        # One has no address at all, the other an IPv4 address.
        "example.com.zone": ZONE
        + "@ MX 10 mail ; zonelint: ignore[mx-target-without-address] shown there\n@ MX 20 in\nin A 4.3.2.25\n"
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` is the first MX of a domain, and no exchange of it provably has an IPv4 address."""
    rrset = record.zone.rrset(record.owner, "MX")
    if record is not rrset[0] or not record.zone.is_whole(record.owner, "MX") or context.mail.is_internal(record):
        return
    answers = [context.namespace.addresses(mx.target) for mx in rrset if mx.target != NO_TARGET]
    with_address = [answer for answer in answers if answer.found]
    if not with_address or not all(answer.answers[0].absent for answer in answers):
        return
    ipv4 = with_address[0].answers[0]
    yield context.finding(
        record,
        f"no mail exchange of {record.owner} has an IPv4 address: {', '.join(mx.target for mx in rrset[:3])}",
        related=[relate(each, f"{each.type} {each.rdata}") for each in with_address[0].records[:2]],
        help=f"add {to_paste(ipv4.zone, ipv4.name, 'A', '<address>')}",
        value="ipv4",
    )
