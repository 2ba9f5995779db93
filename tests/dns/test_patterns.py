"""Patterns that are compiled late."""

import re

import pytest

from zonelint.dns.patterns import late


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    """Each method gives what that of a compiled pattern gives."""
    pattern, compiled = late(r"([a-z])\d", re.IGNORECASE), re.compile(r"([a-z])\d", re.IGNORECASE)

    assert [match.span() for match in compiled.finditer("A1 b2")] == [
        match.span() for match in pattern.finditer("A1 b2")
    ]
    assert compiled.findall("A1 b2") == pattern.findall("A1 b2")
    assert compiled.sub("-", "A1 b2") == pattern.sub("-", "A1 b2")
    assert pattern.fullmatch("A1")
    assert not pattern.fullmatch("A1 ")


def test_a_wrong_pattern_fails_when_it_is_used() -> None:
    """Not before: that is the price."""
    pattern = late("(")

    with pytest.raises(re.error):
        pattern.match("x")


def test_what_no_pattern_has_is_an_error() -> None:
    """As with a compiled pattern."""
    with pytest.raises(AttributeError):
        _ = late("x").nothing  # type: ignore[attr-defined]
