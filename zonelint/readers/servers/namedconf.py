"""Reads BIND's named.conf: which zones are served, in which view, from which file.

Only what tells about zones is looked at; everything else is skipped by its braces. Accepted besides is what
PowerDNS' bind backend accepts: a zone without `type`, and `type native`.
"""

import os
import re
from collections import Counter

from zonelint.dns.places import Problem
from zonelint.files.zone_files import IN_VIEW, PRIMARY
from zonelint.readers.servers.match_clients import MatchClients
from zonelint.readers.servers.namedconf_forms import MISPLACED, Forms
from zonelint.readers.servers.namedconf_syntax import (
    EMPTY_STATEMENT,
    EQUALS_SIGN,
    NO_COMMENT,
    STRAY_END,
    TOP_STATEMENTS,
    UNCLOSED,
    ZONE_OPTIONS,
    Block,
    Statement,
    parse,
)
from zonelint.readers.servers.serverconf import (
    ConfReader,
    ServerConf,
    Word,
    ZoneStatement,
    is_placeholder,
    with_slashes,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Place
    from zonelint.readers.servers.serverconf import FindFiles

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
    statements, errors, _ = parse(source)
    if (strict and any(message != EMPTY_STATEMENT for message, _ in errors)) or not all(
        _keyword(statement) in TOP_STATEMENTS for statement in statements
    ):
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


_MAIN = "named.conf"
"""How the file is called that BIND reads first, so that all it knows stands in it, and in what it includes."""
_ACCESS = ("allow-query", "allow-transfer")
_HABIT = 4
"""Errors of one kind in a file that are as many as no slip of the pen makes."""
_WRITTEN = ("mirror", "secondary")
"""Types of zones whose files the server writes."""
_WITH_FILES = (*_WRITTEN, PRIMARY, "hint")
"""Types of zones that may not have the file of such a zone."""
_COPIED = (*_WRITTEN, "stub")
"""Types of zones whose records come from other servers."""


class _Scope:
    """What zones inherit from the options, or from the view they stand in.

    view         its name; None for the options
    kind         what its statements are, in terms of the grammar
    dynamic      whether updates are allowed; None: nothing is said
    check_names  what becomes of names in primary zones that no host may have; empty: nothing is said
    access       the statements that say who may ask for a zone, and who may copy it, by keyword
    """

    __slots__ = ("view", "kind", "dynamic", "check_names", "access")

    def __init__(self, view: str | None, kind: str) -> None:
        self.view = view
        self.kind = kind
        self.dynamic: bool | None = None
        self.check_names = ""
        self.access: dict[str, Statement] = {}

    def settle(self, inner: Statement) -> None:
        """Take from a statement of the options or of a view what holds for its zones."""
        keyword = _keyword(inner)
        kind, mode = _word(inner, 1), _word(inner, 2)
        if keyword == "allow-update":
            self.dynamic = _allows(inner)
        elif keyword == "check-names" and kind is not None and kind.text.lower() in ("primary", "master"):
            self.check_names = mode.text.lower() if mode is not None else ""
        elif keyword in _ACCESS:
            self.access[keyword] = inner


class _Reader(ConfReader):
    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]", lax: bool) -> None:
        super().__init__(find_files, open_source)
        self.lax = lax
        self.templates: dict[str, list[Statement]] = {}
        self.seen: dict[tuple[str | None, str], ZoneStatement] = {}
        self.outside: list[ZoneStatement] = []
        self.clients = MatchClients()
        self.has_views = False
        self.first_options: Place | None = None
        self.top = _Scope(None, "top")
        self.forms = Forms()
        self.is_typed = False
        self.untyped: list[tuple[str, Word]] = []
        self.unsettled: list[tuple[ZoneStatement, _Scope, dict[str, Statement]]] = []

    # -- files

    def read_file(self, real_path: str, scope: _Scope, above: tuple[str, ...]) -> None:
        """Read a file whose statements stand in `scope`; `above` are the files that include it."""
        self.run(self.statements_of(real_path, scope.kind), scope, (*above, real_path))

    def statements_of(
        self, real_path: str, kind: str, include: Word | None = None, above: tuple[str, ...] = ()
    ) -> list[Statement]:
        """Return the statements of a file that stand in a block of this `kind`; what is wrong with them is noted.

        If the file belongs outside all blocks, the `include` of it, in the last file of `above`, is what is wrong:
        it is read there, and nothing is returned.
        """
        source = self.open(real_path)
        if source is None:
            return []
        statements, errors, placeholders = parse(source)
        self.conf.placeholders += [(word.text, self.place(word)) for word in placeholders]
        alien = self.forms.outside_keyword(statements, kind) if include is not None and not self.lax else ""
        if include is not None and alien:
            self.misplaced(include, alien, kind)
            kind = self.top.kind
        if self.lax:
            errors = [(message, word) for message, word in errors if message != EMPTY_STATEMENT]
        else:
            statements = self.forms.mend(statements, kind)
            errors += self.forms.errors
            self.forms.errors = []
        for message, word, cause in _with_causes(source, errors):
            self.problem(message, word, cause=cause)
        if alien:
            self.run(statements, self.top, (*above, real_path))
            return []
        return statements

    def misplaced(self, include: Word, alien: str, kind: str) -> None:
        """Note an include in a block of this `kind` of a file with statements, such as `alien`, of no block."""
        where = self.forms.grammar.CONTEXTS[kind]
        message = f"this include is {where}, but {include.text} holds `{alien}`, which must be outside all blocks"
        self.problem(message, include, "move the include out of the block")
        self.first_options = None  # a second block is a part of this fault

    def include(self, statement: Statement, scope: _Scope, above: tuple[str, ...]) -> None:
        """Read the files that an include names, whose statements stand in `scope`."""
        word = _word(statement, 1) if scope is not self.top else None
        for path in self.paths_of(statement, above):
            self.run(self.statements_of(path, scope.kind, word, above), scope, (*above, path))

    def paths_of(self, statement: Statement, above: tuple[str, ...]) -> list[str]:
        """Return the real paths of the files that an include names."""
        word = _word(statement, 1)
        if word is not None:
            return self.included(word, self.conf.directory, above)
        if self.lax:
            self.problem("'include' needs a file name", _first(statement))
        return []

    def flat(self, statements: list[Statement], above: tuple[str, ...], kind: str) -> list[Statement]:
        """Return `statements` of a block of this `kind`, with those of included files in place of the includes."""
        flat: list[Statement] = []
        for statement in statements:
            if _keyword(statement) == "include":
                for path in self.paths_of(statement, above):
                    inside = self.statements_of(path, kind, _word(statement, 1), above)
                    flat += self.flat(inside, (*above, path), kind)
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
            elif keyword == "match-clients" and scope.view is not None:
                self.clients.add_view(scope.view, _block(statement), self.place(_first(statement)))
            elif keyword == "acl":
                name = _word(statement, 1)
                self.clients.add_acl(name.text if name is not None else "", _block(statement))
            elif keyword == "response-policy" and scope.view is not None:
                self.policies(statement)
            elif scope.view is not None:
                scope.settle(statement)

    def policies(self, statement: Statement) -> None:
        """Note the zones that hold no names of the Internet, but say what to answer instead of the truth (RPZ)."""
        for inner in _block(statement):
            name = _word(inner, 1)
            origin = self.origin(name) if _keyword(inner) == "zone" and name is not None else None
            if origin is not None:
                self.conf.policies.add(origin)

    def options(self, statement: Statement, above: tuple[str, ...]) -> None:
        first, here = self.first_options, self.place(_first(statement))
        if first is not None:
            help = f"move its contents into the block at {first.source.path}:{first.line}"
            self.problem("'options' is redefined", _first(statement), help)
        self.first_options = first or here
        for inner in self.flat(_block(statement), above, "options"):
            word = _word(inner, 1)
            if _keyword(inner) == "directory" and word is not None:
                self.conf.directory = with_slashes(word.text)
            elif _keyword(inner) == "response-policy":
                self.policies(inner)
            else:
                self.top.settle(inner)

    def view(self, statement: Statement, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is None:
            self.note_missing_name(statement)
            return
        self.has_views = True
        rdclass = _word(statement, 2)
        if rdclass is not None and rdclass.text.lower() != "in":
            return  # as for zones
        scope = _Scope(name.text, "view")
        self.run(_block(statement), scope, above)

    def note_missing_name(self, statement: Statement) -> None:
        if self.lax:  # else it was held against the grammar
            self.problem(f"{_keyword(statement)!r} needs a name", _first(statement))

    def template(self, statement: Statement, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is not None:
            self.templates[name.text.lower()] = self.flat(_block(statement), above, "zone")

    def zone(self, statement: Statement, scope: _Scope, above: tuple[str, ...]) -> None:
        name = _word(statement, 1)
        if name is None:
            self.note_missing_name(statement)
            return
        rdclass = _word(statement, 2)
        if rdclass is not None and rdclass.text.lower() != "in":
            return  # CHAOS and its like hold no names of the Internet
        origin = self.origin(name)
        if origin is None:
            return
        zone = ZoneStatement(origin, scope.view, self.place(name))
        missing = len(self.conf.missing)
        options = self.fill(zone, self.flat(_block(statement), above, "zone"), name)
        if not self.lax and not self.conf.placeholders and len(self.conf.missing) == missing:
            self.find_left_out(zone, options, name)
        self.unsettled.append((zone, scope, options))
        self.add(zone, name)

    def fill(self, zone: ZoneStatement, statements: list[Statement], name: Word) -> dict[str, Statement]:
        """Take from a zone's statements what concerns us, those of its template first; returns them by keyword."""
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
        return options

    def inherit(self, zone: ZoneStatement, scope: _Scope, options: dict[str, Statement]) -> None:
        """Give a zone what its options leave to the view it stands in, and that to the options of the server."""
        if zone.type != PRIMARY:
            return
        dynamic = scope.dynamic if scope.dynamic is not None else self.top.dynamic
        if "allow-update" in options:
            dynamic = _allows(options["allow-update"])
        zone.dynamic = bool(dynamic) or "update-policy" in options
        if not self.lax:
            self.settle_access(zone, options, scope.access, self.top.access)
            own = _word(options["check-names"], 1) if "check-names" in options else None
            mode = own.text.lower() if own is not None else scope.check_names or self.top.check_names
            zone.check_names = mode if mode in ("warn", "ignore") else "fail"

    def settle_access(self, zone: ZoneStatement, *options: dict[str, Statement]) -> None:
        """Note where it is said that the inside alone may ask for a zone for which `options` hold, the first first."""
        asking, copying = (next((each[keyword] for each in options if keyword in each), None) for keyword in _ACCESS)
        if asking is not None and self.clients.are_inside(
            _block(asking), _block(copying) if copying is not None else Block()
        ):
            self.conf.inside_zones[zone.view, zone.origin] = self.place(_first(asking))

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
            self.problem(f"{word.text!r} is not a zone type", word)
        zone.type = kind or word.text.lower()

    def set_file(self, zone: ZoneStatement, options: dict[str, Statement], name: Word) -> None:
        word = _word(options["file"], 1) if "file" in options else None
        if word is not None:
            if not word.quoted and not self.lax:
                self.problem("the file name needs quotes", word, "BIND refuses it in this form; PowerDNS does not")
            zone.file = _fill_tokens(with_slashes(word.text), zone)
            zone.file_place = self.place(word)
        elif zone.type == PRIMARY and (self.lax or "type" in options) and not {"database", "dlz"} & options.keys():
            self.problem(f"zone {zone.origin} is primary and has no 'file'", name)

    def find_left_out(self, zone: ZoneStatement, options: dict[str, Statement], name: Word) -> None:
        """Report what BIND asks for in a zone with these `options`, and does not find: its type, and where it is from.

        The root alone can be mirrored without: BIND knows its servers. A file whose zones all have no type is one of
        PowerDNS.
        """
        self.is_typed = self.is_typed or "type" in options
        if not {"type", "in-view"} & options.keys():
            self.untyped.append((zone.origin, name))
        elif (
            zone.type in _COPIED
            and (zone.type, zone.origin) != ("mirror", ".")
            and not {"primaries", "masters"} & options.keys()
        ):
            message = f"zone {zone.origin} is {zone.type} and has no 'primaries'"
            help = "add the addresses of the servers it is copied from: `primaries { …; };`"
            self.problem(message, name, help, cause=f"no primaries {name.source.path}")

    def add(self, zone: ZoneStatement, name: Word) -> None:
        # A hint or a redirect may stand beside a zone of the same name.
        key = zone.view, (f"{zone.type} {zone.origin}" if zone.type in ("hint", "redirect") else zone.origin)
        earlier = self.seen.get(key)
        if earlier is not None:
            place = earlier.place
            message = f"zone {zone.origin} already exists, defined at {place.source.path}:{place.line}"
            self.problem(message, name, cause=f"zones already exist {self.place(name).source.path}")
            return
        if zone.type == IN_VIEW and (zone.in_view, zone.origin) not in self.seen:
            self.problem(f"view {zone.in_view!r} has no zone {zone.origin} before this one", name)
        self.seen[key] = zone
        self.conf.zones.append(zone)
        if zone.view is None:
            self.outside.append(zone)

    def finish(self) -> None:
        """Report what shows only when all is read, and tell which views are for the inside alone."""
        self.conf.inside_views = self.clients.inside()
        for zone, scope, options in self.unsettled:
            self.inherit(zone, scope, options)
        if not self.lax:
            self.find_shared_files()
            self.find_undefined_lists()
        if self.is_typed:
            for origin, name in self.untyped:
                self.problem(f"zone {origin} has no 'type'", name, cause=f"no type {name.source.path}")
        if self.has_views and self.outside:
            place = self.outside[0].place
            message = "with 'view' statements, all zones must be in views"
            self.conf.problems.append(Problem("index-error", message, place.source, place.span))

    def find_undefined_lists(self) -> None:
        """Report names of lists of addresses that nothing defines: BIND does not start.

        What an included file defines that is not here is not known, nor is what stands beside a part of a named.conf.
        """
        if os.path.basename(self.conf.files[0]) != _MAIN or self.conf.missing or self.conf.placeholders:
            return
        for name, word in self.forms.lists:
            if not self.clients.has_acl(name) and name not in self.forms.misplaced:
                self.problem(f"undefined ACL {word.text!r}", word, cause=f"undefined ACL {name}")

    def find_shared_files(self) -> None:
        """Report a file that the server writes for one zone, and that another zone has, too: BIND does not start."""
        seen: dict[str, tuple[Word, bool]] = {}
        for zone, _, options in self.unsettled:
            word = _word(options["file"], 1) if "file" in options else None
            if word is None or zone.file is None or zone.type not in _WITH_FILES or is_placeholder(zone.file):
                continue
            is_written = zone.dynamic or zone.type in _WRITTEN or _signs(options)
            earlier, was_written = seen.setdefault(zone.file.lower(), (word, is_written))
            if earlier is not word and (is_written or was_written):
                place = self.place(earlier)
                message = f"BIND writes to {word.text!r}, which {place.source.path}:{place.line} names, too"
                self.problem(message, word, "give each of them a file of its own: BIND does not start with these")


def _signs(options: dict[str, Statement]) -> bool:
    """Tell whether the server signs a zone with these options, and so writes to its file."""
    policy = _word(options["dnssec-policy"], 1) if "dnssec-policy" in options else None
    return policy is not None and policy.text.lower() != "none"


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


def _with_causes(source: "SourceFile", errors: list[tuple[str, Word]]) -> "Iterator[tuple[str, Word, str]]":
    """Yield the `errors` in a file in their order, each with its cause.

    A block that begins or ends in the wrong place misplaces all that follows, up to the brace that is left over; and
    what is wrong on one line is one slip. So is the mark of all comments, and what is wrong in the same way again and
    again: a program wrote it.
    """
    errors = sorted(errors, key=lambda error: error[1].start)
    is_misplaced = any(MISPLACED in message for message, _ in errors)
    times = Counter(message for message, _ in errors)
    before, line = 0, 1
    for message, word in errors:
        line += source.text.count("\n", before, word.start)
        before = word.start
        if is_misplaced and (MISPLACED in message or message in (STRAY_END, UNCLOSED)):
            yield message, word, f"misplaced {source.path}"
        elif message == NO_COMMENT or message.startswith(EQUALS_SIGN) or times[message] >= _HABIT:
            yield message, word, f"{message} {source.path}"
        else:
            yield message, word, f"{source.path}:{line}"
