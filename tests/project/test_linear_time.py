"""The time for many entries of a kind grows with their number: the work is counted, so that it is the same anywhere.

`make linear` measures the time itself, for some 150 kinds of input.
"""

from pathlib import Path

import pytest
from commandline import CommandLine, write
from counting import calls_of
from growing_inputs import KINDS

KNOWN = (
    "ignored findings",
    "declared senders",
    "mapped zones",
    "internal zones",
    "partial zones",
    "comments used",
    "comments unused",
    "views of one zone",
    "views with a zone each",
    "views that share a zone",
    "folders of one origin",
    "mapped folders",
    "zones of named conf",
    "ignore patterns and files",
    "report addresses here",
    "spf chain",
)
SMALLEST = 20
MOST = 1.15
"""How many times the calls for each entry may grow while the entries grow fourfold."""


def calls(command: CommandLine, kind: str, count: int, folder: Path) -> int:
    """Return how many calls of functions, those written in C included, a run makes."""
    given = KINDS[kind](count)
    folder.mkdir()
    command.patch.chdir(folder)
    write(given.files)
    return calls_of(lambda: command(*given.words, stdin=given.stdin))


@pytest.mark.parametrize("kind", KNOWN)
def test_the_work_is_linear(command: CommandLine, tmp_path: Path, kind: str) -> None:
    """From 4n to 16n entries it grows fourfold as well as from n to 4n."""
    calls(command, kind, SMALLEST, tmp_path / "first")  # what is imported and kept counts for none of them
    few, more, many = (
        calls(command, kind, count, tmp_path / str(count)) for count in (SMALLEST, 4 * SMALLEST, 16 * SMALLEST)
    )

    assert (many - more) / (more - few) <= 4 * MOST
