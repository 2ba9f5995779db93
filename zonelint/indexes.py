"""Zone-set indexes: from the zone statements of named.conf files to zone files in the repository."""

import os
import stat

from zonelint.names import reverse_name
from zonelint.paths import display_path, text_source
from zonelint.readers.decode import MAX_FILE_OCTETS
from zonelint.records import Problem
from zonelint.serverpaths import ServerPaths
from zonelint.texts import TOO_LARGE
from zonelint.zonefiles import IN_VIEW, PRIMARY, Declared, Ignored, ZoneFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.paths import Tree
    from zonelint.readers.namedconf_model import NamedConf, ZoneStatement
    from zonelint.walk import Entry
    from zonelint.zonefiles import Discovery

# Zones that every distribution's configuration declares, with files that no repository holds (RFC 6303).
_DISTRIBUTED = frozenset(
    (
        "localhost.",
        "localdomain.",
        "localhost.localdomain.",
        "0.in-addr.arpa.",
        "127.in-addr.arpa.",
        "255.in-addr.arpa.",
        "0.0.127.in-addr.arpa.",
        "1.0.0.127.in-addr.arpa.",
        reverse_name("::"),
        reverse_name("::1"),
    )
)
# A file of one of these names tells that a server is configured in its folder.
_SERVERS = ("named.conf", "named.conf.local")


class Indexes:
    """Reads indexes and adds what they say to a Discovery.

    mapped  path (its folder real) -> origins of the zone files that an index or the user names
    copies  real path -> why a file that an index names is not to be linted
    files   real paths of all indexes that were read, and of what they include
    made    (real path, origin, view) -> the zone file that was made of it
    by_hand origin -> (real path, by what) of the zones that the user maps; that comes before any index
    """

    def __init__(
        self,
        tree: "Tree",
        found: "Discovery",
        ignored: "Callable[[str, str], None]",
        excluded: "Callable[[str], bool]",
        chroot: str | None = None,
        mapping: "Sequence[tuple[str, str]]" = (),
    ) -> None:
        self.tree = tree
        self.found = found
        self.ignored = ignored
        self.excluded = excluded
        self.chroot = chroot
        self.mapping = mapping
        self.files: set[str] = set()
        self.mapped: dict[str, set[str]] = {}
        self.copies: dict[str, str] = {}
        self.by_hand: dict[str, tuple[str, str]] = {}
        self._served: dict[str, dict[str, ZoneFile]] = {}
        self._origins: set[str] = set()
        self._nearest: dict[str, list[str]] = {}
        self.made: dict[tuple[str, str, str | None], ZoneFile] = {}
        self._named: set[str] = set()
        self._tops: dict[str, tuple[NamedConf, ServerPaths]] = {}

    def read(self, candidates: "Iterable[str]") -> None:
        """Read the named.conf files at the real paths `candidates`; those that others include are parts of these."""
        order = sorted(set(candidates), key=lambda path: (os.path.basename(path) != "named.conf", path))
        areas = {os.path.dirname(path) for path in order if os.path.basename(path) in _SERVERS}
        included: set[str] = set()
        for path in order:
            if path not in included:
                folder = os.path.dirname(path)
                paths = ServerPaths(self.tree, folder, tuple(areas - {folder}), self.chroot, self.mapping)
                conf = self._read_one(path, paths)
                included.update(conf.files[1:])
                self._tops[path] = conf, paths
        for path in included & self._tops.keys():
            del self._tops[path]
        for conf, _ in self._tops.values():
            self._named.update(os.path.basename(zone.file) for zone in conf.zones if zone.file is not None)

    def _read_one(self, path: str, paths: ServerPaths) -> "NamedConf":
        # Many repositories have no index at all.
        from zonelint.readers import namedconf

        def find(name: str, directory: str | None, including: str) -> list[str]:
            return paths.glob(name, directory)

        return namedconf.read(path, find, text_source)

    def read_unclaimed(self, candidates: "Sequence[str]") -> None:
        """Read files with zone statements that no index includes, where no index lies in or above their folder."""
        included = {path for conf, _ in self._tops.values() for path in conf.files}
        self.read([path for path in candidates if path not in included and not self._covers(os.path.dirname(path))])

    def may_be_mapped(self, entry: "Entry") -> bool:
        """Tell whether an index that was read names a file of that name: a look into it is spared then."""
        return entry.name in self._named

    def add_zones(self) -> None:
        """Add the zones of all indexes to the Discovery."""
        for path, (conf, paths) in self._tops.items():
            if self._stands_beside_its_server(path):
                self.ignored(path, "named.conf beside it does not include it")
                continue
            self.files.update(conf.files)
            self.found.problems += conf.problems
            for name, place in conf.missing:
                self.ignored_name(name, f"included by {place.source.path}:{place.line}, not in the repository")
            for name, place in conf.placeholders:
                self.ignored_name(name, f"a placeholder, not a zone's name, at {place.source.path}:{place.line}")
            _IndexZones(self, conf, paths, display_path(path)).add()
        self.found.indexes = sorted(map(display_path, self.files))

    def note_served(self, folder: str, zone: ZoneFile) -> None:
        """Note that the index in the real path `folder` serves `zone`."""
        self._served.setdefault(folder, {}).setdefault(zone.origin, zone)
        self._origins.add(zone.origin)

    def serving(self, origin: str, folder: str) -> ZoneFile | None:
        """Return the zone file from which the server that `folder` belongs to serves `origin`, or None.

        A file belongs to the index that lies nearest: the one with which it has the most folders in common.
        """
        if origin not in self._origins:
            return None
        nearest = self._nearest.get(folder)
        if nearest is None:
            near = {index: len(os.path.commonpath((index, folder))) for index in map(os.path.dirname, self._tops)}
            most = max(near.values())
            nearest = self._nearest[folder] = [index for index in near if near[index] == most]
        return next((self._served[index][origin] for index in nearest if origin in self._served.get(index, ())), None)

    def ignored_name(self, name: str, why: str) -> None:
        """Note a path on the server that leads to no file here."""
        self.found.ignored.append(Ignored(name, why))

    def _stands_beside_its_server(self, path: str) -> bool:
        """Tell whether `path` is a variant (named.conf.test) or an unused part of the named.conf in its folder."""
        folder, name = os.path.split(path)
        return name != "named.conf" and not name.endswith(".conf") and os.path.join(folder, "named.conf") in self._tops

    def _covers(self, folder: str) -> bool:
        return any((folder + "/").startswith(os.path.dirname(path) + "/") for path in self._tops)


