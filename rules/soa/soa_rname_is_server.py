"""The RNAME of the SOA is a name server, not a mailbox.

Why: RNAME says to whom people write who notice that something is wrong with the zone. Its first label is the local part
of the mail address: `ns1.example.com.` is the mailbox ns1@example.com, which nobody reads. Often MNAME and RNAME have
changed places, or both were copied.

Not reported: zones that only an internal network sees, and reverse zones.

Fix: write the mailbox of whoever looks after the zone, such as `hostmaster.example.com.`

Switch it off when: a mailbox with the name of the server exists.

References: RFC 1035 section 3.3.13; RFC 2142 section 7.
"""

import os
from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, is_only_inside, is_reverse

SEVERITY = "info"
DEFAULT = True
TYPES = ("SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 ns2 1 8h 2h 4w 1h ; <- soa-rname-is-server
     NS    ns1
     NS    ns2
ns1  A     4.3.2.1
ns2  A     4.3.3.1
"""
    },
    {
        # Both have changed places.
        "example.com.zone": """\
$TTL 1h
@    SOA   hostmaster.example.com. ns1.example.net. 1 8h 2h 4w 1h ; <- soa-rname-is-server
     NS    ns1.example.net.
"""
    },
    {
        # The primary server is not among those that the world asks.
        "example.com.zone": """\
$TTL 1h
@    SOA   hidden hidden 1 8h 2h 4w 1h ; <- soa-rname-is-server
     NS    ns1.example.org.
hidden A   4.3.2.1
"""
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
        # A mailbox may lie in the zone of the servers.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1.example.net. dns.example.net. 1 8h 2h 4w 1h
     NS    ns1.example.net.
"""
    },
    {
        # It is MNAME that is wrong where the name is no host.
        "example.com.zone": """\
$TTL 1h
@    SOA   hostmaster hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.net.
"""
    },
    {
        # Nobody outside writes to it, and zones that a distribution brings along have one name for all.
        "corp.local.zone": """\
$TTL 1h
@    SOA   ns1 ns1 1 8h 2h 4w 1h
     NS    ns1
ns1  A     10.0.0.1
""",
        "127.in-addr.arpa.zone": "@ 1h SOA localhost. localhost. 1 8h 2h 4w 1h\n@ 1h NS localhost.\n",
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the RNAME of the SOA `record` is a name server of the zone, or its primary server's host."""
    zone, rname = record.zone, record.rname
    if record is not zone.soa or is_only_inside(rname) or is_reverse(zone.origin):
        return
    servers = {ns.target for ns in zone.rrset(zone.origin, "NS")}
    is_server = rname in servers
    is_primary = rname == record.mname and context.namespace.addresses(rname).found
    if not (is_server or is_primary) or context.mail.is_internal(record):
        return
    local, _, domain = rname.removesuffix(".").partition(".")
    mailbox = f"hostmaster.{zone.origin}"
    is_swapped = is_server and record.mname not in servers
    help = f"write MNAME and RNAME as `{rname} {mailbox}`" if is_swapped else f"write a mailbox, such as `{mailbox}`"
    yield context.finding(
        record,
        f"the RNAME of {record.owner}, {rname}, is a name server: the mailbox that it says is {local}@{domain}",
        field="word 1",
        help=help,
        value=rname,
        cause=f"RNAME of servers {os.path.dirname(record.source.path)}",
    )
