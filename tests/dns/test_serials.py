"""The arithmetic of serials (RFC 1982), and which one comes next."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zonelint.dns.serials import MAX_STEP, RANGE, day_of, is_newer, last_of_day, moment_of, next_serial

SERIALS = st.integers(0, RANGE - 1)
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1985, 4293))
MOMENTS = st.integers(int(FIRST.timestamp()), int(LAST.timestamp())).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
MORNING = 1_795_910_400
"""The moment at which the 29th of November 2026 begins (UTC)."""
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


@example(946_684_801, LAST, False, None)  # more seconds than serials have
@given(SERIALS, MOMENTS, st.booleans(), st.sampled_from([None, 0, 1]))
def test_next_serial_is_newer(serial: int, now: datetime, counts: bool, first: int | None) -> None:
    """Whatever stands there, whatever moment it is, and however it is counted; and it is never 0."""
    after = next_serial(serial, now, counts=counts, first=first)

    assert 0 < after < RANGE
    assert is_newer(after, serial)


@pytest.mark.parametrize(
    ("serial", "after"),
    [
        (2024010203, 2026112901),  # YYYYMMDDnn
        (2024010200, 2026112900),  # who begins with 00
        (2026112900, 2026112901),
        (2026112901, 2026112902),
        (2026112999, 2026113000),
        (2026113005, 2026113006),  # tomorrow, somewhere on earth
        (2062112901, 2062112902),  # too far ahead to be a day
        (20240102, 20261129),  # YYYYMMDD
        (20261129, 20261130),
        (1, 2),
        (0, 1),
        (17, 18),
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
    assert after == next_serial(serial, datetime.fromtimestamp(MORNING, UTC))


@pytest.mark.parametrize("serial", [2024010203, 20240102, 1704190000])
def test_counter_goes_on_by_one(serial: int) -> None:
    """Whatever else it might be."""
    assert serial + 1 == next_serial(serial, datetime.fromtimestamp(MORNING, UTC), counts=True)


@pytest.mark.parametrize(("serial", "first", "after"), [(2024010203, 0, 2026112900), (2024010200, 1, 2026112901)])
def test_day_begins_with_the_number_that_is_given(serial: int, first: int, after: int) -> None:
    """Whatever the last one was."""
    assert after == next_serial(serial, datetime.fromtimestamp(MORNING, UTC), first=first)


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (2024010203, datetime(2024, 1, 2, tzinfo=UTC)),
        (20240102, datetime(2024, 1, 2, tzinfo=UTC)),
        (MORNING, datetime(2026, 11, 29, tzinfo=UTC)),
        (MORNING + 1, None),
        (2062112901, None),
        (17, None),
    ],
)
def test_moment_that_a_serial_stands_for(serial: int, moment: datetime | None) -> None:
    """A day, a time, or none."""
    assert moment == moment_of(serial, datetime.fromtimestamp(MORNING, UTC))
