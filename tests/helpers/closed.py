"""Runs zonelint as somebody who may not read everything, whoever runs the tests."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commandline import Ran

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


def without_privilege() -> None:
    """Take from the program that is started next what lets root read any file; anybody else has nothing to lose."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")


def run(*words: str) -> Ran:
    """Run zonelint in the current folder, bound by the permissions of files and folders."""
    if os.geteuid() == 0 and not sys.platform.startswith("linux"):
        pytest.skip("root cannot give up its rights here")
    done = subprocess.run(
        [sys.executable, "-m", "zonelint", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=without_privilege,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def mode(path: str, bits: int) -> Iterator[None]:
    """Give the file or folder `path` the permissions `bits` for a while."""
    before = Path(path).stat().st_mode
    Path(path).chmod(bits)
    try:
        yield
    finally:
        Path(path).chmod(before)
