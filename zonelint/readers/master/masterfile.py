"""The reader of RFC 1035 master files, with BIND as the reference dialect.

Two ways lead from a line to a record. The *slow way* (record_reader.py) lexes the logical line and checks
everything; it is the reference, it writes all error messages, and it reads whatever the other way leaves. The
*fast way* (plainlines.py) splits the few plain line shapes that make up nearly all zones by blanks. Both give the
same records: a property test holds them together.

Reading goes on after an error; each error is a Problem of the zone with its line and column.
"""

import os

from zonelint.dns.patterns import late
from zonelint.dns.places import START, SourceFile, Span
from zonelint.dns.zone import Zone
from zonelint.files.decode import MAX_FILE_OCTETS, Decoded, decode, mark_problem
from zonelint.files.encryption import encryption
from zonelint.files.source import DISK, Source
from zonelint.readers.includes import MAX_DEPTH, MAX_FILES, AbsentInclude, IncludeError, Includes
from zonelint.readers.master.blocks import HEADER, end_of_block, end_of_choice
from zonelint.readers.master.directives import Directives
from zonelint.readers.master.lexer import (
    LogicalLine,
    Token,
    comment_column,
    end_with_wrapped,
    logical_line,
    span_of,
    unquoted,
)
from zonelint.readers.master.plainlines import Lines, read_plain_lines
from zonelint.readers.master.record_reader import RecordReader
from zonelint.readers.master.words import (
    LineError,
    end_of_numbers,
    expect_words,
    has_placeholder,
    hint,
    is_directive,
    looks_like_record,
    stand_in,
)

