"""Time grows with the size of the input and no faster, for every kind of input that a stranger may make large.

Each kind is read at n, 4n and 16n. CPU time is measured, in a process for each run; on a busy machine even that varies,
so the least of several runs counts, and what seems to grow too fast is read again at four times the sizes: noise weighs
less there, and a growth that is real shows all the more. Run by name: make linear.
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
"""A configuration of more than a mebibyte is refused: these are read at half the sizes, and no larger."""
REFUSED = {"severities unknown", "options unknown"}
"""Inputs that end with an error, at each size."""


def seconds_at(kind: str, sizes: list[int], folder: Path) -> list[float]:
    """Return the least CPU seconds at each of `sizes`: reading, judging and reporting together."""
    inputs = [KINDS[kind](size) for size in sizes]
    folders = [folder / str(size) for size in sizes]
    for given, where in zip(inputs, folders, strict=True):
        where.mkdir(exist_ok=True)
        write(given, where)
    expected = {2} if kind in REFUSED else {0, 1}
    least = [float("inf")] * 3
    for _ in range(TRIES):
        costs = [run(given, where) for given, where in zip(inputs, folders, strict=True)]
        assert {cost.status for cost in costs} <= expected
        least = [min(before, cost.seconds) for before, cost in zip(least, costs, strict=True)]
        if exponent(least) <= MOST:
            break
    print(f"{kind}: {' '.join(f'{each:.2f}' for each in least)} s, exponent {exponent(least):.2f}")
    return least


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BOUNDED])
def test_the_time_is_linear(kind: str, tmp_path: Path) -> None:
    """At the sizes given, or at larger ones."""
    smallest = SMALLEST // 2 if kind in IN_CONFIGURATION else SMALLEST
    sizes = [smallest, 4 * smallest, 16 * smallest]
    power = exponent(seconds_at(kind, sizes, tmp_path))
    if power > MOST and kind not in IN_CONFIGURATION:
        power = exponent(seconds_at(kind, [4 * size for size in sizes], tmp_path))
    assert power <= MOST
