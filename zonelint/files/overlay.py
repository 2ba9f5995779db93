"""Texts in memory over another source: what an editor has not saved yet."""

import errno
import os

from zonelint.files.linked import Linked
from zonelint.files.source import DISK, FILE, FOLDER, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Overlay(Linked):
    """A source in which some files have another content, or are there only in memory.

    texts  absolute path -> octets of the file there; links in the path are those of `below`
    below  where all else is

    A path that is a folder of `below`, or lies in one of its files, counts for nothing.
    """

    def __init__(self, texts: "Mapping[str, bytes]", below: Source = DISK) -> None:
        super().__init__()
        self.below = below
        self.looked_into = self._seen = set[str]()
        self.include_names = {}
        self._octets: dict[str, bytes] = {}
        self._names: dict[str, dict[str, str]] = {}
        """Real path of a folder -> the names in it that are there because of the texts."""
        for path, octets in sorted(texts.items()):
            real = below.real_path(path)
            above = _above(real)
            if not below.is_folder(real) and not any(folder in texts or below.is_file(folder) for folder in above):
                self._octets[real] = octets
                self._note(real, above)

    def _note(self, real: str, above: list[str]) -> None:
        kind = FILE
        for folder in above:
            self._names.setdefault(folder, {})[real.rpartition("/")[2]] = kind
            real, kind = folder, FOLDER

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        """Return what Source says of it, the text in memory first."""
        self._seen.add(real_path)
        octets = self._octets.get(real_path)
        return (octets[:most], len(octets)) if octets is not None else self.below.beginning(real_path, most)

    def size(self, real_path: str) -> int:
        """Return what Source says of it."""
        octets = self._octets.get(real_path)
        return len(octets) if octets is not None else self.below.size(real_path)

    def listed(self, real_path: str) -> dict[str, str]:
        """Return what Source says of it, with the names of what is in memory."""
        names = self._names.get(real_path, {})
        if names and not self.below.is_folder(real_path):
            return dict(sorted(names.items()))
        found = self.below.listed(real_path)
        return dict(sorted({**found, **names}.items())) if names else found

    def kind_of(self, real_path: str) -> str | None:
        """Return what lies at `real_path` itself, whose folder is a real one."""
        if real_path in self._octets:
            return FILE
        return FOLDER if real_path in self._names else self.below.kind(real_path)

    def link_at(self, real_path: str) -> str:
        """Return where the link at `real_path` leads; there are none in memory."""
        target = self.below.real_path(real_path)
        if target == real_path:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), real_path)
        return target

    def out_of_reach(self, path: str) -> str:
        """Return what Source says of it."""
        return "" if self.has(path) else self.below.out_of_reach(path)

    def is_barred(self, path: str) -> bool:
        """Tell what Source says of it."""
        return not self.has(path) and self.below.is_barred(path)

    def may_enter(self, real_path: str) -> bool:
        """Tell what Source says of it."""
        return not self.below.has(real_path) or self.below.may_enter(real_path)

    def is_top(self, folder: str) -> bool:
        """Tell what Source says of it."""
        return self.below.is_top(folder)

    def is_committed(self, path: str) -> bool:
        """Tell what Source says of it."""
        return self.below.is_committed(path)


def _above(path: str) -> list[str]:
    """Return the folders above `path`, the deepest first."""
    found = []
    while path not in ("/", ""):
        path = path.rpartition("/")[0] or "/"
        found.append(path)
    return found
