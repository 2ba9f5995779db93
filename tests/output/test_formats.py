"""The formats that services read, each held to its schema or read as its readers do; nothing in them is forged."""

import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from builders import finding, place, source, suppressed
from commandline import BROKEN, RULE, CommandLine, write
from hostile_texts import HOSTILE, HOSTILE_ZONE
from hypothesis import given, settings
from hypothesis import strategies as st
from linting import RULES
from report_readers import READERS, page_of, read_azure, read_junit

from zonelint import testing
from zonelint.dns.places import START, Span
from zonelint.dns.zone import Place
from zonelint.lint.failures import Failure
from zonelint.lint.findings import ERROR, INFO, SEVERITIES, WARNING, Finding, Related
from zonelint.lint.merge import merge_causes
from zonelint.lint.report import Report
from zonelint.output import writer
from zonelint.output.escape import visible
from zonelint.output.markdown_text import code, code_block

FILE = source("a A 192.0.2.1\nb A 192.0.2.2\n", "zones/x.zone")


def _report(*findings: Finding, **more: Any) -> Report:
    return Report(findings, zones=1, records=2, **more)


def _write(form: str, report: Report) -> str:
    stream = io.StringIO()
    writer(form)(report, stream)
    return stream.getvalue()


def _found(word: str = "a", message: str = "odd", severity: str = ERROR, **more: Any) -> Finding:
    return finding(place(FILE, word), message, severity=severity, **more)


# -- what each shows -------------------------------------------------------------------------------------------------

SEVERITIES_OF = {
    "sarif": ("error", "warning", "note"),
    "gitlab": ("critical", "major", "info"),
    "rdjson": ("ERROR", "WARNING", "INFO"),
    "junit": ("error", "warning", "passed"),
    "checkstyle": SEVERITIES,
    "azure": ("error", "warning"),
    "markdown": SEVERITIES,
}


@pytest.mark.parametrize("form", READERS)
def test_path_line_severity_and_rule_are_read(form: str) -> None:
    """As this format calls them; what the finding says stands in its text."""
    words = dict(zip(("a", "192.0.2.1", "b"), SEVERITIES, strict=True))
    found = [_found(word, f"{word} is odd", severity, rule=f"the-{severity}") for word, severity in words.items()]
    seen = READERS[form](_write(form, _report(*found)))

    assert SEVERITIES_OF[form] == tuple(each.severity for each in seen)
    for each, expected in zip(seen, found, strict=False):
        assert ("zones/x.zone", expected.rule) == (each.path, each.rule)
        assert each.line in (None, expected.line)
        assert expected.message in each.text


@pytest.mark.parametrize("form", READERS)
def test_report_without_findings_is_one(form: str) -> None:
    """It is whole, and a reader finds nothing in it."""
    assert [] == READERS[form](_write(form, _report()))


@pytest.mark.parametrize("form", READERS)
def test_help_is_shown(form: str) -> None:
    """What mends it is what a reader looks for."""
    [seen] = READERS[form](_write(form, _report(_found(help="add `x`"))))

    assert "add `x`" in seen.text or form == "markdown"
    assert "add `x`" in _write(form, _report(_found(help="add `x`"))) or form == "rdjson"


@pytest.mark.parametrize("form", READERS)
def test_members_are_named(form: str) -> None:
    """A finding that stands for others says for which."""
    shown = _found(owner="a.")
    shown.members = [shown, _found("b", owner="b.")]
    text = _write(form, _report(shown))

    assert 1 == len(READERS[form](text))
    assert "and 1 more: b. (line 2)" in text


@pytest.mark.parametrize("form", ["rdjson", "junit", "markdown"])
def test_related_places_are_named(form: str) -> None:
    """With path, line and note, where the format has no fields for them."""
    text = _write(form, _report(_found(related=[Related(place(FILE, "b"), "leads here")])))

    assert 1 == len(READERS[form](text))
    assert re.search(r"zones/x\.zone:2\S* .*leads here", text)


