"""PowerDNS: zones as its HTTP API gives them (GET) and takes them (POST, PATCH), in JSON or YAML.

Owners and content are absolute names with final dot; content is RDATA in presentation form.
"""

from zonelint.files.origins import FROM_NAME
from zonelint.readers.lists.documents import FROM_OWNERS, ZoneOf, canonical, origin_of_file, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value, common_apex
from zonelint.readers.tree.node_texts import ShapeError, child, child_text, is_true, items_of, mappings_of, text_of

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

FORMAT = "powerdns"
_DEFAULT_TTL = 3600
_NOT_KEPT = ("DELETE", "PRUNE")


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return the zone of each object with ``rrsets``: by its name, or that of its owners or its file."""
    del source
    found = []
    for body in _bodies(nodes):
        origin, how = _origin(body, path)
        if origin is not None:
            found.append(ZoneOf(origin, None, how))
    return list(dict.fromkeys(found))


def is_part(nodes: "Sequence[Node]") -> bool:
    """Tell whether the objects are changes to a zone: they have no name and say nothing of the other records."""
    return all(child(body, "name") is None for body in _bodies(nodes))


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read `zone` from the objects of `zone_file` that are about it."""
    return read_documents(zone, zone_file, tree, _fill)


def _bodies(nodes: "Sequence[Node]") -> "Iterator[Node]":
    for node in nodes:
        yield from (item for item in mappings_of(node) if child(item, "rrsets") is not None)


def _origin(body: "Node", path: str) -> tuple[str | None, str]:
    name = canonical(child_text(body, "name"))
    if name is not None:
        return name, "name"
    spelled = origin_of_file(path)
    if spelled is not None:
        return spelled, FROM_NAME
    owners = [canonical(child_text(rrset, "name")) for rrset in mappings_of(child(body, "rrsets"))]
    return common_apex(owner for owner in owners if owner is not None), FROM_OWNERS


def _by_origin(document: "Document") -> "dict[object, list[Node]]":
    """Return the objects by the origin of their zone; all of them under None, for an origin that the user gives."""
    found: dict[object, list[Node]] = {None: list(_bodies(document.nodes))}
    for body in found[None]:
        origin = _origin(body, document.source.path)[0]
        if origin is not None:
            found.setdefault(origin, []).append(body)
    return found


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    del options
    records = RecordList(zone, document.source, default_ttl=_DEFAULT_TTL, final_dot=True)
    index = document.index(_by_origin)
    for body in index.get(zone.origin, index[None]):
        for rrset in mappings_of(child(body, "rrsets")):
            if child_text(rrset, "changetype") not in _NOT_KEPT:
                _add(rrset, records)
        for server in items_of(child(body, "nameservers")):
            records.add(Entry(server, server, zone.origin, "NS", [records.value(server)]))


def _add(rrset: "Node", records: RecordList) -> None:
    name, rtype = child(rrset, "name"), child(rrset, "type")
    if name is None or rtype is None:
        records.lose(f"an RRset without {'name' if name is None else 'type'}", rrset)
        return
    try:
        owner, word = text_of(name), text_of(rtype)
        if owner is not None and not owner.endswith("."):
            records.note("record-invalid", f"the name {owner} lacks its final dot", name, f"write `{owner}.`")
        for record in mappings_of(child(rrset, "records")):
            content = child(record, "content")
            if content is None or is_true(child(record, "disabled")):
                continue
            entry = Entry(record, name, owner, word, [records.value(content)], type=rtype, ttl=child(rrset, "ttl"))
            if word == "LUA":
                # Its first word is the type that the program answers.
                entry.rtype, entry.values = (text_of(content) or "LUA").split(None, 1)[0], [Value(content, None)]
            records.add(entry)
    except ShapeError as error:
        records.lose(str(error), error.node)
