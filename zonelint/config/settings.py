"""The configuration: found, read, checked, and kept as one plain object."""

import os

from zonelint.config.file import PYPROJECT, SECTION, ConfigError, parse, resolve, text_of
from zonelint.config.keys import TOP, ItemError, Table
from zonelint.dns.names import absolute, is_address, is_name
from zonelint.dns.typos import suggestion
from zonelint.dns.zone import Place
from zonelint.files.paths import display_path, line_span, text_source
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from zonelint.config.toml_lines import TomlLines
    from zonelint.dns.places import SourceFile

# Stands for every rule, in lists of rules.
ALL = "ALL"


class Sender:
    """An address that the user declares to send mail.

    address  dotted, or as RFC 5952 has it
    domains  absolute lower-case names it sends for; may be empty
    helo     what it says in HELO: a name (absolute, lower case), or an address, spelled likewise; or None
    place    its `address` in the configuration
    greets_with_dot  whether it says its name with a final dot
    """

    __slots__ = ("address", "domains", "greets_with_dot", "helo", "place")

    def __init__(
        self, address: str, domains: "Iterable[str]", helo: str | None, place: Place, greets_with_dot: bool = False
    ) -> None:
        self.address = address
        self.domains = tuple(domains)
        self.helo = helo
        self.place = place
        self.greets_with_dot = greets_with_dot

    @property
    def helo_name(self) -> str | None:
        """The name in HELO; None where there is none, or an address, which nobody looks up (RFC 5321 section 4.1.3)."""
        bare = (self.helo or "").removesuffix(".")
        return self.helo if bare and bare[0] != "[" and not is_address(bare) else None


class PolicyFile:
    """A file that holds a policy of MTA-STS.

    domain  absolute lower-case name
    path    as the configuration has it, relative to its folder
    place   its `policy` in the configuration
    """

    __slots__ = ("domain", "path", "place")

    def __init__(self, domain: str, path: str, place: Place) -> None:
        self.domain = domain
        self.path = path
        self.place = place


class IgnoreFindings:
    """Findings that the user accepts: those of `rule` at owners and in files that match the patterns.

    owner, path  patterns as of fnmatch, or None for any
    reason       why; never empty
    until        the last day on which it holds, or None
    place        its `rule` in the configuration
    """

    __slots__ = ("rule", "owner", "path", "reason", "until", "place")

    def __init__(
        self, rule: str, owner: str | None, path: str | None, reason: str, until: "date | None", place: Place
    ) -> None:
        self.rule = rule
        self.owner = owner
        self.path = path
        self.reason = reason
        self.until = until
        self.place = place


class Settings:
    """What the user configured; without a file, the defaults.

    root             real path of the folder below which files are read, and where relative paths start; or None
    path             the file, or None
    sources          files and folders relative to the root; empty for the root itself
    exclude          patterns as in a .gitignore in the root
    select           rules and themes that run instead of the default ones; None for the default ones
    ignore, extend_select  rules and themes
    fail_on          ``"error"``, ``"warning"``, ``"info"`` or ``"never"``
    assume           files relative to the root with records that others publish
    internal         absolute lower-case names of zones that are not public
    internal_names   the same, to look one up
    internal_views   names of views that are not, as written and in lower case; names of zones are among them, and do
                     no harm
    partial          absolute lower-case names of zones that hold more records than the files show
    zones            origin (absolute, lower case) -> file, relative to the root
    dialect          the server that reads the files that no index names; empty: told from what lies beside them
    mail_max_network, mx_hosts_send, senders  who sends mail
    mta_sts          policies of MTA-STS, as files
    allow_outside    folders outside the root that may be read
    rule_paths       folders with the repository's own rules
    severity         rule -> severity
    rules            rule -> option -> value
    ignore_findings  accepted findings
    chroot, path_map where the paths in named.conf lead: (folder on the server, folder relative to the root)
    mappings         files of record lists whose keys are the user's own: the tables as they stand there, checked
    warnings         what the user is told of the file, a sentence each
    """

    __slots__ = (
        "root",
        "path",
        "sources",
        "exclude",
        "select",
        "ignore",
        "extend_select",
        "fail_on",
        "assume",
        "_internal",
        "internal_names",
        "internal_views",
        "partial",
        "zones",
        "dialect",
        "mail_max_network",
        "mx_hosts_send",
        "senders",
        "mta_sts",
        "allow_outside",
        "rule_paths",
        "severity",
        "rules",
        "ignore_findings",
        "chroot",
        "path_map",
        "mappings",
        "warnings",
    )

    def __init__(self) -> None:
        self.root: str | None = None
        self.path: str | None = None
        self.sources: list[str] = []
        self.exclude: list[str] = []
        self.select: list[str] | None = None
        self.ignore: list[str] = []
        self.extend_select: list[str] = []
        self.fail_on = "warning"
        self.assume: list[str] = []
        self.internal = []
        self.internal_views: frozenset[str] = frozenset()
        self.partial: list[str] = []
        self.zones: dict[str, str] = {}
        self.dialect = ""
        self.mail_max_network = 16
        self.mx_hosts_send = True
        self.senders: list[Sender] = []
        self.mta_sts: list[PolicyFile] = []
        self.allow_outside: list[str] = []
        self.rule_paths: list[str] = []
        self.severity: dict[str, str] = {}
        self.rules: dict[str, dict[str, object]] = {}
        self.ignore_findings: list[IgnoreFindings] = []
        self.chroot: str | None = None
        self.path_map: list[tuple[str, str]] = []
        self.mappings: list[dict[str, Any]] = []
        self.warnings: list[str] = []

    @property
    def internal(self) -> list[str]:
        """Absolute lower-case names of zones that are not public, and of views, with a final dot."""
        return self._internal

    @internal.setter
    def internal(self, names: "Iterable[str]") -> None:
        self._internal = list(names)
        self.internal_names = frozenset(self._internal)


