"""A policy record is at a name where no receiver looks for it.

Why: receivers look for DMARC at `_dmarc`, for a DKIM key at `<selector>._domainkey`, for MTA-STS at `_mta-sts`, for
TLS reports at `_smtp._tls`, and for BIMI at `<selector>._bimi`. At any other name the record has no effect: for the
receiver the mail is not signed, or the domain has no policy.

Fix: move the record to the name in the message. A name without its final dot has the zone's name twice.

Switch it off when: aliases of customers lead to the record, and their zones are not loaded.

References: RFC 9989 (name of the record); RFC 6376 section 3.6.2.1; RFC 8461 section 3.1; RFC 8460 section 3.

It is a warning if the policy stands at the right name, too, or is no DMARC record.

Not reported: names that an alias in the loaded zones leads to; wildcards; names with other labels that begin with an
underscore, if these are no slips (`smtp._tls`, `key1._domain_key`, `_dmark`); names that hold only text and do not
look like a mistake (`dmarc`, `key1.domainkey`), because a provider may use them as targets for customers' aliases.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    BIMI,
    DKIM,
    DMARC,
    MTA_STS,
    POLICY_VERSIONS,
    TLS_RPT,
    Context,
    Finding,
    Policy,
    Record,
    labels,
)

from ._misplaced import domain_likely, misplaced
from ._shared import domain_meant

SEVERITY = "error"
NEEDS = ("DMARC", "DKIM", "MTA-STS", "TLS-RPT", "BIMI")

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + """\
@       TXT   "v=DMARC1; p=reject"      ; <- policy-record-misplaced
@       TXT   "v=DKIM1; p="             ; <- policy-record-misplaced
mta-sts TXT   "v=STSv1; id=1"           ; <- policy-record-misplaced
mta-sts A     4.3.2.80
"""
    },
    {
        # Labels with an underscore too few, or too many.
        "example.com.zone": _ZONE
        + """\
smtp._tls        TXT "v=TLSRPTv1; rua=mailto:a@example.com" ; <- policy-record-misplaced
key1._domain_key TXT "v=DKIM1; p="                          ; <- policy-record-misplaced
"""
    },
    {
        # A letter is wrong.
        "example.com.zone": _ZONE
        + """\
_dmark    TXT "v=DMARC1; p=reject" ; <- policy-record-misplaced
_mta_sts  TXT "v=STSv1; id=1"      ; <- policy-record-misplaced
"""
    },
    {
        # The name of the subdomain comes behind the label.
        "example.com.zone": _ZONE
        + """\
news        MX  10 mail.example.net.
news._dmarc TXT "v=DMARC1; p=reject"     ; <- policy-record-misplaced
"""
    },
    {
        # The first lacks its final dot, the second its selector.
        "example.com.zone": _ZONE
        + """\
_dmarc.example.com TXT "v=DMARC1; p=reject"     ; <- policy-record-misplaced
_domainkey         TXT "v=DKIM1; p="            ; <- policy-record-misplaced
_dmarc._dmarc      TXT "v=DMARC1; p=reject"     ; <- policy-record-misplaced
key1.domainkey     TXT "v=DKIM1; p="            ; <- policy-record-misplaced
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
_dmarc             TXT "v=DMARC1; p=reject"
key1._domainkey    TXT "v=DKIM1; p="
_domainkey         TXT "o=~"
_domainkey.shop    TXT "v=DKIM1; o=~"
example.org._report._dmarc TXT "v=DMARC1"
"""
    },
    {
        # Aliases lead to these, and a wildcard answers for _dmarc.
        "example.com.zone": _ZONE
        + """\
key1._domainkey    CNAME key1
key1               TXT "v=DKIM1; p="
*                  TXT "v=DMARC1; p=none"
"""
    },
    {
        # The policy of a customer, whose alias leads to it.
        "example.com.zone": _ZONE
        + """\
shop._dmarc TXT "v=DMARC1; p=reject"
"""
    },
    {
        # A name of its own, with a number more.
        "example.com.zone": _ZONE
        + """\
_dmarc1   TXT "v=DMARC1; p=reject"
"""
    },
    {
        # Aliases of customers, whose zones are not loaded, lead to these.
        "example.com.zone": _ZONE
        + """\
s1.domainkey.u7.wl TXT "v=DKIM1; p="
s2                 TXT "v=DKIM1; p="
shop.policies      TXT "v=DMARC1; p=reject"
"""
    },
)

_NAMES = {
    DMARC: "_dmarc.",
    DKIM: "<selector>._domainkey.",
    MTA_STS: "_mta-sts.",
    TLS_RPT: "_smtp._tls.",
    BIMI: "default._bimi.",
}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each policy record that stands where it has no effect."""
    for kind, record, right in misplaced(context):
        yield _finding(context, kind, record, domain_likely(record), right)
    for kind in POLICY_VERSIONS:
        for owner, found in context.mail.policies.owners(kind).items():
            domain = domain_meant(found[0].record)
            if domain is None:
                continue
            for policy in context.mail.policies.valid(kind)[owner]:
                yield _finding(context, kind, policy.record, domain)


def _finding(context: Context, kind: str, record: Record, domain: str, right: str = "") -> Finding:
    name = right or _NAMES[kind] + domain
    words = labels(record.owner)
    if not right and words[1:2] in (["_domainkey"], ["_bimi"], ["domainkey"]):
        name = f"{words[0]}._{words[1].lstrip('_')}.{domain}"  # the selector is known, just the rest is wrong
    there = context.namespace.lookup(name, "TXT").found if "<" not in name else False
    if kind == DKIM and "<" in name and not Policy(record).tags.value("p"):
        help = "delete it: it holds no key, and no receiver looks it up"
    else:
        help = f"delete it: {name} has one already" if there else f"move it to `{name} IN TXT {record.rdata}`"
    return context.finding(
        record,
        f"nobody looks for a {kind} record at {record.owner}",
        field="rdata",
        severity="error" if kind == DMARC and not there else "warning",
        help=help,
    )
