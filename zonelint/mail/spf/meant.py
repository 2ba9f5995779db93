"""Whom an SPF record means to let send, for each address that its terms name.

Other than for a receiver, an error does not end it: who may send was meant all the same.
"""

from bisect import bisect_right
from operator import itemgetter

from zonelint.mail.spf.addresses import number_of
from zonelint.mail.spf.client import ANYBODY, Client
from zonelint.mail.spf.results import NEUTRAL, PASS, SOFTFAIL
from zonelint.mail.spf.walk import NO_MATCH, Walk, clients_of, ranges_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.mail.spf.addresses import Ranges
    from zonelint.mail.spf.policy import SpfPolicy, Term
    from zonelint.mail.spf.walk import Clients, Outcomes

SENDS = (PASS, SOFTFAIL, NEUTRAL)
"""The results of those who may send, if with doubt."""


class Meant:
    """What the record of a domain means for each address that its terms name."""

    def __init__(self, namespace: "Namespace", domain: str) -> None:
        self._namespace = namespace
        self._domain = domain
        self._found: dict[int, tuple[tuple[str, tuple[tuple[int, int], ...]], ...]] = {}

    def ranges(self, bits: int) -> "tuple[tuple[str, tuple[tuple[int, int], ...]], ...]":
        """Return (result, ranges) for each of SENDS, among the addresses of the family with this width."""
        if bits not in self._found:
            walk = _Meaning(Client(bits, None, f"{ANYBODY}@{self._domain}", self._namespace, None))
            outcomes = walk.evaluate(self._domain.removesuffix("."), clients_of(0, (1 << bits) - 1), outermost=True)
            found = ((result, tuple(ranges_of(outcomes[result]))) for result in SENDS if result in outcomes)
            self._found[bits] = tuple(found)
        return self._found[bits]

    def result(self, address: str) -> str:
        """Return the result that is meant for `address`: one of SENDS, or nothing."""
        bits, number = number_of(address)
        return next((result for result, ranges in self.ranges(bits) if _holds(ranges, number)), "")

    def lets(self, address: str) -> bool:
        """Tell whether `address` may send, if with doubt."""
        return bool(self.result(address))


def _holds(ranges: "Ranges", number: int) -> bool:
    at = bisect_right(ranges, number, key=itemgetter(0))
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
