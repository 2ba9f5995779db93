"""Fixes as reports offer them: what would stand in the place of what, by lines and columns.

Those alone are offered that `zonelint fix` would make: they are tried, all at once, when the first one is asked for.
"""

from zonelint.dns.places import SourceFile, Span
from zonelint.dns.tuples import named_tuple
from zonelint.dns.zone import Place
from zonelint.lint.fix import Edit
from zonelint.lint.fixes.text import CannotWriteError, applied, overlap
from zonelint.lint.fixes.writer import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import NamedTuple

    from zonelint.lint.findings import Finding
    from zonelint.lint.fix import Fix
    from zonelint.lint.fixes.text import Text
    from zonelint.lint.inputs import Inputs

    class Replacement(NamedTuple):
        """`text` in the place of what stands at `place`; its line ends are those of the file."""

        place: Place
        text: str

else:
    Replacement = named_tuple("Replacement", "place text")

_ENCODING = "utf-8"
"""The encoding that all who read reports take files to have."""
_MARK = b"\xef\xbb\xbf"


def suggestions_of(
    inputs: "Inputs", accepted: "Callable[[], Iterable[Finding]]"
) -> "Callable[[Finding], Sequence[Replacement]]":
    """Return what gives the replacements that would mend a finding about `inputs`, which was read from the disk.

    There is one for each file that changes, and all of them belong together. There is none for a finding without a fix
    that is certain, for one at a place that is gone, and for a fix that cannot be made. Of a finding that is shown for
    several, only itself is mended. `accepted` gives the findings whose fixes can be kept; it is called if one is asked
    for that has a fix.
    """
    return _Suggester(inputs, accepted).replacements


class _Suggester:
    def __init__(self, inputs: "Inputs", accepted: "Callable[[], Iterable[Finding]]") -> None:
        self._shown: dict[str, str] = {}
        self._writer = Writer(inputs, {}, {}, self._shown, writes=False)
        self._sources: dict[str, SourceFile | None] = {}
        self._accepted = accepted
        self._known: set[tuple[object, ...]] | None = None

    def replacements(self, finding: "Finding") -> "Sequence[Replacement]":
        """Return what `suggestions_of` describes."""
        fix = finding.fix
        if fix is None or not fix.safe or finding.is_before:
            return ()
        try:
            found = self._of(fix)  # most that cannot be made need no trial
            return found if found and self._is_accepted(finding) else ()
        except (CannotWriteError, OSError, LookupError, ValueError):
            # All but the first: the file is other than it was when it was checked.
            return ()

    def _is_accepted(self, finding: "Finding") -> bool:
        if self._known is None:
            self._known = {_key(each) for each in self._accepted()}
        return _key(finding) in self._known

    def _of(self, fix: "Fix") -> "list[Replacement]":
        edits = self._writer.edits(fix)
        if overlap(edits):
            return []
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.path, []).append(edit)
        return [self._replacement(self._writer.known_text(path), each) for path, each in by_path.items()]

    def _replacement(self, text: "Text", edits: "Sequence[Edit]") -> Replacement:
        """Return `edits` of one file as one. Raises CannotWriteError."""
        source = self._source(text)
        if source is None:
            raise CannotWriteError("others would count its lines or columns otherwise")
        start, end, octets = _in_lines(text, _joined(text, edits))
        span = Span(*text.position(start), *text.position(end))
        return Replacement(Place.at(source, span), octets.decode(_ENCODING))

    def _source(self, text: "Text") -> SourceFile | None:
        """Return the file of `text`, or None if not all who read reports have the same lines and columns of it."""
        path = text.path
        if path not in self._sources:
            lone = text.octets.count(b"\r") != text.octets.count(b"\r\n")
            clear = text.encoding == _ENCODING and not lone and not text.octets.startswith(_MARK)
            whole = "\n".join(text.lines)
            self._sources[path] = SourceFile(self._shown[path], path, lambda: whole, _nowhere) if clear else None
        return self._sources[path]


def _key(finding: "Finding") -> tuple[object, ...]:
    return (*finding.identity, finding.path, finding.line)


def _nowhere(source: SourceFile, line: int, rtype: str, field: str) -> Span:
    raise NotImplementedError(source, line, rtype, field)


def _joined(text: "Text", edits: "Sequence[Edit]") -> tuple[int, int, bytes]:
    """Return start, end and octets of the one edit that does what `edits` do."""
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    moved = [Edit(edit.path, edit.start - start, edit.end - start, edit.octets) for edit in edits]
    return start, end, applied(text.octets[start:end], moved)


def _in_lines(text: "Text", edit: tuple[int, int, bytes]) -> tuple[int, int, bytes]:
    """Return an edit that does the same and ends in a line: behind the end of the last one there is none.

    A line to be added there is added before that end, and one that is to go goes with the end of the line above.
    """
    start, end, octets = edit
    last = text.line_end(len(text.starts) - 1) if len(text.starts) > 1 else b""
    if end < len(text.octets) or not text.octets.endswith(last) or end < text.starts[-1]:
        return edit
    for more in (0, len(last)):
        old, new = text.octets[start - more : end], text.octets[start - more : start] + octets
        if start >= more and last and old.endswith(last) and new.endswith(last):
            return start - more, end - len(last), new.removesuffix(last)
    return edit
