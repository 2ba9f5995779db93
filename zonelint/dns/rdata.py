"""RDATA: from the words of a master file to checked text with absolute names.

The common types are read by code of our own, because nearly all records of a zone are of one of them. Of the others
`fields` checks the fields as BIND does, and dnspython, imported when the first of them turns up, spells them.
All give the text that dnspython's ``to_text(relativize=False)`` gives (RFC 1035 section 5.1, RFC 3597).
"""

from functools import lru_cache

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.patterns import late
from zonelint.dns.rdata_words import (
    MAX_RDATA_OCTETS,
    RdataError,
    algorithm_at,
    character_string,
    check_size,
    expect,
    mnemonic_at,
    name_at,
    number_at,
    quoted,
    short_string,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reader = Callable[[Sequence[str], str, str], str]

MAX_TTL = 2**31 - 1
"""Largest TTL in seconds (RFC 2181 section 8)."""

_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}


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
    if read is None or (words and words[0] == "\\#" and not _is_text(rtype, words)):
        return _of_rarer_type(rtype, words, origin, encoding)
    return read(words, origin, encoding)


def _is_text(rtype: str, words: "Sequence[str]") -> bool:
    """Tell whether ``\\#`` is a string in a TXT record, as BIND takes it where no length follows."""
    length = words[1] if len(words) > 1 else ""
    return rtype == "TXT" and not (length.isascii() and length.isdigit() and len(length) < 11 and int(length) < 2**32)


def _a(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "address")
    try:
        inet_pton(AF_INET, words[0])
    except (OSError, ValueError):
        raise RdataError(f"not an IPv4 address: {words[0]}") from None
    return words[0]


def _aaaa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "address")
    try:
        return inet_ntop(AF_INET6, inet_pton(AF_INET6, words[0]))
    except (OSError, ValueError):
        raise RdataError(f"not an IPv6 address: {words[0]}") from None


def _one_name(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "name")
    return name_at(words, 0, origin, encoding)


def _two_names(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "name name")
    return f"{name_at(words, 0, origin, encoding)} {name_at(words, 1, origin, encoding)}"


def _mx(words: "Sequence[str]", origin: str, encoding: str) -> str:
    return _number_and_name(words, "preference exchange", origin, encoding)


def _afsdb(words: "Sequence[str]", origin: str, encoding: str) -> str:
    return _number_and_name(words, "subtype hostname", origin, encoding)


def _number_and_name(words: "Sequence[str]", fields: str, origin: str, encoding: str) -> str:
    expect(words, fields)
    return f"{number_at(words, 0, 65535)} {name_at(words, 1, origin, encoding)}"


def _srv(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "priority weight port target")
    numbers = [str(number_at(words, index, 65535)) for index in range(3)]
    return f"{' '.join(numbers)} {name_at(words, 3, origin, encoding)}"


def _soa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "MNAME RNAME serial refresh retry expire minimum")
    names = [name_at(words, 0, origin, encoding), name_at(words, 1, origin, encoding)]
    numbers = [number_at(words, 2, 2**32 - 1)]
    for index in range(3, 7):
        seconds = parse_ttl(words[index])
        if seconds is None:
            raise RdataError(f"not a time in seconds: {words[index]}", index)
        numbers.append(seconds)
    return " ".join([*names, *map(str, numbers)])


def _txt(words: "Sequence[str]", origin: str, encoding: str) -> str:
    if not words:
        raise RdataError("text is missing")
    strings = []
    size = 0
    for index, word in enumerate(words):
        octets = short_string(word, index, encoding)
        size += 1 + len(octets)
        check_size(size, index)
        strings.append(quoted(octets))
    return " ".join(strings)


def _caa(words: "Sequence[str]", origin: str, encoding: str) -> str:
    expect(words, "flags tag value")
    flags = number_at(words, 0, 255)
    tag = words[1]
    if not tag.isascii() or not tag.isalnum() or len(tag) > 255:
        raise RdataError(f"not a CAA tag: {tag}", 1)
    value = character_string(words[2], 2, encoding)
    check_size(2 + len(tag) + len(value), 2)
    return f"{flags} {tag} {quoted(value)}"


