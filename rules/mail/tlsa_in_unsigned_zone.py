"""TLSA records are in a zone that is not signed.

Why: without DNSSEC, anybody in the network can forge them. So senders do not use them, and DANE has no effect.

Reported is only a zone without DNSKEY whose loaded parent zone has no DS for it. If the name server signs the zone
when it loads it, the file has no keys, but the parent has the DS.

Fix: sign the zone and publish the DS in its parent zone, or delete the TLSA records.

Switch it off when: you are about to sign the zone. The rule runs only when you select it.

References: RFC 7672 sections 2.2.1 and 2.2.3; RFC 6698 section 1.3; RFC 4035 section 5.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import NODATA, Context, Finding, relate

SEVERITY = "warning"
DEFAULT = False
NEEDS = ("TLSA",)

_PARENT = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1
"""
_CHILD = """\
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
        MX    10 mail
mail    A     4.3.2.25
"""
_HASH = "8cb0fc6c527506a053f4f14c8464bebbd6dede2738d11468dd953d7d6a3021f1"

BAD = (
    {
        "example.com.zone": _PARENT,
        "sub.example.com.zone": _CHILD + f"_25._tcp.mail TLSA 3 1 1 {_HASH} ; <- tlsa-in-unsigned-zone\n",
    },
    {
        # One finding for the zone.
        "example.com.zone": _PARENT + "two NS ns1\n",
        "two.example.com.zone": _CHILD
        + f"""\
_25._tcp.mail  TLSA 3 1 1 {_HASH} ; <- tlsa-in-unsigned-zone
_443._tcp.mail TLSA 3 1 1 {_HASH}
""",
    },
)

GOOD = (
    {
        # The server signs, as the DS in the parent shows.
        "example.com.zone": _PARENT + f"sub DS 12345 13 2 {_HASH}\n",
        "sub.example.com.zone": _CHILD + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n",
    },
    {
        # Whether the zone is signed is not known without its parent.
        "sub.example.com.zone": _CHILD + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n"
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for the first TLSA record of each zone that is provably unsigned."""
    seen: set[str] = set()
    for record in context.records("TLSA"):
        zone = record.zone
        if zone.origin in seen:
            continue
        seen.add(zone.origin)
        parent = context.namespace.lookup(zone.origin, "DS")
        if parent.status != NODATA or zone.rrset(zone.origin, "DNSKEY") or not zone.is_whole(zone.origin, "DNSKEY"):
            continue
        soa = parent.zone.soa if parent.zone is not None else None
        yield context.finding(
            record,
            f"the zone {zone.origin} has TLSA records, but it is not signed: it has no DNSKEY, "
            "and its parent zone has no DS for it",
            related=[relate(soa, f"{soa.owner} has no DS for {zone.origin}")] if soa is not None else [],
            help=f"sign the zone and add `{zone.origin} IN DS <key>` to its parent zone, or delete the TLSA records",
            owner=zone.origin,
            value=zone.origin,
        )
