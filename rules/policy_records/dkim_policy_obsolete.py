"""A policy of DomainKeys or ADSP is still published, but nobody reads it.

Why: it does no harm, but looks as if the domain had a policy. DKIM replaced DomainKeys (`o=~` at `_domainkey`) in
2007. ADSP (`dkim=all` at `_adsp._domainkey`) was abandoned in 2013. Today, DMARC says what receivers should do with
unsigned mail.

Fix: delete the record.

Switch it off when: never. The rule runs only when you select it.

References: RFC 4870 section 3.6; RFC 5617, which is historic; RFC 9989.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Policy, Record

from .._examples import ZONE

SEVERITY = "info"
DEFAULT = False
TYPES = ("TXT",)

BAD = (
    {"example.com.zone": ZONE + '_domainkey TXT "o=~" ; <- dkim-policy-obsolete\n'},
    {
        "example.com.zone": ZONE
        + """\
_domainkey            TXT "t=y; o=-; r=postmaster@example.com" ; <- dkim-policy-obsolete
_adsp._domainkey.news TXT "dkim=discardable"                   ; <- dkim-policy-obsolete
"""
    },
)

GOOD = (
    {"example.com.zone": ZONE + 'key1._domainkey TXT "v=DKIM1; p="\n_domainkey TXT "a note"\n'},
    {"example.com.zone": ZONE + '_report._domainkey TXT "ra=postmaster; rp=100"\n'},
)

_TAGS = {"_domainkey.": "o", "_policy._domainkey.": "o", "_adsp._domainkey.": "dkim"}


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` stands at the name of such a policy, and says one."""
    for start, tag in _TAGS.items():
        if record.owner.startswith(start) and Policy(record).tags.get(tag) is not None:
            yield context.finding(
                record, f"nobody reads the policy at {record.owner} any more", field="rdata", help="delete the record"
            )
