"""A term of an SPF record names a host, and no address follows from it.

Why: `mx:` asks for the MX records of a domain, and most hosts have none. `mx:mail.example.com` then allows nobody,
though it looks as if it allowed that host: mail that it sends fails the check. A name that no longer exists allows
nobody, too. Receivers accept two such terms. At the third, many stop with a permanent error (permerror).

Reported only if the loaded zones prove that the look-up finds nothing. `mx` and `a` without a name are not reported:
many write both for whatever the domain may get.

Fix: write `a:` for a host, correct the name, or delete the term. `zonelint fix --unsafe` writes `a:` where the host has
an address.

Switch it off when: never.

References: RFC 7208 sections 4.6.4, 5.3 and 5.4.
"""

from collections.abc import Iterable, Iterator, Sequence

from zonelint.lint.api import SPF_MAX_VOID_LOOKUPS, Context, Finding, Fix, SpfDomain, SpfPolicy, SpfTerm

from .._examples import MAIL_ZONE, RAISED_MAIL_ZONE
from .._fixes import text_changed
from ._spf import leads_on, place_of, shown, spf_domains

SEVERITY = "warning"
NEEDS = ("SPF a", "SPF mx")

BAD = (
    {
        # The host that sends is not allowed.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx:mail.example.com -all" ; <- spf-void-term\n'
    },
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx a:old.example.com -all" ; <- spf-void-term\n'
        + 'news TXT "v=spf1 a:mail.example.com mx:gone.example.com -all" ; <- spf-void-term\n'
        + "news MX 10 mail\n"
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 a:mail.example.com -all"
"""
    },
    {},
)

GOOD = (
    {
        # The domain itself, a host that has an address, a name that is not loaded, and one that depends on the message.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 a mx a:mail.example.com mx:example.net -mx:mail.example.com a:%{l}.example.com -all"\n'
    },
    {
        # The third is one too many: that says more.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 a:a.example.com mx:mail.example.com a:c.example.com -all" ; <- spf-too-many-void\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each term with a name of its own that provably leads to no address."""
    if not any(map(_names_hosts, context.mail.spf.by_policy)):
        return
    found = list(spf_domains(context, _may_count))
    from zonelint.lint.api import SpfCosts

    costs = SpfCosts(context.mail.spf)
    voids = {owner: costs.of(owner).voids for owner, _ in found}
    told = _told_elsewhere(context, voids.values())
    for owner, spf in found:
        for term, name, holder in voids[owner]:
            if holder != owner or name == owner or not _may_allow(term) or (owner, term.text) in told:
                continue
            if term.name == "mx" and context.namespace.lookup(name, "MX").found:
                continue  # that its exchanges have no address is told there
            if not (context.mail.is_internal(spf.record) or _is_removed(context, name)):
                yield _finding(context, owner, spf, term, name)


def _may_allow(term: SpfTerm) -> bool:
    """Tell whether a term is there to allow hosts: one with a minus is right to match nothing."""
    return term.name in ("a", "mx") and term.qualifier in ("", "+")


def _told_elsewhere(context: Context, voids: Iterable[Sequence[tuple[SpfTerm, str, str]]]) -> set[tuple[str, str]]:
    """Return the (owner, term) of all that is void in records with more such terms than are allowed, if a rule says so.

    One that is included counts with the record that includes it.
    """
    if not context.runs("spf-too-many-void"):
        return set()
    return {(holder, term.text) for each in voids if len(each) > SPF_MAX_VOID_LOOKUPS for term, _, holder in each}


def _is_removed(context: Context, name: str) -> bool:
    """Tell whether the change that is judged removes what `name` had, and a rule says so."""
    if context.change is None or not context.runs("removed-name-still-used"):
        return False
    return bool(context.change.whole.differences.at(name, views=context.namespace.views))


def _names_hosts(policy: SpfPolicy) -> bool:
    is_read = not (policy.faults or policy.with_colon)
    return is_read and any(_may_allow(term) and term.value for term in policy.mechanisms)


def _may_count(policy: SpfPolicy) -> bool:
    return _names_hosts(policy) or bool(leads_on(policy))


def _plain(term: SpfTerm) -> str:
    """Return the text of a term as others write it: in lower case, without the `+` that goes without saying."""
    return term.text.lower().removeprefix("+")


def _finding(context: Context, owner: str, spf: SpfDomain, term: SpfTerm, name: str) -> Finding:
    text = shown(term.text)
    is_host = term.name == "mx" and context.namespace.addresses(name).found
    lacks = "is a host without MX" if is_host else f"has no {'MX record' if term.name == 'mx' else 'address'}"
    meant = shown(_plain(term).replace("mx", "a", 1))
    is_there = is_host and meant in map(_plain, spf.policy.mechanisms)
    is_meant = is_host and not is_there
    return context.finding(
        place_of(spf, term),
        f"`{text}` in the SPF record of {owner} allows nobody: {name} {lacks}",
        help=f"write `{meant}`" if is_meant else f"delete `{text}`{'' if is_there else ', or correct the name'}",
        value=term.text,
        fix=_as_host(spf, term, meant) if is_meant else None,
    )


def _as_host(spf: SpfDomain, term: SpfTerm, meant: str) -> Fix | None:
    """Return the fix that asks for the address of a host in place of the MX records that it has not."""
    start = term.start + term.text.lower().index("mx")
    return text_changed(spf.record, start, start + len("mx"), "a", f"write `{meant}` instead of `{shown(term.text)}`")
