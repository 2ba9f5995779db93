"""Reverse zones whose name is wrong: its labels in forward or another order, or its end misspelt.

``192.168.100.in-addr.arpa`` is no name for 192.168.100/24, and ``10.in-addr-arpa`` is no reverse zone at all.

Nobody asks such a zone about these addresses: the labels of a reverse name stand in reverse order (RFC 1035 section
3.5, RFC 3596 section 2.5). What its PTRs say is meant for the addresses that its author had in mind.
"""

from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, address_of, labels
from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record, Zone

_OCTETS = frozenset(map(str, range(256)))
_NIBBLES = frozenset("0123456789abcdef")
# Networks that anybody may use: RFC 1918, RFC 6598.
_OWN_NETWORK = late(r"(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01])|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\.")
_RUN_ON = late(r"(?<![^.])([0-9a-f]{1,3})-?((?:in-addr|ip6)\.arpa\.)$")
"""A number that a hyphen, or nothing, joins to the end of the name: ``62-in-addr.arpa.``."""
_OCTETS_OF_24 = 3
_SAMPLE = 16
"""PTRs of a zone that are followed to tell what it is about."""
# The first nibble of addresses in use: ::/8, 2000::/3, fc00::/6 and fe80::/9 (RFC 4291 section 2.4),
# 5f00::/16 (RFC 9602).
_FIRST_NIBBLES = frozenset("0235f")


def right_origin(namespace: "Namespace", zone: "Zone") -> str | None:
    """Return what the reverse zone `zone` should be called, if its name provably has its labels in another order.

    In forward order it has them where the targets of its PTRs have the addresses of that order and none of the other,
    whatever the order of the owners' own labels;
    where no PTR tells, it names a public network, and the set has addresses of the private one in that order and none
    of the public one; and where no IPv6 address begins as its name has it.
    """
    turned = _turned(zone.origin)
    if turned is not None and zone.origin.endswith(IP6_ARPA):
        return turned
    meant = _meant(namespace, zone, turned) if turned is not None else None
    if meant is None and turned is not None:
        meant = _has_addresses(namespace, zone.origin, turned)
    return turned if meant else _mixed(namespace, zone)


def is_turned(origin: str, right: str) -> bool:
    """Tell whether two names have the same labels, the one in reverse order, before the last two."""
    return labels(origin)[:-2] == labels(right)[:-2][::-1]


def _mixed(namespace: "Namespace", zone: "Zone") -> str | None:
    """Return the zone of a /24 whose three octets `zone` has in another order, if all its PTRs are about that network.

    Each host whose address is known has that of its PTR there: the last octet, and the others in that order.
    """
    octets = labels(zone.origin)[:-2] if zone.origin.endswith(IN_ADDR_ARPA) else []
    if len(octets) != _OCTETS_OF_24 or len(set(octets)) == 1 or "PTR" not in zone.types:
        return None
    found: set[str] | None = None
    for ptr in _sample(zone):
        home = namespace.zone_of(ptr.target)
        for record in home.rrset(ptr.target, "A")[:1] if home is not None else ():
            network, _, last = record.rdata.rpartition(".")
            said = ptr.owner[: -len(zone.origin) - 1]
            orders = {network} if last == said and sorted(network.split(".")) == sorted(octets) else set()
            found = orders if found is None else found & orders
    right = ".".join(reversed(found.pop().split("."))) + IN_ADDR_ARPA if found else zone.origin
    return right if right != zone.origin else None


def _turned(origin: str) -> str | None:
    """Return `origin` with its labels in the other order, if that is another name of a network."""
    parts = labels(origin)[:-2]
    if origin.endswith(IN_ADDR_ARPA):
        if len(parts) not in (2, 3) or not all(part in _OCTETS for part in parts) or parts == parts[::-1]:
            return None
        return ".".join(reversed(parts)) + IN_ADDR_ARPA
    if len(parts) < 2 or not all(part in _NIBBLES for part in parts):
        return None
    if parts[-1] in _FIRST_NIBBLES or parts[0] not in _FIRST_NIBBLES:
        return None
    return ".".join(reversed(parts)) + IP6_ARPA


