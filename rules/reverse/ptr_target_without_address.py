"""A PTR names a host that has no address.

Why: the name that the PTR gives cannot be checked, so forward and reverse never agree; often a final dot is missing
or the host is gone.

Fix: write the final dot, point the PTR at an existing host, or remove it.

Switch it off when: reverse names are descriptions rather than hosts.

References: RFC 1912 section 2.1; RFC 1035 section 5.1 (relative names).
"""

from .._examples import FORWARD_ZONE, REVERSE_ZONE
from .._senders import is_bad_ptr_left
from .._targets import without_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.rule import Context

SEVERITY = "error"
NEEDS = ("PTR",)

BAD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR gone.example.com. ; <- ptr-target-without-address\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com ; <- ptr-target-without-address\n",
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
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each judged PTR whose target provably has no address."""
    for address, ptr in context.reverse.odd:
        if not is_bad_ptr_left(context, address, ptr):
            yield from without_address(context, ptr, f"the PTR target of {address},")
