"""Asks a resolver: the one module that uses the network, for the one command that may, `zonelint snapshot`.

What comes back is not believed further than it was asked for: of a response only the chain from the name that was
asked for counts (RFC 1034 section 3.6.2), in the class IN and the type that was asked for.
"""

from zonelint.dns.names import absolute, canonical_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from socket import socket
    from typing import Any

    from dns.message import Message
    from dns.rrset import RRset

    Question = tuple[str, str]
    """Name and type."""
    Link = tuple[str, str, list[str]]
    """Owner, type and RDATAs of an RRset."""

FOUND = "FOUND"
NODATA = "NODATA"
NXDOMAIN = "NXDOMAIN"
OPEN = "OPEN"
"""The chain leads to a name that the response says nothing of."""
FAILED = "FAILED"

DNS_PORT = 53
MAX_SECONDS = 300.0
"""How long all questions together may take."""

MAX_RECORDS = 256
"""Records of one name and type that are taken: each may be a line to review, and lead to a question."""

_WORKERS = 8
_PAYLOAD = 1232  # octets that pass without fragments nearly everywhere
_MAX_LINKS = 11  # as in look-ups: resolvers give up on more
_MOST_ATTEMPTS = 3
_GIVE_UP_AFTER = 8
"""So many questions without any response, and no response before them: there is no resolver."""
_NAMES = frozenset(("CNAME", "DNAME", "MX", "NS", "PTR", "SRV"))
"""Types whose letter case is not kept: name compression spells their names in that of others (RFC 1035 4.1.4)."""


class Reply:
    """What a resolver says to a question.

    status  FOUND, NODATA, NXDOMAIN, OPEN or FAILED
    links   the RRsets of the chain from the question's name on: a CNAME each, and the records at its end if FOUND
    name    where the chain ends
    why     what failed
    """

    __slots__ = ("status", "links", "name", "why")

    def __init__(self, status: str, name: str, links: "Sequence[Link]" = (), why: str = "") -> None:
        self.status = status
        self.name = name
        self.links = list(links)
        self.why = why

    def __repr__(self) -> str:
        return f"<Reply {self.status} at {self.name}: {self.links or self.why}>"


def server_of(text: str) -> tuple[str, int]:
    """Return address and port of ``192.0.2.1``, ``192.0.2.1:5300``, ``2001:db8::1`` or ``[2001:db8::1]:5300``.

    Raises ValueError for anything else.
    """
    address, colon, port = text, "", ""
    if text.startswith("["):
        address, _, rest = text[1:].partition("]")
        colon, port = rest[:1], rest[1:]
        good = "]" in text and colon in ("", ":") and ":" in address
    elif text.count(":") == 1:
        address, colon, port = text.partition(":")
        good = True
    else:
        good = True
    number = int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 0
    canonical = canonical_address(address)
    if not good or canonical is None or (colon and not 0 < number < 65536):
        raise ValueError(f"must be an address, such as 192.0.2.1, 192.0.2.1:5300 or [2001:db8::1]:5300, not {text!r}")
    return canonical, number or DNS_PORT


def system_servers() -> list[tuple[str, int]]:
    """Return the resolvers that this machine is set up with; raises OSError if there are none."""
    import dns.exception
    import dns.resolver

    try:
        resolver = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError, ValueError) as error:
        raise OSError(f"this machine names no resolver ({error}): give one with --resolver") from None
    servers = [(str(server), resolver.port) for server in resolver.nameservers if canonical_address(str(server))]
    if not servers:
        raise OSError("this machine names no resolver: give one with --resolver")
    return servers


class Resolver:
    """Asks `servers`, (address, port) each, and waits `timeout` seconds for a response; a question is asked again.

    answered   whether any response came
    """

    def __init__(self, servers: "Sequence[tuple[str, int]]", timeout: float, seconds: float = MAX_SECONDS) -> None:
        from time import monotonic

        self.answered = False
        self._timeout = timeout
        self._attempts = list(servers)[:_MOST_ATTEMPTS] if len(servers) > 1 else list(servers) * 2
        self._clock: Callable[[], float] = monotonic
        self._end = monotonic() + seconds
        self._silent = 0

    def ask(self, questions: "Sequence[Question]") -> "list[Reply]":
        """Return the reply to each of `questions`; several are under way at a time."""
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(min(_WORKERS, len(questions) or 1))
        try:
            return list(pool.map(self._reply, questions))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _reply(self, question: "Question") -> Reply:
        import dns.exception

        name, rtype = question
        why = ""
        for address, port in self._attempts:
            left = self._end - self._clock()
            if left <= 0 or (self._silent >= _GIVE_UP_AFTER and not self.answered):
                return Reply(FAILED, name, (), why or "it was not asked: the time is over, or no server answers")
            try:
                response = self._exchange(name, rtype, address, port, min(self._timeout, left))
                self.answered = True
                reply = read_response(response, name, rtype)
            except dns.exception.Timeout:
                why = f"no response within {self._timeout:g} seconds"
                continue
            except (dns.exception.DNSException, OSError, EOFError, ValueError, LookupError, ArithmeticError) as error:
                why = f"no usable response ({_words(error)})"
                continue
            if reply.status != FAILED:
                return reply
            why = reply.why
        self._silent += 1
        return Reply(FAILED, name, (), why)

    def _exchange(self, name: str, rtype: str, address: str, port: int, timeout: float) -> "Message":
        """Ask by UDP, and again by TCP if the response is truncated (RFC 7766 section 5)."""
        import dns.message
        import dns.name
        import dns.query

        query = dns.message.make_query(dns.name.from_text(name), rtype, use_edns=0, payload=_PAYLOAD)
        try:
            with timed_socket(address, self._clock() + timeout, self._clock) as sock:
                # Whatever else comes to the port, with another address or another question, is passed over.
                return dns.query.udp(
                    *(query, address, timeout, port),
                    ignore_unexpected=True,
                    raise_on_truncation=True,
                    ignore_errors=True,
                    sock=sock,
                )
        except dns.message.Truncated:
            return dns.query.tcp(query, address, timeout, port)


