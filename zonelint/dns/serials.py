"""Serials of zones: numbers that go round (RFC 1982), which many authors write as a date (RFC 1912 section 2.2)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

RANGE = 1 << 32
"""Serials are numbers below this one (RFC 1035 section 3.3.13)."""
_HALF = RANGE // 2
MAX_STEP = _HALF - 1
"""The greatest number that may be added to a serial at once (RFC 1982 section 3.1)."""
_FIRST_YEAR = 1985
_DATE_DIGITS = 10


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


def next_serial(serial: int, today: "date") -> int:
    """Return the serial to write after `serial`.

    It is the first of `today` where `serial` is that of an earlier day, else the number after it.
    """
    first = last_of_day(today) - 98
    return first if day_of(serial) is not None and first > serial and is_newer(first, serial) else following(serial)
