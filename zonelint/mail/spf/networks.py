"""Which addresses a domain lets send by its SPF record, as networks (RFC 7208)."""

from zonelint.mail.spf.addresses import networks
from zonelint.mail.spf.client import ANYBODY, Client
from zonelint.mail.spf.results import PASS
from zonelint.mail.spf.walk import NO_MATCH, Walk, clients_of, ranges_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.mail.spf.walk import Clients, Outcomes


class Authorised:
    """Whom a domain lets send.

    networks  the networks for which the result is ``pass``, IPv4 first, as few as possible, in order; of what is in
              `unknown` it is taken that it matches nobody
    unknown   (term, reason) of each term that may let others pass, or take some of these away
    error     why the evaluation ends in an error for some addresses; empty if it does for none
    """

    __slots__ = ("networks", "unknown", "error")

    def __init__(self) -> None:
        self.networks: list[str] = []
        self.unknown: list[tuple[str, str]] = []
        self.error = ""

    @property
    def everybody(self) -> bool:
        """Whether all of IPv4 or all of IPv6 may send."""
        return "0.0.0.0/0" in self.networks or "::/0" in self.networks


def authorised_networks(domain: str, namespace: "Namespace") -> Authorised:
    """Return whom `domain` (with or without the final dot) lets send, as far as the loaded zones tell."""
    domain = domain.removesuffix(".")
    found = Authorised()
    for bits in (32, 128):
        walk = _Overview(Client(bits, None, f"{ANYBODY}@{domain}", namespace, None))
        outcomes = walk.evaluate(domain, clients_of(0, (1 << bits) - 1), outermost=True)
        found.networks += networks(bits, ranges_of(outcomes.get(PASS, {})))
        found.unknown += [each for each in walk.doubts if each not in found.unknown]
        found.error = found.error or walk.fault
    return found


class _Overview(Walk):
    """A walk for all addresses; what nothing loaded tells of matches nobody."""

    def doubt(self, clients: "Clients", about: str, why: str, *may_be: str) -> "Outcomes":
        """Note the doubt; nobody is matched."""
        del may_be
        self.note(about, why)
        return {NO_MATCH: clients}
