"""Fixes in rdjson and SARIF: what they say is put into the files, and compared with what `zonelint fix` writes."""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import chdir, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from broken_sets import BrokenSet
from broken_yaml import BrokenYaml
from builders import finding, place, source
from commandline import CommandLine
from damaged_sets import Files, texts, zone_sets
from hypothesis import HealthCheck, given, settings
from linting import RULES
from report_readers import read_rdjson, read_sarif

from zonelint.cli import main
from zonelint.commands import check
from zonelint.lint.findings import ERROR, INFO
from zonelint.lint.fix import Fix
from zonelint.lint.fixes.suggestions import Replacement
from zonelint.lint.report import Report
from zonelint.output import rdjson, sarif
from zonelint.testing import Example, examples_of

HEAD = """\
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 7 8h 2h 4w 1h
  NS  ns1.example.net.
"""
DOT = "www CNAME mail.example.org\n"
"""A line whose final dot is missing, certainly: the other name exists."""
DOTTED = "www CNAME mail.example.org.\n"
HOST = "mail A 4.3.2.25\n"
SEEDS = int(os.environ.get("FIX_SEEDS", "12"))
EXAMPLES = int(os.environ.get("FIX_EXAMPLES", "25"))
SELECT = ("--select", "cname-target-missing")
ZONE = "example.org.zone"
ALONE = ("missing-trailing-dot-bad-2", "unused-suppression-bad-1")
"""In the one a finding is shown for another one that has a fix, the other one needs the usual rules."""
FIXED = [
    example
    for rule in RULES.values()
    for example in examples_of(rule)
    if example.kind == "BAD" and getattr(rule.module, "FIXED", None) and str(example) not in ALONE
]


class Edit(NamedTuple):
    """A place in the file at `path`, 0-based and in octets, as (line, column), and what is to stand there."""

    path: str
    start: tuple[int, int]
    end: tuple[int, int]
    text: str


def of_sarif(text: str) -> list[list[Edit]]:
    """Return the edits of each result."""
    read_sarif(text)
    return [_edits(result) for result in json.loads(text)["runs"][0]["results"]]


def _edits(result: Any) -> list[Edit]:
    if "fixes" not in result:
        return []
    [fix] = result["fixes"]
    assert fix["description"]["text"]
    return [_sarif_edit(change) for change in fix["artifactChanges"]]


def _sarif_edit(change: Any) -> Edit:
    path = unquote(change["artifactLocation"]["uri"], errors="surrogateescape")
    [replaced] = change["replacements"]
    region = replaced["deletedRegion"]
    lines = Path(path).read_bytes().decode().split("\n")

    def octets(line: int, column: int) -> tuple[int, int]:
        return line - 1, len(lines[line - 1][: column - 1].encode())

    start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
    assert (1, 1) <= start <= end
    return Edit(path, octets(*start), octets(*end), replaced.get("insertedContent", {"text": ""})["text"])


def of_rdjson(text: str) -> list[list[Edit]]:
    """Return the edits of each diagnostic."""
    read_rdjson(text)
    return [
        [
            Edit(each["location"]["path"], _offset(edit["range"]["start"]), _offset(edit["range"]["end"]), edit["text"])
            for edit in each.get("suggestions", ())
        ]
        for each in json.loads(text)["diagnostics"]
    ]


def _offset(position: Any) -> tuple[int, int]:
    return position["line"] - 1, position["column"] - 1


