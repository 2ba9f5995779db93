"""Python's options -O and -OO, which drop assert statements and docstrings, change nothing that is reported."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from commandline import BROKEN, RULE
from project import ROOT

MODULES = sorted([*(ROOT / "zonelint").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
HARMLESS_CALLS = {"isinstance", "len", "all", "any", "callable"}


@cache
def findings_of_examples(*flags: str) -> Any:
    """Return what an interpreter with `flags` finds in the examples of all rules."""
    ran = subprocess.run(
        [sys.executable, *flags, str(ROOT / "tests/helpers/examples_run.py")],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize("flag", ["-O", "-OO"])
def test_findings_are_the_same(flag: str) -> None:
    """All rules find the same in all examples, whether asserts run or not."""
    expected = findings_of_examples()

    assert len(expected) > 300
    assert expected == findings_of_examples(flag)


def without_docstrings(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run zonelint in `folder` with an interpreter that drops docstrings."""
    program = [sys.executable, "-OO", "-m", "zonelint"]
    return subprocess.run([*program, *words], capture_output=True, text=True, cwd=folder, timeout=60, check=False)


def test_explain_shows_the_documentation_without_docstrings(tmp_path: Path) -> None:
    """The documentation is read from the file of the rule."""
    ran = without_docstrings(tmp_path, "explain", RULE)

    assert (0, "") == (ran.returncode, ran.stderr)
    assert "Fix:" in ran.stdout
    assert "References:" in ran.stdout


def test_rules_are_listed_with_summaries_without_docstrings(tmp_path: Path) -> None:
    """No summary is empty."""
    rules = json.loads(without_docstrings(tmp_path, "rules", "--format", "json").stdout)["rules"]

    assert len(rules) > 100
    assert [] == [rule["name"] for rule in rules if not rule["summary"]]


def test_sarif_holds_the_documentation_without_docstrings(tmp_path: Path) -> None:
    """Each rule has its help."""
    (tmp_path / "example.com.zone").write_text(BROKEN, encoding="utf-8")
    log = json.loads(without_docstrings(tmp_path, "--format", "sarif").stdout)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert "Fix:" in rules[RULE]["help"]["text"]


def test_help_of_a_command_says_what_it_does_without_docstrings(tmp_path: Path) -> None:
    """The line below the usage is there."""
    ran = without_docstrings(tmp_path, "check", "--help")

    assert "Check the zones, and report what is wrong, with file and line." in ran.stdout.splitlines()


# -- asserts only state what holds -----------------------------------------------------------------------------------


def properties(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names that are properties of some class in `trees`."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and {ast.unparse(each) for each in node.decorator_list} & {"property", "cached_property"}
    }


def plain_attributes(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names that some object in `trees` has as a plain attribute."""
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}


def works(node: ast.AST, own: set[str], foreign: set[str]) -> bool:
    """Tell whether to evaluate `node` may do something: call, assign, or read a property, which may be worked out.

    `own` are the properties of the module, `foreign` the names that are properties wherever they stand.
    """
    if isinstance(node, ast.Call):
        return not (isinstance(node.func, ast.Name) and node.func.id in HARMLESS_CALLS)
    if isinstance(node, ast.Attribute):
        is_self = isinstance(node.value, ast.Name) and node.value.id == "self"
        return node.attr in (own if is_self else foreign)
    return isinstance(node, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)


def asserts_at_work(trees: Iterable[ast.Module]) -> list[str]:
    """Return the assert statements in `trees` without which the program would not do the same."""
    trees = list(trees)
    foreign = properties(trees) - plain_attributes(trees)
    return [
        ast.unparse(statement)
        for tree in trees
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Assert)
        and any(works(node, properties([tree]), foreign) for node in ast.walk(statement.test))
    ]


def test_no_assert_does_any_work() -> None:
    """An assert calls nothing, assigns nothing and reads no property: without it the program does the same."""
    assert [] == asserts_at_work(ast.parse(path.read_text(encoding="utf-8")) for path in MODULES)


PROPERTY = "class A:\n    @property\n    def found(self): return find(self)\n    def other(self):\n        assert {}\n"


@pytest.mark.parametrize(
    "text",
    [
        "assert f()",
        "assert (x := 1)",
        "assert isinstance(f(), int)",
        PROPERTY.format("self.found is not None"),
        PROPERTY.format("a.found"),
    ],
)
def test_assert_that_works_is_seen(text: str) -> None:
    """What the test above looks for, it finds."""
    assert 1 == len(asserts_at_work([ast.parse(text)]))


def test_assert_that_states_is_let_through() -> None:
    """Comparisons, types and plain attributes are no work."""
    text = "self.x = 1\nassert self.x is not None\nassert isinstance(x.y, str) and len(x) > 1\n"

    assert [] == asserts_at_work([ast.parse(text)])
