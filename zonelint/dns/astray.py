"""PTRs that went astray: nobody who looks up the address of the host they name meets them.

Their owner spells no address, or another one than the host has. Where one of them is provably the only candidate for
an address that has no PTR, it is not missing but misplaced: one defect, at the PTR.
"""

from collections import Counter

from zonelint.dns.cached import cached_property
from zonelint.dns.inet import AF_INET, AF_INET6, inet_pton
from zonelint.dns.names import IN_ADDR_ARPA, address_of, is_at_or_below, is_reverse, labels, reverse_name
from zonelint.dns.origin_lines import OriginLines
from zonelint.dns.patterns import late
from zonelint.dns.places import Span
from zonelint.dns.special_networks import is_loopback
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from typing import Protocol

    from zonelint.dns.answers import AddressAnswer
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record

    class Matched(Protocol):
        """What of Reverse is asked for."""

        @property
        def without_full_name(self) -> Sequence[Record]:
            """PTRs whose owner is no full reverse name."""

        @property
        def classless_origins(self) -> Container[str]:
            """The names of classless zones: they need spell no network."""

        @property
        def without_ptr(self) -> Container[str]:
            """Addresses that have provably no PTR."""

        @property
        def suspects(self) -> Sequence[tuple[str, Record]]:
            """Addresses with a PTR that may not lead back."""

        def mismatch(self, address: str, ptr: Record) -> AddressAnswer | None:
            """Return the addresses that `ptr` leads to if it provably does not lead back to `address`."""


_CLASSLESS = late(r"\d{1,3}(?:[/_-]|\\047)\d{1,3}")
_LOOPBACK_ZONES = ("127.in-addr.arpa.", "0.ip6.arpa.")
_NUMBER = late(r"\d+")
_MOST = 8
"""Addresses of a host that are looked at: of one that has more, several are of each family."""
_SEVERAL = 3
"""PTRs as far from where they belong from which on one act moved their hosts."""
_TURNED = 2
"""PTRs of a file that have their numbers in forward order from which on that is one slip."""
_RENUMBERED = 8
"""PTRs of a file whose hosts have addresses of one other network from which on that is one act."""
_NIBBLE = frozenset("0123456789abcdef")


