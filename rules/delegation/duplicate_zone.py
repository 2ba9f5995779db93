"""Two files hold the same zone.

Why: a server loads only one of them. Which one depends on its configuration, and a change in the other file has no
effect. BIND refuses a configuration that names a zone twice in one view.

Fix: delete the old file, or add it to `exclude`. If both are served to different clients, put them into different
views in named.conf.

Switch it off when: the files are for different servers that should answer differently. It is better to check each
folder separately.

References: RFC 1034 section 4.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Place, Related, Zone

from .._owners import has_soa

SEVERITY = "error"
NEEDS = ("2 files",)

_FIRST = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""

BAD = (
    {
        "db.example.com": _FIRST,
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h ; <- duplicate-zone
     NS    ns1
ns1  A     4.3.2.1
""",
    },
    {
        "db.example.com": _FIRST,
        "example.com.zone": """\
$ORIGIN com.
$TTL 1h
example    SOA   ns1.example hostmaster.example 2 8h 2h 4w 1h ; <- duplicate-zone
           NS    ns1.example
ns1.example A    4.3.2.1
""",
    },
)

GOOD = (
    {
        "example.com.zone": _FIRST,
        "sub.example.com.zone": _FIRST,
    },
    {
        # Inside and outside see different zones.
        "named.conf": """\
view inside  { match-clients { 10.0.0.0/8; }; zone "example.com" { type primary; file "inside/example.com.zone"; }; };
view outside { zone "example.com" { type primary; file "outside/example.com.zone"; }; };
""",
        "inside/example.com.zone": _FIRST,
        "outside/example.com.zone": _FIRST,
    },
    {
        # Nor are two folders without an index: each may be a server's.
        "a/example.com.zone": _FIRST,
        "b/example.com.zone": _FIRST,
    },
    {
        # Nor are lists of records for an upload: the provider adds the second to the first.
        "mail.txt": """\
; Records for Cloudflare: import this file
$ORIGIN example.com.
@     300  MX  10 mail
mail  300  A   4.3.2.1
""",
        "web.txt": """\
; Records for Cloudflare: import this file
$ORIGIN example.com.
www   300  A   4.3.2.2
""",
    },
    {
        # What each of two servers holds is not in the other's way.
        "lab/named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
""",
        "lab/example.com.zone": _FIRST,
        "office/named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
""",
        "office/example.com.zone": _FIRST,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each file that holds a zone which another file holds already."""
    for zone in context.namespace.duplicates:
        first = context.namespace.zones[zone.origin]
        if first.source is None or zone.source is None or first.source.real_path == zone.source.real_path:
            continue
        if _is_list(first) and _is_list(zone):
            continue  # lists of records that are uploaded one after the other: each may be a part of the zone
        if first.format != zone.format and _data(first) == _data(zone):
            continue  # two exports of one zone, which no server reads both of
        yield context.finding(
            zone.soa or Place.at(zone.source),
            f"the zone {zone.origin} is already in {first.source.path}",
            related=[Related(_place(first), "the same zone")],
            help="delete one of them, or serve each in its own view",
            zone=zone.origin,
            owner=zone.origin,
            type="SOA",
        )


def _is_list(zone: Zone) -> bool:
    """Tell whether the file of `zone` holds some of its records, as no server loads it without an SOA record."""
    return zone.named_at is None and not has_soa(zone)


def _data(zone: Zone) -> set[tuple[str, str, str]]:
    """Return owner, type and RDATA of the records of a zone, but for the SOA and NS records at its apex."""
    return {
        (record.owner, record.type, record.rdata.lower())
        for rtype in zone.types
        for record in zone.records(rtype)
        if not (rtype in ("SOA", "NS") and record.owner == zone.origin)
    }


def _place(zone: Zone) -> Place:
    assert zone.source is not None
    return Place.of(zone.soa) if zone.soa is not None else Place.at(zone.source)
