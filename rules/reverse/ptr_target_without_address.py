"""A PTR names a host that has no address.

Why: nobody can confirm the name in the PTR, so forward and reverse never match. Often a final dot is missing, or the
host no longer exists.

A single label, such as `localhost.`, is not a full name. A name such as router.lan, which the public DNS does not
have, is reported for a public address, because everybody can ask for its PTR.

It is an `info` if the name spells the address, as those made for a whole network do. Not reported is a name that begins
with a word such as `unused`, or that 16 addresses have, unless a host has the address.

Fix: add the final dot, change the PTR to the full name of an existing host, or delete it. `zonelint fix` adds a final
dot that is missing. This is safe if the name lies in the zone, or is known to be there.

Switch it off when: your reverse names are descriptions, not hosts.

References: RFC 1912 section 2.1; RFC 1035 section 5.1 (relative names); RFC 6761.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    FOUND,
    Context,
    Finding,
    Record,
    first_label,
    is_inside,
    is_loopback,
    is_only_inside,
    is_reverse,
    late,
    relative_to,
)

from .._examples import FORWARD_ZONE, RAISED_REVERSE_ZONE, REVERSE_ZONE, ZONE
from .._senders import is_bad_ptr_left
from .._targets import NO_BETTER_TARGET, NO_TARGET, habit_of_ptrs, ptr_to_host, without_address

SEVERITY = "error"
NEEDS = ("PTR astray",)

_NUMBER = late(r"\d+")
_MANY = 16
"""Addresses that have one name from which on it is that of no host."""
_NOBODYS = frozenset(("available", "free", "not-used", "reserved", "spare", "unallocated", "unassigned", "unused"))

BAD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR gone.example.com. ; <- ptr-target-without-address\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com ; <- ptr-target-without-address\n",
    },
    {
        # Names in in-addr.arpa., of which no zone is loaded.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\nshop A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + """\
$ORIGIN in-addr.arpa.
80.2.3.4 PTR www.example.com ; <- ptr-target-without-address
81.2.3.4 PTR shop ; <- ptr-target-without-address
""",
    },
    {
        # The addresses stand at `www.lab.lab`.
        "lab.example.com.zone": ZONE + "www.lab A 4.3.2.80\nweb.lab A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "1 PTR ns1.lab.example.com.\n80 PTR www.lab.example.com. ; <- ptr-target-without-address\n"
        + "81 PTR web.lab.example.com. ; <- ptr-target-without-address\n",
    },
    {
        # The zone's name was forgotten, or a name of the inside stands there.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + """\
