"""The HELO name of a mail sender cannot be the name of a public host.

Why: receivers refuse a greeting that is not a full host name: Postfix with "504 5.5.2 Helo command rejected: need
fully-qualified hostname", Exchange Online with "550 5.7.506 Access Denied, Bad HELO". Spam filters lower the score
for `localhost` and names such as `mail.local`.

Reported are: a single label; an address without brackets; brackets without an address; a name in a domain that the
public DNS does not have; a name with other characters than letters, digits and hyphens; a label that begins or ends
with a hyphen; a name with a final dot (correct in a zone, wrong in a greeting).

Fix: set the server to greet with its public name, and write that name into the configuration.

Switch it off when: the sender only talks to internal servers. It is better to add the domain of the greeting to
`internal`.

References: RFC 5321 sections 2.3.5, 4.1.1.1 and 4.1.3; RFC 6761 section 6.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import HELO_CONFIG, MAIL_ZONE
from ._helo import why_no_public_host

SEVERITY = "error"
NEEDS = ("mail.senders",)

_MARK = "# <- mail-sender-helo-invalid"

BAD = (
    {".zonelint.toml": HELO_CONFIG.format(helo="mail", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {".zonelint.toml": HELO_CONFIG.format(helo="4.3.2.25", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.corp.local", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {".zonelint.toml": HELO_CONFIG.format(helo="[2600::25]", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="mail_1.example.com", mark=_MARK),
        "example.com.zone": MAIL_ZONE + "mail_1 A 4.3.2.25 ; <- name-not-a-hostname\n",
    },
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com.", mark=_MARK), "example.com.zone": MAIL_ZONE},
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="-x.example.com", mark=_MARK),
        "example.com.zone": MAIL_ZONE + "-x A 4.3.2.25 ; <- name-not-a-hostname\n",
    },
)

GOOD = (
    {".zonelint.toml": HELO_CONFIG.format(helo="mail.example.com", mark=""), "example.com.zone": MAIL_ZONE},
    {
        # An address in brackets is a greeting, if not a good one.
        ".zonelint.toml": HELO_CONFIG.format(helo="[4.3.2.25]", mark=""),
        "example.com.zone": MAIL_ZONE,
    },
    {
        ".zonelint.toml": HELO_CONFIG.format(helo="[IPv6:2600::25]", mark=""),
        "example.com.zone": MAIL_ZONE,
    },
    {
        # It provably does not exist: mail-sender-helo-unresolvable speaks.
        ".zonelint.toml": HELO_CONFIG.format(helo="mail_1.example.com", mark="")
        + '[[ignore-findings]]\nrule = "mail-sender-helo-unresolvable"\nreason = "shown there"\n',
        "example.com.zone": MAIL_ZONE,
    },
    {
        ".zonelint.toml": 'internal = ["corp.local"]\n' + HELO_CONFIG.format(helo="mail.corp.local", mark=""),
        "example.com.zone": MAIL_ZONE,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared HELO name that is no full and public host name."""
    for declared in context.settings.senders:
        helo = declared.helo
        why = why_no_public_host(helo) if helo else ""
        if not helo or context.mail.internal.why_meant(helo) or not (why or declared.greets_with_dot):
            continue
        if declared.helo_name and context.runs("mail-sender-helo-unresolvable") and _is_absent(context, helo):
            continue
        said = declared.helo_name or helo.removesuffix(".")
        help = "set the server to greet with its full public name, and write that name into the configuration"
        if not why:
            why = "it ends in a dot"
            help = f"write `{helo.removesuffix('.')}`, and make sure that the server greets with exactly this name"
        yield context.finding(
            declared.place,
            f"{declared.address} greets with {said}, which cannot be the name of a public host: {why}",
            owner=helo,
            help=help,
            value=declared.address,
        )


def _is_absent(context: Context, helo: str) -> bool:
    return context.namespace.addresses(helo).absent and context.namespace.lookup(helo, "MX").absent
