"""Zones that were pasted twice into one file."""

import re
from collections.abc import Iterable

from zonelint.lint.api import Fix, Record, Rewrite, SourceFile, Span, Zone, late

_SOA = late(r"^[^\s;\"]*+[ \t]++(?:[0-9]\w*+[ \t]++|IN[ \t]++){0,2}SOA[ \t]", re.IGNORECASE)
_HEADS = ("$ttl", "$origin", ";")


class Copy:
    """All of a file that stands behind the place where its zone begins again.

    line   1-based, on which it begins
    fix    what deletes it; None unless each of its lines stands above it, too
    """

    def __init__(self, source: SourceFile, line: int, duplicates: list[Record], *, is_whole: bool) -> None:
        self.line = line
        self.fix = _deletion(source, line, duplicates) if is_whole else None


class Copies:
    """Finds the second copies of the zones of one view."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], Copy | None] = {}

    def around(self, record: Record) -> Copy | None:
        """Return the copy that a `record` which stands twice is a part of, or None."""
        key = (id(record.zone), record.source.path)
        if key not in self._found:
            self._found[key] = _second_copy(record.zone, record.source)
        copy = self._found[key]
        return copy if copy is not None and record.line >= copy.line else None


def _second_copy(zone: Zone, source: SourceFile) -> Copy | None:
    """Return where `zone` begins again in `source`: below a second SOA record, most records stand twice."""
    if source.marks is not None:
        return None
    lines = source.lines
    heads = [number for number, line in enumerate(lines, 1) if _SOA.match(line)]
    if len(heads) < 2:
        return None
    start = _start(lines, heads[1])
    twice = [record for record, first in zone.duplicates if first.line < start or first.source is not source]
    twice = _behind(twice, source, start)
    once = _behind((record for rtype in zone.types for record in zone.records(rtype)), source, start)
    if len([record for record in twice if record.type != "SOA"]) < max(2, len(once)):
        return None
    known = {_plain(line) for line in lines[: start - 1]}
    is_whole = not once and all(_plain(line) in known for line in lines[start - 1 :] if line.strip())
    return Copy(source, start, twice, is_whole=is_whole)


def _behind(records: Iterable[Record], source: SourceFile, line: int) -> list[Record]:
    return [record for record in records if record.line >= line and record.source.path == source.path]


def _start(lines: list[str], soa: int) -> int:
    """Return the first line of the head of a zone whose SOA record is on the 1-based line `soa`."""
    above: dict[str, int] = {}
    for number, line in enumerate(lines[:soa], 1):
        above.setdefault(_plain(line), number)
    start = soa
    for number in range(soa - 1, 0, -1):
        text = lines[number - 1].strip().lower()
        if text and not text.startswith(_HEADS):
            break
        if text[:1] == ";" and above[_plain(lines[number - 1])] == number:
            break  # it ends what stands above
        if text:
            start = number
    return start


def _plain(line: str) -> str:
    """Return a line with single blanks; one that begins with blanks, which stand for an owner, still does."""
    return " ".join([" "[: line[:1].isspace()], *line.split()])


def _deletion(source: SourceFile, line: int, gone: list[Record]) -> Fix | None:
    if any(record.generated for record in gone):
        return None
    last = len(source.lines)
    while last > line and not source.lines[last - 1].strip():
        last -= 1
    span = Span(line, 1, last, len(source.lines[last - 1]) + 1)
    return Fix(f"delete the second copy of the zone, lines {line} to {last}", Rewrite(source, span, "", gone))
