"""An NS record is at a wildcard.

Why: a wildcard cannot delegate. Servers answer differently for such names (RFC 4592 leaves it open), resolvers are
sent to servers that do not know the names, and DNSSEC cannot prove the answers. gdnsd refuses the zone.

Fix: delegate each name with its own NS records, or give the wildcard the records that the names should have.

Switch it off when: never.

References: RFC 4592 section 4.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, dialect

from .._examples import ZONE

SEVERITY = "warning"
TYPES = ("NS",)
NEEDS = ("* NS",)

BAD = (
    {"example.com.zone": ZONE + "*     NS    ns1 ; <- wildcard-ns\n"},
    {"example.com.zone": ZONE + "*.sub NS    ns.example.net. ; <- wildcard-ns\n"},
)

GOOD = (
    {"example.com.zone": ZONE + "sub   NS    ns.example.net.\n"},
    {"example.com.zone": ZONE + "*     A     4.3.2.1\n*.mail MX 10 ns1\n"},
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding for an NS record whose owner is a wildcard."""
    if record.owner[:2] != "*.":
        return
    server = dialect(record.zone.dialect)
    refused = f": {server.title} does not load the zone" if server.strict_cuts else ""
    yield context.finding(
        record,
        f"{record.owner} NS {record.rdata} delegates by a wildcard, which does not work{refused}",
        field="owner",
        help="delegate each name with its own NS records",
        severity="error" if refused else "",
        cause=f"wildcard NS {record.owner} {record.source.path}",
    )
