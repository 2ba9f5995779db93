"""Whom an SPF record means to let send: its terms with addresses, and which of them is the first to match an address.

The order is that of an evaluation (RFC 7208 section 4.6): what a term settles, no later one changes. A term in an
included record that matches without letting pass makes just that include not match (section 5.2). Other than for a
receiver, a fault does not end it: who may send was meant all the same.
"""

from functools import cached_property

from zonelint.spf_addresses import number_of
from zonelint.spf_records import absolute_domain
from zonelint.spf_results import MAX_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """

    __slots__ = ("term", "holder", "owner", "scope")

    def __init__(self, term: "Term", holder: "SpfDomain", owner: str, scope: "Scope") -> None:
        self.term = term
        self.holder = holder
        self.owner = owner
        self.scope = scope

    @property
    def qualifier(self) -> str:
        """What a match means for the domain: a qualifier, or nothing if an include on the way does not match by it."""
        return self.settle(set())

    @property
    def lets(self) -> bool:
        """Whether it lets what it matches send, if with doubt."""
        return self.qualifier in LETS

    def settle(self, blocked: set[int]) -> str:
        """Return the same as `qualifier`; an include that does not match is added to `blocked`."""
        qualifier = self.term.qualifier
        for number, outer in reversed(self.scope):
            if qualifier != "+":
                blocked.add(number)
                return ""
            qualifier = outer
        return qualifier


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
    """

    def __init__(self) -> None:
        self.may_deny = False
        self._steps: list[tuple[int, int, int, str, Scope]] = []
        self._tables: dict[tuple[int, int], dict[int, list[tuple[int, Leaf]]]] = {}

    def add(self, address: str, length: int, leaf: Leaf) -> None:
        """Add a network that `leaf` matches, the next in order."""
        bits, number = number_of(address)
        self._note((bits, length), number >> (bits - length), leaf)

    def add_everybody(self, leaf: Leaf) -> None:
        """Let `leaf` match all addresses that nothing before does: an ``all`` in an included record."""
        for bits in (32, 128):
            self._note((bits, 0), 0, leaf)

    def _note(self, network: tuple[int, int], prefix: int, leaf: Leaf) -> None:
        self._tables.setdefault(network, {}).setdefault(prefix, []).append((len(self._steps), leaf))
        self._steps.append((*network, prefix, leaf.term.qualifier, leaf.scope))
        self.may_deny = self.may_deny or not leaf.lets

    @cached_property
    def key(self) -> "tuple[tuple[int, int, int, str, Scope], ...]":
        """What tells these from those of another domain; to be asked for when all are added."""
        return tuple(self._steps)

    def qualifier(self, address: str) -> str:
        """Return the qualifier that the evaluation ends with for `address`; nothing if no term of these matches."""
        bits, number = number_of(address)
        hits: list[tuple[int, Leaf]] = []
        for (family, length), table in self._tables.items():
            if family == bits:
                hits += table.get(number >> (bits - length), ())
        blocked: set[int] = set()
        for _, leaf in sorted(hits, key=lambda hit: hit[0]):
            if not any(include in blocked for include, _ in leaf.scope):
                qualifier = leaf.settle(blocked)
                if qualifier:
                    return qualifier
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
    def is_alone(self) -> bool:
        """Whether it is a single address."""
        return self.length == _bits(self.address)


def _bits(address: str) -> int:
    return 128 if ":" in address else 32
