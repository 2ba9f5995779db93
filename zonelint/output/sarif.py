"""``sarif``: the Static Analysis Results Interchange Format 2.1.0, which code scanning services read.

What a service takes is bounded, and GitHub's bounds are the closest that are known: a report over them is refused as a
whole. Of more results the gravest are kept, and a sentence says so.
"""

import os
from json import dumps

from zonelint._version import PROJECT_URL, __version__
from zonelint.lint.findings import SEVERITIES
from zonelint.output.escape import unicode_only, visible
from zonelint.output.repository import repository_paths
from zonelint.output.said import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from zonelint.dns.zone import Place
    from zonelint.lint.findings import Finding
    from zonelint.lint.fixes.suggestions import Replacement
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule
    from zonelint.lint.suppressions import Suppressed

    Object = dict[str, object]
    Entry = tuple[Finding, Suppressed | None]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
"""Names the folder that all paths are relative to; where it lies is nobody's business."""

MAX_RESULTS = 25_000
"""Results of a run; GitHub shows the 5,000 gravest of them."""
MAX_RULES = 25_000
MAX_RELATED = 100
"""How many places of a result GitHub keeps."""
MAX_COMPRESSED = 9_500_000
"""Octets of the results once they are compressed. GitHub takes 10 MB in all."""
MAX_OCTETS = 100_000_000
"""Octets of the results as they are written, so that they fit into memory."""

MAX_FIXES = 1_000_000
"""Octets of the fixes of a run: no result is left out for them."""

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_KIND = {"comment": "inSource", "configuration": "external"}


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> str:
    """Write the report as a SARIF log of one run, a line per rule and per result, in ASCII.

    Returns a sentence if results had to be left out, else an empty text.
    """
    del colour
    entries = _entries(report)
    names = _names(report, entries)
    descriptors = [_descriptor(name, report.rules.get(name)) for name in names]
    results = _Results(names, with_suppressions=_shows_suppressed(report), suggestions=report.suggestions)
    lines = results.lines(entries)
    cut = _cut(len(lines), len(entries))
    driver = {"name": "zonelint", "version": __version__}
    if PROJECT_URL:
        driver["informationUri"] = PROJECT_URL
    stream.write(f'{{"$schema": "{SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n')
    stream.write(f'  "tool": {{"driver": {{{dumps(driver)[1:-1]}, "rules": [\n')
    stream.write(",\n".join("    " + dumps(descriptor) for descriptor in descriptors) + "]}},\n")
    if report.failures or cut:
        stream.write(f'  "invocations": {dumps([_invocation(report, cut)])},\n')
    stream.write(f'  "columnKind": "unicodeCodePoints",\n  "originalUriBaseIds": {dumps(_bases())},\n  "results": [\n')
    separator = "    "
    for line in lines:
        stream.write(separator + line)
        separator = ",\n    "
    stream.write("]\n}]}\n")
    return cut


def _shows_suppressed(report: "Report") -> bool:
    """Tell whether suppressed findings are among the results: GitHub alone would show them as if they were not."""
    return report.show_suppressed or not os.environ.get("GITHUB_ACTIONS")


def _entries(report: "Report") -> "list[Entry]":
    """Return what is to be reported, in the order of reports."""
    entries: list[Entry] = [(finding, None) for finding in report.findings]
    if _shows_suppressed(report) and report.suppressed:
        entries += [(suppressed.finding, suppressed) for suppressed in report.suppressed]
        entries.sort(key=lambda entry: entry[0].sort_key())
    return entries


def _names(report: "Report", entries: "Iterable[Entry]") -> list[str]:
    """Return the names of the rules that ran; if they are too many, of those that found something."""
    found = {finding.rule for finding, _ in entries}
    names = found | set(report.rules)
    return sorted(names if len(names) <= MAX_RULES else found)[:MAX_RULES]


def _cut(kept: int, wanted: int) -> str:
    if kept == wanted:
        return ""
    return f"the SARIF report holds the gravest {kept} of {wanted} results: GitHub would refuse a larger one"


def _bases() -> "Object":
    return {BASE: {"description": {"text": "The top of the repository."}}}


def _invocation(report: "Report", cut: str) -> "Object":
    """Return how the run went, in which rules failed or results were left out: there is more than the results tell."""
    notifications: list[Object] = [
        {
            "level": "error",
            "message": {"text": unicode_only(failure.message)},
            "associatedRule": {"id": failure.rule},
        }
        for failure in report.failures
    ]
    if cut:
        notifications.append({"level": "warning", "message": {"text": cut}})
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notifications}


def _descriptor(name: str, rule: "Rule | None") -> "Object":
    from zonelint.lint.rule import RuleError
    from zonelint.output.rule_help import markdown_help

    try:
        text = unicode_only(rule.doc.strip()) if rule is not None else ""
    except RuleError:  # it cannot be imported, and nothing here needs it
        rule = None
    if rule is None:
        return {"id": name}
    descriptor: Object = {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": text.partition("\n\n")[0]},
        "help": {"text": text, "markdown": markdown_help(name, text)},
        "defaultConfiguration": {"level": _LEVEL[rule.severity], "enabled": rule.default},
        "properties": {"tags": [rule.theme]},
    }
    if rule.url:
        descriptor["helpUri"] = rule.url
    return descriptor


