"""From the zone statements of one index to zone files in the repository."""

import os
from collections import Counter

from zonelint.dns.cached import cached_property
from zonelint.dns.places import Problem
from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.dialects import dialect_of_export
from zonelint.files.origins import has_record, name_says_zone, origin_in_name, origin_in_text
from zonelint.files.paths import display_path, split
from zonelint.files.placeholders import is_open_file
from zonelint.files.zone_files import IN_VIEW, PRIMARY, Declared, ZoneFile
from zonelint.files.zone_texts import TOO_LARGE, UnreadableError
from zonelint.readers.servers.serverconf import ETCD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from zonelint.discovery.index_map import IndexMap
    from zonelint.discovery.server_paths import ServerPaths
    from zonelint.readers.servers.serverconf import ServerConf, ZoneStatement


_TOP_FOLDERS = frozenset(("etc", "home", "opt", "srv", "usr", "var"))
"""Folders at the top of a server that hold zone files, and are no name for a folder of these."""
_FOLDERS_OF_CONFIGURATIONS = frozenset(("/etc/bind", "/etc/coredns", "/etc/knot", "/etc/named", "/etc/nsd"))
_OF_SYSTEM = ("etc", "var")
"""Folders at the top of a server below which none of these lies."""
_MANY_RENAMED = 4
"""Files with one more ending than the index has from which on it is no slip: whoever installs them cuts it off."""
_MODES = ("", "ignore", "warn", "fail")
"""What servers do about names that no host may have; of several servers the strictest counts."""


def _further_ending(name: str, near: str) -> str:
    """Return the ending that the base name of the path `near` has behind `name`; empty if it differs otherwise."""
    base = os.path.basename(near)
    return base[len(name) :] if base.startswith(f"{name}.") else ""


