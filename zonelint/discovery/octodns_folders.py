"""Where octoDNS's providers keep their files: the folders and files of one provider, in the repository."""

import os

from zonelint.dns.cached import cached_property
from zonelint.files.source import FILE, FOLDER, LINK
from zonelint.readers.octodns.classes import NAMED_FILE, SPLIT_FILES, ZONEFILE
from zonelint.readers.octodns.names import decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.files.paths import Tree
    from zonelint.readers.octodns.model import Provider

YAML_ENDING = ".yaml"


class FolderError(Exception):
    """Files that octoDNS refuses; the text says why, in its words. `paths` are the files, if they are there."""

    def __init__(self, message: str, paths: "Sequence[str]" = ()) -> None:
        super().__init__(message)
        self.paths = paths


class ProviderFolder:
    """The folder of one provider.

    directory  what the configuration says; None if it is not known here (a variable of the environment)
    path       real path of the folder in the repository, or None if it is not there
    """

    def __init__(self, provider: "Provider", tree: "Tree", config_folder: str) -> None:
        self.provider = provider
        self.tree = tree
        self.directory = text_option(provider.options.get("directory"))
        self._candidates = self._existing(config_folder)
        self.path = self._candidates[0] if self._candidates else None

    def _existing(self, config_folder: str) -> list[str]:
        """Return the folders that `directory` may be: from the current one, the configuration's, those above that."""
        if self.directory is None:
            return []
        starts = [os.getcwd(), config_folder]
        while starts[-1] != self.tree.root and self.tree.may_read(os.path.dirname(starts[-1])):
            starts.append(os.path.dirname(starts[-1]))
        found: dict[str, None] = {}
        for start in starts:
            path = os.path.normpath(os.path.join(start, self.directory))
            if not self.tree.may_read(path):
                continue  # a folder of the machine that runs octoDNS
            real = self.tree.real_folder(path)
            if real is not None:
                found[real] = None
            else:
                self.tree.barrier(f"{path}/")  # it may be there, in a folder that cannot be listed
        return list(found)

    def choose(self, origins: "Iterable[str]") -> None:
        """Settle on the first of the folders that holds a file for one of the zones `origins`, if any does."""
        if len(self._candidates) < 2:
            return
        names = list(origins)
        for path in self._candidates:
            self.path = path
            if any(self._files_or_nothing(origin) for origin in names) or (not names and self.zone_names()):
                return
        self.path = self._candidates[0]

    def _files_or_nothing(self, origin: str) -> list[str]:
        try:
            return self.files(origin)
        except FolderError:
            return [self.path or ""]

    # -- files

    @property
    def split(self) -> str:
        """What a folder of split files is called after the zone's name without its dot; "" where there is none."""
        options = self.provider.options
        if self.provider.kind == SPLIT_FILES:
            return text_option(options.get("extension", ".")) or ""
        return text_option(options.get("split_extension")) or ""

    @property
    def has_zone_files(self) -> bool:
        """Whether the provider reads one file for each zone."""
        return self.provider.kind not in (SPLIT_FILES, NAMED_FILE) and not self.provider.options.get("disable_zonefile")

    def files(self, origin: str) -> list[str]:
        """Return the paths of the files for the zone `origin`, in the order they are read.

        Raises FolderError where both names of an internationalised zone have files, or a shared file is missing.
        """
        if self.path is None:
            return []
        if self.provider.kind == ZONEFILE:
            ending = self.provider.options.get("file_extension", ".")
            return [path for path in [f"{self.path}/{origin[:-1]}{ending}"] if self.tree.file(path) is not None]
        names = list(dict.fromkeys((decoded(origin), origin)))
        found: list[str] = []
        if self.split:
            folder = self._one_of([f"{self.path}/{name[:-1]}{self.split}" for name in names], origin, FOLDER)
            found += [f"{folder}/{name}" for name in self._listed(folder) if name.endswith(YAML_ENDING)]
        if self.has_zone_files:
            file = self._one_of([f"{self.path}/{name}yaml" for name in names], origin, FILE)
            found += [file] if file else []
        return sorted([*found, *self.shared_files()])

    def parts(self, origin: str) -> list[str]:
        """Return the paths of files that a script puts together to that of the zone: ``example.com._0_base.yaml``.

        octoDNS itself reads none of that name; which of them the script takes, nobody here knows.
        """
        if self.path is None or not self.has_zone_files or self.provider.kind == ZONEFILE:
            return []
        return [f"{self.path}/{name}" for name in sorted(self._parts.get(origin, ()))]

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """Zone -> the names of files in the folder that are parts of it by their names."""
        found: dict[str, list[str]] = {}
        for name in self._listed(self.path or ""):
            zone, mark, _ = name.partition("._")
            if mark and name.endswith(YAML_ENDING):
                found.setdefault(f"{zone}.", []).append(name)
        return found

    def expected(self, origin: str) -> str:
        """Return the path where the records of the zone `origin` should be."""
        if self.provider.kind == ZONEFILE:
            ending = self.provider.options.get("file_extension", ".")
            return f"{self.path}/{origin[:-1]}{ending}"
        return f"{self.path}/{origin}yaml" if self.has_zone_files else f"{self.path}/{origin[:-1]}{self.split}/"

    def shared_files(self) -> list[str]:
        """Return the path of the file that all zones share. Raises FolderError if it is not there."""
        options = self.provider.options
        name = text_option(options.get("shared_filename"))
        if self.provider.kind == NAMED_FILE:
            name = text_option(options.get("filename"))
            name = name + YAML_ENDING if name and not name.endswith(YAML_ENDING) else name
        if not name or self.path is None:
            return []
        path = os.path.normpath(f"{self.path}/{name}")
        if self.tree.file(path) is None:
            if self.tree.barrier(path) is not None:
                return []
            raise FolderError(f"No such file or directory: '{name}'")
        return [path]

    def may_hide(self, origin: str) -> bool:
        """Tell whether files of the zone `origin` may lie in a folder that cannot be listed."""
        if self.path is None:
            return False
        names = dict.fromkeys((decoded(origin), origin))
        paths = [self.expected(origin), *(f"{self.path}/{name[:-1]}{self.split}/" for name in names if self.split)]
        return any(self.tree.barrier(path) is not None for path in paths)

    def _listed(self, folder: str) -> list[str]:
        real = self.tree.real_folder(folder) if folder else None
        entries = self.tree.entries(real) if real is not None else {}
        return [name for name, kind in entries.items() if kind in (FILE, LINK)]

    def _one_of(self, paths: list[str], origin: str, kind: str) -> str:
        exists = self.tree.real_folder if kind == FOLDER else self.tree.file
        found = [path for path in paths if self.tree.may_read(os.path.normpath(path)) and exists(path) is not None]
        if len(found) > 1:
            message = f'Both UTF-8 "{os.path.basename(found[0])}" and IDNA "{os.path.basename(found[1])}" exist for'
            raise FolderError(f"{message} {decoded(origin)}", found)
        return found[0] if found else ""

    def zone_names(self) -> list[str]:
        """Return the names of the zones for which the folder has files, as octoDNS lists them for dynamic zones."""
        if self.path is None:
            return []
        entries = self.tree.entries(self.path)
        self.tree.barrier(f"{self.path}/")
        if self.provider.kind == ZONEFILE:
            ending = str(self.provider.options.get("file_extension", "."))
            names = [name for name, kind in entries.items() if name.endswith(ending) and kind in (FILE, LINK)]
            return sorted(f"{name[: -len(ending)] if ending else name}." for name in names)
        found = set()
        for name, kind in entries.items():
            if self.split and name.endswith(self.split) and kind in (FOLDER, LINK):
                found.add(name[: len(name) - len(self.split) + 1])
            if self.has_zone_files and kind in (FILE, LINK) and name.endswith(YAML_ENDING) and name.count(".") > 1:
                found.add(name[:-4])
        return sorted(found)

    def near_misses(self, origin: str) -> list[str]:
        """Return the paths of files that are nearly called as the zone's file must be: another ending, or capitals."""
        if self.path is None or self.provider.kind == ZONEFILE:
            return []
        wanted = {f"{name}{ending}" for name in (origin, decoded(origin)) for ending in ("yaml", "yml")}
        flat = {name.replace("/", mark) for name in wanted for mark in "-_"} if "/" in origin else set()
        return [
            f"{self.path}/{name}" for name, kind in self.tree.entries(self.path).items()
            if kind in (FILE, LINK) and name.lower() in wanted | flat
        ]  # fmt: skip


def text_option(value: object) -> str | None:
    """Return an option as text; the default of ``env/NAME/default``; None for what only the environment tells."""
    if not isinstance(value, str):
        return None
    if value.startswith("env/"):
        _, _, default = value[len("env/") :].partition("/")
        return default or None
    return value
