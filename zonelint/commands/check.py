"""Check the zones, and report what is wrong, with file and line."""

import os
import sys
from time import perf_counter

from zonelint.commands import UsageError, inputs
from zonelint.commands.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Settings
    from zonelint.lint.engine import Result
    from zonelint.lint.findings import Finding
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule

USAGE = "zonelint [check] [OPTION …] [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    from zonelint.lint.findings import SEVERITIES
    from zonelint.lint.selection import NEVER
    from zonelint.output import FORMATS

    report = "report"
    return [
        *rule_options(),
        Option(
            "--format",
            help="default: text; github where GITHUB_ACTIONS is set",
            choices=FORMATS,
            group=report,
            short="-f",
        ),
        Option("--output", "FILE", "write the report to FILE", group=report, short="-o"),
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
        Option("--statistics", help="count the findings by rule", group=report),
        Option("--quiet", help="do not print the summary, nor what was not checked", group=report, short="-q"),
        inputs.color_option(report),
        *inputs.options(),
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
    from zonelint.lint import engine
    from zonelint.lint.merge import merge_causes
    from zonelint.lint.selection import failed

    rules = installed_rules()
    found = inputs.read_inputs(arguments, arguments.words)
    settings = found.settings
    wanted = found.discovery.wanted_rules if found.discovery is not None else ()
    chosen = chosen_rules(arguments, rules, settings, wanted)
    result = engine.run(found.views, rules, chosen)
    findings = _reported(result, arguments, found)
    report = _report(merge_causes(findings), result, arguments, found)
    report.rules = {name: rules[name] for name in rules if name in chosen}
    report.seconds = perf_counter() - start
    status = int(failed(findings, arguments.fail_on or settings.fail_on))
    nothing = "" if status or found.zone_set.zones else _nothing_found(found)
    if findings or result.failures or not nothing:
        _write(report, arguments)
    if result.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(result.failures, arguments)
        return BUG_STATUS
    if nothing:
        raise UsageError(nothing)
    if not arguments.quiet:
        _tell_unchecked(found)
    return status


def _nothing_found(found: inputs.Inputs) -> str:
    from zonelint.commands.unchecked import nothing_found

    return nothing_found(found)


def _tell_unchecked(found: inputs.Inputs) -> None:
    discovery = found.discovery
    if discovery is None or not (discovery.declared or discovery.ignored):
        return  # nearly always in a hook, whose start-up counts
    from zonelint.commands.unchecked import sentences

    for sentence in sentences(found):
        inputs.say(sentence)


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
    arguments: "Arguments", rules: "Mapping[str, Rule]", settings: "Settings", wanted: "Collection[str]" = ()
) -> set[str]:
    """Return the names of the rules that run; raises UsageError or ConfigError for a name that is none.

    `wanted` are the rules that the zone set asks for itself.
    """
    from zonelint.lint.selection import rules_to_run

    if settings.path is not None:
        from zonelint.lint.rule_settings import check_rule_names

        check_rule_names(settings, rules)
    select = _names(arguments.select)
    try:
        return rules_to_run(
            rules,
            settings,
            select=select,
            ignore=_names(arguments.ignore) or (),
            extend_select=_names(arguments.extend_select) or (),
            wanted=wanted,
        )
    except ValueError as error:
        raise UsageError(str(error)) from None


def _names(lists: "Sequence[str] | None") -> list[str] | None:
    """Return the names in lists of names separated by commas; None if the option was not given."""
    if lists is None:
        return None
    return [name.strip() for names in lists for name in names.split(",")]


def _reported(result: "Result", arguments: "Arguments", found: inputs.Inputs) -> "list[Finding]":
    """Return the findings that are grave enough, and in the focus."""
    from zonelint.lint.selection import focus_prefixes, in_focus, shown

    findings = shown(result.findings, arguments.severity)
    discovery = found.discovery
    if discovery is None or discovery.focus is None or discovery.root in discovery.focus:
        return findings
    # Reports name a file that is a symbolic link by the link.
    prefixes = focus_prefixes([*discovery.focus, *found.paths])
    return [finding for finding in findings if in_focus(finding, prefixes)]


def _report(findings: "list[Finding]", result: "Result", arguments: "Arguments", found: inputs.Inputs) -> "Report":
    from zonelint.lint.report import Report

    return Report(
        findings,
        files=found.zone_set.files,
        zones=len(found.zone_set.zones),
        records=found.zone_set.records(),
        undecided=result.undecided,
        suppressed=result.suppressed,
        failures=tuple(result.failures),
        statistics=arguments.statistics,
        quiet=arguments.quiet,
    )


# -- where the report goes -------------------------------------------------------------------------------------------


def _write(report: "Report", arguments: "Arguments") -> None:
    from zonelint.output import use_colour, writer

    write = writer(arguments.format or ("github" if os.environ.get("GITHUB_ACTIONS") else "text"))
    if arguments.output in (None, "-"):
        write(report, sys.stdout, colour=use_colour(arguments.color, sys.stdout, os.environ))
        return
    from io import StringIO

    text = StringIO()
    write(report, text, colour=arguments.color == "always")
    write_file(arguments.output, text.getvalue())


def write_file(path: str, text: str) -> None:
    """Write `text` to the file `path`, which is the old or the new one at any time; raises UsageError if that fails."""
    from zonelint.files.edits import write_file as write

    try:
        write(path, text)
    except OSError as error:
        raise UsageError(f"{os.path.abspath(path)} cannot be written: {error.strerror or error}") from None
