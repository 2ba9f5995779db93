"""Folders of programs that hold no zones of the user's: test data, and what others wrote.

A library for the DNS has zones that exist in order to be broken, and no server loads any of them. They are passed over
where a program is plain to see above them; whoever names such a folder has it checked.
"""

import os
import re

from zonelint.files.origins import ending
from zonelint.files.source import FILE, FOLDER
from zonelint.files.zone_files import TEST_DATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry

_DATA = r"_*test[-_]?(?:data|files|fixtures?|resources|zones?)_*|_*fixtures?_*"
_TESTS = r"_*(?:[a-z]+[-_])?tests?_*|specs?|t"
_OF_OTHERS = ("node_modules", "site-packages", "bower_components")
_VENDORED = "vendor"
_MANIFESTS = frozenset(
    (
        "build.gradle",
        "build.gradle.kts",
        "cargo.toml",
        "cmakelists.txt",
        "composer.json",
        "configure.ac",
        "configure.in",
        "cpanfile",
        "dist.ini",
        "gemfile",
        "go.mod",
        "makefile.pl",
        "meson.build",
        "mix.exs",
        "package.json",
        "pom.xml",
        "pyproject.toml",
        "rebar.config",
        "setup.cfg",
        "setup.py",
        "stack.yaml",
    )
)
"""Files, in lower case, by which the tools of a language know a program or a library."""
_CODE = frozenset(
    (
        "c", "cc", "cpp", "cs", "ex", "exs", "go", "hs", "java", "js", "kt", "lua", "php", "pl", "pm", "py", "rb", "rs",
        "scala", "swift", "t", "ts",
    )
)  # fmt: skip
"""Endings of programs; scripts of a shell stand in every repository."""
MAX_FOLDERS = 1000
"""Folders below one of tests in which programs are looked for."""


def without_test_data(entries: "list[Entry]", tree: "Tree", ignored: "Callable[[str, str], None]") -> "list[Entry]":
    """Return those of `entries` that lie in no folder of test data or of others; the rest goes to `ignored`."""
    reasons: dict[tuple[str, str], str] = {}
    kept = []
    judge = _Judge(tree)
    for entry in entries:
        place = (entry.start, os.path.dirname(entry.path))
        why = reasons.get(place)
        if why is None:
            why = reasons[place] = judge.why(*place)
        if why:
            ignored(entry.path, why)
        else:
            kept.append(entry)
    return kept


class _Judge:
    """Tells what folders are for, by their names and what lies in them and above."""

    def __init__(self, tree: "Tree") -> None:
        self.tree = tree
        self._known: dict[str, str] = {}

    def why(self, start: str, folder: str) -> str:
        """Return why nothing in `folder` is a zone of the user's, by a folder below `start`; empty if it may be."""
        path = start.rstrip("/")
        if not folder.startswith(f"{path}/"):
            return ""  # the start itself, or a link led there
        for name in folder[len(path) :].split("/"):
            if name:
                path = f"{path}/{name}"
                why = self._known.get(path)
                if why is None:
                    why = self._known[path] = self._judge(path, name.lower())
                if why:
                    return why
        return ""

    def _judge(self, path: str, name: str) -> str:
        if name in _OF_OTHERS or (name == _VENDORED and self._is_of_program(os.path.dirname(path))):
            return f"a program of others, by its folder {os.path.basename(path)}/"
        is_data = re.fullmatch(_DATA, name)
        if not (is_data or (re.fullmatch(_TESTS, name) and self._holds_code(path))):
            return ""
        above = os.path.dirname(path)
        is_beside = is_data and "zone" not in name and self._has_code(above)
        while not (is_beside or self._is_of_program(above)):
            if above == self.tree.root or above == os.path.dirname(above):
                return ""
            above = os.path.dirname(above)
        return f"{TEST_DATA}, by its folder {os.path.basename(path)}/: name the folder to have it checked"

    def _is_of_program(self, folder: str) -> bool:
        return any(name.lower() in _MANIFESTS or name.endswith(".gemspec") for name in self.tree.entries(folder))

    def _has_code(self, folder: str) -> bool:
        """Tell whether programs lie in `folder` itself, beside the folder of their test data."""
        return any(kind == FILE and ending(name) in _CODE for name, kind in self.tree.entries(folder).items())

    def _holds_code(self, folder: str) -> bool:
        pending, seen = [folder], 0
        while pending and seen < MAX_FOLDERS:
            path = pending.pop()
            seen += 1
            for name, kind in self.tree.entries(path).items():
                if kind == FILE and ending(name) in _CODE:
                    return True
                if kind == FOLDER and not name.startswith("."):
                    pending.append(f"{path}/{name}")
        return False
