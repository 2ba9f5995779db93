"""A finding as people read it: what is wrong, the line that says so, what belongs to it, and the record to paste."""

from zonelint.lint.findings import MOST_RELATED
from zonelint.output.escape import visible, visible_line
from zonelint.output.excerpt import excerpt
from zonelint.output.summary import suppression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.zone import Place
    from zonelint.lint.findings import Finding, Related
    from zonelint.lint.suppressions import Suppressed

MAX_RELATED = 10
"""How many related places of a finding are shown; the others are counted."""

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_FAINT = "\x1b[1;34m"
_GREEN = "\x1b[1;32m"
_SEVERITY = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}


class Drawer:
    """Draws findings, with ANSI colours or without."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def paint(self, text: str, style: str) -> str:
        """Return `text` in the ANSI `style`, if there are colours."""
        return f"{style}{text}{_RESET}" if self.colour and text else text

    def finding(self, finding: "Finding", suppressed: "Suppressed | None" = None) -> "Iterator[str]":
        """Yield the lines that show `finding`; one that is silenced with less colour, and by what it is."""
        style, before = (_FAINT, "suppressed ") if suppressed else (_SEVERITY[finding.severity], "")
        shown = finding.related[:MAX_RELATED]
        numbers = [finding.place.span.line, *(related.place.span.line for related in shown)]
        margin = " " * len(str(max(numbers)))
        head = self.paint(f"{before}{finding.severity}[{finding.rule}]", style)
        yield f"{head}: {self.paint(visible(finding.message), _BOLD)}"
        yield f"{margin}{self.paint('-->', _FAINT)} {_where(finding.place)}"
        drawn = list(self.excerpt(finding.place, "^", "", style, margin))
        if drawn:
            yield f"{margin} {self.paint('|', _FAINT)}"
        yield from drawn
        for related in shown:
            yield from self.related(related, margin)
        yield from self.notes(finding, margin)
        if suppressed:
            yield f"{margin} {self.paint('=', _FAINT)} {suppression(suppressed)}"

    def related(self, related: "Related", margin: str) -> "Iterator[str]":
        """Yield the lines that show another place; `margin` is as wide as the numbers of lines."""
        yield f"{margin}{self.paint(':::', _FAINT)} {_where(related.place)}"
        yield from self.excerpt(related.place, "-", visible(related.message), _FAINT, margin)

    def excerpt(self, place: "Place", mark: str, note: str, style: str, margin: str) -> "Iterator[str]":
        """Yield the source line of `place`, and below it the marks and the `note`."""
        bar = self.paint("|", _FAINT)
        cut = excerpt(place, mark)
        if cut is None:
            if note:
                yield f"{margin} {bar} {self.paint(note, style)}"
            return
        text, marks = cut
        indent = " " * (len(marks) - len(marks.lstrip()))
        yield f"{self.paint(str(place.span.line).rjust(len(margin)), _FAINT)} {bar} {text}".rstrip()
        yield f"{margin} {bar} {indent}{self.paint(f'{marks.lstrip()} {note}'.rstrip(), style)}"

    def notes(self, finding: "Finding", margin: str) -> "Iterator[str]":
        """Yield what is said below the source lines: places left out, other findings, views, and the help."""
        hidden = len(finding.related) - MAX_RELATED
        if hidden > 0:
            over = "over " if len(finding.related) >= MOST_RELATED else ""
            yield f"{margin} {self.paint('=', _FAINT)} … and {over}{hidden} more places"
        if finding.members:
            from zonelint.output.others import others

            yield f"{margin} {self.paint('=', _FAINT)} {visible_line(others(finding))}"
        if len(finding.views) > 1:
            views = ", ".join(visible(view or "outside views") for view in finding.views)
            yield f"{margin} {self.paint('=', _FAINT)} {self.paint('views:', _BOLD)} {views}"
        if finding.help:
            first, *rest = finding.help.rstrip("\n").split("\n")
            yield f"{margin} {self.paint('=', _FAINT)} {self.paint('help:', _GREEN)} {visible(first)}"
            # Lined up below the first, so that a block of records can be taken along in one go; YAML needs its indent.
            yield from (f"{margin}         {visible_line(line)}".rstrip() for line in rest)


def _where(place: "Place") -> str:
    span = place.span
    return visible(f"{place.source.path}:{span.line}:{span.column}")
