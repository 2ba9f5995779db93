"""Writes the steps of fixes into master files: a line more, a line less, a word in place of another.

A new record stands where its neighbours stand, and looks like them.
"""

from bisect import bisect_left

from zonelint.dns.names import is_below, relative_to
from zonelint.dns.places import Span
from zonelint.dns.zone import Place, Record, Zone
from zonelint.lint.fix import Add, Change, Edit, Remove, Rewrite
from zonelint.lint.fixes.spots import Neighbour, Spots, origin_of
from zonelint.lint.fixes.text import CannotWriteError, Text, blanks, column_after
from zonelint.readers.master.lexer import LogicalLine, comment_column, logical_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.dns.places import SourceFile

_LONG = 400
"""Characters of a comment in which a record is looked for."""


class MasterFiles:
    """Writes into the master files of one set of zones, as they are at the moment; `text_of` gives what is in one."""

    def __init__(self, text_of: "Callable[[SourceFile], Text]") -> None:
        self._text_of = text_of
        self._owners: dict[tuple[int, str], tuple[list[int], list[str]]] = {}
        self._spots: dict[tuple[int, str], Spots] = {}
        self._commented_out: dict[str, dict[tuple[str, str, str], int]] = {}

    def edits(self, step: "Add | Remove | Change | Rewrite") -> "list[Edit]":
        """Return the edits that are `step`. Raises CannotWriteError."""
        if isinstance(step, Add):
            return self._addition(step)
        if isinstance(step, Remove):
            return self._removal(step)
        if isinstance(step, Change):
            return [self._change(step)] if step.field else []
        return [rewriting(self._text_of(step.source), step.span, step.text)]

    # -- less --------------------------------------------------------------------------------------------------------

    def _removal(self, step: Remove) -> list[Edit]:
        record = step.record
        text = self._text_of(record.source)
        line = _line_of(text, record)
        comment = _comments(text.lines[record.line - 1 : line.end])
        if comment and comment != self._comments_of(step.like):
            raise CannotWriteError("its line has a comment of its own, which would go, too")
        edits = [text.deletion(record.line, line.end)]
        following = None if line.blank else _following(text, line.end)
        if following is not None and self._owner_before(record) != record.owner:
            # The next record repeats the owner that stood on this line.
            edits.append(_with_owner(text, following, line.tokens[0].text))
        return edits

    def _comments_of(self, record: Record | None) -> list[str]:
        """Return the comments on the lines of `record`."""
        if record is None:
            return []
        lines = record.source.lines
        return _comments(lines[record.line - 1 : logical_line(lines, record.line - 1).end])

    def _owner_before(self, record: Record) -> str:
        """Return the owner of the last record above `record` in its file; empty if there is none."""
        lines, owners = self._lines_of(record.zone, record.source)
        at = bisect_left(lines, record.line)
        return owners[at - 1] if at else ""

    def _lines_of(self, zone: Zone, source: "SourceFile") -> tuple[list[int], list[str]]:
        key = (id(zone), source.path)
        if key not in self._owners:
            read = [record for rtype in zone.types for record in zone.records(rtype)]
            read += [record for record, _ in zone.duplicates]
            found = sorted((each.line, each.owner) for each in read if each.source.path == source.path)
            self._owners[key] = [line for line, _ in found], [owner for _, owner in found]
        return self._owners[key]

    # -- other -------------------------------------------------------------------------------------------------------

    def _change(self, step: Change) -> Edit:
        text = self._text_of(step.record.source)
        line = _line_of(text, step.record)
        if step.field == "owner" and line.blank:
            raise CannotWriteError("the owner stands on another line")
        new = step.text
        if step.field == "owner" and not new:
            new = _spelled(line, step.record, step.becomes.owner)
        return replacing(text, Place.of(step.record, step.field).span, new)

    # -- more --------------------------------------------------------------------------------------------------------

    def _addition(self, step: Add) -> list[Edit]:
        spot = self._spots_of(step.zone, step.type).of(step.owner)
        if spot is None:
            return [self._at_the_end(step)]
        record = spot.beside.record
        text = self._text_of(record.source)
        line = _line_of(text, record)
        at = spot.line or (_behind(text, line.end) + 1 if spot.is_above else record.line)
        written = _modelled(text, record, line, step, spot.owner)
        head = [text.insertion(at, spot.head)._replace(is_head=True)] if spot.head else []
        return [*head, self._insertion(text, at, written, step)]

    def _insertion(self, text: Text, at: int, written: str, step: Add) -> Edit:
        """Return the edit that writes the record of `step` before the 1-based line `at`, unless it was taken out."""
        if text.path not in self._commented_out:
            self._commented_out[text.path] = _commented_out(text)
        owner = written.split(maxsplit=1)[0]
        number = self._commented_out[text.path].get((owner.lower(), step.type.lower(), step.rdata.lower()))
        if number:
            raise CannotWriteError(f"line {number} has it as a comment: somebody took it out")
        return text.insertion(at, [written])

    def _spots_of(self, zone: Zone, rtype: str) -> Spots:
        """Return what tells where records of one type come to stand: beside those on lines with their owner."""
        key = (id(zone), rtype)
        if key not in self._spots:
            found = [record for record in zone.records(rtype) if not record.generated]
            found = [record for record in found if record.source.marks is None and self._is_writable(record)]
            found.sort(key=lambda record: (record.source.path, record.line))
            self._spots[key] = Spots(zone.origin, list(map(Neighbour, found)))
        return self._spots[key]

    def _is_writable(self, record: Record) -> bool:
        if record.owner[:2] == "*." or record.source.line_text(record.line)[:1] in ("", " ", "\t"):
            return False
        self._text_of(record.source)
        return True

    def _at_the_end(self, step: Add) -> Edit:
        """Return the edit that writes the first record of its type into the zone: behind all others."""
        zone = step.zone
        if zone.source is None or zone.source.marks is not None:
            raise CannotWriteError("there is no file of this zone to write into")
        text = self._text_of(zone.source)
        lines, _ = self._lines_of(zone, zone.source)
        if not lines:
            raise CannotWriteError("it holds no record of its own")
        last = logical_line(text.lines, lines[-1] - 1)
        at = _behind(text, last.end)
        moved = any(line[:7].upper() == "$ORIGIN" for line in text.lines[lines[0] : at])
        owner = step.owner if moved else relative_to(step.owner, zone.origin)
        model = next((rrset[-1] for rtype in ("NS", "SOA") if (rrset := zone.rrset(zone.origin, rtype))), None)
        if model is not None and model.source.path == zone.source.path:
            line = _line_of(text, model)
            if model.type == "NS" and line.end == model.line:
                return self._insertion(text, at + 1, _modelled(text, model, line, step, owner), step)
        return self._insertion(text, at + 1, f"{owner} {step.type} {step.rdata}", step)


