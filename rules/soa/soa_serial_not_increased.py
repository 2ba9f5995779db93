"""The records of a zone changed, and its serial did not.

What it reports: the change that `--base` compares adds, removes or changes records of a zone, also through an included
file or a `$GENERATE`, and the serial in its SOA record is the same as before. Comments, the order of records and how
they are spelled are no change of a zone.

Why: a secondary asks for the serial, sees that it has this version already, and transfers nothing. It goes on to
answer with the old records, so that half of all clients see the old address, and half the new one. CoreDNS does not
load the file anew at all.

Fix: increase the serial with each change. Usual is the date and two more digits, such as 2026081601.

Switch it off when: a tool sets the serial when the zone is published, or nothing compares serials. If the files all
have one number in its place, name it in the option `filled-in`.

Not reported: zones that are updated dynamically, zones of octoDNS, gdnsd and others that do without the serial in the
file; a serial of 0, or one that is no date and the same in all zones of a folder, which a tool replaces. A serial that
went down is `soa-serial-backwards`.

References: RFC 1034 section 4.3.5; RFC 1035 section 3.3.13; RFC 1912 section 2.2; RFC 1982 section 3.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Option, is_newer_serial

from ._serials import cause_of, changed_zones, changes_of, counted, folder_of, folders_filled_in, help_for

SEVERITY = "warning"
NEEDS = ("base",)
OPTIONS = {"filled-in": Option([], "serials that a tool replaces when it publishes the zone")}

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
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2026081601 8h 2h 4w 1h ; <- soa-serial-not-increased
     NS    ns1
ns1  A     4.3.2.1
www  A     4.3.2.80
"""
        },
    ),
    (
        # The record that changes stands in a file that two zones include; the serial of one is increased.
        {
            "example.net.zone": _ZONE + "$INCLUDE hosts.inc\n",
            "hosts.inc": "www  A  4.3.2.80\n",
        },
        {
            "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2026081601 8h 2h 4w 1h ; <- soa-serial-not-increased
     NS    ns1
ns1  A     4.3.2.1
$INCLUDE hosts.inc
""",
            "example.net.zone": _ZONE.replace("081601", "081602") + "$INCLUDE hosts.inc\n",
            "hosts.inc": "www  A  4.3.2.81\n",
        },
    ),
)

GOOD = (
    ({"example.com.zone": _ZONE}, {"example.com.zone": _ZONE.replace("081601", "081602") + "www  A  4.3.2.80\n"}),
    (
        # Another order, other letters, comments, a file of another name: the zone is the same.
        {"example.com.zone": None, "db.example.com": _ZONE},
        {
            "example.com.zone": """\
$TTL 3600
$ORIGIN example.com.
NS1  IN A  4.3.2.1  ; in the cellar
@    IN SOA NS1 hostmaster ( 2026081601 28800 7200 2419200 3600 )
@    IN NS  NS1
"""
        },
    ),
    # After the last number comes 1.
    (
        {"example.com.zone": _ZONE.replace("2026081601", "4294967295")},
        {"example.com.zone": _ZONE.replace("2026081601", "1") + "www  A  4.3.2.80\n"},
    ),
    # The serial is filled in when the zone is published.
    (
        {"example.com.zone": _ZONE.replace("2026081601", "0")},
        {"example.com.zone": _ZONE.replace("2026081601", "0") + "www  A  4.3.2.80\n"},
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone whose records changed, and whose serial is no newer than before."""
    filled_in: set[str] | None = None
    for each, before, after in changed_zones(context):
        if not each.changes or is_newer_serial(after.serial, before.serial):
            continue
        if after.serial != before.serial and context.runs("soa-serial-backwards"):
            continue
        if str(after.serial) in context.options["filled-in"]:
            continue
        if filled_in is None:
            filled_in = folders_filled_in(context)
        if folder_of(after) in filled_in and folder_of(before) in filled_in and after.serial == before.serial:
            continue
        yield context.finding(
            after,
            f"{each.origin} changed ({counted(each)}), and its serial {after.serial} is no newer than before",
            field="word 2",
            related=changes_of(each, after),
            help=help_for(before.serial),
            value="serial",
            cause=cause_of(after),
        )