class Astray:
    """The PTRs of one view that went astray.

    malformed   (PTR, why its owner spells no address) for each in a reverse zone that should spell one
    misplaced   address without PTR -> the one PTR that is meant for it
    """

    def __init__(self, reverse: "Matched", namespace: "Namespace") -> None:
        self._reverse = reverse
        self._namespace = namespace
        self._origin_lines = OriginLines()
        ptrs = (ptr for ptr in reverse.without_full_name if ptr.owner[0] != "*")
        ptrs = (ptr for ptr in ptrs if ptr.zone.origin not in reverse.classless_origins)
        faults = ((ptr, fault_of(ptr.owner, ptr.zone.origin)) for ptr in ptrs)
        self.malformed: list[tuple[Record, str]] = [(ptr, fault) for ptr, fault in faults if fault]
        if self.malformed:
            sound = self._sound_elsewhere()
            self.malformed = [
                (ptr, fault) for ptr, fault in self.malformed if not (sound(ptr) or _is_of_other_loopback(ptr))
            ]
        self._malformed = {_key(ptr) for ptr, _ in self.malformed}
        self._meant: dict[tuple[str, str], str] = {}
        self._lacks: dict[tuple[str, str], dict[str, set[str]]] = {}
        self.misplaced: dict[str, Record] = {}
        self._match()

    def _sound_elsewhere(self) -> "Callable[[Record], bool]":
        """Return what tells whether the line of a PTR is read for another zone, too, and spells an address there.

        A stock file may serve 127.in-addr.arpa and 0.ip6.arpa: each of its lines is for one of them.
        """
        lines: dict[tuple[str, int], set[str]] = {}
        for zone in self._namespace.zones.values():
            if is_reverse(zone.origin):
                for ptr in zone.records("PTR"):
                    if address_of(ptr.owner) is not None:
                        lines.setdefault((ptr.source.path, ptr.line), set()).add(zone.origin)
        return lambda ptr: bool(lines.get((ptr.source.path, ptr.line), set()) - {ptr.zone.origin})

    def meant(self, ptr: "Record") -> str | None:
        """Return the address without PTR that `ptr` is meant for, if that is certain."""
        return self._meant.get(_key(ptr))

    def _match(self) -> None:
        """Pair addresses and PTRs where each is the only candidate of the other; PTRs of one owner are one.

        An owner that spells the address counts before one whose host has it.
        """
        spelled = [(ptr, self._spelled(ptr)) for ptr, _ in self.malformed]
        self._pair((ptr, address) for ptr, found in spelled if len(found) == 1 for address in found)
        by_target = [(ptr, self._held_by_target(ptr)) for ptr, found in spelled if not found]
        pairs = [(ptr, address) for ptr, found in by_target if len(found) == 1 for address in found]
        self._pair([*pairs, *self._meant_by_mismatches()])

    def _pair(self, pairs: "Iterable[tuple[Record, str]]") -> None:
        """Pair each address of `pairs` that has no PTR yet with the only owner that is a candidate for it."""
        of_address: dict[str, list[Record]] = {}
        for ptr, address in pairs:
            if address not in self.misplaced:
                of_address.setdefault(address, []).append(ptr)
        for address, ptrs in of_address.items():
            if len({ptr.owner for ptr in ptrs}) == 1:
                self.misplaced[address] = ptrs[0]
                self._meant.update((_key(ptr), address) for ptr in ptrs)

    def _spelled(self, ptr: "Record") -> set[str]:
        """Return the addresses without PTR in the zone of `ptr` that its owner spells in another way."""
        origin = ptr.zone.origin
        return {
            address
            for address in _readings(ptr.owner, origin)
            if is_at_or_below(reverse_name(address), origin) and address in self._reverse.without_ptr
        }

    def _held_by_target(self, ptr: "Record") -> set[str]:
        """Return the addresses without PTR in the zone of `ptr` that the name has to which it leads."""
        origin = ptr.zone.origin
        rtype = "A" if origin.endswith(IN_ADDR_ARPA) else "AAAA"
        found = (self._lacking(name, rtype, origin) for name in self._names_meant(ptr))
        return next(filter(None, found), set())

    def _names_meant(self, ptr: "Record") -> "Iterator[str]":
        """Yield the target of `ptr`, and what it is with the final dot that it lacks, as the host's owner may do."""
        yield ptr.target
        if ptr.target.endswith(f".{ptr.zone.origin}"):
            name = ptr.target.removesuffix(ptr.zone.origin)
            zone = self._namespace.zone_of(name)
            if zone is not None:
                yield name
                yield name + zone.origin

    def _meant_by_mismatches(self) -> "Iterator[tuple[Record, str]]":
        """Yield (PTR, address) where a PTR stands at an address that nobody has, and its host has one without PTR."""
        wrong = [(address, ptr) for address, ptr in self._reverse.suspects if self._reverse.mismatch(address, ptr)]
        in_use = self._in_use({address for address, _ in wrong})
        for address, ptr in wrong:
            if address not in in_use:
                lacking = self._lacking(ptr.target, "AAAA" if ":" in address else "A", ptr.zone.origin)
                if len(lacking) == 1:
                    yield ptr, next(iter(lacking))

    def _in_use(self, addresses: set[str]) -> set[str]:
        """Return those of `addresses` that a host of the loaded zones has."""
        if not addresses:
            return addresses
        records = (record for rtype in ("A", "AAAA") for record in self._namespace.records(rtype))
        return {record.rdata for record in records if record.rdata in addresses}

    def _lacking(self, target: str, rtype: str, origin: str) -> set[str]:
        """Return the addresses of the name `target` whose PTR belongs in the zone `origin` and is not there.

        A name whose zone is not loaded is not looked up: what cannot be answered is counted, and snapshot would ask it.
        """
        by_origin = self._lacks.get((target, rtype))
        if by_origin is None:
            by_origin = self._lacks[target, rtype] = self._lacking_by_origin(target, rtype)
        return by_origin.get(origin, set())

    def _lacking_by_origin(self, target: str, rtype: str) -> dict[str, set[str]]:
        """Return origin of a reverse zone -> the addresses of `target` whose PTR belongs there and is not there."""
        by_origin: dict[str, set[str]] = {}
        zone = self._namespace.zone_of(target)
        if zone is None or not zone.rrset(target, rtype):
            return by_origin
        answer = self._namespace.lookup(target, rtype)
        for record in answer.records if answer.whole else ():
            reverse_zone = self._namespace.zone_of(reverse_name(record.rdata))
            if reverse_zone is not None and record.rdata in self._reverse.without_ptr:
                by_origin.setdefault(reverse_zone.origin, set()).add(record.rdata)
        return by_origin

    # -- what findings about them have in common ---------------------------------------------------------------------

    def cause(self, ptr: "Record", *, alone: bool = False) -> str:
        """Return what findings about `ptr` have in common with others, which are about the same PTR if it is `alone`.

        That is the $ORIGIN, or the name of the zone, if it completes the owners of malformed PTRs alone; the distance
        that several hosts have moved by; else the PTR itself. PTRs that stand for an address are one RRset, which one
        act puts right.
        """
        if _key(ptr) not in self._malformed:
            return ("" if alone else self._moves.get(ptr.owner, "")) or f"PTRs at {ptr.owner} {ptr.source.path}"
        completing = self._completing(ptr)
        if completing[1] is None or completing in self._healthy_lines:
            return f"PTR {ptr.source.path}:{ptr.line}"
        return f"$ORIGIN {completing[0]}:{completing[1]}"

    @cached_property
    def _moves(self) -> dict[str, str]:
        """Owner of a PTR -> how far it stands from where that of its host belongs, where several stand as far.

        Or to which network its host has moved, with many others.
        """
        possible: dict[str, list[tuple[str, int]]] = {}
        for address, ptr in self._reverse.suspects:
            answer = self._reverse.mismatch(address, ptr)
            if answer is None:
                continue
            where = f"PTRs in {ptr.zone.origin} {ptr.source.path}"
            distance = _distance(address, answer.addresses)
            if self.turned(ptr) in answer.addresses[:_MOST]:
                possible.setdefault(ptr.owner, []).append((f"{where} in forward order", _TURNED))
            elif distance:
                network = (_number(address) + distance) >> (64 if ":" in address else 8)
                possible.setdefault(ptr.owner, []).append((f"{where} {distance} off", _SEVERAL))
                possible[ptr.owner].append((f"{where} moved to {network}", _RENUMBERED))
        counts = Counter(move for moves in possible.values() for move, _ in moves)
        chosen = {
            owner: next((move for move, least in moves if counts[move] >= least), "")
            for owner, moves in possible.items()
        }
        return {owner: move for owner, move in chosen.items() if move}

    def turned(self, ptr: "Record") -> str:
        """Return the address of a PTR in the order of its numbers that is not meant: ``1.80`` in 168.192.in-addr.arpa.

        That is 192.168.1.80, where the owner stands for 192.168.80.1. Empty if it has no two that differ.
        """
        within = labels(ptr.owner.removesuffix(ptr.zone.origin))
        if len(set(within)) < 2 or not ptr.owner.endswith(f".{ptr.zone.origin}"):
            return ""
        return address_of(f"{'.'.join(reversed(within))}.{ptr.zone.origin}") or ""

    def origin_line(self, ptr: "Record") -> "Place | None":
        """Return the $ORIGIN that completes the owner of `ptr`; None if none does."""
        line = self._origin_lines.completing(ptr)
        if not line:
            return None
        return Place.at(ptr.source, Span(line, 1, line, len(ptr.source.line_text(line)) + 1))

    def _completing(self, ptr: "Record") -> tuple[str, int | None]:
        line = self._origin_lines.completing(ptr)
        return (ptr.source.path if line else ptr.zone.origin, line)

    @cached_property
    def _healthy_lines(self) -> set[tuple[str, int | None]]:
        """What completes the owner of at least one PTR that is not malformed: it is no cause of the others."""
        zones = {id(ptr.zone): ptr.zone for ptr, _ in self.malformed}.values()
        sound = (ptr for zone in zones for ptr in zone.records("PTR") if _key(ptr) not in self._malformed)
        return {self._completing(ptr) for ptr in sound}


