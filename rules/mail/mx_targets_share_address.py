"""All mail exchanges of a domain have the same address.

Why: several MX records look like a backup, but if this one host is down, all of them are. Senders try the same
address again under each name.

Fix: give the second exchange a host of its own, or keep one MX.

Switch it off when: a load balancer has this address, or the names are needed for certificates.

References: RFC 5321 section 5.1.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import Context, Finding, Record, relate

from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = False
NEEDS = ("2 MX",)

_ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
mail A     4.3.2.25
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + "@ MX 10 mail ; <- mx-targets-share-address\n@ MX 20 backup\nbackup A 4.3.2.25\nmail AAAA 2600::25\n"
    },
    {
        # One of them is another's name for it.
        "example.com.zone": _ZONE + "@ MX 10 mail ; <- mx-targets-share-address\n@ MX 20 mx.example.org.\n",
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
mx   A     4.3.2.25
""",
    },
)

GOOD = (
    {"example.com.zone": _ZONE + "@ MX 10 mail\n@ MX 20 backup\nbackup A 4.3.2.25\nbackup A 4.3.2.26\n"},
    {
        # What example.net has is not known; one host twice is mx-target-twice.
        "example.com.zone": _ZONE
        + "@ MX 10 mail\n@ MX 20 mail.example.net.\nnews MX 10 mail\n"
        + "news MX 20 mail ; <- mx-target-twice\nlists MX 10 mail\n"
    },
    {
        # The families are hosts of their own.
        "example.com.zone": _ZONE + "@ MX 10 mail\n@ MX 20 mail6\nmail6 AAAA 2600::25\n"
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each domain with several exchanges that provably have one address together."""
    for zone in context.namespace.zones.values():
        for rrset in zone.rrsets("MX"):
            is_whole = zone.is_whole(rrset[0].owner, "MX")
            if len(rrset) < 2 or not is_whole or context.namespace.is_occluded(rrset[0]):
                continue
            address = _shared(context, rrset)
            if address:
                yield context.finding(
                    rrset[0],
                    f"all {len(rrset)} mail exchanges of {rrset[0].owner} have the one address {address}",
                    related=[relate(mx, f"{mx.target} has it too") for mx in rrset[1:4]],
                    help="give the second exchange a host of its own, or keep one MX",
                    value=address,
                )


def _shared(context: Context, rrset: Sequence[Record]) -> str:
    """Return the address that every exchange has and beside which none has another of its family, or nothing."""
    targets = {mx.target for mx in rrset}
    if len(targets) < 2 or NO_TARGET in targets:
        return ""
    answers = [context.namespace.addresses(target) for target in targets]
    if not all(answer.found and answer.whole for answer in answers):
        return ""
    for family in (0, 1):
        held = [{record.rdata for record in answer.answers[family].records} for answer in answers]
        if all(len(addresses) == 1 for addresses in held) and len(set.union(*held)) == 1:
            others = {record.rdata for answer in answers for record in answer.answers[1 - family].records}
            return next(iter(held[0])) if len(others) <= 1 else ""
    return ""
