"""Finds the place of a record's fields in a master file again.

Positions of millions of records are not kept while reading: a record knows its line, and when a finding
is drawn its logical line is lexed once more.
"""

from zonelint.dns.places import SourceFile, Span
from zonelint.dns.rdata import parse_ttl
from zonelint.dns.zone import TARGET_FIELD
from zonelint.readers.master.lexer import Token, logical_line, span_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


WORD = "word "
"""How a field begins that is one word of the RDATA."""


def locate(source: SourceFile, line: int, rtype: str, field: str) -> Span:
    """Return the span of `field` of the record of `rtype` that begins at the 1-based `line`.

    The fields are those of Place, and ``"word 0"``, ``"word 1"`` … for one word of the RDATA.
    """
    lines = source.lines
    if not 0 < line <= len(lines):
        return Span(line, 1, line, 1)
    logical = logical_line(lines, line - 1)
    tokens = logical.tokens
    if not tokens:
        return Span(line, 1, line, 1)
    whole = span_of(tokens)
    if field == "" or tokens[0].text[0] == "$":
        return whole
    if field == "owner":
        return span_of(tokens[:1]) if not logical.blank else whole
    at = 0 if logical.blank else 1
    while at < len(tokens) and not (tokens[at].text.upper() == rtype or tokens[at].text[:4].upper() == "TYPE"):
        if field == "ttl" and parse_ttl(tokens[at].text) is not None:
            return span_of(tokens[at : at + 1])
        at += 1
    if field.startswith(WORD):
        index = at + 1 + int(field.removeprefix(WORD))
        return span_of(tokens[index : index + 1] or tokens)
    chosen = {"type": tokens[at : at + 1], "rdata": tokens[at + 1 :], "target": _target(tokens[at + 1 :], rtype)}
    return span_of(chosen.get(field) or tokens)


def _target(words: "Sequence[Token]", rtype: str) -> "Sequence[Token]":
    index = TARGET_FIELD.get(rtype)
    if index is None or (words and words[0].text == "\\#"):  # generic RDATA has no words that are names (RFC 3597)
        return words
    return words[index : index + 1]
