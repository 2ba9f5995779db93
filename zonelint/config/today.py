"""The moment that a run takes for the present, and its day."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime


def today() -> "date":
    """Return the day (UTC): that of SOURCE_DATE_EPOCH, in seconds since 1970, where it is set, else the clock's.

    The variable is that of reproducible builds. With it the same files give the same report on any day.
    """
    return moment().date()


def moment() -> "datetime":
    """Return the moment (UTC) that SOURCE_DATE_EPOCH says, else the clock."""
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit():
        try:
            return datetime.fromtimestamp(int(seconds), UTC)
        except (OverflowError, OSError, ValueError):
            pass  # no day of the calendar
    return datetime.now(UTC)
