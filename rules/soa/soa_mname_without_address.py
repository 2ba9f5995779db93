"""The primary server in the SOA record has no address.

What it reports: the first name in the SOA record, MNAME, certainly has neither A nor AAAA, and seems to be meant as
an existing server. It is also in an NS record, or similar to a name there (`ns` for `ns1`, one letter wrong, the same
host in another zone), or below a reverse zone, where a relative name is almost never correct.

Why: dynamic updates go to that server (nsupdate, DHCP servers, Windows clients). Tools ask it for the serial number
or a zone transfer. They cannot reach it, so the hosts of dynamic updates get no names. Primaries use MNAME, too: they
send NOTIFY to all name servers except this one.

Fix: write the name of the primary server as in its address record, or add that record.

Switch it off when: it is the name of a hidden primary.

Not reported: other names without an address, which may be hidden primaries; names of zones (`@ SOA @ hostmaster`),
which are only formal; and names that are not in these zones, unless one letter leads to a name server of the zone.

References: RFC 1035 section 3.3.13; RFC 2136 sections 1 and 4.3; RFC 1996 section 2.1.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import (
    Answer,
    Context,
    Finding,
    Record,
    first_label,
    is_below,
    is_reverse,
    labels,
    late,
    parent,
)

from .._owners import owner_without_dot
from .._targets import absent_name, dot_at_owner, full_name, has_dot, why_no_address

SEVERITY = "warning"
TYPES = ("SOA",)

BAD = (
    {
        # The server is called ns1, and in the reverse zone a relative name is none of a host.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns hostmaster 1 8h 2h 4w 1h ; <- soa-mname-without-address
     NS    ns1
ns1  A     4.3.2.53
""",
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com. 1 8h 2h 4w 1h ; <- soa-mname-without-address
     NS    ns1.example.com.
53   PTR   ns1.example.com.
""",
    },
    {
        # The domain is misspelt, and not loaded.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1.exmple.com. hostmaster 1 8h 2h 4w 1h ; <- soa-mname-without-address
     NS    ns1
ns1  A     4.3.2.53
""",
    },
    {
        # One letter off, and the same host in another zone.
        "example.com.zone": """\
$TTL 1h
@     SOA   prmary hostmaster 1 8h 2h 4w 1h ; <- soa-mname-without-address
      NS    primary
primary  A  4.3.2.53
""",
        "example.org.zone": """\
$TTL 1h
@     SOA   primary hostmaster 1 8h 2h 4w 1h ; <- soa-mname-without-address
      NS    primary.example.com.
""",
    },
)

GOOD = (
    {
        # A hidden primary, the zone itself for form's sake, and a name that nothing here tells about.
        "example.com.zone": """\
$TTL 1h
@    SOA   hidden hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns2
ns1  A     4.3.2.53
ns2  AAAA  2600::53
""",
        "example.org.zone": """\
$TTL 1h
@    SOA   @ hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
        "example.net.zone": """\
$TTL 1h
@    SOA   ns1.example.info. hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
        # Another number is another server.
        "shop.example.zone": """\
$TTL 1h
@    SOA   ns0.example.com. hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
        "4.in-addr.arpa.zone": """\
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
53.2.3  PTR   ns1.example.com.
""",
    },
    {
        # The address is of IPv6, or at the end of an alias.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns   CNAME ns1
ns1  AAAA  2600::53
"""
    },
)

_DIGITS = late(r"[0-9]++")


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the MNAME of the SOA `record` provably has no address, and seems to be another's name."""
    name, zone = record.mname, record.zone
    if record is not zone.soa or name in (".", "localhost."):
        return
    answer = context.namespace.addresses(name)
    servers = [ns.target for ns in zone.rrset(zone.origin, "NS")]
    if answer.unknown and (server := _misspelt(context, name, servers)):
        yield _of_misspelt(context, record, server)
    if not answer.absent or _has_no_dot(context, record):
        return
    meant = _meant(name, servers)
    is_relative = is_reverse(zone.origin) and is_below(name, zone.origin)
    if not (meant or is_relative) or (name in context.namespace.zones and meant != name):
        return
    last = answer.answers[0]
    yield context.finding(
        record,
        f"the primary server of {zone.origin}, {name}, has no address: {why_no_address(name, answer)}",
        field="word 0",
        help=_help(record, last, meant),
        value=name,
        cause=f"relative MNAME {name[: -len(zone.origin)]}" if is_relative else absent_name(last),
        follows=not is_relative and (meant == name or owner_without_dot(last.zone, last.name) is not None),
    )


def _misspelt(context: Context, name: str, servers: Sequence[str]) -> str:
    """Return the one of the name `servers`, in a loaded zone, whose domain `name` has but for a letter; or nothing."""
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    if context.namespace.zone_of(name) is not None:
        return ""
    alike = (server for server in servers if first_label(server) == first_label(name))
    return next(
        (
            server
            for server in alike
            if is_one_letter_off(parent(name), parent(server)) and context.namespace.addresses(server).found
        ),
        "",
    )


def _of_misspelt(context: Context, soa: Record, server: str) -> Finding:
    return context.finding(
        soa,
        f"the primary server of {soa.zone.origin}, {soa.mname}, is one letter off its name server {server}",
        field="word 0",
        help=f"write `{server}`, as in the NS record",
        value=soa.mname,
        cause=f"MNAME {soa.mname}",
    )


def _has_no_dot(context: Context, soa: Record) -> bool:
    """Tell whether MNAME lacks its final dot, and the rule about that runs."""
    meant = full_name(context.namespace, soa.mname, soa.zone.origin)
    return context.runs("soa-missing-trailing-dot") and meant is not None and not has_dot(soa, "word 0")


def _meant(name: str, servers: Sequence[str]) -> str:
    """Return which of the name `servers` of the zone `name` stands for; empty if it may be a server of its own."""
    return name if name in servers else next((server for server in servers if _is_alike(name, server)), "")


def _is_alike(name: str, server: str) -> bool:
    """Tell whether `name` is `server` but for one letter, for the number that it lacks, or for its domain."""
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    if is_one_letter_off(name, server):
        return True
    one, other = first_label(name), first_label(server)
    if one == other:
        return True
    is_short_for = one == _DIGITS.sub("", other) or other == _DIGITS.sub("", one)
    return is_short_for and parent(name) == parent(server)


def _help(soa: Record, last: Answer, meant: str) -> str:
    name = soa.mname
    there = owner_without_dot(last.zone, last.name)
    if there is not None:
        return dot_at_owner(there)
    if meant and meant != name and len(labels(meant)) > 1:
        return f"write `{meant}`, as in the NS record"
    if meant:
        return f"add `{name} IN A <its address>`, or write the name of a server that has one"
    with_dot = "" if has_dot(soa, "word 0") else " with the final dot"
    return f"write the name of the primary server{with_dot}"
