"""The syntax of named.conf: words, strings, braces, semicolons and three kinds of comments."""

import re

from zonelint.dns.patterns import late
from zonelint.readers.servers.serverconf import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.places import SourceFile

# Blanks and comments are taken along with what follows them: half as many matches. One of the last group's
# alternatives always matches, so nothing before it is tried twice, and the time is linear.
_BLANKS = r"(?:\s++|//[^\n]*+|\#[^\n]*+|/\*(?:[^*]++|\*(?!/))*\*/)*"
_TOKEN = re.compile(
    rf"""{_BLANKS}
    (?:([{{}};])|"((?:[^"\\]++|\\.)*)"|((?:[^\s{{}};"\#/]++|/(?![/*]))+)|("|/\*)|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_ZONE = late(
    rf"""{_BLANKS}(zone)\s++"([^"\\]*+)"\s*+(?:(IN|in)\s*+)?(\{{)
    \s*+(type)\s++(primary|master|secondary|slave|hint)\s*+;\s*+(file)\s*+"([^"\\]*+)"\s*+;\s*+\}}\s*+;""",
    re.VERBOSE,
)
"""A zone statement as nearly all of a large server's are: read at once, and right by its form."""
_MANY_ZONES = 20
"""From which on it is worth the time to make that pattern."""
_new = tuple.__new__  # half the price of calling the class: a server of many zones has a word for each of their options
_OPENS_A_STATEMENT = frozenset(
    (
        "acl",
        "controls",
        "include",
        "logging",
        "options",
        "server",
        "statistics-channels",
        "template",
        "trust-anchors",
        "view",
        "zone",
    )
)
_ONLY_OUTSIDE = frozenset(("acl", "logging", "options", "view", "zone"))
_MAX_UNCLOSED = 8
"""Places at which the rest of the text is looked through for what closes a block."""
TOP_STATEMENTS = _OPENS_A_STATEMENT | frozenset(
    (
        "dlz",
        "dnssec-policy",
        "dyndb",
        "http",
        "key",
        "key-store",
        "lwres",
        "managed-keys",
        "masters",
        "parental-agents",
        "plugin",
        "primaries",
        "remote-servers",
        "tls",
        "trusted-keys",
    )
)
"""Keywords of the statements that stand outside of any block, of BIND 9.4 to 9.20."""
_ZONE_OPTIONS_WORDS = """
allow-notify allow-query allow-query-on allow-transfer allow-update allow-update-forwarding also-notify
alt-transfer-source alt-transfer-source-v6 auto-dnssec check-dup-records check-integrity check-mx check-mx-cname
check-names check-sibling check-spf check-srv-cname check-svcb check-wildcard checkds database
delegation-only dialup dlz dnskey-sig-validity dnssec-dnskey-kskonly dnssec-loadkeys-interval dnssec-policy
dnssec-secure-to-insecure dnssec-update-mode file forward forwarders in-view include inline-signing ixfr-base
ixfr-from-differences ixfr-tmp-file journal key-directory log-report-channel maintain-ixfr-base masterfile-format
masterfile-style masters max-ixfr-log-size max-ixfr-ratio max-journal-size max-records max-records-per-type
max-refresh-time max-retry-time max-transfer-idle-in max-transfer-idle-out max-transfer-time-in
max-transfer-time-out max-types-per-name max-zone-ttl min-refresh-time min-retry-time min-transfer-rate-in
multi-master notify notify-defer notify-delay notify-source notify-source-v6 notify-to-soa nsec3-test-zone
parental-agents parental-source parental-source-v6 primaries provide-ixfr provide-zoneinfo pubkey request-expire
request-ixfr request-ixfr-max-diffs send-report-channel serial-update-method server-addresses server-names
sig-signing-nodes sig-signing-signatures sig-signing-type sig-validity-interval template transfer-source
transfer-source-v6 try-tcp-refresh type update-check-ksk update-policy use-alt-transfer-source zero-no-soa-ttl
zone-statistics
"""
ZONE_OPTIONS = frozenset(_ZONE_OPTIONS_WORDS.split())
"""Keywords of the statements inside of a zone, of BIND 9.4 to 9.20."""
# After a block these can only begin another statement of `options`, a view or a zone: its `;` is missing.
_OPENS_AN_OPTION_WORDS = """
allow-notify allow-query allow-query-cache allow-query-on allow-recursion allow-transfer allow-update also-notify
auth-nxdomain blackhole directory dnssec-enable dnssec-policy dnssec-validation dump-file file forward forwarders
listen-on listen-on-v6 managed-keys-directory masters memstatistics-file notify pid-file primaries recursion
session-keyfile statistics-file type update-policy version zone-statistics
"""
_OPENS_AN_OPTION = frozenset(_OPENS_AN_OPTION_WORDS.split())
STRAY_END = "'}' closes nothing"
UNCLOSED = "this '{' is never closed"
EMPTY_STATEMENT = "there is no statement before this ';'"
NO_COMMENT = "';' does not begin a comment: write `//` or `#`"
EQUALS_SIGN = "'=' does not belong behind"
"""How a message goes on with the keyword of an option."""
MAX_PROSE = 400
"""Code points behind a `;` that are looked at to tell whether it is meant for the mark of a comment."""
_PROSE = late(r"[^;{}\"0-9][^;{}\"]*")
_FOLD_MARKS = ("{{{", "}}}")
"""What an editor knows the beginning and the end of a section by, behind the mark of a comment."""
_NEXT_MARK = late(r"\n[ \t]*+;")
_WITH_A_STRING = frozenset(("directory", "dump-file", "file", "managed-keys-directory", "pid-file", "statistics-file"))
"""Options that have a string and need no more; behind that of a `file` of logging none of the above can stand."""
_MARKS_OF_PLACEHOLDERS = "<@%${"
_PLACEHOLDER = late(r"(<\w+>|@\w+@|%%?\w+%%?|\$\w+|\$\{\w+\}|\{\{[^{}\n]*\}\})[ \t]*(?:$|//|\#)", re.MULTILINE)
"""A word alone on its line that a script or a template replaces by statements."""
MAX_DEPTH = 50
"""Blocks inside blocks; deeper ones are an error."""


