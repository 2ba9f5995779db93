"""An owner seems to lack its final dot, so it has the zone's name twice.

Why: a name without a final dot is relative. `www.example.com` at the start of a line of example.com. means
www.example.com.example.com., which nobody asks for. Clients do not find the host or the service, though the line
looks correct.

Fix: add a dot to the end of the name, or write it without the zone's name. In YAML, names never have the zone's name.
`zonelint fix` adds the dot in zone files, also to an `$ORIGIN`. This is safe: the name lies in the zone.

Findings that follow from it, such as an alias without a target, are shown with it. Policy records, TLSA records and
PTRs of addresses have other rules for a wrong name.

Switch it off when: names below the zone repeat its name on purpose.

References: RFC 1035 section 5.1; RFC 1912 section 2.2.
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import (
    MOST_RELATED,
    Change,
    Context,
    Finding,
    Fix,
    OriginLines,
    Place,
    Record,
    Span,
    Zone,
    is_reverse,
    kind_of_owner,
    relate,
    relative_to,
    twice,
)

from .._origins import origin_dotted
from .._owners import cause_of_owner, comment_mark, owner_with_dot
from .._paste import standing_at

SEVERITY = "warning"
NEEDS = ("owner twice", "PTR unplaced")
_APEX_KEY = "''"
"""How YAML writes the owner of records at the apex."""
_MOST_DOUBLES = 3
"""How many of the records that are to go a help names."""

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@               SOA   ns1 hostmaster 1 8h 2h 4w 1h
                NS    ns1
ns1             A     4.3.2.1
www.example.com A     4.3.2.2 ; <- owner-missing-trailing-dot
                AAAA  2600::2
example.com     TXT   "verification" ; <- owner-missing-trailing-dot
"""
    },
    {
        # Nobody sends as a name that is a slip, and so it lacks no policy.
        "bakery.net.zone": """\
$TTL 1h
@          SOA   ns1 hostmaster 1 8h 2h 4w 1h
           NS    ns1
ns1        A     4.3.2.1
bakery.net MX    10 mail.grocer.com. ; <- owner-missing-trailing-dot
           TXT   "v=spf1 ip4:4.3.2.25 -all"
"""
    },
    {
        # What is said to be missing is there, but for a dot: the finding is at the owner.
        "example.com.zone": """\
; zonelint: ignore-file[cname-target-missing] follows from it
$TTL 1h
@               SOA   ns1 hostmaster 1 8h 2h 4w 1h
                NS    ns1
ns1             A     4.3.2.1
www             CNAME web
web.example.com A     4.3.2.2 ; <- owner-missing-trailing-dot
"""
    },
    {
        # Here it is the $ORIGIN.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$ORIGIN office.example.com ; <- owner-missing-trailing-dot
www  A     4.3.2.2
shop A     4.3.2.3
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {
        "example.com.zone": """\
$TTL 1h
@               SOA   ns1 hostmaster 2 8h 2h 4w 1h
                NS    ns1
ns1             A     4.3.2.1
www.example.com. A     4.3.2.2
                AAAA  2600::2
example.com.    TXT   "verification"
"""
    },
    {
        "bakery.net.zone": """\
$TTL 1h
@          SOA   ns1 hostmaster 2 8h 2h 4w 1h
           NS    ns1
ns1        A     4.3.2.1
bakery.net. MX    10 mail.grocer.com.
           TXT   "v=spf1 ip4:4.3.2.25 -all"
"""
    },
    {},
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$ORIGIN office.example.com.
www  A     4.3.2.2
shop A     4.3.2.3
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA   ns1 hostmaster 1 8h 2h 4w 1h
                 NS    ns1
ns1              A     4.3.2.1
www.example.com. A     4.3.2.2
example.com.shop A     4.3.2.3
"""
    },
    {
        # A name of a single label may well be one of the zone, too.
        "lan.zone": """\
$ORIGIN lan.
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
lan  A     4.3.2.2
ns2.lan A  4.3.2.3
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each owner that has the zone's name twice, at its first record."""
    spelled = context.namespace.spelled
    zones = spelled.owned_by_own(twice)
    if not context.runs("ptr-owner-malformed"):
        zones |= dict.fromkeys(spelled.owners("PTR").zones_with_own(twice))
    for zone in zones:
        if zone.origin == "." or not context.namespace.judges(zone):
            continue
        found: dict[str, list[Record]] = {}
        for rtype, owners in zone.types.items():
            for owner in [owner for owner in owners if owner.endswith(twice(zone))]:
                if not (_is_told_elsewhere(context, zone, owner, rtype) or _is_of_one_label(context, zone, owner)):
                    found.setdefault(owner, []).extend(owners[owner])
        if found:
            yield from _judge(context, zone, found)


def _judge(context: Context, zone: Zone, found: dict[str, list[Record]]) -> Iterator[Finding]:
    origins = OriginLines()
    told: set[tuple[str, int]] = set()
    for owner, records in found.items():
        meant = owner_with_dot(owner, zone.origin)
        line = _faulty_origin(records[0], origins) if meant is not None else 0
        if line and (records[0].source.path, line) not in told:
            told.add((records[0].source.path, line))
            yield _of_origin(context, records[0], line, origins)
        elif meant is not None and not line:
            yield _finding(context, records, meant)


def _faulty_origin(record: Record, origins: OriginLines) -> int:
    """Return the line of the $ORIGIN that completes the owner of `record`, if that lacks the final dot; else 0."""
    line = origins.completing(record) or 0
    words = record.source.line_text(line).lower().split() if line else []
    apex = record.zone.origin
    return line if len(words) > 1 and (f"{words[1]}." == apex or f"{words[1]}.".endswith(f".{apex}")) else 0


def _of_origin(context: Context, record: Record, line: int, origins: OriginLines) -> Finding:
    text = record.source.line_text(line)
    word = text.split()[1]
    return context.finding(
        Place.at(record.source, Span(line, 1, line, len(text) + 1)),
        f"$ORIGIN {word} lacks the final dot: names below it, such as {record.owner}, have the zone's name twice",
        help=f"write `$ORIGIN {word}.`",
        zone=record.zone.origin,
        owner=record.owner,
        type=record.type,
        value=word,
        cause=cause_of_owner(record),
        fix=origin_dotted(record, line, origins),
    )


def _is_of_one_label(context: Context, zone: Zone, owner: str) -> bool:
    """Tell whether the zone has a single label, which may stand for itself in ``ns1.dns``, and nobody misses a name."""
    meant = owner[: -len(zone.origin)]
    return zone.origin.count(".") == 1 and meant not in context.namespace.named_targets and not zone.has_name(meant)


def _is_told_elsewhere(context: Context, zone: Zone, owner: str, rtype: str) -> bool:
    """Tell whether a rule that runs looks at the name of such a record."""
    if rtype == "PTR":
        return is_reverse(zone.origin) and context.runs("ptr-owner-malformed")
    if owner[0] in "#/" and comment_mark(zone.rrset(owner, rtype)[0]):
        return context.runs("field-as-owner")
    if rtype == "TLSA":
        return context.runs("tlsa-misplaced")
    if rtype == "TXT" and kind_of_owner(owner) is not None:
        return context.runs("policy-record-misplaced")
    is_spf_alone = owner in context.mail.texts.spf and zone.holds_only(owner, "TXT")
    return rtype == "TXT" and is_spf_alone and context.runs("spf-misplaced")


def _finding(context: Context, records: list[Record], meant: str) -> Finding:
    first, *others = sorted(records, key=lambda record: record.line)
    return context.finding(
        first,
        f"the final dot of {meant} seems to be missing: its records are at {first.owner}",
        field="owner",
        related=[relate(record, f"this one, too: {record.type}") for record in others[:MOST_RELATED]],
        help=_help(first, others, meant),
        type=min(record.type for record in records),
        value=meant,
        cause=cause_of_owner(first),
        fix=_fix(first, meant),
    )


def _fix(first: Record, meant: str) -> Fix | None:
    """Return the fix that adds the dot wherever the owner is written; records below that repeat it go along."""
    zone, steps = first.zone, []
    for record in (each for rtype in zone.types_at(first.owner) for each in zone.rrset(first.owner, rtype)):
        if record.generated or record.source.marks is not None:
            return None
        line = record.source.line_text(record.line)
        written = "" if line[:1] in (" ", "\t") else re.split(r"[ \t;(]", line, maxsplit=1)[0]
        if written and f"{written}.".lower() != meant:
            return None
        becomes = record._replace(owner=meant)
        steps.append(Change(record, "owner" if written else "", f"{written}." if written else "", becomes))
    return Fix(f"write the owner `{meant}` with the final dot", *steps, safe=True)


def _help(first: Record, others: list[Record], meant: str) -> str:
    """Return what to do about the records: those that stand at the name that is `meant` as well are to go."""
    short = relative_to(meant, first.zone.origin)
    full = f"`{meant}` with the final dot" if first.source.marks is None else ""
    right = f"write {full} or `{short}`" if full else f"write `{_APEX_KEY if short == '@' else short}`"
    aliases = [record for record in (first, *others) if record.type == "CNAME"]
    if aliases and first.zone.types_at(meant):
        return f"delete it: other records stand at {meant}, and none may beside a CNAME"
    doubles = [record for record in (first, *others) if standing_at(record, meant) is not None]
    if not doubles:
        return right
    gone = ", ".join(f"`{record.type} {record.rdata}`" for record in doubles[:_MOST_DOUBLES])
    more = f" and {len(doubles) - _MOST_DOUBLES} more" if len(doubles) > _MOST_DOUBLES else ""
    there = "is" if len(doubles) == 1 else "are"
    if len(doubles) > len(others):
        return f"delete {'it' if not others else 'them'}: {gone}{more} {there} at {meant} already"
    return f"{right}; but delete {gone}{more}, which {there} at {meant} already"
