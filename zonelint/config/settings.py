"""The configuration: found, read, checked, and kept as one plain object."""

import os
from functools import partial

from zonelint.config.declared import IgnoreFindings, InternalNames, Override, PolicyFile, Sender
from zonelint.config.file import PYPROJECT, SECTION, ConfigError, parse, resolve, text_of
from zonelint.config.keys import TOP, ItemError, Table
from zonelint.dns.zone import Place
from zonelint.files.bounds import Bounds
from zonelint.files.paths import display_path, line_span, text_source
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from zonelint.config.toml_lines import TomlLines
    from zonelint.dns.places import SourceFile

MAX_EXTENDED = 10
"""Configurations that extend each other, one the next."""

# Stands for every rule, in lists of rules.
ALL = "ALL"


class Settings:
    """What the user configured; without a file, the defaults.

    Each key of the file is an attribute: `zonelint.config.keys` says what it means, what it is called and what it is
    where the file does not have it. Paths are relative to the root, names of zones absolute and in lower case.

    Besides the keys:
    root      real path of the folder below which files are read, and where relative paths start; or None
    path      the file, or None
    files     the Source that the file is one of
    warnings  what the user is told of the file, a sentence each
    said      the keys that files say: the path of a key -> where it stands, and its value there
    named_baseline  absolute path of the baseline that the command line names in place of `baseline`, or None
    """

    __slots__ = (
        "root",
        "path",
        "files",
        "warnings",
        "said",
        "named_baseline",
        *(key.attribute for key in TOP.leaves()),
    )

    root: str | None
    path: str | None
    files: Source
    warnings: list[str]
    said: "dict[tuple[str | int, ...], Said]"
    named_baseline: str | None

    # What mypy knows of the keys; a test compares it with their table.
    extend: str | None
    sources: list[str]
    exclude: list[str]
    select: list[str]
    ignore: list[str]
    extend_select: list[str]
    fail_on: str
    base: str | None
    assume: list[str]
    internal: InternalNames
    partial: list[str]
    zones: dict[str, str]
    dialect: str
    mappings: "list[dict[str, Any]]"
    mail_max_network: int
    mx_hosts_send: bool
    senders: list[Sender]
    mta_sts: list[PolicyFile]
    fix_prefer: list[str]
    chroot: str | None
    path_map: dict[str, str]
    allow_outside: list[str]
    rule_paths: list[str]
    severity: dict[str, str]
    rules: dict[str, dict[str, object]]
    override: list[Override]
    ignore_findings: list[IgnoreFindings]
    baseline: str | None

    def __init__(self) -> None:
        self.root = None
        self.path = None
        self.files = DISK
        self.warnings = []
        self.said = {}
        self.named_baseline = None
        for key in TOP.leaves():
            setattr(self, key.attribute, key.unsaid())


def load(path: str, root: str | None = None, trusted: bool = True, files: Source = DISK) -> Settings:
    """Return the settings in the configuration file at `path`; the real path `root` takes the place of its folder.

    One that is not `trusted` may come with a change that a stranger proposes: what it says of folders outside of the
    root does not count. The file is one of `files`.

    Raises ConfigError if it cannot be read, is no TOML, or holds a key or a value that is not known.
    """
    return _Loader(path, files).load(root, trusted)


class Said:
    """What a file says of a key: its value there, which is none of zonelint's objects, and where that stands."""

    __slots__ = ("_loader", "_where", "value")

    def __init__(self, loader: "_Loader", where: "tuple[str | int, ...]", value: object) -> None:
        self._loader = loader
        self._where = where
        self.value = value

    @property
    def at(self) -> str:
        """File and line."""
        return f"{self._loader.shown}:{self._loader.line_of(self._where) or 1}"

    def error_above(self, levels: int, message: str) -> ConfigError:
        """Return the error that `message` is wrong with the table in which the key is, so many `levels` up."""
        return self._loader.error(self._where[:-levels], message)

    def error(self, below: "tuple[str, ...]", message: str) -> ConfigError:
        """Return the error that `message` is wrong with what stands `below` the key."""
        return self._loader.error((*self._where, *below), message)


