"""Directives of a master file that include nothing.

$ORIGIN (RFC 1035 section 5.1), $TTL (RFC 2308 section 4), and BIND's $GENERATE and $DATE.
"""

from zonelint.dns.places import SourceFile
from zonelint.dns.rdata import from_words
from zonelint.dns.rdata_words import RdataError
from zonelint.dns.zone import GENERATED
from zonelint.readers.master.lexer import Token, span_of, unquoted
from zonelint.readers.master.words import LineError, bare, expect_words, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.readers.master.record_reader import RecordReader

_GENERATED_OCTETS = 128
"""Of generated RDATA that long, each 128 octets count as a record against the bound of the zone."""


class Directives:
    """Carries out directives on what `records` knows; $GENERATE makes records."""

    def __init__(self, records: "RecordReader") -> None:
        self._records = records
        self._generated = 0

    def read(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        """Carry out the directive `tokens[0]`. Raises LineError."""
        keyword = tokens[0].text.upper()
        dialect = self._records.dialect
        if dialect.directives is not None and keyword not in dialect.directives:
            raise LineError(f"{dialect.title} does not know {keyword}", tokens[0])
        if keyword == "$GENERATE":
            self._generate(source, tokens, encoding)
        elif keyword == "$ORIGIN":
            self._set_origin(source, tokens, encoding)
        elif keyword == "$TTL":
            expect_words(tokens, 1, 1, "a TTL")
            seconds = self._records.state.seconds(tokens[1].text)
            if seconds is None:
                raise LineError(f"not a TTL: {tokens[1].text}", tokens[1])
            self._records.set_default_ttl(self._records.checked_ttl(seconds, source, tokens[1]))
        elif keyword != "$DATE":  # BIND writes $DATE into dumps and reads it
            raise LineError(f"unknown directive {tokens[0].text}", tokens[0])

    def _set_origin(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        self._records.origin_lost = True
        expect_words(tokens, 1, 1, "a domain name")
        origin = self._records.origin_named(tokens[1], encoding)
        self._records.state.origin = self._origin_meant(origin, source, tokens[1], encoding)
        self._records.origin_lost = False

    def _origin_meant(self, origin: str, source: SourceFile, token: Token, encoding: str) -> str:
        """Return `origin`, or the one that is meant, where a final dot is forgotten: no server loads such a zone."""
        records, apex = self._records, self._records.zone.origin
        if records.dialect.absolute_origin and token.text[-1] != "." and not records.zone.holds(origin.lower()):
            meant = records.absolute(token, encoding)
            message = f"{records.dialect.title} takes {token.text} for {origin}, which lies outside the zone {apex}"
            records.note("syntax-error", message, source, span_of([token]), f"write `$ORIGIN {meant}`")
            return meant
        if f"{token.text.lower()}." != apex or origin.lower() != f"{apex}{apex}":
            return origin
        if records.dialect.apex_undotted:
            return apex
        message = f"$ORIGIN {token.text} lacks the final dot: names below it would end in {origin}"
        self._records.note("syntax-error", message, source, span_of([token]), f"write `$ORIGIN {token.text}.`")
        return apex

    def _generate(self, source: SourceFile, tokens: "Sequence[Token]", encoding: str) -> None:
        if len(tokens) < 5:
            raise LineError("$GENERATE needs a range, an owner, a type and RDATA", tokens[-1])
        from zonelint.readers.master import generate

        ttl, rtype, at = self._records.head(source, tokens, 3)
        if at != len(tokens) - 1:
            token = tokens[min(at + 1, len(tokens) - 1)]
            raise LineError("$GENERATE takes one word as RDATA", token, "put several words in quotes")
        right = unquoted(tokens[at].text)
        ttl, flags = self._records.ttl(ttl, rtype, "0", source, tokens)
        try:
            values = generate.iterators(tokens[1].text)
            self._check_bounds(values, len(generate.Template(right, 2).fill(values[0])), tokens[1])
            for _, left, text in generate.expand(tokens[1].text, tokens[2].text, right):
                owner = self._records.absolute(bare(tokens[2]), encoding, left).lower()
                rdata = from_words(rtype, words_of(text), self._records.state.origin, encoding)
                self._records.add(owner, rtype, ttl, rdata, tokens[0].line, source, flags | GENERATED)
        except generate.GenerateError as error:
            raise LineError(str(error), tokens[(1, 2, at)[error.index]]) from None
        except RdataError as error:
            raise LineError(str(error), tokens[at]) from None

    def _check_bounds(self, values: range, octets: int, token: Token) -> None:
        from zonelint.readers.master import generate

        self._generated += len(values) * (1 + octets // _GENERATED_OCTETS)
        if len(values) > generate.MAX_RECORDS_PER_LINE or self._generated > generate.MAX_RECORDS_PER_ZONE:
            message = (
                f"$GENERATE of {len(values)} records: at most {generate.MAX_RECORDS_PER_LINE} of one line and "
                f"{generate.MAX_RECORDS_PER_ZONE} of one zone are read"
            )
            raise LineError(message, token, rule="limit-exceeded")
