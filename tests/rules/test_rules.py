"""Every rule: that its documentation is whole, and that its examples yield just what they are marked with."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from linting import RULES, lint, lint_by

from zonelint.lint.findings import SEVERITIES, Finding
from zonelint.lint.rule import Rule

SECTIONS = ("Why:", "Fix:", "Switch it off when:", "References:")
SUMMARY_COLUMNS = 100

MARK = re.compile(r"(?:;|#|//) <- ([a-z0-9-]+)")
"""`; <- RULE` at the end of a line: the rule reports this line. The mark of a comment is that of the file's format."""

BAN_IN_RULES = re.compile(
    r"zonelint\.(readers|output|commands|triage|cli|engine|loading|discovery)\b"
    r"|(socket\.(socket|create_connection|getaddrinfo))|(subprocess|urllib|http|ssl|asyncio|requests)\b"
    r"|dns\.(resolver|query|asyncresolver|asyncquery)\b"
)


def examples(kind: str, without: str = "") -> list[object]:
    """Return each example of `kind`, ``"BAD"`` or ``"GOOD"``, of each rule as a test case: the rule and its files.

    Those of the rule `without` are left out.
    """
    return [
        pytest.param(rule, files, id=f"{rule.name}-{kind.lower()}-{number}")
        for rule in RULES.values()
        if rule.name != without
        for number, files in enumerate(getattr(rule.module, kind, ()), start=1)
    ]


each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@pytest.mark.parametrize(("rule", "files"), examples("BAD"))
def test_bad_example_yields_its_marks(
    rule: Rule, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad example yields the findings that its lines are marked with, each once, and no other."""
    monkeypatch.chdir(tmp_path)
    expected = marks(files)

    assert rule.name in {name for name, _, _ in expected}
    assert expected == places(lint(files, rule.name))


@pytest.mark.parametrize(("rule", "files"), examples("GOOD"))
def test_good_example_yields_nothing(
    rule: Rule, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A good example yields no finding of its rule; where another rule speaks in its place, that line is marked."""
    monkeypatch.chdir(tmp_path)
    expected = marks(files)

    assert rule.name not in {name for name, _, _ in expected}
    assert expected == places(lint(files, rule.name))


# What a suppression silences depends on all the others.
@pytest.mark.parametrize(("rule", "files"), examples("BAD", without="unused-suppression"))
def test_bad_example_is_told_of_beside_all_other_rules(
    rule: Rule, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every rule on, advice included, a rule finds in its bad examples what it finds alone."""
    monkeypatch.chdir(tmp_path)
    together = [finding for finding in lint_by(files, set(RULES)) if finding.rule == rule.name]

    assert together
    assert messages(lint_by(files, {rule.name})) == messages(together)


@pytest.mark.parametrize(("rule", "files"), [*examples("BAD"), *examples("GOOD")])
def test_no_rule_is_passed_over_that_would_find_something(
    rule: Rule, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules say they need hides nothing: where all run whatever a view holds, they find the same."""
    monkeypatch.chdir(tmp_path)
    as_needed = lint_by(files, set(RULES))
    for each in RULES.values():
        monkeypatch.setattr(each, "needs", ())

    assert messages(as_needed) == messages(lint_by(files, set(RULES)))


@each_rule
def test_rule_has_two_examples_of_each_kind(rule: Rule) -> None:
    """A rule shows at least two zone sets that it speaks about, and two that it is silent about."""
    assert len(rule.module.BAD) >= 2
    assert len(rule.module.GOOD) >= 2


@each_rule
def test_documentation_is_whole(rule: Rule) -> None:
    """A rule has a summary that fits a line, and says why, how to fix it, when not to run it, and by which RFC."""
    summary, _, rest = rule.doc.strip().partition("\n\n")

    assert summary.endswith(".")
    assert len(summary) <= SUMMARY_COLUMNS
    assert "\n" not in summary
    paragraphs = rest.split("\n\n")
    assert list(SECTIONS) == [word for word in SECTIONS if any(text.startswith(word) for text in paragraphs)]


@each_rule
def test_references_name_a_source(rule: Rule) -> None:
    """The references are not empty, and an RFC stands with its number."""
    references = rule.doc.partition("References:")[2].strip()

    assert references
    assert [] == re.findall(r"RFC(?! \d)", references)


@each_rule
def test_name_is_that_of_the_file(rule: Rule) -> None:
    """The slug is the file's name, made of lower-case words."""
    file = Path(inspect.getfile(rule.module))

    assert rule.name == file.stem.replace("_", "-")
    assert rule.theme == file.parent.name
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", rule.name)


@each_rule
def test_metadata_is_valid(rule: Rule) -> None:
    """The severity is one of the three, the types are upper case, and there is no more than one kind of check."""
    assert rule.severity in SEVERITIES
    assert all(rtype == rtype.upper() for rtype in rule.types)
    checks = {name for name in ("check", "check_record") if hasattr(rule.module, name)}
    assert ({"check_record"} if rule.types else set() if rule.reports_problems else {"check"}) == checks


@each_rule
def test_metadata_is_told_from_the_text(rule: Rule) -> None:
    """What is read before a module is imported is what the module says."""
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


def marks(files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Return (rule, file, line) for each mark in `files`, sorted."""
    return sorted(
        (rule, name, number)
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for rule in MARK.findall(line)
    )


def places(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Return (rule, file, line) of each finding, sorted."""
    return sorted((finding.rule, finding.path, finding.line) for finding in findings)


def messages(findings: list[Finding]) -> list[tuple[str, str, int, str]]:
    """Return (rule, file, line, message) of each finding, sorted."""
    return sorted((finding.rule, finding.path, finding.line, finding.message) for finding in findings)
