"""An SPF record needs nearly all the DNS look-ups that are allowed.

Why: receivers stop at the eleventh term that asks the DNS, with a permanent error (permerror): the mail is not
authenticated. A record with nine or ten look-ups has no room for another service, and breaks when an included record
grows.

It is a warning if some of the look-ups are in records that are not loaded, because there may be more than ten
already. Otherwise it is advice.

Fix: use `ip4:` and `ip6:` with addresses instead of names, and delete services that you do not use any more.

Switch it off when: you count the look-ups yourself.

References: RFC 7208 section 4.6.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import INFO, SPF_MAX_LOOKUPS, WARNING, Context, Finding, SpfPolicy

from .._examples import MAIL_ZONE
from ._spf import leads_on, own_records, place_of, shown

SEVERITY = "warning"
NEEDS = ("SPF lookups", "SPF include", "SPF redirect")

_FEW = "a:ns1.example.com a:mail.example.com mx:example.com"

BAD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx include:_a.example.com include:_a.example.com -all" ; <- spf-lookups-near-limit\n'
        + f'_a TXT "v=spf1 {_FEW} -all"\n'
    },
    {
        # What the last one costs is not known, but itself.
        "example.com.zone": MAIL_ZONE
        + '@ TXT ( "v=spf1 include:_a.example.com include:_a.example.com " ; <- spf-lookups-near-limit\n'
        + '  "include:_spf.example.net -all" )\n'
        + f'_a TXT "v=spf1 {_FEW} -all"\n'
    },
)

GOOD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 include:_a.example.com include:_a.example.com -all"\n'
        + f'_a TXT "v=spf1 {_FEW} -all"\n'
    },
    {
        # Over ten: spf-too-many-lookups speaks. At _big, others include it.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx include:_big.example.com include:_a.example.com -all" ; <- spf-too-many-lookups\n'
        + f'_a TXT "v=spf1 {_FEW} -all"\n_big TXT "v=spf1 {_FEW} {_FEW} {_FEW} -all"\n'
    },
)

NEAR = 9


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that takes nine or ten look-ups, or may take more."""
    found = list(own_records(context, _may_be_near))
    if not found:
        return
    from zonelint.lint.api import SpfCosts

    costs = SpfCosts(context.mail.spf)
    for owner, spf in found:
        cost = costs.of(owner)
        if cost.ends or not NEAR <= cost.lookups <= SPF_MAX_LOOKUPS:
            continue
        dearest, lookups = max(cost.parts, key=lambda part: part[1])
        count = f"{cost.lookups}" if cost.exact else f"{cost.lookups} or more"
        most = f", {lookups} of them by `{shown(dearest.text)}`" if lookups > 1 else ""
        yield context.finding(
            place_of(spf, dearest),
            f"the SPF record of {owner} needs {count} of the {SPF_MAX_LOOKUPS} look-ups that are allowed{most}",
            help="name addresses with `ip4:` and `ip6:` instead of names",
            severity=INFO if cost.exact else WARNING,
            value="lookups",
        )


def _may_be_near(policy: SpfPolicy) -> bool:
    return not policy.faults and (policy.asks >= NEAR or leads_on(policy))
