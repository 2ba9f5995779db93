"""From what was read to a report: the rules that run, and which of their findings are shown."""

from time import perf_counter

from zonelint.config.usage import UsageError
from zonelint.lint.report import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from zonelint.lint.baseline import Accepted
    from zonelint.lint.engine import Result
    from zonelint.lint.findings import Finding
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.rule import Rule
    from zonelint.lint.suppressions import Suppressed


def report_on(
    found: "Inputs",
    rules: "Mapping[str, Rule]",
    *,
    select: "Sequence[str] | None" = None,
    ignore: "Sequence[str] | None" = None,
    extend_select: "Sequence[str] | None" = None,
    severity: str | None = None,
) -> Report:
    """Return what the chosen ones of `rules` have to say about `found`: as grave as `severity`, and in the focus.

    Raises UsageError or ConfigError for the name of a rule that is none.
    """
    from zonelint.lint import engine

    start = perf_counter()
    chosen = chosen_rules(found, rules, select=select, ignore=ignore, extend_select=extend_select)
    report = report_of(found, rules, chosen, engine.run(found.views, rules, chosen), severity=severity)
    report.seconds = perf_counter() - start
    return report


def report_of(
    found: "Inputs",
    rules: "Mapping[str, Rule]",
    chosen: "Collection[str]",
    result: "Result",
    *,
    severity: str | None = None,
) -> Report:
    """Return the report on the `result` of the `chosen` ones of `rules`."""
    from zonelint.lint.merge import merge_causes

    baseline = _accept_known(result, found, rules, chosen)
    findings = _reported(result.findings, severity, found)
    older = 0
    if found.base is not None:
        from zonelint.lint.causes import add_causes

        new = found.base.new(result.findings, rules, chosen)
        # A rule that judges a change tells of the cause itself.
        add_causes((finding for finding in new if not rules[finding.rule].needs_base), found.views)
        known = {id(finding) for finding in new}
        older = sum(id(finding) not in known for finding in findings)
        findings = _reported(new, severity, found)
    return Report(
        merge_causes(findings),
        files=found.zone_set.files,
        zones=len(found.zone_set.zones),
        records=found.zone_set.records(),
        undecided=result.undecided,
        suppressed=_reported_suppressed(result.suppressed, severity, found),
        failures=tuple(result.failures),
        baseline=baseline,
        rules={name: rules[name] for name in rules if name in chosen},
        warnings=found.warnings,
        base=found.base.name if found.base is not None else "",
        older=older,
    )


def _accept_known(
    result: "Result", found: "Inputs", rules: "Mapping[str, Rule]", chosen: "Collection[str]"
) -> "Accepted | None":
    """Take off `result` what the baseline accepts; see `baseline.accept_known`."""
    settings, discovery = found.settings, found.discovery
    if settings.baseline is None and settings.named_baseline is None:
        return None
    from zonelint.lint.baseline import ALL, LOADED, NONE, accept_known

    if discovery is None or discovery.narrowed or found.base is not None:
        judged = NONE  # what a change mends is told of where all is checked
    else:
        judged = ALL if settings.path is not None or discovery.root in found.folders else LOADED
    return accept_known(result, found.views, rules, chosen, judged, discovery.root if discovery is not None else "")


def installed_rules() -> "dict[str, Rule]":
    """Return the rules by name; raises UsageError if they cannot be imported, two have one name, or none is there."""
    from zonelint.lint.registry import RuleConflict, load_rules

    try:
        rules = load_rules()
    except ImportError as error:
        raise UsageError(f"rules cannot be imported: {error}") from None
    except RuleConflict as error:
        raise UsageError(str(error)) from None
    if not rules:
        raise UsageError("no rules are installed: install zonelint with pip, they come with it")
    return rules


def chosen_rules(
    found: "Inputs",
    rules: "Mapping[str, Rule]",
    *,
    select: "Sequence[str] | None" = None,
    ignore: "Sequence[str] | None" = None,
    extend_select: "Sequence[str] | None" = None,
) -> set[str]:
    """Return the names of the rules that run on `found`; raises UsageError or ConfigError for a name that is none."""
    from zonelint.lint.selection import rules_to_run

    settings = found.settings
    if settings.path is not None:
        from zonelint.lint.rule_settings import check_rule_names

        check_rule_names(settings, rules)
    try:
        return rules_to_run(
            rules,
            settings,
            select=select,
            ignore=ignore or (),
            extend_select=extend_select or (),
            wanted=found.discovery.wanted_rules if found.discovery is not None else (),
        )
    except ValueError as error:
        raise UsageError(str(error)) from None


def _reported(all_findings: "Sequence[Finding]", severity: str | None, found: "Inputs") -> "list[Finding]":
    """Return those of `all_findings` that are grave enough, and in the focus."""
    from zonelint.lint.selection import shown

    findings = shown(all_findings, severity)
    if found.discovery is None or found.discovery.focus is None:
        return findings
    from zonelint.lint.focus import focused

    return focused(findings, found)


def _reported_suppressed(
    suppressed: "Sequence[Suppressed]", severity: str | None, found: "Inputs"
) -> "list[Suppressed]":
    """Return those of `suppressed` whose finding would be reported."""
    shown = {id(finding) for finding in _reported([each.finding for each in suppressed], severity, found)}
    return [each for each in suppressed if id(each.finding) in shown]