_KEY_FILE = late(r"[^/]\.key$")
"""How dnssec-keygen calls the file with the DNSKEY record of a key: ``Kexample.com.+013+12345.key``."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.dns.places import Span

_NO_OWNERS = "$%<=>{}[]|`~"
"""What a record that cannot be read hardly begins with; the line says nothing of what becomes of the zone."""

_MAX_UNCLOSED = 8
"""Unclosed parentheses in one file after which the rest of it is given up: each is looked for up to its end."""
_MAX_BLOCKS = 8
"""Unclosed blocks of a template in the files of a zone after which no end of one is looked for."""


def _locate(source: SourceFile, line: int, rtype: str, field: str) -> "Span":
    """Return the span of a field of a record, which only a finding asks for: see `positions.locate`."""
    from zonelint.readers.master.positions import locate

    return locate(source, line, rtype, field)


def _is_closed_first(line: LogicalLine, lines: "Sequence[str]") -> bool:
    """Tell whether `line` is an SOA with a ``)`` in place of the ``(`` that opens the numbers after it."""
    text = lines[line.end - 1]
    if not line.closed or '"' in text or not any(token.text.upper() == "SOA" for token in line.tokens):
        return False
    return text[: comment_column(text)].rstrip().endswith(")") and end_of_numbers(lines, line.end) > line.end


def source_of_file(real_path: str, path: str, files: Source = DISK) -> SourceFile:
    """Return the source of the master file at `real_path` of `files`, shown as `path`."""
    return SourceFile(path, real_path, lambda: decode(files.octets(real_path)).text, _locate)


def open_source(real_path: str, path: str, files: Source = DISK) -> tuple[SourceFile, bytes]:
    """Read the master file at `real_path`, shown as `path`; returns its source and its octets. Raises OSError."""
    return source_of_file(real_path, path, files), files.octets(real_path, MAX_FILE_OCTETS)


def source_of_octets(octets: bytes, path: str) -> SourceFile:
    """Return the source of a master file that is in memory (standard input), shown as `path`."""
    return SourceFile(path, None, lambda: decode(octets).text, _locate)


class MasterFileReader:
    """Reads one zone: its master file and what that includes, into `zone`.

    `includes` finds included files; None: $INCLUDE is refused. `show_path` turns a real path into the path
    that reports show. `fast=False` sends every line the slow way. `absent` takes the includes of files that are not
    there, for its owner to judge whether that is an error; None: it is.
    """

    def __init__(
        self,
        zone: Zone,
        includes: Includes | None,
        show_path: "Callable[[str], str]" = os.path.relpath,
        fast: bool = True,
        absent: "list[AbsentInclude] | None" = None,
    ) -> None:
        self.zone = zone
        self.sources: list[SourceFile] = []
        self.with_directives: list[SourceFile] = []
        """The sources that may hold directives in comments."""
        self.encrypted = ""
        """By what the zone's own file is encrypted, as `encryption` says it; empty if it is not."""
        self._includes = includes
        self._show_path = show_path
        self._fast = fast
        self._absent = absent
        self.included: list[str] = []
        """The names that were included, as written."""
        self.followed: list[tuple[str, str | None, str | None]] = []
        """What Reading has by that name."""
        self._records = RecordReader(zone)
        self._directives = Directives(self._records)
        self._stack: list[str] = []
        self._octets = 0
        self._includes_ended = False
        self._unclosed = 0
        self._unclosed_blocks = 0

    def read(self, source: SourceFile, octets: bytes) -> None:
        """Read `octets`, the content of `source`, and what it includes; then complete the zone."""
        self._read_file(source, octets)
        self.zone.end_origin = self._records.state.origin
        self.zone.merge_rrsets()

    def _read_file(self, source: SourceFile, octets: bytes) -> None:
        self.sources.append(source)
        self._octets += len(octets)
        if self._octets > MAX_FILE_OCTETS:
            message = f"the files of the zone are larger than {MAX_FILE_OCTETS >> 20} MiB; this one was not read"
            self._records.lose(message, source, START, rule="limit-exceeded")
            self._includes_ended = True
            return
        secret = encryption(octets[:64])
        if secret:
            self.encrypted = secret if not self._stack else self.encrypted
            self.zone.incomplete(f"{source.path} is {secret}")
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
        if self._records.dialect.needs_line_end and not self._records.is_template:
            self._check_line_ends(source, octets)

    def _read_lines(self, source: SourceFile, decoded: Decoded) -> None:
        lines = Lines(decoded.text)
        at = int(decoded.text.startswith(HEADER))
        while at < len(lines):
            if self._fast and decoded.plain and self._records.is_plain:
                at = read_plain_lines(self._records.state, self.zone, source, lines, at)
            if at < len(lines):
                at = self._read_logical_line(source, lines, at, decoded.encoding)

    # -- lines -------------------------------------------------------------------------------------------------------

    def _read_logical_line(self, source: SourceFile, lines: "Sequence[str]", at: int, encoding: str) -> int:
        """Read the logical line that begins at `lines[at]`; returns the index of the line to go on with."""
        line = logical_line(lines, at)
        end = line.end if line.closed else self._resume(source, lines, at)
        if self._records.origin_lost and not is_directive(line, "$ORIGIN"):
            return end  # the names on this line cannot be completed
        tokens = line.tokens
        last = line.end if line.closed else at + 1
        if tokens and has_placeholder(lines[at:last]) and not is_directive(line, "$GENERATE"):
            end = max(end, self._end_of_block(lines, at))
            is_directive_line = not line.blank and tokens[0].text[0] == "$"
            if not is_directive_line and line.error is None and self._records.spoil_open(source, line, encoding):
                return end
            message = "this is a template placeholder: what the line will say is not known"
            self._records.lose(message, source, span_of(tokens), rule="template-placeholder")
            self._records.origin_lost = self._records.origin_lost or is_directive(line, "$ORIGIN")
            self._records.keep_owner(line, encoding)
        elif not line.quoted and (behind := self._end_of_strings(line, lines, at)) is not None:
            end = behind
            self._records.pass_over(source, line, encoding)
        elif line.error is not None and not _is_closed_first(line, lines):
            self._records.lose(str(line.error), source, line.error.span)
            self._records.keep_owner(line, encoding)
        elif tokens:
            if line.blank or tokens[0].column > 1 or tokens[0].text[0] != "$":
                end = self._read_record(source, line, encoding, lines)
            else:
                self._read_directive(source, line, encoding, line.end == len(lines))
        return end

    def _end_of_strings(self, line: LogicalLine, lines: "Sequence[str]", at: int) -> int | None:
        """Return the index behind the record of `line`, which begins at `lines[at]`, if its strings may go on below.

        None: the server does not allow that, or a quote seems to be missing, as what the string holds are records.
        """
        is_directive_line = not line.blank and line.tokens[0].text[0] == "$"
        if is_directive_line or not self._records.dialect.wraps_strings:
            return None
        end = end_with_wrapped(lines, at)
        return end if end is not None and not any(map(looks_like_record, lines[at + 1 : end])) else None

    def _end_of_block(self, lines: "Sequence[str]", at: int) -> int:
        """Return the index behind the block of a template that `lines[at]` opens; 0 if it opens none that ends."""
        if self._unclosed_blocks > _MAX_BLOCKS:
            return 0
        end, end_of_lines = end_of_block(lines, at), end_of_choice(lines, at)
        self._unclosed_blocks += end is None or end_of_lines is None
        if end_of_lines:
            self._lose_context(lines[at:end_of_lines])
        return max(end or 0, end_of_lines or 0)

    def _lose_context(self, lines: "Sequence[str]") -> None:
        """Note that what directives among `lines` say may hold for the lines after them, or may not."""
        self._records.origin_lost |= any(line.startswith("$ORIGIN") for line in lines)
        if any(line.startswith("$TTL") for line in lines):
            self._records.lose_default_ttl()

    def _read_record(self, source: SourceFile, line: LogicalLine, encoding: str, lines: "Sequence[str]") -> int:
        """Read the record of `line`; returns the index of the line to go on with in `lines`."""
        end = line.end
        try:
            self._records.read(source, line, encoding)
        except LineError as error:
            if any(token.text.upper() == "SOA" for token in line.tokens):
                end = end_of_numbers(lines, line.end)
                if line.error is not None:
                    error.help = "write `(` in place of `)`: the numbers after it belong to this record"
                elif end > line.end and not error.help and not any(mark in lines[line.end - 1] for mark in "()"):
                    error.help = "the record ends with its line: open a parenthesis on it, behind the RNAME"
            # A directive that is not in the first column, or a line of a template, of a merge, of another language.
            if line.tokens[0].text[0] in _NO_OWNERS or any(token.text == "KEYDATA" for token in line.tokens):
                self._records.lose(error.message, source, error.span, error.help or hint(line.tokens, 0), error.rule)
            else:
                self._records.spoil(stand_in(line.tokens, error), source, line)
        return end

    def _read_directive(self, source: SourceFile, line: LogicalLine, encoding: str, ends_file: bool) -> None:
        records, tokens = self._records, line.tokens
        try:
            self._directive(source, line, encoding)
            if ends_file:
                self._check_line_end(source, tokens)
        except LineError as error:
            help_text = error.help or hint(tokens, 0)
            if is_directive(line, "$TTL") or [token.text.upper() for token in tokens[:2]] == ["$", "TTL"]:
                # All that is not known now is a time.
                records.note(error.rule, error.message, source, error.span, help_text)
                records.lose_default_ttl()
            else:
                records.lose(error.message, source, error.span, help_text, error.rule)

    def _resume(self, source: SourceFile, lines: "Sequence[str]", at: int) -> int:
        """Return where to go on after a parenthesis in `lines[at]` that is never closed."""
        self._unclosed += 1
        if self._unclosed > _MAX_UNCLOSED:
            self._records.lose(
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
        if is_directive(line, "$INCLUDE"):
            expect_words(line.tokens, 1, 2, "a file name")
            self._include(source, line.tokens, encoding)
        else:
            self._directives.read(source, line.tokens, encoding)

    def _check_line_end(self, source: SourceFile, tokens: "Sequence[Token]") -> None:
        """Note a directive on a last line without line end: BIND refuses the file, save for an $INCLUDE of one word."""
        if tokens[0].text.upper() != "$INCLUDE" or len(tokens) > 2:
            message = f"the file ends within the line of {tokens[0].text}, which BIND does not load"
            self._records.note("syntax-error", message, source, span_of(tokens), "put a line end after the last line")

    def _check_line_ends(self, source: SourceFile, octets: bytes) -> None:
        """Note a last line without its end, or carriage returns, where the server refuses the file for either."""
        title = self._records.dialect.title
        if b"\r\n" in octets:
            message = f"the lines end in CR LF: {title} takes the CR for a part of the last word"
            self._records.note("syntax-error", message, source, START, "save the file with LF line ends")
        elif octets and not octets.endswith(b"\n"):
            line = octets.count(b"\n") + 1
            message = f"the last line has no line end: {title} does not load the file"
            span = Span(line, 1, line, 1)
            self._records.note("syntax-error", message, source, span, "put a line end after the last line")

    # -- includes ----------------------------------------------------------------------------------------------------

    def _include(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        self._check_includes(tokens[1])
        if self._includes_ended:
            return
        name = unquoted(tokens[1].text)
        records, state = self._records, self._records.state
        origin = state.origin
        if len(tokens) > 2 and not records.dialect.leaks_includes:
            origin = records.origin_named(tokens[2], encoding)
        try:
            octets, included = self._open_include(name, source)
        except (OSError, ValueError) as error:
            if _KEY_FILE.search(name):
                # A signer's keys are kept on the server: they are DNSKEY records at the apex.
                self.followed.append((name, source.real_path, ""))
                self._records.zone.add_unresolved(self._records.zone.origin, "DNSKEY")
                return
            self.followed.append((name, source.real_path, None))
            records.lose_first_ttl()
            # Where a whole folder is missing, all includes from it have one cause and one message.
            folder = error.folder if isinstance(error, IncludeError) else ""
            reason = error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)
            message = f"cannot include {f'files of {folder}' if folder else name}: {reason}"
            if self._absent is not None and isinstance(error, IncludeError) and error.is_absent:
                self._absent.append(AbsentInclude(name, message, source, span_of(tokens[1:2]), folder))
                records.lose_part("include-not-found", source, span_of(tokens[1:2]))
                return
            raise LineError(message, tokens[1], rule="include-not-found") from None
        self.included.append(name)
        self.followed.append((name, source.real_path, included.real_path))
        saved = self._unclosed
        records.including(origin, lambda: self._read_file(included, octets))
        self._unclosed = saved

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
        included, octets = open_source(real_path, self._show_path(real_path), self._includes.source)
        return octets, included
