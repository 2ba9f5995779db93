"""What a receiver makes of a client by SPF: ``check_host()`` of RFC 7208 section 4, over the loaded zones.

Where the zones end, the walk goes on with every outcome that the unknown look-up may have. The result is known if all
of them lead to the same; else it is UNKNOWN, with the look-up that would settle it.
"""

from zonelint.dns.answers import UNKNOWN
from zonelint.mail.spf.addresses import number_of, plain_address
from zonelint.mail.spf.client import ANYBODY, Client, domain_name
from zonelint.mail.spf.results import (
    FAIL,
    NEUTRAL,
    NONE,
    PASS,
    PERMERROR,
    SOFTFAIL,
    TEMPERROR,
    SpfResult,
)
from zonelint.mail.spf.walk import Walk, clients_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace

__all__ = ["FAIL", "NEUTRAL", "NONE", "PASS", "PERMERROR", "SOFTFAIL", "TEMPERROR", "SpfResult", "check_host", "denies"]


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
    bits, number = number_of(plain_address(ip))
    walk = Walk(Client(bits, plain_address(ip), sender, namespace, helo, receiver, timestamp))
    domain = domain.removesuffix(".")
    if "." not in domain or domain_name(domain) is None:
        return SpfResult(NONE, frozenset((NONE,)), f"{domain or 'the empty name'} is not a domain")
    outcomes = walk.evaluate(domain, clients_of(number, number), outermost=True)
    possible = frozenset((UNKNOWN,) if UNKNOWN in outcomes else outcomes)
    result = SpfResult(next(iter(possible)) if len(possible) == 1 else UNKNOWN, possible)
    result.lookups = max(lookups for clients in outcomes.values() for lookups, _ in clients)
    result.record = walk.record
    if result.result in (UNKNOWN, TEMPERROR, PERMERROR, NONE):
        result.why = walk.doubts[0][1] if result.result == UNKNOWN else walk.fault
    else:
        result.term = walk.term
    if result.result == FAIL:
        result.explanation = walk.client.explanation(*walk.explaining)
    return result


def denies(domain: str, ip: str, namespace: "Namespace") -> bool:
    """Tell whether `domain` provably lets no mail of its own pass that comes from `ip`: the result is always ``fail``.

    Whoever the sender in that domain is, and whatever the client greets with.
    """
    domain = domain.removesuffix(".")
    return check_host(ip, domain, f"{ANYBODY}@{domain}", namespace, helo=None).result == FAIL
