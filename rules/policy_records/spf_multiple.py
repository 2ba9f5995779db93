"""A name has more than one SPF record.

Why: a receiver that finds two must stop with a permanent error (permerror), and uses neither. The mail of the domain
is not authenticated. Some receivers refuse it ("550 5.7.23 … SPF validation failed"), and DMARC cannot pass with SPF.

Fix: merge them into one record: the terms of all, each once, and one `all` at the end.

Switch it off when: never.

References: RFC 7208 sections 3.2 and 4.5.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, relate

SEVERITY = "error"
NEEDS = ("2 SPF",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 ns1
     TXT   "v=spf1 mx -all"
     TXT   "v=spf1 include:example.net -all" ; <- spf-multiple
ns1  A     4.3.2.1
"""
    },
    {
        # A record may be cut into strings anywhere, and letter case does not count.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     TXT   "V=SPF1 a -all"
     TXT   "note"
     TXT   "v=sp" "f1 -all" ; <- spf-multiple
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 ns1
     TXT   "v=spf1 mx -all"
     TXT   "v=spf10 is another version"
     TXT   "google-site-verification=v=spf1"
ns1  A     4.3.2.1
     TXT   "v=spf1 a -all"
"""
    },
    {
        # What stands below a delegation is not this zone's to say, and what example.net says is not known.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     TXT   "v=spf1 redirect=example.net"
     A     4.3.2.1
ns1  A     4.3.2.1
sub  NS    ns1
sub  TXT   "v=spf1 -all" ; <- occluded-record
sub  TXT   "v=spf1 mx -all" ; <- occluded-record
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each name with several SPF records, at the second one."""
    for policies in context.mail.texts.spf.values():
        if len(policies) > 1:
            yield _finding(context, policies)


def _finding(context: Context, policies: list[Record]) -> Finding:
    first, second, *more = policies
    example = f'{second.owner} IN TXT "v=spf1 <the mechanisms of all> -all"'
    return context.finding(
        second,
        f"{second.owner} has {len(policies)} SPF records, so receivers ignore all of them",
        field="rdata",
        related=[relate(first, "the first one"), *(relate(record, "another one") for record in more[:MOST_RELATED])],
        help=f"merge them into one record: `{example}`",
        value="spf",
    )
