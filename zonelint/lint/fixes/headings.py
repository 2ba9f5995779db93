"""Comments above the records of a reverse zone that name addresses, whose records stand below."""

import re
from bisect import bisect_left, bisect_right
from contextlib import suppress

from zonelint.dns.inet import AF_INET6, inet_pton
from zonelint.dns.names import address_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    class Owned(Protocol):
        """A record in a file: its owner and its line."""

        @property
        def owner(self) -> str:
            """Absolute, lower case."""

        @property
        def line(self) -> int:
            """1-based."""


_LONG = 400
_OCTETS = 256
_APART, _TO = r"(?<![\w.:/\[-])", r"[ \t]*(?:[-\u2013]|to|\.\.\.?)[ \t]*"
_IPV4 = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_NETWORK = re.compile(rf"{_APART}({_IPV4}|[0-9a-f]{{1,4}}:[0-9a-f:]{{1,38}})/([0-9]{{1,3}})(?![\w.])", re.IGNORECASE)
_ADDRESSES = re.compile(rf"{_APART}({_IPV4}){_TO}({_IPV4}|\.?[0-9]{{1,3}})(?![\w.:/-])")
_NUMBERS = re.compile(rf"{_APART}\.?([0-9]{{1,3}}){_TO}\.?([0-9]{{1,3}})(?![\w.:/-])")


_ADDRESS = re.compile(rf"{_APART}({_IPV4}|[0-9a-f]{{1,4}}:[0-9a-f:]{{2,38}})(?![\w.:/-])", re.IGNORECASE)


class Heading:
    """A comment that names a range, or one address.

    line  1-based, and `end` the last of the lines of comments that begin there and name no other range
    low   of the range, as a number, and `high`: addresses, or their last octets if it `is_short`
    """

    __slots__ = ("line", "end", "low", "high", "is_short", "below", "is_empty")

    def __init__(self, line: int, bounds: tuple[int, int, bool]) -> None:
        self.line = self.end = line
        self.low, self.high, self.is_short = bounds
        self.below: list[Owned] = []
        """The records of the range that stand next, up to the first that is none."""
        self.is_empty = True
        """Whether no record stands before the next heading."""

    @property
    def size(self) -> int:
        """How many addresses more than one it holds."""
        return self.high - self.low

    def covers(self, owner: str) -> bool:
        """Tell whether the address that `owner` spells lies in the range, whichever network a short one is of."""
        number = number_of(owner)
        if number is None:
            return False
        return self.low <= (number % _OCTETS if self.is_short else number) <= self.high


def number_of(owner: str) -> int | None:
    """Return the address that an `owner` spells as a number, an IPv6 one above all of IPv4; None if it spells none."""
    address = address_of(owner)
    return None if address is None else _number(address)


def _number(address: str) -> int:
    """Return an address as a number. Raises ValueError if it is none."""
    if ":" in address:
        return int.from_bytes(b"\1" + inet_pton(AF_INET6, address))
    octets = [int(octet) for octet in address.split(".")]
    if max(octets) >= _OCTETS:
        raise ValueError(address)
    return int.from_bytes(bytes(octets))


def _range_in(comment: str) -> tuple[int, int, bool] | None:
    """Return the lowest and the highest number of the range that a comment names, and whether these are last octets."""
    for pattern, read in ((_NETWORK, _network), (_ADDRESSES, _addresses), (_NUMBERS, _numbers)):
        match = pattern.search(comment)
        if match is None:
            continue
        try:
            low, high = read(match[1], match[2])
        except (OSError, ValueError):
            continue
        if low <= high:
            return low, high, pattern is _NUMBERS
    return _one(_ADDRESS.findall(comment))


def _one(texts: "Iterable[str]") -> tuple[int, int, bool] | None:
    """Return the range that is one address, if no more than one of `texts` is one."""
    found = []
    for text in texts:
        with suppress(OSError, ValueError):
            found.append(_number(text))
    return (found[0], found[0], False) if len(found) == 1 else None


