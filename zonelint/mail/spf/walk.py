"""The walk over SPF records, for any number of clients at once: ``check_host()`` of RFC 7208 section 4.

What is asked of an SPF record - what one client gets, which networks may send, whom it names - is asked of this walk,
so that the answers cannot contradict one another. Clients part where a term matches some of them, and where a look-up
that nothing loaded tells of may end in several ways; those with the same past go on together.
"""

from zonelint.dns.answers import LOOP, UNKNOWN
from zonelint.dns.names import is_at_or_below
from zonelint.dns.txt import text_of
from zonelint.mail.spf.addresses import range_of, split, union
from zonelint.mail.spf.client import domain_name
from zonelint.mail.spf.policy import spf_policy
from zonelint.mail.spf.results import (
    FAIL,
    MAX_HOSTS,
    MAX_LOOKUPS,
    MAX_VOID_LOOKUPS,
    NEUTRAL,
    NONE,
    PASS,
    PERMERROR,
    SOFTFAIL,
    TEMPERROR,
)
from zonelint.mail.txt_records import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.dns.zone import Record
    from zonelint.mail.spf.addresses import Ranges
    from zonelint.mail.spf.client import Client
    from zonelint.mail.spf.policy import SpfPolicy, Term

    Clients = dict[tuple[int, int], Ranges]
    """(terms that asked the DNS, look-ups that found nothing) -> the addresses of those who have come so far."""
    Outcomes = dict[str, Clients]
    """What a term or a record may come to -> for whom; a client stands under each outcome that it may have."""

# What a mechanism may come to, besides the errors and UNKNOWN.
MATCH, NO_MATCH = "match", "no match"

_RESULT_OF = {"+": PASS, "-": FAIL, "~": SOFTFAIL, "?": NEUTRAL}
_OF_INCLUDED = {PASS: MATCH, TEMPERROR: TEMPERROR, NONE: PERMERROR, PERMERROR: PERMERROR, UNKNOWN: UNKNOWN}
"""What the result of an included record means for the record that includes it, if not NO_MATCH (section 5.2)."""


