"""The format for people: source lines, marks, related places, the help, and the sum."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from builders import finding, place, source, suppressed
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import START, SourceFile, Span
from zonelint.dns.zone import Place
from zonelint.lint.findings import INFO, WARNING, Related
from zonelint.lint.report import Report
from zonelint.output import use_colour, writer
from zonelint.output.escape import visible
from zonelint.output.excerpt import WIDTH, cut_line

ZONE = "$TTL 1h\n@ MX 10 mail\nmail A 192.0.2.25\n"


def _text(*findings: Any, name: str = "text", colour: bool = False, **more: Any) -> str:
    stream = io.StringIO()
    writer(name)(Report(findings, zones=1, records=2, **more), stream, colour=colour)
    return stream.getvalue()


def test_a_finding_shows_its_line_what_belongs_to_it_and_the_help() -> None:
    """The message comes first, the record to paste last."""
    forward = source(ZONE, "zones/example.com.zone")
    reverse = source("\n" * 9 + "25 PTR other.example.com.\n", "zones/2.0.192.in-addr.arpa")
    found = finding(
        place(forward, "192.0.2.25"),
        "the PTR of 192.0.2.25 names another host",
        "mail-sender-ptr-unconfirmed",
        related=[
            Related(place(reverse, "other.example.com."), "this name"),
            Related(place(forward, "10 mail"), "used here"),
        ],
        help="change it to:\n25.2.0.192.in-addr.arpa. PTR mail.example.com.",
    )

    assert _text(found) == (
        "error[mail-sender-ptr-unconfirmed]: the PTR of 192.0.2.25 names another host\n"
        "  --> zones/example.com.zone:3:8\n"
        "   |\n"
        " 3 | mail A 192.0.2.25\n"
        "   |        ^^^^^^^^^^\n"
        "  ::: zones/2.0.192.in-addr.arpa:10:8\n"
        "10 | 25 PTR other.example.com.\n"
        "   |        ------------------ this name\n"
        "  ::: zones/example.com.zone:2:6\n"
        " 2 | @ MX 10 mail\n"
        "   |      ------- used here\n"
        "   = help: change it to:\n"
        "           25.2.0.192.in-addr.arpa. PTR mail.example.com.\n"
        "\n"
        "1 error in 1 zone (2 records)\n"
    )


def test_a_finding_names_some_of_those_it_is_shown_for() -> None:
    """By owner and place; the sum counts it once, and the others apart."""
    file, other = source("a A 192.0.2.1\nb A 192.0.2.2\n"), source("c A 192.0.2.3\n", "other.zone")
    members = [finding(place(file, name), owner=f"{name}.example.com.") for name in ("a", "b")]
    members += [finding(place(other, "c"), owner=f"c{number}.example.com.") for number in range(3)]
    shown = finding(place(file, "a"), owner="a.example.com.")
    shown.members = members

    named = "and 4 more: b.example.com. (line 2), c0.example.com. (other.zone:1), c1.example.com. (other.zone:1), …"
    assert f"  = {named}" in _text(shown).splitlines()
    assert f"zones/example.com.zone:1:1: error[some-rule] something is wrong; {named}\n" == _text(shown, name="concise")
    assert "1 error in 1 zone (2 records); 4 more have the same causes" == _text(shown).splitlines()[-1]


def test_a_finding_about_a_file_shows_no_line() -> None:
    """There is nothing to point at; the note of a related file still shows."""
    file = source(ZONE)
    found = finding(Place.at(file), "no NS", related=[Related(Place.at(file, START), "in this file")])

    lines = _text(found).splitlines()

    assert [
        "error[some-rule]: no NS",
        " --> zones/example.com.zone:1:1",
        " ::: zones/example.com.zone:1:1",
        "  | in this file",
        "",
    ] == lines[:5]


def test_a_file_that_is_gone_costs_only_the_line() -> None:
    """Between reading and reporting it may have been deleted."""

    def read() -> str:
        raise FileNotFoundError

    found = finding(Place.at(SourceFile("a.zone", "a.zone", read, lambda *_: START), Span(3, 1, 3, 2)))

    assert ["error[some-rule]: something is wrong", " --> a.zone:3:1", ""] == _text(found).splitlines()[:3]


def test_only_the_first_related_places_are_shown() -> None:
    """The others are counted."""
    file = source(ZONE)
    found = finding(
        place(file, "mail"), related=[Related(place(file, "mail"), f"note {number}") for number in range(22)]
    )

    text = _text(found)

    assert 10 == text.count(" ::: ")
    assert "  = … and 12 more places\n" in text


def test_several_views_are_named() -> None:
    """A zone outside views has its say, too."""
    found = finding(place(source(ZONE), "mail"))
    found.views = ("inside", None)

    assert "  = views: inside, outside views\n" in _text(found)


def test_what_a_zone_says_cannot_drive_the_terminal() -> None:
    """Control characters are shown as escapes in lines, messages, paths, notes and helps."""
    evil = "\x1b[2J\x9b\u202e\udc80\r"
    file = source(f"a TXT {evil}x\n", f"{evil}.zone")
    found = finding(place(file, "x"), evil, related=[Related(place(file, "TXT"), evil)], help=f"{evil}\n{evil}")

    for name in ("text", "concise", "github"):
        text = _text(found, name=name)
        assert visible(evil) in text
        assert not any(character in text for character in evil if character.isprintable() is False)


def test_help_keeps_the_indent_of_a_block() -> None:
    """YAML to paste is nothing without its indent."""
    found = finding(place(source(ZONE), "mail"), help="add this:\n'25':\n  type: PTR")

    assert "  = help: add this:\n          '25':\n            type: PTR\n" in _text(found)


def test_no_line_of_a_report_begins_a_workflow_command() -> None:
    """On GitHub a line that begins with two colons would be obeyed."""
    file = source("a A 192.0.2.1\n", "::stop-commands::x")
    found = finding(place(file, "A"), help="add\n::error::x A 192.0.2.1\n  ::error::x")

    for name in ("text", "concise"):
        assert not [
            line
            for line in _text(found, name=name).splitlines()
            if line.lstrip().startswith("::") and ":::" not in line
        ]


@pytest.mark.parametrize(
    ("text", "column", "end", "shown", "marks"),
    [
        ("\twww\tA x", 6, 7, "        www     A x", " " * 16 + "^"),
        ("日本語 語", 5, 6, "日本語 語", " " * 7 + "^^"),
        ("e\u0301e\u0301 x", 6, 7, "e\u0301e\u0301 x", "   ^"),
        ("a\x1bb", 2, 4, "a\\x1bb", " ^^^^^"),
        ("short", 9, 12, "short", "     ^"),
        ("a", 1, 1, "a", "^"),
    ],
)
def test_the_marks_stand_under_what_they_mean(text: str, column: int, end: int, shown: str, marks: str) -> None:
    """Tabs, wide and combining characters, and escapes are reckoned with."""
    assert (shown, marks) == cut_line(text, Span(1, column, 1, end), "^")


def test_a_span_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    """The other lines are not shown."""
    assert ("@ SOA a (", "  ^^^^^^^") == cut_line("@ SOA a (  ", Span(1, 3, 4, 2), "^")


def test_a_long_line_is_cut_around_the_place() -> None:
    """What is left out on either side gives way to dots."""
    shown, marks = cut_line("x" * 500 + "HERE" + "y" * 500, Span(1, 501, 1, 505), "^")

    assert shown[0] == shown[-1] == "…"
    assert len(shown) == WIDTH + 2
    assert "HERE" == shown[len(marks) - 4 : len(marks)]


@given(st.text(max_size=300), st.integers(0, 320), st.integers(0, 320))
def test_any_line_can_be_cut(text: str, column: int, end: int) -> None:
    """Whatever it holds: the marks stay near the line, and nothing unsafe is left."""
    text = text.replace("\n", "")

    shown, marks = cut_line(text, Span(1, column, 1, end), "^")

    assert visible(shown) == shown
    assert "^" in marks
    assert len(marks) <= WIDTH + 2


def test_colour_is_used_only_when_it_is_told() -> None:
    """Without it there is no escape sequence; with it the text is the same."""
    found = finding(place(source(ZONE), "mail"), help="x", severity=WARNING)

    plain, coloured = _text(found), _text(found, colour=True)

    assert "\x1b" not in plain
    assert coloured.startswith("\x1b[1;33mwarning[some-rule]\x1b[0m: ")
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;32m", "\x1b[1;33m", "\x1b[1;34m"):
        coloured = coloured.replace(code, "")
    assert plain == coloured


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
    ],
)
def test_the_option_the_environment_and_the_terminal_choose_colour(
    choice: str, environment: dict[str, str], terminal: bool, expected: bool
) -> None:
    """The option first, then the environment, then the terminal."""
    stream: Any = SimpleNamespace(isatty=lambda: terminal)

    assert expected is use_colour(choice, stream, environment)


def test_the_summary_counts_everything() -> None:
    """Severities that did not occur are left out, undecided and suppressed ones are not hidden."""
    file = source(ZONE)
    found = [finding(place(file, "mail"), severity=severity) for severity in ("error", "error", WARNING, INFO)]

    last = _text(*found, undecided=7, suppressed=[suppressed(found[0])]).splitlines()[-1]

    assert "2 errors, 1 warning, 1 info in 1 zone (2 records); 7 look-ups undecided; 1 suppressed" == last


def test_the_summary_of_a_clean_run_says_so() -> None:
    """It is all there is."""
    assert "No findings in 1 zone (2 records); 1 look-up undecided\n" == _text(undecided=1)


def test_a_quiet_report_has_no_summary() -> None:
    """A clean one is empty then."""
    assert "" == _text(quiet=True)


def test_statistics_count_by_rule() -> None:
    """The most frequent first."""
    file = source(ZONE)
    found = [finding(place(file, "mail"), rule=rule, severity=WARNING) for rule in ("a-rule", "b-rule", "b-rule")]

    assert _text(*found, statistics=True).endswith(
        "\n2  warning  b-rule\n1  warning  a-rule\n\n3 warnings in 1 zone (2 records)\n"
    )


def test_concise_is_one_line_a_finding() -> None:
    """In the shape that editors know, whatever the message holds."""
    found = finding(place(source(ZONE), "10 mail"), "no\naddress", severity=WARNING, help="not shown")

    assert "zones/example.com.zone:2:6: warning[some-rule] no\\x0aaddress\n" == _text(found, name="concise")


def test_an_unknown_format_is_refused() -> None:
    """The message names those that there are."""
    with pytest.raises(
        ValueError, match="unknown format 'gitlub'; there are text, concise, json, jsonl, sarif, github, gitlab, junit"
    ):
        writer("gitlub")


def test_a_line_of_wide_cells_is_cut_by_its_width() -> None:
    """A terminal counts cells, not code points."""
    shown, marks = cut_line("語" * 80, Span(1, 41, 1, 81), "^")

    assert "…" + "語" * 50 + "…" == shown
    assert " " * 61 + "^" * 40 == marks


def test_invisible_tags_become_visible() -> None:
    """Beyond the basic plane, too."""
    assert "a\\U000e0041b" == visible("a\U000e0041b")


def test_concise_can_count_by_rule() -> None:
    """Below the findings."""
    found = finding(place(source(ZONE), "mail"), severity=WARNING)

    assert "1  warning  some-rule" == _text(found, name="concise", statistics=True).splitlines()[-1]
