"""Composed YAML in the shape that tests compare, and what PyYAML makes of the same text."""

from typing import Any

import yaml

from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.readers.tree import yaml_nodes
from zonelint.readers.tree.nodes import Node


def source_of(text: str) -> SourceFile:
    """Return a source that holds `text`."""
    return SourceFile("file", None, lambda: text, lambda *_: Span(1, 1, 1, 1))


def compose(text: str) -> tuple[list[Node | None], list[Problem]]:
    """Return the documents of `text` and its problems."""
    return yaml_nodes.compose(text, source_of(text))


def root(text: str) -> Node:
    """Return the root node of the only document of `text`, in which nothing is wrong."""
    documents, problems = compose(text)
    assert ([], 1) == (problems, len(documents))
    assert documents[0] is not None
    return documents[0]


def places(problems: list[Problem]) -> list[str]:
    """Return the problems, each as ``line:column rule``."""
    return [f"{problem.span.line}:{problem.span.column} {problem.rule}" for problem in problems]


def tree(node: Node | None) -> Any:
    """Return all that is known of `node` and what is in it, as plain tuples and lists."""
    return None if node is None else (node.kind, node.tag, _value(node, tree), node.style, tuple(node.span), node.alias)


def values(node: Node) -> Any:
    """Return the texts in `node`: a str, a list, or a list of pairs."""
    return _value(node, values)


def _value(node: Node, part: Any) -> Any:
    if node.kind == "mapping":
        return [(part(key), part(value)) for key, value in node.pairs]
    return [part(item) for item in node.items] if node.kind == "sequence" else node.text


class Outline:
    """Reduces nodes, ours and PyYAML's, to what both know: kind, value, style, and the indexes of begin and end.

    The end of a block collection is left out: PyYAML puts it at the token that follows, we where the last part ends.
    """

    def __init__(self, text: str) -> None:
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def ours(self, node: Node | None) -> Any:
        """Return the outline of a composed node; of an empty document None."""
        if node is None:
            return None
        begin, end = self._index(node.line, node.column), self._index(node.end_line, node.end_column)
        return (node.kind, _value(node, self.ours), node.style, begin, end if node.style != "block" else None)

    def theirs(self, node: yaml.Node) -> Any:
        """Return the outline of a node of PyYAML; of an empty document None."""
        begin, end = node.start_mark.index, node.end_mark.index
        if node.id == "scalar":
            return (node.id, node.value, node.style or "", begin, end)
        style = "flow" if node.flow_style else "block"
        if node.id == "mapping":
            value = [(self.theirs(key), self.theirs(value)) for key, value in node.value]
        else:
            value = [self.theirs(item) for item in node.value]
        return (node.id, value, style, begin, end if style == "flow" else None)

    def their_documents(self, text: str, loader: type) -> Any:
        """Return the outlines of the documents that PyYAML composes of `text`, or None if it raises."""
        try:
            roots = list(yaml.compose_all(text, Loader=loader))
        except (yaml.YAMLError, ValueError, OverflowError):
            return None
        return [None if _is_nothing(root) else self.theirs(root) for root in roots]

    def _index(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1


def _is_nothing(node: yaml.Node) -> bool:
    return bool(node.id == "scalar" and node.value == "" and node.start_mark.index == node.end_mark.index)
