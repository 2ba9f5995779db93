"""RDATA: from the words of a master file to checked text with absolute names.

The common types are read by code of our own, because nearly all records of a zone are of one of them;
dnspython reads the others and is imported when the first of them turns up. Both give the text that
dnspython's ``to_text(relativize=False)`` gives (RFC 1035 section 5.1, RFC 3597).
"""

import re
from functools import lru_cache

from zonelint.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.names import NameSyntaxError, absolute, unescape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reader = Callable[[Sequence[str], str, str], str]

MAX_TTL = 2**31 - 1
"""Largest TTL in seconds (RFC 2181 section 8)."""

_MAX_OCTETS = 65535
"""The length of RDATA is written in 16 bits (RFC 1035 section 3.2.1)."""

_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
_QUOTED_TEXT_ESCAPES = frozenset(b'"\\')


class RdataError(ValueError):
    """RDATA that no name server accepts. `index` is the word at fault, counted from 0."""

    def __init__(self, message: str, index: int = 0) -> None:
        super().__init__(message)
        self.index = index


@lru_cache(maxsize=256)
def parse_ttl(word: str) -> int | None:
    """Return the seconds that `word` stands for (``3600``, ``1h``, ``1W2D``), or None if it is no TTL.

    The value may be larger than MAX_TTL; 2**32 and more is no TTL, as in BIND.
    """
    if not word.isascii():
        return None
    if word.isdigit():
        seconds = int(word) if len(word) < 11 else 2**32
    elif word and word[0].isdigit() and word[-1].lower() in _UNITS:
        seconds = _seconds_with_units(word.lower())
    else:
        return None
    return seconds if 0 <= seconds < 2**32 else None


def _seconds_with_units(word: str) -> int:
    total, digits = 0, ""
    for char in word:
        if char.isdigit() and len(digits) < 10:
            digits += char
        elif char in _UNITS and digits:
            total += int(digits) * _UNITS[char]
            digits = ""
        else:
            return -1
    return total


def from_words(rtype: str, words: "Sequence[str]", origin: str, encoding: str = "utf-8") -> str:
    """Return the checked RDATA text of a record of `rtype`.

    `words` are the words after the type as the file spells them: escapes kept, quoted strings with their
    quotes. `origin` completes relative names; `encoding` is the file's, for octets beyond ASCII.

    Raises RdataError with the index of the word at fault.
    """
    read = DIRECT.get(rtype)
    if read is None or (words and words[0] == "\\#"):
        return _by_dnspython(rtype, words, origin, encoding)
    return read(words, origin, encoding)


def _expect(words: "Sequence[str]", fields: str) -> None:
    """Check that there are as many words as `fields` names, separated by blanks."""
    names = fields.split()
    if len(words) < len(names):
        raise RdataError(f"{names[len(words)]} is missing", len(words) - 1)
    if len(words) > len(names):
        raise RdataError(f"extra text after the {names[-1]}: {words[len(names)]}", len(names))


def _name(words: "Sequence[str]", index: int, origin: str, encoding: str) -> str:
    word = words[index]
    if word[0] == '"':
        raise RdataError(f"a domain name may not stand in quotes: {word}", index)
    try:
        return absolute(word, origin, encoding)
    except NameSyntaxError as error:
        raise RdataError(f"bad domain name {word}: {error}", index) from None


def _number(words: "Sequence[str]", index: int, limit: int) -> int:
    word = words[index]
    if not (word.isascii() and word.isdigit() and len(word) < 20):
        raise RdataError(f"not a number: {word}", index)
    value = int(word)
    if value > limit:
        raise RdataError(f"{word} is out of range, at most {limit}", index)
    return value


def _check_size(octets: int, index: int) -> None:
    if octets > _MAX_OCTETS:
        raise RdataError(f"ran out of space: RDATA of more than {_MAX_OCTETS} octets", index)


def _a(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "address")
    try:
        inet_pton(AF_INET, words[0])
    except (OSError, ValueError):
        raise RdataError(f"not an IPv4 address: {words[0]}") from None
    return words[0]


