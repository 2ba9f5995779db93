"""The names that git tracks in a work tree, read from its index (git's own gitformat-index(5)).

What git tracks is part of a repository, whatever a .gitignore says: that file is only about what is not tracked yet.
git itself is not run. Of the index only names are read, and only to compare them with those of files at hand.
"""

import os

from zonelint.files import source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple

    class Tracked(NamedTuple):
        """An entry of an index: a path below the top of the work tree, what git calls its mode, and its object.

        stage  0, or which side of a conflict it is of (1 to 3)
        """

        name: bytes
        mode: int
        object_name: str
        stage: int

else:
    from collections import namedtuple

    Tracked = namedtuple("Tracked", "name mode object_name stage")

MAX_OCTETS = 1 << 28
"""A larger index is not read; it would hold some two million names."""

MOST_GLANCES = 16
"""Names that are looked for in the octets as they are; for more it is cheaper to read all entries once."""

_HEADER_OCTETS = 12
_STAT_OCTETS = 40
# The length of an object's name: SHA-1, SHA-256.
_OBJECT_OCTETS = (20, 32)
_MODE_AT = 24
_LONG_NAME = 0xFFF
_EXTENDED = 0x4000
_STAGE_SHIFT = 12
_INTENT_TO_ADD = 0x2000


class IndexFormatError(ValueError):
    """Octets that are no index, a damaged one, or one of a form that is not known here."""


class TrackedNames:
    """What the git index of one work tree lists.

    top  the work tree's folder, without slash at its end

    Where the index is not there, damaged or of an unknown form, nothing counts as tracked.
    """

    def __init__(self, top: str) -> None:
        self.top = top
        self._octets = _octets_of(index_path(top))
        self._names: set[bytes] | None = None
        self._folders: set[bytes] = set()
        self._glances = MOST_GLANCES

    def tracks(self, path: str, is_folder: bool = False) -> bool:
        """Tell whether the file at `path`, or anything below the folder at `path`, is tracked; submodules are not.

        `path` is absolute and lies in the work tree.
        """
        name = os.fsencode(path[len(self.top.rstrip("/")) + 1 :])
        if self._names is None and self._stands_nowhere(name + (b"/" if is_folder else b"\0")):
            return False
        self._read()
        return name in (self._folders if is_folder else self._names or ())

    def _stands_nowhere(self, octets: bytes) -> bool:
        """Tell whether the index holds these octets nowhere, so that no entry need be read.

        Most of what patterns hide is tracked by nobody. Version 4 leaves out what a name shares with the one before it.
        """
        if self._octets[4:8] == b"\0\0\0\4" or self._glances == 0:
            return False
        self._glances -= 1
        return octets not in self._octets

    def _read(self) -> None:
        if self._names is not None:
            return
        try:
            self._names = set(names_in(self._octets))
        except IndexFormatError:
            self._names = set()
        self._octets = b""
        for name in self._names:
            end = name.rfind(b"/")
            while end > 0 and name[:end] not in self._folders:
                self._folders.add(name[:end])
                end = name.rfind(b"/", 0, end)


def index_path(top: str) -> str:
    """Return where the index of the work tree at `top` lies: in its ``.git``, or where that file says.

    It is a file in a submodule and in a linked work tree (gitrepository-layout(5)).
    """
    git = os.path.join(top, ".git")
    try:
        word, _, folder = source.beginning(git, 4096)[0].partition(b":")
    except OSError:  # it is a folder
        return os.path.join(git, "index")
    return os.path.join(top, os.fsdecode(folder.strip()), "index") if word == b"gitdir" else ""


def _octets_of(path: str) -> bytes:
    try:
        octets = source.octets(os.path.realpath(path), MAX_OCTETS)
    except (OSError, ValueError):  # a path may hold a NUL
        return b""
    return octets if len(octets) <= MAX_OCTETS else b""


def names_in(octets: bytes) -> list[bytes]:
    """Return the paths, relative to the top of the work tree, that the index with these `octets` lists, in its order.

    Raises IndexFormatError for what is no index of version 2 to 4 that stands on its own.
    """
    return [name for name, _ in _listed(octets)[0]]


