"""The PTR of a mail sender looks like that of a dial-up customer.

Why: filters take a name for a dynamic customer line if it contains the address, or a word such as dyn, pool or dsl
next to a number. They score or refuse mail from it: GMX with "554 Bad DNS PTR resource record", T-Online with
"Dialup/transient IP not allowed", SpamAssassin with RDNS_DYNAMIC, rspamd with HFILTER_HOSTNAME.

A name is generic if it contains three octets of the address, or two octets side by side with one of them over 31 (for
IPv6: eight nibbles), or a word such as dyn, dhcp, pool or dsl next to a number. It is not generic if it contains a
word such as mail, smtp, mx or static. Names that providers give to new machines, and names that say there is no name,
are always generic: static.25.2.3.4.clients.your-server.de, vps12345.ovh.net, no-rdns.example.net.

Fix: give the address a PTR with a name of your own, such as mail.example.com.

Switch it off when: your receivers accept such names.

References: RFC 1912 section 2.1; M3AAWG Sender Best Common Practices.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from zonelint.lint.api import IP6_ARPA, Context, Finding, late, relate, reverse_name

from .._senders import better_ptr, host_name, is_split, is_unconfirmed, place_of_ptr

SEVERITY = "warning"
NEEDS = ("senders with PTR",)

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
    {
        # The name that a provider gave is told of though its zone is not known.
        "example.com.zone": _FORWARD.format(name="mail"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="mail", mark="").replace(
            "mail.example.com. ", "static.25.2.3.4.clients.your-server.de. ; <- mail-sender-generic-ptr"
        ),
    },
)

GOOD = (
    {
        "example.com.zone": _FORWARD.format(name="srv25.dc2"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.format(name="srv25.dc2", mark=""),
    },
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
_ROW_OF_NUMBERS = late(r"\d+(?:[-._x]\d+)+")
"""Numbers side by side: ``2-25``, ``3x2x25``."""
_SAFE = frozenset(("mail", "smtp", "mx", "mta", "relay", "out", "outbound", "static", "fix", "fixed", "dedicated"))
_DYNAMIC = frozenset((
    "dyn", "dynamic", "dynip", "dhcp", "ppp", "pppoe", "pptp", "dial", "dialup", "dialin", "broadband", "catv", "cable",
    "cablemodem", "modem", "gprs", "cdma", "wifi", "pool", "dsl", "adsl", "vdsl", "xdsl", "kabel",
))  # fmt: skip
_NIBBLES = 8
_LOW = 31
"""Up to here a number beside another may count hosts and racks as well."""

_UNNAMED = late(r"(?:[a-z0-9-]+-)?(?:no-?(?:rdns|ptr|rev|reverse)|unassigned|unallocated)(?:-[a-z0-9-]+)?")
"""The first label of a name that says there is none."""
_NUMBERED = late(r"vps-?\d{4,}")
"""The first label of a rented machine that has its number for a name."""
_OF_PROVIDERS = tuple(
    f".{domain}."
    for domain in (
        "amazonaws.com", "bc.googleusercontent.com", "clients.your-server.de", "contaboserver.net",
        "ip.linodeusercontent.com", "members.linode.com", "pub.instances.scw.cloud", "rev.poneytelecom.eu",
        "stratoserver.net", "vps.ovh.ca", "vps.ovh.net", "vultrusercontent.com", "yourvserver.net",
    )
)  # fmt: skip
"""Domains in which providers name what they rent, until the customer gives another name."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each PTR with a generic name of a sender that is named alone."""
    for sender, ptrs in context.mail.with_ptr:
        if not sender.named or is_split(context, sender, ptrs) or is_unconfirmed(context, sender, ptrs):
            continue
        for ptr in ptrs:
            reason = generic_because(ptr.target, sender.address)
            if reason:
                own = _own_name(host_name(sender), ptr.target)
                yield context.finding(
                    place_of_ptr(context, sender, ptr),
                    f"the PTR name {ptr.target} of {sender.address} looks like that of a dynamic customer: {reason}. "
                    f"The address {sender.because()}",
                    related=[relate(record, "address record of the sender") for record in sender.records[:1]],
                    help=f"use a name of your own, such as {better_ptr(context, sender.address, ptr, own)}",
                    value=sender.address,
                )


def _own_name(name: str, generic: str) -> str:
    return name if name != generic else "mail." + name.partition(".")[2]


def generic_because(name: str, address: str) -> str:
    """Say why `name`, absolute and in lower case, looks like a generic customer name of `address`; empty if not."""
    label = name.partition(".")[0]
    if _UNNAMED.fullmatch(label):
        return f"`{label}` says that nobody gave it a name"
    if (label.startswith("vps") and _NUMBERED.fullmatch(label)) or name.endswith(_OF_PROVIDERS):
        return "providers give such names to rented machines"
    words = _TOKEN.findall(name)
    if _SAFE.intersection(words):
        return ""
    if ":" in address:
        embedded = _embeds_nibbles(name, reverse_name(address).removesuffix(IP6_ARPA).replace(".", "")[::-1])
    else:
        embedded = _embeds_octets(name, words, address)
    if embedded:
        return "it contains the address"
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _DYNAMIC and (before.isdigit() or after.isdigit()):
            return f"it contains `{word}` next to a number"
    return ""


def _embeds_octets(name: str, words: list[str], address: str) -> bool:
    """Tell whether enough of an IPv4 address stands in the name to know it by: three octets, or two side by side.

    These may be decimal or zero-padded. All four without a gap may be hexadecimal, too, in order or reversed.
    """
    octets = address.split(".")
    text = name.replace("-", "")
    for row in (octets, octets[::-1]):
        if "".join(f"{int(octet):02x}" for octet in row) in text or "".join(octet.zfill(3) for octet in row) in text:
            return True
    if len(_common(octets, [word for word in words if word.isdigit()])) >= 3:
        return True
    rows = (re.split("[-._x]", row) for row in _ROW_OF_NUMBERS.findall(name))
    return any(
        len(both) == 2 and max(map(int, both)) > _LOW
        for row in rows
        for pair in pairwise(row)
        for both in [_common(octets, list(pair))]
    )


def _common(octets: list[str], numbers: list[str]) -> list[str]:
    """Return those of `octets` that stand among `numbers`, each number taken once; leading zeros aside."""
    left = [str(int(number)) for number in numbers]
    found = []
    for octet in octets:
        if octet in left:
            left.remove(octet)
            found.append(octet)
    return found


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
