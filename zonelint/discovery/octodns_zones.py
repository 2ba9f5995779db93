"""Zones of octoDNS configurations: from what a configuration says to zone files in the repository."""

import os

from zonelint.discovery.octodns_folders import FolderError, ProviderFolder
from zonelint.discovery.octodns_options import OptionsMaker
from zonelint.dns.places import START, Problem
from zonelint.dns.zone import Place
from zonelint.files.encryption import ENCRYPTED
from zonelint.files.paths import closed_source, display_path, text_source
from zonelint.files.zone_files import PRIMARY, Declared, Ignored, ZoneFile
from zonelint.files.zone_texts import encrypted
from zonelint.readers.octodns.classes import ARPA, NAMED_FILE, SPLIT_FILES, YAML_FILES, ZONEFILE
from zonelint.readers.octodns.config import ConfZone, OctoConfig, read
from zonelint.readers.octodns.model import MASTER, OctoZone
from zonelint.readers.octodns.names import decoded
from zonelint.readers.tree.yaml_files import Composed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.discovery.indexes import Indexes
    from zonelint.dns.places import SourceFile
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import Discovery
    from zonelint.readers.octodns.model import Provider

_WITH_FILES = (YAML_FILES, SPLIT_FILES, NAMED_FILE, ZONEFILE)


class OctoIndexes:
    """Reads octoDNS configurations and adds their zones to a Discovery.

    origins  origin -> path of the file that some configuration reads it from, as reports show it
    folders  real path of a folder that configurations read zones from -> the configurations, as reports show them
    written  real path of a folder that octoDNS writes to -> the configuration
    vague    configurations, as reports show them, of which it is not known which zones they are about
    areas    real paths of the folders that hold a configuration
    sources  a configuration, as reports show it -> its text
    claimed  real paths of files that zones are read from
    """

    def __init__(self, tree: "Tree", found: "Discovery", indexes: "Indexes") -> None:
        self.tree = tree
        self.found = found
        self.indexes = indexes
        self.origins: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.written: dict[str, str] = {}
        self.vague: set[str] = set()
        self.areas: dict[str, str] = {}
        self.sources: dict[str, SourceFile] = {}
        self.claimed: set[str] = set()
        self._made: dict[tuple[str, tuple[str, ...]], ZoneFile] = {}

    def read(self, real_paths: "Iterable[str]") -> None:
        """Read the configurations at `real_paths` and add their zones."""
        for real_path in sorted(real_paths):
            shown = display_path(real_path)
            try:
                config = read(real_path, shown, self.tree)
            except OSError as error:
                self.found.ignored.append(Ignored(shown, f"cannot be read: {error.strerror or error}"))
                continue
            self.found.problems += config.problems
            self.found.wanted_rules |= config.validators.rules
            self.indexes.files.add(real_path)
            self.areas[os.path.dirname(real_path)] = shown
            self.sources[shown] = config.source
            _ConfigZones(self, config, real_path).add()
        self.found.indexes = sorted(map(display_path, self.indexes.files))

    def add_zone(self, zone: ZoneFile, options: OctoZone) -> None:
        """Add a zone; one that another configuration has already, out of the same files, gets known to both."""
        key = (zone.origin, tuple(zone.real_paths))
        known = self._made.get(key)
        if known is not None and isinstance(known.options, OctoZone):
            configs = known.options.configs | options.configs
            made_of = [*known.options.made_of, *options.made_of]
            if options.takes_arpa and not known.options.takes_arpa:
                known.options, known.index, known.origin_from = options, zone.index, zone.origin_from
            known.options.configs = configs
            known.options.made_of = made_of
            return
        self._made[key] = zone
        self.found.zones.append(zone)
        self.origins.setdefault(zone.origin, zone.path)
        for real_path in zone.real_paths:
            self.claimed.add(real_path)


