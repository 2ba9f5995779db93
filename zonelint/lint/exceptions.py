"""The exceptions of the configuration, ``[[ignore-findings]]``: which of them are about a finding.

There may be thousands of them and of findings, so no finding is compared with each. An entry is found by the one
thing that must be the same: its owner, what follows the ``*.`` of its owner, or its path.
"""

import os

from zonelint.config.file import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from zonelint.config.declared import IgnoreFindings

    _Patterns = tuple[str | None, str | None]

MAX_PATTERNS = 1000
"""Entries of one rule that are found under one key: a finding is compared with each of them."""
_WILD = frozenset("*?[")


class Entry:
    """One ``[[ignore-findings]]`` of the configuration; `used` once it was about a finding."""

    def __init__(self, entry: "IgnoreFindings", today: "date | None") -> None:
        self.entry = entry
        self.used = False
        self.expired = _is_over(entry.until, today)
        self.owner = absolute_pattern(entry.owner) if entry.owner else None
        self.paths = path_patterns(entry.path) if entry.path else []
        self._matches: tuple[Callable[[str], object] | None, list[Callable[[str], object]]] | None = None

    def is_about(self, path: str, owner: str | None) -> bool:
        """Tell whether a finding of its rule at `owner` in `path`, relative to the root, is meant."""
        if self._matches is None:
            of_owner = matcher(self.owner) if self.owner is not None else None
            self._matches = of_owner, [matcher(each) for each in self.paths]
        of_owner, of_path = self._matches
        if of_owner is not None and (owner is None or not of_owner(owner)):
            return False
        return not of_path or any(test(path) for test in of_path)


class Entries:
    """The entries of a configuration. `root` is the folder that their paths are relative to.

    Raises ConfigError if a finding would have to be compared with too many patterns.
    """

    def __init__(self, entries: "Iterable[IgnoreFindings]", root: str | None, today: "date | None") -> None:
        self.all = [Entry(entry, today) for entry in entries]
        self._root = root
        self._paths: dict[str, str] = {}
        self._found: dict[tuple[str, str, str], dict[_Patterns, list[Entry]]] = {}
        for entry in self.all:
            if not entry.expired:
                self._add(entry, entry.entry)
        self._rules = {rule for rule, _, _ in self._found}

    def _add(self, entry: Entry, said: "IgnoreFindings") -> None:
        alike = self._found.setdefault((said.rule, *_key(entry.owner, said.path)), {})
        alike.setdefault((entry.owner, said.path), []).append(entry)
        if len(alike) > MAX_PATTERNS:
            what = f"over {MAX_PATTERNS} entries whose patterns must be compared with each finding of {said.rule}"
            raise ConfigError(
                f"{said.place.source.path}:{said.place.line}: ignore-findings: {what}; use fewer wildcards"
            )

    def silencing(self, rule: str, path: str, owner: str | None) -> "IgnoreFindings | None":
        """Return the first entry found that is about such a finding, and note each that is as used."""
        if rule not in self._rules:
            return None
        path = self._from_root(path)
        found = None
        for key in _keys(path, owner):
            for first, *others in self._found.get((rule, *key), {}).values():
                if first.is_about(path, owner):
                    found = found or first.entry
                    if not first.used:
                        first.used = True
                        for other in others:
                            other.used = True
        return found

    def _from_root(self, path: str) -> str:
        if self._root is None:
            return path
        if path not in self._paths:
            self._paths[path] = os.path.relpath(path, self._root).replace(os.sep, "/")
        return self._paths[path]


def _key(owner: str | None, path: str | None) -> tuple[str, str]:
    """Return under what an entry is found: a kind, and what is the same in each finding that it is about."""
    if owner is not None and _WILD.isdisjoint(owner):
        return "owner", owner
    if owner is not None and owner.startswith("*.") and _WILD.isdisjoint(owner[1:]):
        return "below", owner[2:]
    if path and _WILD.isdisjoint(path):
        return "path", path.rstrip("/")
    return "", ""


def _keys(path: str, owner: str | None) -> "Iterator[tuple[str, str]]":
    """Yield the keys of all entries that may be about a finding."""
    yield "", ""
    if owner is not None:
        yield "owner", owner
        at = owner.find(".")
        while at >= 0:
            yield "below", owner[at + 1 :]
            at = owner.find(".", at + 1)
    yield "path", path
    at = path.find("/")
    while at >= 0:
        yield "path", path[:at]
        at = path.find("/", at + 1)


def _is_over(until: "date | None", today: "date | None") -> bool:
    if until is None:
        return False
    if today is None:
        from datetime import date

        # The user's own day: `until` has no time zone either.
        today = date.today()  # noqa: DTZ011
    return until < today


def path_patterns(path: str) -> list[str]:
    """Return the patterns that the one of a `path` stands for: a folder means all that is below it."""
    return [path, path.rstrip("/") + "/*"]


def absolute_pattern(owner: str) -> str:
    """Return the glob `owner` as findings spell owners: lower case, and absolute."""
    owner = owner.lower()
    return owner if owner.endswith((".", "*")) else owner + "."


def matcher(pattern: str) -> "Callable[[str], object]":
    """Return what tells whether a text matches `pattern`, as of fnmatch."""
    if _WILD.isdisjoint(pattern):
        return pattern.__eq__
    import re
    from fnmatch import translate

    return re.compile(translate(pattern)).match
