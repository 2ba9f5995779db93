"""The owner of a PTR in a reverse zone spells no address.

Why: nobody ever looks such a name up. An octet is missing or over 255, an IPv6 nibble is wrong, or the owner is
completed by another origin than its author thought.

Fix: spell the whole reversed address: four octets below in-addr.arpa, 32 nibbles below ip6.arpa.

Switch it off when: you keep other PTRs in reverse zones on purpose.

References: RFC 1035 section 3.5; RFC 3596 section 2.5; RFC 2317 (classless names); RFC 6763 section 11 (DNS-SD).
"""

from zonelint.names import IN_ADDR_ARPA, labels
from zonelint.patterns import late

from .._examples import FORWARD_ZONE, REVERSE_ZONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context

SEVERITY = "error"

BAD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "256 PTR ns1.example.com. ; <- ptr-owner-malformed\n",
    },
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "53.2.3.4 PTR ns1.example.com. ; <- ptr-owner-malformed\n",
    },
)

GOOD = (
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("ns1.example.com.", "ns1.example.net.")
        + "b._dns-sd._udp PTR example.net.\n* PTR unused.example.net.\n65.64/26 PTR host.example.net.\n"
        "65 CNAME 65.64/26\n",
    },
)

_CLASSLESS = late(r"\d{1,3}(?:[/_-]|\\047)\d{1,3}")
_NUMBER = late(r"\d+")
_NIBBLE = frozenset("0123456789abcdef")


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each PTR in a reverse zone whose owner provably stands for no address."""
    for ptr in context.reverse.nameless:
        fault = _fault(ptr.owner, ptr.zone.origin) if ptr.owner[0] != "*" else ""
        if fault:
            yield context.finding(
                ptr,
                f"{ptr.owner} spells no address: {fault}",
                field="owner",
                help=f"write the reversed address, and check the {_completed_by(ptr)} that completes it",
            )


def _completed_by(ptr: "Record") -> str:
    return "$ORIGIN" if ptr.zone.format == "master" else "name of the zone"


def _fault(owner: str, origin: str) -> str:
    """Say what is wrong with a reverse name that spells no full address; empty if it need not spell one."""
    if any(word.startswith("_") or _CLASSLESS.fullmatch(word) for word in labels(owner)):
        return ""
    ipv4 = owner.endswith(IN_ADDR_ARPA)
    fault_of, kind, count = (_fault_of_octet, "octets", 4) if ipv4 else (_fault_of_nibble, "nibbles", 32)
    if any(fault_of(word) for word in labels(origin)[:-2]):
        return ""  # a classless zone may have any name (RFC 2317 section 4)
    words = labels(owner)[:-2]
    return next(filter(None, map(fault_of, words)), f"it has {len(words)} {kind} instead of {count}")


def _fault_of_octet(word: str) -> str:
    if not _NUMBER.fullmatch(word):
        return f"{word} is no number"
    # An octet has three digits at most; a label may have 63.
    return "" if str(int(word[:4])) == word and int(word[:4]) <= 255 else f"{word} is no octet"


def _fault_of_nibble(word: str) -> str:
    return "" if word in _NIBBLE else f"{word} is no nibble"
