"""The command line: which command is meant, how options stand, what goes wrong as one line and an exit status."""

import gc
from importlib import import_module
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write
from project import ROOT, run_python

import zonelint
from zonelint import cli
from zonelint.commands.options import Option
from zonelint.output import FORMATS

ZONES = {"zones/example.com.zone": BROKEN}


def options_of(name: str) -> list[Option]:
    """Return the options of the command `name`."""
    options: list[Option] = import_module(f"zonelint.commands.{name}").options()
    return options


def test_version_is_printed(command: CommandLine) -> None:
    """The version is that of the package."""
    assert f"zonelint {zonelint.__version__}\n" == command("--version").out


def test_help_names_each_command(command: CommandLine) -> None:
    """The overview has a line for every command that there is."""
    ran = command("--help")
    listed = {line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")}

    assert 0 == ran.status
    assert set(cli.COMMANDS) == listed & {path.stem for path in ROOT.glob("zonelint/commands/*.py")}


WITHOUT_EFFECT = ("--jobs", "--no-cache")
"""Options that are accepted and do nothing."""


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_of_a_command_names_its_options(name: str, command: CommandLine) -> None:
    """The help of a command has every option that does something, in lines that fit a terminal."""
    ran = command(name, "--help")
    shown = [option.name for option in options_of(name) if f"{option.name} " in ran.out]

    assert 0 == ran.status
    assert [option.name for option in options_of(name) if option.name not in WITHOUT_EFFECT] == shown
    assert [] == [line for line in ran.out.splitlines() if len(line) > 120]


def test_options_with_value_are_known_before_the_command_is() -> None:
    """The list that finds the command behind options holds just the options that have a value."""
    options = [option for name in cli.COMMANDS for option in options_of(name)]
    with_value = {name for option in options if option.metavar for name in (option.name, option.short) if name}

    assert with_value == cli.WITH_VALUE


@pytest.mark.parametrize(
    "words",
    [
        ("zones",),
        ("check", "zones"),
        ("--format", "concise", "zones"),
        ("--format=concise", "check", "zones"),
        ("zones", "--format", "concise"),
        ("-f", "concise", "zones"),
        ("-fconcise", "zones"),
        ("-qfconcise", "zones"),
        ("--", "zones"),
        (),
    ],
)
def test_first_word_that_is_no_command_is_a_path(words: tuple[str, ...], command: CommandLine) -> None:
    """To lint needs no command, and options stand anywhere."""
    write(ZONES)
    ran = command(*words)

    assert 1 == ran.status
    assert f"error[{RULE}]" in ran.out


def test_options_may_stand_before_any_command(command: CommandLine) -> None:
    """An option's value is not taken for the command."""
    write(ZONES)
    ran = command("--format", "json", "inventory", "zones")

    assert ["example.com."] == [zone["origin"] for zone in ran.json["zones"]]


def test_folder_named_like_a_command_is_reached_with_its_path(command: CommandLine) -> None:
    """A folder `rules` is no hindrance to the command, nor the other way round."""
    write({"rules/example.com.zone": BROKEN})

    assert 1 == command("./rules").status
    assert 1 == command("--", "rules").status
    assert 0 == command("rules").status


@pytest.mark.parametrize("word", cli.RESERVED)
def test_command_that_does_not_exist_yet_is_an_error(word: str, command: CommandLine) -> None:
    """A command to come is no path, so that scripts do not change their meaning later."""
    write({f"{word}/example.com.zone": SOUND})

    assert (2, f"the command {word} does not exist yet; write a path of that name as ./{word}") == command(word).error
    assert 0 == command(f"./{word}").status


@pytest.mark.parametrize(
    "option",
    [
        "--focus=staged",
        "--allow-local-rules",
    ],
)
def test_option_that_does_not_exist_yet_is_an_error(option: str, command: CommandLine) -> None:
    """Nothing is ignored in silence: a run without the baseline would fail, or pass, for no visible reason."""
    write(ZONES)

    status, message = command("zones", option).error
    assert (2, f"unknown option {option.partition('=')[0]}") == (status, message.partition(";")[0])


def test_help_as_a_word(command: CommandLine, tmp_path: Path) -> None:
    """What git and others understand; a folder of that name comes first."""
    assert command("--help").out == command("help").out
    assert command("fix", "--help").out == command("help", "fix").out

    (tmp_path / "help").mkdir()
    assert 2 == command("help").status


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--formt", "json"), "unknown option --formt; did you mean --format?"),
        (("--format",), f"--format needs a value: {'|'.join(FORMATS)}"),
        (("--format", "xml"), f"--format: 'xml' is not one of {', '.join(FORMATS)}"),
        (("--quiet=yes",), "--quiet takes no value"),
        (("--jobs", "0"), "--jobs: must be a number of 1 or more, not '0'"),
        (("--jobs", "²"), "--jobs: must be a number of 1 or more, not '²'"),
        (("--fail-on", "fatal"), "--fail-on: 'fatal' is not one of error, warning, info, never"),
        (("--zone", "example.com"), "--zone needs ORIGIN=FILE, not 'example.com'"),
        (("--zone", "a.example=x", "--zone", "a.example=y"), "--zone names two files for a.example"),
        (("--stdin-filename", "x.zone"), "--stdin-filename needs the path `-` (standard input)"),
        (("--view", "inside"), "there is no view 'inside': no zone is in a view"),
        (("nowhere",), "nowhere: no such file or folder"),
        (("chekc",), "chekc is not a command, and there is no such file or folder; did you mean check?"),
        (("check", "chekc"), "chekc: no such file or folder"),
        (("-qx",), "unknown option -x"),
        (("-f",), f"--format needs a value: {'|'.join(FORMATS)}"),
        (("a\x1b[31mb\n",), "a\\x1b[31mb : no such file or folder"),
    ],
)
def test_wrong_use_is_one_line(words: tuple[str, ...], message: str, command: CommandLine) -> None:
    """What is wrong is said in one line, without any control character, and the status is 2."""
    write(ZONES)

    assert (2, message) == command(*words).error


