"""What the rules about SPF records share: the records to look at, and the place of a term."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zonelint.records import Place
    from zonelint.rule import Context
    from zonelint.spf import Fault, SpfPolicy, Term
    from zonelint.spf_records import SpfDomain


def spf_domains(context: "Context", wanted: "Callable[[SpfPolicy], object]") -> "Iterator[tuple[str, SpfDomain]]":
    """Yield (owner, record) for each name with exactly one SPF record, if what it says is `wanted`."""
    for policy, domains in context.mail.spf.by_policy.items():
        if wanted(policy):
            yield from domains


def leads_on(policy: "SpfPolicy") -> bool:
    """Tell whether the record includes another one, or redirects to it."""
    return policy.redirect is not None or any(term.name == "include" for term in policy.mechanisms)


def place_of(spf: "SpfDomain", term: "Term | Fault") -> "Place":
    """Return the place of a word of the record."""
    from zonelint.text_places import place_in_text

    return place_in_text(spf.record, term.start, term.start + len(term.text))


def shown(text: str) -> str:
    """Return `text`, cut if it is long."""
    return text if len(text) <= 60 else text[:60] + "…"
