"""An SPF record has terms after all, which receivers ignore.

Why: `all` matches everybody, so receivers never reach the terms after it. Senders that were added at the end of the
record are not allowed: with `-all` their mail fails ("550-5.7.26 … hard fail policy" at Gmail).

Fix: move the terms before `all`, or delete them. `zonelint fix --unsafe` moves them: that changes who may send.

Switch it off when: never.

References: RFC 7208 section 5.1.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import Context, Finding, Fix, SpfDomain, SpfTerm

from .._examples import MAIL_ZONE, RAISED_MAIL_ZONE
from .._fixes import text_changed
from ._spf import place_of, shown, spf_domains

SEVERITY = "warning"
NEEDS = ("SPF unreached",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all ip4:4.3.2.26" ; <- spf-terms-after-all\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ~all include:_spf.example.net -all" ; <- spf-terms-after-all\n'},
)

FIXED_UNSAFE = (
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx ip4:4.3.2.26 -all"
"""
    },
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx include:_spf.example.net ~all"
"""
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:4.3.2.26 mx -all"\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all exp=why.example.com"\nwhy TXT "not one of our hosts"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each record with mechanisms behind ``all``, at the first of them."""
    for owner, spf in spf_domains(context, lambda policy: policy.unreached and not policy.faults):
        unreached = [term for term in spf.policy.unreached if term.qualifier]
        if unreached:
            end = spf.policy.mechanisms[-1].text
            texts = " ".join(term.text for term in unreached)
            before = " ".join(term.text for term in unreached if term.name != "all")
            yield context.finding(
                place_of(spf, unreached[0]),
                f"`{shown(texts)}` in the SPF record of {owner} is ignored: `{end}` comes before it",
                help=f"write `… {shown(before)} {end}`" if before else f"delete `{shown(texts)}`",
                value=texts,
                fix=_fix(spf, unreached, before),
            )


def _fix(spf: SpfDomain, unreached: Sequence[SpfTerm], before: str) -> Fix | None:
    """Return the fix that moves the terms behind ``all`` before it, without those that are ``all`` again."""
    last, end = spf.policy.mechanisms[-1], unreached[-1].start + len(unreached[-1].text)
    behind = spf.policy.text[last.start : end].split(" ")
    if [word for word in behind if word] != [last.text, *(term.text for term in unreached)]:
        return None  # a modifier stands between them
    new = f"{before} {last.text}" if before else last.text
    return text_changed(spf.record, last.start, end, new, f"write `{new}`")
