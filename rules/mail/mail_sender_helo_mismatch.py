"""The PTR of a mail sender is not the name that it greets with.

Why: some receivers demand that the PTR of the address is the name in HELO; others score a difference.

Fix: use one name for HELO, PTR and address record. Change the PTR, or the greeting of the mail server and `helo` in
the configuration.

Switch it off when: one address greets with several names on purpose.

References: RFC 5321 section 4.1.4; RFC 1912 section 2.1.
"""

from zonelint.findings import relate

from .._senders import better_ptr
from ._helo import why_no_public_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context

SEVERITY = "warning"
NEEDS = ("mail.senders",)

_FORWARD = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
"""
_REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
"""
_CONFIG = """\
[[mail.senders]]
address = "4.3.2.25" {mark}
domains = ["example.com"]
helo = "{helo}"
"""

BAD = (
    {
        ".zonelint.toml": _CONFIG.format(helo="smtp.example.com", mark="# <- mail-sender-helo-mismatch"),
        "example.com.zone": _FORWARD + "smtp A 4.3.2.25\n",
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.com.\n",
    },
    {
        # The zone of the greeting's name is not loaded, but the PTR is.
        ".zonelint.toml": _CONFIG.format(helo="mail.example.net", mark="# <- mail-sender-helo-mismatch"),
        "example.com.zone": _FORWARD,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.com.\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG.format(helo="mail.example.com", mark=""),
        "example.com.zone": _FORWARD,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.com.\n",
    },
    {
        # The reverse zone is not loaded.
        ".zonelint.toml": _CONFIG.format(helo="smtp.example.com", mark=""),
        "example.com.zone": _FORWARD + "smtp A 4.3.2.25\n",
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each declared sender with a HELO name that none of its PTRs holds."""
    for declared in context.settings.senders:
        helo = declared.helo_name
        answer = context.namespace.reverse(declared.address)
        if not helo or not answer.found or not answer.whole:
            continue
        if any(ptr.target == helo for ptr in answer.records):
            continue
        names = ", ".join(ptr.target for ptr in answer.records)
        yield context.finding(
            declared.place,
            f"{declared.address} greets with {helo}, but its PTR is {names}",
            related=[relate(ptr, f"PTR of {declared.address}", "target") for ptr in answer.records],
            help=_help(context, declared.address, answer.records[0], helo),
            value=declared.address,
        )


def _help(context: "Context", address: str, ptr: "Record", helo: str) -> str:
    """Return the PTR to write; or the greeting to choose, where the present one could be the name of no host."""
    if why_no_public_host(helo):
        return f"let the server greet with {ptr.target.rstrip('.')}"
    return f"write {better_ptr(context, address, ptr, helo)}"
