"""Rules that others install are found; what a text tells of a rule is what its module says."""

import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from commandline import BROKEN, RULE, CommandLine, write
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT
from rule_packages import PACKAGE, SOUND_RULE, install

from zonelint.lint.registry import load_rules
from zonelint.lint.rule import Rule, RuleError
from zonelint.lint.rule_index import text_of
from zonelint.lint.rule_text import described

DOC = '"""A rule.\n\nWhy: so.\n"""\n\n'
CHECKS = "\n\ncheck = iter\n"


def imported(text: str) -> tuple[bool, list[str]] | None:
    """Return what the module `text` says once it runs; None if it is no rule."""
    module = ModuleType("package.theme.some_rule")
    try:
        exec(compile(text, "<rule>", "exec"), module.__dict__)  # noqa: S102 - the reference
        rule = Rule(module, "theme")
    except (Exception, SystemExit):
        return None
    return rule.default, list(rule.needs)


PLAIN = [
    DOC + 'SEVERITY = "error"\n',
    DOC + 'SEVERITY = "warning"\nTYPES = ("MX",)\n',
    DOC + 'SEVERITY = "info"\nTYPES = ("MX", "A")\nNEEDS = ("SPF", "mail.senders")\n',
    DOC + 'SEVERITY = "info"\nDEFAULT = True\n',
    DOC + 'SEVERITY = "error"\nDEFAULT = False\nNEEDS = ("MX", "A",)\n',
    DOC + 'SEVERITY = "error"\nTYPES = ("MX",)\nNEEDS = ()\n',
    DOC + 'import os\nfrom os import (\n    getcwd,\n    path,\n)\n\n# Why.\nSEVERITY = "info"\n',
    DOC + 'TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from a import B\n\nSEVERITY = "info"\n\nBAD = """\n@\n"""\n',
    '"""Ümlaut …"""\n\nSEVERITY = "error"\n',
]
OTHER = [
    DOC + "SEVERITY = 'info'\n",
    DOC + 'SEVERITY: str = "info"\n',
    DOC + 'SEVERITY = "in" "fo"\n',
    DOC + 'SEVERITY = "info"  # advice\n',
    DOC + 'SEVERITY="info"\n',
    DOC + 'SEVERITY = "info"\nDEFAULT = not False\n',
    DOC + 'SEVERITY = "info"; DEFAULT = True\n',
    DOC + 'SEVERITY = "info"\nif True:\n    DEFAULT = True\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ("MX")\n',
    DOC + 'SEVERITY = "error"\nNEEDS = tuple(["MX"])\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ("MX",) + ("A",)\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ["MX"]\n',
    DOC + 'SEVERITY = "error"\nNEEDS = (\n    "MX",\n)\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ("M" "X",)\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ("M\\x58",)\n',
    DOC + 'SEVERITY = "error"\nNEEDS = ("MX", "A"); NEEDS += ("B",)\n',
    DOC + 'SEVERITY = "error"\n\ndef f():\n    global DEFAULT\n    DEFAULT = False\n\nf()\n',
    DOC + 'SEVERITY = "error"\nglobals()["DEFAULT"] = False\n',
    DOC + 'SEVERITY = "error"\n\ndef __getattr__(name):\n    return False\n',
    DOC + "from os import *\nSEVERITY = 'error'\n",
    DOC + "X = '''\nSEVERITY = \"info\"\n'''\nSEVERITY = 'error'\n",
    DOC + "X = '\\\nSEVERITY = \"info\"\\\n'\nSEVERITY = 'error'\n",
    DOC + 'X = dict(\nSEVERITY = "info"\n)\n',
    DOC + 'SEVERITY = "error"\n\uff24EFAULT = False\n',
    '"""A rule.\n\nSEVERITY = "info"\n"""\n\nSEVERITY = \'error\'\n',
    '"""A rule.\n\\"""\nSEVERITY = "info"\n"""\nSEVERITY = \'error\'\n',
    'SEVERITY = "info"\n',
    "'''A rule.'''\n\nSEVERITY = \"info\"\n",
    DOC.replace("\n", "\r\n") + 'SEVERITY = "info"\r\n',
    DOC + "TYPES = ('MX',)\n",
    DOC + 'X = dict(  # )\nSEVERITY = "info"\n)\nSEVERITY = "error"\n',
    DOC + 'X = dict(\n# )\nSEVERITY="info"\n)\n',
    DOC + '# Why.\rX = dict(\nSEVERITY = "info"\n)\n',
    DOC + 'SEVERITY = "info"\n# Why.\rX = dict(\nDEFAULT = True\n)\n',
    DOC + 'SEVERITY = "info"\n\nDEFAULT = True\n',
    "",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_form_is_told_from_the_text(text: str) -> None:
    """It says what the module says when it is imported."""
    expected = imported(text + CHECKS)

    assert expected is not None
    assert expected == described((text + CHECKS).encode())


@pytest.mark.parametrize("text", OTHER)
def test_other_forms_are_left_to_an_import(text: str) -> None:
    """Nothing is guessed."""
    assert described((text + CHECKS).encode()) is None


LINES = st.sampled_from(
    [
        'SEVERITY = "info"',
        'SEVERITY = "error"',
        "SEVERITY = 'info'",
        "DEFAULT = True",
        "DEFAULT = False",
        'NEEDS = ("MX",)',
        'NEEDS = ("MX", "A")',
        'NEEDS = ("A")',
        "NEEDS = ()",
        'TYPES = ("A",)',
        'TYPES = ("A", )',
        '"""',
        "'''",
        "X = (",
        ")",
        "X = [",
        "]",
        "\\",
        "import os",
        "from os import path",
        "from os import (",
        "    path,",
        "if True:",
        "    DEFAULT = False",
        "# note",
        "",
        '"',
        "'",
        "TYPE_CHECKING = False",
        "if TYPE_CHECKING:",
        "    import os",
        "del NEEDS",
        "pass",
        "X = 'y'; \\",
        "X = dict(",
        "X = dict(  # )",
        "# (\rX = [",
        "# '",
    ]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["", '"""Doc."""\n', '"""Doc.\n', '"""Doc.\n"""\n']))
