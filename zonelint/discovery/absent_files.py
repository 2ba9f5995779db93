"""Zone files that an index names and that are not there: which of them are missed, and which are kept elsewhere.

A repository is seldom the whole server. A file is missed only where its folder tells so: it holds a file of nearly the
same name, or files of other zones of the index, and git is not told to ignore what is made there.
"""

import os

from zonelint.dns.cached import cached_property
from zonelint.dns.patterns import late
from zonelint.dns.typos import is_one_letter_off
from zonelint.files.origins import TEMPLATES, bare_name, ending, origin_in_text, origins_in_text
from zonelint.files.paths import display_path, with_folders
from zonelint.files.source import FILE, LINK
from zonelint.files.walk import MAX_IGNORE_OCTETS, old_name
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from zonelint.files.gitignore import IgnorePatterns
    from zonelint.files.paths import Tree
    from zonelint.files.zone_texts import Texts

MAX_LOOKED_AT = 10_000
"""Names of one folder that are compared with the one that is missed."""
MAX_SCRIPTS = 200
"""Scripts that are looked into for the name of a file that is missed."""
_SCRIPTS = frozenset(("bash", "ksh", "pl", "py", "rb", "sh", "zsh"))
_FILE_NAME = late(r"(?<![\w.-])[\w-]++(?:\.[\w-]++)+")
_WRITES = late(
    r">|\b(?:cp|mv|tee|install|rsync|scp|curl|wget|open|write_text|copy2?|copyfile)\b|^[\w./-]++[ \t]*+:(?!=)"
)
"""What a line of a script or a Makefile has that makes a file."""
_START = 4
"""Code points at the beginning of a name by which those with a slip behind them are found."""
_ENDINGS = frozenset(("zone", "db", "hosts", "txt", "dns", "rev", "zones", "bind"))


