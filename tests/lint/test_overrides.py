"""What the configuration has otherwise in some zones or files."""

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write

COM, ORG, SUB = "zones/example.com.zone", "zones/example.org.zone", "old/lab.example.org.zone"
ZONES = {COM: BROKEN, ORG: BROKEN, SUB: BROKEN}
SPF = SOUND.replace("redirect=_spf.bakery.net", "ip4:4.0.0.0/12 -all")


def told(command: CommandLine, config: str, *words: str) -> list[tuple[str, str]]:
    """Return path and severity of each finding of `RULE` with the configuration."""
    write({**ZONES, "zonelint.toml": config})
    ran = command("--format", "json", *words)
    return [
        (member["path"], member["severity"])
        for each in ran.json["findings"]
        for member in each.get("members", [each])
        if member["rule"] == RULE
    ]


@pytest.mark.parametrize(
    ("where", "paths"),
    [
        ('zones = ["example.com"]', [COM]),
        ('zones = ["EXAMPLE.com."]', [COM]),
        ('zones = ["*.org"]', [ORG, SUB]),
        ('zones = ["*.example.org"]', [SUB]),
        ('zones = ["example.com", "lab.*"]', [COM, SUB]),
        ('paths = ["zones"]', [COM, ORG]),
        ('paths = ["zones/"]', [COM, ORG]),
        ('paths = ["*.org.zone"]', [ORG, SUB]),
        ('zones = ["*.org"]\npaths = ["zones/*"]', [ORG]),
        ('zones = ["example.net"]', []),
    ],
)
def test_where_it_holds(where: str, paths: list[str], command: CommandLine) -> None:
    """Zones and files are named by patterns; a folder means what is below it, and of both, both hold."""
    rest = [path for path in (SUB, COM, ORG) if path not in paths]

    assert sorted(rest) == sorted(path for path, _ in told(command, f'[[override]]\n{where}\nignore = ["mail"]\n'))
    severity = told(command, f'[[override]]\n{where}\n[override.severity]\n{RULE} = "info"\n')
    assert sorted(paths) == sorted(path for path, level in severity if level == "info")


def test_the_last_one_decides(command: CommandLine) -> None:
    """Of two severities the later; an ignored rule stays so, whatever the command line selects."""
    twice = "".join(
        f'[[override]]\nzones = ["{zones}"]\n[override.severity]\n{RULE} = "{level}"\n'
        for zones, level in (("*", "info"), ("*.com", "warning"))
    )
    assert {(COM, "warning"), (ORG, "info"), (SUB, "info")} == set(told(command, twice))
    ignoring = f'[[override]]\nzones = ["*.com"]\nignore = ["{RULE}"]\n'
    assert COM not in dict(told(command, ignoring, "--select", RULE))
    assert COM not in dict(told(command, '[[override]]\nzones = ["*.com"]\nignore = ["ALL"]\n'))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("[rules.spf-network-wide]\nip4 = 12\n", []),
        ("[rules.spf-network-wide]\nip4 = 20\n", [COM, ORG]),
        ('[[override]]\nzones = ["example.com"]\n[override.rules.spf-network-wide]\nip4 = 12\n', [ORG]),
        (
            "[rules.spf-network-wide]\nip4 = 12\n"
            '[[override]]\nzones = ["example.com"]\n[override.rules.spf-network-wide]\nip4 = 14\n',
            [COM],
        ),
        (
            '[[override]]\nzones = ["*"]\n[override.rules.spf-network-wide]\nip4 = 12\n'
            '[[override]]\nzones = ["example.org"]\n[override.rules.spf-network-wide]\nip4 = 13\n',
            [ORG],
        ),
    ],
)
def test_options_of_a_rule(config: str, expected: list[str], command: CommandLine) -> None:
    """A rule has other options in some zones, and its findings elsewhere are those of the usual ones."""
    write({COM: SPF, ORG: SPF, "zonelint.toml": config})
    found = command("--format", "jsonl", "--select", "spf-network-wide")

    assert expected == [path for path in (COM, ORG) if path in found.out]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[override]]\nignore = ["mail"]', ":1: override: needs `zones` or `paths`, which say where it holds"),
        ("\n[[override]]\nzones = []", ":2: override: needs `zones` or `paths`, which say where it holds"),
        ('[[override]]\npaths = ["a"]\nignore = ["mial"]', ":3: override.ignore: there is no rule or theme 'mial'"),
        ('[[override]]\npaths = ["a"]\nselect = ["mail"]', ":3: override.select: there is no such key"),
        ('[[override]]\npaths = ["a"]\n[override.severity]\nno-such = "info"', ": override.severity.no-such: there is"),
        ('[[override]]\npaths = ["a"]\n[override.rules.spf-network-wide]\nip4 = 99', "ip4: must be a number from 0"),
        ('[[override]]\npaths = ["a"]\n[override.rules.spf-network-wide]\nip5 = 9', "ip5: the rule has no such option"),
    ],
)
def test_mistakes_are_errors(text: str, message: str, command: CommandLine) -> None:
    """They name file and line, and what is wrong."""
    write({COM: SOUND, "zonelint.toml": text})
    status, error = command().error

    assert 2 == status
    assert error.startswith("zonelint.toml:")
    assert message in error
