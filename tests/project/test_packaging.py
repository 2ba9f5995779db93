"""The project as it is installed: what the wheel holds, what a run imports, that it stays offline."""

import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from project import ROOT, build_wheel, copy_project, project_files, run_python

import zonelint

TREES = {"zonelint": "zonelint", "rules": "zonelint_rules"}
"""Folder in the project -> import package."""

HEAVY = (
    "dns", "ruamel", "socket", "json", "typing", "dataclasses", "tomllib", "pathlib", "contextlib",
    "importlib.metadata",
)  # fmt: skip
UNCALLED_FOR = {"zonelint.output.drawing", "zonelint.dns.typos", "zonelint.discovery.index_zones"}
"""Modules of ours that a set without index and without findings has no use for."""
"""Modules that cost more to import than a small run may take; each is imported by what needs it, then."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the wheel of the project as it lies here, built from a copy without old build products."""
    folder = tmp_path_factory.mktemp("wheel")
    copy_project(folder / "project")
    return zipfile.ZipFile(build_wheel(folder / "project"))


def modules_after(code: str, installed: Path, folder: Path = ROOT) -> set[str]:
    """Run `code` in `folder`, by an interpreter that has only `installed`; returns the modules it imported."""
    program = f"import sys; sys.path.insert(0, {str(installed)!r})\n{code}\nprint('', *sys.modules, sep='\\n')"
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.slow
def test_wheel_holds_every_module(wheel: zipfile.ZipFile) -> None:
    """Every Python file and schema of both trees is in the wheel, else the marker of a typed package, and data."""
    expected = {"zonelint/py.typed", "zonelint/mail/bounces/replies.toml"}
    for path in project_files():
        top, _, rest = path.partition("/")
        if top in TREES and path.endswith((".py", ".json")):
            expected.add(f"{TREES[top]}/{rest}")

    assert expected == {name for name in wheel.namelist() if ".dist-info/" not in name}


@pytest.mark.slow
def test_wheel_announces_command_and_rules(wheel: zipfile.ZipFile) -> None:
    """The wheel offers the command, and names the package of rules under the group that plug-ins use."""
    parser = configparser.ConfigParser()
    parser.read_string(wheel.read(f"{dist_info(wheel)}/entry_points.txt").decode())

    assert "zonelint.cli:main" == parser["console_scripts"]["zonelint"]
    assert "zonelint_rules" == parser["zonelint.rules"]["builtin"]


@pytest.mark.slow
def test_wheel_has_the_version_of_the_package(wheel: zipfile.ZipFile) -> None:
    """The version stands in one place, the package."""
    assert f"zonelint-{zonelint.__version__}.dist-info" == dist_info(wheel)


def dist_info(wheel: zipfile.ZipFile) -> str:
    """Return the name of the wheel's folder of metadata."""
    (folder,) = {name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    return folder


@pytest.mark.slow
def test_small_run_imports_nothing_heavy(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """A hook pays for each import on each commit: linting a few plain zones needs none of the heavy modules."""
    wheel.extractall(tmp_path / "installed")
    shutil.copytree(ROOT / "examples/fixed/zones", tmp_path / "zones")
    code = "from zonelint.cli import main\nassert main(['check', 'zones']) == 0"
    imported = modules_after(code, tmp_path / "installed", tmp_path)

    assert "zonelint_rules.mail.mail_sender_without_ptr" in imported
    assert set() == imported.intersection(HEAVY)
    assert set() == imported & UNCALLED_FOR


def test_command_line_imports_nothing_heavy() -> None:
    """Importing the command line alone is next to free."""
    imported = modules_after("import zonelint.cli", ROOT)

    assert "zonelint.cli" in imported
    assert set() == imported.intersection(HEAVY)


OFFLINE = """
import socket, sys

def audit(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise SystemExit(f"network: {event} {arguments}")

sys.addaudithook(audit)
"""
"""The interpreter reports each use of a socket to this hook, whoever opens it and by whatever function."""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["check", "--select", "ALL", "examples/broken"], 1),
        (["check", "examples/fixed"], 0),
        (["senders", "examples/broken"], 0),
        (["inventory", "examples/broken"], 0),
        (["lookup", "mail.example.net", "A", "examples/broken"], 0),
        (["explain", "550 5.7.25 [4.3.2.1] has no PTR record", "examples/broken"], 0),
        (["explain", "mail-sender-without-ptr"], 0),
        (["rules"], 0),
    ],
)
def test_run_opens_no_socket(words: list[str], status: int) -> None:
    """Every command but one is offline: no socket is made, no name is resolved."""
    done = run_python(f"{OFFLINE}\nfrom zonelint.cli import main\nsys.exit(main({words!r}))")

    assert ("", status) == (done.stderr, done.returncode)


def test_dry_run_of_snapshot_opens_no_socket() -> None:
    """The one command that may ask does not do so where it only shows the questions."""
    words = ["snapshot", "--dry-run", "examples/broken"]
    done = run_python(f"{OFFLINE}\nfrom zonelint.cli import main\nsys.exit(main({words!r}))")

    assert 0 == done.returncode, done.stderr


def test_offline_check_sees_a_socket() -> None:
    """The check above does stop a program that opens a socket."""
    done = run_python(f"{OFFLINE}\nsocket.socket()")

    assert done.stderr.startswith("network: socket.")


@pytest.mark.parametrize("path", [path for path in project_files() if re.match(r"(zonelint|rules)/.*\.py$", path)])
def test_no_group_is_possessive(path: str) -> None:
    """Python before 3.11.5 goes wrong where a possessive group fails half-way; single characters are safe."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if re.search(r"(?<!\\)\)[*+?]\+", line)]
