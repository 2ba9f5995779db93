"""An SPF record allows everybody to send mail for the domain.

Why: `all` without a sign, or `+all`, allows every host that was not denied before, including spammers.
`ip4:0.0.0.0/0`, or two halves of it, do the same. Receivers see such a record as a sign of spam ("550 5.7.24 The SPF
record of the sending domain has one or more suspicious entries" at Gmail).

Fix: end the record with `-all` or `~all`, and name the allowed senders before it.

Switch it off when: never. A record that others only include with a minus sign is not reported.

References: RFC 7208 sections 5.1 and 11.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import MAIL_ZONE
from ._spf import negated, opening_term, place_of, spf_domains

SEVERITY = "error"
NEEDS = ("SPF +all", "SPF +ip4", "SPF +ip6")

BAD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx +all" ; <- spf-pass-all\nmail TXT "v=spf1 a all" ; <- spf-pass-all\n'
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all" ; <- spf-pass-all\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ~all"\nmail TXT "v=spf1 a ~all"\n'},
    {
        # A list of those who may not, included with a minus.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx -include:_bad.example.com ~all"\n_bad TXT "v=spf1 -ip4:4.3.2.0/24 +all"\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that lets all of IPv4 or all of IPv6 pass."""
    negated_names: set[str] | None = None
    for owner, spf in spf_domains(context, opening_term):
        if negated_names is None:
            negated_names = negated(context)
        term = opening_term(spf.policy)
        if term is not None and owner not in negated_names and not context.mail.is_internal(spf.record):
            fault = "lets everybody pass" if term.name == "all" else "and those before it let everybody pass"
            yield context.finding(
                place_of(spf, term),
                f"`{term.text}` in the SPF record of {owner} {fault}",
                help="write `-all` or `~all`, and name the hosts that may send before it",
                value=term.text,
            )
