"""Some mail exchanges of a domain have TLSA records, but this one has none.

Why: an attacker in the network makes the others unreachable, and the sender uses this one, which is not checked. DANE
protects a domain only if all its exchanges have TLSA records.

Fix: publish a TLSA record for each exchange.

Switch it off when: you are introducing DANE, or the exchange belongs to a provider without DANE.

References: RFC 7672 sections 2.2.1 and 2.2.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, relate

from .._targets import NO_TARGET
from ._tlsa import tlsa_name

SEVERITY = "warning"
NEEDS = ("TLSA",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
        MX    10 mail
        MX    20 relay
ns1     A     4.3.2.1
mail    A     4.3.2.25
relay   A     4.3.2.26
@       DNSKEY 257 3 13 oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWzJaOau8XNEZeqCYKD5ar0IRd8KqXXFJkqmVfRvMGPmM1x8fGAa2XhSA==
"""
_HASH = "8cb0fc6c527506a053f4f14c8464bebbd6dede2738d11468dd953d7d6a3021f1"

BAD = (
    {
        "example.com.zone": _ZONE.replace("20 relay", "20 relay ; <- mx-target-without-tlsa")
        + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n"
    },
    {
        # Each exchange is named once, however many domains have it.
        "example.com.zone": _ZONE.replace("10 mail", "10 mail ; <- mx-target-without-tlsa")
        + f"""\
_25._tcp.relay TLSA 3 1 1 {_HASH}
news MX 10 mail
     MX 20 relay
"""
    },
)

GOOD = (
    {"example.com.zone": _ZONE + f"_25._tcp.mail TLSA 3 1 1 {_HASH}\n_25._tcp.relay CNAME _25._tcp.mail\n"},
    {
        # None has any; and what example.net has is not known here.
        "example.com.zone": _ZONE
        + f"""\
news MX 10 host
     MX 20 mail.example.net.
host A  4.3.2.27
_25._tcp.host TLSA 3 1 1 {_HASH}
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each exchange that provably has no TLSA record beside one that has."""
    if not any(zone.types.get("TLSA") for zone in (*context.namespace.zones.values(), *context.namespace.assumed)):
        return
    seen: set[str] = set()
    for zone in context.namespace.zones.values():
        for rrset in zone.rrsets("MX"):
            if len(rrset) < 2 or context.namespace.is_occluded(rrset[0]):
                continue
            answers = [
                (mx, context.namespace.lookup(tlsa_name(mx.target), "TLSA")) for mx in rrset if mx.target != NO_TARGET
            ]
            having = [answer.records[0] for _, answer in answers if answer.found]
            for mx, answer in answers if having else ():
                if answer.absent and mx.target not in seen:
                    seen.add(mx.target)
                    yield context.finding(
                        mx,
                        f"the mail exchange {mx.target} has no TLSA record, but another one of {mx.owner} has",
                        field="target",
                        related=[relate(having[0], "the record of the other exchange")],
                        help=f"add `{tlsa_name(mx.target)} IN TLSA 3 1 1 <SHA-256 of the public key>`",
                        value=mx.target,
                    )
