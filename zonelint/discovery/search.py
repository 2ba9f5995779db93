"""Which file is which zone: from paths and the configuration to zone files.

In order of trust: what the user maps (``--zone``, ``[zones]``), an index (named.conf, nsd.conf and their like), what
the file says itself, its name. Everything that is passed over is kept with the reason.
"""

import os

from zonelint.config.settings import error_at
from zonelint.discovery.indexes import Indexes, explicit_index, index_by_name, index_of_template
from zonelint.dns.cached import cached_property
from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.places import START, Problem
from zonelint.files.bounds import IN_GIT
from zonelint.files.origins import name_says_zone
from zonelint.files.paths import Tree, closed_source, display_path, find_root, with_folders
from zonelint.files.source import DISK, FOLDER, Source, forget_folders
from zonelint.files.walk import MAX_PATTERNS, Entry, Walker, is_yaml
from zonelint.files.zone_files import (
    SNAPSHOT_NAME,
    TEST_DATA,
    Declared,
    Discovery,
    Ignored,
    NothingToLint,
    ZoneFile,
)
from zonelint.files.zone_texts import Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zonelint.config.settings import Settings
    from zonelint.discovery.guess import Unmapped
    from zonelint.readers.lists.mapping import KeyMapping

MAX_LOOKED_AT = 2000
"""Files that are looked into to tell what there is in place of zones."""
_OF_SERVERS = ("/etc/", "/opt/", "/srv/", "/usr/", "/var/")
"""Where servers keep configurations and zones."""
_OUTSIDE = "outside the root of the zone files, where zonelint reads nothing"
_INTO_GIT = "into .git, which zonelint never reads"
_FOLDERS_OF_PROGRAMS = ("est", "ixture", "pec", "/t/", "_modules/", "packages/", "components/", "endor/")
"""A part of each path, in either case, that test_data.py may know for that of a program."""

__all__ = ["Declared", "Discovery", "Ignored", "NothingToLint", "ZoneFile", "discover"]


def discover(
    paths: "Sequence[str]",
    settings: "Settings",
    *,
    zone_map: "Mapping[str, str] | None" = None,
    origin: str | None = None,
    may_be_empty: bool = False,
    may_lack: bool = False,
    lacking: "Collection[str]" = (),
    source: Source = DISK,
) -> Discovery:
    """Find the zones below `paths`.

    With a configuration file the zones are those below its `sources`, and `paths` narrow the report (`focus`). Without
    one, `paths` are looked at, or the current folder. `zone_map` maps origins to files (``--zone``), `origin` is that
    of the files named in `paths` (``--origin``). The files are those of `source`. What the set `may_lack` is passed
    over: a path that does not exist, a file that is no zone although somebody names it, any zone at all. Those of
    `paths` that are `lacking` need not exist either.

    Raises NothingToLint if there is no zone (unless the set `may_be_empty`), a path does not exist, or a file named
    explicitly is no zone, and ConfigError if there are too many patterns in `exclude`.
    """
    forget_folders()
    return _Search(paths, settings, zone_map or {}, origin, may_be_empty, may_lack, lacking, source).run()


_OF_POWERDNS = ("bindbackend.conf", "pdns.conf")
"""How the files are called by which PowerDNS is set up, and templates of them."""


