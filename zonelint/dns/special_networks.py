"""The networks whose addresses mean nothing on the public Internet (IANA's special-purpose registries, RFC 6890).

A table of zonelint's own: what the standard library knows differs from one Python release to the next.
"""

from functools import cache

from zonelint.dns.inet import AF_INET, AF_INET6, inet_pton

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_IPV4 = {
    "0.0.0.0/8": "this network, RFC 791",
    "10.0.0.0/8": "private, RFC 1918",
    "100.64.0.0/10": "carrier-grade NAT, RFC 6598",
    "127.0.0.0/8": "loopback, RFC 1122",
    "169.254.0.0/16": "link-local, RFC 3927",
    "172.16.0.0/12": "private, RFC 1918",
    "192.0.0.0/24": "protocol assignments, RFC 6890",
    "192.0.2.0/24": "documentation, RFC 5737",
    "192.88.99.0/24": "6to4 relays, RFC 7526",
    "192.168.0.0/16": "private, RFC 1918",
    "198.18.0.0/15": "benchmarks, RFC 2544",
    "198.51.100.0/24": "documentation, RFC 5737",
    "203.0.113.0/24": "documentation, RFC 5737",
    "224.0.0.0/4": "multicast, RFC 5771",
    "240.0.0.0/4": "reserved, RFC 1112",
}

_IPV6 = {
    "::/128": "unspecified, RFC 4291",
    "::1/128": "loopback, RFC 4291",
    "::ffff:0:0/96": "IPv4-mapped, RFC 4291",
    "64:ff9b:1::/48": "local translation, RFC 8215",
    "100::/64": "discard-only, RFC 6666",
    "2001::/32": "Teredo, RFC 4380",
    "2001:2::/48": "benchmarks, RFC 5180",
    "2001:10::/28": "ORCHID, RFC 4843",
    "2001:db8::/32": "documentation, RFC 3849",
    "2002::/16": "6to4, RFC 7526",
    "3fff::/20": "documentation, RFC 9637",
    "5f00::/16": "segment routing, RFC 9602",
    "fc00::/7": "unique local, RFC 4193",
    "fe80::/10": "link-local, RFC 4291",
    "ff00::/8": "multicast, RFC 4291",
}

_MOST_DIGITS = 3
"""Of a prefix length."""

_GLOBAL_UNICAST = "2000::/3"
_TRANSLATION = "64:ff9b::/96"

_INSIDE_NETWORKS = (
    "10.0.0.0/8",  # private, RFC 1918 section 3
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",  # shared by a provider's customers, RFC 6598 section 7
    "127.0.0.0/8",  # loopback, RFC 1122 section 3.2.1.3
    "169.254.0.0/16",  # link-local, RFC 3927 section 2.1
    "fc00::/7",  # unique local, RFC 4193 section 3.1
    "fe80::/10",  # link-local, RFC 4291 section 2.5.6
    "::1/128",  # loopback, RFC 4291 section 2.5.3
)
"""The networks that any number of sites use inside, each for itself."""
# The same for the text of addresses, dotted or as RFC 5952 has them: all addresses of a set pass here.
INSIDE_IPV4 = ("10.", "192.168.", "127.", "169.254.")
_INSIDE_RANGES = {"172": range(16, 32), "100": range(64, 128)}
_LOOPBACK_IPV6 = "::1"
_MADE_UP_GROUPS = frozenset(
    (
        "1111",
        "1234",
        "2222",
        "3333",
        "aaaa",
        "abba",
        "abcd",
        "abc",
        "bbbb",
        "beef",
        "cafe",
        "cccc",
        "dead",
        "face",
        "feed",
        "ffff",
    )
)
_INSIDE_IPV6 = ("fc", "fd", "fe8", "fe9", "fea", "feb")


class Networks:
    """A set of networks, each with a word about it; asked for the smallest one that holds an address.

    Raises ValueError for a text that is no network. Bits beyond the prefix length are not looked at.
    """

    def __init__(self, networks: "Mapping[str, str]") -> None:
        # (octets of an address, prefix length) -> prefix -> word
        self._tables: dict[tuple[int, int], dict[int, str]] = {}
        for text, word in networks.items():
            size, length, prefix = _prefix(text)
            self._tables.setdefault((size, length), {})[prefix] = word
        self._lengths = sorted(self._tables, reverse=True)

    def find(self, address: str) -> str | None:
        """Return the word about the smallest network that holds `address`, or None if none does."""
        octets = _octets(address)
        value, bits = int.from_bytes(octets, "big"), len(octets) * 8
        for size, length in self._lengths:
            if size == len(octets):
                word = self._tables[size, length].get(value >> (bits - length))
                if word is not None:
                    return word
        return None


