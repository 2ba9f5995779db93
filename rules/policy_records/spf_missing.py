"""A domain that sends or receives mail has no SPF record.

Why: Gmail, Yahoo and Outlook.com require SPF or DKIM from every sender ("550-5.7.26 … this mail has been blocked
because the sender is unauthenticated", "550 5.7.515"). Without it, anybody can send forged mail from the domain.

It is advice for the domain of an organization that has an MX, because such a domain may only receive mail. All of
these are shown as one finding. It is a warning for a domain that the configuration names as a sender, and for a domain
whose hosts are in the SPF record of another domain (`a:`, `mx:`). Not reported: names below the domain of the
organization, labs, names of manuals (example.com, exemple.fr), zones whose name servers are all internal, domains
whose mail hosts have no address, and names that the public DNS does not have.

Fix: publish a record with the hosts that send. For a domain that sends nothing, publish `v=spf1 -all`.

Switch it off when: DKIM and DMARC protect all of your mail.

References: RFC 7208 sections 2.3 and 3; RFC 5321 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    SPF_VERSION,
    WARNING,
    Context,
    Finding,
    Place,
    Record,
    SpfDomain,
    absolute_domain,
    is_at_or_below,
    is_example_name,
    is_reverse,
    is_service_name,
    organizational_domain,
    relate,
)

from .._examples import MAIL_ZONE
from .._outside import is_of_the_world
from .._paste import to_paste
from .._targets import NO_TARGET
from ._spf import has_no_spf, misplaced_for, spf_domains

SEVERITY = "info"
DEFAULT = True
NEEDS = ("MX", "mail.senders")

_ZONE = MAIL_ZONE.replace("example.com", "bakery.net")
_CONFIG = """\
[[mail.senders]]
address = "4.3.2.25" # <- spf-missing
domains = ["shop.bakery.net"]
"""

BAD = (
    {"bakery.net.zone": _ZONE.replace("10 mail", "10 mail ; <- spf-missing")},
    {
        # Other texts are none, and the hosts of this domain send for another one.
        "bakery.net.zone": _ZONE.replace("10 mail", "10 mail ; <- spf-missing") + '@ TXT "a note"\n',
        "butcher.org.zone": _ZONE.replace("bakery.net", "butcher.org") + '@ TXT "v=spf1 mx:bakery.net -all"\n',
    },
    {".zonelint.toml": _CONFIG, "bakery.net.zone": _ZONE + '@ TXT "v=spf1 mx -all"\nshop A 4.3.2.80\n'},
)

GOOD = (
    {
        # Below the organization's domain mail is often only taken.
        "bakery.net.zone": _ZONE + '@ TXT "v=spf1 mx -all"\nlists MX 10 mail\nwww MX 10 mail\nwww A 4.3.2.80\n',
        "lab.butcher.org.zone": _ZONE.replace("bakery.net", "lab.butcher.org"),
    },
    {
        # A lab by its name, and a manual by its addresses.
        "corp.site1.zone": _ZONE.replace("bakery.net", "corp.site1"),
        "bakery.net.zone": _ZONE.replace("4.3.2.", "192.0.2."),
    },
    {
        # Exercises.
        "example.com.zone": MAIL_ZONE,
        "www.exemple.fr.zone": MAIL_ZONE.replace("example.com", "www.exemple.fr"),
    },
    {
        # The mail host has no address, which is told, so that no mail is accepted.
        "bakery.net.zone": _ZONE.replace("10 mail", "10 post ; <- mx-target-without-address"),
    },
    {
        # The copy for the inside of a zone that others serve.
        "bakery.net.zone": _ZONE.replace("ns1  A 4.3.2.53", "ns1  A 10.0.0.53"),
    },
    {
        # The null MX takes no mail, and a wildcard is no domain.
        "bakery.net.zone": _ZONE
        + """\
@      TXT "v=spf1 mx -all"
*      TXT "v=spf1 -all"
*      MX  10 mail
parked MX  0 .
"""
    },
    {
        # More may stand in the zone than its file shows; an internal one needs none.
        ".zonelint.toml": 'partial = ["bakery.net."]\ninternal = ["corp.butcher.org."]\n',
        "bakery.net.zone": _ZONE,
        "corp.butcher.org.zone": _ZONE.replace("bakery.net", "corp.butcher.org"),
    },
    {
        # Meant for one: spf-syntax, spf-type-99 and spf-misplaced speak of these.
        "bakery.net.zone": _ZONE
        + """\
@     TXT "v=spf1;mx -all" ; <- spf-syntax
lists MX  10 mail
      SPF "v=spf1 mx -all" ; <- spf-type-99
