"""A zone is loaded, but the zone above it does not delegate it.

Why: resolvers start at the zone above. Its servers answer that names of the zone below do not exist, if they do not
serve that zone, too. Then it depends on the server whether a name is found.

Fix: add the NS records of the zone below to the zone above. Add glue if the names of the servers are in the zone
below.

This is advice, because here one server holds both zones and answers for both. Other servers do not.

Not reported: a zone that shares a name server with the zone above (this works until one of them moves), and internal
zones.

Switch it off when: every server of the zone above also serves the zone below.

References: RFC 1034 section 4.2.1; RFC 1912 section 2.8.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import Context, Finding, Record, Zone, parent, relate, top_cut

from .._paste import block, is_octodns

SEVERITY = "info"
NEEDS = ("NS",)

_ABOVE = """\
$ORIGIN example.com.
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
"""
_BELOW = """\
$ORIGIN sub.example.com.
$TTL 1h
@     SOA   ns2 hostmaster.example.com. 1 8h 2h 4w 1h {mark}
      NS    ns2
ns2   A     4.3.2.2
"""

BAD = (
    {"example.com.zone": _ABOVE, "sub.example.com.zone": _BELOW.format(mark="; <- zone-not-delegated")},
    {
        # What is delegated is another zone.
        "example.com.zone": _ABOVE + "sub2 NS ns1\n",
        "a.sub.example.com.zone": _BELOW.format(mark="; <- zone-not-delegated").replace("sub.", "a.sub."),
    },
)

GOOD = (
    {
        "example.com.zone": _ABOVE + "sub NS ns2.sub\nns2.sub A 4.3.2.2\n",
        "sub.example.com.zone": _BELOW.format(mark=""),
    },
    {
        # One server has both.
        "example.com.zone": _ABOVE,
        "sub.example.com.zone": _BELOW.format(mark="") + "@ NS ns1.example.com.\n",
    },
    {
        # What lies between may be delegated to others.
        "example.com.zone": _ABOVE + "b NS ns.example.net.\n",
        "a.b.example.com.zone": _BELOW.format(mark="").replace("sub.", "a.b."),
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each loaded zone that the loaded zone above neither delegates nor may be serving."""
    for zone in context.namespace.zones.values():
        above = context.namespace.zone_of(parent(zone.origin)) if zone.origin != "." else None
        if above is None or above.origin == "." or not context.namespace.judges(zone) or zone.soa is None:
            continue
        servers = zone.rrset(zone.origin, "NS")
        if not _is_denied(above, zone, servers) or context.mail.is_internal(zone.soa):
            continue
        yield context.finding(
            zone.soa,
            f"{zone.origin} is not delegated: {above.origin} has no NS records for it, and other name servers",
            field="owner",
            related=[relate(record, f"{record.target} serves {above.origin}") for record in _servers(above)[:1]],
            help=_help(above, servers),
            cause=f"not delegated from {above.origin} {above.server}",
        )


def _servers(zone: Zone) -> list[Record]:
    return list(zone.rrset(zone.origin, "NS"))


def _is_denied(above: Zone, zone: Zone, servers: Sequence[Record]) -> bool:
    """Tell whether the servers of `above` provably deny the names of `zone`: it delegates none, and they differ.

    What two servers hold, each by its own configuration, proves nothing about the other.
    """
    if above.server != zone.server or above.source is None or not servers or not _servers(above):
        return False
    if not (above.is_whole(above.origin, "NS") and zone.is_whole(zone.origin, "NS")):
        return False
    if top_cut(above, zone.origin) is not None or above.hides(zone.origin, "NS"):
        return False
    return {record.target for record in servers}.isdisjoint(record.target for record in _servers(above))


def _help(above: Zone, servers: Sequence[Record]) -> str:
    owner = servers[0].owner
    if is_octodns(above):
        return f"add this to {above.origin}:\n{block(above, owner, ('NS', (servers[0].target,)))}"
    return "\n".join(f"add `{owner} IN NS {record.target}` to {above.origin}" for record in servers)
