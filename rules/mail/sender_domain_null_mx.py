"""A domain that sends mail says with a null MX that it accepts none.

Why: a reply or a bounce to the domain cannot be delivered, so receivers refuse its mail: Postfix with "550 5.7.27
Sender address rejected: Domain … does not accept mail (nullMX)", Exim when it verifies the sender, Yahoo as a policy.

A domain counts as a mail sender if the configuration says so, or if its only SPF record allows somebody to send,
directly or through includes and redirects in the loaded zones. `v=spf1 a -all` does not count: it is the record of a
host for its HELO name (RFC 7208 section 2.3), which is in no sender address. Nor does a domain count for which only a
provider sends, such as SendGrid, that has a name of its own below it for returns.

Fix: publish an MX with a host that accepts the replies. A domain that sends nothing should publish `v=spf1 -all`.

Switch it off when: the domain is only used in headers, never as an envelope sender.

References: RFC 7505 sections 3 and 4.2; RFC 7208 section 4.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    MOST_RELATED,
    Context,
    Finding,
    is_service_name,
    relate,
)

from .._targets import NO_TARGET
from ._envelope import ReturnPaths, lets_only_itself_send

SEVERITY = "error"
NEEDS = ("null MX",)

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@    SOA ns1 hostmaster 1 1h 15m 2w 1h
     NS  ns1
     MX  10 mail
ns1  A   4.3.2.53
mail A   4.3.2.25
"""

BAD = (
    {"example.com.zone": _ZONE + 'news MX 0 .\nnews TXT "v=spf1 ip4:4.3.2.25 -all" ; <- sender-domain-null-mx\n'},
    {
        ".zonelint.toml": """\
[[mail.senders]]
address = "4.3.2.25" # <- sender-domain-null-mx
domains = ["shop.example.com"]
""",
        "example.com.zone": _ZONE + "shop MX 0 .\n",
    },
)

GOOD = (
    {"example.com.zone": _ZONE + 'parked MX 0 .\nparked TXT "v=spf1 -all"\n'},
    {
        # What others include sends nothing itself.
        "example.com.zone": _ZONE
        + """\
spf  MX  0 .
spf  TXT "v=spf1 ip4:4.3.2.25 -all"
@    TXT "v=spf1 include:spf.example.com -all"
"""
    },
    {"example.com.zone": _ZONE + 'mail MX 0 .\nmail TXT "v=spf1 a -all"\n'},
    {
        "example.com.zone": _ZONE
        + """\
news     MX    0 .
news     TXT   "v=spf1 include:sendgrid.net -all"
em1.news CNAME u1.wl.sendgrid.net.
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sending domain that provably has nothing but a null MX."""
    included = context.mail.spf.included
    return_paths = ReturnPaths(context)
    greetings = {declared.helo_name for declared in context.settings.senders}
    for domain, place in context.mail.sending_domains.items():
        if is_service_name(domain) or domain in included:
            continue
        answer = context.namespace.lookup(domain, "MX")
        if not answer.found or not answer.whole or any(mx.target != NO_TARGET for mx in answer.records):
            continue
        says = "its SPF record lets hosts send mail for it"
        if place.record is not None and (domain in greetings or lets_only_itself_send(context, domain)):
            continue
        if place.record is not None and return_paths.carry(domain):
            continue
        if place.record is None:
            says = "the configuration declares that it sends mail"
        yield context.finding(
            place,
            f"{domain} has a null MX, so it accepts no mail, but {says}",
            related=[relate(mx, "the null MX") for mx in answer.records[:MOST_RELATED]],
            owner=domain,
            type="MX",
            help=f'write `{domain} IN MX 10 <mail host>`, or `TXT "v=spf1 -all"` if it sends nothing',
            value=domain,
        )
