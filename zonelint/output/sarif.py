"""``sarif``: the Static Analysis Results Interchange Format 2.1.0, which code scanning services read."""

from json import dumps

from zonelint._version import __version__
from zonelint.output.escape import unicode_only
from zonelint.output.others import others

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from zonelint.dns.zone import Place
    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule

    Object = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
"""Names the folder that all paths are relative to; where it lies is nobody's business."""

MAX_RELATED = 100
"""How many related places of a result GitHub keeps."""

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write the report as a SARIF log of one run, a line per rule and per result, in ASCII."""
    del colour
    names = sorted(set(report.rules) | {finding.rule for finding in report.findings})
    index = {name: position for position, name in enumerate(names)}
    descriptors = [_descriptor(name, report.rules.get(name)) for name in names]
    stream.write(f'{{"$schema": "{SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n')
    stream.write(f'  "tool": {{"driver": {{"name": "zonelint", "version": "{__version__}", "rules": [\n')
    stream.write(",\n".join("    " + dumps(descriptor) for descriptor in descriptors) + "]}},\n")
    if report.failures:
        stream.write(f'  "invocations": {dumps([_invocation(report)])},\n')
    stream.write(f'  "columnKind": "unicodeCodePoints",\n  "originalUriBaseIds": {dumps(_bases())},\n  "results": [\n')
    seen: dict[str, int] = {}
    separator = "    "
    for finding in report.findings:
        stream.write(separator + dumps(_result(finding, index[finding.rule], seen)))
        separator = ",\n    "
    stream.write("]\n}]}\n")


def _bases() -> "Object":
    return {BASE: {"description": {"text": "The folder that zonelint ran in."}}}


def _invocation(report: "Report") -> "Object":
    """Return how the run went, in which rules failed: there may be more than the results tell."""
    notifications = [
        {
            "level": "error",
            "message": {"text": unicode_only(failure.message)},
            "associatedRule": {"id": failure.rule},
        }
        for failure in report.failures
    ]
    return {"executionSuccessful": False, "toolExecutionNotifications": notifications}


def _descriptor(name: str, rule: "Rule | None") -> "Object":
    from zonelint.lint.rule import RuleError

    try:
        text = unicode_only(rule.doc.strip()) if rule is not None else ""
    except RuleError:  # it cannot be imported, and nothing here needs it
        rule = None
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": text.partition("\n\n")[0]},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVEL[rule.severity], "enabled": rule.default},
        "properties": {"tags": [rule.theme]},
    }


def _result(finding: "Finding", rule_index: int, seen: dict[str, int]) -> "Object":
    fingerprint = finding.fingerprint
    seen[fingerprint] = seen.get(fingerprint, 0) + 1
    text = "\n".join(filter(None, (finding.message, others(finding), finding.help)))
    result: Object = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity],
        "message": {"text": unicode_only(text)},
        "locations": [_location(finding.place)],
        "partialFingerprints": {
            # The one that GitHub compares: a hash, and a number that tells equal ones apart.
            "primaryLocationLineHash": f"{fingerprint}:{seen[fingerprint]}",
            "zonelint/v1": fingerprint,
        },
    }
    if finding.members:
        result["occurrenceCount"] = finding.count
    related = _related_locations(finding)
    if related:
        result["relatedLocations"] = related
    return result


def _related_locations(finding: "Finding") -> "list[Object]":
    locations: list[Object] = []
    places = [(related.place, related.message) for related in finding.related]
    places += [(member.place, member.message) for member in finding.members[1:]]
    for number, (place, message) in enumerate(places[:MAX_RELATED], 1):
        # Without their ids two equal ones would break the schema, which wants them unique.
        locations.append({"id": number, **_location(place), "message": {"text": unicode_only(message)}})
    return locations


def _location(place: "Place") -> "Object":
    span = place.span
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    artifact = {"uri": relative_uri(place.source.path), "uriBaseId": BASE}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def relative_uri(path: str) -> str:
    """Return the relative `path` as a URI reference (RFC 3986 section 4.2), percent-encoded."""
    from urllib.parse import quote

    # A colon is encoded, too: in the first segment it would be read as the end of a scheme.
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
