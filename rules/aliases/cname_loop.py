"""Aliases lead back to themselves.

Why: a resolver that follows them finds no end, and answers SERVFAIL. Mail that needs one of these names is deferred
with a 4xx reply until it bounces.

Fix: give one of the names the record that all of them should lead to.

Switch it off when: never.

References: RFC 1034 sections 3.6.2 and 5.3.3; RFC 1912 section 2.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import LOOP, Context, Finding, Namespace, Record, relate

from .._paste import to_paste
from .._targets import absent_name

SEVERITY = "error"
NEEDS = ("CNAME",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME a
a    CNAME b ; <- cname-loop
b    CNAME c
c    CNAME a
self CNAME self ; <- cname-loop
*.w  CNAME x.w  ; <- cname-loop
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME www.example.net. ; <- cname-loop
""",
        "example.net.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME WWW.example.com.
""",
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME a
a    CNAME b
b    CNAME ns1
*    CNAME ns1
"""
    },
    {
        # What example.net does with its name is not known here.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
www  CNAME www.example.net.
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each loop, at its first CNAME by path and line."""
    done: set[str] = set()
    for record in context.records("CNAME"):
        if record.owner not in done and context.targets.status(record) == LOOP:
            loop = _loop_from(context.namespace, record, done)
            if loop:
                yield _finding(context, loop)


def _loop_from(namespace: Namespace, record: Record, done: set[str]) -> list[Record]:
    """Follow aliases from `record` until they end, or come to a name in `done`; add the names to it.

    Returns the records of the loop that the way ends in, each once, in the order of the way; empty if there is none.
    """
    way: dict[str, Record] = {}
    name = record.owner
    while name not in done:
        answer = namespace.lookup(name, "CNAME")
        if not answer.found:
            done.add(name)
            return []
        done.add(name)
        made_by = [step.record for step in answer.chain if step.record is not None]
        way[name] = made_by[-1] if made_by else answer.records[0]
        name = answer.records[0].target
    if name not in way:
        return []
    names = list(way)
    records = [way[each] for each in names[names.index(name) :]]
    return list({id(each): each for each in records}.values())


def _finding(context: Context, loop: list[Record]) -> Finding:
    if len(loop) == 1 and loop[0].owner[:2] == "*.":
        return _of_wildcard(context, loop[0])
    first = min(loop, key=lambda record: (record.source.path, record.line))
    at = loop.index(first)
    others = loop[at + 1 :] + loop[:at]
    names = [each.owner for each in (first, *others)]
    way = " to ".join([*names[:4], *(["…"] if len(names) > 4 else []), first.owner])
    return context.finding(
        first,
        f"the alias {first.owner} leads back to itself: {way}",
        field="target",
        related=[relate(each, f"goes on to {each.target}") for each in others],
        help="give one of these names the records that the other names should lead to",
    )


def _of_wildcard(context: Context, alias: Record) -> Finding:
    """Return the finding about a wildcard that answers for the name that it leads to, because that holds nothing."""
    target = alias.target
    return context.finding(
        alias,
        f"the alias {alias.owner} leads back to itself: {target} does not exist, so the wildcard answers for it, too",
        field="target",
        help=f"add {to_paste(alias.zone, target, 'A', '<address>')}, or lead the wildcard to a name that exists",
        cause=absent_name(context.namespace.addresses(target).answers[0]),
    )