def applied(groups: Iterable[list[Edit]]) -> bool:
    """Write into the files what does not touch anything that is written already, and tell whether something was."""
    taken: list[Edit] = []
    for group in groups:
        if group not in [[each] for each in taken] and not any(_touch(one, two) for one in group for two in taken):
            taken += group
    for path in {edit.path for edit in taken}:
        lines = Path(path).read_bytes().split(b"\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
        octets = Path(path).read_bytes()
        for edit in sorted((each for each in taken if each.path == path), key=lambda each: each.start, reverse=True):
            assert edit.start[1] <= len(lines[edit.start[0]])
            assert edit.end[1] <= len(lines[edit.end[0]])
            start, end = (starts[line] + column for line, column in (edit.start, edit.end))
            octets = octets[:start] + edit.text.encode() + octets[end:]
        Path(path).write_bytes(octets)
    return bool(taken)


def _touch(one: Edit, two: Edit) -> bool:
    return one.path == two.path and one.start <= two.end and two.start <= one.end


def files() -> dict[str, bytes]:
    """Return what is in the current folder."""
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def write(texts: dict[str, str]) -> None:
    """Write `texts` without the marks of examples, line ends as they are."""
    for name, text in texts.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(re.sub(r"[ \t]*[;#] *<- [a-z-]+", "", text).encode())


def mended(command: CommandLine, read: Any, form: str, *words: str) -> dict[str, bytes]:
    """Return the files once all that a report offers is done, over and over."""
    for _ in range(10):
        if not applied(read(command("--format", form, *words).out)):
            return files()
    raise AssertionError("it has no end")


def without_serials(texts: dict[str, bytes]) -> dict[str, bytes]:
    """Return `texts` with each serial that is raised as it was: 1 for any number of the SOA record."""
    number = rb"(\bSOA\s+\S+\s+\S+\s+)(\((?:\s|;[^\n]*)*)?\d+[ \t]*"
    return {name: re.sub(number, rb"\1 1 ", text, flags=re.IGNORECASE) for name, text in texts.items()}


# -- as fix does -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", FIXED, ids=str)
@pytest.mark.parametrize("option", ["--select", "--extend-select"])
def test_sarif_says_what_fix_writes(option: str, example: Example, command: CommandLine) -> None:
    """In the examples of all rules, but for the serial; what `fix` refuses when it tries is not offered either."""
    words = (option, example.rule.name)
    write(dict(example.files))
    before = files()
    said = mended(command, of_sarif, "sarif", *words)
    for name, octets in before.items():
        Path(name).write_bytes(octets)
    command("fix", *words)

    assert without_serials(files()) == without_serials(said)


@pytest.mark.parametrize("example", FIXED, ids=str)
def test_rdjson_says_what_sarif_does(example: Example, command: CommandLine) -> None:
    """Where the file of the finding alone changes, for a suggestion has no path; and each edit once."""
    words = ("--select", example.rule.name)
    write(dict(example.files))
    suggested = of_rdjson(command("--format", "rdjson", *words).out)
    ran = command("--format", "sarif", *words)
    results = ran.json["runs"][0]["results"]
    seen: list[list[Edit]] = []
    for edits, result, of_diagnostic in zip(of_sarif(ran.out), results, suggested, strict=True):
        path = unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        own = [each.path for each in edits] == [path] and edits not in seen
        assert (edits if own else []) == of_diagnostic
        seen.append(edits)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("kind", [BrokenSet, BrokenYaml])
def test_sarif_says_of_any_set_what_fix_writes(kind: Any, seed: int, command: CommandLine) -> None:
    """Whatever defects stand beside each other, once everything is done that is offered, in whatever order."""
    before = {name: utf_8(text) for name, text in kind(seed).files.items()}
    Path("zones").mkdir()
    for name, octets in before.items():
        Path(name).write_bytes(octets)
    said = mended(command, of_sarif, "sarif")
    for name, octets in before.items():
        Path(name).write_bytes(octets)
    command("fix")

    assert lines_of(without_serials(files())) == lines_of(without_serials(said))
    assert said != before


def lines_of(octets: dict[str, bytes]) -> dict[str, list[bytes]]:
    """Return the lines of each file, sorted: where nothing is in order, what comes first stands first."""
    return {name: sorted(each.splitlines()) for name, each in octets.items()}


def utf_8(text: str | bytes) -> bytes:
    """Return `text` in the encoding in which services count columns."""
    if isinstance(text, str):
        return text.encode()
    try:
        return text.decode().encode()
    except UnicodeDecodeError:
        return text.decode("latin-1").encode()


@pytest.mark.slow
@given(zone_sets())
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_is_offered_brings_nothing_new(generated: Files) -> None:
    """Of any records: with all that is offered in the place of what was there, no finding is there that was not."""
    with TemporaryDirectory() as folder, chdir(folder):
        write({f"{origin}zone": text for origin, text in texts(generated)})
        before = Counter(_fingerprints())
        applied(of_sarif(_sarif()))

        assert Counter(_fingerprints()) <= before


def _fingerprints() -> list[str]:
    found = json.loads(_printed("json"))["findings"]
    return [member["fingerprint"] for finding in found for member in finding.get("members", [finding])]


def _sarif() -> str:
    return _printed("sarif")


def _printed(form: str) -> str:
    with redirect_stdout(io.StringIO()) as out:
        main([".", "--format", form, "--isolated"])
    return out.getvalue()


# -- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "read"), [("rdjson", of_rdjson), ("sarif", of_sarif)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", [[DOT, HOST], [HOST, DOT], [HOST, DOT.rstrip("\n")], [HOST, '"ü ü" TXT "ü"', DOT]])
def test_places_are_right(form: str, read: Any, end: str, lines: list[str], command: CommandLine) -> None:
    """Whatever the line ends, before and after, and at the end of the file."""
    text = (HEAD + "é-1 TXT é ; é\n" + "\n".join(line.rstrip("\n") for line in lines)).replace("\n", end)
    text += end if lines[-1].endswith("\n") else ""
    Path(ZONE).write_bytes(text.encode())
    [edits] = [each for each in read(command("--format", form, *SELECT).out) if each]
    applied([edits])

    assert text.replace("mail.example.org", "mail.example.org.").encode() == Path(ZONE).read_bytes()


@pytest.mark.parametrize(("form", "read"), [("rdjson", of_rdjson), ("sarif", of_sarif)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", HOST, HOST.rstrip("\n")])
def test_line_that_goes(form: str, read: Any, end: str, last: str, command: CommandLine) -> None:
    """It goes with one line end, also where it is the last one."""
    duplicate = "a A 4.3.2.1\n"
    text = HEAD + duplicate + "b A 4.3.2.2\n" + duplicate + last
    expected = HEAD + duplicate + "b A 4.3.2.2\n" + last
    Path(ZONE).write_bytes(text.replace("\n", end).encode())
    [edits] = read(command("--format", form, "--select", "duplicate-record").out)
    assert all(edit.end[0] < len(text.splitlines()) for edit in edits)
    applied([edits])

    assert expected.replace("\n", end).encode() == Path(ZONE).read_bytes()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "200 PTR web.example.net.\n", "24 PTR web.example.net."])
def test_line_that_comes(end: str, last: str, command: CommandLine) -> None:
    """Into another file, which rdjson has no place for; no line behind the last one is named."""
    write({ZONE: (HEAD + "  MX 10 mail\n" + HOST)})
    reverse = HEAD + "2 PTR www.example.net.\n" + last
    Path("2.3.4.in-addr.arpa.zone").write_bytes(reverse.replace("\n", end).encode())
    words = ("--select", "mail-sender-without-ptr")
    [suggested] = of_rdjson(command("--format", "rdjson", *words).out)
    assert [] == suggested
    said = mended(command, of_sarif, "sarif", *words)
    write({ZONE: (HEAD + "  MX 10 mail\n" + HOST)})
    Path("2.3.4.in-addr.arpa.zone").write_bytes(reverse.replace("\n", end).encode())
    command("fix", *words)

    assert said["2.3.4.in-addr.arpa.zone"].count(b"25 PTR mail.example.org.") == 1
    assert without_serials(files()) == without_serials(said)


# -- none ------------------------------------------------------------------------------------------------------------


def offered(command: CommandLine, *words: str) -> tuple[int, bool, bool]:
    """Return how many findings there are, and whether something is offered for one, in rdjson and in SARIF."""
    suggested = of_rdjson(command("--format", "rdjson", *SELECT, *words).out)
    fixed = of_sarif(command("--format", "sarif", *SELECT, *words).out)
    return len(suggested), any(suggested), any(fixed)


def test_certain_fix_is_offered(command: CommandLine) -> None:
    """Or the other tests would prove nothing."""
    write({ZONE: HEAD + DOT + HOST})

    assert (1, True, True) == offered(command)


def test_fix_that_chooses_is_not_offered(command: CommandLine) -> None:
    """`fix` does not make it either."""
    write({ZONE: HEAD + "  MX 10 a\na CNAME b\nb A 4.3.2.25\n"})
    words = ("--select", "mx-target-is-cname")
    [found] = command("--format", "json", *words).json["findings"]

    assert "unsafe" == found["fixable"]
    assert [[]] == of_rdjson(command("--format", "rdjson", *words).out)
    assert [[]] == of_sarif(command("--format", "sarif", *words).out)


@pytest.mark.parametrize(
    "octets",
    [
        ("; generated by a program\n" + HEAD + DOT + HOST).encode(),
        (HEAD + DOT + HOST + "; \xfc\n").encode("latin-1"),
        b"\xef\xbb\xbf" + (HEAD + DOT + HOST).encode(),
        (HEAD + DOT + HOST).replace("\n", "\r").encode(),
    ],
    ids=["generated", "latin-1", "mark", "cr"],
)
def test_nothing_is_offered_for_a_file_that_is_not_to_be_changed_or_is_counted_otherwise(
    octets: bytes, command: CommandLine
) -> None:
    """Lines and columns would mean something else to others."""
    Path(ZONE).write_bytes(octets)

    assert (1, False, False) == offered(command)


def test_nothing_is_offered_for_standard_input(command: CommandLine) -> None:
    """There is no file."""
    words = ("-", "--origin", "example.org", *SELECT)

    assert [[]] == of_rdjson(command(*words, "--format", "rdjson", stdin=HEAD + DOT + HOST).out)
    assert [[]] == of_sarif(command(*words, "--format", "sarif", stdin=HEAD + DOT + HOST).out)


def git(*words: str) -> None:
    """Run git in the current folder."""
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], check=True)


