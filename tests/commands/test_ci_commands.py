"""What a stranger's zones make zonelint print is no command to the service that runs CI (GitHub Actions, Azure)."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from builders import finding, place, source
from commandline import BROKEN, SOUND, CommandLine, write
from hypothesis import given
from hypothesis import strategies as st

from zonelint.files.snapshot_texts import Snapshot, body
from zonelint.lint.findings import Related
from zonelint.lint.report import Report
from zonelint.output import FORMATS, writer
from zonelint.output.escape import visible
from zonelint.output.guard import guarded

ANYWHERE = re.compile(r"##\[|##vso\[", re.IGNORECASE)
AT_START = re.compile(r"^\s*::(?!: )", re.MULTILINE)
OWN = {
    "github": re.compile(r"^::(?:error|warning|notice) file=[^:]*::", re.MULTILINE),
    "azure": re.compile(r"^##vso\[task\.logissue [^\]]*\]", re.MULTILINE),
}
"""How the lines begin of the formats that are made of commands."""

GROUP, VARIABLE = "##[group]x", "##vso[task.setvariable]x"
HOSTILE = f"""\
$TTL 1h
@    SOA  ns1 hostmaster 1 8h 2h 4w 1h
     NS   ns1
     MX   10 {GROUP}
     MX   20 {VARIABLE}
     MX   30 ::error::x
ns1  A    4.3.2.1 ; {GROUP} {VARIABLE}
     TXT  "v=spf1 a:{GROUP} a:::error::x -all"
     TXT  "v=spf1 {VARIABLE}"
