"""Whether anybody outside can have to do with a domain, as far as its name and its addresses tell."""

from functools import lru_cache

from zonelint.lint.api import Context, Zone, has_public_suffix, why_not_public

from ._targets import NO_TARGET


def is_of_the_world(context: Context, domain: str) -> bool:
    """Tell whether mail of `domain`, which has a loaded zone, may be seen by receivers elsewhere.

    It is not where the zone is that of a lab, a manual or a template, whatever the configuration says of it: the name
    ends in nothing that the Public Suffix List knows (``corp.site1.``), or all mail hosts of the domain have addresses
    that are known and not public; where it has no mail host, all hosts of its zone. Nor is it where all name servers of
    the zone are inside: it is a lab's, or the copy for the inside of one that others serve. What is not known may be
    public.
    """
    zone = context.namespace.zone_of(domain)
    if zone is not None and _is_served_inside(context, zone):
        return False
    return not _reaches_nobody(context, domain) and has_public_suffix(domain)


def _is_served_inside(context: Context, zone: Zone) -> bool:
    servers = [ns.target for ns in zone.rrset(zone.origin, "NS")]
    return bool(servers) and all(
        name == "localhost." or context.namespace.addresses(name).only_inside for name in servers
    )


def _reaches_nobody(context: Context, domain: str) -> bool:
    hosts = {mx.target for mx in context.namespace.lookup(domain, "MX").records if mx.target != NO_TARGET}
    if not hosts:
        zone = context.namespace.zone_of(domain)
        return zone is not None and _holds_no_public_address(zone)
    return all(_is_not_public(context, host) for host in hosts)


def _is_not_public(context: Context, host: str) -> bool:
    answer = context.namespace.addresses(host)
    return answer.found and answer.whole and all(map(why_not_public, answer.addresses))


@lru_cache(maxsize=64)  # many names of one zone ask in a row
def _holds_no_public_address(zone: Zone) -> bool:
    found = False
    for rtype in ("A", "AAAA"):
        for rrset in zone.rrsets(rtype):
            if not all(why_not_public(record.rdata) for record in rrset):
                return False
            found = True
    return found
