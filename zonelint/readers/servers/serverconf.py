"""What the configuration of a name server says about zones, as plain data; and what its readers share."""

import os
import re

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.patterns import late
from zonelint.dns.places import START, Problem
from zonelint.dns.zone import Place
from zonelint.files.encryption import BEGINNING, encryption
from zonelint.files.paths import Lines, closed_source
from zonelint.files.placeholders import is_open_network, is_to_fill_in
from zonelint.files.zone_files import PRIMARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple, TypeAlias

    from zonelint.dns.places import SourceFile

    # (name as written, folder on the server or None, path of the including file) -> real paths, in order
    FindFiles: TypeAlias = Callable[[str, "str | None", str], list[str]]

    class Word(NamedTuple):
        """A word or a quoted string (without its quotes); `start` and `end` are offsets in the text of `source`."""

        text: str
        start: int
        end: int
        quoted: bool
        source: "SourceFile"

else:
    from zonelint.dns.tuples import named_tuple

    Word = named_tuple("Word", "text start end quoted source")

MAX_INCLUDES = 20_000
"""Files that one configuration may include, all in all."""
MAX_DEPTH = 20
"""Includes inside includes."""

_MARKS = frozenset("${<@%(")
_SHOUTED = late(r"(?<![A-Za-z0-9_-])_*[A-Z]+(?:_[A-Z]+)+_*(?![A-Za-z0-9_-])")
_PLACEHOLDER = late(r"\$[{a-z_]|\{[{a-z_]|<[a-z]|@[a-z_]+@|%[({]|\([a-z]", re.IGNORECASE)


def is_placeholder(text: str) -> bool:
    """Tell whether a name is one that a template or an environment is still to fill in."""
    if "_" in text and _SHOUTED.search(text):
        return True
    return not _MARKS.isdisjoint(text) and bool(_PLACEHOLDER.search(text))


def with_slashes(path: str) -> str:
    """Return a path of a server on Windows, ``C:\\named\\zones\\x``, as others write it: ``/named/zones/x``."""
    has_drive = path[1:2] == ":" and path[0].isalpha()
    if not has_drive and ("\\" not in path or "/" in path):
        return path
    return re.sub(r"[\\/]++", "/", path[2:] if has_drive else path)


ETCD = "etcd"
"""The type of a zone that CoreDNS answers from a database, so that no file is what it serves."""


class ZoneStatement:
    """One zone that a configuration serves.

    origin     absolute name, lower case
    view       the name of the view it stands in, or None
    type       ``"primary"``, ``"secondary"``, ``"hint"`` …; ``"in-view"`` for a reference to another view's zone, and
               ETCD
    file       path as the server would open it, `$name` and its like filled in; None where there is none
    in_view    the view that holds the data, for ``"in-view"``
    format     ``"text"``, ``"raw"`` or ``"map"``
    dynamic    whether updates may change it (RFC 2136)
    partial    why the server has more records of it than the file shows; empty if it has not
    check_names  whether names that no host may have make the server refuse it: ``"fail"``, ``"warn"`` or ``"ignore"``
    flattens   whether the server answers with the addresses that a CNAME at the apex leads to, in its place
    place      the zone's name in the file
    file_place the path in the file, if it is this zone's alone; else None
    """

    __slots__ = (
        "origin", "view", "type", "file", "in_view", "format", "dynamic", "partial", "check_names", "flattens", "place",
        "file_place",
    )  # fmt: skip

    def __init__(self, origin: str, view: str | None, place: "Place") -> None:
        self.origin = origin
        self.view = view
        self.place = place
        self.type = PRIMARY
        self.file: str | None = None
        self.in_view: str | None = None
        self.format = "text"
        self.dynamic = False
        self.partial = ""
        self.check_names = "ignore"
        self.flattens = False
        self.file_place: Place | None = None

    def __repr__(self) -> str:
        return f"<ZoneStatement {self.origin} {self.type} {self.file}>"


