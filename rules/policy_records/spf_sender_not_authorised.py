"""The SPF record of a domain does not allow a sender of the configuration.

Why: this often happens after a server moved or the NAT address changed. Receivers refuse the mail ("550 5.7.23 …
Sender Policy Framework violation", "550-5.7.26 … hard fail policy" at Gmail) or treat it as spam, and DMARC cannot
pass with SPF.

The configuration says who sends for which domain, in `[[mail.senders]]`. Reported only if the loaded zones prove the
result. An include that is not loaded may allow the sender.

Fix: add the address to the SPF record, before `all`.

Switch it off when: the sender uses another domain as envelope sender, and DKIM authenticates this domain.

References: RFC 7208 sections 4 and 8.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, relate

from .._examples import MAIL_ZONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.lint.api import SpfResult

SEVERITY = "error"
NEEDS = ("mail.senders",)

_CONFIG = """\
[[mail.senders]]
address = "4.3.2.26"
domains = ["example.com"]
"""
_MARKED = _CONFIG.replace('"4.3.2.26"', '"4.3.2.26" # <- spf-sender-not-authorised')

BAD = (
    {".zonelint.toml": _MARKED, "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\n'},
    {
        ".zonelint.toml": _MARKED,
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 include:_spf.example.com ~all"\n_spf TXT "v=spf1 ip4:4.3.2.24/31 -all"\n',
    },
)

GOOD = (
    {".zonelint.toml": _CONFIG, "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:4.3.2.26 -all"\n'},
    {".zonelint.toml": _CONFIG, "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx include:_spf.example.net -all"\n'},
)

_DOUBTFUL = {"fail": "fails", "softfail": "softly fails", "neutral": "is neither allowed nor denied"}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each declared sender that the SPF record of one of its domains provably does not let pass."""
    if not context.settings.senders:
        return
    from zonelint.lint.api import check_host

    for declared in context.settings.senders:
        for domain in declared.domains:
            helo = (declared.helo or "unknown").rstrip(".")
            sender = f"postmaster@{domain.rstrip('.')}"
            result = check_host(declared.address, domain, sender, context.namespace, helo)
            if result.record is not None and context.mail.is_internal(result.record):
                continue  # receivers elsewhere see another record
            if result.result in _DOUBTFUL:
                yield context.finding(
                    declared.place,
                    f"mail of {declared.address} for {domain} {_DOUBTFUL[result.result]} by SPF: {_why(result)}",
                    owner=domain,
                    type="TXT",
                    related=[relate(result.record, "the SPF record", "rdata")] if result.record is not None else [],
                    help=f"add `{'ip6' if ':' in declared.address else 'ip4'}:{declared.address}` to the SPF record",
                    value=f"{declared.address} {domain}",
                )


def _why(result: "SpfResult") -> str:
    if result.term is None:
        return "no mechanism of its record matches"
    return f"`{result.term.text}` is the first mechanism of its record that matches"
