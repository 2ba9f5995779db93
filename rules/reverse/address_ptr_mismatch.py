"""An address has PTR records, but none with this name.

Why: some sites want exactly one name for each address, and the same name in both directions.

Fix: change the PTR to this name, or make this name an alias of the name in the PTR.

Switch it off when: several names share an address, as virtual hosts do. The rule runs only when you select it.

References: RFC 1912 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, relate

from .._examples import FORWARD_ZONE, REVERSE_ZONE

SEVERITY = "info"

BAD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.53 ; <- address-ptr-mismatch\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\nshop A 4.3.2.80 ; <- address-ptr-mismatch\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com.\n",
    },
)

GOOD = (
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
    {"example.com.zone": FORWARD_ZONE + "www A 5.3.2.53\n* A 4.3.2.53\n", "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address record whose owner none of the address' PTRs names."""
    ptr_rrsets = context.reverse.ptr_rrsets
    for rtype in ("A", "AAAA"):
        for record in context.namespace.records(rtype):
            ptrs = ptr_rrsets.get(record.rdata, ())
            if not ptrs or record.owner[:2] == "*." or any(ptr.target == record.owner for ptr in ptrs):
                continue
            if context.namespace.reverse(record.rdata).whole:
                names = ", ".join(ptr.target for ptr in ptrs)
                yield context.finding(
                    record,
                    f"{record.owner} has the address {record.rdata}, whose PTR names {names}",
                    field="rdata",
                    related=[relate(ptr, f"PTR of {record.rdata}", "target") for ptr in ptrs[:MOST_RELATED]],
                    help=f"write {record.owner} into the PTR, or make it an alias of {ptrs[0].target}",
                )
