"""The name of a reverse zone is misspelt, or has its labels in the wrong order.

Why: the labels of a reverse name are in reverse order. The zone of 192.168.100.0/24 is 100.168.192.in-addr.arpa. The
zone 192.168.100.in-addr.arpa is that of 100.168.192.0/24, and nobody asks it about your addresses. So all of your
addresses have no PTR: mail servers refuse their mail, log-ins are slow, and logs show numbers.

Fix: rename the zone: in the configuration of the server, in the name of the file, and in its `$ORIGIN`.

A name such as `10.in-addr-arpa`, `2.3.4-in-addr.arpa` or `2.3.4.inaddr.arpa` is misspelt: it is one letter from the
name of a reverse zone.

Not reported: an order of octets that only the name of a file gives, such as `db.192.0.2`, because the configuration
of the server may be different.

The zone is one finding. Its PTRs are checked as those of the network that is meant, because they are correct.

Switch it off when: you own both networks.

References: RFC 1035 section 3.5; RFC 3596 section 2.5.
"""

from collections.abc import Iterator

from zonelint.lint.api import FROM_NAME, Context, Finding, Place, Zone, in_reverse_order, is_turned, right_spelling

from .._examples import FORWARD_ZONE, ZONE

SEVERITY = "error"
NEEDS = ("SOA",)

_BACKWARDS = """\
$ORIGIN 4.3.2.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h {mark}
  NS  ns1.example.com.
"""
_MARK = "; <- reverse-zone-misnamed"

BAD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "reverse.zone": _BACKWARDS.format(mark=_MARK) + "53 PTR ns1.example.com.\n",
    },
    {
        # The owners are in forward order, too.
        "example.com.zone": FORWARD_ZONE,
        "reverse.zone": _BACKWARDS.format(mark=_MARK).replace("4.3.2", "4.3") + "2.53 PTR ns1.example.com.\n",
    },
    {
        # There is no PTR yet; the addresses tell.
        "office.example.com.zone": ZONE.replace("4.3.2.1", "10.115.0.1"),
        "reverse.zone": _BACKWARDS.format(mark=_MARK).replace("4.3.2", "10.115"),
    },
    {
        # No IPv6 address begins with 8.
        "reverse.zone": _BACKWARDS.format(mark=_MARK).replace("4.3.2.in-addr", "2.0.0.1.0.d.b.8.ip6"),
    },
    {
        # Two octets of 4.3.2.0/24 have changed places: the PTRs tell.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "reverse.zone": _BACKWARDS.format(mark=_MARK).replace("4.3.2", "3.2.4")
        + "53 PTR ns1.example.com.\n80 PTR www.example.com.\n",
    },
    {
        "named.conf": 'zone "3.2.4.in.addr-arpa" { type primary; file "4.rev"; };\n',
        "4.rev": _BACKWARDS.format(mark=_MARK).split("\n", 1)[1],
    },
    {
        "named.conf": 'zone "10.in-addr-arpa" { type primary; file "10.rev"; };\n',
        "10.rev": _BACKWARDS.format(mark=_MARK).split("\n", 1)[1],
    },
    {
        "named.conf": 'zone "2.3.4-in-addr.arpa" { type primary; file "4.rev"; };\n',
        "4.rev": _BACKWARDS.format(mark=_MARK).split("\n", 1)[1],
    },
)

GOOD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "reverse.zone": _BACKWARDS.format(mark="").replace("4.3.2", "2.3.4") + "53 PTR ns1.example.com.\n",
    },
    {
        # Nothing tells which network is meant.
        "example.com.zone": FORWARD_ZONE,
        "reverse.zone": _BACKWARDS.format(mark="") + "53 PTR ns1.example.net.\n",
    },
    {
        # One host has an address of the network that is said: the other one has moved.
        "example.com.zone": FORWARD_ZONE + "new A 4.2.3.82\n",
        "reverse.zone": _BACKWARDS.format(mark="").replace("4.3.2", "3.2.4")
        + "53 PTR ns1.example.com. ; <- ptr-address-mismatch\n82 PTR new.example.com.\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each reverse zone whose name provably has its labels in the wrong order."""
    zones = context.namespace.zones
    for origin, right in context.reverse.misnamed.items():
        order = "forward" if is_turned(origin, right) else "the wrong"
        fault = f"the reverse zone {origin} has its labels in {order} order, so no resolver asks it about its addresses"
        if zones[origin].origin_from != FROM_NAME or _is_named_in_full(zones[origin]):
            yield from _finding(context, zones[origin], fault, right)
    for origin, zone in zones.items():
        right_name = right_spelling(origin)
        if right_name is not None and zone.origin_from != FROM_NAME:
            by = f" ({zone.origin_from})" if ":" in zone.origin_from else ""
            fault = f"nobody asks the zone {origin}{by} for an address: its name is misspelt"
            yield from _finding(context, zone, fault, in_reverse_order(right_name, zone))


def _is_named_in_full(zone: Zone) -> bool:
    """Tell whether the name of the file has the name of the zone as a whole."""
    return zone.source is not None and zone.origin[:-1] in zone.source.path.lower()


def _finding(context: Context, zone: Zone, fault: str, right: str) -> Iterator[Finding]:
    if zone.source is None or not context.namespace.judges(zone):
        return
    yield context.finding(
        zone.soa or Place.at(zone.source),
        fault,
        field="owner" if zone.soa is not None else "",
        help=f"rename it to {right}",
        zone=zone.origin,
        owner=zone.origin,
        type="SOA",
        value=right,
    )
