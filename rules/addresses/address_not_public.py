"""A public zone has an address that is not public.

Why: nobody outside can reach the host. A private address is another machine in each network, and a loopback address
is the client itself. Clients wait for a time-out, or send passwords to the wrong machine. The zone also shows
internal names and numbers to everybody. Often the record belongs in the internal view of the zone.

Not reported: internal zones (`zonelint inventory` says which, and why), the name localhost, addresses reserved for
documentation in zones such as example.com, and mail exchanges that mx-target-not-public reports.

Fix: move the record to an internal zone or view, or write the public address.

Switch it off when: you publish internal names on purpose, for example for a VPN. The rule runs only when you select
it.

References: RFC 1918 section 5; RFC 6890; RFC 4193 section 4.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    Context,
    Finding,
    Networks,
    Option,
    Record,
    is_documentation,
    is_documentation_name,
    is_loopback,
    relate,
    why_not_public,
)

from .._examples import ZONE

SEVERITY = "info"
DEFAULT = False
NEEDS = ("A", "AAAA")
OPTIONS = {"allow": Option([], "what counts as public", of="networks")}

BAD = (
    {
        "bakery.net.zone": ZONE
        + """\
shop   A    4.3.2.80
till   A    192.168.4.24 ; <- address-not-public
       AAAA fd00::24 ; <- address-not-public
manual A    192.0.2.1 ; <- address-not-public
spam   A    0.0.0.0 ; <- address-not-public
"""
    },
    {
        # An exchange that the world can reach, but not by this address.
        "bakery.net.zone": ZONE
        + """\
@      MX   10 mail
mail   A    4.3.2.25
       AAAA ::1 ; <- address-not-public ; <- address-of-client
"""
    },
)

GOOD = (
    {"bakery.net.zone": ZONE + "shop A 4.3.2.80\nlocalhost A 127.0.0.1\n"},
    {"example.com.zone": ZONE + "shop A 192.0.2.80\n"},
    {"bakery.net.zone": ZONE, "corp.lan.zone": "$TTL 1h\n@ SOA a b 1 1h 1h 1w 1h\n@ NS a\na A 10.1.2.3\n"},
    {
        ".zonelint.toml": '[rules.address-not-public]\nallow = ["10.8.0.0/16"]\n',
        "bakery.net.zone": ZONE + "vpn A 10.8.0.1\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address record of a public zone whose address is a special-purpose one."""
    allowed: Networks = context.options["allow"]
    left = {mx.target: mx for mx in context.namespace.records("MX")} if context.runs("mx-target-not-public") else {}
    for rtype in ("A", "AAAA"):
        for record in context.namespace.records(rtype):
            why = why_not_public(record.rdata)
            if why is None or _is_fine(context, record) or allowed.find(record.rdata) is not None:
                continue
            exchange = left.get(record.owner)
            if exchange is not None and not context.mail.is_internal(exchange) and _is_all(context, record.owner):
                continue
            yield context.finding(
                record,
                f"{record.owner} has an address that is not public: {record.rdata} ({why})",
                field="rdata",
                related=[relate(exchange, "this record makes it a mail exchange")] if exchange is not None else [],
                help="move the record to an internal zone or view, or write the public address",
            )


def _is_fine(context: Context, record: Record) -> bool:
    """Tell whether the address suits the zone, or localhost."""
    if context.mail.is_internal(record) or (record.owner[:10] == "localhost." and is_loopback(record.rdata)):
        return True
    return is_documentation_name(record.zone.origin) and is_documentation(record.rdata)


def _is_all(context: Context, name: str) -> bool:
    """Tell whether no address of `name` is public."""
    answer = context.namespace.addresses(name)
    return answer.whole and all(why_not_public(address) is not None for address in answer.addresses)
