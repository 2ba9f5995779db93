"""Google Cloud DNS: what ``gcloud dns record-sets export`` writes, transaction files, and lists in JSON.

One document holds one RRset, its data in presentation form. An import keeps the last document of a name and type.
"""

from zonelint.dns.names import is_at_or_below, parent
from zonelint.files.origins import FROM_NAME
from zonelint.readers.lists.documents import FROM_OWNERS, ZoneOf, canonical, if_same, origin_of_file, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, common_apex
from zonelint.readers.tree.node_texts import ShapeError, child, child_text, items_of, mappings_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.lists.documents import Document, ListOptions
    from zonelint.readers.reading import Reading
    from zonelint.readers.tree.nodes import Node

FORMAT = "gcloud"
_SOA_OWNER = "SOA owner"


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return the zones that the documents `nodes` hold: one for each SOA, else the one that names and owners tell."""
    del source
    sets = list(_record_sets(nodes))
    apexes = [canonical(child_text(each, "name")) for each in sets if child_text(each, "type") == "SOA"]
    found = [ZoneOf(apex, None, _SOA_OWNER) for apex in dict.fromkeys(apexes) if apex is not None]
    if found:
        return found
    owners = [owner for owner in (canonical(child_text(each, "name")) for each in sets) if owner is not None]
    if not owners:
        return []
    spelled = origin_of_file(path)
    if spelled is not None and all(is_at_or_below(owner, spelled) for owner in owners):
        return [ZoneOf(spelled, None, FROM_NAME)]
    apex = common_apex(owners)
    return [ZoneOf(apex, None, FROM_OWNERS)] if apex is not None else []


def is_part(nodes: "Sequence[Node]") -> bool:
    """Tell whether the documents are a transaction: what it adds to a zone, not the zone."""
    return any(child(node, "additions") is not None for node in nodes)


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read `zone` from the documents of `zone_file`."""
    reading = read_documents(zone, zone_file, tree, _fill)
    if zone.origin_from == FROM_OWNERS and "SOA" not in zone.types:
        zone.incomplete("it has no SOA record, so it may be a part of the zone")
    return reading


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    del options
    records = RecordList(zone, document.source, final_dot=True)
    kept: dict[tuple[str | None, str | None], Entry] = {}
    index = document.index(_by_origin)
    for node in index.get(zone.origin, index[None]):
        entry = _entry(node, records)
        if entry is None:
            continue
        key = (canonical(entry.name), entry.rtype)
        if None not in key and key in kept:
            before = kept.pop(key)
            first = before.record.span.line
            message = f"another document for {key[0]} {key[1]}, after the one in line {first}: an import keeps this one"
            same = if_same(before.record, entry.record)
            records.note("duplicate-document", message, entry.owner, f"delete it{same}" if same else "")
        kept[key if None not in key else (None, str(id(entry)))] = entry
    for entry in kept.values():
        records.add(entry)


def _by_origin(document: "Document") -> "dict[object, list[Node]]":
    """Return the record sets by the origin of their zone; all of them under None, for an origin that the user gives."""
    sets = list(_record_sets(document.nodes))
    origins = [each.origin for each in zones_of(document.nodes, document.source, document.source.path)]
    found: dict[object, list[Node]] = {None: sets}
    if len(origins) > 1:
        found.update((origin, []) for origin in origins)
        for node in sets:
            name = canonical(child_text(node, "name")) or "."
            while name not in found and name != ".":
                name = parent(name)
            found[name if name in found else origins[0]].append(node)
    return found


def _record_sets(nodes: "Sequence[Node]") -> "Iterator[Node]":
    """Yield the mapping of each RRset: a document, an item of a list, or what a transaction adds."""
    for node in nodes:
        for item in mappings_of(node):
            if child(item, "additions") is not None or child(item, "deletions") is not None:
                yield from mappings_of(child(item, "additions"))
            elif child(item, "rrdatas") is not None or child(item, "routingPolicy") is not None:
                yield item


def _entry(node: "Node", records: RecordList) -> Entry | None:
    name, rtype = child(node, "name"), child(node, "type")
    if name is None or rtype is None:
        records.lose(f"a record set without {'name' if name is None else 'type'}", node)
        return None
    try:
        owner = text_of(name)
        if owner is not None and not owner.endswith("."):
            records.note("record-invalid", f"the name {owner} lacks its final dot", name, f"write `{owner}.`")
        policy = child(node, "routingPolicy")
        values = _routed_values(policy) if policy is not None else items_of(child(node, "rrdatas"))
        return Entry(
            node, name, owner, text_of(rtype), [records.value(value) for value in values],
            type=rtype, ttl=child(node, "ttl"), routed=policy is not None,
        )  # fmt: skip
    except ShapeError as error:
        records.lose(str(error), error.node)
        return None


def _routed_values(policy: "Node") -> "list[Node]":
    """Return all data that a routing policy may answer with; health-checked targets are known to the provider alone."""
    found: list[Node] = []
    pending = [policy]
    for node in pending:  # grows while it is gone through
        found += items_of(child(node, "rrdatas"))
        pending += [value for key, value in node.pairs if key.text != "rrdatas"]
        pending += node.items
    return found or [policy]
