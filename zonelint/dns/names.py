"""Domain names as text, and the reverse names of addresses.

A *name* is a plain string in the presentation form of RFC 1035 section 5.1, absolute (it ends in an
unescaped dot), with the escapes that dnspython's ``Name.to_text`` writes. Owners and other look-up keys
are lower case besides (RFC 4343: only ASCII letters fold), so that comparing two names is comparing two
strings. Nothing here imports dnspython: these functions stand on the hot path.
"""

import re

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

MAX_NAME_OCTETS = 255
MAX_LABEL_OCTETS = 63
_MAX_SPELLED = 4 * MAX_NAME_OCTETS
"""Code points of the longest name: each octet is at most an escape of four."""

IN_ADDR_ARPA = ".in-addr.arpa."
IP6_ARPA = ".ip6.arpa."
OF_MANUALS = frozenset(("example.com.", "example.net.", "example.org."))
"""Domains that are nobody's, for documents (RFC 2606 section 3)."""

_ESCAPED_IN_NAMES = frozenset(b'"().;\\@$')
# A full ip6.arpa name: 32 nibbles with a dot after each, then the suffix without its leading dot.
_IP6_NAME_LENGTH = 64 + len(IP6_ARPA) - 1
_IP6_DOTS = "." * 31
_OCTETS = {str(number): number for number in range(256)}


# A name in which no octet needs an escape and no label is empty.
_PLAIN_WORD = re.compile(r"(?:[!#%&'*+,\-/0-9:<=>?A-Z\[\]^_`a-z{|}~]++\.?)+")


class NameSyntaxError(ValueError):
    """A word that is no domain name (RFC 1035 section 5.1); the text says why."""


def absolute(word: str, origin: str, encoding: str = "utf-8") -> str:
    """Return the absolute name that `word` stands for below `origin`, in the letter case written.

    `word` is an unquoted word of a master file (RFC 1035 section 5.1): ``@``, a relative or an absolute
    name, with ``\\X`` and ``\\DDD`` escapes. `encoding` tells which octets the code points beyond ASCII
    were in the file.

    Raises NameSyntaxError for an empty label, a label of more than 63 octets, a name of more than 255
    octets (RFC 1035 section 2.3.4) and for a bad escape.
    """
    if word == "@":
        return origin
    if word == ".":
        return "."
    if len(word) <= MAX_LABEL_OCTETS and _PLAIN_WORD.fullmatch(word):
        text = word if word[-1] == "." else word + "." if origin == "." else f"{word}.{origin}"
        if len(text) > MAX_LABEL_OCTETS:
            check_length(text)
        return text
    if len(word) > _MAX_SPELLED:
        raise NameSyntaxError(f"name of more than {MAX_NAME_OCTETS} octets")
    labels, is_absolute = _labels_of_word(word, encoding)
    text = ".".join(map(_label_text, labels)) + "."
    if not is_absolute and origin != ".":
        text += origin
    check_length(text)
    return text


def _labels_of_word(word: str, encoding: str) -> tuple[list[bytes], bool]:
    labels = [bytearray()]
    at = 0
    while at < len(word):
        char = word[at]
        if char == ".":
            labels.append(bytearray())
            at += 1
        elif char == "\\":
            octet, at = _escape(word, at, encoding)
            labels[-1] += octet
        else:
            labels[-1] += _octets(char, encoding)
            at += 1
    is_absolute = not labels[-1]
    if is_absolute:
        labels.pop()
    for label in labels:
        if not label:
            raise NameSyntaxError("empty label")
        if len(label) > MAX_LABEL_OCTETS:
            raise NameSyntaxError(f"label of {len(label)} octets, at most {MAX_LABEL_OCTETS} are allowed")
    return [bytes(label) for label in labels], is_absolute


def _octets(char: str, encoding: str) -> bytes:
    """Return the octets that `char` stands for; Python spells one that it could not decode in its own way (PEP 383)."""
    try:
        return char.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        raise NameSyntaxError(f"{char!a} is not a character") from None


def _escape(word: str, at: int, encoding: str) -> tuple[bytes, int]:
    """Decode the escape at `word[at]`; returns its octets and where it ends."""
    digits = word[at + 1 : at + 4]
    if not digits:
        raise NameSyntaxError("backslash at the end")
    if not (digits[0].isascii() and digits[0].isdigit()):
        return _octets(digits[0], encoding), at + 2
    if len(digits) < 3 or not (digits.isascii() and digits.isdigit()) or int(digits) > 255:
        raise NameSyntaxError(f"bad escape \\{digits}: three digits up to 255 are needed")
    return bytes([int(digits)]), at + 4


def unescape(text: str, encoding: str = "utf-8") -> bytes:
    """Return the octets of `text` with its ``\\X`` and ``\\DDD`` escapes decoded (RFC 1035 section 5.1).

    Raises NameSyntaxError for a bad escape.
    """
    if "\\" not in text:
        return text.encode(encoding)
    octets = bytearray()
    at = 0
    while at < len(text):
        if text[at] == "\\":
            octet, at = _escape(text, at, encoding)
            octets += octet
        else:
            octets += text[at].encode(encoding)
            at += 1
    return bytes(octets)


def _label_text(label: bytes) -> str:
    return "".join(
        f"\\{chr(octet)}" if octet in _ESCAPED_IN_NAMES else chr(octet) if 0x20 < octet < 0x7F else f"\\{octet:03d}"
        for octet in label
    )


