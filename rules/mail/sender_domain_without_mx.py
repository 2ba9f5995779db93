"""A domain that sends mail has no MX record, so its mail goes to its own address.

Why: without an MX, senders deliver to the address of the domain itself. This is mostly the web server: replies wait
for a host that accepts no mail, or fail on the day that the site moves.

Reported are the apex of a zone whose SPF record allows somebody to send, and domains that the configuration names as
senders.

Fix: add the MX record.

Switch it off when: the host with that name receives the mail.

References: RFC 5321 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, is_service_name, relate

from .._paste import to_paste

SEVERITY = "info"
DEFAULT = False

_ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     A     4.3.2.80
ns1  A     4.3.2.1
mail A     4.3.2.25
"""
_CONFIG = """\
[[mail.senders]]
address = "4.3.2.25" # <- sender-domain-without-mx
domains = ["shop.example.com"]
"""

BAD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- sender-domain-without-mx\n'},
    {".zonelint.toml": _CONFIG, "example.com.zone": _ZONE + "shop A 4.3.2.81\n"},
)

GOOD = (
    {
        # With an MX, sending nothing, and a host's own record for its greeting.
        "example.com.zone": _ZONE + '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail TXT "v=spf1 a -all"\n',
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
     A     4.3.2.80
     TXT   "v=spf1 -all"
""",
    },
    {
        # The zone may hold an MX that its file does not show, or is made to be included.
        ".zonelint.toml": 'partial = ["example.com."]\n',
        "example.com.zone": _ZONE + '@ TXT "v=spf1 include:spf.example.org -all"\n',
        "spf.example.org.zone": _ZONE + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sending domain that provably has an address and no MX."""
    included = context.mail.spf.included
    for domain, place in context.mail.sending_domains.items():
        if is_service_name(domain) or domain in included:
            continue
        if place.record is not None and domain != place.record.zone.origin:
            continue
        answer = context.namespace.addresses(domain)
        mx = context.namespace.lookup(domain, "MX")
        if mx.absent and answer.found:
            yield context.finding(
                place,
                f"{domain} sends mail and has no MX record, so replies go to {', '.join(answer.addresses[:3])}",
                owner=domain,
                type="MX",
                related=[relate(record, "the address that replies go to") for record in answer.records[:3]],
                help=f"add {to_paste(mx.zone, domain, 'MX', '10', '<mail host>')}",
                value=domain,
            )
