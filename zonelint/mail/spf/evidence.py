"""The terms of an SPF record that name who may send, and where they stand; what they come to is told by `meant`."""

from zonelint.mail.spf.records import absolute_domain
from zonelint.mail.spf.results import MAX_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.zone import Record
    from zonelint.mail.spf.policy import Term
    from zonelint.mail.spf.records import SpfDomain, SpfRecords

LETS = ("+", "~", "?")
"""The qualifiers of those who may send, if with doubt."""


class Leaf:
    """A term that matches by addresses: ``ip4``, ``ip6``, ``a``, ``mx``, or ``all`` in an included record.

    term, holder  the term, and the record that holds it
    owner         the name that the record is evaluated at
    qualifier     what a match means for the domain; empty if it just keeps an include from matching (section 5.2)
    """

    __slots__ = ("term", "holder", "owner", "qualifier")

    def __init__(self, term: "Term", holder: "SpfDomain", owner: str, qualifier: str) -> None:
        self.term = term
        self.holder = holder
        self.owner = owner
        self.qualifier = qualifier


def leaves(spf: "SpfRecords", domain: str) -> "Iterator[Leaf]":
    """Yield the terms that match by addresses in the record of `domain`, in the order of an evaluation.

    Includes and redirects are followed into the loaded zones, as many as an evaluation may follow.
    """
    return _leaves(spf, domain, None, 0, {})


def _leaves(
    spf: "SpfRecords", owner: str, included: str | None, asked: int, seen: dict[tuple[str, str | None], int]
) -> "Iterator[Leaf]":
    """Yield those of the record of `owner`.

    `included` is what a pass of it means, None: it is not included. `asked` is the fewest includes and redirects that
    a client follows to get here, by leaving each record before as early as it can; `seen` has that of each record.
    """
    holder = spf.at(owner)
    if holder is None or seen.get((owner, included), MAX_LOOKUPS + 1) <= asked:
        return
    seen[owner, included] = asked
    for term in holder.terms:
        means = term.qualifier if included is None else included if term.qualifier == "+" else ""
        if term.name in ("include", "redirect"):
            asked += 1
            if asked <= MAX_LOOKUPS:
                inner = means if term.name == "include" else included
                yield from _leaves(spf, absolute_domain(term.value), inner, asked, seen)
        elif term.name in ("ip4", "ip6", "a", "mx") or (term.name == "all" and included is not None):
            yield Leaf(term, holder, owner, means)


class Named:
    """What one term names: an address with a written prefix length, and the host and record that lead there, if any."""

    __slots__ = ("leaf", "address", "length", "host", "record")

    def __init__(self, leaf: Leaf, address: str, length: int | None, host: str, record: "Record | None") -> None:
        bits = 128 if ":" in address else 32
        self.leaf = leaf
        self.address = address
        self.length = length if length is not None else bits
        self.host = host
        self.record = record

    @property
    def is_alone(self) -> bool:
        """Whether it is a single address."""
        return self.length == (128 if ":" in self.address else 32)
