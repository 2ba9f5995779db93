"""The mappings of octoDNS files: keys that stand twice, that YAML changes, that nobody knows, or out of order."""

from zonelint.dns.places import SourceFile
from zonelint.dns.typos import did_you_mean
from zonelint.readers.octodns.names import natural_key
from zonelint.readers.octodns.values import InvalidValue, scalar
from zonelint.readers.tree.nodes import SAYS_THE_SAME, Node
from zonelint.readers.tree.yaml_files import Pair
from zonelint.readers.tree.yaml_nodes import key_text, says_the_same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from zonelint.readers.tree.yaml_files import YamlFiles

    Note = Callable[[str, str, Node, SourceFile, str], None]


class Mappings:
    """Reads the mappings of one source's files.

    order    ``"natural"``, ``"simple"``, or ``""`` where keys may stand as they like
    note     called with rule, message, node, its file and a help text
    fine     (kind, keys) of mappings whose keys are known and in order
    foreign  id of a node -> its file, of nodes in another file than the record they belong to
    """

    def __init__(self, files: "YamlFiles", order: str, note: "Note") -> None:
        self.files = files
        self.order = order
        self.note = note
        self.foreign: dict[int, SourceFile] = {}
        self.fine = files.composed.fine.setdefault(order, set())

    # -- the top of a file

    def owners(self, root: Node, source: SourceFile) -> "dict[object, Pair]":
        """Return the entries of a zone file by the key that YAML makes; of several the last, as in octoDNS."""
        if self.files.has_extensions:
            pairs = self.files.pairs(root, source)
        else:
            pairs = [Pair(key, value, source, source) for key, value in root.pairs]
        entries: dict[object, Pair] = {}
        for pair in pairs:
            key = scalar(pair.key) if pair.key.kind == "scalar" else None
            if key.__class__ is str or self._is_key(pair):
                entries[key] = pair
        if len(entries) != len(root.value):
            self._note_duplicates(root, source)
        if self.order:
            self._check_order(list(entries), root, source)
        return entries

    def _is_key(self, pair: Pair) -> bool:
        node = pair.key
        if node.kind != "scalar":
            self.note("syntax-error", "found unhashable key", node, pair.source, "")
            return False
        if key_text(node) != node.text.lower():
            message = f"YAML 1.1 reads the key {node.text or '(nothing)'} as {key_text(node)}, and so does octoDNS"
            self.note("yaml-key-changed", message, node, pair.source, f"write it in quotes: '{node.text}'")
        return True

    # -- records and values

    def fields(self, node: Node, source: SourceFile, kind: str, known: "Collection[str] | None") -> "dict[str, Node]":
        """Return the fields of the mapping `node` of a record in `source`.

        `kind` is the record's type, ``""`` for the record itself; `known` are the keys that octoDNS knows there,
        None for any. Raises InvalidValue for keys that are no scalars.
        """
        if self.files.has_extensions:
            found = self._flattened(node, self.foreign.get(id(node), source))
        else:
            try:
                found = {key.value: value for key, value in node.pairs}  # type: ignore[misc]
            except TypeError:  # a key that is no scalar
                raise InvalidValue("found unhashable key", node) from None
        names = tuple(found)
        if (kind, names) not in self.fine or len(names) != len(node.value):
            self._check(node, source, kind, names, known)
        return found

    def _flattened(self, node: Node, source: SourceFile) -> "dict[str, Node]":
        found = {}
        for pair in self.files.pairs(node, source):
            if pair.key.kind != "scalar":
                raise InvalidValue("found unhashable key", node)
            value, value_source = self.files.content(pair.value, pair.value_source)
            self.stands_in(value or pair.value, value_source, source)
            found[pair.key.text] = value or pair.value
        return found

    def stands_in(self, node: Node, source: SourceFile, expected: SourceFile) -> None:
        """Note that `node`, and what is in it, stands in `source` and not in `expected`."""
        if source is expected:
            return
        pending = [node]
        while pending:
            each = pending.pop()
            self.foreign[id(each)] = source
            pending += each.items or [part for pair in each.pairs for part in pair]

    # -- checks

    def _check(
        self, node: Node, source: SourceFile, kind: str, names: "tuple[str, ...]", known: "Collection[str] | None"
    ) -> None:
        source = self.foreign.get(id(node), source)
        if len(names) != len(node.value):
            self._note_duplicates(node, source)
        in_order = not self.order or self._check_order(names, node, source)
        if known is None:
            return
        unknown = [name for name in names if name not in known]
        if unknown:
            self._note_unknown(unknown, node, source, known)
        elif in_order:
            self.fine.add((kind, names))

    def _note_unknown(self, unknown: "list[str]", node: Node, source: SourceFile, known: "Collection[str]") -> None:
        for key, _ in node.pairs:
            if key.kind == "scalar" and key.text in unknown:
                help_text = did_you_mean(key.text, known) or f"octoDNS knows {', '.join(sorted(known))} here"
                self.note("unknown-key", f"octoDNS ignores the key {key.text}", key, source, help_text)

    def _note_duplicates(self, node: Node, source: SourceFile) -> None:
        """Note keys that stand twice in one mapping: the last one holds."""
        first: dict[object, tuple[Node, Node]] = {}
        for key, value in node.pairs:
            if key.kind != "scalar" or (key.text == "<<" and not key.style):
                continue
            before, earlier = first.setdefault(scalar(key), (key, value))
            if before is not key:
                message = (
                    f"the key {key.text or repr(key.text)} appears twice in this mapping: only the last one is used"
                )
                same = SAYS_THE_SAME if says_the_same(value, earlier) else ""
                help_text = f"the first one is on line {before.span.line}{same}"
                self.note("yaml-duplicate-key", message, key, source, help_text)
                first[scalar(key)] = (before, value)  # the last one counts

    def _check_order(self, names: "Sequence[object]", node: Node, source: SourceFile) -> bool:
        """Tell whether `names` are in the order that octoDNS wants; note the first that is not."""
        natural = self.order == "natural"
        keys = [natural_key(name) if natural else (str(name),) for name in names]
        if keys == sorted(keys):
            return True
        ordered = sorted(zip(keys, names, strict=True), key=lambda pair: pair[0])
        name, expected = next(
            (name, expected) for name, (_, expected) in zip(names, ordered, strict=True) if name != expected
        )
        place = next((key for key, _ in node.pairs if key.kind == "scalar" and scalar(key) == name), node)
        message = f"keys out of order: expected {expected} got {name}"
        self.note("keys-out-of-order", message, place, source, f"sort the keys in {self.order} order")
        return False
