"""The serial after a change: greater by RFC 1982, and counted as its authors count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.lint.fixes.serials import raised
from zonelint.lint.fixes.text import blanks, column_after

MORNING = 1_795_910_400
"""The moment at which the 29th of November 2026 begins (UTC)."""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MORNING))


@pytest.mark.parametrize(
    ("serial", "after"),
    [
        (2024010203, 2026112901),  # YYYYMMDDnn
        (2024010200, 2026112900),  # who begins with 00
        (2026112901, 2026112902),
        (2026112999, 2026113000),
        (2026113005, 2026113006),  # tomorrow, somewhere on earth
        (20240102, 20261129),  # YYYYMMDD
        (20261129, 20261130),
        (1, 2),
        (0, 1),
        (340000, 340001),
        (2024130100, 2024130101),  # no month: a counter
        (1704190000, MORNING),  # seconds
        (4294967295, 1),
        (4294967294, 4294967295),
        (3000000000, 3000000001),
    ],
)
def test_serial_goes_on_as_it_was_counted(serial: int, after: int) -> None:
    """A date, a day, a time or a number."""
    assert after == raised(serial)


@given(st.integers(0, 2**32 - 1))
def test_serial_is_greater_by_rfc_1982(serial: int) -> None:
    """By less than half of all numbers, and never 0."""
    after = raised(serial)

    assert 0 < after < 2**32
    assert 0 < (after - serial) % 2**32 < 2**31


@given(st.text("ab\t ", max_size=20), st.integers(0, 40), st.text(" \t", min_size=1, max_size=4))
def test_blanks_lead_to_a_column(before: str, more: int, like: str) -> None:
    """To it or, where that is too far left, past it by as little as the kind of blanks allows."""
    start = column_after(before)
    filled = blanks(like, start, start + more)
    reached = column_after(filled, start)

    assert filled
    assert set(filled) <= {" ", "\t"}
    assert reached >= start + min(more, 1)
    assert reached == start + more or reached - (start + more) < 8 or more == 0
    assert "\t" in like or "\t" not in filled
