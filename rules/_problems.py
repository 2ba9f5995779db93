"""What the rules about reading share: the problems that readers and discovery noted become findings."""

from zonelint.records import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Problem
    from zonelint.rule import Context


_OTHER_COMMENT = "comments begin with"
"""How the help begins where a line has a comment of another language: one slip, whatever word is wrong."""


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
    in_common = problem.help if problem.help.startswith(_OTHER_COMMENT) else problem.message
    return problem.cause or f"{in_common} {problem.source.path}"
