"""The arithmetic of serials (RFC 1982), and which one comes next."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zonelint.dns.serials import MAX_STEP, RANGE, day_of, is_newer, last_of_day, next_serial

SERIALS = st.integers(0, RANGE - 1)
DAYS = st.dates(date(1985, 1, 1), date(4293, 12, 31))


@given(SERIALS, st.integers(1, MAX_STEP))
@example(RANGE - 1, 1)
@example(0, MAX_STEP)
def test_what_is_added_makes_newer(serial: int, step: int) -> None:
    """Whatever may be added to a serial at once makes a newer one, and the old one is not newer than that."""
    added = (serial + step) % RANGE

    assert is_newer(added, serial)
    assert not is_newer(serial, added)


@given(SERIALS)
def test_half_way_round_neither_is_newer(serial: int) -> None:
    """RFC 1982 section 3.2 leaves that comparison open, and nobody can rely on it."""
    other = (serial + RANGE // 2) % RANGE

    assert not is_newer(other, serial)
    assert not is_newer(serial, other)


@given(SERIALS, SERIALS)
def test_comparison_is_that_of_the_rfc(one: int, other: int) -> None:
    """The words of RFC 1982 section 3.2, spelled out."""
    half = 2**31
    is_greater = (one < other and other - one > half) or (one > other and one - other < half)

    assert is_greater == is_newer(one, other)


@given(SERIALS, SERIALS)
def test_a_way_round_takes_two_steps(wanted: int, serial: int) -> None:
    """From a serial others are reached in two steps, each of which a secondary takes (RFC 1982 section 7).

    Only the one just before it takes three.
    """
    if wanted == serial or is_newer(wanted, serial) or (serial - wanted) % RANGE == 1:
        return
    between = (serial + MAX_STEP) % RANGE

    assert is_newer(between, serial)
    assert is_newer(wanted, between)


@given(DAYS, st.integers(0, 99))
def test_day_that_a_serial_spells(day: date, number: int) -> None:
    """YYYYMMDDnn is read back."""
    serial = int(f"{day:%Y%m%d}{number:02}") if day.year > 999 else 0

    assert day == day_of(serial)
    assert serial <= last_of_day(day) < serial + 100


@pytest.mark.parametrize("serial", [0, 1, 20260816, 2026083201, 2026133101, 2026022901, 1984123101, 1764400000])
def test_serial_that_spells_no_day(serial: int) -> None:
    """Counters, seconds since 1970, and days that no calendar has."""
    assert day_of(serial) is None


@given(SERIALS, DAYS)
def test_next_serial_is_newer(serial: int, today: date) -> None:
    """Whatever stands there, and whatever day it is; and it is never 0."""
    following = next_serial(serial, today)

    assert following != 0
    assert 0 < following < RANGE
    assert is_newer(following, serial)


@pytest.mark.parametrize(
    ("serial", "following"),
    [
        (2026081601, 2026112901),
        (2026112900, 2026112901),
        (2026112901, 2026112902),
        (2026112999, 2026113000),
        (2062112901, 2062112902),
        (17, 18),
        (RANGE - 1, 1),
        (1764400000, 1764400001),
    ],
)
def test_next_serial(serial: int, following: int) -> None:
    """A date goes to today; all else is counted on."""
    assert following == next_serial(serial, date(2026, 11, 29))
