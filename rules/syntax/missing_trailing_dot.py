"""A target seems to lack its final dot, so it leads to a wrong name.

Why: a name without a final dot is relative. `mail.example.com` in the zone example.com. means
mail.example.com.example.com., which does not exist. Mail bounces, or a service is not found, though the line looks
correct.

Fix: add a dot to the end of the name, or write it without the zone's name. `zonelint fix` adds a final dot that is
missing. This is safe if the name lies in the zone, or is known to be there.

Other rules report a target that certainly does not exist or has no address, and mention the missing dot in their help
(mx-target-without-address, cname-target-missing and others). This rule reports the rest: a wildcard hides that the
name does not exist, and with the dot it lies in the zone, or below com, net, org or a suffix such as `co.uk`, or other
records lead to it; the target of a DNAME, or of a PTR that is not for an address, is wrong; or a zone has more records
than its file shows (dynamic updates), but the name with the dot exists, or ends in com, net or org, as no name in the
zone does.

Switch it off when: names below the zone repeat its name on purpose.

References: RFC 1035 section 5.1; RFC 1912 section 2.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    ANY,
    FOUND,
    NXDOMAIN,
    Context,
    Finding,
    Record,
    address_of,
    is_at_or_below,
    is_reverse,
    top_cut,
)

from .._fixes import dot_added
from .._paste import write_target
from .._senders import is_bad_ptr_left
from .._targets import RULE_ABOUT_TARGET, is_address_left, is_lost_dot, is_of_the_world, name_with_dot, without_dot

SEVERITY = "warning"

_WITH_TARGETS = ("MX", "NS", "SRV", "CNAME", "DNAME")

BAD = (
    {
        # The wildcard has an address, so the doubled name has one, too: of the wrong host.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com ; <- missing-trailing-dot
     MX    20 mail.example.co.uk ; <- missing-trailing-dot
     MX    30 mail.de
     MX    40 mx1.example.ms ; <- missing-trailing-dot
ns1  A     4.3.2.1
mail A     4.3.2.2
shop MX    40 mx1.example.ms.
*    A     4.3.2.3
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
old  DNAME archive.example.org ; <- missing-trailing-dot
_http._tcp PTR Shop._http._tcp.example.com ; <- missing-trailing-dot
Shop._http._tcp TXT "path=/"
"""
    },
    {
        # Updates bring hosts, but none whose name has the origin twice.
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; allow-update { key dhcp; }; };
zone "2.3.4.in-addr.arpa" { type primary; file "4.3.2.zone"; allow-update { key dhcp; }; };
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns2.example.com ; <- missing-trailing-dot
     MX    10 pc7
     MX    20 pc7.example.com
ns1  A     4.3.2.1
ns2  A     4.3.2.2
""",
        "4.3.2.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns2.example.com ; <- missing-trailing-dot
1    PTR   ns1.example.com ; <- missing-trailing-dot
2    PTR   ns2.example.com.
7    PTR   pc7
""",
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com.
     MX    20 mail.example.co.uk
     MX    30 mail.de
     MX    40 mx1.example.ms
