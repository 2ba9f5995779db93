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
    below = _below_top(environ)
    if not below:
        return str
    known: dict[str, str] = {_STDIN: _STDIN}

    def from_top(path: str) -> str:
        shown = known.get(path)
        if shown is None:
            shown = known[path] = path if path.startswith("/") else normpath(f"{below}/{path}")
        return shown

    return from_top


def _below_top(environ: "Mapping[str, str]") -> str:
    """Return where in the repository the current folder lies, as a relative path; empty if it is the top."""
    from zonelint.files.bounds import git_top

    current = os.getcwd()
    named = [os.path.realpath(environ[name]) for name in CHECKOUTS if environ.get(name)]
    for top in (*named, git_top(current) or current):
        if f"{current}/".startswith(top.rstrip("/") + "/"):
            return current[len(top.rstrip("/")) + 1 :]
    return ""
