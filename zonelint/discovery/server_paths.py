"""From a path on the name server to the file in the repository.

Repositories rarely mirror the server's folders: named.conf says ``/etc/bind/zones/db.example.com`` and the file
lies in ``dns/zones/``. Some tail of the path leads to it, from beside the index or from a folder above it. Of several
files that may be meant the nearest is taken, for which one has to go up the fewest folders from the index, and of
these the one with the longest tail.
"""

import os
from os.path import isabs, join, normpath

from zonelint.files.paths import MAX_LISTED_FILES, split, with_folders
from zonelint.files.source import FILE, FOLDER, LINK
from zonelint.files.walk import is_old_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zonelint.files.paths import Tree
MAX_SAME_NAME = 300
"""Files of one base name in the repository; of more than these nobody could tell which one is meant."""
MAX_PATH = 4096
"""Octets of a path that an operating system takes; whoever writes a longer one means no file."""


class ServerPaths:
    """Finds the files that one index names.

    folder   real path of the folder that holds the index
    areas    real paths of the folders that hold indexes: the files of other ones belong to other servers
    chroot   path of the server's root in the repository or on this machine, or None
    mapping  what `mapped_folders` makes of the configuration
    """

    def __init__(
        self,
        tree: "Tree",
        folder: str,
        areas: "Collection[str]" = (),
        chroot: str | None = None,
        mapping: "Mapping[str, Sequence[tuple[str, str]]] | None" = None,
    ) -> None:
        self.tree = tree
        self.folder = folder
        self.areas = areas
        self.chroot = chroot
        self.mapping = mapping or {}
        self._same_name: dict[str, list[str]] = {}
        self._folders: dict[str, list[str]] = {}
        self._nearest: dict[str, list[str]] = {}
        self._hides: dict[str, bool] = {}
        self._above = frozenset(self._ancestors())

    def find(self, path: str, directory: str | None, index: str = "") -> str | None:
        """Return the file that the server's `path` means, or None; its folder is real, its last name may be a link.

        A relative path is below `directory`, or below the folder of the index where none is set. It does not mean the
        file `index`, in which it stands, where there is another one.
        """
        folder, name = split(normpath(join(directory or "", path)))
        for candidate in self._nearest_folders(folder):
            if self.tree.kind(candidate, name) in (FILE, LINK):
                found = f"{candidate.rstrip('/')}/{name}"
                if found != index:
                    return found
        return self._by_base_name(folder, name)

    def _nearest_folders(self, folder: str) -> list[str]:
        """Return what `folders` does, those that the whole path leads to first, then the nearest ones."""
        found = self._nearest.get(folder)
        if found is None:
            folders = self.folders(folder)
            said = set(map(normpath, self._said(folder))) if len(folders) > 1 else ()
            found = self._nearest[folder] = sorted(folders, key=lambda each: each not in said and self._steps_up(each))
        return found

    def _steps_up(self, folder: str) -> int:
        """Return how many folders one has to go up from the index to come to the real path `folder`, plus one."""
        theirs = f"{folder}/"
        return next(
            (up for up, above in enumerate(with_folders(self.folder), 1) if theirs.startswith(f"{above.rstrip('/')}/")),
            len(self.folder),
        )

    def is_guess(self, path: str, directory: str | None, found: str) -> bool:
        """Tell whether just the base name of the server's `path` led to `found`, and no folder of the path did.

        The folder of the index may be a copy of the server's, whatever it is called.
        """
        local = split(found)[0]
        if local == self.folder:
            return False
        folder = os.path.dirname(normpath(join(directory or "", path)))
        if os.path.basename(folder) and os.path.basename(folder) == os.path.basename(local):
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
        """Return the real paths of the files that an ``include`` means, sorted; `pattern` may hold ``*?[``.

        A name is evidence in whatever folder it is found. A pattern is none: its folder must be here.
        """
        if not any(char in pattern for char in "*?["):
            path = self.find(pattern, directory)
            real = self.tree.file(path) if path is not None else None
            return [real] if real is not None else []
        from fnmatch import translate
        from re import compile

        folder, name = os.path.split(normpath(join(directory or "", pattern)))
        matches = compile(translate(name)).match
        tail = os.path.basename(folder)
        said = set(map(normpath, self._said(folder)))
        for candidate in self.folders(folder):
            if candidate not in said and (not tail or os.path.basename(candidate) != tail):
                continue
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
            below = normpath(f"{real}/{name}")
            entries = self.tree.entries(below)
            if below in self.tree.closed:
                self.tree.unlisted.add(below)
            names = [
                f"{name}{entry}{'/' if kind == FOLDER else ''}"
                for entry, kind in entries.items()
                if kind in (FILE, FOLDER, LINK)
            ]
            pending += reversed(names)
        return found

    def may_hide(self, path: str, directory: str | None) -> bool:
        """Tell whether the server's `path` lies in a folder here that cannot be listed: it may be there."""
        folder = os.path.dirname(normpath(join(directory or "", path)))
        hides = self._hides.get(folder)
        if hides is None:
            candidates = self._candidates(folder) if len(folder) <= MAX_PATH else ()
            hides = any(self.tree.barrier(f"{normpath(candidate)}/") is not None for candidate in candidates)
            self._hides[folder] = hides
        return hides

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
            for outer in with_folders(folder) if self.mapping else ():
                for server, local in self.mapping.get(outer.rstrip("/"), ()):
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
        """Return the file of that name in the area of this index that is nearest to it; None if two are alike."""
        found = self._same_name.get(name)
        if found is None:
            of_all = self.tree.files_by_name().get(name, ())
            ours = [path for path in of_all[:MAX_SAME_NAME] if self._may_be_meant(path)]
            found = self._same_name[name] = ours if len(of_all) <= MAX_SAME_NAME else []
        if len(found) > 1:
            ranks = [(self._steps_up(path), -_common_tail(join(folder, name), path)) for path in found]
            found = [path for path, rank in zip(found, ranks, strict=True) if rank == min(ranks)]
        return found[0] if len(found) == 1 else None

    def _may_be_meant(self, path: str) -> bool:
        """Tell whether a file may be one of this index' server: an old copy is none, unless the index is beside it."""
        folder = os.path.dirname(path)
        above = (each for each in with_folders(folder) if each not in self._above)
        names = (each.rsplit("/", 2)[-2:] for each in above if each.startswith(self.tree.root))
        is_old = any(is_old_folder(name, where) for where, name in names)
        return not (is_old or self._is_of_another_server(path))

    def _is_of_another_server(self, path: str) -> bool:
        folder = os.path.dirname(path)
        while folder not in self._above:
            if folder in self.areas:
                return True
            folder = os.path.dirname(folder)
        return False


def mapped_folders(pairs: "Sequence[tuple[str, str]]") -> "dict[str, list[tuple[str, str]]]":
    """Return the (server's folder, real path of the folder in the repository) of a configuration by server's folder."""
    mapped: dict[str, list[tuple[str, str]]] = {}
    for server, local in sorted(pairs, key=lambda pair: -len(pair[0])):
        mapped.setdefault(server.rstrip("/"), []).append((server, local))
    return mapped


def _common_tail(one: str, other: str) -> int:
    """Return how many of the last parts of two paths are the same."""
    count = 0
    for left, right in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if left != right:
            break
        count += 1
    return count
