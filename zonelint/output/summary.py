"""The last lines of the human formats: the table of counts and the sum of it all."""

from zonelint.output.escape import visible_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.report import Report


def closing_lines(report: "Report") -> "Iterator[str]":
    """Yield the table of counts if it is wanted, then the summary unless the report is a quiet one."""
    if report.statistics and report.findings:
        yield from statistics_lines(report)
        yield ""
    if not report.quiet:
        yield summary_line(report)


def statistics_lines(report: "Report") -> "Iterator[str]":
    """Yield the rows of the table of counts by rule, the most frequent first."""
    rows = report.by_rule()
    width = max((len(str(count)) for _, _, count in rows), default=1)
    for rule, severity, count in rows:
        yield f"{count:>{width}}  {severity:<7}  {rule}"


def summary_line(report: "Report") -> str:
    """Return the sum of the run in one line, such as ``2 errors, 1 warning in 12 zones (843 records)``."""
    counts = report.by_severity()
    plurals = {"error": "errors", "warning": "warnings", "info": "info"}
    found = [_count(number, severity, plurals[severity]) for severity, number in counts.items() if number]
    what = ", ".join(found) or ("No new findings" if report.base else "No findings")
    if report.base:
        what += f" since {visible_line(report.base)}"
    parts = [f"{what} in {_count(report.zones, 'zone')} ({_count(report.records, 'record')})"]
    merged = report.merged()
    if merged:
        parts.append(f"{merged} more of the same {'cause' if merged == 1 else 'causes'}")
    if report.older:
        parts.append(f"{report.older} older {'one is' if report.older == 1 else 'ones are'} not shown")
    if report.undecided:
        parts.append(f"{_count(report.undecided, 'look-up')} undecided")
    if report.suppressed:
        parts.append(f"{report.suppressed} suppressed")
    if report.failures:
        parts.append(f"{_count(len(report.failures), 'rule')} failed")
    return "; ".join(parts)


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
