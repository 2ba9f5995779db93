"""Reads record lists for tests, from texts in memory."""

import builders
from reading import all_records

from zonelint.dns.zone import Zone
from zonelint.files.zone_files import ZoneFile
from zonelint.readers.formats import reader_of
from zonelint.readers.lists.documents import Document, ListOptions, compose_document
from zonelint.readers.lists.mapping import KeyMapping

PATHS = {"dnscontrol": "ir.json", "powerdns": "zone.json"}
"""Format -> path of the file, where it is not ``records.yaml``."""


def document(text: str, path: str = "records.yaml") -> Document:
    """Return the composed `text` of the file `path`."""
    return compose_document(text, builders.source(text, path))


def zones(form: str, text: str, path: str = "records.yaml") -> list[tuple[str, str | None]]:
    """Return origin and view of the zones that `text` holds in the format `form`."""
    doc = document(text, path)
    return [(zone.origin, zone.view) for zone in reader_of(form).zones_of(doc.nodes, doc.source, path)]


def read(
    form: str, *texts: str, origin: str = "example.com.", view: str | None = None, mapping: KeyMapping | None = None
) -> Zone:
    """Return the zone `origin` as read from `texts` in the format `form`; of several, each has a path of its own."""
    path = PATHS.get(form, "records.yaml")
    documents = [document(text, path if number == 0 else f"{number}-{path}") for number, text in enumerate(texts)]
    zone = Zone(origin, None, view, form)
    zone_file = ZoneFile(path, path, origin, "name", view)
    zone_file.format = form
    zone_file.options = ListOptions(documents, False, mapping)
    reader_of(form).read(zone, zone_file, None)
    return zone


def records(zone: Zone) -> list[str]:
    """Return the records of `zone` in the order of their places: line, owner, TTL, type and RDATA."""
    found = sorted(all_records(zone), key=lambda record: (record.source.path, record.line, record.mark))
    return [f"{record.line} {record.owner} {record.ttl} {record.type} {record.rdata}" for record in found]


def problems(zone: Zone) -> list[str]:
    """Return the problems of `zone` in short: line, column and rule."""
    return [f"{problem.span.line}:{problem.span.column} {problem.rule}" for problem in zone.problems]


def field(zone: Zone, rtype: str, name: str = "") -> str:
    """Return the text at the field `name` of the first record of `rtype` in `zone`."""
    record = next(iter(zone.records(rtype)))
    assert record.source.marks is not None
    span = record.source.marks[record.mark].span(name)
    return record.source.line_text(span.line)[span.column - 1 : span.end_column - 1]
