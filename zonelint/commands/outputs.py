"""Where the report goes: to standard output, to files, or to several of these in a format each."""

import os
import sys

from zonelint.commands import UsageError
from zonelint.commands.options import Option
from zonelint.dns.tuples import named_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from zonelint.commands.options import Arguments
    from zonelint.lint.report import Report

    class Output(NamedTuple):
        """One report that is to be written: its format, and the path of a file, or `STDOUT`."""

        format: str
        path: str

else:
    Output = named_tuple("Output", "format path")

STDOUT = "-"
"""The path that means standard output."""


def options(group: str) -> list[Option]:
    """Return the options that say how the report is written, and where to."""
    from zonelint.output import FORMATS

    return [
        Option(
            "--format",
            help="default: text; github where GITHUB_ACTIONS is set",
            choices=FORMATS,
            group=group,
            short="-f",
        ),
        Option(
            "--output",
            "FILE|FORMAT=FILE",
            "write the report to FILE, `-` for standard output; several, each in its FORMAT, if the option is repeated",
            group=group,
            short="-o",
            many=True,
        ),
    ]


def outputs_of(arguments: "Arguments") -> list[Output]:
    """Return what is to be written by `arguments`; raises UsageError if two reports would go to one place.

    A FILE without a format has that of ``--format``. That one goes to standard output if it is given and no FILE takes
    it, as in ``--format github --output sarif=FILE``.
    """
    form = arguments.format or ("github" if os.environ.get("GITHUB_ACTIONS") else "text")
    values: list[str] = arguments.output or []
    found = [_output(value, form) for value in values]
    # A file that takes the format of the option has no other one before its path.
    taken = any(value == output.path for value, output in zip(values, found, strict=True))
    if not found or (arguments.format is not None and not taken):
        found.append(Output(form, STDOUT))
    _check_places(found)
    return found


def _check_places(outputs: list[Output]) -> None:
    formats: dict[str, str] = {}
    for form, path in outputs:
        place = path if path == STDOUT else os.path.abspath(path)
        if place in formats:
            where = "standard output" if path == STDOUT else path
            raise UsageError(f"two reports would go to {where}: {formats[place]} and {form}")
        formats[place] = form


def _output(value: str, form: str) -> Output:
    """Return the output that a `value` of the option means; without a format of its own it has the one given."""
    from zonelint.output import FORMATS

    name, equals, path = value.partition("=")
    if not equals:
        return Output(form, value)
    if name in FORMATS:
        if not path:
            raise UsageError(f"--output {value}: a file is missing after the format")
        return Output(name, path)
    from zonelint.dns.typos import suggestion

    hint = suggestion(name, FORMATS) if name.isalpha() else ""
    if hint:
        raise UsageError(f"--output: {name!r} is not a format{hint}")
    return Output(form, value)  # a file whose name has the sign


def write_report(report: "Report", outputs: "list[Output]", colour: str) -> None:
    """Write `report` to each of `outputs`; `colour` is ``always``, ``never`` or ``auto``.

    A format that has no room for all says so on standard error. Raises UsageError for a file that cannot be written,
    once all others are.
    """
    from zonelint.output import use_colour, writer

    failed: UsageError | None = None
    for output in outputs:
        write = writer(output.format)
        if output.path == STDOUT:
            cut = write(report, sys.stdout, colour=use_colour(colour, sys.stdout, os.environ))
        else:
            from io import StringIO

            text = StringIO()
            cut = write(report, text, colour=colour == "always")
            try:
                write_file(output.path, text.getvalue())
            except UsageError as error:
                failed = failed or error
        if cut:
            from zonelint.commands.inputs import say

            say(f"warning: {cut}")
    if failed is not None:
        raise failed


def write_file(path: str, text: str) -> None:
    """Write `text` to the file `path`, which is the old or the new one at any time; raises UsageError if that fails."""
    from zonelint.files.edits import write_file as write

    try:
        write(path, text)
    except OSError as error:
        raise UsageError(f"{os.path.abspath(path)} cannot be written: {error.strerror or error}") from None
