"""From a path on the name server to the file in the repository.

Repositories rarely mirror the server's folders: named.conf says ``/etc/bind/zones/db.example.com`` and the file
lies in ``dns/zones/``. The longest tail of the path that exists beside the index, or in a folder above it, wins.
"""

import os
from os.path import isabs, join, normpath

from zonelint.paths import FILE, FOLDER, LINK, MAX_LISTED_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.paths import Tree
MAX_PATH = 4096
"""Octets of a path that an operating system takes; whoever writes a longer one means no file."""


class ServerPaths:
    """Finds the files that one index names.

    folder   real path of the folder that holds the index
    areas    real paths of folders that hold other indexes: their files belong to other servers
    chroot   path of the server's root in the repository or on this machine, or None
    mapping  (server's folder, real path of the folder in the repository), the longest first
    """

    def __init__(
        self,
        tree: "Tree",
        folder: str,
        areas: "Sequence[str]" = (),
        chroot: str | None = None,
        mapping: "Sequence[tuple[str, str]]" = (),
    ) -> None:
        self.tree = tree
        self.folder = folder
        self.areas = frozenset(areas)
        self.chroot = chroot
        self.mapping = sorted(mapping, key=lambda pair: -len(pair[0]))
        self._folders: dict[str, list[str]] = {}
        self._above = frozenset(self._ancestors())

    def find(self, path: str, directory: str | None) -> str | None:
        """Return the file that the server's `path` means, or None; its folder is real, its last name may be a link.

        A relative path is below `directory`, or below the folder of the index where none is set.
        """
        folder, name = os.path.split(normpath(join(directory or "", path)))
        for candidate in self.folders(folder):
            if self.tree.entries(candidate).get(name) in (FILE, LINK):
                return f"{candidate.rstrip('/')}/{name}"
        return self._by_base_name(folder, name)

    def is_guess(self, path: str, directory: str | None, found: str) -> bool:
        """Tell whether just the base name of the server's `path` led to `found`, and no folder of the path did.

        The folder of the index may be a copy of the server's, whatever it is called.
        """
        local, folder = os.path.dirname(found), os.path.dirname(normpath(join(directory or "", path)))
        if local == self.folder or (os.path.basename(folder) and os.path.basename(folder) == os.path.basename(local)):
            return False
        return all(self.tree.real_folder(normpath(each)) != local for each in self._said(folder))

    def folders(self, folder: str) -> list[str]:
        """Return the real paths of the folders that the server's `folder` may be, the likeliest first."""
        found = self._folders.get(folder)
        if found is None and len(folder) > MAX_PATH:
            found = []
        if found is None:
            real = (self.tree.real_folder(normpath(path)) for path in self._candidates(folder))
            found = self._folders[folder] = list(dict.fromkeys(path for path in real if path is not None))
        return found

    def glob(self, pattern: str, directory: str | None) -> list[str]:
        """Return the real paths of the files that an ``include`` means, sorted; `pattern` may hold ``*?[``."""
        if not any(char in pattern for char in "*?["):
            path = self.find(pattern, directory)
            real = self.tree.file(path) if path is not None else None
            return [real] if real is not None else []
        from fnmatch import translate
        from re import compile

        folder, name = os.path.split(normpath(join(directory or "", pattern)))
        matches = compile(translate(name)).match
        for candidate in self.folders(folder):
            found = [self.tree.file(join(candidate, entry)) for entry in self.tree.entries(candidate) if matches(entry)]
            files = [path for path in found if path is not None]
            if files:
                return files
        return []

    def files_below(self, folder: str) -> list[str]:
        """Return the files below the server's `folder`, relative to it, in the order of a walk by name."""
        real = next(iter(self.folders(normpath(folder))), None)
        found: list[str] = []
        pending = [""] if real is not None else []
        while pending and len(found) < MAX_LISTED_FILES:
            name = pending.pop()
            if name and not name.endswith("/"):
                found.append(name)
                continue
            entries = self.tree.entries(normpath(f"{real}/{name}"))
            below = [
                f"{name}{entry}{'/' if kind == FOLDER else ''}"
                for entry, kind in entries.items()
                if kind in (FILE, FOLDER, LINK)
            ]
            pending += reversed(below)
        return found

    def has_folder_of(self, path: str, directory: str | None) -> bool:
        """Tell whether the repository holds the very folder in which the server's `path` lies."""
        folder = os.path.dirname(normpath(join(directory or "", path)))
        tail = os.path.basename(folder)
        if not tail:
            return not isabs(folder)
        return any(os.path.basename(candidate) == tail for candidate in self.folders(folder))

    def _candidates(self, folder: str) -> "Iterator[str]":
        yield from self._said(folder)
        parts = [part for part in folder.split("/") if part not in ("", ".", "..")]
        above = list(self._ancestors())
        for start in range(len(parts) + 1):
            for ancestor in above:
                if start == len(parts) or parts[start] in self.tree.entries(ancestor):
                    yield join(ancestor, *parts[start:])

    def _said(self, folder: str) -> "Iterator[str]":
        """Yield the folders that the server's `folder` is by its whole path."""
        if isabs(folder):
            for server, local in self.mapping:
                if (folder + "/").startswith(server.rstrip("/") + "/"):
                    yield join(local, folder[len(server) :].strip("/"))
            if self.chroot is not None:
                yield self.chroot + folder
            yield folder
        else:
            yield join(self.folder, folder)

    def _ancestors(self) -> "Iterator[str]":
        """Yield the folder of the index and those above it, up to the root."""
        folder = self.folder
        while self.tree.may_read(folder):
            yield folder
            if folder == self.tree.root or folder == os.path.dirname(folder):
                return
            folder = os.path.dirname(folder)

    def _by_base_name(self, folder: str, name: str) -> str | None:
        """Return the one file of that name in the repository, in the area of this index."""
        found = [path for path in self.tree.files_by_name().get(name, ()) if not self._is_of_another_server(path)]
        if len(found) > 1:
            shared = [_common_tail(join(folder, name), path) for path in found]
            found = [path for path, length in zip(found, shared, strict=True) if length == max(shared)]
        return found[0] if len(found) == 1 else None

    def _is_of_another_server(self, path: str) -> bool:
        folder = os.path.dirname(path)
        while folder not in self._above:
            if folder in self.areas:
                return True
            folder = os.path.dirname(folder)
        return False


def _common_tail(one: str, other: str) -> int:
    """Return how many of the last parts of two paths are the same."""
    count = 0
    for left, right in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if left != right:
            break
        count += 1
    return count
