"""Files of nodes: a YAML or JSON file that was opened and composed, and what a zone takes from several of them."""

import os

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.places import START, Problem
from zonelint.files.comments import WORD
from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.origins import origin_in_name
from zonelint.files.paths import decode_text, text_source
from zonelint.files.source import DISK, Source
from zonelint.files.zone_files import ReadOptions
from zonelint.readers.reading import Reading
from zonelint.readers.tree.node_texts import ShapeError, is_placeholder
from zonelint.readers.tree.nodes import SAYS_THE_SAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NamedTuple

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.tree.nodes import Node, Pair

    class ZoneOf(NamedTuple):
        """A zone that a file holds: its origin, the view it is served in, and how the origin is known."""

        origin: str
        view: str | None
        origin_from: str

    Fill = Callable[["Zone", "Document", "ListOptions"], None]
else:
    from zonelint.dns.tuples import named_tuple

    ZoneOf = named_tuple("ZoneOf", "origin view origin_from")

TOO_LARGE = f"the file is larger than {MAX_FILE_OCTETS >> 20} MiB and was not read"
FATAL = ("syntax-error", "limit-exceeded")
"""Rules whose problems leave a file without some of its content."""
FROM_OWNERS = "owners"
"""How an origin is known that all owners of a file lie at or below."""


class Document:
    """A file of one or more YAML or JSON documents.

    source    its source; the records of all its zones keep their marks there
    nodes     the root nodes of the documents, empty ones left out
    problems  what is wrong with its syntax
    template  whether it cannot be read because it is a template that some tool fills in first
    was_read  whether some zone was read from it already
    """

    __slots__ = ("source", "nodes", "problems", "template", "was_read", "_index")

    def __init__(
        self, source: "SourceFile", nodes: "Sequence[Node]", problems: "Sequence[Problem]", template: bool
    ) -> None:
        self.source = source
        self.nodes = list(nodes)
        self.problems = list(problems)
        self.template = template
        self.was_read = False
        self._index: dict[object, list[Any]] | None = None

    def index(self, build: "Callable[[Document], dict[object, list[Any]]]") -> "dict[object, list[Any]]":
        """Return what `build` makes of the document: its parts by zone. It is made once, for all zones of the file."""
        if self._index is None:
            self._index = build(self)
        return self._index


class ListOptions(ReadOptions):
    """What discovery tells the reader of a zone that stands in record lists.

    documents  the files it is read from
    part       whether they hold some records of the zone only, beside those that others publish
    mapping    how the configuration maps their keys, or None
    owners     those owners of records without a zone of their own that go to this one; None: all that lie in it
    """

    __slots__ = ("documents", "part", "mapping", "owners")

    @property
    def step(self) -> str:  # type: ignore[override]
        """What is done with a part when all zones are read."""
        return "parts" if self.part else ""

    def __init__(self, documents: "Sequence[Document]", part: bool = False, mapping: object = None) -> None:
        self.documents = list(documents)
        self.part = part
        self.mapping = mapping
        self.owners: set[str] | None = None

    def takes(self, owners: "Mapping[object, object]", zone: "Zone") -> list[str]:
        """Return those of `owners` that go to `zone`."""
        if self.owners is None:
            return [owner for owner in owners if isinstance(owner, str) and zone.holds(owner)]
        return sorted(self.owners & owners.keys())


def open_document(real_path: str, shown: str, files: Source = DISK) -> Document:
    """Open and compose the file `real_path` of `files`. Raises OSError if it cannot be read."""
    octets = files.octets(real_path, MAX_FILE_OCTETS)
    source = text_source(real_path, shown, files)
    if len(octets) > MAX_FILE_OCTETS:
        return Document(source, [], [Problem("limit-exceeded", TOO_LARGE, source, START)], False)
    return compose_document(decode_text(octets), source)


def compose_document(text: str, source: "SourceFile") -> Document:
    """Compose `text`: JSON if it begins as JSON does and the name does not say YAML, else YAML."""
    if text.lstrip()[:1] in ("{", "[") and not source.path.lower().endswith((".yaml", ".yml", ".sls")):
        from zonelint.readers.tree.json_nodes import compose_json

        nodes, problems = compose_json(text, source)
    else:
        from zonelint.readers.tree.yaml_nodes import compose

        nodes, problems = compose(text, source)
    source.has_directives = WORD in text
    roots = [node for node in nodes if node is not None]
    template = bool(problems) and is_placeholder(text)
    return Document(source, roots, [*problems, *_duplicate_keys(roots, source)], template)


def _duplicate_keys(nodes: "Sequence[Node]", source: "SourceFile") -> "list[Problem]":
    """Return a problem for each key that stands twice in a mapping: what the first one holds is lost."""
    found = []
    pending = list(nodes)
    for node in pending:  # grows while it is gone through
        first: dict[str, Pair] = {}
        for key, value in node.pairs:
            earlier, before = first.setdefault(key.text, (key, value))
            if earlier is not key and key.kind == "scalar" and key.text != "<<":
                message = f"the key {key.text} appears twice in this mapping: only the last one is used"
                help = f"the first one is on line {earlier.line}{if_same(value, before)}"
                first[key.text] = (earlier, value)  # the last one counts
                found.append(Problem("yaml-duplicate-key", message, source, key.span, help))
            if value.alias is None:
                pending.append(value)
        pending += [item for item in node.items if item.alias is None]
    return found


def if_same(one: "Node", other: "Node") -> str:
    """Return what a help ends with if two nodes say the same; else nothing."""
    from zonelint.readers.tree.yaml_nodes import says_the_same  # it is rare that anything stands twice

    return SAYS_THE_SAME if says_the_same(one, other) else ""


def read_documents(zone: "Zone", zone_file: "ZoneFile", tree: "Tree", fill: "Fill") -> Reading:
    """Read `zone` from the files of `zone_file` by `fill`, which adds the records of one.

    Of the sources those are returned that were read for the first time: a file may hold many zones.
    """
    options = zone_file.options
    if not isinstance(options, ListOptions):
        options = ListOptions([open_document(zone_file.real_path, zone_file.path, tree.source)])
    sources = [document.source for document in options.documents if not document.was_read]
    zone.source = options.documents[0].source
    for document in options.documents:
        document.was_read = True
        for problem in document.problems:
            zone.problems.append(problem)
            if problem.rule in FATAL:
                zone.incomplete(f"{problem.rule} at {problem.source.path}:{problem.span.line}")
        try:
            fill(zone, document, options)
        except ShapeError as error:
            # What concerns one entry is caught there; this is about the frame of the file.
            zone.problems.append(Problem("record-invalid", str(error), document.source, error.node.span))
            zone.incomplete(f"record-invalid at {document.source.path}:{error.node.line}")
    if options.part:
        zone.incomplete("its files hold some of its records only")
    for rtype in ("SOA", "NS"):
        if not zone.rrset(zone.origin, rtype):
            zone.add_unresolved(zone.origin, rtype)  # the provider adds it
    zone.merge_rrsets()
    return Reading(sources)


def canonical(text: str | None) -> str | None:
    """Return the absolute lower-case name that `text` spells, with or without final dot; None if it spells none.

    ``@`` is no name of a zone's apex here, but a label like others.
    """
    if not text:
        return None
    try:
        return absolute(text if text != "@" else "\\@", ".").lower()
    except NameSyntaxError:
        return None


def origin_of_file(path: str) -> str | None:
    """Return the origin that the name of a YAML or JSON file spells, or None."""
    stem, ending = os.path.splitext(os.path.basename(path))
    return origin_in_name(stem, "") if ending.lower() in (".yaml", ".yml", ".json") else None
