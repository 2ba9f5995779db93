"""YAML files with octoDNS's extensions: ``!include``, and ``<<`` that merges in place.

Nothing is constructed: the nodes keep their positions, and each pair of a mapping knows the file it stands in.
"""

import os
from contextlib import contextmanager

from zonelint.dns.places import START, Problem, SourceFile, Span
from zonelint.files.bounds import OUTSIDE
from zonelint.files.comments import WORD
from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.paths import decode_text, line_span
from zonelint.readers.includes import MAX_DEPTH, MAX_FILES
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_nodes import compose
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NamedTuple

    from zonelint.files.paths import Tree

    class Pair(NamedTuple):
        """A key and its value, and the file that each stands in."""

        key: Node
        value: Node
        source: SourceFile
        value_source: SourceFile

else:
    from zonelint.dns.tuples import named_tuple

    Pair = named_tuple("Pair", "key value source value_source")

INCLUDE = "!include"
_TAGS = frozenset((INCLUDE, "!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map", "!!timestamp"))
_MAX_MERGED = 100_000
"""Pairs that merge keys may bring into one mapping."""


class Composed:
    """Files that were composed already, by real path: several zones share them.

    keep  real paths of the files worth keeping; included ones are kept besides
    """

    def __init__(self) -> None:
        self.keep: set[str] = set()
        self.reported: set[tuple[str, str, Span]] = set()
        """(rule, path, span) of the problems in shared files that were reported."""
        self.files: dict[str, tuple[str, list[Node | None], list[Problem]]] = {}
        self.fine: dict[str, set[tuple[str, tuple[object, ...]]]] = {}
        """Order of keys -> (kind, keys) of mappings whose keys are known and in that order."""


