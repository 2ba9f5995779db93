"""What the rules about SPF records share: the records to look at, and the place of a term."""

from collections.abc import Callable, Iterator

from zonelint.lint.api import (
    LOOP,
    SPF_MAX_LOOKUPS,
    TXT_HEAD,
    Context,
    Place,
    SpfDomain,
    SpfFault,
    SpfPolicy,
    SpfTerm,
    absolute_domain,
    inner_records,
    is_service_name,
    is_spf,
    parent,
    why_not_public,
)

from .._targets import NO_TARGET

_WIDE = 8
"""Only of networks this wide may a few make up all addresses."""
_LABELS = ("spf.", "_spf.")


def spf_domains(context: Context, wanted: Callable[[SpfPolicy], object]) -> Iterator[tuple[str, SpfDomain]]:
    """Yield (owner, record) for each name with exactly one SPF record, if what it says is `wanted`."""
    for policy, domains in context.mail.spf.by_policy.items():
        if wanted(policy):
            yield from domains


def own_records(context: Context, wanted: Callable[[SpfPolicy], object]) -> Iterator[tuple[str, SpfDomain]]:
    """Yield (owner, record) of each record by which mail of its very name is judged, if what it says is `wanted`.

    Left out are wildcards, names of services (``_spf``), those of what is internal or that lack a dot, and names that
    only other records lead to.
    """
    included: set[str] | None = None
    for owner, spf in spf_domains(context, wanted):
        if (
            owner[:2] == "*."
            or is_service_name(owner)
            or context.mail.is_internal(spf.record)
            or has_origin_twice(context, spf)
        ):
            continue
        if included is None:
            included = context.mail.spf.included
        if owner not in included or context.namespace.lookup(owner, "MX").found:
            yield owner, spf


def last_of(context: Context, spf: SpfDomain) -> SpfDomain | None:
    """Return the record that the redirects of `spf` end at, itself if it has none; None if that is not known."""
    for _ in range(SPF_MAX_LOOKUPS):
        redirect = spf.policy.redirect
        if redirect is None:
            return spf
        following = context.mail.spf.at(absolute_domain(redirect.value)) if "%" not in redirect.value else None
        if following is None:
            return None
        spf = following
    return None


def has_no_spf(context: Context, domain: str) -> bool:
    """Tell whether `domain` provably has no SPF record, nor a text or a record of type SPF that was meant for one."""
    answer = context.namespace.lookup(domain, "TXT")
    if answer.unknown or not answer.whole or answer.status == LOOP:
        return False
    if any("spf1" in record.rdata[:TXT_HEAD].lower() for record in answer.records):
        return False
    return context.namespace.lookup(domain, "SPF").absent and not any(map(is_spf, answer.records))


def misplaced_for(context: Context, domain: str) -> SpfDomain | None:
    """Return the record just below `domain` that seems to be meant for it, or None.

    That is one at ``spf`` or ``_spf`` that nothing loaded leads to, where `domain` takes mail and has no record.
    """
    for label in _LABELS:
        spf = context.mail.spf.domains.get(label + domain)
        if spf is None or spf.record.zone.types_at(spf.record.owner) != ["TXT"]:
            continue
        takes_mail = any(mx.target != NO_TARGET for mx in context.namespace.lookup(domain, "MX").records)
        if takes_mail and has_no_spf(context, domain) and spf.record.owner not in context.mail.spf.led_to:
            return spf
    return None


def domain_meant(context: Context, spf: SpfDomain) -> str | None:
    """Return the domain that the record, whose own name nobody asks for, seems to be meant for, or None."""
    owner = spf.record.owner
    if not spf.record.zone.holds_only(owner, "TXT") or context.namespace.may_name(owner, "CNAME"):
        return None
    if has_origin_twice(context, spf):
        meant = owner[: -len(spf.record.zone.origin)]
        return parent(meant) if meant.startswith(_LABELS) else meant
    return parent(owner) if owner.startswith(_LABELS) and misplaced_for(context, parent(owner)) is spf else None


def has_origin_twice(context: Context, spf: SpfDomain) -> bool:
    """Tell whether the name of the record ends in its zone's name twice, and holds nothing else: a dot is missing."""
    owner, origin = spf.record.owner, spf.record.zone.origin
    # `com.com.` is a name like any other.
    if origin.count(".") < 2 or not f".{owner}".endswith(f".{origin}{origin}"):
        return False
    return spf.record.zone.types_at(owner) == ["TXT"] and owner not in context.mail.spf.led_to


def opening_term(policy: SpfPolicy) -> SpfTerm | None:
    """Return the term with which a record lets everybody pass, or None; spf-pass-all speaks of it."""
    if policy.faults:
        return None
    ranges: dict[int, list[tuple[int, int]]] = {}
    for term in policy.mechanisms:
        if term.qualifier != "+":
            continue
        if term.name == "all":
            return term
        prefix = term.prefix4 if term.name == "ip4" else term.prefix6
        if term.name in ("ip4", "ip6") and prefix is not None and prefix <= _WIDE:
            from zonelint.lint.api import range_of, union

            bits, found = range_of(term.value, prefix)
            ranges[bits] = union([*ranges.get(bits, ()), found])
            if ranges[bits] == [(0, (1 << bits) - 1)]:
                return term
    return None


def why_not_public_network(term: SpfTerm) -> str | None:
    """Say why no address of the network in an ``ip4`` or ``ip6`` term is public ("private, RFC 1918"); None if any is.

    Both of its ends lie in the same special-purpose network then.
    """
    from zonelint.lint.api import address_of_number, range_of

    bits, (first, last) = range_of(term.value, term.prefix4 if term.name == "ip4" else term.prefix6)
    why = why_not_public(address_of_number(bits, first))
    return why if why is not None and why_not_public(address_of_number(bits, last)) == why else None


def negated(context: Context) -> set[str]:
    """Return the names that some record includes with a minus: lists of those who may not send."""
    return {
        target
        for _, spf in spf_domains(context, leads_on)
        for term, target in inner_records(spf)
        if term.qualifier == "-"
    }


def leads_on(policy: SpfPolicy) -> bool:
    """Tell whether the record includes another one, or redirects to it."""
    return policy.redirect is not None or any(term.name == "include" for term in policy.mechanisms)


def place_of(spf: SpfDomain, term: SpfTerm | SpfFault) -> Place:
    """Return the place of a word of the record."""
    from zonelint.lint.api import place_in_text

    return place_in_text(spf.record, term.start, term.start + len(term.text))


def shown(text: str) -> str:
    """Return `text`, cut if it is long."""
    return text if len(text) <= 60 else text[:60] + "…"
