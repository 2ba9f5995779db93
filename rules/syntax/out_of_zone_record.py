"""A record is outside the zone of its file.

Why: BIND and Knot ignore such a record, and only write a line in their logs. NSD, PowerDNS and gdnsd (except for
addresses) refuse the zone. It is an error if the set shows that PowerDNS or gdnsd serves the zone. Clients do not get
the record, though it is in the file. Not reported is what lies in another zone that is read from the same file, where
the server does not refuse it.

If the file holds another zone than the configuration of the server says, this is shown once, at the configuration.
Either no record is in the zone, and BIND does not load it because it has no SOA; or nearly all PTR records of the
file are in one other reverse zone.

Fix: move the record to the zone of its owner. If the owner should be relative, delete its final dot. If every record
of a file is outside, the file is loaded as the wrong zone. `zonelint fix` corrects the `$ORIGIN` line of a reverse zone
whose labels are in forward order, or whose end has a slip. This is safe if one of its names has the address that is
meant then.

Switch it off when: never.

References: RFC 1035 section 5.2; RFC 1034 section 4.2.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from zonelint.lint.api import (
    IN_ADDR_ARPA,
    Context,
    Finding,
    Fix,
    OriginLines,
    Record,
    Zone,
    address_of,
    dialect,
    enclosing,
    is_address,
    is_at_or_below,
    is_reverse,
    labels,
    parent,
    relate,
    reverse_name,
    right_spelling,
)

from .._examples import FORWARD_ZONE
from .._origins import origin_turned
from .._owners import cause_of_soa, relative_help, soa_elsewhere

SEVERITY = "warning"
NEEDS = ("out_of_zone",)

_EXAMPLES = 3
"""Records shown of many that are at fault alike."""
_MOST_PTRS = 4
"""PTRs in another reverse zone from which on that may be the one that is meant; and how many times the others."""

_REVERSE = """\
$TTL 1h
@  SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
   NS  ns1.example.com.
"""

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
    {
        # A reverse zone in forward order; the addresses prove it.
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": _REVERSE
        + "$ORIGIN 4.3.2.in-addr.arpa.\n53 PTR ns1.example.com. ; <- out-of-zone-record\n",
    },
    {
        "named.conf": 'zone "2.3.4.in-addr.arpa" { type primary; file "r.zone"; }; // <- out-of-zone-record\n',
        "r.zone": "$ORIGIN 2.3.4.in.addr-arpa.\n" + _REVERSE + "53 PTR ns1.example.com.\n",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone": _REVERSE.replace(" 1 8h", " 2 8h")
        + "$ORIGIN 2.3.4.in-addr.arpa.\n53 PTR ns1.example.com.\n",
    },
)
FIXED_UNSAFE = (
    *FIXED,
    {
        "r.zone": "$ORIGIN 2.3.4.in-addr.arpa.\n" + _REVERSE.replace(" 1 8h", " 2 8h") + "53 PTR ns1.example.com.\n",
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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record outside its zone; one for all of them where the zone has a wrong name."""
    origin_lines = OriginLines()
    for zone in context.namespace.zones.values():
        outside = zone.out_of_zone
        if outside and not zone.types and not zone.lost:
            finding = _all_outside(context, zone)
            finding.fix = origin_turned(context, zone, outside[0], origin_lines)
            yield finding
            continue
        right = _right_network(context, zone, origin_lines) if len(outside) >= _MOST_PTRS else ""
        if right:
            yield _in_another_network(context, zone, right)
            outside = [record for record in outside if record.type != "PTR" or not is_at_or_below(record.owner, right)]
        soa = soa_elsewhere(zone)
        if zone.transferred:
            outside = _without_answers(zone, outside)
        tops = _tops(outside)
        fixes: dict[tuple[str, int | None], Fix | None] = {}
        for record in outside:
            is_soas = soa is not None and is_at_or_below(record.owner, soa.owner)
            loaded = dialect(zone.dialect).loads_outside
            line = record.source.path, origin_lines.completing(record)
            if line not in fixes:
                fixes[line] = origin_turned(context, zone, record, origin_lines)
            refused = loaded is not None and record.type not in loaded
            is_meant = zone.origin != "localhost." and not (refused or is_soas)
            at_home = _at_home(context, record)
            copies = [each for each in at_home if each.rdata.lower() == record.rdata.lower()]
            if dialect(zone.dialect).adds_glue and _is_glue(record) and (copies or _is_of_others(context, record)):
                continue
            if is_meant and (_are_of_the_same_file(copies, record) or _are_of_the_same_line(at_home, record)):
                continue
            what = f"{dialect(zone.dialect).title} does not load the zone" if refused else "no server answers with it"
            yield context.finding(
                record,
                f"{record.owner} {record.type} lies outside the zone {zone.origin}: {what}",
                field="owner",
                help=_help(context, record, zone, copies),
                cause=cause_of_soa(soa)
                if soa is not None and is_soas
                else f"{_cause(zone, record, origin_lines, tops)}{' twice' if copies else ''}",
                habit=f"{record.owner} in the zones of others",
                follows=is_soas,
                severity="error" if refused else "",
                fix=fixes[line],
            )


