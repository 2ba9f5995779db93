"""The lexer of master files (RFC 1035 section 5.1, with BIND as the reference dialect).

A *logical line* is one or more lines of the file: line ends inside parentheses do not count. Its tokens
are words and quoted strings, spelled as in the file (escapes kept, strings with their quotes).
"""

import re

from zonelint.dns.patterns import late
from zonelint.dns.places import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    class Token(NamedTuple):
        """A word or a quoted string as spelled, with its 1-based line and column."""

        text: str
        line: int
        column: int

else:
    from zonelint.dns.tuples import named_tuple

    Token = named_tuple("Token", "text line column")

# After any blanks: comment | parenthesis | quoted string (group 2: its closing quote, empty if there is none) | word.
# Only space and tab are blanks: a form feed or a no-break space is part of a word, as it is for name servers.
# Blanks at the end of a line are a match of their own, lest each of them is tried as the beginning of one.
# Runs without an escape are one step each: to keep one for each character takes a hundred times a word's length.
_TOKEN = late(r'[ \t]*+(;.*|[()]|"(?:[^"\\]++|\\.)*("?)|(?:[^ \t();"\\]++|\\.)+|\\)|[ \t]+', re.DOTALL)
_PLAIN_TOKEN = re.compile(r"[^ \t();]+|[();]")

_OVER_LINES = late(r'"(?:[^"\\]++|\\.)*("?)|;[^\n]*+|\\.|[()\n]', re.DOTALL)
_MOST_LINES = 100
"""Lines that a record may take whose strings go on on the next line."""

_new = tuple.__new__  # half the price of calling the class, for the hottest object of the slow way


class LexicalError(ValueError):
    """A logical line that falls apart before it means anything; `span` is the place."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class LogicalLine:
    """One logical line.

    tokens  its words and strings
    blank   whether its first line begins with a blank, so that a record has the owner before it
    end     0-based index of the line after it
    error   what is wrong with it, or None
    quoted  False if a string in it has no closing quote on its line
    closed  False if the file ended inside parentheses
    """

    __slots__ = ("tokens", "blank", "end", "error", "quoted", "closed")

    def __init__(self, blank: bool) -> None:
        self.tokens: list[Token] = []
        self.blank = blank
        self.end = 0
        self.error: LexicalError | None = None
        self.quoted = True
        self.closed = True


def logical_line(lines: "Sequence[str]", at: int) -> LogicalLine:
    """Return the logical line that begins with the 0-based line `at` of `lines`."""
    result = LogicalLine(lines[at][:1] in (" ", "\t"))
    depth, opened = 0, (0, 0)
    while True:
        number = at + 1
        line = lines[at]
        # Most lines hold neither quotes nor escapes, and a simpler pattern reads them in half the time.
        group = 1 if '"' in line or "\\" in line else 0
        for match in (_TOKEN if group else _PLAIN_TOKEN).finditer(line):
            text = match[group]
            if text is None:
                break
            first = text[0]
            if first == ";":
                break
            column = match.start(group) + 1
            if first == "(":
                opened = (number, column) if depth == 0 else opened
                depth += 1
            elif first == ")":
                depth -= 1
                if depth < 0:
                    depth = 0
                    _note(result, "unbalanced parenthesis: nothing is open here", number, column, 1)
            else:
                result.tokens.append(_new(Token, (text, number, column)))
                if first == '"' and not match[2]:
                    result.quoted = False
                    _note(result, "the closing quote is missing on this line", number, column, len(text))
        at += 1
        if depth == 0 or at == len(lines):
            break
    if depth:
        result.closed = False
        _note(result, "this parenthesis is never closed", *opened, 1)
    result.end = at
    return result


def end_with_wrapped(lines: "Sequence[str]", at: int) -> int | None:
    """Return the index behind the logical line at `lines[at]` if strings may go on on the next line, as for CoreDNS.

    None: one of them does not end, the record takes very many lines, or nothing is open that a parenthesis closes.
    """
    text = "\n".join(lines[at : at + _MOST_LINES])
    depth = 0
    for match in _OVER_LINES.finditer(text):
        first = match[0][0]
        if first == '"' and not match[1]:
            return None
        depth += (first == "(") - (first == ")")
        if depth < 0:
            return None
        if first == "\n" and depth == 0:
            return at + text.count("\n", 0, match.end())
    return len(lines) if depth == 0 and at + _MOST_LINES >= len(lines) else None


def _note(result: LogicalLine, message: str, line: int, column: int, length: int) -> None:
    if result.error is None:
        result.error = LexicalError(message, Span(line, column, line, column + length))


_ESCAPED = late(r"\\(.)", re.DOTALL)


def unquoted(text: str) -> str:
    """Return the token `text` without its quotes, if it has any; ``\\"`` inside is a quote then, as in BIND."""
    if text[0] != '"':
        return text
    return _ESCAPED.sub(lambda match: '"' if match[1] == '"' else match[0], text[1:-1])


def comment_column(line: str) -> int | None:
    """Return the 0-based index in `line` where its comment begins, or None; quotes and escapes are seen."""
    if ";" not in line:
        return None
    for match in _TOKEN.finditer(line):
        if match[1] is not None and match[1][0] == ";":
            return match.start(1)
    return None


def span_of(tokens: "Sequence[Token]") -> Span:
    """Return the span from the first to the last of `tokens`."""
    first, last = tokens[0], tokens[-1]
    return Span(first.line, first.column, last.line, last.column + len(last.text))
