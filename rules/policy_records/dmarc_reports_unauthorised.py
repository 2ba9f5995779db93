"""DMARC reports go to a domain that has not agreed to receive them.

Why: receivers send reports to a foreign domain only if that domain agrees, with a record below `_report._dmarc`.
Otherwise anybody could flood it with reports. Without the record no reports arrive, and nobody notices.

Fix: publish the record in the message, in the zone of the domain that receives the reports. A wildcard there agrees
for all domains.

Switch it off when: never.

References: RFC 9990; RFC 7489 section 7.1.
"""

from collections import Counter
from collections.abc import Iterator

from zonelint.lint.api import (
    DMARC,
    MAX_NAME_OCTETS,
    MOST_RELATED,
    Answer,
    Context,
    Finding,
    Policy,
    Zone,
    domain_of,
    is_at_or_below,
    organizational_domain,
    relate,
    relative_to,
)

from .._paste import is_octodns, to_paste
from ._dmarc import report_addresses
from ._shared import domain_meant, finding_in_text

SEVERITY = "warning"
NEEDS = ("DMARC rua", "DMARC ruf")

_ZONE = """\
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
        MX    10 mail.example.net.
"""
_FIRST = _ZONE + "ns1 A 4.3.2.1\n"

BAD = (
    {
        "example.com.zone": _FIRST
        + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.org" ; <- dmarc-reports-unauthorised\n',
        "example.org.zone": _ZONE,
    },
    {
        # It agrees for another domain, and something else stands at the right name.
        "example.com.zone": _FIRST
        + """\
_dmarc TXT ( "v=DMARC1; p=none; rua=mailto:own@example.com,"
             "mailto:d@example.org; "      ; <- dmarc-reports-unauthorised
             "ruf=mailto:d@example.org" )
""",
        "example.org.zone": _ZONE
        + """\
example.net._report._dmarc TXT "v=DMARC1"
example.com._report._dmarc TXT "a note"
""",
    },
)

GOOD = (
    {
        "example.com.zone": _FIRST
        + """\
_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.org,mailto:d@sub.example.com"
sub    MX  10 mail.example.net.
""",
        "example.org.zone": _ZONE + 'example.com._report._dmarc TXT "v=DMARC1"\n',
    },
    {
        # A wildcard agrees for all; what example.net says is not known here.
        "example.com.zone": _FIRST
        + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.org; ruf=mailto:d@example.net"\n',
        "example.org.zone": _ZONE + '*._report._dmarc TXT "v=DMARC1; rua=mailto:all@example.org"\n',
    },
    {
        # Receivers see another zone than this one.
        ".zonelint.toml": 'internal = ["example.com."]\n',
        "example.com.zone": _FIRST + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.org"\n',
        "example.org.zone": _ZONE,
    },
)

_AGREED = '"v=DMARC1"'


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each foreign domain that provably does not agree to the reports sent to it."""
    found = list(_refused(context))
    counts = Counter(host for _, _, _, host, _ in found)
    for policy, answer, domain, host, span in found:
        yield _finding(context, policy, answer, domain, host, span, for_all=counts[host] > 1)


def _refused(context: Context) -> Iterator[tuple[Policy, Answer, str, str, tuple[int, int]]]:
    """Yield policy, answer, domain, the foreign domain that does not agree, and where in the text it stands."""
    for policy in context.mail.policies.single(DMARC):
        if domain_meant(policy.record) is not None or context.mail.is_internal(policy.record):
            continue  # no receiver of mail looks for the record
        domain = domain_of(policy.record.owner)
        seen: set[str] = set()
        for address in report_addresses(policy):
            if not address.host or address.host in seen or "*" in domain:
                continue
            seen.add(address.host)
            answer = _refusal(context, domain, address.host)
            if answer is not None:
                yield policy, answer, domain, address.host, (address.start, address.end)


def _refusal(context: Context, domain: str, host: str) -> Answer | None:
    """Return the answer that proves that `host` takes no reports about `domain`; None if it does, or may do."""
    if is_at_or_below(host, domain) or is_at_or_below(domain, host):
        return None
    name = f"{domain}_report._dmarc.{host}"
    if len(name) > MAX_NAME_OCTETS:
        return None  # no such name can be written
    answer, agreed = context.mail.policies.at(DMARC, name)
    if agreed or answer.unknown or not answer.whole:
        return None
    return answer if organizational_domain(host) != organizational_domain(domain) else None


def _would_apply(zone: Zone, domain: str, host: str) -> bool:
    """Tell whether a wildcard of `host` would agree for `domain`: no name between the two exists (RFC 4592, 3.3.1)."""
    above = domain.partition(".")[2]
    while above:
        if zone.has_name(f"{above}_report._dmarc.{host}"):
            return False
        above = above.partition(".")[2]
    return True


def _finding(
    context: Context, policy: Policy, answer: Answer, domain: str, host: str, span: tuple[int, int], *, for_all: bool
) -> Finding:
    name = f"{domain}_report._dmarc.{host}"
    zone = context.namespace.zone_of(name)
    soa = zone.soa if zone is not None else None
    where = f" in {zone.origin}" if zone is not None else ""
    for_all = for_all and (zone is None or _would_apply(zone, domain, host))
    agreed = f"*._report._dmarc.{host}" if for_all else name
    owner = relative_to(agreed, zone.origin) if zone is not None else agreed
    in_yaml = zone is not None and is_octodns(zone)
    record = to_paste(zone, agreed, "TXT", _AGREED) if in_yaml else f"`{owner} IN TXT {_AGREED}`{where}"
    return finding_in_text(
        context,
        policy,
        *span,
        f"{host} does not agree to receive DMARC reports about {domain}: {name} has no record",
        related=[relate(record, "what the name holds instead") for record in answer.records[:MOST_RELATED]]
        or ([relate(soa, f"the record belongs in the zone {soa.owner}")] if soa is not None else []),
        help=f"to agree for all domains, add {record}" if for_all else f"add {record}",
        cause=f"reports to {host}",
    )
