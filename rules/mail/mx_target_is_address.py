"""A mail exchange is an IP address.

Why: an MX record must name a host. Senders use the address as a name, do not find it, and keep the mail in the queue
until it bounces. Exim says "has installed an invalid MX record with an IP address instead of a domain name", Sendmail
"550 5.1.2 Invalid MX record".

Fix: give the host a name with an A or AAAA record, and write that name into the MX record.

Switch it off when: never.

References: RFC 5321 section 5.1; RFC 1035 section 3.3.9; RFC 1912 section 2.5.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import help_for_address, written_address

SEVERITY = "error"
TYPES = ("MX",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 4.3.2.2    ; <- mx-target-is-address
     MX    20 4.3.2.2.   ; <- mx-target-is-address
     MX    30 [4.3.2.2]  ; <- mx-target-is-address
ns1  A     4.3.2.1
"""
    },
    {
        # That a wildcard gives even this name an address does not make it a host.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 4.3.2.2    ; <- mx-target-is-address
     MX    10 2600::25   ; <- mx-target-is-address
ns1  A     4.3.2.1
*    A     4.3.2.3
$ORIGIN sub.example.com.
@    MX    10 4.3.2.2    ; <- mx-target-is-address
"""
    },
)

GOOD = (
    {
        # A host may have a name that looks like its address.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
        MX    10 4.3.2.2
ns1     A     4.3.2.1
4.3.2.2 A     4.3.2.2
"""
    },
    {
        # A host of others, with numbers in its name.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 4.3.2.2.example.net.
     MX    20 4-3-2-2.example.net.
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` names an address in place of a host."""
    address = written_address(record)
    if address is not None:
        yield context.finding(
            record,
            f"the mail exchange of {record.owner} is the address {address}, written as the name {record.target}",
            field="target",
            help=help_for_address(context, record, address),
        )
