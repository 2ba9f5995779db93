"""Walks folders: which files are looked at, and why others are not."""

import os
import re

from zonelint.dns.patterns import late
from zonelint.files.bounds import IN_GIT, git_top
from zonelint.files.source import FILE, FOLDER, LINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NamedTuple

    from zonelint.files.gitignore import IgnorePatterns
    from zonelint.files.gitindex import TrackedNames
    from zonelint.files.paths import Tree

    class Entry(NamedTuple):
        """A file that was come across: its path (the folder real, the last name maybe a link), and its real path."""

        path: str
        real_path: str
        name: str
        start: str

else:
    from zonelint.dns.tuples import named_tuple

    Entry = named_tuple("Entry", "path real_path name start")

EXCLUDED = "excluded by the configuration"
"""Why a path is passed over that `exclude` names."""

_OLD_NAME = late(
    r"""(?:\.(?:bak|bkp|bkup|ori|orig(?:inal)?|old|save?|rpmsave|rpmnew|rpmorig|dpkg-[a-z]+|backup|copy|sw[op]|tmp|wrong|disabled)(?:[._-]?[0-9].*)?
    |[._-](?:19|20)[0-9]{2}[._-]?(?:0?[1-9]|1[0-2])[._-]?(?:0?[1-9]|[12][0-9]|3[01])(?:[._-][0-9]+)?
    |[._-](?:pre|aft|before|after|bak|old)[._-]?(?:19|20)[0-9]{6}
    |_(?:ba?k|bkup|bkp|backup|old|orig|copy)
    |~|\ ?\([0-9]+\)|\ -?\ ?copy)\Z
    |\ \((?:copy|old|backup)\)(?:\..*)?\Z
    |^named\.(?:conf|hosts)(?:\.[a-z]+)*[._-][0-9]{1,4}[._-][0-9]{1,2}[._-][0-9]{1,4}\Z
    |^\#|^bak\.""",
    re.VERBOSE,
)
# One of these stands in each name that _OLD_NAME finds, if not at its beginning or end: hardly a name has any.
_SIGNS_OF_AGE = (
    " (",
    ".ba",
    ".bk",
    ".ori",
    ".old",
    ".sa",
    ".rpm",
    ".dpkg-",
    ".copy",
    ".sw",
    ".tmp",
    ".wrong",
    ".disabled",
)
_OLD_STARTS = ("#", "bak.")
_OLD_ENDS = (*"0123456789~)y", "_bk", "_bak", "_bkp", "_bkup", "_backup", "_old", "_orig")
_OLD_FOLDER = late(
    r"[0-9]*[_-]?(?:old|bak|bkp|backups?|oldfiles|archived?|archives|attic|obsolete|previous)(?:[._-].*|[0-9]*)$"
)
_ROLE = late(r"backup(?:[-_][a-z]+)*")
_UNUSED_FOLDER = late(r"(?:.*[._-])?(?:unused|not[_-]?used|deprecated|retired)(?:[._-].*)?$")


_OF_CONFIGURATION = frozenset((".config", ".dns", ".docker", ".github", ".gitlab", ".infra"))
"""Hidden folders in which people keep what they write themselves; others are those of programs."""

MAX_IGNORE_OCTETS = 1 << 20
"""Of a .gitignore, which is a tenth of that at most."""
MAX_PATTERNS = 1000
"""Patterns that each path may be compared with one by one; those without wildcards are found at once."""
MAX_IGNORE_FILES = 100
"""Files of patterns that hold for one folder, its own and those of the folders above."""


def old_name(name: str) -> bool:
    """Tell whether a file is an old copy of another, by its name: ``db.example.com.bak``."""
    lower = name.lower()
    may_be_old = (
        lower.startswith(_OLD_STARTS) or lower.endswith(_OLD_ENDS) or any(sign in lower for sign in _SIGNS_OF_AGE)
    )
    return may_be_old and bool(_OLD_NAME.search(lower))


def old_copy(entry: Entry) -> str:
    """Return why a file is an old copy of another, by its name or a folder it lies in; empty if it is none."""
    if old_name(entry.name):
        return "an old copy, by its name"
    folder = old_folder(entry)
    return f"an old copy, by its folder {os.path.basename(folder)}/" if folder else ""


