"""Directives in comments: ``; zonelint: ignore[RULE] reason`` and its siblings.

``ignore[RULE,RULE] reason`` silences rules on the record of its line or, alone on its line, on the next record.
``ignore-file[RULE,RULE] reason`` silences them in the whole file.
``sends-mail`` marks an address record as one that sends mail.
"""

import re
from bisect import bisect_left

from zonelint.dns.cached import cached_property
from zonelint.dns.patterns import late
from zonelint.dns.places import Span
from zonelint.dns.tuples import named_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NamedTuple

    from zonelint.dns.places import SourceFile

    class Directive(NamedTuple):
        """One directive of a comment.

        kind     IGNORE, IGNORE_FILE, SENDS_MAIL or MALFORMED
        rules    the rules that it names
        reason   the words after it; for a malformed one, what is wrong with it
        line     1-based line that it stands on
        span     the directive, from ``zonelint:`` on
        covers   first and last line that it is about, both 1-based and included
        """

        kind: str
        rules: tuple[str, ...]
        reason: str
        line: int
        span: Span
        covers: tuple[int, int]

    class _Line(NamedTuple):
        """A logical line: its first and last line, whether anything but comments is written there, and a record."""

        first: int
        last: int
        written: bool
        record: bool

else:
    Directive = named_tuple("Directive", "kind rules reason line span covers")
    _Line = named_tuple("_Line", "first last written record")

IGNORE = "ignore"
IGNORE_FILE = "ignore-file"
SENDS_MAIL = "sends-mail"
MALFORMED = "malformed"

WORD = "zonelint:"
"""What a file must hold to have directives at all."""

# What may hide a comment or be one, and what makes and ends a logical line (RFC 1035 section 5.1).
_MASTER = late(r'\\[^\n]|"(?:[^"\\\n]|\\[^\n])*"?|;[^\n]*|[()\n]')
# A quote in YAML begins a scalar only at its start, and a comment needs a blank before it (YAML 1.2.2, 6.6).
_YAML = late(r"""(?<![^\s\[{,:-])(?:"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?)|(?<!\S)\#[^\n]*|\n""")

_IGNORE = late(r"(ignore(?:-file)?)[ \t]*\[([^\]]*)\][ \t]*(.*)")
_FIRST_WORD = late(r"[^\s\[]*")


def directives(source: "SourceFile", marker: str = "") -> "list[Directive]":
    """Return the directives of `source`, in file order.

    `marker` is what begins a comment there: by default ``;``, and ``#`` in YAML, whose records have marks.
    """
    marker = marker or (";" if source.marks is None else "#")
    text = source.text
    if WORD not in text:
        return []
    comments, lines = _scan(text, _MASTER if marker == ";" else _YAML, marker)
    covered = _Coverage(lines)
    found = []
    for line, column, comment in comments:
        starts = list(_openings(comment, marker))
        for start, end in zip(starts, [*starts[1:], len(comment)], strict=False):
            words = comment[start:end].rstrip(f"{marker} \t")
            span = Span(line, column + start, line, column + start + len(words))
            found.append(_directive(words[len(WORD) :].strip(), span, covered.by(line)))
    return found


def logical_lines(source: "SourceFile") -> "list[tuple[int, int, bool]]":
    """Return the first and the last line of each logical line, and whether anything but comments is written there.

    In YAML each line is one.
    """
    marker = ";" if source.marks is None else "#"
    _, lines = _scan(source.text, _MASTER if marker == ";" else _YAML, marker)
    return [(line.first, line.last, line.written) for line in lines]


class MailLines:
    """The lines of records that a comment in `sources` says to send mail; worked out when first asked for."""

    def __init__(self, sources: "Iterable[SourceFile]") -> None:
        self._sources = sources

    @cached_property
    def lines(self) -> "set[tuple[str, int]]":
        """(path, 1-based line) of each."""
        # A file that is read for several zones or views says the same each time.
        by_path = {source.path: source for source in self._sources}
        return {
            (path, line)
            for path, source in by_path.items()
            for first, last in {each.covers for each in directives(source) if each.kind == SENDS_MAIL}
            for line in range(first, last + 1)
        }


