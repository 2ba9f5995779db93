"""A PTR names a host that has other addresses, but not this one.

Why: mail servers, SSH and access rules by host name look up the name of the address and check it. They find that
forward and reverse do not match, and trust neither.

It is an `info` if an internal host may have another interface: its own addresses, in other networks, have PTRs with its
name, or it has the same number in three networks, as a router does. No other host has the address.

It is a warning if nothing is known of the host, because its zone is not loaded or takes updates (RFC 2136), but a name
one letter off has the address; and if the file of a zone that takes updates has another address for it, and another
host with this one.

Not reported: internal hosts behind a proxy, whose names have its address. At least three must have the same one.
Nor a private address that no host has, if the host has public addresses alone: a router translates them (NAT).

Fix: change the PTR to the host that has the address, or give the host this address. `zonelint fix --unsafe` changes
the PTR if one name alone has the address.

Switch it off when: this is intended, as for anycast or load balancer addresses that are managed elsewhere.

References: RFC 1912 section 2.1.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from zonelint.lint.api import (
    MOST_RELATED,
    AddressAnswer,
    Context,
    Finding,
    Record,
    Zone,
    first_label,
    is_inside,
    is_loopback,
    is_reverse,
    parent,
    relate,
    reverse_name,
    why_not_public,
)

from .._examples import FORWARD_ZONE, RAISED_REVERSE_ZONE, REVERSE_ZONE
from .._nat import are_hidden, is_left_to_exchange
from .._paste import ptr_in, write_target
from .._senders import is_bad_ptr_left
from .._targets import habit_of_ptrs, ptr_moved, ptr_to_host

SEVERITY = "error"
NEEDS = ("PTR astray",)

_CHANGE = "change the PTR to the name of the host"
"""How the help begins where no other name is known for the address."""
_NETWORKS = 3
"""Networks in which a host has the same number, and a PTR, from which on it is a router."""
_LINK_LOCAL = "169.254."
"""How addresses begin that no router passes on (RFC 3927)."""
_BEHIND_ONE = 3
"""Names with the address of one proxy, from which on their PTRs at other addresses are those of the hosts behind it."""
_INTERFACES = 16
"""Addresses of a host, and PTRs of one of them, up to which it is looked at for further interfaces."""

BAD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "80 PTR www.example.com.\n81 PTR www.example.com. ; <- ptr-address-mismatch\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www AAAA 2606:4700::80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "81 PTR www.example.com. ; <- ptr-address-mismatch\n",
    },
    {
        # One name has the address.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\nweb A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "80 PTR www.example.com.\n81 PTR www.example.com. ; <- ptr-address-mismatch\n",
    },
    {
        # Two letters changed places.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "80 PTR www.exmaple.com. ; <- ptr-address-mismatch\n81 PTR www.exmaple.com.\n",
    },
    {
        # Updates bring hosts; those in the files are at odds.
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; allow-update { key dhcp; }; };
zone "2.3.4.in-addr.arpa" { type primary; file "2.3.4.in-addr.arpa.zone"; allow-update { key dhcp; }; };
""",
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\nweb A 4.3.2.81\npc A 4.3.2.7\npnix A 4.3.2.8\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "81 PTR www.example.com. ; <- ptr-address-mismatch\n82 PTR www.example.com.\n7 PTR pc7.example.com.\n"
        + "8 PTR mnix.example.com. ; <- ptr-address-mismatch\n",
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE
        + """\
80 PTR www.example.com.
81 PTR web.example.com.
"""
    },
)

GOOD = (
    {
        # A proxy has the address of all names, and each host behind it a PTR.
        "example.com.zone": FORWARD_ZONE.replace("4.3.2.53", "10.3.2.53")
        + "proxy A 10.3.2.1\nwiki A 10.3.2.1\ngit A 10.3.2.1\nmail A 10.3.2.1\n",
        "10.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in-addr", "10.in-addr").replace("53 PTR", "53.2.3 PTR")
        + "1.2.3 PTR proxy.example.com.\n5.2.3 PTR wiki.example.com.\n6.2.3 PTR git.example.com.\n"
        + "7.2.3 PTR mail.example.com.\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\nwww A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com.\n81 PTR www.example.com.\n",
    },
    {
        # The zone of the target is not loaded.
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "81 PTR www.example.net.\n",
    },
    {
        # A router translates the private address.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "10.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in-addr", "10.in-addr").replace("53 PTR", "53.2.3 PTR")
        + "80.2.3 PTR www.example.com.\n",
    },
    {
        # Those that a distribution brings along.
        "localhost.zone": "@ 1h SOA localhost. root.localhost. 1 1h 15m 2w 1h\n@ 1h NS localhost.\n@ 1h A 127.0.0.1\n",
        "0.ip6.arpa.zone": "@ 1h SOA localhost. root.localhost. 1 1h 15m 2w 1h\n@ 1h NS localhost.\n"
        f"1{'.0' * 30} 1h PTR localhost.\n",
    },
)


