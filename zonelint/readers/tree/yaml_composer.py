"""The reference way from a YAML text to its nodes: composes the events of yaml_ruamel.py, without recursion."""

from bisect import bisect_right

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.readers.tree.nodes import MAX_ALIASED, MAX_DEPTH, Node
from zonelint.readers.tree.yaml_ruamel import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CORE_TAG = "tag:yaml.org,2002:"


class _ComposerError(Exception):
    """The parser accepts an event, the composer does not; says what is wrong."""


class _Open:
    """A collection whose end has not been read yet.

    `nodes` is the number of nodes in the document before it, `height` how deep the collections in it are nested.
    """

    __slots__ = ("event", "parts", "nodes", "height")

    def __init__(self, event: "Any", nodes: int) -> None:
        self.event = event
        self.parts: list[Node] = []
        self.nodes = nodes
        self.height = 1


class _Composer:
    """Makes nodes of events. `index` is where the event stands that is being read, in code points from 0."""

    def __init__(self, text: str) -> None:
        self.documents: list[Node | None] = []
        self.index = 0
        self._text = text
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._begin_document()

    def _begin_document(self) -> None:
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}
        """Name -> the node, the number of nodes in it, its height; None before its end."""
        self._nodes = 0
        self._aliased = 0
        self._end = 0

    def run(self) -> None:
        """Read all events. Raises what ruamel.yaml raises, and _ComposerError."""
        parser = parse(self._text)
        try:
            while True:
                event = parser.get_event()
                self.index = event.start_mark.index
                if isinstance(event, StreamEndEvent):
                    return
                self._handle(event)
        except (MarkedYAMLError, _ComposerError):
            raise
        except Exception:
            self.index = parser.scanner.reader.index
            raise

    def _handle(self, event: "Any") -> None:
        if isinstance(event, ScalarEvent):
            self._end = event.end_mark.index
            self._nodes += 1
            node = self._node("scalar", event, event.value, event.style or "")
            self._open_anchor(event)
            self._close(event, node, self._nodes - 1, 0)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            if len(self._stack) >= MAX_DEPTH:
                raise _ComposerError(f"collections are nested more than {MAX_DEPTH} deep")
            self._open_anchor(event)
            self._stack.append(_Open(event, self._nodes))
            self._nodes += 1
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._end_collection(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._begin_document()
        elif isinstance(event, DocumentEndEvent):
            root = self._root
            self.documents.append(None if root is None or _is_nothing(root) else root)

    def _end_collection(self, event: "Any") -> None:
        collection = self._stack.pop()
        parts = collection.parts
        if collection.event.flow_style:
            self._end = event.end_mark.index
        style = "flow" if collection.event.flow_style else "block"
        if isinstance(event, SequenceEndEvent):
            node = self._node("sequence", collection.event, parts, style)
        else:
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
            node = self._node("mapping", collection.event, pairs, style)
        self._close(collection.event, node, collection.nodes, collection.height)

    def _open_anchor(self, event: "Any") -> None:
        if event.anchor is not None:
            if event.anchor in self._anchors:
                raise _ComposerError(f"the anchor {event.anchor!r} appears twice")
            self._anchors[event.anchor] = None

    def _close(self, event: "Any", node: Node, nodes_before: int, height: int) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._nodes - nodes_before, height)
        self._add(node, height)

    def _add(self, node: Node, height: int) -> None:
        if self._stack:
            parent = self._stack[-1]
            parent.parts.append(node)
            parent.height = max(parent.height, height + 1)
        else:
            self._root = node

    def _alias(self, event: "Any") -> None:
        if event.anchor not in self._anchors:
            raise _ComposerError(f"there is no anchor {event.anchor!r} before this alias")
        anchored = self._anchors[event.anchor]
        if anchored is None:
            raise _ComposerError(f"the alias {event.anchor!r} is inside its own anchor")
        node, nodes, height = anchored
        if len(self._stack) + height > MAX_DEPTH:
            raise _ComposerError(f"collections are nested more than {MAX_DEPTH} deep through this alias")
        self._aliased += nodes
        if self._aliased > MAX_ALIASED:
            raise _ComposerError(f"aliases expand to more than {MAX_ALIASED} nodes")
        self._nodes += nodes
        self._end = event.end_mark.index
        span = Span(*self._place(event.start_mark.index), *self._place(self._end))
        self._add(node._replace(alias=span), height)

    def _node(self, kind: str, event: "Any", value: "Any", style: str) -> Node:
        begin, end = self._place(event.start_mark.index), self._place(self._end)
        return Node(kind, _tag(event), value, style, *begin, *end, None)

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def problem(self, source: SourceFile, index: int, message: str) -> Problem:
        """Return the problem of the character at `index`."""
        line, column = self._place(min(index, len(self._text)))
        character = self._text[index : index + 1]
        help_text = "YAML allows no tab here: use spaces" if character == "\t" else ""
        width = 1 if character not in ("", "\n") else 0
        return Problem("syntax-error", message, source, Span(line, column, line, column + width), help_text)


def _tag(event: "Any") -> str:
    if event.ctag is None:
        return ""
    tag = str(event.ctag)
    if tag.startswith(_CORE_TAG):
        return "!!" + tag[len(_CORE_TAG) :]
    return tag if tag[0] == "!" else f"!<{tag}>"


def _is_nothing(root: Node) -> bool:
    return root.value == "" and root[4:6] == root[6:8]


def compose_all(text: str, source: SourceFile) -> "tuple[list[Node | None], list[Problem]]":
    """Return the root nodes and the problem of the YAML `text`, as yaml_nodes.compose describes them."""
    composer = _Composer(text)
    problems = []
    try:
        composer.run()
    except ReaderError as error:
        message = f"YAML does not allow the character U+{ord(text[error.position]):04X}"
        problems.append(composer.problem(source, error.position, message))
    except MarkedYAMLError as error:
        problems.append(composer.problem(source, *_place_and_message(error, len(text))))
    except _ComposerError as error:
        problems.append(composer.problem(source, composer.index, str(error)))
    except Exception:  # ruamel.yaml trips over a few texts, such as the character \UFFFFFFFF in double quotes
        problems.append(composer.problem(source, composer.index, "this is not YAML"))
    return composer.documents, problems


def _place_and_message(error: "Any", length: int) -> tuple[int, str]:
    """Return the index in a text of `length` where `error` is reported, and what is said of it."""
    place, begin = error.problem_mark, error.context_mark
    if not place or not error.context or "next token" in error.context:
        return (place or begin).index, error.problem or error.context
    if begin and place.index >= length:
        return begin.index, f"{error.problem} ({error.context})"  # at the end of the text nobody would look for it
    where = f" that begins on line {begin.line + 1}" if begin and begin.line != place.line else ""
    return place.index, f"{error.problem} ({error.context}{where})"