def load(path: str, root: str | None = None, trusted: bool = True, files: Source = DISK) -> Settings:
    """Return the settings in the configuration file at `path`; the real path `root` takes the place of its folder.

    One that is not `trusted` may come with a change that a stranger proposes: what it says of folders outside of the
    root does not count. The file is one of `files`.

    Raises ConfigError if it cannot be read, is no TOML, or holds a key or a value that is not known.
    """
    return _Loader(path, files).load(root, trusted)


class _Loader:
    def __init__(self, path: str, files: Source = DISK) -> None:
        self.files = files
        self.path = os.path.abspath(path)
        self.shown = display_path(self.path)
        self.folder, real_path = resolve(self.path, files)
        self.source: SourceFile = text_source(real_path, self.shown, files)
        self.prefix = SECTION if os.path.basename(path) == PYPROJECT else ()
        self.known_lines: TomlLines | None = None

    def load(self, root: str | None, trusted: bool) -> Settings:
        table = self.table(TOP, self.raw(), self.prefix)
        settings = Settings()
        settings.path = self.path
        settings.root = root if root is not None else self.folder
        if not trusted and table.pop("allow-outside", ()):
            settings.warnings.append(
                f"{self.shown}: `allow-outside` has no effect unless --config names the file: a configuration "
                "in the repository may be a stranger's"
            )
        mail = table.pop("mail", {})
        named = table.pop("named", {})
        self.fill(settings, table)
        settings.mail_max_network = mail.get("max-network", settings.mail_max_network)
        settings.mx_hosts_send = mail.get("mx-hosts-send", settings.mx_hosts_send)
        for number, item in enumerate(mail.get("senders", ())):
            place = self.place("mail", "senders", number, "address")
            helo, has_dot = item.get("helo", (None, False))
            settings.senders.append(Sender(item["address"], item.get("domains", ()), helo, place, has_dot))
        if "mta-sts" in mail:
            settings.mta_sts = [
                PolicyFile(item["domain"], item["policy"], self.place("mail", "mta-sts", number, "policy"))
                for number, item in enumerate(mail["mta-sts"])
            ]
        settings.chroot = named.get("chroot")
        settings.path_map = list(named.get("map", {}).items())
        return settings

    def fill(self, settings: Settings, table: "dict[str, Any]") -> None:
        settings.ignore_findings = [
            IgnoreFindings(
                item["rule"],
                item.get("owner"),
                item.get("path"),
                item["reason"],
                item.get("until"),
                self.place("ignore-findings", n, "rule"),
            )
            for n, item in enumerate(table.pop("ignore-findings", ()))
        ]
        if "internal" in table:
            # What a word names shows when the zones and views are known.
            words = table.pop("internal")
            settings.internal = [absolute(word, ".").lower() for word in words if is_name(word)]
            bare = [word.removesuffix(".") for word in words]
            settings.internal_views = frozenset((*bare, *(word.lower() for word in bare)))
        mappings = table.pop("mappings", ())
        if mappings:
            settings.mappings = list(mappings)
        for name, value in table.items():
            setattr(settings, name.replace("-", "_"), value)

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
                hint = suggestion(name, table.keys)
                raise self.error((*where, name), f"there is no such key{hint}")
            if not isinstance(key.kind, Table):
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
        return [self.table(table, item, (*where, number)) for number, item in enumerate(value)]

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

    def place(self, *where: "str | int") -> Place:
        line = self.line_of((*self.prefix, *where)) or 1
        return Place.at(self.source, line_span(self.source, line))


def error_at(settings: Settings, where: tuple[str, ...], message: str) -> ConfigError:
    """Return the error that `message` is wrong with the key `where` of the file that `settings` were read from."""
    if settings.path is None:
        return ConfigError(f"{'.'.join(where)}: {message}")
    return _Loader(settings.path).error((*_Loader(settings.path).prefix, *where), message)


def schema() -> "dict[str, object]":
    """Return the JSON Schema (draft 2020-12) of the configuration file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zonelint",
        "description": "Configuration of zonelint, a linter for sets of DNS zones.",
        **TOP.schema,
    }
