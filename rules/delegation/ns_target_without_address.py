"""A name server has no address.

Why: resolvers cannot ask a server without an address. They lose time with it. If no other server answers, all names
of the zone fail with SERVFAIL, and mail for them is deferred and then bounces.

It is a warning if the zone is updated dynamically: the address may be in a journal that the file does not show. Without
it, BIND does not load the zone, and no update can come.

Fix: give the host an A or AAAA record, or name a server that has one. The finding is at the NS record of the zone
itself if the zone is loaded, else at the delegation. `zonelint fix` adds a final dot that is missing. This is safe if
the name lies in the zone, or is known to be there.

Switch it off when: never.

References: RFC 1034 section 4.2.1; RFC 1912 section 2.8; RFC 1035 section 3.3.11.
"""

from collections.abc import Iterator

from zonelint.lint.api import UPDATED, Context, Finding, Record, is_at_or_below, parent, top_cut

from .._paste import to_paste
from .._targets import NO_TARGET, name_with_dot, without_address

SEVERITY = "error"
TYPES = ("NS",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns2              ; <- ns-target-without-address
     NS    ns3.example.com  ; <- ns-target-without-address
ns1  A     4.3.2.1
sub  NS    4.3.2.1          ; <- ns-target-without-address
text NS    ns4              ; <- ns-target-without-address
ns4  TXT   "no address"
"""
    },
    {
        # Parent and child name the same host: one defect, one finding.
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
sub   NS    ns2
sub   NS    ns1
""",
        "sub.example.com.zone": """\
$TTL 1h
@     SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS    ns1.example.com.
      NS    ns2.example.com. ; <- ns-target-without-address
""",
    },
    {
        # Only the final dot is missing.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    mail.example.com  ; <- ns-target-without-address
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
    {
        # What `@` stands for is the root here.
        "example.com.zone": """\
$ORIGIN .
$TTL 1h
example.com SOA  ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
            NS   @  ; <- ns-target-without-address
$ORIGIN example.com.
ns1         A    4.3.2.1
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     NS    mail.example.com.
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
    {},
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
      NS    NS6
ns1   A     4.3.2.1
ns6   AAAA  2600::1
"""
    },
    {
        # A list of names to block, which no zone delegates to.
        "rpz.example.zone": """\
$TTL 1h
@                SOA    localhost. hostmaster.example.com. 1 8h 2h 4w 1h
                 NS     localhost.
bad.example.net  CNAME  .
""",
        "localhost.zone": """\
$TTL 1h
@  SOA  localhost. hostmaster.localhost. 1 8h 2h 4w 1h
   NS   localhost.
""",
    },
    {
        # It blocks a name.
        "ads.example.zone": "$TTL 1h\n@ SOA . . 1 8h 2h 4w 1h\n@ NS .\n@ A 4.3.2.1\n* A 4.3.2.1\n",
    },
    {
        # Nobody here knows of example.net, nor of what lies below the delegation.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1.example.net. hostmaster.example.net. 1 8h 2h 4w 1h
        NS    ns1.example.net.
        NS    ns.sub
sub     NS    ns.sub
ns.sub  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the server that `record` names provably has no address."""
    if _child_says_the_same(context, record) or _is_never_delegated(record):
        return
    if record.target == NO_TARGET:
        yield from _of_root(context, record)
    yield from without_address(context, record, "the name server")
    if _is_refused(context, record):
        origin = record.zone.origin
        yield context.finding(
            record,
            f"the name server {record.target} has no address in the file of {origin}: named does not load the zone, "
            "so no update can add it",
            field="target",
            help=f"add {to_paste(record.zone, record.target, 'A', '<address>')}",
            severity="warning",
        )


def _of_root(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding for an NS record that names the root, in a zone with hosts; what blocks names means it."""
    zone = record.zone
    hosts = (owner for rtype in ("A", "AAAA") for owner in zone.types.get(rtype, ()))
    is_of_hosts = any(owner != zone.origin and owner[:2] != "*." for owner in hosts)
    if is_of_hosts and not zone.policy and zone.soa is not None and zone.soa.mname != NO_TARGET:
        yield context.finding(
            record,
            f"the name server of {record.owner} is `.`, the root of the DNS, which has no address",
            field="target",
            help="write the name of the server; `@` is that of the last $ORIGIN" if _is_at(record) else "",
        )


def _is_at(record: Record) -> bool:
    return record.source.marks is None and record.source.line_text(record.line).split(";")[0].rstrip().endswith("@")


def _is_refused(context: Context, record: Record) -> bool:
    """Tell whether named refuses a zone for `record`, though updates may change it: none comes before it is loaded.

    A journal that holds the address would be heeded; there is none beside the file, or the server would have it.
    """
    zone, target = record.zone, record.target
    if zone.incomplete_because != [UPDATED] or zone.dialect or record.owner != zone.origin:
        return False
    if not is_at_or_below(target, zone.origin) or context.namespace.zone_of(target) is not zone or zone.damaged:
        return False
    if name_with_dot(context.namespace, record) is not None and context.runs("missing-trailing-dot"):
        return False
    if top_cut(zone, target) is not None or context.namespace.addresses(target).found:
        return False
    at = zone.types_at(target)
    encloser = target
    while encloser != zone.origin and not at:
        encloser = parent(encloser)
        at = zone.types_at(f"*.{encloser}")
    return not at or not {"A", "AAAA", "CNAME"}.intersection(at)


def _child_says_the_same(context: Context, record: Record) -> bool:
    """Tell whether `record` delegates to a loaded zone that names the same server at its own apex, or may do so."""
    child = context.namespace.zones.get(record.owner)
    if child is None or child.origin == record.zone.origin:
        return False
    unread = child.is_damaged(child.origin, "NS")
    return unread or any(own.target == record.target for own in child.rrset(child.origin, "NS"))


def _is_never_delegated(record: Record) -> bool:
    """Tell whether `record` is there for form's sake: `@ NS localhost.`, as in a list of names to block."""
    return record.target == "localhost." and record.owner == record.zone.origin