news  MX  10 mail
_spf.news TXT "v=spf1 mx:bakery.net -all"
"""
    },
    {
        # The zone of what the configuration declares is not loaded.
        ".zonelint.toml": _CONFIG.replace("shop.bakery.net", "grocer.com").replace("# <- spf-missing", ""),
        "bakery.net.zone": _ZONE + '@ TXT "v=spf1 mx -all"\n',
    },
)


_OF_PROVIDERS = (
    ("gandi.net.", "_mailcust.gandi.net"),
    ("google.com.", "_spf.google.com"),
    ("googlemail.com.", "_spf.google.com"),
    ("icloud.com.", "icloud.com"),
    ("messagingengine.com.", "spf.messagingengine.com"),
    ("migadu.com.", "spf.migadu.com"),
    ("outlook.com.", "spf.protection.outlook.com"),
    ("protonmail.ch.", "_spf.protonmail.ch"),
    ("yandex.net.", "_spf.yandex.net"),
    ("yandex.ru.", "_spf.yandex.net"),
    ("zoho.com.", "zoho.com"),
    ("zoho.eu.", "zoho.eu"),
)
"""Where mail exchanges of providers lie, and what they tell their customers to include: others of their hosts send."""
_CAUSE = "domains without SPF"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared domain, and each zone with MX records, that provably has no SPF record."""
    declared = {domain: sender.place for sender in context.settings.senders for domain in sender.domains}
    for domain, place in declared.items():
        takes_mail = context.namespace.lookup(domain, "MX").found or context.namespace.addresses(domain).found
        if takes_mail and _is_missing(context, domain):
            says = f"{domain} sends mail according to the configuration, but has no SPF record"
            yield _finding(context, place, domain, says, severity=WARNING)
    named: dict[str, SpfDomain] | None = None
    for mx in _mail_domains(context):
        domain = mx.owner
        if domain in declared or not _is_missing(context, domain):
            continue
        if not is_of_the_world(context, domain) or _takes_none(context, domain):
            continue
        if domain in context.mail.spf.included and context.runs("spf-include-missing"):
            continue
        if named is None:
            named = _named_by_others(context)
        says = f"{domain} accepts mail, but has no SPF record"
        if domain not in named and (is_example_name(domain) or organizational_domain(domain) != domain):
            continue
        if domain in named:
            holder = named[domain].record.owner
            says = f"the SPF record of {holder} lets hosts of {domain} send, but {domain} has no SPF record"
        yield _finding(context, mx, domain, says, severity=WARNING if domain in named else "")


def _mail_domains(context: Context) -> Iterator[Record]:
    """Yield the first MX record at the apex of each zone that takes mail."""
    for zone in context.namespace.zones.values():
        rrset = zone.types.get("MX", {}).get(zone.origin, ())
        # A null MX may be among those that cannot be read.
        if (
            not rrset
            or zone.unloaded
            or any(mx.target == NO_TARGET for mx in rrset)
            or zone.is_damaged(zone.origin, "MX")
        ):
            continue
        if not (is_reverse(zone.origin) or is_service_name(zone.origin) or context.mail.is_internal_zone(zone)):
            yield rrset[0]


def _named_by_others(context: Context) -> dict[str, SpfDomain]:
    """Return the domains whose hosts the SPF record of another domain lets send, each with one such record."""
    found: dict[str, SpfDomain] = {}
    for owner, spf in spf_domains(context, lambda policy: not policy.faults):
        if context.mail.is_internal(spf.record):
            continue
        for term in spf.policy.mechanisms:
            if term.name in ("a", "mx") and term.qualifier == "+" and term.value and "%" not in term.value:
                name = absolute_domain(term.value)
                if name != owner:
                    found.setdefault(name, spf)
    return found


def _takes_none(context: Context, domain: str) -> bool:
    """Tell whether no mail host of `domain` provably has an address: that is told, and no mail arrives."""
    hosts = context.namespace.lookup(domain, "MX").records
    return all(context.namespace.addresses(mx.target).absent for mx in hosts)


def _is_missing(context: Context, domain: str) -> bool:
    return has_no_spf(context, domain) and misplaced_for(context, domain) is None


def _to_write(context: Context, domain: str) -> str:
    """Return the record to begin with: with the provider's hosts if mail goes to one, else with those that take it."""
    targets = [mx.target for mx in context.namespace.lookup(domain, "MX").records]
    names = {name for under, name in _OF_PROVIDERS if any(is_at_or_below(target, under) for target in targets)}
    return f'"{SPF_VERSION} {" ".join(f"include:{name}" for name in sorted(names)) or "mx"} ~all"'


def _finding(context: Context, at: Record | Place, domain: str, message: str, *, severity: str = "") -> Finding:
    answer = context.namespace.lookup(domain, "TXT")
    zone = context.namespace.zone_of(domain)
    return context.finding(
        at,
        message,
        owner=domain,
        type="TXT",
        related=[relate(record, "what it has instead") for record in answer.records[:2]],
        help=f"name all hosts that send: add {to_paste(zone, domain, 'TXT', _to_write(context, domain))}",
        severity=severity,
        value=domain,
        cause="" if severity else _CAUSE,
    )
