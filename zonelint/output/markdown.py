"""``markdown``: a comment on a pull request, or a job's summary. It is cut to what such a comment may hold."""

from zonelint.lint.findings import SEVERITIES
from zonelint.output.escape import visible
from zonelint.output.markdown_text import code, code_block, shortened
from zonelint.output.others import others
from zonelint.output.repository import repository_paths
from zonelint.output.summary import summary_line, suppression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report
    from zonelint.lint.suppressions import Suppressed

MAX_OCTETS = 65_000
"""Octets of a comment, and so no more characters, however a service counts them. GitHub takes 65,536 characters."""

MARKER = "<!-- zonelint -->"
"""The first line, by which a program finds its comment again; it is not shown."""

MAX_RELATED = 3
"""How many related places of a finding are named."""

_MAX_MESSAGE = 1000
_MAX_HELP = 2000
_MAX_PATH = 500
_RESERVE = 200
"""Octets that are kept free for the sentence about what is cut."""


def write(report: "Report", stream: "TextIO", *, colour: bool = False) -> str:
    """Write the sum, then an item for each finding, the gravest first.

    Returns a sentence if items had to be left out, else an empty text.
    """
    del colour
    # How the user calls a base is no word of ours.
    summary = code(summary_line(report)) if report.base else summary_line(report)
    head = "".join([f"{MARKER}\n**zonelint**: {summary}\n", *_table(report)])
    left = MAX_OCTETS - _RESERVE - len(head.encode())
    stream.write(head)
    texts = list(_items(report))
    for number, text in enumerate(texts):
        left -= len(text.encode())
        if left < 0:
            more = len(texts) - number
            are = "finding is" if more == 1 else "findings are"
            cut = f"{more} more {are} not shown: a comment has no room for more"
            stream.write(f"\n{cut}.\n")
            return f"markdown: {cut}"
        stream.write(text)
    return ""


def _table(report: "Report") -> "Iterator[str]":
    """Yield the lines of the table of counts by rule, if it is wanted."""
    if report.statistics and report.findings:
        yield "\n| findings | severity | rule |\n|---:|---|---|\n"
        yield from (f"| {count} | {severity} | {rule} |\n" for rule, severity, count in report.by_rule())


def _items(report: "Report") -> "Iterator[str]":
    paths = repository_paths()
    for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        yield _item(finding, paths)
    for suppressed in report.shown_suppressed():
        yield _item(suppressed.finding, paths, suppressed)


def _item(finding: "Finding", paths: "Callable[[str], str]", suppressed: "Suppressed | None" = None) -> str:
    """Return the item of a list for `finding`: place, message and rule, related places, the help as a block to copy."""
    word = "suppressed " if suppressed else ""
    place = code(f"{shortened(visible(paths(finding.path)), _MAX_PATH)}:{finding.line}:{finding.column}")
    lines = [f"\n- {word}**{finding.severity}** {place} {code(finding.message, _MAX_MESSAGE)} ({finding.rule})\n"]
    for related in finding.related[:MAX_RELATED]:
        at = code(f"{shortened(visible(paths(related.path)), _MAX_PATH)}:{related.line}")
        lines.append(f"  - {at} {code(related.message, _MAX_MESSAGE)}\n")
    if len(finding.related) > MAX_RELATED:
        lines.append(f"  - … and {len(finding.related) - MAX_RELATED} more places\n")
    if finding.members:
        lines.append(f"  - {code(others(finding), _MAX_MESSAGE)}\n")
    if suppressed:
        lines.append(f"  - {code(suppression(suppressed), _MAX_MESSAGE)}\n")
    if finding.help:
        lines += ["\n", code_block(finding.help, "  ", _MAX_HELP)]
    return "".join(lines)
