"""Reads Knot DNS' knot.conf: which zones are served from which file.

It looks like YAML and is none: keys and sections may repeat, and a section's items are told by their first key.
Only ``zone``, ``template`` and ``acl`` are looked at.
"""

import os
import re

from zonelint.files.zone_files import PRIMARY
from zonelint.readers.servers.serverconf import ConfReader, ServerConf, Word, ZoneStatement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from zonelint.dns.places import SourceFile
    from zonelint.readers.servers.serverconf import FindFiles

    # key -> its values, in order, where it is repeated too
    Options: TypeAlias = dict[str, list[Word]]

_LINE = re.compile(r"([ \t]*+)(-[ \t]++)?([A-Za-z0-9-]++)[ \t]*+:(?=[ \t]|$)")
_VALUE = re.compile(
    r"""[ \t]*+(?:"((?:[^"\\]++|\\.)*)"|'([^']*+)'|([^\s"'\[\],#][^\s"\[\],#]*+)|([\[\],])|(\#.*+)?$)"""
)
_FORMATTER = re.compile(r"%(?:([%s])|([cl])\[([0-9]{1,3})(?:-([0-9]{1,3}))?\])")
_SECTIONS_WORDS = """
acl clear control database dnskey-sync include key keystore log mod-authsignal mod-cookies mod-dnsproxy mod-dnstap
mod-geoip mod-noudp mod-onlinesign mod-probe mod-queryacl mod-rrl mod-stats mod-synthrecord mod-whoami module policy
remote remotes server statistics submission template xdp zone
"""
_SECTIONS = frozenset(_SECTIONS_WORDS.split())
"""What may stand at column 0, of Knot DNS 2.0 to 3.4."""
_IDENTIFIERS = {"zone": "domain", "template": "id", "acl": "id"}
_STORAGE = "/var/lib/knot"


