"""An SPF record asks more than twice for names without records.

Why: receivers allow two look-ups without an answer in one check. At the third, many stop with a permanent error
(permerror) for every client that no earlier term allows. Mostly the names belong to hosts that no longer exist.

It is an error if all three come before any term that can match, so that every client is affected.

Fix: delete the terms whose names no longer exist. A host without an MX record needs `a:`, not `mx:`.

Switch it off when: never.

References: RFC 7208 sections 4.6.4 and 11.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import SPF_MAX_VOID_LOOKUPS, Context, Finding, SpfDomain, SpfPolicy, relate

from .._examples import MAIL_ZONE
from ._spf import leads_on, place_of, shown, spf_domains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.lint.api import SpfCosts, SpfTerm

SEVERITY = "warning"
NEEDS = ("SPF lookups", "SPF include", "SPF redirect")

BAD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx a:old.example.com mx:older.example.com a:oldest.example.com -all" ; <- spf-too-many-void\n'
    },
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 a:old.example.com include:_a.example.com -all" ; <- spf-too-many-void\n'
        + '_a TXT "v=spf1 a:older.example.com exists:oldest.example.com -all"\n'
    },
)

GOOD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx a:old.example.com mx:older.example.com -all"'
        + " ; <- spf-void-term ; <- spf-void-term\n"
    },
    {
        # What example.net holds is not known; a macro is something else for each message.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 a:x.example.net a:y.example.net a:z.example.net exists:%{i}.x.example.com -all"\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record with more than two look-ups that find nothing."""
    found = list(spf_domains(context, _may_ask_in_vain))
    if found:
        from zonelint.lint.api import SpfCosts

        costs = SpfCosts(context.mail.spf)
        for owner, spf in found:
            yield from _findings(context, owner, spf, costs)


def _may_ask_in_vain(policy: SpfPolicy) -> bool:
    return not policy.faults and (policy.asks > SPF_MAX_VOID_LOOKUPS or leads_on(policy))


def _findings(context: Context, owner: str, spf: SpfDomain, costs: "SpfCosts") -> Iterator[Finding]:
    cost = costs.of(owner)
    if len(cost.voids) <= SPF_MAX_VOID_LOOKUPS or cost.ends:
        return
    by_record: dict[str, list[str]] = {}
    for term, _, holder in cost.voids:
        by_record.setdefault(holder, []).append(term.text)
    if any(len(texts) == len(cost.voids) and holder != owner for holder, texts in by_record.items()):
        return  # the included record is at fault, and told of by itself
    own = [term for term, _, holder in cost.voids if holder == owner]
    third = (
        own[SPF_MAX_VOID_LOOKUPS]
        if len(own) > SPF_MAX_VOID_LOOKUPS
        else next((term for term in spf.policy.terms if term.name in ("include", "redirect")), spf.policy.mechanisms[0])
    )
    terms = ", ".join(f"`{shown(term.text)}`" for term, _, _ in cost.voids[:4])
    others = [context.mail.spf.at(holder) for holder in by_record if holder != owner]
    yield context.finding(
        place_of(spf, third),
        f"{len(cost.voids)} look-ups of the SPF record of {owner} find nothing, but only {SPF_MAX_VOID_LOOKUPS} are "
        f"allowed: {terms}",
        related=[relate(each.record, "included from here", "rdata") for each in others if each is not None],
        help=_help(context, [(term, name) for term, name, _ in cost.voids], terms),
        severity="error" if cost.early > SPF_MAX_VOID_LOOKUPS else "",
        value="void",
    )


def _help(context: Context, voids: "list[tuple[SpfTerm, str]]", terms: str) -> str:
    """Return what to do about `voids`, terms and the names that they ask for: an `mx` of a host is meant as an `a`."""
    hosts = [term.text for term, name in voids if term.name == "mx" and context.namespace.addresses(name).found]
    if not hosts:
        return f"delete {terms}, or add the missing records of these names"
    changes = ", ".join(f"`{shown(text.replace('mx', 'a', 1))}` instead of `{shown(text)}`" for text in hosts[:4])
    return f"these are hosts without an MX: write {changes}"
