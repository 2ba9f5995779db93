"""``azure``: logging commands, which Azure Pipelines shows as the errors and warnings of a build.

The service takes a command for one wherever it stands in a line. So all that strangers wrote is broken up here, and no
other guard is about this format.
"""

from zonelint.lint.findings import SEVERITIES
from zonelint.output.concise import line_of
from zonelint.output.escape import broken_hashes, visible
from zonelint.output.repository import repository_paths
from zonelint.output.said import said
from zonelint.output.summary import closing_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report

_PERCENT = "%AZP25"
"""How the agent has a per cent sign spelled."""


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write a command for each error and warning, the gravest first; then the advice, as lines; then the summary."""
    del colour
    paths = repository_paths()
    for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        path = paths(finding.path)
        stream.write((line_of(finding) if finding.severity == "info" else command(finding, path)) + "\n")
    stream.writelines(line + "\n" for line in closing_lines(report))


def command(finding: "Finding", path: str) -> str:
    """Return the command that tells of `finding` in the file `path`. Advice has none: there are two types only."""
    properties = {
        "type": finding.severity,
        "sourcepath": path,
        "linenumber": finding.line,
        "columnnumber": finding.column,
        "code": finding.rule,
    }
    written = "".join(f"{key}={_property(str(value))};" for key, value in properties.items())
    return f"##vso[task.logissue {written}]{_data(said(finding))}"


def _data(lines: str) -> str:
    return "%0A".join(broken_hashes(line.replace("%", _PERCENT)) for line in lines.split("\n"))


def _property(text: str) -> str:
    text = broken_hashes(visible(text)).replace("%", _PERCENT)
    return text.replace(";", "%3B").replace("]", "%5D")
