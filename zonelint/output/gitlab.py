"""``gitlab``: a Code Quality report, which GitLab shows in merge requests, beside the changed lines among others."""

from zonelint.output.escape import visible, visible_line
from zonelint.output.json import to_json
from zonelint.output.others import others
from zonelint.output.repository import repository_paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report

SEVERITY = {"error": "critical", "warning": "major", "info": "info"}
"""Of the five that GitLab knows, `blocker` and `minor` are not used."""


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write a list with an object for each finding, a line each."""
    del colour
    paths = repository_paths()
    seen: dict[str, int] = {}
    stream.write("[")
    separator = "\n "
    for finding in report.findings:
        stream.write(separator + to_json(_violation(finding, paths(finding.path), seen)))
        separator = ",\n "
    stream.write("]\n")


def _violation(finding: "Finding", path: str, seen: dict[str, int]) -> dict[str, object]:
    span = finding.place.span
    return {
        # GitLab shows the description alone, so it names the rule, too.
        "description": visible_line(f"{finding.rule}: {_sentence(finding)}"),
        "check_name": finding.rule,
        "fingerprint": _fingerprint(finding, seen),
        "severity": SEVERITY[finding.severity],
        "location": {"path": visible(path), "lines": {"begin": span.line, "end": span.end_line}},
    }


def _sentence(finding: "Finding") -> str:
    parts = [finding.message]
    if finding.members:
        parts.append(others(finding))
    if finding.help and "\n" not in finding.help.rstrip("\n"):
        parts.append(finding.help.rstrip("\n"))
    return "; ".join(parts)


def _fingerprint(finding: "Finding", seen: dict[str, int]) -> str:
    """Return the fingerprint of `finding`, or another one if it was `seen`: of two alike GitLab shows only one."""
    fingerprint = finding.fingerprint
    number = seen[fingerprint] = seen.get(fingerprint, 0) + 1
    if number == 1:
        return fingerprint
    from hashlib import blake2b

    return blake2b(f"{fingerprint}:{number}".encode(), digest_size=16).hexdigest()
