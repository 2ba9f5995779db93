"""The serial of a zone went backwards.

What it reports: with the change that `--base` compares, the serial is older than before by the arithmetic of RFC 1982:
smaller, or greater by more than 2147483647.

Why: a secondary has a version that it takes for newer, and transfers nothing, now and with all further changes until
the serial is past the old one. Often a revert did this, a merge, or a slip such as a digit too few. BIND logs `zone
serial has gone backwards`.

Fix: write a serial that is greater than the one before. If the greater one was a mistake, go round in two steps: add
2147483647 to it, wait until all secondaries have that version, then write the serial that you want (RFC 1912 section
3.1).

Switch it off when: a tool sets the serial when the zone is published, or nothing compares serials.

Not reported: zones that are updated dynamically, and zones of octoDNS, gdnsd and others that do without the serial in
the file; a serial of 0, which a tool replaces.

References: RFC 1982 sections 3.2 and 7; RFC 1912 section 3.1; RFC 1035 section 3.3.13.
"""

from collections.abc import Iterator

from zonelint.lint.api import MAX_SERIAL_STEP, Context, Finding, Record, is_newer_serial, relate

from ._serials import cause_of, changed_zones, help_for

SEVERITY = "error"
NEEDS = ("base",)

_ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 2026081602 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""

BAD = (
    (
        {"example.com.zone": _ZONE},
        {
            # A 0 is missing.
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 202608171 8h 2h 4w 1h ; <- soa-serial-backwards
     NS    ns1
ns1  A     4.3.2.1
"""
        },
    ),
    (
        {"example.com.zone": _ZONE.replace("2026081602", "17")},
        {
            # It is greater, and so far ahead that it is behind.
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2147483666 8h 2h 4w 1h ; <- soa-serial-backwards
     NS    ns1
ns1  A     4.3.2.1
"""
        },
    ),
)

GOOD = (
    ({"example.com.zone": _ZONE}, {"example.com.zone": _ZONE.replace("081602", "081701")}),
    # The first step on the way to a smaller one.
    (
        {"example.com.zone": _ZONE.replace("2026081602", "2062081601")},
        {"example.com.zone": _ZONE.replace("2026081602", "4209565248")},
    ),
    # And the second one.
    (
        {"example.com.zone": _ZONE.replace("2026081602", "4209565248")},
        {"example.com.zone": _ZONE},
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone whose serial is older than before."""
    for each, before, after in changed_zones(context):
        if after.serial == before.serial or is_newer_serial(after.serial, before.serial):
            continue
        yield context.finding(
            after,
            f"the serial of {each.origin} goes backwards, from {before.serial} to {after.serial}{_why(before, after)}",
            field="word 2",
            related=[relate(before, "before the change", is_before=True)],
            help=help_for(before.serial),
            value="serial",
            cause=cause_of(after),
        )


def _why(before: Record, after: Record) -> str:
    if after.serial < before.serial:
        return ""
    return f": a step of more than {MAX_SERIAL_STEP} counts as one back"