def _is_localhost_alone(address: str, ptr: Record, answer: AddressAnswer) -> bool:
    """Tell whether `ptr` is that of a loopback address whose name has just the one of the other family, as zones do."""
    is_localhost = is_loopback(address) and first_label(ptr.target) == "localhost"
    return is_localhost and all((":" in each) != (":" in address) for each in answer.addresses)


def _is_of_other_side(context: Context, address: str, ptr: Record, answer: AddressAnswer) -> bool:
    """Tell whether the inside sees private addresses of a host whose public address has the PTR that the world sees."""
    zone = context.namespace.zone_of(ptr.target)
    return are_hidden(address, answer) and ptr.zone.view is not None and context.mail.is_internal_zone(zone)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each judged PTR whose target provably has addresses but not this one."""
    routers = _Routers(context)
    for address, ptr in context.reverse.suspects:
        answer = context.reverse.mismatch(address, ptr)
        if answer is None:
            yield from _without_proof(context, address, ptr)
        if answer is None or ptr.zone.origin in context.reverse.outlived or is_bad_ptr_left(context, address, ptr):
            continue
        if _is_localhost_alone(address, ptr, answer) or _is_of_other_side(context, address, ptr, answer):
            continue
        if routers.translate(address, ptr, answer):
            continue
        if ptr.zone.unloaded or is_left_to_exchange(context, address, ptr.target, answer):
            continue
        if routers.are_behind(address, ptr, answer):
            continue
        may_have_more = _may_have_more(context, address, answer)
        is_router = routers.has(address, ptr, answer, may_have_more=may_have_more)
        further = is_router or (may_have_more and _is_further_interface(context, address, ptr, answer))
        shown = ", ".join(answer.addresses[:3]) + (" and more" if len(answer.addresses) > 3 else "")
        help = _help(context, address, ptr, answer)
        yield context.finding(
            ptr,
            f"the PTR of {address} names {ptr.target}, which has {shown} and not {address}",
            field="target",
            related=[relate(record, f"address of {ptr.target}") for record in answer.records[:MOST_RELATED]],
            help=help,
            cause=f"interfaces of {ptr.target}"
            if is_router
            else _cause(context, address, ptr, answer, routers, further=further),
            habit=habit_of_ptrs(ptr) if help.startswith(_CHANGE) else "",
            severity="info" if further else "",
            fix=ptr_moved(context, address, ptr) if not further and not are_hidden(address, answer) else None,
        )


def _without_proof(context: Context, address: str, ptr: Record) -> Iterator[Finding]:
    """Yield a finding if hosts have `address` that none of its PTRs names, and the files show that `ptr` is a slip."""
    hosts = context.reverse.hosts.get(address)
    if not hosts or any(other.target in hosts for other in context.reverse.ptr_rrsets.get(address, ())):
        return
    zone = context.namespace.zone_of(ptr.target)
    if (zone is not None and not zone.dynamic) or is_bad_ptr_left(context, address, ptr):
        return
    if zone is None or not (is_reverse(zone.origin) or zone.has_name(ptr.target)):
        yield from _by_name(context, ptr, address, hosts)
    elif is_reverse(zone.origin):
        yield from _by_label(context, ptr, hosts) if parent(ptr.target) == ptr.zone.origin else ()
    else:
        yield from _by_files(context, ptr, address, zone)


def _by_files(context: Context, ptr: Record, address: str, zone: Zone) -> Iterator[Finding]:
    """Yield a finding if the target of `ptr` has other addresses in the file of its `zone`.

    Updates may have changed what the server has (RFC 2136); but who writes both records by hand sees that they differ.
    """
    records = zone.rrset(ptr.target, "AAAA" if ":" in address else "A")
    if records and ptr.target not in zone.damaged and all(record.rdata != address for record in records):
        yield context.finding(
            ptr,
            f"the PTR of {address} names {ptr.target}, which has {records[0].rdata} in the file of its zone",
            field="target",
            related=[relate(record, f"address of {ptr.target}") for record in records[:MOST_RELATED]],
            help=ptr_to_host(context, address, ptr),
            severity="warning",
        )


def _by_label(context: Context, ptr: Record, hosts: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding if the target of `ptr` is one of `hosts` but for its domain: a reverse zone's name completes it.

    Updates bring the addresses of hosts, and none of these lies there.
    """
    for host in [host for host in hosts if first_label(host) == first_label(ptr.target)][:1]:
        yield context.finding(
            ptr,
            f"the PTR names {ptr.target}, a name in the reverse zone: {host} has this address",
            field="target",
            help=write_target(ptr, host),
            severity="warning",
        )


