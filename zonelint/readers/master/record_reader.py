"""Records from lexed lines of a master file: what a line means under those before it.

This is the slow way of masterfile.py, which checks everything and writes all error messages.
"""

from itertools import takewhile

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.patterns import late
from zonelint.dns.places import LostRecord, Problem, SourceFile, Span
from zonelint.dns.rdata import MAX_TTL, canonical_type, from_words, parse_ttl
from zonelint.dns.rdata_words import RdataError
from zonelint.dns.zone import ANY, TARGET_FIELD, TTL_INHERITED, TTL_UNKNOWN, Record, Zone
from zonelint.files.dialects import GDNSD, dialect
from zonelint.readers.master.damage import (
    MADE_UP_BY,
    is_class,
    is_owner_in_front,
    lost_record,
    may_be_prose,
    may_precede_type,
    owner_meant,
)
from zonelint.readers.master.lexer import LogicalLine, Token, span_of, unquoted
from zonelint.readers.master.plainlines import FAST_TYPES, State
from zonelint.readers.master.words import (
    INDENTED,
    OPEN,
    LineError,
    bare,
    cause_of,
    has_placeholder,
    hint,
    hint_at_type,
    mailbox_missing,
    numbers_missing,
    open_rdata,
    other_family,
    second_type,
    spelled,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OUR_CLASSES = ("IN", "CLASS1")

# What gdnsd knows beyond master files: names that end in the zone's or the file's first origin.
_GDNSD_NAMES = ("@Z", "@F", "@z", "@f")
_GDNSD_LABEL = late(r"(?:^|\.)@[^.\\]$")

_MAX_REASONS = 20
"""Reasons for being incomplete that are kept of a zone; a file of garbage has one on each line."""


def _is_gdnsd_ttl(token: Token, rest: "Sequence[Token]") -> bool:
    """Tell whether `token`, the first of `rest`, is the greatest and least TTL of a record that gdnsd makes up."""
    most, slash, least = token.text.partition("/")
    bounds = bool(slash) and parse_ttl(most) is not None and parse_ttl(least) is not None
    return bounds and any(MADE_UP_BY.get(word.text) == GDNSD for word in rest[1:3])


class RecordReader:
    """Makes the records of `zone` from lexed lines, and notes what is wrong with them.

    state        what the lines before leave to the next one
    file_origin  the origin that the file began with, absolute
    origin_lost  whether the origin stood on a line that could not be read: no relative name is known
    owner_lost   whether the owner to repeat stood on such a line
    owner_meant  the name that an owner which cannot be read most likely stands for, or None
    other_owner  the owner to repeat if the line above, which reads like a comment, should be no record; or None
    ttl_lost     whether the TTL to repeat stood on such a line
    """

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.dialect = dialect(zone.dialect)
        self.state = self._first_state()
        self.file_origin = zone.origin
        self.origin_lost = False
        self.owner_lost = False
        self.owner_meant: str | None = None
        self.other_owner: str | None = None
        self.ttl_lost = False
        self._above: str | None = None
        self._no_ttl_noted = False

    def _first_state(self) -> State:
        """Return what the first line has before it, in the dialect of the zone's server."""
        state = State(self.zone.origin)
        if self.zone.dialect:
            from zonelint.readers.master.spellings import time_reader

            state.seconds = time_reader(self.dialect)
        if self.dialect.types is not None:
            state.fast_types = {word: rtype for word, rtype in FAST_TYPES.items() if rtype in self.dialect.types}
        if self.dialect.dots_are_full:
            state.fast_types = {word: rtype for word, rtype in FAST_TYPES.items() if rtype not in TARGET_FIELD}
        if self.dialect.repeats_ttl:
            state.last_ttl = self.dialect.default_ttl
        else:
            state.default_ttl = self.dialect.default_ttl
        return state

    def note(
        self, rule: str, message: str, source: SourceFile, span: Span, help_text: str = "", cause: str = "",
        severity: str = "",
    ) -> None:  # fmt: skip
        """Note a problem of the zone; it stays complete."""
        cause = cause or cause_of(help_text, source.path)
        self.zone.problems.append(Problem(rule, message, source, span, help_text, cause, severity))

    def lose(
        self, message: str, source: SourceFile, span: Span, help_text: str = "", rule: str = "syntax-error"
    ) -> None:
        """Note an error that costs records: the zone is not complete any more."""
        self.note(rule, message, source, span, help_text)
        self.lose_part(rule, source, span)

    def lose_part(self, rule: str, source: SourceFile, span: Span) -> None:
        """Note that the zone is not complete any more, for what the rule `rule` says or may say of `span`."""
        if len(self.zone.incomplete_because) < _MAX_REASONS:
            self.zone.incomplete(f"{rule} at {source.path}:{span.line}")

    @property
    def is_plain(self) -> bool:
        """Whether plain lines mean what they say: nothing that they repeat is lost or in doubt."""
        return not self.origin_lost and not self.ttl_lost and self.other_owner is None

    def read(self, source: SourceFile, line: LogicalLine, encoding: str) -> None:
        """Add the record of `line`. Raises LineError."""
        tokens = line.tokens
        at = 0
        if not line.blank:
            self._above, self.other_owner = self.state.owner, None
            self._set_owner(tokens[0], encoding)
            at = 1
        elif self.state.owner is None and not self.owner_lost:
            self._begin_with_blank(tokens, source)
        ttl, rtype, at = self.head(source, tokens, at)
        if rtype == "SOA" and self.zone.soa_owner and self.state.owner == self.zone.soa_owner:
            self.state.owner = self.zone.origin
        words = tokens[at:]
        rdata = self._rdata(rtype, words, tokens[at - 1], encoding)
        if rtype == "SOA" and self.dialect.wraps_numbers:
            self._note_wrapped(words[2], int(rdata.split(" ")[2]), source)
        ttl, flags = self.ttl(ttl, rtype, rdata, source, tokens)
        if self.state.owner is not None:
            self.add(self.state.owner, rtype, ttl, rdata, tokens[0].line, source, flags)
        if self.state.owner is None or self.other_owner is not None:  # which has been said of a line above
            self._lose(lost_record([token.text for token in tokens], self.state.origin), source, tokens[0].line)

    def spoil(self, error: LineError, source: SourceFile, line: LogicalLine) -> None:
        """Note an error that costs the record of `line`, and what of the zone is not known on its account."""
        words = [token.text for token in line.tokens[0 if line.blank else 1 :]]
        lost = lost_record(words, self.state.origin)
        help_text = error.help or hint(line.tokens, 0) or other_family(lost.types, line.tokens, error.span)
        if line.blank and error.span == span_of(line.tokens[:1]) and is_owner_in_front(words):
            help_text = INDENTED
            self._lose_indented(words, source, error.span.line)
        self.note(error.rule, error.message, source, error.span, help_text)
        self._keep_ttl(words, lost.types)
        self._lose(lost, source, error.span.line)
        if not line.blank and ANY in lost.types and may_be_prose(words):
            self.other_owner = self._above

    def _lose_indented(self, words: "Sequence[str]", source: SourceFile, line: int) -> None:
        """Note that the record of `words` is lost at its owner, the first of them, before which a blank stands."""
        owner = owner_meant(words[0], self.state.origin, "utf-8")
        if self.state.owner is None:
            self.owner_lost, self.owner_meant = True, owner  # of the lines that repeat it nothing more is to be said
        if owner is not None and self.zone.holds(owner):
            self.zone.add_damage(owner, lost_record(words[1:], self.state.origin), f"{source.path}:{line}")

    def pass_over(self, source: SourceFile, line: LogicalLine, encoding: str) -> None:
        """Note that the record of `line`, which the server reads, is not read here, and what is not known thereby."""
        self.keep_owner(line, encoding)
        words = [token.text for token in line.tokens[0 if line.blank else 1 :]]
        self._lose(lost_record(words, self.state.origin), source, line.tokens[0].line)

    def spoil_open(self, source: SourceFile, line: LogicalLine, encoding: str) -> bool:
        """Note that a template fills in the RDATA of the record of `line`, and what of the zone is not known thereby.

        Returns False, with nothing noted, where more is open: the owner, the type, or whether there is a record at all.
        """
        tokens = line.tokens
        if line.blank and self.state.owner is None and not self.owner_lost:
            return False
        at = open_rdata(tokens, 0 if line.blank else 1)
        if at is None:
            return False
        if not line.blank:
            self._above, self.other_owner = self.state.owner, None
            self.keep_owner(line, encoding)
        self.spoil(LineError(OPEN, tokens[at], rule="template-placeholder"), source, line)
        return True

    def _lose(self, lost: LostRecord, source: SourceFile, line: int) -> None:
        """Note that a record is lost: at its owner, at what is only meant to be that, or at another one that may be."""
        owner = self.other_owner or self.state.owner or self.owner_meant
        if owner is None:
            self.zone.lost.append(lost)
        elif self.zone.holds(owner):
            self.zone.add_damage(owner, lost, f"{source.path}:{line}")
            if self.state.owner is None:
                self.zone.add_unresolved(owner, ANY)

    def _keep_ttl(self, words: "Sequence[str]", types: "Sequence[str]") -> None:
        """Keep the TTL of a record that cannot be read for those after it that repeat it."""
        before = takewhile(may_precede_type, words)
        written = next((word for word in before if word[0].isdigit()), None)
        seconds = self.state.seconds(written) if written is not None else None
        if written is not None:
            self.ttl_lost = seconds is None and self.state.default_ttl is None
            self.state.last_ttl = min(seconds or 0, MAX_TTL)
        elif "SOA" in types and self.state.default_ttl is None and self.state.last_ttl is None:
            self.lose_default_ttl()

    def lose_default_ttl(self) -> None:
        """Note that what gives records their TTL from here on cannot be read."""
        self.state.default_ttl, self.state.inherited = 0, TTL_INHERITED | TTL_UNKNOWN

    def lose_first_ttl(self) -> None:
        """Note that what gives the first records their TTL may stand in a file that is not read."""
        if self.state.default_ttl is None and self.state.last_ttl is None:
            self.lose_default_ttl()

    def set_default_ttl(self, seconds: int) -> None:
        """Take `seconds` for the TTL of the records after this that do not say theirs."""
        self.state.default_ttl, self.state.inherited, self.ttl_lost = seconds, TTL_INHERITED, False

    def _set_owner(self, token: Token, encoding: str) -> None:
        self.state.owner, self.owner_lost = None, True
        word = unquoted(token.text)  # BIND takes a quoted owner
        self.owner_meant = owner_meant(self._filled_in(word), self.state.origin, encoding)
        if not word:
            raise LineError("the owner is empty", token)
        self.state.owner = self.absolute(token, encoding, word).lower()
        self.owner_lost = False

    def including(self, origin: str, read: "Callable[[], None]") -> None:
        """Call `read`, which reads an included file, of that `origin`.

        RFC 1035 section 5.1 restores the origin after it; BIND restores the owner too, but not $TTL.
        """
        state = self.state
        ttls = state.default_ttl, state.last_ttl, state.inherited, self.ttl_lost
        saved = state.origin, state.owner, self.file_origin, self.owner_lost, self.owner_meant
        state.origin = self.file_origin = origin
        if self.dialect.blank_is_apex and self.dialect.restores_ttl:
            state.owner, self.owner_lost = None, False
        read()
        if not self.dialect.leaks_includes:
            state.origin, state.owner, self.file_origin, self.owner_lost, self.owner_meant = saved
        if self.dialect.restores_ttl:
            state.default_ttl, state.last_ttl, state.inherited, self.ttl_lost = ttls
        self.origin_lost = False

    def keep_owner(self, line: LogicalLine, encoding: str) -> None:
        """Keep the owner of a lost line for the lines after it that repeat it, as far as it can be read."""
        if line.blank or not line.tokens or line.tokens[0].text[0] == "$":
            return
        self.state.owner, self.owner_lost, self.owner_meant = None, True, None
        if not has_placeholder([line.tokens[0].text]):
            try:
                self._set_owner(line.tokens[0], encoding)
            except LineError:
                pass  # what is wrong with the line has been said

    def absolute(self, token: Token, encoding: str, word: str = "") -> str:
        """Return the absolute name that `token` stands for, or `word` made from it."""
        word = word or token.text
        if self.dialect.quotes_names and _GDNSD_LABEL.search(word) and not word.endswith(_GDNSD_NAMES):
            raise LineError(f"bad domain name {word}: of such names gdnsd knows only @Z and @F", token)
        try:
            return absolute(self._filled_in(word), self.state.origin, encoding)
        except NameSyntaxError as error:
            raise LineError(f"bad domain name {word}: {error}", token) from None

    def origin_named(self, token: Token, encoding: str) -> str:
        """Return the absolute origin that `token` gives, in a directive. Raises LineError."""
        word = unquoted(token.text) if self.dialect.quotes_names else bare(token).text
        if self.dialect.absolute_origin and not word.endswith("."):
            word += "."
        origin = self.absolute(token, encoding, word)
        if self.dialect.inner_origins and not self.zone.holds(origin.lower()):
            message = (
                f"the origin {origin} lies outside the zone {self.zone.origin}: {self.dialect.title} does not load it"
            )
            raise LineError(message, token)
        return origin

    def _filled_in(self, word: str) -> str:
        """Return `word` with an origin in the place of a gdnsd name at its end."""
        if not word.endswith(_GDNSD_NAMES) or word[:-2].rpartition(".")[2]:
            return word
        return word[:-2] + (self.zone.origin if word[-1] in "Zz" else self.file_origin)

    def head(self, source: SourceFile, tokens: "Sequence[Token]", at: int) -> tuple[int | None, str, int]:
        """Read [TTL] [class] type from `tokens[at]` on; returns the written TTL, the type, the index after it."""
        ttl, in_class = None, False
        for index in range(at, len(tokens)):
            token = tokens[index]
            if self.dialect.notes_age and token.text.startswith("[AGE:"):
                continue
            seconds = self.state.seconds(token.text) if ttl is None else None
            if seconds is not None:
                ttl = self.checked_ttl(seconds, source, token)
            elif not in_class and is_class(token.text):
                in_class = True
                if token.text.upper() not in (_OUR_CLASSES if self.dialect.types is None else _OUR_CLASSES[:1]):
                    raise LineError(f"class {token.text} in a zone of class IN", token)
            else:
                return ttl, self._type(tokens, index), index + 1
        raise LineError("the record has no type", tokens[-1], hint(tokens, len(tokens)))

    def _type(self, tokens: "Sequence[Token]", index: int) -> str:
        """Return the type that `tokens[index]` names. Raises LineError, also for one that the server makes up."""
        token = tokens[index]
        types = self.dialect.types
        rtype = token.text.upper()
        if types is not None and rtype in types:
            return rtype
        known = canonical_type(token.text)
        if known is None:
            made_up = token.text if types is None else rtype
            maker = GDNSD if _is_gdnsd_ttl(token, tokens[index:]) else MADE_UP_BY.get(made_up)
            if maker is not None and (types is None or maker == self.dialect.title):
                message = f"{maker} makes up the data of this record"
                raise LineError(message, token, rule="template-placeholder")
            if rtype in self.dialect.own_types:
                message = f"only {self.dialect.title} knows what this record answers"
                raise LineError(message, token, rule="template-placeholder")
            raise LineError(f"unknown record type {token.text}", token, hint_at_type(tokens, index))
        if types is not None and not rtype.startswith("TYPE"):
            raise LineError(f"{self.dialect.title} loads no records of type {token.text}", token, hint(tokens, index))
        return known

    def checked_ttl(self, seconds: int, source: SourceFile, token: Token) -> int:
        """Return `seconds`, or 0 with a problem at `token` where they are too many (RFC 2181 section 8)."""
        if seconds <= MAX_TTL:
            return seconds
        message = f"TTL {token.text} is over {MAX_TTL} and counts as 0"
        self.note("ttl-too-large", message, source, span_of([token]))
        return 0

    def ttl(
        self, written: int | None, rtype: str, rdata: str, source: SourceFile, tokens: "Sequence[Token]"
    ) -> tuple[int, int]:
        """Return a record's TTL in seconds and its flags (RFC 1035 5.1, RFC 2308 4, and what BIND falls back to)."""
        if written is not None:
            self.state.last_ttl, self.ttl_lost = written, False
            return written, 0
        if self.ttl_lost and self.state.default_ttl is None:
            return 0, TTL_INHERITED | TTL_UNKNOWN
        if self.state.default_ttl is None and self.state.last_ttl is None:
            if rtype == "SOA":
                minimum = int(rdata.rpartition(" ")[2])
                self.state.default_ttl = self.checked_ttl(minimum, source, tokens[-1])
            else:
                if not self._no_ttl_noted and not self.is_template:
                    message = "there is no TTL: neither here, nor in a record before, nor in a $TTL"
                    self.note(
                        "syntax-error",
                        message,
                        source,
                        span_of(tokens),
                        "put a line such as `$TTL 1h` at the top of the file",
                    )
                self._no_ttl_noted = True
                return 0, TTL_INHERITED
        ttl = self.state.default_ttl if self.state.default_ttl is not None else self.state.last_ttl
        assert ttl is not None
        return ttl, self.state.inherited

    @property
    def is_template(self) -> bool:
        """Tell whether the zone is a template, so far: what it becomes may begin with a $TTL."""
        return any(problem.rule == "template-placeholder" for problem in self.zone.problems)

    def _rdata(self, rtype: str, words: "Sequence[Token]", before: Token, encoding: str) -> str:
        texts = spelled(rtype, words)
        if self.dialect.generic_alone:
            self._check_generic(rtype, words, before)
        names = self.dialect.names
        origin = self.state.origin if names is None or rtype in names else "."
        try:
            if self.zone.dialect:
                from zonelint.readers.master.spellings import spelled_for_bind

                texts = spelled_for_bind(self.dialect, rtype, texts)
            texts = [self._filled_in(text) for text in texts]
            return from_words("CNAME" if rtype == "ALIAS" else rtype, texts, origin, encoding)
        except RdataError as error:
            token = words[min(max(error.index, 0), len(words) - 1)] if words else before
            few = numbers_missing(rtype, words) or second_type(rtype, words) or mailbox_missing(rtype, words)
            raise few or LineError(str(error), token, hint(words, error.index)) from None

    def _begin_with_blank(self, tokens: "Sequence[Token]", source: SourceFile) -> None:
        """Take a blank at the start of a zone, in place of an owner, for the zone itself if its server may do so.

        gdnsd does, and so does NSD, which a zone may be for if nothing tells its server. Raises LineError.
        """
        first = tokens[0]
        if not self.dialect.blank_is_apex:
            if self.zone.dialect or self.zone.named_at or is_owner_in_front([token.text for token in tokens]):
                self.owner_meant = self.zone.origin  # what other servers than BIND take it for
                raise LineError("the line begins with a blank, but there is no owner before it to repeat", first)
            message = (
                f"the line begins with a blank, but there is no owner before it: NSD takes it for {self.zone.origin}, "
                "BIND and Knot DNS do not load the zone"
            )
            help_text = "write `@` at the start of the line"
            self.note("syntax-error", message, source, span_of([first]), help_text, severity="warning")
        self.state.owner = self.zone.origin

    def _note_wrapped(self, written: Token, serial: int, source: SourceFile) -> None:
        """Note a serial of more than 32 bits, of which the server keeps these."""
        if len(written.text) > 9 and written.text.lstrip("0") != str(serial):
            message = f"the serial {written.text} is over 4294967295: {self.dialect.title} serves {serial} in its place"
            help_text = "write one of up to ten digits, such as the date and two more: 2026112801"
            # Whoever writes one so writes all of them so.
            cause = "serials of more than 32 bits"
            self.note("soa-serial-wrapped", message, source, span_of([written]), help_text, cause)

    def _check_generic(self, rtype: str, words: "Sequence[Token]", written: Token) -> None:
        """Raise LineError unless generic RDATA stands with a type that is `written` as a number, and is not known."""
        generic, by_number = bool(words) and words[0].text == "\\#", written.text.upper().startswith("TYPE")
        if generic != by_number:
            message = "generic data is allowed" if generic else "only generic data is allowed"
            raise LineError(f"{message} with TYPE and a number in {self.dialect.title}, not with {rtype}", written)
        if generic and len(words) != (self.dialect.generic_words or len(words)):
            raise LineError(f"{self.dialect.title} needs generic data as one word after its length", words[-1])
        if by_number and rtype in self.dialect.never_generic:
            raise LineError(f"{self.dialect.title} does not load {rtype} as {written.text}", written)

    def add(self, owner: str, rtype: str, ttl: int, rdata: str, line: int, source: SourceFile, flags: int) -> None:
        """Add a record to the zone, or to those that lie outside it."""
        record = Record(owner, rtype, ttl, rdata, line, source, self.zone, flags)
        if self.zone.holds(owner):
            self.zone.add(record)
        else:
            self.zone.out_of_zone.append(record)
