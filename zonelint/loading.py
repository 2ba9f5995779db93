"""From what discovery found to namespaces: reads every zone file, and puts the zones of each view together."""

import os

from zonelint.comments import WORD
from zonelint.encryption import ENCRYPTED
from zonelint.names import is_at_or_below
from zonelint.namespace import Namespace
from zonelint.paths import Tree, closed_source
from zonelint.readers.includes import Includes
from zonelint.readers.masterfile import MasterFileReader, open_source, source_of_octets
from zonelint.records import Place, Problem, SourceFile, Span
from zonelint.zone import Zone
from zonelint.zonefiles import Declared, Ignored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from zonelint.config import Settings
    from zonelint.discovery import Discovery, ZoneFile


_READERS = {"ansible": "ansible_bind"}
"""Modules that are not called as the format that they read."""


class ZoneSet:
    """Everything that was read.

    zones            the zones that are linted, in the order they were found
    declared         zones that an index names without a file to read: secondary, forward and such
    assumed          zones of records that others publish
    joined           zones whose records were added to another zone of `zones`
    namespaces       one per view; a single one with view None where there are no views
    problems         what discovery and the readers could not accept
    with_directives  the sources whose comments may hold directives
    files            number of files read
    """

    def __init__(self) -> None:
        self.zones: list[Zone] = []
        self.declared: list[Zone] = []
        self.assumed: list[Zone] = []
        self.joined: list[Zone] = []
        self.namespaces: list[Namespace] = []
        self.problems: list[Problem] = []
        self.with_directives: list[SourceFile] = []
        self.files = 0

    def records(self) -> int:
        """Return the number of records of all zones."""
        return sum(zone.size() for zone in self.zones)


def load(discovery: "Discovery", settings: "Settings") -> ZoneSet:
    """Read all zones that `discovery` found. Problems of reading are findings later; nothing is raised for them."""
    loader = _Loader(discovery, settings)
    for zone_file in discovery.zones:
        loader.read_zone(zone_file)
    for declared in discovery.declared:
        zone = Zone(declared.origin, None, declared.view, "declared", declared.kind)
        elsewhere = f"it is declared as {declared.kind}, its records are elsewhere"
        zone.incomplete("its file is encrypted" if declared.kind == ENCRYPTED else elsewhere)
        zone.server = declared.index or declared.place.source.path
        loader.result.declared.append(zone)
    for path in settings.assume:
        loader.read_assumed(path)
    return loader.finish()


def load_text(octets: bytes, path: str, origin: str, settings: "Settings", soa_owner: str = "") -> ZoneSet:
    """Read one zone from memory, as from standard input; `path` is how reports call it. $INCLUDE is refused.

    `soa_owner` is what a ZoneFile has by that name.
    """
    result = ZoneSet()
    zone = Zone(origin, source_of_octets(octets, path), None, "master", "--origin")
    assert zone.source is not None
    zone.soa_owner = soa_owner
    reader = MasterFileReader(zone, None)
    reader.read(zone.source, octets)
    result.zones.append(zone)
    result.problems += zone.problems
    result.with_directives += reader.with_directives
    result.files = 1
    _mark_partial(result.zones, settings)
    result.namespaces = namespaces_of(result)
    return result


