"""From what discovery found to zones: reads every zone file."""

import os

from zonelint.discovery.zone_set import ZoneSet
from zonelint.dns.names import IN_ADDR_ARPA, address_of, enclosing, is_below, labels, start_of_network
from zonelint.dns.places import START, Problem, SourceFile
from zonelint.dns.special_networks import is_inside
from zonelint.dns.zone import UPDATED, Place, Zone
from zonelint.files.encryption import ENCRYPTED, LFS, kind_of
from zonelint.files.paths import Tree, closed_source
from zonelint.files.zone_files import Declared, Ignored, ZoneFile
from zonelint.readers.formats import SERVED, STEPS, reader_of, step_of
from zonelint.readers.master.zone_files import read_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.config.settings import Settings
    from zonelint.discovery.absent_includes import AbsentIncludes
    from zonelint.discovery.reuse import Reuse
    from zonelint.discovery.search import Discovery
    from zonelint.readers.includes import AbsentInclude, Includes
    from zonelint.readers.reading import Reading


_CLOSED = {ENCRYPTED: "its file is encrypted", LFS: "its file is kept by Git LFS"}


def read_zones(
    discovery: "Discovery", settings: "Settings", *, keeps: bool = False, reuse: "Reuse | None" = None
) -> ZoneSet:
    """Read all zones that `discovery` found. Problems of reading are findings later; nothing is raised for them.

    With `keeps`, `read_from` of the set has the zones for another state of it; `reuse` has those of another state.
    """
    loader = _Loader(discovery, settings, reuse)
    if keeps:
        from zonelint.discovery.reuse import ReadZones

        loader.result.read_from = ReadZones()
    for zone_file in discovery.zones:
        loader.read_zone(zone_file)
    for declared in discovery.declared:
        zone = Zone(declared.origin, None, declared.view, "declared", declared.kind)
        elsewhere = f"it is declared as {declared.kind}, its records are elsewhere"
        zone.incomplete(_CLOSED.get(declared.kind, elsewhere))
        zone.named_at = declared.place
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
    zone = Zone(origin, None, None, "master", "--origin")
    zone.soa_owner = soa_owner
    reading = read_octets(zone, octets, path)
    result.zones.append(zone)
    result.problems += zone.problems
    result.with_directives += reading.with_directives
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


_MANY_DELEGATIONS = 100
"""Of a top-level domain, from which on it is looked whether its file is whole."""


def _is_excerpt(zone: Zone) -> bool:
    """Tell whether `zone` is a top-level domain, most of whose name servers that should have addresses in it have none.

    A registry refuses such delegations; somebody kept the first lines of its zone, as data to try a program with.
    """
    if zone.origin.count(".") != 1 or zone.origin == "." or len(zone.cuts) < _MANY_DELEGATIONS:
        return False
    names = {name for name in (ns.rdata.lower() for ns in zone.records("NS")) if is_below(name, zone.origin)}
    return 2 * sum(1 for name in names if zone.rrset(name, "A") or zone.rrset(name, "AAAA")) < len(names)


_LABELS_OF_16 = 4
"""Of the name of a reverse zone for 65,536 addresses."""
_FEW_PTRS = 2
"""Of a public network of 65,536 addresses: whoever has such a one has more of them, or delegates parts."""


def _is_claimed(zone: Zone) -> bool:
    """Tell whether `zone` is of a big public network that somebody claims for a few hosts of his own.

    The zone that the world asks is another one: its provider's, who has the PTRs of these hosts.
    """
    if not zone.origin.endswith(IN_ADDR_ARPA) or len(labels(zone.origin)) > _LABELS_OF_16 or zone.cuts:
        return False
    owners = zone.types.get("PTR", {})
    if is_inside(start_of_network(zone.origin)) or len(owners) > _FEW_PTRS:
        return False
    return not all(each and is_inside(each) for each in map(address_of, owners))


def _note_part(zone: Zone) -> None:
    """Note why `zone` is hardly all that the zone of its name has, if its records tell that."""
    if zone.is_empty:
        zone.incomplete("its file is empty")
    elif not zone.types and zone.out_of_zone:
        zone.incomplete("all records of its file are those of another zone")
    elif _is_excerpt(zone):
        zone.incomplete("it seems to be an excerpt of a registry's zone: most of its name servers are missing")
    elif _is_claimed(zone):
        zone.incomplete("it has few PTRs for so big a network: others may have more of it")


MAX_RECORDS = 4_000_000
"""Of all zones together, beside one for each octet of the files: as many $GENERATE, and files read for many zones."""


