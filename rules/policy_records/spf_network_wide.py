"""An SPF record allows a very large network to send mail for the domain.

Why: everybody with a machine in this network, even a rented one, can send forged mail from the domain that passes SPF
and DMARC. Receivers treat it as an error: "550 5.7.24 The SPF record of the sending domain has one or more suspicious
entries" at Gmail.

Fix: name the addresses that really send, or small networks.

Switch it off when: the whole network is yours, and nobody else has a machine in it. The rule runs only when you
select it.

References: RFC 7208 sections 5.6 and 11.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Option, SpfPolicy, SpfTerm

from .._examples import MAIL_ZONE
from ._spf import negated, opening_term, place_of, shown, spf_domains, why_not_public_network

SEVERITY = "warning"
DEFAULT = False
NEEDS = ("SPF",)
OPTIONS = {
    "ip4": Option(16, "the shortest prefix length of IPv4 that is not reported, in bits", least=0, most=32),
    "ip6": Option(32, "the same of IPv6", least=0, most=128),
}

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:4.0.0.0/8 -all" ; <- spf-network-wide\n'},
    {
        # One finding for a record; a length after a name counts as well.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx/12 ip6:2600::/24 -all" ; <- spf-network-wide\n'
        + '_spf TXT "v=spf1 a:mail.example.com//16 ~all" ; <- spf-network-wide\n'
    },
    {
        ".zonelint.toml": "[rules.spf-network-wide]\nip4 = 24\n",
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:4.3.2.0/23 -all" ; <- spf-network-wide\n',
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx/24 ip4:4.3.0.0/16 ip6:2600:1::/32 ip6:2600::25 -all"\n'},
    {
        # Who may not send, and who is let pass with doubt.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 -ip4:4.0.0.0/8 ?ip4:5.0.0.0/8 mx ~all"\n'
    },
    {
        # Lists of those who may not, included with a minus.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx -include:_bad.example.com ~all"\n_bad TXT "v=spf1 ip4:5.0.0.0/8 -all"\n'
    },
    {
        # Nobody outside has such an address: spf-address-not-public speaks.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx ip4:10.0.0.0/8 ip6:fd00::/8 -all" ; <- spf-address-not-public\n'
    },
    {
        # All addresses, which spf-pass-all speaks of.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all" ; <- spf-pass-all\n'
    },
    {
        ".zonelint.toml": "[rules.spf-network-wide]\nip4 = 8\n",
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:4.0.0.0/8 -all"\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record with networks larger than the options allow, at the first of them."""
    least4: int = context.options["ip4"]
    least6: int = context.options["ip6"]

    def wide(policy: SpfPolicy) -> list[SpfTerm]:
        return [] if policy.faults else [term for term in policy.mechanisms if _is_wide(term, least4, least6)]

    names: set[str] | None = None
    for owner, spf in spf_domains(context, wide):
        if names is None:
            names = negated(context)
        terms = wide(spf.policy)
        if owner not in names and opening_term(spf.policy) is None:
            texts = ", ".join(f"`{shown(term.text)}`" for term in terms[:3]) + (" and more" if len(terms) > 3 else "")
            yield context.finding(
                place_of(spf, terms[0]),
                f"{texts} in the SPF record of {owner} lets a very large network send mail",
                help="name the addresses, or the small networks, that really send",
                value=" ".join(term.text for term in terms),
            )


def _is_wide(term: SpfTerm, least4: int, least6: int) -> bool:
    ipv4, ipv6 = term.prefix4, term.prefix6
    if term.qualifier != "+" or not ((ipv4 is not None and ipv4 < least4) or (ipv6 is not None and ipv6 < least6)):
        return False
    # Of a network that nobody outside has an address in, spf-address-not-public speaks.
    return term.name not in ("ip4", "ip6") or why_not_public_network(term) is None