class Block(list["Statement"]):
    """What stands between braces: a list of statements; the one that opens it stands at `start` in `source`."""

    __slots__ = ("start", "source")

    start: int
    source: "SourceFile"

    @property
    def brace(self) -> Word:
        """The brace that opens it."""
        return Word("{", self.start, self.start + 1, False, self.source)


class Statement(list["Word | Block"]):
    """What stands before a semicolon: at least one word or block."""

    __slots__ = ()


class PlainZone(Statement):
    """The statement of a zone that has a type and a file, and nothing else: it is right by its form."""

    __slots__ = ()


def parse(source: "SourceFile") -> tuple[list[Statement], list[tuple[str, Word]], list[Word]]:
    """Return the statements of a named.conf, its errors (what is wrong, and the word where), and its placeholders.

    A placeholder is a word alone on its line in place of statements that a script writes there: ``<MORE_ZONES>``.

    After an error reading goes on with what follows. Raises OSError if the file cannot be read.
    """
    parser = _Parser(source)
    text = source.text
    may_pass_over = any(mark in text for mark in _MARKS_OF_PLACEHOLDERS)
    at, end = 0, len(text)
    has_many_zones = text.count("zone") >= _MANY_ZONES
    while at < end:
        if has_many_zones and not parser.statements[-1] and at >= parser.read_from and parser.takes_zones():
            plain = _PLAIN_ZONE.match(text, at)
            if plain is not None:
                parser.plain_zone(plain)
                at = plain.end()
                continue
        match = _TOKEN.match(text, at)
        assert match is not None  # nothing of a text is no token
        kind, at = match.lastindex, match.end()
        if kind is None:
            continue
        start = match.start(kind)
        if start < parser.read_from:
            continue
        if may_pass_over and text[start] in _MARKS_OF_PLACEHOLDERS and parser.passes_over(start):
            continue
        if kind == 3:
            parser.word(_new(Word, (match[3], start, match.end(3), False, source)))
        elif kind == 1:
            parser.mark(match[1], start)
        elif kind == 2:
            value = match[2].replace('\\"', '"') if "\\" in match[2] else match[2]
            parser.word(_new(Word, (value, start - 1, match.end(2) + 1, True, source)))
        elif kind == 4:
            what = "string" if match[4] == '"' else "comment"
            parser.error(f"this {what} is never closed", match.start(4), match.end(4))
            if what == "comment" or not parser.statements[-1]:
                break
            parser.open_string(match.start(4))
    parser.finish(len(text.rstrip()))
    return parser.blocks[0], parser.errors, parser.placeholders


