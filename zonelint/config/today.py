"""The day that a run takes for today."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


def today() -> "date":
    """Return the day (UTC): that of SOURCE_DATE_EPOCH, in seconds since 1970, where it is set, else the clock's.

    The variable is that of reproducible builds. With it the same files give the same report on any day.
    """
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit():
        try:
            return datetime.fromtimestamp(int(seconds), UTC).date()
        except (OverflowError, OSError, ValueError):
            pass  # no day of the calendar
    return datetime.now(UTC).date()
