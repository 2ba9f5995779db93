"""The octets of a file, by the places in its text, and edits of them.

What is not edited keeps every octet: comments, blanks, line ends, encoding, byte order mark, final newline.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from zonelint.dns.cached import cached_property
from zonelint.dns.places import Span
from zonelint.files.decode import decode
from zonelint.lint.fix import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.dns.places import Problem
    from zonelint.readers.tree.nodes import Node

_LINE_END = re.compile(rb"\r\n|\r|\n")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
TAB = 8
"""Columns from one tab stop to the next, as terminals and editors of zone files have them."""


class CannotWriteError(Exception):
    """A fix that cannot be written into the file it belongs in; the text says why."""


class FileRefusedError(CannotWriteError):
    """A file that is not to be changed at all: `path` as reports show it."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path = path


class Text:
    """What is in one file.

    path    its real path
    octets  its content
    lines   the lines of the text, without their ends, as SourceFile has them
    """

    def __init__(self, path: str, octets: bytes) -> None:
        """Hold `octets`; raises CannotWriteError if no places can be told in them."""
        if octets.startswith(_UTF16_MARKS):
            raise CannotWriteError("it is in UTF-16")
        self.path = path
        self.octets = octets
        decoded = decode(octets)
        self.encoding = decoded.encoding
        self.lines = decoded.text.split("\n")
        self._plain = decoded.plain
        self.tree: tuple[list[Node | None], list[Problem]] | None = None
        """What is in it, if it is YAML and somebody looked."""

    @cached_property
    def starts(self) -> list[int]:
        """Offsets of the first octets of all lines."""
        mark = len(_UTF8_MARK) if self.octets.startswith(_UTF8_MARK) else 0
        return [mark, *(match.end() for match in _LINE_END.finditer(self.octets))]

    @cached_property
    def newline(self) -> bytes:
        """The line end that most lines have."""
        ends = [match[0] for match in _LINE_END.finditer(self.octets)]
        return max(set(ends), key=ends.count) if ends else b"\n"

    def line_end(self, line: int) -> bytes:
        """Return what ends the 1-based `line`; empty for a last line without end."""
        if line >= len(self.starts):
            return b""
        end = self.starts[line]
        return b"\r\n" if self.octets[end - 2 : end] == b"\r\n" else self.octets[end - 1 : end]

    def start_of(self, line: int) -> int:
        """Return the offset where the 1-based `line` begins; behind the last one the end of the file."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.octets)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of the octet at a 1-based line and column."""
        text = self.lines[line - 1][: column - 1]
        return self.start_of(line) + (len(text) if self._plain else len(text.encode(self.encoding)))

    def edit(self, span: Span, text: str) -> Edit:
        """Return the edit that writes `text`, in one line, in the place of `span`. Raises CannotWriteError."""
        return Edit(self.path, self.offset(*span[:2]), self.offset(*span[2:]), self.encoded(text))

    def deletion(self, first: int, last: int) -> Edit:
        """Return the edit that takes the 1-based lines `first` to `last` away, with their ends."""
        start, end = self.start_of(first), self.start_of(last + 1)
        if end == len(self.octets) and not self.line_end(last) and first > 1:
            start -= len(self.line_end(first - 1))  # what was the last line without end is followed by another one
        return Edit(self.path, start, end, b"")

    def insertion(self, line: int, texts: "Iterable[str]") -> Edit:
        """Return the edit that writes lines before the 1-based `line`, or behind the last one."""
        octets = [self.encoded(text) for text in texts]
        at = self.start_of(line)
        above = self.line_end(line - 1) if line > 1 else b""
        newline = above or self.newline
        if at == len(self.octets) and self.octets[-1:] not in (b"\n", b"\r", b""):
            return Edit(self.path, at, at, b"".join(newline + each for each in octets))
        return Edit(self.path, at, at, b"".join(each + newline for each in octets))

    def encoded(self, text: str) -> bytes:
        """Return `text` as the file spells it. Raises CannotWriteError."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            raise CannotWriteError(f"its encoding, {self.encoding}, has no {text!r}") from None

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of the octet at `offset`."""
        return bisect_right(self.starts, offset) or 1

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column, in code points, of the octet at `offset`."""
        line = self.line_of(offset)
        return line, len(self.octets[self.start_of(line) : offset].decode(self.encoding)) + 1


def overlap(edits: "Iterable[Edit]") -> bool:
    """Tell whether some of `edits` touch the same octets; insertions at one place do not."""
    ordered = sorted(edits)
    return any(
        one.path == two.path and (two.start < one.end or (one.start == two.start and one.end > two.start))
        for one, two in pairwise(ordered)
    )


def applied(octets: bytes, edits: "Iterable[Edit]") -> bytes:
    """Return `octets` with `edits`, which do not overlap; insertions at one place stand in the order given."""
    parts, done = [], 0
    heads: set[Edit] = set()
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.is_head:
            if edit in heads:
                continue
            heads.add(edit)
        parts += [octets[done : edit.start], edit.octets]
        done = edit.end
    return b"".join([*parts, octets[done:]])


# -- columns ---------------------------------------------------------------------------------------------------------


def column_after(text: str, column: int = 0) -> int:
    """Return the column, from 0, behind `text` that begins at `column`, as a terminal shows it."""
    for char in text:
        column = (column // TAB + 1) * TAB if char == "\t" else column + 1
    return column


def blanks(like: str, start: int, end: int) -> str:
    """Return blanks, one at least, from column `start` to `end`: those of `like` if they lead there, else its tabs."""
    if like and column_after(like, start) == end:
        return like
    if "\t" in like:
        tabs = -(-end // TAB) - start // TAB
        if " " not in like or end % TAB == 0:
            return "\t" * max(tabs, 1)
        upto = end // TAB * TAB
        if upto > start:
            return "\t" * (upto // TAB - start // TAB) + " " * (end - upto)
    return " " * max(end - start, 1)
