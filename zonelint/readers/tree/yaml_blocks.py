"""The fast way through a YAML file: block mappings and sequences of one-line and block scalars, line by line.

It reads the style that nearly all files are written in, and leaves the rest to yaml_composer.py, which is the
reference: of a file that is one mapping only the entries that it does not understand. It may leave anything to it but
must never read anything differently.
"""

import re
from itertools import islice

from zonelint.readers.tree.nodes import MAX_DEPTH, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from zonelint.readers.tree.nodes import Pair

# What a plain scalar cannot begin with, or what needs a closer look there.
_SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@`")
_LONGEST_KEY = 1000  # a key of over 1,024 characters is none (YAML 1.1 section 9.3)

# Characters that are line ends to YAML, that it forbids, or that take no column.
_UNUSUAL = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_USUAL_OCTETS = bytes(range(0x20, 0x7F)) + b"\t\n"

_QUOTED = {"'": re.compile("'([^']*(?:''[^']*)*)'"), '"': re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')}
_INSIDE = {"'": re.compile("[^']*(?:''[^']*)*"), '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*')}
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"\\": "\\", '"': '"', "/": "/", "n": "\n", "t": "\t", " ": " "}

_TAGGED = re.compile(r"(![A-Za-z][A-Za-z0-9_-]*) +([^ #].*)")

_FLOW_PLAIN = r"[^\s,?\[\]{}:#&*!|>'\"%@`-][^,?\[\]{}:#]*(?::(?![ ,\[\]{}])[^,?\[\]{}:#]*)*"
_FLOW_SCALAR = re.compile(rf" *('[^']*'|\"[^\"\\]*\"|{_FLOW_PLAIN})")
_FLOW_EMPTY = re.compile(r"\[ *\]|\{ *\}")
_FLOW_NEXT = re.compile(r" *(, *(?=[^\]} ])|[\]}]|: )")


def compose_blocks(text: str) -> Node | None:
    """Return the root node of the only document in `text`, or None if not all of it is of the kind read here."""
    return Blocks(text).read() if is_usual(text) else None


def is_usual(text: str) -> bool:
    """Tell whether `text` has only characters that are read here."""
    if text.isascii():
        return not text.encode("ascii").translate(None, _USUAL_OCTETS)
    return _UNUSUAL.search(text) is None


class Blocks:
    """A text that is read entry by entry: what is read, and where reading stopped.

    start   1-based line where the entry of the root mapping begins that is not understood; 0: nothing is read
    failed  1-based line that is not understood
    pairs   the entries of the root mapping before `start`
    begin   1-based line where the root mapping begins, in its first column
    """

    def __init__(self, text: str) -> None:
        self.start = self.failed = self.begin = 0
        self.pairs: list[Pair] = []
        self._lines = text.split("\n")
        self._numbered = enumerate(self._lines, 1)
        self._has_tabs = "\t" in text
        self._entry: tuple[int, list[Pair], int, int] = (0, self.pairs, 0, 0)
        """Of the entry that is being read: its line, the entries, how many are before it, the line of the first."""

    def read(self) -> Node | None:
        """Read on to the end, and return the root node; None where something is not understood."""
        found = self._read()
        if isinstance(found, Node):
            return found
        self.start, self.pairs, count, self.begin = self._entry
        self.failed = found
        del self.pairs[count:]
        return None

    def read_from(self, line: int, begin: int) -> Node | None:
        """Read on as `read` does at `line`, after `failed`, where an entry begins; others put those before in `pairs`.

        The root mapping begins on the line `begin`.
        """
        between = line - self.failed - 1
        next(islice(self._numbered, between, between), None)
        self._entry = (line, self.pairs, len(self.pairs), begin)
        return self.read()

    def _read(self) -> Node | int:
        """Return the root node, or the number of the line that is not understood.

        One long loop on local variables, because it runs for every line of every file. The frame is the innermost open
        collection: its column, whether it is a mapping, its parts, the key that waits for its value, and its
        beginning. `slot` is the 1-based column of the empty value after a key or dash, as long as a collection may
        still fill it.
        """
        special, new = _SPECIAL, tuple.__new__
        stack: list[tuple[int, bool, list[Any], Any, int, int]] = []
        parts: list[Any] = []
        key: Any = None
        value: Any = None
        frame, in_mapping, begin_line, begin_column = -1, False, 0, 0
        slot, slot_line, end_line, end_column = 1, 0, 0, 0
        number = 0
        lines, numbered, has_tabs = self._lines, self._numbered, self._has_tabs
        if self._entry[0]:
            stack.append((frame, in_mapping, parts, key, begin_line, begin_column))
            _, parts, _, begin_line = self._entry
            frame, in_mapping, begin_column, slot = 0, True, 1, 0
        for number, line in numbered:
            content = line.lstrip(" ")
            if not content or content[0] == "#":
                continue
            if has_tabs and "\t" in line and not _is_in_comment(line):
                return number
            column = len(line) - len(content)
            first = content[0]
            dash = first == "-" and content[1:2] in ("", " ")

            # Which collection does the line go on with?
            opens = column > frame
            if opens and not slot:
                return number
            while not opens:
                if column == frame and in_mapping is not dash:
                    if slot:
                        value = new(Node, ("scalar", "", "", "", slot_line, slot, slot_line, slot, None))
                        parts.append((key, value) if in_mapping else value)
                        end_line, end_column, slot = slot_line, slot, 0
                    break
                if column == frame and in_mapping:
                    # A sequence may stand at the column of the key that it belongs to.
                    if not slot:
                        return number
                    opens = True
                    break
                if column > frame:
                    return number
                if slot:
                    value = new(Node, ("scalar", "", "", "", slot_line, slot, slot_line, slot, None))
                    parts.append((key, value) if in_mapping else value)
                    end_line, end_column, slot = slot_line, slot, 0
                style = "mapping" if in_mapping else "sequence"
                value = new(Node, (style, "", parts, "block", begin_line, begin_column, end_line, end_column, None))
                frame, in_mapping, parts, key, begin_line, begin_column = stack.pop()
                parts.append((key, value) if in_mapping else value)

            if (first == "-" or first == ".") and not column and line[:3] in ("---", "...") and line[3:4] in ("", " "):
                if stack or content.rstrip(" ") != "---" or slot_line:
                    return number
                slot_line = number
                continue
            while dash:
                if opens:
                    if len(stack) >= MAX_DEPTH:
                        return number
                    stack.append((frame, in_mapping, parts, key, begin_line, begin_column))
                    frame, in_mapping, parts, key, begin_line, begin_column = (
                        column,
                        False,
                        [],
                        None,
                        number,
                        column + 1,
                    )
                rest = content[1:].lstrip(" ")
                if not rest or rest[0] == "#":
                    slot, slot_line, content = column + 2, number, ""
                    break
                column += len(content) - len(rest)
                content, first, opens = rest, rest[0], True
                dash = first == "-" and content[1:2] in ("", " ")
            if not content:
                continue

            # A key, with or without a value on the same line; else an item of a sequence.
            name = None
            if first == "'" or first == '"':
                name, length = _quoted(content) or (None, 0)
                rest = content[length:]
                if name is not None and rest[:1] == ":" and rest[1:2] in ("", " "):
                    rest = rest[2:]
                elif in_mapping:
                    return number
                else:
                    name = None
                style = first
            elif first in special and first != "-":
                style = ""
            else:
                style = ""
                name, colon, rest = content.partition(": ")
                length = len(name)
                if colon:
                    if name[-1] == " " or ("#" in name and " #" in name):
                        return number
                elif name[-1] == ":":
                    length -= 1
                    name = name[:-1]
                    if not name or name[-1] == " " or ("#" in name and " #" in name):
                        return number
                else:
                    name = None
            if name is not None:
                if length > _LONGEST_KEY:
                    return number
                if opens:
                    if len(stack) >= MAX_DEPTH:
                        return number
                    stack.append((frame, in_mapping, parts, key, begin_line, begin_column))
                    frame, in_mapping, parts, begin_line, begin_column = column, True, [], number, column + 1
                elif not column:
                    self._entry = (number, parts, len(parts), begin_line)
                key = new(Node, ("scalar", "", name, style, number, column + 1, number, column + length + 1, None))
                content = rest.lstrip(" ")
                if not content or content[0] == "#":
                    slot, slot_line = column + length + 2, number
                    continue
                column += length + 2 + len(rest) - len(content)
                first = content[0]
            elif in_mapping or frame < 0:
                return number

            # A scalar, or a flow collection of scalars.
            if first in special and (first != "-" or content[1:2] in ("", " ")):
                if first == "|" or first == ">":
                    value = _block_scalar(content, lines, number, column + 1, frame)
                else:
                    value = _special_value(content, number, column + 1)
                    if value is None and first in _QUOTED:
                        value = _long_quoted(content, lines, number, column + 1)
                if value is None:
                    return number
                parts.append((key, value) if in_mapping else value)
                _, _, _, _, _, _, end_line, end_column, _ = value
                for _ in range(end_line - number - (end_column == 1)):
                    next(numbered)
                slot = 0
            else:
                if "#" in content:
                    content = content.partition(" #")[0]
                if content[-1] == " ":
                    content = content.rstrip(" ")
                if content[-1] == ":" or ": " in content:
                    return number
                end_line, end_column, slot = number, column + len(content) + 1, 0
                value = new(Node, ("scalar", "", content, "", number, column + 1, number, end_column, None))
                parts.append((key, value) if in_mapping else value)
        if not stack:
            return number
        while stack:
            if slot:
                value = new(Node, ("scalar", "", "", "", slot_line, slot, slot_line, slot, None))
                parts.append((key, value) if in_mapping else value)
                end_line, end_column, slot = slot_line, slot, 0
            style = "mapping" if in_mapping else "sequence"
            value = new(Node, (style, "", parts, "block", begin_line, begin_column, end_line, end_column, None))
            frame, in_mapping, parts, key, begin_line, begin_column = stack.pop()
            parts.append((key, value) if in_mapping else value)
        return parts[0]  # type: ignore[no-any-return]


def _is_in_comment(line: str) -> bool:
    """Tell whether a tab in `line` can only be in its comment."""
    if line.lstrip(" ")[0] == "#":
        return True
    before = line.partition(" #")[0]
    return "\t" not in before and before.count("'") % 2 == before.count('"') % 2 == 0


def _quoted(content: str) -> tuple[str, int] | None:
    """Return the text of the quoted scalar that `content` begins with, and the length of the scalar."""
    quote = content[0]
    found = _QUOTED[quote].match(content)
    if found is None:
        return None
    text, end = found[1], found.end()
    if quote == "'":
        return text.replace("''", "'"), end
    if "\\" in text:
        if any(escape not in _ESCAPES for escape in _ESCAPE.findall(text)):
            return None
        text = _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], text)
    return text, end


