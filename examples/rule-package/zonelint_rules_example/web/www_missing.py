"""A domain has an address, and its name with www does not exist.

Why: people type www before a domain out of habit, and old links have it. They get an error, though the site is there.

Fix: add an alias to the domain: `www CNAME example.com.`

Switch it off when: your sites are to be reached without www alone.

References: RFC 1912 section 2.4 on aliases; our own list of what a new domain needs.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

SEVERITY = "warning"
TYPES = ("SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     A     4.3.2.2 ; <- www-missing
ns1  A     4.3.2.1
"""
    },
    {
        # www exists, and has no address.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     AAAA  2600::2 ; <- www-missing
ns1  A     4.3.2.1
www  TXT   "later"
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     A     4.3.2.2
ns1  A     4.3.2.1
www  CNAME @
"""
    },
    {
        # The alias leads to a zone that is not loaded. What is there is not known, so nothing is said.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     A     4.3.2.2
ns1  A     4.3.2.1
www  CNAME sites.example.net.
"""
    },
    {
        # A domain without a site.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the zone that `record` begins has an address, and www provably has none."""
    apex = context.namespace.addresses(record.owner)
    www = f"www.{record.owner}"
    if apex.found and context.namespace.addresses(www).absent:
        yield context.finding(
            apex.records[0],
            f"{record.owner} has an address, and {www} has none",
            help=f"add `{www} IN CNAME {record.owner}`",
        )