def _distance(address: str, addresses: "Sequence[str]") -> int:
    """Return how far the one of `addresses` of its family is from `address`; 0 in one network, or if several are."""
    alike = [each for each in addresses[:_MOST] if (":" in each) == (":" in address)]
    distance = _number(alike[0]) - _number(address) if len(alike) == 1 else 0
    return distance if abs(distance) >= (1 << 16 if ":" in address else 1 << 8) else 0


def _number(address: str) -> int:
    return int.from_bytes(inet_pton(AF_INET6 if ":" in address else AF_INET, address))


def _is_of_other_loopback(ptr: "Record") -> bool:
    """Tell whether the owner of `ptr` spells a loopback address in the tree of the other kind of address.

    FreeBSD's stock file serves 127.in-addr.arpa and 0.ip6.arpa, and holds 127.0.0.1 and ::1 for both.
    """
    origin = ptr.zone.origin
    if origin not in _LOOPBACK_ZONES or ptr.target != "localhost.":
        return False
    within = ptr.owner.removesuffix(origin)
    addresses = (address_of(within + other) for other in _LOOPBACK_ZONES if other != origin)
    return any(address is not None and is_loopback(address) for address in addresses)


def _key(ptr: "Record") -> tuple[str, str]:
    return (ptr.owner, ptr.rdata)


