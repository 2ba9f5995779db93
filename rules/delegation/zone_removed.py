"""A zone is gone with the change.

What it reports: a zone that was there before the change which `--base` compares is not there any more: its file is
deleted, or the index names it no longer. It is an error if records of the loaded zones still lead into it: an unchanged
delegation, the CNAMEs of a classless reverse delegation (RFC 2317), a mail sender whose PTR record it held; or if the
index still names it. It is a warning if a file went that no index named, and advice (`info`) if nothing leads into the
zone and somebody did that on purpose: the index names it no longer, or its file lies in a folder of old files now.

Why: its servers answer REFUSED or SERVFAIL for all names of the zone. A site is gone, mail to it is deferred until it
bounces. Without a reverse zone, receivers refuse the mail of each sender in it.

Fix: restore the file, and the statement in the index. If the zone has another home now, change its delegation. If it is
to end, remove the delegation, and the records that lead into it, as well.

Switch it off when: never. An exception in the configuration, `[[ignore-findings]]` with the zone as `owner`, says that
one zone ends.

Not reported: a zone that another file or index holds now, that is a secondary now, whose names its parent holds now, or
whose delegation the same change leads elsewhere; one whose index cannot be read any more.

References: RFC 1034 section 4.2.1; RFC 1912 section 2.8; RFC 2317 section 5.2; RFC 8499 section 7 (lame delegation).
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import (
    MOST_RELATED,
    NO_ORIGIN,
    PRIMARY,
    UNKNOWN,
    Context,
    Finding,
    Place,
    Record,
    Related,
    ViewChange,
    Zone,
    ZoneDifference,
    address_of,
    enclosing,
    relate,
    reverse_name,
)

SEVERITY = "error"
NEEDS = ("base",)

_PARENT = """\
$TTL 1h
@        SOA   ns1 hostmaster 1 8h 2h 4w 1h
         NS    ns1
ns1      A     4.3.2.1
"""
_CHILD = """\
$TTL 1h
@        SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
         NS    ns1.example.com.
"""

BAD = (
    (
        {"lab.example.com.zone": _CHILD.replace("$TTL 1h", "$TTL 1h ; <- zone-removed")},
        {"example.com.zone": _PARENT + "lab      NS    ns1\n"},
    ),
    (
        # The PTR record of a sender goes with the reverse zone.
        {
            "2.3.4.in-addr.arpa.zone": _CHILD.replace("$TTL 1h", "$TTL 1h ; <- zone-removed")
            + "25       PTR   mail.example.com.\n"
        },
        {"example.com.zone": _PARENT + "@        MX    10 mail\nmail     A     4.3.2.25\n"},
    ),
    (
        # The index still names it. Both findings are shown as one.
        {"example.net.zone": _CHILD},
        {
            "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
zone "example.net" { type primary; file "example.net.zone"; }; // <- zone-removed // <- index-error
""",
            "example.com.zone": _PARENT,
        },
    ),
)

