"""Joins zones that are parts of others: records that other files add to a zone stand in it for look-ups.

ExternalDNS, for one, adds the records of its manifests to a zone whose other records a zone file may hold. The server
answers with both.
"""

from zonelint.dns.zone import ANY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.dns.zone import Zone

_ALONE = frozenset(("CNAME", "ALIAS", "ANAME"))


def join(zones: "Sequence[Zone]", parts: "Iterable[tuple[Zone, str]]") -> "list[Zone]":
    """Add the records of each of `parts` to the one of `zones` that has the same origin, where there is one.

    With each part stands why there may be more records than it shows; empty if there are not.

    Returns the parts that were added: they are no zones of their own any more. Of several zones with that origin
    (views, servers) the first gets the records; in the others it is not known what stands at their owners.
    """
    joined: list[Zone] = []
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    for part, adds in parts:
        others = [zone for zone in by_origin[part.origin] if zone is not part]
        others = [zone for zone in others if part.view is None or zone.view in (part.view, None)]
        if others:
            by_origin[part.origin].remove(part)
            joined.append(part)
            source = others[0].source
            part.incomplete_because = [f"its records are added to those of {source.path if source else part.origin}"]
            _give(part, others[0])
            for zone in others[1:]:
                _mention(part, zone)
            for zone in others if adds else ():
                zone.incomplete(adds)
    return joined


def is_taken(zone: "Zone", owner: str, rtype: str) -> bool:
    """Tell whether `owner` holds data beside which nothing of `rtype` can be added (RFC 1034 section 3.6.2).

    A controller leaves records that are not its own as they are.
    """
    types = {*zone.types_at(owner), *(zone.unresolved.get(owner, ()) if owner != zone.origin else ())}
    return rtype in types or ANY in types or (bool(types) and (rtype in _ALONE or not _ALONE.isdisjoint(types)))


def _give(part: "Zone", zone: "Zone") -> None:
    free = [
        (rtype, owner, rrset)
        for rtype, owners in part.types.items()
        for owner, rrset in owners.items()
        if not is_taken(zone, owner, rtype)
    ]
    for rtype, owner, rrset in free:
        zone.types.setdefault(rtype, {})[owner] = [record._replace(zone=zone) for record in rrset]
        if len(rrset) > 1:
            zone.multiple.append((rtype, owner))
    for owner, types in part.unresolved.items():
        for rtype in types if owner != zone.origin else types - {"SOA", "NS"}:
            zone.add_unresolved(owner, rtype)
    zone.damaged = part.damaged | zone.damaged
    zone.lost += part.lost
    zone.problems += part.problems
    zone.duplicates += part.duplicates
    zone.ttl_mismatches += part.ttl_mismatches


def _mention(part: "Zone", zone: "Zone") -> None:
    for rtype, owners in part.types.items():
        for owner in owners:
            if not is_taken(zone, owner, rtype):
                zone.add_unresolved(owner, rtype)
