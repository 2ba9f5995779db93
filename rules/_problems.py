"""What the rules about reading share: the problems that readers and discovery noted become findings."""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Place, Problem

from ._owners import OTHER_COMMENT, cause_of_comments

_NO_OWNER = "put the owner"
"""How the help begins where a type is taken for the owner."""


def findings_of_problems(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each problem of this rule, once for a file that several zones are read from."""
    origins: dict[object, str] = {}
    for zone in context.namespace.all_zones():
        origins.update((id(problem), zone.origin) for problem in zone.problems)
    seen = set()
    for problem in context.problems:
        key = (problem.source.path, problem.span, problem.message)
        if problem.rule != context.rule.name or key in seen:
            continue
        seen.add(key)
        finding = context.finding(
            Place.at(problem.source, problem.span),
            problem.message,
            zone=origins.get(id(problem)),
            help=problem.help,
            value=problem.message,
            cause=_cause(problem),
            severity=problem.severity,
        )
        # A text that cannot be read is the same in every view.
        finding.view, finding.views = None, (None,)
        yield finding


def _cause(problem: "Problem") -> str:
    """Return what `problem` has in common with others that are the same slip.

    Where its reader does not say, that is what is wrong in the same words on many lines of a file, such as a type that
    nobody knows.
    """
    if problem.cause:
        return problem.cause
    if problem.help.startswith(OTHER_COMMENT):
        return cause_of_comments(problem.source)
    if problem.help.startswith(_NO_OWNER):
        return f"{problem.help} {problem.source.path}"
    return f"{problem.message} {problem.source.path}"
