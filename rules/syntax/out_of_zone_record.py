"""A record lies outside the zone of its file.

Why: BIND and Knot pass over such a record with no more than a line in their logs; NSD, PowerDNS and, but for
addresses, gdnsd refuse the zone, which is an error where the set shows that one of these two serves it. Whoever asks
for the name does not get the record, though it stands in the file.

Fix: put the record into the zone that its owner belongs to. If the owner was meant to be relative, take its final dot
away. If every record of a file is outside, the file is read for another zone than the one it was written for.

Switch it off when: the file serves for several zones, and each is meant to take its part.

References: RFC 1035 section 5.2; RFC 1034 section 4.2.
"""

from zonelint.dialects import dialect
from zonelint.findings import relate
from zonelint.names import IN_ADDR_ARPA, address_of, is_at_or_below, parent
from zonelint.origin_lines import OriginLines

from .._owners import cause_of_soa, relative_help, soa_elsewhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context
    from zonelint.zone import Zone

SEVERITY = "warning"

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
www.example.org. A    4.3.2.2 ; <- out-of-zone-record
"""
    },
    {
        # "notexample.com" ends like the zone, and is not in it.
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
$ORIGIN notexample.com.
www              A    4.3.2.2 ; <- out-of-zone-record
                 AAAA 2600::2 ; <- out-of-zone-record
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1.example.com. A    4.3.2.1
$ORIGIN sub.example.com.
www              A    4.3.2.2
"""
    },
    {
        # A target may lie anywhere: here nothing that is loaded knows of example.net.
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1.example.net. hostmaster.example.net. 1 8h 2h 4w 1h
                 NS   ns1.example.net.
WWW.Example.COM. A    4.3.2.2
"""
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each record outside its zone; one for all of them where nothing is inside."""
    origin_lines = OriginLines()
    for zone in context.namespace.zones.values():
        if zone.out_of_zone and not zone.types and not zone.lost:
            yield _all_outside(context, zone)
            continue
        soa = soa_elsewhere(zone)
        for record in zone.out_of_zone:
            is_soas = soa is not None and is_at_or_below(record.owner, soa.owner)
            loaded = dialect(zone.dialect).loads_outside
            refused = loaded is not None and record.type not in loaded
            what = f"{dialect(zone.dialect).title} does not load the zone" if refused else "no server answers with it"
            yield context.finding(
                record,
                f"{record.owner} {record.type} lies outside the zone {zone.origin}: {what}",
                field="owner",
                help=_help(context, record, zone),
                cause=cause_of_soa(soa) if soa is not None and is_soas else _cause(zone, record, origin_lines),
                follows=is_soas,
                severity="error" if refused else "",
            )


def _help(context: "Context", record: "Record", zone: "Zone") -> str:
    numbers, tree, rest = record.owner.partition(IN_ADDR_ARPA)
    if tree and not rest and zone.origin.endswith(IN_ADDR_ARPA) and address_of(record.owner) is None:
        # No address: the reverse tree was written behind an owner that was meant to be relative.
        return f"write `{numbers}` alone, if {numbers}.{zone.origin} is meant"
    below = f"write an owner below {zone.origin}"
    home = context.namespace.zone_of(record.owner)
    if home is None or home.source is None or home.origin == ".":
        return f"move it to the zone of {record.owner}, or {below}"
    where = f"{home.origin} ({home.source.path})"
    same = [each for each in home.rrset(record.owner, record.type) if each.rdata.lower() == record.rdata.lower()]
    if any((each.source.path, each.line) == (record.source.path, record.line) for each in same):
        # It is this very line: without it, that zone would not have the record either.
        soa = soa_elsewhere(zone)
        return (
            relative_help(soa, zone.origin) if soa is not None else f"{below}, or read the file for {home.origin} alone"
        )
    if same:
        return f"delete it: {where} holds it, too"
    present = home.types_at(record.owner)
    if present and (record.type == "CNAME" or "CNAME" in present):
        return f"delete it, or {below}: in {where} other records stand at {record.owner}, and none may beside a CNAME"
    return f"move it to the zone {where}, or {below}"


def _cause(zone: "Zone", record: "Record", origin_lines: OriginLines) -> str:
    """Return what puts `record` outside: the $ORIGIN above it, or the domain whose records the file holds besides."""
    path, line = record.source.path, origin_lines.completing(record)
    return f"$ORIGIN {path}:{line}" if line else f"{parent(record.owner)} outside {zone.origin} {path}"


def _all_outside(context: "Context", zone: "Zone") -> "Finding":
    first, *others = zone.out_of_zone
    return context.finding(
        first,
        f"none of the {len(zone.out_of_zone)} records lies in the zone {zone.origin} that the file is read for",
        field="owner",
        related=[relate(record, f"{record.owner} {record.type}") for record in others[:3]],
        help="say which zone the file holds: an `$ORIGIN` line, the configuration's `zones`, or `--zone`",
    )
