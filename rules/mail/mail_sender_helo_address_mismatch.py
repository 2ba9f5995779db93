"""The HELO name of a mail sender has other addresses.

Why: receivers look up the HELO name and compare. Exim with `verify = helo` refuses the mail, and spam filters lower
its score.

If the PTR of the address is known, other rules check it: it should be the HELO name (mail-sender-helo-mismatch), and
lead back to the address (mail-sender-ptr-unconfirmed).

Fix: add the address from which the server sends to the HELO name. Behind NAT, this is the public address of the
firewall.

Switch it off when: the server has several addresses, and the name has only one of them.

References: RFC 5321 section 4.1.4; RFC 8601 section 2.7.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, relate

from .._examples import HELO_CONFIG, MAIL_ZONE, REVERSE_ZONE
from .._paste import to_paste
from ._helo import why_no_public_host

SEVERITY = "warning"
NEEDS = ("mail.senders",)

_MARK = "# <- mail-sender-helo-address-mismatch"

BAD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark=_MARK),
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.26\n",
    },
    {
        # It has no address of this kind at all.
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark=_MARK),
        "example.com.zone": MAIL_ZONE + "smtp AAAA 2600::25\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark=""),
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.26\nsmtp A 4.3.2.25\n",
    },
    {
        # The PTR names another host: that is the defect.
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark="")
        + '[[ignore-findings]]\nrule = "mail-sender-helo-mismatch"\nreason = "shown there"\n',
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.26\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "25 PTR mail.example.com.\n26 PTR smtp.example.com.\n",
    },
    {
        # The zone may hold more, or shows the view from inside.
        ".zonelint.toml": 'partial = ["example.com"]\n' + HELO_CONFIG.format(helo="smtp.example.com", mark=""),
        "example.com.zone": MAIL_ZONE + "smtp A 4.3.2.26\n",
    },
    {
        ".zonelint.toml": 'internal = ["corp.example.com"]\n'
        + HELO_CONFIG.format(helo="mail.corp.example.com", mark=""),
        "corp.example.com.zone": MAIL_ZONE.replace("$ORIGIN ", "$ORIGIN corp.").replace("4.3.2.25", "10.1.2.25"),
    },
    {
        # The greeting's zone is not loaded.
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.net", mark=""),
        "example.com.zone": MAIL_ZONE,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared sender whose HELO name provably leads to other addresses alone."""
    for declared in context.settings.senders:
        helo = declared.helo_name
        if not helo or (context.runs("mail-sender-helo-invalid") and why_no_public_host(helo)):
            continue
        if context.namespace.reverse(declared.address).found:
            continue
        answer = context.namespace.addresses(helo)
        is_ipv6 = ":" in declared.address
        same = answer.answers[is_ipv6]
        if not answer.found or same.unknown or not same.whole or declared.address in answer.addresses:
            continue
        if any(context.mail.is_internal(record) for record in answer.records):
            continue
        rtype = "AAAA" if is_ipv6 else "A"
        yield context.finding(
            declared.place,
            f"{declared.address} greets with {helo}, which has {', '.join(answer.addresses[:3])}",
            owner=helo,
            related=[relate(record, "an address of the HELO name") for record in answer.records[:3]],
            help=f"add {to_paste(same.zone, same.name, rtype, declared.address)}",
            value=declared.address,
        )
