"""What readers and discovery noted becomes findings: the check of every rule that has no more to say than that."""

import os

from zonelint.dns.patterns import late
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.dns.places import Problem
    from zonelint.lint.findings import Finding
    from zonelint.lint.rule import Context


_LINES = late(r"(\blines? (?=[0-9]+\b)|(?<!\S)[^\s:]+:(?=[0-9]+\b(?!:[0-9a-fA-F:])))[0-9]+")
"""After the word, or after the name of a file; the groups of an IPv6 address are none."""
MANY_FILES = 4
"""Files of a folder in which the same words say what is wrong because all were made the same way."""


def findings_of_problems(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each problem of this rule, once for a file that several zones are read from."""
    problems = [problem for problem in context.problems if problem.rule == context.rule.name]
    folders = _folders_of(problems)
    origins: dict[object, str] = {}
    for zone in context.namespace.all_zones():
        origins.update((id(problem), zone.origin) for problem in zone.problems)
    seen = set()
    for problem in problems:
        key = (problem.source.path, problem.span, problem.message)
        if key in seen:
            continue
        seen.add(key)
        finding = context.finding(
            Place.at(problem.source, problem.span),
            problem.message,
            zone=origins.get(id(problem)),
            help=problem.help,
            # Lines move when anything above them is edited.
            value=_LINES.sub(r"\1", problem.message),
            # What is wrong in the same words on many lines of a file, or in many files of a folder, is one slip.
            cause=problem.cause or f"{problem.message} {folders[problem.message, problem.source.path]}",
            severity=problem.severity,
        )
        # A text that cannot be read is the same in every view.
        finding.view, finding.views = None, (None,)
        yield finding


def _folders_of(problems: "Sequence[Problem]") -> "dict[tuple[str, str], str]":
    """Return (message, path) of `problems` -> the path, or the folder of it if many of its files have that message."""
    files: dict[tuple[str, str], set[str]] = {}
    for problem in problems:
        path = problem.source.path
        files.setdefault((problem.message, os.path.dirname(path)), set()).add(path)
    return {
        (message, path): folder if len(paths) >= MANY_FILES else path
        for (message, folder), paths in files.items()
        for path in paths
    }
