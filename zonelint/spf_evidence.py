"""Whom an SPF record means to let send: its terms with addresses, and which of them is the first to match an address.

The order is that of an evaluation (RFC 7208 section 4.6): what a term settles, no later one changes. A term in an
included record that matches without letting pass makes just that include not match (section 5.2). Other than for a
receiver, a fault does not end it: who may send was meant all the same.
"""

from zonelint.spf_addresses import number_of
from zonelint.spf_records import absolute_domain
from zonelint.spf_results import MAX_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.records import Record
    from zonelint.spf import Term
    from zonelint.spf_records import SpfDomain, SpfRecords

    Scope = tuple[tuple[int, str], ...]
    """The includes that lead to a record, the outermost first: the number of each, and its qualifier."""

LETS = ("+", "~", "?")
"""The qualifiers of those who may send, if with doubt."""


class Leaf:
    """A term that matches by addresses: ``ip4``, ``ip6``, ``a``, ``mx``, or ``all`` in an included record.

    term, holder  the term, and the record that holds it
    owner         the name that the record is evaluated at
    scope         the includes that lead there
    qualifier     what a match means for the domain; empty if an include on the way does not match by it
    stops         the number of that include, or 0
    """

    __slots__ = ("term", "holder", "owner", "scope", "qualifier", "stops")

    def __init__(self, term: "Term", holder: "SpfDomain", owner: str, scope: "Scope") -> None:
        self.term = term
        self.holder = holder
        self.owner = owner
        self.scope = scope
        self.qualifier = term.qualifier
        self.stops = 0
        for number, outer in reversed(scope):
            if self.qualifier != "+":
                self.qualifier, self.stops = "", number
                break
            self.qualifier = outer


def leaves(spf: "SpfRecords", domain: str) -> "Iterator[Leaf]":
    """Yield the terms that match by addresses in the record of `domain`, in the order of an evaluation.

    Includes and redirects are followed into the loaded zones, as many as an evaluation may follow.
    """
    return _Walk(spf).leaves(domain, ())


class _Walk:
    def __init__(self, spf: "SpfRecords") -> None:
        self._spf = spf
        self._followed = 0

    def leaves(self, owner: str, scope: "Scope") -> "Iterator[Leaf]":
        spf = self._spf.at(owner)
        for term in spf.terms if spf is not None else ():
            if term.name in ("include", "redirect"):
                if self._followed < MAX_LOOKUPS:
                    self._followed += 1
                    inner = (*scope, (self._followed, term.qualifier)) if term.name == "include" else scope
                    yield from self.leaves(absolute_domain(term.value), inner)
            elif term.name in ("ip4", "ip6", "a", "mx") or (term.name == "all" and scope):
                assert spf is not None
                yield Leaf(term, spf, owner, scope)


class Matches:
    """The addresses and networks that the terms of one domain match, to be asked for an address.

    may_deny  whether any term takes addresses away from later ones
    key       what tells these from those of a domain with other terms
    """

    def __init__(self, found: "Sequence[Named]") -> None:
        """Take what the terms name, in their order."""
        self.may_deny = any(named.leaf.qualifier not in LETS for named in found)
        self._tables: dict[tuple[int, int], dict[int, list[tuple[int, Leaf]]]] = {}
        for place, named in enumerate(found):
            bits, number = number_of(named.address)
            table = self._tables.setdefault((bits, named.length), {})
            table.setdefault(number >> (bits - named.length), []).append((place, named.leaf))
        self.key = tuple((each.address, each.length, each.leaf.term.qualifier, each.leaf.scope) for each in found)

    def qualifier(self, address: str) -> str:
        """Return the qualifier that the evaluation ends with for `address`; nothing if no term of these matches."""
        bits, number = number_of(address)
        hits: list[tuple[int, Leaf]] = []
        for (family, length), table in self._tables.items():
            if family == bits:
                hits += table.get(number >> (bits - length), ())
        stopped: set[int] = set()
        for _, leaf in sorted(hits, key=lambda hit: hit[0]):
            if not any(include in stopped for include, _ in leaf.scope):
                if leaf.qualifier:
                    return leaf.qualifier
                stopped.add(leaf.stops)
        return ""

    def lets(self, address: str) -> bool:
        """Tell whether `address` may send, if with doubt."""
        return self.qualifier(address) in LETS


class Named:
    """What one term names: an address with a written prefix length, and the host and record that lead there, if any."""

    __slots__ = ("leaf", "address", "length", "host", "record")

    def __init__(self, leaf: Leaf, address: str, length: int | None, host: str, record: "Record | None") -> None:
        self.leaf = leaf
        self.address = address
        self.length = length if length is not None else _bits(address)
        self.host = host
        self.record = record

    @property
    def is_everybody(self) -> bool:
        """Whether it is an ``all``."""
        return self.leaf.term.name == "all"

    @property
    def is_alone(self) -> bool:
        """Whether it is a single address."""
        return self.length == _bits(self.address)


def everybody(leaf: Leaf) -> "Iterator[Named]":
    """Yield what ``all`` matches: the addresses of both families."""
    for address in ("192.0.2.1", "2001:db8::1"):  # with no bit of them
        yield Named(leaf, address, 0, "", None)


def _bits(address: str) -> int:
    return 128 if ":" in address else 32
