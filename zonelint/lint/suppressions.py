"""Takes away the findings that comments and the configuration silence, and tells which of these silence nothing."""

from bisect import bisect_left

from zonelint.dns.tuples import named_tuple
from zonelint.dns.zone import Place
from zonelint.files.comments import IGNORE, IGNORE_FILE, MALFORMED, directives
from zonelint.lint.findings import WARNING, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date
    from typing import NamedTuple

    from zonelint.config.settings import Settings
    from zonelint.dns.places import SourceFile
    from zonelint.files.comments import Directive
    from zonelint.lint.exceptions import Entries, Entry
    from zonelint.lint.fix import Fix

    class Unused(NamedTuple):
        """A suppression that does nothing, and why: what the rule unused-suppression reports."""

        place: Place
        message: str
        fix: Fix | None = None

else:
    Unused = named_tuple("Unused", "place message fix", defaults=(None,))

RULE = "unused-suppression"

MAX_SUGGESTIONS = 50
"""Unknown names of rules for which the nearest known one is looked for, which takes milliseconds each."""

_KINDS = (IGNORE, IGNORE_FILE, MALFORMED)

COMMENT = "comment"
CONFIGURATION = "configuration"


class Suppressed:
    """A finding that is silenced.

    finding  what would have been reported
    kind     by what: `COMMENT` or `CONFIGURATION`
    reason   why, in the words of whoever did it; may be empty
    place    where that is written
    """

    __slots__ = ("finding", "kind", "place", "reason")

    def __init__(self, finding: Finding, kind: str, reason: str, place: Place) -> None:
        self.finding = finding
        self.kind = kind
        self.reason = reason
        self.place = place

    @property
    def path(self) -> str:
        """The file in which the suppression stands, as reports show it."""
        return self.place.source.path

    @property
    def line(self) -> int:
        """1-based line of the suppression."""
        return self.place.line

    def __repr__(self) -> str:
        return f"<Suppressed {self.finding!r} at {self.path}:{self.line}>"


def apply(
    findings: "Iterable[Finding]",
    sources: "Iterable[SourceFile]",
    settings: "Settings",
    known: "Collection[str]",
    ran: "Collection[str]",
    *,
    root: str | None = None,
    today: "date | None" = None,
    severity: "Callable[[], str]" = lambda: WARNING,
    is_open: "Callable[[str, str, int, int], bool]" = lambda *_: False,
) -> "tuple[list[Finding], list[Suppressed], list[Finding]]":
    """Take away the findings that a directive in `sources` or an entry of the configuration names.

    `known` are the names of all rules, `ran` those of the rules that ran: one that did not run is not unused.
    A directive is about the primary place of a finding alone. `root` is the folder that the configuration's paths
    are relative to, the current one by default. `today` is the day to compare ``until`` with, by default today.
    `severity` is asked for that of findings about suppressions, if there are any. ``is_open(rule, path, first, last)``
    tells whether `rule` might have found something on these lines if more zones were loaded: then it is not unused.

    Returns the findings left, in their order, those taken away, and the findings about suppressions that do
    nothing: of a rule that found nothing there, of an unknown rule, malformed, or out of date.
    """
    files = _files(sources)
    if not (files or settings.ignore_findings):
        return list(findings), [], []  # nothing is silenced, as in most sets, and nothing needs to be imported for it
    from zonelint.lint.exceptions import Entries

    entries = Entries(settings.ignore_findings, root, today)

    suppressed: list[Suppressed] = []

    def left(found: "Iterable[Finding]") -> list[Finding]:
        kept = []
        for finding in found:
            by_what = _silencing(finding, files, entries)
            if by_what is None:
                kept.append(finding)
            else:
                suppressed.append(by_what)
        return kept

    kept = left(findings)
    unused = [] if RULE not in ran else _unused(files, entries, known, ran, is_open)
    reported = left([_about(item, severity()) for item in unused])
    return kept, suppressed, reported


def _about(item: Unused, severity: str) -> Finding:
    return Finding(RULE, severity, item.message, item.place, value=item.message, fix=item.fix)


def _silencing(finding: Finding, files: "Mapping[str, _File]", entries: "Entries") -> Suppressed | None:
    """Return what silences `finding`, a comment before the configuration; None if nothing does."""
    path = finding.path
    file = files.get(path)
    # Both are asked, so that each that applies counts as used.
    line = None if finding.is_before else finding.line  # a line of the files before a change is another one now
    directive = file.silencing(finding.rule, line) if file is not None else None
    entry = entries.silencing(finding.rule, path, finding.owner)
    if file is not None and directive is not None:
        return Suppressed(finding, COMMENT, directive.reason, Place.at(file.source, directive.span))
    if entry is not None:
        return Suppressed(finding, CONFIGURATION, entry.reason, entry.place)
    return None


def _files(sources: "Iterable[SourceFile]") -> "dict[str, _File]":
    """Return the directives by path; a file that is read for several zones or views counts once."""
    files: dict[str, _File] = {}
    for source in sources:
        if source.path not in files:
            found = [directive for directive in directives(source) if directive.kind in _KINDS]
            if found:
                files[source.path] = _File(source, found)
    return files


