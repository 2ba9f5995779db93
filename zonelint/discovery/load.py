"""From what discovery found to zones: reads every zone file."""

import os
from contextlib import suppress

from zonelint.discovery.zone_set import ZoneSet
from zonelint.dns.names import enclosing
from zonelint.dns.places import START, Problem, SourceFile, Span
from zonelint.dns.zone import UPDATED, Place, Zone
from zonelint.files.comments import WORD
from zonelint.files.encryption import ENCRYPTED
from zonelint.files.paths import Tree, closed_source
from zonelint.files.zone_files import Declared, Ignored
from zonelint.readers.formats import reader_of
from zonelint.readers.includes import Includes
from zonelint.readers.master.masterfile import MasterFileReader, octets_of_zone, source_of_file, source_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.config.settings import Settings
    from zonelint.discovery.absent_includes import AbsentIncludes
    from zonelint.discovery.search import Discovery, ZoneFile
    from zonelint.readers.includes import AbsentInclude


def read_zones(discovery: "Discovery", settings: "Settings") -> ZoneSet:
    """Read all zones that `discovery` found. Problems of reading are findings later; nothing is raised for them."""
    loader = _Loader(discovery, settings)
    for zone_file in discovery.zones:
        loader.read_zone(zone_file)
    for declared in discovery.declared:
        zone = Zone(declared.origin, None, declared.view, "declared", declared.kind)
        elsewhere = f"it is declared as {declared.kind}, its records are elsewhere"
        zone.incomplete("its file is encrypted" if declared.kind == ENCRYPTED else elsewhere)
        zone.server = declared.index or declared.place.source.path
        zone.sites = (zone.server,)
        zone.inside_because = discovery.why_inside(declared.index, declared.view, declared.origin)
        loader.result.declared.append(zone)
    for path in settings.assume:
        loader.read_assumed(path)
    return loader.finish()


def read_text(octets: bytes, path: str, origin: str, settings: "Settings", soa_owner: str = "") -> ZoneSet:
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
    return result


def _apply_server(zone: Zone, zone_file: "ZoneFile") -> None:
    """Let `zone` be what its server makes of what was read."""
    if zone_file.flattens:
        zone.flatten_apex()
    if zone_file.dynamic:
        zone.dynamic = True
        zone.incomplete(UPDATED)
    if zone_file.partial:
        zone.incomplete(zone_file.partial)


MAX_RECORDS = 4_000_000
"""Of all zones together, beside one for each octet of the files: as many $GENERATE, and files read for many zones."""