class _Parser:
    def __init__(self, source: "SourceFile") -> None:
        self.source = source
        self.errors: list[tuple[str, Word]] = []
        self.placeholders: list[Word] = []
        self.blocks = [Block()]
        self.statements = [Statement()]
        self.opened: list[int] = []
        self.is_stray = False
        """Whether a ``}`` that closes nothing was read last: its ``;`` is no fault of its own."""
        self.unclosed = 0
        """How often it was looked whether a block lacks its brace."""
        self.read_from = 0
        """Where reading goes on; what stands before is the rest of a line that was passed over."""

    def error(self, message: str, start: int, end: int) -> None:
        self.errors.append((message, Word("", start, end, False, self.source)))

    def takes_zones(self) -> bool:
        """Tell whether the statement that begins here may be that of a zone: outside of all blocks, or in a view."""
        return not self.opened or (len(self.opened) == 1 and self.is_in_view())

    def is_in_view(self) -> bool:
        """Tell whether the outermost statement that is being read is that of a view."""
        first = self.statements[0][0] if self.statements[0] else None
        return type(first) is Word and first.text.lower() == "view"

    def plain_zone(self, match: "re.Match[str]") -> None:
        """Add the statement of a zone that has its type and its file, and nothing else."""

        def words(*numbers: int) -> "Iterator[Word]":
            for number in numbers:
                quotes = number in (2, 8)
                yield _new(
                    Word, (match[number], match.start(number) - quotes, match.end(number) + quotes, quotes, self.source)
                )

        block = Block((Statement(words(5, 6)), Statement(words(7, 8))))
        block.start, block.source = match.start(4), self.source
        numbers = (1, 2) if match[3] is None else (1, 2, 3)
        self.blocks[-1].append(PlainZone((*words(*numbers), block)))
        self.is_stray = False

    def word(self, word: Word) -> None:
        if word.text[-1:] == "=" and not word.quoted and self.opened:
            word = self.without_equals_sign(word)
            if not word.text:
                return
        if self.opened and not self.statements[-1] and self.is_behind_unclosed(word):
            self.end_blocks()
        statement = self.statements[-1]
        first = statement[0] if statement and len(self.blocks) == 1 else None
        if type(first) is Word and first.text.lower() not in TOP_STATEMENTS and self.begins_a_line(word):
            # It begins no statement of any version: the rest of a comment, say.
            self.error(f"{first.text!r} does not begin a statement", first.start, first.end)
            statement.clear()
        elif statement and self.may_be_whole(statement) and self.begins_a_statement(word):
            self.error(f"';' is missing before {word.text!r}", word.start, word.end)
            self.end_statement()
        self.statements[-1].append(word)

    def without_equals_sign(self, word: Word) -> Word:
        """Return `word` without the ``=`` at its end, an error, if it stands behind the keyword of an option."""
        statement = self.statements[-1]
        first = statement[0] if statement else word
        is_one = word.text == "=" if len(statement) == 1 else not statement and word.text != "="
        if not is_one or type(first) is not Word or first.quoted:
            return word
        keyword = first.text if first is not word else word.text[:-1]
        self.error(f"{EQUALS_SIGN} {keyword!r}", word.end - 1, word.end)
        return word._replace(text=word.text[:-1], end=word.end - 1)

    def is_behind_unclosed(self, word: Word) -> bool:
        """Tell whether `word` begins a statement outside of all blocks, and the braces before it lack one that closes.

        It stands at the very start of its line, and what follows closes less than is open.
        """
        keyword = word.text.lower()
        if word.quoted or keyword not in _ONLY_OUTSIDE or self.source.text[word.start - 1 : word.start] != "\n":
            return False
        if keyword == "zone" and self.is_in_view():
            return False
        self.unclosed += 1
        if self.unclosed > _MAX_UNCLOSED:
            return False
        return self.source.text.count("}", word.start) - self.source.text.count("{", word.start) < len(self.opened)

    def passes_over(self, start: int) -> bool:
        """Tell whether a placeholder stands at `start` in place of whole statements: it is noted, and passed over."""
        may_be_one = not self.statements[-1] and self.is_first(start)
        match = _PLACEHOLDER.match(self.source.text, start) if may_be_one else None
        if match is None:
            return False
        self.placeholders.append(Word(match[1], start, match.end(1), False, self.source))
        self.read_from = match.end()
        return True

    def begins_a_line(self, word: Word) -> bool:
        """Tell whether `word` is the keyword of a statement, and the first on its line."""
        if word.quoted or word.text.lower() not in _OPENS_A_STATEMENT:
            return False
        text = self.source.text
        return not text[text.rfind("\n", 0, word.start) + 1 : word.start].strip()

    def may_be_whole(self, statement: Statement) -> bool:
        """Tell whether nothing need follow but a semicolon: the last is a block, or an option has its string."""
        first, last = statement[0], statement[-1]
        if type(first) is Word and type(last) is Word:
            return last.quoted and len(statement) == 2 and first.text.lower() in _WITH_A_STRING
        return type(last) is Block

    def begins_a_statement(self, word: Word) -> bool:
        """Tell whether `word`, after a block, is the start of another statement rather than an argument."""
        keyword = word.text.lower()
        if len(self.blocks) <= 2 and keyword in _OPENS_A_STATEMENT:
            return not word.quoted
        return len(self.blocks) > 1 and keyword in _OPENS_AN_OPTION and not word.quoted

    def open_string(self, start: int) -> None:
        """Read the string at `start`, the last one of the text, that is never closed, to the `;` of its line."""
        value, mark, _ = self.rest_of_line(start + 1).partition(";")
        end = self.read_from = start + 1 + len(value)
        self.word(Word(value.rstrip(), start, end, True, self.source))
        if mark:
            self.mark(";", end)
            self.read_from = end + 1

    def rest_of_line(self, start: int) -> str:
        """Return the text from `start` to the end of its line."""
        end = self.source.text.find("\n", start)
        return self.source.text[start:] if end < 0 else self.source.text[start:end]

    def end_of_comments(self, at: int) -> int:
        """Return the index behind the lines, from `at` on, that a `;` seems to make comments; 0 if there are none.

        One that is alone on its line is part of the comment that begins on the next.
        """
        end = 0
        while (is_comment := self.begins_a_comment(at)) or self.is_first(at):
            end_of_line = at + 1 + len(self.rest_of_line(at + 1))
            following = _NEXT_MARK.match(self.source.text, end_of_line)
            if not is_comment and self.source.text[at + 1 : end_of_line].strip():
                break
            if is_comment or end or (following is not None and self.begins_a_comment(following.end() - 1)):
                end = end_of_line
            if following is None or not end:
                break
            at = following.end() - 1
        return end

    def begins_a_comment(self, at: int) -> bool:
        """Tell whether the `;` at `at` seems to be meant for the mark of a comment, as it is one in a master file."""
        # A line may be as long as the file, and hold nothing but these marks.
        rest = self.source.text[at + 1 : at + 1 + MAX_PROSE].partition("\n")[0]
        if self.is_first(at):
            rest = rest.lstrip(";")
            if rest.startswith(_FOLD_MARKS):
                return True
            if rest.count("}") > rest.count("{"):
                return False
        elif not _PROSE.fullmatch(rest):
            return False
        words = rest.split()
        if not words or words[0][0] in "/#;{}":
            return False
        return not {words[0].lower()} & (TOP_STATEMENTS | ZONE_OPTIONS | _OPENS_AN_OPTION)

    def is_first(self, at: int) -> bool:
        """Tell whether nothing but blanks stands before `at` on its line, as far as it is looked at."""
        before = self.source.text[max(at - MAX_PROSE, 0) : at]
        return before.rpartition("\n")[2].strip() == "" and (at <= MAX_PROSE or "\n" in before)

    def mark(self, mark: str, at: int) -> None:
        if mark == ";":
            if not self.end_statement() and not self.is_stray:
                end = self.end_of_comments(at)
                self.error(NO_COMMENT if end else EMPTY_STATEMENT, at, at + 1)
                self.read_from = max(self.read_from, end)
            self.is_stray = False
        elif mark == "{":
            self.open(at)
        elif not self.opened:
            self.error(STRAY_END, at, at + 1)
            self.is_stray = True
        else:
            self.close(at)

    def end_statement(self) -> bool:
        """End the statement that is being read; tells whether there was one."""
        if self.statements[-1]:
            self.blocks[-1].append(self.statements[-1])
            self.statements[-1] = Statement()
            return True
        return False

    def open(self, at: int) -> None:
        if len(self.opened) == MAX_DEPTH:
            self.error(f"braces are nested more than {MAX_DEPTH} deep", at, at + 1)
        self.opened.append(at)
        block = Block()
        block.start, block.source = at, self.source
        if len(self.opened) <= MAX_DEPTH:
            self.statements[-1].append(block)
        self.blocks.append(block)
        self.statements.append(Statement())

    def close(self, at: int) -> None:
        if self.statements[-1]:
            self.error("';' is missing before '}'", at, at + 1)
            self.end_statement()
        self.opened.pop()
        self.blocks.pop()
        self.statements.pop()

    def finish(self, end: int) -> None:
        """Close what is open at the end of the text."""
        if self.statements[0] and not self.opened:
            last = self.statements[0][-1]
            start = last.start if isinstance(last, Word) else end
            self.error("';' is missing at the end of the file", start, end)
        self.end_blocks()

    def end_blocks(self) -> None:
        """Close all blocks that are open, of which the innermost is the one that lacks its brace."""
        if self.opened:
            self.error(UNCLOSED, self.opened[-1], self.opened[-1] + 1)
        while self.opened:
            self.end_statement()
            self.opened.pop()
            self.blocks.pop()
            self.statements.pop()
        self.end_statement()
