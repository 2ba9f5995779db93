"""The last lines of the human formats: the table of counts and the sum of it all."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.report import Report
    from zonelint.lint.suppressions import Suppressed


def closing_lines(report: "Report") -> "Iterator[str]":
    """Yield the table of counts if it is wanted, then the summary unless the report is a quiet one."""
    if report.statistics and (report.findings or _accepted(report)):
        yield from statistics_lines(report)
        yield ""
    if not report.quiet:
        yield summary_line(report)


def statistics_lines(report: "Report") -> "Iterator[str]":
    """Yield the rows of the table of counts by rule, the most frequent first; then what a baseline accepts."""
    rows = [*report.by_rule(), *_accepted(report)]
    width = max((len(str(count)) for _, _, count in rows), default=1)
    wide = max((len(severity) for _, severity, _ in rows), default=0)
    for rule, severity, count in rows:
        yield f"{count:>{width}}  {severity:<{max(wide, 7)}}  {rule}"


def _accepted(report: "Report") -> list[tuple[str, str, int]]:
    """Return rows for what a baseline accepts, as the table has them for findings."""
    if report.baseline is None:
        return []
    return [(rule, "accepted", count) for rule, count in report.baseline.accepted.most_common()]


def summary_line(report: "Report") -> str:
    """Return the sum of the run in one line, such as ``2 errors, 1 warning in 12 zones (843 records)``."""
    counts = report.by_severity()
    plurals = {"error": "errors", "warning": "warnings", "info": "info"}
    found = [_count(number, severity, plurals[severity]) for severity, number in counts.items() if number]
    what = ", ".join(found) or ("No new findings" if report.base else "No findings")
    if report.base:
        from zonelint.output.escape import visible_line

        what += f" since {visible_line(report.base)}"
    parts = [f"{what} in {_count(report.zones, 'zone')} ({_count(report.records, 'record')})"]
    merged = report.merged()
    if merged:
        parts.append(
            f"{merged} more {'has' if merged == 1 else 'have'} the same {'cause' if merged == 1 else 'causes'}"
        )
    if report.older:
        parts.append(f"{report.older} older {'one is' if report.older == 1 else 'ones are'} not shown")
    if report.undecided:
        parts.append(f"{_count(report.undecided, 'look-up')} undecided")
    if report.suppressed:
        parts.append(f"{len(report.suppressed)} suppressed")
    if report.baseline is not None:
        parts.append(f"{report.baseline.accepted.total()} accepted by the baseline")
    if report.failures:
        parts.append(f"{_count(len(report.failures), 'rule')} failed")
    return "; ".join(parts)


def suppression(suppressed: "Suppressed") -> str:
    """Return what silences a finding, such as ``suppressed by a comment at zones/lab.zone:7: printers``."""
    from zonelint.output.escape import visible_line

    what = "a comment" if suppressed.kind == "comment" else "the configuration"
    reason = f": {suppressed.reason}" if suppressed.reason else ""
    return visible_line(f"suppressed by {what} at {suppressed.path}:{suppressed.line}{reason}")


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