def _line_of(text: Text, record: Record) -> LogicalLine:
    """Return the line of `record`. Raises CannotWriteError if it is none of its own."""
    if record.generated:
        raise CannotWriteError("a $GENERATE makes this record of a range")
    if not 0 < record.line <= len(text.lines):
        raise CannotWriteError("the record is not found in its file")
    line = logical_line(text.lines, record.line - 1)
    if line.error is not None or not line.tokens or line.tokens[0].text[0] == "$":
        raise CannotWriteError("the line of the record cannot be read")
    return line


def _comments(lines: "Sequence[str]") -> list[str]:
    columns = [(line, comment_column(line)) for line in lines]
    return [line[column:].strip("; \t") for line, column in columns if column is not None]


def _commented_out(text: Text) -> dict[tuple[str, str, str], int]:
    """Return the records that stand in `text` as comments, by owner, type and RDATA as written, with 1-based lines."""
    found: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(text.lines, 1):
        if line[:1] == ";":
            words = line[:_LONG].lower().lstrip("; \t").partition(";")[0].split()
            if len(words) > 2:
                found.setdefault((words[0], words[-2], words[-1]), number)
    return found


def _following(text: Text, end: int) -> int | None:
    """Return the 0-based index of the next line with a record from index `end` on, if it repeats the owner above."""
    while end < len(text.lines):
        line = logical_line(text.lines, end)
        if line.tokens:
            return end if line.blank else None
        end = line.end
    return None


