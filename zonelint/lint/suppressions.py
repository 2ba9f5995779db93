"""Takes away the findings that comments and the configuration silence, and tells which of these silence nothing."""

from bisect import bisect_left
from collections import namedtuple

from zonelint.dns.typos import suggestion
from zonelint.dns.zone import Place
from zonelint.files.comments import IGNORE, IGNORE_FILE, MALFORMED, directives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from typing import NamedTuple

    from zonelint.config.settings import Settings
    from zonelint.dns.places import SourceFile
    from zonelint.files.comments import Directive
    from zonelint.lint.exceptions import Entries, Entry
    from zonelint.lint.findings import Finding

    class Unused(NamedTuple):
        """A suppression that does nothing, and why: what the rule unused-suppression reports."""

        place: Place
        message: str

else:
    Unused = namedtuple("Unused", "place message")

RULE = "unused-suppression"

MAX_SUGGESTIONS = 50
"""Unknown names of rules for which the nearest known one is looked for, which takes milliseconds each."""

_KINDS = (IGNORE, IGNORE_FILE, MALFORMED)


def apply(
    findings: "Iterable[Finding]",
    sources: "Iterable[SourceFile]",
    settings: "Settings",
    known: "Collection[str]",
    ran: "Collection[str]",
    *,
    root: str | None = None,
    today: "date | None" = None,
) -> "tuple[list[Finding], int, list[Unused]]":
    """Take away the findings that a directive in `sources` or an entry of the configuration names.

    `known` are the names of all rules, `ran` those of the rules that ran: one that did not run is not unused.
    A directive is about the primary place of a finding alone. `root` is the folder that the configuration's paths
    are relative to, the current one by default. `today` is the day to compare ``until`` with, by default today.

    Returns the findings left, in their order, the number of those taken away, and the suppressions that do
    nothing: of a rule that found nothing there, of an unknown rule, malformed, or out of date.
    """
    files = _files(sources)
    if not (files or settings.ignore_findings):
        return list(findings), 0, []  # nothing is silenced, as in most sets, and nothing needs to be imported for it
    from zonelint.lint.exceptions import Entries

    entries = Entries(settings.ignore_findings, root, today)

    def silenced(rule: str, path: str, line: int | None, owner: str | None) -> bool:
        # Both are asked, so that each that applies counts as used.
        by_comment = path in files and files[path].silences(rule, line)
        by_entry = entries.silence(rule, path, owner)
        return by_comment or by_entry

    kept: list[Finding] = []
    suppressed = 0
    for finding in findings:
        # A line of the files before a change is another one now.
        if silenced(finding.rule, finding.path, None if finding.is_before else finding.line, finding.owner):
            suppressed += 1
        else:
            kept.append(finding)
    unused = [] if RULE not in ran else _unused(files, entries, known, ran)
    reported = [item for item in unused if not silenced(RULE, item.place.source.path, item.place.line, None)]
    return kept, suppressed + len(unused) - len(reported), reported


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

    def silences(self, rule: str, line: int | None) -> bool:
        """Tell whether a directive names `rule` for `line`, None for the whole file, and note that it was of use."""
        of_line = self._at(line) if line is not None else {}
        directive = of_line.get(rule) or self.whole.get(rule)
        if directive is None:
            return False
        self.used.add((directive, rule))
        return True

    def _at(self, line: int) -> "dict[str, Directive]":
        at = bisect_left(self.lasts, line)
        if at == len(self.covers) or line < self.covers[at][0]:
            return {}
        return self.by_line[self.covers[at]]


def _unused(
    files: "dict[str, _File]", entries: "Entries", known: "Collection[str]", ran: "Collection[str]"
) -> "list[Unused]":
    unused = []
    names = _Known(known)
    for file in files.values():
        for directive in file.found:
            place = Place.at(file.source, directive.span)
            unused += [Unused(place, message) for message in _faults(directive, file, names, ran)]
    for entry in entries.all:
        message = _entry_fault(entry, names, ran)
        if message:
            unused.append(Unused(entry.entry.place, message))
    return unused


def _faults(directive: "Directive", file: _File, known: "_Known", ran: "Collection[str]") -> "list[str]":
    if directive.kind == MALFORMED:
        return [directive.reason]
    where = "in this file" if directive.kind == IGNORE_FILE else "here"
    faults = []
    for rule in dict.fromkeys(directive.rules):
        if rule not in known:
            faults.append(known.fault(rule))
        elif rule in ran and rule != RULE and (directive, rule) not in file.used:
            faults.append(f"{rule} reports nothing {where} that this comment could suppress")
    return faults


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
            hint = self._suggested[rule] = suggestion(rule, self.names)
        return f"there is no rule {rule!r}{hint or ''}"
