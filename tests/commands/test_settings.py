"""`--show-settings`: each setting with its value and its origin."""

import tomllib

from commandline import SOUND, CommandLine, write

from zonelint.commands.settings import toml


def shown(command: CommandLine, *words: str) -> list[tuple[str, str]]:
    """Return setting and origin of each line."""
    ran = command("--show-settings", *words)
    assert (0, "") == (ran.status, ran.err)
    lines = ran.out.splitlines()
    return [(left.rstrip(), right) for left, _, right in (line.partition("  # ") for line in lines[1:])]


def test_without_a_configuration_all_is_default(command: CommandLine) -> None:
    """Nothing is checked, and no zone needs to be there."""
    rows = dict(shown(command))

    assert {"default"} == set(rows.values())
    assert "mail.max-network = 16" in rows
    assert "exclude: none" in rows
    assert command("--show-settings").out.startswith("# configuration: none\n")


def test_each_setting_has_its_origin(command: CommandLine) -> None:
    """File and line, in whichever file it stands, or the command line."""
    write(
        {
            "zones/a.zone": SOUND,
            "base.toml": 'fail-on = "error"\n[severity]\nspf-missing = "error"\n',
            "zonelint.toml": 'extend = "base.toml"\nexclude = ["old"]\n[severity]\ndmarc-missing = "info"\n',
        }
    )
    rows = shown(command, "--exclude", "tmp", "--select", "mail,soa", "zones")

    assert ('exclude = ["old"]', "zonelint.toml:2") in rows
    assert ('exclude = ["tmp"]', "command line") in rows
    assert ('select = ["mail", "soa"]', "command line") in rows
    assert ('fail-on = "error"', "base.toml:1") in rows
    assert ('severity.spf-missing = "error"', "base.toml:3") in rows
    assert ('severity.dmarc-missing = "info"', "zonelint.toml:4") in rows
    assert ("ignore: none", "default") in rows


def test_what_a_file_says_is_shown_harmlessly(command: CommandLine) -> None:
    """A configuration may be a stranger's: no control reaches the terminal, no command what runs CI."""
    write({"zonelint.toml": 'exclude = ["\\u001b[31m", "\\n::error::x", "\\u202e"]\n'})
    out = command("--show-settings").out

    assert "\x1b" not in out
    assert "\u202e" not in out
    assert not [line for line in out.splitlines() if line.startswith("::")]


def test_wrong_settings_are_errors(command: CommandLine) -> None:
    """Names of rules included."""
    write({"zonelint.toml": 'ignore = ["no-such"]\n'})

    assert 2 == command("--show-settings").error[0]


def test_values_are_toml() -> None:
    """What is shown can be pasted into a configuration."""
    value = {"a": True, "b.c": [1, 'x"\\\x7f\n'], "d": {"e": "é"}}

    assert {"v": value} == tomllib.loads(f"v = {toml(value)}")