def _behind(text: Text, end: int) -> int:
    """Return the index of the last line, from the 0-based index `end` on, whose record repeats the owner above."""
    following = _following(text, end)
    while following is not None:
        end = logical_line(text.lines, following).end
        following = _following(text, end)
    return end


def _with_owner(text: Text, at: int, owner: str) -> Edit:
    """Return the edit that puts `owner` before the record on the line of index `at`, which begins with blanks."""
    line = text.lines[at]
    run = line[: len(line) - len(line.lstrip(" \t"))]
    written = owner + blanks(run, column_after(owner), column_after(run))
    return text.edit(Span(at + 1, 1, at + 1, len(run) + 1), written)


def replacing(text: Text, span: Span, new: str) -> Edit:
    """Return the edit that writes `new` in the place of `span`; what stands behind it keeps its column if it can."""
    line = text.lines[span.end_line - 1]
    rest = line[span.end_column - 1 :]
    run = rest[: len(rest) - len(rest.lstrip(" \t"))]
    if span.line != span.end_line or run in ("", " ") or run == rest:
        return text.edit(span, new)
    before = line[: span.column - 1]
    end = column_after(before + new)
    if end == column_after(line[: span.end_column - 1]):
        return text.edit(span, new)
    filled = blanks(run, end, column_after(line[: span.end_column - 1 + len(run)]))
    return text.edit(span._replace(end_column=span.end_column + len(run)), new + filled)


def rewriting(text: Text, span: Span, new: str) -> Edit:
    """Return the edit that writes `new` in the place of `span`; if nothing is left of its lines, they go."""
    if not new:
        before = text.lines[span.line - 1][: span.column - 1]
        after = text.lines[span.end_line - 1][span.end_column - 1 :]
        if not before.strip() and not after.strip():
            return text.deletion(span.line, span.end_line)
        if not after.strip():  # no blanks at the end of a line
            column = len(before.rstrip()) + 1
            return text.edit(Span(span.line, column, span.end_line, len(text.lines[span.end_line - 1]) + 1), "")
    return text.edit(span, new)


def _modelled(text: Text, model: Record, line: LogicalLine, step: Add, owner: str = "") -> str:
    """Return the new record as a line that looks like that of `model`."""
    name = owner or _spelled(line, model, step.owner)
    written = text.lines[model.line - 1]
    written = written[: comment_column(written)]
    if line.end != model.line or "(" in written:
        return f"{name} {step.type} {step.rdata}"
    tokens = line.tokens
    first = 0 if line.blank else 1
    at = next((at for at in range(first, len(tokens) - 1) if tokens[at].text.upper() == model.type), 0)
    if not at >= first:
        return f"{name} {step.type} {step.rdata}"
    head = written[tokens[first].column - 1 : tokens[at].column - 1]
    lead = written[len(tokens[0].text) if not line.blank else 0 : tokens[first].column - 1]
    result = name + blanks(lead, column_after(name), column_after(written[: tokens[first].column - 1])) + head
    rtype = step.type.lower() if tokens[at].text.islower() else step.type
    end = tokens[at].column - 1 + len(tokens[at].text)
    rdata = tokens[at + 1].column - 1
    result += rtype
    return result + blanks(written[end:rdata], column_after(result), column_after(written[:rdata])) + step.rdata


def _spelled(line: LogicalLine, record: Record, owner: str) -> str:
    """Return the absolute `owner` as it is spelled on a line beside `line`, that of `record`, or in its place."""
    origin = origin_of(line.tokens[0].text.lower(), record.owner)
    if origin is None:
        return owner
    return relative_to(owner, origin) if is_below(owner, origin) else owner
