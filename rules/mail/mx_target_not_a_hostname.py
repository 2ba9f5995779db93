"""A mail exchange has a name that is not a valid host name.

Why: senders ignore such a name, as if the domain had no MX (Postfix: "450 4.1.8 … Malformed DNS server reply"). No
certificate can be made for it, and BIND refuses to load the zone because of `check-names`. A host name has letters,
digits and hyphens (no hyphen at the start or end of a label), and more than one label.

Fix: give the host another name.

Switch it off when: never. Zones in `internal` may use single labels.

References: RFC 5321 section 2.3.5; RFC 1123 section 2.1; RFC 952.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import Context, Finding, Record, labels

from .._examples import ZONE
from .._hostnames import is_told
from .._paste import write_target
from .._targets import NO_TARGET, written_address

SEVERITY = "warning"
TYPES = ("MX",)

BAD = (
    {
        "example.com.zone": ZONE
        + """\
@      MX 10 mail_1       ; <- mx-target-not-a-hostname
       MX 20 localhost.   ; <- mx-target-not-a-hostname
       MX 30 mail.        ; <- mx-target-not-a-hostname
mail_1 A  4.3.2.25    ; <- name-not-a-hostname
"""
    },
    {
        # What example.net holds is not known, but that this is no host is.
        "example.com.zone": ZONE + "@ MX 10 -mail.example.net. ; <- mx-target-not-a-hostname\n"
    },
    {
        # An address of its own does not make a wildcard a host.
        "example.com.zone": ZONE + "@ MX 10 * ; <- mx-target-not-a-hostname\n* A 4.3.2.25\n"
    },
)

GOOD = (
    {"example.com.zone": ZONE + "@ MX 10 xn--mil-ula\n@ MX 20 4-3.example.net.\nxn--mil-ula A 4.3.2.25\nnull MX 0 .\n"},
    {
        # A name that does not exist, and an address, have rules of their own.
        "example.com.zone": ZONE
        + """\
; zonelint: ignore-file[mx-target-without-address,mx-target-is-address] shown there
@ MX 10 mail_1
@ MX 20 4.3.2.25
"""
    },
    {
        ".zonelint.toml": 'internal = ["corp.example.com."]\n',
        "corp.example.com.zone": ZONE + "@ MX 10 mail.\n",
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the exchange cannot be a host's name, and no other rule says that it leads nowhere."""
    target = record.target
    if _is_plain(target):
        return
    words = labels(target)
    why = _fault(words)
    if not why or target == NO_TARGET or written_address(record) or context.namespace.addresses(target).absent:
        return
    if is_told(context, record) or (len(words) == 1 and context.mail.is_internal(record)):
        return
    yield context.finding(
        record,
        f"the mail exchange {target} of {record.owner} cannot be the name of a host: {why}",
        field="target",
        help=_help(context, record, words),
    )


def _help(context: Context, record: Record, words: Sequence[str]) -> str:
    if len(words) > 1:
        return "rename the host with letters, digits and hyphens only, and write that name"
    full = record.target + record.zone.origin
    if context.namespace.addresses(full).found:
        return write_target(record, full)
    return "write the full name of the host"


def _is_plain(name: str) -> bool:
    """Tell at little cost that nothing is wrong with the absolute `name`, as with nearly all."""
    return (
        name.isascii()
        and name.replace("-", "").replace(".", "").isalnum()
        and "-." not in name
        and ".-" not in name
        and name[0] != "-"
        and name.count(".") > 1
    )


def _fault(words: Sequence[str]) -> str:
    """Say why the labels `words` are none of a host's name (RFC 1123 section 2.1); empty if they may be."""
    if len(words) == 1:
        return "it is a single label"
    for word in words:
        if not (word.isascii() and word.replace("-", "").isalnum()):
            return f"`{word}` contains other characters than letters, digits and hyphens"
        if word[0] == "-" or word[-1] == "-":
            return f"`{word}` begins or ends with a hyphen"
    return ""
