"""Includes of zone files that are not there: which of them are missed, and which are made elsewhere.

An absolute path is one of the server, and a repository is seldom all of that: the file is missed only where its folder
tells so. A relative path is one of the repository, where the file is missed unless something here says that it is made.
"""

from os.path import basename, dirname, isabs

from zonelint.discovery.absent_files import AbsentFiles
from zonelint.dns.places import Problem
from zonelint.files.paths import display_path
from zonelint.files.zone_texts import Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.readers.includes import AbsentInclude, Includes


class AbsentIncludes:
    """Collects the includes of a run, and judges those of files that are not there.

    What is absent is judged at the end, when it shows which folders are here.
    """

    def __init__(self) -> None:
        self._absent: list[tuple[Zone, Includes, AbsentInclude]] = []
        self._folders: set[str] = set()

    def add(self, zone: "Zone", includes: "Includes", absent: "Sequence[AbsentInclude]", here: "Sequence[str]") -> None:
        """Note the includes of `zone`: those that are `absent`, and the names, as written, of those that are `here`."""
        self._absent += ((zone, includes, each) for each in absent)
        self._folders.update(dirname(name) for name in here if isabs(name))

    def judged(
        self, tree: "Tree", used: "Mapping[str, object]"
    ) -> "Iterator[tuple[Zone, AbsentInclude, Problem | None]]":
        """Yield zone, include and what is to be said of it; None where its file is kept or made elsewhere.

        Files whose real path is in `used` are read already.
        """
        files = AbsentFiles(tree, Texts(tree.source), (used,))
        for zone, includes, each in self._absent:
            folders = list(includes.folders_of(each.name, each.source.real_path))
            name = basename(each.name)
            near = files.near_miss(folders, name, zone.origin)
            is_missed = near is not None or not isabs(each.name) or dirname(each.name) in self._folders
            if is_missed and (near is not None or not any(files.is_made(folder, name) for folder in folders)):
                help = f"{display_path(near)} has almost the same name" if near is not None else ""
                yield zone, each, Problem("include-not-found", each.message, each.source, each.span, help)
            else:
                yield zone, each, None
