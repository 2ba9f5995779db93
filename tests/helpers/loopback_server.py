"""A small name server on loopback, in the process of the tests: answers as a resolver does, or as the test wants it."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

Question = tuple[str, str]
Special = Callable[[dns.message.Message], "dns.message.Message | bytes | None"]
"""Makes the response to a query: a message, octets, or nothing at all."""

_LARGEST_BY_UDP = 1232


class LoopbackServer:
    """A resolver that knows `records`, texts such as ``mail.example.net. A 4.3.2.1``, and nothing else.

    special   (name, type) -> what makes the response instead
    asked     the questions that came, each as often as it came
    by_tcp    those that came by TCP
    """

    def __init__(self, *records: str) -> None:
        self.special: dict[Question, Special] = {}
        self.asked: list[Question] = []
        self.by_tcp: list[Question] = []
        self.port = 0
        self._rrsets: dict[Question, dns.rrset.RRset] = {}
        self.know(*records)

    def know(self, *records: str) -> None:
        """Add `records`."""
        for text in records:
            owner, rtype, rdata = text.split(" ", 2)
            one = dns.rrset.from_text(owner, 300, "IN", rtype, rdata)
            self._rrsets.setdefault((owner.lower(), rtype), dns.rrset.RRset(one.name, one.rdclass, one.rdtype)).update(
                one
            )

    def forget(self) -> None:
        """Know nothing any more, and no question either."""
        self._rrsets.clear()
        self.special.clear()
        self.asked.clear()
        self.by_tcp.clear()

    @property
    def option(self) -> tuple[str, str]:
        """The words on the command line that name this server."""
        return "--resolver", f"127.0.0.1:{self.port}"

    def respond(self, octets: bytes, by_tcp: bool) -> bytes | None:
        """Return the response to the query `octets`; None: there is none."""
        query = dns.message.from_wire(octets)
        name, rtype = query.question[0].name.to_text().lower(), dns.rdatatype.to_text(query.question[0].rdtype)
        self.asked.append((name, rtype))
        if by_tcp:
            self.by_tcp.append((name, rtype))
        special = self.special.get((name, rtype))
        response = special(query) if special is not None else self._resolved(query, name, rtype)
        if response is None or isinstance(response, bytes):
            return response
        wire = response.to_wire(max_size=65535)
        if not by_tcp and len(wire) > _LARGEST_BY_UDP:
            short = dns.message.make_response(query, recursion_available=True)
            short.flags |= dns.flags.TC
            wire = short.to_wire()
        return wire

    def _resolved(self, query: dns.message.Message, name: str, rtype: str) -> dns.message.Message:
        response = dns.message.make_response(query, recursion_available=True)
        for _ in range(40):
            found = self._rrsets.get((name, rtype)) or self._rrsets.get((name, "CNAME"))
            if found is None:
                break
            response.answer.append(found)
            if dns.rdatatype.to_text(found.rdtype) == rtype:
                return response
            name = found[0].to_text().lower()
        if not any(owner == name for owner, _ in self._rrsets):
            response.set_rcode(dns.rcode.NXDOMAIN)
        response.authority.append(dns.rrset.from_text(".", 300, "IN", "SOA", "ns. hostmaster. 1 1 1 1 1"))
        return response


@contextmanager
def serving(server: LoopbackServer) -> Iterator[LoopbackServer]:
    """Run `server` on a free port of 127.0.0.1, UDP and TCP."""

    class Udp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            octets, sock = self.request
            response = server.respond(octets, by_tcp=False)
            if response is not None:
                sock.sendto(response, self.client_address)

    class Tcp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            length = int.from_bytes(_exactly(connection, 2), "big")
            response = server.respond(_exactly(connection, length), by_tcp=True)
            if response is not None:
                connection.sendall(len(response).to_bytes(2, "big") + response)

    udp, tcp = _pair_of_servers(Udp, Tcp)
    server.port = udp.server_address[1]
    threads = [threading.Thread(target=each.serve_forever, args=(0.02,), daemon=True) for each in (udp, tcp)]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        for each in (udp, tcp):
            each.shutdown()
            each.server_close()
        for thread in threads:
            thread.join()


def _pair_of_servers(
    udp_handler: type[socketserver.BaseRequestHandler], tcp_handler: type[socketserver.BaseRequestHandler]
) -> tuple[socketserver.UDPServer, socketserver.TCPServer]:
    """Return two servers on one port number, which is free for both."""
    while True:
        udp = socketserver.ThreadingUDPServer(("127.0.0.1", 0), udp_handler)
        try:
            tcp = socketserver.ThreadingTCPServer(udp.server_address, tcp_handler)
        except OSError:
            udp.server_close()
            continue
        return udp, tcp


def _exactly(connection: socket.socket, octets: int) -> bytes:
    received = b""
    while len(received) < octets and (part := connection.recv(octets - len(received))):
        received += part
    return received


# -- responses that go wrong -----------------------------------------------------------------------------------------


def silence(query: dns.message.Message) -> None:
    """Make no response."""
    del query


def garbage(query: dns.message.Message) -> bytes:
    """Make a response that is none."""
    return query.to_wire()[:7]


def with_rcode(rcode: str) -> Special:
    """Return what makes a response with `rcode`, such as ``SERVFAIL``."""

    def respond(query: dns.message.Message) -> dns.message.Message:
        response = dns.message.make_response(query, recursion_available=True)
        response.set_rcode(dns.rcode.from_text(rcode))
        return response

    return respond


def referral(query: dns.message.Message) -> dns.message.Message:
    """Make the response of a server that does not resolve for others, and does not hold the zone."""
    response = dns.message.make_response(query)
    response.authority.append(dns.rrset.from_text("net.", 300, "IN", "NS", "a.gtld.example."))
    return response


def answering(*records: str, rdclass: str = "IN") -> Special:
    """Return what answers with just these `records`, whatever was asked."""

    def respond(query: dns.message.Message) -> dns.message.Message:
        response = dns.message.make_response(query, recursion_available=True)
        for text in records:
            owner, rtype, rdata = text.split(" ", 2)
            response.answer.append(dns.rrset.from_text(owner, 300, rdclass, rtype, rdata))
        return response

    return respond
