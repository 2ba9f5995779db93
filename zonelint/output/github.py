"""``github``: workflow commands, which GitHub Actions shows beside the changed lines of a pull request."""

from zonelint.lint.findings import SEVERITIES
from zonelint.output.escape import visible
from zonelint.output.others import others
from zonelint.output.repository import repository_paths
from zonelint.output.summary import closing_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write a command per finding, then the summary.

    The gravest come first: GitHub shows only ten annotations of each kind per step.
    """
    del colour
    paths = repository_paths()
    for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        stream.write(command(finding, paths(finding.path)) + "\n")
    stream.writelines(line + "\n" for line in closing_lines(report))


def command(finding: "Finding", path: str) -> str:
    """Return the workflow command that annotates the place of `finding` in the file `path`.

    The log shows the text alone, so the place is said there again.
    """
    span = finding.place.span
    properties = {"file": path, "line": span.line, "endLine": span.end_line, "title": finding.rule}
    if span.line == span.end_line:
        # Columns are refused for an annotation of several lines.
        properties |= {"col": span.column, "endColumn": span.end_column}
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = f"{path}:{span.line}:{span.column}: {finding.message}"
    if finding.members:
        text += "\n" + others(finding)
    if finding.help:
        text += "\n" + finding.help
    return f"::{_COMMAND[finding.severity]} {written}::{_data(text)}"


def _data(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "%0A".join(visible(line).replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")
    return visible(text)
