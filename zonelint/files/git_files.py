"""Files that git keeps, without a checkout: those of a commit, those of the index, or none at all.

They stand where the work tree of their repository is, or would be, so that they are asked for by the same paths as the
files on the disk.
"""

import errno
import os

from zonelint.files.encryption import LFS_POINTER
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.linked import Linked
from zonelint.files.source import DISK, FILE, FOLDER, LINK, MAX_OCTETS, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Entry(NamedTuple):
        """What a folder has by a name: its kind, and the name of its object; that of a submodule is empty."""

        kind: str
        object_name: str

else:
    from zonelint.dns.tuples import named_tuple

    Entry = named_tuple("Entry", "kind object_name")

MAX_ENTRIES = 1_000_000
"""Names in all folders that are listed: the same few folders may stand in one another a thousandfold."""
MAX_TREE_OCTETS = 1 << 26
"""Of one folder: some million names."""
MAX_LINK_OCTETS = 4096
"""Of the path in a link, as on Linux."""
MAX_READ_OCTETS = 1 << 34
"""Of all files that are read, each as often as it is read: one object may stand for thousands of files."""

_LFS_OCTETS = 1024
"""A pointer of Git LFS is no longer (its specification, "The Pointer")."""


class RevisionError(Exception):
    """There is no such revision, or none can be read; the text says why, in one line."""


class Elsewhere:
    """What may have files at hand that git has, too."""

    def octets(self, real_path: str, object_name: str) -> bytes | None:
        """Return what is in the object `object_name`, which is the file at `real_path`; None if it is not at hand."""
        raise NotImplementedError

    def size(self, real_path: str, object_name: str) -> int | None:
        """Return how many octets the object `object_name` has, as `octets` has it; None if it is not at hand."""
        raise NotImplementedError

    def large(self, real_path: str, digest: str) -> bytes | None:
        """Return what a pointer of Git LFS at `real_path` stands for, by its SHA-256; None if it is not at hand."""
        raise NotImplementedError


