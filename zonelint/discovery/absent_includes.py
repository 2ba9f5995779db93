"""Includes of zone files that are not there: which of them are missed, and which are made elsewhere.

An absolute path is one of the server, and a repository is seldom all of that: the file is missed only where its folder
tells so. A relative path is one of the repository, where the file is missed unless something here says that it is made,
or several are of a folder that is not here, and none that is nearly called so: a program writes that, or it is another
repository's.
"""

from os.path import basename, dirname, isabs, join

from zonelint.discovery.absent_files import AbsentFiles
from zonelint.dns.places import Problem
from zonelint.dns.typos import is_one_letter_off
from zonelint.files.paths import display_path
from zonelint.files.zone_texts import Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.readers.includes import AbsentInclude, Includes


_SEVERAL = 3
"""Files included from one folder that is not here from which on it is nowhere in the repository on purpose."""


def _has_nearly(tree: "Tree", folders: "Sequence[str]") -> bool:
    """Tell whether a folder lies beside one of `folders`, which are not there, that is nearly called so."""
    return any(
        is_one_letter_off(basename(folder), name, digits=True) and tree.source.is_folder(join(dirname(folder), name))
        for folder in folders
        for name in tree.entries(dirname(folder))
    )


class AbsentIncludes:
    """Collects the includes of a run, and judges those of files that are not there.

    What is absent is judged at the end, when it shows which folders are here.
    """

    def __init__(self) -> None:
        self._absent: list[tuple[Zone, Includes, AbsentInclude]] = []
        self._folders: set[str] = set()
        self._of_folder: dict[str, set[str]] = {}
        """Folder that is not here -> the names, as written, of the files in it that are included."""

    def add(self, zone: "Zone", includes: "Includes", absent: "Sequence[AbsentInclude]", here: "Sequence[str]") -> None:
        """Note the includes of `zone`: those that are `absent`, and the names, as written, of those that are `here`."""
        self._absent += ((zone, includes, each) for each in absent)
        for each in absent:
            if each.folder:
                self._of_folder.setdefault(each.folder, set()).add(each.name)
        self._folders.update(dirname(name) for name in here if isabs(name))

    def judged(
        self, tree: "Tree", used: "Mapping[str, object]"
    ) -> "Iterator[tuple[Zone, AbsentInclude, Problem | None]]":
        """Yield zone, include and what is to be said of it; None where its file is kept or made elsewhere.

        Files whose real path is in `used` are read already.
        """
        files = AbsentFiles(tree, Texts(tree.source), (used,))
        nearly: dict[tuple[str, ...], bool] = {}
        for zone, includes, each in self._absent:
            folders = list(includes.folders_of(each.name, each.source.real_path))
            name = basename(each.name)
            near = files.near_miss(folders, name, zone.origin)
            if isabs(each.name):
                is_missed = near is not None or dirname(each.name) in self._folders
            else:
                is_missed = not each.folder or len(self._of_folder[each.folder]) < _SEVERAL
                if not is_missed:
                    key = tuple(folders)
                    if key not in nearly:
                        nearly[key] = _has_nearly(tree, folders)
                    is_missed = nearly[key]
            if is_missed and (near is not None or not any(files.is_made(folder, name) for folder in folders)):
                help = f"{display_path(near)} has almost the same name" if near is not None else ""
                yield zone, each, Problem("include-not-found", each.message, each.source, each.span, help)
            else:
                yield zone, each, None
