"""A null MX has a preference other than 0.

Why: the RFC requires the preference 0. A program that compares the whole record may not recognise the null MX.

Fix: write `MX 0 .`. `zonelint fix` does it. This is safe: there is no other null MX.

Switch it off when: a program makes the records and cannot do otherwise.

References: RFC 7505 section 3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._examples import ZONE
from .._fixes import word_changed
from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = False
TYPES = ("MX",)
NEEDS = ("null MX",)

BAD = (
    {"example.com.zone": ZONE + "@ MX 10 . ; <- null-mx-preference-not-zero\n"},
    {"example.com.zone": ZONE + "*.parked MX 65535 . ; <- null-mx-preference-not-zero\n"},
)

FIXED = (
    {"example.com.zone": ZONE.replace(" 1 8h", " 2 8h") + "@ MX 0 .\n"},
    {"example.com.zone": ZONE.replace(" 1 8h", " 2 8h") + "*.parked MX 0 .\n"},
)

GOOD = (
    {"example.com.zone": ZONE + "@ MX 0 .\n"},
    {"example.com.zone": ZONE + "@ MX 10 ns1\n"},
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` is a null MX with another preference than 0."""
    if record.target == NO_TARGET and record.preference != 0:
        message = f"the null MX of {record.owner} has the preference {record.preference}"
        yield context.finding(
            record,
            message,
            field="rdata",
            help=f"write `{record.owner} IN MX 0 .`",
            fix=word_changed(record, 0, "0", "write the preference 0", safe=True),
        )
