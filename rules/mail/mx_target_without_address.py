"""A mail exchange has no address.

Why: senders look up the host in the MX record, find no address, and keep the mail in their queue until it bounces. If
there is no other MX, the domain receives no mail. Receivers that verify senders, such as Exim, also refuse mail from
the domain ("550 Sender verify failed", "all relevant MX records point to non-existent hosts").

Fix: give the host an A or AAAA record, or name a host that has one. A name without a final dot is below the name of
the zone. `zonelint fix` adds a final dot that is missing. This is safe if the name lies in the zone, or is known to
be there.

Switch it off when: never.

References: RFC 5321 section 5.1; RFC 974; RFC 1035 section 5.1 (relative names).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import without_address

SEVERITY = "error"
TYPES = ("MX",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail             ; <- mx-target-without-address
     MX    20 mail.example.org ; <- mx-target-without-address
     MX    30 text             ; <- mx-target-without-address
ns1  A     4.3.2.1
text TXT   "no address"
"""
    },
    {
        # An alias that leads nowhere: the alias has a finding of its own.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail ; <- mx-target-without-address
ns1  A     4.3.2.1
mail CNAME gone    ; <- cname-target-missing
"""
    },
    {
        # Only the final dot is missing.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com  ; <- mx-target-without-address
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.com.
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
     MX    20 any.wild
ns1  A     4.3.2.1
mail AAAA  2600::25
*.wild A   4.3.2.2
sub  MX    0 .
"""
    },
    {
        # example.net is not loaded, sub is delegated to a zone that is not.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.net.
     MX    20 mail.sub
ns1  A     4.3.2.1
sub  NS    ns1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the exchange that `record` names provably has no address."""
    yield from without_address(context, record, "the mail exchange")