def tracked_in(octets: bytes) -> "list[Tracked]":
    """Return the entries of the index with these `octets`, but for files that are only meant to be added.

    Raises as `names_in` does.
    """
    entries, length = _listed(octets)
    found = []
    for name, at in entries:
        flags_at = at + _STAT_OCTETS + length
        flags = int.from_bytes(octets[flags_at : flags_at + 2])
        more = int.from_bytes(octets[flags_at + 2 : flags_at + 4]) if flags & _EXTENDED else 0
        if not more & _INTENT_TO_ADD:
            mode = int.from_bytes(octets[at + _MODE_AT : at + _MODE_AT + 4])
            object_name = octets[at + _STAT_OCTETS : flags_at].hex()
            found.append(Tracked(name, mode, object_name, flags >> _STAGE_SHIFT & 3))
    return found


def _listed(octets: bytes) -> "tuple[list[tuple[bytes, int]], int]":
    """Return the name of each entry with the offset where it begins, and how many octets an object's name has."""
    version = int.from_bytes(octets[4:8])
    if octets[:4] != b"DIRC" or version not in (2, 3, 4):
        raise IndexFormatError("no index of version 2 to 4")
    # How long an object's name is stands in the configuration of the repository; the wrong length fits no entry.
    for length in _OBJECT_OCTETS:
        try:
            entries, end = _entries(octets, version, length)
            _check_extensions(octets, end, length)
        except IndexFormatError:
            continue
        return entries, length
    raise IndexFormatError("damaged, or of an unknown form")


def _entries(octets: bytes, version: int, object_octets: int) -> tuple[list[tuple[bytes, int]], int]:
    """Return (name, offset) of all entries, and the offset where the last one ends."""
    count = int.from_bytes(octets[8:12])
    at, before = _HEADER_OCTETS, b""
    entries = []
    for _ in range(count):
        flags_at = at + _STAT_OCTETS + object_octets
        flags = int.from_bytes(octets[flags_at : flags_at + 2])
        start = flags_at + (4 if flags & _EXTENDED else 2)
        if version == 4:
            dropped, start = _varint(octets, start)
            end = octets.find(b"\0", start)
            name = before[: len(before) - dropped] + octets[start:end]
            after = end + 1
        else:
            length = flags & _LONG_NAME
            end = octets.find(b"\0", start) if length == _LONG_NAME else start + length
            name = octets[start:end]
            after = at + (end - at) // 8 * 8 + 8  # one to eight NULs
        if end < start or octets[end : end + 1] != b"\0" or not name or b"\0" in name or name < before:
            raise IndexFormatError("an entry that does not fit")
        entries.append((name, at))
        before, at = name, after
    return entries, at


def _varint(octets: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at offset `at`, as git packs offsets, and the offset after it."""
    value = 0
    for index, octet in enumerate(octets[at : at + 5]):
        value = (value << 7) + (octet & 0x7F)
        if not octet & 0x80:
            return value, at + index + 1
        value += 1
    raise IndexFormatError("a number without end")


def _check_extensions(octets: bytes, at: int, object_octets: int) -> None:
    """Raise IndexFormatError unless extensions that may be passed over fill the octets from `at` to the checksum."""
    end = len(octets) - object_octets
    for signature, after in _extensions(octets, at, end):
        # Capitals mark what may be passed over. `sdir` says that whole folders are left out of the work tree; `link`,
        # that the entries of another file belong to these.
        if not signature[:1].isupper() and signature != b"sdir":
            raise IndexFormatError(f"the extension {signature!r} must be understood")
        at = after
    if at != end:
        raise IndexFormatError("octets that belong to nothing")


def _extensions(octets: bytes, at: int, end: int) -> "Iterator[tuple[bytes, int]]":
    while at + 8 <= end:
        after = at + 8 + int.from_bytes(octets[at + 4 : at + 8])
        yield octets[at : at + 4], after
        at = after
