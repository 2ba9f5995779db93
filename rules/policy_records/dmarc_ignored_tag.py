"""A DMARC record has a tag that receivers ignore.

Why: RFC 9989 removed `pct`, `rf`, `ri` and the size limits of report addresses. A policy for only a part of the mail
now applies to all of it. An unknown tag is usually a typing error.

Fix: delete the tag. If you used `pct=0` to test a policy, write `t=y`.

Switch it off when: you publish the record for receivers that still follow RFC 7489.

References: RFC 9989 section 4.7; RFC 7489 section 6.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, Context, Finding, Policy, TagFault, shorten

from ._dmarc import report_addresses
from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = False
NEEDS = ("DMARC",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=reject; pct=20" ; <- dmarc-ignored-tag\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; fuf=mailto:a@example.net" ; <- dmarc-ignored-tag\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net!1m" ; <- dmarc-ignored-tag\n'},
)

GOOD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=reject; t=y"\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; P=none; RUA=mailto:a@example.net"\n'},
)

_KNOWN = ("v", "p", "sp", "np", "adkim", "aspf", "fo", "rua", "ruf", "psd", "t")
_REMOVED = ("pct", "rf", "ri")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each tag of a DMARC record that RFC 9989 does not know."""
    for policy in context.mail.policies.policies(DMARC):
        for fault in _faults(policy):
            yield finding_in_text(
                context,
                policy,
                fault.start,
                fault.end,
                f"receivers ignore a part of the DMARC record of {policy.record.owner}: {fault.message}",
                help="delete it",
            )


def _faults(policy: Policy) -> Iterator[TagFault]:
    for tag in policy.tags.tags:
        name = tag.name.lower()
        if name in _REMOVED:
            instead = "; use t=y instead" if name == "pct" else ""
            yield TagFault(f"RFC 9989 removed the tag {tag.name}{instead}", tag.start, tag.end)
        elif name not in _KNOWN:
            yield TagFault(f"there is no tag {shorten(tag.name)}", tag.start, tag.end)
    fo = policy.tags.get("fo")
    if fo is not None and all(tag.name.lower() != "ruf" for tag in policy.tags.tags):
        yield TagFault("fo has no effect without ruf", fo.start, fo.end)
    for address in report_addresses(policy):
        if "!" in address.text and address.host:
            yield TagFault("RFC 9989 removed the size limit of reports", address.start, address.end)