class GitFiles(Linked):
    """Files whose contents are objects of a repository; each kind says which entries its folders have.

    top      real path at which the files stand
    commit   the full name of the commit that they are of; empty if they are of none
    objects  the objects of the repository
    outside  where the files are that do not lie in `top`
    elsewhere  what may have the very same files at hand, and is asked before git; None: nothing has
    lost       path of each file or folder that git ought to have, and cannot give -> why
    pointers   paths of the files for which git has a pointer of Git LFS alone
    """

    def __init__(self, top: str, objects: GitObjects, commit: str = "", outside: Source = DISK) -> None:
        super().__init__()
        self.top = top
        self.outside = outside
        self.commit = commit
        self.objects = objects
        self.elsewhere: Elsewhere | None = None
        self.lost: dict[str, str] = {}
        self.pointers: set[str] = set()
        self._base = self.top.rstrip("/") + "/"
        self._entries_left = MAX_ENTRIES
        self._octets_left = MAX_READ_OCTETS

    def close(self) -> None:
        """End the programs that were started; they are started anew when anything else is read."""
        self.objects.close()

    # -- what lies where

    def kind_of(self, real_path: str) -> str | None:
        """Return what lies at `real_path` itself, whose folder is a real one."""
        if not self._holds(real_path):
            return self.outside.kind(real_path)
        if real_path == self.top:
            return FOLDER
        entry = self._entry(real_path)
        return entry.kind if entry is not None else None

    def link_at(self, real_path: str) -> str:
        """Return where the link at `real_path` leads. Raises OSError."""
        if not self._holds(real_path):
            target = self.outside.real_path(real_path)
            if target == real_path:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), real_path)
            return target
        entry = self._entry(real_path)
        if entry is None or entry.kind != LINK:
            raise OSError(errno.EINVAL, "it is no link", real_path)
        target = os.fsdecode(self._content(entry, "blob", MAX_LINK_OCTETS, real_path))
        if "\0" in target:
            raise OSError(errno.EINVAL, "it leads nowhere", real_path)
        return target

    def listed(self, real_path: str) -> dict[str, str]:
        """Return what Source says of it."""
        if not self._holds(real_path):
            return self.outside.listed(real_path)
        tree = self.entries_of(real_path)
        if tree is None:
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), real_path)
        self._entries_left -= len(tree)
        if self._entries_left < 0:
            raise OSError(errno.EFBIG, f"git has over {MAX_ENTRIES} files and folders there", real_path)
        return {name: tree[name].kind for name in sorted(tree)}

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        """Return what Source says of it."""
        if not self._holds(real_path):
            return self.outside.beginning(real_path, most)
        name = self._file(real_path).object_name
        if self.elsewhere is not None:
            octets = self.elsewhere.octets(real_path, name)
            if octets is not None:
                return octets[:most], len(octets)
        try:
            octets, size = self.objects.beginning(name, "blob", min(most, MAX_OCTETS + 1))
        except GitError as error:
            raise self._lost(real_path, error) from None
        self._octets_left -= size
        if self._octets_left < 0:
            raise OSError(errno.EFBIG, "the files that git has are too large together", real_path)
        if octets.startswith(LFS_POINTER) and size <= _LFS_OCTETS:
            octets = self._large(real_path, octets)
            return octets[:most], len(octets)
        return octets, size

    def _large(self, real_path: str, pointer: bytes) -> bytes:
        """Return what a `pointer` of Git LFS stands for, if that is at hand: nothing is fetched. Raises OSError."""
        digest = pointer.partition(b"\noid sha256:")[2].partition(b"\n")[0].decode("ascii", "replace")
        octets = self.elsewhere.large(real_path, digest) if self.elsewhere is not None else None
        if octets is None:
            self.pointers.add(real_path)
            raise OSError(errno.EIO, "git has a pointer of Git LFS in its place, whose content is elsewhere", real_path)
        return octets

    def size(self, real_path: str) -> int:
        """Return what Source says of it."""
        if not self._holds(real_path):
            return self.outside.size(real_path)
        name = self._file(real_path).object_name
        size = self.elsewhere.size(real_path, name) if self.elsewhere is not None else None
        try:
            return size if size is not None else self.objects.size(name)
        except GitError as error:
            raise self._lost(real_path, error) from None

    def object_name(self, real_path: str) -> str:
        """Return the name of the object that is in the file `real_path`: those with one name are alike.

        Empty for what is not among the files.
        """
        entry = self._entry(real_path) if self._holds(real_path) else None
        return entry.object_name if entry is not None and entry.kind == FILE else ""

    # -- what else a source tells

    def out_of_reach(self, path: str) -> str:
        """Return what Source says of it."""
        return "" if self._holds(path) else self.outside.out_of_reach(path)

    def is_barred(self, path: str) -> bool:
        """Tell what Source says of it."""
        return not self._holds(path) and self.outside.is_barred(path)

    def may_enter(self, real_path: str) -> bool:
        """Tell what Source says of it."""
        return self._holds(real_path) or self.outside.may_enter(real_path)

    def is_top(self, folder: str) -> bool:
        """Tell what Source says of it."""
        return folder == self.top or (not self._holds(folder) and self.outside.is_top(folder))

    def is_committed(self, path: str) -> bool:
        """Tell what Source says of it."""
        return self._holds(path)

    # -- folders

    def entries_of(self, folder: str) -> "dict[str, Entry] | None":
        """Return name -> entry of the real path `folder`; None if there is no such folder. Raises OSError."""
        raise NotImplementedError

    def _holds(self, path: str) -> bool:
        return path == self.top or path.startswith(self._base)

    def _file(self, real_path: str) -> Entry:
        entry = self._entry(real_path)
        if entry is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), real_path)
        if entry.kind == LINK:
            raise OSError(errno.ELOOP, "a symbolic link stands in its place", real_path)
        if entry.kind != FILE:
            raise OSError(errno.EINVAL, "it is no regular file", real_path)
        return entry

    def _entry(self, real_path: str) -> "Entry | None":
        folder, _, name = real_path.rpartition("/")
        try:
            tree = self.entries_of(folder or "/")
        except OSError:
            return None
        return tree.get(name) if tree is not None else None

    def _content(self, entry: Entry, kind: str, most: int, path: str) -> bytes:
        try:
            return self.objects.content(entry.object_name, kind, most)
        except GitError as error:
            raise self._lost(path, error) from None

    def _lost(self, path: str, error: GitError) -> OSError:
        self.lost.setdefault(path, str(error))
        return OSError(errno.EIO, str(error), path)


class NoFiles(GitFiles):
    """No files at all: what there was before the first commit."""

    def entries_of(self, folder: str) -> "dict[str, Entry] | None":
        """Return what GitFiles says of it."""
        return {} if folder == self.top else None
