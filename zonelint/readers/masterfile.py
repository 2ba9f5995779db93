"""The reader of RFC 1035 master files, with BIND as the reference dialect.

Two ways lead from a line to a record. The *slow way* lexes the logical line and checks everything; it is
the reference, it writes all error messages, and it reads whatever the other way leaves. The *fast way*
(plainlines.py) splits the few plain line shapes that make up nearly all zones by blanks. Both give the
same records: a property test holds them together.

Reading goes on after an error; each error is a Problem of the zone with its line and column.
"""

import os
import re
from contextlib import suppress

from zonelint.names import NameSyntaxError, absolute
from zonelint.rdata import MAX_TTL, RdataError, canonical_type, from_words, parse_ttl
from zonelint.readers import generate
from zonelint.readers.decode import MAX_FILE_OCTETS, Decoded, decode, mark_problem
from zonelint.readers.includes import MAX_DEPTH, MAX_FILES, IncludeError, Includes
from zonelint.readers.lexer import LogicalLine, Token, logical_line, span_of, unquoted
from zonelint.readers.plainlines import Lines, State, read_plain_lines
from zonelint.readers.positions import locate
from zonelint.readers.words import (
    LineError,
    bare,
    expect_words,
    has_placeholder,
    hint,
    is_directive,
    looks_like_record,
    spelled,
    words_of,
)
from zonelint.records import GENERATED, START, TTL_INHERITED, Problem, Record, SourceFile, Span, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OUR_CLASSES = ("IN", "CLASS1")
_CLASS = re.compile(r"IN|CH|HS|CHAOS|HESIOD|ANY|NONE|CLASS\d{1,5}", re.IGNORECASE | re.ASCII)

# What gdnsd knows beyond master files: names that end in the zone's or the file's first origin, and record types
# whose data it makes up for each query.
_GDNSD_NAME = re.compile(r"(?:^|\.)@([ZF])$")
_GDNSD_TYPES = ("DYNA", "DYNC")

_MAX_REASONS = 20
"""Reasons for being incomplete that are kept of a zone; a file of garbage has one on each line."""

_GENERATED_OCTETS = 128
"""Of generated RDATA that long, each 128 octets count as a record against the bound of the zone."""

_MAX_UNCLOSED = 8
"""Unclosed parentheses in one file after which the rest of it is given up: each is looked for up to its end."""


def open_source(real_path: str, path: str) -> tuple[SourceFile, bytes]:
    """Read the master file at `real_path`, shown as `path`; returns its source and its octets. Raises OSError."""
    source = SourceFile(path, real_path, lambda: _decode_file(real_path), locate)
    return source, _octets(real_path)


def source_of_octets(octets: bytes, path: str) -> SourceFile:
    """Return the source of a master file that is in memory (standard input), shown as `path`."""
    return SourceFile(path, None, lambda: decode(octets).text, locate)


def _decode_file(real_path: str) -> str:
    return decode(_octets(real_path)).text


def _octets(real_path: str) -> bytes:
    with open(real_path, "rb", buffering=0) as file:
        # To read up to a bound would have Python set that much memory aside, for each file anew.
        if os.fstat(file.fileno()).st_size > MAX_FILE_OCTETS:
            return file.read(MAX_FILE_OCTETS + 1)
        return file.readall()


