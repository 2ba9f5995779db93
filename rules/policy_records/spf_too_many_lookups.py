"""An SPF record needs more DNS look-ups than are allowed.

Why: the terms include, a, mx, ptr, exists and redirect, with those of included records, may ask the DNS ten times in
one check. At the eleventh, a receiver stops with a permanent error (permerror) for every client that no earlier term
allows. Mail of legitimate senders in later terms is refused or not authenticated. A single `mx` may have at most ten
MX records.

Counted are the records in the loaded zones. Records of others need more look-ups, so the number is a minimum.

Fix: delete terms that you do not need (`a` and `mx` if their addresses are there, old providers), use `ip4:` and
`ip6:` with addresses, or move some mail to a subdomain with its own record.

Switch it off when: never.

References: RFC 7208 section 4.6.4.
"""

from collections.abc import Iterator
from itertools import accumulate

from zonelint.lint.api import (
    SPF_MAX_HOSTS,
    SPF_MAX_LOOKUPS,
    Context,
    Finding,
    SpfDomain,
    SpfPolicy,
    inner_records,
    relate,
)

from ._spf import leads_on, place_of, shown, spf_domains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.lint.api import SpfCost, SpfCosts

SEVERITY = "error"
NEEDS = ("SPF lookups", "SPF include", "SPF redirect", "2 MX")

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
_a TXT "v=spf1 a:mail.example.com a:ns1.example.com mx:example.com exists:%{ir}.example.net ~all"
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + '@ TXT ( "v=spf1 mx include:_a.example.com include:_a.example.com " ; <- spf-too-many-lookups\n'
        + '  "include:_spf.example.net -all" )\n'
    },
    {
        "example.com.zone": _ZONE
        + "bulk MX 10 mail\n"
        + "".join(f"big MX {number} mx{number}.example.net.\n" for number in range(11))
        + 'bulk TXT "v=spf1 mx:big.example.com ~all" ; <- spf-too-many-lookups\n'
    },
)

GOOD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 include:_a.example.com mx include:_spf.example.net ~all"\n'},
    {
        # What is not reached does not count, and what others publish is not known.
        "example.com.zone": _ZONE
        + '@ TXT "v=spf1 include:_a.example.com redirect=_a.example.com" ; <- spf-lookups-near-limit\n'
        + 'mail TXT "v=spf1 a include:a.example.net include:b.example.net include:c.example.net ~all"\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that costs too much, unless one that it includes does so by itself."""
    zones = context.namespace.zones.values()
    is_crowded = any(len(rrset) > SPF_MAX_HOSTS for zone in zones for rrset in zone.rrsets("MX"))

    def is_wanted(policy: SpfPolicy) -> bool:
        if policy.faults or not policy.asks:
            return False
        return is_crowded or policy.asks > SPF_MAX_LOOKUPS or leads_on(policy)

    found = list(spf_domains(context, is_wanted))
    if found:
        from zonelint.lint.api import SpfCosts

        costs = SpfCosts(context.mail.spf)
        for owner, spf in found:
            yield from _findings(context, owner, spf, costs)


def _findings(context: Context, owner: str, spf: SpfDomain, costs: "SpfCosts") -> Iterator[Finding]:
    cost = costs.of(owner)
    for term, name, count, holder in cost.crowded:
        if holder == owner:
            yield context.finding(
                place_of(spf, term),
                f"`{term.text}` in the SPF record of {owner} is a permanent error: {name} has {count} MX records, over "
                f"{SPF_MAX_HOSTS}",
                help="name the addresses of these hosts with `ip4:` and `ip6:`",
                value=term.text,
            )
    if cost.lookups <= SPF_MAX_LOOKUPS or cost.ends:
        return
    inner = [context.mail.spf.at(target) for _, target in inner_records(spf)]
    if not any(each is not None and costs.of(each.record.owner).lookups > SPF_MAX_LOOKUPS for each in inner):
        yield _too_many(context, owner, spf, cost)


def _too_many(context: Context, owner: str, spf: SpfDomain, cost: "SpfCost") -> Finding:
    totals = accumulate(lookups for _, lookups in cost.parts)
    over = next(term for (term, _), total in zip(cost.parts, totals, strict=True) if total > SPF_MAX_LOOKUPS)
    dearest = sorted(cost.parts, key=lambda part: -part[1])[:3]
    spent = ", ".join(f"`{shown(term.text)}` {lookups}" for term, lookups in dearest)
    count = f"{cost.lookups}" if cost.exact else f"at least {cost.lookups}"
    seen: dict[str, str] = {}
    related = []
    for term, target in inner_records(spf):
        record = context.mail.spf.at(target)
        if record is not None and target not in seen:
            seen[target] = term.text
            related.append(relate(record.record, f"`{shown(term.text)}` leads here", "rdata"))
    return context.finding(
        place_of(spf, over),
        f"the SPF record of {owner} needs {count} look-ups, but only {SPF_MAX_LOOKUPS} are allowed: {spent}",
        related=related,
        help=f"delete {cost.lookups - SPF_MAX_LOOKUPS} or more: name addresses with `ip4:` and `ip6:` instead of names",
        value="lookups",
    )