def _prefix(network: str) -> tuple[int, int, int]:
    """Return the octets of an address, and length and bits of the prefix `network`. Raises ValueError for others."""
    address, slash, digits = network.partition("/")
    octets = _octets(address)
    bits = len(octets) * 8
    length = int(digits) if slash else bits
    if not 0 <= length <= bits:
        raise ValueError(f"not a network: {network}")
    return len(octets), length, int.from_bytes(octets, "big") >> (bits - length)


def is_network(text: str) -> bool:
    """Tell whether `text` is an address, or one with a prefix length behind a ``/``."""
    _, slash, digits = text.partition("/")
    if slash and not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return False
    try:
        _prefix(text)
    except ValueError:
        return False
    return True


def _octets(address: str) -> bytes:
    try:
        return inet_pton(AF_INET6 if ":" in address else AF_INET, address)
    except (OSError, UnicodeError):
        raise ValueError(f"not an address: {address}") from None


@cache
def _special() -> Networks:
    return Networks({**_IPV4, **_IPV6})


@cache
def _public_ipv6() -> Networks:
    return Networks({_GLOBAL_UNICAST: "global unicast", _TRANSLATION: "translation, RFC 6052"})


def why_not_public(address: str) -> str | None:
    """Say why `address` is no public one ("private, RFC 1918"); None if it is."""
    return "outside the global unicast space, RFC 4291" if is_nobodys(address) else _special().find(address)


def is_inside(address: str) -> bool:
    """Tell whether `address` (canonical text) is private, unique local, shared, loopback or link-local.

    Many sites use such an address, each for a host of its own. Those for documentation and benchmarks do not count:
    they stand for public ones in manuals and tests.
    """
    if address.startswith(INSIDE_IPV4):
        return True
    if address.startswith(_INSIDE_IPV6):
        return address[4:5] == ":"  # else zeros are left out in front
    first, _, rest = address.partition(".")
    if first in _INSIDE_RANGES:
        second = rest.partition(".")[0]
        return second.isdigit() and int(second) in _INSIDE_RANGES[first]
    return address == _LOOPBACK_IPV6


DOCUMENTATION_IPV6 = "2001:db8:"
"""How the addresses of most manuals begin (RFC 3849), in canonical text."""


def is_nobodys(address: str) -> bool:
    """Tell whether `address` (canonical text) is IPv6 of a network that nobody has, such as ``aaaa:bbbb::1``.

    That is outside of global unicast (2000::/3) and of all that has a meaning of its own (RFC 4291 section 2.4).
    """
    return ":" in address and _special().find(address) is None and _public_ipv6().find(address) is None


def is_made_up(address: str) -> bool:
    """Tell whether `address` (canonical text) is IPv6 that stands in no network of anybody's, or hardly does.

    That is one of manuals, of a network that nobody has, or of one that people write when they need some address:
    ``2001:abcd::1``, ``2001:1:2:3::a``, ``1234:5678::1``.
    """
    if ":" not in address:
        return False
    if is_documentation(address) or is_nobodys(address):
        return True
    first, second, *_ = (*address.split(":"), "", "")
    return first in ("2000", "2001", "2002") and (second in _MADE_UP_GROUPS or len(second) == 1)


def is_inside_network(text: str) -> bool:
    """Tell whether the address or network `text` holds nothing but addresses for which `is_inside` is true.

    Octets of zeros may be left out before the ``/``, as BIND lets them: ``10/8``, ``192.168/16``. What is no network
    is not inside.
    """
    address, slash, length = text.partition("/")
    if slash and ":" not in address:
        address += ".0" * (3 - address.count("."))
    try:
        octets, bits, prefix = _prefix(address.partition("%")[0] + slash + length)
    except ValueError:
        return False
    return any(
        octets == size and bits >= shortest and prefix >> (bits - shortest) == number
        for size, shortest, number in map(_prefix, _INSIDE_NETWORKS)
    )


def is_lone_address(text: str) -> bool:
    """Tell whether the address or network `text` is one address: ``192.0.2.1``, ``192.0.2.1/32``."""
    try:
        octets, bits, _ = _prefix(text)
    except ValueError:
        return False
    return bits == 8 * octets


def is_loopback(address: str) -> bool:
    """Tell whether `address` (canonical text) is a host's own (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3)."""
    return address.startswith("127.") or address == _LOOPBACK_IPV6


def is_documentation(address: str) -> bool:
    """Tell whether `address` is set aside for manuals or benchmarks (RFC 5737, 3849, 9637, 2544, 5180)."""
    if address.startswith(DOCUMENTATION_IPV6):
        return True
    return (_special().find(address) or "").startswith(("documentation", "benchmarks"))
