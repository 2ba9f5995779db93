"""The record that announces an MTA-STS policy is not valid.

Why: senders that find no valid record, or several, act as if the domain had no policy. They deliver without a check
of the certificate, and an attacker in the network can read the mail. At most, TLS reports show `sts-policy-invalid`.

Fix: publish one record. Whenever the policy changes, write a new `id` of up to 32 letters and digits.

Switch it off when: never.

References: RFC 8461 section 3.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import MTA_STS, Context, Finding, Policy, TagFault, late, shorten

from .._examples import ZONE
from ._shared import QUOTES, blanks_in, finding_in_text, lacks_quotes, list_faults, several, version_fault, void_by_any

SEVERITY = "warning"
NEEDS = ("MTA-STS",)

_HOST = "mta-sts A 4.3.2.80\n"

BAD = (
    {"example.com.zone": ZONE + _HOST + '_mta-sts TXT "v=STSv1;" ; <- mta-sts-syntax\n'},
    {"example.com.zone": ZONE + _HOST + '_mta-sts TXT "v=STSv1; id=2026-01-31" ; <- mta-sts-syntax\n'},
    {
        "example.com.zone": ZONE
        + _HOST
        + """\
_mta-sts TXT "v=STSv1; id=1"
_mta-sts TXT "v=STSv1; id=2" ; <- mta-sts-syntax
"""
    },
    {"example.com.zone": ZONE + '_mta-sts TXT "v=stsv1; id=1" ; <- mta-sts-syntax\n'},
    {"example.com.zone": ZONE + '_mta-sts TXT "v = STSv1; id=1" ; <- mta-sts-syntax\n'},
    {"example.com.zone": ZONE + '_mta-sts TXT "V=STSv1; id=1" ; <- mta-sts-syntax\n'},
    {"example.com.zone": ZONE + _HOST + '_mta-sts TXT "v=STSv1; id = 1" ; <- mta-sts-syntax\n'},
    {"example.com.zone": ZONE + _HOST + '_mta-sts TXT "v=STSv1;; id=1" ; <- mta-sts-syntax\n'},
)

GOOD = (
    {"example.com.zone": ZONE + _HOST + '_mta-sts TXT "v=STSv1; id=20260131T120000Z;"\n'},
    {
        "example.com.zone": ZONE
        + _HOST
        + """\
_mta-sts TXT "v=STSv1; id=1; later=word"
_mta-sts TXT "a note"
_mta-sts.sub CNAME _mta-sts.example.net.
"""
    },
)

_ID = late(r"[A-Za-z0-9]{1,32}")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of a record at _mta-sts, and for the second of several."""
    for owner, found in context.mail.policies.owners(MTA_STS).items():
        valid = [policy for policy in found if policy.is_of(MTA_STS)]
        if len(valid) > 1:
            message = f"{owner} has {len(valid)} MTA-STS records, so receivers ignore all of them"
            yield several(context, valid, message, f"keep one: `{valid[-1].record.text}`")
        elif valid:
            yield from void_by_any(_finding(context, valid[0], fault) for fault in _faults(valid[0]))
        else:
            yield _finding(context, found[0], version_fault(found[0], "STSv1"))


def _faults(policy: Policy) -> Iterator[TagFault]:
    yield from list_faults(policy)
    yield from blanks_in(policy, "id")
    tag = policy.tags.get("id")
    if tag is None:
        yield TagFault("the id is missing", 0, len(policy.text))
    elif not _ID.fullmatch(tag.value):
        yield TagFault(f"id={shorten(tag.value)}, but it takes 1 to 32 letters and digits", tag.start, tag.end)


def _finding(context: Context, policy: Policy, fault: TagFault) -> Finding:
    owner = policy.record.owner
    form = f'the form is `{owner} IN TXT "v=STSv1; id=<letters and digits>"`'
    return finding_in_text(
        context,
        policy,
        fault.start,
        fault.end,
        f"the MTA-STS record of {owner} is not valid: {fault.message}",
        help=f"{QUOTES}; {form}" if lacks_quotes(policy) else form,
    )
