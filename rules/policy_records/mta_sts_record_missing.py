"""A host for an MTA-STS policy exists, but no record announces the policy.

Why: senders look for the policy only if the TXT record at `_mta-sts` says that there is one.

Fix: add the record.

Switch it off when: you are setting up the policy, or you withdrew it and keep the host for senders that remember it.

References: RFC 8461 sections 3.1 and 8.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._examples import ZONE
from .._paste import to_paste

SEVERITY = "info"
DEFAULT = False
NEEDS = ("MX",)

_HOST_RECORDS = ("A", "AAAA", "CNAME")
_ZONE = ZONE + "@ MX 10 mail.example.net.\n"

BAD = (
    {"example.com.zone": _ZONE + "mta-sts A 4.3.2.80 ; <- mta-sts-record-missing\n"},
    {"example.com.zone": _ZONE + "mta-sts CNAME policy.example.net. ; <- mta-sts-record-missing\n"},
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
mta-sts A 4.3.2.80
_mta-sts TXT "v=STSv1; id=1"
"""
    },
    {
        "example.com.zone": ZONE
        + """\
news MX 10 mail.example.net.
mta-sts.news CNAME policy.example.net.
_mta-sts.news CNAME _mta-sts.example.net.
"""
    },
)


_RECORD = '"v=STSv1; id=<letters and digits>"'


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each policy host of a domain with MX records that provably announces nothing."""
    for domain in dict.fromkeys(record.owner for record in context.records("MX")):
        record = _host_record(context, f"mta-sts.{domain}")
        if record is not None and context.namespace.lookup(f"_{record.owner}", "TXT").absent:
            yield _finding(context, record)


def _host_record(context: Context, host: str) -> Record | None:
    """Return the first record that gives `host` an address, or None."""
    zone = context.namespace.zone_of(host)
    held = [zone.rrset(host, rtype) for rtype in _HOST_RECORDS] if zone is not None else []
    return next((rrset[0] for rrset in held if rrset and not context.namespace.is_occluded(rrset[0])), None)


def _finding(context: Context, record: Record) -> Finding:
    owner = record.owner
    return context.finding(
        record,
        f"{owner} could serve an MTA-STS policy, but no record at _{owner} announces one",
        help=f"add {to_paste(record.zone, f'_{owner}', 'TXT', _RECORD)}",
        type="TXT",
    )
