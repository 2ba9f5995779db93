"""`make rule` writes the frame of a rule: what is filled in where its blanks are is a rule that all tests accept."""

import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from project import ROOT, copy_project

from zonelint.lint.rule_frame import main
from zonelint.testing import assert_rule, faults_of

RULE = "mx-preference-zero"
FILE = "rules/mail/mx_preference_zero.py"
FILLED = (
    "A mail exchange has preference zero.",
    "the test needs a rule.",
    "take another number.",
    "always.",
    "RFC 5321 section 5.1.",
    "warning",
    "MX",
    "MX    0 mail",
    "# With a record of another kind beside it.",
    "TXT   0\n     MX    0 mail",
    "MX    5 mail",
    "# Nothing is known of the host.",
    "MX    5 mail.example.net.",
    "the preference is 0.",
    'record.rdata.startswith("0 ")',
    "has preference 0",
    "write another preference",
)
"""What is written in place of each blank, with the hint in parentheses behind it, if there is one."""


def filled(frame: str) -> str:
    """Return `frame` with all blanks filled in."""
    texts = iter(FILLED)
    text = re.sub(r"(?:# )?___(?: \([^)\n]*\))?\.?", lambda _: next(texts), frame)
    assert [] == list(texts)
    return text


def make_rule(folder: Path, name: str) -> "subprocess.CompletedProcess[str]":
    """Run `make rule` in `folder`; no environment is made for it."""
    command = ["make", "--no-print-directory", "rule", f"NAME={name}", f"PYTHON={sys.executable}", "VENV=/nowhere"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def module_of(path: Path) -> ModuleType:
    """Return the module at `path` as one of zonelint's rules."""
    spec = spec_from_file_location(f"zonelint_rules.mail.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_filled_frame_is_a_rule(tmp_path: Path) -> None:
    """In a clone of the project: its documentation and examples are whole, and its layout is the project's."""
    copy_project(tmp_path)
    made = make_rule(tmp_path, f"mail/{RULE}")
    path = tmp_path / FILE
    frame = path.read_text(encoding="utf-8")
    path.write_text(filled(frame), encoding="utf-8")
    ruff = [
        subprocess.run([sys.executable, "-m", "ruff", *words, FILE], cwd=tmp_path, capture_output=True, check=False)
        for words in (["check"], ["format", "--check"])
    ]

    assert (0, f"{FILE}: fill in each ___; docs/writing-rules.md says how\n") == (made.returncode, made.stdout)
    assert_rule(module_of(path))
    assert [] == [done.stdout for done in ruff if done.returncode]


def test_frame_with_blanks_is_no_rule(tmp_path: Path) -> None:
    """What is forgotten is told of."""
    (tmp_path / "mail").mkdir()
    assert 0 == main([str(tmp_path), f"mail/{RULE}"])
    path = tmp_path / "mail/mx_preference_zero.py"
    frame = path.read_text(encoding="utf-8")
    path.write_text(filled(frame).replace("always.", "___."), encoding="utf-8")

    assert ["there are blanks to be filled in: ___"] == faults_of(module_of(path))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mail", "'mail' is no name of a rule: THEME/RULE is wanted, such as mail/mx-target-is-cname"),
        ("mail/cname", "'mail/cname' is no name of a rule"),
        ("mail/MX-odd", "'mail/MX-odd' is no name of a rule"),
        ("mail/mx_odd", "'mail/mx_odd' is no name of a rule"),
        ("mial/mx-odd", "there is no theme 'mial'; did you mean mail?"),
        ("../mx-odd", "'../mx-odd' is no name of a rule"),
        ("web/mx-odd", f"there is no theme 'web': make the folder {ROOT / 'rules'}/web if it is to be a new one"),
        ("mail/mx-target-is-cname", "mx_target_is_cname.py exists"),
    ],
)
def test_other_names_are_refused(name: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason; nothing is written."""
    before = sorted(ROOT.glob("rules/**/*.py"))

    assert 2 == main([str(ROOT / "rules"), name])
    assert told in capsys.readouterr().err
    assert before == sorted(ROOT.glob("rules/**/*.py"))


def test_name_is_wanted() -> None:
    """Without one the usage is shown."""
    done = make_rule(ROOT, "")

    assert 2 == done.returncode
    assert done.stderr.startswith("usage: make rule NAME=theme/rule")


def test_wrong_number_of_words_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the command behind it, too."""
    assert 2 == main(["rules"])
    assert "usage: python -m zonelint.lint.rule_frame FOLDER THEME/RULE\n" == capsys.readouterr().err
