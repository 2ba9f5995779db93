"""The file that `zonelint snapshot` writes: what a resolver said, and on which day it was last seen.

It is a master file, so that `assume` reads it like any other: one record a line, absolute owners, sorted by name
from the root. The day stands in a comment at the end of each line. What the resolver said not to exist stands in a
comment of its own, because a master file has no other way to say it. It counts until it is `DEFAULT_MAX_AGE` days old.
"""

from zonelint.dns.names import NameSyntaxError, absolute, labels
from zonelint.dns.patterns import late
from zonelint.dns.places import Absence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zonelint.dns.zone import Record

    Question = tuple[str, str]
    """Name and type."""
    Entry = tuple[str, str, str]
    """Owner, type and RDATA of a record."""

_MARK = "; Written by `zonelint snapshot`"
_EXPLAINED = """\
; Records that others publish, for look-ups that end outside these zones. Commit this file and review it like a
; lock file. Run the command again to change it; nothing written by hand stays in it.
"""
_TTL_LINE = "$TTL 3600"

DEFAULT_MAX_AGE = 90
"""Days after which what a resolver said counts as old, unless the rule about old entries is set otherwise."""
STALE_RULE = "assumption-stale"
"""The rule about old entries; its option ``max-age`` changes these days."""

# The blank and semicolon before the day are what earlier versions wrote.
_NOTHING = late(r"; none: ([^ ]{1,1100}) ([A-Z0-9-]{1,20}) (NXDOMAIN|NODATA) (?:; seen )?([0-9]{4}-[0-9]{2}-[0-9]{2})")
# An escape, what readers would take for the beginning of a placeholder, or services that run CI for a command.
_MARK_OF_OTHERS = late(r"\\.|\{(?=[{%#])|<(?=%)|\$(?=[{(])|@(?=@?[A-Za-z_][A-Za-z0-9_]*@)|#(?=#)")
# What may hide the beginning of a comment, and that beginning (RFC 1035 section 5.1).
_TOKEN = late(r'\\.|"(?:[^"\\]|\\.)*"?|;')
_SEEN = late(r";[ \t]*seen[ \t]{1,9}([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])")


class Snapshot:
    """What a file holds.

    records   record -> the day it was last seen, or None if none is written there
    absences  (name, type) -> (``"NXDOMAIN"`` or ``"NODATA"``, the day)
    body      the text without its head; empty if the head is not whole
    days      are texts such as ``2026-11-24``
    """

    def __init__(self) -> None:
        self.records: dict[Entry, str | None] = {}
        self.absences: dict[Question, tuple[str, str]] = {}
        self.body = ""

    @property
    def questions(self) -> "set[Question]":
        """(owner, type) of each RRset."""
        return {(owner, rtype) for owner, rtype, _ in self.records}

    def rrset(self, owner: str, rtype: str) -> "list[Entry]":
        """Return the records of `owner` and `rtype`, in file order."""
        return [entry for entry in self.records if entry[:2] == (owner, rtype)]


def is_snapshot(text: str) -> bool:
    """Tell whether `text` was written by `zonelint snapshot`, or holds nothing that could be lost."""
    return was_written(text) or not text.strip()


def was_written(text: str) -> bool:
    """Tell whether `text` was written by `zonelint snapshot`; a merge may have put its marks around the head."""
    if text.startswith("<<<<<<< "):
        text = text.partition("\n")[2]
    return text.startswith(_MARK)


def read_snapshot(text: str, records: "Iterable[Record]") -> Snapshot:
    """Return what a file holds: its `text`, and the `records` that a reader found in it."""
    snapshot = Snapshot()
    if text.startswith(_MARK):
        snapshot.body = text.partition(f"\n{_TTL_LINE}\n")[2]
    for record in records:
        snapshot.records[record.owner, record.type, record.rdata] = seen_on(record.source.line_text(record.line))
    for question, absence in absences_of(text).items():
        if is_day(absence.day):
            snapshot.absences[question] = absence.status, absence.day
    return snapshot


