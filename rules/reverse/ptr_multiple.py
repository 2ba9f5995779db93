"""One address has several PTR records.

Why: this is allowed. But a look-up then gives any one of the names, and few programs check all of them.

Not reported: addresses of the inside, all of whose names have them: no mail server of others asks for these.

Fix: keep one PTR record for each address.

Switch it off when: you want several names for an address.

References: RFC 2181 section 10.2; RFC 1912 section 2.1.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, is_inside, relate

from .._examples import FORWARD_ZONE, REVERSE_ZONE
from .._senders import MULTIPLE, is_left_to

SEVERITY = "info"
DEFAULT = True
NEEDS = ("2 PTR",)

_MOST_PTRS = 16
"""Of one address, up to which it is looked where they lead."""

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
    {
        # The server of a home network has several names, and all of them lead back.
        "example.com.zone": FORWARD_ZONE + "nas A 10.3.2.53\nns A 10.3.2.53\n",
        "10.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in", "10.in").split("53 PTR")[0]
        + "53.2.3 PTR nas.example.com.\n53.2.3 PTR ns.example.com.\n",
    },
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
    {
        # One of both names is gone, and that is told.
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE
        + "80 PTR www.example.com.\n80 PTR gone.example.com. ; <- ptr-target-without-address\n",
    },
    {"2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "b._dns-sd._udp PTR example.com.\nb._dns-sd._udp PTR example.net.\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address with several PTRs, at the second one."""
    for address, ptrs in context.reverse.judged():
        if len(ptrs) < 2 or (address in context.reverse.ptr_rrsets and is_left_to(MULTIPLE, context, address, ptrs)):
            continue
        if _is_of_openshift(ptrs) or ptrs[0].zone.origin in context.reverse.outlived:
            continue
        if is_inside(address) and _all_lead_back(context, address, ptrs):
            continue
        if ptrs[1].zone.unloaded or _is_one_left(context, ptrs):
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


def _is_one_left(context: Context, ptrs: Sequence[Record]) -> bool:
    """Tell whether at most one of `ptrs` is left when those go of which another rule says that nobody has the name."""
    if len(ptrs) > _MOST_PTRS or not context.runs("ptr-target-without-address"):
        return False
    return sum(not context.namespace.addresses(ptr.target).absent for ptr in ptrs) < 2


def _all_lead_back(context: Context, address: str, ptrs: Sequence[Record]) -> bool:
    """Tell whether all names that `ptrs` give `address` have it, or may have it: somebody wants them all."""
    answers = [context.namespace.addresses(name) for name in {ptr.target for ptr in ptrs[:_MOST_PTRS]}]
    return len(ptrs) <= _MOST_PTRS and all(address in answer.addresses or answer.unknown for answer in answers)


def _is_of_openshift(ptrs: Sequence[Record]) -> bool:
    """Tell whether two of `ptrs` are those that an installation of OpenShift asks for: of ``api`` and ``api-int``."""
    return {"api", "api-int"} <= {ptr.target.partition(".")[0] for ptr in ptrs}
