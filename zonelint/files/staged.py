"""The files of git's index: what the next commit will hold, whatever the work tree has."""

import os
import stat

from zonelint.files import source
from zonelint.files.git_files import Entry, GitFiles, RevisionError
from zonelint.files.git_objects import GitObjects
from zonelint.files.gitindex import MAX_OCTETS, IndexFormatError, index_path, tracked_in
from zonelint.files.source import DISK, FILE, FOLDER, LINK, OTHER, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.files.gitindex import Tracked

_SUBMODULE = 0o160000
_SPARSE_FOLDER = 0o040000


class Staged(GitFiles):
    """The files of the index of a work tree, which stand where the work tree is.

    repository  path of the top of the work tree
    outside     where the files are that do not lie in it

    In a hook, git says by GIT_INDEX_FILE which index is to be committed. Raises RevisionError if there is no index that
    can be read, or if a merge left conflicts in it.
    """

    def __init__(self, repository: str, outside: Source = DISK) -> None:
        top = os.path.realpath(repository)
        super().__init__(top, GitObjects(top), outside=outside)
        self._folders: dict[str, dict[str, Entry]] = {top: {}}
        self._fill(_tracked(top))

    def entries_of(self, folder: str) -> "dict[str, Entry] | None":
        """Return what GitFiles says of it."""
        return self._folders.get(folder)

    def _fill(self, tracked: "Iterable[Tracked]") -> None:
        for each in tracked:
            if each.stage:
                path = os.fsdecode(each.name)
                raise RevisionError(f"the index has conflicts of a merge in {path}: end the merge first")
            if each.mode == _SPARSE_FOLDER:
                how = "`git sparse-checkout reapply --no-sparse-index` makes it a whole one"
                raise RevisionError(f"the index leaves folders out: {how}")
            *folders, name = os.fsdecode(each.name).split("/")
            if not name or ".git" in map(str.lower, (*folders, name)):
                continue
            is_submodule = each.mode == _SUBMODULE
            self._folder(folders)[name] = Entry(_kind(each.mode), "" if is_submodule else each.object_name)
            if is_submodule:
                self._folder([*folders, name])

    def _folder(self, names: list[str]) -> dict[str, Entry]:
        at = self.top
        for name in names:
            self._folders[at].setdefault(name, Entry(FOLDER, ""))
            at = f"{at.rstrip('/')}/{name}"
            self._folders.setdefault(at, {})
        return self._folders[at]


def _kind(mode: int) -> str:
    if mode == _SUBMODULE:
        return FOLDER
    return FILE if stat.S_ISREG(mode) else LINK if stat.S_ISLNK(mode) else OTHER


def _tracked(top: str) -> "list[Tracked]":
    named = os.environ.get("GIT_INDEX_FILE")
    path = os.path.join(top, named) if named else index_path(top)
    try:
        octets = source.octets(os.path.realpath(path), MAX_OCTETS)
    except FileNotFoundError:
        return []  # nothing was added yet
    except (OSError, ValueError) as error:
        raise RevisionError(f"the index of {top} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    try:
        return tracked_in(octets)
    except IndexFormatError as error:
        raise RevisionError(f"the index of {top} cannot be read: {error}") from None
