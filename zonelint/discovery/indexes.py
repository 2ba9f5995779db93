"""Zone-set indexes: the configurations of name servers, which tell what file is which zone."""

import os

from zonelint.discovery.index_kinds import (
    COREDNS,
    KNOT,
    MAIN_NAMES,
    NAMED,
    NSD,
    POWERDNS,
    SERVER_NAMES,
    curly_quote,
    has_conditions,
    has_expression,
    has_gap,
    has_mako,
    has_statement,
    kind_by_name,
    kind_of_text,
    may_be_index,
    why_not_read,
    with_straight_quotes,
    without_expressions,
)
from zonelint.discovery.index_map import IndexMap
from zonelint.dns.places import Problem, SourceFile
from zonelint.files import dialects
from zonelint.files.origins import TEMPLATES, ending
from zonelint.files.paths import Lines, display_path, line_span, text_source, with_folders
from zonelint.files.walk import old_copy
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from zonelint.discovery.index_zones import IndexZones
    from zonelint.discovery.server_paths import ServerPaths
    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts
    from zonelint.readers.servers.serverconf import FindFiles, ServerConf


def _is_for_powerdns(conf: "ServerConf") -> bool:
    """Tell whether a named.conf or its zones lie in a folder of PowerDNS, whose bind backend reads such files."""
    folders = f"{conf.directory or ''}/{os.path.dirname(display_path(conf.files[0]))}"
    return not {"powerdns", "pdns"}.isdisjoint(folders.lower().split("/"))


def explicit_index(entry: "Entry", texts: "Texts") -> str:
    """Return the kind of index that a file named explicitly is, by its name or its text; empty if it is none."""
    try:
        return kind_by_name(entry.name) or kind_of_text(texts.whole(entry.real_path), strict=False)
    except (OSError, UnreadableError):
        return ""


def index_by_name(entry: "Entry", texts: "Texts") -> str:
    """Return the kind of index that a file is, by its text if its name is just ``*.conf``; empty if it is none."""
    if not may_be_index(entry.name) or old_copy(entry):
        return ""
    kind = kind_by_name(entry.name)
    try:
        text = texts.whole(entry.real_path)
    except OSError:
        return MAIN_NAMES.get(entry.name, "")  # the reader reports it
    except UnreadableError:
        return ""
    if kind and not has_statement(kind, text):
        return ""
    if kind and ending(entry.name) == "txt":
        kind = kind_of_text(text, strict=False)  # a text about a named.conf, or a copy of one
    kind = kind or kind_of_text(text)
    return kind if kind and not why_not_read(kind, text) else ""


def index_of_template(entry: "Entry", texts: "Texts") -> str:
    """Return the kind of index that is made of a template, ``named.conf.j2``, in which only values are filled in.

    Empty if a file is none, or a program decides what zones it has.
    """
    stem, _, end = entry.name.rpartition(".")
    kind = kind_by_name(stem) if end in TEMPLATES and not old_copy(entry) else ""
    text = texts.head_if_any(entry.real_path) if kind else ""
    if not text or not has_statement(kind, text) or ("{%" in text and not has_conditions(text)):
        return ""
    return kind if not why_not_read(kind, text) else ""


_MANY_FAULTS = 2
"""In a file with zone statements that neither its name nor another index calls a named.conf: nobody serves that."""

_DIALECTS = {COREDNS: dialects.COREDNS, KNOT: dialects.KNOT}


