"""DNSControl: what ``dnscontrol print-ir`` prints, the zones of dnsconfig.js in JSON.

Owners are relative to the zone, targets absolute names with final dot. ``name!tag`` is the zone in a view of its own.
"""

from zonelint.dns.rdata_words import RdataError
from zonelint.readers.lists.documents import ZoneOf, canonical, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value, string_words, words_of
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

FORMAT = "dnscontrol"
_TARGET = "target"
# The keys whose values make up the RDATA, in its order.
_FIELDS = {
    "MX": ("mxpreference", _TARGET),
    "SRV": ("srvpriority", "srvweight", "srvport", _TARGET),
    "DS": ("dskeytag", "dsalgorithm", "dsdigesttype", "dsdigest"),
    "DNSKEY": ("dnskeyflags", "dnskeyprotocol", "dnskeyalgorithm", "dnskeypublickey"),
    "SSHFP": ("sshfpalgorithm", "sshfpfingerprint", _TARGET),
    "TLSA": ("tlsausage", "tlsaselector", "tlsamatchingtype", _TARGET),
    "SMIMEA": ("smimeausage", "smimeaselector", "smimeamatchingtype", _TARGET),
    "HTTPS": ("svcpriority", _TARGET, "svcparams"),
    "SVCB": ("svcpriority", _TARGET, "svcparams"),
    "SOA": (_TARGET, "soambox", "soaserial", "soarefresh", "soaretry", "soaexpire", "soaminttl"),
}
_QUOTED_FIELDS = {
    "CAA": (("caaflag", "caatag"), (_TARGET,)),
    "NAPTR": (("naptrorder", "naptrpreference"), ("naptrflags", "naptrservice", "naptrregexp")),
}
# Where newer versions keep the fields of an MX record, and those of types that they made anew.
_RDATA_KEYS = {"mxpreference": "preference"}
_FIELDS_KEY, _PARTIAL_KEYS = "fields", ("zonfefilepartial", "zonefilepartial")
_NEW_FIELDS = {"RP": ("Mbox", "Txt")}
_ZERO = frozenset((
    "srvpriority", "srvweight", "srvport", "caaflag", "mxpreference", "svcpriority", "naptrorder", "naptrpreference",
    "soaserial",
))  # fmt: skip


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return a zone for each domain."""
    del source, path
    found = []
    for domain in _domains(nodes):
        origin, view = _named(domain)
        if origin is not None:
            found.append(ZoneOf(origin, view, "name"))
    return list(dict.fromkeys(found))


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read `zone` from the domains of `zone_file`."""
    return read_documents(zone, zone_file, tree, _fill)


def _domains(nodes: "Sequence[Node]") -> "Iterator[Node]":
    for node in nodes:
        yield from mappings_of(child(node, "domains"))


def _named(domain: "Node") -> tuple[str | None, str | None]:
    name, mark, view = (child_text(domain, "name") or "").partition("!")
    return canonical(name), view if mark and view else None


def _by_zone(document: "Document") -> "dict[object, list[Node]]":
    """Return the domains by the origin and the view of their zone."""
    found: dict[object, list[Node]] = {}
    for domain in _domains(document.nodes):
        found.setdefault(_named(domain), []).append(domain)
    return found


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    del options
    records = RecordList(zone, document.source, names=zone.origin, final_dot=True)
    for domain in document.index(_by_zone).get((zone.origin, zone.view), ()):
        if is_true(child(domain, "keepunknown")):
            zone.incomplete("records that DNSControl does not know are kept")
        for record in mappings_of(child(domain, "records")):
            _add(record, records)
        for server in mappings_of(child(domain, "nameservers")):
            name = child(server, "name")
            if name is not None:
                text = child_text(server, "name")
                words = None if text is None else [text.rstrip(".") + "."]
                records.add(Entry(server, name, zone.origin, "NS", [Value(name, words)]))
        if child(domain, "dnsProviders") is not None:
            zone.add_unresolved(zone.origin, "NS")  # each provider adds its own


def _add(record: "Node", records: RecordList) -> None:
    name, rtype = child(record, "name"), child(record, "type")
    if name is None or rtype is None:
        records.lose(f"a record without {'name' if name is None else 'type'}", record)
        return
    try:
        word = text_of(rtype) or ""
        seconds = child(record, "ttl")
        where = child(record, _TARGET) or record
        entry = Entry(
            record, name, text_of(name), word, [Value(where, _words(record, word))],
            type=rtype, ttl=seconds if seconds is not None and seconds.text != "0" else None,
        )  # fmt: skip
        records.add(entry)
    except ShapeError as error:
        records.lose(str(error), error.node)
    except RdataError as error:
        records.lose(str(error), record)


def _words(record: "Node", rtype: str) -> list[str]:
    """Return the words of the RDATA of `record`; a field that is not there is left out, and misses then."""
    if child(record, _FIELDS_KEY) is not None:
        return _new_words(record, rtype)
    if rtype in ("TXT", "SPF"):
        return string_words(_field(record, _TARGET) or "") or []
    if rtype in _QUOTED_FIELDS:
        numbers, texts = _QUOTED_FIELDS[rtype]
        words = [_field(record, key) for key in numbers]
        words += [word for key in texts for word in string_words(_field(record, key) or "") or []]
        words += [_field(record, _TARGET)] if rtype == "NAPTR" else []
    else:
        words = [_field(record, key) for key in _FIELDS.get(rtype, (_TARGET,))]
    return [part for word in words if word for part in (word.split() if rtype in _FIELDS else [word])]


def _new_words(record: "Node", rtype: str) -> list[str]:
    """Return the words of the RDATA of a record of a type that is kept in ``fields``."""
    names = _NEW_FIELDS.get(rtype, ())
    words = [child_text(record, _FIELDS_KEY, name) for name in names]
    if names and None not in words:
        return [word for word in words if word is not None]
    partial = next((text for text in (child_text(record, key) for key in _PARTIAL_KEYS) if text), "")
    return words_of(partial) or []


def _field(record: "Node", key: str) -> str | None:
    node = child(record, key)
    if node is None and key in _RDATA_KEYS:
        node = child(record, "rdata", _RDATA_KEYS[key])
    if node is None:
        return "0" if key in _ZERO else None
    text = " ".join(filter(None, map(text_of, items_of(node))))
    # DNSControl adds the dot itself.
    return f"{text}." if key == "soambox" and text and not text.endswith(".") else text
