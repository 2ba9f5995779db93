"""Every rule: that its documentation is whole, and that its examples yield just what they are marked with."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from linting import RULES, lint_by, usual_rules

from zonelint.lint.findings import Finding
from zonelint.lint.rule import Rule
from zonelint.testing import Example, assert_example, examples_of, faults_of

BAN_IN_RULES = re.compile(
    r"zonelint\.(readers|output|commands|snapshot|cli|discovery|lint\.(?!api\b))"
    r"|(socket\.(socket|create_connection|getaddrinfo))|(subprocess|urllib|http|ssl|asyncio|requests)\b"
    r"|dns\.(resolver|query|asyncresolver|asyncquery)\b"
)


EXAMPLES = [example for rule in RULES.values() for example in examples_of(rule)]

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_yields_its_marks(example: Example) -> None:
    """Beside the usual rules, what is marked is found, each once, and nothing else."""
    assert_example(example, *usual_rules())


# What a suppression silences depends on all the others.
@pytest.mark.parametrize(
    "example",
    [each for each in EXAMPLES if each.kind == "BAD" and each.rule.name != "unused-suppression"],
    ids=str,
)
def test_bad_example_is_told_of_beside_all_other_rules(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every rule on, advice included, a rule finds in its bad examples what it finds alone."""
    monkeypatch.chdir(tmp_path)
    rule = example.rule.name
    found = lint_by(example.files, set(RULES), example.before)
    together = [finding for finding in found if finding.rule == rule]

    assert together
    assert messages(lint_by(example.files, {rule}, example.before)) == messages(together)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_no_rule_is_passed_over_that_would_find_something(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules say they need hides nothing: where all run whatever a view holds, they find the same."""
    monkeypatch.chdir(tmp_path)
    as_needed = lint_by(example.files, set(RULES), example.before)
    for each in RULES.values():
        monkeypatch.setattr(each, "needs", ())

    assert messages(as_needed) == messages(lint_by(example.files, set(RULES), example.before))


@each_rule
def test_rule_has_two_examples_of_each_kind(rule: Rule) -> None:
    """A rule shows at least two zone sets that it speaks about, and two that it is silent about."""
    assert len(rule.module.BAD) >= 2
    assert len(rule.module.GOOD) >= 2


@each_rule
def test_rule_is_made_as_rules_are(rule: Rule) -> None:
    """It has a name, a documentation and constants as users and the engine want them."""
    assert [] == faults_of(rule)


@each_rule
def test_place_is_that_of_the_file(rule: Rule) -> None:
    """The slug is the file's name, the theme its folder's."""
    file = Path(inspect.getfile(rule.module))

    assert (rule.name, rule.theme) == (file.stem.replace("_", "-"), file.parent.name)


@each_rule
def test_metadata_is_known_before_the_import(rule: Rule) -> None:
    """What the index says of a rule is what its module says."""
    imported = Rule(rule.module, rule.theme)

    assert (rule.default, list(rule.needs)) == (imported.default, list(imported.needs))


@each_rule
def test_rule_imports_no_reader_output_or_network(rule: Rule) -> None:
    """A rule knows neither how records are read nor how findings are shown, and stays offline."""
    imported = list(imports_of(Path(inspect.getfile(rule.module))))

    assert [] == [name for name in imported if BAN_IN_RULES.match(name)]


def test_every_module_of_the_folder_is_a_rule() -> None:
    """Each file in a folder of a theme is found, so that none lies there unused."""
    top = Path(inspect.getfile(next(iter(RULES.values())).module)).parent.parent
    files = {path.stem.replace("_", "-") for path in top.glob("*/*.py") if not path.name.startswith("_")}

    assert files == {name for name, rule in RULES.items() if Path(inspect.getfile(rule.module)).is_relative_to(top)}


def imports_of(path: Path) -> "list[str]":
    """Return the dotted names that the module at `path` imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def messages(findings: list[Finding]) -> list[tuple[str, str, int, str]]:
    """Return (rule, file, line, message) of each finding, sorted."""
    return sorted((finding.rule, finding.path, finding.line, finding.message) for finding in findings)
