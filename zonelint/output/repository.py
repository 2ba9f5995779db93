"""Paths as services want them that show findings beside the files of a repository: relative to its top."""

import os
from posixpath import normpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Environment variables in which GitHub and GitLab name the folder that they look for paths in."""

_STDIN = "<stdin>"


def repository_paths(environ: "Mapping[str, str]" = os.environ) -> "Callable[[str], str]":
    """Return a function that takes a path, as reports show it, and returns it relative to the top of the repository.

    The top is the folder that a service names in `environ` if the current one lies in it, else the top of the git work
    tree. Without either, paths stay relative to the current folder.
    """
    current = os.getcwd()
    top = _top(environ, current)
    below = current[len(top) :]
    known: dict[str, str] = {_STDIN: _STDIN}

    def from_top(path: str) -> str:
        shown = known.get(path)
        if shown is None:
            shown = path
            if below and not path.startswith("/"):
                shown = normpath(f"{below}/{path}")
            known[path] = shown = shown.removeprefix(top)
        return shown

    return from_top


def _top(environ: "Mapping[str, str]", current: str) -> str:
    """Return the top of the repository that the folder `current` lies in, with a final slash."""
    from zonelint.files.bounds import git_top

    named = [os.path.realpath(environ[name]) for name in CHECKOUTS if environ.get(name)]
    for top in (*named, git_top(current) or current):
        base = f"{top.rstrip('/')}/"
        if f"{current}/".startswith(base):
            return base
    return f"{current.rstrip('/')}/"
