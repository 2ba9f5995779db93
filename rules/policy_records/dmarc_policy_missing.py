"""A DMARC record has no policy: the tag p is missing.

Why: receivers that follow RFC 9989 use the policy none. Those that follow RFC 7489 ignore the record unless it has an
address for reports. Gmail refuses bulk mail of such a domain ("550-5.7.40 … the DMARC record doesn't specify a DMARC
policy").

Fix: write `p=none`, `p=quarantine` or `p=reject` directly after the version. In a zone file, put the whole text in
quotes: outside quotes a semicolon begins a comment, and only `v=DMARC1` is left.

Switch it off when: never.

References: RFC 9989 section 4.7; RFC 7489 sections 6.3 and 6.6.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, Context, Finding

from ._shared import QUOTES, lacks_quotes

SEVERITY = "warning"
NEEDS = ("DMARC",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; rua=mailto:dmarc@example.net" ; <- dmarc-policy-missing\n'},
    {
        # Without quotes the rest is a comment.
        "example.com.zone": _ZONE + "_dmarc TXT v=DMARC1; p=reject ; <- dmarc-policy-missing\n"
    },
)

GOOD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.net"\n'},
    {
        # Who takes reports for others says so with the version alone.
        "example.com.zone": _ZONE + 'example.org._report._dmarc TXT "v=DMARC1"\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each DMARC record without the tag p; where there are several, none counts."""
    for policy in context.mail.policies.single(DMARC):
        if all(tag.name.lower() != "p" for tag in policy.tags.tags):
            owner = policy.record.owner
            rest = policy.text.partition(";")[2].strip()
            whole = f'`{owner} IN TXT "v=DMARC1; p=none{"; " + rest if rest else ""}"`'
            help = f"{QUOTES}: {whole}" if lacks_quotes(policy) else f"write {whole}"
            yield context.finding(
                policy.record, f"the DMARC record of {owner} has no policy (p=)", field="rdata", help=help
            )
