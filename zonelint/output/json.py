"""``json``: one object with stable keys; ``version`` rises if a key's meaning ever changes."""

from json import dumps

from zonelint.output.escape import unicode_only

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.lint.findings import Finding, Related
    from zonelint.lint.report import Report

VERSION = 1


def to_json(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON in ASCII; it spells whole characters only, for many programs refuse half of a pair."""
    text = dumps(value, indent=indent)
    return dumps(_unicode(value), indent=indent) if "\\ud" in text else text


def _unicode(value: object) -> object:
    if isinstance(value, str):
        return unicode_only(value)
    if isinstance(value, dict):
        return {_unicode(key): _unicode(item) for key, item in value.items()}
    return [_unicode(item) for item in value] if isinstance(value, list | tuple) else value


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write the report as one JSON object, a line per finding; only ASCII, so that any stream can take it."""
    del colour
    stream.write(f'{{"version": {VERSION},\n "summary": {dumps(_summary(report))},\n')
    if report.statistics:
        rows = [{"rule": rule, "severity": severity, "count": count} for rule, severity, count in report.by_rule()]
        stream.write(f' "statistics": {dumps(rows)},\n')
    stream.write(' "findings": [')
    separator = "\n  "
    for finding in report.findings:
        stream.write(separator + to_json(finding_object(finding)))
        separator = ",\n  "
    stream.write("]}\n")


def _summary(report: "Report") -> dict[str, object]:
    summary: dict[str, object] = {
        "files": report.files,
        "zones": report.zones,
        "records": report.records,
        "findings": report.by_severity(),
        "merged": report.merged(),
        "undecided": report.undecided,
        "suppressed": report.suppressed,
        "seconds": round(report.seconds, 3),
    }
    if report.base:
        summary |= {"base": report.base, "older": report.older}
    if report.failures:
        summary["failed_rules"] = [failure.rule for failure in report.failures]
    return summary


def finding_object(finding: "Finding") -> dict[str, object]:
    """Return `finding` as JSON formats show it; lines and columns are 1-based, the end column is exclusive."""
    span = finding.place.span
    result: dict[str, object] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "zone": finding.zone,
        "view": finding.view,
        "owner": finding.owner,
        "type": finding.type,
        "related": [_related_object(related) for related in finding.related],
        "fingerprint": finding.fingerprint,
        "fixable": finding.fixable,
        "help": finding.help,
        "count": finding.count,
    }
    if finding.members:
        result["members"] = [_member_object(member) for member in finding.members]
    if len(finding.views) > 1:
        result["views"] = list(finding.views)
    return result


def _member_object(member: "Finding") -> dict[str, object]:
    return {
        "rule": member.rule,
        "severity": member.severity,
        "message": member.message,
        "path": member.path,
        "line": member.place.span.line,
        "owner": member.owner,
        "fingerprint": member.fingerprint,
    }


def _related_object(related: "Related") -> dict[str, object]:
    span = related.place.span
    result: dict[str, object] = {
        "path": related.place.source.path,
        "line": span.line,
        "column": span.column,
        "message": related.message,
    }
    if related.is_before:
        result["base"] = True
    return result
