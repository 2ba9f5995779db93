"""A mail sender in the configuration has an address that is not public.

Why: receivers see the public address, for example that of the firewall (NAT). They check its PTR, HELO name and SPF.
A private address means nothing to them, and zonelint does not check the public one.

Fix: write the public address into the configuration.

Switch it off when: the sender only talks to internal servers. Senders in an internal view, or with a name in an
internal zone, are not reported.

References: RFC 6890 (special-purpose registries); RFC 1918; RFC 6598.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Networks, Option, why_not_public

from .._examples import MAIL_ZONE

SEVERITY = "info"
DEFAULT = False
NEEDS = ("mail.senders",)
OPTIONS = {"allow": Option([], "what counts as public", of="networks")}

BAD = (
    {
        ".zonelint.toml": """\
[[mail.senders]]
address = "10.1.2.25" # <- mail-sender-not-public
domains = ["example.com"]
""",
        "example.com.zone": MAIL_ZONE,
    },
    {
        ".zonelint.toml": """\
[[mail.senders]]
address = "4.3.2.25"

[[mail.senders]]
address = "fd00::25" # <- mail-sender-not-public
""",
        "example.com.zone": MAIL_ZONE,
    },
)

GOOD = (
    {".zonelint.toml": '[[mail.senders]]\naddress = "4.3.2.25"\n', "example.com.zone": MAIL_ZONE},
    {
        # Its name lies in an internal zone.
        ".zonelint.toml": 'internal = ["example.com"]\n[[mail.senders]]\naddress = "10.1.2.25"\n',
        "example.com.zone": MAIL_ZONE.replace("4.3.2.25", "10.1.2.25"),
    },
    {
        ".zonelint.toml": """\
[[mail.senders]]
address = "192.0.2.25"

[rules.mail-sender-not-public]
allow = ["192.0.2.0/24"]
""",
        "example.com.zone": MAIL_ZONE,
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address in the configuration that is a special-purpose one, and not known as inside."""
    allowed: Networks = context.options["allow"]
    for declared in context.settings.senders:
        why = why_not_public(declared.address)
        if why is None or allowed.find(declared.address) is not None or _is_inside(context, declared.address):
            continue
        yield context.finding(
            declared.place,
            f"{declared.address}, a mail sender in the configuration, is not public: {why}",
            help="write the public address, the one that receivers see",
            value=declared.address,
        )


def _is_inside(context: Context, address: str) -> bool:
    """Tell whether the view is internal, or a name of `address` stands in an internal zone."""
    if context.mail.internal.why_view:
        return True
    sender = context.mail.senders.get(address)
    return sender is not None and any(context.mail.is_internal(record) for record in sender.records)