def test_other_states_than_that_of_the_disk_have_none(command: CommandLine) -> None:
    """The files at hand may be other than those of the index or of a revision. With a base, they are those checked."""
    git("init", "-q")
    write({ZONE: HEAD + HOST})
    git("add", ".")
    git("commit", "-qm", "x")
    write({ZONE: HEAD + DOT + HOST})
    assert (1, True, True) == offered(command, "--base", "HEAD")
    git("add", ".")
    assert (1, False, False) == offered(command, "--staged")
    git("commit", "-qm", "y")
    assert (1, False, False) == offered(command, "--head", "HEAD")
    assert (1, True, True) == offered(command)


def test_what_fix_left_is_not_offered(command: CommandLine) -> None:
    """It was refused, or is not certain."""
    git("init", "-q")
    write({ZONE: HEAD + HOST})
    git("add", ".")
    git("commit", "-qm", "x")
    write({ZONE: HEAD + DOT + HOST})  # not saved by git, so fix leaves it

    assert (1, False, False) == offered(command, "--fix")


def test_file_in_a_view_is_not_looked_at_for_one_view_alone(command: CommandLine) -> None:
    """Another view may read it, too."""
    zone = 'zone "example.org" { type primary; file "example.org.zone"; }; '
    write({ZONE: HEAD + DOT + HOST, "named.conf": f'view "in" {{ {zone} }}; view "out" {{ {zone} }};\n'})

    assert (1, True, True) == offered(command)
    assert (1, False, False) == offered(command, "--view", "in")


