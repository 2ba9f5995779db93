"""What the text of a rule's module says of it, where that is certain without importing the module.

To import all rules costs a small run more than everything else, and few of them find what they look for in it.
Certain is the plain form only: a docstring, statements without strings (such as imports), then the constants together,
each a literal on one line. Where one of the names stands anywhere else in the text, or may be set in another way,
nothing is told. Some hundred texts are looked at whenever zonelint starts, hence no loop over their lines.
"""

from functools import lru_cache

_NAMES = (b"SEVERITY", b"DEFAULT", b"NEEDS", b"TYPES")
_RUNS_BY_DEFAULT = {b'"error"': True, b'"warning"': True, b'"info"': False}
_SWITCHES = {b"True": True, b"False": False}
_QUOTES = b'"""'
_FIRST = b"\nSEVERITY = "
# Ways to set a name of a module in which it is not spelled, and what it needs without saying so.
_INDIRECT = (b"import *", b"__getattr__", b"\nPROBLEMS = ")
# What cannot keep a statement from ending with its line: no string, bracket or backslash is among it.
_HARMLESS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,:= \n"
_ASCII = bytes(range(128))


def described(text: bytes) -> tuple[bool, list[str]] | None:
    """Return `Rule.default` and `Rule.needs` of the module `text`; None if only an import can tell."""
    end = text.find(_QUOTES, 3)
    first = text.find(_FIRST, end)
    if text[:3] != _QUOTES or end < 0 or first < 0 or text[end - 1] == 0x5C or text[end + 3 : end + 4] != b"\n":
        return None
    if b"\r" in text or any(way in text for way in _INDIRECT):
        return None  # a carriage return ends a line, too
    if not _are_whole_statements(text[end + 3 : first]) or (not text.isascii() and _may_spell_otherwise(text)):
        return None
    return _told_by(text[first + 1 : text.find(b"\n\n", first)], *map(text.count, _NAMES))


def _are_whole_statements(text: bytes) -> bool:
    """Tell whether `text` certainly leaves no string, bracket or line open: what follows is then a statement."""
    if b"#" in text:
        text = b"\n".join([line for line in text.split(b"\n") if line[:1] != b"#"])
    left = text.translate(None, _HARMLESS)
    return not left or not left.replace(b"()", b"")


def _may_spell_otherwise(text: bytes) -> bool:
    """Tell whether there are letters that Python takes for those of ASCII (NFKC), such as full-width ones."""
    others = text.translate(None, _ASCII).decode("utf-8", "replace")
    return any(char >= "\u0250" and char.isalnum() for char in others)


@lru_cache(maxsize=1024)
def _told_by(block: bytes, *counts: int) -> tuple[bool, list[str]] | None:
    """Return what the lines of constants in `block` say; None unless they are all that the text holds of the names.

    `counts` says how often each name stands in the text. Many rules have the same constants.
    """
    found: dict[bytes, bytes] = {}
    for line in block.split(b"\n"):
        name, _, value = line.partition(b" = ")
        if name in _NAMES:
            found[name] = value
        elif line[:1] != b"#":
            break
    if counts != tuple(int(name in found) for name in _NAMES):
        return None
    return _default_and_needs(found)


def _default_and_needs(found: dict[bytes, bytes]) -> tuple[bool, list[str]] | None:
    default = _RUNS_BY_DEFAULT.get(found[b"SEVERITY"]) if b"SEVERITY" in found else None
    if default is not None and b"DEFAULT" in found:
        default = _SWITCHES.get(found[b"DEFAULT"])
    types = _words(found.get(b"TYPES", b"()"))
    needs = _words(found[b"NEEDS"]) if b"NEEDS" in found else types
    return (default, needs) if default is not None and needs is not None and types is not None else None


def _words(value: bytes) -> list[str] | None:
    """Return the strings of a tuple on one line; None if `value` is anything else, or holds an escape."""
    if b"\\" in value:
        return None
    if value == b"()":
        return []
    blanks, words = value.split(b'"')[::2], value.split(b'"')[1::2]
    ends = (b",)",) if len(words) == 1 else (b")", b",)")
    if not words or blanks[0] != b"(" or blanks[-1] not in ends or any(blank != b", " for blank in blanks[1:-1]):
        return None
    return [word.decode("utf-8", "replace") for word in words]