class _Loader:
    def __init__(self, discovery: "Discovery", settings: "Settings") -> None:
        self.discovery = discovery
        self.settings = settings
        self.result = ZoneSet()
        self.result.problems += discovery.problems
        self.result.copies = discovery.copies
        self._encrypted = ""
        self._passed_over: list[Ignored] = []
        self._paths: set[str] = set()
        self.tree = Tree(discovery.root, discovery.allowed)
        self._octodns: list[tuple[Zone, ZoneFile]] = []
        self._parts: list[Zone] = []
        self._read_already: set[tuple[str, str, str | None]] = set()
        self._originals: dict[tuple[object, ...], Zone] = {}
        self._with_parts = {zone.origin for zone in discovery.zones if getattr(zone.options, "part", False)}
        self._last: tuple[str, bytes] | None = None
        """The real path of the file that was read last, and its octets: the next zone may be read from it, too."""
        self._room = MAX_RECORDS
        self._unmeasured: list[SourceFile] = []
        self._absent: AbsentIncludes | None = None

    def read_zone(self, zone_file: "ZoneFile") -> None:
        """Read one zone file for each set of views that shares its data."""
        for view in zone_file.views or (None,):
            key = (zone_file.real_path, zone_file.origin, view)
            if key in self._read_already:
                continue  # two indexes name one file: that is one zone
            self._read_already.add(key)
            same = self._same_in_other_views(zone_file, view)
            if same is not None and same in self._originals:
                self.result.zones.append(self._originals[same].in_view(view, zone_file.origin_from))
                continue
            zone = Zone(zone_file.origin, None, view, zone_file.format, zone_file.origin_from)
            zone.named_at = zone_file.place
            zone.server = zone_file.server or zone_file.index or os.path.dirname(zone_file.real_path)
            zone.sites, zone.leftover = tuple(zone_file.sites) or (zone.server,), zone_file.leftover
            zone.inside_because = self.discovery.why_inside(zone_file.index, view, zone_file.origin)
            zone.soa_owner, zone.dialect = zone_file.soa_owner, zone_file.dialect
            zone.without_ns = zone_file.without_ns
            zone.check_names = _check_names(zone_file)
            zone.transferred = zone_file.transferred
            if self._room < 0 and not self._has_room():
                self._leave_unread(zone, zone_file)
            elif zone_file.format == "master":
                self._read(zone, zone_file.real_path, zone_file.path, zone_file.include_dirs, zone_file.on_server)
                if self._encrypted:
                    self._declare(zone_file, view, self._encrypted)
                    continue
            else:
                self._read_nodes(zone, zone_file)
            if zone_file.format in ("octodns", "master") and zone_file.options is not None:
                self._octodns.append((zone, zone_file))
            if getattr(zone_file.options, "part", False):
                self._parts.append(zone)
            _apply_server(zone, zone_file)
            self._room -= zone.size()
            self.result.zones.append(zone)
            if same is not None:
                self._originals[same] = zone

    def _same_in_other_views(self, zone_file: "ZoneFile", view: str | None) -> tuple[object, ...] | None:
        """Return what zones of several views must have in common for one to stand for all; None if none may.

        What others add to a zone goes to that of one view alone.
        """
        if view is None or zone_file.format != "master" or zone_file.options is not None:
            return None
        if zone_file.origin in self._with_parts:
            return None
        return (
            zone_file.real_path,
            zone_file.origin,
            zone_file.path,
            zone_file.index,
            zone_file.dynamic,
            zone_file.partial,
            zone_file.check_names,
            zone_file.flattens,
            tuple(zone_file.include_dirs),
            self.discovery.why_inside(zone_file.index, view, zone_file.origin),
            view in self.settings.internal_views,
        )

    def _leave_unread(self, zone: Zone, zone_file: "ZoneFile") -> None:
        """Note a zone for which no room is left: a few files may stand for thousands of zones."""
        zone.source = closed_source(zone_file.real_path)
        message = f"{zone.origin} is not read: the zones before it have too many records together"
        problem = Problem("limit-exceeded", message, zone.source, START)
        zone.problems.append(problem)
        self.result.problems.append(problem)
        zone.incomplete("it is not read")

    def _has_room(self) -> bool:
        """Tell whether another zone may be read, now that the octets of the files that were read count."""
        for source in self._unmeasured:
            if source.real_path is not None:
                with suppress(OSError):
                    self._room += os.path.getsize(source.real_path)
        self._unmeasured.clear()
        return self._room >= 0

    def _note_paths(self, sources: "Iterable[SourceFile]") -> None:
        for source in sources:
            if source.path not in self._paths:
                self._paths.add(source.path)
                self._unmeasured.append(source)

    def _declare(self, zone_file: "ZoneFile", view: str | None, why: str) -> None:
        """Note a zone whose file is encrypted: it exists, and that is all that is known."""
        place = zone_file.place or Place.at(closed_source(zone_file.real_path))
        self.discovery.declared.append(Declared(zone_file.origin, view, ENCRYPTED, place, zone_file.index))
        self._passed_over.append(Ignored(zone_file.path, why))

    def _synthesise(self) -> None:
        """Add the records that octoDNS makes of others, and note what it does with each zone."""
        from zonelint.readers.octodns.arpa import synthesise
        from zonelint.readers.octodns.zone_files import options_of

        before = {id(zone): len(zone.problems) for zone, _ in self._octodns}
        zones = [(zone, options_of(zone_file)) for zone, zone_file in self._octodns]
        for zone, options in zones:
            zone.lenient, zone.publishers = options.lenient, options.publishers
        synthesise(zones)
        for zone, _ in self._octodns:
            self.result.problems += zone.problems[before[id(zone)] :]

    def read_assumed(self, path: str) -> None:
        """Read a file of records that others publish; their owners may lie anywhere."""
        real_path = self.tree.file(os.path.normpath(os.path.join(self.discovery.root, path)))
        zone = Zone(".", None, None, "assumed", "assume")
        if real_path is not None and self._read(zone, real_path, self.discovery.display_path(real_path), ()):
            self._note_absences(zone)
            self.result.assumed.append(zone)

    def _note_absences(self, zone: Zone) -> None:
        """Note what the file of an assumed zone says not to exist, as `zonelint snapshot` writes it."""
        from zonelint.config.today import today
        from zonelint.files.snapshot_texts import absences_of, judge_age, max_age_of

        assert zone.source is not None
        zone.absences = absences_of(zone.source.text)
        judge_age(zone.absences.values(), today().isoformat(), max_age_of(self.settings.rules))

    def _read(
        self,
        zone: Zone,
        real_path: str,
        path: str,
        include_dirs: "Sequence[str]",
        on_server: tuple[str, str] = ("", ""),
    ) -> bool:
        self._encrypted = ""
        includes = Includes(self.discovery.root, include_dirs, self.discovery.allowed, on_server)
        absent: list[AbsentInclude] = []
        reader = MasterFileReader(zone, includes, self.discovery.display_path, absent=absent)
        try:
            if self._last is None or self._last[0] != real_path:
                self._last = real_path, octets_of_zone(real_path)
            octets = self._last[1]
        except OSError as error:
            message = f"the zone file cannot be read: {error.strerror or error}"
            source = source_of_octets(b"", path)
            zone.problems.append(Problem("syntax-error", message, source, Span(1, 1, 1, 1)))
            zone.incomplete(f"{path} cannot be read")
            self.result.problems += zone.problems
            return False
        source = zone.source = source_of_file(real_path, path)
        reader.read(source, octets)
        self._encrypted = reader.encrypted
        if absent or reader.included:
            self._note_includes(zone, includes, absent, reader.included)
        self.result.problems += zone.problems
        self.result.with_directives += reader.with_directives
        self._note_paths(reader.sources)
        return True

    def _note_includes(
        self, zone: Zone, includes: Includes, absent: "Sequence[AbsentInclude]", here: "Sequence[str]"
    ) -> None:
        if self._absent is None:
            from zonelint.discovery.absent_includes import AbsentIncludes

            self._absent = AbsentIncludes()
        self._absent.add(zone, includes, absent, here)

    def _judge_absent(self, absent: "AbsentIncludes") -> None:
        """Say which included files are missed; the others are kept elsewhere, like files that an index names."""
        used = dict.fromkeys(path for zone in self.discovery.zones for path in zone.real_paths)
        used.update(dict.fromkeys(map(os.path.realpath, self._paths)))
        for zone, include, problem in absent.judged(self.tree, used):
            if problem is not None:
                zone.problems.append(problem)
                self.result.problems.append(problem)
                continue
            self.result.in_part.setdefault(include.name, set()).add(zone.origin)
            why = f"included by {include.source.path}:{include.span.line}, not in the repository"
            self._passed_over.append(Ignored(include.name, why))

    def _read_nodes(self, zone: Zone, zone_file: "ZoneFile") -> None:
        """Read a zone whose format is made of YAML or JSON."""
        sources = reader_of(zone_file.format).read(zone, zone_file, self.tree)
        if zone.source is None:
            zone.source = closed_source(zone_file.real_path)
        self.result.problems += zone.problems
        self.result.with_directives += [source for source in sources if _may_direct(source)]
        self._note_paths(sources)

    def finish(self) -> ZoneSet:
        """Return the zone set with its namespaces."""
        if self._absent is not None:
            self._judge_absent(self._absent)
        if self._passed_over:
            self.discovery.ignored = sorted({*self.discovery.ignored, *self._passed_over})
        self._last = None
        if self._octodns:
            self._synthesise()
        if self._parts:
            from zonelint.dns.parts import join

            joined = join(self.result.zones, self._parts)
            self.result.joined += joined
            apart = set(map(id, joined))
            self.result.zones = [zone for zone in self.result.zones if id(zone) not in apart]
        self.result.files = len(self._paths)
        _mark_partial(self.result.zones, self.settings)
        return self.result


def _check_names(zone_file: "ZoneFile") -> str:
    """Return what the server does about names that no host may have.

    A dialect tells that it is not BIND, and what a server gave was loaded by it.
    """
    if zone_file.transferred:
        return "ignore"
    is_known = bool(zone_file.check_names)
    is_bare = zone_file.format == "master" and zone_file.options is None and not zone_file.dialect
    return zone_file.check_names if is_known or is_bare else "ignore"


def _may_direct(source: SourceFile) -> bool:
    """Tell whether comments of `source` may hold directives."""
    return WORD in source.text if source.has_directives is None else source.has_directives


def _mark_partial(zones: "Iterable[Zone]", settings: "Settings") -> None:
    """Mark the zones that the configuration calls partial: by their own name or by that of a subtree."""
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    for name in settings.partial:
        origin = enclosing(name, by_origin)
        for zone in by_origin[origin] if origin is not None else ():
            zone.incomplete("the configuration calls it partial")