class _IndexZones:
    """Adds the zones of one index."""

    def __init__(self, indexes: Indexes, conf: "NamedConf", paths: ServerPaths, shown: str) -> None:
        self.indexes = indexes
        self.tree = indexes.tree
        self.found = indexes.found
        self.conf = conf
        self.paths = paths
        self.shown = shown
        self._origins: set[str] = set()
        self._nearest: dict[str, list[str]] = {}
        self.made: dict[tuple[str | None, str], ZoneFile] = {}
        self.missing: list[ZoneStatement] = []
        self.known_folders: set[str] = set()
        self.include_dirs: list[str] = []

    def add(self) -> None:
        """Add them all; files that are not there are judged at the end, when it shows which folders are here."""
        if self.conf.directory is not None:
            self.include_dirs = self.paths.folders(os.path.normpath(self.conf.directory))[:1]
        for statement in self.conf.zones:
            if statement.type == IN_VIEW:
                self.add_in_view(statement)
            elif statement.type == PRIMARY:
                self.add_primary(statement)
            else:
                self.add_other(statement)
        for statement in self.missing:
            self.report_missing(statement)

    def add_in_view(self, statement: "ZoneStatement") -> None:
        zone = self.made.get((statement.in_view, statement.origin))
        if zone is not None and statement.view is not None and statement.view not in zone.views:
            zone.views += (statement.view,)
        elif zone is None:
            self.declare(statement, "in-view")

    def add_other(self, statement: "ZoneStatement") -> None:
        if statement.file is not None:
            path = self.paths.find(statement.file, self.conf.directory)
            if path is not None:
                where = f"{statement.place.source.path}:{statement.place.line}"
                self.indexes.copies[path] = f"holds the {statement.type} zone {statement.origin} of {where}"
        if statement.type not in ("hint", "redirect"):
            self.declare(statement, statement.type)

    def add_primary(self, statement: "ZoneStatement") -> None:
        path = self.find(statement.file) if statement.file is not None else None
        real = self.tree.file(path) if path is not None else None
        if path is None or real is None:
            self.declare(statement, PRIMARY)
            if statement.file is not None:
                self.missing.append(statement)
            return
        self.known_folders.add(os.path.dirname(self.server_path(statement)))
        chosen, by_what = self.indexes.by_hand.get(statement.origin, (real, ""))
        if chosen != real:
            self.indexes.copies[path] = f"{statement.origin} is read from {display_path(chosen)} instead ({by_what})"
            return
        why = "excluded by the configuration" if self.indexes.excluded(path) else _unreadable(real, statement.format)
        if why:
            self.indexes.copies[path] = why
            self.declare(statement, PRIMARY)
            if why == TOO_LARGE:
                place = statement.file_place or statement.place
                message = f"the file of zone {statement.origin} is not read: {why}"
                self.found.problems.append(Problem("limit-exceeded", message, place.source, place.span))
            return
        self.add_zone(statement, path, real)

    def find(self, file: str) -> str | None:
        """Return the path of the file here; that of the unsigned one if the signed one is made on the server."""
        path = self.paths.find(file, self.conf.directory)
        if path is None and file.endswith(".signed"):
            path = self.paths.find(file.removesuffix(".signed"), self.conf.directory)
        return path

    def add_zone(self, statement: "ZoneStatement", path: str, real: str) -> None:
        place = statement.place
        where = f"{place.source.path.rpartition('/')[2]}:{place.line}"
        zone = ZoneFile(display_path(path), real, statement.origin, where, statement.view)
        zone.place = place
        zone.index = self.shown
        zone.include_dirs = self.include_dirs
        zone.dynamic = statement.dynamic or os.path.basename(path) + ".jnl" in self.tree.entries(os.path.dirname(path))
        # The configurations of several servers, or several states of one, may name the same file.
        zone = self.indexes.made.setdefault((real, statement.origin, statement.view), zone)
        self.made[statement.view, statement.origin] = zone
        if zone.place is place:
            self.found.zones.append(zone)
        self.indexes.mapped.setdefault(path, set()).add(statement.origin)
        self.indexes.note_served(self.paths.folder, zone)

    def declare(self, statement: "ZoneStatement", kind: str) -> None:
        self.found.declared.append(Declared(statement.origin, statement.view, kind, statement.place, self.shown))

    def server_path(self, statement: "ZoneStatement") -> str:
        return os.path.normpath(os.path.join(self.conf.directory or "", statement.file or ""))

    def report_missing(self, statement: "ZoneStatement") -> None:
        """Say that a file is not there: an error if its folder is, else the repository just does not hold it."""
        assert statement.file is not None
        place = statement.file_place or statement.place
        folder_is_here = os.path.dirname(self.server_path(statement)) in self.known_folders
        if (
            statement.dynamic
            or statement.origin in _DISTRIBUTED
            or not (folder_is_here or self.paths.has_folder_of(statement.file, self.conf.directory))
        ):
            why = f"the file of {statement.origin}, named by {place.source.path}:{place.line}, is not in the repository"
            self.indexes.ignored_name(statement.file, why)
            return
        message = f"the file of zone {statement.origin} is not there: {statement.file}"
        self.found.problems.append(Problem("index-error", message, place.source, place.span))


def _unreadable(real_path: str, format: str) -> str:
    """Return why the zone file cannot be linted, or nothing."""
    if format not in ("text", ""):
        return f"a binary zone file (masterfile-format {format})"
    try:
        status = os.stat(real_path)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    if not stat.S_ISREG(status.st_mode):
        return "neither a file nor a folder"
    return TOO_LARGE if status.st_size > MAX_FILE_OCTETS else ""
