"""An address that sends mail has several PTR records.

Why: a receiver uses one of them, usually the first, and the order changes from answer to answer. If one of them does
not lead back to the address, mail is refused from time to time. Such errors are hard to find. In this case the
finding is an error. Some receivers do not accept several PTRs at all.

Fix: keep one PTR record, with the HELO name of the mail server.

Switch it off when: all names lead back to the address, and your receivers accept them.

References: RFC 1912 section 2.1; RFC 8601 section 2.7.3 (iprev).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, relate

from .._senders import better_ptr, host_name, leads_back, place_of_ptr, resolves_to

SEVERITY = "warning"
NEEDS = ("senders with PTR",)

_FORWARD = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1   A 4.3.2.53
mail  A 4.3.2.25
relay A 4.3.2.25
web   A 4.3.2.80
"""
_REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
80 PTR web.example.com.
25 PTR mail.example.com.
"""

BAD = (
    {
        "example.com.zone": _FORWARD,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "   PTR relay.example.com. ; <- mail-sender-multiple-ptr\n",
    },
    {
        "example.com.zone": _FORWARD,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "   PTR web.example.com. ; <- mail-sender-multiple-ptr\n",
    },
)

GOOD = (
    {"example.com.zone": _FORWARD, "2.3.4.in-addr.arpa.zone": _REVERSE},
    {
        # Several PTRs of an address that sends no mail are another rule's business.
        "example.com.zone": _FORWARD + "shop A 4.3.2.80\n",
        "2.3.4.in-addr.arpa.zone": _REVERSE + "80 PTR shop.example.com. ; <- ptr-multiple\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sender with several PTRs: an error if some lead back and others provably do not."""
    for sender, ptrs in context.mail.with_ptr:
        if len(ptrs) < 2:
            continue
        address = sender.address
        verdicts = [leads_back(context, address, ptr) for ptr in ptrs]
        failing = [ptr for ptr, verdict in zip(ptrs, verdicts, strict=True) if verdict is False]
        split = bool(failing) and True in verdicts
        at = failing[0] if split else ptrs[1]
        message = f"{address} has {len(ptrs)} PTR records, and {sender.because()}"
        if split:
            message += "; these do not lead back: " + ", ".join(resolves_to(context, address, ptr) for ptr in failing)
        confirmed = [ptr.target for ptr, verdict in zip(ptrs, verdicts, strict=True) if verdict]
        keep = next((name for name in sender.names if name in confirmed), (confirmed or [host_name(sender)])[0])
        yield context.finding(
            place_of_ptr(context, sender, at),
            message,
            related=[
                relate(ptr, f"another PTR of {address}: {resolves_to(context, address, ptr)}", "target")
                for ptr in ptrs
                if ptr is not at
            ],
            help=f"keep one: {better_ptr(context, address, at, keep)}",
            severity="error" if split else "warning",
            value=address,
            cause=context.reverse.astray.cause(at, alone=True),
        )
