"""What the indexes of a repository say of its files, put together: which are zones, whose, and which are not."""

import os
import re

from zonelint.dns.cached import cached_property
from zonelint.files.paths import with_folders
from zonelint.files.zone_files import Ignored, ZoneFile
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zonelint.discovery.absent_files import AbsentFiles
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts
    from zonelint.readers.servers.serverconf import ServerConf, ZoneStatement


class IndexMap:
    """What indexes say, of which several may speak of one file.

    found    the Discovery that gets the zones
    mapped   path (its folder real) -> origins of the zone files that an index or the user names
    governed real path of a folder -> the indexes that map files in it to zones, by the paths that reports show
    folders  real paths of those of them in which a file lies where the index says, not just one of its base name
    copies   real path -> why a file that an index names is not to be linted
    absent   judges files that are not there
    meant    path of a file that has nearly the name of one that is not there -> origin of the zone that it is for
    unmade   base name of a file that is not there -> the statements that name it, and the configuration of each
    stored   origin -> real path of the folder of an index -> where that has the server answer from etcd, not a file
    made     (real path, origin, view) -> the zone file that was made of it
    places   real paths of the folders in which the indexes lie, those that include others alone
    by_hand  origin -> (real path, by what) of the zones that the user maps; that comes before any index
    """

    def __init__(self, tree: "Tree", found: "Discovery", excluded: "Callable[[str], bool]", texts: "Texts") -> None:
        self.tree = tree
        self.found = found
        self.excluded = excluded
        self.texts = texts
        self.mapped: dict[str, set[str]] = {}
        self.governed: dict[str, dict[str, ServerConf]] = {}
        self.folders: set[str] = set()
        self.copies: dict[str, str] = {}
        self.by_hand: dict[str, tuple[str, str]] = {}
        self.meant: dict[str, str] = {}
        self.stored: dict[str, dict[str, str]] = {}
        self.unmade: dict[str, list[tuple[ZoneStatement, ServerConf]]] = {}
        self.places: Iterable[str] = ()
        self.made: dict[tuple[str, str, str | None], ZoneFile] = {}
        self._words_of: dict[str, set[str]] = {}
        self._served: dict[str, dict[str, ZoneFile]] = {}
        self._origins: set[str] = set()
        self._below: dict[str, dict[str, list[ZoneFile]]] = {}
        self._nearest: dict[tuple[str, str], dict[str, ZoneFile]] = {}

    @cached_property
    def absent(self) -> "AbsentFiles":
        """Judges the files that indexes name and that are not there; most sets have none."""
        from zonelint.discovery.absent_files import AbsentFiles

        return AbsentFiles(self.tree, self.texts, (self.mapped, self.copies))

    def note_served(self, folder: str, zone: ZoneFile) -> None:
        """Note that the index in the real path `folder` serves `zone`."""
        self._served.setdefault(folder, {}).setdefault(zone.origin, zone)
        self._origins.add(zone.origin)

    def retired_by(self, path: str) -> str:
        """Return the index that names the file `path` in a comment, and others of its folder as zones; or nothing.

        Such a zone was switched off: it may be served elsewhere by now, from another file.
        """
        folder, name = os.path.split(path)
        indexes = self.governed.get(folder, {})
        return next((shown for shown, conf in indexes.items() if name in self._words(shown, conf)), "")

    def _words(self, shown: str, conf: "ServerConf") -> set[str]:
        """Return the words of an index and what it includes, comments too; paths are taken apart."""
        words = self._words_of.get(shown)
        if words is None:
            words = self._words_of[shown] = set()
            for file in conf.files:
                try:
                    text = self.texts.whole(file)
                except (OSError, UnreadableError):
                    continue
                words.update(re.split(r"[\s\"'/;{}#()]+", text))
        return words

    def serving(self, origin: str, folder: str) -> ZoneFile | None:
        """Return the zone file from which the server that `folder` belongs to serves `origin`, or None.

        A file belongs to the index that lies nearest: the one with which it has the most folders in common. Of several
        indexes there the one counts whose file of that zone lies nearest.
        """
        if origin not in self._origins:
            return None
        if not self._below:
            for index in self.places:
                for zone in self._served.get(index, {}).values():
                    for above in with_folders(index):
                        self._below.setdefault(above, {}).setdefault(zone.origin, []).append(zone)
                for above in with_folders(index):
                    self._below.setdefault(above, {})
        top = next(above for above in with_folders(folder) if above in self._below)
        near = self._nearest.get((top, origin))
        if near is None:
            near = self._nearest[top, origin] = {}
            for zone in self._below[top].get(origin, ()):
                for above in with_folders(os.path.dirname(zone.real_path)):
                    near.setdefault(above, zone)
        return next((near[above] for above in with_folders(folder) if above in near), None)

    def beside(self, folder: str) -> list[str]:
        """Return the indexes among whose files those of `folder` lie, as reports show them; empty if none is near.

        They map files there, or one of them lies in that folder or the nearest above it, or in the nearest folder that
        holds both there is no other.
        """
        if folder in self.folders:
            return list(self.governed[folder])
        for above in with_folders(folder):
            if self._served.get(above):
                return next(iter(self._served[above].values())).sites
            if above in self._near:
                return self._near[above] or []
        return []

    @cached_property
    def _near(self) -> "dict[str, list[str] | None]":
        """Folder above an index -> the indexes there, if all lie in one folder; None: in several."""
        near: dict[str, list[str] | None] = {}
        for index, served in self._served.items():
            sites = next(iter(served.values())).sites
            for above in with_folders(index):
                near[above] = None if above in near else sites
        return near

    def ignored_name(self, name: str, why: str) -> None:
        """Note a path on the server that leads to no file here."""
        self.found.ignored.append(Ignored(name, why))
