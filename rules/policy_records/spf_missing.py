"""A domain that takes part in mail has no SPF record.

Why: Gmail, Yahoo and Outlook.com want SPF or DKIM of every sender ("550-5.7.26 … this mail has been blocked because the
sender is unauthenticated", "550 5.7.515"), and anybody may send mail that pretends to come from the domain.

It is an error for a domain that the configuration declares to send mail, a warning for the apex of a zone that has an
MX, and advice for an MX below it, where mail is often only taken. A host below the apex that has an MX beside its
address is left alone.

Fix: publish one that names the hosts that send, or `v=spf1 -all` for a domain that sends nothing.

Switch it off when: DKIM and DMARC speak for all of your mail. The rule runs only when asked for.

References: RFC 7208 sections 2.3 and 3; RFC 5321 section 5.1.
"""

from zonelint.findings import INFO, relate
from zonelint.mail import is_service_name
from zonelint.names import is_reverse

from .._examples import MAIL_ZONE
from .._paste import to_paste
from .._targets import NO_TARGET
from ._spf import has_no_spf, misplaced_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Place, Record
    from zonelint.rule import Context

SEVERITY = "warning"
DEFAULT = False

_CONFIG = """\
[[mail.senders]]
address = "4.3.2.25" # <- spf-missing
domains = ["shop.example.com"]
"""

BAD = (
    {"example.com.zone": MAIL_ZONE.replace("10 mail", "10 mail ; <- spf-missing")},
    {
        # Other texts are none, and a subdomain for mail alone needs its own.
        "example.com.zone": MAIL_ZONE
        + """\
@     TXT "v=spf1 mx -all"
lists MX  10 mail ; <- spf-missing
      MX  20 mail.example.net.
      TXT "a note"
"""
    },
    {".zonelint.toml": _CONFIG, "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\nshop A 4.3.2.80\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\nwww MX 10 mail\nwww A 4.3.2.80\n'},
    {
        # The null MX takes no mail, and a wildcard is no domain.
        "example.com.zone": MAIL_ZONE
        + """\
@      TXT "v=spf1 mx -all"
*      TXT "v=spf1 -all"
*      MX  10 mail
parked MX  0 .
"""
    },
    {
        # More may stand in the zone than its file shows; an internal one needs none.
        ".zonelint.toml": 'partial = ["example.com."]\ninternal = ["corp.example.org."]\n',
        "example.com.zone": MAIL_ZONE,
        "corp.example.org.zone": MAIL_ZONE.replace("example.com", "corp.example.org"),
    },
    {
        # Meant for one: spf-syntax, spf-type-99 and spf-misplaced speak of these.
        "example.com.zone": MAIL_ZONE
        + """\
@     TXT "v=spf1;mx -all" ; <- spf-syntax
lists MX  10 mail
      SPF "v=spf1 mx -all" ; <- spf-type-99
news  MX  10 mail
_spf.news TXT "v=spf1 mx:example.com -all"
"""
    },
    {
        # The zone of what the configuration declares is not loaded.
        ".zonelint.toml": _CONFIG.replace("shop.example.com", "example.net").replace("# <- spf-missing", ""),
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\n',
    },
)


_EXAMPLE = '"v=spf1 mx ~all"'


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each declared domain, and each domain with MX records, that provably has no SPF record."""
    declared = {domain: sender.place for sender in context.settings.senders for domain in sender.domains}
    for domain, place in declared.items():
        takes_mail = context.namespace.lookup(domain, "MX").found or context.namespace.addresses(domain).found
        if takes_mail and _is_missing(context, domain):
            says = f"{domain} sends mail as the configuration declares, but has no SPF record"
            yield _finding(context, place, domain, says, severity="error")
    for mx in _mail_domains(context):
        if mx.owner not in declared and _is_missing(context, mx.owner):
            below = INFO if mx.owner != mx.zone.origin else ""
            yield _finding(context, mx, mx.owner, f"{mx.owner} takes mail, but has no SPF record", severity=below)


def _mail_domains(context: "Context") -> "Iterator[Record]":
    """Yield the first MX record of each domain that is more than a host which takes its own mail."""
    for zone in context.namespace.zones.values():
        if is_reverse(zone.origin) or context.mail.is_internal_zone(zone):
            continue
        for owner, rrset in zone.types.get("MX", {}).items():
            first = rrset[0]
            if owner[:2] == "*." or is_service_name(owner) or any(mx.target == NO_TARGET for mx in rrset):
                continue
            if zone.is_damaged(owner, "MX"):
                continue  # a null MX may be among them
            hosts = [rtype for rtype in ("A", "AAAA") if zone.rrset(owner, rtype) or zone.is_damaged(owner, rtype)]
            if owner != zone.origin and hosts:
                continue
            if not context.namespace.is_occluded(first):
                yield first


def _is_missing(context: "Context", domain: str) -> bool:
    return has_no_spf(context, domain) and misplaced_for(context, domain) is None


def _finding(context: "Context", at: "Record | Place", domain: str, message: str, *, severity: str = "") -> "Finding":
    answer = context.namespace.lookup(domain, "TXT")
    zone = context.namespace.zone_of(domain)
    return context.finding(
        at,
        message,
        owner=domain,
        type="TXT",
        related=[relate(record, "what it has in its place") for record in answer.records[:2]],
        help=f"name all who send: add {to_paste(zone, domain, 'TXT', _EXAMPLE)}",
        severity=severity,
        value=domain,
    )
