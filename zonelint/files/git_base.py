"""Which two states of a repository a change leads from and to, by what the user or a service that runs CI says."""

import os

from zonelint.files.bounds import git_top
from zonelint.files.git_files import GitFiles, NoFiles, RevisionError
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.revision import Revision
from zonelint.files.source import DISK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO = "auto"
"""Stands for the revision that a service or a hook names, else for the last commit."""


def find_repository(path: str) -> str | None:
    """Return the real path of the repository that holds `path`: the top of its work tree, or a bare one; or None."""
    folder = os.path.realpath(path)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    top = git_top(folder)
    if top is not None:
        return top
    while not is_bare(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def is_bare(folder: str) -> bool:
    """Tell whether `folder` is a repository without work tree (gitrepository-layout(5))."""
    return os.path.isfile(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")
    )


def base_files(repository: str, name: str, environment: "Mapping[str, str]" = os.environ) -> GitFiles:
    """Return the files of the revision `name` of `repository`; AUTO is what `environment` says.

    What there was before the first commit are no files. Raises RevisionError.
    """
    objects = GitObjects(os.path.realpath(repository))
    try:
        meant = _of_environment(objects, environment) if name == AUTO else name
        if _is_nothing(meant) or (name == AUTO and meant == "HEAD" and not _is_there(objects, "HEAD")):
            return NoFiles(os.path.realpath(repository), objects)
    except GitError as error:
        raise RevisionError(f"the revision {name!r}: {error}") from None
    finally:
        objects.close()
    return Revision(repository, meant)


def _is_nothing(name: str) -> bool:
    """Tell whether `name` is what git and its servers say in place of a commit where a branch begins: all zeros."""
    return len(name) in (40, 64) and not name.strip("0")


def _of_environment(objects: GitObjects, environment: "Mapping[str, str]") -> str:
    """Return the revision that the target of a merge, or of a push, was at when the change left it."""
    target = environment.get("GITHUB_BASE_REF")
    if target:
        return _before_merge(objects, target)
    named = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or environment.get("PRE_COMMIT_FROM_REF")
    return named or "HEAD"


def _before_merge(objects: GitObjects, target: str) -> str:
    """Return the commit at which what is checked out left the branch `target`.

    GitHub checks out a merge of both, whose first parent is the branch; a clone of two commits holds that one.
    """
    for branch in (f"refs/remotes/origin/{target}", f"refs/heads/{target}"):
        found = objects.ask("merge-base", branch, "HEAD")
        if found:
            return found
    if _is_there(objects, "HEAD^2"):
        return "HEAD^1"
    raise RevisionError(
        f"the branch {target}, to which GITHUB_BASE_REF says that this is to be merged, is not in this clone, or not "
        "far enough: fetch it, such as with `fetch-depth: 0`"
    )


def _is_there(objects: GitObjects, name: str) -> bool:
    return objects.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") is not None


def state_files(repository: str, head: str | None, staged: bool) -> "GitFiles | None":
    """Return the files of the state that a change leads to: of the commit `head`, of the index; None: of the disk.

    A bare repository has no work tree: there it is its current branch unless `head` says another. Raises RevisionError.
    """
    if staged:
        from zonelint.files.staged import Staged

        return Staged(repository)
    if head is not None or is_bare(repository):
        return Revision(repository, head or "HEAD", outside=DISK)
    return None
