"""The address of a host has no PTR record.

Why: logs, access rules, intrusion detection and many services look up the name of an address. Each host in the
internet should have one. If the host ever sends mail, that mail is refused.

Fix: add the PTR record to the reverse zone. `zonelint fix` does it where that zone is loaded. This is safe if the
address has one name only, or `fix.prefer` in the configuration says which; else `--unsafe` takes the first.

Not reported: loopback addresses, and networks with an empty reverse zone on purpose (RFC 6303), that is one whose
file also serves other zones, or comes with a distribution; and owners that cannot be the name of a host.
Nor an address whose PTR stands in a comment of its zone: it was switched off. Nor one in a public network of 65,536
addresses or more of which the zone has hardly a PTR: others have it.

Nor those of internal hosts, four or more, in a reverse zone that has PTRs of its name servers alone: nobody keeps
those of hosts there.

Hosts whose names differ by their numbers alone (`node1`, `node2`) are one finding.

A reverse zone that nobody maintains is shown as one finding: it has no PTR at all, or at least half of its addresses
(and at least four) have none. So is such a network in it, of a whole number of octets.

An address in the range of a classless zone (RFC 2317) is reported if other addresses of it have their PTR there.
Whether the CNAMEs of the zone above lead there is not known.

Switch it off when: your addresses have no names on purpose. To make it advice only: `severity.address-without-ptr =
"info"`.

References: RFC 1912 section 2.1; RFC 2317.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from zonelint.lint.api import (
    IN_ADDR_ARPA,
    Context,
    Finding,
    Record,
    Zone,
    address_of,
    is_below,
    is_hostname,
    is_inside,
    is_reverse,
    late,
    parent,
    relative_to,
    reverse_name,
)

from .._examples import FORWARD_ZONE, RAISED_REVERSE_ZONE, REVERSE_ZONE
from .._owners import owner_with_dot, without_numbers
from .._paste import ptr_in
from .._senders import (
    WITHOUT_PTR,
    about_missing_ptr,
    is_left_to,
    other_records,
    preferred,
    ptr_added,
    ptr_to_add,
    reverse_zone,
)

SEVERITY = "warning"
NEEDS = ("address without PTR", "classless")

_MANY = 4
"""Addresses without PTR from which on a reverse zone, or a network in it, may be one that nobody keeps."""

_IN_COMMENT = late(r"(?im)^[ \t]*;[; \t]*([^\s;]++)[ \t](?:[^;\n]*?[ \t])?PTR[ \t]++(\S++)")
"""A PTR that was switched off."""

_CLASSLESS = REVERSE_ZONE.replace("$ORIGIN ", "$ORIGIN 64-27.").replace("53 PTR ns1.example.com.\n", "")

BAD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80 ; <- address-without-ptr\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
    {
        # One finding for an address, however many names it has.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80 ; <- address-without-ptr\nshop A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80 ; <- address-without-ptr\nshop A 4.3.2.81\n",
        "64-27.2.3.4.in-addr.arpa.zone": _CLASSLESS + "81 PTR shop.example.com.\n",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {"2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE + "80 PTR www.example.com.\n"},
    {},
    {
        "64-27.2.3.4.in-addr.arpa.zone": _CLASSLESS.replace(" 1 1h", " 2 1h")
        + "80 PTR www.example.com.\n81 PTR shop.example.com.\n"
    },
)

GOOD = (
    {
        # Nobody keeps the PTRs of hosts, but that of the name server.
        "example.com.zone": FORWARD_ZONE.replace("4.3.2.53", "10.3.2.53")
        + "a A 10.3.2.1\nb A 10.3.2.2\nc A 10.3.2.3\nd A 10.3.2.4\n",
        "2.3.10.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in-addr", "2.3.10.in-addr"),
    },
    {
        # Somebody switched it off.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + ";80 PTR www.example.com.\n",
    },
    {
        # A test bed has a root of its own, which delegates no such network.
        "named.conf": """\
