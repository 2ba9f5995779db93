"""Triage: what is silenced, selected and shown."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from builders import finding, place, source

from zonelint.config.file import ConfigError
from zonelint.dns.places import SourceFile
from zonelint.lint import selection, suppressions
from zonelint.lint.findings import ERROR, INFO, WARNING, Finding, Related

KNOWN = {"one-rule", "other-rule", "third-rule", "unused-suppression"}
TODAY = date(2026, 5, 1)


def _settings(*entries: SimpleNamespace) -> Any:
    return SimpleNamespace(ignore_findings=list(entries), select=[], ignore=[], extend_select=[])


def _entry(rule: str, owner: str = "", path: str = "", until: date | None = None) -> SimpleNamespace:
    config = source("[[ignore-findings]]\n", ".zonelint.toml")
    return SimpleNamespace(rule=rule, owner=owner, path=path, reason="r", until=until, place=place(config, "ignore"))


def _apply(
    findings: list[Finding], files: list[SourceFile], *entries: SimpleNamespace, ran: set[str] = KNOWN, **more: Any
) -> tuple[list[str], int, list[str]]:
    kept, taken, unused = suppressions.apply(findings, files, _settings(*entries), KNOWN, ran, today=TODAY, **more)
    return [each.rule for each in kept], len(taken), [each.message for each in unused]


def test_a_directive_silences_its_rule_on_its_line_alone() -> None:
    """Another rule there, and the same rule elsewhere, stay."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule] known\nb A 192.0.2.2\n")
    found = [
        finding(place(file, word), rule=rule)
        for word in ("192.0.2.1", "192.0.2.2")
        for rule in ("one-rule", "other-rule")
    ]

    kept, taken, unused = suppressions.apply(found, [file], _settings(), KNOWN, KNOWN)

    assert ([found[1], found[2], found[3]], [found[0]], []) == (kept, [each.finding for each in taken], unused)


def test_what_is_silenced_says_by_what() -> None:
    """Kind, reason and place, of a comment where the configuration says the same; both count as used."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule] a printer\nb A 192.0.2.2\n")
    found = [finding(place(file, word), rule="one-rule") for word in ("192.0.2.1", "192.0.2.2")]

    kept, (by_comment, by_entry), unused = suppressions.apply(
        found, [file], _settings(_entry("one-rule")), KNOWN, KNOWN
    )

    assert ([], []) == (kept, unused)
    assert ("comment", "a printer", file.path, 1) == (
        by_comment.kind, by_comment.reason, by_comment.path, by_comment.line,
    )  # fmt: skip
    assert ("configuration", "r", ".zonelint.toml", 1) == (
        by_entry.kind, by_entry.reason, by_entry.path, by_entry.line,
    )  # fmt: skip
    assert [found[1]] == [by_entry.finding]


def test_a_directive_covers_a_finding_anywhere_in_its_record() -> None:
    """The lines of a record in parentheses belong together."""
    file = source("; zonelint: ignore[one-rule] known\na TXT ( x\n y )\n")

    assert ([], 1, []) == _apply([finding(place(file, "y"), rule="one-rule")], [file])


def test_a_related_place_silences_nothing() -> None:
    """Only the primary place of a finding counts."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule] known\nb A 192.0.2.2\n")
    found = finding(place(file, "192.0.2.2"), rule="one-rule", related=[Related(place(file, "192.0.2.1"), "here")])

    kept, count, unused = _apply([found], [file])

    assert (["one-rule"], 0) == (kept, count)
    assert ["one-rule reports nothing here that this comment could suppress"] == unused


def test_ignore_file_silences_the_whole_file() -> None:
    """Other files stay."""
    file = source("a A 192.0.2.1\nb A 192.0.2.2\n; zonelint: ignore-file[one-rule] lab\n", "lab.zone")
    other = source("a A 192.0.2.1\n")
    found = [finding(place(each, "192.0.2.1"), rule="one-rule") for each in (file, other)]

    assert (["one-rule"], 1, []) == _apply(found, [file, other])


