"""A zone has no NS record at its apex.

Why: BIND and PowerDNS refuse the zone. A server that loads it gives answers without a name server for the zone. Some
resolvers treat this as a lame delegation.

It is a warning if Knot DNS serves the zone, which loads it and warns. So it is if the zone is updated dynamically: the
record may be in a journal that the file does not show. Without it, BIND does not load the zone, and no update can come.

Fix: add the NS records that the parent zone has for this zone.

Switch it off when: the NS records are added at deployment.

References: RFC 1034 section 4.2.1; RFC 2181 section 6.1; RFC 1912 section 2.8.
"""

from collections.abc import Iterator

from zonelint.lint.api import UPDATED, Context, Finding, Place, Zone, is_at_or_below, is_reverse, parent

from .._owners import cause_of_field, cause_of_owner, cause_of_soa, class_as_owner, is_of_a_provider, soa_elsewhere

SEVERITY = "error"
NEEDS = ("no NS",)

BAD = (
    {
        # No update can add it.
        "named.conf": 'zone "example.com" { type primary; file "example.com.zone"; allow-update { any; }; };\n',
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- ns-missing
ns1  A     4.3.2.1
""",
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- ns-missing
ns1  A     4.3.2.1
"""
    },
    {
        # Knot DNS loads it.
        "knot.conf": "zone:\n  - domain: example.com\n    file: example.com.zone\n",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- ns-missing
ns1  A     4.3.2.1
""",
    },
    {
        # The NS record below the apex delegates; the zone itself still has none.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- ns-missing
ns1  A     4.3.2.1
sub  NS    ns1
"""
    },
)

GOOD = (
    {
        # The journal beside the file may hold it.
        "named.conf": 'zone "example.com" { type primary; file "example.com.zone"; allow-update { any; }; };\n',
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
ns1  A     4.3.2.1
""",
        "example.com.zone.jnl": "",
    },
    {
        # The server does not load the file that it left over.
        "named.conf": 'zone "example.com" { type primary; file "db.example.com"; };\n',
        "db.example.com": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
@    NS    ns1
ns1  A     192.0.2.1
""",
        "db.180": """\
$TTL 1h
@  SOA  ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
1  PTR  ns1.example.com.
""",
    },
    {
        # Who needs one record in the form of a zone puts anything before it.
        "zone.txt": """\
$TTL 1h
example.com.  SOA  a.root-servers.net. hostmaster.example.com. 1 8h 2h 4w 1h
www           A    4.3.2.1
""",
    },
    {
        # What DNSControl writes of a zone whose SOA and NS records its provider makes.
        "example.com.zone": """\
$TTL 1h
@    SOA   default_not_set. default_not_set. 1 8h 2h 4w 1h
www  A     4.3.2.1
"""
    },
    {
        # So does Gandi's export.
        "example.com.zone": """\
@ 86400 SOA ns1.gandi.net. hostmaster.gandi.net. 1 8h 2h 4w 1h
@ 10800 A   4.3.2.1
"""
    },
    {
        # CoreDNS serves it all the same.
        "Corefile": """\
example.com {
  file example.com.zone
}
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
www  A     4.3.2.1
""",
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
@    NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # The file that is missing may hold them.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
ns1  A     4.3.2.1
$INCLUDE nameservers.inc ; zonelint: ignore[include-not-found] made at deployment
"""
    },
)


def _is_export(context: Context, zone: Zone) -> bool:
    """Tell whether a provider seems to have written the file, without its own NS records, as Gandi's export.

    No index names it, and all that the SOA record names lies in another domain, of which nothing is loaded.
    """
    soa = zone.soa
    if soa is None or zone.check_names or is_reverse(zone.origin) or is_at_or_below(soa.mname, zone.origin):
        return False
    if class_as_owner(zone) is not None:
        return False
    domain = parent(soa.mname)
    return domain.count(".") > 1 and is_at_or_below(soa.rname, domain) and context.namespace.zone_of(domain) is None


def _is_refused(zone: Zone) -> bool:
    """Tell whether named refuses `zone` although updates may change it: none comes before it is loaded.

    A journal that holds the record would be heeded; there is none beside the file, or the server would have it.
    """
    is_updated = zone.incomplete_because == [UPDATED] and not zone.dialect
    return is_updated and not (zone.damaged or zone.lost or zone.out_of_zone)


def _cause(zone: Zone) -> str:
    """Return what put the NS records of `zone` elsewhere, for another rule tells of that; empty: nothing did."""
    elsewhere, field = soa_elsewhere(zone), class_as_owner(zone)
    if elsewhere is not None:
        return cause_of_soa(elsewhere)
    if field is not None:
        return cause_of_field(field)
    without_dot = zone.rrset(zone.origin + zone.origin, "NS") if zone.origin != "." else ()
    return cause_of_owner(without_dot[0]) if without_dot else ""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each complete zone without NS at its apex."""
    for zone in context.namespace.zones.values():
        if zone.source is None or zone.rrset(zone.origin, "NS"):
            continue
        is_refused = _is_refused(zone)
        if not (is_refused or zone.is_whole(zone.origin, "NS")):
            continue
        if zone.format != "master" or zone.without_ns or is_of_a_provider(zone) or _is_export(context, zone):
            continue  # the provider that it is published at adds them, or its server does without
        if zone.soa is not None and zone.soa.mname.endswith(".root-servers.net."):
            continue  # who fills an SOA in like that does so for a form, and no server loads it
        if zone.leftover and class_as_owner(zone) is None:
            continue  # no server refuses what its index does not name
        if not zone.types and (zone.lost or zone.out_of_zone or context.runs("soa-missing")):
            continue  # what holds for all of the file has a finding of its own
        # With its SOA record at another name all of the zone is misplaced, and a rule of its own says so.
        if zone.soa is not None or "SOA" not in zone.types or not context.runs("soa-not-at-apex"):
            cause = _cause(zone)
            yield context.finding(
                zone.soa or Place.at(zone.source),
                f"the zone {zone.origin} has no NS record at its apex"
                + (" in its file: named does not load it, so no update can add one" if is_refused else ""),
                help=f"add `{zone.origin} IN NS <name server>`",
                zone=zone.origin,
                owner=zone.origin,
                type="NS",
                value="NS",
                cause=cause,
                follows=bool(cause),
                severity="warning" if is_refused or zone.dialect == "knot" else "",
            )
