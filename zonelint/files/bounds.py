"""What may be read: the folders below the root, and those that the configuration allows besides.

A repository may come from a stranger. Git's own folder lies below the root as well, and holds what is nobody's
business, such as the credentials of the clone: ``.git`` is never read as data.
"""

import os

from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

OUTSIDE = "it lies outside the root of the zone files, where zonelint reads nothing"
IN_GIT = "it lies in .git, which zonelint never reads"
_GIT = "/.git/"


class Bounds:
    """The folders that may be read.

    root     real path of a folder
    allowed  real paths of others; those within a ``.git`` count for nothing
    """

    __slots__ = ("_prefixes",)

    def __init__(self, root: str, allowed: "Iterable[str]" = ()) -> None:
        bases = (root, *(path for path in allowed if not is_in_git(path)))
        self._prefixes = tuple(base.rstrip("/") + "/" for base in bases)

    def hold(self, real_path: str) -> bool:
        """Tell whether `real_path`, in which no name is a symbolic link, may be read."""
        path = real_path + "/"
        if not path.startswith(self._prefixes):
            return False
        # Some file systems take .GIT for the same name.
        return _GIT not in path.lower() or any(
            path.startswith(base) and not is_in_git(path[len(base) - 1 :]) for base in self._prefixes
        )

    def why_not(self, real_path: str) -> str:
        """Return why `real_path` may not be read; empty if it may."""
        if self.hold(real_path):
            return ""
        return OUTSIDE if self.is_outside(real_path) else IN_GIT

    def is_outside(self, real_path: str) -> bool:
        """Tell whether `real_path` lies in none of the folders."""
        return not (real_path + "/").startswith(self._prefixes)


def is_in_git(path: str) -> bool:
    """Tell whether `path` is a ``.git`` or lies in one."""
    return _GIT in f"/{path}/".lower()


def git_top(folder: str, source: Source = DISK) -> str | None:
    """Return the top of the git work tree that the absolute path `folder` of `source` lies in, or None.

    Of one inside another the inner one counts, unless a symbolic link led there out of the outer one.
    """
    top: str | None = None
    while True:
        if source.is_top(folder) and (top is None or not _is_below(top, folder, source)):
            top = folder
        above = os.path.dirname(folder)
        if above == folder:
            return top
        folder = above


def real_inside(path: str, source: Source = DISK) -> str | None:
    """Return the real path of `path`; None if links lead it out of the repository in which it is named.

    To its ``.git`` is out of it as well. The repository is the git work tree, or else the current folder. What is named
    outside of it is the user's own, and may lead anywhere. Use what is returned: another look might see another link.
    """
    path = os.path.abspath(path)
    real = source.real_path(path)
    top = git_top(os.path.dirname(path), source) or os.getcwd()
    base = top.rstrip("/") + "/"
    if not f"{path}/".startswith(base):
        return real
    bounds = Bounds(source.real_path(top))
    if is_in_git(path[len(base) :]):
        return real if not bounds.is_outside(real) else None
    return real if bounds.hold(real) else None


def _is_below(path: str, folder: str, source: Source) -> bool:
    return f"{source.real_path(path)}/".startswith(f"{source.real_path(folder).rstrip('/')}/")
