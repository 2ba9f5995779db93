"""ruamel.yaml's scanner and parser, made to read YAML 1.1 as PyYAML does.

ruamel.yaml follows YAML 1.2 in places where it differs from PyYAML even when it is told to read YAML 1.1. The scanner
here overrides such places, so that a file gives the events that a tool on PyYAML sees, or an error where that has one.
"""

import re

from ruamel.yaml.events import MappingStartEvent
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import BlockEndToken, KeyToken, ScalarToken, TagToken, ValueToken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BREAKS = "\r\n\x85\u2028\u2029"
_ENDS = f"\0 \t{_BREAKS}"
_PLAIN_IN_BLOCK = re.compile(rf"[^:{_ENDS}]*(?::(?![{_ENDS}])[^:{_ENDS}]*)*")
_PLAIN_IN_FLOW = re.compile(rf"[^:,?\[\]{{}}{_ENDS}]*(?::(?![,\[\]{{}}{_ENDS}])[^:,?\[\]{{}}{_ENDS}]*)*")
_UNQUOTED = re.compile(rf"[^'\"\\{_ENDS}]*")
_REST_OF_LINE = re.compile(rf"[^\0{_BREAKS}]*")
_LINE_END = re.compile(rf"\r\n|[{_BREAKS}]")
_GAP = re.compile(rf" *(?:#[^\0{_BREAKS}]*)?")
_ANCHOR = re.compile(rf"[0-9A-Za-z_-]+(?=[{_ENDS}?:,\]}}%@`])")
_LONGEST_TAG = 1000  # ruamel.yaml takes time in the square of its length
_TAG_CHARACTER = r"[0-9A-Za-z;/?:@&=+$,_.!~*'()\[\]-]"
_TAG_URI = rf"(?:{_TAG_CHARACTER}|%[0-9A-Fa-f]{{2}}){_TAG_CHARACTER}*+(?:%[0-9A-Fa-f]{{2}}{_TAG_CHARACTER}*+)*"
_TAG = re.compile(rf"!(?:<({_TAG_URI})>|([0-9A-Za-z_-]*+!)?({_TAG_URI})|)(?=[\0 {_BREAKS}])")


class _Reader(Reader):
    """A reader to which what YAML 1.1 calls a line end is one (section 4.2)."""

    def forward(self, length: int = 1) -> None:
        start, end = self.pointer, min(self.pointer + length, len(self.buffer) - 1)
        for found in _LINE_END.finditer(self.buffer, start, end + 1):
            # Of \r\n the second character ends the line.
            if found.end() <= end:
                self.line += 1
                self.column, start = 0, found.end()
        self.column += end - start - self.buffer.count("\ufeff", start, end)
        self.index += end - self.pointer
        self.pointer = end

    def go_to(self, index: int, line: int) -> None:
        """Stand at `index`, where the `line`, counted from 0, begins."""
        self.pointer = self.index = index
        self.line, self.column = line, 0