def test_each_rule_of_a_list_must_be_of_use() -> None:
    """The one that silences nothing is named, the other is not."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule,other-rule] known\n")

    _, _, unused = _apply([finding(place(file, "192.0.2.1"), rule="one-rule")], [file])

    assert ["other-rule reports nothing here that this comment could suppress"] == unused


def test_the_second_of_two_equal_directives_is_unused() -> None:
    """One of them is enough."""
    file = source("; zonelint: ignore[one-rule] known\na A 192.0.2.1 ; zonelint: ignore[one-rule] known\n")

    _, _, unused = suppressions.apply(
        [finding(place(file, "192.0.2.1"), rule="one-rule")], [file], _settings(), KNOWN, KNOWN
    )

    assert [2] == [each.place.line for each in unused]


def test_a_rule_that_did_not_run_is_not_unused() -> None:
    """Whether it would have found something is not known."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule] known\n")

    assert ([], 0, []) == _apply([], [file], ran={"other-rule", "unused-suppression"})


def test_nothing_is_unused_where_the_rule_for_it_did_not_run() -> None:
    """The rule unused-suppression can be switched off like any other."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule] known\n")

    assert ([], 0, []) == _apply([], [file], ran={"one-rule"})


def test_an_unknown_rule_is_named_with_a_suggestion() -> None:
    """A slip of the pen is not passed over."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rul] known\n")

    assert ["there is no rule 'one-rul'; did you mean one-rule?"] == _apply([], [file])[2]


def test_a_malformed_directive_says_what_is_wrong() -> None:
    """Its own message is handed on, and it silences nothing."""
    file = source("a A 192.0.2.1 ; zonelint: ignore[one-rule\n")

    kept, count, unused = _apply([finding(place(file, "192.0.2.1"), rule="one-rule")], [file])

    assert (["one-rule"], 0, ["the list of rules of ignore has no closing bracket"]) == (kept, count, unused)


def test_unused_suppressions_can_be_silenced_for_a_file() -> None:
    """The directive that does so needs no use of its own."""
    file = source("; zonelint: ignore-file[unused-suppression] generated\na A 192.0.2.1 ; zonelint: ignore[one-rule]\n")

    assert ([], 1, []) == _apply([], [file])


def test_a_file_that_is_read_twice_counts_once() -> None:
    """Two views of a zone share the directives of its file."""
    text = "a A 192.0.2.1 ; zonelint: ignore[one-rule] known\nb A 192.0.2.2 ; zonelint: ignore[other-rule] known\n"
    inside, outside = source(text), source(text)

    result = _apply([finding(place(outside, "192.0.2.1"), rule="one-rule")], [inside, outside])

    assert ([], 1, ["other-rule reports nothing here that this comment could suppress"]) == result


@pytest.mark.parametrize("owner", ["*.lab.example.com.", "*.LAB.example.com", "host.lab.*", ""])
@pytest.mark.parametrize("path", ["zones/example.com.zone", "zones/*.zone", "zones", "zones/", ""])
def test_the_configuration_silences_by_owner_and_path(owner: str, path: str) -> None:
    """Globs of owners may lack their last dot; a folder means what lies below it."""
    file = source("host.lab A 192.0.2.1\n")
    found = finding(place(file, "192.0.2.1"), rule="one-rule", owner="host.lab.example.com.")

    assert ([], 1, []) == _apply([found], [file], _entry("one-rule", owner, path))


@pytest.mark.parametrize(("owner", "path"), [("lab.example.com.", ""), ("", "zone"), ("*.lab.example.com.", "old/")])
def test_an_entry_of_the_configuration_that_does_not_match_is_unused(owner: str, path: str) -> None:
    """All that it names must fit."""
    file = source("host.lab A 192.0.2.1\n")
    found = finding(place(file, "192.0.2.1"), rule="one-rule", owner="host.lab.example.com.")

    kept, count, unused = _apply([found], [file], _entry("one-rule", owner, path))

    assert (["one-rule"], 0) == (kept, count)
    assert ["one-rule reports nothing that this exception could suppress"] == unused