def _is_glue(record: Record) -> bool:
    """Tell whether `record` is an address of a name server of its zone."""
    servers = record.zone.rrset(record.zone.origin, "NS") if record.type in ("A", "AAAA") else ()
    return any(server.target == record.owner for server in servers)


def _is_of_others(context: Context, record: Record) -> bool:
    """Tell whether the zone in which `record` lies is not loaded."""
    home = context.namespace.zone_of(record.owner)
    return home is None or home.source is None


def _without_answers(zone: Zone, outside: list[Record]) -> list[Record]:
    """Return the records outside a zone that a server gave, but for what it gave besides.

    That is the addresses of name servers, and what dig got of other zones, which begins with their SOA records.
    """
    servers = {record.target for record in zone.records("NS") if record.target.count(".") > 1}
    others = {record.owner for record in outside if record.type == "SOA"}
    return [
        record
        for record in outside
        if not (record.owner in servers and record.type in ("A", "AAAA")) and enclosing(record.owner, others) is None
    ]


def _help(context: Context, record: Record, zone: Zone, copies: list[Record]) -> str:
    numbers, tree, rest = record.owner.partition(IN_ADDR_ARPA)
    if tree and not rest and zone.origin.endswith(IN_ADDR_ARPA) and address_of(record.owner) is None:
        # No address: the reverse tree was written behind an owner that was meant to be relative.
        return f"write only `{numbers}`, if you mean {numbers}.{zone.origin}"
    if address := _address_as_owner(record):
        return f"write the owner {reverse_name(address)}: the owner of a PTR is the reverse name of the address"
    below = f"write an owner below {zone.origin}"
    home = context.namespace.zone_of(record.owner)
    if home is None or home.source is None or home.origin == ".":
        if len(labels(record.owner)) == 1:
            return f"delete the final dot of the owner, if you mean {record.owner}{zone.origin}"
        return f"move it to the zone of {right_spelling(record.owner) or record.owner}, or {below}"
    where = f"{home.origin} ({home.source.path})"
    if _are_of_the_same_file(copies, record):
        # It may be this very line that gives that zone the record.
        soa = soa_elsewhere(zone)
        return (
            relative_help(soa, zone.origin) if soa is not None else f"{below}, or load the file only for {home.origin}"
        )
    if copies:
        return f"delete it: {where} has it already"
    present = home.types_at(record.owner)
    if present and (record.type == "CNAME" or "CNAME" in present):
        return (
            f"delete it, or {below}: in {where} there are other records at {record.owner}, "
            "which cannot be together with a CNAME"
        )
    return f"move it to the zone {where}, or {below}"


def _address_as_owner(record: Record) -> str:
    """Return the address that the owner of a PTR is, written as it is with a final dot; empty if it is none."""
    owner = record.owner.removesuffix(".")
    return owner if record.type == "PTR" and is_reverse(record.zone.origin) and is_address(owner) else ""


def _at_home(context: Context, record: Record) -> Sequence[Record]:
    """Return the records that the zone in which `record` lies has of its name and type."""
    home = context.namespace.zone_of(record.owner)
    return home.rrset(record.owner, record.type) if home is not None else ()


def _are_of_the_same_file(copies: list[Record], record: Record) -> bool:
    """Tell whether the file of `record` is also read for the zone that has `copies` of it."""
    return any(each.source.path == record.source.path for each in copies)


def _are_of_the_same_line(at_home: Sequence[Record], record: Record) -> bool:
    """Tell whether the line of `record` gives its own zone one of the records `at_home`, whose data it completes."""
    return any((each.source.path, each.line) == (record.source.path, record.line) for each in at_home)


def _tops(outside: list[Record]) -> set[str]:
    """Return the owners of records outside a zone that others of them lie below, and that lie below none."""
    owners = {record.owner for record in outside}
    found = (enclosing(parent(owner), owners) for owner in owners if owner != ".")
    above = {owner for owner in found if owner is not None}
    return {owner for owner in above if enclosing(parent(owner), above) is None}


