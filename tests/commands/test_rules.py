"""`zonelint rules` and `zonelint explain`: what the rules are, from their own modules."""

import pytest
from commandline import RULE, CommandLine
from linting import RULES

from zonelint.lint.examples import KINDS, examples


def test_rules_in_json(command: CommandLine) -> None:
    """Every rule that is installed, with the keys that programs rely on."""
    ran = command("rules", "--format", "json")
    listed = {rule["name"]: rule for rule in ran.json["rules"]}

    assert 0 == ran.status
    assert list(RULES) == list(listed)
    assert {
        "name": RULE,
        "theme": "mail",
        "severity": "error",
        "default": True,
        "needs_base": False,
        "summary": RULES[RULE].summary,
        "options": {},
        "fixable": "safe",
        "url": None,
    } == listed[RULE]


def test_rules_as_a_table(command: CommandLine) -> None:
    """A line per rule, below the heading of its theme."""
    lines = command("rules").out.splitlines()
    names = [line.split()[0] for line in lines[1:-1] if line and not line.startswith("[")]

    assert list(RULES) == names
    assert list(dict.fromkeys(f"[{rule.theme}]" for rule in RULES.values())) == [
        line for line in lines if line.startswith("[")
    ]


def test_words_choose_rules(command: CommandLine) -> None:
    """All of them have to be in the name, the theme or the summary of a rule."""
    names = [rule.name for rule in RULES.values() if "ptr" in rule.name and rule.theme == "reverse"]
    lines = command("rules", "PTR", "reverse").out.splitlines()

    assert set(names) <= {line.split()[0] for line in lines if line}
    assert f"\n{RULE} " in command("rules", RULE).out
    assert (2, "no rule has 'nothing' and 'such' in its name, theme or summary") == command(
        "rules", "nothing", "such"
    ).error


@pytest.mark.parametrize("name", RULES)
def test_each_rule_is_explained(name: str, command: CommandLine) -> None:
    """Its words, its options, and its first two examples."""
    ran = command("explain", name)
    rule = RULES[name]
    words = ran.out.split()

    assert (0, "") == (ran.status, ran.err)
    assert ran.out.startswith(f"{name}\n{rule.severity} · theme {rule.theme} · ")
    assert [] == [word for word in rule.doc.split() if word not in words]
    assert [] == [option for option in rule.options if f"  {option} = " not in ran.out]
    for kind in KINDS:
        files, before = examples(rule, kind)[0]
        for path, text in files.items():
            assert f"\n  {path}\n" in ran.out
            assert text.split("\n")[0] in ran.out
        for path, old in (before or {}).items():
            assert f"\n  {path}, before the change\n    {(old or '(it is not there)').split(chr(10))[0]}" in ran.out


def test_lines_of_an_explanation_fit_a_terminal(command: CommandLine) -> None:
    """Paragraphs are wrapped."""
    prose = command("explain", RULE).out.partition("Reported:")[0]

    assert [] == [line for line in prose.splitlines() if len(line) > 88]


def test_explanation_in_json(command: CommandLine) -> None:
    """The same for programs."""
    found = command("explain", RULE, "--format", "json").json

    assert (RULE, "error", RULES[RULE].doc.strip()) == (found["name"], found["severity"], found["documentation"])
    assert dict(RULES[RULE].module.BAD[0]) == found["bad"][0]


def test_underscores_are_hyphens(command: CommandLine) -> None:
    """The name of the rule's module is its name as well."""
    assert command("explain", RULE).out == command("explain", RULE.replace("-", "_")).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mx-target-withot-address", f"'mx-target-withot-address' is not a rule; did you mean {RULE}"),
        (
            "550 go\naway",
            "'550 go…' is not a known reply, and names no address or domain of the zones",
        ),
        ("\x1b[31m", "'\\x1b[31m' is not a rule; zonelint rules lists the rules"),
    ],
)
def test_what_is_no_rule_is_not_recognised(text: str, said: str, command: CommandLine) -> None:
    """Status 1, one line, and the names that are near."""
    ran = command("explain", text)

    assert (1, "") == (ran.status, ran.out)
    assert 1 == ran.err.count("\n")
    assert ran.err.startswith(f"zonelint: not recognised: {said}")


def test_explain_needs_a_word(command: CommandLine) -> None:
    """Without one it is wrong use."""
    message = "explain needs the name of a rule, or a text: see zonelint explain --help"

    assert (2, message) == command("explain").error
