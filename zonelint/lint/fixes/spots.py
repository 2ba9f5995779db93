"""Where in the master files of a zone a new record is to stand: beside those that are like it."""

from itertools import pairwise

from zonelint.dns.astray import fault_of
from zonelint.dns.names import address_of, is_below, is_reverse, labels, relative_to
from zonelint.dns.origin_lines import OriginLines
from zonelint.lint.fixes.headings import Headings
from zonelint.lint.fixes.text import CannotWriteError
from zonelint.readers.master.lexer import logical_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.zone import Record

_MOSTLY = 4
"""How many times as often the one must be true as the other for an order to be seen in lines."""
_ORIGIN = "$ORIGIN"


class Neighbour:
    """A record that stands near a new one.

    key     what the owners of its zone are sorted by
    origin  what completes its owner; None if that is written in full
    """

    __slots__ = ("record", "key", "origin")

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.key = _order(record.owner)
        self.origin = origin_of(record.source.line_text(record.line).split(None, 1)[0].lower(), record.owner)

    @property
    def owner(self) -> str:
        """The owner of the record."""
        return self.record.owner

    @property
    def line(self) -> int:
        """The line of the record."""
        return self.record.line

    def covers(self, owner: str) -> bool:
        """Tell whether `owner` can be written beside it as its own owner is."""
        return self.origin is None or is_below(owner, self.origin)


class Spot:
    """Where a new record is to stand.

    beside    the record that it is to look like
    is_above  whether it stands behind `beside` and what repeats its owner there, and else before it
    line      the 1-based line before which it stands instead of that, if it is not 0
    head      lines that are written above it, once for all records at the same place
    owner     how its owner is written; empty: as that of `beside`
    """

    __slots__ = ("beside", "is_above", "line", "head", "owner")

    def __init__(
        self, beside: Neighbour, is_above: bool, line: int = 0, head: "Sequence[str]" = (), owner: str = ""
    ) -> None:
        self.beside = beside
        self.is_above = is_above
        self.line = line
        self.head = head
        self.owner = owner


class Spots:
    """Tells where records of one type come to stand in one zone; `neighbours` in the order of their files and lines."""

    def __init__(self, origin: str, neighbours: "Sequence[Neighbour]") -> None:
        self._origin = origin
        self._neighbours = neighbours
        self._headings: dict[str, Headings] = {}
        self._origin_lines = OriginLines()
        self._why_not = self._why_none() if is_reverse(origin) else ""

    def of(self, owner: str) -> Spot | None:
        """Return where the record of `owner` comes to stand; None if there is none to stand beside.

        Raises CannotWriteError.
        """
        if self._why_not:
            raise CannotWriteError(self._why_not)
        if not self._neighbours:
            return None
        beside, is_above = _nearest(self._neighbours, owner)
        if beside.covers(owner):
            return self._by_heading(beside, is_above, owner)
        covering = [each for each in self._neighbours if each.covers(owner)]
        if not covering:
            return self._new_section(beside, owner) or Spot(beside, is_above)
        deepest = max(len(each.origin or "") for each in covering)
        return Spot(*_nearest([each for each in covering if len(each.origin or "") == deepest], owner))

    # -- headings ----------------------------------------------------------------------------------------------------

    def _by_heading(self, beside: Neighbour, is_above: bool, owner: str) -> Spot:
        """Return the place near `beside`, or that below the comment whose range holds the address of `owner`."""
        path = beside.record.source.path
        if path not in self._headings:
            here = [each for each in self._neighbours if each.record.source.path == path]
            self._headings[path] = Headings(beside.record.source.lines, here)
        headings = self._headings[path]
        heading = headings.of(owner)
        if heading is None:
            if not is_above or headings.ends_before(beside.line, owner) is None:
                return Spot(beside, is_above)
            empty = headings.last_empty(beside.line, owner)
            return Spot(beside, True, empty.end + 1 if empty else 0, [""])
        below = [each for each in heading.below if isinstance(each, Neighbour) and each.covers(owner)]
        if below:
            return Spot(*_nearest(below, owner))
        above = [each for each in self._neighbours if each.record.source.path == path and each.line < heading.line]
        if not above or not above[-1].covers(owner) or self._has_origin(above[-1], heading.line):
            return Spot(beside, is_above)
        return Spot(above[-1], True, heading.end + 1)

    def _has_origin(self, above: Neighbour, line: int) -> bool:
        """Tell whether an $ORIGIN stands between the record `above` and a `line`."""
        lines = above.record.source.lines[above.line : line]
        return any(text[: len(_ORIGIN)].upper() == _ORIGIN for text in lines)

    # -- sections ----------------------------------------------------------------------------------------------------

    def _new_section(self, beside: Neighbour, owner: str) -> Spot | None:
        """Return the place at the end of the file of `beside`, below an $ORIGIN of its own, as deep as that there."""
        record, origin = beside.record, beside.origin or "."
        at = self._origin_lines.completing(record)
        depth = len(labels(origin))
        if not at or depth >= len(labels(owner)):
            return None
        section = ".".join(owner.split(".")[-depth - 1 :])
        if not is_below(section, self._origin):
            return None
        lines = record.source.lines
        written = lines[at - 1]
        argument = written[len(_ORIGIN) :].lstrip(" \t")
        blanks = written[len(_ORIGIN) : len(written) - len(argument)]
        # gdnsd has a name for the origin of the zone.
        named = f"{relative_to(section, self._origin)}.@Z" if ".@Z" in argument.upper() else section
        head = [f"{written[: len(_ORIGIN)]}{blanks}{named}"]
        return Spot(
            beside,
            True,
            _last_line(lines, record.line) + 1,
            ["", *head] if _is_apart(lines, at) else head,
            relative_to(owner, section),
        )

    # -- what is elsewhere -------------------------------------------------------------------------------------------

    def _why_none(self) -> str:
        """Return why no record is written: most of those that are there lie at names that nobody looks up."""
        faulty = [
            each for each in self._neighbours if address_of(each.owner) is None and fault_of(each.owner, self._origin)
        ]
        if 2 * len(faulty) <= len(self._neighbours):
            return ""
        lines = {self._origin_lines.completing(each.record) for each in faulty}
        (line,) = lines if len(lines) == 1 and all(each.origin != self._origin for each in faulty) else (0,)
        if line:
            return f"line {line} puts its PTRs at names of no address: mend that $ORIGIN first"
        if len(faulty) == 1:
            return ""  # one slip, which tells nothing of others
        return "most of its PTRs are at names of no address: mend these first"


