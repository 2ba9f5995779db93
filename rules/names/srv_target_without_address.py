"""A service leads to a host without an address.

Why: a client that asks for the service gets the name of a host that it cannot reach. Telephones do not register, mail
programs do not find their server, domain members do not find a controller. If there are several SRV records, clients
lose time with this one.

Fix: give the host an A or AAAA record, or name another host. The target `.` says that the service does not exist.
`zonelint fix` adds a final dot that is missing. This is safe if the name lies in the zone, or is known to be there.

Switch it off when: never.

References: RFC 2782; RFC 6186 section 3 (mail programs).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import without_address

SEVERITY = "error"
TYPES = ("SRV",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
_sip._tcp        SRV  0 5 5060 sip              ; <- srv-target-without-address
_sips._tcp       SRV  0 5 5061 sip.example.net  ; <- srv-target-without-address
_imaps._tcp      SRV  0 5 993  4.3.2.1          ; <- srv-target-without-address
"""
    },
    {
        # The alias ends at a name without address.
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
_ldap._tcp       SRV  0 5 389  ldap             ; <- srv-target-without-address
ldap             CNAME directory
directory        TXT  "no address yet"
"""
    },
    {
        # Only the final dot is missing.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
_imaps._tcp SRV 0 5 993 mail.example.com  ; <- srv-target-without-address
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
_imaps._tcp SRV 0 5 993 mail.example.com.
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
_sip._tcp        SRV  0 5 5060 sip
sip              AAAA 2600::5060
_pop3._tcp       SRV  0 0 0    .
"""
    },
    {
        # Hosts of others are not known here.
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
_sip._tcp        SRV  0 5 5060 sip.example.net.
_xmpp._tcp       SRV  0 5 5222 chat ; zonelint: ignore[srv-target-is-cname] told there
chat             CNAME chat.example.net.
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the host that `record` names provably has no address."""
    yield from without_address(context, record, "the service's host")
