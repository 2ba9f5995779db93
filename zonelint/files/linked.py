"""Sources that follow links themselves, name by name, as a file system does."""

import os

from zonelint.files.source import FOLDER, LINK, Source

MOST_LINKS = 40
"""Links in one path after which it leads nowhere, as with Linux (path_resolution(7))."""
MAX_PATH = 4096
"""Octets of a path; at a longer one there is nothing, as on Linux."""


class Linked(Source):
    """A source that knows what lies at a path whose folder is a real one; the paths with links are found from that."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}
        """Folders that were asked for -> their real paths."""

    def kind_of(self, real_path: str) -> str | None:
        """Return what lies at `real_path` itself, whose folder is a real one: FILE, FOLDER, LINK or OTHER, or None."""
        raise NotImplementedError

    def link_at(self, real_path: str) -> str:
        """Return where the link at `real_path` leads: a path that is absolute, or relative to its folder.

        Raises OSError if it leads nowhere.
        """
        raise NotImplementedError

    def kind(self, path: str) -> str | None:
        """Return what Source says of it."""
        if not path or "\0" in path or len(path) > MAX_PATH:
            return None
        folder, _, name = path.rpartition("/")
        if name in ("", ".", ".."):
            return self._followed(path)
        real = self._walked("/", folder.split("/"), strictly=True)
        return self.kind_of(f"{real.rstrip('/')}/{name}") if real else None

    def _followed(self, path: str) -> str | None:
        if not path or "\0" in path or len(path) > MAX_PATH:
            return None
        real = self._walked("/", path.split("/"), strictly=True)
        found = self.kind_of(real) if real else None
        # What ends in a slash is a folder, or is not there.
        return None if path[-1] == "/" and found != FOLDER else found

    def real_path(self, path: str) -> str:
        """Return what Source says of it; what a chain of too many links leads to is left as it is written."""
        if "\0" in path:
            raise ValueError("embedded null byte")
        if len(path) > MAX_PATH:
            return os.path.normpath(path)
        folder, _, name = path.rpartition("/")
        if name in ("", ".", ".."):
            return self._walked("/", path.split("/"))
        real = self._real.get(folder)
        if real is None:
            real = self._real[folder] = self._walked("/", folder.split("/"))
        return self._walked(real, [name])

    def _walked(self, at: str, names: list[str], strictly: bool = False) -> str:
        """Return the real path that `names` lead to from the real folder `at`.

        There is no way out of what is no folder: `strictly`, such a path leads nowhere, which is empty.
        """
        pending, links, gone = names[::-1], 0, ""
        while pending:
            name = pending.pop()
            if name in ("", "."):
                continue
            if name == "..":
                if strictly and self.kind_of(at) != FOLDER:
                    return ""
                at = at.rpartition("/")[0] or "/"
                gone = gone if at.startswith(gone) else ""
                continue
            path = f"{at.rstrip('/')}/{name}"
            kind = None if gone else self.kind_of(path)
            target = self._target(path) if kind == LINK and links < MOST_LINKS else None
            if target is not None:
                links += 1
                at = "/" if target.startswith("/") else at
                pending += target.split("/")[::-1]
                continue
            # In what is not there nothing else is.
            gone = gone or (path if kind is None else "")
            at = path
        return at

    def _target(self, path: str) -> str | None:
        try:
            return self.link_at(path) or None
        except OSError:
            return None
