"""A name has more than one DMARC record.

Why: a receiver that finds several ignores all of them: the domain has no DMARC. Gmail then refuses mail of bulk
senders ("550-5.7.40 … doesn't have a DMARC record"), and forged mail is accepted.

Fix: keep one record.

Switch it off when: never.

References: RFC 9989 (discovery of the policy); RFC 7489 section 6.6.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, Context, Finding

from ._shared import several

SEVERITY = "error"
NEEDS = ("2 DMARC",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
_dmarc  TXT   "v=DMARC1; p=none"
        TXT   "v=DMARC1; p=reject" ; <- dmarc-multiple
"""
    },
    {
        # A subdomain may have a policy of its own, but one.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
_dmarc  TXT   "v=DMARC1; p=none"
_dmarc.news TXT "v=DMARC1; p=none"
_dmarc.news TXT "v=DMARC1;p=none;sp=none" ; <- dmarc-multiple
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
_dmarc  TXT   "v=DMARC1; p=none"
        TXT   "a note, which receivers pass over"
_dmarc.news TXT "v=DMARC1; p=reject"
"""
    },
    {
        # What stands below a delegation is not this zone's to say.
        "example.com.zone": """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
sub     NS    ns1
_dmarc.sub TXT "v=DMARC1; p=none" ; <- occluded-record
_dmarc.sub TXT "v=DMARC1; p=reject" ; <- occluded-record
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each name with several DMARC records, at the second one."""
    for owner, valid in context.mail.policies.valid(DMARC).items():
        if len(valid) > 1:
            message = f"{owner} has {len(valid)} DMARC records, so receivers ignore all of them"
            yield several(context, valid, message, f"keep one: `{valid[0].record.text}`")
