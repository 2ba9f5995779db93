"""Time grows with the size of the input and no faster, for every kind of input that a stranger may make large.

Each kind is read at n, 4n and 16n. CPU time is measured, in a process for each run; on a busy machine even that varies,
so the least of several runs counts, and for what seems to grow too fast, the instructions are counted, which nothing
disturbs. Run by name: make linear.
"""

import os
from pathlib import Path

import pytest
from growing_inputs import KINDS, Input
from measuring import exponent, instructions, run, write

SMALLEST = int(os.environ.get("LINEAR_SIZE", "1250"))
"""Entries at n."""
MOST = 1.15
"""Power of the size that seconds grow with."""
MOST_COUNTED = 1.05
"""That instructions grow with."""
FEWEST = 100_000
"""Instructions that a growth is at least."""
TRIES = 4

BOUNDED = {"ignored findings by pattern", "spf tree"}
"""Inputs that end at a bound, and the one whose product is bounded by the size of a TXT record alone."""
IN_CONFIGURATION = {
    "ignored findings",
    "ignored findings by path",
    "ignored findings unused",
    "declared senders",
    "declared mta sts",
    "mappings of lists",
    "senders listed",
}
"""A configuration of more than a mebibyte is refused: these are read at half the sizes."""
REFUSED = {"severities unknown", "options unknown"}
"""Inputs that end with an error, at each size."""


def sizes_of(kind: str) -> list[int]:
    """Return n, 4n and 16n."""
    smallest = SMALLEST // 2 if kind in IN_CONFIGURATION else SMALLEST
    return [smallest, 4 * smallest, 16 * smallest]


def least_seconds(inputs: list[Input], folders: list[Path], expected: set[int]) -> list[float]:
    """Return the least CPU seconds of each input: reading, judging and reporting together."""
    least = [float("inf")] * 3
    for _ in range(TRIES):
        costs = [run(given, where) for given, where in zip(inputs, folders, strict=True)]
        assert {cost.status for cost in costs} <= expected
        least = [min(before, cost.seconds) for before, cost in zip(least, costs, strict=True)]
        if exponent(least) <= MOST:
            break
    return least


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BOUNDED])
def test_the_time_is_linear(kind: str, tmp_path: Path) -> None:
    """In seconds, or else in instructions."""
    inputs = [KINDS[kind](size) for size in sizes_of(kind)]
    folders = [tmp_path / str(number) for number in range(3)]
    for given, where in zip(inputs, folders, strict=True):
        where.mkdir()
        write(given, where)
    least = least_seconds(inputs, folders, {2} if kind in REFUSED else {0, 1})
    power = exponent(least)
    print(f"{kind}: {' '.join(f'{each:.2f}' for each in least)} s, exponent {power:.2f}")
    if power <= MOST:
        return

    counts = [instructions(given, where) for given, where in zip(inputs, folders, strict=True)]
    known = [count for count in counts if count is not None]
    assert len(known) == 3, f"exponent {power:.2f}; no valgrind here to count instructions with"
    print(f"{kind}: {' '.join(f'{each / 1e6:.0f}' for each in known)} million instructions")
    assert exponent(known, FEWEST) <= MOST_COUNTED
