"""Zones that a distribution's configuration brings along: of loopback names, and empty ones for private networks.

They keep questions about what is nobody's from the root servers (RFC 6303). They are not about any host, and nobody
keeps their files in a repository.
"""

from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, reverse_name
from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Zone

_LOOPBACK = frozenset(
    (
        "localhost.",
        "localdomain.",
        "localhost.localdomain.",
        *(f"{name}{IN_ADDR_ARPA}" for name in ("0", "127", "255", "0.0.127", "1.0.0.127", "255.255.255.255")),
        reverse_name("::"),
        reverse_name("::1"),
        f"0{IP6_ARPA}",
    )
)
"""Zones that are a distribution's whatever file they have."""
_SAMPLES = frozenset(
    (
        "my.internal.zone.",
        "my.slave.internal.zone.",
        "my.ddns.internal.zone.",
        "my.external.zone.",
    )
)
"""Zones of the sample named.conf of Red Hat, whose files nobody has."""
_EMPTY_IPV4 = (
    "10", *(f"{octet}.172" for octet in range(16, 32)), "168.192", "254.169", "2.0.192", "100.51.198", "113.0.203",
    *(f"{octet}.100" for octet in range(64, 128)),
)  # fmt: skip
_EMPTY_IPV6 = ("d.f", "8.e.f", "9.e.f", "a.e.f", "b.e.f", "8.b.d.0.1.0.0.2")
_EMPTY = frozenset((*(f"{name}{IN_ADDR_ARPA}" for name in _EMPTY_IPV4), *(f"{name}{IP6_ARPA}" for name in _EMPTY_IPV6)))
"""Zones of RFC 6303 and RFC 7793, which are somebody's own unless their file is a stock one."""
_EMPTY_FILE = late(r"(?:^|/)(?:[a-z]+\.)?empty(?:[.-][a-z]+)*$")
_STOCK_MAILBOXES = ("root.localhost.", "nobody.localhost.", "rname.invalid.")


def is_stock(origin: str, file: str | None = None) -> bool:
    """Tell whether a zone that an index declares, with its `file` as written there, is one of a distribution."""
    return (
        origin in _LOOPBACK
        or origin in _SAMPLES
        or (origin in _EMPTY and file is not None and _EMPTY_FILE.search(file.lower()) is not None)
    )


def is_bare(zone: "Zone") -> bool:
    """Tell whether all of `zone` was read, and it has no name but its apex, and no PTR there.

    FreeBSD's empty zone has an address there, for its NS record leads to it.
    """
    return (
        zone.complete
        and "PTR" not in zone.types
        and all(owners.keys() <= {zone.origin} for owners in zone.types.values())
    )


def has_stock_soa(zone: "Zone") -> bool:
    """Tell whether `zone` has the SOA record of the empty zone that BIND, Debian, FreeBSD or Red Hat bring along."""
    soa = zone.soa
    if soa is None:
        return False
    primary, mailbox, *_ = soa.rdata.lower().split(" ")
    return primary in ("localhost.", zone.origin) and mailbox in _STOCK_MAILBOXES
