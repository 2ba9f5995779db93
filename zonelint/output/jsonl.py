"""``jsonl``: one JSON object a line, one line a finding."""

from zonelint.output.json import finding_object, suppressed_object, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.report import Report


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write each finding as ``json`` shows it, on a line of its own."""
    del colour
    for finding in report.findings:
        stream.write(to_json(finding_object(finding)) + "\n")
    for suppressed in report.shown_suppressed():
        stream.write(to_json(suppressed_object(suppressed)) + "\n")