class _File:
    """The directives of one file, found by line and rule."""

    def __init__(self, source: "SourceFile", found: "list[Directive]") -> None:
        self.source = source
        self.found = found
        self.used: set[tuple[Directive, str]] = set()
        self.whole: dict[str, Directive] = {}
        self.by_line: dict[tuple[int, int], dict[str, Directive]] = {}
        for directive in found:
            named = self.whole if directive.kind == IGNORE_FILE else self.by_line.setdefault(directive.covers, {})
            for rule in directive.rules:
                # Of two that say the same the second one is unused.
                named.setdefault(rule, directive)
        # The lines that directives cover are logical lines: they never overlap.
        self.covers = sorted(self.by_line)
        self.lasts = [last for _, last in self.covers]

    def silencing(self, rule: str, line: int | None) -> "Directive | None":
        """Return the directive that names `rule` for `line`, None for the whole file, and note that it was of use."""
        of_line = self._at(line) if line is not None else {}
        directive = of_line.get(rule) or self.whole.get(rule)
        if directive is not None:
            self.used.add((directive, rule))
        return directive

    def _at(self, line: int) -> "dict[str, Directive]":
        at = bisect_left(self.lasts, line)
        if at == len(self.covers) or line < self.covers[at][0]:
            return {}
        return self.by_line[self.covers[at]]


def _unused(
    files: "dict[str, _File]",
    entries: "Entries",
    known: "Collection[str]",
    ran: "Collection[str]",
    is_open: "Callable[[str, str, int, int], bool]",
) -> "list[Unused]":
    unused = []
    names = _Known(known)
    for file in files.values():
        for directive in file.found:
            place = Place.at(file.source, directive.span)
            faults = _faults(directive, file, names, ran, is_open)
            dead = [rule for rule in faults if rule in names]
            unused += [
                Unused(place, message, _deletion(file.source, directive, dead) if rule in dead else None)
                for rule, message in faults.items()
            ]
    for entry in entries.all:
        message = _entry_fault(entry, names, ran)
        if message:
            unused.append(Unused(entry.entry.place, message))
    return unused


def _faults(
    directive: "Directive",
    file: _File,
    known: "_Known",
    ran: "Collection[str]",
    is_open: "Callable[[str, str, int, int], bool]",
) -> "dict[str, str]":
    """Return rule -> why naming it is of no use; of a malformed directive one entry, of no rule."""
    if directive.kind == MALFORMED:
        return {"": directive.reason}
    is_of_file = directive.kind == IGNORE_FILE
    where = "in this file" if is_of_file else "here"
    lines = (1, len(file.source.lines)) if is_of_file else directive.covers
    faults = {}
    for rule in dict.fromkeys(directive.rules):
        if rule not in known:
            faults[rule] = known.fault(rule)
        elif rule not in ran or rule == RULE or (directive, rule) in file.used:
            continue
        elif not is_open(rule, file.source.path, *lines):
            faults[rule] = f"{rule} reports nothing {where} that this comment could suppress"
    return faults


def _deletion(source: "SourceFile", directive: "Directive", dead: "Sequence[str]") -> "Fix":
    """Return the fix that takes the `dead` rules out of a directive; all of it, with its comment sign, if none is left.

    What a directive of rules that are not known was to do, nobody can tell: it is left to its author.
    """
    from zonelint.dns.places import Span
    from zonelint.lint.fix import Fix, Rewrite

    span = directive.span
    line = source.line_text(span.line)
    left = [rule for rule in dict.fromkeys(directive.rules) if rule not in dead]
    if not left:
        marker = "#" if source.marks is not None else ";"
        start = len(line[: span.column - 1].rstrip().rstrip(marker).rstrip()) if span.column > 1 else 0
        whole = Span(span.line, start + 1, span.line, span.end_column)
        return Fix("delete this comment", Rewrite(source, whole, ""), safe=True)
    text = line[span.column - 1 : span.end_column - 1]
    opening, closing = text.index("["), text.index("]")
    inner = Span(span.line, span.column + opening + 1, span.line, span.column + closing)
    return Fix(f"delete {', '.join(dead)} from this comment", Rewrite(source, inner, ",".join(left)), safe=True)


def _entry_fault(entry: "Entry", known: "_Known", ran: "Collection[str]") -> str:
    rule = entry.entry.rule
    if rule not in known:
        return known.fault(rule)
    if entry.expired:
        return f"this exception for {rule} ended on {entry.entry.until} and no longer applies"
    if rule in ran and rule != RULE and not entry.used:
        return f"{rule} reports nothing that this exception could suppress"
    return ""


class _Known:
    """The names of all rules, and the one that an unknown name may mean."""

    def __init__(self, names: "Collection[str]") -> None:
        self.names = names
        self._suggested: dict[str, str] = {}

    def __contains__(self, rule: str) -> bool:
        return rule in self.names

    def fault(self, rule: str) -> str:
        """Say that there is no `rule`, and which one may be meant. Of many unknown names only the first get that."""
        hint = self._suggested.get(rule)
        if hint is None and len(self._suggested) < MAX_SUGGESTIONS:
            from zonelint.dns.typos import suggestion

            hint = self._suggested[rule] = suggestion(rule, self.names)
        return f"there is no rule {rule!r}{hint or ''}"
