"""`zonelint check`: what is linted, which findings are shown, where the report goes, the exit status."""

import json
import os
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write

ADVICE = "address-ptr-mismatch"
"""A rule that is off by default."""

ALIASED = SOUND + "     MX   20 other\nother CNAME mail\n"
"""A mail exchange that is an alias: a warning, at line 7."""


def rules_of(findings: list[dict[str, object]]) -> list[object]:
    """Return the rule of each finding."""
    return [finding["rule"] for finding in findings]


def test_sound_zones_pass(command: CommandLine) -> None:
    """Without findings the status is 0, and the summary says what was looked at."""
    write({"zones/example.com.zone": SOUND})
    ran = command("zones")

    assert (0, "") == (ran.status, ran.err)
    assert ran.out.startswith("No findings in 1 zone (6 records)")


def test_finding_fails_at_its_place(command: CommandLine) -> None:
    """A finding is shown with path, line and column, and the status is 1."""
    write({"zones/example.com.zone": BROKEN})
    ran = command("--format", "json", "zones")
    (finding,) = ran.json["findings"]

    assert 1 == ran.status
    assert (RULE, "zones/example.com.zone", 7, 14) == tuple(finding[key] for key in ("rule", "path", "line", "column"))


def test_json_counts_what_was_read(command: CommandLine) -> None:
    """The summary has the numbers of files, zones and records, and the time."""
    write({"zones/example.com.zone": "$INCLUDE hosts\n" + SOUND, "zones/hosts": "; nothing yet\n"})
    summary = command("--format", "json", "zones").json["summary"]

    assert (2, 1, 6) == (summary["files"], summary["zones"], summary["records"])
    assert 0 <= summary["seconds"] < 60


def test_current_folder_is_the_default(command: CommandLine) -> None:
    """Without a path and a configuration everything below the current folder is linted."""
    write({"a/example.com.zone": BROKEN, "b/example.org.zone": BROKEN})
    findings = command("--format", "json").json["findings"]

    assert ["a/example.com.zone", "b/example.org.zone"] == [finding["path"] for finding in findings]


# -- which rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), [RULE]),
        (("--ignore", RULE), []),
        (("--ignore", f"mx-target-is-cname,{RULE}"), []),
        (("--ignore", "mx-target-is-cname", "--ignore", RULE), []),
        (("--ignore", "mail"), []),
        (("--select", "soa"), []),
        (("--select", f"soa, {RULE}"), [RULE]),
        (("--select", "ALL", "--ignore", "policy_records"), [RULE]),
        (("--extend-select", ADVICE), [RULE]),
    ],
)
def test_rules_are_chosen_by_name_and_theme(words: tuple[str, ...], expected: list[str], command: CommandLine) -> None:
    """Names are separated by commas, or the option is repeated."""
    write({"zones/example.com.zone": BROKEN})

    assert expected == rules_of(command("zones", "--format", "json", *words).json["findings"])


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_unknown_rule_is_an_error_with_a_suggestion(option: str, command: CommandLine) -> None:
    """A misspelled rule would silence nothing, or run nothing."""
    write({"zones/example.com.zone": BROKEN})
    status, message = command("zones", option, RULE[:-1]).error

    assert 2 == status
    assert message == f"unknown rule or theme {RULE[:-1]!r}; did you mean {RULE}?"


def test_unknown_rule_in_the_configuration_is_an_error(command: CommandLine) -> None:
    """The names in the configuration are checked against the rules that are installed."""
    write({"zones/example.com.zone": BROKEN, ".zonelint.toml": f'ignore = ["{RULE}s"]\n'})
    status, message = command().error

    assert 2 == status
    assert message.startswith(".zonelint.toml:1: ignore: ")
    assert RULE in message


def test_without_any_rules_nothing_passes(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is an error, for it would find nothing in anything."""
    write({"zones/example.com.zone": SOUND})
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter(()))

    assert (2, "no rules are installed: install zonelint with pip, they come with it") == command("zones").error


def test_rules_that_cannot_be_imported_are_an_error(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of rules that is announced and not there is named."""
    write({"zones/example.com.zone": SOUND})
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter(["no_such_rules"]))

    assert (2, "rules cannot be imported: No module named 'no_such_rules'") == command("zones").error


