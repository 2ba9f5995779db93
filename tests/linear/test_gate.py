"""A comparison with a base costs little more than a plain run: what did not change is read and judged once.

Run by name: make linear.
"""

from pathlib import Path

import pytest
from growing_inputs import Input
from measuring import instructions, run, write
from repositories import commit, git, new_repository

ZONES = 600
MOST = 1.45
"""Times the CPU seconds of a plain run."""
MOST_COUNTED = 1.35
"""Times its instructions, start-up among them; 1.30 was counted."""
TRIES = 4


def zone(number: int, defects: bool) -> str:
    """Return a zone of some thirty records, with a few defects that are there before and after."""
    hosts = "".join(f"h{at} A 4.{number >> 8}.{number & 255}.{at + 1}\n" for at in range(24))
    broken = "".join(f"x{at} CNAME gone{at}\n" for at in range(4)) if defects else ""
    return f"$ORIGIN z{number}.example.\n$TTL 1h\n@ SOA h0 hostmaster 1 8h 2h 4w 1h\n@ NS h0\n@ NS h1\n{hosts}{broken}"


@pytest.mark.parametrize("defects", [False, True])
def test_a_comparison_costs_little(defects: bool, tmp_path: Path) -> None:
    """One zone of many is changed, and not committed; in seconds, or else in instructions, which nothing disturbs."""
    files = {f"z{number}.example.zone": zone(number, defects) for number in range(ZONES)}
    folder = new_repository(tmp_path / "it")
    commit(folder, files)
    plain = Input(files | {"z7.example.zone": zone(7, defects) + "more TXT x\n"}, ("check",))
    write(plain, folder)
    git(folder, "add", "-A")
    compared = plain._replace(words=("check", "--base", "HEAD"))
    least = [float("inf")] * 2
    for _ in range(TRIES):
        costs = [run(given, folder) for given in (plain, compared)]
        assert all(cost.status in (0, 1) for cost in costs)
        least = [min(before, cost.seconds) for before, cost in zip(least, costs, strict=True)]
        if least[1] <= MOST * least[0]:
            break

    print(f"defects {defects}: {least[0]:.2f} s, compared {least[1]:.2f} s, ratio {least[1] / least[0]:.2f}")
    if least[1] <= MOST * least[0]:
        return

    counts = [instructions(given, folder) for given in (plain, compared)]
    known = [count for count in counts if count is not None]
    assert len(known) == 2, "no valgrind here to count instructions with"
    print(f"defects {defects}: {known[0] / 1e6:.0f} and {known[1] / 1e6:.0f} million instructions")
    assert known[1] <= MOST_COUNTED * known[0]
