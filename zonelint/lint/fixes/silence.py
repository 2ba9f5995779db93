"""Writes comments that silence findings, where these stand, and tries them before anything is written.

A comment is written in one of several ways. Which of them does what it should is not argued about: the set is read with
it, and where records changed, or a finding is still there, the next way is tried. Where none does, nothing is written.
"""

from collections import Counter

from zonelint.dns.places import Span
from zonelint.files.comments import IGNORE, directives, logical_lines
from zonelint.files.overlay import Overlay
from zonelint.files.source import DISK
from zonelint.lint import engine
from zonelint.lint.fixes.compare import Contents, new_findings
from zonelint.lint.fixes.refuse import why_not_file
from zonelint.lint.fixes.text import CannotWriteError, Text, applied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.lint.findings import Finding
    from zonelint.lint.fix import Edit
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.rule import Rule

WIDTH = 120
"""Columns of a line with its comment; a longer comment stands on the line above."""
NOT_SILENCED = "no comment there silences it: use [[ignore-findings]] in the configuration"
NO_COMMENTS = "it is JSON, which has no comments: use [[ignore-findings]] in the configuration"

MOST_TRIES = 100
"""Readings of the set by which is found which comment does harm; afterwards all that may are left out."""

_BEHIND, _ABOVE, _WHOLE_FILE, _NOWHERE = range(4)
"""Ways to write a comment, in the order in which they are tried."""


class Spot:
    """A line with findings that are to be silenced by one comment.

    first, last  the 1-based lines of what stands there
    written      whether anything but comments does
    way          how the comment is written
    why          why it is not, or empty
    """

    def __init__(self, source: "SourceFile", first: int, last: int, written: bool) -> None:
        self.source = source
        self.first = first
        self.last = last
        self.written = written
        self.findings: list[Finding] = []
        self.way = _BEHIND if first == last and written else _ABOVE
        self.why = ""

    @property
    def rules(self) -> list[str]:
        """The rules to name, each once."""
        return sorted({finding.rule for finding in self.findings})

    def refuse(self, why: str) -> None:
        """Write nothing here."""
        self.way, self.why = _NOWHERE, why

    def try_next(self) -> None:
        """Write the comment in the next way."""
        self.way += 1
        if self.way == _WHOLE_FILE and (self.written or any(finding.place.record for finding in self.findings)):
            self.way = _NOWHERE  # a comment for the whole file would silence more than what stands here
        if self.way == _NOWHERE:
            self.why = NOT_SILENCED


