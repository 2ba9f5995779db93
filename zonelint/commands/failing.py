"""What the user is told of rules that failed, and the exit status then."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.commands.options import Arguments
    from zonelint.lint.failures import Failure

BUG_STATUS = 3
"""Internal errors."""


def tell(failures: "Iterable[Failure]", arguments: "Arguments") -> None:
    """Say on standard error which rules failed, a line each; with ``--verbose`` where, too."""
    for failure in failures if sys.stderr is not None else ():
        _tell_one(failure, bool(arguments.verbose))


def _tell_one(failure: "Failure", verbose: bool) -> None:
    from zonelint.lint.registry import OWN_PACKAGE
    from zonelint.output.escape import visible

    whom = f"to those who make {failure.package}"
    if failure.package == OWN_PACKAGE:
        whom = "as a bug of zonelint"
    how = "this is what it printed" if verbose else "with the output of --verbose"
    line = f"error: {failure.message}; the other rules ran; please report it {whom}, {how}".replace("\n", " ")
    sys.stderr.write(f"zonelint: {visible(line)}\n")
    if verbose:
        from traceback import format_exception

        sys.stderr.writelines(f"{visible(text)}\n" for text in "".join(format_exception(failure.error)).splitlines())
