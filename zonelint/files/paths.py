"""Where files lie: the root below which reading is allowed, what is in its folders, how a path is shown.

Nothing outside the root is opened or listed, whatever a zone file, an index or a symbolic link says, unless
the configuration allows it.
"""

import os
import re
from bisect import bisect_left

from zonelint.dns.places import SourceFile, Span
from zonelint.files.bounds import Bounds, git_top
from zonelint.files.source import DISK, FILE, FOLDER, LINK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_LISTED_FILES = 100_000
"""Files of a repository among which a base name is looked for."""


class Tree:
    """The folders below the root, listed once.

    root     real path of the folder below which files may be read
    allowed  real paths outside the root that may be read as well
    source   where the files are
    refused  paths that were asked for and lead outside
    closed   real path of a folder that cannot be listed -> why
    unlisted those of them in which something was looked for: what they hold is not known, which is told
    """

    def __init__(self, root: str, allowed: "Sequence[str]" = (), source: Source = DISK) -> None:
        self.source = source
        self.root = root
        self.allowed = tuple(allowed)
        self.refused: set[str] = set()
        self.closed: dict[str, str] = {}
        self._bounds = Bounds(root, allowed)
        self.may_read = self._bounds.hold
        """Tells whether a real path may be read."""
        self.unlisted: set[str] = set()
        self._real_folders: dict[str, str | None] = {}
        self._entries: dict[str, dict[str, str]] = {}
        self._by_name: dict[str, list[str]] | None = None
        self._last: tuple[str, bytes] | None = None

    def why_not(self, path: str) -> str:
        """Return why the absolute `path` may not be read wherever its links lead; empty if it may."""
        return self._bounds.why_not(self.source.real_path(path.replace("\0", "")))

    def real_folder(self, path: str) -> str | None:
        """Return the real path of the folder `path`, or None if there is none that may be read."""
        try:
            return self._real_folders[path]
        except KeyError:
            # No path of a file system holds NUL; one in a file that is read may.
            real: str | None = self.source.real_path(path.replace("\0", ""))
            assert real is not None
            if "\0" in path:
                real = None
            elif not self.may_read(real):
                self.refused.add(path)
                real = None
            elif not self.source.is_folder(real):
                real = None
            self._real_folders[path] = real
            return real

    def entries(self, folder: str) -> dict[str, str]:
        """Return name -> FILE, FOLDER, LINK or OTHER of what the real path `folder` holds, sorted by name.

        A folder that cannot be listed is empty.
        """
        found = self._entries.get(folder)
        if found is None:
            try:
                found = self.source.listed(folder)
            except OSError as error:
                found = {}
                self.closed[folder] = error.strerror or str(error)
            self._entries[folder] = found
        return found

    def octets(self, real_path: str, most: int) -> bytes:
        """Return what is in a file, as Source has it; the last one is kept, for the next zone may be in it, too.

        Raises OSError.
        """
        if self._last is None or self._last[0] != real_path:
            self._last = real_path, self.source.octets(real_path, most)
        return self._last[1]

    def forget(self) -> None:
        """Keep no file any longer."""
        self._last = None

    def file(self, path: str) -> str | None:
        """Return the real path of the regular file `path` (absolute), or None if there is none that may be read."""
        folder, name = split(path)
        real_folder = self.real_folder(folder)
        if real_folder is None:
            return None
        kind = self.kind(real_folder, name)
        if kind == FILE:
            return f"{real_folder.rstrip('/')}/{name}"
        return self.link_target(f"{real_folder}/{name}") if kind == LINK else None

    def kind(self, folder: str, name: str) -> str | None:
        """Return what `name` in the real path `folder` is, or None if it is not there, or not known to be."""
        kind = self.entries(folder).get(name)
        if kind is None and folder in self.closed:
            # A folder that cannot be listed may yet be entered, by a name that is known.
            return self.source.kind(f"{folder}/{name}")
        return kind

    def barrier(self, path: str) -> str | None:
        """Return the folder above `path` that cannot be listed or entered, and note it in `unlisted`.

        What lies below it may be there: nobody knows. None if there is no such folder in what may be read.
        """
        below, folder = path, self.source.real_path(os.path.dirname(path.replace("\0", "")))
        while self.may_read(folder):
            if self.source.is_folder(folder):
                name = os.path.basename(below)
                if name in self.entries(folder) and below != path and not self.source.may_enter(folder):
                    folder = f"{folder.rstrip('/')}/{name}"
                    self.closed.setdefault(folder, "it cannot be entered")
                if folder not in self.closed:
                    return None
                self.unlisted.add(folder)
                return folder
            below, folder = folder, os.path.dirname(folder)
        return None

    def files_by_name(self) -> dict[str, list[str]]:
        """Return base name -> paths of all files below the root, those of hidden folders left out."""
        if self._by_name is None:
            by_name: dict[str, list[str]] = {}
            self._by_name = by_name
            folders = [self.root]
            left = MAX_LISTED_FILES
            while folders and left > 0:
                folder = folders.pop()
                for name, kind in self.entries(folder).items():
                    path = f"{folder.rstrip('/')}/{name}"
                    if kind == FOLDER and not name.startswith("."):
                        folders.append(path)
                    elif kind in (FILE, LINK):
                        by_name.setdefault(name, []).append(path)
                        left -= 1
        return self._by_name

    def link_target(self, link: str) -> str | None:
        """Return the real path of the regular file that the symbolic `link` leads to, or None; see `refused`."""
        real = self.source.real_path(link)
        if not self.may_read(real):
            self.refused.add(link)
            return None
        return real if self.source.is_file(real) else None


