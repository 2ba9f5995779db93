"""Slips of the pen in names."""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.6
"""How much of a word must be that of another one to be taken for it, from 0 to 1."""


def nearest(word: str, known: "Iterable[str]", alike: float = ALIKE) -> str:
    """Return the one of `known` that `word` resembles most, at least by `alike`; empty if none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1, alike)), "")


def did_you_mean(word: str, known: "Iterable[str]", alike: float = ALIKE) -> str:
    """Return ``did you mean X?`` with the one of `known` that `word` resembles most; empty if none does."""
    near = nearest(word, known, alike)
    return f"did you mean {near}?" if near else ""


def suggestion(word: str, known: "Iterable[str]", alike: float = ALIKE) -> str:
    """Return the same to follow a sentence: ``; did you mean X?``."""
    question = did_you_mean(word, known, alike)
    return f"; {question}" if question else ""


def is_one_letter_off(one: str, other: str, digits: bool = False) -> bool:
    """Tell whether one letter more, less or other, or two that changed places, make `other` of `one`.

    Dots are no letters, nor are digits unless `digits` says so: another number is another thing.
    """
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if re.search("[.]" if digits else "[0-9.]", left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _shared(one: str, other: str) -> int:
    """Return with how many of the same characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
