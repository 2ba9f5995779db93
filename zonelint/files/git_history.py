"""What was in a file before: in the commits that led to the present one, and when."""

import os
import re

from zonelint.files.git_files import MAX_TREE_OCTETS
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.revision import tree_entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.files.git_files import Entry

MOST_COMMITS = 200
"""Commits that are gone back, from each to the first of its parents."""
MOST_READ = 2000
"""Contents of files that are read in one run."""
MAX_COMMIT_OCTETS = 1 << 20
_OBJECT_NAME = re.compile(r"[0-9a-f]{40,64}", re.ASCII)


class History:
    """The commits of the git work tree at `top`, from the one that is checked out."""

    def __init__(self, top: str) -> None:
        top = os.path.realpath(top)
        self._base = top.rstrip("/") + "/"
        self._objects = GitObjects(top)
        self._commits: list[tuple[str, int]] | None = None
        self._trees: dict[str, dict[str, Entry]] = {}
        self._reads_left = MOST_READ

    def close(self) -> None:
        """End the programs that were started."""
        self._objects.close()

    def versions(self, real_path: str, most: int, octets: int) -> "Iterator[tuple[int, bytes]]":
        """Yield what was in a file in each commit that changed it: when it was written, and its first `octets`.

        The newest comes first, and `most` come at all. It is told in seconds since 1970. What cannot be read ends it.
        """
        if not real_path.startswith(self._base):
            return
        names = real_path[len(self._base) :].split("/")
        try:
            for seconds, name in self._changes(names):
                if most <= 0 or self._reads_left <= 0:
                    return
                most -= 1
                self._reads_left -= 1
                yield seconds, self._objects.beginning(name, "blob", octets)[0]
        except GitError:
            return

    def _changes(self, names: list[str]) -> "Iterator[tuple[int, str]]":
        """Yield when each object was put into the file below the folders `names`, the newest first."""
        written, present = 0, ""
        for tree, seconds in self._walked():
            name = self._file(tree, names)
            if name != present and present:
                yield written, present
            if not name:
                return
            written, present = seconds, name
        if present:
            yield written, present

    def _file(self, tree: str, names: list[str]) -> str:
        """Return the name of the object of a file; empty if there is no such file."""
        for name in names:
            if tree not in self._trees:
                is_name = _OBJECT_NAME.fullmatch(tree)  # a submodule has none
                content = self._objects.content(tree, "tree", MAX_TREE_OCTETS) if is_name else b""
                self._trees[tree] = tree_entries(content, len(tree) // 2)
            entry = self._trees[tree].get(name)
            if entry is None:
                return ""
            tree = entry.object_name
        return tree

    def _walked(self) -> "list[tuple[str, int]]":
        """Return the trees of the commits, and when these were written; as far as this clone has them."""
        if self._commits is None:
            self._commits = []
            name = self._objects.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or ""
            while _OBJECT_NAME.fullmatch(name) and len(self._commits) < MOST_COMMITS:
                try:
                    tree, name, seconds = _read(self._objects.content(name, "commit", MAX_COMMIT_OCTETS))
                except GitError:
                    break  # a shallow clone ends here
                self._commits.append((tree, seconds))
        return self._commits


def _read(commit: bytes) -> tuple[str, str, int]:
    """Return the tree of a commit, its first parent, or empty, and the moment at which its author wrote it."""
    tree, parent, seconds = "", "", 0
    for line in commit.partition(b"\n\n")[0].split(b"\n"):
        word, _, rest = line.partition(b" ")
        if word == b"tree":
            tree = rest.decode("ascii", "replace")
        elif word == b"parent" and not parent:
            parent = rest.decode("ascii", "replace")
        elif word == b"author":
            when = rest.rpartition(b"> ")[2].partition(b" ")[0]
            seconds = int(when) if when.isdigit() and len(when) < 12 else 0
    return tree, parent, seconds
