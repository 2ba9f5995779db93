"""An SPF record uses the mechanism ptr.

Why: RFC 7208 says not to publish it. It depends on the reverse name of the client, which the owner of the client
sets, not the domain. It needs another look-up for each name. It is slow, it loads the servers of .arpa, and some
receivers ignore it: then mail passes at one receiver and fails at another.

Fix: name the addresses with `ip4:` and `ip6:`, or the hosts with `a:`.

Switch it off when: mail comes from many hosts with stable names but changing addresses, and its receivers support
ptr.

References: RFC 7208 section 5.5.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, SpfPolicy, SpfTerm

from .._examples import MAIL_ZONE
from ._spf import place_of, shown, spf_domains

SEVERITY = "warning"
NEEDS = ("SPF ptr",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ptr -all" ; <- spf-ptr-mechanism\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 ?PTR:example.net -all" ; <- spf-ptr-mechanism\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx a:ptr.example.com -all"\nptr A 4.3.2.26\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx exists:%{p}.example.net -all"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each ptr that an evaluation comes to."""
    for owner, spf in spf_domains(context, _ptrs):
        for term in _ptrs(spf.policy) if not context.mail.is_internal(spf.record) else ():
            yield context.finding(
                place_of(spf, term),
                f"the SPF record of {owner} uses `{shown(term.text)}`, which RFC 7208 says not to publish",
                help="name the addresses with `ip4:` and `ip6:`, or the hosts with `a:`",
                value=term.text,
            )


def _ptrs(policy: SpfPolicy) -> list[SpfTerm]:
    return [term for term in policy.mechanisms if term.name == "ptr"]