def timed_socket(address: str, end: float, clock: "Callable[[], float]") -> "socket":
    """Return a datagram socket to ask `address`, which gives nothing more after `end`, but raises dnspython's Timeout.

    dnspython looks at the time only while it waits: with enough of what it passes over it would listen for ever.
    """
    import socket

    import dns.exception

    class Timed(socket.socket):
        def recvfrom(self, *arguments: "Any") -> "Any":
            if clock() >= end:
                raise dns.exception.Timeout
            return super().recvfrom(*arguments)

    timed = Timed(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    timed.setblocking(False)
    return timed


def can_ask(rtype: str) -> bool:
    """Tell whether the DNS has the type: providers have some of their own, and ``ANY`` is no type of records."""
    import dns.exception
    import dns.rdatatype

    try:
        return not dns.rdatatype.is_metatype(dns.rdatatype.from_text(rtype))
    except (dns.exception.DNSException, ValueError):
        return False


def _words(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__


# -- what a response says --------------------------------------------------------------------------------------------


def read_response(response: "Message", name: str, rtype: str) -> Reply:
    """Return what `response` says to the question for `rtype` at `name`; nothing beside the chain is looked at."""
    import dns.flags
    import dns.rcode

    rcode = response.rcode()
    if rcode not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return Reply(FAILED, name, (), f"the response is {dns.rcode.to_text(rcode)}")
    if response.flags & dns.flags.TC:
        return Reply(FAILED, name, (), "the response is truncated")
    if not response.flags & (dns.flags.RA | dns.flags.AA):
        return Reply(FAILED, name, (), "the server neither looks names up for others nor holds the zone")
    reply = _along_chain(response, name, rtype)
    if reply.status == OPEN:
        reply.status = _negative(response, bool(reply.links))
        if reply.status == FAILED:
            reply.why = "the response holds neither such a record nor the SOA that proves that there is none"
    return reply


def _along_chain(response: "Message", name: str, rtype: str) -> Reply:
    """Walk from `name` along the CNAMEs; the status is FOUND, FAILED if there are too many, or OPEN if none."""
    links: list[Link] = []
    seen: set[str] = set()
    while name not in seen and len(links) <= _MAX_LINKS:
        seen.add(name)
        found = _rdatas(response.answer, name, rtype)
        if len(found) > MAX_RECORDS:
            why = f"the answer holds {len(found)} records, and more than {MAX_RECORDS} are not taken"
            return Reply(FAILED, name, links, why)
        if found:
            return Reply(FOUND, name, [*links, (name, rtype, found)])
        aliases = _rdatas(response.answer, name, "CNAME")
        if not aliases:
            break
        # One owner has one CNAME (RFC 2181 section 10.1).
        links.append((name, "CNAME", aliases[:1]))
        name = aliases[0]
    if len(links) > _MAX_LINKS:
        return Reply(FAILED, name, links, f"the chain of aliases has over {_MAX_LINKS} links")
    return Reply(OPEN, name, links)


def _rdatas(section: "Sequence[RRset]", owner: str, rtype: str) -> list[str]:
    import dns.rdataclass
    import dns.rdatatype

    wanted = dns.rdatatype.from_text(rtype)
    found = {
        _text(rdata.to_text(), rtype)
        for rrset in section
        if rrset.rdtype == wanted and rrset.rdclass == dns.rdataclass.IN and _spelled(rrset.name.to_text()) == owner
        for rdata in rrset
    }
    return sorted(found)


def _text(rdata: str, rtype: str) -> str:
    if rtype in ("CNAME", "PTR"):
        return _spelled(rdata)
    return rdata.lower() if rtype in _NAMES else rdata


def _spelled(name: str) -> str:
    """Return `name` as look-ups spell it; raises NameSyntaxError, a ValueError, if it is none."""
    return absolute(name, ".").lower()


def _negative(response: "Message", is_alias: bool) -> str:
    """Return what a response without records at the end of the chain says of that end (RFC 2308 section 2)."""
    import dns.rcode
    import dns.rdatatype

    if dns.rdatatype.SOA in {rrset.rdtype for rrset in response.authority}:
        return NXDOMAIN if response.rcode() == dns.rcode.NXDOMAIN else NODATA
    return OPEN if is_alias else FAILED
