"""What the text of a rule's module says of it, where that is certain without importing the module.

To import all rules costs a small run more than everything else, and few of them find what they look for in it.
Certain is the plain form only: a docstring, then imports and the constants, each a literal on one line. Where one of
the names stands anywhere else in the text, or may be set in another way, nothing is told.
"""

_NAMES = (b"SEVERITY", b"DEFAULT", b"NEEDS", b"TYPES")
_RUNS_BY_DEFAULT = {b'"error"': True, b'"warning"': True, b'"info"': False}
_SWITCHES = {b"True": True, b"False": False}
_QUOTES = b'"""'
# Ways to set a name of a module in which it is not spelled.
_INDIRECT = (b"import *", b"__getattr__")
_HARMLESS = (b"", b"TYPE_CHECKING = False", b"if TYPE_CHECKING:")
_IMPORTS = (b"from ", b"import ", b"    from ", b"    import ")
_ASCII = bytes(range(128))
_KNOWN = frozenset(_NAMES)
_MOST_LINES = 60
"""Where the constants must have come."""


def described(text: bytes) -> tuple[bool, list[str]] | None:
    """Return `Rule.default` and `Rule.needs` of the module `text`; None if only an import can tell."""
    end = text.find(_QUOTES, 3)
    if text[:3] != _QUOTES or end < 0 or text[end - 1] == 0x5C or text[end + 3 : end + 4] != b"\n":
        return None
    counts = [text.count(name) for name in _NAMES]
    if counts[0] != 1 or max(counts) > 1 or _INDIRECT[0] in text or _INDIRECT[1] in text or _may_spell_otherwise(text):
        return None
    found = _constants(text[end + 3 :].split(b"\n", _MOST_LINES), sum(counts))
    return _default_and_needs(found) if found is not None else None


def _may_spell_otherwise(text: bytes) -> bool:
    """Tell whether there are letters that Python takes for those of ASCII (NFKC), such as full-width ones."""
    if text.isascii():
        return False
    others = text.translate(None, _ASCII).decode("utf-8", "replace")
    return any(char >= "\u0250" and char.isalnum() for char in others)


def _constants(lines: list[bytes], wanted: int) -> dict[bytes, bytes] | None:
    """Return name -> the text of its value, `wanted` of them; None if a line of another kind comes before the last."""
    found: dict[bytes, bytes] = {}
    is_list = False  # of imported names, in brackets
    for line in lines:
        if is_list:
            is_list = line != b")"
            if is_list and not (line[:4] == b"    " and line[-1:] == b"," and line[4:-1].replace(b"_", b"").isalnum()):
                return None
        elif line.startswith(_IMPORTS):
            is_list = line.endswith(b" import (")
            if not is_list and (b"(" in line or b";" in line or b"\\" in line):
                return None
        elif line.startswith(_NAMES):
            name, _, found[name] = line.partition(b" = ")
            if len(found) == wanted:
                return found if found.keys() <= _KNOWN else None
        elif line not in _HARMLESS and line[:1] != b"#":
            return None  # what goes over several lines, such as a string, might hold all that comes
    return None


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