def _by_name(context: Context, ptr: Record, address: str, hosts: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding if the target of `ptr`, whose zone is not loaded, is one letter off one of `hosts`."""
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    near = [host for host in hosts[:_INTERFACES] if is_one_letter_off(ptr.target, host)]
    if len(near) == 1:
        yield context.finding(
            ptr,
            f"the PTR of {address} names {ptr.target}; {near[0]} has this address, so a letter seems to be wrong",
            field="target",
            help=write_target(ptr, near[0]),
            severity="warning",
        )


def _may_have_more(context: Context, address: str, answer: AddressAnswer) -> bool:
    """Tell whether a host with the addresses of `answer`, all of the inside, may have `address`, which no other has."""
    if context.reverse.hosts.get(address) or len(answer.addresses) > _INTERFACES:
        return False
    return all(map(is_inside, (address, *answer.addresses)))


def _is_further_interface(context: Context, address: str, ptr: Record, answer: AddressAnswer) -> bool:
    """Tell whether `address` may be a further one of a host whose own ones have PTRs that name it.

    It lies in another network: within one it is rather what the host had before.
    """
    networks = {_network(each) for each in answer.addresses}
    return _network(address) not in networks and all(_is_named_at(context, each, ptr) for each in answer.addresses)


def _cause(
    context: Context, address: str, ptr: Record, answer: AddressAnswer, routers: "_Routers", *, further: bool
) -> str:
    if further:
        return f"further interfaces {ptr.source.path}"
    known = _wildcard(answer, ptr) or _left_over(ptr)
    if not known and not answer.chain and context.reverse.astray.meant(ptr) is None and routers.have_more(address, ptr):
        return f"interfaces of {ptr.target}"
    return known or context.reverse.astray.cause(ptr)


class _Routers:
    """The names that hosts of the inside have in several networks, under one number in each."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def _networks(self) -> Counter[tuple[str, str]]:
        """(name, last octet) -> how many IPv4 addresses of the inside with that octet have a PTR to the name alone."""
        return Counter(
            (ptrs[0].target, address.rpartition(".")[2])
            for address, ptrs in self._context.reverse.judged()
            if ":" not in address and len(ptrs) == 1 and is_inside(address)
        )

    @cached_property
    def _free(self) -> dict[tuple[str, bool], dict[str, str]]:
        """(name, whether of IPv6) -> the inside's addresses with astray PTRs to it, that no host has: networks."""
        free: dict[tuple[str, bool], dict[str, str]] = {}
        for address, ptr in self._context.reverse.suspects:
            if is_inside(address) and not self._context.reverse.hosts.get(address):
                free.setdefault((ptr.target, ":" in address), {})[address] = _network(address)
        return free

    @cached_property
    def _spread(self) -> frozenset[tuple[str, bool]]:
        """The names, and whether of IPv6, for which these addresses lie in several networks."""
        return frozenset(host for host, networks in self._free.items() if len(set(networks.values())) > 1)

    def _is_free(self, address: str, ptr: Record) -> bool:
        """Tell whether `address` is one of the inside that no host has, with an astray PTR `ptr`."""
        return address in self._free.get((ptr.target, ":" in address), ())

    def have_more(self, address: str, ptr: Record) -> bool:
        """Tell whether PTRs at addresses of the inside, in several networks, name a host that has none of them.

        No other host has them, either.
        """
        return (ptr.target, ":" in address) in self._spread and self._is_free(address, ptr)

    @cached_property
    def _fronts(self) -> Counter[str]:
        """Address of the inside -> how many hosts have a PTR to a name with it alone, at an address no host has."""
        behind: dict[str, tuple[set[str], set[str]]] = {}
        for (name, _), networks in self._free.items():
            answer = self._context.namespace.addresses(name)
            if len(answer.addresses) == 1 and is_inside(answer.addresses[0]) and not answer.chain:
                names, addresses = behind.setdefault(answer.addresses[0], (set(), set()))
                names.add(name)
                addresses.update(networks)
        return Counter({front: min(map(len, found)) for front, found in behind.items()})

    def are_behind(self, address: str, ptr: Record, answer: AddressAnswer) -> bool:
        """Tell whether the name has the address of a proxy, as others have, and the PTR is that of the host behind."""
        is_one = len(answer.addresses) == 1 and not answer.chain and self._is_free(address, ptr)
        return is_one and self._fronts[answer.addresses[0]] >= _BEHIND_ONE

    def translate(self, address: str, ptr: Record, answer: AddressAnswer) -> bool:
        """Tell whether the host that `ptr` names, known by public addresses alone, may have `address` behind one (NAT).

        It is none of the host's with a wrong digit or with its octets in another order.
        """
        is_kept = is_loopback(address) or address.startswith(_LINK_LOCAL)
        if ":" in address or is_kept or len(answer.addresses) > _INTERFACES or not self._is_free(address, ptr):
            return False
        outer = [each for each in answer.addresses if ":" not in each]
        if not outer or any(map(why_not_public, outer)) or ".".join(address.split(".")[::-1]) in outer:
            return False
        return not _misspelt(address, answer) and self._context.reverse.astray.meant(ptr) is None

    def has(self, address: str, ptr: Record, answer: AddressAnswer, *, may_have_more: bool) -> bool:
        """Tell whether `address` may be one of such a host, which `ptr` names; those of `answer` lie elsewhere.

        `may_have_more`: all of them are of the inside.
        """
        return may_have_more and self._networks[ptr.target, address.rpartition(".")[2]] >= _NETWORKS


def _is_named_at(context: Context, address: str, ptr: Record) -> bool:
    """Tell whether a PTR of `address` names the target of `ptr`."""
    reverse = context.reverse
    ptrs = reverse.ptr_rrsets.get(address) or reverse.ptr_rrsets_by_form.get(address, ())
    return any(each.target == ptr.target for each in ptrs[:_INTERFACES])


def _network(address: str) -> str:
    """Return the reverse name of the /24 or the /64 that `address` lies in."""
    name = reverse_name(address)
    return name.split(".", 16 if ":" in address else 1)[-1]


def _wildcard(answer: AddressAnswer, ptr: Record) -> str:
    """Return the wildcard that gives the target of `ptr` its addresses; no PTR of that zone to a name below leads back.

    Empty: the name has addresses of its own.
    """
    names = [step.text.partition(" ")[0] for step in answer.chain if step.kind == "wildcard"]
    return f"PTRs in {ptr.zone.origin} to {names[0]}" if names else ""


def _left_over(ptr: Record) -> str:
    """Return the cause of what is wrong in a file that no index names, beside others that one does; else empty."""
    return f"left over {ptr.source.path}" if ptr.zone.leftover else ""


def _help(context: Context, address: str, ptr: Record, answer: AddressAnswer) -> str:
    if are_hidden(address, answer):
        return f"if {ptr.target} is behind a firewall, give it its public address: {address}"
    if other := _misspelt(address, answer):
        return f"give {ptr.target} the address {address}: a digit of {other} seems to be wrong"
    meant = context.reverse.astray.meant(ptr)
    if meant is not None:
        moved = ptr_in(ptr.zone, reverse_name(meant), ptr.target)
        if meant == context.reverse.astray.turned(ptr):
            return f"write the last octet first: instead of this PTR {moved}"
        return f"give {ptr.target} the address {address}, or instead of this PTR write {moved}"
    to_host = ptr_to_host(context, address, ptr)
    if to_host:
        return f"{to_host}, or give {ptr.target} that address"
    return f"{_CHANGE} that has {address}, give {ptr.target} that address, or delete the PTR"


def _misspelt(address: str, answer: AddressAnswer) -> str:
    """Return the only address of a host if it is `address` but for a digit in the first half; or nothing."""
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    other = answer.addresses[0] if len(answer.addresses) == 1 else ""
    if ":" in address or address.split(".")[2:] != other.split(".")[2:]:
        return ""
    return other if is_one_letter_off(address, other, digits=True) else ""
