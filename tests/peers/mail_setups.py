"""Mail senders made by chance, each with zones of its own, out of what may be right or wrong with its names.

A set-up is an address with the way to its PTR, the name in that PTR, a domain that it sends for and a name that it
greets with. Set-ups have domains and addresses of their own, so that hundreds of them share one name server.
"""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from mail_traits import DOMAINS, GREETINGS, HOST, SINGLE_LABEL, STRAIGHT, TARGETS, WAYS, Names, Way

NOWHERE = "203.0.113.53"
HEAD = """\
$ORIGIN {origin}
$TTL 300
@ SOA ns1.{domain} hostmaster.{domain} 1 7200 900 1209600 300
@ NS ns1.{domain}
"""


class Traits(NamedTuple):
    """What a set-up is made of: the family of its address, and of each table of mail_traits a key, or something else.

    The defaults are sound.
    """

    family: int = 4
    way: str | Way = STRAIGHT
    target: str | Names = HOST
    domain: str | Names = "an MX"
    greeting: str | Names = "an address"


class SetUp:
    """One sender.

    traits   what it is made of
    address  its address
    domain   the domain of its envelope sender, absolute
    helo     what it greets with; a name has no final dot
    zones    origin -> master file, for zonelint and the name server
    served   the same of zones that only the name server has
    assumed  lines of a master file that only zonelint has
    """

    def __init__(self, number: int, traits: Traits) -> None:
        self.traits = traits
        self.number = number
        way = WAYS[traits.way] if isinstance(traits.way, str) else traits.way
        chosen = zip((TARGETS, DOMAINS, GREETINGS), traits[2:], strict=True)
        names = [table[each] if isinstance(each, str) else each for table, each in chosen]
        self.address = _address(traits.family, number, "25")
        self._marks = self._make_marks(names[0].name)
        self.domain = self._filled(names[1].name)
        self.helo = self._filled(names[2].name).removesuffix(".")
        self.zones: dict[str, str] = {}
        self._add_zone("{domain}", "\n".join(["ns1 A 192.0.2.53", way.forward, *(each.records for each in names)]))
        for each in (*names, way):
            if each.child is not None:
                self._add_zone(*each.child)
        self.served: dict[str, str] = {}
        if way.loaded:
            self._add_zone("{reverse}", way.reverse)
        if way.assumed:
            self.served = {self._marks["reverse"]: self.zones.pop(self._marks["reverse"])}
        self.assumed = self._filled(way.assumed)

    def _make_marks(self, target: str) -> dict[str, str]:
        family, number = self.traits.family, self.number
        pointer = ipaddress.ip_address(self.address).reverse_pointer + "."
        label, reverse = pointer.split(".", 1) if family == 4 else (pointer[:39], pointer[40:])
        marks = {
            "address": self.address,
            "type": "A" if family == 4 else "AAAA",
            "other": _address(family, number, "99"),
            "foreign": _address(10 - family, number, "25"),
            "family": "AAAA" if family == 4 else "A",
            "literal": self.address if family == 4 else f"IPv6:{self.address}",
            "label": label,
            "domain": f"s{number}.example.",
            "undotted": f"s{number}.example",
            "reverse": reverse,
            "nowhere": NOWHERE,
            "outside": f"s{number}.elsewhere.example.",
        }
        target = target.format_map(marks)
        return {**marks, "target": target, "absolute": target.removesuffix(".") + "."}

    def _filled(self, text: str) -> str:
        return text.format_map(self._marks)

    def _add_zone(self, origin: str, records: str) -> None:
        lines = dict.fromkeys(self._filled(records).split("\n"))  # two traits may bring the same record
        origin = self._filled(origin)
        self.zones[origin] = self._head(origin) + "".join(f"{line}\n" for line in lines if line)

    def _head(self, origin: str) -> str:
        return HEAD.format(origin=origin, domain=self._marks["domain"])

    def __repr__(self) -> str:
        zones = {**self.zones, **self.served}.items()
        texts = [f"$ORIGIN {origin}\n{text.removeprefix(self._head(origin))}" for origin, text in zones]
        sender = f"{self.address} greets with {self.helo}, has mail from {self.domain}"
        return "\n".join([f"set-up {self.number}: {', '.join(map(str, self.traits))}", sender, *texts])


def _address(family: int, number: int, host: str) -> str:
    """Return an address in a network that the set-up `number`, less than 512, has for itself (RFC 2544, RFC 3849)."""
    return f"198.{18 + number // 256}.{number % 256}.{host}" if family == 4 else f"2001:db8:{number + 1:x}::{host}"


def set_ups(seed: int, count: int) -> list[SetUp]:
    """Return `count` set-ups made by `seed`, no two of the same traits.

    Each trait comes up as often as others of its kind, but for the plain way to a PTR, since most others lead to none.
    """
    chance = Random(seed)
    ways, *others = (_dealt(chance, table) for table in (WAYS, TARGETS, DOMAINS, GREETINGS))
    made: dict[Traits, SetUp] = {}
    while len(made) < count:
        way = STRAIGHT if chance.random() < 0.4 else next(ways)
        traits = Traits(chance.choice((4, 4, 6)), way, *map(next, others))
        made.setdefault(traits, SetUp(len(made), traits))
    return list(made.values())


def _dealt(chance: Random, names: Mapping[str, object]) -> Iterator[str]:
    """Yield `names` for ever, shuffled anew each time round, so that none comes up rarely."""
    deck = list(names)
    while True:
        chance.shuffle(deck)
        yield from deck


def zones_of(set_ups: Sequence[SetUp]) -> dict[str, str]:
    """Return the zones of all, as the name server has them: origin -> master file."""
    served = {origin: text for each in set_ups for origin, text in {**each.zones, **each.served}.items()}
    # Elsewhere the root zone tells that the single label in a PTR has no address.
    return {**served, SINGLE_LABEL: HEAD.format(origin=SINGLE_LABEL, domain=next(iter(served)))}
