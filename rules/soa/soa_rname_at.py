"""The mailbox in the SOA record contains an `@`.

Why: RNAME is a domain name. Its first label is the local part of the mail address, the rest is the domain. An `@` is
just a character of a label, so `hostmaster@example.com.` is a mailbox called `hostmaster@example` in the domain com.
Tools that read the record do not find the mail address.

Fix: write a dot instead of the `@`, and `\\.` for a dot in the local part. `zonelint fix` does it. This is safe: a
mail address can mean nothing else.

Switch it off when: never.

References: RFC 1035 sections 3.3.13 and 8; RFC 1912 section 2.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, labels

from .._fixes import word_changed

SEVERITY = "warning"
TYPES = ("SOA",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster@example.com. 1 8h 2h 4w 1h ; <- soa-rname-at
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 first.last@example.net 1 8h 2h 4w 1h ; <- soa-rname-at
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com. 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 first\\.last.example.net. 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # A lone "@" is the zone's own name.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 @ 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)

_AT = "\\@"
"""How an `@` within a label is shown (RFC 1035 section 5.1)."""


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the RNAME of the SOA `record` holds an `@`."""
    written = record.words[1]
    if _AT not in written or record is not record.zone.soa:
        return
    meant = _meant(written, record.zone.origin)
    yield context.finding(
        record,
        f"the RNAME of {record.owner} is written with an `@`: {written}",
        field="word 1",
        help=f"write `{meant}`",
        value=record.rname,
        cause=f"RNAME {meant}",
        fix=word_changed(record, 1, meant, f"write `{meant}`", safe=True),
    )


def _meant(name: str, origin: str) -> str:
    """Return the RNAME that is meant: a dot for the `@`, `\\.` for those before it, no origin behind a domain."""
    local, _, domain = name.partition(_AT)
    if domain.lower().endswith(f".{origin}") and len(labels(domain[: -len(origin)])) > 1:
        domain = domain[: -len(origin)]
    return local.replace(".", "\\.") + f".{domain}"
