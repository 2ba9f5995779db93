"""The HELO name of a mail sender has no SPF record.

Why: a bounce has no sender address, so receivers check the HELO name instead. Without a record, bounces are not
authenticated, and Gmail and Outlook.com treat them so.

Fix: publish `v=spf1 a -all` at the HELO name.

Switch it off when: the server sends no bounces to others.

References: RFC 7208 sections 2.3, 2.4 and 10.1.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import SPF_VERSION, Context, Finding, is_spf

from .._examples import HELO_CONFIG, MAIL_ZONE
from .._paste import to_paste
from ._helo import why_no_public_host

SEVERITY = "info"
DEFAULT = False
NEEDS = ("mail.senders",)

_MARK = "# <- mail-sender-helo-without-spf"

BAD = (
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {
        # Another text does not help, nor the record of the domain.
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=_MARK),
        "example.com.zone": MAIL_ZONE + 'mail TXT "a note"\n@ TXT "v=spf1 mx -all"\n',
    },
)

GOOD = (
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=""),
        "example.com.zone": MAIL_ZONE + 'mail TXT "v=spf1 a -all"\n',
    },
    {
        # Beyond the loaded zones, and at the domain itself, where spf-missing speaks.
        ".zonelint.toml": HELO_CONFIG.format(helo="mail.example.net", mark="")
        + HELO_CONFIG.format(helo="example.com", mark="").replace("25", "26"),
        "example.com.zone": MAIL_ZONE + "@ A 4.3.2.26\n",
    },
    {
        # There is no such name: mail-sender-helo-unresolvable speaks.
        ".zonelint.toml": HELO_CONFIG.format(helo="smtp.example.com", mark="")
        + '[[ignore-findings]]\nrule = "mail-sender-helo-unresolvable"\nreason = "shown there"\n',
        "example.com.zone": MAIL_ZONE,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared HELO name that provably has no SPF record, though it has an address."""
    domains = {domain for declared in context.settings.senders for domain in declared.domains}
    seen: set[str] = set()
    for declared in context.settings.senders:
        helo = declared.helo_name
        if not helo or helo in domains or helo in seen or why_no_public_host(helo):
            continue
        if not context.namespace.addresses(helo).found:
            continue
        seen.add(helo)
        answer = context.namespace.lookup(helo, "TXT")
        if answer.unknown or not answer.whole or any(map(is_spf, answer.records)):
            continue
        if not context.mail.internal.why_name(helo):
            added = to_paste(answer.zone, answer.name, "TXT", f'"{SPF_VERSION} a -all"')
            yield context.finding(
                declared.place,
                f"{declared.address} greets with {helo}, which has no SPF record: its bounces cannot be checked",
                owner=helo,
                type="TXT",
                help=f"add {added}",
                value=declared.address,
            )
