"""The nodes of a tree that stands for a YAML or JSON document, each with its place in the text."""

from zonelint.dns.places import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    Pair = tuple["Node", "Node"]

    class _NodeFields(NamedTuple):
        kind: str
        tag: str
        value: "str | list[Node] | list[Pair]"
        style: str
        line: int
        column: int
        end_line: int
        end_column: int
        alias: "Span | None"

else:
    from zonelint.dns.tuples import named_tuple

    _NodeFields = named_tuple("_NodeFields", "kind tag value style line column end_line end_column alias")

SAYS_THE_SAME = ": the other one says the same"
"""Behind the help for a problem of an entry that stands twice, where nothing is lost with one of the two."""
MAX_DEPTH = 64
"""Deepest nesting of collections; anything deeper is a problem."""

MAX_ALIASED = 100_000
"""Most nodes of one document that may be reached through aliases, counted once for each way that leads to them."""


class Node(_NodeFields):
    """One node of a YAML or JSON document.

    kind   "scalar", "sequence" or "mapping"
    tag    the explicit tag, with ``!!`` for ``tag:yaml.org,2002:``, such as ``!include`` or ``!!str``; "" without one
    value  text of a scalar, nodes of a sequence, pairs of key and value of a mapping in file order, duplicates kept
    style  of a scalar "" (plain), ``'``, ``"``, ``|`` or ``>``; of a collection "block" or "flow"
    alias  span of the ``*alias`` through which the node was reached here, or None; all else is the anchored node's

    A block collection ends where its last part ends. A node begins at its anchor or tag if it has one.
    """

    __slots__ = ()

    @property
    def span(self) -> Span:
        """Where the node stands: 1-based, columns in code points, the end exclusive."""
        return Span(self.line, self.column, self.end_line, self.end_column)

    @property
    def text(self) -> str:
        """The text of a scalar; "" for a collection."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> "Sequence[Node]":
        """The nodes of a sequence; empty for others."""
        return self.value if self.kind == "sequence" else ()  # type: ignore[return-value]

    @property
    def pairs(self) -> "Sequence[Pair]":
        """The keys and values of a mapping, in file order; empty for others."""
        return self.value if self.kind == "mapping" else ()  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"<{self.kind} {self.text!r} at {self.line}:{self.column}>"