class IndexZones:
    """Adds the zones of one index."""

    def __init__(self, indexes: "IndexMap", conf: "ServerConf", paths: "ServerPaths", shown: str) -> None:
        self.indexes = indexes
        self.tree = indexes.tree
        self.found = indexes.found
        self.conf = conf
        self.paths = paths
        self.shown = shown
        self.made: dict[tuple[str | None, str], ZoneFile] = {}
        self.views: dict[ZoneFile, dict[str, None]] = {}
        self.missing: list[ZoneStatement] = []
        self.near: dict[ZoneStatement, str] = {}
        """Statement whose file is missing -> the file here that has nearly its name."""
        self.renamed: Counter[str] = Counter()
        """Ending that the files here have behind the names in the index -> how many of them have it."""
        self.known_folders: dict[str, list[str]] = {}
        self.server_folders: dict[str, str] = {}
        self.include_dirs: list[str] = []

    def add(self) -> None:
        """Add them all; files that are not there are judged at the end, when it shows which folders are here."""
        if self.conf.directory is not None:
            self.include_dirs = self.paths.folders(os.path.normpath(self.conf.directory))[:1]
        for view, place in self.conf.inside_views.items():
            where = f"{place.source.path}:{place.line}"
            self.found.inside_views[self.shown, view] = f"view {view} serves private networks only ({where})"
        for (asked, origin), place in self.conf.inside_zones.items():
            where = f"{place.source.path}:{place.line}"
            self.found.inside_zones[self.shown, asked, origin] = f"private networks only may ask for it ({where})"
        from zonelint.readers.servers.serverconf import is_placeholder

        for statement in self.conf.zones:
            if statement.type == IN_VIEW:
                self.add_in_view(statement)
            elif statement.file is not None and is_placeholder(os.path.basename(statement.file)):
                self.ignore_placeholder(statement)
                self.declare(statement, statement.type)
            elif statement.type == PRIMARY:
                self.add_primary(statement)
            else:
                self.add_other(statement)
        for zone, views in self.views.items():
            zone.views = tuple(views)
        here = self.held_folders()
        self.note_renamed()
        for statement in self.missing:
            self.report_missing(statement, here)

    def add_spare(self) -> None:
        """Add the zones of an index that no server reads, where nothing else names the zone or the file."""
        known = {zone.origin for zone in self.found.zones} | {zone.origin for zone in self.found.declared}
        own: set[str] = set()
        for statement in self.conf.zones:
            if statement.type != PRIMARY or statement.file is None or statement.origin in known:
                continue
            path = self.find(statement.file)
            if path is None:
                self.note_unmade(statement)
            is_free = path is not None and (path in own or path not in self.indexes.mapped)
            if path is not None and is_free and self.tree.file(path) is not None:
                own.add(path)
                self.add_primary(statement)

    def note_unmade(self, statement: "ZoneStatement") -> None:
        """Note the file of `statement`, which is not there: a template may lie there that it is made of."""
        name = os.path.basename(statement.file or "")
        self.indexes.unmade.setdefault(name, []).append((statement, self.conf))

    def add_in_view(self, statement: "ZoneStatement") -> None:
        """Let the zone of another view be in this one as well."""
        zone = self.made.get((statement.in_view, statement.origin))
        if zone is not None and statement.view is not None:
            self.views.setdefault(zone, dict.fromkeys(zone.views))[statement.view] = None
        elif zone is None:
            self.declare(statement, "in-view")

    def add_other(self, statement: "ZoneStatement") -> None:
        """Declare a zone whose records come from elsewhere; a copy of them in the repository is not linted."""
        if statement.file is not None:
            path = self.paths.find(statement.file, self.conf.directory)
            if path is not None:
                where = f"{statement.place.source.path}:{statement.place.line}"
                self.indexes.copies[path] = f"holds the {statement.type} zone {statement.origin} of {where}"
        if statement.type not in ("hint", "redirect") and statement.origin != ".":  # all of the Internet is there
            self.declare(statement, statement.type)

    def add_primary(self, statement: "ZoneStatement") -> None:
        """Add a zone with a file, if the file is here and can be linted; else declare it."""
        index = statement.place.source.real_path or ""
        path = self.find(statement.file, index) if statement.file is not None else None
        if path is not None and self.is_of_other_view(statement, path):
            path = None
        real = self.tree.file(path) if path is not None else None
        if path is None or real is None:
            self.declare(statement, PRIMARY)
            if path is not None and path in self.tree.refused:
                self.report_refused(statement, path)
            elif statement.file is not None and is_open_file(os.path.basename(statement.file)):
                self.ignore_placeholder(statement)
            elif statement.file is not None:
                self.missing.append(statement)
                self.note_unmade(statement)
            return
        if self.holds_another(statement, path, real):
            self.declare(statement, PRIMARY)
            return
        self.known_folders.setdefault(self.server_folder(statement), []).append(split(path)[0])
        chosen, by_what = self.indexes.by_hand.get(statement.origin, (real, ""))
        if chosen != real:
            self.indexes.copies[path] = f"{statement.origin} is read from {display_path(chosen)} instead ({by_what})"
            return
        excluded = self.indexes.excluded(path)
        why = "excluded by the configuration" if excluded else self.unreadable(path, real, statement.format)
        if why:
            self.indexes.copies[path] = why
            self.declare(statement, PRIMARY)
            if why == TOO_LARGE:
                place = statement.file_place or statement.place
                message = f"the file of zone {statement.origin} is not read: {why}"
                self.found.problems.append(Problem("limit-exceeded", message, place.source, place.span))
            return
        self.check_slash(statement, path)
        self.add_zone(statement, path, real)

    def unreadable(self, path: str, real_path: str, format: str) -> str:
        """Return why the zone file cannot be linted, or nothing.

        An empty one may stand for what a program makes of the template beside it.
        """
        if format not in ("text", ""):
            return f"a binary zone file (masterfile-format {format})"
        try:
            octets = self.tree.source.size(real_path)
        except OSError:
            return ""  # who reads it says so
        if octets == 0 and self.indexes.absent.has_template(*os.path.split(path)):
            return "empty, and a template beside it says how it is made"
        return TOO_LARGE if octets > MAX_FILE_OCTETS else ""

    def ignore_placeholder(self, statement: "ZoneStatement") -> None:
        """Note that the name of the zone's file is still to be filled in."""
        why = f"a placeholder, no name yet, at {statement.place.source.path}:{statement.place.line}"
        self.indexes.ignored_name(statement.file or "", why)

    def check_slash(self, statement: "ZoneStatement", path: str) -> None:
        """Note a path from the top of the server whose first slash is missing: it is taken as one below `directory`.

        Its first name is that of a folder at the top of a server, and the file here lies in no folder that is called
        like the one where the server looks.
        """
        file, folder = statement.file or "", self.conf.directory or ""
        if file.partition("/")[0] not in _TOP_FOLDERS or not os.path.isabs(folder):
            return
        if folder.strip("/").partition("/")[0] not in _OF_SYSTEM:
            return  # ``/usr/local/bind/etc`` may well be there
        below = f"/{os.path.basename(os.path.normpath(folder))}/{file}"
        if path.endswith(below) or self.paths.find(f"/{file}", None) != path:
            return
        place = statement.file_place or statement.place
        looked_for = os.path.join(folder, file)
        message = f"{file} has no leading slash, so the server looks for {looked_for}"
        help = f"write `/{file}`, or what leads to it from {folder}"
        cause = f"no leading slash {place.source.path} {file.partition('/')[0]}"
        self.found.problems.append(Problem("index-error", message, place.source, place.span, help, cause, "warning"))

    def holds_another(self, statement: "ZoneStatement", path: str, real: str) -> bool:
        """Tell whether a file that only its base name led to says that it holds another zone, or holds no record."""
        assert statement.file is not None
        if not self.paths.is_guess(statement.file, self.conf.directory, path):
            return False
        try:
            text = self.indexes.texts.head(real)
        except (OSError, UnreadableError):
            return False
        told = origin_in_text(text)
        name = os.path.basename(path)
        is_zone = has_record(text) or name_says_zone(name)
        if (told is None and is_zone) or (told is not None and told[0] == statement.origin):
            return False
        if is_zone and told is not None and origin_in_name(name, text) == statement.origin:
            return False  # it is called after the zone, and has a slip in its text
        says = f"says that it holds {told[0]}" if told is not None else "holds no record"
        place = statement.file_place or statement.place
        where = f"{place.source.path}:{place.line}"
        why = f"named by {where}, is not in the repository: {display_path(path)} {says}"
        self.indexes.ignored_name(statement.file, f"the file of {statement.origin}, {why}")
        return True

    def find(self, file: str, index: str = "") -> str | None:
        """Return the path of the file here; that of the unsigned one if the signed one is made on the server.

        Somebody may have added ``.txt`` to the names of all files in the repository. It is not the file `index`, in
        which the statement stands.
        """
        path = self._with_prefix(file, self.paths.find(file, self.conf.directory, index))
        if path is None and file.endswith(".signed"):
            path = self.paths.find(file.removesuffix(".signed"), self.conf.directory)
        if path is None:
            path = self.paths.find(f"{file}.txt", self.conf.directory)
            if path is not None and self.paths.is_guess(f"{file}.txt", self.conf.directory, path):
                return None
        return path

    def _with_prefix(self, file: str, plain: str | None) -> str | None:
        """Return the path of the file that has the word before its name that the index has; else `plain`.

        Of ``lab.named.conf`` that is ``lab.db.example.com``, unless the file of the name that it writes, `plain`, lies
        elsewhere.
        """
        word = os.path.basename(self.shown).removesuffix("named.conf")
        if word[-1:] not in (".", "-", "_"):
            return plain
        folder, name = os.path.split(file)
        path = self.paths.find(os.path.join(folder, word + name), self.conf.directory)
        is_beside = path is not None and plain is not None and split(path)[0] == split(plain)[0]
        return path if plain is None or is_beside else plain

    def is_of_other_view(self, statement: "ZoneStatement", path: str) -> bool:
        """Tell whether the file `path`, to which just its name led, is that of the same zone in another view."""
        assert statement.file is not None
        is_meant = path in self.meant_by_folder.get(statement.origin, ())
        return is_meant and self.paths.is_guess(statement.file, self.conf.directory, path)

    @cached_property
    def meant_by_folder(self) -> dict[str, set[str]]:
        """Origin -> files that a statement of it means by their folder, where views have it in several folders.

        The views of a server may each have a folder, and the repository holds that of one of them.
        """
        folders: dict[str, set[str]] = {}
        for statement in self.conf.zones:
            if statement.view is not None:
                folders.setdefault(statement.origin, set()).add(os.path.dirname(self.server_path(statement)))
        meant: dict[str, set[str]] = {}
        for statement in self.conf.zones:
            file = statement.file
            if file is None or len(folders.get(statement.origin, ())) < 2:
                continue
            path = self.paths.find(file, self.conf.directory)
            if path is not None and not self.paths.is_guess(file, self.conf.directory, path):
                meant.setdefault(statement.origin, set()).add(path)
        return meant

    def add_zone(self, statement: "ZoneStatement", path: str, real: str) -> None:
        """Add the zone that `statement` reads from the file `path`."""
        place = statement.place
        where = f"{place.source.path}:{place.line}"
        zone = ZoneFile(display_path(path), real, statement.origin, where, statement.view)
        zone.place = place
        zone.index = self.shown
        zone.include_dirs = self.include_dirs
        folder = self.server_folder(statement) if statement.file is not None else ""
        here, name = split(path)
        zone.on_server = (folder, here) if folder[:1] == "/" else ("", "")
        has_journal = f"{name}.jnl" in self.tree.entries(here)
        zone.partial = statement.partial or ("updates of it lie in a journal beside its file" if has_journal else "")
        zone.dialect = self.conf.dialect
        zone.dynamic = statement.dynamic or has_journal
        # The configurations of several servers, or several states of one, may name the same file.
        zone.without_ns = self.conf.without_ns
        zone.flattens = statement.flattens
        zone = self.indexes.made.setdefault((real, statement.origin, statement.view), zone)
        zone.without_ns = zone.without_ns and self.conf.without_ns  # another server may need them
        zone.check_names = max(zone.check_names, statement.check_names, key=_MODES.index)
        zone.flattens = zone.flattens and statement.flattens
        self.made[statement.view, statement.origin] = zone
        if zone.sites[-1:] != [self.shown]:
            zone.sites.append(self.shown)
        if zone.place is place:
            self.found.zones.append(zone)
        self.indexes.mapped.setdefault(path, set()).add(statement.origin)
        self.indexes.governed.setdefault(here, {})[self.shown] = self.conf
        if statement.file is None or not self.paths.is_guess(statement.file, self.conf.directory, path):
            self.indexes.folders.add(here)
        self.indexes.note_served(self.paths.folder, zone)

    def declare(self, statement: "ZoneStatement", kind: str) -> None:
        """Note a zone whose records are not in the files."""
        zone = Declared(statement.origin, statement.view, kind, statement.place, self.shown, statement.file)
        self.found.declared.append(zone)
        if kind == ETCD:
            place = statement.place
            folder = os.path.dirname(place.source.real_path or "")
            self.indexes.stored.setdefault(statement.origin, {})[folder] = f"{place.source.path}:{place.line}"

    def server_path(self, statement: "ZoneStatement") -> str:
        """Return the path of the file on the server."""
        return os.path.normpath(os.path.join(self.conf.directory or "", statement.file or ""))

    def server_folder(self, statement: "ZoneStatement") -> str:
        """Return the folder of the file on the server; most of a server's zones lie in few of them."""
        file = statement.file or ""
        cut = file.rfind("/") + 1
        folder, name = file[:cut], file[cut:]
        if name in ("", ".", ".."):
            return os.path.dirname(self.server_path(statement))
        if folder not in self.server_folders:
            self.server_folders[folder] = os.path.dirname(self.server_path(statement))
        return self.server_folders[folder]

    def report_refused(self, statement: "ZoneStatement", path: str) -> None:
        """Say that a file is a link that leads outside the root."""
        self.tree.refused.discard(path)  # told here, where the link is named
        place = statement.file_place or statement.place
        message = f"the file of zone {statement.origin}, {display_path(path)}, leads outside the root of the zone files"
        help = "`allow-outside` in the configuration lists other folders that may be read"
        self.found.problems.append(Problem("include-not-found", message, place.source, place.span, help))

    def held_folders(self) -> set[str]:
        """Return the server's folders whose zone files the repository holds: there, one that is absent is missed.

        At least half of the files that the index has there are here, and none is made elsewhere. A repository that
        holds fewer is a part of what the server has.
        """
        absent: dict[str, int] = {}
        made = set()
        for statement in self.missing:
            folder, name = os.path.split(self.server_path(statement))
            if self.may_be_missed(statement):
                absent[folder] = absent.get(folder, 0) + 1
                if folder in self.known_folders and self.indexes.absent.is_made(self.known_folders[folder][0], name):
                    made.add(folder)
        known = self.known_folders.items()
        return {folder for folder, found in known if folder not in made and len(found) >= absent.get(folder, 0)}

    def may_be_missed(self, statement: "ZoneStatement") -> bool:
        """Tell whether the file of a zone is the user's own: not a server's, not one of a distribution."""
        from zonelint.dns.stock_zones import is_stock

        return not statement.dynamic and not is_stock(statement.origin, statement.file)

    def note_renamed(self) -> None:
        """Note the files that have nearly the names of missing ones, and how many of them have one more ending."""
        for statement in self.missing:
            folder, name = os.path.split(self.server_path(statement))
            if self.may_be_missed(statement):
                near = self.indexes.absent.near_miss(self.folders_here(folder), name, statement.origin)
                if near is not None:
                    self.near[statement] = near
                    if further := _further_ending(name, near):
                        self.renamed[further] += 1

    def add_renamed(self, statement: "ZoneStatement", path: str) -> None:
        """Add a zone whose file has another name here, as those of many of its zones have.

        It may have come from another server, and is made into the one that the index means.
        """
        real = self.tree.file(path)
        why = self.unreadable(path, real, statement.format) if real is not None else "leads outside the root"
        if real is not None and not why:
            self.add_zone(statement, path, real)
            zone = self.made[statement.view, statement.origin]
            zone.dialect = zone.dialect or dialect_of_export(self.indexes.texts.head_if_any(real))
        else:
            self.indexes.copies[path] = why

    def report_missing(self, statement: "ZoneStatement", here: "Container[str]") -> None:
        """Say that a file is not there: an error if its folder shows that it should be, else it is kept elsewhere.

        `here` are the server's folders whose zone files the repository holds.
        """
        assert statement.file is not None
        place = statement.file_place or statement.place
        named_by = f"the file of {statement.origin}, named by {place.source.path}:{place.line}"
        if self.paths.may_hide(statement.file, self.conf.directory):
            self.indexes.ignored_name(statement.file, f"{named_by}, is in a folder that cannot be read")
            return
        folder, name = os.path.split(self.server_path(statement))
        near = self.near.get(statement)
        if near is not None and self.renamed[_further_ending(name, near)] >= _MANY_RENAMED:
            self.add_renamed(statement, near)
            return
        if near is None and (self.is_left_over or not (folder in here and self.may_be_missed(statement))):
            self.indexes.ignored_name(statement.file, f"{named_by}, is not in the repository")
            return
        script = self.indexes.absent.script_making(name) if near is None else ""
        if script:
            self.indexes.ignored_name(statement.file, f"{named_by}, is made by {script}")
            return
        if near is not None:
            self.indexes.meant[near] = statement.origin
        message = f"the file of zone {statement.origin} is not there: {statement.file}"
        help = "add the file, or delete the statement; list a file that is made elsewhere in .gitignore"
        namesake = near or self.indexes.absent.namesake(self.folders_here(folder), statement.origin)
        alike = self.indexes.absent.alike(self.folders_here(folder), name) if namesake is None else None
        if namesake is not None:
            help = (
                f"{display_path(namesake)} has {'almost the same name' if near is not None else 'the name of the zone'}"
            )
        elif alike is not None:
            help = (
                f"{display_path(alike)} has almost the same name: if it is meant, correct this path and the zone's name"
            )
        self.found.problems.append(Problem("index-error", message, place.source, place.span, help))

    @cached_property
    def is_left_over(self) -> bool:
        """Whether no server loads this index, while another one serves a zone that it names, too."""
        named = {statement.origin for statement in self.conf.zones}
        return any(each.severity in ("", "error") for each in self.conf.problems) and any(
            zone.origin in named and zone.index not in (None, self.shown) for zone in self.found.zones
        )

    def folders_here(self, folder: str) -> list[str]:
        """Return the folders here that are the server's `folder`: files of it lie there, or its name says so.

        Where a server has its configuration, that of the index is.
        """
        tail = os.path.basename(folder)
        known = self.known_folders.get(folder, []) or ([] if tail else [self.paths.folder])
        alike = [each for each in self.paths.folders(folder) if os.path.basename(each) == tail] if tail else []
        own = [self.paths.folder] if folder in _FOLDERS_OF_CONFIGURATIONS else []
        return [*known[:1], *alike, *own]
