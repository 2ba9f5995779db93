"""Files of record lists: which zones they hold, told by their content and by what else was found.

Some formats do not name a zone: ExternalDNS and CloudFormation add records to zones of a provider. Such records go to
the longest zone that is known to enclose them, or form a zone of their own that is not complete.
"""

from zonelint.dns.names import is_at_or_below, is_reverse, labels, parent
from zonelint.dns.zone import Place
from zonelint.files.paths import display_path
from zonelint.files.zone_files import Declared, ZoneFile
from zonelint.files.zone_texts import UnreadableError
from zonelint.readers.formats import reader_of
from zonelint.readers.lists.recognise import recognise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.dns.places import Span
    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts
    from zonelint.readers.lists.documents import Document, ListOptions
    from zonelint.readers.lists.mapping import KeyMapping

MAPPING = "mapping"
TEMPLATE = "a template, which is not YAML until it is filled in"
_FROM_RECORDS = "endpoints"
# Formats in which other files, or other tools, add records to the same zone.
_PARTS = ("dnsendpoint", "cloudformation")


class RecordFiles:
    """Finds the zones of record lists and adds them to a Discovery.

    mappings  what the configuration says of lists under any keys
    """

    def __init__(self, tree: "Tree", found: "Discovery", texts: "Texts", mappings: "Sequence[KeyMapping]" = ()) -> None:
        self.tree = tree
        self.found = found
        self.texts = texts
        self.mappings = mappings
        self._parts: dict[tuple[str, str | None, str], ZoneFile] = {}
        self._added: set[tuple[str, str | None, str, int]] = set()
        self._floating: list[tuple[Entry, str, Document, list[str]]] = []

    def format_of(self, entry: "Entry") -> str | None:
        """Return the format of record lists that a file is in, or None; raises as Texts.head does."""
        if self._mapping_of(entry) is not None:
            return MAPPING
        return recognise(self.texts.head(entry.real_path), entry.name)

    def _mapping_of(self, entry: "Entry") -> "KeyMapping | None":
        if not self.mappings:
            return None
        from fnmatch import fnmatchcase

        base = self.tree.root.rstrip("/") + "/"
        path = entry.path.removeprefix(base)
        return next((each for each in self.mappings if fnmatchcase(path, each.path)), None)

    def add(self, entry: "Entry", form: str) -> str:
        """Add the zones that a file of the format `form` holds; returns why it is passed over, or nothing."""
        from zonelint.readers.lists.documents import FATAL, open_document

        document = open_document(entry.real_path, display_path(entry.path), self.tree.source)
        if document.template:
            return TEMPLATE
        module = reader_of(form)
        mapping = self._mapping_of(entry) if form == MAPPING else None
        if mapping is not None:
            zones = module.zones_with(document.nodes, mapping)
        else:
            zones = module.zones_of(document.nodes, document.source, document.source.path)
        owners = module.owners_of(document.nodes) if form in _PARTS else []
        declared = module.declared_of(document.nodes) if form == "ansible" else []
        part = form in _PARTS or (form in ("gcloud", "powerdns") and module.is_part(document.nodes))
        for origin, view, by_what in zones:
            self._add_zone(entry, form, document, (origin, view, by_what), part, mapping)
        for origin, kind, node in declared:
            self._declare(origin, kind, document, node.span)
        if owners:
            self._floating.append((entry, form, document, owners))
        if zones or owners or declared:
            return ""
        self.found.problems += [problem for problem in document.problems if problem.rule in FATAL]
        return f"none of its records shows the zone ({form})"

    def _add_zone(
        self,
        entry: "Entry",
        form: str,
        document: "Document",
        zone: "tuple[str, str | None, str]",
        part: bool,
        mapping: "KeyMapping | None" = None,
    ) -> "ListOptions":
        """Add a zone that `document` holds, or the document to the zone that others hold parts of."""
        from zonelint.readers.lists.documents import ListOptions

        origin, view, by_what = zone
        known = self._parts.get((origin, view, form)) if part else None
        if known is not None and isinstance(known.options, ListOptions):
            if (key := (origin, view, form, id(document))) not in self._added:
                self._added.add(key)
                known.options.documents.append(document)
                known.parts.append((document.source.path, entry.real_path))
            return known.options
        found = ZoneFile(document.source.path, entry.real_path, origin, by_what, view)
        found.format = form
        found.options = options = ListOptions([document], part, mapping)
        found.parts = [(document.source.path, entry.real_path)]
        options.owners = set() if form in _PARTS else None
        self.found.zones.append(found)
        if part:
            self._parts[origin, view, form] = found
            self._added.add((origin, view, form, id(document)))
        return options

    def _declare(self, origin: str, kind: str, document: "Document", span: "Span") -> None:
        place = Place.at(document.source, span)
        self.found.declared.append(Declared(origin, None, kind, place, document.source.path))

    def adopt(self, zone_file: ZoneFile, entry: "Entry") -> bool:
        """Let a zone file whose origin the user gave be read as record lists; tells whether it holds these."""
        from zonelint.readers.lists.documents import ListOptions, open_document

        try:
            form = self.format_of(entry)
            document = open_document(entry.real_path, zone_file.path, self.tree.source) if form is not None else None
        except (OSError, UnreadableError):
            return False
        if form is None or document is None:
            return False
        zone_file.format = form
        zone_file.options = ListOptions([document], form in _PARTS, self._mapping_of(entry))
        zone_file.parts = [(zone_file.path, entry.real_path)]
        return True

    def finish(self) -> None:
        """Find zones for the records that name none; call when all other zones are known."""
        known = {zone.origin for zone in self.found.zones} | {zone.origin for zone in self.found.declared}
        homes = homes_of((owner for *_, owners in self._floating for owner in owners), known)
        for entry, form, document, owners in self._floating:
            by_home: dict[str, set[str]] = {}
            for owner in owners:
                by_home.setdefault(homes[owner], set()).add(owner)
            for origin, members in by_home.items():
                options = self._add_zone(entry, form, document, (origin, None, _FROM_RECORDS), part=True)
                options.owners = (options.owners or set()) | members


def homes_of(owners: "Iterable[str]", known: "Iterable[str]") -> dict[str, str]:
    """Return owner -> origin of the zone that it is taken to lie in: the longest of the `known` ones around it.

    Owners that lie in none are grouped by their last two labels, reverse names by what stands above the last address
    label; the origin of a group is the longest name around all of it.
    """
    origins = set(known)
    homes: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    for owner in owners:
        home = owner
        while home not in origins and home != ".":
            home = parent(home)
        if home in origins:
            homes[owner] = home
        else:
            group = parent(owner) if is_reverse(owner) else ".".join(labels(owner)[-2:]) + "."
            groups.setdefault(group, set()).add(owner)
    for group, members in groups.items():
        origin = common_ancestor(members)
        if not is_at_or_below(origin, group):
            origin = group
        homes.update((owner, origin) for owner in members)
    return homes


def common_ancestor(names: "Iterable[str]") -> str:
    """Return the longest name that encloses all `names`, and is no wildcard; above a single host's name its parent."""
    split = [labels(name)[::-1] for name in names]
    common: list[str] = []
    for level in zip(*split, strict=False):
        if len(set(level)) > 1 or level[0] == "*":
            break
        common.append(level[0])
    if len(split) == 1 and len(common) > 2:
        common.pop()
    return ".".join(reversed(common)) + "."
