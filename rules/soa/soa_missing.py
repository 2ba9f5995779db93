"""A zone has no SOA record.

Why: a name server refuses a zone without one. All names of the zone fail with SERVFAIL, and mail for them is deferred
with 4xx replies until it bounces.

Fix: begin the zone with an SOA record at its apex. If the file is only a part of a zone, use `$INCLUDE`. Records that
others publish belong in an `assume` file.

Switch it off when: the SOA record is added at deployment. If no zone in a folder, and in those below it, has one, this
is not reported where they are three or more, or where all of their name servers are those of a DNS hoster, such as
Cloudflare. Zones that an index names do not count.

References: RFC 1035 sections 3.3.13 and 5.2; RFC 1034 section 4.2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Place, Zone, relate

from .._folders import folders_of
from .._hosters import is_hosted
from .._owners import cause_of_soa, has_soa, has_unread_soa, relative_help, soa_elsewhere

SEVERITY = "error"
NEEDS = ("no SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h ; <- soa-missing
@    NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h ; <- soa-missing
@    NS    ns1.example.com.
1    PTR   ns1.example.com.
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
"""
    },
    # A tool adds it to all of them.
    dict.fromkeys(("example.com.zone", "example.org.zone", "bakery.example.zone"), "$TTL 1h\n@ NS ns.example.net.\n"),
    # So it does in the folders below.
    dict.fromkeys(
        ("example.com.zone", "example.org.zone", "rev/2.3.4.in-addr.arpa"), "$TTL 1h\n@ NS ns.example.net.\n"
    ),
    {
        # It adds the name servers, too, where the file has none.
        "example.com.zone": "$TTL 1h\n@ NS ns.example.net.\nwww A 4.3.2.80\n",
        "example.org.zone": "$TTL 1h\nwww A 4.3.2.80\n",
        "bakery.example.zone": "$TTL 1h\nwww A 4.3.2.80\n",
    },
    # What ClouDNS exports has no SOA record.
    {"example.com.zone": "@ 300 IN A 4.3.2.1\n@ 21600 IN NS gns21.cloudns.net.\n@ 21600 IN NS gns22.cloudns.net.\n"},
    {
        # The line that cannot be read may be the SOA record; here it is.
        "example.com.zone": """\
; zonelint: ignore-file[syntax-error] shown there
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each complete zone without SOA; one below the apex has a rule of its own."""
    made_later = _folders_without_soa(context)
    for zone in context.namespace.zones.values():
        # In other formats than master files the provider that the zone is published at makes the record.
        if zone.format != "master" or zone.source is None or zone.soa is not None or _may_be_unread(zone):
            continue
        if not _is_named_by_an_index(zone) and not made_later.isdisjoint(folders_of(zone.source.path)):
            continue
        if "SOA" not in zone.types or not context.runs("soa-not-at-apex"):
            yield _finding(context, zone)


_MANY = 3


def _folders_without_soa(context: Context) -> set[str]:
    """Return the folders of several zones, at any depth, of which none has an SOA record: a tool adds it later.

    So does a hoster whose name servers all of them have. Zones that an index names are loaded as they are.
    """
    with_soa: dict[str, list[bool]] = {}
    hosted: dict[str, bool] = {}
    for zone in context.namespace.zones.values():
        if zone.format != "master" or zone.source is None or _is_named_by_an_index(zone):
            continue
        is_whole = has_soa(zone)
        for folder in folders_of(zone.source.path):
            with_soa.setdefault(folder, []).append(is_whole)
            if is_whole or zone.rrset(zone.origin, "NS"):
                hosted[folder] = hosted.get(folder, True) and is_hosted(zone)
    without = [folder for folder, found in with_soa.items() if not any(found)]
    return {folder for folder in without if len(with_soa[folder]) >= _MANY or hosted.get(folder)}


def _is_named_by_an_index(zone: Zone) -> bool:
    """Tell whether a server's index names `zone`: only that tells what the server does about names of hosts."""
    return zone.check_names != ""


def _may_be_unread(zone: Zone) -> bool:
    """Tell whether the zone has an SOA that cannot be read, at its apex or, misplaced, at another name.

    Of a text of which nothing can be read, it is not said that just that is missing.
    """
    if zone.is_empty:
        return False
    unread = has_unread_soa(zone) or (bool(zone.lost) and not zone.types)
    unread = unread or (bool(zone.out_of_zone) and not zone.types)  # out-of-zone-record tells of all of them
    return unread or not zone.is_whole(zone.origin, "SOA")


def _finding(context: Context, zone: Zone) -> Finding:
    assert zone.source is not None
    of_zone = f"the zone {zone.origin} has"
    if zone.is_empty:
        of_zone = f"the file of zone {zone.origin} is empty: it has"
    elsewhere = soa_elsewhere(zone)
    home = context.namespace.zones.get(elsewhere.owner) if elsewhere is not None else None
    is_shared = home is not None and home.source is not None and home.source.path == zone.source.path
    add = f"add `{zone.origin} IN SOA <primary server> <mailbox> 1 8h 2h 4w 1h`"
    outside = [record for record in zone.out_of_zone if record.type == "SOA"]
    return context.finding(
        Place.at(zone.source),
        f"{of_zone} no SOA record",
        related=[relate(record, f"this one belongs to {record.owner}") for record in outside[:MOST_RELATED]],
        help=relative_help(elsewhere, zone.origin) if elsewhere is not None and is_shared else add,
        zone=zone.origin,
        owner=zone.origin,
        type="SOA",
        cause=cause_of_soa(elsewhere) if elsewhere is not None else "",
    )
