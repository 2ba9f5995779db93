"""A domain that accepts no mail does not say that it sends none.

Why: anybody can send forged mail from it, and receivers have no reason to refuse it. Forgers like names that are
registered but not used for mail.

Reported are the zone of a registered name (`example.com`, not `lab.example.com`) without MX, address and SPF record
at its apex, and any name that accepts no mail and whose SPF record allows nobody but ends in `~all`. For a null MX
without SPF record see null-mx-without-spf, for other endings spf-ends-neutral.

Fix: publish `v=spf1 -all`.

Switch it off when: the zones hold only names of machines. A domain with a DMARC policy of reject is not reported.

References: RFC 7208 section 10.1.2; RFC 7505 section 4.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import SPF_VERSION, Context, Finding, Place, SpfPolicy, organizational_domain

from .._paste import to_paste
from .._targets import NO_TARGET
from ._spf import has_no_spf, last_of, own_records

SEVERITY = "info"
DEFAULT = False


_PARKED = """\
$TTL 1h
@    SOA   ns1.example.net. hostmaster.example.net. 1 8h 2h 4w 1h{mark}
     NS    ns1.example.net.
"""

BAD = (
    {"example.com.zone": _PARKED.format(mark=" ; <- spf-parked-open")},
    {
        # What is let pass with doubt may be forged.
        "example.com.zone": _PARKED.format(mark="")
        + '@ MX 0 .\n@ TXT "v=spf1 ~all" ; <- spf-parked-open\nshop TXT "v=spf1 ~all" ; <- spf-parked-open\n'
    },
)

GOOD = (
    {"example.com.zone": _PARKED.format(mark="") + '@ TXT "v=spf1 -all"\nshop TXT "v=spf1 redirect=example.com"\n'},
    {
        # It takes mail at its address, or refuses all by DMARC.
        "example.com.zone": _PARKED.format(mark="") + "@ A 4.3.2.80\n",
        "example.org.zone": _PARKED.format(mark="") + '_dmarc TXT "v=DMARC1; p=reject"\n',
    },
    {
        # Reverse zones, internal ones, parts of a domain, and those that may hold more.
        ".zonelint.toml": 'internal = ["corp.example.net."]\npartial = ["example.org."]\n',
        "2.3.4.in-addr.arpa.zone": _PARKED.format(mark=""),
        "lab.example.edu.zone": _PARKED.format(mark=""),
        "corp.example.net.zone": _PARKED.format(mark=""),
        "example.org.zone": _PARKED.format(mark=""),
    },
    {
        # Who sends is not known; who sends and takes no mail is sender-domain-null-mx.
        "example.com.zone": _PARKED.format(mark="")
        + '@ TXT "v=spf1 redirect=_spf.example.net"\nnews MX 0 .\n'
        + 'news TXT "v=spf1 ip4:4.3.2.1 ~all" ; <- sender-domain-null-mx\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each domain that takes no mail and leaves open who sends it."""
    for zone in context.namespace.zones.values():
        origin = zone.origin
        if zone.source is None or not context.namespace.judges(zone) or not _is_registered(origin):
            continue
        if _takes_no_mail(context, origin) and has_no_spf(context, origin) and not _is_covered(context, origin):
            place = Place.of(zone.soa) if zone.soa is not None else Place.at(zone.source)
            yield _finding(context, place, origin, "has no SPF record that says that it sends none")
    for owner, spf in own_records(context, lambda policy: policy.redirect is not None or _end(policy) == "~"):
        last = last_of(context, spf)
        if last is None or _end(last.policy) != "~" or last.policy.faults or context.mail.spf.may_authorise(spf):
            continue
        if _takes_no_mail(context, owner, null_mx=True) and not _is_covered(context, owner):
            yield _finding(context, Place.of(spf.record, "rdata"), owner, "its SPF record ends in `~all`")


def _is_registered(origin: str) -> bool:
    """Tell whether `origin` is a name that somebody registered in the public DNS, and not a part of one."""
    if origin.count(".") < 2 or origin.endswith(".arpa."):
        return False
    return organizational_domain(origin) == origin


def _end(policy: SpfPolicy) -> str:
    """Return the sign of the `all` that ends the record; empty if none does."""
    last = policy.mechanisms[-1] if policy.mechanisms else None
    return last.qualifier if last is not None and last.name == "all" else ""


def _takes_no_mail(context: Context, domain: str, null_mx: bool = False) -> bool:
    """Tell whether `domain` provably has neither MX nor address, or else, if `null_mx`, a null MX alone."""
    answer = context.namespace.lookup(domain, "MX")
    if answer.found:
        return null_mx and answer.whole and all(mx.target == NO_TARGET for mx in answer.records)
    return answer.absent and context.namespace.addresses(domain).absent


def _is_covered(context: Context, domain: str) -> bool:
    """Tell whether the zone of `domain` is internal, or DMARC refuses what is forged, or may do so."""
    zone = context.namespace.zone_of(domain)
    if zone is not None and zone.soa is not None and context.mail.is_internal(zone.soa):
        return True
    policy, _, proved = context.mail.policies.dmarc_for(domain, organizational_domain)
    return not proved or (policy is not None and policy.tags.value("p").lower() == "reject")


_NOBODY = f'"{SPF_VERSION} -all"'
"""The record of a domain that sends nothing."""


def _finding(context: Context, place: Place, domain: str, says: str) -> Finding:
    text = to_paste(context.namespace.zone_of(domain), domain, "TXT", _NOBODY)
    return context.finding(
        place,
        f"{domain} accepts no mail, but {says}",
        owner=domain,
        type="TXT",
        help=f"write `{_NOBODY}`" if place.record is not None and place.record.type == "TXT" else f"add {text}",
        value=domain,
    )