class YamlFiles:
    """Opens the files that one zone, or one configuration, is made of.

    problems  what is wrong with them, in the order they were opened
    sources   real path -> source, of all files opened
    """

    def __init__(self, tree: "Tree", composed: Composed | None = None) -> None:
        self.tree = tree
        self.composed = composed or Composed()
        self.problems: list[Problem] = []
        self.sources: dict[str, SourceFile] = {}
        self.has_extensions = False
        """Whether any file holds ``!include`` or ``<<``, so that mappings need to be flattened."""
        self.lost: list[str] = []
        """Reasons why content is missing: syntax errors, includes that cannot be followed."""
        self._chains: dict[str, tuple[str, ...]] = {}
        self._roots: dict[str, Node | None] = {}
        self._failed: set[int] = set()
        self._silent = False

    def open(self, real_path: str, shown: str, kept: bool = False) -> tuple[SourceFile, Node | None]:
        """Return the source at `real_path` and the node of its one document, None if it is empty or broken.

        Raises OSError if the file cannot be read.
        """
        if real_path in self.sources:
            return self.sources[real_path], self._roots[real_path]
        files = self.tree.source  # not `self`: the zone keeps the source, and is not to keep the nodes with it
        source = SourceFile(shown, real_path, lambda: decode_text(files.octets(real_path)), line_span)
        text, nodes, problems = self._composed(source, real_path, kept or real_path in self.composed.keep)
        self.has_extensions = self.has_extensions or INCLUDE in text or "<<" in text
        source.has_directives = WORD in text
        self.sources[real_path] = source
        for problem in problems:
            self._lose(problem.rule, problem.message, source, problem.span)
        if len(nodes) > 1:
            self._second_document(source, text, nodes)
        self._roots[real_path] = root = nodes[0] if nodes else None
        if root is not None and "!" in text:
            self._check_tags(root, source)
        return source, self._roots[real_path]

    def _composed(
        self, source: SourceFile, real_path: str, keep: bool
    ) -> "tuple[str, list[Node | None], list[Problem]]":
        found = self.composed.files.get(real_path)
        if found is None:
            octets = self.tree.source.octets(real_path, MAX_FILE_OCTETS)
            if len(octets) > MAX_FILE_OCTETS:
                message = f"the file is larger than {MAX_FILE_OCTETS >> 20} MiB and was not read"
                found = "", [], [Problem("limit-exceeded", message, source, START)]
            else:
                text = decode_text(octets)
                nodes, problems = compose(text, source)
                found = text, nodes, problems
            if keep:
                self.composed.files[real_path] = found
        return found

    def _second_document(self, source: SourceFile, text: str, nodes: "Sequence[Node | None]") -> None:
        lines = text.split("\n")
        before = nodes[1].span.line if nodes[1] is not None else len(lines)
        line = next((at for at in range(before, 1, -1) if lines[at - 1].startswith("---")), before)
        message = "expected a single document in the stream, but found another document"
        self._lose("syntax-error", message, source, Span(line, 1, line, len(lines[line - 1]) + 1))

    def _check_tags(self, root: Node, source: SourceFile) -> None:
        pending = [root]
        while pending:
            node = pending.pop()
            if node.tag and node.tag not in _TAGS:
                message = f"could not determine a constructor for the tag {node.tag}"
                self._lose("syntax-error", message, source, node.span)
            pending += node.items or [part for pair in node.pairs for part in pair]

    # -- includes and merge keys

    @contextmanager
    def silent(self, wanted: bool = True) -> "Iterator[None]":
        """Let files that cannot be included be no problem within the block, if that is `wanted`: nobody misses them."""
        self._silent, before = wanted, self._silent
        try:
            yield
        finally:
            self._silent = before

    def content(self, node: Node, source: SourceFile) -> tuple[Node | None, SourceFile]:
        """Return what `node` stands for, and its file: an included document for ``!include``, else itself.

        None: the file cannot be included, which is a problem. An empty file is a null.
        """
        if node.tag != INCLUDE:
            return node, source
        if id(node) in self._failed:
            return None, source
        fault = "its path is not text"
        if node.kind == "scalar":
            try:
                return self._include(node, source)
            except (OSError, ValueError) as error:
                fault = getattr(error, "strerror", None) or str(error)
        self._failed.add(id(node))
        if self._silent:
            return None, source
        self._lose("include-not-found", f"cannot include {node.text}: {fault}", source, node.span)
        return None, source

    def _lose(self, rule: str, message: str, source: SourceFile, span: Span) -> None:
        self.problems.append(Problem(rule, message, source, span))
        self.lost.append(f"{rule} at {source.path}:{span.line}")

    def _include(self, node: Node, source: SourceFile) -> tuple[Node | None, SourceFile]:
        """Open the file that the path in `node` means. Raises OSError or ValueError."""
        name = node.text
        including = source.real_path or ""
        chain = (*self._chains.get(including, ()), including)
        if name.startswith("~"):
            raise ValueError(OUTSIDE)
        path = os.path.normpath(os.path.join(os.path.dirname(including), name))
        real = self.tree.file(path)
        if real is None:
            if self.tree.barrier(path) is not None:
                raise ValueError("it lies in a folder that cannot be listed")
            raise ValueError(self.tree.why_not(path) or "there is no such file")
        if real in chain:
            raise ValueError("it includes itself")
        if len(chain) > MAX_DEPTH:
            raise ValueError(f"includes are nested more than {MAX_DEPTH} deep")
        if len(self.sources) >= MAX_FILES:
            raise ValueError(f"more than {MAX_FILES} files are included")
        from zonelint.files.paths import display_path

        self._chains.setdefault(real, chain)
        included, root = self.open(real, display_path(real), kept=True)
        if root is None:
            # Empty, or broken: then the whole file is a problem already.
            return Node("scalar", "", "", "", *node.span, None), source
        return self.content(root, included)

    def pairs(self, mapping: Node, source: SourceFile) -> "list[Pair]":
        """Return the pairs of `mapping` with merge keys applied as octoDNS does: in place, the last one wins."""
        found: list[Pair] = []
        for pair in self._merged(mapping, source, 0):
            found.append(pair)
            if len(found) > _MAX_MERGED:
                message = f"merge keys bring more than {_MAX_MERGED} entries into this mapping"
                self._lose("limit-exceeded", message, source, mapping.span)
                break
        return found

    def _merged(self, mapping: Node, source: SourceFile, depth: int) -> "Iterator[Pair]":
        for key, value in mapping.pairs:
            if key.kind != "scalar" or key.value != "<<" or key.style:
                yield Pair(key, value, source, source)
                continue
            merged, merged_source = self.content(value, source)
            # Of a sequence the first mapping wins: it comes last.
            items = [(merged, merged_source)]
            if merged is not None and merged.kind == "sequence":
                items = [self.content(item, merged_source) for item in reversed(merged.items)]
            for item, item_source in items:
                if item is not None and item.kind == "mapping" and depth < MAX_DEPTH:
                    yield from self._merged(item, item_source, depth + 1)
                elif item is not None:
                    message = f"expected a mapping or list of mappings for merging, but found {item.kind}"
                    self._lose("syntax-error", message, item_source, item.span)


def plain_value(files: YamlFiles, node: Node | None, source: SourceFile) -> object:
    """Return `node` as the Python value that octoDNS would have: dict, list, str, int, float, bool or None."""
    if node is None:
        return None
    found, source = files.content(node, source)
    if found is None:
        return None
    if found.kind == "scalar":
        return resolve(found)
    if found.kind == "sequence":
        return [plain_value(files, item, source) for item in found.items]
    return {
        resolve(pair.key): plain_value(files, pair.value, pair.value_source)
        for pair in files.pairs(found, source)
        if pair.key.kind == "scalar"
    }
