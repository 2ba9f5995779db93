"""Suppressed findings: only counted by default, shown with what suppresses them on request."""

import io
import json

import pytest
from builders import finding, place, source, suppressed
from commandline import BROKEN, RULE, CommandLine, write

from zonelint.lint.report import Report
from zonelint.lint.suppressions import CONFIGURATION
from zonelint.output import writer

SILENCED = BROKEN.removesuffix("\n") + f" ; zonelint: ignore[{RULE}] moves in May\n"
SAID = "suppressed by a comment at example.com.zone:7: moves in May"
BY_CONFIGURATION = f"""\
[[ignore-findings]]
rule = "{RULE}"
reason = "moves in June"
"""


def _report(form: str, reason: str = "known") -> str:
    file = source("a A 192.0.2.1\nb A 192.0.2.2\n", "x.zone")
    found = [finding(place(file, word), f"{word} is wrong") for word in ("b", "a")]
    report = Report([finding(place(file, "192.0.2.1"), "odd")], suppressed=[suppressed(each, reason) for each in found])
    report.show_suppressed = True
    stream = io.StringIO()
    writer(form)(report, stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl"])
def test_suppressed_findings_are_shown_on_request_only(form: str, command: CommandLine) -> None:
    """Without the option only their number is, and they never fail."""
    write({"example.com.zone": SILENCED})

    assert (0, False) == ((ran := command("--format", form)).status, RULE in ran.out)
    assert (0, True) == ((ran := command("--format", form, "--show-suppressed")).status, RULE in ran.out)


def test_text_says_what_suppresses_a_finding(command: CommandLine) -> None:
    """As its last line; the sum counts it as before."""
    write({"example.com.zone": SILENCED})
    lines = command("--show-suppressed").out.splitlines()

    assert lines[0].startswith(f"suppressed error[{RULE}]: ")
    assert f"  = {SAID}" == lines[-3]
    assert lines[-1].endswith("; 1 suppressed")


def test_concise_says_it_in_the_same_line(command: CommandLine) -> None:
    """Editors that look for a severity there do not take it for a finding."""
    write({"example.com.zone": SILENCED})
    (line,) = command("--show-suppressed", "--format", "concise").out.splitlines()

    assert line.startswith(f"example.com.zone:7:14: suppressed error[{RULE}] ")
    assert line.endswith(f"; {SAID}")


def test_json_keeps_them_apart(command: CommandLine) -> None:
    """Under a key of their own, each with what suppresses it; the key is not there unless it was asked for."""
    write({"example.com.zone": BROKEN, ".zonelint.toml": BY_CONFIGURATION})
    shown = command("--show-suppressed", "--format", "json").json
    (found,) = shown["suppressed"]

    assert ([], 1) == (shown["findings"], shown["summary"]["suppressed"])
    assert {"kind": "configuration", "reason": "moves in June", "path": ".zonelint.toml", "line": 2} == found[
        "suppression"
    ]
    assert (RULE, 7) == (found["rule"], found["line"])
    assert "suppressed" not in command("--format", "json").json


def test_jsonl_marks_them() -> None:
    """They come last, in the order of reports, and have a key that findings do not have."""
    lines = [json.loads(line) for line in _report("jsonl").splitlines()]

    assert ["odd", "a is wrong", "b is wrong"] == [line["message"] for line in lines]
    assert [False, True, True] == ["suppression" in line for line in lines]


@pytest.mark.parametrize(("words", "count"), [((), 1), (("--severity", "error"), 1), (("zones/b",), 0)])
def test_suppressed_findings_outside_of_the_focus_do_not_count(
    words: tuple[str, ...], count: int, command: CommandLine
) -> None:
    """The report is about what is named, suppressed or not."""
    write({".zonelint.toml": 'sources = ["zones"]', "zones/a/example.com.zone": SILENCED, "zones/b/x": "nothing\n"})

    assert count == command(*words, "--format", "json").json["summary"]["suppressed"]


@pytest.mark.parametrize("form", ["text", "concise"])
def test_reason_speaks_neither_to_the_terminal_nor_to_ci(form: str) -> None:
    """It is a stranger's text."""
    text = _report(form, "x\x1b[31m\u202e ##[group]")

    assert "known" not in text
    assert [] == [bad for bad in ("\x1b", "\u202e", "##[") if bad in text]


def test_suppression_by_the_configuration_is_called_so() -> None:
    """With the place of the entry."""
    shown = suppressed(finding(place(source("a\n"), "a")), kind=CONFIGURATION)
    stream, report = io.StringIO(), Report([], suppressed=[shown])
    report.show_suppressed = True
    writer("concise")(report, stream)

    assert stream.getvalue().endswith("; suppressed by the configuration at .zonelint.toml:1: known\n")