class _ConfigZones:
    """Adds the zones of one configuration."""

    def __init__(self, octo: OctoIndexes, config: OctoConfig, real_path: str) -> None:
        self.octo = octo
        self.config = config
        self.shown = config.source.path
        self.composed = Composed()
        folder = os.path.dirname(real_path)
        self.folders = {
            name: ProviderFolder(provider, octo.tree, folder)
            for name, provider in config.providers.items() if provider.kind in _WITH_FILES
        }  # fmt: skip
        self.maker = OptionsMaker(config, self.composed)
        self.made: dict[str, ZoneFile | None] = {}
        self.encrypted: set[str] = set()  # origins

    def add(self) -> None:
        """Add all zones: dynamic ones last, as octoDNS does, then copies of others."""
        explicit = [zone for zone in self.config.zones if zone.origin]
        self.choose_folders(explicit)
        zones = [*explicit, *self.dynamic({zone.key for zone in explicit})]
        self.note_shared()
        self.maker.know(zone.origin for zone in zones)
        for zone in zones:
            if not zone.alias:
                self.made[zone.origin] = self.zone_file(zone)
        for zone in zones:
            if zone.alias:
                self.add_alias(zone)

    def choose_folders(self, zones: "Sequence[ConfZone]") -> None:
        sources = {name for zone in self.config.zones for name in zone.names("sources")}
        for name, folder in self.folders.items():
            folder.choose([zone.origin for zone in zones if name in zone.names("sources")])
            if folder.path is not None:
                (self.octo.folders if name in sources else self.octo.written).setdefault(folder.path, self.shown)

    def note_shared(self) -> None:
        """Note the files that several zones share, so that they are composed once."""
        for folder in self.folders.values():
            try:
                paths = [self.octo.tree.file(path) for path in folder.shared_files()]
            except FolderError:
                continue
            self.composed.keep.update(path for path in paths if path is not None)

    # -- dynamic zones

    def dynamic(self, taken: "set[str]") -> "list[ConfZone]":
        """Return the zones that the entries with ``*`` stand for."""
        found = []
        for entry in self.config.zones:
            if entry.origin:
                continue
            names = {name.lower() for source in entry.names("sources") for name in self.listed(entry, source)}
            for name in sorted(self.matching(entry, names - taken)):
                taken.add(name)
                found.append(ConfZone(name, name, entry.options, entry.place))
        return found

    def listed(self, entry: ConfZone, source: str) -> "list[str]":
        folder = self.folders.get(source)
        if folder is not None:
            return folder.zone_names()
        provider = self.config.providers.get(source)
        if provider is not None and provider.kind != ARPA:
            where = f"{self.shown}:{entry.place.line}"
            why = f"zones of {source} ({provider.class_name}), which {where} asks for, are not known"
            self.octo.found.ignored.append(Ignored(entry.key, why))
            self.octo.vague.add(self.shown)
        return []

    def matching(self, entry: ConfZone, names: "set[str]") -> "Iterable[str]":
        glob, regex = entry.options.get("glob"), entry.options.get("regex")
        if isinstance(glob, str):
            from fnmatch import filter as matching

            return matching(names, glob)
        if isinstance(regex, str):
            from zonelint.readers.file_regexp import FileRegexp, FileRegexpError

            try:
                expression = FileRegexp(regex)
                return [name for name in sorted(names) if expression.groups(name) is not None]
            except FileRegexpError as error:
                self.config.note(str(error), entry.place, "limit-exceeded")
                self.octo.found.problems.append(self.config.problems[-1])
                self.octo.vague.add(self.shown)
                return []
        return names

    # -- zones

    def zone_file(self, zone: ConfZone) -> ZoneFile | None:
        """Add the zone with the files of all its sources; declare it if there is nothing to read."""
        chosen = self.octo.indexes.by_hand.get(zone.origin)
        if chosen is not None:
            return None
        options = self.maker.options(zone)
        missing = False
        for name in zone.names("sources"):
            provider = self.config.providers.get(name)
            if provider is None:
                options.incomplete.append(f"its source {name} does not exist")
                continue
            files, absent = self.files(zone, provider)
            missing = missing or absent
            self.maker.add_part(options, zone, provider, files, absent)
        return self.finished(zone, options, missing)

    def finished(self, zone: ConfZone, options: OctoZone, missing: bool) -> ZoneFile | None:
        files = [file for part in options.parts for file in part.files]
        if not files:
            if not (options.takes_arpa and not missing and not options.incomplete):
                self.declare(zone)
                return None
            files = [(self.shown, self.config.source.real_path or "")]
        made = ZoneFile(*files[0], zone.origin, f"{self.shown}:{zone.place.line}")
        made.place, made.index, made.parts = zone.place, self.shown, files
        made.options, made.format = options, "octodns"
        if [part.kind for part in options.parts] == [MASTER] and not options.incomplete:
            made.format = "master"
        made.without_ns = "octoDNS publishes it at a provider, which has NS records of its own"
        self.octo.add_zone(made, options)
        return made

    def declare(self, zone: ConfZone) -> None:
        kind = ENCRYPTED if zone.origin in self.encrypted else PRIMARY
        self.octo.found.declared.append(Declared(zone.origin, None, kind, zone.place, self.shown))

    def files(self, zone: ConfZone, provider: "Provider") -> "tuple[list[tuple[str, str]], bool]":
        """Return the files of the zone at one provider, and whether they are missing here."""
        folder = self.folders.get(provider.name)
        if folder is None:
            return [], False
        if folder.path is None:
            where = folder.directory or "a folder that only the environment defines"
            why = f"the files of {zone.origin}, named by {self.shown}:{zone.place.line}, are not in the repository"
            self.octo.found.ignored.append(Ignored(where, why))
            return [], True
        try:
            paths = folder.files(zone.origin)
        except FolderError as error:
            self.note("octodns-config-error", str(error), zone.place)
            self.octo.claimed.update(map(self.octo.tree.source.real_path, error.paths))
            return [], True
        if folder.may_hide(zone.origin) and not paths:
            return [], True
        parts = folder.parts(zone.origin)
        if parts:
            return [(display_path(path), real) for path, real in self.readable(zone, [*paths, *parts])], True
        if not paths and not provider.options.get("ignore_missing_zones"):
            self.note_missing(zone, provider, folder)
            return [], True
        found = [(display_path(path), real) for path, real in self.readable(zone, paths)]
        return found, len(found) < len(paths)

    def readable(self, zone: ConfZone, paths: "Sequence[str]") -> "Iterator[tuple[str, str]]":
        """Yield (path, real path) of the files that can be read and are not excluded."""
        for path in paths:
            real = self.octo.tree.file(path)
            if real is None or self.octo.indexes.excluded(path):
                continue
            secret = encrypted(real, self.octo.tree.source)
            if secret:
                self.encrypted.add(zone.origin)
                self.octo.claimed.add(real)
                self.octo.found.ignored.append(Ignored(display_path(path), secret))
            else:
                yield path, real

    def note_missing(self, zone: ConfZone, provider: "Provider", folder: ProviderFolder) -> None:
        near = folder.near_misses(zone.origin)
        for path in near:
            wanted = f"{decoded(zone.origin)}yaml"
            message = f"octoDNS looks for {zone.origin} in {wanted}, and does not find this file"
            real = self.octo.tree.file(path)
            files = self.octo.tree.source
            source = text_source(real, display_path(path), files) if real is not None else closed_source(path)
            problem = Problem("wrong-zone-file-name", message, source, START, f"rename it to {wanted}")
            self.octo.found.problems.append(problem)
            self.octo.claimed.add(files.real_path(path))
        if not near:
            what = "Zone file not found at" if provider.kind == ZONEFILE else "no YAMLs found for"
            shown = display_path(folder.expected(zone.origin))
            help_text = f"write {shown}, or take the zone out of the configuration"
            self.note("zone-file-missing", f"{what} {decoded(zone.origin)}", zone.place, help_text)

    def note(self, rule: str, message: str, place: Place, help_text: str = "") -> None:
        self.octo.found.problems.append(Problem(rule, message, place.source, place.span, help_text))

    def add_alias(self, zone: ConfZone) -> None:
        """Add a zone that is a copy of another."""
        original = self.made.get(zone.alias)
        if original is None or not isinstance(original.options, OctoZone):
            self.declare(zone)
            return
        options = self.maker.options(zone)
        options.parts, options.incomplete = original.options.parts, original.options.incomplete
        options.is_alias = options.lenient = True
        options.dots, options.template = original.options.dots, original.options.template
        options.steps = original.options.steps
        self.composed.keep.update(original.real_paths)
        self.finished(zone, options, False)
