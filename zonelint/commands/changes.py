"""Show what a change does: the zones and records that differ, what becomes of mail, how many findings are new."""

import os
import sys

from zonelint.commands import UsageError, base, inputs
from zonelint.commands.options import Option
from zonelint.output.changes import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.commands.options import Arguments
    from zonelint.lint.changes import Changes

USAGE = "zonelint changes --base REV [OPTION …] [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=FORMATS, default="text", short="-f"),
        inputs.color_option(),
        Option(
            "--base",
            "REV",
            "the revision that the files are compared with; auto: the branch that a pull request or a merge request "
            "is for, else the last commit",
            group="change",
        ),
        *(option for option in base.options() if option.name != "--base"),
        *inputs.options(),
    ]


def run(arguments: "Arguments") -> int:
    """Show what the change does; returns 0, or 3 if a rule failed whose findings were to be counted."""
    from zonelint.lint.changes import changes_of
    from zonelint.lint.checking import installed_rules

    rules = installed_rules()
    found = inputs.read_inputs(arguments, arguments.words, may_be_empty=True)
    if found.base is None:
        raise UsageError("`changes` needs --base REV, or `base` in the configuration: the state to compare with")
    changes = changes_of(found, rules)
    _write(changes, arguments)
    if changes.failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(changes.failures, arguments)
        return BUG_STATUS
    return 0


def _write(changes: "Changes", arguments: "Arguments") -> None:
    from importlib import import_module

    from zonelint.output import use_colour
    from zonelint.output.guard import guarded

    module = import_module(f"zonelint.output.changes.{arguments.format}")
    colour = use_colour(arguments.color, sys.stdout, os.environ)
    module.write(changes, guarded(sys.stdout), colour=colour)
