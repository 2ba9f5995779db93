"""States of a repository in memory, and what is found in the step from one to the next."""

import os
from collections.abc import Mapping
from typing import Any

from linting import RULES

from zonelint.config.settings import Settings
from zonelint.files.git_files import Entry, GitFiles
from zonelint.files.git_objects import GitError
from zonelint.files.source import FILE, FOLDER
from zonelint.files.unchanged import hash_of
from zonelint.lint import engine
from zonelint.lint.checking import report_on
from zonelint.lint.findings import Finding
from zonelint.lint.inputs import Inputs, read_before, read_files
from zonelint.lint.report import Report

TOP = "/repository"


class _Objects:
    """Stands for git: objects by their names."""

    def __init__(self) -> None:
        self.octets: dict[str, bytes] = {}

    def beginning(self, name: str, kind: str, most: int) -> tuple[bytes, int]:
        """Return the first octets of an object, and its size."""
        assert kind == "blob"
        if name not in self.octets:
            raise GitError("it is not there")
        return self.octets[name][:most], len(self.octets[name])

    def size(self, name: str) -> int:
        """Return the size of an object."""
        return len(self.octets[name])

    def close(self) -> None:
        """There is nothing to end."""


class Kept(GitFiles):
    """The `files` of a commit, path below TOP -> text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        objects: Any = _Objects()
        super().__init__(TOP, objects, "c" * 40)
        self._folders: dict[str, dict[str, Entry]] = {TOP: {}}
        for path, text in files.items():
            octets = text.encode()
            name = hash_of(octets, 40)
            objects.octets[name] = octets
            *folders, last = path.split("/")
            at = TOP
            for folder in folders:
                self._folders[at][folder] = Entry(FOLDER, "")
                at = f"{at}/{folder}"
                self._folders.setdefault(at, {})
            self._folders[at][last] = Entry(FILE, name)

    def entries_of(self, folder: str) -> dict[str, Entry] | None:
        """Return what GitFiles says of it."""
        return self._folders.get(folder)


def read(files: Mapping[str, str], *, keeps: bool = False) -> Inputs:
    """Return what is read of a state."""
    return read_files([TOP], Settings(), zone_map={}, may_be_empty=True, source=Kept(files), keeps=keeps)


def compared(before: Mapping[str, str], after: Mapping[str, str], *, reuses: bool = True) -> Inputs:
    """Return what is read of both states."""
    inputs = read(after, keeps=reuses)
    inputs.base = read_before("HEAD", Kept(before), inputs)
    return inputs


def report(before: Mapping[str, str], after: Mapping[str, str], *, reuses: bool = True) -> Report:
    """Return what all rules, advice and opinions included, say of a change."""
    return report_on(compared(before, after, reuses=reuses), RULES, select=["ALL"])


def told_of(told: Report) -> list[object]:
    """Return all that a report says."""
    return [
        told.older,
        told.undecided,
        len(told.suppressed),
        told.records,
        *(
            (
                each.rule,
                each.severity,
                each.path,
                each.line,
                each.message,
                [(r.path, r.place.line, r.message) for r in each.related],
            )
            for each in told.findings
        ),
    ]


def findings(files: Mapping[str, str]) -> list[Finding]:
    """Return what all rules find in a state by itself."""
    return engine.run(read(files).views, RULES, set(RULES)).findings


def shown(path: str) -> str:
    """Return how reports name a file."""
    return os.path.relpath(f"{TOP}/{path}")