def find_root(paths: "Sequence[str]", configured: str | None, source: Source = DISK) -> str:
    """Return the real path of the folder below which files may be read.

    That is the one of the configuration (`configured`, resolved already); without one the top of the git work tree that
    holds the first of `paths`, else the current folder if it holds them all, else the folder that is common to them.
    """
    if configured is not None:
        return configured
    first = os.path.abspath(paths[0] if paths else ".")
    top = git_top(first if source.is_folder(first) else os.path.dirname(first), source)
    if top is not None:
        return source.real_path(top)
    current = os.getcwd()
    folders = [_folder_of(source.real_path(os.path.abspath(path)), source) for path in paths] or [current]
    if all(f"{folder}/".startswith(current.rstrip("/") + "/") for folder in folders):
        return current
    return os.path.commonpath(folders)


def _folder_of(real_path: str, source: Source) -> str:
    return real_path if source.is_folder(real_path) else os.path.dirname(real_path)


def display_path(path: str) -> str:
    """Return how reports show the absolute `path`: relative to the current folder, with ``/``."""
    current = os.getcwd().rstrip("/") + "/"
    if path.startswith(current):
        return path[len(current) :] or "."
    return os.path.relpath(path).replace(os.sep, "/")


def split(path: str) -> tuple[str, str]:
    """Return the folder of `path`, in which no slash is one too many, and its last name.

    As os.path.split does, at a quarter of its price: the path of each zone is split several times.
    """
    folder, slash, name = path.rpartition("/")
    return folder or slash, name


def with_folders(path: str) -> "Iterator[str]":
    """Yield `path`, an absolute one without a final slash, and each folder above it, ``/`` included."""
    yield path
    while path not in ("/", ""):
        path = path.rpartition("/")[0] or "/"
        yield path


def read_text(real_path: str, source: Source = DISK) -> str:
    """Return the text of the file `real_path`: UTF-8, else latin-1, with ``\\n`` line ends and no byte order mark.

    Raises OSError if it cannot be read.
    """
    return decode_text(source.octets(real_path))


def decode_text(octets: bytes) -> str:
    """Decode a text as `read_text` does."""
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = octets.decode("latin-1")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def text_source(real_path: str, shown: str = "", source: Source = DISK) -> SourceFile:
    """Return a source for a file of text, whose places are whole lines."""
    return SourceFile(shown or display_path(real_path), real_path, lambda: read_text(real_path, source), line_span)


def closed_source(path: str) -> SourceFile:
    """Return a source for a file that must not be opened: it has a path and no text."""
    return SourceFile(display_path(path), None, lambda: "", line_span)


def line_span(source: SourceFile, line: int, rtype: str = "", field: str = "") -> Span:
    """Return the span of the 1-based `line` of `source` without the blanks around it (a SourceFile's `locate`)."""
    text = source.line_text(line)
    start = len(text) - len(text.lstrip())
    return Span(line, start + 1, line, max(len(text.rstrip()), start) + 1)


class Lines:
    """Turns offsets in a text into places, by an index of its lines."""

    __slots__ = ("_ends",)

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of `offset`, both counted in code points."""
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] if line else -1)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text from offset `start` to before offset `end`."""
        return Span(*self.place(start), *self.place(end))
