"""A domain names the same mail exchange twice.

Why: the second MX looks like a backup, but is not: if the host is down, senders try the same host twice. Mostly
another host was meant.

Fix: name the other host, or delete one of the two.

Switch it off when: a program writes the records and cannot do otherwise.

References: RFC 5321 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, relate

from .._examples import ZONE

SEVERITY = "warning"
NEEDS = ("2 MX",)

BAD = (
    {"example.com.zone": ZONE + "@ MX 10 ns1\n@ MX 20 ns1 ; <- mx-target-twice\n"},
    {
        # The letter case does not matter, and hosts of others count as well.
        "example.com.zone": ZONE
        + """\
@ MX 10 mail.example.net.
@ MX 20 ns1
@ MX 30 Mail.Example.Net. ; <- mx-target-twice
@ MX 40 mail.example.net. ; <- mx-target-twice
"""
    },
)

GOOD = (
    {"example.com.zone": ZONE + "@ MX 10 ns1\nnews MX 10 ns1\n@ MX 10 mail.example.net.\n"},
    {
        # A record that stands twice as a whole is duplicate-record.
        "example.com.zone": ZONE + "@ MX 10 ns1\n; zonelint: ignore[duplicate-record] shown there\n@ MX 10 ns1\n"
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each MX record whose exchange an earlier one of its owner has."""
    for zone in context.namespace.zones.values():
        for rrset in zone.rrsets("MX"):
            if len({mx.target for mx in rrset}) == len(rrset) or context.namespace.is_occluded(rrset[0]):
                continue
            firsts: dict[str, Record] = {}
            for mx in rrset:
                first = firsts.setdefault(mx.target, mx)
                if first is not mx:
                    yield context.finding(
                        mx,
                        f"{mx.owner} has {mx.target} as its mail exchange twice",
                        field="target",
                        related=[relate(first, "the first one")],
                        help="name another host, or delete one of the two",
                    )
