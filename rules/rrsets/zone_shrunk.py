"""A zone lost a large part of its records.

What it reports: with the change that `--base` compares, a zone has fewer records by `share` percent or more, and by
`least` records or more.

Why: a script that writes zone files had no data, a merge took the wrong side, an `$INCLUDE` was deleted. The zone loads
without complaint, and hosts are gone.

Fix: look at what was removed, with `zonelint changes`, and restore what is still needed.

Switch it off when: your zones change by large parts. It is off by default.

Not reported: a zone that is gone as a whole, which is `zone-removed`; records that may still be there, because
something in the zone cannot be read.

References: RFC 1912 section 2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Option, Place, related_change

SEVERITY = "warning"
DEFAULT = False
NEEDS = ("base",)
OPTIONS = {
    "share": Option(30, "percent of a zone's records; if so many or more are gone, it is reported", least=1, most=100),
    "least": Option(10, "fewer records than this are never reported", least=1),
}

_ZONE = """\
$TTL 1h
@     SOA   ns1 hostmaster {} 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
"""
_HOSTS = "$GENERATE 10-29 host$ A 4.3.2.$\n"

BAD = (
    (
        {"example.com.zone": _ZONE.format(1) + _HOSTS},
        {"example.com.zone": _ZONE.format(2).replace("4w 1h", "4w 1h ; <- zone-shrunk")},
    ),
    (
        {"example.com.zone": _ZONE.format(1) + "$INCLUDE hosts.inc\n", "hosts.inc": _HOSTS},
        {
            "example.com.zone": _ZONE.format(2).replace("4w 1h", "4w 1h ; <- zone-shrunk") + "$INCLUDE hosts.inc\n",
            "hosts.inc": "host10  A  4.3.2.10\n",
        },
    ),
)

GOOD = (
    (
        {"example.com.zone": _ZONE.format(1) + _HOSTS},
        {"example.com.zone": _ZONE.format(2) + _HOSTS.replace("10-29", "10-25")},
    ),
    # As many came as went.
    (
        {"example.com.zone": _ZONE.format(1) + _HOSTS},
        {"example.com.zone": _ZONE.format(2) + _HOSTS.replace("10-29", "110-129")},
    ),
    # A small zone.
    ({"example.com.zone": _ZONE.format(1) + "www  A  4.3.2.80\n"}, {"example.com.zone": _ZONE.format(2)}),
)

_MOST = 10
"""Records that are named."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone that lost so many of its records."""
    for each in context.change.differences if context.change is not None else ():
        assert each.before is not None
        assert each.after is not None
        lost, size = len(each.removed) - len(each.added), each.before.size()
        if lost < context.options["least"] or lost * 100 < context.options["share"] * size:
            continue
        source = each.after.source
        assert source is not None
        gone = [change for change in each.changes if change.after is None]
        yield context.finding(
            each.after.soa or Place.at(source),
            f"{each.origin} has {size - lost} records, and had {size} before the change",
            related=[related_change(change) for change in gone[:_MOST]],
            help="restore what is still needed",
            zone=each.origin,
            owner=each.origin,
            value="size",
        )
