"""What a view holds of what rules need (`Rule.needs`): one that could find nothing in it is not even imported."""

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
    held.update(word for word in wanted if word in _ASKED and _ASKED[word](view))
    held.update(word for word in wanted if word.startswith(_OF_ADDRESSES) and _has_address(namespace.spelled, word))
    held.update(_of_spf(view.mail))
    held.update(_of_policies(view.mail))
    return held


_OF_ADDRESSES = ("A ", "AAAA ")


def _has_address(spelled: Spellings, word: str) -> bool:
    """Tell whether an address begins as `word` says: ``A 127.``."""
    rtype, _, start = word.partition(" ")
    return bool(spelled.rdata(rtype).zones_with(f"\n{start}"))


def _has_senders_with_ptr(view: "View") -> bool:
    return any("PTR" in zone.types for zone in _answering(view.namespace)) and bool(view.mail.with_ptr)


def _has_reverse_aliases(view: "View") -> bool:
    return bool(
        view.namespace.spelled.owners("CNAME").zones_with(*(f"{ending}\n" for ending in (IN_ADDR_ARPA, IP6_ARPA)))
    )


def _has_doubled_owners(view: "View") -> bool:
    return bool(view.namespace.spelled.owned_by_own(twice))


def _has_odd_owners(view: "View") -> bool:
    return bool(view.namespace.spelled.owned(FIELDS))


_ASKED: "dict[str, Callable[[View], bool]]" = {
    "PTR astray": lambda view: bool(view.reverse.suspects),
    "PTR unplaced": lambda view: bool(view.reverse.without_full_name),
    "CNAME reverse": _has_reverse_aliases,
    "owner twice": _has_doubled_owners,
    "owner as field": _has_odd_owners,
    "senders with PTR": _has_senders_with_ptr,
}
"""What is told only if it is wanted."""


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


def _words_in(spelled: Spellings) -> "Iterator[str]":
    if spelled.rdata("MX").zones_with(" .\n"):
        yield "null MX"
    for rtype in _WILDCARDS:
        if spelled.owners(rtype).zones_with("\n*."):
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
