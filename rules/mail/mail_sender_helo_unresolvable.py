"""The HELO name of a mail sender does not exist.

Why: receivers look up the HELO name and refuse a name without an address: Postfix with reject_unknown_helo_hostname
answers "Helo command rejected: Host not found". Others do the same.

Fix: add an address record for the name, with the address from which the server sends.

Switch it off when: somebody else publishes the name. It is better to write it into an `assume` file.

References: RFC 5321 sections 2.3.5 and 4.1.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import HELO_CONFIG, MAIL_ZONE
from .._paste import to_paste

SEVERITY = "error"
NEEDS = ("mail.senders",)

BAD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark="# <- mail-sender-helo-unresolvable"),
        "example.com.zone": MAIL_ZONE,
    },
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="note.example.com", mark="# <- mail-sender-helo-unresolvable"),
        "example.com.zone": MAIL_ZONE + 'note TXT "no address"\n',
    },
)

GOOD = (
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=""), "example.com.zone": MAIL_ZONE},
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.example.net", mark=""), "example.com.zone": MAIL_ZONE},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared HELO name that provably has neither A, AAAA nor MX."""
    for declared in context.settings.senders:
        helo = declared.helo_name
        if not helo:
            continue
        addresses = context.namespace.addresses(helo)
        zone = addresses.answers[0].zone
        if zone is not None and context.mail.internal.why_meant(zone.origin):
            continue  # receivers elsewhere see another zone
        if addresses.absent and context.namespace.lookup(helo, "MX").absent:
            rtype = "AAAA" if ":" in declared.address else "A"
            yield context.finding(
                declared.place,
                f"{declared.address} greets with {helo}, which has no address: {addresses.why}",
                owner=helo,
                help=f"add {to_paste(addresses.answers[0].zone, helo, rtype, declared.address)}",
                value=declared.address,
            )
