"""The PTR of a mail sender looks like a dial-up customer's.

Why: filters take a name that is made of the address, or that says dyn, pool or dsl beside a number, for a dynamic
customer line and score or refuse mail from it: GMX with "554 Bad DNS PTR resource record", T-Online with
"Dialup/transient IP not allowed", SpamAssassin with RDNS_DYNAMIC, rspamd with HFILTER_HOSTNAME.

Fix: give the address a PTR with a name of its own, such as mail.example.com.

Switch it off when: your receivers do not care.

References: RFC 1912 section 2.1; M3AAWG Sender Best Common Practices.
"""

import re

from zonelint.findings import relate
from zonelint.inet import AF_INET6, inet_pton
from zonelint.patterns import late

from .._senders import better_ptr, host_name, is_split, place_of_ptr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.rule import Context

SEVERITY = "warning"
NEEDS = ("PTR",)

_FORWARD = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 {name}
ns1  A 4.3.2.53
{name} A 4.3.2.25
"""
_REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
25 PTR {name}.example.com. {mark}
"""

BAD = (
    {
        "example.com.zone": _FORWARD.format(name="host-4-3-2-25"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="host-4-3-2-25", mark="; <- mail-sender-generic-ptr"),
    },
    {
        "example.com.zone": _FORWARD.format(name="dsl-pool7"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="dsl-pool7", mark="; <- mail-sender-generic-ptr"),
    },
)

GOOD = (
    {
        "example.com.zone": _FORWARD.format(name="web7-12"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="web7-12", mark=""),
    },
    {
        "example.com.zone": _FORWARD.format(name="mail-4-3-2-25"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="mail-4-3-2-25", mark=""),
    },
)

_TOKEN = late(r"[a-z]+|\d+")
_SAFE = frozenset(("mail", "smtp", "mx", "mta", "relay", "out", "outbound", "static", "fix", "fixed", "dedicated"))
_DYNAMIC = frozenset((
    "dyn", "dynamic", "dynip", "dhcp", "ppp", "pppoe", "pptp", "dial", "dialup", "dialin", "broadband", "catv", "cable",
    "cablemodem", "modem", "gprs", "cdma", "wifi", "pool", "dsl", "adsl", "vdsl", "xdsl", "kabel",
))  # fmt: skip
_NIBBLES = 8


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each PTR with a generic name of a sender that is named alone."""
    for sender, ptrs in context.mail.with_ptr:
        if not sender.named or is_split(context, sender, ptrs):
            continue
        for ptr in ptrs:
            reason = generic_because(ptr.target, sender.address)
            if reason:
                own = _own_name(host_name(sender), ptr.target)
                yield context.finding(
                    place_of_ptr(context, sender, ptr),
                    f"the PTR name {ptr.target} of {sender.address} looks like a dynamic customer's: {reason}. "
                    f"The address {sender.because()}",
                    related=[relate(record, "address record of the sender") for record in sender.records[:1]],
                    help=f"use a name of its own, as in {better_ptr(context, sender.address, ptr, own)}",
                    value=sender.address,
                )


def _own_name(name: str, generic: str) -> str:
    return name if name != generic else "mail." + name.partition(".")[2]


def generic_because(name: str, address: str) -> str:
    """Say why `name` looks like a generic customer name of `address`; empty if it does not."""
    words = _TOKEN.findall(name)
    if _SAFE.intersection(words):
        return ""
    if ":" in address:
        embedded = _embeds_nibbles(name, inet_pton(AF_INET6, address).hex())
    else:
        embedded = _embeds_octets(name, words, address)
    if embedded:
        return "the address stands in it"
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _DYNAMIC and (before.isdigit() or after.isdigit()):
            return f"`{word}` stands beside a number"
    return ""


def _embeds_octets(name: str, words: "list[str]", address: str) -> bool:
    """Tell whether two octets of an IPv4 address stand in the name, or all four without a gap.

    Two may be decimal or zero-padded; four zero-padded or hexadecimal, in order or reversed.
    """
    octets = address.split(".")
    text = name.replace("-", "")
    for row in (octets, octets[::-1]):
        if "".join(f"{int(octet):02x}" for octet in row) in text or "".join(octet.zfill(3) for octet in row) in text:
            return True
    numbers = [str(int(word)) for word in words if word.isdigit()]
    found = 0
    for octet in octets:
        if octet in numbers:
            numbers.remove(octet)
            found += 1
    return found >= 2


def _embeds_nibbles(name: str, nibbles: str) -> bool:
    """Tell whether eight nibbles of an IPv6 address stand in the name, in order or reversed, dots and hyphens aside.

    Groups as an address is written, zeros left out, do as well: ``2600-1f18--25``.
    """
    groups = [nibbles[at : at + 4].lstrip("0") for at in range(0, len(nibbles), 4)]
    written = [group for group in dict.fromkeys(re.split(r"[.-]+", name)) if group in groups]
    if sum(map(len, written)) >= _NIBBLES - 2 and len(written) > 1:
        return True
    text = name.replace(".", "").replace("-", "")
    windows = [row[at : at + _NIBBLES] for row in (nibbles, nibbles[::-1]) for at in range(len(nibbles) - _NIBBLES + 1)]
    return any(window in text for window in windows if window.strip("0"))
