"""What the evaluation of an SPF record asks of the DNS, as far as the loaded zones show (RFC 7208 section 4.6.4).

Counted is what a client costs that no mechanism matches: the most that the record can cost. What lies beyond the
loaded zones counts as nothing, so that every number is a lower bound.
"""

from zonelint.dns.answers import LOOP
from zonelint.mail.spf.client import ANYBODY, Client, domain_name
from zonelint.mail.spf.records import absolute_domain, inner_records
from zonelint.mail.spf.results import MAX_HOSTS, MAX_VOID_LOOKUPS
from zonelint.mail.spf.walk import NO_MATCH, Walk, clients_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.mail.spf.policy import Term
    from zonelint.mail.spf.records import SpfRecords

FAULTY = "faulty"
"""The evaluation stops at a record with a fault, or without a record."""

_MOST = 1_000_000
"""Counted no further: records may include one another so often that the number has no end."""


class Cost:
    """What one record costs, what it includes counted in.

    lookups    terms that ask the DNS
    exact      whether that is all: everything on the way is loaded
    parts      (term, its lookups) in the order of the evaluation
    voids      (term, name, the record's owner) of each term whose look-up provably finds nothing
    early      how many of `voids` stand before anything can match, so that every client meets them
    matches    whether anything in the record may match a client
    passes     whether it may let a client pass, so that an include of it matches
    crowded    (term, name, number of its MX records, the record's owner) of each ``mx`` with too many
    ends       why the evaluation stops before the end: LOOP, FAULTY, or empty
    """

    __slots__ = ("lookups", "exact", "parts", "voids", "early", "matches", "passes", "crowded", "ends")

    def __init__(self) -> None:
        self.lookups = 0
        self.exact = True
        self.parts: list[tuple[Term, int]] = []
        self.voids: list[tuple[Term, str, str]] = []
        self.early = 0
        self.matches = False
        self.passes = False
        self.crowded: list[tuple[Term, str, int, str]] = []
        self.ends = ""

    def may_match(self, term: "Term") -> None:
        """Note that `term` may match a client."""
        self.matches = True
        self.passes = self.passes or term.qualifier in ("", "+")


class SpfCosts:
    """The costs of the SPF records of one view, each worked out once."""

    def __init__(self, spf: "SpfRecords") -> None:
        self.spf = spf
        self.namespace = spf.namespace
        self._costs: dict[str, Cost] = {}

    def of(self, domain: str) -> Cost:
        """Return the cost of the SPF record of `domain`, which has exactly one."""
        # Without recursion: thousands of records may include one another in a row.
        waiting = [domain]
        begun: set[str] = set()
        while waiting:
            name = waiting[-1]
            if name in self._costs:
                waiting.pop()
                continue
            inner = [] if name in begun else self._inner(name)
            missing = [each for each in inner if each not in self._costs and each not in begun]
            begun.add(name)
            if missing:
                waiting += missing
            else:
                self._costs[name] = self._cost(name)
                waiting.pop()
        return self._costs[domain]

    def _inner(self, name: str) -> list[str]:
        spf = self.spf.at(name)
        return [target for _, target in inner_records(spf)] if spf is not None else []

    def _cost(self, name: str) -> Cost:
        spf = self.spf.at(name)
        cost = Cost()
        if spf is None:
            answer = self.namespace.lookup(name, "TXT")
            cost.exact = not answer.unknown
            cost.matches = cost.passes = answer.unknown
            cost.ends = "" if answer.unknown else FAULTY
            return cost
        if spf.policy.faults:
            cost.ends = FAULTY
            return cost
        for term in spf.policy.mechanisms:
            if cost.ends:
                return cost
            self._add(cost, term, name)
        if not cost.ends and spf.policy.redirect is not None:
            self._add(cost, spf.policy.redirect, name)
        return cost

    def _add(self, cost: Cost, term: "Term", name: str) -> None:
        """Add what `term` in the record of `name` costs."""
        if term.name in ("include", "redirect"):
            self._add_inner(cost, term)
        elif term.name in ("a", "mx", "exists", "ptr"):
            cost.lookups += 1
            cost.parts.append((term, 1))
            self._add_asked(cost, term, name)
        else:
            cost.may_match(term)

    def _add_inner(self, cost: Cost, term: "Term") -> None:
        cost.lookups += 1
        inner = Cost()
        if "%" in term.value:
            inner.exact = False
            inner.matches = inner.passes = True
        else:
            known = self._costs.get(absolute_domain(term.value))
            inner.ends = LOOP
            inner = known or inner
        cost.lookups = min(cost.lookups + inner.lookups, _MOST)
        cost.parts.append((term, 1 + inner.lookups))
        cost.exact = cost.exact and inner.exact
        if not cost.matches:
            cost.early += inner.early
        # More than needed for a finding is not kept: records may include others without end.
        cost.voids += inner.voids[: 4 * MAX_VOID_LOOKUPS]
        cost.crowded += inner.crowded[:1]
        if inner.passes or (inner.matches and term.name == "redirect"):
            cost.may_match(term)
        cost.ends = inner.ends

    def _add_asked(self, cost: Cost, term: "Term", name: str) -> None:
        asked = domain_name(term.value or name)
        if term.name == "mx" and asked is not None:
            exchanges = len(self.namespace.lookup(asked, "MX").records)
            if exchanges > MAX_HOSTS:
                cost.crowded.append((term, asked, exchanges, name))
        if asked is not None and asked[:2] != "*." and self._is_void(term, name):
            cost.voids.append((term, asked, name))
            cost.early += not cost.matches
        else:
            cost.may_match(term)

    def _is_void(self, term: "Term", name: str) -> bool:
        """Tell whether the look-up of `term` in the record of `name` finds nothing, whatever the client."""
        for bits in (32, 128):
            walk = Walk(Client(bits, None, f"{ANYBODY}@{name}", self.namespace, None))
            outcomes = walk.outcomes(term, name, clients_of(0, 0), outermost=True)
            if list(outcomes) != [NO_MATCH] or (1, 1) not in outcomes[NO_MATCH]:
                return False
        return True
