"""The examples tell what they are there to tell."""

import json

from project import ROOT, run_zonelint

TOLD = {
    ("mail-sender-without-ptr", "origine.example.zone", "mail.origine.example."),
    ("mail-sender-ptr-unconfirmed", "origine.example.zone", "relay.origine.example."),
    ("mx-target-is-cname", "origine.example.zone", "origine.example."),
    ("mx-target-without-address", "boutique.example.zone", "boutique.example."),
}
"""What examples/README.md says is wrong: rule, file, owner."""

TOLD_OF_OCTODNS = [
    ("mail-sender-without-ptr", "origine.example.yaml", 13),
    ("ptr-address-mismatch", "2.3.4.in-addr.arpa.zone", 4),
    ("yaml-duplicate-key", "origine.example.yaml", 20),
    ("yaml-key-changed", "origine.example.yaml", 17),
]
"""What it says of the repository for octoDNS: rule, file, line."""


def test_broken_example_shows_each_told_defect_once() -> None:
    """One finding for each defect of the story, and no other."""
    done = run_zonelint("check", "--format", "json", "examples/broken")
    findings = json.loads(done.stdout)["findings"]

    assert 1 == done.returncode
    assert sorted(TOLD) == sorted((item["rule"], item["path"].rpartition("/")[2], item["owner"]) for item in findings)


def test_octodns_example_shows_each_told_defect_once() -> None:
    """YAML and master file are one set: a finding for each defect of the story, and no other."""
    done = run_zonelint("check", "--format", "json", "examples/octodns")
    findings = json.loads(done.stdout)["findings"]

    assert 1 == done.returncode
    assert TOLD_OF_OCTODNS == sorted((item["rule"], item["path"].rpartition("/")[2], item["line"]) for item in findings)


def test_fixed_example_is_clean() -> None:
    """With all rules that run by default, the fixed zones show nothing."""
    done = run_zonelint("check", "--format", "json", "examples/fixed")

    assert 0 == done.returncode
    assert [] == json.loads(done.stdout)["findings"]


def test_story_names_each_rule() -> None:
    """Whoever reads the story can look up every rule in it."""
    story = (ROOT / "examples/README.md").read_text(encoding="utf-8")

    assert set() == {rule for rule, _, _ in (*TOLD, *TOLD_OF_OCTODNS) if f"`{rule}`" not in story}


def test_sample_output_is_what_zonelint_prints() -> None:
    """The report in the README is the one that a reader gets, but for what its ellipses leave out."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = text.partition("$ zonelint examples/broken\n")[2].partition("```")[0]
    shown = [part for part in sample.split("…\n") if part.strip()]
    printed = run_zonelint("examples/broken").stdout

    assert len(shown) > 1
    assert [] == [part for part in shown if part not in printed]