# -- which findings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fail_on", "status"), [("info", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_fail_on_sets_the_status(fail_on: str, status: int, command: CommandLine) -> None:
    """A warning is shown in any case, and fails where warnings do."""
    write({"zones/example.com.zone": ALIASED})
    ran = command("zones", "--format", "json", "--fail-on", fail_on)

    assert status == ran.status
    assert ["mx-target-is-cname"] == rules_of(ran.json["findings"])


@pytest.mark.parametrize(
    ("words", "status", "shown"),
    [
        ((), 1, [("ptr-owner-malformed", "error", 2)]),
        (("--fail-on", "error"), 1, [("ptr-owner-malformed", "error", 2)]),
        (("--severity", "error"), 1, [("mail-sender-without-ptr", "error", 1)]),
    ],
)
def test_merging_changes_neither_what_fails_nor_what_is_grave_enough(
    words: tuple[str, ...], status: int, shown: list[tuple[str, str, int]], command: CommandLine
) -> None:
    """A mere warning that has an error among its members fails as that would, and an error is not hidden with it."""
    config = '[severity]\nptr-owner-malformed = "warning"\n[[mail.senders]]\naddress = "4.3.2.2"\n'
    ptrs = SOUND.partition("     MX")[0] + "2.2.3.4 PTR mail.example.com.\n"
    write({".zonelint.toml": config, "example.com.zone": SOUND, "2.3.4.in-addr.arpa.zone": ptrs})

    ran = command("--select", "ptr-owner-malformed,mail-sender-without-ptr", "--format", "json", *words)

    assert status == ran.status
    assert shown == [(each["rule"], each["severity"], each["count"]) for each in ran.json["findings"]]


def test_configuration_sets_what_fails_and_the_option_wins(command: CommandLine) -> None:
    """`fail-on` in the configuration is the default of the option."""
    write({"zones/example.com.zone": ALIASED, ".zonelint.toml": 'fail-on = "error"\n'})

    assert 0 == command().status
    assert 1 == command("--fail-on", "warning").status


def test_severity_is_the_least_that_is_shown_and_counts(command: CommandLine) -> None:
    """What is not shown does not fail, or nobody could tell why."""
    write({"zones/example.com.zone": ALIASED})
    ran = command("zones", "--format", "json", "--severity", "error")

    assert (0, []) == (ran.status, ran.json["findings"])


CONFIGURED = {
    ".zonelint.toml": 'sources = ["zones"]\n',
    "zones/example.com.zone": BROKEN,
    "zones/sub/example.org.zone": SOUND,
    "other/example.net.zone": BROKEN,
}


@pytest.mark.parametrize(
    ("paths", "status", "shown"),
    [
        ((), 1, 1),
        ((".",), 1, 1),
        (("zones",), 1, 1),
        (("zones/example.com.zone",), 1, 1),
        (("zones/sub",), 0, 0),
        (("zones/sub/example.org.zone",), 0, 0),
        (("zones/sub", "zones/example.com.zone"), 1, 1),
    ],
)
def test_with_a_configuration_paths_only_set_the_focus(
    paths: tuple[str, ...], status: int, shown: int, command: CommandLine
) -> None:
    """The set of zones is that of `sources`; findings outside of the paths neither show nor fail."""
    write(CONFIGURED)
    ran = command("--format", "json", *paths)

    assert (status, shown) == (ran.status, len(ran.json["findings"]))
    assert 2 == ran.json["summary"]["zones"]


def test_zone_file_outside_of_the_sources_is_warned_of(command: CommandLine) -> None:
    """What is wrong with it is not looked for, so it must not look clean."""
    write(CONFIGURED)
    ran = command("other/example.net.zone")

    expected = "zonelint: warning: other/example.net.zone is not part of the zone set: no source names it\n"
    assert (0, expected) == (ran.status, ran.err)


def test_finding_that_relates_to_the_focus_is_shown(command: CommandLine) -> None:
    """The alias is in one file, the mail exchange that leads to it in another."""
    write(
        {
            ".zonelint.toml": 'sources = ["zones"]\n',
            "zones/example.com.zone": SOUND + "     MX 20 alias.example.org.\n",
            "zones/example.org.zone": SOUND + "alias CNAME mail\n",
        }
    )
    (finding,) = command("--format", "json", "zones/example.org.zone").json["findings"]

    assert ("mx-target-is-cname", "zones/example.com.zone") == (finding["rule"], finding["path"])