ns1  A     4.3.2.1
mail A     4.3.2.2
shop MX    40 mx1.example.ms.
*    A     4.3.2.3
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
old  DNAME archive.example.org
_http._tcp PTR Shop._http._tcp.example.com.
Shop._http._tcp TXT "path=/"
"""
    },
)

GOOD = (
    {
        # One defect, one finding: these are told by the rules about targets, with the dot as advice.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com ; zonelint: ignore[mx-target-without-address] shown there
ns1  A     4.3.2.1
www  CNAME web.example.org ; zonelint: ignore[cname-target-missing] shown there
"""
    },
    {
        # The doubled name exists.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com
ns1  A     4.3.2.1
mail.example.com A 4.3.2.2 ; <- owner-missing-trailing-dot
"""
    },
    {
        # What lies below the delegation is not known.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com
ns1  A     4.3.2.1
com  NS    ns1
old  DNAME archive.example.com
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each target that lacks its dot and that no rule about targets speaks about."""
    for record in _records_with_long_targets(context):
        yield from _check_record(context, record)
    for record in _pointers_of_no_address(context):
        yield from _check_record(context, record)


def _records_with_long_targets(context: Context) -> Iterator[Record]:
    """Yield the records whose target may be a name that was lengthened by mistake.

    It has at least two labels before the origin then; few targets do.
    """
    for zone in context.namespace.zones.values():
        dots = zone.origin.count(".") + 1
        rrsets = (rrset for rtype in _WITH_TARGETS if rtype in zone.types for rrset in zone.types[rtype].values())
        for record in [record for rrset in rrsets for record in rrset if record.rdata.count(".") > dots]:
            if not context.namespace.is_occluded(record):
                yield record


def _check_record(context: Context, record: Record) -> Iterator[Finding]:
    meant = name_with_dot(context.namespace, record)
    if meant is None or _is_reported_elsewhere(context, record):
        return
    why = _why_wrong(context, record, meant)
    if why:
        yield context.finding(
            record,
            f"the final dot of {meant} seems to be missing: {record.target} {why}",
            field="target",
            help=write_target(record, meant, " with the final dot"),
            fix=dot_added(context, record, meant),
            cause=without_dot(record),
        )


def _why_wrong(context: Context, record: Record, meant: str) -> str:
    """Say what is wrong with the target of `record` as it stands; empty if nothing provably is."""
    answer = context.namespace.lookup(record.target, ANY)
    origin = record.zone.origin
    if answer.status == NXDOMAIN:
        return f"does not exist in {origin}"
    wildcards = [step for step in answer.chain if step.kind == "wildcard"]
    if wildcards and is_lost_dot(context, record, meant):
        return f"exists only because of a wildcard: {wildcards[0].text}"
    if answer.unknown and _is_slip_for_certain(context, record, meant):
        return f"is not in the file of {origin}"
    return ""


def _is_slip_for_certain(context: Context, record: Record, meant: str) -> bool:
    """Tell whether the target of `record` is a slip though its zone has more records than its file shows.

    With the dot it is a name that is there; without, one that nobody adds by updates: the origin twice in a row, or a
    host's full name below a reverse zone. Nor does anybody add a name of the world below a zone that has none.
    """
    zone = record.zone
    if zone.complete or zone.damaged or zone.has_name(record.target):
        return False
    is_own = context.namespace.zone_of(record.target) is zone and top_cut(zone, record.target) is None
    if is_own and is_of_the_world(zone, meant):
        return True
    is_there = is_own and context.namespace.exists(meant) == FOUND
    return is_there and (is_at_or_below(meant, zone.origin) or is_reverse(zone.origin))


def _is_reported_elsewhere(context: Context, record: Record) -> bool:
    """Tell whether a rule that runs speaks about the target of `record`, if it is wrong."""
    if is_address_left(context, record):
        return True
    if record.type == "CNAME":
        # Where a reverse name leads to is no host that lacks its dot, but a classless zone (RFC 2317).
        told = context.runs(RULE_ABOUT_TARGET["CNAME"]) or address_of(record.owner) is not None
        return told and context.namespace.lookup(record.target, ANY).status == NXDOMAIN
    if record.type not in ("MX", "NS", "SRV") or not context.runs(RULE_ABOUT_TARGET[record.type]):
        return False
    return context.namespace.addresses(record.target).absent


def _pointers_of_no_address(context: Context) -> Iterator[Record]:
    """Yield the PTRs that no rule about addresses judges: those of DNS-SD (RFC 6763) and wildcards among them."""
    judged = {id(ptr) for _, ptr in context.reverse.suspects}
    yield from (ptr for ptr in context.reverse.without_full_name if id(ptr) not in judged)
    told = context.runs(RULE_ABOUT_TARGET["PTR"])
    for address, ptr in context.reverse.suspects:
        is_open = ptr.target.endswith(ptr.zone.origin) and context.reverse.forward(address, ptr).unknown
        if is_open or not (told or is_bad_ptr_left(context, address, ptr)):
            yield ptr
    for zone in context.namespace.zones.values():
        if not is_reverse(zone.origin):
            yield from (ptr for ptr in zone.records("PTR") if not context.namespace.is_occluded(ptr))
