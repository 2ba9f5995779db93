"""zonelint's own rules are found by their index, and those that others install by an import."""

import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from commandline import BROKEN, RULE, CommandLine, write
from project import ROOT, run_python
from rule_packages import PACKAGE, SOUND_RULE, install

from zonelint.lint.registry import load_rules
from zonelint.lint.rule import Rule, RuleError
from zonelint.lint.rule_index import index_text


def test_index_says_what_the_rules_say() -> None:
    """It is made anew by `make index` when a rule comes, goes or changes what it needs."""
    index = ROOT / "rules" / "_index.py"

    assert index_text() == index.read_text(encoding="utf-8")


def test_own_rules_are_not_imported_to_be_found() -> None:
    """The index says enough; to import them all would be paid on every commit."""
    program = "import sys; from zonelint.lint.registry import load_rules; load_rules()\nprint(*sys.modules)"
    imported = run_python(program).stdout.split()

    assert ["zonelint_rules", "zonelint_rules._index"] == [name for name in imported if name.startswith("zonelint_r")]


def test_own_rules_are_those_of_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is looked at, neither the folders nor the modules."""
    index = {("mail", "zone_off"): (False, ()), ("reverse", "zone_on"): (True, ("PTR",))}
    monkeypatch.setattr("zonelint_rules._index.RULES", index)
    rules = load_rules()

    assert [("zone-off", "mail", False, ()), ("zone-on", "reverse", True, ("PTR",))] == [
        (rule.name, rule.theme, rule.default, rule.needs) for rule in rules.values()
    ]


def test_rule_of_any_form_is_found(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is imported, and runs as it says itself."""
    write({"zones/example.com.zone": BROKEN})
    off = SOUND_RULE.replace('"warning"', "'info'")
    install(monkeypatch, {"mail/zone_off": off, "mail/zone_on": off + "DEFAULT: bool = True\n"})
    rules = load_rules()

    assert (False, True) == (rules["zone-off"].default, rules["zone-on"].default)
    ran = command("zones", "--format", "json")
    assert ["zone-on", RULE] == [finding["rule"] for finding in ran.json["findings"]]


# -- what is installed -----------------------------------------------------------------------------------------------


def test_two_packages_with_one_name_are_an_error(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are named: one would hide what the other finds."""
    write({"zones/example.com.zone": BROKEN})
    install(monkeypatch, {"other/mx_target_without_address": SOUND_RULE})

    expected = f"there are two rules {RULE}, of the packages {PACKAGE} and zonelint_rules: rename or uninstall one"
    assert (2, expected) == command("zones").error


def test_one_name_in_two_themes_is_an_error(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are of one package, and its themes are named."""
    write({"zones/example.com.zone": BROKEN})
    install(monkeypatch, {"one/zone_there": SOUND_RULE, "two/zone_there": SOUND_RULE})
    status, message = command("zones").error

    assert 2 == status
    assert f"two rules zone-there, of the package {PACKAGE}, in its themes one and two" in message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 / 0\n", "rules_of_others: ZeroDivisionError: division by zero"),
        ("import no_such_library\n", "No module named"),
    ],
)
def test_package_that_fails_is_an_error(
    text: str, why: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its author wrote."""
    write({"zones/example.com.zone": BROKEN})
    install(monkeypatch, {})
    write({f"site/{PACKAGE}/__init__.py": text})
    status, message = command("zones").error

    assert 2 == status
    assert message.startswith(f"rules cannot be imported: {why}")


def test_module_in_the_place_of_a_package_is_an_error(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with a folder for each theme is wanted."""
    write({"zones/example.com.zone": BROKEN, "site/single_module.py": ""})
    monkeypatch.syspath_prepend(Path("site").absolute())
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter(["single_module"]))
    status, message = command("zones").error

    assert 2 == status
    assert "single_module is not a package" in message


def test_namespace_package_is_read(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package without ``__init__.py``, its themes too."""
    write({"zones/example.com.zone": BROKEN, "site/namespaced_rules/mail/zone_there.py": SOUND_RULE})
    monkeypatch.syspath_prepend(Path("site").absolute())
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter(["namespaced_rules"]))
    ran = command("zones", "--format", "json")

    assert ["zone-there"] == [finding["rule"] for finding in ran.json["findings"]]


def test_package_in_an_archive_is_an_error(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and does not pass for one without rules."""
    write({"zones/example.com.zone": BROKEN})
    with ZipFile("site.zip", "w") as archive:
        archive.writestr("zipped_rules/__init__.py", "")
        archive.writestr("zipped_rules/mail/__init__.py", "")
        archive.writestr("zipped_rules/mail/zone_there.py", SOUND_RULE)
    monkeypatch.setattr(sys, "path", [str(Path("site.zip").absolute()), *sys.path])
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter(["zipped_rules"]))
    status, message = command("zones").error

    assert 2 == status
    assert "site.zip/zipped_rules, which is not a folder: rules are not read from archives" in message


def test_rule_without_severity_is_none() -> None:
    """A module made by hand is held to the same."""
    with pytest.raises(RuleError, match="its SEVERITY is to be one of error, warning, info"):
        Rule(ModuleType("package.theme.some_rule"), "theme")
