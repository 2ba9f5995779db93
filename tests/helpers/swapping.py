"""A process that puts links in the place of files and folders, and back, as fast as it can."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic

_PROGRAM = """
import os, sys
pairs = [tuple(word.split("=")) for word in sys.argv[1:]]
for good, bad in pairs:
    os.rename(good, good + ".good")
    os.symlink(bad, good)
print("begun", flush=True)
while True:
    for good, bad in pairs:
        os.unlink(good)
        os.rename(good + ".good", good)
    for good, bad in pairs:
        os.rename(good, good + ".good")
        os.symlink(bad, good)
"""


@contextmanager
def swapping(links: dict[Path, Path]) -> Iterator[None]:
    """Keep swapping each path of `links`, a file or a folder, for a link to another one."""
    pairs = [f"{good}={bad}" for good, bad in links.items()]
    with subprocess.Popen([sys.executable, "-c", _PROGRAM, *pairs], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "begun\n" == process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


def attempts(least: int, enough: Callable[[], bool], seconds: float = 120) -> Iterator[int]:
    """Yield numbers: `least` of them, then more until there are `enough`, for `seconds` at most.

    Time is the bound, not a number: on a machine with much to do, the swaps stand still for longer than thousands
    of attempts take.
    """
    until = monotonic() + seconds
    for number in count():
        if number >= least and (enough() or monotonic() > until):
            return
        yield number
