"""What a receiver makes of a client by SPF: ``check_host()`` of RFC 7208 section 4, over the loaded zones.

Where the zones end, the evaluation goes on with every outcome that the unknown look-up may have. The result is known
if all of them lead to the same; else it is UNKNOWN, with the look-up that would settle it.
"""

from zonelint.answers import LOOP, UNKNOWN
from zonelint.names import is_at_or_below
from zonelint.spf import is_spf, spf_policy, text_of
from zonelint.spf_addresses import prefix_matches
from zonelint.spf_client import ANYBODY, Client, domain_name
from zonelint.spf_results import (
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
    SpfResult,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.answers import Answer
    from zonelint.namespace import Namespace
    from zonelint.records import Record
    from zonelint.spf import SpfPolicy, Term

__all__ = ["FAIL", "NEUTRAL", "NONE", "PASS", "PERMERROR", "SOFTFAIL", "TEMPERROR", "SpfResult", "check_host", "denies"]

_RESULT_OF = {"+": PASS, "-": FAIL, "~": SOFTFAIL, "?": NEUTRAL}

# What a mechanism may come to, besides the errors and UNKNOWN.
MATCH, NO_MATCH = "match", "no match"

_NOTHING = frozenset((NO_MATCH,))
"""A mechanism that does not match."""


def check_host(
    ip: str,
    domain: str,
    sender: str,
    namespace: "Namespace",
    helo: str | None = "unknown",
    receiver: str = "unknown",
    timestamp: int | None = None,
) -> SpfResult:
    """Return what a receiver makes of the client with the address `ip` that sends as `sender` (RFC 7208 section 4).

    `domain` is that of `sender`, or the HELO name. `helo`, `receiver` (the receiving host) and `timestamp` (seconds
    since 1970, None: now) are for macros alone. Raises ValueError if `ip` is no address.
    """
    evaluation = _Evaluation(Client(ip, sender, namespace, helo, receiver, timestamp))
    domain = domain.removesuffix(".")
    if "." not in domain or domain_name(domain) is None:
        return SpfResult(NONE, frozenset((NONE,)), f"{domain or 'the empty name'} is no domain")
    possible = evaluation.evaluate(domain, outermost=True)
    result = SpfResult(next(iter(possible)) if len(possible) == 1 else UNKNOWN, possible)
    result.lookups = evaluation.lookups
    result.record = evaluation.record
    if result.result in (UNKNOWN, TEMPERROR, PERMERROR, NONE):
        result.why = evaluation.doubt if result.result == UNKNOWN else evaluation.fault
    else:
        result.term = evaluation.term
    if result.result == FAIL:
        result.explanation = evaluation.client.explanation(*evaluation.explaining)
    return result


def denies(domain: str, ip: str, namespace: "Namespace") -> bool:
    """Tell whether `domain` provably lets no mail of its own pass that comes from `ip`: the result is always ``fail``.

    Whoever the sender in that domain is, and whatever the client greets with.
    """
    domain = domain.removesuffix(".")
    return check_host(ip, domain, f"{ANYBODY}@{domain}", namespace, helo=None).result == FAIL


class _Evaluation:
    """One check, with the limits that hold for all of it.

    term, record   the mechanism that matched last in an outermost record, and the record looked at last
    doubt, fault   the first look-up that nothing tells of; the first error
    explaining     the exp of that record and its domain
    exact          whether `lookups` and `voids` are known: an included record may have matched early
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.namespace = client.namespace
        self.lookups = 0
        self.voids = 0
        self.doubtful_voids = 0
        self.exact = True
        self.term: Term | None = None
        self.record: Record | None = None
        self.doubt = ""
        self.fault = ""
        self.explaining: tuple[Term | None, str] = (None, "")

    # -- records -----------------------------------------------------------------------------------------------------

    def evaluate(self, domain: str, outermost: bool) -> frozenset[str]:
        """Return the results that the record of `domain` may come to; just UNKNOWN where it may be any."""
        policy, possible = self._policy(domain, outermost)
        if policy is None or policy.faults or UNKNOWN in possible:
            return possible
        for term in policy.mechanisms:
            outcomes = self._outcomes(term, domain)
            if UNKNOWN in outcomes:
                return frozenset((UNKNOWN,))
            if MATCH in outcomes:
                possible |= {_RESULT_OF[term.qualifier]}
                self.term = term if outermost else self.term
            possible |= outcomes - {MATCH, NO_MATCH}
            if NO_MATCH not in outcomes:
                return possible
        if policy.redirect is None:
            self.term = None if outermost else self.term
            return possible | {NEUTRAL}
        return possible | self._redirected(policy.redirect, domain, outermost)

    def _redirected(self, term: "Term", domain: str, outermost: bool) -> frozenset[str]:
        over = self._count_lookup()
        target = self.client.target(term, domain)
        if over or target is None:
            return over or self._unknown("the validated name of the client is not known")
        found = self.evaluate(target, outermost)
        # RFC 7208 section 6.1: without a record there, the redirect is an error.
        return found - {NONE} | {PERMERROR} if NONE in found else found

    def _policy(self, domain: str, outermost: bool) -> "tuple[SpfPolicy | None, frozenset[str]]":
        """Return the policy of `domain`, and what the result may be besides what it says."""
        name = domain_name(domain)
        if name is None:
            return None, self._error(NONE, f"{domain} is no domain")
        answer = self.namespace.lookup(name, "TXT")
        if answer.unknown:
            return None, self._unknown(f"the SPF record of {name} is not known: {answer.why}")
        if answer.status == LOOP:
            return None, self._error(TEMPERROR, answer.why)
        records = [record for record in answer.records if is_spf(record)]
        if len(records) > 1:
            return None, self._error(PERMERROR, f"{name} has {len(records)} SPF records")
        if not answer.absent and not answer.whole:
            return None, self._unknown(f"{name} may have other TXT records")
        if not records:
            return None, self._error(NONE, f"{name} has no SPF record")
        policy = spf_policy(text_of(records[0]))
        if outermost:
            self.record = records[0]
            self.explaining = (policy.exp, domain)
        if policy.faults:
            return policy, self._error(PERMERROR, f"the SPF record of {name} is faulty at `{policy.faults[0].text}`")
        return policy, frozenset()

    def _unknown(self, why: str) -> frozenset[str]:
        self.doubt = self.doubt or why
        return frozenset((UNKNOWN,))

    def _error(self, result: str, why: str) -> frozenset[str]:
        self.fault = self.fault or why
        return frozenset((result,))

    # -- mechanisms --------------------------------------------------------------------------------------------------

    def _outcomes(self, term: "Term", domain: str) -> frozenset[str]:
        """Return what `term` may come to: MATCH, NO_MATCH, TEMPERROR, PERMERROR; just UNKNOWN for anything."""
        if term.name == "all":
            return frozenset((MATCH,))
        if term.name in ("ip4", "ip6"):
            prefix = term.prefix4 if term.name == "ip4" else term.prefix6
            return frozenset((MATCH,)) if prefix_matches(self.client.ip, term.value, prefix) else _NOTHING
        over = self._count_lookup()
        if over:
            return over
        target = self.client.target(term, domain)
        if target is None:
            return self._unknown("the validated name of the client is not known")
        if term.name == "include":
            return self._include(target)
        name = domain_name(target)
        if name is None:
            return _NOTHING  # no question can be asked; RFC 7208 section 4.8 leaves open what follows
        ask = {"a": self._a, "mx": self._mx, "exists": self._exists, "ptr": self._ptr}[term.name]
        return ask(name, term)

    def _count_lookup(self) -> frozenset[str]:
        """Count a term that asks the DNS; returns the error of one too many, else nothing."""
        self.lookups += 1
        if self.lookups <= MAX_LOOKUPS:
            return frozenset()
        return self._over(f"over {MAX_LOOKUPS} terms ask the DNS")

    def _over(self, why: str) -> frozenset[str]:
        return self._error(PERMERROR, why) if self.exact else self._unknown(why + ", perhaps")

    def _include(self, target: str) -> frozenset[str]:
        found = self.evaluate(target, outermost=False)
        if UNKNOWN in found:
            return found
        # RFC 7208 section 5.2: what an included record says, and what that means for the including one.
        outcomes = {
            {PASS: MATCH, TEMPERROR: TEMPERROR, NONE: PERMERROR, PERMERROR: PERMERROR}.get(result, NO_MATCH)
            for result in found
        }
        self.exact = self.exact and not self.doubt
        return frozenset(outcomes)

    def _a(self, name: str, term: "Term") -> frozenset[str]:
        return self._void_counted(*self._among(name, term))

    def _among(self, name: str, term: "Term") -> tuple[frozenset[str], str]:
        """Tell whether an address of `name` matches `term`, and the status of the look-up."""
        answer = self.namespace.lookup(name, self.client.address_type)
        if answer.status == LOOP:
            return self._error(TEMPERROR, answer.why), LOOP
        prefix = term.prefix4 if self.client.address_type == "A" else term.prefix6
        if any(prefix_matches(self.client.ip, record.rdata, prefix) for record in answer.records):
            return frozenset((MATCH,)), answer.status
        if answer.unknown or not (answer.absent or answer.whole):
            why = f": {answer.why}" if answer.unknown else ""
            self.doubt = self.doubt or f"the addresses of {name} are not all known{why}"
            return frozenset((MATCH, NO_MATCH)), answer.status
        return _NOTHING, answer.status

    def _void_counted(self, outcomes: frozenset[str], status: str) -> frozenset[str]:
        """Count a look-up that found nothing, or may have (RFC 7208 section 4.6.4)."""
        if status == UNKNOWN:
            self.doubtful_voids += 1
        elif _is_void(status):
            self.voids += 1
        why = f"over {MAX_VOID_LOOKUPS} look-ups find nothing"
        if self.voids > MAX_VOID_LOOKUPS:
            return self._over(why)
        if self.voids + self.doubtful_voids > MAX_VOID_LOOKUPS and (_is_void(status) or status == UNKNOWN):
            return outcomes | {PERMERROR}
        return outcomes

    def _mx(self, name: str, term: "Term") -> frozenset[str]:
        answer = self.namespace.lookup(name, "MX")
        if answer.unknown or (answer.found and not answer.whole):
            self.doubt = self.doubt or f"the MX records of {name} are not all known"
            return self._void_counted(frozenset((MATCH, NO_MATCH, PERMERROR)), UNKNOWN)
        if answer.status == LOOP:
            return self._error(TEMPERROR, answer.why)
        if len(answer.records) > MAX_HOSTS:
            return self._error(PERMERROR, f"{name} has over {MAX_HOSTS} MX records")
        return self._void_counted(*self._hosts(answer, term))

    def _hosts(self, answer: "Answer", term: "Term") -> tuple[frozenset[str], str]:
        """Tell what the exchanges come to together, and the status of the look-ups: void only if all of them are."""
        outcomes: frozenset[str] = frozenset()
        statuses = set()
        for record in answer.records:
            if record.target == ".":
                continue
            outcome, status = self._among(record.target, term)
            if outcome == {MATCH}:
                return outcome, status
            outcomes |= outcome
            statuses.add(status)
        status = next((status for status in statuses if not _is_void(status)), answer.status)
        if statuses and all(map(_is_void, statuses)):
            status = min(statuses)
        return outcomes or _NOTHING, status

    def _exists(self, name: str, term: "Term") -> frozenset[str]:
        del term
        answer = self.namespace.lookup(name, "A")
        if answer.status == LOOP:
            return self._error(TEMPERROR, answer.why)
        if answer.unknown:
            self.doubt = self.doubt or f"whether {name} exists is not known: {answer.why}"
            return self._void_counted(frozenset((MATCH, NO_MATCH)), UNKNOWN)
        return self._void_counted(frozenset((MATCH,)) if answer.found else _NOTHING, answer.status)

    # -- the client's names ------------------------------------------------------------------------------------------

    def _ptr(self, name: str, term: "Term") -> frozenset[str]:
        del term
        answer = self.namespace.reverse(self.client.ip)
        if answer.status == LOOP:
            return _NOTHING  # RFC 7208 section 5.5: a DNS error here is no match
        if answer.unknown:
            self.doubt = self.doubt or f"the PTR of {self.client.ip} is not known: {answer.why}"
            return self._void_counted(frozenset((MATCH, NO_MATCH)), UNKNOWN)
        names = [ptr.target for ptr in answer.records[:MAX_HOSTS]]
        outcomes = {self.client.leads_back(each) for each in names if is_at_or_below(each, name)}
        if True in outcomes:
            return frozenset((MATCH,))
        if None in outcomes or not (answer.absent or answer.whole):
            self.doubt = self.doubt or f"the names of {self.client.ip} are not all known"
            return frozenset((MATCH, NO_MATCH))
        return self._void_counted(_NOTHING, answer.status)


def _is_void(status: str) -> bool:
    return status in ("NODATA", "NXDOMAIN")
