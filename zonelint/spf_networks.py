"""Which addresses a domain lets send by its SPF record, as networks (RFC 7208).

The same walk as `check_host`, for all addresses at once: what a term matches is settled by it, and the first match
counts.
"""

from zonelint.answers import LOOP
from zonelint.spf import is_spf, spf_policy, text_of
from zonelint.spf_addresses import networks, range_of, split, union
from zonelint.spf_client import domain_name
from zonelint.spf_results import MAX_HOSTS, MAX_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.answers import Answer
    from zonelint.namespace import Namespace
    from zonelint.spf import SpfPolicy, Term
    from zonelint.spf_addresses import Ranges

_ADDRESSES = {32: "A", 128: "AAAA"}


class Authorised:
    """Whom a domain lets send.

    networks  the networks for which the result is ``pass``, IPv4 first, as few as possible, in order
    unknown   (term, reason) of each term that may let others pass, or take some of these away
    error     why the evaluation ends in an error for the addresses that nothing matched before; empty if it does not.
              What lets pass behind that term is not looked at, though it may hold for addresses that an include denied
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
    found = Authorised()
    for bits in (32, 128):
        walk = _Walk(namespace, bits)
        passing = walk.passing(domain.removesuffix("."), [(0, (1 << bits) - 1)], False)
        found.networks += networks(bits, union(passing))
        found.unknown += [each for each in walk.unknown if each not in found.unknown]
        found.error = found.error or walk.error
    return found


class _Walk:
    """The walk for one family; `bits` is the width of its addresses."""

    def __init__(self, namespace: "Namespace", bits: int) -> None:
        self.namespace = namespace
        self.bits = bits
        self.lookups = 0
        self.unknown: list[tuple[str, str]] = []
        self.error = ""

    def passing(self, domain: str, rest: "Ranges", needed: bool) -> "list[tuple[int, int]]":
        """Return which of the addresses in `rest` the record of `domain` lets pass; `needed`: it must have one."""
        policy = self._policy(domain, needed)
        found: list[tuple[int, int]] = []
        for term in policy.mechanisms if policy is not None else ():
            matched, rest = split(rest, union(self._matched(term, domain, rest)))
            if term.qualifier == "+":
                found += matched
            if self.error or not rest:
                return found
        if policy is not None and policy.redirect is not None and self._asks(policy.redirect):
            target = self._target(policy.redirect, domain)
            if target is not None:
                found += self.passing(target, rest, True)
        return found

    def _policy(self, domain: str, needed: bool) -> "SpfPolicy | None":
        name = domain_name(domain)
        answer = self.namespace.lookup(name, "TXT") if name is not None else None
        if answer is not None and (answer.unknown or (not answer.absent and not answer.whole)):
            self.unknown.append((domain, answer.why or "the zone is incomplete"))
            if answer.unknown:
                return None
        records = [record for record in answer.records if is_spf(record)] if answer is not None else []
        if len(records) != 1 and (records or needed):
            self.error = f"{domain} has {len(records) or 'no'} SPF record{'s' if len(records) > 1 else ''}"
        policy = spf_policy(text_of(records[0])) if len(records) == 1 else None
        if policy is not None and policy.faults:
            self.error = f"the SPF record of {domain} is faulty at `{policy.faults[0].text}`"
            return None
        return policy

    def _asks(self, term: "Term") -> bool:
        """Count a term that asks the DNS; False for one too many (RFC 7208 section 4.6.4)."""
        self.lookups += 1
        if self.lookups > MAX_LOOKUPS:
            self.error = f"over {MAX_LOOKUPS} terms ask the DNS, at `{term.text}`"
        return not self.error

    def _target(self, term: "Term", domain: str) -> str | None:
        if "%" in term.value:
            self.unknown.append((term.text, "it depends on the message"))
            return None
        return term.value or domain

    def _matched(self, term: "Term", domain: str, rest: "Ranges") -> "Ranges":
        if term.name == "all":
            return rest
        if term.name in ("ip4", "ip6"):
            bits, found = range_of(term.value, term.prefix4 if term.name == "ip4" else term.prefix6)
            return [found] if bits == self.bits else []
        if not self._asks(term):
            return []
        target = self._target(term, domain)
        name = domain_name(target) if target is not None else None
        if target is None or (name is None and term.name != "include"):
            return []
        if term.name == "include":
            return self.passing(target, rest, True)
        if term.name == "ptr":
            self.unknown.append((term.text, "it depends on the names of the client"))
            return []
        assert name is not None
        if term.name == "exists":
            return self._if_exists(term, name, rest)
        return list(self._hosts(term, name))

    def _if_exists(self, term: "Term", name: str, rest: "Ranges") -> "Ranges":
        answer = self.namespace.lookup(name, "A")
        self._note(term, answer)
        return rest if answer.found else []

    def _hosts(self, term: "Term", name: str) -> "Iterator[tuple[int, int]]":
        names = [name]
        if term.name == "mx":
            answer = self.namespace.lookup(name, "MX")
            self._note(term, answer)
            if len(answer.records) > MAX_HOSTS:
                self.error = f"{name} has over {MAX_HOSTS} MX records"
                return
            names = [record.target for record in answer.records if record.target != "."]
        prefix = term.prefix4 if self.bits == 32 else term.prefix6
        for host in names:
            answer = self.namespace.lookup(host, _ADDRESSES[self.bits])
            self._note(term, answer)
            yield from (range_of(record.rdata, prefix)[1] for record in answer.records)

    def _note(self, term: "Term", answer: "Answer") -> None:
        """Note what an answer leaves open."""
        if answer.status == LOOP:
            self.error = self.error or answer.why
        elif answer.unknown or not (answer.absent or answer.whole):
            self.unknown.append((term.text, answer.why or f"{answer.name} lies in a zone that is incomplete"))
