"""Which file an ``$INCLUDE`` names, and whether it may be read.

Repositories take changes from strangers, and a linter in CI quotes what it reads: nothing outside the root
is opened, whatever a zone file says, unless the configuration allows it.
"""

import os

from zonelint.files.bounds import Bounds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 20
"""Includes inside includes; BIND's own bound is the number of open files."""
MAX_FILES = 2_000
"""Files that one zone may consist of."""


class IncludeError(ValueError):
    """An include that cannot be followed; the text says why. `folder` is a folder of its path that is missing."""

    def __init__(self, message: str, folder: str = "") -> None:
        super().__init__(message)
        self.folder = folder


class Includes:
    """Finds included files.

    root     real path of the folder below which files may be read
    folders  real paths where a relative name is looked for first (the server's ``directory``), in order
    allowed  real paths outside the root that may be read as well
    """

    def __init__(self, root: str, folders: "Sequence[str]" = (), allowed: "Sequence[str]" = ()) -> None:
        self.root = root
        self.folders = folders
        self.bounds = Bounds(root, allowed)

    def find(self, name: str, including: str | None) -> str:
        """Return the real path of the file that `name` means in the file `including` (a real path, or None).

        Raises IncludeError if there is none, or if it lies outside the root.
        """
        refused = ""
        folder = os.path.dirname(name)
        missing = bool(folder)
        for candidate in self._candidates(name, including):
            path = os.path.realpath(candidate)
            if not self.bounds.hold(path):
                refused = refused or self.bounds.why_not(path)
                continue
            if os.path.isfile(path):
                return path
            if _is_barred(path):
                raise IncludeError("it lies in a folder that cannot be entered")
            missing = missing and not os.path.isdir(os.path.dirname(path))
        if refused:
            raise IncludeError(refused)
        if missing:
            raise IncludeError(f"there is no folder {folder}", folder)
        raise IncludeError("there is no such file")

    def _candidates(self, name: str, including: str | None) -> list[str]:
        if os.path.isabs(name):
            # A path on the server: its tail may be found below the root.
            parts = name.strip("/").split("/")
            return [name, *(os.path.join(self.root, *parts[start:]) for start in range(len(parts)))]
        folders = [*self.folders, self.root]
        if including is not None:
            folders.insert(len(self.folders), os.path.dirname(including))
        return [os.path.join(folder, name) for folder in folders]


def _is_barred(path: str) -> bool:
    """Tell whether it cannot be known if there is anything at the real path `path`."""
    try:
        os.stat(path)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return False