class Silencer:
    """Silences `findings` of the set `found` with a `reason`; `rules` are all, `chosen` the names of those that ran."""

    def __init__(
        self,
        found: "Inputs",
        rules: "Mapping[str, Rule]",
        chosen: "Collection[str]",
        findings: "Iterable[Finding]",
        reason: str,
    ) -> None:
        self._found = found
        self._rules = rules
        self._chosen = chosen
        self._reason = reason
        self._texts: dict[str, Text] = {}
        self._tries = 0
        self._contents = Contents(found.zone_set)
        self._before = engine.run(found.views, rules, chosen).findings
        self.spots = self._spots(findings)
        for spot in self.spots:
            why = self._why_not(spot.source)
            if why:
                spot.refuse(why)

    def run(self) -> "dict[str, tuple[bytes, bytes]]":
        """Return what is to be written: real path -> (what is in the file, what is to be)."""
        while True:
            tried = [spot for spot in self.spots if spot.way != _NOWHERE]
            wrong = self._wrong(tried)
            if not wrong:
                return self._written(tried)
            for spot in wrong:
                spot.try_next()

    # -- where ---------------------------------------------------------------------------------------------------------

    def _spots(self, findings: "Iterable[Finding]") -> list[Spot]:
        found: dict[tuple[str, int], Spot] = {}
        lines: dict[str, Sequence[tuple[int, int, bool]]] = {}
        for finding in findings:
            source = finding.place.source
            if source.path not in lines:
                lines[source.path] = logical_lines(source)
            around = (each for each in lines[source.path] if each[0] <= finding.line <= each[1])
            first, last, written = next(around, (finding.line, finding.line, False))
            spot = found.setdefault((source.path, first), Spot(source, first, last, written))
            spot.findings.append(finding)
        return list(found.values())

    def _why_not(self, source: "SourceFile") -> str:
        path = source.real_path
        if path is None:
            return "it is no file"
        try:
            if path not in self._texts:
                self._texts[path] = Text(path, DISK.octets(path))
        except CannotWriteError as error:
            return str(error)
        except OSError as error:
            return error.strerror or str(error)
        text = self._texts[path]
        if source.marks is not None and "".join(text.lines[:20]).lstrip()[:1] in ("{", "["):
            return NO_COMMENTS
        return why_not_file(self._found, source, text, DISK)

    # -- what ----------------------------------------------------------------------------------------------------------

    def _written(self, spots: list[Spot]) -> "dict[str, tuple[bytes, bytes]]":
        edits: dict[str, list[Edit]] = {}
        for spot in spots:
            path = spot.source.real_path
            if spot.way == _NOWHERE or path is None:
                continue
            try:
                edits.setdefault(path, []).append(self._edit(spot, self._texts[path]))
            except CannotWriteError as error:
                spot.refuse(str(error))
        octets = {path: self._texts[path].octets for path in edits}
        return {path: (octets[path], applied(octets[path], edits[path])) for path in edits if edits[path]}

    def _edit(self, spot: Spot, text: Text) -> "Edit":
        marker = ";" if spot.source.marks is None else "#"
        comment = f"{marker} zonelint: ignore[{','.join(spot.rules)}] {self._reason}"
        if spot.way == _WHOLE_FILE:
            return text.insertion(1, [comment.replace("ignore[", "ignore-file[", 1)])
        line = text.lines[spot.first - 1]
        if spot.way == _BEHIND:
            more = self._place_for_more(spot)
            if more is not None:
                return text.edit(more, "," + ",".join(spot.rules))
            blank = "" if line.endswith((" ", "\t")) else " "
            if len(line) + len(blank) + len(comment) <= WIDTH:
                end = Span(spot.first, len(line) + 1, spot.first, len(line) + 1)
                return text.edit(end, blank + comment)
        indent = line[: len(line) - len(line.lstrip())]
        return text.insertion(spot.first, [indent + comment])

    def _place_for_more(self, spot: Spot) -> Span | None:
        """Return where a comment that has the same reason already takes more names of rules."""
        for directive in directives(spot.source):
            if directive.line == spot.first and directive.kind == IGNORE and directive.reason.strip() == self._reason:
                line = spot.source.line_text(spot.first)
                column = line.index("]", directive.span.column - 1) + 1
                return Span(spot.first, column, spot.first, column)
        return None

    # -- whether -------------------------------------------------------------------------------------------------------

    def _wrong(self, spots: list[Spot]) -> list[Spot]:
        """Return those of `spots` whose comments change a record, leave a finding or make a new one.

        Which of several comments in one file changes its records is found by trying half of them, and half of these.
        """
        texts = self._written(spots)
        if not texts:
            return []
        wrong, suspects = self._judged(spots, texts)
        if len(suspects) < 2 or self._tries > MOST_TRIES:
            return wrong + suspects
        middle = len(suspects) // 2
        return wrong + self._wrong(suspects[:middle]) + self._wrong(suspects[middle:])

    def _judged(self, spots: list[Spot], texts: "Mapping[str, tuple[bytes, bytes]]") -> tuple[list[Spot], list[Spot]]:
        """Return those of `spots` whose findings are there with these `texts`, and those in files that changed."""
        assert self._found.again is not None
        self._tries += 1
        overlay = Overlay({path: new for path, (_, new) in texts.items()})
        later = self._found.again(overlay, self._found.earlier(texts.keys()))
        difference = self._contents.difference(Contents(later.zone_set), texts.keys())
        if difference is None:
            return [], spots
        changed = {path for number in difference.zones for path in self._paths_of(number)}
        after = engine.run(later.views, self._rules, self._chosen).findings
        changed |= {finding.path for finding in new_findings(self._before, after)}
        told = Counter(finding.identity for finding in self._before)
        told.subtract(finding.identity for spot in spots for finding in spot.findings)
        left = {key for key, count in Counter(finding.identity for finding in after).items() if count > told[key]}
        suspects = [spot for spot in spots if spot.source.path in changed]
        others = (spot for spot in spots if spot.source.path not in changed)
        return [spot for spot in others if any(each.identity in left for each in spot.findings)], suspects

    def _paths_of(self, number: int) -> set[str]:
        """Return the paths of the files that the zone of that number was read from."""
        zone = self._found.zone_set.zones[number]
        paths = {record.source.path for rtype in zone.types for record in zone.records(rtype)}
        return paths | ({zone.source.path} if zone.source is not None else set())
