"""From what was read to a report: the rules that run, and which of their findings are shown."""

from time import perf_counter

from zonelint.config.usage import UsageError
from zonelint.lint.report import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.lint.findings import Finding
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.rule import Rule


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
    from zonelint.lint.merge import merge_causes

    start = perf_counter()
    chosen = chosen_rules(found, rules, select=select, ignore=ignore, extend_select=extend_select)
    result = engine.run(found.views, rules, chosen)
    findings = _reported(result.findings, severity, found)
    older = 0
    if found.base is not None:
        from zonelint.lint.causes import with_causes

        new = found.base.new(result.findings, rules, chosen)
        # A rule that judges a change tells of the cause itself.
        with_causes([finding for finding in new if not rules[finding.rule].needs_base], found.views)
        known = {id(finding) for finding in new}
        older = sum(id(finding) not in known for finding in findings)
        findings = _reported(new, severity, found)
    return Report(
        merge_causes(findings),
        files=found.zone_set.files,
        zones=len(found.zone_set.zones),
        records=found.zone_set.records(),
        undecided=result.undecided,
        suppressed=result.suppressed,
        failures=tuple(result.failures),
        rules={name: rules[name] for name in rules if name in chosen},
        warnings=found.warnings,
        base=found.base.name if found.base is not None else "",
        older=older,
        seconds=perf_counter() - start,
    )


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
    from zonelint.lint.selection import focused, shown

    return focused(shown(all_findings, severity), found)