def test_what_is_told_is_what_the_module_says(lines: list[str], start: str) -> None:
    """However lines are put together: where the text tells something and the module runs, both agree."""
    text = start + "\n".join(lines) + CHECKS
    told = described(text.encode())
    runs = imported(text)

    assert told is None or runs is None or told == runs


def test_rules_of_zonelint_are_plain() -> None:
    """None is imported just to list it: that would be paid on every commit."""
    texts = {path: path.read_bytes() for path in (ROOT / "rules").glob("*/[!_]*.py")}

    assert len(texts) > 100
    assert [] == [path.name for path, text in texts.items() if described(text) is None and b"\nPROBLEMS" not in text]


def test_index_says_what_the_rules_say() -> None:
    """It is made anew by `make index` when a rule comes, goes or changes what it needs."""
    index = ROOT / "rules" / "_index.py"

    assert text_of("zonelint_rules") == index.read_text(encoding="utf-8")


def test_rule_that_no_index_names_is_found(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index saves time, and says nothing of what is not in it; what it says of a rule holds."""
    write({"zones/example.com.zone": BROKEN})
    index = 'RULES = {("mail", "zone_off"): (False, ()), ("mail", "zone_gone"): (True, ())}\n'
    install(monkeypatch, {"mail/zone_off": SOUND_RULE, "mail/zone_on": SOUND_RULE})
    (Path("site") / PACKAGE / "_index.py").write_text(index, encoding="utf-8")
    rules = load_rules()

    assert (False, True) == (rules["zone-off"].default, rules["zone-on"].default)
    assert "zone-gone" not in rules


def test_rule_of_any_form_is_found(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that the text tells nothing of runs as it says itself."""
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
    assert "single_module is no package" in message


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
    assert "site.zip/zipped_rules, which is no folder: rules are not read from archives" in message


def test_rule_without_severity_is_none() -> None:
    """A module made by hand is held to the same."""
    with pytest.raises(RuleError, match="its SEVERITY is to be one of error, warning, info"):
        Rule(ModuleType("package.theme.some_rule"), "theme")
