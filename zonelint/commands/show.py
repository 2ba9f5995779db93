"""How the commands that are no report show what they have: JSON for programs; lines and tables for people."""

import os
import sys

from zonelint.output.escape import broken_commands, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_LINED_UP = 2000
NOTHING = "-"
"""Stands where a cell is empty."""


def show_lines(lines: "Iterable[str]") -> None:
    """Write `lines`, which have no ends yet, to standard output; in none of them is a command to what runs CI."""
    sys.stdout.writelines(broken_commands(line) + "\n" for line in lines)


def show_json(value: object, indent: int | None = 1) -> None:
    """Write `value` as JSON to standard output, on one line if `indent` is None."""
    from zonelint.output.json import to_json

    sys.stdout.write(to_json(value, indent) + "\n")


def table_lines(
    heads: "Sequence[str]", rows: "Sequence[Sequence[str]]", right: "Sequence[int]" = ()
) -> "Iterator[str]":
    """Yield the line of `heads`, then a line for each of `rows`; the columns in `right` are flush right.

    Where there are thousands of rows the columns are not lined up: one long cell would widen them all.
    """
    shown = [list(heads), *([visible(cell) or NOTHING for cell in row] for row in rows)]
    is_long = len(shown) > _MOST_LINED_UP
    widths = [0 if is_long else max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def terminal_width() -> int:
    """Return how many columns the terminal has that standard output is, or 0 if it is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
    except (OSError, ValueError):
        return 0


def some_of(words: "Sequence[str]", most: int) -> str:
    """Return the first of `words`, separated by commas, and the number of those left out."""
    left = len(words) - most
    return ", ".join(words[:most]) + (f" and {left} more" if left > 0 else "")