def _network(address: str, length: str) -> tuple[int, int]:
    bits = (128 if ":" in address else 32) - int(length)
    if bits < 0:
        raise ValueError(length)
    low = _number(address) >> bits << bits
    return low, low + (1 << bits) - 1


def _addresses(low: str, high: str) -> tuple[int, int]:
    whole = high if high.count(".") > 1 else f"{low.rpartition('.')[0]}.{high.lstrip('.')}"
    return _number(low), _number(whole)


def _numbers(low: str, high: str) -> tuple[int, int]:
    if int(high) >= _OCTETS:
        raise ValueError(high)
    return int(low), int(high)


class Headings:
    """The headings of one file over the PTRs of one zone.

    One counts if the record below it lies in its range. One without records counts if another one does.
    """

    def __init__(self, lines: "Sequence[str]", records: "Sequence[Owned]") -> None:
        """Look through `lines` for the headings of `records`, which come in the order of their lines."""
        self._lines = [record.line for record in records]
        self._records = records
        found = _headings(lines)
        ends = [*(heading.line for heading in found), len(lines) + 1]
        for heading, end in zip(found, ends[1:], strict=True):
            below = records[bisect_left(self._lines, heading.line) : bisect_left(self._lines, end)]
            heading.is_empty = not below
            stop = next((at for at, each in enumerate(below) if not heading.covers(each.owner)), len(below))
            # One address is what its record alone stands below, not the first of a list.
            heading.below = list(below[:stop]) if heading.size or stop == len(below) else []
        self._all = [heading for heading in found if heading.below or heading.is_empty]
        if not any(heading.below for heading in found):
            self._all.clear()
        self._starts = [heading.line for heading in self._all]

    def of(self, owner: str) -> Heading | None:
        """Return the narrowest heading whose range holds the address that `owner` spells."""
        found = [each for each in self._all if each.covers(owner) and self._is_of_network(each, owner)]
        best = min(found, key=lambda each: each.size, default=None)
        if best is None or best.below or not any(self._is_within(each, best) for each in self._all):
            return best
        return None  # its parts come first, and what none of these holds stands behind them

    def ends_before(self, line: int, owner: str) -> Heading | None:
        """Return the heading over the record at `line` if its range holds that record, but not the `owner`."""
        at = bisect_right(self._starts, line) - 1
        heading = self._all[at] if at >= 0 else None
        if heading is None or heading.covers(owner) or not any(each.line == line for each in heading.below):
            return None
        return heading

    def last_empty(self, line: int, owner: str) -> Heading | None:
        """Return the last heading below `line`, before the next record, that has no records and a lower range."""
        at = bisect_right(self._lines, line)
        end = self._lines[at] if at < len(self._lines) else None
        number = number_of(owner)
        assert number is not None
        found = None
        for heading in self._all[bisect_right(self._starts, line) :]:
            if (end is not None and heading.line > end) or not heading.is_empty:
                break
            if heading.high < (number % _OCTETS if heading.is_short else number):
                found = heading
        return found

    def _is_of_network(self, heading: Heading, owner: str) -> bool:
        """Tell whether a range of last octets is one of the network in which `owner` lies, by the record next to it."""
        if not heading.is_short:
            return True
        above = bisect_left(self._lines, heading.line) - 1
        near = heading.below[0] if heading.below else self._records[above] if above >= 0 else None
        return near is not None and near.owner.partition(".")[2] == owner.partition(".")[2]

    def _is_within(self, one: Heading, other: Heading) -> bool:
        """Tell whether the range of `one` is a part of that of the `other`, as far as that can be told."""
        return one is not other and one.is_short == other.is_short and other.low <= one.low and one.high <= other.high


def _headings(lines: "Sequence[str]") -> list[Heading]:
    found: list[Heading] = []
    for number, line in enumerate(lines, 1):
        if line.lstrip(" \t")[:1] != ";":
            continue
        bounds = _range_in(line[:_LONG])
        if bounds is not None:
            found.append(Heading(number, bounds))
        elif found and found[-1].end == number - 1:
            found[-1].end = number
    return found
