"""Writes the steps of fixes into YAML files: an entry more, an item less, a word in place of another.

The file is composed to find places in it, and never dumped.
"""

import re
from itertools import pairwise

from zonelint.dns.names import is_below
from zonelint.dns.places import Span
from zonelint.dns.zone import Place
from zonelint.lint.fix import Add, Arrange, Change, Drop, Remove, Rewrite
from zonelint.lint.fixes.lines import replacing, rewriting
from zonelint.lint.fixes.record_sets import composed, with_record
from zonelint.lint.fixes.text import CannotWriteError, Text
from zonelint.readers.octodns.names import natural_key
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Record, Zone
    from zonelint.lint.fix import Edit
    from zonelint.readers.tree.nodes import Node, Pair

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*[A-Za-z0-9_.]|[A-Za-z_]", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}|0", re.ASCII)
_NIBBLES = re.compile(r"[0-9a-f](?:\.[0-9a-f]){2,}", re.ASCII)
"""Owners of PTRs of IPv6 addresses: with two dots, no YAML takes them for numbers."""
_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Plain scalars that YAML 1.1 takes for something else than text."""
_NO_LINES = "its keys do not stand on lines of their own"
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_TARGET_FIELD = "target"
_SEPARATOR = "---"
_WRITTEN = ("octodns", "gcloud")
"""The formats in which whole records are written."""


class Documents:
    """Writes into the YAML files of one set of zones, as they are at the moment; `text_of` gives what is in one."""

    def __init__(self, text_of: "Callable[[SourceFile], Text]") -> None:
        self._text_of = text_of

    def edits(self, step: "Add | Arrange | Change | Drop | Remove | Rewrite") -> "list[Edit]":
        """Return the edits that are `step`. Raises CannotWriteError."""
        if isinstance(step, Add):
            return [self._addition(step)]
        if isinstance(step, Change):
            return [self._change(step)] if step.field else []
        if isinstance(step, Remove):
            return [self._removal(step)]
        text = self._text_of(step.source)
        if isinstance(step, Arrange):
            return [_arranged(text, step)]
        if isinstance(step, Drop):
            return [_dropped(text, step)]
        return [rewriting(text, step.span, step.text)]

    # -- other -------------------------------------------------------------------------------------------------------

    def _change(self, step: Change) -> "Edit":
        record, text = step.record, self._text_of(step.record.source)
        span = Place.of(record, step.field).span
        written = _written(text, span)
        quote = written[:1] if written[:1] in ("'", '"') and written[-1:] == written[:1] else ""
        inner = written.strip(quote) if quote else written
        if step.field != _TARGET_FIELD or inner.rstrip(".").lower() != record.target.rstrip("."):
            raise CannotWriteError("its value is not written plainly")
        return replacing(text, span, f"{quote}{step.text}{quote}" if quote else _scalar(step.text))

    # -- less --------------------------------------------------------------------------------------------------------

    def _removal(self, step: Remove) -> "Edit":
        record, text = step.record, self._text_of(step.record.source)
        span = Place.of(record, "").span
        first, last = text.lines[span.line - 1], text.lines[span.end_line - 1]
        item = _ITEM.fullmatch(first[: span.column - 1])
        rest = last[span.end_column - 1 :].strip()
        if item is None or (rest and rest[0] != "#"):
            return _removal_from_flow(text, record.source, span)
        like = step.like
        if any(_comment_of(line) for line in text.lines[span.line - 1 : span.end_line]) and not (
            like is not None and _comment_of(like.source.line_text(like.line)) == _comment_of(first)
        ):
            raise CannotWriteError("its line has a comment of its own, which would go, too")
        return text.deletion(span.line, span.end_line)

    # -- more --------------------------------------------------------------------------------------------------------

    def _addition(self, step: Add) -> "Edit":
        zone = step.zone
        if zone.format not in _WRITTEN or zone.source is None:
            raise CannotWriteError(f"zonelint writes no records into files of the format {zone.format}")
        neighbours = [
            record
            for record in zone.records(step.type)
            if record.source.marks is not None and not record.generated and record.owner[:2] != "*."
        ]
        paths = {record.source.path for rtype in zone.types for record in zone.records(rtype)}
        if len(paths) > 1:
            raise CannotWriteError("its records stand in several files")
        text = self._text_of(zone.source)
        if zone.format != "octodns":
            return with_record(text, zone.source, step, neighbours)
        root = _root(text, zone.source)
        key = _relative(step.owner, zone)
        pairs = list(root.pairs) if root is not None else []
        if any(node.kind != "scalar" or node.column != 1 for node, _ in pairs):
            raise CannotWriteError("it is not written as names with records below them")
        if any(str(resolve(node)).lower() == key for node, _ in pairs):
            raise CannotWriteError(f"{key or 'the apex'} has other records there")
        model = _Model(text, pairs, neighbours)
        return text.insertion(_line_for(text, pairs, key), model.entry(key, step))


class _Model:
    """How entries look: what is written as in the neighbours, which are the records `like`."""

    def __init__(self, text: Text, pairs: "Sequence[Pair]", like: "Sequence[Record]") -> None:
        lines = {record.source.marks[record.mark].owner.line for record in like if record.source.marks is not None}
        entries = [(key, value) for key, value in pairs if key.line in lines and value.kind == "mapping"]
        self.key_quote = self.type_quote = self.value_quote = ""
        self.indent, self.item, self.ttl = "  ", "", ""
        self.keys = ["type", "value"]
        if not entries:
            return
        key, value = entries[-1]
        fields = {name.text: node for name, node in value.pairs}
        self.key_quote = key.style if key.style in ("'", '"') else "plain"
        self.indent = " " * (value.column - 1)
        known = [name for name in fields if name in ("ttl", "type", "value", "values")]
        if value.style == "flow" or set(known) != set(fields):
            return
        self.keys = known
        if "ttl" in fields:
            self.ttl = _written(text, fields["ttl"].span)
        if "type" in fields and fields["type"].style in ("'", '"'):
            self.type_quote = fields["type"].style
        values = fields.get("values")
        if values is not None and values.kind == "sequence" and values.style == "block" and values.items:
            self.item = text.lines[values.items[0].line - 1][: values.items[0].column - 1]
        elif values is not None:
            self.keys = ["value" if name == "values" else name for name in known]
        target = values.items[0] if values is not None and values.items else fields.get("value")
        self.value_quote = target.style if target is not None and target.style in ("'", '"') else ""

    def entry(self, key: str, step: Add) -> list[str]:
        """Return the lines of the entry of `key` with the record that is to be added."""
        value = f"{self.value_quote}{step.rdata}{self.value_quote}" if self.value_quote else _scalar(step.rdata)
        texts = {
            "ttl": [f" {self.ttl}"],
            "type": [f" {self.type_quote}{step.type}{self.type_quote}"],
            "value": [f" {value}"],
        }
        texts["values"] = ["", f"{self.item}{value}"]
        lines = [f"{self._key(key)}:"]
        for name in self.keys:
            first, *rest = texts[name]
            lines += [f"{self.indent}{name}:{first}", *rest]
        return lines

    def _key(self, key: str) -> str:
        if self.key_quote == "plain":
            is_text = _PLAIN.fullmatch(key) is not None and key.lower() not in _NO_TEXT
            return key if is_text or _NUMBER.fullmatch(key) or _NIBBLES.fullmatch(key) else f"'{key}'"
        quote = self.key_quote or ("" if _PLAIN.fullmatch(key) and key.lower() not in _NO_TEXT else "'")
        return f"{quote}{key}{quote}"


def _line_for(text: Text, pairs: "Sequence[Pair]", key: str) -> int:
    """Return the 1-based line before which the entry of `key` is to stand, by the order in which the keys stand."""
    if not pairs:
        return _end(text.lines)
    for order in (natural_key, str):
        keys = [order(resolve(node)) for node, _ in pairs]
        if keys == sorted(keys):
            before = [pair for pair, each in zip(pairs, keys, strict=True) if each <= order(key)]  # type: ignore[operator]
            return _last_line(text, before[-1]) + 1 if before else pairs[0][0].line
    return _last_line(text, pairs[-1]) + 1


def _end(lines: "Sequence[str]") -> int:
    """Return the 1-based line behind the last one that holds anything."""
    filled = [number for number, line in enumerate(lines, 1) if line.strip() and line.strip() not in ("{}", "...")]
    return filled[-1] + 1 if filled else 1


def _last_line(text: Text, pair: "Pair") -> int:
    """Return the last 1-based line of an entry, of which nothing else stands."""
    key, value = pair
    last = max(key.end_line, value.end_line)
    return last - 1 if value.end_column == 1 and value.end_line > value.line else last


def _root(text: Text, source: "SourceFile") -> "Node | None":
    """Return the root node of the one document in `text`; None if it is empty. Raises CannotWriteError."""
    documents, problems = composed(text, source)
    if problems or len(documents) > 1 or any("<<" in line or "!include" in line for line in text.lines):
        raise CannotWriteError("its YAML is not plain")
    root = documents[0] if documents else None
    if root is not None and (root.kind != "mapping" or (root.style == "flow" and root.value)):
        raise CannotWriteError("it is not written as names with records below them")
    if root is not None and not root.value and any(line.strip() == "{}" for line in text.lines):
        raise CannotWriteError("it is an empty mapping, {}")
    return root


def _relative(owner: str, zone: "Zone") -> str:
    return owner[: -len(zone.origin) - 1] if is_below(owner, zone.origin) else ""


def _written(text: Text, span: Span) -> str:
    if span.line != span.end_line:
        raise CannotWriteError("its value stands on several lines")
    return text.lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT else "'" + text.replace("'", "''") + "'"


def _comment_of(line: str) -> str:
    found = re.search(r"(?:^|[ \t])#(.*)", line)
    return found[1].strip() if found else ""


def _without_mapping(text: Text, mapping: "Node", *, is_document: bool) -> "Edit":
    """Return the edit that deletes a mapping that is a document behind another one, or an item of a list."""
    first, last = mapping.line, max(_last_line(text, pair) for pair in mapping.pairs)
    head = text.lines[first - 1][: mapping.column - 1].strip()
    above = text.lines[first - 2].strip() if first > 1 else ""
    if (is_document and (head or above != _SEPARATOR)) or (not is_document and head != "-"):
        raise CannotWriteError("it does not stand on lines of its own")
    if any(_comment_of(line) for line in text.lines[first - 1 : last]):
        raise CannotWriteError("its lines have a comment of their own, which would go, too")
    return text.deletion(first - is_document, last)


def _removal_from_flow(text: Text, source: "SourceFile", span: Span) -> "Edit":
    """Return the edit that deletes an item, not the first, of a list in brackets: with the comma before it."""
    documents, problems = composed(text, source)
    items: list[Node] = []
    for each in _nodes(node for node in documents if node is not None and not problems):
        if each.style == "flow" and any(item.span == span for item in each.items):
            items = list(each.items)
    at = next((number for number, item in enumerate(items) if item.span == span), 0)
    between = text.lines[items[at - 1].end_line - 1 : span.end_line]
    if not at or (len(between) > 1 and any("#" in line for line in between)):
        raise CannotWriteError("it is not an item on lines of its own")
    return text.edit(Span(items[at - 1].end_line, items[at - 1].end_column, span.end_line, span.end_column), "")


def _nodes(roots: "Iterable[Node]") -> "Iterator[Node]":
    """Yield all nodes that are written in a document, each once."""
    pending = list(roots)
    while pending:
        each = pending.pop()
        if each.alias is None:
            yield each
            pending += [*each.items, *(part for pair in each.pairs for part in pair)]


def _dropped(text: Text, step: Drop) -> "Edit":
    """Return the edit that deletes the entry whose key or value stands at the place of `step`."""
    documents, problems = composed(text, step.source)
    if problems:
        raise CannotWriteError("its YAML is not plain")
    holding = (_holding(root, step.span) for root in documents if root is not None)
    mapping = next((each for each in holding if each is not None), None)
    if mapping is None or mapping.style == "flow":
        raise CannotWriteError(_NO_LINES)
    if step.whole:
        return _without_mapping(text, mapping, is_document=any(mapping is root for root in documents))
    pair = next(pair for pair in mapping.pairs if _stands_at(pair, step.span))
    first, last = pair[0].line, _last_line(text, pair)
    if text.lines[first - 1][: pair[0].column - 1].strip():
        raise CannotWriteError(_NO_LINES)
    if any(_comment_of(line) for line in text.lines[first - 1 : last]):
        raise CannotWriteError("its lines have a comment of their own, which would go, too")
    lines = ["", *text.lines, ""]
    if not lines[first - 1].strip() and not lines[last + 1].strip() and first > 1:
        first -= 1  # of the blank lines around it one is enough
    return text.deletion(first, last)


# -- order -----------------------------------------------------------------------------------------------------------


def _arranged(text: Text, step: Arrange) -> "Edit":
    """Return the edit that puts the keys of the mapping, one of whose keys stands at the place of `step`, in order."""
    root = _root(text, step.source)
    mapping = _holding(root, step.span) if root is not None else None
    if mapping is None or len(mapping.pairs) < 2 or any(key.kind != "scalar" for key, _ in mapping.pairs):
        raise CannotWriteError(_NO_LINES)
    order = natural_key if step.order == "natural" else str
    keys = [order(resolve(key)) for key, _ in mapping.pairs]
    numbers = sorted(range(len(keys)), key=lambda number: keys[number])
    if mapping.style == "flow":
        return _arranged_in_flow(text, mapping, numbers)
    column, first = mapping.pairs[0][0].column, mapping.pairs[0][0].line
    if any(key.column != column for key, _ in mapping.pairs):
        raise CannotWriteError(_NO_LINES)
    parts = _parts(text, mapping)
    head = parts[0][0][: column - 1]  # it may hold the dash of a list
    parts[0][0] = " " * len(head) + parts[0][0][column - 1 :]
    gaps = [_gap(part) for part in parts]
    bodies = [part[gap:] for part, gap in zip(parts, gaps, strict=True)]
    lines = [line for at, number in enumerate(numbers) for line in (*parts[at][: gaps[at]], *bodies[number])]
    if head.strip() and lines[0].lstrip()[:1] == "#":
        raise CannotWriteError("a comment would come to stand behind the dash of a list")
    lines[0] = head + lines[0][column - 1 :] if head.strip() else lines[0]
    return _block(text, first, _last_line(text, mapping.pairs[-1]), lines)


def _arranged_in_flow(text: Text, mapping: "Node", numbers: "Sequence[int]") -> "Edit":
    """Do the same for a mapping in braces on one line; `numbers` are those of its entries in the order to come."""
    line = text.lines[mapping.line - 1]
    slots = [(key.column - 1, value.end_column - 1) for key, value in mapping.pairs]
    is_plain = all(one[1] <= two[0] for one, two in pairwise(slots)) and all(start < end for start, end in slots)
    if mapping.line != mapping.end_line or not is_plain or any(value.alias is not None for _, value in mapping.pairs):
        raise CannotWriteError(_NO_LINES)
    ends = [slots[0][0], *(end for _, end in slots)]
    between = ["", *(line[end:start] for end, (start, _) in zip(ends[1:], slots[1:], strict=False))]
    written = [blank + line[slice(*slots[number])] for blank, number in zip(between, numbers, strict=True)]
    return text.edit(Span(mapping.line, slots[0][0] + 1, mapping.line, slots[-1][1] + 1), "".join(written))


def _block(text: Text, first: int, last: int, lines: "Sequence[str]") -> "Edit":
    """Return the edit that writes `lines`, as many as there are, in the place of the 1-based ones `first` to `last`."""
    ends = [text.line_end(number) for number in range(first, last + 1)]
    deletion = text.deletion(first, last)
    octets = b"".join(text.encoded(line) + end for line, end in zip(lines, ends, strict=True))
    return deletion._replace(start=text.start_of(first), octets=octets)


def _parts(text: Text, mapping: "Node") -> list[list[str]]:
    """Return the lines of each entry: from behind the one before it, comments and blank lines included."""
    parts, start = [], mapping.pairs[0][0].line
    for pair in mapping.pairs:
        if pair[0].line < start:
            raise CannotWriteError(_NO_LINES)
        last = _last_line(text, pair)
        parts.append(text.lines[start - 1 : last])
        start = last + 1
    return parts


def _gap(lines: "Sequence[str]") -> int:
    """Return how many blank lines `lines` begin with: they stay where they are, between what comes to stand there."""
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _stands_at(pair: "Pair", span: Span) -> bool:
    key, value = pair
    return key.span == span or (value.span == span and value.alias is None)


def _holding(node: "Node", span: Span) -> "Node | None":
    """Return the mapping in which a key or its value stands at `span`, in `node` or below it."""
    return next((each for each in _nodes([node]) if any(_stands_at(pair, span) for pair in each.pairs)), None)