class _Loader:
    def __init__(self, discovery: "Discovery", settings: "Settings") -> None:
        self.discovery = discovery
        self.settings = settings
        self.result = ZoneSet()
        self.result.problems += discovery.problems
        self._encrypted = ""
        self._passed_over: list[Ignored] = []
        self._paths: set[str] = set()
        self._tree: Tree | None = None
        self._octodns: list[tuple[Zone, ZoneFile]] = []
        self._parts: list[Zone] = []
        self._read_already: set[tuple[str, str, str | None]] = set()

    def read_zone(self, zone_file: "ZoneFile") -> None:
        """Read one zone file for each set of views that shares its data."""
        for view in zone_file.views or (None,):
            key = (zone_file.real_path, zone_file.origin, view)
            if key in self._read_already:
                continue  # two indexes name one file: that is one zone
            self._read_already.add(key)
            zone = Zone(zone_file.origin, None, view, zone_file.format, zone_file.origin_from)
            zone.server = zone_file.index or os.path.dirname(zone_file.real_path)
            zone.soa_owner, zone.dialect = zone_file.soa_owner, zone_file.dialect
            if zone_file.format == "master":
                self._read(zone, zone_file.real_path, zone_file.path, zone_file.include_dirs)
                if self._encrypted:
                    self._declare(zone_file, view, self._encrypted)
                    continue
            else:
                self._read_nodes(zone, zone_file)
            if zone_file.format in ("octodns", "master") and zone_file.options is not None:
                self._octodns.append((zone, zone_file))
            if getattr(zone_file.options, "part", False):
                self._parts.append(zone)
            if zone_file.dynamic:
                zone.incomplete("it is updated dynamically, so its file is not all of it")
            if zone_file.partial:
                zone.incomplete(zone_file.partial)
            self.result.zones.append(zone)

    def _declare(self, zone_file: "ZoneFile", view: str | None, why: str) -> None:
        """Note a zone whose file is encrypted: it exists, and that is all that is known."""
        place = zone_file.place or Place.at(closed_source(zone_file.real_path))
        self.discovery.declared.append(Declared(zone_file.origin, view, ENCRYPTED, place, zone_file.index))
        self._passed_over.append(Ignored(zone_file.path, why))

    def _synthesise(self) -> None:
        """Add the records that octoDNS makes of others."""
        from zonelint.readers.octodns import options_of
        from zonelint.readers.octodns_arpa import synthesise

        before = {id(zone): len(zone.problems) for zone, _ in self._octodns}
        synthesise([(zone, options_of(zone_file)) for zone, zone_file in self._octodns])
        for zone, _ in self._octodns:
            self.result.problems += zone.problems[before[id(zone)] :]

    def read_assumed(self, path: str) -> None:
        """Read a file of records that others publish; their owners may lie anywhere."""
        real_path = os.path.realpath(os.path.join(self.settings.root or "", path))
        zone = Zone(".", None, None, "assumed", "assume")
        if self._read(zone, real_path, self.discovery.display_path(real_path), ()):
            self.result.assumed.append(zone)

    def _read(self, zone: Zone, real_path: str, path: str, include_dirs: "Sequence[str]") -> bool:
        self._encrypted = ""
        allowed = [
            os.path.realpath(os.path.join(self.settings.root or "", each)) for each in self.settings.allow_outside
        ]
        reader = MasterFileReader(
            zone, Includes(self.discovery.root, include_dirs, allowed), self.discovery.display_path
        )
        try:
            source, octets = open_source(real_path, path)
        except OSError as error:
            message = f"the zone file cannot be read: {error.strerror or error}"
            source = source_of_octets(b"", path)
            zone.problems.append(Problem("syntax-error", message, source, Span(1, 1, 1, 1)))
            zone.incomplete(f"{path} cannot be read")
            self.result.problems += zone.problems
            return False
        zone.source = source
        reader.read(source, octets)
        self._encrypted = reader.encrypted
        self.result.problems += zone.problems
        self.result.with_directives += reader.with_directives
        self._paths.update(each.path for each in reader.sources)
        return True

    def _read_nodes(self, zone: Zone, zone_file: "ZoneFile") -> None:
        """Read a zone whose format is made of YAML or JSON."""
        if self._tree is None:
            self._tree = Tree(self.discovery.root, self.discovery.allowed)
        sources = reader_of(zone_file.format).read(zone, zone_file, self._tree)
        if zone.source is None:
            zone.source = closed_source(zone_file.real_path)
        self.result.problems += zone.problems
        self.result.with_directives += [source for source in sources if _may_direct(source)]
        self._paths.update(source.path for source in sources)

    def finish(self) -> ZoneSet:
        """Return the zone set with its namespaces."""
        if self._passed_over:
            self.discovery.ignored = sorted({*self.discovery.ignored, *self._passed_over})
        if self._octodns:
            self._synthesise()
        if self._parts:
            from zonelint.joining import join

            join(self.result, self._parts)
        self.result.files = len(self._paths)
        _mark_partial(self.result.zones, self.settings)
        self.result.namespaces = namespaces_of(self.result)
        return self.result


def _may_direct(source: SourceFile) -> bool:
    """Tell whether comments of `source` may hold directives."""
    return WORD in source.text if source.has_directives is None else source.has_directives


def reader_of(form: str) -> "ModuleType":
    """Return the module that reads zones of the format `form`: its ``read(zone, zone_file, tree)`` returns sources."""
    from importlib import import_module

    return import_module(f"zonelint.readers.{_READERS.get(form, form)}")


def _mark_partial(zones: "Iterable[Zone]", settings: "Settings") -> None:
    """Mark the zones that the configuration calls partial: by their own name or by that of a subtree."""
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    for name in settings.partial:
        enclosing = [origin for origin in by_origin if is_at_or_below(name, origin)]
        for zone in by_origin[max(enclosing, key=len)] if enclosing else ():
            zone.incomplete("the configuration calls it partial")


def namespaces_of(result: ZoneSet) -> list[Namespace]:
    """Return the namespaces of each view; a zone outside any view is in all of them."""
    zones = result.zones + result.declared
    views: list[str | None] = list(dict.fromkeys(zone.view for zone in zones if zone.view is not None))
    return [
        namespace
        for view in views or [None]
        for namespace in _of_view([zone for zone in zones if zone.view in (view, None)], view, result)
    ]


def _of_view(zones: list[Zone], view: str | None, result: ZoneSet) -> list[Namespace]:
    """Return one namespace for `zones`, or several where they come from servers that disagree.

    A repository may keep the files of several servers, each with its own index or folder and its own idea of one
    origin. Each of these gets a namespace in which its own zones hold; an origin that only others disagree about
    is not known there. Every zone is judged once, where it belongs.
    """
    servers: dict[str, set[str]] = {}
    for zone in zones:
        servers.setdefault(zone.origin, set()).add(zone.server)
    disputed = {origin for origin, names in servers.items() if len(names) > 1}
    if not disputed:
        return [Namespace(zones, view, result.assumed)]
    in_dispute = list(dict.fromkeys(zone.server for zone in zones if zone.origin in disputed))
    common = [zone for zone in zones if zone.origin not in disputed]
    namespaces = []
    for server in [*in_dispute, None]:
        own = [zone for zone in zones if _belongs(zone.server, server, in_dispute)]
        own_ids = set(map(id, own))
        others = [zone for zone in common if id(zone) not in own_ids]
        if own:
            unsettled = [_unsettled(origin) for origin in sorted(disputed - {zone.origin for zone in own})]
            namespaces.append(Namespace(own + others + unsettled, view, result.assumed, own))
    return namespaces


def _unsettled(origin: str) -> Zone:
    zone = Zone(origin, None, None, "declared")
    zone.incomplete("several servers hold different versions of it")
    return zone


def _belongs(name: str, server: str | None, in_dispute: list[str]) -> bool:
    return name == server if server is not None else name not in in_dispute
