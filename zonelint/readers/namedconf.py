"""Reads BIND's named.conf: which zones are served, in which view, from which file.

Only what tells about zones is looked at; everything else is skipped by its braces. Accepted besides is what
PowerDNS' bind backend accepts: a zone without `type`, and `type native`.
"""

import re

from zonelint.readers.match_clients import MatchClients
from zonelint.readers.namedconf_syntax import TOP_STATEMENTS, ZONE_OPTIONS, Block, Statement, parse
from zonelint.readers.serverconf import ConfReader, ServerConf, Word, ZoneStatement, with_slashes
from zonelint.records import Problem
from zonelint.zonefiles import IN_VIEW, PRIMARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.readers.serverconf import FindFiles
    from zonelint.records import SourceFile

_TYPES = {
    "primary": PRIMARY,
    "master": PRIMARY,
    "native": PRIMARY,
    "secondary": "secondary",
    "slave": "secondary",
    **{kind: kind for kind in ("mirror", "stub", "hint", "forward", "redirect", "static-stub", "delegation-only")},
}
_TOKENS = (
    ("name", r"\$name|%s"),
    ("type", r"\$type|%t"),
    ("view", r"\$view|%v"),
    ("label1", r"\$label1|%z"),
    ("label2", r"\$label2|%y"),
    ("label3", r"\$label3|%x"),
)


def read(
    real_path: str, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]", lax: bool = False
) -> ServerConf:
    """Read the named.conf at `real_path` and what it includes; `lax`: as PowerDNS reads it.

    `find_files` tells which files an include means; `open_source` makes the source of one of them.
    """
    reader = _Reader(find_files, open_source, lax)
    reader.read_file(real_path, reader.top, ())
    reader.finish()
    return reader.conf


def is_whole(source: "SourceFile", strict: bool = True) -> bool:
    """Tell whether the text of `source` is a named.conf: it has zones, and nothing but statements of a named.conf.

    Not `strict`: its statements may have faults, as those of a file that somebody names as an index.
    """
    statements, errors = parse(source)
    if (strict and errors) or not all(_keyword(statement) in TOP_STATEMENTS for statement in statements):
        return False
    zones = [statement for statement in _with_views(statements) if _keyword(statement) == "zone"]
    if strict and not all(map(_is_zone, zones)):
        return False
    return bool(zones) or any(_keyword(statement) == "view" for statement in statements)


def _with_views(statements: list[Statement]) -> list[Statement]:
    """Return `statements` and those inside of views."""
    inside = [each for statement in statements if _keyword(statement) == "view" for each in _block(statement)]
    return statements + inside


def _is_zone(statement: Statement) -> bool:
    """Tell whether a zone statement has a name and options that BIND knows."""
    options = _block(statement)
    shape = [type(item) is Block for item in statement[1:]]
    return shape in ([False, True], [False, False, True]) and all(_keyword(each) in ZONE_OPTIONS for each in options)


class _Scope:
    """What statements inherit: the view they stand in, and whether updates are allowed unless a zone says otherwise."""

    __slots__ = ("view", "dynamic")

    def __init__(self, view: str | None, dynamic: bool) -> None:
        self.view = view
        self.dynamic = dynamic


# Inside of a zone, a template or the options: included statements are taken in place.
_INSIDE = _Scope(None, False)