def _special_value(content: str, line: int, column: int) -> Node | None:
    """Return the quoted or tagged scalar, or flow collection, that stands alone in `content`; `column` is 1-based."""
    node = _tagged(content, line, column) if content[0] == "!" else _quoted_or_flow(content, line, column)
    if node is None:
        return None
    rest = content[node.end_column - column :]
    text = rest.lstrip(" ")
    return node if not text or (text[0] == "#" and rest[0] == " ") else None


def _quoted_or_flow(content: str, line: int, column: int) -> Node | None:
    if content[0] in _QUOTED:
        quoted = _quoted(content)
        if quoted is None:
            return None
        return Node("scalar", "", quoted[0], content[0], line, column, line, column + quoted[1], None)
    if content[0] in "[{" and len(content) <= _LONGEST_KEY:
        return _flow(content, line, column)
    return None


def _long_quoted(content: str, lines: "Sequence[str]", number: int, column: int) -> Node | None:
    """Return the quoted scalar that `content`, of the 1-based line `number`, begins with and a later line ends.

    All its lines but the first are indented.
    """
    quote, inside = content[0], _INSIDE[content[0]]
    texts, text, line, at = [], content[1:].rstrip(" "), content, number
    found = inside.match(text)
    while found is not None and found.end() == len(text) and at < len(lines):
        texts.append(text)
        line = lines[at]
        text = line.strip(" ")
        if not text or line[0] != " " or "\t" in line:
            return None
        found = inside.match(text)
        at += 1
    if found is None or not texts or text[found.end() : found.end() + 1] != quote:
        return None
    rest = text[found.end() + 1 :]
    if rest and (rest[0] != " " or rest.lstrip(" ")[0] != "#"):
        return None
    whole = _quoted(f"{quote}{' '.join([*texts, found[0]])}{quote}")
    end = len(line) - len(line.lstrip(" ")) + found.end() + 2
    return whole and Node("scalar", "", whole[0], quote, number, column, at, end, None)


