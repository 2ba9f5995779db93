"""YAML as a tree of nodes, each with its place in the text. Nothing is constructed, no tag is obeyed.

Two ways lead from a text to its nodes, as in the reader of master files. yaml_composer.py, on ruamel.yaml, reads all
of YAML 1.1 as PyYAML does; it is the reference. yaml_blocks.py reads the plain block style that nearly all files are
written in, some forty times faster, and leaves to the reference what it does not understand: of a root mapping the
entry, else the file. All ways give the same tree, and the same problem: property tests hold them together.
"""

from zonelint.dns.places import Problem, SourceFile
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_scalars import resolve, scalar_type, timestamp_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from zonelint.readers.tree.nodes import Pair

MAX_LENGTH = 4_000_000
"""Most code points of a text for the slow way: it reads some 600,000 a second, at worst 100,000."""


def compose(text: str, source: SourceFile) -> "tuple[list[Node | None], list[Problem]]":
    """Return the root node of each document of the YAML `text`, and what is wrong with it.

    A document without content is None; a text without any document gives an empty list. At the first error reading
    ends, with one problem, and the document that holds it is left out. Lines end at ``\\n`` only, as in `source`.
    """
    from zonelint.readers.tree.yaml_blocks import Blocks, is_usual

    blocks = Blocks(text) if is_usual(text) else None
    root = blocks.read() if blocks is not None else None
    if root is not None:
        return [root], []
    from zonelint.readers.tree.yaml_composer import compose_all

    return compose_all(text, source, blocks, MAX_LENGTH)


def key_text(key: Node) -> str:
    """Return the owner that octoDNS makes of a key: the text, in lower case, of the value that PyYAML gives to it.

    ``010`` is "8", ``on`` is "true", an empty key is "none". "" for a key that is no scalar: PyYAML refuses it.
    """
    value = resolve(key)
    if isinstance(value, str):
        return (timestamp_text(value) if scalar_type(key) == "timestamp" else value).lower()
    try:
        return str(value).lower()
    except ValueError:  # more digits than Python prints
        return key.text.lower()


def get(mapping: Node, key: str) -> Node | None:
    """Return the value of the string `key` in `mapping`, or None; of several the last, which PyYAML takes."""
    return find(mapping.pairs, key)


def find(pairs: "Sequence[Pair]", key: str) -> Node | None:
    """Return the value of the string `key` in `pairs`, or None; of several the last, which PyYAML takes."""
    for name, value in reversed(pairs):
        if name.value == key and resolve(name) == key:
            return value
    return None


def duplicates(mapping: Node) -> "list[Pair]":
    """Return each key of `mapping` that PyYAML takes for one before it, as (first key, later key).

    Keys are compared as Python values: ``8`` and ``010`` are the same, ``8`` and ``"8"`` are not. ``<<`` may be
    repeated.
    """
    first: dict[Hashable, Node] = {}
    found = []
    for key, _ in mapping.pairs:
        if key.kind == "scalar":
            kind = scalar_type(key)
            earlier = first.setdefault((kind, key.text) if kind in ("timestamp", "value") else resolve(key), key)
            if earlier is not key and kind != "merge":
                found.append((earlier, key))
    return found


def says_the_same(one: Node, other: Node) -> bool:
    """Tell whether PyYAML makes the same of two nodes, keys in the same order; never of what an alias leads to."""
    if one.alias is not None or other.alias is not None or (one.kind, one.tag) != (other.kind, other.tag):
        return False
    if one.kind == "scalar":
        same_text = one.value == other.value
        return same_text and (bool(one.style) == bool(other.style) or type(resolve(one)) is type(resolve(other)))
    if len(one.value) != len(other.value):
        return False
    mine = [*one.items, *(node for pair in one.pairs for node in pair)]
    others = [*other.items, *(node for pair in other.pairs for node in pair)]
    return all(says_the_same(*pair) for pair in zip(mine, others, strict=True))


def merged(mapping: Node, include: "Callable[[Node], Node | None] | None" = None) -> "Sequence[Pair]":
    """Return the pairs of `mapping` with each ``<<`` replaced by the pairs that it merges, as octoDNS does.

    They come in the place of the ``<<``, and the last of equal keys counts: unlike in PyYAML itself, a key before the
    ``<<`` loses. Of a list of mappings the first comes last, and counts. `include` gives the mapping that a node
    tagged ``!include`` stands for. A ``<<`` whose value is no mapping, nor a list of them, stays among the pairs.
    """
    if not any(key.value == "<<" for key, _ in mapping.pairs):
        return mapping.pairs
    found: list[Pair] = []
    for key, value in mapping.pairs:
        sources = _merge_sources(value, include) if scalar_type(key) == "merge" else None
        if sources is None:
            found.append((key, value))
        else:
            for source in sources:
                found.extend(merged(source, include))
    return found


def _merge_sources(value: Node, include: "Callable[[Node], Node | None] | None") -> "list[Node] | None":
    parts = value.items if value.kind == "sequence" else [value]
    sources = []
    for part in reversed(parts):
        whole = include(part) if include is not None and part.tag == "!include" else part
        if whole is None or whole.kind != "mapping":
            return None
        sources.append(whole)
    return sources
