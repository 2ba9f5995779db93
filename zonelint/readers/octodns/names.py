"""Names as octoDNS makes them: owners and targets in lower case, with IDNA, and the order that it wants keys in."""

import re

from zonelint.dns.names import NameSyntaxError, absolute

_DIGITS = re.compile(r"(\d+)")
# Labels of letters, digits, hyphens, underscores and `*`: nothing in them needs an escape or a check.
PLAIN_OWNER = re.compile(r"[a-z0-9_*-]{1,63}(?:\.[a-z0-9_*-]{1,63})*")
MAX_LENGTH = 253


def encoded(name: str) -> str:
    """Return `name` in lower case, its labels beyond ASCII as A-labels (RFC 5891 section 4).

    Raises NameSyntaxError for a label that IDNA does not allow.
    """
    if name.isascii():
        return name.lower()
    # IDNA 2008, as octoDNS has it; few zones need it.
    import idna

    try:
        return ".".join(
            label if label.isascii() else idna.encode(label).decode("ascii") for label in name.lower().split(".")
        )
    except (idna.IDNAError, UnicodeError) as error:
        raise NameSyntaxError(str(error)) from None


def decoded(name: str) -> str:
    """Return `name` in lower case with its A-labels as U-labels; unchanged where that is not possible."""
    name = name.lower()
    if "xn--" not in name:
        return name
    import idna

    try:
        return ".".join(idna.decode(label) if label.startswith("xn--") else label for label in name.split("."))
    except (idna.IDNAError, UnicodeError):
        return name


def owner_name(text: str, origin: str) -> str:
    """Return the absolute name of the record key `text` in the zone `origin`; the empty key is the apex.

    A key is relative even if it ends in a dot. Raises NameSyntaxError for what is no name, with octoDNS's words
    where it refuses the name, too.
    """
    if not text:
        return origin
    text = text.lower() if text.isascii() else encoded(text)
    name = f"{text}.{origin}"
    if len(name) <= MAX_LENGTH and PLAIN_OWNER.fullmatch(text):
        return name
    fault = _fault(text, name)
    if fault:
        raise NameSyntaxError(fault)
    return absolute(name, ".").lower()


def _fault(text: str, name: str) -> str:
    if " " in text or "\t" in text:
        return "invalid record, whitespace is not allowed"
    if text == "@":
        return 'invalid name "@", use "" instead'
    if ".." in text or text.endswith("."):
        return f'invalid name, double `.` in "{decoded(name)}"'
    if len(name) > MAX_LENGTH:
        return f'invalid fqdn, "{decoded(name)}" is too long at {len(name)} chars, max is 253'
    for label in text.split("."):
        if len(label) > 63:
            return f'invalid label, "{label}" is too long at {len(label)} chars, max is 63'
    return ""


def natural_key(key: object) -> tuple[object, ...]:
    """Return what octoDNS sorts the keys of a mapping by: runs of digits count as numbers."""
    if not isinstance(key, str):
        return ("", key if isinstance(key, (int, float)) else float("-inf"))
    if key.isascii() and key.isalpha():
        return (key,)
    if not key.isascii():
        from unicodedata import normalize

        key = normalize("NFD", key)
    words = _DIGITS.split(key)
    if len(words) == 3 and len(key) < 400:
        before, number, after = words
        return (before, int(number), after) if after else (before, int(number))
    parts: list[object] = list(words)
    parts[1::2] = [int(digits) if len(digits) < 400 else float("inf") for digits in words[1::2]]
    if not parts[-1]:
        parts.pop()
    return tuple(parts)