def _tagged(content: str, line: int, column: int) -> Node | None:
    """Return the scalar with a tag such as ``!include`` that `content` begins with."""
    found = _TAGGED.match(content)
    if found is None:
        return None
    tag, written = found[1], found[2]
    if written[0] in _QUOTED:
        node = _quoted_or_flow(written, line, column + found.start(2))
        return node and node._replace(tag=tag, column=column)
    if written[0] in _SPECIAL or ": " in written or written[-1] == ":":
        return None
    text = written.partition(" #")[0].rstrip(" ")
    if text[-1] == ":":
        return None
    return Node("scalar", tag, text, "", line, column, line, column + found.start(2) + len(text), None)


def _block_scalar(header: str, lines: "Sequence[str]", number: int, column: int, frame: int) -> Node | None:
    """Return the block scalar whose `header` stands at the 1-based line `number`; its lines are indented alike.

    It ends, as PyYAML has it, where the next line begins that is not empty.
    """
    header = header.rstrip(" ")
    if header not in ("|", "|-", ">", ">-"):
        return None
    at = number
    first = lines[at] if at < len(lines) else ""
    indent = len(first) - len(first.lstrip(" "))
    prefix = " " * indent
    texts = []
    while indent > frame and at < len(lines) and lines[at].startswith(prefix):
        text = lines[at][indent:]
        if not text or text[0] in " \t":
            return None
        texts.append(text)
        at += 1
    if not texts or at == len(lines):
        return None
    while at < len(lines) - 1 and not lines[at]:
        at += 1
    if lines[at].startswith(prefix) or (lines[at] and not lines[at].strip(" ")):
        return None
    text = (" " if header[0] == ">" else "\n").join(texts) + ("" if header[-1] == "-" else "\n")
    return Node("scalar", "", text, header[0], number, column, at + 1, 1, None)


