"""What YAML 1.1 makes of a scalar: the types and values that PyYAML gives to plain ones.

YAML 1.1 reads more as numbers, truth values and nulls than people expect: ``010`` is 8, ``1:30`` is 90, ``on``
is true (https://yaml.org/type/). Tools that load YAML with PyYAML, octoDNS among them, publish what comes out.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.readers.tree.nodes import Node

    Value = str | int | float | bool | None

MAX_NUMBER_LENGTH = 1000
"""Longer numbers stay text: turning them into numbers takes time in the square of their length."""

_WORDS: "dict[str, bool | None]" = {
    spelling: value
    for word, value in (
        ("yes", True), ("true", True), ("on", True), ("no", False), ("false", False), ("off", False), ("null", None),
    )
    for spelling in (word, word.capitalize(), word.upper())
} | {"~": None, "": None}  # fmt: skip

_NUMBER_STARTS = frozenset("+-.0123456789")

_INT = re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*(?::[0-5]?[0-9])*)")
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
_TAG_TYPES = ("int", "float", "bool", "null", "timestamp", "merge", "value")


def scalar_type(node: "Node") -> str:
    """Return the YAML 1.1 type of a scalar node, by its tag or else by its spelling.

    One of ``str``, ``int``, ``float``, ``bool``, ``null``, ``timestamp``, ``merge`` (``<<``) and ``value`` (``=``);
    other tags are ``str``.
    """
    tag = node.tag
    if tag:
        name = tag[2:] if tag[:2] == "!!" else ""
        return name if name in _TAG_TYPES else "str"
    return "str" if node.style else plain_type(node.text)


def plain_type(text: str) -> str:
    """Return the YAML 1.1 type of the plain scalar `text`, as scalar_type names it."""
    if text[:1] in _NUMBER_STARTS and text:
        if _FLOAT.fullmatch(text):
            return "float"
        if _INT.fullmatch(text):
            return "int"
        return "timestamp" if _TIMESTAMP.fullmatch(text) else "str"
    if text in _WORDS:
        return "null" if _WORDS[text] is None else "bool"
    return {"<<": "merge", "=": "value"}.get(text, "str")


def resolve(node: "Node") -> "Value":
    """Return the value that PyYAML's SafeLoader gives to a scalar node; its text where there is none.

    Timestamps stay text (scalar_type tells them), as do numbers that PyYAML cannot make (``0b_``) and those over
    MAX_NUMBER_LENGTH characters.
    """
    text = node.text
    if not node.tag and (node.style or (text[:1] not in _NUMBER_STARTS and text not in _WORDS)):
        return text
    kind = scalar_type(node)
    if kind == "null":
        return None
    try:
        if kind == "int":
            return _int(text)
        if kind == "float":
            return _float(text)
        if kind == "bool":
            return bool(_WORDS[text.lower()])
    except (ValueError, KeyError, IndexError, OverflowError):
        pass
    return text


def _int(text: str) -> int:
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits[1:] if digits[0] in "+-" else digits
    if len(digits) > MAX_NUMBER_LENGTH:
        raise ValueError(digits)
    if digits[:2] in ("0b", "0x"):
        return sign * int(digits, 0)
    if digits[0] == "0" and digits != "0":
        return sign * int(digits, 8)
    number = 0
    for part in digits.split(":"):
        number = number * 60 + int(part)
    return sign * number


def _float(text: str) -> float:
    digits = text.replace("_", "").lower()
    sign = -1 if digits[0] == "-" else 1
    digits = digits[1:] if digits[0] in "+-" else digits
    if len(digits) > MAX_NUMBER_LENGTH:
        raise ValueError(digits)
    if digits in (".inf", ".nan"):
        return sign * float(digits[1:])
    base, number = 1, 0.0
    for part in reversed(digits.split(":")):
        number += float(part) * base
        base *= 60
    return sign * number


def timestamp_text(text: str) -> str:
    """Return how Python prints the date or time that the timestamp `text` stands for; `text` if there is none.

    ``2001-12-14 21:59:43.1 Z`` is printed ``2001-12-14 21:59:43.100000+00:00``.
    """
    from datetime import UTC, date, datetime, timedelta, timezone

    if not _TIMESTAMP.fullmatch(text) or len(text) > MAX_NUMBER_LENGTH:
        return text
    words = [int(word) for word in re.findall("[0-9]+", text)]
    try:
        if len(words) == 3:
            return str(date(*words))
        fraction = re.search(r"\.([0-9]*)", text)
        zone = re.search(r"([-+])([0-9]{1,2})(?::([0-9]{2}))?$", text[10:])
        microseconds = int(f"{fraction[1]:0<6.6}") if fraction else 0
        offset: timezone | None = UTC if text[-1] == "Z" else None
        if zone:
            delta = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
            offset = timezone(-delta if zone[1] == "-" else delta)
        year, month, day, hour, minute, second = words[:6]
        return str(datetime(year, month, day, hour, minute, second, microseconds, offset))
    except (ValueError, OverflowError):
        return text
