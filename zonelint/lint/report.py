"""What a run has to tell: the findings, and what was looked at. The outputs turn it into text."""

from zonelint.lint.findings import SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zonelint.lint.baseline import Accepted
    from zonelint.lint.failures import Failure
    from zonelint.lint.findings import Finding
    from zonelint.lint.fixes.suggestions import Replacement
    from zonelint.lint.rule import Rule
    from zonelint.lint.suppressions import Suppressed


class Report:
    """The result of one run.

    findings    what is to be shown, sorted as reports show it; one that stands for several of one cause counts as one
    files, zones, records   how many were read
    undecided   look-ups that ended unknown and that a rule would have needed
    suppressed  findings that comments or the configuration silence, each with what does
    fail_on     the least severity that makes the exit status 1, or ``"never"``
    show_suppressed  whether they are to be shown, not only counted
    baseline    what a baseline accepts of what was found, or None where there is none
    failures    the rules that failed: what they would have found is not among the findings
    seconds     wall time of the run
    statistics  whether a count of findings by rule is wanted
    quiet       whether the human formats leave out what is no finding
    rules       the rules that ran, by name; formats that carry documentation take it from here
    base        what the user calls the state before the change that the findings are new since; empty: none
    older       findings that were there before that change, and are not shown
    warnings    what is wrong with the configuration, or with what was found, and hinders nothing
    suggestions  gives the replacements that would mend a finding, for formats that carry them; None: nothing does
    """

    __slots__ = (
        "baseline",
        "base",
        "fail_on",
        "failures",
        "files",
        "findings",
        "older",
        "quiet",
        "records",
        "rules",
        "seconds",
        "show_suppressed",
        "statistics",
        "suggestions",
        "suppressed",
        "undecided",
        "warnings",
        "zones",
    )

    def __init__(
        self,
        findings: "Sequence[Finding]",
        *,
        files: int = 0,
        zones: int = 0,
        records: int = 0,
        undecided: int = 0,
        suppressed: "Sequence[Suppressed]" = (),
        failures: "Sequence[Failure]" = (),
        baseline: "Accepted | None" = None,
        seconds: float = 0.0,
        statistics: bool = False,
        quiet: bool = False,
        rules: "Mapping[str, Rule] | None" = None,
        warnings: "Sequence[str]" = (),
        base: str = "",
        older: int = 0,
    ) -> None:
        self.findings = findings
        self.files = files
        self.zones = zones
        self.records = records
        self.undecided = undecided
        self.suppressed = suppressed
        self.failures = failures
        self.baseline = baseline
        self.seconds = seconds
        self.statistics = statistics
        self.quiet = quiet
        self.show_suppressed = False
        self.fail_on: str = WARNING
        self.warnings = warnings
        self.base = base
        self.older = older
        self.suggestions: Callable[[Finding], Sequence[Replacement]] | None = None
        self.rules: Mapping[str, Rule] = rules if rules is not None else {}

    def by_severity(self) -> dict[str, int]:
        """Return the number of findings of each severity, the gravest first, zeros included."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings:
            counts[finding.severity] += 1
        return counts

    def shown_suppressed(self) -> "Sequence[Suppressed]":
        """Return the suppressed findings in the order of reports if they are to be shown, else none."""
        if not self.show_suppressed:
            return ()
        return sorted(self.suppressed, key=lambda each: each.finding.sort_key())

    def merged(self) -> int:
        """Return how many findings are not shown by themselves, but with another one that has the same cause."""
        return sum(finding.count - 1 for finding in self.findings)

    def by_rule(self) -> list[tuple[str, str, int]]:
        """Return (rule, severity, number of findings), the most frequent first, then by severity and name."""
        counts: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            key = (finding.rule, finding.severity)
            counts[key] = counts.get(key, 0) + 1
        rows = [(rule, severity, count) for (rule, severity), count in counts.items()]
        return sorted(rows, key=lambda row: (-row[2], SEVERITIES.index(row[1]), row[0]))