class _Loader:
    def __init__(self, path: str, files: Source = DISK) -> None:
        self.files = files
        self.said: dict[tuple[str | int, ...], Said] = {}
        self.path = os.path.abspath(path)
        self.shown = display_path(self.path)
        self.folder, real_path = resolve(self.path, files)
        self.source: SourceFile = text_source(real_path, self.shown, files)
        self.prefix = SECTION if os.path.basename(path) == PYPROJECT else ()
        self.known_lines: TomlLines | None = None

    def load(self, root: str | None, trusted: bool) -> Settings:
        table = self.extended(self.folder, (self.source.real_path,))
        settings = Settings()
        settings.said = self.said
        settings.path = self.path
        settings.root = root if root is not None else self.folder
        settings.files = self.files
        if not trusted and table.pop("allow-outside", ()):
            settings.warnings.append(
                f"{self.shown}: `allow-outside` has no effect unless --config names the file: a configuration "
                "in the repository may be a stranger's"
            )
        self.fill(settings, TOP, table)
        return settings

    def extended(self, root: str, above: "tuple[str | None, ...]") -> "dict[str, Any]":
        """Return the checked values of the file, and of the one that it extends; `above` are those that extend it.

        What is extended lies below the real path `root`.
        """
        own = self.table(TOP, self.raw(), self.prefix)
        name = own.get("extend")
        if name is None:
            return own
        where = (*self.prefix, "extend")
        path = os.path.normpath(os.path.join(self.folder, name))
        real = self.files.real_path(path)
        if not Bounds(root).hold(real):
            raise self.error(where, f"{name} is not below the folder of the configuration")
        if real in above:
            raise self.error(where, f"{name} extends this file")
        if len(above) > MAX_EXTENDED:
            raise self.error(where, f"over {MAX_EXTENDED} files that extend each other")
        from zonelint.config.extending import merged, said_by_both

        base = _Loader(path, self.files)
        values = merged(TOP, base.extended(root, (*above, real)), own)
        self.said = said_by_both(base.said, self.said)
        return values

    def fill(self, settings: Settings, table: Table, values: "dict[str, Any]") -> None:
        """Set what the checked `values` of one table say."""
        for name, value in values.items():
            key = table.keys[name]
            if isinstance(key.kind, Table) and not key.kind.many:
                self.fill(settings, key.kind, value)
            else:
                setattr(settings, key.attribute, value)

    def raw(self) -> "dict[str, Any]":
        text = text_of(self.path, self.files)
        table: Any = parse(self.path, text)
        for number, part in enumerate(self.prefix, 1):
            table = table.get(part, {})
            if not isinstance(table, dict):
                raise self.error(self.prefix[:number], f"{'.'.join(self.prefix[:number])} is not a table")
        return table  # type: ignore[no-any-return]

    def table(self, table: Table, values: "dict[str, Any]", where: "tuple[str | int, ...]") -> "dict[str, Any]":
        """Check the `values` of one table, which stands at the keys `where`; returns them as they are used."""
        checked = {}
        for name, value in values.items():
            key = table.keys.get(name)
            if key is None:
                from zonelint.dns.typos import suggestion

                hint = suggestion(name, table.keys)
                raise self.error((*where, name), f"there is no such key{hint}")
            if not isinstance(key.kind, Table):
                if not (where and isinstance(where[-1], int)):  # of a list of tables each table is noted
                    self.note_each((*where, name), value)
                try:
                    checked[name] = key.kind.check(value)
                except ItemError as error:
                    raise self.error((*where, name, error.key), str(error)) from None
                except ValueError as error:
                    raise self.error((*where, name), str(error)) from None
            else:
                checked[name] = self.inner(key.kind, value, (*where, name))
        for key in table.keys.values():
            if key.required and key.name not in checked:
                raise self.error(where, f"the key `{key.name}` is missing")
        return checked

    def inner(self, table: Table, value: object, where: "tuple[str | int, ...]") -> object:
        if not table.many:
            if not isinstance(value, dict):
                raise self.error(where, "must be a table")
            return self.table(table, value, where)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(where, f"must be tables: [[{'.'.join(map(str, where))}]]")
        return [self.item(table, item, (*where, number)) for number, item in enumerate(value)]

    def item(self, table: Table, values: "dict[str, Any]", where: "tuple[str | int, ...]") -> object:
        """Check one of a list of tables; returns what it is in the settings."""
        self.note(where, values)
        checked = self.table(table, values, where)
        try:
            return checked if table.make is None else table.make(checked, partial(self.place, where))
        except ValueError as error:
            raise self.error(where, str(error)) from None

    def note_each(self, where: "tuple[str | int, ...]", value: object) -> None:
        """Remember the `value` at the key `where`; of a table what each key in it says."""
        if isinstance(value, dict):
            for name, item in value.items():
                self.note_each((*where, name), item)
        else:
            self.note(where, value)

    def note(self, where: "tuple[str | int, ...]", value: object) -> None:
        """Remember that the file says this `value` at the key `where`."""
        self.said[where[len(self.prefix) :]] = Said(self, where, value)

    def error(self, where: "tuple[str | int, ...]", message: str) -> ConfigError:
        line = self.line_of(where)
        at = f"{self.shown}:{line}" if line else self.shown
        shown = ".".join(str(part) for part in where[len(self.prefix) :] if isinstance(part, str))
        return ConfigError(f"{at}: {shown}: {message}" if shown else f"{at}: {message}")

    def line_of(self, where: "tuple[str | int, ...]") -> int | None:
        if self.known_lines is None:
            from zonelint.config.toml_lines import TomlLines

            self.known_lines = TomlLines(self.source.text)
        return self.known_lines.line_of(where)

    def place(self, where: "tuple[str | int, ...]", name: str) -> Place:
        line = self.line_of((*where, name)) or 1
        return Place.at(self.source, line_span(self.source, line))


def error_at(settings: Settings, where: tuple[str, ...], message: str) -> ConfigError:
    """Return the error that `message` is wrong with the key `where` of the file that `settings` were read from."""
    for end in range(len(where), 0, -1):
        if where[:end] in settings.said:
            return settings.said[where[:end]].error(where[end:], message)
    for key, said in settings.said.items():
        if key[: len(where)] == where:
            return said.error_above(len(key) - len(where), message)
    return ConfigError(f"{'.'.join(where)}: {message}")


def schema() -> "dict[str, object]":
    """Return the JSON Schema (draft 2020-12) of the configuration file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zonelint",
        "description": "Configuration of zonelint, a linter for sets of DNS zones.",
        **TOP.schema,
    }
