"""What the rules about reading share: the problems that readers and discovery noted become findings."""

from zonelint.records import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.rule import Context


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
            # What is wrong in the same words on many lines of a file, such as a type that nobody knows, is one slip.
            cause=problem.cause or f"{problem.message} {problem.source.path}",
        )
        # A text that cannot be read is the same in every view.
        finding.view, finding.views = None, (None,)
        yield finding
