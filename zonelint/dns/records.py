"""The plain data that every other module shares: sources, places in them, and records.

Nothing here reads a file format and nothing here judges: readers fill these objects, the namespace and
the rules look at them.
"""

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NamedTuple

    from zonelint.dns.zone import Zone

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

    class _RecordFields(NamedTuple):
        owner: str
        type: str
        ttl: int
        rdata: str
        line: int
        source: "SourceFile"
        zone: "Zone"
        flags: int

else:
    # typing costs more to import than all of this package's data modules together, and hooks pay it per commit.
    Span = namedtuple("Span", "line column end_line end_column")
    LostRecord = namedtuple("LostRecord", "types words origin")
    Problem = namedtuple("Problem", "rule message source span help cause severity", defaults=("", "", ""))
    _RecordFields = namedtuple("_RecordFields", "owner type ttl rdata line source zone flags")

ERROR = "error"
"""Breaks for somebody, provably."""
WARNING = "warning"
"""Breaks in likely conditions, or goes against an RFC's SHOULD."""
INFO = "info"
"""Advice."""

SEVERITIES = (ERROR, WARNING, INFO)
"""The gravest first."""

# Bits of Record.flags.
TTL_INHERITED = 1
"""The TTL was not written at the record but came from $TTL, an earlier record, or the SOA."""
GENERATED = 2
"""The record is one of many that a $GENERATE directive stands for."""
SYNTHESISED = 4
"""No file holds the record: a tool makes it of others when it publishes the zone. It answers look-ups."""
TTL_UNKNOWN = 8
"""The TTL was not written at the record, and where it comes from cannot be read; the record has 0."""
MARK_SHIFT = 8
"""The bits above are an index into the `marks` of the record's source."""

# Which word of the RDATA, counted from 0, is the domain name that a record leads to.
TARGET_FIELD = {"NS": 0, "CNAME": 0, "PTR": 0, "DNAME": 0, "MX": 1, "SRV": 3}

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

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r})"


class Record(_RecordFields):
    """One resource record.

    owner   absolute name, lower case
    type    mnemonic in upper case (``MX``), or ``TYPE65280``
    ttl     seconds
    rdata   presentation text with absolute names, as dnspython's ``to_text`` spells it; the letter case of
            names inside is that of the file
    line    1-based line of `source` where the record begins
    source  the file that holds the record: the zone's own or an included one
    zone    the zone that the record belongs to
    flags   TTL_INHERITED | GENERATED | SYNTHESISED | TTL_UNKNOWN, and the mark
    """

    __slots__ = ()

    @property
    def target(self) -> str:
        """The name that the record leads to, in lower case: exchange of an MX, target of an SRV, NS, PTR, CNAME."""
        text = self.rdata if self.type not in ("MX", "SRV") else self.rdata.rpartition(" ")[2]
        return text.lower()

    @property
    def generated(self) -> bool:
        """Whether a $GENERATE directive made this record."""
        return bool(self.flags & GENERATED)

    @property
    def mark(self) -> int:
        """Index of the record's place in the `marks` of its source, if that has any."""
        return self.flags >> MARK_SHIFT

    @property
    def text(self) -> str:
        """The record in master-file syntax, on one line, without TTL and class."""
        return f"{self.owner} {self.type} {self.rdata}"

    def __repr__(self) -> str:
        return f"<{self.text} at {self.source.path}:{self.line}>"


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


class Place:
    """Where a finding, or what is related to it, stands: a record's field, or a span of a file.

    `field` is ``""`` for the whole record, ``"owner"``, ``"ttl"``, ``"type"``, ``"rdata"`` or ``"target"``.
    The span is worked out when it is first asked for.
    """

    __slots__ = ("source", "line", "record", "field", "_span")

    def __init__(
        self, source: SourceFile, line: int, record: Record | None = None, field: str = "", span: Span | None = None
    ):
        self.source = source
        self.line = line
        self.record = record
        self.field = field
        self._span = span

    @classmethod
    def of(cls, record: Record, field: str = "") -> "Place":
        """Return the place of `record`, or of one `field` of it."""
        return cls(record.source, record.line, record, field)

    @classmethod
    def at(cls, source: SourceFile, span: Span = START) -> "Place":
        """Return the place of a known `span` in `source`."""
        return cls(source, span.line, None, "", span)

    @property
    def span(self) -> Span:
        """The stretch of text, found again in the source if it was not known."""
        if self._span is None:
            record = self.record
            if record is not None and self.source.marks is not None:
                self._span = self.source.marks[record.mark].span(self.field)
            else:
                rtype = record.type if record is not None else ""
                self._span = self.source.locate(self.source, self.line, rtype, self.field)
        return self._span
