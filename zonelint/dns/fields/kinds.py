"""Kinds of field: each reads one field, checks it as BIND does, and spells it again in the plainest way."""

import re

from zonelint.dns.fields.reading import Words
from zonelint.dns.patterns import late
from zonelint.dns.rdata_words import (
    algorithm_at,
    character_string,
    check_size,
    mnemonic_at,
    name_at,
    number_at,
    quoted,
    short_string,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Words, str], None]

_HEX = late(r"(?:[0-9A-Fa-f]{2})*")
# Bits that stand for no octet are zero, as BIND wants them.
_BASE64 = late(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?")
_BASE32 = late(
    r"(?:[0-9A-V]{8})*(?:[0-9A-V][048CGKOS]|[0-9A-V]{3}[0G]|[0-9A-V]{4}[02468ACEGIKMOQSU]|[0-9A-V]{6}[08GO])?",
    re.IGNORECASE,
)
_TIME = late(r"(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)", re.ASCII)
# In the order in which BIND looks for them: it takes the first that begins with what is written.
_KEY_FLAGS = {
    "NOCONF": 0x4000, "NOAUTH": 0x8000, "NOKEY": 0xC000, "FLAG2": 0x2000, "EXTEND": 0x1000, "FLAG4": 0x0800,
    "FLAG5": 0x0400, "USER": 0, "ZONE": 0x0100, "HOST": 0x0200, "NTYP3": 0x0300, "FLAG8": 0x0080, "FLAG9": 0x0040,
    "FLAG10": 0x0020, "FLAG11": 0x0010, **{f"SIG{number}": number for number in range(16)}, "KSK": 0x0001,
}  # fmt: skip
_NO_KEY = 0xC000
_PROTOCOLS = {"NONE": 0, "TLS": 1, "EMAIL": 2, "DNSSEC": 3, "IPSEC": 4, "ALL": 255}
_CERTIFICATES = {
    "PKIX": 1, "SPKI": 2, "PGP": 3, "IPKIX": 4, "ISPKI": 5, "IPGP": 6, "ACPKIX": 7, "IACPKIX": 8, "URI": 253,
    "OID": 254,
}  # fmt: skip
_HEX_PIECE, _BASE64_PIECE = 128, 32
_SHA1_DIGITS = 32  # 20 octets in base 32
_MAX_HASH_DIGITS = 248


def number_up_to(limit: int) -> "Read":
    """Return what reads a number up to `limit`."""

    def read(words: Words, what: str) -> None:
        words.done.append(str(words.number(what, limit)))

    return read


def _one_of(known: "dict[str, int]", limit: int) -> "Read":
    def read(words: Words, what: str) -> None:
        words.word(what)
        words.done.append(str(mnemonic_at(words.words, words.at - 1, known, limit)))

    return read


u8, u16, u32, u64 = (number_up_to(2**bits - 1) for bits in (8, 16, 32, 64))
protocol = _one_of(_PROTOCOLS, 255)
certificate = _one_of(_CERTIFICATES, 65535)
hash_algorithm = _one_of({"SHA-1": 1}, 255)
scheme = _one_of({"NOTIFY": 1}, 255)


def algorithm(words: Words, what: str) -> None:
    """Read a DNSSEC algorithm, by number or by name."""
    words.word(what)
    words.done.append(str(algorithm_at(words.words, words.at - 1)))


def flags(words: Words, what: str) -> None:
    """Read flags of a key: a number, in hexadecimal too, or names with | between them."""
    word = words.word(what)
    if word[0].isdigit() and len(word) < 13:
        try:
            value = int(word) if word.isdigit() else int(word, 16)
        except ValueError:
            value = -1
    else:
        value = _named_flags(word.upper())
    if not 0 <= value <= 65535 or "_" in word:
        raise words.error(f"bad {what}: {word}")
    words.done.append(str(value))


def _named_flags(text: str) -> int:
    value = 0
    for part in text.removesuffix("|").split("|"):
        found = next((flag for name, flag in _KEY_FLAGS.items() if name.startswith(part)), None)
        if found is None:
            return -1
        value |= found
    return value


def name(words: Words, what: str) -> None:
    """Read a domain name."""
    words.string(what)
    words.done.append(name_at(words.words, words.at - 1, words.origin, words.encoding))


def names(words: Words, what: str) -> None:
    """Read domain names, perhaps none."""
    while words.left:
        name(words, what)


def string(words: Words, what: str) -> None:
    """Read a string of at most 255 octets."""
    words.done.append(quoted(short_string(words.string(what), words.at - 1, words.encoding)))


def optional_string(words: Words, what: str) -> None:
    """Read a string, or nothing."""
    if words.left:
        string(words, what)


def long_string(words: Words, what: str) -> None:
    """Read a string of any length, always in quotes."""
    word = words.string(what)
    if word[0] != '"':
        raise words.error(f"the {what} must be in quotes: {word}")
    octets = character_string(word, words.at - 1, words.encoding)
    check_size(4 + len(octets), words.at - 1)
    words.done.append(quoted(octets))


def _hex_octets(words: Words, what: str, digits: str) -> str:
    if not _HEX.fullmatch(digits):
        raise words.error(f"the {what} is not hexadecimal: {digits}")
    check_size(len(digits) // 2, words.at - 1)
    return _in_pieces(digits.lower(), _HEX_PIECE)


def _in_pieces(text: str, size: int) -> str:
    """Return `text` with a blank after each `size` characters, as dnspython writes long data."""
    return " ".join([text[at : at + size] for at in range(0, len(text), size)])


def any_hex(words: Words, what: str) -> None:
    """Read octets in hexadecimal, perhaps none."""
    digits = _hex_octets(words, what, words.rest(what))
    words.done += [digits] if digits else []


def some_hex(words: Words, what: str) -> None:
    """Read octets in hexadecimal, in one word or several."""
    words.done.append(_hex_octets(words, what, words.word(what) + words.rest(what)))


def _base64(words: Words, what: str, text: str) -> str:
    if not _BASE64.fullmatch(text):
        raise words.error(f"the {what} is not base64: {text}")
    check_size(len(text) // 4 * 3 - text.count("="), words.at - 1)
    return _in_pieces(text, _BASE64_PIECE)


def any_base64(words: Words, what: str) -> None:
    """Read octets in base64, perhaps none."""
    text = _base64(words, what, words.rest(what))
    words.done += [text] if text else []


def some_base64(words: Words, what: str) -> None:
    """Read octets in base64, in one word or several."""
    words.done.append(_base64(words, what, words.word(what) + words.rest(what)))


def base64_or_none(words: Words, what: str) -> None:
    """Read data in base64, or a hyphen for none."""
    if words.left and words.words[words.at] == "-":
        words.done.append(words.word(what))
    else:
        some_base64(words, what)


def key_of_key(words: Words, what: str) -> None:
    """Read the key, which flags may say is none (RFC 2535 section 3.1.2)."""
    if int(words.done[-3]) & _NO_KEY != _NO_KEY:
        some_base64(words, what)


def key_of_keydata(words: Words, what: str) -> None:
    """Read the key that BIND keeps; none where all that stands before it is 0."""
    if words.done[-3:] != ["0", "0", "0"]:
        key_of_key(words, what)


def _type_number(word: str) -> int | None:
    import dns.exception
    import dns.rdatatype

    from zonelint.dns.fields.types import known_types

    known_types()
    if word.upper() == "NONE" or "_" in word:
        return None
    try:
        return int(dns.rdatatype.from_text(word))
    except (dns.exception.DNSException, ValueError):
        return None


def _types_of(words: Words, what: str, least: int = 0, most: int = 65535, numbers: bool = False) -> None:
    import dns.rdatatype

    found = set()
    while words.left:
        word = words.word(what)
        number = int(word) if numbers and word.isdigit() and len(word) < 6 else _type_number(word)
        if number is None or not least <= number <= most:
            raise words.error(f"unknown record type {word}")
        found.add(number)
    words.done += [dns.rdatatype.to_text(dns.rdatatype.RdataType.make(number)) for number in sorted(found)]


def any_types(words: Words, what: str) -> None:
    """Read record types, perhaps none."""
    _types_of(words, what)


def some_types(words: Words, what: str) -> None:
    """Read one record type or more."""
    if not words.left:
        raise words.error(f"{what} is missing")
    _types_of(words, what)


def old_types(words: Words, what: str) -> None:
    """Read types up to 127, by name or number (RFC 2535 section 5.2)."""
    _types_of(words, what, 1, 127, numbers=True)


def one_type(words: Words, what: str) -> None:
    """Read a record type, by name or by number."""
    import dns.rdatatype

    word = words.word(what)
    number = _type_number(word)
    if number is None:
        number = number_at(words.words, words.at - 1, 65535)
    words.done.append(dns.rdatatype.to_text(dns.rdatatype.RdataType.make(number)))


def date(words: Words, what: str) -> None:
    """Read a time of 14 digits."""
    import calendar
    import time

    found = words.match(_TIME, what)
    year, month, day, *clock = map(int, found.groups())
    if year == 0 or day > calendar.monthrange(year, month)[1]:
        raise words.error(f"bad {what}: {found[0]}")
    seconds = calendar.timegm((year, month, day, *clock, 0, 0, 0)) % 2**32
    words.done.append(time.strftime("%Y%m%d%H%M%S", time.gmtime(seconds)))


def date_or_seconds(words: Words, what: str) -> None:
    """Read a time of 14 digits, or in seconds since 1970 (RFC 4034 section 3.2)."""
    import time

    if words.left and len(words.words[words.at]) <= 10:
        words.done.append(time.strftime("%Y%m%d%H%M%S", time.gmtime(words.number(what, 2**32 - 1))))
    else:
        date(words, what)


def salt(words: Words, what: str) -> None:
    """Read octets in hexadecimal, or a hyphen for none (RFC 5155 section 3.3)."""
    word = words.word(what)
    if word != "-" and (len(word) > 510 or not _HEX.fullmatch(word)):
        raise words.error(f"bad {what}: {word}")
    words.done.append(word.lower())


def next_hash(words: Words, what: str) -> None:
    """Read a hashed name in base 32 (RFC 5155 section 3.3)."""
    word = words.match(_BASE32, what)[0]
    if not word or (len(word) != _SHA1_DIGITS if words.done[0] == "1" else len(word) > _MAX_HASH_DIGITS):
        raise words.error(f"bad {what}: {word}")
    words.done.append(word.lower())


def host_identity(words: Words, what: str) -> None:
    """Read a host identity tag of at most 255 octets, in hexadecimal (RFC 8005 section 6)."""
    words.done.append(_hex_octets(words, what, words.word(what)).replace(" ", ""))
    if len(words.done[-1]) > 510:
        raise words.error(f"the {what} has more than 255 octets")


def word_base64(words: Words, what: str) -> None:
    """Read octets in base64, in one word."""
    words.done.append(_base64(words, what, words.word(what)).replace(" ", ""))
