"""A domain publishes a logo (BIMI), but its DMARC policy is not strict enough.

Why: mailbox providers show the logo only if the DMARC policy is quarantine or reject, for all mail of the domain and
its subdomains. Otherwise the record has no effect.

Fix: make the DMARC policy stricter, or delete the BIMI record until then.

Switch it off when: you are about to make the policy stricter.

References: draft-brand-indicators-for-message-identification section 2; RFC 9989 section 4.7.
"""

from collections.abc import Iterator

from zonelint.lint.api import BIMI, Context, Finding, Policy, Tag, domain_of, organizational_domain, relate

from .._examples import ZONE

SEVERITY = "warning"
NEEDS = ("BIMI",)

_LOGO = 'default._bimi TXT "v=BIMI1; l=https://example.net/logo.svg"'
_MARK = " ; <- bimi-without-enforcement\n"

BAD = (
    {"example.com.zone": ZONE + _LOGO + _MARK + '_dmarc TXT "v=DMARC1; p=none"\n'},
    {"example.com.zone": ZONE + _LOGO + _MARK},
    {"example.com.zone": ZONE + _LOGO + _MARK + '_dmarc TXT "v=DMARC1; p=reject; sp=none"\n'},
    {"example.com.zone": ZONE + _LOGO + _MARK + '_dmarc TXT "v=DMARC1; p=reject; pct=20"\n'},
)

GOOD = (
    {
        # The policy of the domain above holds, and an empty logo is none.
        "example.com.zone": ZONE
        + _LOGO
        + """
_dmarc             TXT "v=DMARC1; p=quarantine; sp=reject"
default._bimi.news TXT "v=BIMI1; l=https://example.net/news.svg"
"""
    },
    {
        "example.com.zone": ZONE
        + """\
default._bimi      TXT "v=BIMI1; l=;"
_dmarc.shop        CNAME shop._dmarc.example.net.
default._bimi.shop TXT "v=BIMI1; l=https://example.net/shop.svg"
"""
    },
)

_ENFORCED = ("quarantine", "reject")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each BIMI record with a logo whose domain provably has no strict DMARC policy."""
    for policy in context.mail.policies.single(BIMI):
        domain = domain_of(policy.record.owner)
        if not policy.tags.value("l") or domain == ".":
            continue
        dmarc, at, proved = context.mail.policies.dmarc_for(domain, organizational_domain)
        why = _why(dmarc, at, domain) if proved else ""
        if why:
            yield context.finding(
                policy.record,
                f"the logo of {domain} is not shown: {why}",
                field="rdata",
                related=[relate(dmarc.record, "the DMARC record that applies to it", "rdata")] if dmarc else [],
                help=_help(dmarc, domain),
            )


def _why(dmarc: Policy | None, at: str, domain: str) -> str:
    """Say why the policy `dmarc` that stands at `at` is not strict enough for `domain`; empty if it is."""
    if dmarc is None:
        return f"{domain} has no DMARC record"
    tags: dict[str, Tag] = {tag.name.lower(): tag for tag in dmarc.tags.tags}
    name = "sp" if at != domain and "sp" in tags else "p"
    if name not in tags or tags[name].value.lower() not in _ENFORCED:
        return f"the DMARC policy is {name}={tags[name].value if name in tags else 'none'}"
    is_weaker_below = "sp" in tags and tags["sp"].value.lower() not in _ENFORCED
    if is_weaker_below and at == organizational_domain(domain):
        return f"the DMARC policy for subdomains is sp={tags['sp'].value}"
    if "pct" in tags and tags["pct"].value != "100":
        return f"the DMARC policy applies to only a part of the mail, pct={tags['pct'].value}"
    return ""


def _help(dmarc: Policy | None, domain: str) -> str:
    if dmarc is None:
        return (
            f'add `_dmarc.{organizational_domain(domain)} IN TXT "v=DMARC1; p=quarantine"`, or delete the BIMI record'
        )
    return f"set p and sp to quarantine or reject at {dmarc.record.owner}, or delete the BIMI record"
