"""The words of RDATA, one at a time: numbers, names, strings, and what their octets are (RFC 1035 section 5.1)."""

from zonelint.dns.names import NameSyntaxError, absolute, unescape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_RDATA_OCTETS = 65535
"""The length of RDATA is written in 16 bits (RFC 1035 section 3.2.1)."""

_QUOTED_TEXT_ESCAPES = frozenset(b'"\\')

# Mnemonics of DNSSEC algorithms, as BIND reads them.
_ALGORITHMS = {
    "RSAMD5": 1, "DH": 2, "DSA": 3, "RSASHA1": 5, "NSEC3DSA": 6, "NSEC3RSASHA1": 7, "RSASHA256": 8, "RSASHA512": 10,
    "ECCGOST": 12, "ECDSAP256SHA256": 13, "ECDSA256": 13, "ECDSAP384SHA384": 14, "ECDSA384": 14, "ED25519": 15,
    "ED448": 16, "INDIRECT": 252, "PRIVATEDNS": 253, "PRIVATEOID": 254,
}  # fmt: skip


class RdataError(ValueError):
    """RDATA that no name server accepts. `index` is the word at fault, counted from 0."""

    def __init__(self, message: str, index: int = 0) -> None:
        super().__init__(message)
        self.index = index


def expect(words: "Sequence[str]", fields: str) -> None:
    """Raise RdataError unless there are as many words as `fields` names, separated by blanks."""
    names = fields.split()
    if len(words) < len(names):
        raise RdataError(f"{names[len(words)]} is missing", len(words) - 1)
    if len(words) > len(names):
        raise RdataError(f"extra text after the {names[-1]}: {words[len(names)]}", len(names))


def name_at(words: "Sequence[str]", index: int, origin: str, encoding: str) -> str:
    """Return the absolute name that the word at `index` stands for. Raises RdataError."""
    word = words[index]
    if word[0] == '"':
        raise RdataError(f"a domain name must not be in quotes: {word}", index)
    try:
        return absolute(word, origin, encoding)
    except NameSyntaxError as error:
        raise RdataError(f"bad domain name {word}: {error}", index) from None


def number_at(words: "Sequence[str]", index: int, limit: int) -> int:
    """Return the number at `index`, at most `limit`. Raises RdataError."""
    word = words[index]
    if not (word.isascii() and word.isdigit() and len(word) < 21):
        raise RdataError(f"not a number: {word}", index)
    value = int(word)
    if value > limit:
        raise RdataError(f"{word} is out of range, at most {limit}", index)
    return value


def mnemonic_at(words: "Sequence[str]", index: int, known: "dict[str, int]", limit: int) -> int:
    """Return the number at `index`, at most `limit`, or the one that `known` has for the word. Raises RdataError."""
    value = known.get(words[index].upper())
    return number_at(words, index, limit) if value is None else value


def algorithm_at(words: "Sequence[str]", index: int) -> int:
    """Return the number of the DNSSEC algorithm at `index`. Raises RdataError."""
    return mnemonic_at(words, index, _ALGORITHMS, 255)


def check_size(octets: int, index: int) -> None:
    """Raise RdataError if `octets` are more than RDATA can have."""
    if octets > MAX_RDATA_OCTETS:
        raise RdataError(f"ran out of space: RDATA of more than {MAX_RDATA_OCTETS} octets", index)


def character_string(word: str, index: int, encoding: str) -> bytes:
    """Return the octets of one <character-string>, quoted or not (RFC 1035 section 5.1). Raises RdataError."""
    text = word[1:-1] if word[:1] == '"' else word
    try:
        return unescape(text, encoding)
    except NameSyntaxError as error:
        raise RdataError(str(error), index) from None


def short_string(word: str, index: int, encoding: str) -> bytes:
    """Return the octets of one <character-string> of at most 255 octets. Raises RdataError."""
    octets = character_string(word, index, encoding)
    if len(octets) > 255:
        raise RdataError(f"string of {len(octets)} octets, at most 255 are allowed: split it in several", index)
    return octets


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
