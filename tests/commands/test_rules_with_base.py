"""Rules that judge a change, from the command line: with --base, and without."""

from pathlib import Path

import pytest
from commandline import CommandLine
from repositories import commit, new_repository

ZONE = "$TTL 1h\n@ SOA ns1 hostmaster 7 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n"
NAMED = 'zone "example.com" { type primary; file "example.com.zone"; };\n'
CHILD = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n  NS ns1.example.com.\n"
OTHER = 'zone "example.net" { type primary; file "example.net.zone"; };\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository of two zones, in which one is removed, and the other changed, since the first commit."""
    folder = new_repository(tmp_path / "zones")
    commit(folder, {"named.conf": NAMED + OTHER, "example.com.zone": ZONE, "example.net.zone": CHILD})
    changed = {"named.conf": NAMED, "example.com.zone": ZONE + "www A 4.3.2.80\n", "example.net.zone": None}
    commit(folder, changed)
    monkeypatch.chdir(folder)
    return folder


def test_findings_with_base(command: CommandLine, repository: Path) -> None:
    """A place of the state before says so; what is changed is named once, by the rule itself."""
    ran = command("--base", "HEAD~1", "--format", "json", "--select", "soa,zone-removed")
    found = ran.json["findings"]

    assert 1 == ran.status
    assert [
        ("zone-removed", "named.conf", 2, True, []),
        ("soa-serial-not-increased", "example.com.zone", 2, None, ["new with the change: www.example.com. A 4.3.2.80"]),
    ] == [
        (each["rule"], each["path"], each["line"], each.get("base"), [one["message"] for one in each["related"]])
        for each in sorted(found, key=lambda each: each["severity"])
    ]


def test_excerpt_is_of_the_state_before(command: CommandLine, repository: Path) -> None:
    """The line is gone; the text shows what it was."""
    ran = command("--base", "HEAD~1", "--select", "zone-removed", "--color", "never")

    assert 'zone "example.net" {' in ran.out
    assert "info[zone-removed]: the zone example.net. is gone: its file example.net.zone is deleted" in ran.out


def test_without_base_they_do_not_run(command: CommandLine, repository: Path) -> None:
    """There is nothing to judge; who names them is told so, who selects a theme or all is not."""
    ran = command("--select", "soa-serial-not-increased,zone-removed,soa-missing")
    one = command("--extend-select", "zone-shrunk")

    assert (0, "zonelint: warning: soa-serial-not-increased, zone-removed judge a change: add --base REV\n") == (
        ran.status,
        ran.err,
    )
    assert "zonelint: warning: zone-shrunk judges a change: add --base REV\n" == one.err
    assert ("", "") == (command("--select", "soa").err, command("--select", "ALL").err)
    assert "" == command("--select", "zone-removed", "--base", "HEAD", "--fail-on", "never").err


def test_revert_of_a_change(command: CommandLine, repository: Path) -> None:
    """The classic: what a revert brings back is the old serial, too."""
    commit(repository, {"example.com.zone": ZONE.replace(" 7 ", " 8 ")})
    commit(repository, {"example.com.zone": ZONE})
    ran = command("--base", "HEAD~1", "--head", "HEAD", "--format", "concise", "--select", "soa")

    assert 1 == ran.status
    assert "error[soa-serial-backwards] the serial of example.com. goes backwards, from 8 to 7" in ran.out


def test_rules_say_that_they_need_a_base(command: CommandLine) -> None:
    """In the table by a mark, in JSON by a key, and where they are explained."""
    marked = {line.split()[0] for line in command("rules").out.splitlines() if " on* " in line or " off* " in line}
    keyed = {each["name"] for each in command("rules", "--format", "json").json["rules"] if each["needs_base"]}

    assert {"soa-serial-not-increased", "zone-removed", "zone-shrunk"} <= marked
    assert marked == keyed
    assert "on by default · only with --base" in command("explain", "zone-removed").out
    explained = command("explain", "zone-removed", "--format", "json").json
    assert (True, len(explained["bad"])) == (explained["needs_base"], len(explained["bad_before"]))