class _Search:
    def __init__(
        self,
        paths: "Sequence[str]",
        settings: "Settings",
        zone_map: "Mapping[str, str]",
        origin: str | None,
        may_be_empty: bool,
        may_lack: bool,
        lacking: "Collection[str]",
        source: Source,
    ) -> None:
        self.source = source
        self.settings = settings
        self.may_be_empty = may_be_empty or may_lack
        self.may_lack = may_lack
        self.origin = _canonical(origin, "--origin") if origin is not None else None
        self.configured = settings.path is not None
        root = find_root(paths, settings.root, source)
        allowed = tuple(source.real_path(os.path.join(root, path)) for path in settings.allow_outside)
        self.tree = Tree(root, allowed, source)
        self.found = Discovery(root, allowed, source)
        self.walker = Walker(self.tree, settings.exclude, self.ignored)
        if self.walker.too_many:
            raise error_at(settings, ("exclude",), f"over {MAX_PATTERNS} patterns with wildcards")
        self.paths = []
        self.lacking = [os.path.abspath(path) for path in lacking]
        for path in paths:
            whole = os.path.join(os.getcwd(), path)
            if path and source.has(whole):
                self.paths.append(os.path.abspath(path))
            elif path not in lacking:
                self.lacks(f"{path}: {source.out_of_reach(whole) or 'no such file or folder'}")
        self.lacks_all_paths = bool(paths) and not self.paths
        self.starts = self._starts()
        chroot = os.path.join(root, settings.chroot) if settings.chroot is not None else None
        mapping = [(server, os.path.join(root, local)) for server, local in settings.path_map.items()]
        self.texts = Texts(source)
        self.indexes = Indexes(self.tree, self.found, self.ignored, self.walker.excluded, self.texts, chroot, mapping)
        self.by_hand = self._by_hand(zone_map)

    @cached_property
    def unmapped(self) -> "Unmapped":
        """What judges the files that no index maps; where each is mapped it is not even imported."""
        from zonelint.discovery.guess import Unmapped

        settings = self.settings
        return Unmapped(self.tree, self.found, self.indexes, self.ignored, _mappings(settings), settings.dialect)

    def lacks(self, message: str) -> None:
        """Raise NothingToLint with `message`, which says what is not there, unless the set may lack it."""
        if not self.may_lack:
            raise NothingToLint(message)

    def _starts(self) -> list[str]:
        if not self.configured:
            return self.paths or ([] if self.lacks_all_paths else [os.getcwd()])
        starts = []
        for name in self.settings.sources or ["."]:
            path = os.path.normpath(os.path.join(self.tree.root, name))
            if any(char in name for char in "*?["):
                starts += self._matching(path)
            elif self.source.has(path):
                starts.append(path)
            else:
                why = self.source.out_of_reach(path) or "does not exist"
                self.lacks(f"{display_path(path)}, which `sources` names, {why}")
        return starts

    def _matching(self, pattern: str) -> list[str]:
        """Return the paths that match; of a folder outside the root not even the names in it are told."""
        from zonelint.files.globs import matching

        folder = pattern
        while any(char in folder for char in "*?["):
            folder = os.path.dirname(folder)
        if not self.tree.may_read(self.source.real_path(folder)):
            return [folder]
        return sorted({*matching(pattern, self.tree), *self._closed_below(folder, pattern)})

    def _closed_below(self, folder: str, pattern: str) -> list[str]:
        """Return the folders from `folder` on that cannot be listed and in which `pattern` may mean something."""
        deepest = pattern[len(folder) :].count("/") if "**" not in pattern else None
        pending, closed = [(self.source.real_path(folder), 1)], []
        while pending:
            path, depth = pending.pop()
            entries = self.tree.entries(path)
            if path in self.tree.closed:
                closed.append(path)
            elif deepest is None or depth < deepest:
                below = (name for name, kind in entries.items() if kind == FOLDER and not name.startswith("."))
                pending += [(os.path.join(path, name), depth + 1) for name in below]
        return closed

    def ignored(self, path: str, why: str) -> None:
        self.found.ignored.append(Ignored(display_path(path), why))

    # -- the steps

    def run(self) -> Discovery:
        self.check_assumed()
        entries, explicit = self.look()
        kinds = {entry.real_path: index_by_name(entry, self.texts) for entry in entries}
        kinds.update((entry.real_path, explicit_index(entry, self.texts)) for entry in explicit)
        strong = {path: kind for path, kind in kinds.items() if kind}
        self.indexes.by_hand = {origin: (real, by_what) for origin, (_, real, by_what) in self.by_hand.items()}
        self.indexes.explicit = {entry.real_path for entry in explicit}
        self.indexes.has_powerdns = any(entry.name.startswith(_OF_POWERDNS) for entry in entries)
        self.indexes.read(strong)
        rest = [entry for entry in entries if entry.real_path not in strong]
        strange = [entry for entry in rest if not self.indexes.may_be_mapped(entry)]
        self.indexes.read_unclaimed(self.unmapped.weak_indexes(strange) if strange else ())
        templates = {entry.real_path: index_of_template(entry, self.texts) for entry in strange}
        self.indexes.read_templates({path: kind for path, kind in templates.items() if kind})
        self.indexes.add_zones()
        self.read_octodns(rest, explicit)
        self.add_by_hand()
        self.add_explicit(explicit)
        named = set(explicit)
        self.add_unmapped([entry for entry in rest if entry not in named])
        return self.finish()

    def add_unmapped(self, entries: list[Entry]) -> None:
        """Add the zones among files that no index maps, and settle what depends on all zones."""
        left = [entry for entry in entries if not self.indexes.is_mapped(entry)]
        is_asked = "unmapped" in vars(self)
        if left or is_asked or self.found.declared or self.settings.dialect or self.indexes.has_powerdns:
            self.unmapped.add(left)
            self.unmapped.finish()

    def read_octodns(self, entries: list[Entry], explicit: list[Entry]) -> None:
        """Read the configurations of octoDNS among the YAML files."""
        found = [entry for entry in entries if is_yaml(entry.name) and not self.unmapped.passed_over(entry)]
        found += [entry for entry in explicit if is_yaml(entry.name)]
        if found:
            # Many repositories hold no YAML at all.
            from zonelint.discovery.octodns_lone import LoneFiles

            self.unmapped.lone = LoneFiles(self.tree, self.found, self.indexes, self.texts, self.ignored)
            self.unmapped.lone.read_configs(found)

    def check_assumed(self) -> None:
        """Pass over the files of `assume`, which are no part of the set; raises NothingToLint if one cannot be read."""
        for name in self.settings.assume:
            path = os.path.normpath(os.path.join(self.tree.root, name))
            if self.tree.file(path) is None:
                why = self.why_not(path)
                if os.path.basename(path) == SNAPSHOT_NAME and not self.source.has(path):
                    why += ": `zonelint snapshot` writes it"
                self.lacks(f"{display_path(path)}, which `assume` names, {why}")
            self.indexes.copies[path] = "records that others publish (assume)"

    def why_not(self, path: str) -> str:
        """Return why the absolute `path` is no file that may be read."""
        if self.tree.barrier(path) is not None:
            return "lies in a folder that cannot be listed"
        why = self.tree.why_not(path)
        return (
            "lies in .git, which zonelint never reads"
            if why == IN_GIT
            else "lies outside the root"
            if why
            else "is not there"
        )

    def look(self) -> tuple[list[Entry], list[Entry]]:
        """Walk the folders; returns the files found there, and those named explicitly."""
        entries: list[Entry] = []
        explicit: list[Entry] = []
        for start in self.starts:
            real = self.source.real_path(start)
            if not self.tree.may_read(real):
                self.tree.refused.add(start)
            elif self.source.is_folder(real):
                entries += self.walker.walk(real)
            elif not self.source.is_file(real):
                self.lacks(f"{display_path(start)} is neither a file nor a folder")
            else:
                folder, name = self.source.real_path(os.path.dirname(start)), os.path.basename(start)
                explicit.append(Entry(os.path.join(folder, name), real, name, folder))
        if self.origin is not None and not explicit:
            raise NothingToLint("--origin needs a file: it is the origin of the one that is named")
        if not entries:
            return [], explicit
        from zonelint.discovery.old_folders import with_lone_folders

        return with_lone_folders(self.of_user(entries), self.texts), explicit

    def of_user(self, entries: list[Entry]) -> list[Entry]:
        """Return `entries` without those in folders of programs, such as their test data."""
        if not any(word in entry.path for entry in entries for word in _FOLDERS_OF_PROGRAMS):
            return entries
        from zonelint.discovery.test_data import without_test_data

        return without_test_data(entries, self.tree, self.ignored)

    def _by_hand(self, zone_map: "Mapping[str, str]") -> dict[str, tuple[str, str, str]]:
        """Return origin -> (path, real path, by what) of the zones that the user maps."""
        mapped = {}
        maps = (("config", self.tree.root, self.settings.zones), ("--zone", os.getcwd(), zone_map))
        for by_what, base, pairs in maps:
            for name, file in pairs.items():
                origin = _canonical(name, by_what)
                path = os.path.normpath(os.path.join(base, file))
                real = self.tree.file(path)
                if real is None:
                    why = self.why_not(path)
                    self.lacks(f"the file that {by_what} names for {origin} {why}: {display_path(path)}")
                else:
                    mapped[origin] = (path, real, by_what)
        return mapped

    def add_by_hand(self) -> None:
        present = {(zone.real_path, zone.origin) for zone in self.found.zones}
        for origin, (path, real, by_what) in self.by_hand.items():
            self.indexes.mapped.setdefault(path, set()).add(origin)
            if (real, origin) not in present:
                self.add_zone(path, real, origin, by_what)

    def add_explicit(self, explicit: list[Entry]) -> None:
        for entry in explicit:
            if entry.real_path in self.indexes.files or entry.path in self.indexes.mapped:
                continue
            if self.origin is not None:
                self.add_zone(entry.path, entry.real_path, self.origin, "--origin")
                self.indexes.mapped.setdefault(entry.path, set()).add(self.origin)
            else:
                self.add_named(entry)

    def add_named(self, entry: Entry) -> None:
        """Add a file that is named, and of which nobody says whose zone it is; raises NothingToLint if it is none."""
        try:
            self.unmapped.add_explicit(entry)
        except NothingToLint as error:
            self.lacks(str(error))

    def add_zone(self, path: str, real_path: str, origin: str, by_what: str) -> None:
        """Add a file as the zone that the user says it is."""
        zone = ZoneFile(display_path(path), real_path, origin, by_what)
        entry = Entry(path, real_path, os.path.basename(path), os.path.dirname(path))
        lists = self.unmapped.lists(entry)
        if not (lists is not None and lists.adopt(zone, entry)) and is_yaml(path):
            zone.format = "octodns"
        if zone.format == "master":
            self.unmapped.as_import(zone, entry)
        self.found.zones.append(zone)

    # -- the end

    def finish(self) -> Discovery:
        found = self.found
        for path in sorted(self.tree.refused & self.reportable()):
            in_git = self.tree.why_not(path) == IN_GIT
            message = f"this path leads {_INTO_GIT if in_git else _OUTSIDE}"
            help = (
                ""
                if in_git
                else "`allow-outside` in a configuration that --config names lists other folders that may be read"
            )
            found.problems.append(Problem("include-not-found", message, closed_source(path), START, help))
        self.report_unlisted()
        for path, why in self.walker.unread.items():
            message = f"the patterns in this file are ignored: {why}"
            found.problems.append(Problem("limit-exceeded", message, closed_source(path), START))
        found.zones.sort(key=ZoneFile.sort_key)
        for zone in found.zones if found.policies else ():
            zone.policy = (os.path.dirname(zone.index or zone.path), zone.origin) in found.policies
        if self.configured:
            for zone in found.zones:
                zone.unloaded = False  # the user says what is to be checked, whoever loads it
        found.ignored = sorted(set(found.ignored))
        of_servers = (zone for zone in found.zones if not zone.leftover)
        served = {(zone.origin, view) for zone in of_servers for view in zone.views or (None,)}
        found.declared = [
            zone for zone in found.declared if not {(zone.origin, zone.view), (zone.origin, None)} & served
        ]
        if not (self.may_be_empty or found.zones or found.declared or found.problems or found.closed):
            raise NothingToLint(self.nothing())
        if self.configured and (self.paths or self.lacking):
            self.narrow()
        return found

    def report_unlisted(self) -> None:
        """Report the folders that cannot be listed: what is in them is not known, so nothing there is judged."""
        for folder in sorted(self.tree.unlisted):
            if not self.walker.excluded(folder, is_folder=True):
                message = f"the folder cannot be listed: {self.tree.closed[folder]}"
                help = "give zonelint's user the right to read it, or list it in `exclude` in the configuration"
                self.found.problems.append(Problem("syntax-error", message, closed_source(folder), START, help))

    def reportable(self) -> set[str]:
        """Return the refused paths that lie in the repository: a server's own paths are no fault of the files.

        Nor is a link to one of these, such as ``/var/named/pri``, in a copy of what a server has in ``/etc``.
        """
        base = self.tree.root.rstrip("/") + "/"
        starts = set(self.starts)
        inside = {path for path in self.tree.refused if path.startswith(base)}
        own = {path for path in inside if self.tree.source.real_path(path).startswith(_OF_SERVERS)}
        return (inside - own) | (self.tree.refused & starts)

    def nothing(self) -> str:
        where = ", ".join(map(display_path, self.starts)) or "the sources of the configuration"
        passed = [entry for entry in self.found.ignored if entry.why != "hidden"]
        message = f"no zone was found in {where}"
        if passed:
            likely = list(self.likely(passed))
            some = ": " + "; ".join(f"{path}: {why}" for path, why in likely[:3]) if likely else ""
            message += f" ({len(passed)} ignored{some}{' …' if len(likely) > 3 else ''})"
        return message

    def likely(self, passed: "Sequence[Ignored]") -> "Iterator[Ignored]":
        """Yield what was nearly a zone, and data of the DNS in forms that are not read, one of each form."""
        from zonelint.discovery.other_sources import hint_of

        known = [
            entry for entry in passed if entry.why.startswith("a zone ") or name_says_zone(os.path.basename(entry.path))
        ]
        yield from known
        told = set(known)
        forms = set()
        for entry in passed[:MAX_LOOKED_AT]:
            hint = hint_of(os.path.abspath(entry.path), self.texts) if entry not in told else ""
            if hint and entry.why.startswith(TEST_DATA):
                hint = entry.why
            if hint and hint not in forms:
                forms.add(hint)
                yield Ignored(entry.path, hint)
        yield from (
            entry for entry in passed if entry not in told and entry.why.startswith(("ignored by", "excluded by"))
        )

    # -- the focus

    def narrow(self) -> None:
        """Narrow the report to the paths, and warn of those in which no finding can lie.

        A hook hands over every file of a change: what is no zone file is passed over, and only told of where nothing
        else is named. Raises NothingToLint for a path outside the root.
        """
        self.found.focus = [self.source.real_path(path) for path in (*self.paths, *self.lacking)]
        outside = [path for path in self.found.focus if not self.tree.may_read(path)]
        if outside:
            root = display_path(self.tree.root)
            self.lacks(f"{display_path(outside[0])} lies outside the root, {root}")
        known = {each for path in self.known() for each in with_folders(path)}
        strange = [path for path in self.found.focus if path not in known and path not in self.lacking]
        ignored = dict(reversed(self.found.ignored))
        for path in strange:
            if self.source.is_folder(path):
                self.found.warnings.append(f"no zone of the set is in {display_path(path)}")
            elif len(strange) == len(self.paths) or self.unmapped.seems_a_zone(path):
                why = ignored.get(display_path(path)) or "no source names it"
                self.found.warnings.append(f"{display_path(path)} is not part of the zone set: {why}")

    def known(self) -> set[str]:
        """Return the real paths of all files that a finding can lie in."""
        known = self.indexes.files | {path for zone in self.found.zones for path in zone.real_paths}
        named = {os.path.join(self.tree.root, path) for path in self.settings.assume}
        named |= {os.path.abspath(problem.source.path) for problem in self.found.problems}
        named |= {os.path.abspath(zone.place.source.path) for zone in self.found.declared}
        named.add(self.settings.path or self.tree.root)
        known.update(map(self.source.real_path, named))
        from zonelint.discovery.inclusions import all_included

        return known | all_included(self.tree, self.texts, self.found.zones)


def _mappings(settings: "Settings") -> "list[KeyMapping]":
    if not settings.mappings:
        return []
    from zonelint.readers.lists.mapping import KeyMapping

    return [KeyMapping(table) for table in settings.mappings]


def _canonical(name: str, by_what: str) -> str:
    try:
        return absolute(name, ".").lower()
    except NameSyntaxError as error:
        raise NothingToLint(f"{by_what}: {name!r} is not a domain name: {error}") from None
