"""Writes a record set into a YAML file of Google Cloud DNS: a copy of a neighbour, with another name and other data."""

from zonelint.lint.fixes.text import CannotWriteError, Text
from zonelint.readers.octodns.names import natural_key
from zonelint.readers.tree.yaml_nodes import compose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.places import Problem, SourceFile, Span
    from zonelint.dns.zone import Record
    from zonelint.lint.fix import Add, Edit
    from zonelint.readers.tree.nodes import Node

_FIELDS = frozenset(("kind", "name", "rrdatas", "signatureRrdatas", "ttl", "type"))
"""The keys of record sets that are copied: all of them say the same of the new one, but for name and data."""
_SEPARATOR = "---"
_UNLIKE = "no record of this type stands there to write it like"


def composed(text: Text, source: "SourceFile") -> "tuple[list[Node | None], list[Problem]]":
    """Return the documents in a text of YAML, and what is wrong with it; made once, whatever is asked of it."""
    if text.tree is None:
        text.tree = compose("\n".join(text.lines), source)
    return text.tree


def with_record(text: Text, source: "SourceFile", step: "Add", neighbours: "Sequence[Record]") -> "Edit":
    """Return the edit that writes the record of `step` beside the `neighbours` of its type. Raises CannotWriteError."""
    if text.lines[0].lstrip()[:1] in ("{", "["):
        raise CannotWriteError("it is JSON")
    documents, problems = composed(text, source)
    if problems:
        raise CannotWriteError("its YAML is not plain")
    root = documents[0] if len(documents) == 1 else None
    in_list = root is not None and root.kind == "sequence"
    nodes = list(root.items) if root is not None and in_list else [each for each in documents if each is not None]
    spans = {record.source.marks[record.mark].owner for record in neighbours if record.source.marks is not None}
    sets = [_RecordSet(text, node) for node in nodes if _name_at(node) in spans]
    if not sets:
        raise CannotWriteError(_UNLIKE)
    beside, is_below = _beside(sets, step.owner)
    models = [each for each in [beside, *sets] if each.is_plain]
    if not models:
        raise CannotWriteError(_UNLIKE)
    lines = models[0].copied(step)
    if in_list:
        return text.insertion(beside.last + 1 if is_below else beside.first, lines)
    if is_below:
        return text.insertion(beside.last + 1, [_SEPARATOR, *lines])
    return text.insertion(beside.first, [*lines, _SEPARATOR])


def _name_at(node: "Node") -> "Span | None":
    return next((value.span for key, value in node.pairs if key.text == "name"), None)


def _beside(sets: "Sequence[_RecordSet]", owner: str) -> "tuple[_RecordSet, bool]":
    """Return the record set beside which that of `owner` is to stand, and whether below it, by the order of all."""
    for order in (natural_key, str):
        keys = [order(each.owner) for each in sets]
        if keys == sorted(keys):
            above = [each for each, key in zip(sets, keys, strict=True) if key <= order(owner)]  # type: ignore[operator]
            return (above[-1], True) if above else (sets[0], False)
    return sets[-1], True


class _RecordSet:
    """A record set in a text: its `owner`, its `first` and its `last` line, and whether it can be copied."""

    def __init__(self, text: Text, node: "Node") -> None:
        fields = {key.text: value for key, value in node.pairs}
        self._name = fields["name"]
        data = fields.get("rrdatas")
        self._data = data.items[0] if data is not None and len(data.items) == 1 else None
        self.owner = self._name.text.lower()
        self.first = node.line
        end = max(value.end_line - (value.end_column == 1 and value.end_line > value.line) for value in fields.values())
        self.last = end
        self._lines = text.lines[self.first - 1 : self.last]
        nodes = [part for pair in node.pairs for part in pair]
        self.is_plain = (
            self._data is not None
            and node.style == "block"
            and _FIELDS.issuperset(fields)
            and not any("#" in line.replace("dns#", "") for line in self._lines)
            and all(each.alias is None and not each.tag for each in [*nodes, self._data])
            and all(each.line == each.end_line for each in (self._name, self._data))
            and not text.lines[self.first - 1][: node.column - 1].strip(" -")
        )

    def copied(self, step: "Add") -> list[str]:
        """Return the lines of this record set with the name and the data of `step` in the place of its own."""
        assert self._data is not None
        lines = list(self._lines)
        for node, new in sorted(((self._name, step.owner), (self._data, step.rdata)), reverse=True, key=_place):
            at = node.line - self.first
            quote = node.style if node.style in ("'", '"') else ""
            lines[at] = f"{lines[at][: node.column - 1]}{quote}{new}{quote}{lines[at][node.end_column - 1 :]}"
        return lines


def _place(pair: "tuple[Node, str]") -> tuple[int, int]:
    return pair[0].line, pair[0].column
