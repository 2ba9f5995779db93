"""The two halves of a split horizon, as files and folders are named: ``internal/``, ``EXTERNAL.example.com``."""

import re

_INNER = frozenset(("inner", "inside", "int", "intern", "internal", "interne", "lan", "private"))
_OUTER = frozenset(("ext", "extern", "external", "externe", "outer", "outside", "public", "wan"))


def are_halves(path: str, other: str) -> bool:
    """Tell whether two paths differ in that one names the inner half of a zone and the other the outer one."""
    return is_inner_half(path, other) or is_inner_half(other, path)


def is_inner_half(path: str, other: str) -> bool:
    """Tell whether `path` names the inner half of the zone of which `other` names the outer one."""
    words, others = _words(path), _words(other)
    return bool((words - others) & _INNER and (others - words) & _OUTER)


def names_inner(path: str) -> bool:
    """Tell whether `path` has a word for the inner half of a split horizon."""
    return not _INNER.isdisjoint(_words(path))


def names_outer(path: str) -> bool:
    """Tell whether `path` has a word for the outer half of a split horizon."""
    return not _OUTER.isdisjoint(_words(path))


def _words(path: str) -> set[str]:
    return set(re.split(r"[/._!-]", path.lower()))