def right_spelling(origin: str) -> str | None:
    """Return the name of a reverse zone that `origin` misspells by one slip; None if it does not.

    Numbers stand before ``in-addr.arpa`` or ``ip6.arpa``, in which a character is missing, wrong or one too many, or
    two stand the wrong way round; or the last number is a part of that label.
    """
    if "arp" not in origin and "apr" not in origin and "addr" not in origin:
        return None
    if origin.endswith((IN_ADDR_ARPA, IP6_ARPA)):
        return None  # its end is right
    parts = labels(_RUN_ON.sub(r"\1.\2", origin))
    count = next((index for index, part in enumerate(parts) if part not in _OCTETS and part not in _NIBBLES), 0)
    numbers, written = parts[:count], ".".join(parts[count:]) + "."
    for suffix, allowed, most in ((IN_ADDR_ARPA, _OCTETS, 4), (IP6_ARPA, _NIBBLES, 32)):
        right = suffix[1:]
        if written == right:
            return ".".join(numbers) + suffix if parts != labels(origin) else None
        if 0 < count <= most and allowed.issuperset(numbers) and _is_one_slip(written, right):
            return ".".join(numbers) + suffix
    return None


def in_reverse_order(name: str, zone: "Zone") -> str:
    """Return `name`, which the misspelt reverse zone `zone` is to have, with its labels in the order that is meant.

    That is the other one where it makes a network that anybody may use, and this one does not. It has as many labels as
    the owners of the PTRs leave: ``1.1`` below 10.10/16.
    """
    turned = _turned(name)
    if turned is None or not name.endswith(IN_ADDR_ARPA):
        return name
    if _OWN_NETWORK.match(_prefix(name)) or not _OWN_NETWORK.match(_prefix(turned)):
        return name
    octets = _prefix(turned).split(".")[:-1]
    depths = {len(labels(ptr.owner)) - len(labels(zone.origin)) for ptr in _sample(zone)}
    count = 4 - depths.pop() if len(depths) == 1 else len(octets)
    return ".".join(reversed(octets[:count])) + IN_ADDR_ARPA if 0 < count <= len(octets) else turned


def _is_one_slip(written: str, right: str) -> bool:
    """Tell whether two texts differ by one character, or by two that stand the wrong way round: ``in.addr-arpa.``."""
    if sorted(written) == sorted(right) and written.replace("-", ".") == right.replace("-", "."):
        return True
    start = 0
    while start < min(len(written), len(right)) and written[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(written), len(right)) - start and written[-1 - end] == right[-1 - end]:
        end += 1
    odd, meant = written[start : len(written) - end], right[start : len(right) - end]
    return max(len(odd), len(meant)) == 1 or (len(odd) == 2 and odd == meant[::-1])


def meant_address(owner: str, origin: str, right: str) -> str | None:
    """Return the address that a PTR at `owner` of the zone `origin` stands for if `right` is what the zone means."""
    return address_of(owner[: -len(origin)] + right)


def written_forward(namespace: "Namespace", ptr: "Record") -> str:
    """Return the IPv4 address that the owner of `ptr` spells in forward order, as its zone's name does; else nothing.

    Its target must have that address: ``177.134`` in the zone ``193.191.in-addr.arpa`` may be 193.191.177.134.
    """
    origin = ptr.zone.origin
    within = labels(ptr.owner.removesuffix(origin)) if origin.endswith(IN_ADDR_ARPA) else []
    address = ".".join((*labels(origin)[:-2], *within)) if len(within) > 1 else ""
    return address if address and address in _addresses(namespace, ptr.target) else ""


def _addresses(namespace: "Namespace", name: str) -> set[str]:
    """Return the IPv4 addresses at `name`, without a look-up: nobody's question is answered or left open by it."""
    home = namespace.zone_of(name)
    return {record.rdata for record in home.rrset(name, "A")} if home is not None else set()


def _meant(namespace: "Namespace", zone: "Zone", turned: str) -> bool | None:
    """Tell whether targets of PTRs have the address of the network `turned`, and none has that which the zone says.

    None: of no target an address is known.
    """
    meant: bool | None = None
    for ptr in _sample(zone):
        addresses = _addresses(namespace, ptr.target)
        if address_of(ptr.owner) in addresses:
            return False
        if addresses:
            meant = meant or meant_address(ptr.owner, zone.origin, turned) in addresses
            meant = meant or written_forward(namespace, ptr) != ""
    return meant


def _sample(zone: "Zone") -> "Iterator[Record]":
    for number, rrset in enumerate(zone.rrsets("PTR")):
        if number == _SAMPLE:
            return
        yield rrset[0]


def _has_addresses(namespace: "Namespace", origin: str, turned: str) -> bool:
    """Tell whether the set has addresses of the private network `turned`, and none of the public one `origin`."""
    said, meant = _prefix(origin), _prefix(turned)
    if not _OWN_NETWORK.match(meant) or _OWN_NETWORK.match(said):
        return False
    found = False
    for record in namespace.all_records("A"):
        if record.rdata.startswith(said):
            return False
        found = found or record.rdata.startswith(meant)
    return found


def _prefix(origin: str) -> str:
    return ".".join(reversed(labels(origin)[:-2])) + "."
