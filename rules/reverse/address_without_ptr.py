"""A host's address has no PTR record.

Why: logs, access rules, intrusion detection and many services look up the name of an address; each internet-reachable
host should have one. If the host ever sends mail, that mail is refused.

Fix: add the PTR record to the reverse zone.

Loopback addresses are left alone, and so are networks whose reverse zone is there to be empty (RFC 6303): its file
serves other zones, too, or is the one that a distribution brings along. A reverse zone without any PTR is told of once.

Switch it off when: your addresses are without names on purpose, or lower it to advice:
`severity.address-without-ptr = "info"`.

References: RFC 1912 section 2.1.
"""

from .._examples import FORWARD_ZONE, REVERSE_ZONE
from .._senders import WITHOUT_PTR, about_missing_ptr, is_left_to, other_records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context
    from zonelint.zone import Zone

SEVERITY = "warning"

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
)

GOOD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com.\n",
    },
    {
        # The reverse zone of 5.3.2.80 is not loaded, and a wildcard is no host.
        "example.com.zone": FORWARD_ZONE + "www A 5.3.2.80\n* A 4.3.2.81\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each address without PTR that no rule about mail senders speaks of."""
    for address, records in context.reverse.without_ptr.items():
        if address.startswith("127.") or address == "::1" or is_left_to(WITHOUT_PTR, context, address, records):
            continue
        ordered = sorted(records, key=_where)
        first = ordered[0]
        answer = context.namespace.reverse(address)
        names = list(dict.fromkeys(record.owner for record in sorted(ordered, key=_is_apex)))
        help, related, cause = about_missing_ptr(context, address, names, answer)
        says, common = _without_any(answer.zone)
        yield context.finding(
            first,
            f"{address} of {first.owner} has no PTR record{says}",
            field="rdata",
            related=[*other_records(ordered, address), *related],
            help=help,
            value=address,
            cause=cause or common,
            follows=True,
        )


def _without_any(zone: "Zone | None") -> "tuple[str, str]":
    """Return what a message adds on a reverse zone that holds no PTR, and the cause; nothing on any other."""
    if zone is None or zone.source is None or "PTR" in zone.types:
        return "", ""
    return f": {zone.origin} has none at all", f"no PTR in {zone.origin} {zone.source.path}"


def _where(record: "Record") -> tuple[str, int]:
    return (record.source.path, record.line)


def _is_apex(record: "Record") -> bool:
    """Tell whether the owner of `record` is that of its zone: such a name is a web site's before it is a host's."""
    return record.owner == record.zone.origin
