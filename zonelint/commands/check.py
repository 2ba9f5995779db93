"""Check the zones, and report what is wrong, with file and line."""

from time import perf_counter

from zonelint.commands import UsageError, base, inputs, outputs
from zonelint.commands.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from zonelint.commands.options import Arguments
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule

WITH_FIXES = ("rdjson", "sarif")
"""The formats that have a place for what would mend a finding."""
USAGE = "zonelint [check] [OPTION …] [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    from zonelint.lint.findings import SEVERITIES
    from zonelint.lint.selection import NEVER

    report = "report"
    fixes = "fixes"
    return [
        *rule_options(),
        *outputs.options(report),
        Option("--fix", help="fix first what is certain, as `zonelint fix` does, and report what is left", group=fixes),
        Option("--unsafe", help="with --fix: make fixes, too, that choose between two readings", group=fixes),
        Option("--force", help="with --fix: change lines, too, that git has not saved yet", group=fixes),
        Option(
            "--severity",
            help="lowest severity that is reported and counts; default: info",
            choices=SEVERITIES,
            group=report,
        ),
        Option(
            "--fail-on",
            help="lowest severity that makes the exit status 1; default: warning",
            choices=(*SEVERITIES, NEVER),
            group=report,
        ),
        Option("--show-suppressed", help="show the suppressed findings, too, and what suppresses them", group=report),
        Option("--baseline", "FILE", "accept the findings in FILE", group=report),
        Option("--write-baseline", "FILE", "write the findings to FILE, to be accepted from now on", group=report),
        Option("--prune-baseline", help="delete what is not found any more from the baseline", group=report),
        Option("--add-ignore", "REASON", "write comments that suppress the findings, with REASON", group=report),
        Option("--exit-zero", help="exit with status 0 even if there are findings", group=report),
        Option("--statistics", help="count the findings by rule", group=report),
        Option("--quiet", help="do not print the summary, nor what was not checked", group=report, short="-q"),
        inputs.color_option(report),
        *base.options(),
        *inputs.options(),
        Option("--show-settings", help="show all settings, and where each comes from; check nothing", group="other"),
    ]


def rule_options() -> list[Option]:
    """Return the options that choose the rules."""
    names, rules = "RULE|THEME,…", "rules"
    return [
        Option(
            "--select", names, "run these rules instead of the default ones (ALL: every rule)", group=rules, many=True
        ),
        Option("--ignore", names, "do not run these rules", group=rules, many=True),
        Option("--extend-select", names, "run these rules in addition to the default ones", group=rules, many=True),
    ]


def run(arguments: "Arguments") -> int:
    """Lint what the command line names; returns 1 if there are findings as grave as ``--fail-on``, else 0.

    If a rule failed it is 3, after the report of what the others found.
    """
    start = perf_counter()
    if arguments.show_settings:
        return _show_settings(arguments)
    from zonelint.lint.checking import installed_rules, report_on
    from zonelint.lint.selection import failed

    written = outputs.outputs_of(arguments)
    rules = installed_rules()
    baselines = _baselines(arguments)
    adjust = baselines.adjust(arguments) if baselines else None
    found = inputs.read_inputs(
        arguments, arguments.words, adjust=adjust, again=bool(arguments.fix) or arguments.add_ignore is not None
    )
    if found.base is None:
        _tell_of_changes(arguments, rules)
    if arguments.fix:
        report = _after_fixes(found, rules, arguments)
    elif arguments.unsafe or arguments.force:
        raise UsageError("--unsafe and --force need --fix")
    else:
        report = report_on(found, rules, severity=arguments.severity, **rule_names(arguments))
        _offer_fixes(report, found, rules, written, arguments)
    if baselines and baselines.is_written(arguments, report, found):
        return 0
    if arguments.add_ignore is not None:
        return _add_ignore(found, rules, report, arguments.add_ignore)
    report.statistics, report.quiet = arguments.statistics, arguments.quiet
    report.show_suppressed = arguments.show_suppressed
    report.fail_on = arguments.fail_on or found.settings.fail_on
    report.seconds = perf_counter() - start
    status = int(failed(report.findings, report.fail_on))
    nothing = "" if status or found.zone_set.zones or found.base is not None else _nothing_found(found)
    if report.findings or report.failures or not nothing:
        outputs.write_report(report, written, arguments.color)
    if report.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(report.failures, arguments)
        return BUG_STATUS
    if nothing:
        raise UsageError(nothing)
    if not arguments.quiet:
        _tell_unchecked(found)
    return 0 if arguments.exit_zero else status


