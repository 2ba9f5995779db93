"""The PTR of a mail sender is not its HELO name.

Why: some receivers require that the PTR of the address is the HELO name. Others lower the score if they differ.

Fix: use one name for HELO, PTR and address record. Change the PTR, or change the greeting of the mail server and
`helo` in the configuration.

Switch it off when: one address greets with several names on purpose.

References: RFC 5321 section 4.1.4; RFC 1912 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, relate

from .._examples import HELO_CONFIG, MAIL_ZONE, REVERSE_ZONE
from .._senders import better_ptr
from ._helo import why_no_public_host

SEVERITY = "warning"
NEEDS = ("mail.senders",)

BAD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark="# <- mail-sender-helo-mismatch"),
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.25\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "25 PTR mail.example.com.\n",
    },
    {
        # The zone of the greeting's name is not loaded, but the PTR is.
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.net", mark="# <- mail-sender-helo-mismatch"),
        "example.com.zone": MAIL_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "25 PTR mail.example.com.\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=""),
        "example.com.zone": MAIL_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "25 PTR mail.example.com.\n",
    },
    {
        # The reverse zone is not loaded.
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark=""),
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.25\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
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
            related=[relate(ptr, f"PTR of {declared.address}", "target") for ptr in answer.records[:MOST_RELATED]],
            help=_help(context, declared.address, answer.records[0], helo),
            value=declared.address,
        )


def _help(context: Context, address: str, ptr: Record, helo: str) -> str:
    """Return the PTR to write; or the greeting to choose, where the present one could be the name of no host."""
    if why_no_public_host(helo):
        return f"set the server to greet with {ptr.target.rstrip('.')}"
    return f"write {better_ptr(context, address, ptr, helo)}"
