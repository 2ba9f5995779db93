"""JSON as the tree of nodes that yaml_nodes.py describes, with the place of every key and value (RFC 8259)."""

import re
from bisect import bisect_right

from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.readers.tree.nodes import MAX_DEPTH, Node
from zonelint.readers.tree.yaml_scalars import plain_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TOKEN = re.compile(
    r'([\[\]{},:])|"([^"\\\x00-\x1f]*(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*)*)"'
    r"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z.+-])|(?:true|false|null)(?![0-9A-Za-z_]))"
)
_BLANKS = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:(?<=[dD][89abAB]..)\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|([\"\\/bfnrt])|)")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

# What may come next, and how a message says it. "value" is a number, true, false or null.
_VALUE = ("[", "{", "string", "value")
_FIRST_ITEM = (*_VALUE, "]")
_KEY = ("string",)
_FIRST_KEY = ("string", "}")
_COLON = (":",)
_AFTER_ITEM = (",", "]")
_AFTER_VALUE = (",", "}")
_END = ("end",)
_WORDS = {
    _VALUE: "a value",
    _FIRST_ITEM: "a value or ']'",
    _KEY: "a key in double quotes",
    _FIRST_KEY: "a key in double quotes or '}'",
    _COLON: "':'",
    _AFTER_ITEM: "',' or ']'",
    _AFTER_VALUE: "',' or '}'",
    _END: "the end of the file",
}


class _JsonError(Exception):
    """The text is no JSON: what is wrong, and the index of the character where."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


class _Open:
    """An array or object whose end has not been read yet, and the key in it that waits for its value."""

    __slots__ = ("begin", "parts", "key", "is_object")

    def __init__(self, begin: int, is_object: bool) -> None:
        self.begin = begin
        self.parts: list[Any] = []
        self.key: Node | None = None
        self.is_object = is_object


def compose_json(text: str, source: SourceFile) -> "tuple[list[Node | None], list[Problem]]":
    """Return the root node of the JSON `text` in a list of one, and no problem; else no node, and the problem.

    Strings are scalars in the style ``"``, other scalars are plain, arrays and objects are in flow style. Numbers that
    YAML 1.1 takes for text (``1e5``) get the tag ``!!float``, so that yaml_scalars.resolve gives their value.
    An empty text is a problem. Lines end at ``\\n`` only, as in `source`.
    """
    reader = _Reader(text)
    try:
        return [reader.document()], []
    except _JsonError as error:
        line, column = reader.place(error.index)
        width = 1 if text[error.index : error.index + 1] not in ("", "\n") else 0
        return [], [Problem("syntax-error", str(error), source, Span(line, column, line, column + width))]


class _Reader:
    """Reads one JSON text from left to right, without recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._stack: list[_Open] = []

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column, from 1, of the character at `index`."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def document(self) -> Node:
        """Return the only value of the text. Raises _JsonError."""
        allowed: tuple[str, ...] = _VALUE
        root = None
        while True:
            symbol, begin, written = self._token()
            if symbol not in allowed:
                raise _JsonError(f"expected {_WORDS[allowed]}, but found {_shown(symbol, written)}", begin)
            if symbol == "end":
                assert root is not None
                return root
            if symbol in ("[", "{"):
                allowed = self._open(begin, symbol == "{")
            elif symbol == ":":
                allowed = _VALUE
            elif symbol == ",":
                allowed = _KEY if self._stack[-1].is_object else _VALUE
            elif allowed in (_KEY, _FIRST_KEY) and symbol == "string":
                self._stack[-1].key = self._scalar(symbol, begin, written)
                allowed = _COLON
            else:
                root = self._scalar(symbol, begin, written) if symbol in ("string", "value") else self._close()
                allowed = self._add(root)

    def _token(self) -> tuple[str, int, str]:
        """Read the next token; returns what it is, where it begins, and its text. Raises _JsonError."""
        blanks = _BLANKS.match(self._text, self._at)
        begin = blanks.end() if blanks else self._at
        found = _TOKEN.match(self._text, begin)
        if found is not None:
            self._at = found.end()
            mark, string, value = found.groups()
            if mark:
                return mark, begin, mark
            return ("string", begin, string) if value is None else ("value", begin, value)
        if begin == len(self._text):
            return "end", begin, ""
        if self._text[begin] == '"':
            raise _JsonError("the string does not end on its line, or holds a control character", begin)
        raise _JsonError(f"no JSON value begins with {self._text[begin]!r}, or it is misspelt", begin)

    def _open(self, begin: int, is_object: bool) -> tuple[str, ...]:
        if len(self._stack) >= MAX_DEPTH:
            raise _JsonError(f"arrays and objects are nested more than {MAX_DEPTH} deep", begin)
        self._stack.append(_Open(begin, is_object))
        return _FIRST_KEY if is_object else _FIRST_ITEM

    def _close(self) -> Node:
        done = self._stack.pop()
        kind = "mapping" if done.is_object else "sequence"
        return Node(kind, "", done.parts, "flow", *self.place(done.begin), *self.place(self._at), None)

    def _add(self, node: Node) -> tuple[str, ...]:
        if not self._stack:
            return _END
        parent = self._stack[-1]
        parent.parts.append((parent.key, node) if parent.is_object else node)
        return _AFTER_VALUE if parent.is_object else _AFTER_ITEM

    def _scalar(self, symbol: str, begin: int, written: str) -> Node:
        text, style, tag = written, "", ""
        if symbol == "string":
            text, style = self._unescaped(written, begin + 1), '"'
        elif plain_type(written) == "str":
            tag = "!!float"
        return Node("scalar", tag, text, style, *self.place(begin), *self.place(self._at), None)

    def _unescaped(self, written: str, begin: int) -> str:
        """Return the string that `written`, which begins at index `begin`, stands for. Raises _JsonError."""
        if "\\" not in written:
            return written

        def replaced(found: "re.Match[str]") -> str:
            code, low, letter = found.groups()
            if letter:
                return _ESCAPES[letter]
            if code is None:
                raise _JsonError("JSON has no such escape", begin + found.start())
            if low:
                return chr(0x10000 + ((int(code, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
            return chr(int(code, 16))

        return _ESCAPE.sub(replaced, written)


def _shown(symbol: str, written: str) -> str:
    return {"end": "the end of the file", "string": "a string"}.get(symbol, repr(written[:20]))