class _Reader(ConfReader):
    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]", lax: bool) -> None:
        super().__init__(find_files, open_source)
        self.lax = lax
        self.templates: dict[str, list[Statement]] = {}
        self.seen: dict[tuple[str | None, str], ZoneStatement] = {}
        self.outside: list[ZoneStatement] = []
        self.clients = MatchClients()
        self.has_views = False
        self.has_options = False
        self.top = _Scope(None, False)

    # -- files

    def read_file(self, real_path: str, scope: _Scope, above: tuple[str, ...]) -> None:
        """Read a file whose statements stand in `scope`; `above` are the files that include it."""
        self.run(self.statements_of(real_path), scope, (*above, real_path))

    def statements_of(self, real_path: str) -> list[Statement]:
        source = self.open(real_path)
        if source is None:
            return []
        statements, errors = parse(source)
        for message, word in errors:
            self.problem(message, word)
        return statements

    def include(self, statement: Statement, scope: _Scope, above: tuple[str, ...]) -> list[Statement]:
        """Read the files that an include names; returns their statements where they stand inside of a zone."""
        word = _word(statement, 1)
        if word is None:
            self.problem("'include' needs a file name", _first(statement))
            return []
        inside: list[Statement] = []
        for path in self.included(word, self.conf.directory, above):
            if scope is _INSIDE:
                inside += self.flat(self.statements_of(path), (*above, path))
            else:
                self.read_file(path, scope, above)
        return inside

    def flat(self, statements: list[Statement], above: tuple[str, ...]) -> list[Statement]:
        """Return `statements` of a block, with those of included files in place of the includes."""
        flat: list[Statement] = []
        for statement in statements:
            if _keyword(statement) == "include":
                flat += self.include(statement, _INSIDE, above)
            else:
                flat.append(statement)
        return flat

    # -- statements

    def run(self, statements: list[Statement], scope: _Scope, above: tuple[str, ...]) -> None:
        for statement in statements:
            keyword = _keyword(statement)
            if keyword == "zone":
                self.zone(statement, scope, above)
            elif keyword == "include":
                self.include(statement, scope, above)
            elif keyword == "view" and scope is self.top:
                self.view(statement, above)
            elif keyword == "template":
                self.template(statement, above)
            elif keyword == "options" and scope is self.top:
                self.options(statement, above)
            elif keyword == "allow-update":
                scope.dynamic = _allows(statement)
            elif keyword == "match-clients" and scope.view is not None:
                self.clients.add_view(scope.view, _block(statement), self.place(_first(statement)))
            elif keyword == "acl":
                name = _word(statement, 1)
                self.clients.add_acl(name.text if name is not None else "", _block(statement))

    def options(self, statement: Statement, above: tuple[str, ...]) -> None:
        if self.has_options:
            self.problem("'options' is redefined", _first(statement))
        self.has_options = True
        for inner in self.flat(_block(statement), above):
            keyword, word = _keyword(inner), _word(inner, 1)
            if keyword == "directory" and word is not None:
                self.conf.directory = with_slashes(word.text)
            elif keyword == "allow-update":
                self.top.dynamic = _allows(inner)

    def view(self, statement: Statement, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is None:
            self.problem("'view' needs a name", _first(statement))
            return
        self.has_views = True
        scope = _Scope(name.text, self.top.dynamic)
        self.run(_block(statement), scope, above)

    def template(self, statement: Statement, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is not None:
            self.templates[name.text.lower()] = self.flat(_block(statement), above)

    def zone(self, statement: Statement, scope: _Scope, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is None:
            self.problem("'zone' needs a name", _first(statement))
            return
        rdclass = _word(statement, 2)
        if rdclass is not None and rdclass.text.lower() != "in":
            return  # CHAOS and its like hold no names of the Internet
        origin = self.origin(name)
        if origin is None:
            return
        zone = ZoneStatement(origin, scope.view, self.place(name))
        zone.dynamic = scope.dynamic
        self.fill(zone, self.flat(_block(statement), above), name)
        self.add(zone, name)

    def fill(self, zone: ZoneStatement, statements: list[Statement], name: Word) -> None:
        """Take from a zone's statements what concerns us, those of its template first."""
        options: dict[str, Statement] = {}
        for statement in statements:
            template = _word(statement, 1) if _keyword(statement) == "template" else None
            if template is not None and template.text.lower() not in self.templates:
                self.problem(f"template {template.text!r} is not defined before this zone", template)
            elif template is not None:
                options.update((_keyword(inner), inner) for inner in self.templates[template.text.lower()])
        options.update((_keyword(statement), statement) for statement in statements)
        self.set_type(zone, options)
        self.set_file(zone, options, name)
        if "masterfile-format" in options:
            zone.format = (_word(options["masterfile-format"], 1) or name).text.lower()
        if "allow-update" in options:
            zone.dynamic = _allows(options["allow-update"])
        zone.dynamic = zone.type == PRIMARY and (zone.dynamic or "update-policy" in options)

    def set_type(self, zone: ZoneStatement, options: dict[str, Statement]) -> None:
        if "in-view" in options:
            word = _word(options["in-view"], 1)
            zone.type, zone.in_view = IN_VIEW, word.text if word is not None else ""
            return
        word = _word(options["type"], 1) if "type" in options else None
        if word is None:
            return
        kind = _TYPES.get(word.text.lower())
        if kind is None:
            self.problem(f"{word.text!r} is no zone type", word)
        zone.type = kind or word.text.lower()

    def set_file(self, zone: ZoneStatement, options: dict[str, Statement], name: Word) -> None:
        word = _word(options["file"], 1) if "file" in options else None
        if word is not None:
            if not word.quoted and not self.lax:
                self.problem("the file name needs quotes", word, "BIND refuses it as it stands; PowerDNS does not")
            zone.file = _fill_tokens(with_slashes(word.text), zone)
            zone.file_place = self.place(word)
        elif zone.type == PRIMARY and not {"database", "dlz"} & options.keys():
            self.problem(f"zone {zone.origin} is primary and has no 'file'", name)

    def add(self, zone: ZoneStatement, name: Word) -> None:
        earlier = self.seen.get((zone.view, zone.origin))
        if earlier is not None:
            place = earlier.place
            message = f"zone {zone.origin} already exists, defined at {place.source.path}:{place.line}"
            self.problem(message, name, cause=f"zones already exist {self.place(name).source.path}")
            return
        if zone.type == IN_VIEW and (zone.in_view, zone.origin) not in self.seen:
            self.problem(f"view {zone.in_view!r} has no zone {zone.origin} before this one", name)
        self.seen[zone.view, zone.origin] = zone
        self.conf.zones.append(zone)
        if zone.view is None:
            self.outside.append(zone)

    def finish(self) -> None:
        """Report what shows only when all is read, and tell which views are for the inside alone."""
        self.conf.inside_views = self.clients.inside()
        if self.has_views and self.outside:
            place = self.outside[0].place
            message = "with 'view' statements, all zones must be in views"
            self.conf.problems.append(Problem("index-error", message, place.source, place.span))


def _fill_tokens(path: str, zone: ZoneStatement) -> str:
    """Fill in the tokens of BIND 9.20's file names, the first occurrence of each."""
    if "$" not in path and "%" not in path:
        return path
    labels = zone.origin.rstrip(".").split(".")[::-1] + ["."] * 3
    values = {
        "name": zone.origin.rstrip("."),
        "type": zone.type,
        "view": zone.view or "_default",
        "label1": labels[0],
        "label2": labels[1],
        "label3": labels[2],
    }
    for token, pattern in _TOKENS:
        value = values[token]
        path = re.sub(pattern, lambda match, value=value: value, path, count=1, flags=re.IGNORECASE)  # type: ignore[misc]
    return path


def _keyword(statement: Statement) -> str:
    first = statement[0]
    return first.text.lower() if isinstance(first, Word) and not first.quoted else ""


def _first(statement: Statement) -> Word:
    """Return the keyword of a statement that has one."""
    first = statement[0]
    assert isinstance(first, Word)
    return first


def _word(statement: Statement, index: int) -> Word | None:
    item = statement[index] if index < len(statement) else None
    return item if isinstance(item, Word) else None


def _block(statement: Statement) -> Block:
    return next((item for item in statement if isinstance(item, Block)), Block())


def _allows(statement: Statement) -> bool:
    """Tell whether an ``allow-update`` lets anybody in."""
    words = [item.text.lower() for inner in _block(statement) for item in inner if isinstance(item, Word)]
    return bool(words) and words != ["none"]
