"""Terms of an SPF record stand behind all, where nobody looks at them.

Why: `all` matches everybody, so that no receiver comes to what follows. Senders that were added at the end of the
record are not let pass: their mail fails by `-all` ("550-5.7.26 … hard fail policy" at Gmail).

Fix: move the terms before `all`, or drop them.

Switch it off when: never.

References: RFC 7208 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import MAIL_ZONE
from ._spf import place_of, shown, spf_domains

SEVERITY = "warning"
NEEDS = ("SPF",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all ip4:4.3.2.26" ; <- spf-terms-after-all\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ~all include:_spf.example.net -all" ; <- spf-terms-after-all\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:4.3.2.26 mx -all"\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all exp=why.example.com"\nwhy TXT "not one of our hosts"\n'},
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield one finding for each record with mechanisms behind ``all``, at the first of them."""
    for owner, spf in spf_domains(context, lambda policy: policy.unreached and not policy.faults):
        unreached = [term for term in spf.policy.unreached if term.qualifier]
        if unreached:
            end = spf.policy.mechanisms[-1].text
            texts = " ".join(term.text for term in unreached)
            before = " ".join(term.text for term in unreached if term.name != "all")
            yield context.finding(
                place_of(spf, unreached[0]),
                f"`{shown(texts)}` in the SPF record of {owner} is never looked at: `{end}` stands before it",
                help=f"write `… {shown(before)} {end}`" if before else f"drop `{shown(texts)}`",
                value=texts,
            )
