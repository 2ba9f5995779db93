"""A record appears twice.

Why: servers keep one of the two, so nothing breaks now. But if you change or delete only one of them later, the other
still answers.

Fix: delete one of the lines. `zonelint fix` deletes the second one. This is safe, as both say the same, unless their
TTLs differ. A line with a comment of its own is left to you. If the whole zone was pasted twice into a file, it takes
the second copy out, which is unsafe, or nothing where the copies differ.

Not reported: addresses in what a DNS hoster exported, without SOA record. It may have one answer for each region.

Switch it off when: a program builds the file from parts that overlap.

References: RFC 2181 section 5.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Fix, Record, Remove, relate

from .._hosters import is_export
from .._owners import comment_mark
from ._copies import Copies, Copy

SEVERITY = "warning"
NEEDS = ("duplicates",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    NS1.Example.Com. ; <- duplicate-record
ns1  A     4.3.2.1
     A     4.3.2.1          ; <- duplicate-record
www  AAAA  2600::1
WWW  AAAA  2600:0::0:1      ; <- duplicate-record
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$INCLUDE hosts.inc
""",
        "hosts.inc": """\
www  A     4.3.2.2
ns1  A     4.3.2.1 ; <- duplicate-record
""",
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  AAAA  2600::1
"""
    },
    {"hosts.inc": "www  A     4.3.2.2\n"},
)

GOOD = (
    {"example.com.zone": "@ 300 IN A 4.3.2.1\n@ 300 IN A 4.3.2.1\n@ 21600 IN NS gns21.cloudns.net.\n"},
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 ns1
     MX    20 ns1 ; <- mx-target-twice
ns1  A     4.3.2.1
www  A     4.3.2.1
txt  TXT   "a"
     TXT   "A"
"""
    },
    {
        # A zone transfer ends with the SOA record that it began with.
        "example.com.zone": """\
example.com.      3600  IN  SOA  ns1.example.com. hostmaster.example.com. 1 28800 7200 2419200 3600
example.com.      3600  IN  NS   ns1.example.com.
ns1.example.com.  3600  IN  A    4.3.2.1
example.com.      3600  IN  SOA  ns1.example.com. hostmaster.example.com. 1 28800 7200 2419200 3600
"""
    },
    {
        # Glue stands in both zones.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1.sub
ns1.sub A     4.3.2.2
""",
        "sub.example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.2
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that equals an earlier one of its zone."""
    copies = Copies()
    for zone in context.namespace.zones.values():
        for record, first in zone.duplicates:
            if record.type == "SOA" and ("RRSIG" in zone.types or _ends_zone(record)):
                continue  # nobody writes a signed zone by hand: it was transferred, and its lines perhaps sorted
            if record.type in ("A", "AAAA") and is_export(zone):
                continue  # the hoster answers each region of the world with one of its own, which exports do not show
            if comment_mark(record) and (context.runs("field-as-owner") or context.runs("name-not-a-hostname")):
                continue  # one of these tells that it is no comment
            copy = copies.around(record)
            yield context.finding(
                record,
                f"{record.text} appears twice in {zone.origin}",
                related=[relate(first, "the first one")],
                help="delete one of them" if copy is None else _help(copy),
                # A block of lines that was pasted twice, or a list that a program made of others, is one slip.
                cause=f"records of {record.source.path} stand twice",
                fix=_deletion(record, first) if copy is None else copy.fix,
            )


def _help(copy: Copy) -> str:
    again = f"the zone begins again on line {copy.line} of this file"
    return f"{again}: delete the second copy" if copy.fix else f"{again}: compare the two copies, and keep one"


def _deletion(record: Record, first: Record) -> Fix | None:
    """Return the fix that deletes `record`, unless one line makes many of them."""
    if record.generated or first.generated or record.type == "SOA":
        return None
    title = f"delete the second `{record.text}`"
    return Fix(title, Remove(record, first), safe=record.ttl == first.ttl)


def _ends_zone(soa: Record) -> bool:
    """Tell whether `soa` stands last, as in the output of `dig axfr`: a zone transfer ends with it (RFC 5936 2.2)."""
    last = max(record.line for rtype in soa.zone.types for record in soa.zone.records(rtype))
    return soa.line > last
