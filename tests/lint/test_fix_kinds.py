"""Fixes of many kinds in many formats, on sets made by chance: all that is certain is mended, and nothing else."""

import os
from pathlib import Path
from typing import Any

import pytest
from broken_formats import YAML, BrokenFormats
from commandline import CommandLine
from octodns.provider.yaml import YamlProvider
from octodns.zone import Zone

from rules.policy_records._examples import KEY_1024

SEEDS = int(os.environ.get("FIX_SEEDS", "30"))


def lines_of(octets: bytes) -> list[bytes]:
    """Return the lines without their ends."""
    return octets.replace(b"\r\n", b"\n").split(b"\n")


def keys_of(findings: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return what tells `findings` from each other, but for their records."""
    return {tuple(finding[key] for key in ("rule", "path")) for finding in findings}


def is_part(few: list[bytes], many: list[bytes]) -> bool:
    """Tell whether the lines of `few` stand in `many` in this order."""
    remaining = iter(many)
    return all(line in remaining for line in few)


def without(lines: list[bytes], *blocks: list[str]) -> list[bytes]:
    """Return `lines` without each of the `blocks`, where it stands for the last time, and a blank line around it."""
    for block in blocks:
        encoded = [line.encode() for line in block]
        starts = [at for at in range(len(lines)) if lines[at : at + len(block)] == encoded]
        end = starts[-1] + len(block)
        lines = lines[: starts[-1]] + lines[end + (lines[end : end + 1] == [b""]) :]
    return lines


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_kinds_are_mended_and_kept(seed: int, command: CommandLine) -> None:
    """None of the fixable is left, no finding is new, all other lines are the same, a second run changes nothing."""
    broken = BrokenFormats(seed)
    for name, octets in broken.files.items():
        Path(name).write_bytes(octets)
    before = command("--format", "json").json["findings"]
    members = [member for finding in before for member in finding.get("members", [finding])]
    assert broken.rules <= {member["rule"] for member in members}

    ran = command("fix", "--format", "json").json
    assert [] == [finding for finding in ran["left"] if finding["fixable"] == "safe"]
    assert [] == [finding for finding in ran["left"] if finding["rule"] in broken.rules]
    assert keys_of(ran["left"]) <= keys_of(members)
    after = {name: Path(name).read_bytes() for name in broken.files}
    for name, octets in broken.files.items():
        touched = {
            line.encode(encoding) for file, line in broken.touched for encoding in ("utf-8", "latin-1") if file == name
        }
        kept = without(lines_of(octets), *(gone for file, gone in broken.gone if file == name))
        assert is_part([line for line in kept if line not in touched], lines_of(after[name])), name
        assert (b"\r\n" in octets) == (b"\r\n" in after[name])
        assert octets.count(b"\r\n") in (0, octets.count(b"\n"))
        assert after[name].count(b"\r\n") in (0, after[name].count(b"\n"))
        assert octets.endswith(b"\n") == after[name].endswith(b"\n")
    for owner, rtype, rdata in broken.come:
        assert [rdata] == command("lookup", owner, rtype, "--format", "json").json["records"]
    YamlProvider("files", directory=".", default_ttl=300, enforce_order=False, escaped_semicolons=True).populate(
        Zone("example.net.", [])
    )
    assert sorted(broken.files) == sorted(os.listdir())

    assert [] == command("fix", "--format", "json").json["changed"]
    assert after == {name: Path(name).read_bytes() for name in broken.files}
    assert YAML in after


def test_finding_that_stays_with_its_record_stops_no_fix(command: CommandLine) -> None:
    """It is told of the record as it is written then; a weak key is no better with a semicolon too many."""
    zone = "$TTL 1h\n@ SOA ns1.example.net. h.example.net. 7 1h 1h 1h 1h\n  NS ns1.example.net.\n"
    text = f'{zone}s1._domainkey TXT "v=DKIM1;; p={KEY_1024}"\n'
    Path("example.org.zone").write_text(text)
    words = ("--select", "dkim-key-syntax,dkim-key-weak")
    before = [finding["rule"] for finding in command("--format", "json", *words).json["findings"]]
    ran = command("fix", "--format", "json", *words).json

    assert ["dkim-key-syntax", "dkim-key-weak"] == sorted(before)
    assert ([], ["dkim-key-weak"]) == (ran["refused"], [finding["rule"] for finding in ran["left"]])
    assert text.replace(";;", ";").replace(" 7 1h", " 8 1h") == Path("example.org.zone").read_text()