def _openings(comment: str, marker: str) -> "Iterator[int]":
    """Yield where a directive begins: at the start of `comment`, or of a comment in it."""
    done = 0
    at = comment.find(WORD)
    while at >= 0:
        before = comment[done:at].rstrip()
        if before.endswith(marker) or not (before or done):
            yield at
        done = at + len(WORD)
        at = comment.find(WORD, done)


def _directive(text: str, span: Span, covers: tuple[int, int]) -> "Directive":
    match = _IGNORE.match(text)
    if match:
        names = tuple(name for name in re.split(r"[,\s]+", match[2]) if name)
        if names:
            return Directive(match[1], names, match[3], span.line, span, covers)
    first, *rest = text.split(None, 1) or [""]
    if first == SENDS_MAIL:
        return Directive(first, (), "".join(rest), span.line, span, covers)
    return Directive(MALFORMED, (), _fault(text), span.line, span, covers)


def _fault(text: str) -> str:
    """Say what keeps `text`, all that follows `WORD`, from being a directive."""
    match = _FIRST_WORD.match(text)
    kind = match[0] if match else ""
    if kind in (IGNORE, IGNORE_FILE):
        if "[" in text and "]" not in text:
            return f"the list of rules of {kind} has no closing bracket"
        return f"{kind} names no rule; write {kind}[RULE] and the reason"
    from zonelint.dns.typos import did_you_mean

    known = (
        did_you_mean(kind, (IGNORE, IGNORE_FILE, SENDS_MAIL)) or f"there are {IGNORE}, {IGNORE_FILE} and {SENDS_MAIL}"
    )
    return f"unknown directive {kind!r}; {known}" if kind else f"nothing follows {WORD}; {known}"


def _scan(text: str, pattern: "re.Pattern[str]", marker: str) -> "tuple[list[tuple[int, int, str]], list[_Line]]":
    """Return the comments of `text` (line, column and text of what follows the marker) and its logical lines."""
    comments: list[tuple[int, int, str]] = []
    lines: list[_Line] = []
    number = first = 1
    line_start = logical_start = done = depth = 0
    written = False
    for match in pattern.finditer(text + "\n"):
        piece, start = match[0], match.start()
        written = written or bool(text[done:start].strip())
        done = match.end()
        if piece == "\n":
            if not depth:
                lines.append(_Line(first, number, written, written and not _is_setting(text, logical_start)))
                first, logical_start, written = number + 1, done, False
            number, line_start = number + 1, done
        elif piece[0] == marker:
            comments.append((number, start - line_start + 2, piece[1:]))
        else:
            written = True
            depth = max(depth + (piece == "(") - (piece == ")"), 0)
    return comments, lines


def _is_setting(text: str, start: int) -> bool:
    return text[start : start + 8].upper().startswith(("$ORIGIN", "$TTL"))


class _Coverage:
    """Answers which lines a comment is about."""

    def __init__(self, lines: "list[_Line]") -> None:
        self.lines = lines
        self.lasts = [line.last for line in lines]
        self.next_record: list[_Line | None] = []
        following = None
        for line in reversed(lines):
            self.next_record.append(following)
            if line.record:
                following = line
        self.next_record.reverse()

    def by(self, number: int) -> tuple[int, int]:
        """Return the first and last line of what a comment on the line `number` is about.

        That is the record it stands in, else the next one; where a parenthesis is never closed, its own line.
        """
        at = bisect_left(self.lasts, number)
        if at == len(self.lines):
            return number, number
        line = self.lines[at] if self.lines[at].written else self.next_record[at]
        return (line.first, line.last) if line is not None else (number, number)
