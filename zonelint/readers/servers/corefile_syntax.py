"""The syntax of CoreDNS' Corefile: lines of words, blocks in braces, snippets and imports."""

import os
import re

from zonelint.readers.servers.serverconf import ConfReader, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from zonelint.dns.places import SourceFile
    from zonelint.readers.servers.serverconf import FindFiles

    Line: TypeAlias = list[Word]

# A string may span lines; a `#` inside of a word is part of it. Nothing is tried twice: the time is linear.
_TOKEN = re.compile(r"""[ \t\r]++|\#[^\n]*+|(\n)|"((?:[^"\\]++|\\.)*)"|([^\s"][^\s]*+)|(")""", re.DOTALL)
MAX_LINES = 100_000
"""Lines that a Corefile may have, what is imported counted as often as it is imported."""
MAX_DEPTH = 20
"""Imports inside of imports."""


class Directive:
    """A plugin of a server block: its words, and the lines of its own block."""

    __slots__ = ("words", "lines")

    def __init__(self, words: "Line") -> None:
        self.words = words
        self.lines: list[Line] = []


class ServerBlock:
    """Keys (``example.com:53``) and the plugins that serve them."""

    __slots__ = ("keys", "directives")

    def __init__(self, keys: "Line", directives: list[Directive]) -> None:
        self.keys = keys
        self.directives = directives


class CorefileParser(ConfReader):
    """Turns a Corefile into server blocks; `blocks` are those read so far."""

    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> None:
        super().__init__(find_files, open_source)
        self.blocks: list[ServerBlock] = []
        self.snippets: dict[str, list[Line]] = {}
        self.left = MAX_LINES

    def parse(self, real_path: str, above: tuple[str, ...] = ()) -> None:
        """Read the server blocks of a file."""
        self.top_level(self.lines_of(real_path), (*above, real_path))

    def lines_of(self, real_path: str) -> "list[Line]":
        """Return the lines of a file that hold a word."""
        source = self.open(real_path)
        if source is None:
            return []
        lines: list[Line] = [[]]
        for match in _TOKEN.finditer(source.text):
            kind = match.lastindex
            if kind == 1:
                lines.append([])
            elif kind == 2:
                value = match[2].replace('\\"', '"')
                lines[-1].append(Word(value, match.start(2) - 1, match.end(2) + 1, True, source))
            elif kind == 3:
                lines[-1].append(Word(match[3], match.start(3), match.end(3), False, source))
            elif kind == 4:
                self.problem("this string is never closed", Word("", match.start(4), match.end(4), False, source))
                break
        return self.bounded([line for line in lines if line])

    def bounded(self, lines: "list[Line]") -> "list[Line]":
        """Return as many of `lines` as the bound allows; an import may stand in what is imported many times."""
        if len(lines) > self.left:
            if self.left and lines:
                self.problem(f"more than {MAX_LINES} lines, imports included", lines[0][0], rule="limit-exceeded")
            lines = lines[: self.left]
        self.left -= len(lines)
        return lines

    # -- server blocks

    def top_level(self, lines: "list[Line]", above: tuple[str, ...]) -> None:
        """Read server blocks, snippets and imports."""
        at = 0
        keys: Line = []
        while at < len(lines):
            line = lines[at]
            at += 1
            if not keys and _is(line[0], "import"):
                self.import_blocks(line, above)
                continue
            if _is(line[0], "}"):
                self.problem("'}' closes nothing", line[0])
                continue
            if at < len(lines) and _is(lines[at][0], "{") and not line[-1].text.endswith(","):
                line = [*line, lines[at][0]]
                at += 1
            opens = _is(line[-1], "{")
            keys += line[:-1] if opens else line
            if opens:
                body, at = self.body(lines, at, line[-1])
            elif keys[-1].text.endswith(","):
                continue  # the list of keys goes on
            else:
                body, at = lines[at:], len(lines)  # without braces there is one block, and it is all the rest
            self.add_block(keys, body, above)
            keys = []
        if keys:
            self.problem("a server block is missing after this", keys[-1])

    def body(self, lines: "list[Line]", at: int, brace: Word) -> "tuple[list[Line], int]":
        """Return the lines up to the brace that closes `brace`, and the index of the line after it."""
        depth = 1
        for end in range(at, len(lines)):
            line = lines[end]
            if _is(line[0], "}"):
                depth -= 1
                if not depth:
                    return lines[at:end], end + 1
            if _is(line[-1], "{"):
                depth += 1
        self.problem("this '{' is never closed", brace)
        return lines[at:], len(lines)

    def add_block(self, keys: "Line", body: "list[Line]", above: tuple[str, ...]) -> None:
        """Keep a server block, or a snippet: a block whose key stands in parentheses."""
        name = keys[0].text if keys else ""
        if len(keys) == 1 and name.startswith("(") and name.endswith(")"):
            self.snippets[name[1:-1]] = body
        else:
            self.blocks.append(ServerBlock(keys, self.directives(body, above)))

    def directives(self, lines: "list[Line]", above: tuple[str, ...]) -> list[Directive]:
        """Return the plugins of a block, those that are imported in place of the import."""
        found: list[Directive] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            if _is(line[0], "import"):
                for imported, path in self.imported(line, above):
                    found += self.directives(imported, (*above, path))
                continue
            opens = _is(line[-1], "{")
            directive = Directive(line[:-1] if opens else line)
            if opens:
                directive.lines, at = self.body(lines, at, line[-1])
            if directive.words and not _is(line[0], "}"):
                found.append(directive)
            else:
                self.problem(f"{line[0].text!r} is not expected here", line[0])
        return found

    # -- imported lines

    def import_blocks(self, line: "Line", above: tuple[str, ...]) -> None:
        """Read the server blocks that an import outside of any block means."""
        for lines, path in self.imported(line, above):
            self.top_level(lines, (*above, path))

    def imported(self, line: "Line", above: tuple[str, ...]) -> "list[tuple[list[Line], str]]":
        """Return the lines that an import means, and the path of the file that holds them: a snippet, or files."""
        if len(line) < 2:
            self.problem("'import' needs a snippet or a file", line[0])
            return []
        name = line[1]
        if len(above) > MAX_DEPTH:
            self.problem(f"imports are nested more than {MAX_DEPTH} deep", name, rule="limit-exceeded")
            return []
        snippet = self.snippets.get(name.text)
        if snippet is not None:
            return [(self.bounded(snippet), above[-1])]
        return [(self.lines_of(path), path) for path in self.included(name, os.path.dirname(above[-1]), above)]


def _is(word: Word, text: str) -> bool:
    return word.text == text and not word.quoted
