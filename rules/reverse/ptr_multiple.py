"""One address has several PTR records.

Why: this is allowed. But a look-up then gives any one of the names, and few programs check all of them.

Fix: keep one PTR record for each address.

Switch it off when: you want several names for an address.

References: RFC 2181 section 10.2; RFC 1912 section 2.1.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, relate

from .._examples import FORWARD_ZONE, REVERSE_ZONE
from .._senders import MULTIPLE, is_left_to

SEVERITY = "info"
DEFAULT = True
NEEDS = ("PTR",)

BAD = (
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.53\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "53 PTR www.example.com. ; <- ptr-multiple\n",
    },
    {"2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR a.example.net.\n   PTR b.example.net. ; <- ptr-multiple\n"},
)

GOOD = (
    {
        # OpenShift wants a PTR for both names of a cluster's API.
        "example.com.zone": FORWARD_ZONE + "api.k A 4.3.2.80\napi-int.k A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR api.k.example.com.\n80 PTR api-int.k.example.com.\n",
    },
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
    {"2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "b._dns-sd._udp PTR example.com.\nb._dns-sd._udp PTR example.net.\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address with several PTRs, at the second one."""
    for address, ptrs in context.reverse.judged():
        if len(ptrs) < 2 or (address in context.reverse.ptr_rrsets and is_left_to(MULTIPLE, context, address, ptrs)):
            continue
        if _is_of_openshift(ptrs) or ptrs[0].zone.origin in context.reverse.outlived:
            continue
        names = ", ".join(ptr.target for ptr in ptrs)
        others = [ptrs[0], *ptrs[2:]]
        yield context.finding(
            ptrs[1],
            f"{address} has {len(ptrs)} PTR records: {names}",
            related=[relate(ptr, f"another PTR of {address}") for ptr in others[:MOST_RELATED]],
            help="keep the one with the host's own name",
            value=address,
            cause=context.reverse.astray.cause(ptrs[1]),
            follows=True,
        )


def _is_of_openshift(ptrs: Sequence[Record]) -> bool:
    """Tell whether two of `ptrs` are those that an installation of OpenShift asks for: of ``api`` and ``api-int``."""
    return {"api", "api-int"} <= {ptr.target.partition(".")[0] for ptr in ptrs}
