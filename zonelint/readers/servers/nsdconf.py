"""Reads NSD's nsd.conf: which zones are served from which file.

Pairs of ``keyword: value`` in any layout. Only what tells about zones is looked at. Options take effect in the order in
which they stand: a pattern's ``zonefile`` gives way to one that follows ``include-pattern``, and the other way round.
"""

import re

from zonelint.files.zone_files import PRIMARY
from zonelint.readers.servers.serverconf import ConfReader, ServerConf, Word, ZoneStatement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.dns.places import SourceFile
    from zonelint.readers.servers.serverconf import FindFiles

# One of the alternatives always matches, and none is tried twice: the time is linear.
# A `#` inside of a word is part of it.
_TOKEN = re.compile(
    r"""(?:\s++|\#[^\n]*+)*
    (?:"((?:[^"\\]++|\\.)*)"|'([^'\n]*+)'|((?:[^\s"\\]|\\.)+)|(["\\])|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*:")
_CLAUSES = frozenset(
    (
        "server",
        "zone",
        "pattern",
        "key",
        "remote-control",
        "tls-auth",
        "verify",
        "dnstap",
        "proxy-protocol",
        "xdp",
    )
)
# Options of a zone or a pattern, of NSD 3 to 4.13.
_ZONE_OPTIONS_WORDS = """
allow-axfr-fallback allow-notify allow-query catalog catalog-member-pattern catalog-producer-zone create-ixfr
include-pattern ixfr-number ixfr-size max-refresh-time max-retry-time min-expire-time min-refresh-time
min-retry-time multi-master-check multi-primary-check name notify notify-retry outgoing-interface provide-xfr
request-xfr rrl-whitelist size-limit-xfr store-ixfr
verifier verifier-feed-zone verifier-timeout verify-zone zonefile zonestats
"""
_ZONE_OPTIONS = frozenset(_ZONE_OPTIONS_WORDS.split())
# Options of which one value is used here; another one after it is a syntax error.
_SINGLE = frozenset(("name", "zonefile", "include-pattern", "zonesdir", "zonelistfile", "include"))
# Tokens of a zone file's path, in the order in which NSD replaces them.
_CHARACTERS = (("%1", 0), ("%2", 1), ("%3", 2))
_LABELS = (("%z", 1), ("%y", 2), ("%x", 3))


def read(real_path: str, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> ServerConf:
    """Read the nsd.conf at `real_path`, what it includes, and the list of zones that nsd-control added.

    `find_files` tells which files an include means; `open_source` makes the source of one of them.
    """
    reader = _Reader(find_files, open_source)
    reader.read_file(real_path, ())
    reader.end_clause()
    reader.read_zone_list(real_path)
    return reader.conf


def is_whole(source: "SourceFile", strict: bool = True) -> bool:
    """Tell whether the text of `source` is an nsd.conf: it has zones, and nothing but clauses and options of NSD.

    Not `strict`: values may stand where none belongs, as in a file that somebody names as an index.
    """
    reader = _Reader(lambda name, directory, path: [], lambda path: source)
    clause, zones = "", 0
    for word in reader.words(source):
        if word.quoted or not _KEYWORD.fullmatch(word.text):
            continue
        name = word.text[:-1].lower()
        if name in _CLAUSES:
            clause = name
            zones += name in ("zone", "pattern")
        elif name != "include" and (not clause or (clause in ("zone", "pattern") and name not in _ZONE_OPTIONS)):
            return False
    if strict:
        reader.read_file("", ())
        reader.end_clause()
    return bool(zones) and not (strict and reader.conf.problems)


class _Clause:
    """What was said so far in one ``zone:`` or ``pattern:`` clause, or in a clause of another `kind`."""

    __slots__ = ("kind", "word", "name", "zonefile", "is_own", "type")

    def __init__(self, kind: str, word: Word) -> None:
        self.kind = kind
        self.word = word
        self.name: Word | None = None
        self.zonefile: Word | None = None
        self.is_own = False
        self.type = PRIMARY

    def take(self, pattern: "_Clause") -> None:
        if pattern.zonefile is not None:
            self.zonefile, self.is_own = pattern.zonefile, False
        if pattern.type != PRIMARY:
            self.type = pattern.type


class _Reader(ConfReader):
    def __init__(self, find_files: "FindFiles", open_source: "Callable[[str], SourceFile]") -> None:
        super().__init__(find_files, open_source)
        self.clause: _Clause | None = None
        self.option = ""
        self.keyword: Word | None = None
        self.values = 0
        self.patterns: dict[str, _Clause] = {}
        self.seen: dict[str, ZoneStatement] = {}
        self.zone_list: Word | None = None

    # -- words

    def read_file(self, real_path: str, above: tuple[str, ...]) -> None:
        """Read a file; an include may stand anywhere, and what it holds goes on where the include stands."""
        source = self.open(real_path)
        if source is None:
            return
        for word in self.words(source):
            self.take(word, (*above, real_path))

    def words(self, source: "SourceFile") -> list[Word]:
        found = []
        for match in _TOKEN.finditer(source.text):
            kind = match.lastindex
            if kind == 1:
                value = re.sub(r"\\([\"\\])", r"\1", match[1])
                found.append(Word(value, match.start(1) - 1, match.end(1) + 1, True, source))
            elif kind == 2:
                found.append(Word(match[2], match.start(2) - 1, match.end(2) + 1, True, source))
            elif kind == 3:
                found.append(Word(match[3], match.start(3), match.end(3), False, source))
            elif kind == 4:
                what = "this string is never closed" if match[4] == '"' else "a backslash at the end of the file"
                self.problem(what, Word("", match.start(4), match.end(4), False, source))
                break
        return found

    def take(self, word: Word, above: tuple[str, ...]) -> None:
        if not word.quoted and _KEYWORD.fullmatch(word.text):
            self.begin_option(word)
        elif self.keyword is None or (self.values and self.option in _SINGLE):
            self.problem(f"syntax error at {word.text!r}: a keyword is expected here", word)
        else:
            self.values += 1
            if self.option == "include":
                self.keyword = None
                for path in self.included(word, None, above):
                    self.read_file(path, above)
            else:
                self.value(word)

    def begin_option(self, word: Word) -> None:
        name = word.text[:-1].lower()
        if name in _CLAUSES:
            self.end_clause()
            self.clause = _Clause(name, word)
            self.keyword = None
            return
        self.option, self.keyword, self.values = name, word, 0
        if self.clause is None and name != "include":
            self.problem(f"{word.text!r} is outside any clause", word, "`server:`, `zone:` and such begin one")

    def value(self, word: Word) -> None:
        clause, option = self.clause, self.option
        if clause is None:
            return
        if clause.kind == "server":
            if option == "zonesdir":
                self.conf.directory = word.text or None
            elif option == "zonelistfile":
                self.zone_list = word
        elif option == "name":
            clause.name = word
        elif option == "zonefile":
            clause.zonefile, clause.is_own = word, True
        elif option == "include-pattern":
            self.include_pattern(clause, word)
        elif option == "request-xfr":
            clause.type = "secondary"
        elif option == "catalog" and word.text.lower() in ("consumer", "producer"):
            clause.type = "catalog"

    def include_pattern(self, clause: _Clause, word: Word) -> None:
        pattern = self.patterns.get(word.text)
        if pattern is None:
            self.problem(
                f"could not find pattern {word.text}", word, "a pattern must come before the zones that use it"
            )
        else:
            clause.take(pattern)

    # -- clauses

    def end_clause(self) -> None:
        """Use what the clause that ends here said."""
        clause, self.clause = self.clause, None
        if clause is None or clause.kind not in ("zone", "pattern"):
            return
        if clause.name is None:
            self.problem(f"{clause.kind} has no name", clause.word)
        elif clause.kind == "zone":
            self.add_zone(clause, clause.name)
        elif clause.name.text in self.patterns:
            self.problem(f"duplicate pattern {clause.name.text}", clause.name)
        else:
            self.patterns[clause.name.text] = clause

    def add_zone(self, clause: _Clause, name: Word) -> None:
        origin = self.origin(name)
        if origin is None:
            return
        earlier = self.seen.get(origin)
        if earlier is not None:
            place = earlier.place
            self.problem(f"duplicate zone {origin}, defined at {place.source.path}:{place.line}", name)
            return
        zone = self.seen[origin] = ZoneStatement(origin, None, self.place(name))
        zone.type = clause.type
        if clause.zonefile is not None:
            zone.file = _fill_tokens(clause.zonefile.text, name.text)
            zone.file_place = self.place(clause.zonefile) if clause.is_own else None
        elif zone.type == PRIMARY:
            self.problem(f"zone {origin} is a primary zone and has no zonefile", name)
        self.conf.zones.append(zone)

    # -- the zones that nsd-control adds

    def read_zone_list(self, real_path: str) -> None:
        """Read the ``zonelistfile``: lines of ``add ZONE PATTERN``."""
        word = self.zone_list
        if word is None or not word.text:
            return
        for path in self.find_files(word.text, self.conf.directory, real_path)[:1]:
            source = self.open(path)
            if source is not None:
                for match in re.finditer(r"^add ([^\s]++) ([^\s]++)[ \t]*+$", source.text, re.MULTILINE):
                    self.add_listed(*(Word(match[n], match.start(n), match.end(n), False, source) for n in (1, 2)))

    def add_listed(self, name: Word, pattern: Word) -> None:
        clause = _Clause("zone", name)
        self.include_pattern(clause, pattern)
        if pattern.text in self.patterns:
            self.add_zone(clause, name)


def _fill_tokens(path: str, name: str) -> str:
    """Fill in the tokens of a zone file's path: ``%s`` is `name` as written; what is missing is a dot."""
    if "%" not in path:
        return path
    labels = re.split(r"(?<!\\)\.", name.removesuffix(".").lower())
    for token, index in _CHARACTERS:
        path = path.replace(token, name[index : index + 1] or ".")
    for token, index in _LABELS:
        label = labels[-index] if index <= len(labels) else ""
        path = path.replace(token, label or ".")
    return path.replace("%s", name)
