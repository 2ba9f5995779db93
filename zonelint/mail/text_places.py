"""Where in a file a stretch of a TXT record's text stands.

Rules judge the joined strings of a record; a reader of the report wants the tag or term at fault, not all of the
record. Positions are worked out for findings alone, by reading the record's lines once more.
"""

from functools import lru_cache

from zonelint.dns.places import Span
from zonelint.dns.txt import text_of
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Record


def place_in_text(record: "Record", start: int, end: int) -> Place:
    """Return the place of the code points `start` to `end` of the joined strings of a TXT `record`.

    It is that of the whole RDATA where the file spells the text in a way that is not understood here, as a
    $GENERATE directive does.
    """
    span, length, places = _spelling(record)
    if not 0 <= start < end <= length:
        return Place(record.source, record.line, record, "rdata", span)
    if places is None:
        column = span.column + 1 + start
        at = Span(span.line, column, span.line, column + end - start)
    else:
        line, column, _ = places[start]
        end_line, last, width = places[end - 1]
        at = Span(line, column, end_line, last + width)
    return Place(record.source, at.line, record, "rdata", at)


@lru_cache(maxsize=8)
def _spelling(record: "Record") -> "tuple[Span, int, list[tuple[int, int, int]] | None]":
    """Return the span of the RDATA of `record`, the length of its text, and line, column and width of each character.

    The length is 0 where the spelling is not understood; the list is None for one string without escapes, as nearly all
    are. Kept, because many findings may be about one record.
    """
    text, span = text_of(record), Place.of(record, "rdata").span
    if record.source.text_at(span) == f'"{text}"':
        return span, len(text), None
    chars = list(_chars(record.source, span))
    if "".join(char for char, _, _, _ in chars) != text:
        return span, 0, None
    return span, len(text), [(line, column, width) for _, line, column, width in chars]


def _chars(source: "SourceFile", span: Span) -> "Iterator[tuple[str, int, int, int]]":
    """Yield (character, 1-based line, 1-based column, width) of each character of the strings in `span`."""
    quoted = False
    for number in range(span.line, span.end_line + 1):
        line = source.line_text(number)
        at = span.column - 1 if number == span.line else 0
        stop = span.end_column - 1 if number == span.end_line else len(line)
        while at < stop:
            char = line[at]
            if char == '"':
                quoted = not quoted
            elif char == ";" and not quoted:
                break
            elif quoted or char not in " \t()":
                if char != "\\" and char.isascii():
                    at += 1
                    yield char, number, at, 1
                    continue
                octets, width = _decoded(line, at)
                yield from ((octet, number, at + 1, width) for octet in octets)
                at += width
                continue
            at += 1


def _decoded(line: str, at: int) -> tuple[str, int]:
    """Return what the character or escape at `line[at]` stands for, one character an octet, and its width."""
    char = line[at]
    if char != "\\" or at + 1 == len(line):
        return "".join(map(chr, char.encode("utf-8", "surrogateescape"))), 1
    digits = line[at + 1 : at + 4]
    if len(digits) == 3 and digits.isascii() and digits.isdigit():
        return chr(int(digits)), 4
    return line[at + 1], 2