# Mnemonics of digests, as BIND reads them in DS records.
_DIGEST_TYPES = {"SHA-1": 1, "SHA1": 1, "SHA-256": 2, "SHA256": 2, "GOST": 3, "SHA-384": 4, "SHA384": 4}
_WORD = late(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+')
_DIGEST_OCTETS = {1: 20, 2: 32, 4: 48}
_DS_CHUNK = 128
_HEXADECIMAL = late(r"[0-9a-f]+")


def _ds(words: "Sequence[str]", origin: str, encoding: str) -> str:
    if len(words) < 4:
        expect(words, "key-tag algorithm digest-type digest")
    tag = number_at(words, 0, 65535)
    algorithm = algorithm_at(words, 1)
    digest_type = mnemonic_at(words, 2, _DIGEST_TYPES, 255)
    digest = "".join(words[3:]).lower()
    octets, odd = divmod(len(digest), 2)
    if odd or not _HEXADECIMAL.fullmatch(digest):
        raise RdataError(f"digest is not hexadecimal: {digest}", 3)
    if octets != _DIGEST_OCTETS.get(digest_type, octets):
        raise RdataError(f"digest of {octets} octets, type {digest_type} has {_DIGEST_OCTETS[digest_type]}", 3)
    check_size(4 + octets, 3)
    chunks = [digest[at : at + _DS_CHUNK] for at in range(0, len(digest), _DS_CHUNK)]
    return f"{tag} {algorithm} {digest_type} {' '.join(chunks)}"


DIRECT: "dict[str, Reader]" = {
    "A": _a, "AAAA": _aaaa, "NS": _one_name, "CNAME": _one_name, "PTR": _one_name, "DNAME": _one_name,
    "MX": _mx, "SRV": _srv, "SOA": _soa, "TXT": _txt, "SPF": _txt, "CAA": _caa, "DS": _ds,
    "CDS": _ds, "DLV": _ds, "TA": _ds, "AFSDB": _afsdb, "KX": _mx, "LP": _mx, "RT": _mx,
    "MB": _one_name, "MG": _one_name, "MR": _one_name, "NSAP-PTR": _one_name, "MINFO": _two_names,
    "AVC": _txt, "CLA": _txt, "NINFO": _txt, "RESINFO": _txt, "WALLET": _txt,
}  # fmt: skip
"""Types that are read without dnspython."""

# OPT never stands in a zone (RFC 6891 section 6.1.1), but dnspython counts it as a data type.
_OPT = 41

_AS_READ = frozenset(
    ("HTTPS", "ISDN", "SVCB", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDNSKEY", "TLSA", "SMIMEA", "SSHFP")
)
"""Types whose fields are spelled as dnspython would, so that a signed zone does not pay for its parser. The first three
it does not take as BIND does: an empty subaddress, a parameter in AliasMode."""

_NOT_LOADED = ("MD", "MF")
"""Types of RFC 1035 that MX took the place of (RFC 973): BIND refuses the zone."""


def canonical_type(word: str) -> str | None:
    """Return the mnemonic in upper case of the record type that `word` names (RFC 3597 ``TYPEn`` too), or None."""
    upper = word.upper()
    if upper in DIRECT:
        return upper
    from dns.exception import DNSException
    from dns.rdatatype import from_text, is_metatype, to_text

    from zonelint.dns.fields.types import known_types

    known_types()
    try:
        number = from_text(upper)
    except (DNSException, ValueError):
        return None
    return None if is_metatype(number) or number in (0, _OPT) else to_text(number)


def _of_rarer_type(rtype: str, words: "Sequence[str]", origin: str, encoding: str) -> str:
    """Return the RDATA of a type that is not read directly, or of any type where it is written as octets."""
    if rtype in _NOT_LOADED:
        raise RdataError(f"{rtype} is an obsolete type, which BIND does not load: MX took its place")
    if not words and rtype != "APL":
        raise RdataError("RDATA is missing")
    if not words or words[0] != "\\#":
        from zonelint.dns.fields.table import read_fields

        fields = read_fields(rtype, words, origin, encoding)
        if fields is not None:
            return _spelled(rtype, " ".join(fields))
        raise RdataError(f"RDATA of {rtype} is written as octets: \\# length hexadecimal-digits")
    try:
        text = _by_dnspython(rtype, " ".join(words), origin)
        _check_octets(rtype, text)
        return text
    except RdataError:
        raise
    except Exception as error:  # dnspython raises much beside its own: whatever it says, it is about this text
        raise RdataError(f"bad {rtype} RDATA: {error}") from None


def _check_octets(rtype: str, text: str) -> None:
    """Raise RdataError if `text`, which octets of a record of `rtype` stand for, is nothing that BIND loads."""
    if text[:2] != "\\#" and rtype != "APL":  # octets may be prefixes of any family of addresses
        from zonelint.dns.fields.table import read_fields

        try:
            read_fields(rtype, _WORD.findall(text), ".", "ascii")
        except RdataError as error:
            raise RdataError(f"bad {rtype} RDATA: {error}") from None


def _spelled(rtype: str, text: str) -> str:
    """Return `text`, RDATA that BIND loads, as dnspython spells it, or as it is where dnspython does not take it."""
    if rtype in _AS_READ and len(text) <= MAX_RDATA_OCTETS:  # beyond that dnspython counts the octets
        return text
    try:
        return _by_dnspython(rtype, text, ".").rstrip() if text else "\\# 0"
    except RdataError:
        raise
    except Exception:  # dnspython raises much beside its own; servers know better what they load
        return text


def _by_dnspython(rtype: str, text: str, origin: str) -> str:
    import dns.name
    import dns.rdata
    import dns.rdatatype

    rdata = dns.rdata.from_text(
        "IN", dns.rdatatype.from_text(rtype), text, origin=dns.name.from_text(origin), relativize=False
    )
    if len(text) > MAX_RDATA_OCTETS:  # no RDATA has more octets than its text
        check_size(len(rdata.to_wire() or b""), 0)
    return rdata.to_text()
