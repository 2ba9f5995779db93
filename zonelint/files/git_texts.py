"""Files of a state that no repository has: texts in memory that stand where git would have them, to try rules with."""

from zonelint.files.git_files import Entry, GitFiles
from zonelint.files.git_objects import GitError, GitObjects
from zonelint.files.source import FILE, FOLDER
from zonelint.files.unchanged import hash_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHA1_DIGITS = 40


class GitTexts(GitFiles):
    """The files `texts`, by their paths below the folder `top`, and nothing else."""

    def __init__(self, top: str, texts: "Mapping[str, bytes]") -> None:
        super().__init__(top, _Objects(top, texts.values()))
        self._folders: dict[str, dict[str, Entry]] = {top: {}}
        for path, octets in texts.items():
            self._add(path, octets)

    def _add(self, path: str, octets: bytes) -> None:
        folder = self.top
        *above, name = path.split("/")
        for each in above:
            self._folders[folder].setdefault(each, Entry(FOLDER, ""))
            folder = f"{folder}/{each}"
            self._folders.setdefault(folder, {})
        self._folders[folder][name] = Entry(FILE, hash_of(octets, _SHA1_DIGITS))

    def entries_of(self, folder: str) -> "dict[str, Entry] | None":
        """Return what GitFiles says of it."""
        return self._folders.get(folder)


class _Objects(GitObjects):
    """Objects that are kept in memory, by their names."""

    def __init__(self, top: str, contents: "Iterable[bytes]") -> None:
        super().__init__(top)
        self._contents = {hash_of(octets, _SHA1_DIGITS): octets for octets in contents}

    def beginning(self, name: str, kind: str, most: int) -> tuple[bytes, int]:
        """Return what GitObjects says of it."""
        octets = self._contents.get(name)
        if octets is None:
            raise GitError(f"there is no {kind} {name}")
        return octets[:most], len(octets)

    def size(self, name: str) -> int:
        """Return what GitObjects says of it."""
        return self.beginning(name, "blob", 0)[1]
