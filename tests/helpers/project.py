"""The project as files: what a clone would hold, and its command line run as a user runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
"""The top of the project."""

PROGRAM = "import sys; from zonelint.cli import main; sys.exit(main(sys.argv[1:]))"
"""Starts zonelint in the interpreter that runs the tests, wherever its script is installed."""


def project_files() -> list[str]:
    """Return the project's files: those that git knows or would add, relative to its top."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted({path for path in listed.split("\0") if path and (ROOT / path).is_file()})


def copy_project(target: Path) -> None:
    """Copy what a clone of the project would hold, uncommitted changes included, to the folder `target`."""
    for path in project_files():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target / path)


def build_wheel(project: Path) -> Path:
    """Build the wheel of the folder `project`, beside it; what builds it is fetched, what it needs is not."""
    folder = project.parent / f"{project.name}-wheel"
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(project)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def run_zonelint(*arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run the command line in a process of its own, in `folder`."""
    return run_python(PROGRAM, *arguments, folder=folder)


def run_python(program: str, *arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run the text `program` in a process of its own that can import zonelint, in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
