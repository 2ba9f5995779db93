"""A name has a CNAME and other records.

Why: a CNAME says that all data of the name is found at another name. BIND, Knot and NSD refuse the whole zone, so all
its names fail with SERVFAIL. Software that accepts it answers sometimes with the CNAME and sometimes with the other
records. Mail for such a domain is lost, because its MX is not found.

octoDNS refuses it too, unless the zone is lenient: then it is a warning, shown once for the zone. Nothing is reported
if the only target of a lenient zone is Cloudflare, which allows other records beside a CNAME, except addresses and
delegations.

Fix: delete one of the two. A CNAME is never possible at the apex of a zone: write A and AAAA records there, or use
the ALIAS record of a provider.

Switch it off when: the software of your provider turns such a CNAME into addresses.

References: RFC 1034 section 3.6.2; RFC 2181 section 10.1; RFC 1912 section 2.4; RFC 4034 section 3 (RRSIG and NSEC
may stay).
"""

from collections.abc import Iterator, Mapping

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, Zone, relate

from .._owners import cause_of_comments, comment_mark

SEVERITY = "error"
NEEDS = ("CNAME",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME ns1
     TXT   "not alone"   ; <- cname-and-other-data
ftp  A     4.3.2.2       ; <- cname-and-other-data
ftp  CNAME ns1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- cname-and-other-data
     NS    ns1
     CNAME www.example.net.
ns1  A     4.3.2.1
www  CNAME ns1
WWW  CNAME web           ; <- cname-and-other-data
web  A     4.3.2.3
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME ns1
www  CNAME ns1 ; zonelint: ignore[duplicate-record] the same once more is no other data
www  NSEC  example.com. CNAME NSEC
a.www A    4.3.2.2
"""
    },
    {
        # Where the alias leads to is not known here, and does not matter.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
*    CNAME shop.example.net.
mail A     4.3.2.2
"""
    },
)

_MAY_STAY = frozenset(("CNAME", "RRSIG", "NSEC", "KEY", "SIG", "NXT"))
"""RFC 4035 section 2.5, RFC 3007 section 3, and their forerunners."""
_CLOUDFLARE = frozenset(("octodns_cloudflare.CloudflareProvider", "octodns.provider.cloudflare.CloudflareProvider"))
_CLOUDFLARE_REFUSES = frozenset(("A", "AAAA", "NS"))
"""What its API takes at no name that has a CNAME (its errors 81053 and 81056)."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name with a CNAME and other records, or with several CNAMEs."""
    for zone in context.namespace.zones.values():
        owners = zone.types.get("CNAME", {})
        crowded = _with_other_data(zone, owners)
        for owner, aliases in owners.items():
            others = _others(zone, owner) if owner in crowded else ()
            if others:
                yield _beside(context, aliases[0], others)
            # A provider that chooses one of several for each answer may have them (dynamic records).
            if len(aliases) < 2 or zone.hides(owner, "CNAME"):
                continue
            rdata = [alias.rdata for alias in aliases]
            value = f"{min(rdata)} {max(rdata)}"  # whatever their order, and however many they are
            cause = cause_of_comments(aliases[0].source) if comment_mark(aliases[0]) else ""
            for another in aliases[1:]:
                yield context.finding(
                    another,
                    f"{owner} has {len(aliases)} CNAME records: {aliases[0].rdata} and {another.rdata}",
                    related=[relate(aliases[0], "the first one")],
                    help="keep one of them",
                    value=value,
                    cause=cause,
                    follows=bool(cause),
                )


def _with_other_data(zone: Zone, aliases: Mapping[str, object]) -> set[str]:
    """Return those of the owners `aliases` that hold records which may not stand beside a CNAME."""
    crowded: set[str] = set()
    for rtype, owners in zone.types.items() if aliases else ():
        if rtype not in _MAY_STAY:
            crowded.update(aliases.keys() & owners.keys())
    return crowded


def _others(zone: Zone, owner: str) -> list[Record]:
    types = [rtype for rtype in zone.types_at(owner) if rtype not in _MAY_STAY]
    if _is_at_cloudflare_alone(zone):
        types = [rtype for rtype in types if rtype in _CLOUDFLARE_REFUSES and (rtype != "NS" or owner != zone.origin)]
    return [record for rtype in types for record in zone.rrset(owner, rtype)]


def _is_at_cloudflare_alone(zone: Zone) -> bool:
    """Tell whether octoDNS brings `zone` to Cloudflare, lenient with what that takes, and nowhere else."""
    return zone.lenient and bool(zone.publishers) and zone.publishers <= _CLOUDFLARE


def _beside(context: Context, alias: Record, others: list[Record]) -> Finding:
    others.sort(key=lambda record: (record.source is not alias.source, record.line))
    first, *more = others
    types = ", ".join(sorted({record.type for record in others}))
    lets_pass = alias.zone.lenient and not _is_at_cloudflare_alone(alias.zone)
    cause = f"CNAME and other data in the lenient {alias.zone.origin}" if lets_pass else ""
    is_comment = bool(comment_mark(first) and comment_mark(alias))
    if is_comment:
        cause = cause_of_comments(first.source)
    return context.finding(
        first,
        f"{alias.owner} has a CNAME record, so it cannot also have {types}"
        + (": octoDNS accepts it, because the zone is lenient" if lets_pass else ""),
        related=[
            relate(alias, f"the CNAME, to {alias.rdata}"),
            *(relate(record, "this one, too") for record in more[:MOST_RELATED]),
        ],
        help=f"delete `{alias.text}`" + (", or the other records of this name" if alias.target != alias.owner else ""),
        severity="warning" if lets_pass else "",
        type=alias.type,
        value=min(each.rdata for each in alias.zone.rrset(alias.owner, alias.type)),
        cause=cause,
        follows=is_comment,
    )