def _aaaa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "address")
    try:
        return inet_ntop(AF_INET6, inet_pton(AF_INET6, words[0]))
    except (OSError, ValueError):
        raise RdataError(f"not an IPv6 address: {words[0]}") from None


def _one_name(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "name")
    return _name(words, 0, origin, encoding)


def _mx(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "preference exchange")
    return f"{_number(words, 0, 65535)} {_name(words, 1, origin, encoding)}"


def _srv(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "priority weight port target")
    numbers = [str(_number(words, index, 65535)) for index in range(3)]
    return f"{' '.join(numbers)} {_name(words, 3, origin, encoding)}"


def _soa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "MNAME RNAME serial refresh retry expire minimum")
    names = [_name(words, 0, origin, encoding), _name(words, 1, origin, encoding)]
    numbers = [_number(words, 2, 2**32 - 1)]
    for index in range(3, 7):
        seconds = parse_ttl(words[index])
        if seconds is None:
            raise RdataError(f"not a time in seconds: {words[index]}", index)
        numbers.append(seconds)
    return " ".join([*names, *map(str, numbers)])


def character_string(word: str, index: int, encoding: str) -> bytes:
    """Return the octets of one <character-string>, quoted or not (RFC 1035 section 5.1). Raises RdataError."""
    text = word[1:-1] if word[0] == '"' else word
    try:
        return unescape(text, encoding)
    except NameSyntaxError as error:
        raise RdataError(str(error), index) from None


def quoted(octets: bytes) -> str:
    """Return `octets` as a quoted <character-string>."""
    if octets.isascii() and b'"' not in octets and b"\\" not in octets:
        text = octets.decode("ascii")
        if text.isprintable():
            return f'"{text}"'
    chars = (
        f"\\{chr(octet)}" if octet in _QUOTED_TEXT_ESCAPES else chr(octet) if 0x20 <= octet < 0x7F else f"\\{octet:03d}"
        for octet in octets
    )
    return f'"{"".join(chars)}"'


def _txt(words: "Sequence[str]", origin: str, encoding: str) -> str:
    if not words:
        raise RdataError("text is missing")
    strings = []
    size = 0
    for index, word in enumerate(words):
        octets = character_string(word, index, encoding)
        size += 1 + len(octets)
        _check_size(size, index)
        if len(octets) > 255:
            raise RdataError(f"string of {len(octets)} octets, at most 255 are allowed: split it in several", index)
        strings.append(quoted(octets))
    return " ".join(strings)


def _caa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    _expect(words, "flags tag value")
    flags = _number(words, 0, 255)
    tag = words[1]
    if not tag.isascii() or not tag.isalnum() or len(tag) > 255:
        raise RdataError(f"not a CAA tag: {tag}", 1)
    value = character_string(words[2], 2, encoding)
    _check_size(2 + len(tag) + len(value), 2)
    return f"{flags} {tag} {quoted(value)}"


# Mnemonics of DNSSEC algorithms and digests, as BIND reads them in DS records.
_ALGORITHMS = {
    "RSAMD5": 1, "DH": 2, "DSA": 3, "ECC": 4, "RSASHA1": 5, "NSEC3DSA": 6, "NSEC3RSASHA1": 7, "RSASHA256": 8,
    "RSASHA512": 10, "ECCGOST": 12, "ECDSAP256SHA256": 13, "ECDSAP384SHA384": 14, "ED25519": 15, "ED448": 16,
    "INDIRECT": 252, "PRIVATEDNS": 253, "PRIVATEOID": 254,
}  # fmt: skip
_DIGEST_TYPES = {"SHA-1": 1, "SHA1": 1, "SHA-256": 2, "SHA256": 2, "SHA-384": 4, "SHA384": 4}
_DIGEST_OCTETS = {1: 20, 2: 32, 4: 48}
_DS_CHUNK = 128
_HEXADECIMAL = re.compile(r"[0-9a-f]+")


