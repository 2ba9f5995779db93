"""A domain that sends mail has no DMARC record.

Why: Gmail, Yahoo and Outlook.com demand one of domains that send in bulk ("550-5.7.40 … doesn't have a DMARC record",
"550 5.7.515"), and anybody may send mail that pretends to come from the domain.

A domain counts as sending mail when the configuration declares it, or when its SPF record lets anybody pass. The record
may stand at any domain above it, up to the organizational domain.

Options: `bulk`, a list of domains that send in bulk (some 5000 messages a day to one of these receivers): for them it
is an error.

Fix: publish one, to begin with a policy of none and an address for reports.

Switch it off when: the domain is a small sender and you do without. The rule runs only when asked for.

References: RFC 9989 (discovery of the policy); RFC 7489 section 6.6.3.
"""

from zonelint.findings import relate
from zonelint.mail import is_service_name
from zonelint.organizations import organizational_domain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.rule import Context

SEVERITY = "warning"
DEFAULT = False
OPTIONS: dict[str, object] = {"bulk": []}

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
        MX    10 mail.example.net.
ns1     A     4.3.2.1
"""

BAD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- dmarc-missing\n'},
    {
        # A wildcard answers for the name, with a text that is no DMARC record.
        "example.com.zone": _ZONE
        + """\
@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- dmarc-missing
* TXT "v=spf1 -all"
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
@       TXT "v=spf1 ip4:4.3.2.25 -all"
news    TXT "v=spf1 ip4:4.3.2.25 -all"
        MX  10 mail.example.net.
_dmarc  TXT "v=DMARC1; p=none"
parked  TXT "v=spf1 -all"
"""
    },
    {
        # The zone above is not loaded, and may have the record.
        "mail.example.com.zone": _ZONE.replace("$ORIGIN ", "$ORIGIN mail.") + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n'
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each sending domain that provably has no DMARC record, at itself nor above it."""
    included = context.mail.spf.included
    policies = context.mail.policies
    bulk = context.options["bulk"]
    assert isinstance(bulk, list)
    sending_in_bulk = {str(name).lower().rstrip(".") + "." for name in bulk}
    for domain, place in context.mail.sending_domains.items():
        if is_service_name(domain) or domain in included:
            continue
        policy, _, proved = policies.dmarc_for(domain, organizational_domain)
        if policy is not None or not proved:
            continue
        organization = organizational_domain(domain)
        answer, _ = policies.at("DMARC", f"_dmarc.{organization}")
        yield context.finding(
            place,
            f"{domain} sends mail and has no DMARC record",
            owner=domain,
            related=[relate(record, "what the name holds in its place") for record in answer.records[:1]],
            help=f'add `_dmarc.{organization} IN TXT "v=DMARC1; p=none; rua=mailto:<address>"`',
            severity="error" if domain in sending_in_bulk else "",
            value=domain,
        )
