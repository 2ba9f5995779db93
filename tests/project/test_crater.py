"""The crater: what zonelint says about many repositories, and how two runs are compared."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from project import PROGRAM, ROOT

from bench.crater import compare, differences, lines, main, repositories, run

ZONE = "@ 1h SOA ns hostmaster 1 8h 2h 4w 1h\n@ 1h NS ns\nns 1h A 4.3.2.1\n@ 1h MX 10 mail\n"


def executable(path: Path, program: str) -> str:
    """Write `program`, in Python, as an executable file; returns its path."""
    path.write_text(f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n{program}\n")
    path.chmod(0o755)
    return str(path)


def finding(line: int = 1, fingerprint: str = "a", **changes: object) -> dict[str, Any]:
    """Return a finding as zonelint's JSON has it."""
    keys = {"rule": "a-rule", "severity": "error", "message": "is wrong", "path": "a.zone", "owner": "a."}
    return {**keys, "line": line, "fingerprint": fingerprint, **changes}


def outcome(*findings: dict[str, Any], **changes: object) -> dict[str, Any]:
    """Return what came of a repository."""
    keys = {"status": 1, "seconds": 0.1, "trouble": "", "stderr": [], "zones": 1, "records": 4}
    return {**keys, "findings": list(findings), **changes}


def test_repositories_are_the_folders_below(tmp_path: Path) -> None:
    """Files and hidden folders are none; a folder that is named itself is a collection of its own."""
    for folder in ("one", "wild/two", ".git"):
        (tmp_path / "all" / folder).mkdir(parents=True)
    (tmp_path / "all" / "README.md").touch()

    found = repositories([tmp_path / "all", tmp_path / "all" / "wild"])

    assert {"all/one": tmp_path / "all/one", "wild/two": tmp_path / "all/wild/two"} == found


def test_run_keeps_findings_and_counts(tmp_path: Path) -> None:
    """The zone's records and the finding of the MX target without address are kept, and printed by rule."""
    zonelint = executable(tmp_path / "zonelint", PROGRAM)
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "example.org.zone").write_text(ZONE)

    ran = run(zonelint, folder)

    assert (1, "", 1, 4) == (ran["status"], ran["trouble"], ran["zones"], ran["records"])
    assert "      1  mx-target-without-address" in list(lines("repository", ran))


@pytest.mark.parametrize(
    ("program", "status", "trouble"),
    [
        ("sys.exit('zonelint: no such thing')", 1, "no report"),
        ("print('Traceback')", 0, "the report cannot be read"),
        ("import time; time.sleep(60)", -9, "not done after 0.5 s"),
    ],
)
def test_failure_is_told(program: str, status: int, trouble: str, tmp_path: Path) -> None:
    """A run without report, with something else, or without end is kept as what it is."""
    ran = run(executable(tmp_path / "zonelint", program), tmp_path, time_out=0.5)

    assert status == ran["status"]
    assert ran["trouble"].startswith(trouble)


def test_moved_finding_is_no_change() -> None:
    """The fingerprint tells that a finding is the same on another line."""
    assert not compare(outcome(finding(line=3)), outcome(finding(line=7)))


def test_finding_with_another_fingerprint_is_known_by_its_place() -> None:
    """Rule, path, line and message tell that a finding is the same where fingerprints are made otherwise."""
    assert not compare(outcome(finding(fingerprint="a")), outcome(finding(fingerprint="b")))


def test_equal_fingerprints_count_one_by_one() -> None:
    """Of three findings with one fingerprint, two are left: one went, the one whose line has gone."""
    before = outcome(finding(line=1), finding(line=2), finding(line=3))
    after = outcome(finding(line=1), finding(line=3))

    change = compare(before, after)

    assert ([], [2]) == (change.came, [item["line"] for item in change.went])


def test_members_are_compared_one_by_one() -> None:
    """Two findings that are shown as one are still there; a third that is not among the members went."""
    before = outcome(finding(1, "a"), finding(2, "b"), finding(3, "c"))
    after = outcome({**finding(1, "a"), "members": [finding(1, "a"), finding(2, "b")]})

    change = compare(before, after)

    assert ([], ["c"]) == (change.came, [item["fingerprint"] for item in change.went])
    assert (["shown: 3 -> 1"], [2]) == (change.notes, [len(shown["members"]) for shown in change.groups])


def test_differences_are_told_by_repository_and_in_all() -> None:
    """What came, went and reads otherwise is told, with the exit status and the lines of standard error."""
    before = {"one": outcome(finding(1, "a"), finding(2, "b", message="was wrong"))}
    after = {"one": outcome(finding(2, "b"), finding(9, "c", rule="b-rule"), status=2, stderr=["zonelint: why"])}

    assert [
        "one",
        "  status: 1 -> 2",
        "  + | zonelint: why",
        "  - a.zone:1: error[a-rule] is wrong",
        "  + a.zone:9: error[b-rule] is wrong",
        "  ~ a.zone:2: error[a-rule] was wrong",
        "    a.zone:2: error[a-rule] is wrong",
        "    -1     +0  a-rule",
        "    +0     +1  b-rule",
        "1 came, 1 went, 1 read otherwise, in 1 of 1",
    ] == list(differences(before, after))


def test_second_run_is_compared_with_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run keeps a file, and the next one shows what came since."""
    repository = tmp_path / "all" / "one"
    repository.mkdir(parents=True)
    (repository / "findings.json").write_text(json.dumps({"summary": {"zones": 1, "records": 1}, "findings": []}))
    words = [str(tmp_path / "all"), "--zonelint", executable(tmp_path / "cat", "print(open('findings.json').read())")]
    main([*words, "--out", str(tmp_path / "before.json")])
    report = {"summary": {"zones": 1, "records": 1}, "findings": [finding()]}
    (repository / "findings.json").write_text(json.dumps(report))

    main([*words, "--out", str(tmp_path / "after.json"), "--before", str(tmp_path / "before.json")])

    assert "  + a.zone:1: error[a-rule] is wrong" in capsys.readouterr().out.splitlines()
