"""A mail server cannot use this TLSA record.

Why: usage, selector and matching type have fixed numbers. For mail between servers, only the usages 2 and 3 count. If
a host has only unusable records, senders deliver without a check. Senders that require DANE do not deliver at all
("450 4.7.323 tlsa-invalid" at Exchange Online).

Fix: publish `3 1 1` with the SHA-256 digest of the server's public key, or `2 1 1` with that of its issuer.

Switch it off when: never.

References: RFC 6698 section 2.1; RFC 7672 sections 3.1.3 and 2.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from ._tlsa import SMTP_PORT, service_of

SEVERITY = "error"
TYPES = ("TLSA",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
        MX    10 mail
ns1     A     4.3.2.1
mail    A     4.3.2.25
@       DNSKEY 257 3 13 oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWzJaOau8XNEZeqCYKD5ar0IRd8KqXXFJkqmVfRvMGPmM1x8fGAa2XhSA==
"""
_HASH = "8cb0fc6c527506a053f4f14c8464bebbd6dede2738d11468dd953d7d6a3021f1"

BAD = (
    {"example.com.zone": _ZONE + f"_25._tcp.mail TLSA 1 1 1 {_HASH} ; <- tlsa-unusable\n"},
    {"example.com.zone": _ZONE + f"_25._tcp.mail TLSA 255 1 1 {_HASH} ; <- tlsa-unusable\n"},
    {
        "example.com.zone": _ZONE
        + f"""\
_25._tcp.mail  TLSA 4 1 1 {_HASH} ; <- tlsa-unusable
_443._tcp.mail TLSA 3 2 1 {_HASH} ; <- tlsa-unusable
_465._tcp.mail TLSA 3 1 3 {_HASH} ; <- tlsa-unusable
"""
    },
)

GOOD = (
    {"example.com.zone": _ZONE + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n_25._tcp.mail TLSA 2 0 1 {_HASH}\n"},
    {
        # A browser may use what a mail server may not.
        "example.com.zone": _ZONE + f"_443._tcp.mail TLSA 1 1 1 {_HASH}\n_443._tcp.ns1 TLSA 255 1 1 {_HASH}\n"
    },
)

_FIELDS = (("usage", 3), ("selector", 1), ("matching type", 2))
_PRIVATE_USE = 255


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` has a number that means nothing, or a usage that mail servers pass over."""
    numbers = (record.usage, record.selector, record.matching_type)
    for (name, largest), number in zip(_FIELDS, numbers, strict=True):
        if largest < number < _PRIVATE_USE:
            yield context.finding(
                record,
                f"the TLSA record of {record.owner} cannot be used: there is no {name} {number}",
                field="rdata",
                help=_help(record),
            )
            return
    if service_of(record.owner)[0] != SMTP_PORT:
        return
    unused = [
        f"{name} is {number}" for (name, _), number in zip(_FIELDS, numbers, strict=True) if number == _PRIVATE_USE
    ]
    if record.usage in (0, 1):
        unused.insert(0, f"usage is {record.usage}")
    if unused:
        yield context.finding(
            record,
            f"mail servers ignore the TLSA record of {record.owner}, because its {unused[0]}",
            field="rdata",
            severity="warning",
            help=_help(record),
        )


def _help(record: Record) -> str:
    return f"write `{record.owner} IN TLSA 3 1 1 <SHA-256 of the public key>`"
