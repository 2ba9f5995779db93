"""EXPIRE in the SOA is so short that a secondary drops the zone after one refresh that fails.

Why: a secondary asks its primary every REFRESH seconds, and again after RETRY seconds when that fails. EXPIRE seconds
after the last answer it gives the zone up, and answers SERVFAIL to all that ask it. So it must be longer than several
tries: otherwise a primary that is restarted, or cannot be reached for an hour, takes all name servers with it. Mail to
the domain is deferred, and mail from it, too, because the names of its hosts are not found.

Not reported: zones with one name server, which have no secondary that anybody asks, zones without any record but SOA
and NS, and those of AS112, as RFC 7534 has them.

Fix: write an EXPIRE of two to four weeks, such as `1209600`.

Switch it off when: your secondaries get their zones in another way, such as git or rsync.

References: RFC 1035 section 3.3.13; RFC 1912 section 2.2.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import Context, Finding, Record, Zone

SEVERITY = "info"
DEFAULT = True
TYPES = ("SOA",)

BAD = (
    {
        # Every time is the same.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 1h 1h 1h 1h ; <- soa-expire-too-short
     NS    ns1
     NS    ns2
ns1  A     4.3.2.1
ns2  A     4.3.3.1
"""
    },
    {
        # The second try comes when the zone is gone.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 1d 2h 1d 1h ; <- soa-expire-too-short
     NS    ns1.example.net.
     NS    ns2.example.net.
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns1.example.net.
ns1  A     4.3.2.1
"""
    },
    {
        # There is a second try.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 1h 10m 2h 1h
     NS    ns1
     NS    ns1.example.net.
ns1  A     4.3.2.1
"""
    },
    {
        # There is nothing to be lost.
        "16.172.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.example.net. hostmaster.example.net. 1 1w 1m 1w 1h
     NS    ns1.example.net.
     NS    ns2.example.net.
"""
    },
    {
        # There is no secondary, and none of another address.
        "example.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 1h 1h 1h 1h
     NS    ns1
     NS    ns2
ns1  A     4.3.2.1
ns2  A     4.3.2.1
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 1h 1h 1h 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if a secondary gives the zone of the SOA `record` up before it asks its primary twice."""
    zone = record.zone
    refresh, retry, expire = map(int, record.words[3:6])
    if record is not zone.soa or expire > refresh + retry or zone.origin.startswith("hostname.as112."):
        return
    if not zone.types.keys() - {"SOA", "NS"} or not _has_secondary(context, zone):
        return
    yield context.finding(
        record,
        f"the secondaries of {record.owner} drop the zone when one refresh fails: EXPIRE is {expire} seconds, REFRESH"
        f" and RETRY are {refresh} and {retry}",
        field="word 5",
        help="write an EXPIRE of two to four weeks, such as `1209600`",
        value=str(expire),
        cause="EXPIRE of zones",
    )


def _has_secondary(context: Context, zone: Zone) -> bool:
    """Tell whether `zone` may have a second server: several names of one address are one."""
    servers = {ns.target for ns in zone.rrset(zone.origin, "NS")}
    answers = [context.namespace.addresses(server) for server in servers]
    known = {tuple(answer.addresses) for answer in answers if answer.found}
    is_one = all(answer.found for answer in answers) and len(known) == 1 and not any(map(_has_two, known))
    return len(servers) > 1 and not is_one


def _has_two(addresses: Sequence[str]) -> bool:
    """Tell whether two of `addresses` are of one family: each may be that of a server."""
    of_ipv6 = sum(":" in address for address in addresses)
    return max(of_ipv6, len(addresses) - of_ipv6) > 1
