"""Check the zones, and report what is wrong, with file and line."""

import os
import sys
from time import perf_counter

from zonelint.commands import UsageError, base, inputs
from zonelint.commands.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule

USAGE = "zonelint [check] [OPTION …] [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    from zonelint.lint.findings import SEVERITIES
    from zonelint.lint.selection import NEVER
    from zonelint.output import FORMATS

    report = "report"
    fixes = "fixes"
    return [
        *rule_options(),
        Option("--fix", help="fix first what is certain, as `zonelint fix` does, and report what is left", group=fixes),
        Option("--unsafe", help="with --fix: make fixes, too, that choose between two readings", group=fixes),
        Option("--force", help="with --fix: change lines, too, that git has not saved yet", group=fixes),
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
        *base.options(),
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
    from zonelint.lint.checking import installed_rules, report_on
    from zonelint.lint.selection import failed

    rules = installed_rules()
    found = inputs.read_inputs(arguments, arguments.words)
    if arguments.fix:
        report = _after_fixes(found, rules, arguments)
    elif arguments.unsafe or arguments.force:
        raise UsageError("--unsafe and --force need --fix")
    else:
        report = report_on(found, rules, severity=arguments.severity, **rule_names(arguments))
    report.statistics, report.quiet = arguments.statistics, arguments.quiet
    report.seconds = perf_counter() - start
    status = int(failed(report.findings, arguments.fail_on or found.settings.fail_on))
    nothing = "" if status or found.zone_set.zones else _nothing_found(found)
    if report.findings or report.failures or not nothing:
        _write(report, arguments)
    if report.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(report.failures, arguments)
        return BUG_STATUS
    if nothing:
        raise UsageError(nothing)
    if not arguments.quiet:
        _tell_unchecked(found)
    return status


def _after_fixes(found: inputs.Inputs, rules: "Mapping[str, Rule]", arguments: "Arguments") -> "Report":
    """Fix what is certain, say on standard error what was done, and return the report of what is left."""
    from zonelint.commands.fixing import lines_of, mend
    from zonelint.files.source import DISK

    if found.again is None or arguments.view is not None:
        raise UsageError("--fix changes files for all who read them: give no `-` and no --view with it")
    if found.base is not None or found.zone_set.source is not DISK:
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
        for line in lines_of(mended, quiet=arguments.quiet):
            inputs.say(line) if line else None
    return mended.report


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


def rule_names(arguments: "Arguments") -> "dict[str, list[str] | None]":
    """Return the names that the options of `rule_options` choose, as `lint.checking` takes them."""
    return {name: _names(getattr(arguments, name)) for name in ("select", "ignore", "extend_select")}


def _names(lists: "Sequence[str] | None") -> list[str] | None:
    """Return the names in lists of names separated by commas; None if the option was not given."""
    if lists is None:
        return None
    return [name.strip() for names in lists for name in names.split(",")]


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
