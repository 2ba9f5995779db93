"""A record is below a delegation or in another loaded zone, so no server answers with it.

Why: below a delegation, resolvers ask the servers in the NS records, not this zone. A server that also has the zone
below answers from that zone. The record is in the file, but no client gets it. The same is true for names below a
DNAME.

Fix: move the record to the zone below. If nothing is delegated any more, delete the NS records.

Switch it off when: never.

Not reported: addresses of name servers (glue), and records that the loaded zone below holds as well.

References: RFC 1034 sections 4.2.1 and 4.3.2; RFC 2181 section 6; RFC 6672 section 2.4.
"""

from collections.abc import Container, Iterator

from zonelint.lint.api import Context, Finding, Place, Record, Zone, dialect, relate, top_cut

from .._owners import cause_of_comments, comment_mark, owner_field
from .._targets import written_address

SEVERITY = "warning"
NEEDS = ("cuts",)

_ZONE = """\
$ORIGIN {origin}
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
"""

BAD = (
    {
        "example.com.zone": _ZONE.format(origin="example.com.")
        + """\
ns1      A    4.3.2.1
sub      NS   ns1.sub
ns1.sub  A    4.3.2.2
www.sub  A    4.3.2.3     ; <- occluded-record
sub      MX   10 ns1      ; <- occluded-record
"""
    },
    {
        "example.com.zone": _ZONE.format(origin="example.com.")
        + """\
ns1        A  4.3.2.1
smtp.test  A  4.3.2.2     ; <- occluded-record
""",
        "test.example.com.zone": _ZONE.format(origin="test.example.com."),
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE.format(origin="example.com.")
        + """\
ns1      A    4.3.2.1
sub      NS   ns1.sub
sub      DS   1 13 2 4355A46B19D348DC2F57C046F8EF63D4538EBB936000F3C9EE954A27460DD865
ns1.sub  A    4.3.2.2
other    NS   ns2.sub
ns2.sub  AAAA 2600::2
"""
    },
    {
        # The zone below has it, too.
        "example.com.zone": _ZONE.format(origin="example.com.") + "ns1 A 4.3.2.1\nwww.test A 4.3.2.2\n",
        "test.example.com.zone": _ZONE.format(origin="test.example.com.") + "www A 4.3.2.2\n",
    },
)

_AT_CUT = frozenset(("NS", "DS", "NSEC", "NSEC3", "RRSIG"))
"""Types that the zone above holds at a delegation, or that a signer made."""
_TOLD_OF_OCTODNS = "record-under-subzone"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that its server does not answer with; one for each zone below is shown."""
    zones = [zone for zone in context.namespace.zones.values() if zone.cuts or context.namespace.has_children(zone)]
    glue = {
        record.target for zone in (context.namespace.zones.values() if zones else ()) for record in zone.records("NS")
    }
    told = _told_of_octodns(context)
    for zone in filter(context.namespace.judges, zones):
        for record in _that_may_be_hidden(zone, glue):
            hides = _what_hides(context, record)
            if hides is not None and not (told and _start(record) in told):
                yield _finding(context, record, hides)


def _told_of_octodns(context: Context) -> set[tuple[str, int]]:
    """Return path and line of the owners that octoDNS refuses for this."""
    if not context.runs(_TOLD_OF_OCTODNS):
        return set()
    problems = (problem for problem in context.problems if problem.rule == _TOLD_OF_OCTODNS)
    return {(problem.source.path, problem.span.line) for problem in problems}


def _start(record: Record) -> tuple[str, int]:
    return (record.source.path, Place.of(record, "owner").span.line)


def _that_may_be_hidden(zone: Zone, glue: Container[str]) -> Iterator[Record]:
    """Yield the records of `zone` but for those that belong above a delegation."""
    for rtype, owners in zone.types.items():
        if rtype in _AT_CUT:
            continue
        for owner, rrset in owners.items():
            if rtype not in ("A", "AAAA") or owner not in glue:
                yield from rrset


def _what_hides(context: Context, record: Record) -> Record | Zone | None:
    """Return the NS or DNAME above `record`, or the loaded zone below, that its server answers from in its place."""
    zone, deepest = record.zone, context.namespace.zone_of(record.owner)
    if deepest is not None and deepest is not zone and _holds(deepest, record):
        return None
    cut = top_cut(zone, record.owner)
    if cut is not None:
        found = zone.rrset(cut, zone.cuts[cut])
        if any(each.type == "NS" and written_address(each) == record.rdata for each in found):
            return None  # the address of the server that the NS names by this address: it is glue once that is mended
        if not found or (zone.rrset(cut, "SOA") and context.runs("soa-not-at-apex")):
            return None  # the NS cannot be read; or all of another zone stands there
        return found[0]
    is_below = deepest is not None and deepest.origin != zone.origin and deepest.source is not None
    return deepest if is_below and deepest is not None and deepest.server == zone.server else None


def _holds(zone: Zone, record: Record) -> bool:
    rrset = zone.rrset(record.owner, record.type)
    return any(each.rdata.lower() == record.rdata.lower() for each in rrset) or not zone.complete


def _finding(context: Context, record: Record, hides: Record | Zone) -> Finding:
    if not isinstance(hides, Record):
        name, why, source = hides.origin, "a zone of its own", hides.source
        related = [relate(hides.soa, "its server answers from this zone")] if hides.soa is not None else []
    else:
        name, source = hides.owner, hides.source
        why = "delegated" if hides.type == "NS" else "a DNAME, as all names below it are"
        related = [relate(hides, "this record hides it")]
    server = dialect(record.zone.dialect)
    refuses = server.strict_cuts and isinstance(hides, Record) and hides.type == "NS" and _is_refused(record)
    where = record.source.path if record.owner == name else name  # those at delegations are one slip in each file
    return context.finding(
        record,
        f"nobody gets {record.owner} {record.type} from {record.zone.origin}: {name} is {why}"
        + (f", and {server.title} does not load the zone" if refuses else ""),
        field=owner_field(record),
        related=related,
        help=f"move it to the zone {name}, or delete it",
        severity="error" if refuses else "",
        cause=(
            cause_of_comments(record.source)
            if comment_mark(record)
            else f"hidden by {where} {source.path if source is not None else ''}"
        ),
        follows=comment_mark(record) != "",
    )


def _is_refused(record: Record) -> bool:
    """Tell whether a server with strict cuts refuses `record` below one: glue alone may stand there."""
    return record.type not in ("A", "AAAA", "NS") or record.owner[:2] == "*."