def test_suppressed_finding_has_no_fix(command: CommandLine) -> None:
    """It is meant."""
    write({ZONE: HEAD + DOT.rstrip("\n") + " ; zonelint: ignore[cname-target-missing]\n" + HOST})

    assert [[]] == of_sarif(command("--format", "sarif", *SELECT).out)


def test_of_a_finding_that_stands_for_several_itself_is_mended(command: CommandLine) -> None:
    """At its place; the next run offers the next one."""
    write({ZONE: HEAD + "w1 CNAME mail.example.org\nw2 CNAME mail.example.org\n" + HOST})

    for form, read in (("rdjson", of_rdjson), ("sarif", of_sarif)):
        groups = [edits for edits in read(command("--format", form, *SELECT).out) if edits]
        assert {1} == {len(edits) for edits in groups}
    assert (HEAD + "w1 CNAME mail.example.org.\nw2 CNAME mail.example.org.\n" + HOST).encode() == mended(
        command, of_rdjson, "rdjson", *SELECT
    )[ZONE]


# -- what strangers wrote --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["```", "~~~~", "\u202e", "\x1b[31m", "\x00", "x" * rdjson.MAX_SUGGESTION])
def test_line_that_would_be_shown_as_something_else_has_no_suggestion(text: str, command: CommandLine) -> None:
    """Services write the whole line into a comment; in SARIF it is data."""
    write({ZONE: HEAD + f"{DOT.rstrip()} ; {text}\n{HOST}"})

    assert (1, False, True) == offered(command)


