"""An address that sends mail has no PTR record.

Why: most receivers look up the name of the address that connects to them, and refuse the mail if there is none: Gmail
with "550-5.7.25 … does not have a PTR record", Outlook in the same way over IPv6, Postfix with "cannot find your
reverse hostname" or "cannot find your hostname".

Fix: add the PTR record to the reverse zone of the address, with the HELO name of the mail server. If the reverse zone
belongs to your provider, ask the provider to add the record. `zonelint fix` adds it to a zone that is loaded. This is
safe if the host has one name only; of several names `--unsafe` takes the best.

Switch it off when: these addresses never connect to other mail servers. If your MX hosts only receive mail, it is
better to set `mail.mx-hosts-send = false`.

References: RFC 1912 section 2.1; RFC 8601 section 2.7.3 (iprev); RFC 7372 section 3.3 (code 5.7.25).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Sender

from .._examples import REVERSE_ZONE
from .._paste import ptr_in
from .._senders import (
    about_missing_ptr,
    host_name,
    host_names,
    other_records,
    ptr_added,
    ptr_to_add,
    reverse_zone,
    senders_in_classless_zones,
    senders_without_ptr,
)

SEVERITY = "error"

BAD = (
    {
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
  TXT "v=spf1 mx -all"
ns1  A 4.3.2.53
mail A 4.3.2.25 ; <- mail-sender-without-ptr
""",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
    {
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mx.example.net.
  TXT "v=spf1 ip4:4.3.2.99 -all" ; <- mail-sender-without-ptr
ns1  A 4.3.2.53
""",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE,
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("53 PTR", "25 PTR mail.example.com.\n53 PTR").replace(
            " 1 1h", " 2 1h"
        )
    },
    {},
)

GOOD = (
    {
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
""",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "25 PTR mail.example.com.\n",
    },
    {
        # The provider holds the reverse zone: nothing can be said.
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sender without PTR."""
    for sender, answer in senders_without_ptr(context):
        names = host_names(sender) or ["<host name>"]
        help, related, cause = about_missing_ptr(context, sender.address, names, answer, alone=True)
        yield context.finding(
            sender.place,
            f"{sender.address} has no PTR record, but {sender.because()}",
            related=[*other_records(sender.records, sender.address), *related],
            help=help,
            severity="error" if sender.strong else "warning",
            value=sender.address,
            cause=cause,
            follows=True,
            fix=ptr_to_add(context, sender.address, names, answer),
        )
    for sender in senders_in_classless_zones(context):
        yield from _in_classless_zone(context, sender)


def _in_classless_zone(context: Context, sender: Sender) -> Iterator[Finding]:
    """Yield a finding for a sender that has no PTR in its classless zone (RFC 2317), loaded without its parent."""
    classless = context.reverse.classless_of(sender.address)
    owner = classless.owner_of(sender.address) if classless is not None else None
    if classless is None or owner is None or not context.namespace.reverse(sender.address).unknown:
        return
    answer = context.namespace.lookup(owner, "PTR")
    if answer.absent:
        yield context.finding(
            sender.place,
            f"{sender.address} has no PTR record if the provider's CNAMEs follow RFC 2317, but {sender.because()}",
            related=[*other_records(sender.records, sender.address), *reverse_zone(classless.zone)],
            help=f"add {ptr_in(classless.zone, owner, host_name(sender))}",
            severity="warning",
            value=sender.address,
            fix=ptr_added(context, sender.address, classless.zone, owner, host_names(sender)),
        )
