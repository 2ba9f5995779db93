"""The files of a revision that a git repository keeps, without a checkout.

git itself is asked, and only for objects by their names (``git cat-file --batch``), so that no path and no index gets
to it. The repository may be a stranger's: what its configuration has git run (hooks, a file-system monitor, filters,
helpers of a transport) is out of use or switched off, what it replaces or grafts does not count, nothing is fetched.
The configuration of the machine and of its user does not count either.

dulwich, which reads repositories in Python, would do as well, and took four times the CPU for 2,000 files.
"""

import os
import re

from zonelint.files.git_files import MAX_TREE_OCTETS, Entry, GitFiles, RevisionError
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.source import DISK, FILE, FOLDER, LINK, OTHER, Source

__all__ = ["Revision", "RevisionError", "commit_of", "tree_entries"]

_KINDS = {b"40000": FOLDER, b"040000": FOLDER, b"120000": LINK, b"160000": FOLDER}
_SUBMODULE = b"160000"
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Revision(GitFiles):
    """The files of one commit, which stand where its work tree is, or would be.

    repository  path of the top of a work tree, or of a bare repository
    name        what names the commit: a branch, a tag, ``HEAD~1`` …
    top         real path at which the files stand; default: that of `repository`
    outside     where the files are that do not lie in `top`

    A submodule is an empty folder, as in a clone without its submodules. Raises RevisionError.
    """

    def __init__(self, repository: str, name: str, top: str | None = None, outside: Source = DISK) -> None:
        real = os.path.realpath(repository)
        objects = GitObjects(real)
        commit = commit_of(objects, name, repository)
        super().__init__(top if top is not None else real, objects, commit, outside)
        self._trees: dict[str, dict[str, Entry]] = {}
        self._folders: dict[str, str | None] = {}
        try:
            content = objects.content(commit, "commit", MAX_TREE_OCTETS)
        except GitError as error:
            raise RevisionError(f"{name}: {error}") from None
        self._folders[self.top] = content[5 : content.index(b"\n")].decode("ascii")

    def entries_of(self, folder: str) -> "dict[str, Entry] | None":
        """Return what GitFiles says of it."""
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

    def _tree(self, name: str, path: str) -> "dict[str, Entry]":
        tree = self._trees.get(name)
        if tree is None:
            # What has no name is a submodule.
            content = self._content(Entry(FOLDER, name), "tree", MAX_TREE_OCTETS, path) if name else b""
            tree = self._trees[name] = tree_entries(content, len(self.commit) // 2)
        return tree


def tree_entries(content: bytes, object_octets: int) -> "dict[str, Entry]":
    """Return name -> entry of a tree; names that no checkout would make are left out, and so is what is damaged."""
    found: dict[str, Entry] = {}
    at = 0
    while True:
        blank, end = content.find(b" ", at), content.find(b"\0", at)
        after = end + 1 + object_octets
        if not at < blank < end or after > len(content):
            return found
        mode, name = content[at:blank], os.fsdecode(content[blank + 1 : end])
        if name not in ("", ".", "..") and "/" not in name and name.lower() != ".git":
            kind = _KINDS.get(mode) or (FILE if mode.startswith(b"100") else OTHER)
            found[name] = Entry(kind, "" if mode == _SUBMODULE else content[end + 1 : after].hex())
        at = after


def commit_of(objects: GitObjects, name: str, repository: str) -> str:
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
