"""A line cannot be read.

Why: because of one such line, a name server refuses the whole zone. A running server continues with the old zone.
Secondaries then answer with old data until the zone expires, and SERVFAIL after that. Mail to and from the names of
the zone is deferred with 4xx replies, because its names no longer resolve.

Fix: correct the line. The message says which word is wrong. zonelint reads the lines after it, so you see all errors
of a file at once. It reports nothing as missing that this line may define. `zonelint fix` splits the string of a TXT
record that is over 255 octets, and adds the final dot to an `$ORIGIN` that would be twice the name of the zone. This is
safe: readers join the parts, and no server loads the other name.

Switch it off when: never. Add a file that is not a zone to `exclude`.

References: RFC 1035 section 5; RFC 2308 section 4 ($TTL); RFC 3597 section 5 (unknown types).
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import ANY_TTL, Context, Finding, Fix, Record, Rewrite, findings_of_problems, late

from .._paste import strings

SEVERITY = "error"
NEEDS = ("syntax-error",)

_FORGOTTEN = late(r"write `\$ORIGIN (\S+)`")
_LONG = "key=" + "0123456789abcdef" * 20

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  A     4.3.2.256 ; <- syntax-error
ftp  HOST  4.3.2.2   ; <- syntax-error
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     MX    mail.example.com.                ; <- syntax-error
a..b A     4.3.2.3                          ; <- syntax-error
     TXT   "the closing quote is missing    ; <- syntax-error
"""
    },
    {
        # Servers would load none of it.
        "2.3.4.in-addr.arpa.zone": """\
$ORIGIN 2.3.4.in-addr.arpa ; <- syntax-error
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
1    PTR   ns1.example.com.
"""
    },
    {
        # The string of a key is split when it is published.
        "example.com.zone": f"""\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
txt  TXT   "{_LONG}" ; <- syntax-error
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone": """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
1    PTR   ns1.example.com.
"""
    },
    {
        "example.com.zone": f"""\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
txt  TXT   "{_LONG[:255]}" "{_LONG[255:]}"
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster ( 1  ; serial
           8h 2h 4w 1h )
     NS    ns1
ns1  A     4.3.2.1
txt  TXT   "a; b" "(" c\\;d
new  TYPE65280 \\# 2 0102
"""
    },
    {
        # The other order of class and TTL, units, and a directive that many programs do not know.
        "example.com.zone": """\
@ 1h IN SOA ns1 hostmaster 1 8h 2h 4w 1h
@ IN 1h NS  ns1
ns1  1H A   4.3.2.1
$GENERATE 10-12 host$ A 4.3.2.$
"""
    },
)

_TOO_LONG = "split it in several"
_BEFORE = late(r"(?:\S++)?[ \t]++(?:[0-9]\S*+[ \t]++)?(?:IN[ \t]++)?(?:[0-9]\S*+[ \t]++)?TXT[ \t]++", re.IGNORECASE)
_AFTER = late(r"[ \t]*+(?:;.*+)?")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each line that cannot be read."""
    for finding in findings_of_problems(context):
        if finding.message.endswith(_TOO_LONG):
            finding.fix = _split(context, finding)
        elif finding.message[:7] == "$ORIGIN":
            finding.fix = _dotted(finding)
        yield finding


def _dotted(finding: Finding) -> Fix | None:
    """Return the fix that writes the $ORIGIN as it was read: no record changes."""
    match = _FORGOTTEN.fullmatch(finding.help)
    if match is None:
        return None
    step = Rewrite(finding.place.source, finding.place.span, match[1])
    return Fix(f"write `$ORIGIN {match[1]}` with the final dot", step, safe=True)


def _split(context: Context, finding: Finding) -> Fix | None:
    """Return the fix that makes several strings of the only one of a TXT record on one line, if it is plain."""
    source, span = finding.place.source, finding.place.span
    line = source.line_text(span.line)
    written = line[span.column - 1 : span.end_column - 1]
    zone = context.namespace.zones.get(finding.zone or "")
    if zone is None or source.marks is not None or not written.isascii() or "\\" in written or written[:1] != '"':
        return None
    if not _BEFORE.fullmatch(line[: span.column - 1]) or not _AFTER.fullmatch(line[span.end_column - 1 :]):
        return None
    owner = next((name for name, where in zone.damaged.items() if where == f"{finding.path}:{finding.line}"), None)
    if owner is None:
        return None
    parts = strings(written[1:-1])
    come = Record(owner, "TXT", ANY_TTL, parts, finding.line, source, zone, 0)
    return Fix("split the string", Rewrite(source, span, parts, (), (come,)), safe=True)
