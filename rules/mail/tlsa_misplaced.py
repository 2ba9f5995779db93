"""A TLSA record for mail is at the domain, not at its mail host.

Why: a sender looks for it at the name of the mail exchange, `_25._tcp.<host in the MX>`. Nobody looks for it at the
mail domain, so DANE is not in use although the owner believes it is.

Fix: move the record to the name of the mail exchange.

Switch it off when: the name is the mail exchange of domains that are not loaded.

References: RFC 7672 sections 2.2.3 and 3.2.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, relate

from .._owners import owner_field
from .._targets import NO_TARGET
from ._tlsa import SMTP_PORT, service_of, tlsa_name

SEVERITY = "warning"
NEEDS = ("TLSA",)

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
    {"example.com.zone": _ZONE + f"_25._tcp TLSA 3 1 1 {_HASH} ; <- tlsa-misplaced\n"},
    {
        "example.com.zone": _ZONE
        + f"""\
news MX 10 mail.example.net.
_25._tcp.news TLSA 3 1 1 {_HASH} ; <- tlsa-misplaced
_25._tcp.news TLSA 3 1 1 {_HASH[::-1]}
"""
    },
)

GOOD = (
    {"example.com.zone": _ZONE + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n"},
    {
        # A host without MX is its own exchange; that of another port has nothing to do with MX.
        "example.com.zone": _ZONE
        + f"""\
_25._tcp.ns1 TLSA 3 1 1 {_HASH}
@            A    4.3.2.80
_443._tcp    TLSA 3 1 1 {_HASH}
mail         MX   10 mail.example.net.
_25._tcp.mail TLSA 3 1 1 {_HASH}
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for the first TLSA record at port 25 of each name that mail does not go to."""
    exchanges: set[str] | None = None
    seen: set[str] = set()
    for record in context.records("TLSA"):
        port, host = service_of(record.owner)
        if port != SMTP_PORT or not host or host in seen:
            continue
        seen.add(host)
        answer = context.namespace.lookup(host, "MX")
        if not answer.found or not answer.whole:
            continue
        if exchanges is None:
            exchanges = {mx.target for mx in context.namespace.records("MX")}
        if host in exchanges or context.namespace.may_name(host, "MX"):
            continue
        targets = [mx.target for mx in answer.records if mx.target != NO_TARGET]
        yield context.finding(
            record,
            f"mail for {host} does not go to {host}, so nobody looks for the TLSA record there",
            field=owner_field(record),
            related=[relate(mx, "where the mail goes") for mx in answer.records[:MOST_RELATED]],
            help=_help(context, record, targets),
        )


def _help(context: Context, record: Record, targets: Sequence[str]) -> str:
    if not targets or context.namespace.lookup(tlsa_name(targets[0]), "TLSA").found:
        return "delete it"
    return f"move it to `{tlsa_name(targets[0])} IN TLSA {record.rdata}`"
