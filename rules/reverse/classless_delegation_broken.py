"""A CNAME of a classless reverse delegation leads to a zone that does not exist.

Why: the addresses in this range have no names, whatever the customer publishes. The zone that the CNAMEs lead to is
not delegated, not loaded, and not part of this zone.

Fix: delegate the classless zone with NS records, or correct the name in the CNAMEs.

Switch it off when: another tool adds the delegation.

References: RFC 2317 section 4.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, NXDOMAIN, Context, Finding, Record, address_of, parent, relate

from .._examples import REVERSE_ZONE
from .._paste import to_paste

SEVERITY = "error"
NEEDS = ("CNAME reverse",)

BAD = (
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("example.com", "example.net")
        + "65 CNAME 65.64/26 ; <- classless-delegation-broken\n66 CNAME 66.64/26\n",
    },
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("example.com", "example.net")
        + "64/26 NS ns1.example.net.\n65 CNAME 65.64-26.2.3.4.in-addr.arpa. ; <- classless-delegation-broken\n",
    },
)

GOOD = (
    {
        # A PTR was meant.
        "53.2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 1 1h 15m 2w 1h ; <- cname-and-other-data
  NS  ns1.example.net.
@ CNAME www.example.net
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("example.com", "example.net")
        + "64/26 NS ns1.example.net.\n65 CNAME 65.64/26\n",
    },
    {
        # An unused address of an existing classless zone is fine.
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("example.com", "example.net")
        + "65 CNAME 65.64/26\n66 CNAME 66.64/26\n65.64/26 PTR host.example.net.\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each missing classless zone, at the first CNAME that leads there."""
    broken: dict[str, list[Record]] = {}
    for cname in context.namespace.records("CNAME"):
        if address_of(cname.owner) is None or cname.owner == cname.zone.origin:
            continue  # at the apex of a zone there can be no alias, wherever it leads
        above = parent(cname.target)
        if above in broken or context.namespace.exists(above) == NXDOMAIN:
            broken.setdefault(above, []).append(cname)
    for above, cnames in broken.items():
        more = f", and {len(cnames) - 1} more CNAMEs lead there" if len(cnames) > 1 else ""
        delegation = to_paste(context.namespace.zone_of(above), above, "NS", "<name server>")
        yield context.finding(
            cnames[0],
            f"{cnames[0].owner} leads to {cnames[0].target}, but {above} does not exist{more}",
            field="target",
            related=[relate(cname, f"leads to {above} too") for cname in cnames[1:MOST_RELATED]],
            help=f"correct the name in the CNAME, or delegate the zone: add {delegation}",
            value=above,
        )