def read(real_path: str, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> ServerConf:
    """Read the knot.conf at `real_path` and what it includes.

    `find_files` tells which files an include means; `open_source` makes the source of one of them.
    """
    reader = _Reader(find_files, open_source)
    reader.read_file(real_path, ())
    reader.finish()
    return reader.conf


def is_whole(source: "SourceFile", strict: bool = True) -> bool:
    """Tell whether the text of `source` is a knot.conf: it has zones, and nothing but sections of Knot DNS.

    Not `strict`: its lines may have faults, as those of a file that somebody names as an index.
    """
    reader = _Reader(lambda name, directory, path: [], lambda path: source)
    section, zones = "", 0
    for text in source.text.split("\n"):
        line = reader.line(source, text, 0)
        if line is None:
            continue
        if line.column == 0 and not line.is_item:
            section = line.key.text
            if section not in _SECTIONS:
                return False
        elif not section:
            return False
        zones += section == "zone" and line.is_item and line.key.text == "domain"
    return bool(zones) and not (strict and reader.conf.problems)


class _Line:
    """A line that is no comment: the column of its key, whether ``-`` stands before it, the key and its values."""

    __slots__ = ("column", "is_item", "key", "values")

    def __init__(self, column: int, is_item: bool, key: Word, values: list[Word]) -> None:
        self.column = column
        self.is_item = is_item
        self.key = key
        self.values = values


class _Reader(ConfReader):
    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> None:
        super().__init__(find_files, open_source)
        self.section = ""
        self.column: int | None = None
        self.options: Options | None = None
        self.templates: dict[str, Options] = {}
        self.acls: dict[str, Options] = {}
        self.zones: dict[str, tuple[ZoneStatement, Options]] = {}

    # -- lines

    def read_file(self, real_path: str, above: tuple[str, ...]) -> None:
        source = self.open(real_path)
        if source is None:
            return
        self.begin_section("")
        start = 0
        for text in source.text.split("\n"):
            line = self.line(source, text, start)
            if line is not None:
                self.take(line, (*above, real_path))
            start += len(text) + 1

    def line(self, source: "SourceFile", text: str, start: int) -> _Line | None:
        """Take a line apart; None for a comment, and for one that is reported."""
        bare = text.strip()
        if not bare or bare[0] == "#":
            return None
        match = _LINE.match(text)
        if match is None:
            self.problem("no line of `key: value`", _whole(source, text, start))
            return None
        key = Word(match[3], start + match.start(3), start + match.end(3), False, source)
        values, end = self.values(source, text, start, match.end())
        if "\t" in text[:end]:
            self.problem("tabulator character is not allowed", _whole(source, text, start))
        return _Line(match.start(3), match[2] is not None, key, values)

    def values(self, source: "SourceFile", text: str, start: int, at: int) -> tuple[list[Word], int]:
        """Return the values from offset `at` of the line on, and where its comment begins."""
        found: list[Word] = []
        more: list[Word] = []
        is_list = is_open = False
        match = _VALUE.match(text, at)
        while match is not None and match.lastindex in (1, 2, 3, 4):
            kind, at = match.lastindex, match.end()
            if kind == 4:
                is_list, is_open = True, match[4] != "]"
            else:
                takes_more = is_open if is_list else not found
                (found if takes_more else more).append(_value(match, kind, start, source))
            match = _VALUE.match(text, at)
        wrong = next((word for word in (*found, *more) if word.text[:1] == ";" and not word.quoted), None)
        if wrong is not None:
            self.problem("';' begins no comment here", wrong, "write `#` instead of `;`")
        elif more:
            self.problem("must be one value, or a list in brackets", more[0])
        if match is None or is_open:
            self.problem("the value is not understood", Word("", start + at, start + len(text), False, source))
        elif match[5] is not None and match.start(5) == at:
            self.problem(
                "write a blank before a comment, or use quotes", Word("#", start + at, start + at + 1, False, source)
            )
        return found, at if match is None or match[5] is None else match.start(5)

    # -- sections and their items

    def take(self, line: _Line, above: tuple[str, ...]) -> None:
        if line.column == 0 and not line.is_item:
            self.begin_section(line.key.text)
            if line.key.text == "include":
                self.include(line, above)
            return
        identifier = _IDENTIFIERS.get(self.section)
        if identifier is None:
            return
        if self.column is None:
            self.column = line.column
        if line.column != self.column:
            self.problem("invalid indentation", line.key)
        if line.is_item and line.key.text != identifier:
            self.problem(f"an item of {self.section!r} begins with {identifier!r}", line.key)
            self.options = None
        elif line.is_item:
            self.options = self.begin_item(line)
        elif line.key.text == identifier:
            self.problem(f"{identifier!r} begins an item: it needs a '-' before it", line.key)
        elif self.options is not None:
            self.option(line)

    def begin_section(self, name: str) -> None:
        self.section, self.column, self.options = name, None, None

    def include(self, line: _Line, above: tuple[str, ...]) -> None:
        for word in line.values[-1:]:
            for path in self.included(word, os.path.dirname(above[-1]), above):
                self.read_file(path, above)
        self.begin_section("")

    def begin_item(self, line: _Line) -> "Options | None":
        if not line.values:
            self.problem(f"{line.key.text!r} needs a value", line.key)
            return None
        name = line.values[0]
        if self.section == "zone":
            return self.begin_zone(name)
        items = self.templates if self.section == "template" else self.acls
        if name.text in items:
            self.problem(f"duplicate identifier {name.text!r}", name)
        return items.setdefault(name.text, {})

    def begin_zone(self, name: Word) -> "Options | None":
        origin = self.origin(name)
        if origin is None:
            return None
        if origin in self.zones:
            place = self.zones[origin][0].place
            self.problem(f"duplicate identifier: zone {origin}, defined at {place.source.path}:{place.line}", name)
            return None
        options: Options = {}
        self.zones[origin] = (ZoneStatement(origin, None, self.place(name)), options)
        return options

    def option(self, line: _Line) -> None:
        assert self.options is not None
        key = line.key.text
        self.options.setdefault(key, []).extend(line.values)
        if self.section == "zone" and key == "template":
            for name in line.values:
                if name.text not in self.templates:
                    message = f"invalid reference: there is no template {name.text!r} so far"
                    self.problem(message, name, "a template must come before the zones that use it")

    # -- zones

    def finish(self) -> None:
        """Turn the items of ``zone`` into statements; the default template may stand anywhere."""
        for zone, own in self.zones.values():
            named = _last(own, "template")
            template = self.templates.get(named.text if named is not None else "default", {})
            self.fill(zone, own, template)
            self.conf.zones.append(zone)

    def fill(self, zone: ZoneStatement, own: "Options", template: "Options") -> None:
        options = {**template, **own}
        role = _text(options, "catalog-role")
        if options.get("master"):
            zone.type = "secondary"
        elif role == "generate":
            zone.type = "catalog"
        if _text(options, "zonefile-load") != "none" and role != "generate":
            zone.file = _path(zone.origin, _text(options, "storage"), _text(options, "file"))
        file = _last(own, "file")
        zone.file_place = self.place(file) if file is not None else None
        if zone.type == PRIMARY:
            zone.dynamic = any(self.lets_update(acl.text) for acl in options.get("acl", ()))
            modules = options.get("module", []) + self.templates.get("default", {}).get("global-module", [])
            if any(module.text.startswith("mod-synthrecord") for module in modules):
                zone.partial = "the server makes up records of it (mod-synthrecord)"

    def lets_update(self, acl: str) -> bool:
        """Tell whether an ACL allows updates (RFC 2136)."""
        options = self.acls.get(acl, {})
        return "update" in [word.text for word in options.get("action", ())] and _text(options, "deny") != "on"


def _value(match: "re.Match[str]", kind: int, start: int, source: "SourceFile") -> Word:
    """Return the value in the group `kind` of `match`, in a line that begins at the offset `start`."""
    value = re.sub(r"\\(.)", r"\1", match[1]) if kind == 1 else match[kind]
    quoted = kind != 3
    return Word(value, start + match.start(kind) - quoted, start + match.end(kind) + quoted, quoted, source)


def _last(options: "Options", key: str) -> Word | None:
    values = options.get(key)
    return values[-1] if values else None


def _text(options: "Options", key: str) -> str:
    word = _last(options, key)
    return word.text if word is not None else ""


def _whole(source: "SourceFile", text: str, start: int) -> Word:
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    return Word(text, start + left, start + right, False, source)


def _path(origin: str, storage: str, file: str) -> str:
    """Return the path of a zone's file, with names put in: without their final dot, ``_`` for ``/``."""
    name = origin.replace("/", "_")
    labels = re.split(r"(?<!\\)\.", name.removesuffix("."))[::-1]

    def value(match: "re.Match[str]") -> str:
        if match[1]:
            return "%" if match[1] == "%" else name.removesuffix(".")
        first, last = int(match[3]), int(match[4] or match[3])
        if match[2] == "l":
            return labels[first] if first < len(labels) else ""
        return (name.removesuffix(".") or ".")[first : last + 1]

    return os.path.join(storage or _STORAGE, _FORMATTER.sub(value, file or "%s.zone"))
