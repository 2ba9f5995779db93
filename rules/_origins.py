"""What is to be written in the place of an $ORIGIN line that has a wrong name."""

from collections.abc import Iterable

from zonelint.lint.api import (
    Context,
    Fix,
    OriginLines,
    Record,
    Rewrite,
    Span,
    Zone,
    address_of,
    is_at_or_below,
    is_reverse,
    is_turned,
    late,
    right_spelling,
)

_NAME = late(r"\$ORIGIN[ \t]+(\S+)(?:[ \t;].*)?", 2)  # in any case


def origin_turned(context: Context, zone: Zone, record: Record, lines: OriginLines) -> Fix | None:
    """Return the fix that writes the name of `zone` into the $ORIGIN line that puts `record` outside.

    None unless that line spells the name of a reverse zone otherwise: its labels in forward order, or with one slip at
    its end. It is safe if a PTR behind it leads to a name that has the address that is then meant.
    """
    line = lines.completing(record)
    name = _name_on(record, line).lower() if line and is_reverse(zone.origin) else ""
    is_meant = name[-1:] == "." and (is_turned(name, zone.origin) or right_spelling(name) == zone.origin)
    if not line or not is_meant or name == zone.origin or name in context.namespace.zones:
        return None
    behind = [each for each in zone.out_of_zone if _is_behind(each, record, line, lines)]
    fix = _rewritten(record, line, zone.origin, behind, name)
    fix.safe = any(_leads_back(context, each) for step in fix.steps if isinstance(step, Rewrite) for each in step.come)
    return fix


def origin_dotted(record: Record, line: int, lines: OriginLines) -> Fix | None:
    """Return the fix that adds the final dot to the name on the $ORIGIN `line` that completes the owner of `record`."""
    zone, name = record.zone, _name_on(record, line)
    wrong = f"{name}.{zone.origin}".lower()
    if not name or not is_at_or_below(record.owner, wrong):
        return None
    records = (each for rtype in zone.types for each in zone.records(rtype))
    behind = [each for each in records if _is_behind(each, record, line, lines)]
    fix = _rewritten(record, line, f"{name}.", behind, wrong)
    fix.safe = True
    return fix


def origins_dotted(zone: Zone, names: dict[int, str], path: str, lines: OriginLines) -> Fix | None:
    """Return the fix that adds the final dots to the `names` of reverse zones on $ORIGIN lines of the file at `path`.

    Each lies below the one before so long as that has no dot: they are changed together. None if a record there is not
    completed by one of them alone.
    """
    behind: dict[int, list[Record]] = {line: [] for line in names}
    for record in (each for rtype in zone.types for each in zone.records(rtype)):
        line = lines.completing(record) if record.source.path == path else None
        if line in names:
            behind[line].append(record)
    steps: list[Rewrite] = []
    for line, name in names.items():
        wholes = {record.owner.partition(f"{name.lower()}.")[2] for record in behind[line]}
        if len(wholes) != 1 or "" in wholes:
            return None
        steps.append(_rewrite(behind[line][0], line, f"{name}.", behind[line], f"{name.lower()}.{wholes.pop()}"))
    return Fix(f"write the final dot of {', '.join(names.values())}", *steps, safe=True)


def _name_on(record: Record, line: int) -> str:
    match = _NAME.fullmatch(record.source.line_text(line))
    return match[1] if match is not None else ""


def _is_behind(each: Record, record: Record, line: int, lines: OriginLines) -> bool:
    return each.source is record.source and each.line > line and lines.completing(each) == line


def _rewritten(record: Record, line: int, text: str, behind: Iterable[Record], wrong: str) -> Fix:
    """Return the fix that writes `text` there, which moves the records `behind` it away from the `wrong` name."""
    return Fix(f"write `$ORIGIN {text}`", _rewrite(record, line, text, behind, wrong))


def _rewrite(record: Record, line: int, text: str, behind: Iterable[Record], wrong: str) -> Rewrite:
    gone = list(behind)
    come = [_moved(each, wrong, text.lower()) for each in gone]
    start = record.source.line_text(line).index(_name_on(record, line), len("$ORIGIN")) + 1
    span = Span(line, start, line, start + len(_name_on(record, line)))
    return Rewrite(record.source, span, text, gone, come)


def _moved(record: Record, wrong: str, right: str) -> Record:
    """Return `record` with the `right` name wherever the `wrong` one ends a name."""
    words = [f"{word[: -len(wrong)]}{right}" if is_at_or_below(word.lower(), wrong) else word for word in record.words]
    owner = f"{record.owner[: -len(wrong)]}{right}" if is_at_or_below(record.owner, wrong) else record.owner
    return record._replace(owner=owner, rdata=" ".join(words) if words != list(record.words) else record.rdata)


def _leads_back(context: Context, ptr: Record) -> bool:
    """Tell whether the target of `ptr` is known to have the address that its owner stands for."""
    address = address_of(ptr.owner) if ptr.type == "PTR" else None
    return address is not None and address in context.namespace.addresses(ptr.target).addresses
