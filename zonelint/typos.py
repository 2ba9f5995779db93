"""Slips of the pen in names."""

import re


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
