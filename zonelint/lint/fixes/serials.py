"""The serial of a zone that changed: raised once, in the way in which its authors do (RFC 1035 section 3.3.13)."""

from zonelint.config.today import moment, today
from zonelint.dns.serials import following
from zonelint.dns.zone import Place, Record
from zonelint.lint.fix import Change, Fix

_DATE_DIGITS, _DAY_DIGITS = 10, 8
_FIRST_DAY = 19800101
_EPOCH_2000 = 946_684_800


def raised(serial: int) -> int:
    """Return the serial after `serial`: that of today where it is a date, of this moment where it is a time.

    YYYYMMDDnn and YYYYMMDD are dates, seconds since 1970 a time, and all else a counter. It is greater by RFC 1982:
    after the greatest number comes 1, since some servers take 0 for no serial at all.
    """
    now = today()
    day = now.year * 10_000 + now.month * 100 + now.day
    after = following(serial)
    if _is_day(serial // 100) and len(str(serial)) == _DATE_DIGITS:
        return max(day * 100 + min(serial % 100, 1), after)  # who began a day with 00 does so again
    if len(str(serial)) == _DAY_DIGITS and _is_day(serial):
        return max(day, after)
    seconds = int(moment().timestamp())
    if _EPOCH_2000 < serial <= seconds:
        return max(seconds, after)
    return after


def _is_day(number: int) -> bool:
    """Tell whether `number` spells a day, YYYYMMDD, of a year in which there were zones, and not of a far one."""
    from datetime import date

    if number < _FIRST_DAY or number > today().year * 10_000 + 20_000:
        return False
    try:
        date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return False
    return True


def rise(soa: Record) -> Fix:
    """Return the fix that raises the serial of `soa`."""
    words = list(soa.words)
    new = str(raised(soa.serial))
    becomes = soa._replace(rdata=" ".join([*words[:2], new, *words[3:]]))
    return Fix(f"raise the serial {soa.serial} to {new}", Change(soa, "word 2", new, becomes), safe=True)


def is_written(soa: Record) -> bool:
    """Tell whether the file spells the serial of `soa` as a number, and nothing else."""
    span = Place.of(soa, "word 2").span
    text = soa.source.line_text(span.line)[span.column - 1 : span.end_column - 1]
    return span.line == span.end_line and text.isascii() and text.isdigit() and int(text) == soa.serial
