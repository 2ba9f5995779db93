"""The PTR of an address that sends mail does not lead back to the address.

Why: receivers look up the name in the PTR, and expect to find the address again (forward-confirmed reverse DNS,
"iprev"). Gmail answers "550-5.7.25 … the corresponding forward DNS entry does not point to the sending IP", Postfix
with reject_unknown_client_hostname "cannot find your hostname", Sendmail adds "possibly forged". Receivers ignore a
PTR whose name is not a host name, such as a wildcard or a number, and a name that cannot be resolved from outside,
such as mail.corp.local or a single label.

Fix: change the PTR to the name of the host that has the address, or add this address to the name in the PTR.

Switch it off when: none of your receivers checks it, which is rare.

References: RFC 8601 section 2.7.3 (iprev); RFC 1912 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, Related, relate

from .._nat import cause_of, is_left_to_exchange
from .._senders import help_for_ptr, none_leads_back, place_at_ptr, resolves_to

SEVERITY = "error"
NEEDS = ("senders with PTR",)

_FORWARD = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
web  A 4.3.2.80
mail A 4.3.2.25 {mark}
"""
_REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
80 PTR web.example.com.
"""

BAD = (
    {
        "example.com.zone": _FORWARD.format(mark="; <- mail-sender-ptr-unconfirmed"),
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR web.example.com.\n",
    },
    {
        "example.com.zone": _FORWARD.format(mark="; <- mail-sender-ptr-unconfirmed"),
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.com\n",
    },
    {
        "example.com.zone": _FORWARD.format(mark="; <- mail-sender-ptr-unconfirmed"),
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.corp.local.\n",
    },
)

GOOD = (
    {
        "example.com.zone": _FORWARD.format(mark=""),
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.com.\n",
    },
    {
        # What mail.provider.example. resolves to is not known here.
        "example.com.zone": _FORWARD.format(mark=""),
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.provider.example.\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sender none of whose PTRs leads back, all of them being decidable."""
    for sender, ptrs in context.mail.with_ptr:
        address = sender.address
        if not none_leads_back(context, address, ptrs):
            continue
        facts = "; ".join(resolves_to(context, address, ptr) for ptr in ptrs)
        at = place_at_ptr(sender, ptrs[0])
        yield context.finding(
            at,
            f"the PTR of {address} does not lead back to it: {facts}. The address {sender.because()}",
            related=[
                relate(ptr, f"PTR of {address}: {resolves_to(context, address, ptr)}", "target")
                for ptr in ptrs
                if ptr is not at.record
            ]
            + [
                relate(record, f"{record.owner} has the address {address}")
                for record in sender.records
                if record is not at.record
            ]
            + _forward(context, ptrs[0].target),
            help=help_for_ptr(context, sender, ptrs[0]),
            value=address,
            cause=_behind_a_firewall(context, address, ptrs[0]) or context.reverse.astray.cause(ptrs[0]),
            follows=True,
        )


def _behind_a_firewall(context: Context, address: str, ptr: Record) -> str:
    """Return the cause of the finding that the zones name an exchange by its private address; empty if they do not."""
    answer = context.namespace.addresses(ptr.target)
    return cause_of(ptr.target, answer.records) if is_left_to_exchange(context, address, ptr.target, answer) else ""


def _forward(context: Context, name: str) -> list[Related]:
    return [relate(record, f"address of {name}") for record in context.namespace.addresses(name).records[:MOST_RELATED]]
