"""``text``: for people. What is wrong, the line that says so, what belongs to it, and the record to paste."""

from zonelint.output.summary import closing_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.report import Report


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write each finding with its source line and an empty line after it, then the summary."""
    shown_suppressed = report.shown_suppressed()
    if report.findings or shown_suppressed:
        # A set that is kept in order has none.
        from zonelint.output.drawing import Drawer

        drawer = Drawer(colour)
        for finding in report.findings:
            stream.writelines(line + "\n" for line in drawer.finding(finding))
            stream.write("\n")
        for suppressed in shown_suppressed:
            stream.writelines(line + "\n" for line in drawer.finding(suppressed.finding, suppressed))
            stream.write("\n")
    stream.writelines(line + "\n" for line in closing_lines(report))