def test_paths_of_the_configuration_are_relative_to_its_folder(tmp_path: Any, monkeypatch: Any) -> None:
    """Whatever folder zonelint runs in."""
    (tmp_path / "zones").mkdir()
    monkeypatch.chdir(tmp_path / "zones")
    file = source("a A 192.0.2.1\n", "example.com.zone")
    found = finding(place(file, "192.0.2.1"), rule="one-rule")

    result = _apply([found], [file], _entry("one-rule", path="zones/*.zone"), root=str(tmp_path))

    assert ([], 1, []) == result


def test_an_entry_applies_until_its_day_and_no_longer() -> None:
    """After it, it is reported where it stands, and the finding is back."""
    file = source("a A 192.0.2.1\n")
    found = finding(place(file, "192.0.2.1"), rule="one-rule")

    assert ([], 1, []) == _apply([found], [file], _entry("one-rule", until=TODAY))
    assert (["one-rule"], 0, ["this exception for one-rule ended on 2026-04-30 and no longer applies"]) == _apply(
        [found], [file], _entry("one-rule", until=date(2026, 4, 30))
    )


@pytest.mark.parametrize(("year", "expected"), [(1990, ["one-rule"]), (9000, [])])
def test_the_day_is_today_unless_it_is_given(year: int, expected: list[str]) -> None:
    """What ended long ago does not apply, what ends in the far future does."""
    file = source("a A 192.0.2.1\n")
    settings = _settings(_entry("one-rule", until=date(year, 1, 1)))

    kept, _, _ = suppressions.apply([finding(place(file, "a"), rule="one-rule")], [file], settings, KNOWN, KNOWN)

    assert expected == [each.rule for each in kept]


def test_an_entry_for_an_unknown_rule_is_named() -> None:
    """At its place in the configuration."""
    settings = _settings(_entry("one-rul"))

    _, _, [unused] = suppressions.apply([], [], settings, KNOWN, KNOWN)

    assert "there is no rule 'one-rul'; did you mean one-rule?" == unused.message
    assert ".zonelint.toml" == unused.place.source.path


def _rules() -> Any:
    rows = [
        ("mx-bad", "mail", True),
        ("mx-odd", "mail", False),
        ("soa-bad", "soa", True),
        ("spf-bad", "policy_records", True),
    ]
    return {name: SimpleNamespace(name=name, theme=theme, default=default) for name, theme, default in rows}


def _run(settings: dict[str, list[str]] | None = None, **options: list[str]) -> set[str]:
    return selection.rules_to_run(_rules(), SimpleNamespace(**{**vars(_settings()), **(settings or {})}), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ({}, {}, "mx-bad soa-bad spf-bad"),
        ({}, {"select": ["mail"]}, "mx-bad mx-odd"),
        ({}, {"select": ["ALL"], "ignore": ["mail"]}, "soa-bad spf-bad"),
        ({}, {"select": ["policy-records"]}, "spf-bad"),
        ({}, {"extend_select": ["mx-odd"]}, "mx-bad mx-odd soa-bad spf-bad"),
        ({}, {"ignore": ["mail"], "extend_select": ["mx-odd"]}, "mx-odd soa-bad spf-bad"),
        ({}, {"ignore": ["mx-bad"], "extend_select": ["mx-bad"]}, "soa-bad spf-bad"),
        ({"select": ["soa"]}, {}, "soa-bad"),
        ({"select": ["soa"], "extend_select": ["mx-odd"]}, {"select": ["spf-bad"]}, "spf-bad"),
        ({"select": ["soa"]}, {"extend_select": ["spf-bad"]}, "soa-bad spf-bad"),
        ({"ignore": ["mx-bad"]}, {"select": ["mail"]}, "mx-odd"),
        ({"ignore": ["mx-bad"]}, {"select": ["mx-bad"]}, "mx-bad"),
        ({"ignore": ["mx-bad"], "extend_select": ["ALL"]}, {}, "mx-odd soa-bad spf-bad"),
        ({"extend_select": ["mx-odd"]}, {"ignore": ["mx-odd"]}, "mx-bad soa-bad spf-bad"),
    ],
)
def test_the_narrower_name_wins_then_the_command_line(
    settings: dict[str, list[str]], options: dict[str, list[str]], expected: str
) -> None:
    """Rules are chosen by name, by theme, or all at once."""
    assert expected.split() == sorted(_run(settings, **options))


