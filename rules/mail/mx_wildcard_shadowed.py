"""A wildcard MX does not apply to names that exist.

Why: a wildcard applies only to names that have no records at all. A host with an address receives its mail itself,
whatever MX the wildcard has: senders connect to the host. If no mail server runs there, the mail bounces. If the
wildcard is a null MX, the hosts still receive mail.

Fix: give each name that should receive mail its own MX, or delete the wildcard.

Switch it off when: only names without other records receive mail.

References: RFC 4592 section 2.2.1; RFC 1912 section 2.7; RFC 5321 section 5.1.
"""

from collections.abc import Container, Iterator, Sequence

from zonelint.lint.api import Context, Finding, Record, Zone, is_service_name, parent, relate

from .._examples import ZONE

SEVERITY = "info"
DEFAULT = True
NEEDS = ("* MX",)

BAD = (
    {
        "example.com.zone": ZONE
        + "* MX 10 mail ; <- mx-wildcard-shadowed\nmail MX 10 mail\nmail A 4.3.2.25\nwww A 4.3.2.80\n"
    },
    {
        # The null MX holds for none of the hosts, at any depth.
        "example.com.zone": ZONE
        + "@ MX 10 ns1\n*.lab MX 0 . ; <- mx-wildcard-shadowed\nweb.a.lab A 4.3.2.80\na.lab AAAA 2600::80\n"
    },
)

GOOD = (
    {
        # Each host that exists has its own, or is one that takes or serves for others.
        "example.com.zone": ZONE
        + """\
*      MX    10 mail
mail   A     4.3.2.25
www    MX    10 mail
www    A     4.3.2.80
ftp    CNAME www
note   TXT   "no host"
_sip   A     4.3.2.81 ; zonelint: ignore[name-not-a-hostname] shown there
"""
    },
    {
        # The wildcard stands for names below another one, and what is delegated is another zone's affair.
        "example.com.zone": ZONE
        + "*.lab MX 10 ns1\nwww A 4.3.2.80\nsub.lab NS ns1.sub.lab\nns1.sub.lab A 4.3.2.2\nlab A 4.3.2.3\n"
    },
)

SHOWN = 3


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each wildcard MX that hosts without an MX of their own lie beside."""
    for zone in context.namespace.zones.values():
        wildcards = {owner[2:]: rrset[0] for owner, rrset in zone.types.get("MX", {}).items() if owner[:2] == "*."}
        for above, hosts in _hosts(context, zone, wildcards).items() if wildcards else ():
            if not context.namespace.is_occluded(wildcards[above]):
                yield _finding(context, wildcards[above], hosts)


def _hosts(context: Context, zone: Zone, above: Container[str]) -> dict[str, dict[str, Record]]:
    """Return, for each name of `above`, the hosts below it that take their own mail: owner -> address record."""
    found: dict[str, dict[str, Record]] = {}
    serving = {each.target for rtype in ("MX", "NS") for each in zone.records(rtype)}
    for rtype in ("A", "AAAA"):
        for rrset in zone.rrsets(rtype):
            name = owner = rrset[0].owner
            while name != zone.origin:
                name = parent(name)
                if name in above:
                    may_serve = owner in serving or context.namespace.may_name(owner, "MX", "NS", zone=zone)
                    if not may_serve and _takes_its_own_mail(context, rrset):
                        found.setdefault(name, {}).setdefault(owner, rrset[0])
                    break
    return found


def _finding(context: Context, mx: Record, hosts: dict[str, Record]) -> Finding:
    names = ", ".join(list(hosts)[:SHOWN]) + (f" and {len(hosts) - SHOWN} more" if len(hosts) > SHOWN else "")
    return context.finding(
        mx,
        f"the MX of {mx.owner} does not apply to {names}",
        related=[relate(host, "this name has an address and no MX") for host in list(hosts.values())[:SHOWN]],
        help=f"add `{next(iter(hosts))} IN MX {mx.rdata}`, and so on, or delete the wildcard",
    )


def _takes_its_own_mail(context: Context, rrset: Sequence[Record]) -> bool:
    owner, zone = rrset[0].owner, rrset[0].zone
    if owner[:2] == "*." or is_service_name(owner) or zone.hides(owner, "MX"):
        return False
    return not zone.rrset(owner, "MX") and not context.namespace.is_occluded(rrset[0])
