"""``rdjson``: the Reviewdog Diagnostic Format. reviewdog writes it as comments into pull and merge requests."""

from zonelint._version import PROJECT_URL
from zonelint.dns.places import START
from zonelint.output.escape import visible
from zonelint.output.json import to_json
from zonelint.output.markdown_text import code, code_block
from zonelint.output.others import others
from zonelint.output.repository import repository_paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from zonelint.dns.places import Span
    from zonelint.dns.zone import Place
    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report

    Object = dict[str, object]

MAX_RELATED = 10
"""How many related places of a finding are named."""
_FENCES = ("```", "~~~")
MAX_SUGGESTION = 4000
"""Code points of a suggestion, with the lines in which it stands: it is shown in a comment."""


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> None:
    """Write one object with the findings, a line each."""
    del colour
    paths = repository_paths()
    source = {"name": "zonelint", **({"url": PROJECT_URL} if PROJECT_URL else {})}
    stream.write(f'{{"source": {to_json(source)},\n "diagnostics": [')
    separator = "\n  "
    offered: set[str] = set()
    for finding in report.findings:
        diagnostic = _diagnostic(finding, report, paths)
        for suggestion in _suggestions(finding, report):
            # Of two findings that the same line mends, one offers it, or it might be added twice.
            key = to_json([finding.path, suggestion])
            if key not in offered:
                offered.add(key)
                diagnostic["suggestions"] = [suggestion]
        stream.write(separator + to_json(diagnostic))
        separator = ",\n  "
    stream.write("]}\n")


def _diagnostic(finding: "Finding", report: "Report", paths: "Callable[[str], str]") -> "Object":
    rule = report.rules.get(finding.rule)
    url = rule.url if rule is not None else None
    return {
        "message": _message(finding, paths),
        "location": {"path": paths(finding.path), "range": _range(finding.place)},
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule, **({"url": url} if url else {})},
    }


def _suggestions(finding: "Finding", report: "Report") -> "list[Object]":
    """Return what would mend `finding`: at most one suggestion, for several would be taken for alternatives.

    It stands in the file of the finding, for it has no path of its own.
    """
    replacements = report.suggestions(finding) if report.suggestions is not None else ()
    if len(replacements) != 1 or replacements[0].place.source.path != finding.path:
        return []
    place, text = replacements[0]
    return [{"range": _columns(place, place.span), "text": text}] if _is_plain(place, text) else []


def _is_plain(place: "Place", text: str) -> bool:
    """Tell whether `text` and the lines it goes into can be shown as they are.

    Services put them between fences into a comment: what is invisible, or a fence itself, would say something else.
    """
    span = place.span
    if span.end_line - span.line > MAX_SUGGESTION:
        return False
    lines = [place.source.line_text(line) for line in range(span.line, span.end_line + 1)]
    shown = "\n".join([*lines, text])
    bare = shown.replace("\r\n", "\n").replace("\n", "").replace("\t", "")
    return len(shown) <= MAX_SUGGESTION and bare == visible(bare) and not any(fence in bare for fence in _FENCES)


def _message(finding: "Finding", paths: "Callable[[str], str]") -> str:
    """Return what `finding` says in Markdown, for services show it as such: whatever strangers wrote is code in it."""
    lines = [code(finding.message)]
    if finding.members:
        lines.append(code(others(finding)))
    lines += [
        f"{code(f'{paths(related.path)}:{related.line}')} {code(related.message)}"
        for related in finding.related[:MAX_RELATED]
    ]
    if len(finding.related) > MAX_RELATED:
        lines.append(f"… and {len(finding.related) - MAX_RELATED} more places")
    text = "\n\n".join(lines)
    return f"{text}\n\n{code_block(finding.help)}" if finding.help else text


def _range(place: "Place") -> "Object":
    span = place.span
    if span == START:
        return {"start": {"line": 1}}
    return _columns(place, span)


def _columns(place: "Place", span: "Span") -> "Object":
    return {
        "start": {"line": span.line, "column": _octets(place, span.line, span.column)},
        "end": {"line": span.end_line, "column": _octets(place, span.end_line, span.end_column)},
    }


def _octets(place: "Place", line: int, column: int) -> int:
    """Return the 1-based `column`, which counts code points, as this format counts: in octets of UTF-8."""
    try:
        before = place.source.line_text(line)[: column - 1]
    except OSError:  # the file is gone
        return column
    return column - len(before) + len(before.encode("utf-8", "surrogatepass"))
