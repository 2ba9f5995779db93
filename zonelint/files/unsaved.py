"""What of a file no git commit and no index has: to change it would lose the only copy."""

import os

from zonelint.files.bounds import git_top
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.gitindex import TrackedNames
from zonelint.files.source import MAX_OCTETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_LINES = 20_000
"""Lines that are compared one by one; of more, all count as changed."""


class Unsaved:
    """Tells of files below one folder which of their lines are not in the index of the git work tree around it.

    Files that git does not track are nobody's but the user's, as are those outside of a work tree.
    """

    def __init__(self, real_folder: str) -> None:
        top = git_top(real_folder)
        self._top = os.path.realpath(top) if top is not None else None
        self._tracked = TrackedNames(self._top) if self._top is not None else None
        self._objects = GitObjects(self._top) if self._top is not None else None
        self._known: dict[str, bytes | None] = {}

    def meets(self, real_path: str, old: bytes, new: bytes) -> bool:
        """Tell whether `new`, in the place of `old`, would change or delete lines that are not saved."""
        if real_path not in self._known:
            self._known[real_path] = self._saved(real_path)
        saved = self._known[real_path]
        if saved is None or saved == old:
            return False
        lines = old.splitlines(keepends=True)
        saved_lines = saved.splitlines(keepends=True)
        if [line.rstrip(b"\r\n") for line in lines] == [line.rstrip(b"\r\n") for line in saved_lines]:
            return False  # git made other line ends of them
        unsaved = {number for start, end in changed(lines, saved_lines) for number in range(start, end)}
        touched = changed(lines, new.splitlines(keepends=True))
        return any(not unsaved.isdisjoint(range(start, end)) for start, end in touched)

    def _saved(self, real_path: str) -> bytes | None:
        """Return what the index has of a file; None if it has nothing of it."""
        if self._top is None or self._tracked is None or self._objects is None:
            return None
        name = real_path[len(self._top.rstrip("/")) + 1 :]
        if not real_path.startswith(self._top.rstrip("/") + "/") or not self._tracked.tracks(real_path):
            return None
        try:
            entry = (self._objects.ask("ls-files", "--stage", "--", f":(literal){name}") or "").split()
            return self._objects.content(entry[1], "blob", MAX_OCTETS) if len(entry) > 1 else None
        except GitError:
            return None

    def close(self) -> None:
        """End the programs that were started."""
        if self._objects is not None:
            self._objects.close()


def changed(old: "Sequence[bytes]", new: "Sequence[bytes]") -> "Iterator[tuple[int, int]]":
    """Yield the stretches of `old`, from one index to before another, in whose place `new` has something else."""
    from difflib import SequenceMatcher

    start = 0
    most = min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(middle_old), len(middle_new)) > MOST_LINES:
        yield start, len(old) - end
        return
    for tag, first, last, _, _ in SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            yield start + first, start + last