def old_folder(entry: Entry) -> str:
    """Return the path of the folder above a file whose name says that old copies lie in it; empty if there is none."""
    path, above = entry.start, ""
    for folder in os.path.dirname(entry.path)[len(entry.start) :].split("/"):
        if folder:
            path = f"{path.rstrip('/')}/{folder}"
            if is_old_folder(folder, above):
                return path
            above = folder
    return ""


def is_old_folder(name: str, above: str = "") -> bool:
    """Tell whether the `name` of a folder says that old copies lie in it, or what nobody uses.

    `above` is the name of the folder that it lies in: a role of Ansible, or a module, that is called ``backup`` makes
    such copies.
    """
    if above in ("modules", "roles") and _ROLE.fullmatch(name.lower()):
        return False
    return bool(_OLD_FOLDER.match(name.lower())) or is_unused_folder(name)


def is_unused_folder(name: str) -> bool:
    """Tell whether the `name` of a folder says that nobody uses what lies in it, be it a copy or not."""
    return bool(_UNUSED_FOLDER.match(name.lower()))


def is_yaml(name: str) -> bool:
    """Tell whether a file is YAML by its name."""
    return name.endswith((".yaml", ".yml"))


class Walker:
    """Collects files below folders.

    exclude  patterns of the configuration, as in a .gitignore in the root
    ignored  called with the path and the reason for what is passed over
    unread   path of a file of patterns -> why it is not heeded
    """

    def __init__(self, tree: "Tree", exclude: "Sequence[str]", ignored: "Callable[[str, str], None]") -> None:
        self.tree = tree
        self.ignored = ignored
        self.unread: dict[str, str] = {}
        self._excluded = _patterns(exclude)
        self.too_many = self._excluded is not None and self._excluded.costly > MAX_PATTERNS
        """Whether `exclude` has too many patterns with wildcards."""
        self._specs: dict[str, list[tuple[str, str, IgnorePatterns]]] = {}
        self._visited: set[str] = set()
        self._tracked: dict[str | None, TrackedNames | None] = {None: None}
        self._tops: dict[str, str | None] = {}
        self._hidden: dict[str, str] = {}
        """Folders that patterns hide, and that are looked into for what git tracks -> why they are hidden."""

    def walk(self, start: str) -> list[Entry]:
        """Return the files below the real path `start`, sorted by path; folders walked before are left out."""
        found: list[Entry] = []
        pending = [start]
        while pending:
            folder = pending.pop()
            if folder not in self._visited:
                self._visited.add(folder)
                self._list(folder, start, found, pending)
        return sorted(found)

    def _list(self, folder: str, start: str, found: list[Entry], pending: list[str]) -> None:
        entries = self.tree.entries(folder)
        if folder in self.tree.closed:
            self.ignored(folder, f"cannot be listed: {self.tree.closed[folder]}")
            self.tree.unlisted.add(folder)
        specs = self._specs_of(folder, folder == start)
        for name, kind in entries.items():
            path = f"{folder.rstrip('/')}/{name}"
            if name.startswith(".") and not (kind == FOLDER and name in _OF_CONFIGURATION):
                if name != ".git":
                    self.ignored(path, "hidden")
                continue
            why = self._why_not(path, kind, specs) or self._hidden.get(folder, "")
            if why and why != EXCLUDED and self._is_tracked(path, kind):
                if kind == FOLDER:
                    self._hidden[path] = why
                why = ""
            if why:
                self.ignored(path, why)
            elif kind == FILE:
                found.append(Entry(path, path, name, start))
            elif kind == FOLDER:
                pending.append(path)
            elif kind == LINK:
                self._follow(path, name, start, found, pending)
            else:
                self.ignored(path, "neither a file nor a folder")

    def _follow(self, path: str, name: str, start: str, found: list[Entry], pending: list[str]) -> None:
        source = self.tree.source
        real = source.real_path(path)
        if not self.tree.may_read(real):
            in_git = self.tree.why_not(path) == IN_GIT
            self.ignored(path, f"a link that leads {'into .git' if in_git else 'outside the root'}")
        elif source.is_folder(real):
            if (path + "/").startswith(real.rstrip("/") + "/"):
                self.ignored(path, "a link to a folder that holds it")
            else:
                pending.append(real)
        elif source.is_file(real):
            found.append(Entry(path, real, name, start))
        else:
            self.ignored(path, "a link to something that is not a file" if source.exists(real) else "a broken link")

    def _why_not(self, path: str, kind: str, specs: "list[tuple[str, str, IgnorePatterns]]") -> str:
        if self._excluded is not None and self.excluded(path, kind == FOLDER):
            return EXCLUDED
        for base, name, patterns in specs:
            # The deepest .gitignore that has a matching pattern decides, its last matching line (gitignore(5)).
            verdict = patterns.verdict(path[len(base) :], kind == FOLDER)
            if verdict is not None:
                return f"ignored by {name}" if verdict else ""
        return ""

    def _is_tracked(self, path: str, kind: str) -> bool:
        """Tell whether git tracks `path` or anything below it: then no pattern hides it from git either."""
        if self.tree.source.is_committed(path):
            return True
        folder = os.path.dirname(path)
        if folder not in self._tops:
            self._tops[folder] = git_top(folder, self.tree.source)
        top = self._tops[folder]
        if top is not None and top not in self._tracked:
            # Most work trees have nothing that a pattern hides, or no pattern.
            from zonelint.files.gitindex import TrackedNames

            self._tracked[top] = TrackedNames(top)
        tracked = self._tracked[top]
        return tracked is not None and tracked.tracks(path, kind == FOLDER)

    def excluded(self, path: str, is_folder: bool = False) -> bool:
        """Tell whether the configuration's `exclude` names `path` or a folder above it."""
        base = self.tree.root.rstrip("/") + "/"
        if self._excluded is None or not path.startswith(base):
            return False
        return self._excluded.excludes(path[len(base) :], is_folder)

    def _specs_of(self, folder: str, is_start: bool) -> "list[tuple[str, str, IgnorePatterns]]":
        """Return (folder with final slash, file, patterns) of what git ignores below `folder`, the deepest first."""
        chain = []
        above = folder
        while above not in self._specs and above != self.tree.root and self.tree.may_read(os.path.dirname(above)):
            chain.append(above)
            above = os.path.dirname(above)
        if above not in self._specs:
            self._specs[above] = self._own_spec(above, [])
        for below in reversed(chain):
            inherited = self._specs[os.path.dirname(below)]
            if is_start and below == folder and inherited and self._why_not(folder, FOLDER, inherited):
                inherited = []  # named explicitly: what lies above does not hide it
            self._specs[below] = self._own_spec(below, inherited) + inherited
        return self._specs[folder]

    def _own_spec(
        self, folder: str, inherited: "list[tuple[str, str, IgnorePatterns]]"
    ) -> "list[tuple[str, str, IgnorePatterns]]":
        """Return what the .gitignore of `folder` says, and what .git/info/exclude does at the top of a work tree.

        A file that is too large, or that has too many patterns together with the `inherited` ones, is not heeded.
        """
        entries = self.tree.entries(folder)
        base = folder.rstrip("/") + "/"
        names = [".gitignore"] if entries.get(".gitignore") == FILE else []
        # A link would lead to no harm: it is not followed when the file is read.
        if entries.get(".git") == FOLDER and self.tree.source.is_file(f"{base}.git/info/exclude"):
            names.append(".git/info/exclude")
        found: list[tuple[str, str, IgnorePatterns]] = []
        for name in names:
            try:
                octets = self.tree.source.octets(base + name, MAX_IGNORE_OCTETS)
            except OSError:
                continue
            if len(octets) > MAX_IGNORE_OCTETS:
                self.unread[base + name] = "larger than 1 MiB"
                continue
            patterns = _patterns(octets.decode("utf-8", "surrogateescape").splitlines())
            if patterns is None:
                continue
            if patterns.costly + sum(each.costly for _, _, each in (*found, *inherited)) > MAX_PATTERNS:
                self.unread[base + name] = (
                    f"over {MAX_PATTERNS} patterns with wildcards, with those of the folders above"
                )
            elif len(found) + len(inherited) < MAX_IGNORE_FILES:
                found.append((base, name, patterns))
            else:
                self.unread[base + name] = f"over {MAX_IGNORE_FILES} such files in the folders above"
        return found


def _patterns(lines: "Sequence[str]") -> "IgnorePatterns | None":
    """Return the patterns in `lines`; None if there are only comments, as in the file that git puts into each clone."""
    if all(not line.strip() or line.startswith("#") for line in lines):
        return None
    from zonelint.files.gitignore import IgnorePatterns

    return IgnorePatterns(lines)