class _Loader:
    def __init__(self, discovery: "Discovery", settings: "Settings", reuse: "Reuse | None" = None) -> None:
        self.discovery = discovery
        self.settings = settings
        self.reuse = reuse
        self.source = discovery.source
        self.result = ZoneSet(self.source)
        self.result.problems += discovery.problems
        self.result.copies = discovery.copies
        self._passed_over: list[Ignored] = []
        self._paths: set[str] = set()
        self.tree = Tree(discovery.root, discovery.allowed, self.source)
        self._steps: dict[str, list[tuple[Zone, ZoneFile]]] = {}
        self._read_already: set[tuple[tuple[str, ...], str, str | None]] = set()
        self._originals: dict[tuple[object, ...], Zone] = {}
        self._with_parts = {zone.origin for zone in discovery.zones if zone.options is not None and zone.options.part}
        self._room = MAX_RECORDS
        self._unmeasured: list[SourceFile] = []
        self._absent: AbsentIncludes | None = None

    def read_zone(self, zone_file: "ZoneFile") -> None:
        """Read one zone file for each set of views that shares its data."""
        for view in zone_file.views or (None,):
            key = (tuple(zone_file.real_paths), zone_file.origin, view)
            if key in self._read_already:
                continue  # two indexes name one file: that is one zone
            self._read_already.add(key)
            same = self._same_in_other_views(zone_file, view)
            if self.reuse is not None and self._takes(zone_file, view, same, self.reuse):
                continue
            if same is not None and same in self._originals:
                self.result.zones.append(self._originals[same].in_view(view, zone_file.origin_from))
                continue
            zone = Zone(zone_file.origin, None, view, zone_file.format, zone_file.origin_from)
            zone.named_at = zone_file.place
            zone.server = zone_file.server or zone_file.index or os.path.dirname(zone_file.real_path)
            zone.sites, zone.leftover = tuple(zone_file.sites) or (zone.server,), zone_file.leftover
            zone.policy, zone.unloaded = zone_file.policy, zone_file.unloaded
            zone.inside_because = self.discovery.why_inside(zone_file.index, view, zone_file.origin)
            zone.soa_owner, zone.dialect = zone_file.soa_owner, zone_file.dialect
            zone.without_ns = zone_file.without_ns
            zone.check_names = _check_names(zone_file)
            zone.transferred = zone_file.transferred
            if self._room < 0 and not self._has_room():
                self._leave_unread(zone, zone_file)
            else:
                reading = self._read(zone, zone_file)
                if reading.encrypted:
                    self._declare(zone_file, view, reading.encrypted)
                    continue
                if self.result.read_from is not None:
                    self.result.read_from.keep(zone, zone_file, view, zone.inside_because, reading)
            if zone_file.options is not None and zone_file.options.step:
                self._steps.setdefault(zone_file.options.step, []).append((zone, zone_file))
            _apply_server(zone, zone_file)
            _note_part(zone)
            self._room -= zone.size()
            self.result.zones.append(zone)
            if same is not None:
                self._originals[same] = zone

    def _takes(self, zone_file: "ZoneFile", view: str | None, same: tuple[object, ...] | None, reuse: "Reuse") -> bool:
        """Take a zone from another state of the set, if it is the same there."""
        if same in self._originals:
            return False  # it stands for this view, too
        inside_because = self.discovery.why_inside(zone_file.index, view, zone_file.origin)
        found = reuse.of(zone_file, view, inside_because, self.tree)
        if found is None:
            return False
        zone, reading = found.zone, found.reading
        if reading.includes is not None and reading.included:
            self._note_includes(zone, reading.includes, reading.absent, reading.included)
        self._note_reading(zone, reading)
        if self.result.read_from is not None:
            self.result.read_from.keep(zone, found.zone_file, view, inside_because, reading)
        self._room -= zone.size()
        self.result.zones.append(zone)
        options = found.zone_file.options
        if options is not None and options.step:
            self._steps.setdefault(options.step, []).append((zone, found.zone_file))
        if same is not None:
            self._originals[same] = zone
        return True

    def _same_in_other_views(self, zone_file: "ZoneFile", view: str | None) -> tuple[object, ...] | None:
        """Return what zones of several views must have in common for one to stand for all; None if none may.

        What others add to a zone goes to that of one view alone.
        """
        if view is None or zone_file.format not in SERVED or zone_file.options is not None:
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
            view in self.settings.internal.views,
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
                try:
                    self._room += self.source.size(source.real_path)
                except OSError:
                    pass  # it is gone: it takes no room
        self._unmeasured.clear()
        return self._room >= 0

    def _note_paths(self, sources: "Iterable[SourceFile]") -> None:
        for source in sources:
            if source.path not in self._paths:
                self._paths.add(source.path)
                self._unmeasured.append(source)

    def _declare(self, zone_file: "ZoneFile", view: str | None, why: str) -> None:
        """Note a zone whose file is encrypted, or elsewhere: it exists, and that is all that is known."""
        place = zone_file.place or Place.at(closed_source(zone_file.real_path))
        self.discovery.declared.append(Declared(zone_file.origin, view, kind_of(why), place, zone_file.index))
        self._passed_over.append(Ignored(zone_file.path, why))

    def _take_steps(self) -> None:
        """Do what formats have to do when all zones are read."""
        for name in STEPS:
            taking = self._steps.get(name)
            if not taking:
                continue
            joined = step_of(name).finish(taking, self.result.zones)
            known = set(map(id, self.result.problems))
            self.result.problems += (
                problem for zone, _ in taking for problem in zone.problems if id(problem) not in known
            )
            self.result.joined += joined
            apart = set(map(id, joined))
            self.result.zones = [zone for zone in self.result.zones if id(zone) not in apart]

    def read_assumed(self, path: str) -> None:
        """Read a file of records that others publish; their owners may lie anywhere."""
        real_path = self.tree.file(os.path.normpath(os.path.join(self.discovery.root, path)))
        if real_path is None:
            return
        zone = Zone(".", None, None, "assumed", "assume")
        self._read(zone, ZoneFile(self.discovery.display_path(real_path), real_path, ".", "assume"))
        if zone.source is not None:
            self._note_absences(zone)
            self.result.assumed.append(zone)

    def _note_absences(self, zone: Zone) -> None:
        """Note what the file of an assumed zone says not to exist, as `zonelint snapshot` writes it."""
        from zonelint.config.today import today
        from zonelint.files.snapshot_texts import absences_of, judge_age, max_age_of

        assert zone.source is not None
        zone.absences = absences_of(zone.source.text)
        judge_age(zone.absences.values(), today().isoformat(), max_age_of(self.settings.rules))

    def _read(self, zone: Zone, zone_file: ZoneFile) -> "Reading":
        reading: Reading = reader_of(zone_file.format).read(zone, zone_file, self.tree)
        if reading.includes is not None and (reading.absent or reading.included):
            self._note_includes(zone, reading.includes, reading.absent, reading.included)
        self._note_reading(zone, reading)
        return reading

    def _note_reading(self, zone: Zone, reading: "Reading") -> None:
        self.result.problems += zone.problems
        self.result.with_directives += reading.with_directives
        self._note_paths(reading.sources)

    def _note_includes(
        self, zone: Zone, includes: "Includes", absent: "Sequence[AbsentInclude]", here: "Sequence[str]"
    ) -> None:
        if self._absent is None:
            from zonelint.discovery.absent_includes import AbsentIncludes

            self._absent = AbsentIncludes()
        self._absent.add(zone, includes, absent, here)

    def _judge_absent(self, absent: "AbsentIncludes") -> None:
        """Say which included files are missed; the others are kept elsewhere, like files that an index names."""
        used = dict.fromkeys(path for zone in self.discovery.zones for path in zone.real_paths)
        used.update(dict.fromkeys(self.source.real_path(os.path.abspath(path)) for path in self._paths))
        for zone, include, problem in absent.judged(self.tree, used):
            if problem is not None:
                zone.problems.append(problem)
                self.result.problems.append(problem)
                continue
            self.result.in_part.setdefault(include.name, set()).add(zone.origin)
            why = f"included by {include.source.path}:{include.span.line}, not in the repository"
            self._passed_over.append(Ignored(include.name, why))

    def _set_older_apart(self) -> None:
        """Leave out older states of zones, unless the user said what is to be linted."""
        zones = self.result.zones
        is_told = self.settings.path is not None or self.discovery.focus is not None
        if is_told or len({zone.origin for zone in zones}) == len(zones):
            return
        from zonelint.config.today import today
        from zonelint.discovery.older_states import older_states

        self.result.older = older_states(zones, today())
        if self.result.older:
            self.result.zones = [zone for zone in zones if zone not in self.result.older]
            left = {id(problem) for zone in self.result.older for problem in zone.problems}
            self.result.problems = [problem for problem in self.result.problems if id(problem) not in left]

    def finish(self) -> ZoneSet:
        """Return the zone set with its namespaces."""
        if self._absent is not None:
            self._judge_absent(self._absent)
        if self._passed_over:
            self.discovery.ignored = sorted({*self.discovery.ignored, *self._passed_over})
        self.tree.forget()
        self._take_steps()
        self.result.files = len(self._paths)
        self._set_older_apart()
        _mark_partial(self.result.zones, self.settings)
        return self.result


def _check_names(zone_file: "ZoneFile") -> str:
    """Return what the server does about names that no host may have.

    A dialect tells that it is not BIND, and what a server gave was loaded by it.
    """
    if zone_file.transferred:
        return "ignore"
    is_known = bool(zone_file.check_names)
    is_bare = zone_file.format in SERVED and zone_file.options is None and not zone_file.dialect
    return zone_file.check_names if is_known or is_bare else "ignore"


def _mark_partial(zones: "Iterable[Zone]", settings: "Settings") -> None:
    """Mark the zones that the configuration calls partial: by their own name or by that of a subtree."""
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    for name in settings.partial:
        origin = enclosing(name, by_origin)
        for zone in by_origin[origin] if origin is not None else ():
            zone.incomplete("it is in `partial` in the configuration")