class AbsentFiles:
    """Judges the absent files of one run; those in one of `used` are other zones' files."""

    def __init__(self, tree: "Tree", texts: "Texts", used: "Sequence[Container[str]]") -> None:
        self._tree = tree
        self._texts = texts
        self._used = used
        self._patterns: dict[str, IgnorePatterns | None] = {}
        self._names: dict[str, NearNames] = {}
        self._nearly: dict[tuple[str, str], list[str]] = {}
        """(Folder, name) that were compared -> what was found."""

    def near_miss(self, folders: "Iterable[str]", name: str, origin: str) -> str | None:
        """Return the path of the one file in `folders` whose name is nearly `name` and that no zone is read from.

        It has other case, ``_`` for ``-``, one more, less or other letter, or another ending of zone files. One that
        says itself that it holds another zone than `origin` is none, nor is a template. Of a name with one more, less
        or other digit the file must name `origin` in an $ORIGIN.
        """
        found = [
            path
            for folder in dict.fromkeys(folders)
            for path in self._of_nearly_that_name(folder, name)
            if not any(path in used for used in self._used) and self._may_hold(path, origin, name)
        ]
        return found[0] if len(found) == 1 else None

    def alike(self, folders: "Iterable[str]", name: str) -> str | None:
        """Return the path of the one file in `folders` that is nearly called `name` and that no zone is read from.

        It may be of another zone: the slip may be in the name of the zone as well.
        """
        found = [path for folder in dict.fromkeys(folders) for path in self._of_nearly_that_name(folder, name)]
        free = [path for path in found if not any(path in used for used in self._used)]
        return free[0] if len(free) == 1 else None

    def namesake(self, folders: "Iterable[str]", origin: str) -> str | None:
        """Return the path of the one file in `folders` that has the name of the zone `origin` and may hold it."""
        found = [
            f"{folder.rstrip('/')}/{entry}"
            for folder in dict.fromkeys(folders)
            for entry, kind in self._tree.entries(folder).items()
            if kind in (FILE, LINK) and f"{bare_name(entry)}." == origin
        ]
        return found[0] if len(found) == 1 and self._may_hold(found[0], origin) else None

    def _of_nearly_that_name(self, folder: str, name: str) -> "list[str]":
        found = self._nearly.get((folder, name))
        if found is None:
            if folder not in self._names:
                self._names[folder] = NearNames(self._tree.entries(folder))
            found = [f"{folder.rstrip('/')}/{entry}" for entry in self._names[folder].near(name)]
            self._nearly[folder, name] = found
        return found

    def _may_hold(self, path: str, origin: str, name: str = "") -> bool:
        real = self._tree.file(path)
        try:
            text = self._texts.head(real) if real is not None else None
        except (OSError, UnreadableError):
            return False
        if text is None:
            return False
        told = origin_in_text(text)
        if name and not is_near(os.path.basename(path), name):
            return (told is None or told[0] == origin) and origin in origins_in_text(text)
        return told is None or told[0] == origin

    def is_made(self, folder: str, name: str) -> bool:
        """Tell whether a .gitignore in or above `folder` has a pattern for a file `name`: then it is made elsewhere.

        It may be one for a folder between the two: what is tracked there was added in spite of it. The folders before
        the last name of a pattern are not asked: they may be of another state of the repository.
        """
        between: list[str] = []
        for above in with_folders(folder):
            patterns = self._names_ignored(above)
            if patterns is not None and any(map(patterns.verdict, (name, *between))):
                return True
            between.append(os.path.basename(above))
            if above == self._tree.root:
                break
        return self.has_template(folder, name)

    def has_template(self, folder: str, name: str) -> bool:
        """Tell whether `folder`, or one that is called templates, holds the template that the file `name` is made of.

        A role of Ansible has its templates in a folder of their own.
        """
        entries, elsewhere = self._tree.entries(folder), self._tree.files_by_name()
        if any(f"{name}.{ending}" in entries for ending in (*TEMPLATES, "in", "m4", "template")):
            return True
        templates = [path for ending in TEMPLATES for path in elsewhere.get(f"{name}.{ending}", ())]
        return any(os.path.basename(os.path.dirname(path)) == "templates" for path in templates)

    def script_making(self, name: str) -> str:
        """Return the script in the repository, as reports show it, that makes a file `name`; empty: none does.

        A line of it that writes, copies or fetches something names the file; one that checks a zone is none.
        """
        return self._made_by_scripts.get(name, "")

    @cached_property
    def _made_by_scripts(self) -> dict[str, str]:
        """Word with a dot -> the first script that has it; of too many scripts nothing is known."""
        names = self._tree.files_by_name()
        scripts = [name for name in sorted(names) if ending(name) in _SCRIPTS or name == "Makefile"]
        paths = [path for name in scripts for path in names[name]]
        words: dict[str, str] = {}
        for path in paths if len(paths) <= MAX_SCRIPTS else ():
            real = self._tree.file(path)
            text = self._texts.head_if_any(real) if real is not None else ""
            for line in filter(_WRITES.search, text.splitlines()):
                for word in _FILE_NAME.findall(line) if "check" not in line else ():
                    words.setdefault(word, display_path(path))
        return words

    def _names_ignored(self, folder: str) -> "IgnorePatterns | None":
        """Return what the .gitignore of `folder` ignores, by the last names alone; None if there is none."""
        if folder not in self._patterns:
            self._patterns[folder] = None
            if self._tree.entries(folder).get(".gitignore") == FILE:
                from zonelint.files.gitignore import IgnorePatterns

                self._patterns[folder] = IgnorePatterns(self._last_names(folder))
        return self._patterns[folder]

    def _last_names(self, folder: str) -> list[str]:
        try:
            octets = self._tree.source.octets(f"{folder.rstrip('/')}/.gitignore", MAX_IGNORE_OCTETS)
        except OSError:
            return []
        lines = octets.decode("utf-8", "surrogateescape").splitlines()
        names = (line.rstrip("/ ").rpartition("/")[2] for line in lines if line[:1] not in ("#", "!"))
        return [name for name in names if name.strip("*")]


class NearNames:
    """The names of the files in a folder, found by their beginnings and by what stands behind these.

    A slip of the pen leaves one of both as it is.
    """

    def __init__(self, entries: "Mapping[str, str]") -> None:
        self._found: dict[tuple[str, str], list[str]] = {}
        for name, kind in entries.items() if len(entries) <= MAX_LOOKED_AT else ():
            if kind in (FILE, LINK) and not old_name(name):
                plain = _plain(name)
                for key in (("start", plain[:_START]), ("rest", plain[_START + 1 :])):
                    self._found.setdefault(key, []).append(name)

    def near(self, wanted: str) -> list[str]:
        """Return the names that may be what is meant by `wanted`, sorted."""
        plain = _plain(wanted)
        rests = {plain[at:] for at in range(_START, _START + 3)}
        keys = [("start", plain[:_START]), *(("rest", rest) for rest in rests)]
        alike = {name for key in keys for name in self._found.get(key, ())}
        return sorted(name for name in alike if name != wanted and is_near(name, wanted, digits=True))


def is_near(name: str, wanted: str, digits: bool = False) -> bool:
    """Tell whether a file `name` may be what is meant by `wanted`: a slip of the pen, or another ending.

    Other digits are no slip unless `digits` says so: they number networks, and servers.
    """
    one, other = _plain(name), _plain(wanted)
    return not old_name(name) and (one == other or (len(other) > 4 and is_one_letter_off(one, other, digits)))


def _plain(name: str) -> str:
    plain = name.lower().replace("_", "-").replace("in-addr-arpa", "in-addr.arpa")
    stem, _, ending = plain.rpartition(".")
    return stem if stem and ending in _ENDINGS else plain