def absences_of(text: str) -> "dict[Question, Absence]":
    """Return what the comments ``; none: NAME TYPE NXDOMAIN 2026-11-24`` of a file's `text` say not to exist.

    The days may be none of the calendar, for files are merged and edited by hand. Of two lines the later one holds.
    """
    found: dict[Question, Absence] = {}
    if "; none: " not in text:
        return found
    for number, line in enumerate(text.split("\n"), 1):
        match = _NOTHING.fullmatch(line.rstrip("\r")) if line.startswith("; none: ") else None
        if match:
            try:
                name = absolute(match[1], ".").lower()
            except NameSyntaxError:
                continue  # written by hand
            found[name, match[2]] = Absence(match[3], match[4], number)
    return found


def judge_age(absences: "Iterable[Absence]", today: str, max_age: int) -> None:
    """Set whether each of `absences` counts on the day `today`: for `max_age` days it does."""
    for absence in absences:
        absence.counts = is_day(absence.day) and 0 <= days_between(absence.day, today) <= max_age


def max_age_of(rules: "Mapping[str, Mapping[str, object]]") -> int:
    """Return after how many days what a resolver said is old, by the options of the `rules`."""
    days = rules.get(STALE_RULE, {}).get("max-age", DEFAULT_MAX_AGE)
    return days if isinstance(days, int) else DEFAULT_MAX_AGE


def seen_on(line: str) -> str | None:
    """Return the day in the comment ``; seen 2026-11-24`` of a master file's `line`, or None if it has none."""
    day = day_written(line)
    return day if day is not None and is_day(day) else None


def day_written(line: str) -> str | None:
    """Return what stands there as the day, even if it is none of the calendar; None if nothing does."""
    if "seen" not in line:
        return None
    for token in _TOKEN.finditer(line):
        if token[0] == ";":
            match = _SEEN.search(line, token.start())
            return match[1] if match else None
    return None


def is_day(text: str) -> bool:
    """Tell whether `text` is a day of the calendar, as ISO 8601 writes it."""
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def days_between(earlier: str, later: str) -> int:
    """Return how many days after the day `earlier` the day `later` is."""
    from datetime import date

    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def head(day: str, resolver: str) -> str:
    """Return the text that a file begins with: the `day` it is written, and in words which `resolver` was asked."""
    return f"{_MARK} on {day}, as {resolver} answered.\n{_EXPLAINED}{_TTL_LINE}\n"


def body(snapshot: Snapshot) -> str:
    """Return the lines of all entries."""
    lines = {sort_key(entry): f"{line_of(entry)} ; seen {day}" for entry, day in snapshot.records.items()}
    for (name, rtype), (status, day) in snapshot.absences.items():
        # A name may come from a stranger's answer, and an escaped semicolon in a comment must not open another one.
        spelled = name.replace("\\;", "\\059").replace("##", "\\035#")
        lines[sort_key((name, rtype, ""))] = f"; none: {spelled} {rtype} {status} {day}"
    return "".join(f"{lines[key]}\n" for key in sorted(lines))


def line_of(entry: "Entry") -> str:
    """Return the record `entry` as a line, without its day."""
    owner, rtype, rdata = entry
    # Two colons at the start of a line are a command, too; in an address they stay.
    first = "\\058" if owner.startswith("::") else owner[:1]
    return f"{_without_marks(first + owner[1:])} IN {rtype} {_without_marks(rdata)}"


def _without_marks(text: str) -> str:
    """Return `text` with what looks like the mark of a template, or of a command, spelled as escapes: it is none."""
    return _MARK_OF_OTHERS.sub(lambda match: match[0] if len(match[0]) > 1 else f"\\{ord(match[0]):03d}", text)


def sort_key(entry: "Entry") -> tuple[tuple[str, ...], str, str]:
    """Order of entries: name from the root, type, RDATA."""
    owner, rtype, rdata = entry
    return tuple(labels(owner)[::-1]), rtype, rdata


def by_name(questions: "Iterable[Question]") -> "Iterator[Question]":
    """Yield the `questions` in the order of the file."""
    yield from sorted(questions, key=lambda question: sort_key((*question, "")))