zone "in-addr.arpa" { type primary; file "db.in-addr.arpa"; };
zone "example.com" { type primary; file "example.com.zone"; };
""",
        "db.in-addr.arpa": """\
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
@ NS ns1.example.com.
""",
        "example.com.zone": FORWARD_ZONE,
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com.\n",
    },
    {
        # Nothing in it says that the numbers of the hosts are the names in a classless zone.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "64-27.2.3.4.in-addr.arpa.zone": _CLASSLESS + "shop PTR shop.example.com.\n",
    },
    {
        # What cannot be the name of a host needs none.
        "example.com.zone": FORWARD_ZONE + "www:1 A 4.3.2.80 ; <- name-not-a-hostname\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
    {
        # The reverse zone of 5.3.2.80 is not loaded, and a wildcard is no host.
        "example.com.zone": FORWARD_ZONE + "www A 5.3.2.80\n* A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address without PTR that no rule about mail senders speaks of."""
    unkept = _Unkept(context)
    for address, records in context.reverse.without_ptr.items():
        if address.startswith("127.") or address == "::1" or is_left_to(WITHOUT_PTR, context, address, records):
            continue
        hosts = (record for record in records if not record.zone.unloaded and _may_be_host(record.owner))
        ordered = sorted(hosts, key=_where)
        if not ordered:
            continue
        first = ordered[0]
        answer = context.namespace.reverse(address)
        if answer.zone is not None and answer.zone.origin in _ABOVE_ALL and "PTR" not in answer.zone.types:
            continue  # whose network is not delegated keeps no reverse zone, and nobody else's PTRs stand there
        if answer.zone is not None and unkept.is_meant(answer.zone, address, ordered):
            continue
        names = list(dict.fromkeys(_host(record) for record in sorted(ordered, key=_is_apex)))
        help, related, cause = about_missing_ptr(context, address, names, answer)
        says, common = unkept.why(answer.zone, address)
        yield context.finding(
            first,
            f"{address} of {first.owner} has no PTR record{says}",
            field="rdata",
            related=[*other_records(ordered, address), *related],
            help=help,
            value=address,
            cause=cause or common or _family(first),
            follows=True,
            fix=ptr_to_add(context, address, preferred(context, names), answer) if not first.generated else None,
        )

    yield from _in_classless_zones(context)


def _family(record: Record) -> str:
    """Return what hosts have in common whose names differ by their numbers alone; nothing without a number."""
    name = without_numbers(record.owner)
    return f"no PTRs of {name} {record.source.path}" if name != record.owner else ""


