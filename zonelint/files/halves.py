"""The two halves of a split horizon, as files and folders are named: ``internal/``, ``EXTERNAL.example.com``."""

import re

_INNER = frozenset(("inner", "inside", "int", "intern", "internal", "interne", "lan", "private"))
_OUTER = frozenset(("ext", "extern", "external", "externe", "outer", "outside", "public", "wan"))


def are_halves(path: str, other: str) -> bool:
    """Tell whether two paths differ in that one names the inner half of a zone and the other the outer one."""
    (inner, outer), (others_inner, others_outer) = words_of_halves(path), words_of_halves(other)
    is_inner = inner - others_inner and others_outer - outer
    return bool(is_inner or (others_inner - inner and outer - others_outer))


def words_of_halves(path: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words in `path` for the inner half, and those for the outer one."""
    words = frozenset(re.split(r"[/._!-]", path.lower()))
    return words & _INNER, words & _OUTER
