"""Time grows with the size of the input and no faster, for every kind of input that a stranger may make large.

Each kind is read at n, 4n and 16n. CPU time is measured, in a process for each run; on a busy machine even that varies,
so the least of several runs counts. Run by name: make linear.
"""

import os
from pathlib import Path

import pytest
from growing_inputs import KINDS
from measuring import exponent, run, write

SMALLEST = int(os.environ.get("LINEAR_SIZE", "1250"))
"""Entries at n."""
MOST = 1.15
"""Power of the size."""
TRIES = 6

BOUNDED = {"ignored findings by pattern", "spf tree"}
"""Inputs that end at a bound, and the one whose product is bounded by the size of a TXT record alone."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BOUNDED])
def test_the_time_is_linear(kind: str, tmp_path: Path) -> None:
    """Of reading, judging and reporting together."""
    sizes = [SMALLEST, 4 * SMALLEST, 16 * SMALLEST]
    inputs = [KINDS[kind](size) for size in sizes]
    folders = [tmp_path / str(size) for size in sizes]
    for given, folder in zip(inputs, folders, strict=True):
        folder.mkdir()
        write(given, folder)
    least = [float("inf")] * 3
    for _ in range(TRIES):
        costs = [run(given, folder) for given, folder in zip(inputs, folders, strict=True)]
        assert all(cost.status in (0, 1, 2) for cost in costs)
        least = [min(before, cost.seconds) for before, cost in zip(least, costs, strict=True)]
        if exponent(least) <= MOST:
            break

    print(f"{kind}: {' '.join(f'{each:.2f}' for each in least)} s, exponent {exponent(least):.2f}")
    assert exponent(least) <= MOST