def test_nothing_to_lint_says_where_was_looked(command: CommandLine) -> None:
    """A folder without any zone is an error, or a misspelled path would pass for ever."""
    write({"docs/README.md": "# Nothing\n"})
    status, message = command("docs").error

    assert 2 == status
    assert message.startswith("no zone was found in docs")


def test_configuration_error_is_one_line(command: CommandLine) -> None:
    """A key that does not exist is named with its place."""
    write({**ZONES, ".zonelint.toml": "slect = []\n"})
    status, message = command("zones").error

    assert 2 == status
    assert message.startswith(".zonelint.toml:1: slect: ")


@pytest.fixture
def broken_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every run end with a bug."""

    def fail(*_: object) -> None:
        raise KeyError("what was\nsought")

    monkeypatch.setattr("zonelint.lint.engine.run", fail)


@pytest.mark.usefixtures("broken_inside")
def test_bug_is_one_line_that_asks_for_a_report(command: CommandLine) -> None:
    """Status 3, what happened and where, and no traceback."""
    write(ZONES)
    ran = command("zones")

    assert (3, "") == (ran.status, ran.out)
    assert 1 == ran.err.count("\n")
    assert ran.err.startswith("zonelint: internal error: KeyError: 'what was\\nsought' in fail (")
    assert "please report it" in ran.err


@pytest.mark.usefixtures("broken_inside")
def test_verbose_shows_where_a_bug_comes_from(command: CommandLine) -> None:
    """The traceback is there for whoever asks."""
    write(ZONES)
    ran = command("zones", "--verbose")

    assert 3 == ran.status
    assert "Traceback (most recent call last):" in ran.err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RecursionError("too deep"), 3),
        (MemoryError(), 3),
        (KeyboardInterrupt(), 130),
        (PermissionError(13, "Denied"), 2),
    ],
)
def test_every_end_has_its_status(
    error: BaseException, status: int, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends a run, it is a number and at most one line."""

    def fail(*_: object) -> None:
        raise error

    write(ZONES)
    monkeypatch.setattr("zonelint.lint.engine.run", fail)
    ran = command("zones")

    assert status == ran.status
    assert ran.err.count("\n") <= 1


def test_garbage_collection_is_as_before(command: CommandLine) -> None:
    """A caller within the process finds the collector as it was."""
    assert gc.isenabled()
    command("--version")

    assert gc.isenabled()


def test_program_ends_with_the_status() -> None:
    """The program proper, which ends its process by itself, writes everything and tells the status."""
    done = run_python("from zonelint.cli import main; main(); print('not reached')", "rules", "--format=json")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.rstrip().endswith("}")
    assert 2 == run_python("from zonelint.cli import main; main()", "nowhere").returncode


def test_module_is_the_program() -> None:
    """`python -m zonelint` works as well."""
    done = run_python("import runpy; runpy.run_module('zonelint', run_name='__main__')", "--version")

    assert (0, f"zonelint {zonelint.__version__}\n") == (done.returncode, done.stdout)


READER_GONE = """
import os, sys
from zonelint.cli import main
reading, writing = os.pipe()
os.close(reading)
os.dup2(writing, 1)
sys.exit(main(['rules']))
"""


def test_reader_that_goes_away_is_no_error() -> None:
    """`zonelint rules | head -1` says nothing on standard error."""
    done = run_python(READER_GONE)

    assert (141, "") == (done.returncode, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_one_line() -> None:
    """Output that cannot be written is an error of the environment."""
    program = "import os; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); from zonelint.cli import main; main()"
    done = run_python(program, "rules")

    assert (2, "zonelint: error: No space left on device\n") == (done.returncode, done.stderr)


def test_text_that_the_terminal_cannot_spell_is_escaped() -> None:
    """An encoding without the character is no reason to fail."""
    program = "import sys; sys.stdout.reconfigure(encoding='ascii'); from zonelint.cli import main; main()"
    done = run_python(program, "--help")

    assert 0 == done.returncode
    assert "[OPTION \\u2026]" in done.stdout


def test_version_imports_next_to_nothing() -> None:
    """Start-up is paid on every commit: the version needs no module beyond those that Python itself has loaded."""
    program = (
        "import sys; before = set(sys.modules); from zonelint.cli import main; main(['--version'])\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = run_python(program)

    assert ["gc", "zonelint", "zonelint._version", "zonelint.cli"] == done.stdout.splitlines()[1].split()


def test_run_needs_no_argparse(command: CommandLine) -> None:
    """Neither argparse nor what it imports is paid for."""
    write({"zones/example.com.zone": SOUND})
    program = "import sys; from zonelint.cli import main; main(['zones']); print(*sys.modules, file=sys.stderr)"
    done = run_python(program, folder=Path.cwd())
    loaded = set(done.stderr.split())

    assert "zonelint.commands.check" in loaded
    assert set() == loaded & {"argparse", "gettext", "shutil", "json", "pathspec", "tomllib"}
