"""The files of a revision that a git repository keeps, without a checkout.

git itself is asked, and only for objects by their names (``git cat-file --batch``), so that no path and no index gets
to it. The repository may be a stranger's: what its configuration has git run (hooks, a file-system monitor, filters,
helpers of a transport) is out of use or switched off, what it replaces or grafts does not count, nothing is fetched.
The configuration of the machine and of its user does not count either.

dulwich, which reads repositories in Python, would do as well, and took four times the CPU for 2,000 files.
"""

import errno
import os
import re

from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.linked import Linked
from zonelint.files.source import DISK, FILE, FOLDER, LINK, MAX_OCTETS, OTHER, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class _Entry(NamedTuple):
        """What a tree has by a name: its kind, and the name of its object; that of a submodule is empty."""

        kind: str
        object_name: str

else:
    from zonelint.dns.tuples import named_tuple

    _Entry = named_tuple("_Entry", "kind object_name")

MAX_ENTRIES = 1_000_000
"""Names in all folders that are listed: the same few folders may stand in one another a thousandfold."""
MAX_TREE_OCTETS = 1 << 26
"""Of one folder: some million names."""
MAX_LINK_OCTETS = 4096
"""Of the path in a link, as on Linux."""
MAX_READ_OCTETS = 1 << 34
"""Of all files that are read, each as often as it is read: one object may stand for thousands of files."""

_KINDS = {b"40000": FOLDER, b"040000": FOLDER, b"120000": LINK, b"160000": FOLDER}
_SUBMODULE = b"160000"
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class RevisionError(Exception):
    """There is no such revision, or none can be read; the text says why, in one line."""


