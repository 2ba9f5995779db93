"""A TLSA record is at a host that has no address.

Why: the host was renamed or removed, and nobody will ask for this record. Often the new name of the host lacks its
TLSA record.

Fix: delete the record, or move it to the new name of the host.

Switch it off when: the host will be added later.

References: RFC 6698 section 3; RFC 7671 section 8.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._paste import to_paste
from .._targets import related_steps
from ._tlsa import service_of

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
    {"example.com.zone": _ZONE + f"_25._tcp.old TLSA 3 1 1 {_HASH} ; <- tlsa-host-without-address\n"},
    {
        # One finding for each host.
        "example.com.zone": _ZONE
        + f"""\
_443._tcp.www TLSA 3 1 1 {_HASH} ; <- tlsa-host-without-address
_443._tcp.www TLSA 3 1 1 {_HASH[::-1]}
_443._udp.www TLSA 3 1 1 {_HASH}
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + f"""\
_25._tcp.mail TLSA 3 1 1 {_HASH}
_443._tcp.www TLSA 3 1 1 {_HASH}
www           CNAME web.example.net.
"""
    },
    {
        # Mail does not go to the domain's own host, which is another rule's.
        "example.com.zone": _ZONE
        + f"""\
_25._tcp.sub.example.org TLSA 3 1 1 {_HASH} ; zonelint: ignore[tlsa-host-without-address] to come
*._tcp.mail   TLSA 3 1 1 {_HASH}
_443._tcp.*   TLSA 3 1 1 {_HASH}
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for the first TLSA record of each host that provably has no address."""
    seen: set[str] = set()
    for record in context.records("TLSA"):
        _, host = service_of(record.owner)
        if not host or host in seen:
            continue
        seen.add(host)
        answer = context.namespace.addresses(host)
        # A domain stands for its mail hosts, and HTTPS may lead to another host (RFC 9460).
        stands_for_others = any(context.namespace.lookup(host, rtype).found for rtype in ("MX", "HTTPS", "SVCB"))
        end = answer.answers[0]
        if answer.absent and not stands_for_others:
            yield context.finding(
                record,
                f"{record.owner} is of no use: {host} has no address",
                field="owner",
                related=related_steps(answer.chain),
                help=f"delete `{record.text}`, or add {to_paste(end.zone, end.name, 'A', '<address>')}",
            )
