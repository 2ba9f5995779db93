"""Lists of records under any keys, read as ``[[mappings]]`` of the configuration says.

The path to the records is made of keys, with ``[]`` after a key whose value is a list, and ``{zone}``, ``{type}`` and
``{owner}`` in the place of a key that is that itself: ``dns_zones[].records[]``, ``bind_zones.{zone}.records[]``,
``bind.available_zones.{zone}.records.{type}.{owner}``.
"""

from zonelint.readers.lists.documents import ListOptions, ZoneOf, canonical, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value
from zonelint.readers.tree.node_texts import ShapeError, child, is_unresolved, items_of, text_of
from zonelint.readers.tree.yaml_nodes import get

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, NamedTuple

    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.lists.documents import Document
    from zonelint.readers.reading import Reading
    from zonelint.readers.tree.nodes import Node

    class Found(NamedTuple):
        """A record: its node, the mappings above it (nearest first), and what stood in the place of a key."""

        node: Node
        above: tuple[Node, ...]
        captured: Mapping[str, Node]

else:
    from zonelint.dns.tuples import named_tuple

    Found = named_tuple("Found", "node above captured")

FORMAT = "mapping"
_DEFAULT_TTL = 3600


class KeyMapping:
    """One ``[[mappings]]`` of the configuration.

    path          pattern of the files, relative to the root
    records       where the records stand: keys, ``[]`` for any item of a list, ``{zone}`` and such for any key
    zone          the origin of them all, or None
    zone_key      the key of the origin, in a mapping above the record or in the record itself
    owner, type, ttl  the keys of these
    value         the keys of the data; several are joined with blanks, those that are not there left out
    default_type  the type of a record without one, or None
    absolute      whether names are absolute with or without final dot; else they are relative as in BIND
    """

    __slots__ = ("path", "records", "zone", "zone_key", "owner", "type", "ttl", "value", "default_type", "absolute")

    def __init__(self, table: "Mapping[str, Any]") -> None:
        self.path: str = table["path"]
        self.records: list[str] = table["records"]
        self.zone: str | None = table.get("zone")
        self.zone_key: str = table.get("zone-key", "name")
        self.owner: str = table.get("owner", "name")
        self.type: str = table.get("type", "type")
        self.ttl: str = table.get("ttl", "ttl")
        self.value: list[str] = table.get("value", ["value"])
        self.default_type: str | None = table.get("default-type")
        self.absolute: bool = table.get("names", "relative") == "absolute"


def find(root: "Node", path: "Sequence[str]") -> "Iterator[Found]":
    """Yield the records at `path` below `root`."""
    yield from _find(root, list(path), (), {})


def _find(node: "Node", path: "list[str]", above: "tuple[Node, ...]", captured: "dict[str, Node]") -> "Iterator[Found]":
    if not path:
        yield Found(node, above, captured)
        return
    first, rest = path[0], path[1:]
    around = (node, *above) if node.kind == "mapping" else above
    if first == "[]":
        for item in items_of(node):
            yield from _find(item, rest, above, captured)
    elif first.startswith("{"):
        for key, value in node.pairs:
            yield from _find(value, rest, around, {**captured, first[1:-1]: key})
    else:
        below = get(node, first) if node.kind == "mapping" else None
        if below is not None:
            yield from _find(below, rest, around, captured)


def zone_of(found: Found, mapping: KeyMapping) -> str | None:
    """Return the origin of the zone that a record belongs to, None if it is not known."""
    if mapping.zone is not None:
        return mapping.zone
    if "zone" in found.captured:
        return canonical(found.captured["zone"].text)
    for node in (*found.above, found.node):
        named = child(node, mapping.zone_key)
        if named is not None and named.kind == "scalar":
            return canonical(text_of(named))
    return None


def zones_with(nodes: "Sequence[Node]", mapping: KeyMapping) -> list[ZoneOf]:
    """Return the zones that `mapping` finds in the documents `nodes`."""
    origins = (zone_of(found, mapping) for node in nodes for found in find(node, mapping.records))
    return [ZoneOf(origin, None, "mappings") for origin in dict.fromkeys(origins) if origin is not None]


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read the records of `zone` that the mapping in the options of `zone_file` finds."""
    assert isinstance(zone_file.options, ListOptions)
    mapping = zone_file.options.mapping
    assert isinstance(mapping, KeyMapping)

    def by_origin(document: "Document") -> "dict[object, list[Found]]":
        index: dict[object, list[Found]] = {}
        for node in document.nodes:
            for found in find(node, mapping.records):
                index.setdefault(zone_of(found, mapping), []).append(found)
        return index

    def fill(zone: "Zone", document: "Document", options: ListOptions) -> None:
        del options
        names = "." if mapping.absolute else zone.origin
        records = RecordList(zone, document.source, names=names, default_ttl=_DEFAULT_TTL, units=True)
        for found in document.index(by_origin).get(zone.origin, ()):
            _add(found, mapping, records)

    return read_documents(zone, zone_file, tree, fill)


def _add(found: Found, mapping: KeyMapping, records: RecordList) -> None:
    captured = found.captured
    try:
        if "owner" in captured:
            owner, rtype = captured["owner"], captured.get("type") or child(found.node, mapping.type)
            for node in items_of(found.node):
                values = [records.value(node)] if node.kind == "scalar" else [_joined(node, mapping, records)]
                word = text_of(rtype) if rtype is not None else mapping.default_type
                ttl = child(node, mapping.ttl)
                records.add(Entry(node, owner, owner.text or "@", word, values, type=rtype, ttl=ttl))
            return
        node = found.node
        owner_node, rtype = child(node, mapping.owner), captured.get("type") or child(node, mapping.type)
        if owner_node is None or (rtype is None and mapping.default_type is None):
            missing = mapping.owner if owner_node is None else mapping.type
            records.lose(f"a record without `{missing}`", node)
            return
        word = text_of(rtype) if rtype is not None else mapping.default_type
        values = [_joined(node, mapping, records)]
        if len(mapping.value) == 1:
            values = [records.value(item) for item in items_of(child(node, mapping.value[0]))]
        ttl = child(node, mapping.ttl)
        records.add(Entry(node, owner_node, text_of(owner_node) or None, word, values, type=rtype, ttl=ttl))
    except ShapeError as error:
        records.lose(str(error), error.node)


def _joined(node: "Node", mapping: KeyMapping, records: RecordList) -> Value:
    """Return the value that several keys of `node` make together; it stands where the last of them does."""
    parts = [part for part in (child(node, key) for key in mapping.value) if part is not None]
    if not parts:
        records.note("record-invalid", f"a record without `{'`, `'.join(mapping.value)}`", node)
        return Value(node, None)
    if any(map(is_unresolved, parts)):
        return Value(parts[-1], None)
    words: list[str] = []
    for part in parts:
        words += records.value(part).words or []
    return Value(parts[-1], words)
