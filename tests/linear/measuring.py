"""What one run of zonelint costs, measured in a process of its own."""

import math
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from growing_inputs import Input

# Imported before a process is made, so that no run pays for it.
from zonelint import cli
from zonelint.lint import engine, views  # noqa: F401
from zonelint.lint.registry import load_rules

RULES = load_rules()


LOOPS = 200_000
SECONDS_OF_LOOPS = 0.05
"""CPU seconds on the machine that bounds were set on."""


class Cost(NamedTuple):
    """CPU time in seconds, exit status, and what was printed to standard output."""

    seconds: float
    status: int
    printed: int


def write(given: Input, folder: Path) -> None:
    """Write the files of `given` into `folder`."""
    made = {""}
    for name, text in given.files.items():
        parent = os.path.dirname(name)
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (folder / name).write_text(text)


def run(given: Input, folder: Path) -> Cost:
    """Run the command line of `given` in `folder`, which holds its files; the printing counts as well."""
    (folder / ".stdin").write_text(given.stdin)
    child = os.fork()
    if not child:
        _run_and_exit(given, folder)
    _, status, usage = os.wait4(child, 0)
    printed = (folder / ".stdout").stat().st_size
    return Cost(usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status), printed)


def _run_and_exit(given: Input, folder: Path) -> None:
    status = 99
    try:
        os.chdir(folder)
        sys.stdin = open(".stdin")  # noqa: SIM115 - open as long as the process
        sys.stdout = open(".stdout", "w")  # noqa: SIM115
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        status = cli.run(given.words)
        sys.stdout.flush()
    finally:
        os._exit(status)


def instructions(given: Input, folder: Path) -> int | None:
    """Return how many instructions the command line of `given` takes in `folder`, its start-up among them.

    That is the same at each run, whatever else the machine does; it takes some fifty times as long.
    Without valgrind, None.
    """
    if shutil.which("valgrind") is None:
        return None
    (folder / ".stdin").write_text(given.stdin)
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    with open(folder / ".stdin") as stdin, open(folder / ".stderr", "w+") as stderr:
        command = [*counting, sys.executable, "-m", "zonelint", *given.words]
        files = {"stdin": stdin, "stdout": subprocess.DEVNULL, "stderr": stderr}
        subprocess.run(command, check=False, cwd=folder, env=environment, **files)
        stderr.seek(0)
        counted = re.search(r"I +refs: +([0-9,]+)", stderr.read())
    assert counted is not None
    return int(counted[1].replace(",", ""))


def slowness() -> float:
    """Return how many times as long a bare loop takes here as on the machine that bounds were set on; 1 at least."""
    begin = time.process_time()
    counts: dict[str, int] = {}
    for number in range(LOOPS):
        counts[f"name{number & 1023}.example"] = counts.get(f"name{number & 511}.example", 0) + 1
    return max(1.0, (time.process_time() - begin) / SECONDS_OF_LOOPS)


def exponent(costs: Sequence[float], smallest: float = 0.025) -> float:
    """Return the power of the size that the cost at n, 4n and 16n grows with, what is the same for each taken off.

    A growth below `smallest` counts as that: of seconds, it is too small to measure.
    """
    first, second, third = costs
    return math.log(max(third - second, 0.001) / max(second - first, smallest), 4)
