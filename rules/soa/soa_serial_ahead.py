"""The serial of a zone is a date that lies ahead.

What it reports: the change that `--base` compares writes a serial YYYYMMDDnn that is later than tomorrow, where the one
before was not, or the zone is new. Nearly always it is a slip: 2062 for 2026, or month and day exchanged.

Why: secondaries take the zone with this serial. From then on each serial with the right date is smaller, so that they
take no change any more, until that day has come.

Fix: write today's date before anybody transfers the zone. If secondaries have the serial already, count on from it, or
go round in two steps (RFC 1912 section 3.1).

Switch it off when: your serials are numbers that only look like dates.

References: RFC 1912 sections 2.2 and 3.1; RFC 1982 section 7.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    Context,
    Finding,
    Record,
    day_of_serial,
    is_newer_serial,
    last_serial_of_day,
    moment,
    next_serial,
    relate,
    today,
)

from ._serials import cause_of, changed_zones, new_zones

SEVERITY = "warning"
NEEDS = ("base",)

_ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 2026081601 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""

BAD = (
    (
        {"example.com.zone": _ZONE},
        {
            # Of 2026 became 2206.
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2206081701 8h 2h 4w 1h ; <- soa-serial-ahead
     NS    ns1
ns1  A     4.3.2.1
"""
        },
    ),
    (
        {"example.com.zone": None},
        {
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2126081701 8h 2h 4w 1h ; <- soa-serial-ahead
     NS    ns1
ns1  A     4.3.2.1
"""
        },
    ),
)

GOOD = (
    ({"example.com.zone": _ZONE}, {"example.com.zone": _ZONE.replace("081601", "081602")}),
    # It was ahead before: what is left is to count on.
    (
        {"example.com.zone": _ZONE.replace("2026", "2206")},
        {"example.com.zone": _ZONE.replace("2026081601", "2206081602")},
    ),
    # A number that is no date.
    (
        {"example.com.zone": _ZONE.replace("2026081601", "2200000000")},
        {"example.com.zone": _ZONE.replace("2026081601", "2206081601")},
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone whose serial, but for the change, would not be a date ahead."""
    from datetime import timedelta

    last = last_serial_of_day(today() + timedelta(days=1))
    for _, before, after in changed_zones(context):
        was_date = day_of_serial(before.serial) is not None and before.serial <= last
        if was_date and after.serial > last and is_newer_serial(after.serial, before.serial):
            yield _finding(context, after, before)
    for soa in new_zones(context):
        if day_of_serial(soa.serial) is not None and soa.serial > last:
            yield _finding(context, soa, None)


def _finding(context: Context, soa: Record, before: Record | None) -> Finding:
    now = today()
    return context.finding(
        soa,
        f"the serial {soa.serial} of {soa.owner} is a date that lies ahead: today is {now}",
        field="word 2",
        related=[relate(before, "before the change", is_before=True)] if before is not None else (),
        help=f"write `{next_serial(before.serial if before is not None else last_serial_of_day(now) - 99, moment())}`",
        value="serial",
        cause=cause_of(soa),
    )
