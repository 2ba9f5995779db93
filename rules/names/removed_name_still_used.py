"""A name lost its addresses, and records of other names still lead to it.

What it reports: the change that `--base` compares removes the last address of a name, or its alias, while a record of
the loaded zones leads there that no other rule speaks about: an `a:` or `mx:` term of an SPF record, an ALIAS, SVCB,
HTTPS, AFSDB or KX record, or a CNAME whose target has records of other types left. Of MX, NS, SRV and CNAME records,
too, if a wildcard answers for the name now: then they lead to whatever host that names.

Why: a term of SPF that leads nowhere lets nobody send, so that mail of that host fails. Where a wildcard takes the
place of a host, mail goes to a web server, and nothing tells that the name was removed.

Fix: correct the record that leads there, or restore the name.

Switch it off when: never.

Not reported: what `mx-target-without-address`, `cname-target-missing` and their kin report already; names of which
nothing loaded tells where they lead now.

References: RFC 1034 sections 3.6.2 and 4.3.3; RFC 4592 section 2.2.1; RFC 7208 sections 5.3 and 5.4.
"""

from collections.abc import Iterator, Mapping

from zonelint.lint.api import (
    NXDOMAIN,
    UNKNOWN,
    AddressAnswer,
    Context,
    Finding,
    Namespace,
    Record,
    Related,
    ViewChange,
    absolute_domain,
    related_change,
)

from .._targets import absent_name, is_by_wildcard

SEVERITY = "warning"
NEEDS = ("base",)

_ZONE = """\
$TTL 1h
@     SOA    ns1 hostmaster {} 8h 2h 4w 1h
      NS     ns1
ns1   A      4.3.2.1
"""

BAD = (
    (
        {"example.com.zone": _ZONE.format(1) + 'relay  A  4.3.2.25\n@  TXT  "v=spf1 mx a:relay.example.com -all"\n'},
        {
            "example.com.zone": _ZONE.format(2)
            + '@  TXT  "v=spf1 mx a:relay.example.com -all" ; <- removed-name-still-used\n'
        },
    ),
    (
        # The wildcard is no mail server.
        {"example.com.zone": _ZONE.format(1) + "@  MX  10 mail\nmail  A  4.3.2.25\n*  A  4.3.2.80\n"},
        {"example.com.zone": _ZONE.format(2) + "@  MX  10 mail ; <- removed-name-still-used\n*  A  4.3.2.80\n"},
    ),
)

GOOD = (
    (
        {"example.com.zone": _ZONE.format(1) + 'relay  A  4.3.2.25\n@  TXT  "v=spf1 mx a:relay.example.com -all"\n'},
        {"example.com.zone": _ZONE.format(2) + '@  TXT  "v=spf1 mx -all"\n'},
    ),
    # The wildcard answers the same.
    (
        {"example.com.zone": _ZONE.format(1) + "@  MX  10 mail\nmail  A  4.3.2.25\n*  A  4.3.2.25\n"},
        {"example.com.zone": _ZONE.format(2) + "@  MX  10 mail\n*  A  4.3.2.25\n"},
    ),
)

_LEADING = {
    "MX": "mx-target-without-address",
    "NS": "ns-target-without-address",
    "SRV": "srv-target-without-address",
    "CNAME": "cname-target-missing",
    "ALIAS": "",
    "ANAME": "",
    "AFSDB": "",
    "KX": "",
    "SVCB": "",
    "HTTPS": "",
}
"""Type of a record that leads to a name -> the rule that reports if there is nothing; empty: none does."""
_WORD = {"AFSDB": 1, "KX": 1, "SVCB": 1, "HTTPS": 1, "ALIAS": 0, "ANAME": 0}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that leads to a name which the change leaves without address."""
    if context.change is None or context.change.before is None:
        return
    removed = dict(_removed(context.change, context.change.before, context.namespace))
    if not removed:
        return
    for rtype, rule in _LEADING.items():
        for record in context.records(rtype):
            answer = removed.get(_target(record))
            if answer is not None and not _is_told(context, record, answer, rule):
                yield _finding(context, record, _target(record), answer)
    yield from _of_spf(context, removed)


def _removed(change: ViewChange, before: Namespace, after: Namespace) -> "Iterator[tuple[str, AddressAnswer]]":
    """Yield each name that had addresses of its own before the change, and provably has none of its own now."""
    owners = dict.fromkeys(
        record.owner
        for each in change.differences
        for record in each.removed
        if record.type in ("A", "AAAA", "CNAME", "ALIAS", "ANAME")
    )
    for owner in owners:
        now, then = after.addresses(owner), before.addresses(owner)
        if owner[:2] == "*." or not then.found or _is_of_wildcard(then):
            continue
        if now.absent or (_is_of_wildcard(now) and set(now.addresses) != set(then.addresses)):
            yield owner, now


def _is_of_wildcard(answer: AddressAnswer) -> bool:
    return any(is_by_wildcard(each.chain) for each in answer.answers if each.status != UNKNOWN)


def _target(record: Record) -> str:
    at = _WORD.get(record.type)
    if at is None:
        return record.target
    name = record.words[at].lower() if at < len(record.words) else "."
    # A record that leads to itself says so with a dot (RFC 9460 section 2.5.2).
    return record.owner if name == "." else name


def _is_told(context: Context, record: Record, answer: AddressAnswer, rule: str) -> bool:
    """Tell whether `rule` says it already, or it is not worth a word."""
    if not answer.absent:
        return False
    if record.type == "CNAME" and answer.answers[0].status != NXDOMAIN:
        return False
    return rule != "" and context.runs(rule)


def _finding(context: Context, record: Record, name: str, answer: AddressAnswer) -> Finding:
    return context.finding(
        record,
        f"{record.owner} {record.type} leads to {name}, which the change removes{_now(answer)}",
        field="rdata",
        related=_changes(context, name),
        help=f"correct this record, or restore {name}",
        value=name,
        cause=_cause(name, answer),
    )


def _now(answer: AddressAnswer) -> str:
    if answer.absent:
        return ": it has no address now"
    return f": the wildcard {_wildcard(answer)} answers for it now, with {', '.join(answer.addresses[:3])}"


def _wildcard(answer: AddressAnswer) -> str:
    steps = [each.chain[0] for each in answer.answers if is_by_wildcard(each.chain)]
    record = steps[0].record
    return record.owner if record is not None else "above it"


def _cause(name: str, answer: AddressAnswer) -> str:
    return absent_name(answer.answers[0]) if answer.absent else f"{name} is answered by a wildcard"


def _changes(context: Context, name: str) -> "list[Related]":
    assert context.change is not None
    changes = context.change.whole.differences.at(name, views=context.namespace.views)
    return [related_change(change) for change in changes if change.before is not None][:3]


def _of_spf(context: Context, removed: "Mapping[str, AddressAnswer]") -> Iterator[Finding]:
    from zonelint.lint.api import place_in_text  # few runs come here

    for owner, spf in context.mail.spf.domains.items():
        for term in spf.policy.mechanisms:
            if term.name != "a" or "%" in term.value:
                continue
            name = absolute_domain(term.value) if term.value else owner
            answer = removed.get(name)
            if answer is not None:
                yield context.finding(
                    place_in_text(spf.record, term.start, term.start + len(term.text)),
                    f"the SPF record of {owner} lets {name} send, which the change removes{_now(answer)}",
                    related=_changes(context, name),
                    help=f"delete `{term.text}`, or restore {name}",
                    value=name,
                    cause=_cause(name, answer),
                )
