"""Where the strings of an SPF record are joined without a blank between two terms (RFC 7208 section 3.3)."""

from functools import cache
from itertools import pairwise

from zonelint.lint.api import SPF_VERSION, Record, SpfTerm, is_term, read_term, txt_strings


class Seam:
    """Two terms that become one: where they meet in the joined text, and both as they were meant."""

    __slots__ = ("at", "left", "right")

    def __init__(self, at: int, left: str, right: str) -> None:
        self.at = at
        self.left = left
        self.right = right


def seams(record: Record) -> list[Seam]:
    """Return the seams of a TXT record at which two terms are run together."""
    return _seams(tuple(txt_strings(record))) if '" "' in record.rdata else []


@cache
def _seams(texts: tuple[str, ...]) -> list[Seam]:
    found = []
    at = 0
    for left, right in pairwise(texts):
        at += len(left)
        before = left.rpartition(" ")[2]
        after = right.partition(" ")[0]
        is_first = at == len(left) and before.lower() == SPF_VERSION
        if (is_first or is_term(before)) and _begins_a_term(before, after):
            found.append(Seam(at, before, after))
    return found


def _begins_a_term(before: str, after: str) -> bool:
    """Tell whether `after` was meant as a term of its own: it reads as one, and could hardly be the end of `before`."""
    term = read_term(after)
    if not isinstance(term, SpfTerm):
        return False
    if before.lower() == SPF_VERSION or term.value or term.text[0] in "+-~?" or term.prefix4 is not None:
        return True
    # `a`, `mx` or `all` may as well be the end of a name that was cut in the middle.
    return not is_term(before + after)
