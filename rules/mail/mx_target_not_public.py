"""No address of a mail exchange is public.

Why: other senders cannot connect, or connect to a host in their own network. With a loopback address they connect to
themselves ("mail for … loops back to myself"). Mail stays in the queue until it bounces. Some receivers also refuse
mail from a domain with such an MX.

Fix: publish the public address, for example that of the firewall (NAT). If a PTR of a public address names the
exchange, the finding is at the private address, and the PTR is correct.

Not reported: internal zones and views, that is those in `internal`, views whose match-clients are private, names such
as corp.local, and labs (all addresses are private). Nor an exchange with an address reserved for documentation
(192.0.2.25) in a zone whose name is reserved for documentation (example.com).

Switch it off when: the zone is internal. It is better to add the zone or its view to `internal`.

References: RFC 6890 (special-purpose registries); RFC 1918; RFC 5737; RFC 2606; RFC 5321 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    MOST_RELATED,
    AddressAnswer,
    Context,
    Finding,
    Networks,
    Option,
    Record,
    is_documentation,
    is_documentation_name,
    relate,
)

from .._nat import cause_of, public_ptr
from .._paste import in_octodns, to_paste
from .._targets import NO_TARGET, is_address_left

SEVERITY = "error"
TYPES = ("MX",)
OPTIONS = {"allow": Option([], "what counts as public", of="networks")}

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail ; <- mx-target-not-public
     MX    20 here ; <- mx-target-not-public
ns1  A     4.3.2.1
mail A     192.168.1.25
     AAAA  fd00::25
here A     127.0.0.1
"""
    },
    {
        # Somebody pasted an address from a manual.
        "bakery.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.org. ; <- mx-target-not-public
ns1  A     4.3.2.1
""",
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
mail AAAA  2001:db8::25
""",
    },
    {
        "bakery.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     4.3.2.53
mail A     10.1.2.3 ; <- mx-target-not-public
""",
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.bakery.net. hostmaster.bakery.net. 1 8h 2h 4w 1h
     NS    ns1.bakery.net.
1    PTR   mail.bakery.net.
53   PTR   ns1.bakery.net.
""",
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     4.3.2.1
mail A     10.1.2.3
     A     4.3.2.2
"""
    },
    {
        # The configuration says who is not public; another address may stand in what is not known.
        ".zonelint.toml": """\
internal = ["corp.example.com."]
""",
        "corp.example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     10.1.2.1
mail A     10.1.2.3
""",
        "example.org.zone": """\
; zonelint: ignore-file[syntax-error] shown there
$TTL 1h
@    SOA   ns1.example.net. hostmaster.example.net. 1 8h 2h 4w 1h
     NS    ns1.example.net.
     MX    10 mail
mail A     10.1.2.3
mail A     4.3.2
www  A     4.3.2.80
""",
    },
    {
        # A lab: no address is public.
        "school.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     192.168.1.53
mail A     192.168.1.25
"""
    },
    {
        # An exercise with a private network and the IPv6 addresses of manuals.
        "lab.example.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     4.3.2.53
mail A     10.1.2.25
     AAAA  2001:db8::25
"""
    },
    {
        # A manual.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     192.0.2.53
mail A     192.0.2.25
"""
    },
    {
        ".zonelint.toml": """\
[rules.mx-target-not-public]
allow = ["192.0.2.0/24"]
""",
        "bakery.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     4.3.2.1
mail A     192.0.2.25
""",
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if all addresses of the exchange are known, and none of them is public."""
    if record.target == NO_TARGET or is_address_left(context, record):
        return
    if context.mail.is_internal(record):
        return
    answer = context.targets.addresses(record)
    reasons = answer.none_public
    if not reasons or not answer.whole or _is_allowed(context, answer.addresses):
        return
    if is_documentation_name(record.zone.origin) and any(map(is_documentation, answer.addresses)):
        return
    named = ", ".join(f"{address} ({why})" for address, why in reasons)
    message = f"the mail exchange {record.target} has no public address: {named}"
    translated = public_ptr(context, record.target)
    if translated is not None:
        yield _behind_a_firewall(context, record, answer, message, *translated)
        return
    last = answer.answers[0]
    yield context.finding(
        record,
        message,
        field="target",
        related=[relate(each, f"{each.type} {each.rdata}") for each in answer.records[:MOST_RELATED]],
        help="if the zone is internal, add it to `internal` in the configuration; otherwise write the public address: "
        f"add {to_paste(last.zone, last.name, 'A', '<address>')}",
        cause=cause_of(record.target, answer.records),
        habit=f"private exchanges of {record.zone.origin}",
    )


def _behind_a_firewall(
    context: Context, mx: Record, answer: AddressAnswer, message: str, address: str, ptr: Record
) -> Finding:
    """Return the finding at the private address, where the PTR of the public one shows what belongs there."""
    at, *others = answer.records
    right = address if in_octodns(at) else f"{'AAAA' if ':' in address else 'A'} {address}"
    return context.finding(
        at,
        f"{message}. The PTR of {address} names it",
        related=[
            relate(mx, f"MX of {mx.owner}", "target"),
            *(relate(each, f"{each.type} {each.rdata}") for each in others[:MOST_RELATED]),
            relate(ptr, f"PTR of {address}", "target"),
        ],
        help=f"if that is its address behind a firewall, write `{right}` instead of the private one",
        cause=cause_of(mx.target, answer.records),
    )


def _is_allowed(context: Context, addresses: list[str]) -> bool:
    """Tell whether the option `allow` calls any of `addresses` public; what is no network in it allows nothing."""
    networks: Networks = context.options["allow"]
    return any(networks.find(address) is not None for address in addresses)
