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

from zonelint.lint.api import FOUND, Context, Finding, Record, is_at_or_below, is_internal_name, labels

from .._fixes import word_changed
from .._targets import full_name, has_dot

SEVERITY = "warning"
TYPES = ("SOA",)

_FIELDS = ("MNAME", "RNAME")

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
    {
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.example.net. root.localhost 1 8h 2h 4w 1h ; <- soa-missing-trailing-dot
     NS    ns1.example.net.
"""
    },
    {
        # A server that takes updates wrote it so.
        "example.com.zone": """\
$ORIGIN .
$TTL 1h
example.com SOA ns1.example.com. hostmaster.example.com.example.com. 1 8h 2h 4w 1h ; <- soa-missing-trailing-dot
            NS  ns1.example.com.
$ORIGIN example.com.
ns1         A   4.3.2.1
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com. 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {},
    {},
    {
        "example.com.zone": """\
$ORIGIN .
$TTL 1h
example.com SOA ns1.example.com. hostmaster.example.com. 2 8h 2h 4w 1h
            NS  ns1.example.com.
$ORIGIN example.com.
ns1         A   4.3.2.1
"""
    },
)

GOOD = (
    {
        # Whoever writes the dot means what he writes.
        "dns.zone": """\
$ORIGIN dns.
$TTL 1h
@    SOA   ns1.ygg.dns. admin.example.net.dns. 1 8h 2h 4w 1h
     NS    ns1.ygg
ns1.ygg A 4.3.2.1
"""
    },
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
        # No mailbox lies in a domain `ns`: more than a dot is missing.
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.example.net. admin.ns 1 8h 2h 4w 1h
     NS    ns1.example.net.
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
    names = {"MNAME": record.mname, "RNAME": record.rname}
    found = {what: meant for what in _FIELDS if (meant := _meant(context, record, what, names[what])) is not None}
    # What is wrong with one record is one slip, and so is the same in several zones: `root.` before their own names.
    cause = " and ".join(f"{what} {meant}" for what, meant in found.items())
    if cause.startswith("RNAME ") and cause.endswith(f".{record.owner}"):
        cause = f"{cause.removesuffix(record.owner)}@"
    for what, meant in found.items():
        name = names[what]
        yield context.finding(
            record,
            f"{_says(record, what, meant)}: the {what} of {record.owner} is {name}",
            field=f"word {_FIELDS.index(what)}",
            help=f"write `{meant}` with the final dot",
            value=name,
            cause=f"{cause} without final dot",
            fix=word_changed(
                record,
                _FIELDS.index(what),
                meant,
                f"write `{meant}` with the final dot",
                safe=is_at_or_below(meant, record.zone.origin) or context.namespace.exists(meant) == FOUND,
            ),
        )


def _is_absolute(soa: Record, what: str) -> bool:
    """Tell whether the name in the field `what` is written with its final dot, as a server writes what it was given."""
    return has_dot(soa, f"word {_FIELDS.index(what)}")


def _says(soa: Record, what: str, meant: str) -> str:
    if _is_absolute(soa, what):
        return f"{meant} seems to be meant"
    return f"the final dot of {meant} seems to be missing"


def _meant(context: Context, soa: Record, what: str, name: str) -> str | None:
    """Return what the `name` in the field `what` of `soa` is with the final dot that it seems to lack, if it does.

    With one it was completed before, if the zone's own name stands in it twice.
    """
    meant = full_name(context.namespace, name, soa.zone.origin)
    if meant is None or "@" in meant or soa.zone.has_name(name):
        return None
    origin = soa.zone.origin
    is_double = origin.count(".") > 1 and name.endswith(f".{origin}{origin}")
    if _is_absolute(soa, what) and not is_double:
        return None
    return None if what == "RNAME" and not _is_in_a_domain(context, meant) else meant


def _is_in_a_domain(context: Context, mailbox: str) -> bool:
    """Tell whether what follows the local part may be a domain: few labels alone are one, such as ``localhost``.

    Others are if their zone is loaded.
    """
    words = labels(mailbox)
    return len(words) > 2 or (
        len(words) == 2 and (is_internal_name(mailbox) or f"{words[1]}." in context.namespace.zones)
    )
