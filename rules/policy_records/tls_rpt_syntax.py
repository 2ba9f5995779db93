"""The record that asks for TLS reports is not valid.

Why: senders that find no valid record, or several, send no reports. Then nobody notices if mail is not delivered
because of MTA-STS or DANE.

Fix: publish one record that begins with `v=TLSRPTv1`, with an address in `rua`, as a `mailto:` or `https:` URI.

Switch it off when: never.

References: RFC 8460 section 3.
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import TLS_RPT, Context, Finding, Policy, TagFault, late, shorten, split_list

from .._examples import ZONE
from ._shared import (
    QUOTES,
    blanks_in,
    finding_in_text,
    lacks_quotes,
    list_faults,
    several,
    stray_quote,
    version_fault,
    void_by_any,
)

SEVERITY = "warning"
NEEDS = ("TLS-RPT",)

BAD = (
    {"example.com.zone": ZONE + '_smtp._tls TXT "v=TLSRPTv1;" ; <- tls-rpt-syntax\n'},
    {"example.com.zone": ZONE + '_smtp._tls TXT "v=TLSRPTv1; rua=tls@example.net" ; <- tls-rpt-syntax\n'},
    {
        # A URI holds no blank, and `rua=` none either.
        "example.com.zone": ZONE
        + """\
_smtp._tls     TXT "v=TLSRPTv1; rua=mailto: tls@example.net"  ; <- tls-rpt-syntax
_smtp._tls.sub TXT "v=TLSRPTv1; rua = mailto:tls@example.net" ; <- tls-rpt-syntax
"""
    },
    {"example.com.zone": ZONE + '_smtp._tls TXT "v = TLSRPTv1; rua=mailto:tls@example.net" ; <- tls-rpt-syntax\n'},
    {"example.com.zone": ZONE + '_smtp._tls TXT "rua=mailto:tls@example.net" ; <- tls-rpt-syntax\n'},
    {
        "example.com.zone": ZONE
        + """\
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.net"
_smtp._tls TXT "v=TLSRPTv1; rua=https://example.net/tls" ; <- tls-rpt-syntax
"""
    },
)

GOOD = (
    {"example.com.zone": ZONE + '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.net, https://example.net/tls;"\n'},
    {
        "example.com.zone": ZONE
        + """\
_smtp._tls TXT "v=TLSRPTv1;rua=mailto:tls@example.net"
_smtp._tls TXT "a note"
_smtp._tls.sub CNAME _smtp._tls.example.net.
"""
    },
)

_URI = late(r"(?:mailto:[^@\s]+@[^@\s]+|https://\S+)", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of a record at _smtp._tls, and for the second of several."""
    for owner, found in context.mail.policies.owners(TLS_RPT).items():
        valid = [policy for policy in found if policy.is_of(TLS_RPT)]
        if len(valid) > 1:
            message = f"{owner} has {len(valid)} TLS-RPT records, so receivers ignore all of them"
            yield several(context, valid, message, "name all addresses in one: `rua=<address>,<address>`")
        elif valid:
            yield from void_by_any(_finding(context, valid[0], fault) for fault in _faults(valid[0]))
        else:
            yield _finding(context, found[0], version_fault(found[0], "TLSRPTv1"))


def _faults(policy: Policy) -> Iterator[TagFault]:
    yield from list_faults(policy)
    yield from blanks_in(policy, "rua")
    tag = policy.tags.get("rua")
    if tag is None:
        yield TagFault("rua is missing", 0, len(policy.text))
        return
    for uri, start, end in split_list(tag, ","):
        if not _URI.fullmatch(uri):
            yield TagFault(f"`{shorten(uri)}` is not a mailto: or https: URI", start, end)


def _finding(context: Context, policy: Policy, fault: TagFault) -> Finding:
    owner = policy.record.owner
    form = f'the form is `{owner} IN TXT "v=TLSRPTv1; rua=mailto:<address>"`'
    return finding_in_text(
        context,
        policy,
        fault.start,
        fault.end,
        f"the TLS-RPT record of {owner} is not valid: {fault.message}",
        help=stray_quote(policy) or (f"{QUOTES}; {form}" if lacks_quotes(policy) else form),
    )
