"""Fix what is wrong, where it is certain how: the record is written, and all else in the file stays."""

import os
import sys

from zonelint.commands import UsageError, inputs
from zonelint.commands.check import rule_names, rule_options
from zonelint.commands.fixing import Mended, lines_of, mend
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.lint.fix import Fix
    from zonelint.lint.fixes.rounds import Done, Outcome
    from zonelint.lint.inputs import Inputs

USAGE = "zonelint fix [OPTION …] [PATH …]"

_NOT_HERE = ("--view", "--stdin-filename")
"""Options about what is read that have no meaning here: a file is changed for all who read it."""


def options() -> list[Option]:
    """Return the options of this command."""
    from zonelint.lint.findings import SEVERITIES
    from zonelint.lint.selection import NEVER

    fixes = "fixes"
    return [
        Option("--diff", help="write nothing; print a patch that `git apply` takes", group=fixes),
        Option("--unsafe", help="make fixes, too, that choose between two readings: look at what came", group=fixes),
        Option(
            "--ptr",
            help="only add missing PTRs, also where an address has several names: fix --ptr [ZONE] [PATH …]",
            group=fixes,
        ),
        Option(
            "--new-zone",
            "ORIGIN",
            "write the file of a reverse zone that is missing, like those of others, with the PTRs of its addresses",
            group=fixes,
        ),
        Option("--force", help="change lines, too, whose last change git has not saved yet", group=fixes),
        Option("--format", help="default: text", choices=("text", "json"), default="text", group="report", short="-f"),
        Option(
            "--fail-on",
            help="lowest severity of what is left that makes the exit status 1; default: warning",
            choices=(*SEVERITIES, NEVER),
            group="report",
        ),
        Option("--quiet", help="print nothing about fixes that were made", group="report", short="-q"),
        *rule_options(),
        *(option for option in inputs.options() if option.name not in _NOT_HERE),
    ]


def run(arguments: "Arguments") -> int:
    """Fix what the command line names; returns 1 if something is left as grave as ``--fail-on``, else 0.

    With ``--diff`` it is 1 if there is something to change. If a rule failed it is 3, and nothing is changed.
    """
    from zonelint.lint.checking import installed_rules
    from zonelint.lint.selection import failed

    if inputs.STDIN in arguments.words:
        raise UsageError("fix changes files: it takes no zone from standard input")
    arguments.view = arguments.stdin_filename = None
    zone = _reverse_zone(arguments) if arguments.ptr else None
    rules = installed_rules()
    found = inputs.read_inputs(arguments, arguments.words, again=True)
    if arguments.new_zone is not None:
        zone = _make_zone(found, arguments)
        found = inputs.read_inputs(arguments, arguments.words, again=True)
        arguments.ptr = True
    mended = mend(
        found,
        rules,
        rule_names(arguments),
        unsafe=arguments.unsafe or arguments.ptr,
        force=arguments.force,
        writes=not arguments.diff,
        only=_adds_ptr(zone) if arguments.ptr else None,
    )
    report = mended.report
    if report.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(report.failures, arguments)
        return BUG_STATUS
    if arguments.diff:
        is_patched = _show_patch(mended.outcome)
        if not (is_patched or mended.outcome.refused or arguments.quiet):
            for line in lines_of(mended):
                inputs.say(line)
        return int(is_patched)
    if arguments.format == "json":
        show_json(_object(mended))
    else:
        show_lines(lines_of(mended, quiet=arguments.quiet))
    return int(failed(report.findings, arguments.fail_on or found.settings.fail_on))


def _is_command(lines: "Sequence[bytes]") -> bool:
    """Tell whether a service that runs CI would take some of a patch for commands; it is escaped there then."""
    from zonelint.output.escape import broken_commands

    if not any(os.environ.get(name) for name in ("CI", "GITHUB_ACTIONS", "TF_BUILD")):
        return False
    text = b"".join(lines).decode("latin-1")
    return broken_commands(text) != text


def _make_zone(found: "Inputs", arguments: "Arguments") -> str:
    """Write the file of the zone that is to be new, and say what else is to be done; returns its name."""
    from zonelint.files.edits import create_file
    from zonelint.files.paths import display_path
    from zonelint.lint.fixes.new_zone import new_zone, origin_of
    from zonelint.lint.fixes.writing import alone

    if arguments.diff:
        raise UsageError("--new-zone writes a file: it cannot be used with --diff")
    origin = origin_of(arguments.new_zone)
    made = new_zone(found, origin)
    with alone(found):
        create_file(made.path, made.octets)
    inputs.say(f"{display_path(made.path)} is new; tell the server of it")
    if made.statement:
        inputs.say(f"add this to {made.index}:")
        for line in made.statement.splitlines():
            inputs.say(line)
    return origin


def _reverse_zone(arguments: "Arguments") -> str | None:
    """Take the name of a reverse zone off the words of the command line, if it is the first of them."""
    from zonelint.dns.names import NameSyntaxError, absolute, is_reverse

    if not arguments.words or os.path.lexists(arguments.words[0]):
        return None
    try:
        name = absolute(arguments.words[0], ".").lower()
    except NameSyntaxError:
        return None
    if not is_reverse(name):
        return None
    arguments.words = arguments.words[1:]
    return name


def _adds_ptr(zone: str | None) -> "Callable[[Fix], bool]":
    """Return what tells whether a fix adds a PTR, to `zone` if that is given."""
    from zonelint.lint.fix import Add

    def adds(fix: "Fix") -> bool:
        return all(
            isinstance(step, Add) and step.type == "PTR" and zone in (None, step.zone.origin) for step in fix.steps
        )

    return adds


def _object(mended: Mended) -> dict[str, object]:
    from zonelint.output.json import VERSION, finding_object

    by_path: dict[str, list[Done]] = {}
    for done in mended.outcome.done:
        by_path.setdefault(done.path, []).append(done)
    return {
        "version": VERSION,
        "changed": [
            {
                "path": path,
                "fixes": [
                    {"rule": done.rule, "line": done.line, "title": done.title, "safe": done.safe} for done in all_done
                ],
            }
            for path, all_done in by_path.items()
        ],
        "left": [finding_object(finding) for finding in mended.report.findings],
        "refused": [
            {
                "path": each.path,
                "line": each.line or None,
                "rule": each.rule or None,
                "why": each.why,
                "count": each.count,
            }
            for each in mended.outcome.refused
        ],
    }


def _show_patch(outcome: "Outcome") -> bool:
    """Write the patch to standard output, and on standard error what is not in it; returns whether there is any."""
    from zonelint.files.bounds import git_top
    from zonelint.output.patch import patch, shown

    top = os.path.realpath(git_top(os.getcwd()) or os.getcwd())
    for path, (old, new) in outcome.texts.items():
        lines = list(patch(os.path.relpath(path, top), old, new))
        if sys.stdout.isatty() or _is_command(lines):
            show_lines(shown(lines))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(b"".join(lines))
            sys.stdout.buffer.flush()
    for each in outcome.refused:
        place = f"{each.path}:{each.line}" if each.line else each.path
        rule = f" [{each.rule}]" if each.rule else f" ({each.count})"
        inputs.say(f"not fixed: {place}: {each.why}{rule}")
    return bool(outcome.texts)
