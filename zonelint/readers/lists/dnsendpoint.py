"""ExternalDNS: manifests of kind DNSEndpoint, whose endpoints a controller adds to a provider's zones.

The manifests name no zone. Neither owners nor targets need a final dot, and some may not have one.
"""

from zonelint.dns.names import is_address, is_reverse
from zonelint.readers.lists.documents import ZoneOf, canonical, if_same, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value
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

FORMAT = "dnsendpoint"
_TYPES = ("A", "AAAA", "CNAME", "TXT", "SRV", "NS", "PTR", "MX", "NAPTR", "DNAME")
_WITH_DOT = ("SRV", "NAPTR")
_WITHOUT_DOT = ("A", "AAAA", "NS", "PTR")


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return no zone: a manifest does not name the zones that its endpoints go to; see `owners_of`."""
    del nodes, source, path
    return []


def owners_of(nodes: "Sequence[Node]") -> list[str]:
    """Return the absolute names of all endpoints that are known."""
    names = (canonical(child_text(endpoint, "dnsName")) for endpoint in endpoints(nodes))
    return [name for name in names if name is not None]


def _manifests(nodes: "Sequence[Node]") -> "Iterator[Node]":
    """Yield every DNSEndpoint among `nodes`, and in lists of manifests."""
    for node in nodes:
        for manifest in [*mappings_of(node), *mappings_of(child(node, "items"))]:
            if child_text(manifest, "kind") == "DNSEndpoint":
                yield manifest


def endpoints(nodes: "Sequence[Node]") -> "Iterator[Node]":
    """Yield the endpoint mappings of every DNSEndpoint among `nodes`, and in lists of manifests."""
    for manifest in _manifests(nodes):
        yield from mappings_of(child(manifest, "spec", "endpoints"))


def _marks_of(manifest: "Node") -> str:
    """Return what controllers with a filter choose manifests by: the annotations, the labels and the namespace."""
    chosen = [child_text(manifest, "metadata", "namespace") or ""]
    for key in ("annotations", "labels"):
        marks = child(manifest, "metadata", key)
        chosen += sorted(f"{key} {name.text}={value.text}" for name, value in (marks.pairs if marks else ()))
    return "\n".join(chosen)


ADDS = "ExternalDNS adds records to it, and not all of them are in files"
"""It takes records from services and routes as well, which no file shows."""


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read the endpoints of `zone` from all manifests of `zone_file`."""
    return read_documents(zone, zone_file, tree, _fill)


def _by_owner(document: "Document") -> "dict[object, list[tuple[Node, str]]]":
    """Return the endpoints, and what their manifests are chosen by, by their owners.

    Those with a bad name are under None, those with an unknown one left out.
    """
    found: dict[object, list[tuple[Node, str]]] = {None: []}
    for manifest in _manifests(document.nodes):
        marks = _marks_of(manifest)
        for endpoint in mappings_of(child(manifest, "spec", "endpoints")):
            text = child_text(endpoint, "dnsName")
            owner = canonical(text)
            if text:
                found.setdefault(owner, []).append((endpoint, marks))
    return found


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    records = RecordList(zone, document.source)
    index = document.index(_by_owner)
    while index[None]:
        # No zone can be told from such a name: the first zone that is read from the file reports it.
        name = child(index[None].pop()[0], "dnsName")
        if name is not None:
            records.note("record-invalid", f"ExternalDNS ignores this endpoint: bad domain name {name.text}", name)
    for owner in options.takes(index, zone):
        seen: dict[tuple[str | None, str | None], tuple[Node, Node, str]] = {}
        for endpoint, marks in index[owner]:
            try:
                _add(endpoint, marks, owner, records, seen)
            except ShapeError as error:
                records.lose(str(error), error.node)


def _add(
    endpoint: "Node",
    marks: str,
    owner: str,
    records: RecordList,
    seen: "dict[tuple[str | None, str | None], tuple[Node, Node, str]]",
) -> None:
    name = child(endpoint, "dnsName")
    assert name is not None
    entry = _entry(endpoint, name, owner, records)
    key = (entry.rtype, child_text(endpoint, "setIdentifier"))
    if key in seen and seen[key][2] != marks:
        # Controllers with other filters publish them, in other zones or views: which is not known.
        if entry.rtype is not None:
            records.unresolved(owner, entry.rtype)
    elif key in seen:
        first, before, _ = seen[key]
        line = first.span.line
        message = f"another endpoint for {owner} {entry.rtype}, after the one in line {line}: one is published"
        same = if_same(before, endpoint)
        records.note("duplicate-document", message, name, f"delete it{same}" if same else "")
    elif _is_published(entry, records):
        records.add(entry)
    seen.setdefault(key, (name, endpoint, marks))


def _entry(endpoint: "Node", name: "Node", owner: str, records: RecordList) -> Entry:
    rtype = child(endpoint, "recordType")
    word = text_of(rtype) if rtype is not None else "A"
    seconds = child(endpoint, "recordTTL")
    if seconds is not None and seconds.text == "0":
        seconds = None
    properties = mappings_of(child(endpoint, "providerSpecific"))
    alias = any(child_text(each, "name") == "alias" and child_text(each, "value") == "true" for each in properties)
    entry = Entry(
        endpoint, name, owner, "ALIAS" if alias and word in ("A", "AAAA", "CNAME") else word, [],
        type=rtype, ttl=seconds, routed=child(endpoint, "setIdentifier") is not None,
    )  # fmt: skip
    for target in items_of(child(endpoint, "targets")):
        entry.values.append(records.value(target, plain=word == "TXT" and not target.text.startswith('"')))
    return entry


def _is_published(entry: Entry, records: RecordList) -> bool:
    """Tell whether ExternalDNS publishes the endpoint; it drops others with no more than a line in its log."""
    if entry.rtype is not None and entry.rtype not in (*_TYPES, "ALIAS"):
        message = f"ExternalDNS does not publish records of type {entry.rtype}"
        records.note("record-invalid", message, entry.type or entry.owner)
        return False
    if entry.rtype == "PTR" and not is_reverse(canonical(entry.name) or ""):
        message = f"ExternalDNS ignores this endpoint: {entry.name} lies neither below in-addr.arpa nor below ip6.arpa"
        records.note("record-invalid", message, entry.owner)
        return False
    faults = [value for value in entry.values if not _may_stand(value, entry.rtype, records)]
    return not faults


def _may_stand(value: Value, rtype: str | None, records: RecordList) -> bool:
    target = value.words[-1] if value.words else ""
    dotted = target.endswith(".")
    if not target or (rtype in _WITHOUT_DOT and dotted) or (rtype in _WITH_DOT and not dotted):
        if target:
            must = "must not" if dotted else "must"
            message = f"ExternalDNS ignores this endpoint: the target of a record of type {rtype} {must} end in a dot"
            help = f"write `{target.rstrip('.') if dotted else target + '.'}`"
            records.note("endpoint-trailing-dot", message, value.node, help)
        return not target
    if rtype == "PTR" and is_address(target):
        records.note("record-invalid", f"the target of a PTR record is a name, not the address {target}", value.node)
        return False
    return True