class Walk:
    """One walk. Subclasses say what follows from a doubt and from an error.

    term, record   the mechanism that matched last in an outermost record, and the record looked at last
    doubts         (term or domain, reason) of what nothing loaded tells
    fault          the first error
    explaining     the exp of that record and its domain
    """

    def __init__(self, client: "Client") -> None:
        self.client = client
        self.namespace = client.namespace
        self.term: Term | None = None
        self.record: Record | None = None
        self.doubts: list[tuple[str, str]] = []
        self.fault = ""
        self.explaining: tuple[Term | None, str] = (None, "")

    # -- what subclasses change --------------------------------------------------------------------------------------

    def doubt(self, clients: "Clients", about: str, why: str, *may_be: str) -> "Outcomes":
        """Return what follows where nothing loaded tells which of `may_be` it comes to: each of them may be."""
        self.note(about, why)
        return dict.fromkeys(may_be, clients)

    def error(self, result: str, clients: "Clients", why: str) -> "Outcomes":
        """Return what follows from an error, or from a record that is not there."""
        self.fault = self.fault or why
        return {result: clients} if clients else {}

    def reads(self, policy: "SpfPolicy") -> bool:
        """Tell whether the walk goes into a record: a fault anywhere in it is an error (RFC 7208 section 4.6)."""
        return not policy.faults

    def end(self, clients: "Clients") -> "Outcomes":
        """Return what those come to whom no term of a record without a redirect matches (RFC 7208 section 4.7)."""
        return {NEUTRAL: clients}

    def note(self, about: str, why: str) -> None:
        """Note a doubt."""
        self.doubts.append((about, why))

    def count(self, term: "Term", clients: "Clients") -> "tuple[Clients, Outcomes]":
        """Count `term`, which asks the DNS: return who may go on, and the error of the others (section 4.6.4)."""
        del term
        within = {(lookups + 1, voids): each for (lookups, voids), each in clients.items() if lookups < MAX_LOOKUPS}
        over = {(lookups + 1, voids): each for (lookups, voids), each in clients.items() if lookups >= MAX_LOOKUPS}
        return within, self.error(PERMERROR, over, f"over {MAX_LOOKUPS} terms ask the DNS") if over else {}

    def void(self, clients: "Clients") -> "Outcomes":
        """Count a look-up that finds nothing, so that the term does not match (section 4.6.4)."""
        within = {(lookups, voids + 1): each for (lookups, voids), each in clients.items() if voids < MAX_VOID_LOOKUPS}
        over = {(lookups, voids + 1): each for (lookups, voids), each in clients.items() if voids >= MAX_VOID_LOOKUPS}
        error = self.error(PERMERROR, over, f"over {MAX_VOID_LOOKUPS} look-ups find nothing") if over else {}
        return _joined({NO_MATCH: within} if within else {}, error)

    # -- records -----------------------------------------------------------------------------------------------------

    def evaluate(self, domain: str, clients: "Clients", outermost: bool) -> "Outcomes":
        """Return the results that the record of `domain` may come to."""
        policy, ended = self._policy(domain, clients, outermost)
        if policy is None:
            return ended
        found: list[Outcomes] = []
        for term in policy.mechanisms:
            outcomes = self.outcomes(term, domain, clients, outermost)
            if MATCH in outcomes:
                found.append({_RESULT_OF[term.qualifier]: outcomes.pop(MATCH)})
                self.term = term if outermost else self.term
            clients = outcomes.pop(NO_MATCH, {})
            if outcomes:
                found.append(outcomes)
            if not clients:
                return _joined(*found)
        if policy.redirect is not None:
            return _joined(*found, self._redirected(policy.redirect, domain, clients, outermost))
        self.term = None if outermost else self.term
        return _joined(*found, self.end(clients))

    def _redirected(self, term: "Term", domain: str, clients: "Clients", outermost: bool) -> "Outcomes":
        clients, over = self.count(term, clients)
        if not clients:
            return over
        target = self.client.target(term, domain)
        if target is None:
            return _joined(over, self.doubt(clients, term.text, _ON_MESSAGE, UNKNOWN))
        found = self.evaluate(target, clients, outermost)
        # RFC 7208 section 6.1: without a record there, the redirect is an error.
        lacking = found.pop(NONE, {})
        return _joined(over, found, self.error(PERMERROR, lacking, f"{target} has no SPF record") if lacking else {})

    def _policy(self, domain: str, clients: "Clients", outermost: bool) -> "tuple[SpfPolicy | None, Outcomes]":
        """Return the policy of `domain` if the walk is to read it, and what the result may be besides what it says."""
        name = domain_name(domain)
        if name is None:
            return None, self.error(NONE, clients, f"{domain} is not a domain")
        answer = self.namespace.lookup(name, "TXT")
        if answer.unknown:
            why = f"the SPF record of {name} is not known: {answer.why}"
            return None, self.doubt(clients, domain, why, UNKNOWN)
        if answer.status == LOOP:
            return None, self.error(TEMPERROR, clients, answer.why)
        records = [record for record in answer.records if is_spf(record)]
        if len(records) > 1:
            return None, self.error(PERMERROR, clients, f"{name} has {len(records)} SPF records")
        if not answer.absent and not answer.whole:
            possible = self.doubt(clients, domain, f"{name} may have other TXT records", UNKNOWN)
            if UNKNOWN in possible:
                return None, possible
        if not records:
            return None, self.error(NONE, clients, f"{name} has no SPF record")
        policy = spf_policy(text_of(records[0]))
        if outermost:
            self.record = records[0]
            self.explaining = (policy.exp, domain)
        if not self.reads(policy):
            fault = f"the SPF record of {name} is faulty at `{policy.faults[0].text}`"
            return None, self.error(PERMERROR, clients, fault)
        return policy, {}

    # -- mechanisms --------------------------------------------------------------------------------------------------

    def outcomes(self, term: "Term", domain: str, clients: "Clients", outermost: bool) -> "Outcomes":
        """Return what `term` may come to: MATCH, NO_MATCH, TEMPERROR, PERMERROR, or UNKNOWN for anything."""
        del outermost
        if term.name == "all":
            return {MATCH: clients}
        if term.name in ("ip4", "ip6"):
            bits, network = range_of(term.value, term.prefix4 if term.name == "ip4" else term.prefix6)
            return _parted(clients, [network] if bits == self.client.bits else [])
        clients, over = self.count(term, clients)
        if not clients:
            return over
        target = self.client.target(term, domain)
        if target is None:
            return _joined(over, self.doubt(clients, term.text, _ON_MESSAGE, UNKNOWN))
        return _joined(over, self._asked(term, target, clients))

    def _asked(self, term: "Term", target: str, clients: "Clients") -> "Outcomes":
        if term.name == "include":
            return self._include(target, clients)
        name = domain_name(target)
        if name is None:
            return {NO_MATCH: clients}  # no question can be asked; RFC 7208 section 4.8 leaves open what follows
        if term.name == "a":
            return self._among([name], term, clients)
        ask = {"mx": self._mx, "exists": self._exists, "ptr": self._ptr}[term.name]
        return ask(name, term, clients)

    def _include(self, target: str, clients: "Clients") -> "Outcomes":
        found = self.evaluate(target, clients, outermost=False)
        return _joined(*({_OF_INCLUDED.get(result, NO_MATCH): those} for result, those in found.items()))

    def _among(self, names: "Iterable[str]", term: "Term", clients: "Clients") -> "Outcomes":
        """Return what `term` comes to if it names the addresses of the hosts `names`."""
        prefix = term.prefix4 if self.client.bits == 32 else term.prefix6
        answers = [self.namespace.lookup(name, self.client.address_type) for name in names]
        networks = [range_of(record.rdata, prefix)[1] for answer in answers for record in answer.records]
        matched = _parted(clients, union(networks))
        clients = matched.pop(NO_MATCH, {})
        loop = next((answer for answer in answers if answer.status == LOOP), None)
        doubtful = next((answer for answer in answers if answer.unknown or not (answer.absent or answer.whole)), None)
        # A mechanism finds nothing if none of its look-ups does.
        may_be_void = bool(answers) and not any(answer.found for answer in answers)
        if not clients:
            return matched
        if loop is not None:
            return _joined(matched, self.error(TEMPERROR, clients, loop.why))
        if doubtful is not None:
            why = f"the addresses of {doubtful.name} are not all known"
            why += f": {doubtful.why}" if doubtful.unknown else ""
            return _joined(matched, self._open(term, clients, why, may_be_void))
        return _joined(matched, self.void(clients) if may_be_void else {NO_MATCH: clients})

    def _open(self, term: "Term", clients: "Clients", why: str, may_be_void: bool, *errors: str) -> "Outcomes":
        """Return what a look-up comes to of which nothing loaded tells."""
        found = self.doubt(clients, term.text, why, MATCH, NO_MATCH, *errors)
        return _joined(found, self.void(clients)) if may_be_void and MATCH in found else found

    def _mx(self, name: str, term: "Term", clients: "Clients") -> "Outcomes":
        answer = self.namespace.lookup(name, "MX")
        if answer.unknown or (answer.found and not answer.whole):
            found = self._open(term, clients, f"the MX records of {name} are not all known", True, PERMERROR)
            if MATCH in found or answer.unknown:
                return found
        if answer.status == LOOP:
            return self.error(TEMPERROR, clients, answer.why)
        if len(answer.records) > MAX_HOSTS:
            return self.error(PERMERROR, clients, f"{name} has over {MAX_HOSTS} MX records")
        if not answer.records:
            return self.void(clients)
        return self._among([record.target for record in answer.records if record.target != "."], term, clients)

    def _exists(self, name: str, term: "Term", clients: "Clients") -> "Outcomes":
        answer = self.namespace.lookup(name, "A")
        if answer.status == LOOP:
            return self.error(TEMPERROR, clients, answer.why)
        if answer.unknown:
            return self._open(term, clients, f"whether {name} exists is not known: {answer.why}", True)
        return {MATCH: clients} if answer.found else self.void(clients)

    def _ptr(self, name: str, term: "Term", clients: "Clients") -> "Outcomes":
        ip = self.client.ip
        if ip is None:
            return self._open(term, clients, "it depends on the names of the client", False)
        answer = self.namespace.reverse(ip)
        if answer.status == LOOP:
            return {NO_MATCH: clients}  # RFC 7208 section 5.5: a DNS error here is not a match
        if answer.unknown:
            return self._open(term, clients, f"the PTR of {ip} is not known: {answer.why}", True)
        names = [ptr.target for ptr in answer.records[:MAX_HOSTS]]
        outcomes = {self.client.leads_back(each) for each in names if is_at_or_below(each, name)}
        if True in outcomes:
            return {MATCH: clients}
        if None in outcomes or not (answer.absent or answer.whole):
            return self._open(term, clients, f"the names of {ip} are not all known", False)
        return {NO_MATCH: clients} if answer.found else self.void(clients)


