"""A zone has more than one SOA record.

Why: BIND and NSD refuse the zone. Other programs use one of them, and not always the same one: serial numbers go
back, and secondaries stop updating.

Fix: keep one. Often the second one comes from an included file with its own SOA record.

Switch it off when: never.

References: RFC 1035 section 5.2; RFC 2181 section 6.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, relate

SEVERITY = "error"
NEEDS = ("2 SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     SOA   ns1 hostmaster 2 8h 2h 4w 1h ; <- soa-multiple
ns1  A     4.3.2.1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
$INCLUDE hosts.inc
""",
        "hosts.inc": """\
@    SOA   ns1 postmaster 1 8h 2h 4w 1h ; <- soa-multiple
ns1  A     4.3.2.1
""",
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # Each zone has its own.
        "example.com.zone": """\
$TTL 1h
@      SOA   ns1 hostmaster 1 8h 2h 4w 1h
       NS    ns1
ns1    A     4.3.2.1
sub    NS    ns1
""",
        "sub.example.com.zone": """\
$TTL 1h
@      SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
       NS    ns1.example.com.
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each SOA record at an apex but the first."""
    for zone in context.namespace.zones.values():
        rrset = zone.rrset(zone.origin, "SOA")
        for record in rrset[1:]:
            yield context.finding(
                record,
                f"the zone {zone.origin} has {len(rrset)} SOA records",
                related=[relate(rrset[0], "the first one")],
                help="keep one of them",
            )
