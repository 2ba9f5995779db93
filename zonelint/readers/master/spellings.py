"""How servers other than BIND spell what stands in a record: times, strings, names; turned into BIND's spelling."""

from functools import lru_cache, partial

from zonelint.dns.rdata import parse_ttl
from zonelint.dns.rdata_words import RdataError
from zonelint.files.dialects import Dialect
from zonelint.readers.master.words import split_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
_NAMES = {"NS": (0,), "CNAME": (0,), "PTR": (0,), "MX": (1,), "SRV": (3,), "NAPTR": (5,), "SOA": (0, 1)}
"""Where names stand in RDATA, for the types of servers and exporters that write them in another way."""
_TIMES_OF_SOA = slice(2, 7)
_BITS_32, _BITS_64 = 2**32, 2**64
_DIGITS = 20
"""Of the largest number that fits into 64 bits."""


def time_reader(dialect: Dialect) -> "Callable[[str], int | None]":
    """Return what reads a time in `dialect`: its seconds, or None where a word is none."""
    return partial(_seconds, dialect) if dialect.units else parse_ttl


@lru_cache(maxsize=256)
def _seconds(dialect: Dialect, word: str) -> int | None:
    number, unit = (word[:-1], word[-1:].lower()) if word[-1:].lower() in dialect.units else (word, "s")
    if not number or not number.isascii() or not number.isdigit() or len(number) > _DIGITS:
        return None
    value = int(number)
    if value >= (_BITS_64 if dialect.wraps_numbers else _BITS_32):
        return None
    return value % _BITS_32 * _SECONDS[unit] % _BITS_32


def spelled_for_bind(dialect: Dialect, rtype: str, words: "Sequence[str]") -> list[str]:
    """Return the words of RDATA as BIND would want them for what they are in `dialect`. Raises RdataError."""
    texts = list(words)
    if dialect.splits_strings and rtype in ("TXT", "SPF"):
        texts = [part for text in texts for part in split_string(text)]
    if dialect.quotes_names:
        for index in _NAMES.get(rtype, ()):
            if index < len(texts) and texts[index][0] == '"' and len(texts[index]) > 2:
                texts[index] = texts[index][1:-1].replace(" ", "\\032")
    if dialect.dots_are_full:
        for index in _NAMES.get(rtype, ()):
            if index < len(texts) and "." in texts[index][:-1]:
                texts[index] = texts[index].removesuffix(".") + "."
    if rtype == "SOA":
        texts[_TIMES_OF_SOA] = [_time_for_bind(dialect, texts, at) for at in range(2, min(len(texts), 7))]
    return texts


def _time_for_bind(dialect: Dialect, words: "Sequence[str]", index: int) -> str:
    """Return a number of an SOA: the serial, where BIND takes no units, or one of the times."""
    word = words[index]
    if dialect.wraps_numbers and word.isascii() and word.isdigit() and len(word) <= _DIGITS:
        return str(int(word) % _BITS_32) if int(word) < _BITS_64 else word
    if not dialect.units:
        return word
    seconds = _seconds(dialect, word)
    if seconds is None:
        raise RdataError(f"not a time in {dialect.title}: {word}", index)
    return str(seconds)
