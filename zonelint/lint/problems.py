"""What readers and discovery noted becomes findings: the check of every rule that has no more to say than that."""

from zonelint.dns.patterns import late
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.findings import Finding
    from zonelint.lint.rule import Context


_LINES = late(r"(\blines? (?=[0-9]+\b)|(?<!\S)[^\s:]+:(?=[0-9]+\b(?!:[0-9a-fA-F:])))[0-9]+")
"""After the word, or after the name of a file; the groups of an IPv6 address are none."""


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
            # Lines move when anything above them is edited.
            value=_LINES.sub(r"\1", problem.message),
            # What is wrong in the same words on many lines of a file is one slip, such as a type that nobody knows.
            cause=problem.cause or f"{problem.message} {problem.source.path}",
            severity=problem.severity,
        )
        # A text that cannot be read is the same in every view.
        finding.view, finding.views = None, (None,)
        yield finding
