"""`--output`: one report in a file, or several, each in a format of its own."""

import json
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write
from report_readers import read_gitlab, read_junit, read_markdown, read_sarif

from zonelint.output import FORMATS, markdown


def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


@pytest.fixture
def broken(command: CommandLine) -> CommandLine:
    """Return the command line in a folder with a zone that has one defect."""
    write({"zones/example.com.zone": BROKEN})
    return command


def test_several_reports_at_once(broken: CommandLine) -> None:
    """Each in its format; the exit status is that of one."""
    ran = broken("zones", "--output", "sarif=x.sarif", "-o", "junit=x.xml", "--output=text=-", "-ogitlab=x.json")

    assert (1, "") == (ran.status, ran.err)
    assert ran.out.startswith(f"error[{RULE}]: ")
    for read, path in ((read_sarif, "x.sarif"), (read_junit, "x.xml"), (read_gitlab, "x.json")):
        assert [RULE] == [each.rule for each in read(_text(path))]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "junit"])
def test_report_in_a_file_is_that_on_standard_output(form: str, broken: CommandLine) -> None:
    """To the last octet, in every format; the time that it took aside."""
    out = broken("zones", "--format", form).out
    ran = broken("zones", "--output", f"{form}=report")
    wanted, found = out, _text("report")
    if form == "json":
        wanted, found = (json.dumps({**json.loads(text), "summary": 0}) for text in (wanted, found))

    assert ("", wanted) == (ran.out, found)


def test_file_without_a_format_has_that_of_the_option(broken: CommandLine) -> None:
    """Beside others, too; standard output stays empty then."""
    ran = broken("zones", "--format", "concise", "--output", "report", "--output", "sarif=x.sarif")

    assert "" == ran.out
    assert f"error[{RULE}]" in _text("report")
    assert [RULE] == [each.rule for each in read_sarif(_text("x.sarif"))]


def test_format_of_the_option_goes_to_standard_output_if_no_file_takes_it(broken: CommandLine) -> None:
    """As CI wants it: a log beside a file."""
    ran = broken("zones", "--format", "concise", "--output", "sarif=x.sarif")

    assert ran.out.startswith("zones/example.com.zone:7:14: error[")
    assert Path("x.sarif").exists()


def test_nothing_is_printed_that_was_not_asked_for(broken: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report in a file alone is quiet; in GitHub Actions, too."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert "" == broken("zones", "--output", "sarif=x.sarif").out
    broken("zones", "--output", "report")
    assert _text("report").startswith("::error file=zones/example.com.zone,")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "text=x", "-o", "json=x"), "two reports would go to x: text and json"),
        (("-o", "text=x", "-o", "json=./x"), "two reports would go to ./x: text and json"),
        (("-o", "text=-", "-o", "json=-"), "two reports would go to standard output: text and json"),
        (("-f", "github", "-o", "text=-"), "two reports would go to standard output: text and github"),
        (("-o", "x", "-o", "x"), "two reports would go to x: text and text"),
        (("-o", "sarif="), "--output sarif=: a file is missing after the format"),
        (("-o", "sarfi=x"), "--output: 'sarfi' is not a format; did you mean sarif?"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: tuple[str, ...], message: str, broken: CommandLine) -> None:
    """Before anything is read or written."""
    assert (2, message) == broken("zones", *words).error
    assert ["zones"] == [path.name for path in Path().iterdir()]


@pytest.mark.parametrize("name", ["a=b.txt", "./sarif=x", "reports/x=y"])
def test_file_may_have_the_sign_in_its_name(name: str, broken: CommandLine) -> None:
    """What stands before it is no format then."""
    write({"reports/x": ""})
    broken("zones", "--output", name)

    assert f"error[{RULE}]" in _text(name)


def test_other_reports_are_written_where_one_cannot_be(broken: CommandLine) -> None:
    """The first that cannot be is told."""
    status, message = broken("zones", "-o", "text=gone/x", "-o", "json=y", "-o", "junit=gone/z").error

    assert (2, True) == (status, message.endswith("/gone/x cannot be written: No such file or directory"))
    assert [RULE] == [each["rule"] for each in json.loads(_text("y"))["findings"]]


def test_reports_of_sound_zones_are_written(command: CommandLine) -> None:
    """A service that waits for the file gets one."""
    write({"example.com.zone": SOUND})
    ran = command("-o", "gitlab=x.json", "-o", "junit=x.xml")

    assert (0, "", "") == (ran.status, ran.out, ran.err)
    assert ([], []) == (read_gitlab(_text("x.json")), read_junit(_text("x.xml")))


def test_what_was_cut_is_told(broken: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard error, for the report itself may be read by nobody."""
    monkeypatch.setattr(markdown, "MAX_OCTETS", 300)
    ran = broken("zones", "-o", "markdown=x.md", "-o", "text=-")

    said = "zonelint: warning: markdown: 1 more finding is not shown: a comment has no room for more\n"
    assert (1, said) == (ran.status, ran.err)
    assert [] == read_markdown(_text("x.md"))


def test_colours_go_to_the_terminal_alone(broken: CommandLine) -> None:
    """Unless they are asked for."""
    broken("zones", "-o", "text=plain", "-o", "concise=-", "--color", "auto")
    broken("zones", "-o", "text=coloured", "--color", "always")

    assert "\x1b" not in _text("plain")
    assert "\x1b[1;31m" in _text("coloured")