GOOD = (
    # Another file holds it now.
    (
        {"lab.example.com.zone": _CHILD, "db.lab.example.com": None},
        {"example.com.zone": _PARENT + "lab      NS    ns1\n", "db.lab.example.com": _CHILD},
    ),
    # Its servers are others now.
    (
        {"lab.example.com.zone": _CHILD, "example.com.zone": _PARENT + "lab      NS    ns1\n"},
        {"example.com.zone": _PARENT.replace(" 1 8h", " 2 8h") + "lab      NS    ns1.example.net.\n"},
    ),
    # Its names are in the zone above.
    (
        {"lab.example.com.zone": _CHILD + "www      A     4.3.2.80\n"},
        {"example.com.zone": _PARENT + "www.lab  A     4.3.2.80\n"},
    ),
    # It is a secondary now.
    (
        {
            "example.net.zone": _CHILD,
            "named.conf": 'zone "example.net" { type primary; file "example.net.zone"; };\n',
        },
        {
            "example.com.zone": _PARENT,
            "named.conf": 'zone "example.net" { type secondary; primaries { 4.3.2.2; }; };\n',
        },
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone that is gone, with what leads into it."""
    if context.change is None:
        return
    gone = [(each, declared) for each, declared in _gone(context.change) if not _is_elsewhere(context, each)]
    if not gone:
        return
    leading = _Leading(context, [each for each, _ in gone])
    passed_over, told = _passed_over(context.change), _told_by_readers(context)
    for each, named in gone:
        assert each.before is not None
        assert each.before.source is not None
        folder, _, name = each.before.source.path.rpartition("/")
        if named is not None and named.named_at is not None:
            cause = told.get((named.named_at.source.path, each.origin), "")
        else:
            # Where files of several zones went from one folder, it is one act.
            cause = f"zones are gone from {folder}" if not leading.to(each.origin) else ""
        moved = passed_over.get(name) or passed_over.get(f"{folder}/", "")
        yield _finding(context, each, named, leading.to(each.origin), moved, cause)


# -- what is gone ----------------------------------------------------------------------------------------------------


def _gone(change: ViewChange) -> "Iterator[tuple[ZoneDifference, Zone | None]]":
    """Yield each zone that this view lost, with what an index still says of it."""
    whole = change.whole
    lost = [
        each
        for each in whole.differences.zones
        if each.after is None and each.before is not None and each.before.source is not None
    ]
    if not lost:
        return
    by_origin: dict[str, list[Zone]] = {}
    for zone in (*whole.after.zones, *whole.after.declared):
        by_origin.setdefault(zone.origin, []).append(zone)
    views = {zone.view for zones in by_origin.values() for zone in zones}
    damaged = {problem.source.path for problem in whole.after.problems if problem.rule == "index-error"}
    for each in lost:
        assert each.before is not None
        others = [zone for zone in by_origin.get(each.origin, ()) if _may_stand_for(zone, each.before, views)]
        # One that the index names with another file is kept elsewhere now.
        is_gone = not others or (all(map(_lacks_file, others)) and not _is_there(change, each))
        index = each.before.named_at
        if not others and index is not None and index.source.path in damaged and _is_there(change, each):
            continue  # what names it may be what cannot be read
        if is_gone and change.saw(each.before):
            yield each, others[0] if others else None


def _may_stand_for(zone: Zone, before: Zone, views: "set[str | None]") -> bool:
    """Tell whether `zone` is for those who asked `before`; `views` are all of them after the change."""
    return zone.view == before.view or None in (zone.view, before.view) or before.view not in views


def _lacks_file(zone: Zone) -> bool:
    """Tell whether an index names `zone` as one with a file of its own that is not here."""
    return zone.source is None and zone.origin_from == PRIMARY


def _is_there(change: ViewChange, each: ZoneDifference) -> bool:
    """Tell whether there still is a file where the zone's was."""
    assert each.before is not None
    source = each.before.source
    return source is not None and source.real_path is not None and change.whole.after.source.has(source.real_path)


def _is_elsewhere(context: Context, each: ZoneDifference) -> bool:
    """Tell whether the zone above holds its names now, or has them delegated elsewhere with the change."""
    above = context.namespace.zone_of(each.origin)
    if above is None or above.origin == each.origin:
        return False
    if above.rrset(each.origin, "NS"):
        assert context.change is not None
        changes = context.change.whole.differences.at(each.origin, "NS")
        return any(change.record.zone.origin != each.origin for change in changes)
    return above.has_name(each.origin)


# -- what leads into it ----------------------------------------------------------------------------------------------


class _Leading:
    """The records of the loaded zones that lead into zones which are gone, found in one go for all of them."""

    def __init__(self, context: Context, gone: "Sequence[ZoneDifference]") -> None:
        self._context = context
        self._gone = {each.origin: each for each in gone}
        self._found: dict[str, list[Related]] = {origin: [] for origin in self._gone}
        for origin in self._gone:
            self._note_delegation(origin)
        aliases = self._note_targets()
        self._note_senders(aliases)

    def to(self, origin: str) -> "Sequence[Related]":
        """Return what leads into the zone `origin`, as related places."""
        return self._found[origin]

    def _note_delegation(self, origin: str) -> None:
        above = self._context.namespace.zone_of(origin)
        for ns in above.rrset(origin, "NS") if above is not None and above.origin != origin else ():
            self._found[origin].append(relate(ns, f"{origin} is still delegated here"))

    def _note_targets(self) -> dict[str, Record]:
        """Note the records that lead to names which a zone held; returns CNAMEs of addresses by where they lead."""
        aliases: dict[str, Record] = {}
        for rtype in ("NS", "MX", "SRV", "CNAME", "PTR"):
            for record in self._context.records(rtype):
                origin = enclosing(record.target, self._gone)
                if origin is None or record.zone.origin == origin or record.owner == origin:
                    continue
                if self._held(origin, record.target) and self._is_open(record):
                    if rtype == "CNAME" and address_of(record.owner) is not None:
                        aliases[record.target] = record
                    self._found[origin].append(relate(record, f"this {rtype} record leads into it"))
        return aliases

    def _held(self, origin: str, name: str) -> bool:
        before = self._gone[origin].before
        return before is not None and bool(before.types_at(name))

    def _is_open(self, record: Record) -> bool:
        """Tell whether nobody here answers any more for what `record` leads to; else other rules say what is wrong."""
        rtype = "PTR" if record.type == "CNAME" and address_of(record.owner) is not None else "A"
        return self._context.namespace.lookup(record.target, rtype).status == UNKNOWN

    def _note_senders(self, aliases: dict[str, Record]) -> None:
        by_address = {address_of(record.owner): target for target, record in aliases.items()}
        for address, sender in self._context.mail.senders.items():
            name = by_address.get(address) or reverse_name(address)
            origin = enclosing(name, self._gone)
            before = self._gone[origin].before if origin is not None else None
            ptrs = before.rrset(name, "PTR") if before is not None else ()
            if origin is not None and ptrs and not self._context.namespace.reverse(address).found:
                self._found[origin].append(
                    Related(sender.place, f"{address} {sender.because()}; its PTR {ptrs[0].target} is gone")
                )


# -- the finding -----------------------------------------------------------------------------------------------------


def _finding(
    context: Context, each: ZoneDifference, named: Zone | None, leading: "Sequence[Related]", moved: str, cause: str
) -> Finding:
    before, change = each.before, context.change
    assert before is not None
    assert before.source is not None
    assert change is not None
    place, is_before = _place(before, named)
    is_deliberate = named is None and (before.named_at is not None or moved != "")
    return context.finding(
        place,
        f"the zone {each.origin} is gone: {_how(change, each, named, moved)}{_still(leading)}",
        related=leading[:MOST_RELATED],
        help=_help(change, each, named, bool(leading)),
        severity="error" if leading or named is not None else "info" if is_deliberate else "warning",
        zone=each.origin,
        owner=each.origin,
        cause=cause,
        is_before=is_before,
    )


def _place(before: Zone, named: Zone | None) -> tuple[Place, bool]:
    """Return where the finding stands, and whether that is in the files before the change."""
    if named is not None and named.named_at is not None:
        return named.named_at, False
    assert before.source is not None
    return (before.named_at, True) if before.named_at is not None else (Place.at(before.source), True)


def _passed_over(change: ViewChange) -> dict[str, str]:
    """Return the names of files that are passed over now -> where each lies, and why.

    A file whose zone is not known, and that is new or changed, stands there by its folder, too: it may be one that had
    the name of the zone.
    """
    found: dict[str, str] = {}
    for path, why in change.whole.passed_over:
        folder, _, name = path.rpartition("/")
        found[name] = text = f"{path}, which is passed over: {why}"
        if why.startswith(NO_ORIGIN) and change.whole.is_touched(path):
            found[f"{folder}/"] = text
    return found


def _how(change: ViewChange, each: ZoneDifference, named: Zone | None, moved: str) -> str:
    assert each.before is not None
    assert each.before.source is not None
    file = each.before.source.path
    if _is_there(change, each):
        index = each.before.named_at
        return f"{index.source.path} names it no longer" if index is not None else f"{file} is not its file any more"
    if named is not None and named.named_at is not None:
        return f"its file {file} is deleted, and {named.named_at.source.path} still names it"
    if moved:
        return f"its file {file} seems to be {moved}"
    return f"its file {file} is deleted"


def _still(leading: "Sequence[Related]") -> str:
    if not leading:
        return ""
    what = leading[0].message if len(leading) == 1 else f"{len(leading)} records or mail senders need it"
    return f"; {what}"


def _help(change: ViewChange, each: ZoneDifference, named: Zone | None, is_needed: bool) -> str:
    assert each.before is not None
    assert each.before.source is not None
    is_there = _is_there(change, each)
    restore = "name it again in the index" if is_there else f"restore {each.before.source.path}"
    if named is None and not is_needed:
        return f"{restore} if the zone is not to end"
    end = "remove the statement" if named is not None else "remove what leads into it"
    return f"{restore}; or, if the zone is to end, {end}"


def _told_by_readers(context: Context) -> dict[tuple[str, str], str]:
    """Return (path of an index, a word) -> the cause of what the reader of the index says with that word."""
    return {
        (problem.source.path, word): problem.cause or f"{problem.message} {problem.source.path}"
        for problem in context.problems
        if problem.rule in ("index-error", "zone-file-missing")
        for word in problem.message.split()
    }
