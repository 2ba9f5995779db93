"""A class, a TTL or a comment sign is read as the owner.

Why: a line that does not begin with a blank begins with an owner. `IN MX 10 mail` at the start of a line gives a host
called `in` an MX record, and the domain itself has none. `#www CNAME host` is not a comment, but a record at `#www`.

Fix: put a blank, or the owner, at the start of the line. Begin a comment with `;`. `zonelint fix --unsafe` puts a
blank before the class, or `@` where the record is one that domains have, such as MX, and a host stands above it.

Switch it off when: a host really has such a name. A host called `in` is reported only if other lines of the file use
the class in this way, or if the records are typical for a domain (`IN MX …`).

References: RFC 1035 section 5.1.
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import (
    FIELDS,
    Context,
    Finding,
    Fix,
    Record,
    Rewrite,
    Span,
    Zone,
    is_reverse,
    parent,
)

from .._hostnames import fault_of, is_judged
from .._owners import cause_of_comments, cause_of_field, comment_mark, help_for_comment

SEVERITY = "warning"
NEEDS = ("owner as field", "PTR unplaced")

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@      IN SOA   ns1 hostmaster 1 8h 2h 4w 1h
       IN NS    ns1
IN     MX    10 mail ; <- field-as-owner
ns1    IN A     4.3.2.1
mail   IN A     4.3.2.2
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@      IN SOA   ns1 hostmaster 1 8h 2h 4w 1h
       IN NS    ns1
ns1    IN A     4.3.2.1
86400  IN AAAA  2600::1 ; <- field-as-owner
"""
    },
    {
        # These lines write no class, but no host called IN has name servers or receives mail.
        "example.com.zone": """\
$TTL 1h
@      SOA   ns1 hostmaster 1 8h 2h 4w 1h
       NS    ns1
IN     MX    10 ns1 ; <- field-as-owner
ns1    A     4.3.2.1
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@      IN SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
       IN NS    ns1.example.com.
IN     NS    ns2.example.com. ; <- field-as-owner
1      IN PTR   ns1.example.com.
"""
    },
    {
        # Both are served.
        "example.com.zone": """\
$TTL 1h
@      SOA   ns1 hostmaster 1 8h 2h 4w 1h
       NS    ns1
ns1    A     4.3.2.1
#www   CNAME ns1 ; <- field-as-owner
#web.example.com CNAME ns1 ; <- field-as-owner
//     TXT   "records of our hosts" ; <- field-as-owner
//     TXT   "records of our hosts"
"""
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {
        "example.com.zone": """\
$TTL 1h
@      IN SOA   ns1 hostmaster 2 8h 2h 4w 1h
       IN NS    ns1
 IN    MX    10 mail
ns1    IN A     4.3.2.1
mail   IN A     4.3.2.2
"""
    },
    {},
    {
        "example.com.zone": """\
$TTL 1h
@      SOA   ns1 hostmaster 2 8h 2h 4w 1h
       NS    ns1
 IN    MX    10 ns1
ns1    A     4.3.2.1
"""
    },
    {
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@      IN SOA   ns1.example.com. hostmaster.example.com. 2 8h 2h 4w 1h
       IN NS    ns1.example.com.
 IN    NS    ns2.example.com.
1      IN PTR   ns1.example.com.
"""
    },
)

GOOD = (
    {
        # Hosts may have such names; those of telephones are often numbers.
        "example.com.zone": """\
$TTL 1h
@      SOA   ns1 hostmaster 1 8h 2h 4w 1h
       NS    ns1
ns1    A     4.3.2.1
in     A     4.3.2.2
3600   A     4.3.2.3
3601   A     4.3.2.4
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@      IN SOA   ns1 hostmaster 1 8h 2h 4w 1h
       IN NS    ns1
ns1    IN A     4.3.2.1
IN     IN A     4.3.2.2
86400  60 IN A  4.3.2.3
"""
    },
)

_TTLS = ("3600", "7200", "10800", "14400", "21600", "28800", "43200", "86400", "172800", "604800", "1h", "1d", "1w")
"""What TTLs are written as most often. A host of such a name has neighbours of other numbers."""
_WORDS = ("in", *_TTLS)
_OF_DOMAINS = ("MX", "NS", "TXT", "CAA")
"""Types that a domain has, and hardly ever a host."""
_CLASS = r"(?:^|\s)(?:[0-9]\S*+\s++)?{}\s++(?:[0-9]\S*+\s++)?[A-Z]"
_HEAD = r"\S++[ \t]++([0-9]++[wdhms]?[ \t]++)?(IN[ \t]++)?([0-9]++[wdhms]?[ \t]++)?[A-Z]"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that is spelled like a class or a TTL, and stands where one was meant."""
    spelled = context.namespace.spelled
    zones = spelled.owned(FIELDS)
    if not context.runs("ptr-owner-malformed"):
        zones |= dict.fromkeys(spelled.owners("PTR").zones_matching(FIELDS))
    for zone in zones:
        if zone.format == "master" and context.namespace.judges(zone):
            yield from _of_fields(context, zone)
            yield from _of_comments(context, zone)


def _of_fields(context: Context, zone: Zone) -> Iterator[Finding]:
    words = _WORDS[:1] if is_reverse(zone.origin) else _WORDS  # numbers are owners there
    for owners in list(zone.types.values()):
        for word in words:
            for record in owners.get(f"{word}.{zone.origin}", ()):
                if _is_field(zone, record, word) and not _is_told(context, zone, record):
                    yield _finding(context, record)


def _of_comments(context: Context, zone: Zone) -> Iterator[Finding]:
    """Yield a finding for each record that is meant for a comment, and that no other rule tells of as such."""
    for owners in list(zone.types.values()):
        for owner in [owner for owner in owners if owner[0] in "#/"]:
            for record in owners[owner]:
                if comment_mark(record) and not _is_told(context, zone, record):
                    yield _of_comment(context, record)


def _is_told(context: Context, zone: Zone, record: Record) -> bool:
    """Tell whether another rule that runs tells of the owner of `record`."""
    if record.type == "PTR" and is_reverse(zone.origin):
        return context.runs("ptr-owner-malformed")
    fault = fault_of(record) if context.runs("name-not-a-hostname") and is_judged(zone) else None
    return fault is not None and fault[0] == "owner"


def _of_comment(context: Context, record: Record) -> Finding:
    mark = comment_mark(record)
    return context.finding(
        record,
        f"`{mark}` does not begin a comment in a master file, so this is a {record.type} record of {record.owner}",
        field="owner",
        help=help_for_comment(record),
        cause=cause_of_comments(record.source),
    )


def _is_field(zone: Zone, record: Record, word: str) -> bool:
    line = record.source.line_text(record.line)
    head = re.match(_HEAD, line, re.IGNORECASE)
    if not line.lower().startswith(word) or head is None:
        return False
    written = line[: len(word)]
    if word == "in":
        of_domain = written == "IN" and record.type in _OF_DOMAINS
        return head[2] is None and (of_domain or re.search(_CLASS.format(written), _others(record)) is not None)
    # A TTL stands before the class, which shows that no host is meant; and no line has two.
    return head[1] is None and head[3] is None and head[2] is not None and not _has_neighbour(zone, record, word)


def _others(record: Record) -> str:
    """Return the lines near the record: some of them have a class if this one was meant to."""
    lines = record.source.lines
    at = record.line - 1
    return "\n".join(lines[max(at - 100, 0) : at] + lines[at + 1 : at + 100])


def _has_neighbour(zone: Zone, record: Record, word: str) -> bool:
    """Tell whether hosts of the zone have numbers for names."""
    names = (owner.partition(".")[0] for owners in zone.types.values() for owner in owners)
    return any(name.isdigit() and name not in _WORDS for name in names)


def _finding(context: Context, record: Record) -> Finding:
    word = record.source.line_text(record.line).split()[0]
    what = "class" if word.lower() == "in" else "TTL"
    above, apex = _owner_above(record) if what == "class" else "", record.zone.origin
    is_of_apex = record.type in _OF_DOMAINS and above not in ("", apex) and parent(record.owner) == apex
    help = f"put the owner, or a blank to repeat the one above, before `{word}`"
    if is_of_apex:
        help = f"put `@` before `{word}` if {apex} is meant: a blank would repeat {above}"
    return context.finding(
        record,
        f"the {what} {word} at the start of the line is read as the owner {record.owner}",
        field="owner",
        help=help,
        cause=cause_of_field(record),
        fix=_fix(record, above, is_of_apex) if above else None,
    )


def _owner_above(record: Record) -> str:
    """Return the owner of the record above in the file that has another one; empty if there is none."""
    zone = record.zone
    above = [
        other
        for rtype in zone.types
        for other in zone.records(rtype)
        if other.source.path == record.source.path and other.line < record.line and other.owner != record.owner
    ]
    return max(above, key=lambda other: other.line).owner if above else ""


def _fix(record: Record, above: str, is_of_apex: bool) -> Fix | None:
    """Return the fix that puts before the class a blank, so that the record has the owner above it, or the apex."""
    line = record.source.line_text(record.line)
    if line[2:3] not in (" ", "\t"):
        return None
    owner, start, what = (record.zone.origin, "@ ", "`@`") if is_of_apex else (above, " ", "a blank")
    room = len(line[2:]) - len(line[2:].lstrip(" ")) - 1
    width = len(start) if room >= len(start) else 0  # what stands behind keeps its column
    span = Span(record.line, 1, record.line, 1 if not width else 3 + width)
    text = start if not width else f"{start}{line[:2]}"
    title = f"put {what} before `{line[:2]}`: the {record.type} record is that of {owner}"
    return Fix(title, Rewrite(record.source, span, text, (record,), (record._replace(owner=owner),)))
