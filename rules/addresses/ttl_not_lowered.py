"""The address of a name changed while its TTL was long.

What it reports: with the change that `--base` compares, an address of a name is replaced, and the TTL of the old record
is more than `most` seconds.

Why: resolvers keep the old address for that long. Until then some clients go to the old host, and mail to it waits, or
is lost if nobody is there.

Fix: lower the TTL first, wait as long as it was, then change the address. Raise the TTL again afterwards. Or let the
old host answer until the time is over.

Switch it off when: the old host goes on answering. It is off by default.

References: RFC 1912 section 2.2; RFC 1035 section 3.2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Option, relate

SEVERITY = "info"
NEEDS = ("base",)
OPTIONS = {"most": Option(3600, "seconds of a TTL that is short enough", least=0)}

_ZONE = """\
$TTL 1d
@     SOA   ns1 hostmaster {} 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
"""

BAD = (
    (
        {"example.com.zone": _ZONE.format(1) + "www  A  4.3.2.80\n"},
        {"example.com.zone": _ZONE.format(2) + "www  A  4.3.2.81 ; <- ttl-not-lowered\n"},
    ),
    (
        # The short TTL comes too late.
        {"example.com.zone": _ZONE.format(1) + "www  AAAA  2600::80\n"},
        {"example.com.zone": _ZONE.format(2) + "www  60  AAAA  2600::81 ; <- ttl-not-lowered\n"},
    ),
)

GOOD = (
    (
        {"example.com.zone": _ZONE.format(1) + "www  300  A  4.3.2.80\n"},
        {"example.com.zone": _ZONE.format(2) + "www  A  4.3.2.81\n"},
    ),
    # The old address stays.
    (
        {"example.com.zone": _ZONE.format(1) + "www  A  4.3.2.80\n"},
        {"example.com.zone": _ZONE.format(2) + "www  A  4.3.2.80\nwww  A  4.3.2.81\n"},
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address that takes the place of another one."""
    for each in context.change.differences if context.change is not None else ():
        for change in each.changed:
            before, after = change.before, change.after
            assert before is not None
            assert after is not None
            if before.type not in ("A", "AAAA") or before.rdata == after.rdata or before.ttl <= context.options["most"]:
                continue
            yield context.finding(
                after,
                f"{after.owner} has {after.rdata} in place of {before.rdata}, which caches keep for up to "
                f"{before.ttl} seconds",
                field="rdata",
                related=[relate(before, "before the change", is_before=True)],
                help=f"lower the TTL to 300, wait {before.ttl} seconds, then change the address; or keep the old host",
                value=before.rdata,
            )