def _last_line(lines: "Sequence[str]", line: int) -> int:
    """Return the last line on which something other than a comment stands, where a record stands at `line`."""
    at, last = line - 1, line
    while at < len(lines):
        logical = logical_line(lines, at)
        if logical.tokens:
            last = logical.end
        at = logical.end
    return last


def _is_apart(lines: "Sequence[str]", line: int) -> bool:
    """Tell whether a blank line stands above the 1-based `line` and the comments over it."""
    at = line - 2
    while at >= 0 and lines[at].lstrip(" \t")[:1] == ";":
        at -= 1
    return at >= 0 and not lines[at].strip()


def _nearest(neighbours: "Sequence[Neighbour]", owner: str) -> tuple[Neighbour, bool]:
    """Return that of `neighbours` beside which a new `owner` is to stand, and whether that is the one above."""
    key = _order(owner)
    most = max(_shared(key, each.key) for each in neighbours)
    group = [each for each in neighbours if _shared(key, each.key) == most]
    rising = sum(one.key < two.key for one, two in pairwise(group))
    falling = sum(one.key > two.key for one, two in pairwise(group))
    if rising > _MOSTLY * falling or not rising + falling:
        before = [each for each in group if each.key <= key]
        return (max(before, key=lambda each: each.key), True) if before else (group[0], False)
    if falling > _MOSTLY * rising and 2 * falling >= len(group) - 1:
        before = [each for each in group if each.key > key]
        return (min(before, key=lambda each: each.key), True) if before else (group[0], False)
    return group[-1], True


def origin_of(word: str, owner: str) -> str | None:
    """Return the origin that completes a lower-case `word` to the `owner` that it spells; None if none does."""
    if word == "@":
        return owner
    if not word.endswith(".") and owner.startswith(f"{word}."):
        return owner[len(word) + 1 :] or "."
    return None


def _order(owner: str) -> "tuple[tuple[int, int, str], ...]":
    """Return what owners are sorted by: label by label from the right, numbers as such."""
    return tuple((0, int(label), "") if _is_number(label) else (1, 0, label) for label in reversed(labels(owner)))


def _is_number(label: str) -> bool:
    return label.isascii() and label.isdigit() and len(label) < 10


def _shared(one: "Sequence[object]", two: "Sequence[object]") -> int:
    """Return how many labels above the owner itself two owners have in common."""
    count = 0
    for a, b in zip(one[:-1], two[:-1], strict=False):
        if a != b:
            break
        count += 1
    return count
