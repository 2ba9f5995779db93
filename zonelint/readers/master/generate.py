"""The $GENERATE directive of BIND: one line that stands for a range of records.

It is in no RFC; BIND's manual and its behaviour define it. ``$`` in the two templates stands for the
iterator, ``${offset,width,base}`` for a changed form of it, ``\\$`` and ``$$`` for a dollar sign.
"""

import re

from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RECORDS_PER_LINE = 65_536
MAX_RECORDS_PER_ZONE = 1_000_000
_MAX_ITERATOR = 2**31 - 1
_MAX_NUMBER_OCTETS = 127
"""BIND writes each iterator into a buffer of 128 octets."""
_MAX_SIDE_OCTETS = 2047
"""BIND expands the owner into a buffer of 2048 octets. It takes longer RDATA, which nobody generates."""

_RANGE = late(r"([0-9]{1,10})-([0-9]{1,10})(?:/([0-9]{1,10}))?")
_ITERATOR = late(r"\\\$|\$\$|\$\{([^}]*)\}|\$(\{)?")
_MODIFIER = late(r"([+-]?[0-9]{1,10})(?:,([0-9]{1,10})(?:,([doxXnN]))?)?")


class GenerateError(ValueError):
    """A $GENERATE that BIND refuses; `index` is the word at fault, counted from 0 after the directive."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


def iterators(word: str) -> range:
    """Return the iterator values of a range ``start-stop`` or ``start-stop/step``. Raises GenerateError."""
    match = _RANGE.fullmatch(word)
    if match is None:
        raise GenerateError(f"not a range: {word}", 0)
    start, stop, step = int(match[1]), int(match[2]), int(match[3] or 1)
    if start > stop or step < 1 or stop > _MAX_ITERATOR or step > _MAX_ITERATOR:
        raise GenerateError(f"invalid range {word}", 0)
    return range(start, stop + 1, step)


class Template:
    """One side of a $GENERATE, ready to be filled in. Raises GenerateError for a bad ``${…}``."""

    def __init__(self, text: str, index: int) -> None:
        self._index = index
        self._parts: list[str | tuple[int, int, str]] = []
        at = 0
        for match in _ITERATOR.finditer(text):
            self._parts += [text[at : match.start()], self._part(match)]
            at = match.end()
        self._parts.append(text[at:])

    def _part(self, match: "re.Match[str]") -> "str | tuple[int, int, str]":
        if match.group() in ("\\$", "$$"):
            return "$"
        if match[2]:
            raise GenerateError("the closing brace of ${ is missing", self._index)
        if match[1] is None:
            return (0, 0, "d")
        modifier = _MODIFIER.fullmatch(match[1])
        if modifier is None or int(modifier[2] or 0) > 2**31:
            raise GenerateError(f"bad modifier {match.group()}: ${{offset,width,base}} is expected", self._index)
        return (int(modifier[1]), int(modifier[2] or 0), modifier[3] or "d")

    def fill(self, iterator: int) -> str:
        """Return the template with `iterator` filled in. Raises GenerateError if BIND has no room for it."""
        pieces = []
        for part in self._parts:
            if isinstance(part, str):
                pieces.append(part)
                continue
            offset, width, base = part
            number = self._number(iterator + offset, width, base) if width <= _MAX_NUMBER_OCTETS else None
            if number is None or len(number) > _MAX_NUMBER_OCTETS:
                raise GenerateError(f"ran out of space: the number is over {_MAX_NUMBER_OCTETS} octets", self._index)
            pieces.append(number)
        text = "".join(pieces)
        if len(text) > _MAX_SIDE_OCTETS:
            raise GenerateError(f"ran out of space: the text is over {_MAX_SIDE_OCTETS} octets", self._index)
        return text

    def _number(self, value: int, width: int, base: str) -> str:
        if base != "d":
            value &= 2**32 - 1  # BIND prints an unsigned number
        if base in "nN":
            return _nibbles(value, width, base)
        return format(value, f"0{width}{base}") if width else format(value, base)


def _nibbles(value: int, width: int, base: str) -> str:
    """Return the hexadecimal digits of `value`, lowest first, a dot after each but the last; `width` counts both."""
    digits: list[str] = []
    while not digits or value > 0 or width > 0:
        digits.append(f"{value & 15:x}")
        value >>= 4
        width -= 1
        if value > 0 or width > 0:
            digits.append(".")
            width -= 1
    text = "".join(digits)
    return text.upper() if base == "N" else text


def expand(range_word: str, left: str, right: str) -> "Iterator[tuple[int, str, str]]":
    """Yield (iterator, owner word, RDATA text) for each record. Raises GenerateError."""
    values = iterators(range_word)
    owner, rdata = Template(left, 1), Template(right, 2)
    for value in values:
        yield value, owner.fill(value), rdata.fill(value)