class Revision(Linked):
    """The files of one commit, which stand where its work tree is, or would be.

    repository  path of the top of a work tree, or of a bare repository
    name        what names the commit: a branch, a tag, ``HEAD~1`` …
    top         real path at which the files stand; default: that of `repository`
    commit      the full name of the commit
    outside     where the files are that do not lie in `top`

    A submodule is an empty folder, as in a clone without its submodules. Raises RevisionError.
    """

    def __init__(self, repository: str, name: str, top: str | None = None, outside: Source = DISK) -> None:
        super().__init__()
        real = os.path.realpath(repository)
        self.top = top if top is not None else real
        self.outside = outside
        self._base = self.top.rstrip("/") + "/"
        self._objects = GitObjects(real)
        self.commit = _commit(self._objects, name, repository)
        self._trees: dict[str, dict[str, _Entry]] = {}
        self._folders: dict[str, str | None] = {}
        self._entries_left = MAX_ENTRIES
        self._octets_left = MAX_READ_OCTETS
        try:
            content = self._objects.content(self.commit, "commit", MAX_TREE_OCTETS)
        except GitError as error:
            raise RevisionError(f"{name}: {error}") from None
        self._folders[self.top] = content[5 : content.index(b"\n")].decode("ascii")

    def close(self) -> None:
        """End the programs that were started; they are started anew when anything else is read."""
        self._objects.close()

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
        tree = self._tree_at(real_path)
        if tree is None:
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), real_path)
        self._entries_left -= len(tree)
        if self._entries_left < 0:
            raise OSError(errno.EFBIG, f"the revision has over {MAX_ENTRIES} files and folders", real_path)
        return {name: tree[name].kind for name in sorted(tree)}

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        """Return what Source says of it."""
        if not self._holds(real_path):
            return self.outside.beginning(real_path, most)
        entry = self._file(real_path)
        try:
            octets, size = self._objects.beginning(entry.object_name, "blob", min(most, MAX_OCTETS + 1))
        except GitError as error:
            raise OSError(errno.EIO, str(error), real_path) from None
        self._octets_left -= size
        if self._octets_left < 0:
            raise OSError(errno.EFBIG, "the files of the revision are too large together", real_path)
        return octets, size

    def size(self, real_path: str) -> int:
        """Return what Source says of it."""
        if not self._holds(real_path):
            return self.outside.size(real_path)
        try:
            return self._objects.size(self._file(real_path).object_name)
        except GitError as error:
            raise OSError(errno.EIO, str(error), real_path) from None

    def object_name(self, real_path: str) -> str:
        """Return the name of the object that is in the file `real_path`: those with one name are alike.

        Empty for what is not in the revision.
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

    # -- trees

    def _holds(self, path: str) -> bool:
        return path == self.top or path.startswith(self._base)

    def _file(self, real_path: str) -> _Entry:
        entry = self._entry(real_path)
        if entry is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), real_path)
        if entry.kind == LINK:
            raise OSError(errno.ELOOP, "a symbolic link stands in its place", real_path)
        if entry.kind != FILE:
            raise OSError(errno.EINVAL, "it is no regular file", real_path)
        return entry

    def _entry(self, real_path: str) -> "_Entry | None":
        folder, _, name = real_path.rpartition("/")
        try:
            tree = self._tree_at(folder or "/")
        except OSError:
            return None
        return tree.get(name) if tree is not None else None

    def _tree_at(self, folder: str) -> "dict[str, _Entry] | None":
        """Return the entries of the real path `folder`; None if there is no such folder. Raises OSError."""
        if not self._holds(folder):
            return None
        unknown = []
        at = folder
        while at not in self._folders:
            unknown.append(at)
            at = at.rpartition("/")[0]
        for path in reversed(unknown):
            above = self._folders[at]
            if above is None:
                return None  # nor is anything below it
            entry = self._tree(above, at).get(path.rpartition("/")[2])
            self._folders[path] = entry.object_name if entry is not None and entry.kind == FOLDER else None
            at = path
        name = self._folders[folder]
        return self._tree(name, folder) if name is not None else None

    def _tree(self, name: str, path: str) -> "dict[str, _Entry]":
        tree = self._trees.get(name)
        if tree is None:
            # What has no name is a submodule.
            content = self._content(_Entry(FOLDER, name), "tree", MAX_TREE_OCTETS, path) if name else b""
            tree = self._trees[name] = _entries(content, len(self.commit) // 2)
        return tree

    def _content(self, entry: _Entry, kind: str, most: int, path: str) -> bytes:
        try:
            return self._objects.content(entry.object_name, kind, most)
        except GitError as error:
            raise OSError(errno.EIO, str(error), path) from None


def _entries(content: bytes, object_octets: int) -> "dict[str, _Entry]":
    """Return name -> entry of a tree; names that no checkout would make are left out, and so is what is damaged."""
    found: dict[str, _Entry] = {}
    at = 0
    while True:
        blank, end = content.find(b" ", at), content.find(b"\0", at)
        after = end + 1 + object_octets
        if not at < blank < end or after > len(content):
            return found
        mode, name = content[at:blank], os.fsdecode(content[blank + 1 : end])
        if name not in ("", ".", "..") and "/" not in name and name.lower() != ".git":
            kind = _KINDS.get(mode) or (FILE if mode.startswith(b"100") else OTHER)
            found[name] = _Entry(kind, "" if mode == _SUBMODULE else content[end + 1 : after].hex())
        at = after


def _commit(objects: GitObjects, name: str, repository: str) -> str:
    """Return the full name of the commit that `name` means. Raises RevisionError."""
    shown = f"the revision {name!r}"
    if not name or name[0] in "-^" or not name.isprintable():
        raise RevisionError(f"{shown}: that names no commit")
    try:
        found = objects.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if found is not None and _OBJECT_NAME.fullmatch(found):
            return found
        shallow = objects.ask("rev-parse", "--is-shallow-repository")
    except GitError as error:
        raise RevisionError(f"{shown}: {error}") from None
    if shallow is None:
        raise RevisionError(f"{shown}: {repository} is no git repository that can be read")
    if shallow == "true":
        raise RevisionError(
            f"{shown} is not in this shallow clone, which holds the latest commits alone: fetch more of them, such as "
            "with `git fetch --unshallow` or `fetch-depth: 0`"
        )
    raise RevisionError(f"{shown} is not there: no commit, branch or tag has that name")
