"""The reference way from a YAML text to its nodes: composes the events of yaml_ruamel.py, without recursion.

Where the fast way is given, it reads what it can: each entry of the root mapping that it does not understand is read
here, and then it goes on.
"""

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

    from zonelint.readers.tree.yaml_blocks import Blocks

_CORE_TAG = "tag:yaml.org,2002:"


class _ComposerError(Exception):
    """The parser accepts an event, the composer does not; says what is wrong."""


class _TooLongError(Exception):
    """More is to be read here than is bearable."""


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
    """Makes nodes of events. `index` is where the event stands that is being read, in code points from 0.

    `blocks` is the fast way, after it stopped, or None; `longest` how many code points may be read without it.
    """

    def __init__(self, text: str, blocks: "Blocks | None", longest: int) -> None:
        self.documents: list[Node | None] = []
        self.index = 0
        self._text = text
        self._blocks = blocks
        self._limit = longest
        """Index behind which nothing may be read here; what the fast way reads does not count."""
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
        self._has_directives = False

    def run(self) -> None:
        """Read all documents. Raises what ruamel.yaml raises, _ComposerError, and _TooLongError."""
        parser = parse(self._text)
        try:
            while not self._run(parser):
                pass
        except (MarkedYAMLError, _ComposerError, _TooLongError):
            raise
        except Exception:
            self.index = parser.scanner.reader.index
            raise

    def _run(self, parser: "Any") -> bool:
        """Read to the end of the text, and return True; or one entry that the fast way does not understand."""
        blocks = self._blocks
        if blocks is not None and blocks.start:
            self._go_on(parser, blocks)
        while True:
            event = parser.get_event()
            self.index = event.start_mark.index
            if self.index > self._limit:
                raise _TooLongError
            if isinstance(event, StreamEndEvent):
                return True
            self._handle(event)
            if blocks is not None and len(self._stack) == 1 and self._may_leave():
                entry = parser.next_entry()
                if entry is not None and entry.column == 0 and entry.line >= blocks.failed:
                    return self._leave(blocks, entry.line + 1)

    def _go_on(self, parser: "Any", blocks: "Blocks") -> None:
        """Put `parser` where the fast way stopped."""
        index = self._starts[blocks.start - 1]
        self._limit += index - self.index
        root = parser.go_on((index, blocks.start - 1), (self._starts[blocks.begin - 1], blocks.begin - 1))
        self._stack = [_Open(root, 0)]

    def _may_leave(self) -> bool:
        """Tell whether all that is open is a root mapping whose next entry can be read by itself."""
        root = self._stack[0]
        event = root.event
        return (
            not self.documents
            and not self._has_directives
            and len(root.parts) % 2 == 0
            and isinstance(event, MappingStartEvent)
            and not (event.flow_style or event.anchor or event.ctag or event.start_mark.column)
        )

    def _leave(self, blocks: "Blocks", line: int) -> bool:
        """Let the fast way go on at the 1-based `line`; returns whether it read all that is left."""
        root = self._stack[0]
        blocks.pairs += zip(root.parts[::2], root.parts[1::2], strict=True)
        self.index = self._starts[line - 1]
        node = blocks.read_from(line, root.event.start_mark.line + 1)
        if node is not None:
            self.documents.append(node)
        return node is not None

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
            self._has_directives = bool(event.version or event.tags)
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
            if self._blocks is not None and not self._stack and not self.documents:
                pairs = self._blocks.pairs + pairs
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


def compose_all(
    text: str, source: SourceFile, blocks: "Blocks | None" = None, longest: int | None = None
) -> "tuple[list[Node | None], list[Problem]]":
    """Return the root nodes and the problem of the YAML `text`, as yaml_nodes.compose describes them.

    `blocks` is the fast way, after it stopped: it goes on where it can. At most `longest` code points are read here.
    """
    composer = _Composer(text, blocks, len(text) if longest is None else longest)
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
    except _TooLongError:
        message = f"over {longest} characters of the file are no plain block-style YAML; it is not read"
        return [], [Problem("limit-exceeded", message, source, Span(1, 1, 1, 1))]
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
