"""The name of a mail exchange is an alias.

Why: the name in an MX record must not be an alias. Most senders follow it. A few do not, or answer that mail loops
back, because the exchange does not find its own name in the MX records. DANE and certificates are checked against the
wrong name.

Fix: change the MX record to the name that the alias leads to. `zonelint fix --unsafe` writes the name that the alias
leads to.

Switch it off when: a provider requires the alias.

References: RFC 2181 section 10.3; RFC 5321 section 5.1; RFC 1912 section 2.4; RFC 7672 section 2.2.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import is_address_left, is_alias

SEVERITY = "warning"
TYPES = ("MX",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail ; <- mx-target-is-cname
ns1  A     4.3.2.1
mail CNAME host
host A     4.3.2.2
"""
    },
    {
        # Wherever the alias leads to, it is one; here it is made by a wildcard.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.org. ; <- mx-target-is-cname
ns1  A     4.3.2.1
""",
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
*    CNAME mail.example.net.
""",
    },
)

FIXED_UNSAFE = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     MX    10 host
ns1  A     4.3.2.1
mail CNAME host
host A     4.3.2.2
"""
    },
)

GOOD = (
    {
        # It is one for want of its final dot, and by a wildcard.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com ; <- missing-trailing-dot
ns1  A     4.3.2.1
mail A     4.3.2.2
*    CNAME ns1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 host
ns1  A     4.3.2.1
mail CNAME host
host A     4.3.2.2
null MX    0 .
"""
    },
    {
        # Whether a name of example.net is an alias is not known here.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.net.
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the exchange that `record` names is an alias."""
    if not is_address_left(context, record):
        yield from is_alias(context, record, "the mail exchange")
