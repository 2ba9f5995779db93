"""The template of a package of rules: installed beside zonelint where nothing else is, it works as documented."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from project import ROOT, build_wheel, copy_project

TEMPLATE = "examples/rule-package"
PACKAGE = "zonelint_rules_example"
RULE = "www-missing"
ZONE = """\
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      A    4.3.2.2
      MX   10 gone
ns1   A    4.3.2.1
"""
RAISES = '''\
"""It looks at an address, and stumbles.

Why: so.
"""

from zonelint.lint.api import Context, Record

SEVERITY = "error"
TYPES = ("A",)


def check_record(context: Context, record: Record):
    raise LookupError(record.owner)
'''


class Installation:
    """An environment that holds zonelint and the package, and neither pip nor what zonelint needs for rarer things."""

    def __init__(self, folder: Path, *wheels: Path) -> None:
        venv.create(folder, with_pip=False)
        self.python = folder / "bin" / "python"
        command = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--quiet"]
        subprocess.run([*command, "--no-index", "--no-deps", *map(str, wheels)], check=True, capture_output=True)
        (self.packages,) = folder.glob("lib/python*/site-packages")

    def run(self, *words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
        """Run Python with `words` in `folder`; what the tests themselves can import is out of its sight."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        command = [str(self.python), *words]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    def zonelint(self, *words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
        """Run zonelint in `folder`, by the command that is installed."""
        return self.run(str(self.python.parent / "zonelint"), *words, folder=folder)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an environment with both, each built from a copy."""
    folder = tmp_path_factory.mktemp("packages")
    copy_project(folder / "project")
    shutil.copytree(folder / "project" / TEMPLATE, folder / "template")
    wheels = [build_wheel(folder / name) for name in ("project", "template")]
    return Installation(folder / "environment", *wheels)


@pytest.fixture
def zones(tmp_path: Path) -> Path:
    """Return a folder with one zone, in which a rule of each package finds something."""
    (tmp_path / "example.com.zone").write_text(ZONE, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_rule_is_found(installed: Installation, zones: Path) -> None:
    """It stands in the list, can be explained, and runs by default."""
    listed = json.loads(installed.zonelint("rules", "--format", "json", folder=zones).stdout)["rules"]
    explained = installed.zonelint("explain", RULE, folder=zones)
    checked = installed.zonelint("check", "--format", "concise", folder=zones)

    assert [("web", "warning")] == [(each["theme"], each["severity"]) for each in listed if each["name"] == RULE]
    assert (0, "") == (explained.returncode, explained.stderr)
    assert "people type www before a domain" in explained.stdout
    assert (1, "") == (checked.returncode, checked.stderr)
    assert "example.com.zone:4" in checked.stdout
    assert RULE in checked.stdout


@pytest.mark.slow
def test_tests_of_the_template_pass(installed: Installation, zones: Path) -> None:
    """With nothing but the standard library; they do run."""
    shutil.copytree(ROOT / TEMPLATE / "tests", zones / "tests")
    done = installed.run("-m", "unittest", "discover", "tests", folder=zones)

    assert 0 == done.returncode, done.stderr
    assert "Ran 3 tests" in done.stderr


@pytest.mark.slow
def test_tests_of_the_template_fail_where_the_rule_is_broken(installed: Installation, zones: Path) -> None:
    """An example that says something else is told of, with the line."""
    shutil.copytree(ROOT / TEMPLATE / "tests", zones / "tests")
    module = installed.packages / PACKAGE / "web" / "www_missing.py"
    sound = module.read_text(encoding="utf-8")
    module.write_text(sound.replace("www  CNAME @\n", ""), encoding="utf-8")
    done = installed.run("-m", "unittest", "discover", "tests", folder=zones)
    module.write_text(sound, encoding="utf-8")

    assert 1 == done.returncode
    assert f"{RULE}-good-1:\n  not marked: example.com.zone:4 {RULE}: " in done.stderr


@pytest.mark.slow
def test_tests_of_the_template_pass_with_pytest(installed: Installation, zones: Path) -> None:
    """Where pytest is, it runs them as they are."""
    shutil.copytree(ROOT / TEMPLATE / "tests", zones / "tests")
    announced = installed.packages.glob("zonelint_rules_example-*.dist-info")
    for folder in (*announced, installed.packages / PACKAGE):
        shutil.copytree(folder, zones / folder.name)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{zones}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=zones, env=environment, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout
    assert "3 passed" in done.stdout


@pytest.mark.slow
def test_rule_that_raises_breaks_nothing(installed: Installation, zones: Path) -> None:
    """The status is 3, those who make the package are named, and all other findings are reported."""
    before = json.loads(installed.zonelint("check", "--format", "json", folder=zones).stdout)
    module = installed.packages / PACKAGE / "web" / "address_unloved.py"
    module.write_text(RAISES, encoding="utf-8")
    done = installed.zonelint("check", "--format", "json", folder=zones)
    module.unlink()

    assert 3 == done.returncode
    assert f"the rule address-unloved of the package {PACKAGE} failed: LookupError: " in done.stderr
    assert {RULE, "mx-target-without-address"} <= {each["rule"] for each in before["findings"]}
    assert before["findings"] == json.loads(done.stdout)["findings"]


@pytest.mark.slow
def test_rule_that_cannot_be_imported_breaks_nothing(installed: Installation, zones: Path) -> None:
    """Neither a check nor the list of rules."""
    module = installed.packages / PACKAGE / "web" / "address_unloved.py"
    module.write_text("import no_such_library\n", encoding="utf-8")
    checked = installed.zonelint("check", "--format", "json", folder=zones)
    listed = installed.zonelint("rules", folder=zones)
    module.unlink()

    assert (3, 3) == (checked.returncode, listed.returncode)
    assert "the rule address-unloved cannot be imported: No module named 'no_such_library'" in checked.stderr
    assert RULE in checked.stdout
    assert RULE in listed.stdout
