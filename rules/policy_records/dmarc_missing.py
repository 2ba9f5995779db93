"""A domain that sends mail has no DMARC record.

Why: Gmail, Yahoo and Outlook.com require one from bulk senders ("550-5.7.40 … doesn't have a DMARC record", "550
5.7.515"). Without it, anybody can send forged mail from the domain.

A domain counts as a mail sender if the configuration says so, or if its SPF record allows somebody to send. The
record may be at any domain above it, up to the organizational domain.

It is an error for the domains that the option `bulk` names. All others are shown as one finding.

Not reported: hosts below the apex of a zone that have an address and no MX; names that other SPF records include;
labs; domains whose record stands at a wrong name (policy-record-misplaced); names of manuals (example.com,
exemple.fr) that the configuration does not name as senders; names below a registry with a policy for all of them, such
as gov.uk.

Fix: publish one. Begin with the policy none and an address for reports.

Switch it off when: the domain sends little mail, and you do not need DMARC.

References: RFC 9989 sections 4.10 and 4.10.1; RFC 7489 section 6.6.3; RFC 9091 appendix B.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    ERROR,
    Context,
    Finding,
    Option,
    Place,
    has_policy_of_registry,
    is_example_name,
    is_service_name,
    organizational_domain,
    relate,
)

from .._outside import is_of_the_world
from .._owners import owner_with_dot
from .._paste import to_paste
from ._misplaced import domains_of_misplaced_dmarc

SEVERITY = "info"
DEFAULT = True
NEEDS = ("MX", "SPF", "mail.senders")
OPTIONS = {
    "bulk": Option(
        [], "domains that send in bulk, some 5000 messages a day to one of these receivers: an error there", of="names"
    )
}

_ZONE = """\
$ORIGIN bakery.net.
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
        MX    10 mail.grocer.com.
ns1     A     4.3.2.1
"""

BAD = (
    {"bakery.net.zone": _ZONE + '@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- dmarc-missing\n'},
    {
        # A wildcard answers for the name, with a text that is no DMARC record.
        "bakery.net.zone": _ZONE
        + """\
@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- dmarc-missing
* TXT "v=spf1 -all"
"""
    },
)

GOOD = (
    {
        # Exercises.
        "example.com.zone": _ZONE.replace("bakery.net", "example.com") + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n',
        "ejemplo.es.zone": _ZONE.replace("bakery.net", "ejemplo.es") + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n',
    },
    {
        "bakery.net.zone": _ZONE
        + """\
@       TXT "v=spf1 ip4:4.3.2.25 -all"
news    TXT "v=spf1 ip4:4.3.2.25 -all"
        MX  10 mail.grocer.com.
_dmarc  TXT "v=DMARC1; p=none"
parked  TXT "v=spf1 -all"
"""
    },
    {
        # The name that a host greets with, a manual, and a name below a registry that has a policy.
        "bakery.net.zone": _ZONE + 'ns1 TXT "v=spf1 a -all"\n',
        "butcher.org.zone": _ZONE.replace("mail.grocer.com.", "ns1")
        .replace("bakery.net", "butcher.org")
        .replace("4.3.2.", "192.0.2.")
        + '@ TXT "v=spf1 a:ns1.butcher.org -all"\n',
        "bakery.gov.uk.zone": _ZONE.replace("bakery.net", "bakery.gov.uk") + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n',
    },
    {
        # The zone above is not loaded, and may have the record.
        "mail.bakery.net.zone": _ZONE.replace("$ORIGIN ", "$ORIGIN mail.") + '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n'
    },
)


_CAUSE = "domains without DMARC"
_RECORD = '"v=DMARC1; p=none; rua=mailto:<address>"'


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each organization with a sending domain that provably has no DMARC record, nor one above."""
    declared = {domain for sender in context.settings.senders for domain in sender.domains}
    sending_in_bulk = frozenset(context.options["bulk"])
    seen: set[str] = set()
    misplaced: set[str] | None = None
    for domain, place in _sending_domains(context):
        policy, _, proved = context.mail.policies.dmarc_for(domain, organizational_domain)
        if policy is not None or not proved or has_policy_of_registry(domain):
            continue
        if domain not in declared and (is_example_name(domain) or _is_nobodys(context, domain)):
            continue
        organization = organizational_domain(domain)
        is_bulk = domain in sending_in_bulk
        if (organization in seen and not is_bulk) or not is_of_the_world(context, domain):
            continue  # one record for the organization serves all below
        if misplaced is None:
            misplaced = domains_of_misplaced_dmarc(context) if context.runs("policy-record-misplaced") else set()
        if domain in misplaced or organization in misplaced:
            continue  # it is there, and that it stands at a wrong name is told
        seen.add(organization)
        owner = f"_dmarc.{organization}"
        answer, _ = context.mail.policies.at("DMARC", owner)
        yield context.finding(
            place,
            f"{domain} sends mail and has no DMARC record",
            owner=domain,
            related=[relate(record, "what the name holds instead") for record in answer.records[:1]],
            help=f"add {to_paste(context.namespace.zone_of(owner), owner, 'TXT', _RECORD)}",
            severity=ERROR if is_bulk else "",
            value=domain,
            cause="" if is_bulk else _CAUSE,
        )


def _is_nobodys(context: Context, domain: str) -> bool:
    """Tell whether nobody sends as `domain`: no server loads its zone, or it has the zone's name twice by a slip."""
    zone = context.namespace.zone_of(domain)
    if zone is None:
        return False
    is_slip = context.runs("owner-missing-trailing-dot") and owner_with_dot(domain, zone.origin) is not None
    return zone.unloaded or is_slip


def _sending_domains(context: Context) -> list[tuple[str, Place]]:
    """Return the domains that send mail, each with the place that says so, those with fewer labels first.

    Names that other SPF records include, and hosts that have an SPF record for the name they greet with (RFC 7208
    section 2.3), are no domains of mail addresses.
    """
    included = context.mail.spf.included
    declared = {domain for sender in context.settings.senders for domain in sender.domains}
    domains = [
        (domain, place)
        for domain, place in context.mail.sending_domains.items()
        if not is_service_name(domain)
        and domain not in included
        and (domain in declared or not _is_host(context, domain))
    ]
    return sorted(domains, key=lambda each: (each[0].count("."), each[0]))


def _is_host(context: Context, domain: str) -> bool:
    """Tell whether `domain` lies below its zone's apex, and has an address and no MX."""
    zone = context.namespace.zone_of(domain)
    if zone is None or zone.origin == domain:
        return False
    return context.namespace.addresses(domain).found and not context.namespace.lookup(domain, "MX").found
