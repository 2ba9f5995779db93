"""Records of one owner and type have different TTLs.

Why: an RRset has one TTL. BIND uses the TTL of its first record for all, Knot that of the last. The other TTLs have
no effect: for example, a TTL that you lowered before a move.

Fix: give all records of the owner and type the same TTL. `zonelint fix --unsafe` writes the TTL of the first one
where another one is written.

Switch it off when: a program that knows its server writes the files.

References: RFC 2181 section 5.2.
"""

from collections.abc import Iterable, Iterator

from zonelint.lint.api import (
    TTL_INHERITED,
    Change,
    Context,
    Finding,
    Fix,
    Place,
    Record,
    Zone,
    address_of,
    is_reverse,
    relate,
)

SEVERITY = "warning"
NEEDS = ("ttl_mismatches",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@         SOA   ns1 hostmaster 1 8h 2h 4w 1h
          NS    ns1
ns1       A     4.3.2.1
ns1  300  A     4.3.2.2 ; <- rrset-ttl-mismatch
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@         SOA   ns1 hostmaster 1 8h 2h 4w 1h
     2h   NS    ns1
          NS    ns2 ; <- rrset-ttl-mismatch
ns1       A     4.3.2.1
ns2       A     4.3.2.2
$TTL 1d
ns2       A     4.3.2.3 ; <- rrset-ttl-mismatch
          A     4.3.2.4 ; <- rrset-ttl-mismatch
"""
    },
)

FIXED_UNSAFE = (
    {
        "example.com.zone": """\
$TTL 1h
@         SOA   ns1 hostmaster 2 8h 2h 4w 1h
          NS    ns1
ns1       A     4.3.2.1
ns1  3600 A     4.3.2.2
"""
    },
)

GOOD = (
    {
        # The numbers are octets, before which blanks stand.
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@     SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS    ns1.example.com.
   5  PTR   www.example.com. ; zonelint: ignore[ptr-owner-malformed] shown there
   6  PTR   web.example.com. ; zonelint: ignore[ptr-owner-malformed] shown there
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@          SOA   ns1 hostmaster 1 8h 2h 4w 1h
           NS    ns1
ns1        A     4.3.2.1
ns1  3600  A     4.3.2.2
ns1  60    AAAA  2600::1
"""
    },
    {
        # Signatures of different types are no RRset of their own.
        "example.com.zone": """\
$TTL 1h
@          SOA   ns1 hostmaster 1 8h 2h 4w 1h
           NS    ns1
ns1        A     4.3.2.1
ns1  60    AAAA  2600::1
ns1  3600  RRSIG A 13 3 3600 20300101000000 20200101000000 4711 example.com. bm8gc2lnbmF0dXJl
ns1  60    RRSIG AAAA 13 3 60 20300101000000 20200101000000 4711 example.com. bm8gc2lnbmF0dXJl
"""
    },
)

_COVERING = ("RRSIG", "SIG")
"""Types whose records belong with the RRset that they sign (RFC 4035 section 2.2), not with one another."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record whose TTL is not that of the first record of its RRset."""
    for zone in context.namespace.zones.values():
        ttls: dict[tuple[str, str], dict[int, None]] = {}
        for record, first in zone.ttl_mismatches:
            ttls.setdefault((record.owner, record.type), {first.ttl: None})[record.ttl] = None
        habits = {key: _habit(zone, *key, found) for key, found in ttls.items()}
        extremes = {key: f"{min(found)} {max(found)}" for key, found in ttls.items()}
        for record, first in zone.ttl_mismatches:
            if record.type in _COVERING or _is_octet(context, record):
                continue
            yield context.finding(
                record,
                f"the TTL of {record.text} is {record.ttl}, but the TTL of its RRset is {first.ttl}",
                field="ttl",
                related=[relate(first, f"the first record of the RRset, with a TTL of {first.ttl}", "ttl")],
                help=f"write the TTL {first.ttl} here, or change the others",
                # Which record is the odd one, the order of lines tells.
                value=extremes[record.owner, record.type],
                cause=habits[record.owner, record.type],
                fix=_fix(record, first),
            )


def _is_octet(context: Context, record: Record) -> bool:
    """Tell whether the TTL is an octet of an address behind a blank, of which ptr-owner-malformed tells."""
    is_malformed = record.type == "PTR" and is_reverse(record.zone.origin) and address_of(record.owner) is None
    return is_malformed and context.runs("ptr-owner-malformed")


def _fix(record: Record, first: Record) -> Fix | None:
    """Return the fix that writes the TTL of `first` at `record`, if a TTL is written there."""
    if record.generated or record.flags & TTL_INHERITED or record.source.marks is not None:
        return None
    written = first.source.text_at(Place.of(first, "ttl").span)
    text = written if not first.flags & TTL_INHERITED and first.source.marks is None else str(first.ttl)
    return Fix(f"write the TTL {text}", Change(record, "ttl", text, record._replace(ttl=first.ttl)))


def _habit(zone: Zone, owner: str, rtype: str, ttls: Iterable[int]) -> str:
    """Return what an RRset with these `ttls` has in common with those of other zones of one template.

    That is the owner within the zone, the type, and the TTLs.
    """
    within = "@" if owner == zone.origin else owner.removesuffix(f".{zone.origin}")
    return f"TTLs of {within} {rtype}: {' '.join(map(str, ttls))}"