def check_length(name: str) -> None:
    """Raise NameSyntaxError if the absolute `name` has over 255 octets or a label over 63 (RFC 1035 2.3.4)."""
    if len(name) <= MAX_LABEL_OCTETS:
        return
    if len(name) < MAX_NAME_OCTETS and "\\" not in name and max(map(len, name.split("."))) <= MAX_LABEL_OCTETS:
        return
    total = 1
    for label in labels(name):
        octets = len(label) if "\\" not in label else len(unescape(label))
        if octets > MAX_LABEL_OCTETS:
            raise NameSyntaxError(f"label of {octets} octets, at most {MAX_LABEL_OCTETS} are allowed")
        total += octets + 1
    if total > MAX_NAME_OCTETS:
        raise NameSyntaxError(f"name of {total} octets, at most {MAX_NAME_OCTETS} are allowed")


_LABEL = late(r"(?:\\[0-9]{3}|\\.|[^.\\])+")


def labels(name: str) -> list[str]:
    """Return the labels of the absolute `name`, leftmost first, escapes kept; none for the root."""
    if "\\" in name:
        return _LABEL.findall(name)
    return name[:-1].split(".") if name != "." else []


def first_label(name: str) -> str:
    """Return the leftmost label of the absolute `name`, escapes kept; empty for the root."""
    if "\\" in name:
        match = _LABEL.match(name)
        return match.group() if match else ""
    return name.partition(".")[0]


def parent(name: str) -> str:
    """Return the absolute `name` without its leftmost label; the root's parent is the root."""
    return name[len(first_label(name)) + 1 :] or "."


def is_below(name: str, ancestor: str) -> bool:
    """Tell whether `name` is a proper descendant of `ancestor`; both absolute and lower case."""
    if ancestor == ".":
        return name != "."
    if not name.endswith("." + ancestor):
        return False
    cut = len(name) - len(ancestor) - 1
    # An escaped dot is part of a label: count the backslashes before it.
    slashes = cut - len(name[:cut].rstrip("\\"))
    return slashes % 2 == 0


def is_at_or_below(name: str, ancestor: str) -> bool:
    """Tell whether `name` is `ancestor` or a descendant of it; both absolute and lower case."""
    return name == ancestor or is_below(name, ancestor)


def enclosing(name: str, known: "Container[str]") -> str | None:
    """Return the longest of the `known` names that `name` is at or below, or None; all absolute and lower case."""
    while name not in known:
        if name == ".":
            return None
        name = name.partition(".")[2] or "." if "\\" not in name else parent(name)
    return name


def relative_to(name: str, origin: str) -> str:
    """Return how `name` is written in a zone file below `origin`: ``@``, relative, or absolute if not below it."""
    if name == origin:
        return "@"
    if origin != "." and is_below(name, origin):
        return name[: -len(origin) - 1]
    return name


def reverse_name(address: str) -> str:
    """Return the in-addr.arpa or ip6.arpa name of an IPv4 or IPv6 `address` (RFC 1035 3.5, RFC 3596 2.5)."""
    if ":" in address:
        return ".".join(inet_pton(AF_INET6, address).hex()[::-1]) + IP6_ARPA
    first, second, third, fourth = address.split(".")
    return f"{fourth}.{third}.{second}.{first}{IN_ADDR_ARPA}"


def address_of(name: str) -> str | None:
    """Return the address whose full reverse name is `name` (absolute, lower case), or None if it is none.

    IPv4 is returned dotted, IPv6 as RFC 5952 has it.
    """
    if name.endswith(IN_ADDR_ARPA):
        octets = name[: -len(IN_ADDR_ARPA)].split(".")
        if len(octets) == 4 and all(octet in _OCTETS for octet in octets):
            return ".".join(reversed(octets))
    elif name.endswith(IP6_ARPA) and len(name) == _IP6_NAME_LENGTH and "\\" not in name:
        nibbles = name[:63:2][::-1]
        try:
            return inet_ntop(AF_INET6, bytes.fromhex(nibbles)) if name[1:63:2] == _IP6_DOTS else None
        except ValueError:
            return None
    return None


def start_of_network(origin: str) -> str:
    """Return how the addresses of the reverse zone `origin` begin: ``10.1.`` for ``1.10.in-addr.arpa.``, ``fd00:1``."""
    if origin.endswith(IN_ADDR_ARPA):
        octets = labels(origin)[-3::-1]
        return "".join(f"{octet}." for octet in octets if octet.isdigit())
    nibbles = "".join(labels(origin)[-3::-1])
    return ":".join(nibbles[at : at + 4] for at in range(0, len(nibbles), 4)) + ":"


def is_reverse(name: str) -> bool:
    """Tell whether `name` lies at or below in-addr.arpa or ip6.arpa."""
    return ("." + name).endswith((IN_ADDR_ARPA, IP6_ARPA))


def canonical_address(text: str) -> str | None:
    """Return `text` as a canonical address (dotted, or RFC 5952), or None if it is no address."""
    try:
        if ":" in text:
            return inet_ntop(AF_INET6, inet_pton(AF_INET6, text))
        inet_pton(AF_INET, text)
    except (OSError, ValueError):
        return None
    return text


def is_name(text: str) -> bool:
    """Tell whether `text` spells a domain name."""
    try:
        absolute(text, ".")
    except NameSyntaxError:
        return False
    return True


def is_address(text: str) -> bool:
    """Tell whether `text` is an IPv4 or IPv6 address."""
    return canonical_address(text) is not None