$INCLUDE {GROUP}
$INCLUDE ::error::x
w    {GROUP} {VARIABLE}
"""
NAMES = ("##[group]/example.com.zone", "##vso[x]/example.net.zone", "::error::x/example.org.zone")


def commands_in(text: str) -> list[str]:
    """Return what in `text` a service would take for a command."""
    return [*ANYWHERE.findall(text), *AT_START.findall(text)]


def without_own(text: str, form: str) -> str:
    """Return a report without the commands that it is made of."""
    return OWN[form].sub("own ", text) if form in OWN else text


@pytest.fixture
def hostile(command: CommandLine) -> CommandLine:
    """Return the command line in a folder of zones that hold commands, in their texts and in their names."""
    write({**dict.fromkeys(NAMES, HOSTILE), "##[group]/notes.txt": "nothing\n"})
    return command


@pytest.mark.parametrize("form", FORMATS)
def test_report_holds_no_command(form: str, hostile: CommandLine) -> None:
    """In every format, with what is said on standard error."""
    ran = hostile(".", "--format", form, "--verbose", "--statistics")
    out = without_own(ran.out, form)

    assert (1, []) == (ran.status, commands_in(out) + commands_in(ran.err))
    assert "[group]" in ran.out
    assert "[group]" in ran.err


@pytest.mark.parametrize("form", FORMATS)
def test_report_in_a_file_holds_no_command(form: str, hostile: CommandLine) -> None:
    """A later step may print it."""
    hostile(".", "--format", form, "--output", "report")
    text = Path("report").read_text(encoding="utf-8")

    assert [] == commands_in(without_own(text, form))
    assert "[group]" in text


@pytest.mark.parametrize("words", [
    ("inventory", "."), ("inventory", ".", "--format", "json"), ("senders", "."), ("senders", ".", "--format", "json"),
    ("lookup", GROUP, "MX", "."), ("lookup", "example.com", "MX", "."), ("lookup", "::error::x", "MX", "."),
    ("lookup", "example.com", "MX", ".", "--format", "json"), ("snapshot", ".", "--dry-run"),
    ("explain", f"550 5.7.25 {GROUP} {VARIABLE} [::1]: ::error::x", "."),
    ("explain", f"550 5.7.25 {GROUP} {VARIABLE} [::1]: ::error::x", ".", "--format", "json"),
    ("rules",), ("rules", "--format", "json"), ("explain", "ptr-missing"),
])  # fmt: skip
def test_other_commands_print_none(words: tuple[str, ...], hostile: CommandLine) -> None:
    """Their tables and their JSON are broken up, too."""
    ran = hostile(*words, *(["--verbose"] if words[0] != "rules" else []))

    assert [] == commands_in(ran.out) + commands_in(ran.err)


def test_answers_to_many_questions_hold_none(hostile: CommandLine) -> None:
    """Neither a good answer nor the error about a bad line."""
    ran = hostile("lookup", "-", ".", stdin=f"{GROUP} MX\n{GROUP}\n::error::x MX\nexample.com {VARIABLE}\n")

    assert [] == commands_in(ran.out) + commands_in(ran.err)
    assert "##[group]x." == json.loads(ran.out.splitlines()[0])["name"]


@pytest.mark.parametrize("words", [
    (GROUP,), (f"##{GROUP}",), ("--config", VARIABLE), ("--format", GROUP), (f"--{GROUP}",), ("--zone", GROUP),
    ("--zone", f"x={VARIABLE}", "."), ("--origin", f"{GROUP}..", "."), ("--view", VARIABLE, "."), ("--select", GROUP),
    ("--output", f"{GROUP}/x", "."), ("explain", GROUP), ("explain", f"{VARIABLE} {GROUP} x"), ("rules", GROUP),
    ("lookup", f"{GROUP}..", "A"), ("lookup", "x", VARIABLE), ("--config", "x.toml", "--root", GROUP),
])  # fmt: skip
def test_errors_hold_none(words: tuple[str, ...], command: CommandLine) -> None:
    """What is wrong with the command line is said without the commands in it."""
    write({"example.com.zone": BROKEN, "x.toml": ""})
    ran = command(*words)

    assert ran.status in (1, 2)
    assert [] == commands_in(ran.err)
    assert "[" in ran.err


@pytest.mark.parametrize("text", [
    '"##[group]x" = 1', 'select = ["##[group]x"]', 'sources = ["##[group]x"]', '[rules."##vso[x]"]\nx = 1',
    'assume = ["##vso[x"]', '[zones]\n"##[group]" = "x"', '##[group]\n= "##[group]"', 'fail-on = "##[group]"',
])  # fmt: skip
def test_errors_about_the_configuration_hold_none(text: str, command: CommandLine) -> None:
    """Keys and values are quoted without commands."""
    write({"example.com.zone": SOUND, ".zonelint.toml": text})
    ran = command(".")

    assert (2, []) == (ran.status, commands_in(ran.err))


def test_internal_error_with_its_traceback_holds_none(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its message may hold lines of a zone file."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"first\n::error::x {GROUP}\n  ::error::y {VARIABLE}")

    monkeypatch.setattr("zonelint.commands.inputs.read_inputs", fail)
    write({"example.com.zone": SOUND})
    ran = command(".", "--verbose")

    assert (3, []) == (ran.status, commands_in(ran.err))
    assert "Traceback" in ran.err


@given(
    st.lists(st.sampled_from(["#", "##", "[", "vso[", "VSO[", "::", ":", " ", "\t", "\n", "\r", "\xa0", "x]", "\xad"]))
)
def test_no_command_in_any_format_and_the_data_stay_the_same(parts: list[str]) -> None:
    """JSON in all its kinds is broken up without a change to what a parser reads."""
    text = "".join(parts)
    file = source(f"{text}\n")
    related = [Related(place(file, ""), text)]
    report = Report([finding(place(file, ""), text, help=text, related=related, owner=text)])
    for form in FORMATS:
        stream = io.StringIO()
        writer(form)(report, stream)
        out = stream.getvalue()
        assert [] == commands_in(without_own(out, form)), form
        if form in ("json", "jsonl"):
            told: Any = json.loads(out)
            assert text == (told["findings"][0] if form == "json" else told)["message"]
        if form == "sarif":
            told = json.loads(out)["runs"][0]["results"][0]["message"]["text"]
            assert told == ("\n".join(map(visible, [text, *text.rstrip("\n").split("\n")])) if text else "")


@pytest.mark.parametrize("text", ["##\xad[group]", "#\xad#[group]", "##\u200bvso[x]", "##v\u200bso[x]", "##\x1b[0m[x]"])
def test_characters_that_count_for_nothing_hide_no_command(text: str) -> None:
    """Whoever compares as a language does passes over them."""
    stream = io.StringIO()
    guarded(stream).write(text)

    assert "##" not in stream.getvalue().replace("\xad", "")


@pytest.mark.parametrize("text", ["## Section", "a##b", "#[x]", "x::y", "4.3.2.1 ::1", "{': ::'}", "  ::: zone:1:1"])
def test_other_texts_stay(text: str) -> None:
    """What is no command is printed as it stands."""
    stream = io.StringIO()
    guarded(stream).write(text)

    assert text == stream.getvalue()


def test_snapshot_holds_none_and_reads_back_the_same() -> None:
    """It is a master file: names and texts are escaped as such."""
    snapshot = Snapshot()
    snapshot.records = {
        ("::error::x.example.", "AAAA", "::1"): "2026-11-24",
        ("##[group]x.example.", "TXT", '"##vso[x]y ## z"'): "2026-11-24",
    }
    snapshot.absences = {("##[group]y.example.", "MX"): ("NXDOMAIN", "2026-11-24")}
    text = body(snapshot)

    from zonelint.snapshot.rounds import read_file

    found = read_file(text)
    assert [] == commands_in(text)
    assert set(snapshot.records) == set(found.records)
    assert snapshot.absences == found.absences
