"""Which file an ``$INCLUDE`` names, and whether it may be read.

Repositories take changes from strangers, and a linter in CI quotes what it reads: nothing outside the root
is opened, whatever a zone file says, unless the configuration allows it.
"""

import os

from zonelint.dns.cached import cached_property
from zonelint.dns.tuples import named_tuple
from zonelint.files.bounds import Bounds
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NamedTuple

    from zonelint.dns.places import SourceFile, Span

MAX_DEPTH = 20
"""Includes inside includes; BIND's own bound is the number of open files."""
MAX_FILES = 2_000
"""Files that one zone may consist of."""


class IncludeError(ValueError):
    """An include that cannot be followed; the text says why.

    folder     folder of its path that is missing
    is_absent  whether there is no such file in any place that may be read, so that it may be made elsewhere
    """

    def __init__(self, message: str, folder: str = "", is_absent: bool = False) -> None:
        super().__init__(message)
        self.folder = folder
        self.is_absent = is_absent


if TYPE_CHECKING:

    class AbsentInclude(NamedTuple):
        """An include of a file that is not there: the name as written, what is wrong with it, and where it stands.

        `folder` is that of the name if there is none such; else it is empty.
        """

        name: str
        message: str
        source: SourceFile
        span: Span
        folder: str

else:
    AbsentInclude = named_tuple("AbsentInclude", "name message source span folder")


class Includes:
    """Finds included files.

    root     real path of the folder below which files may be read
    folders  real paths where a relative name is looked for first (the server's ``directory``), in order
    allowed  real paths outside the root that may be read as well
    on_server  absolute path of a folder on the server, and real path of that folder here; "" where none is known
    source   where the files are
    """

    def __init__(
        self,
        root: str,
        folders: "Sequence[str]" = (),
        allowed: "Sequence[str]" = (),
        on_server: tuple[str, str] = ("", ""),
        source: Source = DISK,
    ) -> None:
        self.source = source
        self.root = root
        self.on_server = on_server
        self.folders = folders
        self._allowed = allowed

    @cached_property
    def bounds(self) -> Bounds:
        """What may be read; few zones include anything."""
        return Bounds(self.root, self._allowed)

    def find(self, name: str, including: str | None) -> str:
        """Return the real path of the file that `name` means in the file `including` (a real path, or None).

        Raises IncludeError if there is none, or if it lies outside the root.
        """
        refused = outside = ""
        folder = os.path.dirname(name)
        missing = bool(folder)
        for candidate in self._candidates(name, including):
            path = self.source.real_path(candidate)
            if not self.bounds.hold(path):
                if os.path.isabs(name) and candidate == name and self.bounds.is_outside(path):
                    outside = self.bounds.why_not(path)  # of the server: what this machine has there is not asked
                    continue
                refused = refused or self.bounds.why_not(path)
                continue
            if self.source.is_file(path):
                return path
            if self.source.is_barred(path):
                raise IncludeError("it lies in a folder that cannot be entered")
            missing = missing and not self.source.is_folder(os.path.dirname(path))
        if refused:
            raise IncludeError(refused)
        within = self._within_checkout(name) if missing and not outside else None
        if within is not None:
            return within
        if outside:
            raise IncludeError(outside, is_absent=True)
        if missing:
            raise IncludeError(f"there is no folder {folder}", folder, is_absent=True)
        raise IncludeError("there is no such file", is_absent=True)

    def _within_checkout(self, name: str) -> str | None:
        """Return the real path of the file that a relative `name` means if its first folder is that of the checkout.

        On the server the repository lies in a folder of that name, and the name server's ``directory`` is above it.
        """
        _, _, rest = name.partition("/")
        path = self.source.real_path(os.path.join(self.root, rest))
        is_there = bool(rest) and not os.path.isabs(name) and self.bounds.hold(path) and self.source.is_file(path)
        return path if is_there else None

    def folders_of(self, name: str, including: str | None) -> "Iterator[str]":
        """Yield the real paths of the folders in which `name`, which is in none of them, would be looked for.

        A file that lies in a folder called as that of an absolute `name` is may well lie in that one.
        """
        own = os.path.dirname(including) if including is not None else ""
        for candidate in self._candidates(name, including):
            folder = os.path.dirname(self.source.real_path(candidate))
            if self.bounds.hold(folder) and (not os.path.isabs(name) or folder != self.root):
                yield folder
        if own and os.path.isabs(name) and os.path.basename(own) == os.path.basename(os.path.dirname(name)):
            yield own

    def _candidates(self, name: str, including: str | None) -> list[str]:
        if os.path.isabs(name):
            # A path on the server: its tail may be found below the root.
            parts = name.strip("/").split("/")
            server, here = self.on_server
            beside = (
                [os.path.join(here, parts[-1])] if server and os.path.dirname(os.path.normpath(name)) == server else []
            )
            return [name, *beside, *(os.path.join(self.root, *parts[start:]) for start in range(len(parts)))]
        folders = [*self.folders, self.root]
        if including is not None:
            folders.insert(len(self.folders), os.path.dirname(including))
        return [os.path.join(folder, name) for folder in folders]
