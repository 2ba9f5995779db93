"""An SPF record repeats a term.

Why: the second term has no effect. If it asks the DNS, it still counts towards the limit of ten look-ups. If you
delete only one of the two later, the host is still allowed.

Fix: delete the second one. `zonelint fix` does it. This is safe: the record says the same without it.

Switch it off when: a program builds the record from parts that overlap.

References: RFC 7208 sections 4.6.2 and 4.6.4.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from zonelint.lint.api import Context, Finding, Fix, SpfDomain, SpfPolicy, SpfTerm, canonical_address

from .._examples import MAIL_ZONE, RAISED_MAIL_ZONE
from .._fixes import text_changed
from ._spf import place_of, shown, spf_domains

SEVERITY = "info"
DEFAULT = False
NEEDS = ("SPF",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx include:_spf.example.net mx -all" ; <- spf-duplicate-term\n'},
    {
        # In other words the same; what it says at first holds.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 ip4:4.3.2.26 ip4:4.3.2.26/32 -all" ; <- spf-duplicate-term\n'
        + 'news TXT "v=spf1 -a:Mail.example.com a:mail.example.com. -all" ; <- spf-duplicate-term\n'
        + "news MX 10 mail\n"
    },
)

FIXED = (
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx include:_spf.example.net -all"
"""
    },
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 ip4:4.3.2.26 -all"
news TXT "v=spf1 -a:Mail.example.com -all"
news MX 10 mail
"""
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx mx:example.net a a/28 ip4:4.3.2.26 ip4:4.3.2.24/29 -all"\n'},
    {
        # What stands behind all is another rule's affair.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all mx" ; <- spf-terms-after-all\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record with terms that stand twice, at the first repetition."""
    for owner, spf in spf_domains(context, _repeated):
        repeated = _repeated(spf.policy)
        texts = ", ".join(f"`{shown(term.text)}`" for term in repeated[:3]) + (" and more" if len(repeated) > 3 else "")
        yield context.finding(
            place_of(spf, repeated[0]),
            f"{texts} in the SPF record of {owner} repeats a term before it",
            help=f"delete {texts}",
            value=" ".join(term.text for term in repeated),
            fix=_deletion(spf, repeated, texts),
        )


def _deletion(spf: SpfDomain, repeated: Sequence[SpfTerm], texts: str) -> Fix | None:
    """Return the fix that takes the `repeated` terms, and the blank before each, out of the record."""
    start, end = repeated[0].start - 1, repeated[-1].start + len(repeated[-1].text)
    left, at = "", start
    for term in repeated:
        left += spf.policy.text[at : term.start - 1]
        at = term.start + len(term.text)
    return text_changed(spf.record, start, end, left, f"delete {texts}", safe=True)


@cache
def _repeated(policy: SpfPolicy) -> tuple[SpfTerm, ...]:
    seen: set[tuple[str, str, int, int]] = set()
    found = []
    for term in () if policy.faults else policy.mechanisms:
        key = _key(term)
        if key in seen:
            found.append(term)
        seen.add(key)
    return tuple(found)


def _key(term: SpfTerm) -> tuple[str, str, int, int]:
    """Return what two terms that match the same clients have in common; no length is the full one (RFC 7208 5.3)."""
    value = canonical_address(term.value) if term.name in ("ip4", "ip6") else None
    return (
        term.name,
        value or term.value.lower().removesuffix("."),
        32 if term.prefix4 is None else term.prefix4,
        128 if term.prefix6 is None else term.prefix6,
    )