class MasterFileReader:
    """Reads one zone: its master file and what that includes, into `zone`.

    `includes` finds included files; None: $INCLUDE is refused. `show_path` turns a real path into the path
    that reports show. `fast=False` sends every line the slow way.
    """

    def __init__(
        self,
        zone: Zone,
        includes: Includes | None,
        show_path: "Callable[[str], str]" = os.path.relpath,
        fast: bool = True,
    ) -> None:
        self.zone = zone
        self.sources: list[SourceFile] = []
        self.with_directives: list[SourceFile] = []
        """The sources that may hold directives in comments."""
        self._includes = includes
        self._show_path = show_path
        self._fast = fast
        self._state = State(zone.origin)
        self._stack: list[str] = []
        self._no_ttl_noted = False
        self._origin_lost = False
        self._owner_lost = False
        self._file_origin = zone.origin
        self._generated = 0
        self._octets = 0
        self._includes_ended = False
        self._unclosed = 0

    def read(self, source: SourceFile, octets: bytes) -> None:
        """Read `octets`, the content of `source`, and what it includes; then complete the zone."""
        self._read_file(source, octets)
        self.zone.merge_rrsets()

    def _read_file(self, source: SourceFile, octets: bytes) -> None:
        self.sources.append(source)
        self._octets += len(octets)
        if self._octets > MAX_FILE_OCTETS:
            message = f"the files of the zone are larger than {MAX_FILE_OCTETS >> 20} MiB; this one was not read"
            self._lose(message, source, START, rule="limit-exceeded")
            self._includes_ended = True
            return
        mark = mark_problem(octets, source)
        if mark is not None:
            self.zone.problems.append(mark)
        if b"zonelint:" in octets:
            self.with_directives.append(source)
        decoded = decode(octets)
        self._unclosed = 0
        self._stack.append(source.real_path or "")
        self._read_lines(source, decoded)
        self._stack.pop()

    def _read_lines(self, source: SourceFile, decoded: Decoded) -> None:
        lines = Lines(decoded.text)
        at = 0
        while at < len(lines):
            if self._fast and decoded.plain and not self._origin_lost:
                at = read_plain_lines(self._state, self.zone, source, lines, at)
            if at < len(lines):
                at = self._read_logical_line(source, lines, at, decoded.encoding)

    # -- problems ----------------------------------------------------------------------------------------------------

    def _note(self, rule: str, message: str, source: SourceFile, span: Span, help_text: str = "") -> None:
        self.zone.problems.append(Problem(rule, message, source, span, help_text))

    def _lose(
        self, message: str, source: SourceFile, span: Span, help_text: str = "", rule: str = "syntax-error"
    ) -> None:
        """Note an error that costs records: the zone is not complete any more."""
        self._note(rule, message, source, span, help_text)
        if len(self.zone.incomplete_because) < _MAX_REASONS:
            self.zone.incomplete(f"{rule} at {source.path}:{span.line}")

    # -- lines -------------------------------------------------------------------------------------------------------

    def _read_logical_line(self, source: SourceFile, lines: "Sequence[str]", at: int, encoding: str) -> int:
        """Read the logical line that begins at `lines[at]`; returns the index of the line to go on with."""
        line = logical_line(lines, at)
        end = line.end if line.closed else self._resume(source, lines, at)
        if self._origin_lost and not is_directive(line, "$ORIGIN"):
            return end  # the names on this line cannot be completed
        tokens = line.tokens
        last = line.end if line.closed else at + 1
        if tokens and has_placeholder(lines[at:last]) and not is_directive(line, "$GENERATE"):
            message = "a template placeholder stands here: what becomes of the line is not known"
            self._lose(message, source, span_of(tokens), rule="template-placeholder")
            self._origin_lost = self._origin_lost or is_directive(line, "$ORIGIN")
            self._keep_owner(line, encoding)
        elif line.error is not None:
            self._lose(str(line.error), source, line.error.span)
            self._keep_owner(line, encoding)
        elif tokens:
            directive = not line.blank and tokens[0].column == 1 and tokens[0].text[0] == "$"
            try:
                (self._directive if directive else self._record)(source, line, encoding)
                if directive and line.end == len(lines):
                    self._check_line_end(source, tokens)
            except LineError as error:
                self._lose(error.message, source, error.span, error.help or hint(tokens, 0), error.rule)
        return end

    def _keep_owner(self, line: LogicalLine, encoding: str) -> None:
        """Keep the owner of a lost line for the lines after it that repeat it, as far as it can be read."""
        if line.blank or not line.tokens or line.tokens[0].text[0] == "$":
            return
        self._state.owner, self._owner_lost = None, True
        if not has_placeholder([line.tokens[0].text]):
            with suppress(LineError):  # what is wrong with the line has been said
                self._set_owner(line.tokens[0], encoding)

    def _resume(self, source: SourceFile, lines: "Sequence[str]", at: int) -> int:
        """Return where to go on after a parenthesis in `lines[at]` that is never closed."""
        self._unclosed += 1
        if self._unclosed > _MAX_UNCLOSED:
            self._lose(
                "too many unclosed parentheses: the rest of the file was not read",
                source,
                Span(at + 1, 1, at + 1, 1),
                rule="limit-exceeded",
            )
            return len(lines)
        for following in range(at + 1, len(lines)):
            text = lines[following]
            if text[:1] == "$" or (text[:1] not in ("", " ", "\t", ";", ")") and looks_like_record(text)):
                return following
        return len(lines)

    def _directive(self, source: SourceFile, line: LogicalLine, encoding: str) -> None:
        tokens = line.tokens
        keyword = tokens[0].text.upper()
        if keyword == "$GENERATE":
            self._generate(source, tokens, encoding)
        elif keyword == "$ORIGIN":
            self._origin_lost = True
            expect_words(tokens, 1, 1, "a domain name")
            self._state.origin = self._origin_meant(self._absolute(bare(tokens[1]), encoding), source, tokens[1])
            self._origin_lost = False
        elif keyword == "$TTL":
            expect_words(tokens, 1, 1, "a TTL")
            seconds = parse_ttl(tokens[1].text)
            if seconds is None:
                raise LineError(f"not a TTL: {tokens[1].text}", tokens[1])
            self._state.default_ttl = self._checked_ttl(seconds, source, tokens[1])
        elif keyword == "$INCLUDE":
            expect_words(tokens, 1, 2, "a file name")
            self._include(source, tokens, encoding)
        elif keyword != "$DATE":  # BIND writes $DATE into dumps and reads it
            raise LineError(f"unknown directive {tokens[0].text}", tokens[0])

    def _check_line_end(self, source: SourceFile, tokens: "Sequence[Token]") -> None:
        """Note a directive on a last line without line end: BIND refuses the file, save for an $INCLUDE of one word."""
        if tokens[0].text.upper() != "$INCLUDE" or len(tokens) > 2:
            message = f"the file ends within the line of {tokens[0].text}, which BIND does not load"
            self._note("syntax-error", message, source, span_of(tokens), "put a line end after the last line")

    def _origin_meant(self, origin: str, source: SourceFile, token: Token) -> str:
        """Return `origin`, or the zone's if a forgotten final dot doubles it: no server loads such a zone."""
        apex = self.zone.origin
        if f"{token.text.lower()}." != apex or origin.lower() != f"{apex}{apex}":
            return origin
        message = f"$ORIGIN {token.text} lacks the final dot: names below it would end in {origin}"
        self._note("syntax-error", message, source, span_of([token]), f"write `$ORIGIN {token.text}.`")
        return apex

    def _absolute(self, token: Token, encoding: str, word: str = "") -> str:
        """Return the absolute name that `token` stands for, or `word` made from it."""
        word = word or token.text
        try:
            return absolute(self._filled_in(word), self._state.origin, encoding)
        except NameSyntaxError as error:
            raise LineError(f"bad domain name {word}: {error}", token) from None

    def _filled_in(self, word: str) -> str:
        """Return `word` with an origin in the place of a gdnsd name at its end."""
        match = _GDNSD_NAME.search(word) if "@" in word else None
        if match is None:
            return word
        return word[: match.end() - 2] + (self.zone.origin if match[1] == "Z" else self._file_origin)

    def _checked_ttl(self, seconds: int, source: SourceFile, token: Token) -> int:
        if seconds <= MAX_TTL:
            return seconds
        message = f"TTL {token.text} is over {MAX_TTL} and counts as 0"
        self._note("ttl-too-large", message, source, span_of([token]))
        return 0

    def _include(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        self._check_includes(tokens[1])
        if self._includes_ended:
            return
        name = unquoted(tokens[1].text)
        origin = self._absolute(bare(tokens[2]), encoding) if len(tokens) > 2 else self._state.origin
        try:
            octets, included = self._open_include(name, source)
        except (OSError, ValueError) as error:
            # Where a whole folder is missing, all includes from it have one cause and one message.
            folder = error.folder if isinstance(error, IncludeError) else ""
            reason = error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)
            message = f"cannot include {f'files of {folder}' if folder else name}: {reason}"
            raise LineError(message, tokens[1], rule="include-not-found") from None
        saved = self._state.origin, self._state.owner, self._unclosed, self._file_origin
        owner_lost = self._owner_lost
        self._state.origin = self._file_origin = origin
        self._read_file(included, octets)
        # RFC 1035 section 5.1 restores the origin; BIND restores the owner too, but not $TTL.
        self._state.origin, self._state.owner, self._unclosed, self._file_origin = saved
        self._origin_lost, self._owner_lost = False, owner_lost

    def _check_includes(self, token: Token) -> None:
        """Raise LineError at the first include that is too much; those after it are passed over in silence."""
        if not self._includes_ended and (len(self._stack) > MAX_DEPTH or len(self.sources) > MAX_FILES):
            self._includes_ended = True
            message = f"includes of more than {MAX_DEPTH} levels or {MAX_FILES} files: from here on nothing is included"
            raise LineError(message, token, rule="limit-exceeded")

    def _open_include(self, name: str, source: SourceFile) -> tuple[bytes, SourceFile]:
        if self._includes is None:
            raise IncludeError("nothing is included here")
        real_path = self._includes.find(name, source.real_path)
        if real_path in self._stack:
            raise IncludeError("the file includes itself")
        included, octets = open_source(real_path, self._show_path(real_path))
        return octets, included

    # -- records -----------------------------------------------------------------------------------------------------

    def _record(self, source: SourceFile, line: LogicalLine, encoding: str) -> None:
        tokens = line.tokens
        at = 0
        if not line.blank:
            self._set_owner(tokens[0], encoding)
            at = 1
        elif self._state.owner is None and not self._owner_lost:
            raise LineError("the line begins with a blank, but there is no owner before it to repeat", tokens[0])
        ttl, rtype, at = self._head(source, tokens, at)
        words = tokens[at:]
        rdata = self._rdata(rtype, words, tokens[at - 1], encoding)
        ttl, flags = self._ttl(ttl, rtype, rdata, source, tokens)
        if self._state.owner is not None:  # else it stood on a line that could not be read
            self._add(self._state.owner, rtype, ttl, rdata, tokens[0].line, source, flags)

    def _set_owner(self, token: Token, encoding: str) -> None:
        self._state.owner, self._owner_lost = None, True
        word = unquoted(token.text)  # BIND takes a quoted owner
        if not word:
            raise LineError("the owner is empty", token)
        self._state.owner = self._absolute(token, encoding, word).lower()
        self._owner_lost = False

    def _rdata(self, rtype: str, words: "Sequence[Token]", before: Token, encoding: str) -> str:
        texts = [self._filled_in(text) for text in spelled(rtype, words)]
        try:
            return from_words(rtype, texts, self._state.origin, encoding)
        except RdataError as error:
            token = words[min(max(error.index, 0), len(words) - 1)] if words else before
            raise LineError(str(error), token, hint(words, error.index)) from None

    def _head(self, source: SourceFile, tokens: "Sequence[Token]", at: int) -> tuple[int | None, str, int]:
        """Read [TTL] [class] type from `tokens[at]` on; returns the written TTL, the type, the index after it."""
        ttl, in_class = None, False
        for index in range(at, len(tokens)):
            token = tokens[index]
            seconds = parse_ttl(token.text) if ttl is None else None
            if seconds is not None:
                ttl = self._checked_ttl(seconds, source, token)
            elif not in_class and _CLASS.fullmatch(token.text):
                in_class = True
                if token.text.upper() not in _OUR_CLASSES:
                    raise LineError(f"class {token.text} in a zone of class IN", token)
            else:
                rtype = canonical_type(token.text)
                if rtype is None and token.text in _GDNSD_TYPES:
                    raise LineError("gdnsd makes up the data of this record", token, rule="template-placeholder")
                if rtype is None:
                    raise LineError(f"unknown record type {token.text}", token, hint(tokens, index))
                return ttl, rtype, index + 1
        raise LineError("the record has no type", tokens[-1], hint(tokens, len(tokens)))

    def _ttl(
        self, written: int | None, rtype: str, rdata: str, source: SourceFile, tokens: "Sequence[Token]"
    ) -> tuple[int, int]:
        """Return a record's TTL in seconds and its flags (RFC 1035 5.1, RFC 2308 4, and what BIND falls back to)."""
        if written is not None:
            self._state.last_ttl = written
            return written, 0
        if self._state.default_ttl is None and self._state.last_ttl is None:
            if rtype == "SOA":
                minimum = int(rdata.rpartition(" ")[2])
                self._state.default_ttl = self._checked_ttl(minimum, source, tokens[-1])
            else:
                if not self._no_ttl_noted:
                    message = "there is no TTL: neither here, nor in a record before, nor in a $TTL"
                    self._note(
                        "syntax-error",
                        message,
                        source,
                        span_of(tokens),
                        "put a line such as `$TTL 1h` at the top of the file",
                    )
                self._no_ttl_noted = True
                return 0, TTL_INHERITED
        ttl = self._state.default_ttl if self._state.default_ttl is not None else self._state.last_ttl
        assert ttl is not None
        return ttl, TTL_INHERITED

    def _add(self, owner: str, rtype: str, ttl: int, rdata: str, line: int, source: SourceFile, flags: int) -> None:
        record = Record(owner, rtype, ttl, rdata, line, source, self.zone, flags)
        if self.zone.holds(owner):
            self.zone.add(record)
        else:
            self.zone.out_of_zone.append(record)

    def _generate(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        if len(tokens) < 5:
            raise LineError("$GENERATE needs a range, an owner, a type and RDATA", tokens[-1])
        ttl, rtype, at = self._head(source, tokens, 3)
        if at != len(tokens) - 1:
            token = tokens[min(at + 1, len(tokens) - 1)]
            raise LineError("$GENERATE takes one word as RDATA", token, "put several words in quotes")
        right = unquoted(tokens[at].text)
        ttl, flags = self._ttl(ttl, rtype, "0", source, tokens)
        try:
            values = generate.iterators(tokens[1].text)
            self._check_bounds(values, len(generate.Template(right, 2).fill(values[0])), tokens[1])
            for _, left, text in generate.expand(tokens[1].text, tokens[2].text, right):
                owner = self._absolute(bare(tokens[2]), encoding, left).lower()
                rdata = from_words(rtype, words_of(text), self._state.origin, encoding)
                self._add(owner, rtype, ttl, rdata, tokens[0].line, source, flags | GENERATED)
        except generate.GenerateError as error:
            raise LineError(str(error), tokens[(1, 2, at)[error.index]]) from None
        except RdataError as error:
            raise LineError(str(error), tokens[at]) from None

    def _check_bounds(self, values: range, octets: int, token: Token) -> None:
        self._generated += len(values) * (1 + octets // _GENERATED_OCTETS)
        if len(values) > generate.MAX_RECORDS_PER_LINE or self._generated > generate.MAX_RECORDS_PER_ZONE:
            message = (
                f"$GENERATE of {len(values)} records: at most {generate.MAX_RECORDS_PER_LINE} of one line and "
                f"{generate.MAX_RECORDS_PER_ZONE} of one zone are read"
            )
            raise LineError(message, token, rule="limit-exceeded")
