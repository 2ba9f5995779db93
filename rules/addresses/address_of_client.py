"""A host has an address by which its clients reach themselves, or nobody outside of its own link.

Why: the loopback addresses, 127.0.0.1 and ::1, are those of whoever asks. A client that tries such an address of a web
server connects to itself, and fails. Clients try IPv6 first. The line `@ IN AAAA ::1` mostly comes from Debian's
`db.local`, from which the zone was copied. A link-local address (`fe80::…`, `169.254.…`) is of no use outside of one
network segment: without its interface nobody can connect to it.

A loopback address is reported only where the name also has an address of another kind. Alone it may be what somebody
wants: names for developers, or names that are blocked.

Fix: delete the record, or write the address that is meant. `zonelint fix --unsafe` deletes a loopback address.

Switch it off when: never.

References: RFC 1122 section 3.2.1.3; RFC 4291 section 2.5.3; RFC 4472 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    Context,
    Finding,
    Fix,
    Namespace,
    Record,
    Remove,
    first_label,
    is_loopback,
    relate,
    why_not_public,
)

from .._examples import ZONE

SEVERITY = "warning"

_LINK_LOCAL = "link-local"
_OF_CLOUDS = ("169.254.169.", "169.254.170.")
"""Where the hosts of clouds find services such as that for their metadata."""
_STARTS = {
    "A": ("127.", "169.254."),
    "AAAA": ("::1", "0:0", "000", "fe8", "fe9", "fea", "feb", "FE8", "FE9", "FEA", "FEB"),
}
"""How the addresses begin that are looked at: most do not."""
NEEDS = tuple(f"{rtype} {start}" for rtype, starts in _STARTS.items() for start in starts)

BAD = (
    {
        "bakery.net.zone": ZONE
        + """\
@    A    4.3.2.80
     AAAA ::1 ; <- address-of-client
shop A    127.0.0.1 ; <- address-of-client
     AAAA 2600::80
"""
    },
    {
        "bakery.net.zone": ZONE
        + """\
nas  A    192.168.4.2
     AAAA fe80::8639:beff:fe66:411d ; <- address-of-client
scan A    169.254.7.1 ; <- address-of-client
"""
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {
        "bakery.net.zone": ZONE.replace(" 1 8h", " 2 8h")
        + """\
@    A    4.3.2.80
shop AAAA 2600::80
"""
    },
    {},
)

GOOD = (
    {
        # What is blocked, what developers use, and the name that is meant to have them.
        "bakery.net.zone": ZONE
        + """\
blocked   A    127.0.0.1
          AAAA ::1
dev       A    127.0.0.1
localhost A    127.0.0.1
          AAAA ::1
shop      A    4.3.2.80
          AAAA 2600::80
"""
    },
    {"bakery.net.zone": ZONE + "shop A 127.0.0.1\nshop A 127.0.0.2\nnas AAAA fd00::2\nnas A 192.168.4.2\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each link-local address, and for each loopback address beside another one."""
    others: dict[tuple[str, str], Record | None] = {}  # a name may have thousands of addresses
    for record in _suspects(context.namespace):
        if not context.namespace.judges(record.zone) or context.namespace.is_occluded(record):
            continue
        if first_label(record.owner) == "localhost":
            continue
        if not is_loopback(record.rdata):
            yield from _link_local(context, record)
            continue
        host = (record.zone.origin, record.owner)
        if host not in others:
            others[host] = _another(record)
        other = others[host]
        if other is not None:
            yield _beside(context, record, other)


def _suspects(namespace: Namespace) -> Iterator[Record]:
    """Yield the records with an address that begins as such a one may."""
    for rtype, starts in _STARTS.items():
        for zone in namespace.spelled.rdata(rtype).zones_with(*(f"\n{start}" for start in starts)):
            yield from (record for record in zone.records(rtype) if record.rdata.startswith(starts))


def _another(record: Record) -> Record | None:
    """Return an address of the owner of `record` that is no loopback address, or None."""
    zone = record.zone
    rrsets = (zone.rrset(record.owner, rtype) for rtype in ("A", "AAAA"))
    return next((each for rrset in rrsets for each in rrset if not is_loopback(each.rdata)), None)


def _beside(context: Context, record: Record, other: Record) -> Finding:
    return context.finding(
        record,
        f"{record.owner} has the loopback address {record.rdata} beside {other.rdata}: clients that try it connect to "
        "themselves",
        field="rdata",
        related=[relate(other, "an address of the host")],
        help="delete it, or write the address that is meant",
        cause=f"loopback addresses of {record.owner} {record.source.path}",
        fix=None if record.generated else Fix(f"delete `{record.text}`", Remove(record)),
    )


def _link_local(context: Context, record: Record) -> Iterator[Finding]:
    if not record.rdata.startswith(_OF_CLOUDS) and (why_not_public(record.rdata) or "").startswith(_LINK_LOCAL):
        yield context.finding(
            record,
            f"{record.owner} has the link-local address {record.rdata}, with which nobody can connect to it",
            field="rdata",
            help="delete it, or write another address of the host",
        )
