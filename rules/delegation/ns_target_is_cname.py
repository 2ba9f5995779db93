"""The name of a name server is an alias.

Why: resolvers need not follow an alias to find the address of a name server, and glue cannot be an alias. Some
resolvers then treat the server as one without an address, and registries refuse it. BIND refuses to load such a zone.

Fix: change the NS record to the name that the alias leads to. `zonelint fix --unsafe` writes the name that the alias
leads to.

Switch it off when: never.

References: RFC 2181 section 10.3; RFC 1912 section 2.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import is_alias

SEVERITY = "error"
TYPES = ("NS",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns2 ; <- ns-target-is-cname
ns1  A     4.3.2.1
host A     4.3.2.2
ns2  CNAME host
"""
    },
    {
        # Wherever the alias leads to, it is one.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
ns2  CNAME ns.example.net.
sub  NS    ns2 ; <- ns-target-is-cname
"""
    },
)

FIXED_UNSAFE = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     NS    host
ns1  A     4.3.2.1
host A     4.3.2.2
ns2  CNAME host
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
ns2  CNAME ns.example.net.
sub  NS    ns.example.net.
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
www  CNAME ns1
"""
    },
    {
        # An alias to nowhere is a server without address. example.net is not known here.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns.example.net.
     NS    ns2 ; zonelint: ignore[ns-target-without-address] shown there
ns1  A     4.3.2.1
ns2  CNAME gone ; zonelint: ignore[cname-target-missing] shown there
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the server that `record` names is an alias."""
    yield from is_alias(context, record, "the name server")
