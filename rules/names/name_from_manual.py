"""A zone uses a name that is reserved for documentation.

Why: nobody has ns1.example.com or hostmaster@example.com. These names come from a template and were never replaced.
The zone names servers that do not answer for it, mail goes to a host that does not exist, and mail to the address in
the SOA record bounces.

Fix: write the names of your own servers, and the mailbox of the person who manages the zone.

Switch it off when: the zone itself is an example under another name.

Not reported: sets of examples or tests (recognised by the names of their zones), and zones without hosts.

References: RFC 2606 section 3; RFC 6761 section 6.5.
"""

from collections import Counter
from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, Zone, first_label, is_documentation_name, is_reverse, labels

from .._paste import write_target

SEVERITY = "warning"
NEEDS = ("SOA", "NS", "MX")

BAD = (
    {
        "shop.de.zone": """\
$ORIGIN shop.de.
$TTL 1h
@    SOA   ns1.example.com. admin 1 8h 2h 4w 1h ; <- name-from-manual
     NS    ns1.example.com. ; <- name-from-manual
     MX    10 mail.example.org. ; <- name-from-manual
ns1  A     4.3.2.1
"""
    },
    {
        "shop.de.zone": """\
$ORIGIN shop.de.
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.shop.de. root.example.com. 1 8h 2h 4w 1h ; <- name-from-manual
     NS    ns1.shop.de.
1    PTR   ns1.shop.de.
""",
    },
)

GOOD = (
    {
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. admin.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
     MX    10 mail.example.net.
"""
    },
    {
        # The set is one of examples.
        "shop.de.zone": """\
$ORIGIN shop.de.
$TTL 1h
@    SOA   ns1.example.com. admin.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
)

BLOCKED = 50
"""Zones read from one file, which then says that their names are blocked, and nothing of them."""
_TOPS_OF_TESTS = ("test", "tests", "invalid")
_HOSTS = frozenset(("A", "AAAA", "PTR"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each such name in SOA, NS and MX records, in a set that is none of examples.

    Reverse zones alone do not tell whether they are.
    """
    zones = context.namespace.zones.values()
    if any(map(_is_of_manual, zones)) or all(is_reverse(zone.origin) for zone in zones):
        return
    files = Counter(zone.source.path for zone in zones if zone.source is not None)
    for zone in zones:
        if zone.origin == "." or not context.namespace.judges(zone) or not _HOSTS.intersection(zone.types):
            continue
        if zone.source is not None and files[zone.source.path] >= BLOCKED:
            continue
        soa = zone.soa
        if soa is not None and not context.mail.is_internal_zone(zone):
            for what, name in (("MNAME", soa.mname), ("RNAME", soa.rname)):
                if _is_nobodys(context, name):
                    yield _finding(context, soa, f"the {what} of {soa.owner} is {name}", name, _help(zone, what, name))
        for rtype, role in (("NS", "name server"), ("MX", "mail exchange")):
            for record in zone.records(rtype):
                # The first half spares the records of a big zone of delegations the second.
                if "example" in record.rdata.lower() and _is_nobodys(context, record.target):
                    message = f"the {role} of {record.owner} is {record.target}"
                    yield _finding(context, record, message, record.target, _help_for_target(record, role))


def _is_nobodys(context: Context, name: str) -> bool:
    """Tell whether `name` is one of manuals, and in no loaded zone, such as one's own root zone."""
    return is_documentation_name(name) and context.namespace.zone_of(name) is None


def _is_of_manual(zone: Zone) -> bool:
    """Tell whether the name of `zone` is one of examples or tests: ``example.co.uk.``, ``unit.tests.``."""
    words = labels(zone.origin)
    return "example" in words or (bool(words) and words[-1] in _TOPS_OF_TESTS)


def _finding(context: Context, record: Record, message: str, name: str, help: str) -> Finding:
    return context.finding(
        record,
        f"{message}, a name that is reserved for documentation",
        field="rdata" if record.type == "SOA" else "target",
        help=help,
        value=name,
        cause=f"names of manuals {record.source.path.rpartition('/')[0]}",
    )


def _help(zone: Zone, what: str, name: str) -> str:
    if what == "RNAME":
        mailbox = "" if is_reverse(zone.origin) else f", such as `hostmaster.{zone.origin}`"
        return f"write the mailbox of whoever manages the zone{mailbox}"
    own = next((ns.target for ns in zone.rrset(zone.origin, "NS") if not is_documentation_name(ns.target)), "")
    if own:
        return f"write `{own}`, as in the NS record"
    host = _host_like(zone, name)
    return f"write `{host}`" if host else "write the name of the zone's primary server"


def _help_for_target(record: Record, role: str) -> str:
    """Return the record with the host of the zone that has the same first label, if there is one."""
    host = _host_like(record.zone, record.target)
    return write_target(record, host) if host else f"write the name of the {role}, or delete the record"


def _host_like(zone: Zone, name: str) -> str:
    """Return the host of `zone` with an address that begins with the same label as `name`; empty if there is none."""
    own = f"{first_label(name)}.{zone.origin}"
    return own if zone.rrset(own, "A") or zone.rrset(own, "AAAA") else ""
