"""The PTR of an address that sends mail does not lead back to the address.

Why: receivers look up the name in the PTR, and expect to find the address again (forward-confirmed reverse DNS,
"iprev"). Gmail answers "550-5.7.25 … the corresponding forward DNS entry does not point to the sending IP", Postfix
with reject_unknown_client_hostname "cannot find your hostname", Sendmail adds "possibly forged". Receivers ignore a
PTR whose name is not a host name, such as a wildcard or a number, and a name that cannot be resolved from outside,
such as mail.corp.local or a single label.

Fix: change the PTR to the name of the host that has the address, or add this address to the name in the PTR.
`zonelint fix` adds the final dot that a PTR lacks, which is safe if that name is there. `zonelint fix --unsafe` changes
the PTR if one name alone has the address.

Switch it off when: none of your receivers checks it, which is rare.

References: RFC 8601 section 2.7.3 (iprev); RFC 1912 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Fix, Record, Related, Sender, relate

from .._nat import are_hidden, cause_of, is_left_to_exchange
from .._senders import help_for_ptr, none_leads_back, place_at_ptr, resolves_to
from .._targets import ptr_moved, target_dot

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

_FIXED = {
    "2.3.4.in-addr.arpa.zone": _REVERSE.replace(" 1 1h", " 2 1h") + "25 PTR mail.example.com.\n",
}
FIXED: tuple[dict[str, str], ...] = ({}, _FIXED)
FIXED_UNSAFE = (_FIXED, _FIXED, _FIXED)

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
            cause=_behind_a_firewall(context, address, ptrs[0]) or context.reverse.astray.cause(ptrs[0], alone=True),
            follows=True,
            fix=_fix(context, sender, ptrs[0]),
        )


def _fix(context: Context, sender: Sender, ptr: Record) -> Fix | None:
    """Return the fix that adds the dot that `ptr` lacks, or changes it to the one name that has the address."""
    dotted = target_dot(context, ptr)
    if dotted is not None:
        return dotted
    answer = context.namespace.addresses(ptr.target)
    names = context.reverse.hosts.get(sender.address, ())
    is_other = bool(sender.helo) and sender.helo not in names
    is_left = are_hidden(sender.address, answer) or is_left_to_exchange(context, sender.address, ptr.target, answer)
    return None if is_other or is_left else ptr_moved(context, sender.address, ptr)


def _behind_a_firewall(context: Context, address: str, ptr: Record) -> str:
    """Return the cause of the finding that the zones name an exchange by its private address; empty if they do not."""
    answer = context.namespace.addresses(ptr.target)
    return cause_of(ptr.target, answer.records) if is_left_to_exchange(context, address, ptr.target, answer) else ""


def _forward(context: Context, name: str) -> list[Related]:
    return [relate(record, f"address of {name}") for record in context.namespace.addresses(name).records[:MOST_RELATED]]
