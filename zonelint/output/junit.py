"""``junit``: the results of tests as CI services show them, GitLab, Jenkins and Azure among them.

Each finding is a test. It fails if it is as grave as what makes the exit status 1; another one passes, and says what it
found in its output. Without findings there is one test, which passes: a report without tests is an error to some.
"""

from itertools import groupby

from zonelint.lint.findings import at_least
from zonelint.lint.selection import NEVER
from zonelint.output.escape import visible
from zonelint.output.repository import repository_paths
from zonelint.output.said import said_lines
from zonelint.output.summary import suppression
from zonelint.output.xml import DECLARATION, empty, escaped, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report
    from zonelint.lint.suppressions import Suppressed

FAILURE, ERROR, SKIPPED, PASSED = "failure", "error", "skipped", "system-out"
"""What a test has inside."""


class _Case:
    """A test: the file that it is of, or an empty path, its name, its outcome, what that says in short and in full."""

    def __init__(self, path: str, name: str, outcome: str, kind: str = "", message: str = "", text: str = "") -> None:
        self.path = path
        self.name = name
        self.outcome = outcome
        self.kind = kind
        self.message = message
        self.text = text


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write a suite for each file, with a test for each finding; the rules that failed are errors of zonelint."""
    del colour
    cases = list(_cases(report))
    counts = _counts(cases)
    del counts["skipped"]  # the whole has no such count in the schema of Jenkins' xUnit plug-in
    stream.write(f"{DECLARATION}{tag('testsuites', name='zonelint', **counts, time=f'{report.seconds:.3f}')}\n")
    for path, of_file in groupby(cases, lambda case: case.path):
        suite = list(of_file)
        stream.write(f"  {tag('testsuite', name=path or 'zonelint', **_counts(suite), time='0')}\n")
        stream.writelines(f"    {line}\n" for line in _numbered(suite))
        stream.write("  </testsuite>\n")
    stream.write("</testsuites>\n")


def _cases(report: "Report") -> "Iterator[_Case]":
    paths = repository_paths()
    found: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in report.findings]
    found += [(suppressed.finding, suppressed) for suppressed in report.shown_suppressed()]
    found.sort(key=lambda each: each[0].sort_key())
    for failure in report.failures:
        yield _Case("", failure.rule, ERROR, "rule-failed", failure.message, failure.message)
    if not found:
        yield _Case("", "no findings", PASSED)
    for finding, suppressed in found:
        yield _case_of(finding, suppressed, report, paths)


def _case_of(
    finding: "Finding", suppressed: "Suppressed | None", report: "Report", paths: "Callable[[str], str]"
) -> _Case:
    path = paths(finding.path)
    # Without the line: a service that compares two runs knows a test by its name.
    name = " ".join(filter(None, [finding.rule, finding.owner, finding.type]))
    if suppressed is not None:
        return _Case(path, name, SKIPPED, message=suppression(suppressed))
    fails = report.fail_on != NEVER and at_least(finding.severity, report.fail_on)
    place = f"{path}:{finding.line}:{finding.column}: {finding.severity}[{finding.rule}]"
    related = [f"{paths(each.path)}:{each.line}:{each.column}: {visible(each.message)}" for each in finding.related]
    text = "\n".join([place, *said_lines(finding), *related])
    return _Case(path, name, FAILURE if fails else PASSED, finding.severity, finding.message, text)


def _counts(cases: "Sequence[_Case]") -> dict[str, int]:
    outcomes = [case.outcome for case in cases]
    return {
        "tests": len(cases),
        "failures": outcomes.count(FAILURE),
        "errors": outcomes.count(ERROR),
        "skipped": outcomes.count(SKIPPED),
    }


def _numbered(suite: "Sequence[_Case]") -> "Iterator[str]":
    """Yield the tests of a suite; of several with one name the others get a number."""
    seen: dict[str, int] = {}
    for case in suite:
        number = seen[case.name] = seen.get(case.name, 0) + 1
        yield _element(case, case.name if number == 1 else f"{case.name} ({number})")


def _element(case: _Case, name: str) -> str:
    if case.outcome == SKIPPED:
        inside = empty(SKIPPED, message=case.message)
    elif case.outcome == PASSED:
        inside = f"<{PASSED}>{escaped(case.text)}</{PASSED}>" if case.text else ""
    else:
        inside = f"{tag(case.outcome, message=case.message, type=case.kind)}{escaped(case.text)}</{case.outcome}>"
    return f"{tag('testcase', classname=case.path or 'zonelint', name=name, time='0')}{inside}</testcase>"
