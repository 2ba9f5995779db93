"""A host is there to serve an MTA-STS policy, but no record announces one.

Why: senders look for the policy only where the TXT record at `_mta-sts` says that there is one.

Fix: add the record.

Switch it off when: the policy is being set up, or was taken back and the host stays for senders that keep the old one.

References: RFC 8461 sections 3.1 and 8.3.
"""

from ._examples import ZONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context

SEVERITY = "info"
DEFAULT = False
TYPES = ("A", "AAAA", "CNAME")

BAD = (
    {"example.com.zone": ZONE + "mta-sts A 4.3.2.80 ; <- mta-sts-record-missing\n"},
    {"example.com.zone": ZONE + "mta-sts CNAME policy.example.net. ; <- mta-sts-record-missing\n"},
)

GOOD = (
    {
        "example.com.zone": ZONE
        + """\
mta-sts A 4.3.2.80
_mta-sts TXT "v=STSv1; id=1"
"""
    },
    {
        "example.com.zone": ZONE
        + """\
mta-sts.news CNAME policy.example.net.
_mta-sts.news CNAME _mta-sts.example.net.
"""
    },
)


def check_record(context: "Context", record: "Record") -> "Iterator[Finding]":
    """Yield a finding if `record` gives a policy host its first address, and its domain provably announces nothing."""
    owner = record.owner
    if not owner.startswith("mta-sts."):
        return
    held = (rrset for rtype in TYPES for rrset in (record.zone.rrset(owner, rtype),) if rrset)
    if next(held)[0] is not record or not context.namespace.lookup("_" + owner, "TXT").absent:
        return
    yield context.finding(
        record,
        f"{owner} could serve an MTA-STS policy, but no record at _{owner} announces one",
        help=f'add `_{owner} IN TXT "v=STSv1; id=<letters and digits>"`',
        type="TXT",
    )
