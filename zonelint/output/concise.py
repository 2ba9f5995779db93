"""``concise``: one line a finding, in the shape that editors and grep know."""

from zonelint.output.escape import visible_line
from zonelint.output.others import others
from zonelint.output.summary import statistics_lines, suppression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report


def line_of(finding: "Finding", before: str = "") -> str:
    """Return ``path:line:column: severity[rule] message``, with the word `before` the severity."""
    span = finding.place.span
    place = f"{finding.path}:{span.line}:{span.column}"
    more = f"; {others(finding)}" if finding.members else ""
    return visible_line(f"{place}: {before}{finding.severity}[{finding.rule}] {finding.message}{more}")


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write a line per finding, and the counts by rule if they are wanted; this format has no colours."""
    del colour
    for finding in report.findings:
        stream.write(line_of(finding) + "\n")
    for suppressed in report.shown_suppressed():
        stream.write(f"{line_of(suppressed.finding, 'suppressed ')}; {suppression(suppressed)}\n")
    if report.statistics:
        stream.writelines(line + "\n" for line in statistics_lines(report))