def fault_of(owner: str, origin: str) -> str:
    """Say why the name `owner` in the reverse zone `origin` spells no full address; empty if it need not spell one."""
    if any(word.startswith("_") or _CLASSLESS.fullmatch(word) for word in labels(owner)):
        return ""
    if any(word.strip("x") == "" for word in labels(owner)[:-2]):
        return ""  # ``xxx``: somebody is to fill it in
    ipv4 = owner.endswith(IN_ADDR_ARPA)
    fault_in, kind, count = (_fault_of_octet, "octets", 4) if ipv4 else (_fault_of_nibble, "nibbles", 32)
    if any(fault_in(word) for word in labels(origin)[:-2]):
        return ""  # a classless zone may have any name (RFC 2317 section 4)
    words = labels(owner)[:-2]
    return next(filter(None, map(fault_in, words)), f"it has {len(words)} {kind} instead of {count}")


def _fault_of_octet(word: str) -> str:
    if not _NUMBER.fullmatch(word):
        return f"{word} is not a number"
    # An octet has three digits at most; a label may have 63.
    return "" if str(int(word[:4])) == word and int(word[:4]) <= 255 else f"{word} is not an octet"


def _fault_of_nibble(word: str) -> str:
    return "" if word in _NIBBLE else f"{word} is not a nibble"


def _readings(owner: str, origin: str) -> set[str]:
    """Return the IPv4 addresses that the first labels of `owner`, which lies in the zone `origin`, may spell.

    Reversed (its suffix stands there twice), forward, or a host's number before a network that is written forward; or
    reversed with some octets of the zone before these: ``5.2`` in ``2.0.192.in-addr.arpa``.
    """
    words = labels(owner)[:4]
    within, network = labels(owner.removesuffix(origin)), labels(origin)[:-2]
    shared = len(within) + len(network) - 4
    if owner.endswith(IN_ADDR_ARPA) and 0 < shared <= len(within) and within[-shared:] == network[:shared]:
        return {".".join((*within, *network[shared:])[::-1])}
    if not owner.endswith(IN_ADDR_ARPA) or len(words) < 4 or any(map(_fault_of_octet, words)):
        return set()
    first, second, third, last = words
    orders = ((last, third, second, first), (first, second, third, last), (second, third, last, first))
    return {".".join(order) for order in orders}
