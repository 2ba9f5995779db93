"""No CNAME leads to a PTR of a classless reverse zone.

Why: resolvers ask for the reverse name of the address, which is in the zone above. Without a CNAME there, they never
find this record, so the address has no name.

Fix: add the CNAME to the zone above.

Switch it off when: another tool adds the CNAMEs.

References: RFC 2317 section 4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, first_label, parent, relate

from .._paste import to_paste

SEVERITY = "error"
NEEDS = ("classless",)

_ABOVE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 1 1h 15m 2w 1h
  NS  ns1.example.net.
64/26 NS ns1.example.net.
65 CNAME 65.64/26
"""
_CLASSLESS = """\
$ORIGIN 64/26.2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 1 1h 15m 2w 1h
  NS  ns1.example.net.
65 PTR a.example.net.
"""

BAD = (
    {
        "2.3.4.in-addr.arpa.zone": _ABOVE,
        "classless.zone": _CLASSLESS + "66 PTR b.example.net. ; <- classless-ptr-unlinked\n",
    },
    {
        "2.3.4.in-addr.arpa.zone": _ABOVE + "66 CNAME 66.64-26 ; <- classless-delegation-broken\n",
        "classless.zone": _CLASSLESS + "66 PTR b.example.net. ; <- classless-ptr-unlinked\n",
    },
)

GOOD = (
    {"2.3.4.in-addr.arpa.zone": _ABOVE, "classless.zone": _CLASSLESS},
    {"classless.zone": _CLASSLESS + "66 PTR b.example.net.\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each PTR in a classless zone that the loaded zone above does not lead to."""
    for ptr in context.reverse.unlinked:
        number = first_label(ptr.owner)
        above = parent(ptr.zone.origin)
        zone = context.namespace.zone_of(above)
        soa = zone.soa if zone is not None else None
        yield context.finding(
            ptr,
            f"no CNAME at {number}.{above} leads to {ptr.owner}, so this PTR is never found",
            field="owner",
            related=[relate(soa, "the CNAME belongs in this zone")] if soa is not None else [],
            help=f"add {to_paste(zone, f'{number}.{above}', 'CNAME', ptr.owner)}",
        )
