"""What all tests share: an environment that says the same everywhere."""

import os
from pathlib import Path

import pytest
from commandline import CommandLine
from hypothesis import settings

# Machines that run tests are slow at times, and how long an example takes is no property of the code.
settings.register_profile("zonelint", deadline=None)
settings.load_profile("zonelint")

CHANGES_OUTPUT = (
    "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS",
)  # fmt: skip


@pytest.fixture(autouse=True, scope="session")
def plain_environment() -> None:
    """Take away what a CI service or a terminal adds, and what git sets for its hooks."""
    for name in list(os.environ):
        if name in CHANGES_OUTPUT or name.startswith("GIT_"):
            del os.environ[name]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return the command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys, monkeypatch)