class _Results:
    """Makes the results of a run. `names` are its rules, in the order in which they are described."""

    def __init__(
        self,
        names: "Sequence[str]",
        *,
        with_suppressions: bool,
        suggestions: "Callable[[Finding], Sequence[Replacement]] | None",
    ) -> None:
        self._index = {name: position for position, name in enumerate(names)}
        self._with_suppressions = with_suppressions
        self._paths = repository_paths()
        self._suggestions = suggestions
        self._room = MAX_FIXES

    def lines(self, entries: "list[Entry]") -> list[str]:
        """Return the results as JSON, in the order of `entries`: those that fit, the gravest before others."""
        numbers = _numbers(entries)
        gravest = sorted(range(len(entries)), key=lambda at: _rank(entries[at]))[:MAX_RESULTS]
        made: dict[int, str] = {}
        budget = _Budget()
        for at in gravest:
            line = dumps(self._result(*entries[at], numbers[at]))
            if not budget.takes(line):
                break
            made[at] = line
        return [made[at] for at in sorted(made)]

    def _result(self, finding: "Finding", suppressed: "Suppressed | None", number: int) -> "Object":
        """Return the result for `finding`, which is the one of this `number` among those with its fingerprint."""
        fingerprint = finding.fingerprint
        result: Object = {
            "ruleId": finding.rule,
            "level": _LEVEL[finding.severity],
            "message": {"text": _without_links(said(finding))},
            "locations": [self._location(finding.place)],
            "partialFingerprints": {
                # The one that GitHub compares: a hash, and a number that tells equal ones apart.
                "primaryLocationLineHash": f"{fingerprint}:{number}",
                "zonelint/v1": fingerprint,
            },
        }
        if finding.rule in self._index:
            result["ruleIndex"] = self._index[finding.rule]
        if finding.members:
            result["occurrenceCount"] = finding.count
        related = self._related_locations(finding)
        if related:
            result["relatedLocations"] = related
        fixes = self._fixes(finding) if suppressed is None else []
        if fixes:
            result["fixes"] = fixes
        if self._with_suppressions:
            # Where one result has them, all do (section 3.27.23).
            result["suppressions"] = [] if suppressed is None else [self._suppression(suppressed)]
        return result

    def _suppression(self, suppressed: "Suppressed") -> "Object":
        words: Object = {"justification": visible(suppressed.reason)} if suppressed.reason else {}
        return {"kind": _KIND[suppressed.kind], **words, "location": self._location(suppressed.place)}

    def _related_locations(self, finding: "Finding") -> "list[Object]":
        locations: list[Object] = []
        places = [(related.place, related.message) for related in finding.related]
        places += [(member.place, member.message) for member in finding.members[1:]]
        for number, (place, message) in enumerate(places[:MAX_RELATED], 1):
            # Without their ids two equal ones would break the schema, which wants them unique.
            text = _without_links(visible(message))
            locations.append({"id": number, **self._location(place), "message": {"text": text}})
        return locations

    def _fixes(self, finding: "Finding") -> "list[Object]":
        """Return the fix of `finding` if it is certain and there is room for it."""
        if self._suggestions is None or finding.fix is None:
            return []
        changes = [self._change(each) for each in self._suggestions(finding)]
        if not changes:
            return []
        fix: Object = {
            "description": {"text": _without_links(visible(finding.fix.title))},
            "artifactChanges": changes,
        }
        size = len(dumps(fix))
        if size > self._room:
            return []
        self._room -= size
        return [fix]

    def _change(self, replacement: "Replacement") -> "Object":
        place, text = replacement
        inserted: Object = {"insertedContent": {"text": text}} if text else {}
        replaced = {"deletedRegion": _region(place), **inserted}
        return {"artifactLocation": self._artifact(place), "replacements": [replaced]}

    def _location(self, place: "Place") -> "Object":
        return {"physicalLocation": {"artifactLocation": self._artifact(place), "region": _region(place)}}

    def _artifact(self, place: "Place") -> "Object":
        return {"uri": relative_uri(self._paths(place.source.path)), "uriBaseId": BASE}


def _region(place: "Place") -> "Object":
    span = place.span
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _numbers(entries: "Iterable[Entry]") -> list[int]:
    """Return of each entry which one it is of those with its fingerprint, from 1."""
    seen: dict[str, int] = {}
    numbers = []
    for finding, _ in entries:
        fingerprint = finding.fingerprint
        number = seen[fingerprint] = seen.get(fingerprint, 0) + 1
        numbers.append(number)
    return numbers


def _rank(entry: "Entry") -> tuple[bool, int]:
    finding, suppressed = entry
    return suppressed is not None, SEVERITIES.index(finding.severity)


class _Budget:
    """Counts what is written, as it is and compressed."""

    def __init__(self) -> None:
        self._octets = 0
        self._compressed = 0
        self._compress: Callable[[bytes], bytes] | None = None

    def takes(self, line: str) -> bool:
        """Tell whether `line` still fits."""
        if self._compress is None:
            from zlib import compressobj

            # The fastest way is the one that makes the most octets, so no reader's is larger.
            self._compress = compressobj(level=1).compress
        self._octets += len(line)
        self._compressed += len(self._compress(line.encode("ascii")))
        return self._octets <= MAX_OCTETS and self._compressed <= MAX_COMPRESSED


def _without_links(text: str) -> str:
    """Return `text` with its brackets escaped if some of it might be read as a link (section 3.11.6)."""
    return text.replace("[", r"\[").replace("]", r"\]") if "](" in text else text


def relative_uri(path: str) -> str:
    """Return the relative `path` as a URI reference (RFC 3986 section 4.2), percent-encoded."""
    from urllib.parse import quote

    # A colon is encoded, too: in the first segment it would be read as the end of a scheme.
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
