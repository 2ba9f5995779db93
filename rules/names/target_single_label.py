"""A target is a single label with a final dot.

Why: with the final dot, `@ NS dns.` names a top-level domain that does not exist, not a host of the zone. If all name
servers of a zone are written so, the zone does not resolve. Mail or a service is not found.

Fix: delete the final dot in the zone that has the host, or write the full name of the host.

Reported if a host of the loaded zones has that first label: in the zone itself, or, if there is only one such host, or
it is the primary server in the SOA record of the zone, in another zone. `@.` is such a name, too: the zone itself is
`@`. For an MX see mx-target-not-a-hostname, for a PTR see ptr-target-without-address.

Switch it off when: your own root zone has such names, and its file is not in the set.

References: RFC 1035 section 5.1; RFC 1912 section 2.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, first_label

from .._paste import write_target
from .._targets import AT_ROOT

SEVERITY = "warning"
NEEDS = ("NS", "MX", "SRV", "CNAME")
_LEADING = ("NS", "MX", "SRV", "CNAME")

BAD = (
    {
        # Of two hosts with that label the SOA record names one.
        "example.com.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n",
        "example.net.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.2\n",
        "example.org.zone": """\
$TTL 1h
@  SOA  ns1.example.net. hostmaster 1 8h 2h 4w 1h
   NS   ns1. ; <- target-single-label
""",
    },
    {
        "example.com.zone": """\
$TTL 1h
@     SOA    ns1 hostmaster 1 8h 2h 4w 1h
      NS     ns1
      NS     dns. ; <- target-single-label
ns1   A      4.3.2.1
dns   A      4.3.2.2
www   CNAME  ns1. ; <- target-single-label
ftp   CNAME  @. ; <- target-single-label
"""
    },
    {
        # The host is one of another zone.
        "example.com.zone": """\
$TTL 1h
@     SOA    ns1 hostmaster 1 8h 2h 4w 1h
      NS     ns1
ns1   A      4.3.2.1
""",
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@     SOA    ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS     ns1. ; <- target-single-label
1     PTR    ns1.example.com.
""",
    },
)

GOOD = (
    {
        # Two hosts have that label, and nothing tells which of them is meant.
        "example.com.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n",
        "example.net.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.2\n",
        "example.org.zone": "$TTL 1h\n@ SOA a.example.edu. hostmaster 1 8h 2h 4w 1h\n  NS ns1.\n",
    },
    {
        "example.com.zone": """\
$TTL 1h
@     SOA    ns1 hostmaster 1 8h 2h 4w 1h
      NS     ns1
      NS     ns1.example.net.
ns1   A      4.3.2.1
*.cdn A      4.3.2.2
pass  CNAME  rpz-passthru.
all   CNAME  *.
local CNAME  localhost.
localhost A  127.0.0.1
"""
    },
    {
        # The top-level domain is loaded.
        "lan.zone": """\
$ORIGIN lan.
$TTL 1h
@     SOA    lan. hostmaster 1 8h 2h 4w 1h
      NS     lan.
      A      4.3.2.1
lan   A      4.3.2.2
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each target of a single label that is provably the first one of a loaded host."""
    types = [rtype for rtype in _LEADING if rtype != "MX" or not context.runs("mx-target-not-a-hostname")]
    found = [record for rtype in types for record in _suspects(context, rtype)]
    if not found:
        return
    hosts = _hosts(context, {record.target for record in found})
    for record in found:
        names = hosts.get(record.target, set())
        host = _host(record, names)
        if record.target == AT_ROOT:
            yield _at_root(context, record)
        elif host:
            yield context.finding(
                record,
                f"the target {record.target} is a single label: {host} seems to be meant",
                field="target",
                help=write_target(record, host),
                cause=f"single label {record.target} {record.source.path}",
            )


def _host(record: Record, names: set[str]) -> str:
    """Return which of the hosts `names` is meant by the target of `record`; empty if that is not known."""
    zone = record.zone
    likely = (record.target + zone.origin, zone.soa.mname if zone.soa is not None else "")
    return next((name for name in likely if name in names), next(iter(names)) if len(names) == 1 else "")


def _at_root(context: Context, record: Record) -> Finding:
    return context.finding(
        record,
        f"the target `@.` is a name at the root of the DNS: {record.zone.origin} is `@`, without a dot",
        field="target",
        help=write_target(record, record.zone.origin),
        cause=f"single label {record.target} {record.source.path}",
    )


def _suspects(context: Context, rtype: str) -> Iterator[Record]:
    """Yield the records of `rtype` whose target is a single label about which nothing here knows."""
    for zone in context.namespace.spelled.rdata(rtype).zones_for(_holds_single_label):
        if context.namespace.judges(zone):
            for record in zone.records(rtype):
                if not context.namespace.is_occluded(record) and _is_suspect(context, record):
                    yield record


def _holds_single_label(rdata: str) -> bool:
    return any(each.count(".") == 1 for each in rdata.split("\n"))


def _is_suspect(context: Context, record: Record) -> bool:
    if record.rdata.count(".") != 1 or record.rdata[-2:] in (".", " ."):
        return False
    return record.target not in ("*.", "localhost.") and context.namespace.addresses(record.target).unknown


def _hosts(context: Context, targets: set[str]) -> dict[str, set[str]]:
    """Return each of `targets`, which are single labels -> the hosts with an address that begin with it."""
    hosts: dict[str, set[str]] = {}
    for rtype in ("A", "AAAA"):
        for record in context.namespace.records(rtype):
            label = f"{first_label(record.owner)}."
            if label in targets:
                hosts.setdefault(label, set()).add(record.owner)
    return hosts
