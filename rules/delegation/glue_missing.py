"""A delegation to a name server inside the delegated zone has no glue.

Why: to ask this server, a resolver needs its address first. But the address is in the zone that only this server can
answer for. So the parent zone must hold the address, too. If all servers of a zone lack glue, nothing below the
delegation resolves. If some lack it, resolvers lose time.

Not reported: a child zone that the only name server of the zone holds, too. It answers, and never refers to the child.

Fix: copy the A and AAAA records of the server into the parent zone.

Switch it off when: never.

References: RFC 1034 section 4.2.1; RFC 9471 section 2.1; RFC 1912 section 2.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, Zone, is_at_or_below

from .._paste import block, is_octodns
from .._targets import RULE_ABOUT_TARGET, alias_of

SEVERITY = "error"
TYPES = ("NS",)
NEEDS = ("cuts",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1
sub     NS    ns1.sub ; <- glue-missing
other   NS    other   ; <- glue-missing
"""
    },
    {
        # That the child has the address does not help who cannot reach the child.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1.sub ; <- glue-missing
""",
        "sub.example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.9
""",
    },
)

GOOD = (
    {
        # The one server has the child, too, and answers where others would refer.
        "named.conf": 'zone "example.com" { type primary; file "parent"; };\n'
        'zone "sub.example.com" { type primary; file "child"; };\n',
        "parent": """\
$TTL 1h
@       SOA   ns.sub hostmaster 1 8h 2h 4w 1h
        NS    ns.sub
sub     NS    ns.sub
""",
        "child": """\
$TTL 1h
@       SOA   ns hostmaster 1 8h 2h 4w 1h
        NS    ns
ns      A     4.3.2.1
""",
    },
    {
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1.sub
ns1.sub AAAA  2600::1
side    NS    ns1.sub
far     NS    ns.example.net.
"""
    },
    {
        # A line that cannot be read may be the glue.
        "example.com.zone": """\
; zonelint: ignore-file[syntax-error] shown there
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1.sub
ns1.sub A     4.3.2
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` delegates to a name inside what it delegates, without an address of it."""
    zone, target = record.zone, record.target
    if record.owner == zone.origin or not is_at_or_below(target, record.owner):
        return
    if any(zone.rrset(target, rtype) or not zone.is_whole(target, rtype) for rtype in ("A", "AAAA")):
        return
    if zone.is_damaged(target, "CNAME"):
        return
    if _is_served_beside(context, record):
        return
    answer = context.namespace.addresses(target)
    # The loaded child itself has no address for it, which is a defect with a rule of its own.
    if answer.absent and context.runs(RULE_ABOUT_TARGET["NS"]):
        return
    if alias_of(target, answer) is not None and not answer.absent and context.runs("ns-target-is-cname"):
        return
    addresses = [(each.type, each.rdata) for each in answer.records] or [("A", "<address>")]
    yield context.finding(
        record,
        f"the delegation of {record.owner} to {target} has no glue in {zone.origin}: neither A nor AAAA",
        field="target",
        help=_help(zone, target, addresses),
    )


def _is_served_beside(context: Context, record: Record) -> bool:
    """Tell whether the one server that loads the zone above loads the child, too: it answers, and never refers.

    A configuration says so that names both, of a zone with one name server.
    """
    zone, child = record.zone, context.namespace.zones.get(record.owner)
    if child is None or zone.named_at is None or child.named_at is None or zone.server not in child.sites:
        return False
    servers = {ns.target for ns in zone.rrset(zone.origin, "NS")}
    return len(servers) == 1 and bool(context.namespace.lookup(record.target, "A").found)


def _help(zone: Zone, target: str, addresses: list[tuple[str, str]]) -> str:
    if is_octodns(zone):
        return f"add this to {zone.origin}:\n" + block(zone, target, *((rtype, (text,)) for rtype, text in addresses))
    return "\n".join(f"add `{target} IN {rtype} {text}` to {zone.origin}" for rtype, text in addresses)