class ServerConf:
    """What the configuration of one server says, with all that it includes.

    zones      its zone statements, in order
    dialect    how the server reads zone files, where that is not BIND's way (dialects.py); empty: it is
    without_ns why its zones need no NS records at the apex; empty: they do
    directory  the folder that relative paths start at, and where the server runs; None: it is not set
    files      real paths of all files that were read, the first its own
    missing    (name as written, place) of includes that were not found
    placeholders  (text, place) of names of zones and files that a template or an environment is still to fill in
    inside_views  name of a view that serves the inside alone -> the place that says so
    inside_zones  (view, origin) of a zone that the inside alone may ask for -> the place that says so
    policies   origins of the response policy zones
    problems   what the server would refuse, where it concerns zones
    """

    def __init__(self) -> None:
        self.zones: list[ZoneStatement] = []
        self.dialect = ""
        self.without_ns = ""
        self.directory: str | None = None
        self.files: list[str] = []
        self.missing: list[tuple[str, Place]] = []
        self.placeholders: list[tuple[str, Place]] = []
        self.inside_views: dict[str, Place] = {}
        self.inside_zones: dict[tuple[str | None, str], Place] = {}
        self.policies: set[str] = set()
        self.problems: list[Problem] = []


def _same_folder(written: str, path: str) -> bool:
    """Tell whether the folder of the real `path` is called as the one that is `written`: else its name alone led there.

    A server's own files may be called as one that includes them: ``/var/lib/samba/bind-dns/named.conf``.
    """
    folder = os.path.dirname(written)
    return not folder or os.path.basename(folder) == os.path.basename(os.path.dirname(path))


class ConfReader:
    """What the readers of all formats do alike: open files, find what an include means, note problems.

    `find_files` tells which files an include means; `open_source` makes the source of one of them.
    """

    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> None:
        self.conf = ServerConf()
        self.find_files = find_files
        self.open_source = open_source
        self._lines: dict[SourceFile, Lines] = {}
        self._includes_ended = False

    def problem(self, message: str, word: Word, help: str = "", rule: str = "index-error", cause: str = "") -> None:
        """Note a problem at `word`; those of one file with the same `cause` are one slip."""
        place = self.place(word)
        self.conf.problems.append(Problem(rule, message, place.source, place.span, help, cause))

    def place(self, word: Word) -> Place:
        """Return where `word` stands."""
        lines = self._lines.get(word.source)
        if lines is None:
            lines = self._lines[word.source] = Lines(word.source.text)
        return Place.at(word.source, lines.span(word.start, word.end))

    def open(self, real_path: str) -> "SourceFile | None":
        """Return the source of a file, its text at hand; None, and a problem, if it cannot be read."""
        source = self.open_source(real_path)
        self.conf.files.append(real_path)
        try:
            text = source.text
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            self.conf.problems.append(Problem("index-error", message, closed_source(real_path), START))
            return None
        if encryption(text[:BEGINNING].encode("utf-8", "surrogateescape")):
            return None  # keys, mostly: what lies in the repository is not what the server reads
        return source

    def included(self, word: Word, directory: str | None, above: tuple[str, ...]) -> list[str]:
        """Return the real paths of the files that an include of `word` means; `above` are the files that include it."""
        found = [
            path
            for path in self.find_files(with_slashes(word.text), directory, above[-1])
            if path not in above or _same_folder(with_slashes(word.text), path)
        ]
        if not found:
            self.conf.missing.append((word.text, self.place(word)))
        good: list[str] = []
        for path in found:
            if path in above:
                self.problem("the file includes itself", word)
            elif self._is_too_much(len(above), len(self.conf.files) + len(good), word):
                break
            else:
                good.append(path)
        return good

    def _is_too_much(self, depth: int, files: int, word: Word) -> bool:
        """Tell whether nothing more is included; what comes first after the bound is a problem, the rest is silent."""
        if not self._includes_ended and (depth > MAX_DEPTH or files > MAX_INCLUDES):
            self._includes_ended = True
            message = f"includes of more than {MAX_DEPTH} levels or {MAX_INCLUDES} files: nothing more is included"
            self.problem(message, word, rule="limit-exceeded")
        return self._includes_ended

    def origin(self, word: Word) -> str | None:
        """Return the absolute name, in lower case, that `word` spells; None, and a note why, if it spells none."""
        if is_placeholder(word.text) or is_open_network(word.text) or is_to_fill_in(word.text):
            self.conf.placeholders.append((word.text, self.place(word)))
            return None
        try:
            return absolute(word.text, ".").lower()
        except NameSyntaxError as error:
            self.problem(f"{word.text!r} is not a domain name: {error}", word)
            return None
