"""A null MX is together with other MX records.

Why: `MX 0 .` says that the domain accepts no mail. Postfix and Exim believe it, whatever other MX records there are.
They refuse mail to the domain ("556 5.1.10 … does not accept mail (nullMX)") and mail from it ("550 5.7.27 Sender
address rejected").

Fix: delete the null MX. If the domain accepts no mail, delete the others. `zonelint fix --unsafe` deletes the null
MX.

Switch it off when: never.

References: RFC 7505 section 3.
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Fix, Record, Remove, relate

from .._targets import NO_TARGET

SEVERITY = "error"
TYPES = ("MX",)
NEEDS = ("2 MX",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    0 . ; <- null-mx-not-alone
     MX    10 mail
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
    {
        # The other exchange counts, known here or not, and so does another preference.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.net.
     MX    20 . ; <- null-mx-not-alone
ns1  A     4.3.2.1
"""
    },
)

FIXED_UNSAFE = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     4.3.2.1
mail A     4.3.2.2
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
     MX    10 mail.example.net.
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    0 .
ns1  A     4.3.2.1
mail MX    10 ns1
"""
    },
    {
        # Two zones, each with MX records of its own.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    0 .
ns1  A     4.3.2.1
""",
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
     MX    10 mail.example.net.
""",
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` is the first null MX of its owner, and not the only MX."""
    if record.target != NO_TARGET:
        return
    rrset = record.zone.rrset(record.owner, "MX")
    others = [other for other in rrset if other != record]
    if not others or record != next(each for each in rrset if each.target == NO_TARGET):
        return
    yield context.finding(
        record,
        f"{record.owner} has a null MX and {len(others)} other MX, so it accepts no mail at all",
        related=[relate(other, "senders ignore this MX") for other in others[:MOST_RELATED]],
        help=f"delete `{record.text}`, or all the others",
        fix=Fix(f"delete `{record.text}`", Remove(record)) if not record.generated else None,
    )