@pytest.mark.parametrize("form", READERS)
def test_paths_are_relative_to_the_top_of_the_repository(
    form: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever zonelint runs."""
    write({"zones/example.com.zone": BROKEN, ".git/HEAD": "ref: refs/heads/main\n"})
    monkeypatch.setenv("CI_PROJECT_DIR", str(Path.cwd()))
    monkeypatch.chdir("zones")
    [seen] = READERS[form](command("--format", form, ".").out)

    assert ("zones/example.com.zone", RULE) == (seen.path, seen.rule)


@pytest.mark.parametrize("form", ["gitlab", "rdjson", "checkstyle", "azure", "github"])
def test_formats_without_suppressions_leave_suppressed_findings_out(form: str) -> None:
    """Their readers would take them for open ones."""
    report = _report(suppressed=[suppressed(_found())])
    report.show_suppressed = True

    assert "odd" not in _write(form, report)


# -- gitlab ----------------------------------------------------------------------------------------------------------


def test_gitlab_gets_a_fingerprint_of_its_own_for_each() -> None:
    """The first of several alike keeps the finding's, so that it is known when it stays alone."""
    alike = [_found() for _ in range(3)]
    shown = [each["fingerprint"] for each in json.loads(_write("gitlab", _report(*alike)))]

    assert 3 == len(set(shown))
    assert alike[0].fingerprint == shown[0]


def test_gitlab_is_told_the_rule_in_the_description() -> None:
    """It does not show the name of the check."""
    [shown] = json.loads(_write("gitlab", _report(_found(help="one\ntwo"))))

    assert "some-rule: odd" == shown["description"]


# -- junit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "outcomes"),
    [
        ("info", ["error", "warning", "info"]),
        ("warning", ["error", "warning", "passed"]),
        ("error", ["error", "passed", "passed"]),
        ("never", ["passed"] * 3),
    ],
)
def test_junit_fails_where_the_exit_status_does(fail_on: str, outcomes: list[str]) -> None:
    """A test of advice passes, and says what was found all the same."""
    report = _report(*(_found(severity=severity) for severity in SEVERITIES))
    report.fail_on = fail_on
    seen = read_junit(_write("junit", report))

    assert outcomes == [each.severity for each in seen]
    assert all("zones/x.zone:1:1: " in each.text for each in seen)


def test_junit_follows_the_option_and_the_configuration(command: CommandLine) -> None:
    """As the exit status does."""
    write({"example.com.zone": BROKEN, ".zonelint.toml": 'fail-on = "never"'})

    assert ["passed"] == [each.severity for each in read_junit(command("--format", "junit").out)]
    ran = command("--format", "junit", "--fail-on", "error")
    assert (1, ["error"]) == (ran.status, [each.severity for each in read_junit(ran.out)])


def test_junit_has_a_passing_test_where_nothing_is_found() -> None:
    """A report without any test is an error to some readers."""
    assert '<testcase classname="zonelint" name="no findings" time="0"></testcase>' in _write("junit", _report())


def test_junit_skips_what_is_suppressed() -> None:
    """With the reason, if it was asked for."""
    report = _report(suppressed=[suppressed(_found(), "a printer")])
    report.show_suppressed = True
    [seen] = read_junit(_write("junit", report))

    assert ("skipped", True) == (seen.severity, seen.text.endswith(": a printer"))


def test_junit_has_an_error_for_a_rule_that_failed() -> None:
    """What it would have found is not known."""
    failure = Failure("one-rule", "zonelint_rules", ValueError("bad"))
    [seen] = read_junit(_write("junit", _report(failures=[failure])))

    assert ("zonelint", "rule-failed") == (seen.path, seen.severity)
    assert failure.message in seen.text


# -- rdjson ----------------------------------------------------------------------------------------------------------


def test_rdjson_counts_columns_in_octets() -> None:
    """Of UTF-8, as its protocol says; the end is exclusive."""
    file = source('a TXT "é𐐀" x\n')
    [shown] = json.loads(_write("rdjson", _report(finding(place(file, "x")))))["diagnostics"]

    assert {"start": {"line": 1, "column": 16}, "end": {"line": 1, "column": 17}} == shown["location"]["range"]


def test_rdjson_gives_a_finding_about_a_file_no_columns() -> None:
    """It is about the first line, as far as a comment goes."""
    [shown] = json.loads(_write("rdjson", _report(finding(Place.at(FILE, START)))))["diagnostics"]

    assert {"start": {"line": 1}} == shown["location"]["range"]


def test_rdjson_of_a_file_that_is_gone_keeps_the_columns() -> None:
    """It cannot be read any more."""

    def gone() -> str:
        raise FileNotFoundError

    file = source("x")
    file.read_text = gone
    [shown] = json.loads(_write("rdjson", _report(finding(Place.at(file, Span(3, 4, 3, 9))))))["diagnostics"]

    assert {"line": 3, "column": 4} == shown["location"]["range"]["start"]


# -- checkstyle, azure -----------------------------------------------------------------------------------------------


