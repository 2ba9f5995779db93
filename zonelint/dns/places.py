"""Texts and the places in them: where a record, or what is wrong, stands."""

from zonelint.dns.tuples import named_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NamedTuple

    class Span(NamedTuple):
        """A stretch of a text: 1-based lines, and 1-based columns in code points; the end is exclusive."""

        line: int
        column: int
        end_line: int
        end_column: int

    class Problem(NamedTuple):
        """Something a reader could not accept: the rule that reports it, what is wrong, and where.

        `severity` is empty for that of the rule.
        """

        rule: str
        message: str
        source: "SourceFile"
        span: Span
        help: str = ""
        cause: str = ""
        severity: str = ""

    class LostRecord(NamedTuple):
        """A record that cannot be read: the types it may have, the words of its RDATA, and what completes names."""

        types: Sequence[str]
        words: Sequence[str]
        origin: str

else:
    # typing costs more to import than all of this package's data modules together, and hooks pay it per commit.
    Span = named_tuple("Span", "line column end_line end_column")
    LostRecord = named_tuple("LostRecord", "types words origin")
    Problem = named_tuple("Problem", "rule message source span help cause severity", defaults=("", "", ""))

ERROR = "error"
"""Breaks for somebody, provably."""
WARNING = "warning"
"""Breaks in likely conditions, or goes against an RFC's SHOULD."""
INFO = "info"
"""Advice."""

SEVERITIES = (ERROR, WARNING, INFO)
"""The gravest first."""

START = Span(1, 1, 1, 1)
"""The span of a finding about a file as a whole."""


class Mark:
    """Where the parts of one record stand in a YAML or JSON file, for findings and for edits.

    owner   the key (or value) that gives the owner
    record  the mapping or list item that is the record
    value   the value, or the item of a list of values; it is where a finding stands
    fields  spans of single fields: ``"ttl"``, ``"type"``, ``"target"`` and the format's own names
    """

    __slots__ = ("owner", "record", "value", "fields")

    def __init__(self, owner: Span, record: Span, value: Span, fields: "dict[str, Span] | None" = None) -> None:
        self.owner = owner
        self.record = record
        self.value = value
        self.fields = fields or {}

    def span(self, field: str) -> Span:
        """Return the span of `field` as Place names it; the value's for the whole record and for what is not there."""
        return self.owner if field == "owner" else self.fields.get(field, self.value)


class SourceFile:
    """One text that records were read from.

    `path` is how reports show it: relative to the current folder, with ``/``. `real_path` is where it can
    be opened, or None for standard input. `locate` finds the span of one record's field in the text again
    (readers set it): positions of millions of records are not kept, those of findings are looked up.
    """

    __slots__ = ("path", "real_path", "locate", "read_text", "marks", "has_directives", "_text", "_lines")

    def __init__(
        self,
        path: str,
        real_path: "str | None",
        read_text: "Callable[[], str]",
        locate: "Callable[[SourceFile, int, str, str], Span]",
    ) -> None:
        self.path = path
        self.real_path = real_path
        self.read_text = read_text
        self.locate = locate
        self.marks: Sequence[Mark] | None = None
        """Where each record stands, for formats in which a line says too little (YAML); see Record.mark."""
        self.has_directives: bool | None = None
        """Whether comments may hold directives, where the reader has looked; None: look into the text."""
        self._text: str | None = None
        self._lines: list[str] | None = None

    @property
    def text(self) -> str:
        """The decoded text with ``\\n`` line ends; read again when it is asked for, then kept."""
        if self._text is None:
            self._text = self.read_text()
        return self._text

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def line_text(self, line: int) -> str:
        """Return the 1-based `line` of the text, without its end; empty past the end of the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def text_at(self, span: "Span") -> str:
        """Return what stands at `span`, as it is written; empty where that is more than one line."""
        if span.line != span.end_line:
            return ""
        return self.line_text(span.line)[span.column - 1 : span.end_column - 1]

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r})"


class Absence:
    """What a resolver said not to exist.

    status  ``"NXDOMAIN"`` or ``"NODATA"``
    day     when it was asked, a text such as ``2026-11-24``
    line    the line of the file, from 1
    counts  whether it is taken for true today: it is not too old, and the day is none to come
    """

    __slots__ = ("status", "day", "line", "counts")

    def __init__(self, status: str, day: str, line: int = 0, counts: bool = True) -> None:
        self.status = status
        self.day = day
        self.line = line
        self.counts = counts