def _offer_fixes(
    report: "Report",
    found: inputs.Inputs,
    rules: "Mapping[str, Rule]",
    written: "Sequence[outputs.Output]",
    arguments: "Arguments",
) -> None:
    """Let `report` tell what would mend its findings, if a format shows it and the files at hand were checked.

    What ``--fix`` has left cannot be mended so.
    """
    if arguments.fix or not any(output.format in WITH_FIXES for output in written):
        return
    from zonelint.files.source import is_disk

    if found.again is not None and arguments.view is None and is_disk(found.zone_set.source):
        from zonelint.commands.fixing import accepted
        from zonelint.lint.fixes.suggestions import suggestions_of

        report.suggestions = suggestions_of(
            found, lambda: accepted(found, rules, rule_names(arguments), report.findings)
        )


def _show_settings(arguments: "Arguments") -> int:
    from zonelint.commands.settings import show

    show(arguments, rule_names(arguments))
    return 0


def _add_ignore(found: inputs.Inputs, rules: "Mapping[str, Rule]", report: "Report", reason: str) -> int:
    from zonelint.commands.add_ignore import add_ignore

    return add_ignore(found, rules, report, reason)


def _baselines(arguments: "Arguments") -> "ModuleType | None":
    """Return the module for what the command line says of a baseline; None if it says nothing."""
    if not (arguments.baseline or arguments.write_baseline or arguments.prune_baseline):
        return None
    from zonelint.commands import baselines

    return baselines


def _after_fixes(found: inputs.Inputs, rules: "Mapping[str, Rule]", arguments: "Arguments") -> "Report":
    """Fix what is certain, say on standard error what was done, and return the report of what is left."""
    from zonelint.commands.fixing import lines_of, mend
    from zonelint.files.source import is_disk

    if found.again is None or arguments.view is not None:
        raise UsageError("--fix changes files for all who read them: give no `-` and no --view with it")
    if found.base is not None or not is_disk(found.zone_set.source):
        raise UsageError("--fix changes the files at hand: it cannot be used with --base, --staged or --head")
    mended = mend(
        found,
        rules,
        rule_names(arguments),
        unsafe=arguments.unsafe,
        force=arguments.force,
        severity=arguments.severity,
    )
    if mended.outcome.done or mended.outcome.refused:
        for line in filter(None, lines_of(mended, quiet=arguments.quiet)):
            inputs.say(line)
    return mended.report


def _tell_of_changes(arguments: "Arguments", rules: "Mapping[str, Rule]") -> None:
    """Say which of the rules that the command line names cannot run, for there is no change to judge."""
    named = [*(_names(arguments.select) or ()), *(_names(arguments.extend_select) or ())]
    of_changes = [name for name in dict.fromkeys(named) if name in rules and rules[name].needs_base]
    if of_changes:
        inputs.say(
            f"warning: {', '.join(of_changes)} judge{'s' if len(of_changes) == 1 else ''} a change: add --base REV"
        )


def _nothing_found(found: inputs.Inputs) -> str:
    from zonelint.commands.unchecked import nothing_found

    return nothing_found(found)


def _tell_unchecked(found: inputs.Inputs) -> None:
    discovery = found.discovery
    if discovery is None or not (discovery.declared or discovery.ignored or discovery.unloaded or found.zone_set.older):
        return  # nearly always in a hook, whose start-up counts
    from zonelint.commands.unchecked import sentences

    for sentence in sentences(found):
        inputs.say(sentence)


def rule_names(arguments: "Arguments") -> "dict[str, list[str] | None]":
    """Return the names that the options of `rule_options` choose, as `lint.checking` takes them."""
    return {name: _names(getattr(arguments, name)) for name in ("select", "ignore", "extend_select")}


def _names(lists: "Sequence[str] | None") -> list[str] | None:
    """Return the names in lists of names separated by commas; None if the option was not given."""
    if lists is None:
        return None
    return [name.strip() for names in lists for name in names.split(",")]