def test_an_unknown_name_is_refused_with_a_suggestion() -> None:
    """Rules and themes are searched for what resembles it."""
    with pytest.raises(ValueError, match="unknown rule or theme 'mx-bed'; did you mean mx-bad"):
        _run(select=["mx-bed"])


def test_the_severity_chooses_what_is_shown_and_what_fails() -> None:
    """A threshold takes in what is graver."""
    file = source("a\n")
    error, warning, info = (finding(place(file, "a"), severity=severity) for severity in (ERROR, WARNING, INFO))

    assert [error, warning] == selection.shown([error, warning, info], WARNING)
    assert [error, warning, info] == selection.shown([error, warning, info], None)
    assert selection.failed([info, warning], WARNING)
    assert not selection.failed([info], WARNING)
    assert not selection.failed([error], "never")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("zones/a.zone", True), ("zones", True), ("zones/", True), (".", True), ("./zones", True), ("rev", True),
        ("zone", False), ("zones/a", False), ("other", False), ("rev/sub", False),
    ],
)  # fmt: skip
def test_the_focus_takes_in_what_lies_in_a_path_or_relates_to_it(path: str, expected: bool) -> None:
    """A folder means all that is below it; a path is no mere beginning of another."""
    forward, reverse = source("a\n", "zones/a.zone"), source("b\n", "rev/b.zone")
    found = finding(place(forward, "a"), related=[Related(place(reverse, "b"), "there")])

    assert expected is selection.in_focus(found, selection.focus_prefixes([path]))


@pytest.mark.parametrize(
    ("entry", "is_about"),
    [
        ({"owner": "a.example.com"}, True),
        ({"owner": "b.example.com"}, False),
        ({"owner": "*.example.com."}, True),
        ({"owner": "*.com"}, True),
        ({"owner": "*.a.example.com"}, False),
        ({"owner": "a.*"}, True),
        ({"owner": "a.example.com", "path": "zones"}, True),
        ({"owner": "a.example.com", "path": "other"}, False),
        ({"path": "zones/example.zone"}, True),
        ({"path": "zones/"}, True),
        ({"path": "zone"}, False),
        ({"path": "*.zone"}, True),
    ],
)
def test_entries_are_found_by_owner_and_by_path(entry: dict[str, str], is_about: bool) -> None:
    """Whether their patterns have wildcards or not."""
    file = source("a A 192.0.2.1\n", "zones/example.zone")
    found = finding(place(file, "a"), rule="one-rule", owner="a.example.com.")
    unused = "one-rule reports nothing that this exception could suppress"

    assert (([], 1, []) if is_about else (["one-rule"], 0, [unused])) == _apply(
        [found], [file], _entry("one-rule", **entry)
    )


def test_too_many_patterns_to_compare_are_an_error() -> None:
    """Each finding of the rule would be compared with each of them; entries for owners and paths are no such."""
    entries = [_entry("one-rule", owner=f"a{number}.example.com.") for number in range(2000)]

    assert 2000 == len(_apply([], [], *entries)[2])
    with pytest.raises(ConfigError, match="over 1000 entries whose patterns"):
        _apply([], [], *(_entry("one-rule", owner=f"a{number}*") for number in range(1001)))


def test_the_nearest_name_is_looked_for_a_few_times_only() -> None:
    """That takes milliseconds each, and a file may name thousands of rules that do not exist."""
    names = [f"one-rul{number}" for number in range(100)]
    file = source("".join(f"a A 192.0.2.1 ; zonelint: ignore[{name}] x\n" for name in names))

    _, _, unused = _apply([], [file])

    assert 50 == sum("did you mean one-rule?" in message for message in unused)
    assert 100 == len(unused)
