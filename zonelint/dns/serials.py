"""Serials of zones: numbers that go round (RFC 1982), which many authors write as a date (RFC 1912 section 2.2)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime

RANGE = 1 << 32
"""Serials are numbers below this one (RFC 1035 section 3.3.13)."""
_HALF = RANGE // 2
MAX_STEP = _HALF - 1
"""The greatest number that may be added to a serial at once (RFC 1982 section 3.1)."""
_FIRST_YEAR = 1985
_DATE_DIGITS = 10
_YEARS_AHEAD = 2
"""A number that spells a day of a later year than this many ahead is a counter."""
_EPOCH_2000 = 946_684_800
"""Seconds since 1970 at which the year 2000 begins: smaller numbers are counters."""


def is_newer(serial: int, than: int) -> bool:
    """Tell whether a secondary takes a zone with `serial` for newer (RFC 1982 section 3.2).

    Of two serials that are exactly half of all numbers apart neither is newer.
    """
    return 0 < (serial - than) % RANGE < _HALF


def day_of(serial: int) -> "date | None":
    """Return the day that `serial` spells in the form YYYYMMDDnn; None if it spells none."""
    from datetime import date

    text = str(serial)
    if len(text) != _DATE_DIGITS or int(text[:4]) < _FIRST_YEAR:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def last_of_day(day: "date") -> int:
    """Return the last serial that spells `day`: YYYYMMDD99."""
    return (day.year * 10_000 + day.month * 100 + day.day) * 100 + 99


def following(serial: int) -> int:
    """Return the number after `serial`; after the last one comes 1, for some take 0 for no serial."""
    return (serial + 1) % RANGE or 1


def next_serial(serial: int, now: "datetime", *, counts: bool = False, first: int | None = None) -> int:
    """Return the serial to write after `serial`, in the way in which it was counted.

    YYYYMMDDnn and YYYYMMDD go to the day of `now`, seconds since 1970 to `now` itself, all else is a counter, and so is
    what `counts`. A day begins with the number `first`; None: with 00 if `serial` has that, else with 01.
    """
    after = following(serial)
    if counts:
        return after
    day = now.year * 10_000 + now.month * 100 + now.day
    if _is_dated(serial, now):
        number = min(serial % 100, 1) if first is None else first
        return _later(day * 100 + number, serial)
    if _is_day(serial, now):
        return _later(day, serial)
    return _later(int(now.timestamp()), serial) if _is_time(serial, now) else after


def moment_of(serial: int, now: "datetime") -> "datetime | None":
    """Return the moment, or the beginning of the day, that `next_serial` takes `serial` for; None: it is a counter."""
    from datetime import UTC, datetime

    if _is_time(serial, now):
        return datetime.fromtimestamp(serial, UTC)
    day = serial // 100 if _is_dated(serial, now) else serial if _is_day(serial, now) else 0
    return datetime(day // 10_000, day // 100 % 100, day % 100, tzinfo=UTC) if day else None


def _later(serial: int, than: int) -> int:
    return serial if than < serial < RANGE and is_newer(serial, than) else following(than)


def _is_dated(serial: int, now: "datetime") -> bool:
    """Tell whether `serial` spells a day in the form YYYYMMDDnn, and none that is far ahead."""
    return day_of(serial) is not None and serial // 1_000_000 <= now.year + _YEARS_AHEAD


def _is_day(serial: int, now: "datetime") -> bool:
    """Tell whether `serial` spells a day in the form YYYYMMDD."""
    return _is_dated(serial * 100, now)


def _is_time(serial: int, now: "datetime") -> bool:
    return _EPOCH_2000 < serial <= now.timestamp()