def test_path_is_that_of_the_finding(command: CommandLine) -> None:
    """However it is called."""
    name = "a b%20\u202e[x](y)/example.org.zone"
    write({name: HEAD + DOT + HOST})
    result = command("--format", "sarif", *SELECT).json["runs"][0]["results"][0]
    [change] = result["fixes"][0]["artifactChanges"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == change["artifactLocation"]
    assert name == unquote(change["artifactLocation"]["uri"])
    assert (1, True, True) == offered(command)


@pytest.mark.parametrize(("room", "fixed"), [(10**6, 9), (1000, 3), (0, 0)])
def test_results_are_not_left_out_for_fixes(room: int, fixed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too much is left out of the fixes, those of the gravest last."""
    monkeypatch.setattr(sarif, "MAX_FIXES", room)
    at = place(source(DOT), "www")
    fix = Fix("[do](it)\x07", safe=True)
    report = Report([finding(at, str(n), severity=INFO if n < 5 else ERROR, fix=fix) for n in range(9)])
    report.suggestions = lambda found: [Replacement(found.place, "web")]
    stream = io.StringIO()
    sarif.write(report, stream)
    read_sarif(stream.getvalue())
    results = json.loads(stream.getvalue())["runs"][0]["results"]
    with_fixes = [result for result in results if "fixes" in result]

    assert (9, fixed) == (len(results), len(with_fixes))
    assert fixed == 9 or {"error"} >= {result["level"] for result in with_fixes}
    assert {r"\[do\](it)\x07"} >= {result["fixes"][0]["description"]["text"] for result in with_fixes}


def test_file_that_changes_meanwhile_gives_none(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no traceback: its places are gone."""
    write({ZONE: HEAD + DOT + HOST})
    offer = check._offer_fixes

    def changed(*given: Any) -> None:
        offer(*given)
        Path(ZONE).write_text(";\n")

    monkeypatch.setattr(check, "_offer_fixes", changed)
    for form, read in (("rdjson", of_rdjson), ("sarif", of_sarif)):
        write({ZONE: HEAD + DOT + HOST})
        assert [[]] == read(command("--format", form, *SELECT).out)


@pytest.mark.parametrize(("form", "loaded"), [("text", False), ("json", False), ("sarif", True)])
def test_other_formats_load_nothing_for_it(form: str, loaded: bool, command: CommandLine) -> None:
    """Start-up counts."""
    write({ZONE: HEAD + DOT + HOST})
    code = f"import sys; from zonelint.cli import main; main(['-f', {form!r}, '-o', 'x.out', '{ZONE}']);" \
        "print('zonelint.lint.fixes.writer' in sys.modules)"  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert f"{loaded}\n" == ran.stdout