class _Scanner(Scanner):
    """A scanner with PyYAML's rules for gaps, plain and block scalars, anchors and tags."""

    def _take(self, pattern: "re.Pattern[str]") -> str:
        reader = self.reader
        found = pattern.match(reader.buffer, reader.pointer)
        text: str = found[0] if found else ""
        reader.forward(len(text))
        return text

    def scan_to_next_token(self) -> None:
        if self.reader.index == 0 and self.reader.peek() == "\ufeff":
            self.reader.forward()
        while True:
            self._take(_GAP)
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_directive_name(self, start_mark: "Any") -> str:
        name: str = super().scan_directive_name(start_mark)
        if ":" in name or "." in name:
            raise ScannerError("while scanning a directive", start_mark, f"{name!r} is not a directive", start_mark)
        return name

    def scan_plain(self) -> ScalarToken:
        pattern = _PLAIN_IN_FLOW if self.flow_level else _PLAIN_IN_BLOCK
        reader = self.reader
        start = end = reader.get_mark()
        chunks: list[str] = []
        spaces: list[str] | None = []
        while reader.peek() != "#":
            text = self._take(pattern)
            if not text:
                break
            self.allow_simple_key = False
            chunks += [*(spaces or ()), text]
            end = reader.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces or (not self.flow_level and reader.column < self.indent + 1):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: "Any") -> "list[str]":
        text = self._take(_UNQUOTED)
        return [text, *super().scan_flow_scalar_non_spaces(double, start_mark)]

    def scan_block_scalar(self, style: str, rt: bool | None = False) -> ScalarToken:
        reader = self.reader
        start = reader.get_mark()
        reader.forward()
        chomping, increment = self.scan_block_scalar_indicators(start)
        self.scan_block_scalar_ignored_line(start)
        indent = max(self.indent + 1, 1)
        if increment is None:
            breaks, deepest, end = self._leading_breaks()
            indent = max(indent, deepest)
        else:
            indent += increment - 1
            breaks, end = self.scan_block_scalar_breaks(indent)
        chunks: list[str] = []
        line_break = ""
        while reader.column == indent and reader.peek() != "\0":
            chunks += breaks
            indented = reader.peek() in " \t"
            chunks.append(self._take(_REST_OF_LINE))
            line_break = self.scan_line_break()
            breaks, end = self.scan_block_scalar_breaks(indent)
            if reader.column != indent or reader.peek() == "\0":
                break
            if style == "|" or line_break != "\n" or indented or reader.peek() in " \t":
                chunks.append(line_break)
            elif not breaks:
                chunks.append(" ")
        if chomping is not False:
            chunks.append(line_break)
        if chomping:
            chunks += breaks
        return ScalarToken("".join(chunks), False, start, end, style)

    def _leading_breaks(self) -> "tuple[list[str], int, Any]":
        """Skip the empty lines before a block scalar; returns line breaks, the deepest column, and where they end."""
        reader = self.reader
        breaks: list[str] = []
        deepest = 0
        end = reader.get_mark()
        while reader.peek() in f" {_BREAKS}":
            if reader.peek() == " ":
                reader.forward()
                deepest = max(deepest, reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = reader.get_mark()
        return breaks, deepest, end

    def scan_anchor(self, TokenClass: "Any") -> "Any":  # noqa: N803 (the overridden method names it so)
        start = self.reader.get_mark()
        self.reader.forward()
        name = self._take(_ANCHOR)
        if not name:
            message = "an anchor or alias must be of letters, digits, '-' and '_', and stand alone"
            raise ScannerError("while scanning an anchor or alias", start, message, self.reader.get_mark())
        return TokenClass(name, start, self.reader.get_mark())

    def scan_tag(self) -> TagToken:
        start = self.reader.get_mark()
        found = _TAG.match(self.reader.buffer, self.reader.pointer)
        if found is None or found.end() - found.start() > _LONGEST_TAG:
            raise ScannerError("while scanning a tag", start, "expected a tag and a blank after it", start)
        self.reader.forward(found.end() - found.start())
        verbatim, handle, suffix = found.groups()
        if handle is None and "!" in (suffix or ""):
            raise ScannerError("while scanning a tag", start, "found a second '!' in a tag", start)
        value = (None, verbatim or "!") if suffix is None else (f"!{handle or ''}", suffix)
        return TagToken(value, start, self.reader.get_mark())


class _Parser(Parser):
    """A parser that puts nodes with tag and anchor, and empty values, where PyYAML does."""

    def go_on(self, entry: tuple[int, int], root: tuple[int, int]) -> MappingStartEvent:
        """Go on in the midst of a root mapping, as if all before had been parsed; returns the event that began it.

        `entry` and `root` are where the next entry and the mapping begin: index and line from 0, in the first column.
        """
        scanner, reader = self.scanner, self.scanner.reader
        reader.go_to(*root)
        begin = reader.get_mark()
        reader.go_to(*entry)
        scanner.reset_scanner()
        scanner.get_token()  # the beginning of the stream
        scanner.indent, scanner.indents = 0, [-1]
        self.reset_parser()
        self.tag_handles, self.marks = self.DEFAULT_TAGS, [begin]
        self.state, self.states = self.parse_block_mapping_key, [self.parse_document_end]
        return MappingStartEvent(None, None, True, begin, begin, flow_style=False)

    def next_entry(self) -> "Any | None":
        """Return the mark where the next entry of a mapping begins, if that is what comes next, else None."""
        return self.scanner.peek_token().start_mark if self.scanner.check_token(KeyToken) else None

    def parse_node(self, block: bool = False, indentless_sequence: bool = False) -> "Any":
        start = self.scanner.peek_token().start_mark
        event = super().parse_node(block, indentless_sequence)
        event.start_mark = start
        return event

    def parse_block_mapping_value(self) -> "Any":
        scanner = self.scanner
        if not scanner.check_token(ValueToken):
            self.state = self.parse_block_mapping_key
            return self.process_empty_scalar(scanner.peek_token().start_mark)
        colon = scanner.get_token()
        if scanner.check_token(KeyToken, ValueToken, BlockEndToken):
            self.state = self.parse_block_mapping_key
            return self.process_empty_scalar(colon.end_mark)
        self.states.append(self.parse_block_mapping_key)
        return self.parse_block_node_or_indentless_sequence()


class _Parts:
    """What binds reader, scanner and parser together, and what they ask of it."""

    processing_version = (1, 1)
    comment_handling = None

    def __init__(self) -> None:
        self._resolver = self
        self.doc_infos = [self]


def parse(text: str) -> _Parser:
    """Return a parser of the YAML `text`, which gives one event after the other. Raises ReaderError."""
    parts = _Parts()
    _Reader(text, loader=parts)
    _Scanner(loader=parts)
    return _Parser(loader=parts)
