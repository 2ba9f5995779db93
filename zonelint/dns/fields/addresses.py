"""Kinds of field that are addresses, or begin with one."""

import re

from zonelint.dns.fields import kinds
from zonelint.dns.fields.reading import Words
from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.patterns import late
from zonelint.dns.rdata_words import number_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.dns.fields.kinds import Read

_HEX = late(r"(?:[0-9A-Fa-f]{2})*")
_EUI = {size: late("-".join([r"([0-9A-Fa-f]{1,2})"] * size)) for size in (6, 8)}
_LOCATOR = late(r"([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4}):?")
_PREFIX = late(r"(!?)(\d{1,8}):([^/]+)/(\d{1,8})", re.ASCII)
_AESA = late(r"[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]+)*")
_E164 = late(r"\+\d+(?:\.\d+)*", re.ASCII)


def _address(words: Words, what: str, family: int) -> str:
    word = words.word(what)
    try:
        return inet_ntop(family, inet_pton(family, word))
    except (OSError, ValueError):
        raise words.error(f"not an {'IPv4' if family == AF_INET else 'IPv6'} address: {word}") from None


def ipv4(words: Words, what: str) -> None:
    """Read an IPv4 address."""
    words.done.append(_address(words, what, AF_INET))


def _gateway(words: Words, what: str, kind: str) -> None:
    if kind == "0":
        words.match(_DOT, what)
        words.done.append(".")
    elif kind in "12":
        words.done.append(_address(words, what, AF_INET if kind == "1" else AF_INET6))
    elif kind == "3":
        kinds.name(words, what)
    else:
        raise words.error(f"{kind} is not a kind of {what}")


def gateway_of_ipseckey(words: Words, what: str) -> None:
    """Read a gateway of the type that stands before the algorithm (RFC 4025 section 3.1)."""
    _gateway(words, what, words.done[1])


def relay(words: Words, what: str) -> None:
    """Read a relay of the type that stands before it (RFC 8777 section 4.3.1)."""
    _gateway(words, what, words.done[2])


_DOT = late(r"\.")


def locator(words: Words, what: str) -> None:
    """Read four groups of hexadecimal digits (RFC 6742 section 2.1.2)."""
    words.done.append(":".join(group.zfill(4) for group in words.match(_LOCATOR, what).groups()).lower())


def eui(size: int) -> "Read":
    """Return what reads an address of `size` octets (RFC 7043)."""

    def read(words: Words, what: str) -> None:
        found = _EUI[size].match(words.word(what))  # BIND passes over what follows
        if found is None:
            raise words.error(f"bad {what}: {words.words[words.at - 1]}")
        words.done.append("-".join(group.zfill(2) for group in found.groups()).lower())

    return read


def nsap(words: Words, what: str) -> None:
    """Read an address of the OSI network service (RFC 1706 section 7)."""
    word = words.word(what)
    digits = word[2:].replace(".", "")
    if word[:2].lower() != "0x" or not digits or not _HEX.fullmatch(digits):
        raise words.error(f"bad {what}: {word}")
    words.done.append("0x" + digits.lower())


def atm(words: Words, what: str) -> None:
    """Read an address of ATM: of end systems, or a number of E.164 after a plus sign."""
    word = words.word(what)
    digits = word.replace(".", "").lower()
    if not _E164.fullmatch(word) and not (_AESA.fullmatch(word) and _HEX.fullmatch(digits)):
        raise words.error(f"bad {what}: {word}")
    words.done.append(digits)


def prefixes(words: Words, what: str) -> None:
    """Read address prefixes, perhaps none (RFC 3123)."""
    while words.left:
        sign, kind, address, length = words.match(_PREFIX, what).groups()
        family = {1: AF_INET, 2: AF_INET6}.get(int(kind))
        try:
            if family is None or int(length) > (32 if family == AF_INET else 128):
                raise ValueError
            address = inet_ntop(family, inet_pton(family, address))
        except (OSError, ValueError):
            raise words.error(f"bad {what}: {words.words[words.at - 1]}") from None
        words.done.append(f"{sign}{int(kind)}:{address}/{int(length)}")


def services(words: Words, what: str) -> None:
    """Read a protocol and its ports, by number or by name (RFC 1035 section 3.4.2)."""
    from _socket import getprotobyname, getservbyname

    protocol = _numbered(words, "protocol", 255, getprotobyname)
    kind = {6: ("tcp",), 17: ("udp",)}.get(protocol, ())
    words.done.append(str(protocol))
    while words.left:
        words.done.append(str(_numbered(words, what, 65535, lambda name: getservbyname(name.lower(), *kind))))


def _numbered(words: Words, what: str, limit: int, look_up: "Callable[[str], int]") -> int:
    word = words.word(what)
    if word.isascii() and word.isdigit():
        return number_at(words.words, words.at - 1, limit)
    try:
        return look_up(word)
    except OSError:
        raise words.error(f"unknown {what} {word}") from None


def a6(words: Words, what: str) -> None:
    """Read what follows the length of an A6 prefix: an address without its first bits, and who has these (RFC 2874)."""
    length = int(words.done[0])
    if length < 128:
        address = int.from_bytes(inet_pton(AF_INET6, _address(words, what, AF_INET6)), "big")
        words.done.append(inet_ntop(AF_INET6, (address & (2 ** (128 - length) - 1)).to_bytes(16, "big")))
    if length:
        kinds.name(words, "prefix name")