def test_checkstyle_names_theme_and_rule() -> None:
    """Readers take the last two words of the source for category and type."""
    rules = {"mx-target-without-address": RULES["mx-target-without-address"]}
    text = _write("checkstyle", _report(_found(rule="mx-target-without-address"), rules=rules))

    assert 'source="zonelint.mail.mx-target-without-address"' in text


def test_azure_shows_advice_as_lines() -> None:
    """The service knows errors and warnings; the gravest come first, the sum last."""
    text = _write("azure", _report(*(_found(severity=severity) for severity in (INFO, WARNING, ERROR))))
    lines = text.splitlines()

    assert ["error", "warning"] == [each.severity for each in read_azure(text)]
    assert "zones/x.zone:1:1: info[some-rule] odd" == lines[2]
    assert "1 error, 1 warning, 1 info in 1 zone (2 records)" == lines[3]


def test_azure_reads_percent_signs_as_they_are() -> None:
    """`%0A` in a zone is no end of a line, and a per cent sign stays one."""
    [seen] = read_azure(_write("azure", _report(_found(message="100% %0A %AZP25 %3B"))))

    assert "100% %0A %AZP25 %3B" == seen.text


# -- markdown --------------------------------------------------------------------------------------------------------


def test_markdown_shows_the_gravest_first() -> None:
    """The sum stands at the top."""
    text = _write("markdown", _report(*(_found(severity=severity) for severity in (INFO, ERROR, WARNING))))

    assert list(SEVERITIES) == [each.severity for each in READERS["markdown"](text)]
    assert "**zonelint**: 1 error, 1 warning, 1 info in 1 zone (2 records)\n" in text


def test_markdown_is_cut_to_a_comment() -> None:
    """The least grave go, and their number is told, in the comment and to whoever runs it."""
    found = [_found(message="é" * 300, severity=severity) for severity in (INFO, ERROR) for _ in range(200)]
    stream = io.StringIO()
    sentence = writer("markdown")(_report(*found), stream)
    text = stream.getvalue()
    seen = READERS["markdown"](text)

    assert len(text.encode()) <= 65_000
    assert {"error"} == {each.severity for each in seen}
    left = 400 - len(seen)
    assert text.endswith(f"\n{left} more findings are not shown: a comment has no room for more.\n")
    assert f"markdown: {left} more findings are not shown: a comment has no room for more" == sentence


def test_one_finding_always_fits_into_a_comment() -> None:
    """However long its texts are."""
    long = "\U000e0001`" * 100_000
    file = source(long, "d/" * 2000)
    related = [Related(Place.at(file), long)] * 5
    text = _write("markdown", _report(finding(Place.at(file), long, help=long, related=related)))

    assert len(text.encode()) <= 65_000
    assert 1 == len(READERS["markdown"](text))
    assert "… and 2 more places" in text


def test_markdown_has_the_counts_as_a_table() -> None:
    """If they are wanted."""
    text = _write("markdown", _report(_found(), statistics=True))

    assert "table" in page_of(text.partition("\n")[2]).tags
    assert "| 1 | error | some-rule |\n" in text


def test_markdown_shows_suppressed_findings_on_request() -> None:
    """Marked as such, with the reason."""
    report = _report(suppressed=[suppressed(_found(), "a printer")])
    report.show_suppressed = True
    text = _write("markdown", report)

    assert "- suppressed **error** `zones/x.zone:1:1` `odd` (some-rule)\n" in text
    assert "a printer`" in text


def test_markdown_shows_the_name_of_a_base_as_code() -> None:
    """It may be that of a stranger's branch."""
    text = _write("markdown", _report(base="<b>@x[y](z)", older=1))

    assert ["No new findings since <b>@x[y](z) in 1 zone (2 records); 1 older one is not shown"] == page_of(
        text.partition("\n")[2]
    ).codes


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_code_is_read_as_the_text(text: str) -> None:
    """A code span shows just what is in it."""
    page = page_of(f"- x {code(text)} y\n")
    shown = visible(text)

    assert [shown if shown.strip() else page.codes[0]] == page.codes
    assert "x  y" == page.outside.strip()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_block_of_code_is_read_as_the_text(text: str) -> None:
    """It ends where it is to end."""
    page = page_of(f"- x\n\n{code_block(text, '  ')}\n- y\n")
    shown = "\n".join(map(visible, text.rstrip("\n").split("\n")))

    assert [shown.rstrip("\n")] == [each.removesuffix("\n").rstrip("\n") for each in page.codes]
    assert ["x", "y"] == page.outside.split()


