"""Copies of one zone in several folders, where a program beside one of them names its file: that is the one in use.

A program is whatever puts a file on a server or has it read there: a module of Nix, a playbook, a Dockerfile.
"""

import os
import re

from zonelint.files.halves import are_halves
from zonelint.files.origins import ending
from zonelint.files.paths import display_path
from zonelint.files.source import FILE, LINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.files.zone_texts import Texts

_ENDINGS = frozenset(("cfg", "conf", "j2", "nix", "pp", "py", "rb", "sh", "tf", "toml", "yaml", "yml"))
_NAMES = frozenset(("Containerfile", "Dockerfile", "Makefile", "Vagrantfile"))
MAX_PROGRAMS = 50
"""Files beside a zone that are looked into; where there are more, nothing is told."""


class NamedBeside:
    """Tells which of several copies of a zone a program beside it names."""

    def __init__(self, tree: "Tree", texts: "Texts") -> None:
        self._tree = tree
        self._texts = texts
        self._words: dict[str, dict[str, str] | None] = {}
        """Folder -> word -> the program there that has it; None: there are too many programs to look into."""

    def unused(self, zones: "Iterable[ZoneFile]") -> "dict[ZoneFile, str]":
        """Return those of `zones` that are copies of one that is named where they are not, each with why it is none.

        Halves of a split horizon are no copies of each other, nor are files of one folder.
        """
        by_origin: dict[str, list[ZoneFile]] = {}
        for zone in zones:
            if zone.format == "master":
                by_origin.setdefault(zone.origin, []).append(zone)
        found: dict[ZoneFile, str] = {}
        for copies in by_origin.values():
            if len({os.path.dirname(zone.real_path) for zone in copies}) == len(copies) > 1:
                found.update(self._of_one(copies))
        return found

    def _of_one(self, copies: "Sequence[ZoneFile]") -> "dict[ZoneFile, str]":
        named = {zone: self._program(zone) for zone in copies}
        used = next(((zone, program) for zone, program in named.items() if program), None)
        if used is None or None in named.values():
            return {}
        why = f"a copy of {used[0].path}, which {display_path(used[1])} names"
        others = (zone for zone, program in named.items() if not program)
        return {zone: why for zone in others if not are_halves(zone.path, used[0].path)}

    def _program(self, zone: "ZoneFile") -> str | None:
        """Return the program in the folder of a zone, or the one above, that names its file; empty: none does.

        None: there are too many to look into.
        """
        folder, name = os.path.split(zone.real_path)
        for each in (folder, os.path.dirname(folder)):
            words = self._words_in(each)
            if words is None:
                return None
            if name in words:
                return words[name]
        return ""

    def _words_in(self, folder: str) -> "dict[str, str] | None":
        if folder not in self._words:
            programs = self._programs(folder)
            self._words[folder] = self._words_of(programs) if len(programs) <= MAX_PROGRAMS else None
        return self._words[folder]

    def _words_of(self, programs: "Sequence[str]") -> dict[str, str]:
        words: dict[str, str] = {}
        for path in programs:
            for word in re.split(r"[^\w.-]+", self._texts.head_if_any(path)):
                words.setdefault(word.rstrip("."), path)
        return words

    def _programs(self, folder: str) -> list[str]:
        if not self._tree.may_read(folder):
            return []
        entries = self._tree.entries(folder).items()
        names = [
            name for name, kind in entries if kind in (FILE, LINK) and (ending(name) in _ENDINGS or name in _NAMES)
        ]
        paths = (self._tree.file(f"{folder.rstrip('/')}/{name}") for name in sorted(names))
        return [path for path in paths if path is not None]