def _ds(words: "Sequence[str]", origin: str, encoding: str) -> str:
    if len(words) < 4:
        _expect(words, "key-tag algorithm digest-type digest")
    tag = _number(words, 0, 65535)
    algorithm = _ALGORITHMS.get(words[1].upper())
    if algorithm is None:
        algorithm = _number(words, 1, 255)
    digest_type = _DIGEST_TYPES.get(words[2].upper())
    if digest_type is None:
        digest_type = _number(words, 2, 255)
    digest = "".join(words[3:]).lower()
    octets, odd = divmod(len(digest), 2)
    if odd or not _HEXADECIMAL.fullmatch(digest):
        raise RdataError(f"digest is not hexadecimal: {digest}", 3)
    if octets != _DIGEST_OCTETS.get(digest_type, octets):
        raise RdataError(f"digest of {octets} octets, type {digest_type} has {_DIGEST_OCTETS[digest_type]}", 3)
    _check_size(4 + octets, 3)
    chunks = [digest[at : at + _DS_CHUNK] for at in range(0, len(digest), _DS_CHUNK)]
    return f"{tag} {algorithm} {digest_type} {' '.join(chunks)}"


DIRECT: "dict[str, Reader]" = {
    "A": _a, "AAAA": _aaaa, "NS": _one_name, "CNAME": _one_name, "PTR": _one_name, "DNAME": _one_name,
    "MX": _mx, "SRV": _srv, "SOA": _soa, "TXT": _txt, "SPF": _txt, "CAA": _caa, "DS": _ds,
}  # fmt: skip
"""Types that are read without dnspython."""

# OPT never stands in a zone (RFC 6891 section 6.1.1), but dnspython counts it as a data type.
_OPT = 41

_COLON_GROUPS = ("NID", "L64")

# Types of RFC 1035, 1183 … that servers still load and dnspython has no code for: kept as written.
_OBSOLETE_FIELDS = {"MB": 1, "MD": 1, "MF": 1, "MG": 1, "MR": 1, "MINFO": 2}


def canonical_type(word: str) -> str | None:
    """Return the mnemonic in upper case of the record type that `word` names (RFC 3597 ``TYPEn`` too), or None."""
    upper = word.upper()
    if upper in DIRECT:
        return upper
    from dns.exception import DNSException
    from dns.rdatatype import from_text, is_metatype, to_text

    try:
        number = from_text(word)
    except (DNSException, ValueError):
        return None
    return None if is_metatype(number) or number in (0, _OPT) else to_text(number)


def _by_dnspython(rtype: str, words: "Sequence[str]", origin: str, encoding: str) -> str:
    if rtype in _OBSOLETE_FIELDS:
        _expect(words, " ".join(["name"] * _OBSOLETE_FIELDS[rtype]))
        return " ".join(_name(words, index, origin, encoding) for index in range(len(words)))
    import dns.name
    import dns.rdata
    import dns.rdatatype

    if not words:
        raise RdataError("RDATA is missing")
    if rtype in _COLON_GROUPS:
        words = [_with_full_groups(word) for word in words]
    text = " ".join(_ascii(word, encoding) for word in words)
    try:
        rdata = dns.rdata.from_text(
            "IN", dns.rdatatype.from_text(rtype), text, origin=dns.name.from_text(origin), relativize=False
        )
        if len(text) > _MAX_OCTETS:  # no RDATA has more octets than its text
            _check_size(len(rdata.to_wire() or b""), 0)
        return rdata.to_text()
    except RdataError:
        raise
    except Exception as error:  # dnspython raises much beside its own: whatever it says, it is about this text
        raise RdataError(f"bad {rtype} RDATA: {error}", _word_at_fault(str(error), words)) from None


def _with_full_groups(word: str) -> str:
    """Return `word` with four digits in each of its groups: dnspython wants them, RFC 6742 section 2.1.2 does not."""
    return ":".join(group.zfill(4) for group in word.split(":")) if ":" in word else word


def _ascii(word: str, encoding: str) -> str:
    """Escape code points beyond ASCII, which dnspython would take for an internationalised name."""
    if word.isascii():
        return word
    return "".join(
        char if char.isascii() else "".join(f"\\{octet:03d}" for octet in char.encode(encoding)) for char in word
    )


def _word_at_fault(message: str, words: "Sequence[str]") -> int:
    """Return the index of the word that dnspython's `message` quotes; the first one if it quotes none."""
    for index, word in enumerate(words):
        if f"'{word}'" in message or f'"{word}"' in message:
            return index
    return 0
