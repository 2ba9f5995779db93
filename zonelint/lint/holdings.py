"""What a view holds of what rules need (`Rule.needs`): one that could find nothing in it is not even imported."""

from functools import lru_cache

from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA
from zonelint.dns.spelled import FIELDS, Spellings, twice
from zonelint.dns.versions import Versions
from zonelint.lint.rule import BASE
from zonelint.mail.spf.results import MAX_VOID_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Zone
    from zonelint.lint.view import View
    from zonelint.mail.find_senders import Mail
    from zonelint.mail.spf.policy import SpfPolicy

_WILDCARDS = ("MX", "NS")
"""The types of which rules ask whether a wildcard has them."""


def holdings(view: "View", wanted: "Collection[str]") -> set[str]:
    """Return what `view` holds, in the words that docs/writing-rules.md explains below NEEDS.

    What it costs questions to tell is told only if it is `wanted`: how many stay open is what the rules asked.
    """
    namespace, settings = view.namespace, view.settings
    configured = {
        "assume": settings.assume,
        "baseline": settings.baseline or settings.named_baseline,
        "mail.senders": settings.senders,
        "mail.mta-sts": settings.mta_sts,
    }
    held = {key for key, items in configured.items() if items}
    if view.change is not None:
        held.add(BASE)
    held.update(problem.rule for problem in view.problems)
    answering = list(_answering(namespace))
    for zone in answering:
        held.update(zone.types)
        if zone.multiple:
            held.update([f"2 {rtype}" for rtype, _ in zone.multiple])
        held.update(_details(zone))
    held.update(_words_in(namespace.spelled if len(answering) == len(namespace.zones) else Spellings(answering)))
    # Records that several files assume at one name stand together.
    held.update(f"2 {rtype}" for zone in namespace.assumed for rtype in zone.types)
    if namespace.duplicates:
        held.add("2 files")
    if any(zone.cuts or namespace.has_children(zone) for zone in namespace.zones.values()):
        held.add("cuts")
    if view.reverse.classless:
        held.add("classless")
    asked, of_addresses = _to_ask(frozenset(wanted))
    held.update([word for word in asked if _is_held(word, view, held)])
    for rtype in namespace.spelled.types & of_addresses.keys():
        addresses = namespace.spelled.rdata(rtype)
        held.update([word for word, start in of_addresses[rtype] if addresses.zones_with(start)])
    held.update(_of_spf(view.mail))
    held.update(_of_policies(view.mail))
    return held


def _has_reverse_aliases(view: "View") -> bool:
    return bool(
        view.namespace.spelled.owners("CNAME").zones_with(*(f"{ending}\n" for ending in (IN_ADDR_ARPA, IP6_ARPA)))
    )


_ASKED: "dict[str, tuple[str, Callable[[View], bool]]]" = {
    "PTR astray": ("PTR", lambda view: bool(view.reverse.suspects)),
    "PTR unplaced": ("PTR", lambda view: bool(view.reverse.without_full_name)),
    "address without PTR": ("", lambda view: bool(view.reverse.without_ptr)),
    "CNAME reverse": ("CNAME", _has_reverse_aliases),
    "owner twice": ("", lambda view: bool(view.namespace.spelled.owned_by_own(twice))),
    "owner as field": ("", lambda view: bool(view.namespace.spelled.owned(FIELDS))),
    "senders with PTR": ("PTR", lambda view: bool(view.mail.with_ptr)),
}
"""What is told only if it is wanted -> the type without which there is none, and what tells it of a view."""


def _is_held(word: str, view: "View", held: set[str]) -> bool:
    """Tell whether `view`, of which `held` is known already, holds `word`, one of those that are asked."""
    rtype, tells = _ASKED[word]
    return (not rtype or rtype in held) and tells(view)


@lru_cache(maxsize=4)
def _to_ask(wanted: frozenset[str]) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """Return which words of `wanted` are asked of a view, and by type those about addresses, with how one begins.

    For thousands of views that is told once.
    """
    of_addresses: dict[str, list[tuple[str, str]]] = {"A": [], "AAAA": []}
    for word in wanted:
        rtype, _, start = word.partition(" ")
        if rtype in of_addresses and start:
            of_addresses[rtype].append((word, f"\n{start}"))
    return [word for word in _ASKED if word in wanted], of_addresses


def _answering(namespace: "Namespace") -> "Iterator[Zone]":
    """Yield the zones whose records may be in an answer; what is assumed may contradict a loaded record."""
    for zone in (*namespace.zones.values(), *namespace.assumed):
        yield zone
        if isinstance(zone, Versions):
            yield from zone.versions


def _details(zone: "Zone") -> "Iterator[str]":
    if zone.duplicates:
        yield "duplicates"
    if zone.ttl_mismatches:
        yield "ttl_mismatches"
    if zone.out_of_zone:
        yield "out_of_zone"
    if "SPF" in zone.types:
        yield "type SPF"
    if zone.origin not in zone.types.get("NS", ()):
        yield "no NS"
    with_soa = zone.types.get("SOA", ())
    if zone.origin not in with_soa:
        yield "no SOA"
    if any(owner != zone.origin for owner in with_soa):
        yield "SOA below"


def _words_in(spelled: Spellings) -> "Iterator[str]":
    if "MX" in spelled.types and spelled.rdata("MX").zones_with(" .\n"):
        yield "null MX"
    for rtype in _WILDCARDS:
        if rtype in spelled.types and spelled.owners(rtype).zones_with("\n*."):
            yield f"* {rtype}"


def _of_spf(mail: "Mail") -> "Iterator[str]":
    texts = mail.texts
    if not texts.spf_like:
        return
    yield "SPF"
    if any(len(records) > 1 for records in texts.spf.values()):
        yield "2 SPF"
    if any('" "' in record.rdata for record in texts.spf_like):
        yield "SPF strings"
    if len(texts.spf_like) > sum(map(len, texts.spf.values())):
        yield "SPF faulty"
    for policy in mail.spf.by_policy:
        for word in _words_of(policy):
            yield f"SPF {word}"


def _words_of(policy: "SpfPolicy") -> "Iterator[str]":
    for term in (*policy.terms, *policy.unreached):
        yield term.name
        yield term.qualifier + term.name
    if policy.faults or policy.unknown or policy.with_colon:
        yield "faulty"
    if policy.unreached:
        yield "unreached"
    if policy.asks > MAX_VOID_LOOKUPS:
        yield "lookups"
    end = policy.mechanisms[-1] if policy.mechanisms else None
    if policy.redirect is None and (end is None or end.name != "all" or end.qualifier == "?"):
        yield "neutral"


def _of_policies(mail: "Mail") -> "Iterator[str]":
    for kind in mail.texts.kinds:
        yield kind
        owners = mail.policies.owners(kind).values()
        if any(len(policies) > 1 for policies in owners):
            yield f"2 {kind}"
        # Many domains publish the same text.
        for tags in {policy.tags for policies in owners for policy in policies}:
            for tag in tags.tags:
                yield f"{kind} {tag.name.lower()}"
