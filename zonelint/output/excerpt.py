"""Cuts the source line of a place out of its file and marks the place in it."""

from zonelint.dns.places import START
from zonelint.output.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.places import Span
    from zonelint.dns.zone import Place

WIDTH = 100
"""How many terminal cells of a source line are shown."""

TAB = 8

_LEAD = 60
"""How many of them stand to the left of a place at most."""


def excerpt(place: "Place", mark: str) -> tuple[str, str] | None:
    """Return what to print for `place`: its line, harmless to a terminal, and below it `mark` under the span.

    None for a place without text of its own: a file as a whole, a line that is empty, a file that is gone.
    """
    span = place.span
    if span == START:
        return None
    try:
        lines = place.source.lines
    except OSError:
        return None
    text = lines[span.line - 1] if span.line <= len(lines) else ""
    return cut_line(text, span, mark) if text.strip() else None


def cut_line(text: str, span: "Span", mark: str) -> tuple[str, str]:
    """Return `text` and a line of `mark` under `span`, both at most `WIDTH` cells wide and a few more.

    Tabs become blanks, control characters become visible, and wide characters get two marks; what is too
    far from the span gives way to ``…``. A span of several lines is marked to the end of the first.
    """
    text = text.rstrip()
    start = min(max(span.column - 1, 0), len(text))
    end = len(text) if span.end_line > span.line else min(max(span.end_column - 1, start), len(text))
    first = _first_shown(text, start)
    shown, columns = _cells(text, first)
    last = first + len(columns) - 1
    left = columns[min(start, last) - first]
    right = columns[min(end, last) - first]
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{shown}{after}", " " * (len(before) + left) + mark * max(right - left, 1)


def _first_shown(text: str, start: int) -> int:
    """Return where to begin so that the code point at `start` stands within the first `_LEAD` cells."""
    near = text[max(start - _LEAD, 0) : start]
    if near.isascii() and near.isprintable():
        return start - len(near)
    cells, first = 0, start
    while first > 0:
        cells += TAB if text[first - 1] == "\t" else _width(visible(text[first - 1]))
        if cells > _LEAD:
            return first
        first -= 1
    return 0


def _cells(text: str, first: int) -> tuple[str, list[int]]:
    """Return `text` from its code point `first` on as shown, and the cell where each code point begins, and the end.

    What is beyond `WIDTH` cells is left out.
    """
    part = text[first : first + WIDTH]
    if part.isascii() and part.isprintable():
        return part, list(range(len(part) + 1))  # a cell for each, as in nearly every line
    shown: list[str] = []
    columns = [0]
    # Code points without width would make the line endless: they count, too.
    for char in part:
        drawn = " " * (TAB - columns[-1] % TAB) if char == "\t" else visible(char)
        end = columns[-1] + _width(drawn)
        if end > WIDTH:
            break
        shown.append(drawn)
        columns.append(end)
    return "".join(shown), columns


def _width(drawn: str) -> int:
    """Return how many cells a code point, or what is drawn for it, takes on a terminal."""
    if len(drawn) > 1 or drawn.isascii():
        return len(drawn)
    from unicodedata import combining, east_asian_width

    if combining(drawn):
        return 0
    return 2 if east_asian_width(drawn) in "WF" else 1