def test_focus_from_a_folder_below(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration is found upwards, and paths are relative to the current folder."""
    write(CONFIGURED)
    monkeypatch.chdir("zones/sub")

    assert 0 == command(".").status
    ran = command("../example.com.zone", "--format", "json")

    assert ["../example.com.zone"] == [finding["path"] for finding in ran.json["findings"]]


def test_named_configuration_is_used(command: CommandLine) -> None:
    """`--config` takes the place of the one that would be found."""
    write({"zones/example.com.zone": BROKEN, "other.toml": f'sources = ["zones"]\nignore = ["{RULE}"]\n'})

    assert 1 == command("zones").status
    assert 0 == command("--config", "other.toml").status
    assert 2 == command("--config", "gone.toml").status


def test_zone_option_names_the_origin_of_a_file(command: CommandLine) -> None:
    """A file whose name says nothing is a zone by the option."""
    write({"data/one": BROKEN})

    assert 2 == command("data").status
    findings = command("data", "--zone", "example.com=data/one", "--format", "json").json["findings"]

    assert ["example.com."] == [finding["zone"] for finding in findings]


VIEWS = {
    "named.conf": (
        'view "inside" { zone "example.com" { type primary; file "zones/inside"; }; };\n'
        'view "outside" { zone "example.com" { type primary; file "zones/outside"; }; };\n'
    ),
    "zones/inside": BROKEN,
    "zones/outside": SOUND + "this is not a record\n",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), [RULE, "syntax-error"]),
        (("--view", "inside"), [RULE]),
        (("--view", "outside"), ["syntax-error"]),
    ],
)
def test_view_leaves_out_what_is_in_others(words: tuple[str, ...], expected: list[str], command: CommandLine) -> None:
    """With `--view` neither the records nor the faults of other views count."""
    write(VIEWS)

    assert expected == rules_of(command("--format", "json", *words).json["findings"])


def test_unknown_view_is_an_error_that_names_the_views(command: CommandLine) -> None:
    """A misspelled view would lint nothing."""
    write(VIEWS)

    assert (2, "there is no view 'insite': the views are inside, outside") == command("--view", "insite").error


# -- standard input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("--origin", "example.com"), "<stdin>"),
        (("--stdin-filename", "zones/example.com.zone"), "zones/example.com.zone"),
        (("--stdin-filename", "x", "--origin", "example.com."), "x"),
    ],
)
def test_zone_on_standard_input(words: tuple[str, ...], path: str, command: CommandLine) -> None:
    """`-` is one zone, whose origin an option or its file name tells."""
    ran = command("-", "--format", "json", *words, stdin=BROKEN)
    (finding,) = ran.json["findings"]

    assert (1, path, "example.com.") == (ran.status, finding["path"], finding["zone"])


def test_zone_on_standard_input_may_tell_its_origin(command: CommandLine) -> None:
    """An absolute $ORIGIN needs no option."""
    ran = command("-", "--format", "json", stdin="$ORIGIN example.org.\n" + BROKEN)

    assert ["example.org."] == [finding["zone"] for finding in ran.json["findings"]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-",), "the origin of the zone on standard input is not known: give --origin, or a --stdin-filename with it"),
        (("-", "--origin", "a..b"), "--origin: 'a..b' is not a domain name: empty label"),
        (
            ("-", "zones", "--origin", "a.example"),
            "`-` reads one zone from standard input: give no other path, no --zone and no --view",
        ),
        (
            ("-", "--view", "inside", "--origin", "a.example"),
            "`-` reads one zone from standard input: give no other path, no --zone and no --view",
        ),
    ],
)
def test_standard_input_that_cannot_be_read_as_a_zone(
    words: tuple[str, ...], message: str, command: CommandLine
) -> None:
    """What is missing or does not go together is said in one line."""
    assert (2, message) == command(*words, stdin=SOUND).error


@pytest.mark.parametrize(
    "octets", [b"", b"\x00\xff\xfe" * 50, b"\xef\xbb\xbf", b"$ORIGIN " + b"a" * 1000 + b".\n(((\n"]
)
def test_any_standard_input_is_survived(octets: bytes, command: CommandLine) -> None:
    """Whatever comes is a finding, not an error of zonelint."""
    assert 1 == command("-", "--origin", "example.com", stdin=octets).status


# -- the report ------------------------------------------------------------------------------------------------------


def test_github_actions_set_the_format(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a workflow findings are annotations, unless a format is asked for."""
    write({"zones/example.com.zone": BROKEN})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert command("zones").out.startswith("::error file=zones/example.com.zone,line=7,")
    assert command("zones", "--format", "text").out.startswith(f"error[{RULE}]")


def test_output_goes_to_a_file(command: CommandLine) -> None:
    """The report is in the file alone, and the status is the same."""
    write({"zones/example.com.zone": BROKEN, "report.json": "old"})
    ran = command("zones", "--format", "json", "--output", "report.json")

    assert (1, "", "") == (ran.status, ran.out, ran.err)
    assert [RULE] == rules_of(json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"])
    assert ["report.json", "zones"] == sorted(os.listdir())


def test_output_that_is_a_link_stays_one(command: CommandLine) -> None:
    """The file that the link leads to is written."""
    write({"zones/example.com.zone": SOUND, "reports/old.txt": ""})
    Path("latest").symlink_to("reports/old.txt")
    command("zones", "-o", "latest")

    assert Path("latest").is_symlink()
    assert Path("reports/old.txt").read_text(encoding="utf-8").startswith("No findings")


def test_output_that_cannot_be_written_is_an_error(command: CommandLine) -> None:
    """A folder that is not there is named."""
    write({"zones/example.com.zone": BROKEN})
    status, message = command("zones", "-o", "gone/report").error

    assert 2 == status
    assert message.endswith("/gone/report cannot be written: No such file or directory")


def test_quiet_leaves_out_the_summary(command: CommandLine) -> None:
    """Nothing to say, nothing said."""
    write({"zones/example.com.zone": SOUND})

    assert "" == command("zones", "--quiet").out


def test_statistics_count_by_rule(command: CommandLine) -> None:
    """The counts stand above the summary."""
    write({"zones/example.com.zone": BROKEN})

    assert f"1  error    {RULE}" in command("zones", "--statistics").out.splitlines()


@pytest.mark.parametrize(("choice", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_colour_is_chosen(choice: str, coloured: bool, command: CommandLine) -> None:
    """What is no terminal gets no colours unless they are asked for."""
    write({"zones/example.com.zone": BROKEN})

    assert coloured is ("\x1b[" in command("zones", "--color", choice).out)


def test_verbose_says_what_was_read(command: CommandLine) -> None:
    """On standard error, so that the report stays what it is."""
    write({"zones/example.com.zone": SOUND, "zones/notes.txt": "nothing\n"})
    ran = command("zones", "--verbose", "--format", "json")

    assert [] == ran.json["findings"]
    assert "zonelint: ignored: zones/notes.txt: not a zone: neither its name nor its content says so\n" in ran.err
    assert "zonelint: read: 1 zones, 1 files, 6 records\n" in ran.err


@pytest.mark.parametrize("words", [("--jobs", "4"), ("--no-cache",), ("--jobs=1", "--no-cache")])
def test_options_about_the_way_of_working_change_nothing(words: tuple[str, ...], command: CommandLine) -> None:
    """The report is the same, whatever they say."""
    write({"zones/example.com.zone": BROKEN})

    assert command("zones").out == command("zones", *words).out


# -- what is left out, and the status without a gate -------------------------------------------------------------------


def test_exclude_leaves_files_out_beside_those_of_the_configuration(command: CommandLine) -> None:
    """It can be repeated; without a configuration it is relative to the root."""
    write({"zones/example.com.zone": BROKEN, "old/example.org.zone": BROKEN, "tmp/example.net.zone": SOUND})
    write({"zonelint.toml": 'exclude = ["tmp"]\n'})

    ran = command("--exclude", "old/", "--format", "json", ".")
    assert ["zones/example.com.zone"] == [finding["path"] for finding in ran.json["findings"]]
    assert 1 == ran.json["summary"]["zones"]
    assert 2 == command("--exclude", "old", "--exclude", "zones").status


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_exit_zero_reports_and_passes(command: CommandLine, format: str) -> None:
    """Findings are shown as always; a usage error stays one."""
    write({"zones/example.com.zone": BROKEN})
    ran = command("--exit-zero", "--format", format, "zones")

    assert 0 == ran.status
    assert RULE in ran.out
    assert 2 == command("--exit-zero", "nowhere").status
