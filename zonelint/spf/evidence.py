"""Whom an SPF record means to let send: its terms with addresses, and what the record means for each address.

Other than for a receiver, an error does not end it: who may send was meant all the same.
"""

from bisect import bisect_right
from functools import cached_property

from zonelint.spf.addresses import number_of
from zonelint.spf.client import ANYBODY, Client
from zonelint.spf.records import absolute_domain
from zonelint.spf.results import MAX_LOOKUPS, NEUTRAL, PASS, SOFTFAIL
from zonelint.spf.walk import NO_MATCH, Walk, clients_of, ranges_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.namespace import Namespace
    from zonelint.records import Record
    from zonelint.spf.addresses import Ranges
    from zonelint.spf.policy import SpfPolicy, Term
    from zonelint.spf.records import SpfDomain, SpfRecords
    from zonelint.spf.walk import Clients, Outcomes

LETS = ("+", "~", "?")
"""The qualifiers of those who may send, if with doubt."""
SENDS = (PASS, SOFTFAIL, NEUTRAL)
"""The results of those who may send, if with doubt."""


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
    return _leaves(spf, domain, None, iter(range(MAX_LOOKUPS)))


def _leaves(spf: "SpfRecords", owner: str, included: str | None, left: "Iterator[int]") -> "Iterator[Leaf]":
    """Yield those of the record of `owner`; a pass of it means `included`, None: it is not included."""
    holder = spf.at(owner)
    for term in holder.terms if holder is not None else ():
        means = term.qualifier if included is None else included if term.qualifier == "+" else ""
        if term.name == "include" and next(left, None) is not None:
            yield from _leaves(spf, absolute_domain(term.value), means, left)
        elif term.name == "redirect" and next(left, None) is not None:
            yield from _leaves(spf, absolute_domain(term.value), included, left)
        elif term.name in ("ip4", "ip6", "a", "mx") or (term.name == "all" and included is not None):
            assert holder is not None
            yield Leaf(term, holder, owner, means)


class Meant:
    """What the record of a domain means for each address that its terms name."""

    def __init__(self, namespace: "Namespace", domain: str) -> None:
        self._namespace = namespace
        self._domain = domain

    @cached_property
    def key(self) -> "tuple[tuple[str, int, tuple[tuple[int, int], ...]], ...]":
        """What tells it from that of a domain with other networks: result, bits of the family, ranges."""
        found = []
        for bits in (32, 128):
            walk = _Meaning(Client(bits, None, f"{ANYBODY}@{self._domain}", self._namespace, None))
            outcomes = walk.evaluate(self._domain.removesuffix("."), clients_of(0, (1 << bits) - 1), outermost=True)
            found += [(result, bits, tuple(ranges_of(outcomes.get(result, {})))) for result in SENDS]
        return tuple(found)

    def result(self, address: str) -> str:
        """Return the result that is meant for `address`: one of SENDS, or nothing."""
        bits, number = number_of(address)
        return next((result for result, of, ranges in self.key if of == bits and _holds(ranges, number)), "")

    def lets(self, address: str) -> bool:
        """Tell whether `address` may send, if with doubt."""
        return bool(self.result(address))


def _holds(ranges: "Ranges", number: int) -> bool:
    at = bisect_right(ranges, number, key=lambda each: each[0])
    return at > 0 and number <= ranges[at - 1][1]


class _Meaning(Walk):
    """A walk for all addresses that no error and no doubt ends; ``all`` names nobody, but in an included record."""

    def doubt(self, clients: "Clients", about: str, why: str, *may_be: str) -> "Outcomes":
        """Nobody is matched."""
        del about, why, may_be
        return {NO_MATCH: clients}

    def error(self, result: str, clients: "Clients", why: str) -> "Outcomes":
        """Nobody is matched."""
        return self.doubt(clients, result, why)

    def end(self, clients: "Clients") -> "Outcomes":
        """Nobody is named."""
        return {NO_MATCH: clients}

    def reads(self, policy: "SpfPolicy") -> bool:
        """Go into every record."""
        del policy
        return True

    def count(self, term: "Term", clients: "Clients") -> "tuple[Clients, Outcomes]":
        """Count what leads to other records, so that there is an end."""
        return super().count(term, clients) if term.name in ("include", "redirect") else (clients, {})

    def void(self, clients: "Clients") -> "Outcomes":
        """Nobody is matched."""
        return {NO_MATCH: clients}

    def outcomes(self, term: "Term", domain: str, clients: "Clients", outermost: bool) -> "Outcomes":
        """Pass over what names nobody."""
        if term.name == "all" and outermost:
            return {NO_MATCH: clients}
        return super().outcomes(term, domain, clients, outermost)


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