# -- hostile texts ---------------------------------------------------------------------------------------------------


def _everywhere(text: str) -> Report:
    """Return a report that has `text` wherever a stranger's text may stand."""
    path = os.fsdecode(text.encode("utf-8", "replace").replace(b"\0", b"")).lstrip("/") + "\udcff"
    file = source(f"{text}\n", path)
    related = [Related(Place.at(file), text)] * 2
    found = finding(
        Place.at(file, Span(1, 1, 1, 2)), text, help=text, related=related, owner=text, zone=text, type=text
    )
    found.members = [found, finding(Place.at(file), text, owner=text)]
    report = _report(found, finding(Place.at(file), f"a {text}", severity=INFO), suppressed=[suppressed(found, text)])
    report.show_suppressed = True
    return report


def _assert_not_forged(form: str, report: Report) -> None:
    """Read a report, and look for what no text may bring about."""
    text = _write(form, report)
    text.encode("utf-8")
    shows = form in ("sarif", "junit", "markdown")
    advice = form != "azure"
    seen = READERS[form](text)

    assert 1 + advice + shows == len(seen)
    assert {"some-rule"} == {each.rule for each in seen}
    bad = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u200b-\u200f\ud800-\udfff]"
    assert [] == [each for each in seen if re.search(bad, each.text)]
    if form == "markdown":
        outside = page_of(text.partition("\n")[2]).outside
        assert re.fullmatch(r"(?:\s|zonelint: 1 error, 1 info in 1 zone \(2 records\); 1 more has the same cause; "
                            r"1 suppressed|suppressed|error|info|\(some-rule\))*", outside), outside  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", READERS)
def test_hostile_text_forges_nothing(form: str, text: str) -> None:
    """The report has the findings that there are, and no other; its text is harmless to look at."""
    _assert_not_forged(form, _everywhere(text))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=5), max_size=5))
def test_no_text_forges_anything(parts: list[str]) -> None:
    """Whatever is put together."""
    report = _everywhere("".join(parts))
    for form in READERS:
        _assert_not_forged(form, report)


@pytest.mark.parametrize("form", READERS)
def test_hostile_zones_make_good_reports(form: str, command: CommandLine) -> None:
    """From files to the report; every finding that json has is there."""
    name = "<script>`]]>%0A##[x].zone"
    write({f"{name}": "$ORIGIN example.net.\n" + HOSTILE_ZONE, "example.com.zone": HOSTILE_ZONE})
    every = command(".", "--select", "ALL", "--format", "json").json["findings"]
    ran = command(".", "--select", "ALL", "--format", form)
    seen = READERS[form](ran.out)

    assert len(every) > 20
    expected = [each for each in every if form != "azure" or each["severity"] != INFO]
    if form == "markdown":  # it is cut
        assert 0 < len(seen) <= len(expected)
    else:
        rules = sorted((each["path"], each["rule"]) for each in expected)
        assert rules == sorted(
            # What Azure would take for a command is spelled otherwise; all others read what there is.
            (each.path.replace(r"\u0023", "#") if form == "azure" else each.path, each.rule)
            for each in seen
        )
    assert (1, "") == (ran.status, "" if form == "markdown" else ran.err)


# -- the examples of the rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_findings_of_every_bad_example_are_read_in_every_format(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as there are, at their places."""
    for example in testing.examples_of(name):
        if example.kind != "BAD":
            continue
        folder = tmp_path / str(example.number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        found = merge_causes(testing.lint(example.files, *_rules_of(example), folder=".", before=example.before))
        report = _report(*found, rules={each: RULES[each] for each in _rules_of(example)})
        assert found
        for form, read in READERS.items():
            expected = [each for each in found if form != "azure" or each.severity != INFO]
            seen = read(_write(form, report))
            assert sorted((each.path, each.rule) for each in expected) == sorted((e.path, e.rule) for e in seen)
            lines = [each.line for each in seen]
            assert form == "junit" or sorted(each.line for each in expected) == sorted(line or 0 for line in lines)


def _rules_of(example: testing.Example) -> set[str]:
    """Return the rules that report something in `example`, or could."""
    marked = {spot.rule for spot in testing.marks(example.files)}
    others = {"unused-suppression", "stale-baseline-entry"}
    suppressible = {"mx-target-without-address"} if example.rule.name in others else set()
    return {example.rule.name} | marked | suppressible


def test_environment_has_no_say_in_these_tests() -> None:
    """What services set is not set here."""
    assert not {"GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"} & set(os.environ)
