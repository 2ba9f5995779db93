"""Write a configuration that fits this repository, with comments."""

import os
import sys

from zonelint.commands import UsageError
from zonelint.commands.options import Option
from zonelint.files.paths import display_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.commands.options import Arguments
    from zonelint.lint.report import Report

USAGE = "zonelint init [OPTION …] [FOLDER]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--force", help="replace the configuration that is there"),
        Option("--schema", help="print the JSON Schema of the configuration, and write nothing"),
    ]


def run(arguments: "Arguments") -> int:
    """Look at the zones below the folder, write a configuration there, and say what is found with it; returns 0.

    Raises UsageError if there is one already, NothingToLint if there is no zone.
    """
    if arguments.schema:
        return _print_schema()
    if len(arguments.words) > 1:
        raise UsageError("name one folder: the configuration is written there")
    folder = os.path.abspath(arguments.words[0] if arguments.words else ".")
    if not os.path.isdir(folder):
        raise UsageError(f"{display_path(folder)} is not a folder")
    path = _path_in(folder, arguments.force)
    from zonelint.commands.first_config import FirstConfig
    from zonelint.files.edits import write_file

    text = FirstConfig(folder).text()
    try:
        write_file(path, text)
    except OSError as error:
        raise UsageError(f"{display_path(path)} cannot be written: {error.strerror or error}") from None
    _tell(path, _report(path, folder))
    return 0


def _print_schema() -> int:
    from json import dumps

    from zonelint.config.settings import schema

    sys.stdout.write(dumps(schema(), indent=2) + "\n")
    return 0


def _path_in(folder: str, force: bool) -> str:
    """Return the path of the file to write in `folder`; raises UsageError if a configuration holds there already."""
    from zonelint.config.file import FILE_NAME, PYPROJECT, find_config

    there = find_config(folder)
    path = os.path.join(folder, FILE_NAME)
    if there is None:
        if os.path.lexists(path):
            raise UsageError(f"{display_path(path)} is there, and no file that can be a configuration")
        return path
    if os.path.basename(there) == PYPROJECT and os.path.dirname(there) == folder:
        raise UsageError(f"{display_path(there)} holds a configuration: delete its [tool.zonelint] first")
    if not force:
        raise UsageError(f"{display_path(there)} is a configuration already: --force writes another")
    return there if os.path.dirname(there) == folder else path


def _report(path: str, folder: str) -> "Report":
    """Return what a run finds with the configuration at `path`."""
    from zonelint.config.settings import load
    from zonelint.lint.checking import installed_rules, report_on
    from zonelint.lint.inputs import read_files

    return report_on(read_files([folder], load(path), zone_map={}), installed_rules())


def _tell(path: str, report: "Report") -> None:
    from zonelint.output.escape import visible
    from zonelint.output.summary import summary_line

    sys.stdout.write(f"{visible(display_path(path))} is written. With it, zonelint finds:\n")
    sys.stdout.write(f"{summary_line(report)}\n")
    if report.findings:
        sys.stdout.write(
            "`zonelint` shows them. To accept what is there and hear of the next mistake only:\n"
            "`zonelint --write-baseline zonelint.baseline`, and `baseline` in the configuration.\n"
        )