def _cause(zone: Zone, record: Record, origin_lines: OriginLines, tops: set[str]) -> str:
    """Return what puts `record` outside: the $ORIGIN above it, or the domain whose records the file holds besides."""
    path, line = record.source.path, origin_lines.completing(record)
    if _address_as_owner(record):
        return f"addresses as owners of PTRs {path}"
    domain = enclosing(record.owner, tops) or parent(record.owner)
    return f"$ORIGIN {path}:{line}" if line else f"{domain} outside {zone.origin} {path}"


def _all_outside(context: Context, zone: Zone) -> Finding:
    first, *others = zone.out_of_zone
    if zone.named_at is not None:
        return _named_wrongly(context, zone)
    return context.finding(
        first,
        f"none of the {len(zone.out_of_zone)} records is in the zone {zone.origin} for which the file is read",
        field="owner",
        related=[relate(record, f"{record.owner} {record.type}") for record in others[:_EXAMPLES]],
        help="say which zone the file holds: an `$ORIGIN` line, the configuration's `zones`, or `--zone`",
    )


# -- a zone with a wrong name -----------------------------------------------------------------------------------------


def _named_wrongly(context: Context, zone: Zone) -> Finding:
    """Return what is to be said of a zone that an index reads from the file of another: it has no SOA."""
    outside = zone.out_of_zone
    apex = next((record.owner for record in outside if record.type == "SOA"), "")
    assert zone.named_at is not None
    return context.finding(
        zone.named_at,
        f"none of the {len(outside)} records of {outside[0].source.path} lies in the zone {zone.origin}: "
        "without an SOA it is not loaded",
        related=[relate(record, f"{record.owner} {record.type}") for record in outside[:_EXAMPLES]],
        help=_right_name(context, zone, apex),
        severity="error",
        zone=zone.origin,
        owner=zone.origin,
        type="SOA",
        value=apex,
    )


def _right_name(context: Context, zone: Zone, apex: str) -> str:
    """Return what to do with the statement of `zone`, whose file holds `apex`: "" or the root where it is not known."""
    if apex in ("", "."):
        return "name the zone that the file holds, fix the `$ORIGIN` of the file, or name another file"
    served = context.namespace.zones.get(apex)
    if served is None or served.source is None:
        name = zone.out_of_zone[0].source.path.rpartition("/")[2].lower()
        is_named_so = zone.origin[:-1] in name or zone.origin[:-1].replace(".", "-") in name
        if not is_reverse(apex) and is_named_so:
            return f"the file holds {apex}: correct its `$ORIGIN` and its SOA, for its name is that of the zone"
        return f"the file holds {apex}: change the zone name to that"
    return f"the file holds {apex}, which {served.origin_from} names: delete this statement, or name another file"


def _right_network(context: Context, zone: Zone, origin_lines: OriginLines) -> str:
    """Return the one other reverse zone, of as many labels, that nearly all PTRs of a file lie in; "" if none is.

    Their owners are written in full: behind an $ORIGIN it is that line which is wrong. What spells no address does not
    count, and a zone that is here needs no other zone to be renamed.
    """
    if not zone.origin.endswith(IN_ADDR_ARPA) or zone.source is None:
        return ""
    count = len(labels(zone.origin))
    inside = sum(address_of(owner) is not None for owner in zone.types.get("PTR", ()))
    homes = Counter(
        ".".join(labels(record.owner)[-count:]) + "."
        for record in zone.out_of_zone
        if record.type == "PTR" and address_of(record.owner) is not None and origin_lines.completing(record) is None
    )
    right, found = max(homes.items(), key=lambda item: item[1], default=("", 0))
    others = sum(homes.values()) - found + inside
    is_meant = found >= _MOST_PTRS and found >= _MOST_PTRS * others
    return right if is_meant and context.namespace.zones.get(right) is None else ""


def _in_another_network(context: Context, zone: Zone, right: str) -> Finding:
    """Return what is to be said of a reverse zone whose PTRs lie in the zone `right`, which is not here."""
    outside = [record for record in zone.out_of_zone if record.type == "PTR" and is_at_or_below(record.owner, right)]
    first = outside[0]
    where = f" at {zone.origin_from}" if zone.named_at is not None else ""
    return context.finding(
        zone.named_at or first,
        f"{len(outside)} PTR records of {first.source.path} lie in {right}, outside the zone {zone.origin}: "
        "no server answers with them",
        field="owner" if zone.named_at is None else "",
        related=[relate(record, f"{record.owner} PTR") for record in outside[:_EXAMPLES]],
        help=f"if the addresses are right, call the zone {right}{where}",
        zone=zone.origin,
        owner=zone.origin,
        type="PTR",
        value=right,
    )
