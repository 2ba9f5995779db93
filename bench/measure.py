"""What zonelint costs beside others that read the same zones, as ratios of CPU time: make bench.

    python bench/measure.py [--seed N] [--rounds N] [--big]

A ratio says how many times a program's CPU time zonelint takes. They are run in turns, so that a slow while is slow for
all, and the median counts; each must accept the zones. --big adds a set of a million records.
"""

import argparse
import itertools
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PYTHON = sys.executable
ZONELINT = str(Path(PYTHON).parent / "zonelint")
SETS = {"three zones": (1, 40), "200 zones": (200, 10_000), "2000 zones": (2_000, 100_000)}
BIG = {"a million records": (1_000, 1_000_000)}
DNSPYTHON_RECORDS = 20_000  # of larger sets it would not say more

READ_WITH_DNSPYTHON = """
import pathlib, dns.zone
print(sum(
    len(rdataset) for path in pathlib.Path().glob("*.zone")
    for _, rdataset in dns.zone.from_file(str(path), path.stem, relativize=False).iterate_rdatasets()
), "records")
"""


class Cost(NamedTuple):
    """What one run of a program took: CPU time in seconds, memory at its peak in octets."""

    seconds: float
    octets: float


def run(command: list[str], folder: Path, expected: str) -> Cost:
    """Run `command` in `folder`; raises SystemExit if it fails, or does not print what is `expected`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read().decode(errors="replace")
    if process.returncode or expected not in printed:
        raise SystemExit(f"{command[0]} ends with status {process.returncode}, expected: {expected}\n{printed[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def medians(commands: dict[str, tuple[list[str], str]], folder: Path, rounds: int) -> dict[str, Cost]:
    """Return the cost of each of `commands`, run in turns, after one run of each that does not count."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, (command, expected) in commands.items():
            cost = run(command, folder, expected)
            if turn:
                costs[name].append(cost)
    return {name: Cost(*map(statistics.median, zip(*found, strict=True))) for name, found in costs.items()}


def readers(records: int) -> dict[str, tuple[list[str], str]]:
    """Return name -> command and what it prints, of every program that is here and reads a set of `records`."""
    commands = {"zonelint": ([ZONELINT, "--ignore", "mx-target-not-public", "named.conf"], f"({records} records)")}
    if shutil.which("named-checkconf"):
        commands["named-checkconf -z"] = (["named-checkconf", "-z", "named.conf"], "loaded serial")
    if records <= DNSPYTHON_RECORDS:
        commands["dnspython"] = ([PYTHON, "-I", "-c", READ_WITH_DNSPYTHON], f"{records} records")
    return commands


def compare(title: str, commands: dict[str, tuple[list[str], str]], folder: Path, rounds: int) -> Cost:
    """Measure `commands` and print what the first costs as a ratio to each; returns the first's cost."""
    costs = medians(commands, folder, rounds)
    first = next(iter(costs.values()))
    print(title)
    for name, cost in costs.items():
        print(f"  {name:20} {cost.seconds:8.3f} s CPU   ratio {first.seconds / cost.seconds:5.2f}")
    return first


def main() -> None:
    """Make the sets in a folder of their own, measure, and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--big", action="store_true")
    options = parser.parse_args()
    nothing = {"python -I -c pass": ([PYTHON, "-I", "-c", "pass"], "")}
    compare("start-up", {"zonelint --version": ([ZONELINT, "--version"], "zonelint")} | nothing, HERE, 20)
    seen: list[tuple[int, Cost]] = []
    for title, (zones, wanted) in (SETS | (BIG if options.big else {})).items():
        with tempfile.TemporaryDirectory() as folder:
            # Made by a process of its own: what this one has held in memory counts as its children's.
            words = [PYTHON, str(HERE / "zone_sets.py"), folder, str(zones), str(wanted), str(options.seed)]
            records = int(subprocess.check_output(words))
            commands = readers(records) | (nothing if records < 1_000 else {})
            cost = compare(f"{title}, {records} records", commands, Path(folder), options.rounds)
        seen += [(records, cost)] if records >= 1_000 else []
    for (fewer, less), (more, cost) in itertools.pairwise(seen):
        growth = math.log(cost.seconds / less.seconds) / math.log(more / fewer)
        octets = (cost.octets - less.octets) / (more - fewer)
        print(f"from {fewer} to {more} records: time to the power of {growth:.2f}, {octets:.0f} octets for each more")


if __name__ == "__main__":
    main()
