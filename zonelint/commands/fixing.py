"""Fixes what was read, and says what came of it: for the command ``fix``, and for ``check --fix``."""

from contextlib import nullcontext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from zonelint.lint.findings import Finding
    from zonelint.lint.fix import Fix
    from zonelint.lint.fixes.rounds import Outcome
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule

UNSAVED = "git has not saved yet what was changed on these lines: commit it first, or use --force"


class Mended:
    """What came of fixing: the outcome, and the report of what is left."""

    def __init__(self, outcome: "Outcome", report: "Report") -> None:
        self.outcome = outcome
        self.report = report


def mend(
    found: "Inputs",
    rules: "Mapping[str, Rule]",
    names: "Mapping[str, Sequence[str] | None]",
    *,
    unsafe: bool = False,
    force: bool = False,
    writes: bool = True,
    severity: str | None = None,
    only: "Callable[[Fix], bool] | None" = None,
) -> Mended:
    """Fix what of `found` the rules find that `names` chooses, as the options of the command line do.

    With `force` lines are changed, too, that git has not saved yet. Unless it `writes`, no file is changed. What is
    left is reported from `severity` on. With `only`, no other fixes are made than those of which it says so.

    Raises UsageError, ConfigError, or OSError if another run is at work.
    """
    from zonelint.files.unsaved import Unsaved
    from zonelint.lint.checking import chosen_rules, report_of
    from zonelint.lint.fixes.rounds import Fixer
    from zonelint.lint.fixes.writing import alone
    from zonelint.lint.focus import focus_of

    assert found.again is not None
    assert found.discovery is not None
    chosen = chosen_rules(found, rules, **names)
    # Those that are not chosen must not find anything new either.
    usual = chosen | chosen_rules(found, rules)
    focus = focus_of(found)
    fixer = Fixer(
        found.again,
        rules,
        usual,
        lambda finding: (
            finding.rule in chosen
            and focus(finding)
            and (only is None or (finding.fix is not None and only(finding.fix)))
        ),
        unsafe=unsafe,
        writes=writes,
    )
    unsaved = Unsaved(found.discovery.root)
    try:
        with alone(found) if writes else nullcontext():
            outcome = fixer.run(found, lambda *file: UNSAVED if not force and unsaved.meets(*file) else "")
            if writes:
                fixer.write(outcome)
    finally:
        unsaved.close()
    left = outcome.result
    left.findings = [finding for finding in left.findings if finding.rule in chosen]
    return Mended(outcome, report_of(outcome.inputs, rules, chosen, left, severity=severity))


def accepted(
    found: "Inputs",
    rules: "Mapping[str, Rule]",
    names: "Mapping[str, Sequence[str] | None]",
    shown: "Sequence[Finding]",
) -> "list[Finding]":
    """Return the findings of `found` whose fixes `mend` would make, of those that are `shown`; nothing is made."""
    from zonelint.lint.checking import chosen_rules
    from zonelint.lint.fixes.rounds import Fixer

    assert found.again is not None
    wanted = {member.identity for finding in shown for member in finding.members or (finding,)}
    chosen = chosen_rules(found, rules, **names) | chosen_rules(found, rules)
    fixer = Fixer(found.again, rules, chosen, lambda finding: finding.identity in wanted, writes=False)
    return fixer.accepted(found)


# -- what is told ----------------------------------------------------------------------------------------------------


def lines_of(mended: Mended, *, quiet: bool = False) -> "Iterator[str]":
    """Yield what was changed, what was not and why, and what is left, in lines."""
    from zonelint.output.escape import visible

    outcome, report = mended.outcome, mended.report
    path = ""
    for done in () if quiet else outcome.done:
        if done.path != path:
            path = done.path
            yield f"{visible(path)}:"
        yield f"  line {done.line}: {visible(done.title)} [{done.rule}]"
    path = ""
    for each in outcome.refused:
        if not each.line:
            yield f"{visible(each.path)}, not changed: {visible(each.why)} ({_count(each.count, 'fix')})"
            continue
        if each.path != path:
            path = each.path
            yield f"{visible(path)}, not fixed:"
        yield f"  line {each.line}: {visible(each.why)} [{each.rule}]"
    if (outcome.done and not quiet) or outcome.refused:
        yield ""
    yield _sum(outcome, report)


def _sum(outcome: "Outcome", report: "Report") -> str:
    """Return the last line, such as ``2 fixes in 1 file. Left: 1 error; see zonelint check.``."""
    paths = {done.path for done in outcome.done}
    made = f"{_count(len(outcome.done), 'fix')} in {_count(len(paths), 'file')}" if paths else "Nothing was fixed"
    refused = f"; {sum(each.count for each in outcome.refused)} not made" if outcome.refused else ""
    counts = [_count(number, severity) for severity, number in report.by_severity().items() if number]
    left = f"Left: {', '.join(counts)}; see zonelint check" if counts else "Nothing is left"
    return f"{made}{refused}. {left}.{_more(outcome, report)}"


def _more(outcome: "Outcome", report: "Report") -> str:
    """Return how many findings the option --unsafe would fix, as a sentence."""
    known = {(each.rule, each.line) for each in outcome.refused}
    unsafe = [
        finding
        for finding in report.findings
        if any(
            member.fixable == "unsafe" and (member.rule, member.line) not in known
            for member in finding.members or (finding,)
        )
    ]
    return f" {len(unsafe)} of these may be fixed with --unsafe." if unsafe else ""


def _count(number: int, word: str) -> str:
    plural = {"fix": "fixes", "info": "info"}.get(word, f"{word}s")
    return f"{number} {word if number == 1 else plural}"