def _flow(content: str, line: int, column: int) -> Node | None:
    """Return the flow collection of scalars that `content` begins with, at the 1-based `column`."""
    mapping, at = content[0] == "{", 1
    parts: list[Any] = []
    key = None
    separator = ""
    if empty := _FLOW_EMPTY.match(content):
        at, separator = empty.end(), empty[0][-1]
    while separator not in ("]", "}"):
        scalar = _FLOW_SCALAR.match(content, at)
        follows = _FLOW_NEXT.match(content, scalar.end()) if scalar else None
        if scalar is None or follows is None:
            return None
        node = _flow_scalar(scalar[1].rstrip(" "), line, column + scalar.start(1))
        separator, at = follows[1].rstrip(" "), follows.end()
        if (separator == ":") is not (mapping and key is None):
            return None
        if separator == ":":
            key = node
        elif key is not None:
            parts.append((key, node))
            key = None
        else:
            parts.append(node)
    if separator != ("}" if mapping else "]"):
        return None
    return Node("mapping" if mapping else "sequence", "", parts, "flow", line, column, line, column + at, None)


def _flow_scalar(written: str, line: int, column: int) -> Node:
    quote = written[0] if written[0] in _QUOTED else ""
    text = written[1:-1] if quote else written
    return Node("scalar", "", text, quote, line, column, line, column + len(written), None)