_ON_MESSAGE = "it depends on the message, or on the names of the client"


def clients_of(first: int, last: int) -> "Clients":
    """Return the clients with the addresses from `first` to `last`, before anything is asked."""
    return {(0, 0): [(first, last)]}


def ranges_of(clients: "Clients") -> "list[tuple[int, int]]":
    """Return the addresses of `clients`."""
    return union([each for ranges in clients.values() for each in ranges])


def _parted(clients: "Clients", ranges: "Ranges") -> "Outcomes":
    """Return MATCH for those within `ranges`, NO_MATCH for the others."""
    if not ranges:
        return {NO_MATCH: clients}
    outcomes: Outcomes = {}
    for past, those in clients.items():
        for outcome, some in zip((MATCH, NO_MATCH), split(those, ranges), strict=True):
            if some:
                outcomes.setdefault(outcome, {})[past] = some
    return outcomes


def _joined(*parts: "Outcomes") -> "Outcomes":
    """Return for each outcome all whom one of `parts` has it for."""
    filled = [part for part in parts if part]
    if len(filled) < 2:
        return filled[0] if filled else {}
    ranges: dict[tuple[str, tuple[int, int]], list[tuple[int, int]]] = {}
    for part in filled:
        for outcome, clients in part.items():
            for past, those in clients.items():
                ranges.setdefault((outcome, past), []).extend(those)
    found: Outcomes = {}
    for (outcome, past), those in ranges.items():
        found.setdefault(outcome, {})[past] = union(those) if len(those) > 1 else those
    return found