class Indexes(IndexMap):
    """Reads indexes and adds what they say to a Discovery.

    files     real paths of all indexes that were read, and of what they include
    explicit  real paths of indexes that the user names: none of these is an unused part of another
    has_powerdns  whether a configuration of PowerDNS is there
    """

    def __init__(
        self,
        tree: "Tree",
        found: "Discovery",
        ignored: "Callable[[str, str], None]",
        excluded: "Callable[[str], bool]",
        texts: "Texts",
        chroot: str | None = None,
        mapping: "Sequence[tuple[str, str]]" = (),
    ) -> None:
        super().__init__(tree, found, excluded, texts)
        self.ignored = ignored
        self.chroot = chroot
        self._mapped = mapping
        self.files: set[str] = set()
        self.explicit: set[str] = set()
        self.has_powerdns = False
        self._named: set[str] = set()
        self._templates: set[str] = set()
        self._tops: dict[str, tuple[ServerConf, ServerPaths]] = {}
        self._top_folders: frozenset[str] | None = None

    def _paths(self, folder: str, areas: "Collection[str]" = ()) -> "ServerPaths":
        """Return what finds the files that an index in `folder` names."""
        from zonelint.discovery.server_paths import ServerPaths, mapped_folders

        return ServerPaths(self.tree, folder, areas, self.chroot, mapped_folders(self._mapped))

    def _zones(self, path: str, conf: "ServerConf", paths: "ServerPaths") -> "IndexZones":
        """Return what adds the zones of the index at `path`."""
        from zonelint.discovery.index_zones import IndexZones

        return IndexZones(self, conf, paths, display_path(path))

    def read(self, candidates: "Mapping[str, str]") -> None:
        """Read the indexes, real path -> kind; those that others include are parts of these."""
        self.has_powerdns = self.has_powerdns or POWERDNS in candidates.values()
        lax = self._bind_configs([path for path, kind in candidates.items() if kind == POWERDNS])
        kinds = {path: kind for path, kind in candidates.items() if kind != POWERDNS} | dict.fromkeys(lax, NAMED)
        order = sorted(kinds, key=lambda path: (os.path.basename(path) not in MAIN_NAMES, path))
        areas = {os.path.dirname(path) for path in order if os.path.basename(path) in SERVER_NAMES}
        included: set[str] = set()
        for path in order:
            if path not in included:
                folder = os.path.dirname(path)
                paths = self._paths(folder, areas)
                conf = self._read_one(path, kinds[path], paths, path in lax)
                is_powerdns = path in lax or _is_for_powerdns(conf)
                self.has_powerdns = self.has_powerdns or is_powerdns
                conf.dialect = dialects.POWERDNS if is_powerdns else _DIALECTS.get(kinds[path], "")
                included.update(conf.files[1:])
                self._tops[path] = conf, paths
        self._top_folders = None
        for path in included & self._tops.keys():
            del self._tops[path]
        for conf, _ in self._tops.values():
            self._named.update(os.path.basename(zone.file) for zone in conf.zones if zone.file is not None)

    def _bind_configs(self, pdns_confs: "Sequence[str]") -> set[str]:
        """Return the real paths of the named.conf files that PowerDNS' configurations name as ``bind-config``."""
        if not pdns_confs:
            return set()
        from zonelint.readers.servers import pdnsconf

        found = set()
        for path in pdns_confs:
            self.files.add(path)
            source = text_source(path, source=self.tree.source)
            try:
                conf = pdnsconf.read(source)
            except OSError:
                continue
            if not has_expression(source.text):
                self.found.problems += conf.problems
            for name, line in conf.bind_configs:
                paths = self._paths(os.path.dirname(path)).glob(name, None)
                found.update(paths[:1])
                if not paths:
                    self.ignored_name(name, f"named by {display_path(path)}:{line}, not in the repository")
        return found

    def _read_one(self, path: str, kind: str, paths: "ServerPaths", lax: bool) -> "ServerConf":
        def find(name: str, directory: str | None, including: str) -> list[str]:
            return paths.glob(name, directory)

        templates: set[str] = set()
        faults: list[Problem] = []

        def source_of(real_path: str) -> SourceFile:
            source = text_source(real_path, source=self.tree.source)
            try:
                text = source.text
            except OSError:  # the reader reports it
                return source
            if (at := curly_quote(text)) is not None:
                place = Lines(text).span(at, at + 1)
                message = "this is a typographic quote, which a server takes for a part of the word"
                faults.append(Problem("index-error", message, source, place, 'write `"` in place of all of these'))
                source = _changed(source, with_straight_quotes)
            if not (has_expression(text) or has_conditions(text) or has_mako(text) or has_gap(text)):
                return source
            templates.add(source.path)
            return filled_source(source)

        conf = self._conf_of(path, kind, paths, lax, find, source_of)
        # What the server would refuse is not known before the values are filled in, and what was left out is there.
        conf.problems = [problem for problem in conf.problems if problem.source.path not in templates] + faults
        return conf

    def _conf_of(
        self, path: str, kind: str, paths: "ServerPaths", lax: bool, find: "FindFiles",
        source_of: "Callable[[str], SourceFile]",
    ) -> "ServerConf":  # fmt: skip
        # Many repositories have no index at all, and those that have one need one reader.
        if kind == NSD:
            from zonelint.readers.servers import nsdconf

            return nsdconf.read(path, find, source_of)
        if kind == KNOT:
            from zonelint.readers.servers import knotconf

            return knotconf.read(path, find, source_of)
        if kind == COREDNS:
            from zonelint.readers.servers import corefile

            return corefile.read(path, find, source_of, paths.files_below)
        from zonelint.readers.servers import namedconf

        return namedconf.read(path, find, source_of, lax)

    def read_unclaimed(self, candidates: "Sequence[str]") -> None:
        """Read files with zone statements that no index includes, where no index lies in or above their folder."""
        included = {path for conf, _ in self._tops.values() for path in conf.files}
        unclaimed = [path for path in candidates if path not in included and not self._covers(os.path.dirname(path))]
        self.read(dict.fromkeys(unclaimed, NAMED))
        for path in unclaimed:
            if path in self._tops and len(self._tops[path][0].problems) >= _MANY_FAULTS:
                del self._tops[path]
                self.ignored(path, "notes about a named.conf: BIND would refuse it in several places")

    def read_templates(self, candidates: "Mapping[str, str]") -> None:
        """Read templates of indexes, real path -> kind, for what they say of files that nothing else names."""
        self._templates |= candidates.keys()
        self.read(candidates)

    def is_mapped(self, entry: "Entry") -> bool:
        """Tell whether an index, or who mapped zones by hand, says what a file is: a zone, or an index itself."""
        return entry.path in self.mapped or entry.real_path in self.files

    def may_be_mapped(self, entry: "Entry") -> bool:
        """Tell whether an index that was read names a file of that name: a look into it is spared then."""
        return entry.name in self._named

    def add_zones(self) -> None:
        """Add the zones of all indexes to the Discovery."""
        self.places = dict.fromkeys(map(os.path.dirname, self._tops))
        beside = [path for path in self._tops if path in self._templates or self._stands_beside_its_server(path)]
        for path, (conf, paths) in self._tops.items():
            if path in beside:
                continue
            self.files.update(conf.files)
            self.found.problems += conf.problems
            self.found.policies |= {(os.path.dirname(display_path(path)), origin) for origin in conf.policies}
            for name, place in conf.missing:
                where = (
                    "in a folder that cannot be read"
                    if paths.may_hide(name, conf.directory)
                    else "not in the repository"
                )
                self.ignored_name(name, f"included by {place.source.path}:{place.line}, {where}")
            for name, place in conf.placeholders:
                self.ignored_name(name, f"a placeholder, no name yet, at {place.source.path}:{place.line}")
            self._zones(path, conf, paths).add()
        for path in beside:
            # What it says of files that nothing else names is still the best that is known of them.
            if path not in self._templates:
                self.ignored(path, "named.conf beside it does not include it")
            conf, paths = self._tops[path]
            self._zones(path, conf, paths).add_spare()
        self.found.indexes = sorted(map(display_path, self.files))

    def _stands_beside_its_server(self, path: str) -> bool:
        """Tell whether `path` is a variant (named.conf.test) or an unused part of the named.conf in its folder."""
        folder, name = os.path.split(path)
        return (
            path not in self.explicit
            and name not in MAIN_NAMES
            and not name.endswith(".conf")
            and os.path.join(folder, "named.conf") in self._tops
        )

    def _covers(self, folder: str) -> bool:
        if self._top_folders is None:
            self._top_folders = frozenset(map(os.path.dirname, self._tops))
        return not self._top_folders.isdisjoint(with_folders(folder))


def filled_source(source: SourceFile) -> SourceFile:
    """Return a source for an index with values that are still to be filled in; none of them is any value."""
    return _changed(source, without_expressions)


def _changed(source: SourceFile, change: "Callable[[str], str]") -> SourceFile:
    """Return a source with what `change` makes of the text of `source`, of the same length."""
    return SourceFile(source.path, source.real_path, lambda: change(source.text), line_span)