80 PTR www. ; <- ptr-target-without-address
81 PTR router.lan. ; <- ptr-target-without-address
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {
        "2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE
        + """\
80 PTR www.example.com.
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE
        + """\
$ORIGIN in-addr.arpa.
80.2.3.4 PTR www.example.com.
81.2.3.4 PTR shop
"""
    },
)

GOOD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com.\n",
    },
    {
        # A target in a zone that is not loaded, and a service pointer (RFC 6763 section 11).
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.net.\nb._dns-sd._udp PTR @\n",
    },
    {
        # What every server has, and a name of the inside for an address of the inside.
        "example.com.zone": FORWARD_ZONE,
        "127.in-addr.arpa.zone": ZONE + "1.0.0 PTR localhost.\n",
        "10.in-addr.arpa.zone": ZONE + "1.0.0 PTR router.lan.\n",
        "255.255.255.255.in-addr.arpa.zone": ZONE + "@ PTR localhost.\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each judged PTR whose target provably has no address, or is no name that could have one."""
    for address, ptr in context.reverse.suspects:
        if ptr.zone.origin in context.reverse.outlived or is_bad_ptr_left(context, address, ptr):
            continue
        if _means_nothing(context, address, ptr):
            yield _of_strange(context, address, ptr)
        else:
            is_nobodys = _is_nobodys(context, ptr.target)
            is_used = bool(context.reverse.hosts.get(address))
            if is_nobodys and not is_used:
                continue
            severity = "info" if not is_used and _spells_its_address(ptr, address) else ""
            for finding in without_address(context, ptr, f"the PTR of {address} names", address, severity):
                if is_nobodys:
                    # Of those that have it this one was forgotten, and an address for that name would be no help.
                    finding.cause, finding.help = "", ptr_to_host(context, address, ptr)
                elif (doubled := _doubled(context, address, ptr)) is not None:
                    finding.cause, finding.help = _about_doubled(ptr.target, doubled)
                    finding.fix = None
                elif finding.help.startswith(NO_BETTER_TARGET):
                    finding.habit = habit_of_ptrs(ptr)
                yield finding


def _doubled(context: Context, address: str, ptr: Record) -> Record | None:
    """Return an address record of the name that has `address` and is the target of `ptr` but for a label, there twice.

    It is the first one of the zone's name, which completes the owner: ``www.lab.lab.example.com.``
    """
    zone = context.namespace.zone_of(ptr.target)
    if zone is None or zone.origin in (ptr.target, "."):
        return None
    name = f"{relative_to(ptr.target, zone.origin)}.{first_label(zone.origin)}.{zone.origin}"
    if name not in context.reverse.hosts.get(address, ())[:_MANY]:
        return None
    return next(iter(zone.rrset(name, "AAAA" if ":" in address else "A")), None)


def _about_doubled(target: str, record: Record) -> tuple[str, str]:
    """Return cause and help of a finding that the owner of `record` brings, as it is not `target`."""
    origin = record.zone.origin
    meant, written = relative_to(target, origin), relative_to(record.owner, origin)
    cause = f"{first_label(origin)} twice in {origin} {record.source.path}"
    words = record.source.line_text(record.line).lower().split()
    if words[:1] == [written]:
        return cause, f"write the owner `{meant}` in place of `{written}`: {origin} completes it"
    return cause, f"write the owner {target} in place of {record.owner}"


def _is_nobodys(context: Context, name: str) -> bool:
    """Tell whether PTRs with this `name` only fill a network: it says that nobody has an address, or many have it."""
    return first_label(name) in _NOBODYS or len(context.reverse.suspects_by_target[name]) >= _MANY


def _spells_its_address(ptr: Record, address: str) -> bool:
    """Tell whether the name of a PTR spells the address, as those made for a whole network do."""
    return (ptr.generated or not is_reverse(ptr.target)) and _spells(ptr.target, address)


def _spells(name: str, address: str) -> bool:
    """Tell whether a name holds all octets of an IPv4 `address`, as those made for every address do."""
    numbers = _NUMBER.findall(name)
    return ":" not in address and all(octet in numbers for octet in address.split("."))


def _is_no_host(address: str) -> bool:
    """Tell whether no host has `address`: in the zones of these, kept empty (RFC 6303), some write a PTR for form."""
    return address.strip("0.:") == "" or address == "255.255.255.255"


def _means_nothing(context: Context, address: str, ptr: Record) -> bool:
    """Tell whether the target is a name of the inside that nothing loaded resolves, and that `address` should not have.

    A single label suits a loopback address alone, ``mail.corp.local.`` any address of the inside.
    """
    if not is_only_inside(ptr.target) or ptr.target == NO_TARGET or is_loopback(address) or _is_no_host(address):
        return False
    if ptr.target.count(".") > 1 and (is_inside(address) or context.mail.is_internal(ptr)):
        return False
    # A zone of the set that holds the name resolves it where these networks are known; which address it has, is open.
    return context.namespace.addresses(ptr.target).unknown and context.namespace.exists(ptr.target) != FOUND


def _of_strange(context: Context, address: str, ptr: Record) -> Finding:
    is_label = ptr.target.count(".") == 1
    what = "is a single label, not a full name" if is_label else "cannot be resolved from outside"
    return context.finding(
        ptr,
        f"the PTR of {address} names {ptr.target}, which {what}",
        field="target",
        help=ptr_to_host(context, address, ptr) or "write the full name of a public host",
        cause=f"single labels {ptr.source.path}" if is_label else "",
    )
