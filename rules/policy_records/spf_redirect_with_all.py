"""An SPF record has a redirect together with all, so the redirect has no effect.

Why: a redirect counts only if no mechanism matches, and `all` always matches. Receivers never read the other record,
so its senders are not allowed.

Fix: delete `all`, and end the other record with it; or delete the redirect. With `include:` the senders of the other
record are allowed as well.

Switch it off when: never.

References: RFC 7208 section 6.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import MAIL_ZONE
from ._spf import place_of, shown, spf_domains

SEVERITY = "warning"
NEEDS = ("SPF unreached",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx redirect=_spf.example.net -all" ; <- spf-redirect-with-all\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ?all redirect=_spf.example.net" ; <- spf-redirect-with-all\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx redirect=_spf.example.net"\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 include:_spf.example.net -all"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each redirect that an ``all`` makes void."""
    for owner, spf in spf_domains(context, lambda policy: policy.unreached and not policy.faults):
        for term in spf.policy.unreached:
            if not term.qualifier:
                end = spf.policy.mechanisms[-1].text
                yield context.finding(
                    place_of(spf, term),
                    f"`{shown(term.text)}` in the SPF record of {owner} has no effect together with `{end}`",
                    help=f"delete `{end}`, or write `include:{shown(term.value)} {end}`",
                    value=term.text,
                )