def _in_classless_zones(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address without PTR in its classless zone (RFC 2317), loaded without its parent.

    Others of its range have one there, at a number.
    """
    if all(classless.linked for classless in context.reverse.classless):
        return
    kept = {ptrs[0].zone.origin for ptrs in context.reverse.ptr_rrsets_by_form.values()}
    found: dict[str, list[Record]] = {}
    for record in context.namespace.records("A"):
        if record.owner[:2] != "*." and not (record.zone.unloaded or is_reverse(record.owner)):
            found.setdefault(record.rdata, []).append(record)
    for address, records in found.items():
        classless = context.reverse.classless_of(address)
        owner = classless.owner_of(address) if classless is not None else None
        if classless is None or owner is None or classless.zone.origin not in kept:
            continue
        if is_left_to(WITHOUT_PTR, context, address, records) or not context.namespace.lookup(owner, "PTR").absent:
            continue
        first, *_ = ordered = sorted(records, key=_where)
        names = list(dict.fromkeys(map(_host, ordered)))
        yield context.finding(
            first,
            f"{address} of {first.owner} has no PTR record if the CNAMEs above {classless.zone.origin} follow RFC 2317",
            field="rdata",
            related=[*other_records(ordered, address), *reverse_zone(classless.zone)],
            help=f"add {ptr_in(classless.zone, owner, _host(first))}",
            value=address,
            cause=f"no PTR in {classless.zone.origin}",
            fix=ptr_added(context, address, classless.zone, owner, preferred(context, names)),
        )


_ABOVE_ALL = frozenset(("ip6.arpa.", "in-addr.arpa.", "arpa.", "."))
"""Zones, of a test bed's own root, that delegate reverse zones."""


class _Unkept:
    """Reverse zones, and networks in them, in which so few addresses have a PTR that no single one was forgotten."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._having: dict[str, Counter[str]] = {}
        self._of_servers: dict[str, bool] = {}
        self._switched_off: dict[str, set[tuple[str, str]] | None] = {}

    @cached_property
    def _without(self) -> Mapping[str, tuple[int, int]]:
        """Name of a network -> how many addresses provably have no PTR there, and in how many lines they stand.

        All that one $GENERATE makes were forgotten at once.
        """
        addresses: Counter[str] = Counter()
        lines: dict[str, set[object]] = {}
        for address, records in self._context.reverse.without_ptr.items():
            zone = self._context.namespace.reverse(address).zone
            if zone is not None:
                line = _where(records[0]) if records[0].generated else address
                for network in _networks(reverse_name(address), zone.origin):
                    addresses[network] += 1
                    lines.setdefault(network, set()).add(line)
        return {network: (count, len(lines[network])) for network, count in addresses.items()}

    def is_meant(self, zone: Zone, address: str, hosts: Sequence[Record]) -> bool:
        """Tell whether `zone` shows that `address`, of `hosts`, lacks its PTR on purpose."""
        return self._is_left_out(zone, address, hosts) or (is_inside(address) and self._is_of_servers(zone))

    def _is_left_out(self, zone: Zone, address: str, hosts: Sequence[Record]) -> bool:
        """Tell whether a comment of `zone` holds a PTR of `address` to one of `hosts`, or all PTRs lie outside it."""
        if zone.origin not in self._switched_off:
            self._switched_off[zone.origin] = _switched_off(zone)
        off = self._switched_off[zone.origin]
        if off is None:
            return True  # of which out-of-zone-record tells
        owner = relative_to(reverse_name(address), zone.origin)
        return any((owner, _host(record).lower().rstrip(".")) in off for record in hosts)

    def _is_of_servers(self, zone: Zone) -> bool:
        """Tell whether the only PTRs of the reverse `zone` are those of its name servers, though it has many hosts."""
        if zone.origin not in self._of_servers:
            servers = {ns.target for ns in zone.rrset(zone.origin, "NS")} | ({zone.soa.mname} if zone.soa else set())
            named = {ptr.target for ptr in zone.records("PTR")}
            without = self._without.get(zone.origin, (0, 0))[0]
            self._of_servers[zone.origin] = bool(named) and named <= servers and without >= _MANY
        return self._of_servers[zone.origin]

    def why(self, zone: Zone | None, address: str) -> tuple[str, str]:
        """Return what a message adds on a reverse `zone`, or a network of `address` in it, that is not kept.

        And the cause of the finding; nothing on any other zone.
        """
        if zone is None or zone.source is None:
            return "", ""
        ptrs = zone.types.get("PTR", {})
        having = self._having.get(zone.origin)
        if having is None:
            owners = [owner for owner in ptrs if address_of(owner)]
            having = Counter(network for owner in owners for network in _networks(owner, zone.origin))
            self._having[zone.origin] = having
        if ptrs and not having:
            # Their owners are no addresses, and what they were meant for is not known.
            return "", self._context.reverse.astray.cause(next(iter(ptrs.values()))[0])
        if not having:
            return f": {zone.origin} has none at all", f"no PTR in {zone.origin} {zone.source.path}"
        for network in _networks(reverse_name(address), zone.origin):
            without, lines = self._without[network]
            if lines >= max(_MANY, having[network]):
                of_all = f"{without} of {without + having[network]} addresses" if having[network] else "all addresses"
                return f": {of_all} of {network} have none", f"no PTR in {network} {zone.source.path}"
        return "", ""


def _switched_off(zone: Zone) -> set[tuple[str, str]] | None:
    """Return (owner, target without its dot) of the PTRs in comments of `zone`: ``;5 PTR www.example.com.``.

    None if all its PTRs lie outside it: other ones may, too.
    """
    if "PTR" not in zone.types and any(record.type == "PTR" for record in zone.out_of_zone):
        return None
    if zone.source is None or zone.format != "master" or ";" not in zone.source.text:
        return set()
    return {(match[1].lower(), match[2].lower().rstrip(".")) for match in _IN_COMMENT.finditer(zone.source.text)}


def _networks(owner: str, origin: str) -> list[str]:
    """Return the names of the networks of a reverse name, a whole number of octets each, from the zone's `origin` down.

    Of an IPv6 address that is the zone alone.
    """
    network = parent(owner)
    if not (is_reverse(origin) and origin.endswith(IN_ADDR_ARPA) and is_below(network, origin)):
        return [origin]
    octets = relative_to(network, origin).split(".")
    return [origin, *(f"{'.'.join(octets[at:])}.{origin}" for at in reversed(range(len(octets))))]


def _may_be_host(owner: str) -> bool:
    """Tell whether somebody may call a host so: many do with an underscore in a name."""
    return is_hostname(owner.replace("_", "-"))


def _host(record: Record) -> str:
    """Return the name to write into the PTR: the owner, or what it is with the final dot that it lacks."""
    return owner_with_dot(record.owner, record.zone.origin) or record.owner


def _where(record: Record) -> tuple[str, int]:
    return (record.source.path, record.line)


def _is_apex(record: Record) -> bool:
    """Tell whether the owner of `record` is that of its zone: such a name is a web site's before it is a host's."""
    return record.owner == record.zone.origin
