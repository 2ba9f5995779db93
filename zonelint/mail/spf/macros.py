"""Macros of SPF (RFC 7208 section 7): ``%{ir}``, ``%{d2}``, ``%%`` … in a domain or an explanation."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LETTERS = frozenset("slodipvh")
"""What may stand in a record."""
EXPLANATION_LETTERS = LETTERS | frozenset("crt")
"""What may stand in an explanation (RFC 7208 section 7.2)."""

_ESCAPES = {"%": "%", "_": " ", "-": "%20"}
_DELIMITERS = frozenset(".-+,/_=")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_MOST_DIGITS = 4


class Macro:
    """One macro.

    letter      in lower case; ``%``, ``_`` and ``-`` for the escapes ``%%``, ``%_`` and ``%-``
    parts       how many parts to keep, counted from the right; 0: all
    reverse     whether the parts are put in reverse order first
    delimiters  what the value is split at
    escaped     whether the value is written as in a URL: the letter is in upper case
    """

    __slots__ = ("letter", "parts", "reverse", "delimiters", "escaped")

    def __init__(
        self, letter: str, parts: int = 0, reverse: bool = False, delimiters: str = ".", escaped: bool = False
    ) -> None:
        self.letter = letter
        self.parts = parts
        self.reverse = reverse
        self.delimiters = delimiters
        self.escaped = escaped


class MacroError(ValueError):
    """A text that is no macro-string; `at` is the 0-based index of the fault and the text says what it is."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def pieces(text: str, letters: frozenset[str] = LETTERS) -> "list[str | Macro]":
    """Return the literals and macros of `text` in order; `letters` are those that are allowed.

    Raises MacroError (RFC 7208 section 7.1).
    """
    found: list[str | Macro] = []
    at = 0
    while True:
        percent = text.find("%", at)
        if percent < 0:
            return [*found, text[at:]] if at < len(text) else found
        if percent > at:
            found.append(text[at:percent])
        following = text[percent + 1 : percent + 2]
        if following and following in _ESCAPES:
            found.append(Macro(following))
            at = percent + 2
            continue
        end = text.find("}", percent)
        if following != "{" or end < 0:
            raise MacroError("after `%`, write `{…}`, `%`, `_` or `-`", percent)
        found.append(_macro(text[percent + 2 : end], percent, letters))
        at = end + 1


def _macro(body: str, at: int, letters: frozenset[str]) -> Macro:
    """Return the macro that stands between braces; `at` is where it begins."""
    letter, rest = body[:1].lower(), body[1:]
    if letter not in letters or not letter:
        only = " outside an explanation" if letter and letter in EXPLANATION_LETTERS else ""
        raise MacroError(f"`%{{{body}}}` is not a macro{only}", at)
    tail = rest.lstrip("0123456789")
    digits = rest[: len(rest) - len(tail)]
    reverse = tail[:1] in ("r", "R")
    delimiters = tail[1:] if reverse else tail
    if not _DELIMITERS.issuperset(delimiters):
        raise MacroError(f"`%{{{body}}}` is not a macro: after the letter come digits, `r`, then delimiters", at)
    if len(digits) > _MOST_DIGITS or (digits and not int(digits)):
        raise MacroError(f"`%{{{body}}}` keeps {digits[:_MOST_DIGITS]} parts", at)
    return Macro(letter, int(digits or 0), reverse, delimiters or ".", body[0].isupper())


def expand(found: "Sequence[str | Macro]", value_of: "Callable[[str], str | None]") -> str | None:
    """Return the text that the pieces stand for, or None if a value is not known.

    `value_of` gives the value of a letter (RFC 7208 section 7.2), or None.
    """
    parts = []
    for piece in found:
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.letter in _ESCAPES:
            parts.append(_ESCAPES[piece.letter])
        else:
            value = value_of(piece.letter)
            if value is None:
                return None
            parts.append(_transformed(value, piece))
    return "".join(parts)


def _transformed(value: str, macro: Macro) -> str:
    if macro.parts or macro.reverse or macro.delimiters != ".":
        first = macro.delimiters[0]
        for delimiter in macro.delimiters[1:]:
            value = value.replace(delimiter, first)
        parts = value.split(first)
        if macro.reverse:
            parts.reverse()
        value = ".".join(parts[-macro.parts :] if macro.parts else parts)
    if not macro.escaped:
        return value
    octets = value.encode("utf-8", "surrogatepass")
    return "".join(chr(octet) if chr(octet) in _UNRESERVED else f"%{octet:02X}" for octet in octets)
