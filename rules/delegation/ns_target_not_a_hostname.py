"""A name server has a name that no host may have.

Why: nobody can give such a name an address, so nobody asks that server; BIND refuses to load the zone by its setting
`check-names`. Exports of zones leave such a text where the provider's name servers are to be filled in.

Fix: write the name of the server, or delete the record where others stand beside it.

Switch it off when: another tool fills the name in before the zone is served.

References: RFC 1123 section 2.1; RFC 952.
"""

from zonelint.names import labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context

SEVERITY = "error"
TYPES = ("NS",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    YOUR&NAMESERVER. ; <- ns-target-not-a-hostname
ns1  A     4.3.2.1
"""
    },
    {
        # What example.net holds is not known, but that this is no host is.
        "example.com.zone": """$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
sub  NS    ns+2.example.net. ; <- ns-target-not-a-hostname
"""
    },
)

GOOD = (
    {
        # An underscore is tolerated widely, and a single label is what stock zones have.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns_2.example.net.
     NS    localhost.
ns1  A     4.3.2.1
"""
    },
    {
        # What provably does not exist has a rule of its own.
        "example.com.zone": """\
$TTL 1h
; zonelint: ignore-file[ns-target-without-address] shown there
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     NS    ns+2
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: "Context", record: "Record") -> "Iterator[Finding]":
    """Yield a finding if the server that `record` names cannot be a host, and no other rule says that it is absent."""
    target = record.target
    if target.isascii() and target.replace("-", "").replace("_", "").replace(".", "").isalnum():
        return  # nearly all
    odd = next((label for label in labels(target) if not label.replace("-", "").replace("_", "").isalnum()), "")
    if not odd or context.namespace.addresses(target).absent:
        return
    yield context.finding(
        record,
        f"the name server {target} cannot be a host: `{odd}` holds more than letters, digits and hyphens",
        field="target",
        help="write the name of the server, or delete the record if others stand beside it",
        cause=f"{target} is no host",
    )
