"""A name in the SOA record seems to lack its final dot.

Why: a name without a final dot is relative. `hostmaster.example.com` in the SOA record of example.com. means
hostmaster.example.com.example.com. Mail to the mailbox in RNAME bounces, and dynamic updates and tools look for a
primary server (MNAME) that does not exist.

Fix: add a dot to the end of the name, or write it without the zone's name. `zonelint fix` adds the dot. This is safe
if the name lies in the zone, or is known to be there.

Switch it off when: never.

References: RFC 1035 sections 3.3.13 and 5.1; RFC 1912 section 2.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import FOUND, Context, Finding, Record, is_at_or_below, labels

from .._fixes import word_changed
from .._targets import full_name

SEVERITY = "warning"
TYPES = ("SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com 1 8h 2h 4w 1h ; <- soa-missing-trailing-dot
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.example.net hostmaster.example.net. 1 8h 2h 4w 1h ; <- soa-missing-trailing-dot
     NS    ns1.example.net.
"""
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com. 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # The name is there: it was meant as it stands.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1.example.net hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.net
ns1.example.net  A  4.3.2.1
"""
    },
    {
        # With a dot, the mailbox would have no domain.
        "home.zone": """$ORIGIN home.
$TTL 1h
@    SOA   ns1 home 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding for each of the two names in the SOA `record` that the zone's own was added to."""
    if record is not record.zone.soa:
        return
    for what, name in (("MNAME", record.mname), ("RNAME", record.rname)):
        meant = full_name(context.namespace, name, record.zone.origin)
        if what == "RNAME" and meant is not None and len(labels(meant)) < 2:
            continue  # a mailbox in a domain of one label: a final dot would take the domain away
        if meant is not None and "@" not in meant and not record.zone.has_name(name):
            yield context.finding(
                record,
                f"the final dot of {meant} seems to be missing: the {what} of {record.owner} is {name}",
                field="rdata",
                help=f"write `{meant}` with the final dot",
                value=name,
                cause=f"{what} {meant} without final dot",
                fix=word_changed(
                    record,
                    ("MNAME", "RNAME").index(what),
                    meant,
                    f"write `{meant}` with the final dot",
                    safe=is_at_or_below(meant, record.zone.origin) or context.namespace.exists(meant) == FOUND,
                ),
            )
