"""Problems that discovery and the readers note become findings: each names a rule that is there."""

import ast
import re
from collections.abc import Iterator

from linting import RULES
from project import ROOT

SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
NOTING = re.compile(r"Problem|(?:Line|Yaml)?Error|_?note|_?lose|problem|fault|report_unread")
"""Names of the functions and classes that take a rule's name among their arguments."""


def strings(node: ast.AST) -> Iterator[str]:
    """Yield the rule names that stand in an expression as text."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and SLUG.fullmatch(each.value):
            yield each.value


def named_in_call(node: ast.Call) -> Iterator[str]:
    """Yield the rule names among the arguments of a call that notes a problem."""
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name and NOTING.search(name):
        for argument in node.args:
            yield from strings(argument)
    for keyword in node.keywords:
        if keyword.arg == "rule":
            yield from strings(keyword.value)


def named_in_assignment(node: ast.Assign) -> Iterator[str]:
    """Yield the rule names that are given to a variable called rule."""
    if any(isinstance(target, ast.Name) and target.id.lower() == "rule" for target in node.targets):
        yield from strings(node.value)


def named_as_default(node: ast.arguments) -> Iterator[str]:
    """Yield the rule names that a parameter called rule has by default."""
    parameters = [*node.posonlyargs, *node.args]
    for parameter, default in zip(reversed(parameters), reversed(node.defaults), strict=False):
        if parameter.arg == "rule":
            yield from strings(default)


TRIAGE = ("baseline", "dated", "exceptions", "merge", "selection", "suppressions")
"""Modules that make findings of their own, or weigh those of rules."""


def rules_of_problems() -> set[str]:
    """Return the names of all rules that the package notes problems for; triage makes findings of its own."""
    found: set[str] = set()
    of_triage = {ROOT / "zonelint/lint" / f"{name}.py" for name in TRIAGE}
    assert all(path.is_file() for path in of_triage)
    for path in {*(ROOT / "zonelint").rglob("*.py")} - of_triage:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found.update(named_in_call(node))
            elif isinstance(node, ast.Assign):
                found.update(named_in_assignment(node))
            elif isinstance(node, ast.arguments):
                found.update(named_as_default(node))
    return found


def test_each_problem_has_a_rule_and_each_such_rule_a_problem() -> None:
    """A problem without a rule would be lost, and a rule without problems would never speak."""
    reporting = {
        name for name, rule in RULES.items() if rule.reports_problems or hasattr(rule.module, "findings_of_problems")
    }

    assert reporting == rules_of_problems()


def test_rules_of_the_theme_report_problems() -> None:
    """What is told of DNS as code, a reader or the discovery found out."""
    theme = {name for name, rule in RULES.items() if rule.theme == "as_code"}

    assert theme
    assert theme <= rules_of_problems()
