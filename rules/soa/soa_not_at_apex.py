"""An SOA record is below the apex of its zone.

Why: an SOA record marks the apex of a zone, and is not allowed elsewhere. BIND and NSD refuse the zone. A resolver
that finds one takes the name for the apex of a zone that nobody delegated.

Fix: if the file is for another zone, say so with `$ORIGIN` or with its name. If a `$ORIGIN` line before the SOA
record is wrong, move it. A delegated sub-zone needs its own file.

Switch it off when: never.

References: RFC 1035 section 5.2; RFC 1034 section 4.2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._owners import cause_of_owner, owner_with_dot

SEVERITY = "error"
NEEDS = ("SOA below",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
sub  SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- soa-not-at-apex
"""
    },
    {
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
sub  NS    ns1
$ORIGIN sub.example.com.
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- soa-not-at-apex
www  A     4.3.2.2
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
EXAMPLE.com. SOA   ns1 hostmaster 1 8h 2h 4w 1h
             NS    ns1
ns1          A     4.3.2.1
"""
    },
    {
        "sub.example.com.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.com.
www  A     4.3.2.1
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each SOA record that is not at the apex of the zone that it stands in."""
    for zone in context.namespace.zones.values():
        for owner, rrset in zone.types.get("SOA", {}).items():
            if owner != zone.origin:
                meant = owner_with_dot(owner, zone.origin)
                help = f"move the records of {owner} to a file of their own, or say which zone this file holds"
                yield context.finding(
                    rrset[0],
                    f"the SOA record of {owner} is in the zone {zone.origin}, but not at its apex",
                    help=f"write `@`, or {meant} with the final dot" if meant == zone.origin else help,
                    cause=cause_of_owner(rrset[0]) if meant is not None else "",
                    follows=meant is not None,
                )
