"""An SPF record names an address that is not public.

Why: no receiver outside ever sees such an address, so the term allows nobody. Mostly it is the private address of the
mail server behind the firewall. Mail then comes from the public address, and is refused ("550 5.7.23 … Sender Policy
Framework violation").

Fix: write the public address instead, for example that of the firewall (NAT).

Switch it off when: internal receivers use the record, too. It is better to add the zone or its view to `internal`.

References: RFC 6890 (special-purpose registries); RFC 1918; RFC 7208 section 5.6.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    Context,
    Finding,
    Networks,
    Option,
    SpfDomain,
    SpfPolicy,
    SpfTerm,
    is_documentation,
    is_documentation_name,
    is_example_name,
)

from .._examples import MAIL_ZONE
from ._spf import place_of, spf_domains, why_not_public_network

SEVERITY = "warning"
NEEDS = ("SPF ip4", "SPF ip6")
OPTIONS = {"allow": Option([], "what counts as public", of="networks")}

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:192.168.1.25 -all" ; <- spf-address-not-public\n'},
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx ip6:fd00:25::/64 ~all" ; <- spf-address-not-public\n'
        + '_spf TXT "v=spf1 ?ip4:10.0.0.0/8 ip4:127.0.0.1" ; <- spf-address-not-public\n'
    },
)

GOOD = (
    {
        # Public ones, one that may not send, and a network with public ones in it.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 ip4:4.3.2.0/24 ip6:2600::25 -ip4:10.0.0.0/8 ip4:172.16.0.0/11 -all"\n'
    },
    {
        # A manual.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n'
    },
    {
        ".zonelint.toml": 'internal = ["example.com."]\n',
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:192.168.1.25 -all"\n',
    },
    {
        ".zonelint.toml": '[rules.spf-address-not-public]\nallow = ["10.1.0.0/16"]\n',
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:10.1.2.3 -all"\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that lets addresses pass which are not public, at the first of them."""
    allowed: Networks = context.options["allow"]
    kept: dict[SpfPolicy, list[tuple[SpfTerm, str]]] = {}

    def found(policy: SpfPolicy) -> list[tuple[SpfTerm, str]]:
        if policy not in kept:
            kept[policy] = [] if policy.faults else list(_not_public(policy, allowed))
        return kept[policy]

    for owner, spf in spf_domains(context, found):
        terms = found(spf.policy)
        if context.mail.is_internal(spf.record) or _is_manual(spf, terms):
            continue
        texts = ", ".join(f"`{term.text}` ({why})" for term, why in terms[:3]) + (", …" if len(terms) > 3 else "")
        yield context.finding(
            place_of(spf, terms[0][0]),
            f"the SPF record of {owner} names an address that is not public: {texts}",
            help="write the public address that the mail comes from",
            value=" ".join(term.text for term, _ in terms),
        )


def _is_manual(spf: SpfDomain, terms: list[tuple[SpfTerm, str]]) -> bool:
    """Tell whether name and addresses are those of manuals."""
    is_of_manual = is_documentation_name(spf.record.owner) or is_example_name(spf.record.owner)
    return is_of_manual and all(is_documentation(term.value) for term, _ in terms)


def _not_public(policy: SpfPolicy, allowed: Networks) -> Iterator[tuple[SpfTerm, str]]:
    for term in policy.mechanisms:
        if term.name in ("ip4", "ip6") and term.qualifier != "-":
            why = why_not_public_network(term)
            if why is not None and allowed.find(term.value) is None:
                yield term, why
