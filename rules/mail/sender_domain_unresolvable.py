"""A domain that sends mail has neither an MX nor an address, so receivers refuse its mail.

Why: receivers refuse a sender address if no reply can be delivered to its domain: Postfix with "Sender address
rejected: Domain not found", Sendmail with "553 5.1.8 Domain of sender address does not exist". iCloud and Yahoo do
the same.

A domain counts as a mail sender if the configuration says so, or if its only SPF record allows somebody to send,
directly or through includes and redirects in the loaded zones.

It is a warning if the record allows only the domain's own addresses, which there are none of: the host is gone, or its
address was forgotten.

Not reported: names that SPF records of the loaded zones include or redirect to, those that are called as parts of such
records are, `a.spf.example.com` or `20230418.example.com`, and domains for which only a provider sends, such as
SendGrid, that has a name of its own below the domain for returns: `em1.example.com`.

Fix: publish an MX for the domain, with a host that has an address. A domain that sends nothing should publish `v=spf1
-all`.

Switch it off when: the domain is only used in headers, never as an envelope sender.

References: RFC 5321 sections 2.3.5 and 5.1; RFC 7208 section 4.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import SPF_VERSION, Answer, Context, Finding, is_service_name

from .._examples import MAIL_ZONE
from .._paste import to_paste
from ._envelope import ReturnPaths, lets_only_itself_send

SEVERITY = "error"
NEEDS = ("SPF", "mail.senders")

BAD = (
    {"example.com.zone": MAIL_ZONE + 'news TXT "v=spf1 ip4:4.3.2.25 -all" ; <- sender-domain-unresolvable\n'},
    {"example.com.zone": MAIL_ZONE + 'news TXT "v=spf1 a -all" ; <- sender-domain-unresolvable\n'},
    {
        ".zonelint.toml": """\
[[mail.senders]]
address = "4.3.2.25" # <- sender-domain-unresolvable
domains = ["shop.example.com"]
""",
        "example.com.zone": MAIL_ZONE,
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + 'news TXT "v=spf1 ip4:4.3.2.25 -all"\n     MX 10 mail\n'},
    {"example.com.zone": MAIL_ZONE + 'parked TXT "v=spf1 -all"\n_spf TXT "v=spf1 ip4:4.3.2.25 -all"\n'},
    {
        "example.com.zone": MAIL_ZONE
        + 'spf TXT "v=spf1 ip4:4.3.2.25 -all"\n@ TXT "v=spf1 include:spf.example.com -all"\n'
    },
    {
        "example.com.zone": MAIL_ZONE
        + 'news TXT "v=spf1 include:sendgrid.net -all"\nem1.news CNAME u1.wl.sendgrid.net.\n'
    },
    {
        # What includes them may not be here.
        "example.com.zone": MAIL_ZONE
        + 'a.spf TXT "v=spf1 ip4:4.3.2.25 -all"\n20230418 TXT "v=spf1 ip4:4.3.2.25 -all"\n'
    },
    {
        ".zonelint.toml": 'internal = ["example.com."]\n',
        "example.com.zone": MAIL_ZONE + 'news TXT "v=spf1 ip4:4.3.2.25 -all"\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sending domain that provably has neither MX, A nor AAAA."""
    included = context.mail.spf.included
    return_paths = ReturnPaths(context)
    for domain, place in context.mail.sending_domains.items():
        if is_service_name(domain) or domain in included or (place.record is not None and _is_called_as_a_part(domain)):
            continue
        mx = context.namespace.lookup(domain, "MX")
        if context.mail.is_internal_zone(mx.zone):
            continue  # receivers elsewhere see another zone
        if mx.absent and context.namespace.addresses(domain).absent:
            if place.record is not None and return_paths.carry(domain):
                continue
            says = "its SPF record lets hosts send mail for it"
            severity = ""
            if place.record is None:
                says = "the configuration declares that it sends mail"
            elif lets_only_itself_send(context, domain):
                says, severity = "its SPF record lets its own addresses send mail", "warning"
            yield context.finding(
                place,
                f"{domain} has neither MX nor A or AAAA, but {says}",
                owner=domain,
                type="MX",
                help=_help(context, domain, mx),
                value=domain,
                severity=severity,
            )


def _is_called_as_a_part(domain: str) -> bool:
    """Tell whether a name is one that people give a part of an SPF record, for others to include."""
    names = domain.split(".")
    return names[0].isdigit() or "spf" in names[1:]


def _help(context: Context, domain: str, mx: Answer) -> str:
    from ..policy_records._spf import domain_meant  # only a finding needs it

    spf = context.mail.spf.domains.get(domain)
    meant = domain_meant(context, spf) if spf is not None else None
    if spf is not None and meant is not None:
        return f"move it to `{meant} IN TXT {spf.record.rdata}` if it is meant for {meant}"
    missing = to_paste(mx.zone, domain, "MX", "10", "<mail host>")
    return f"if it sends no mail, change its SPF record to `{SPF_VERSION} -all`; otherwise add {missing}"
