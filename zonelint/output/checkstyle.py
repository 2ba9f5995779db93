"""``checkstyle``: the XML of the linter Checkstyle, which Jenkins' warnings-ng and many other services read."""

from itertools import groupby

from zonelint.output.repository import repository_paths
from zonelint.output.said import said
from zonelint.output.xml import DECLARATION, empty, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report

VERSION = "4.3"
"""The version of Checkstyle that readers know this form from."""


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write an element for each file, and in it one for each finding."""
    del colour
    paths = repository_paths()
    stream.write(f"{DECLARATION}{tag('checkstyle', version=VERSION)}\n")
    for path, findings in groupby(report.findings, lambda finding: finding.path):
        stream.write(f"  {tag('file', name=paths(path))}\n")
        stream.writelines(f"    {_error(finding, report)}\n" for finding in findings)
        stream.write("  </file>\n")
    stream.write("</checkstyle>\n")


def _error(finding: "Finding", report: "Report") -> str:
    span = finding.place.span
    rule = report.rules.get(finding.rule)
    source = ".".join(["zonelint", *([rule.theme] if rule is not None else []), finding.rule])
    return empty(
        "error", line=span.line, column=span.column, severity=finding.severity, message=said(finding), source=source
    )
