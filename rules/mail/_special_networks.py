"""The networks whose addresses mean nothing on the public Internet (IANA's special-purpose registries, RFC 6890).

A table of zonelint's own: what the standard library knows differs from one Python release to the next.
"""

from zonelint.inet import AF_INET, AF_INET6, inet_pton

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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

_GLOBAL_UNICAST = "2000::/3"
_TRANSLATION = "64:ff9b::/96"


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

    @classmethod
    def of(cls, texts: "Iterable[object]") -> "Networks":
        """Return the networks among `texts`, passing over what is none."""
        return cls({str(text): str(text) for text in texts if _is_network(str(text))})

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


def _is_network(text: str) -> bool:
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


_SPECIAL = Networks({**_IPV4, **_IPV6})
_PUBLIC_IPV6 = Networks({_GLOBAL_UNICAST: "global unicast", _TRANSLATION: "translation, RFC 6052"})


def why_not_public(address: str) -> str | None:
    """Say why `address` is no public one ("private, RFC 1918"); None if it is."""
    word = _SPECIAL.find(address)
    if word is None and ":" in address and _PUBLIC_IPV6.find(address) is None:
        return "outside the global unicast space, RFC 4291"
    return word
