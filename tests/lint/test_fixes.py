"""Fixes on whole sets made by chance: what was wrong is mended, and nothing else is touched."""

import os
from pathlib import Path

import pytest
from broken_sets import BrokenSet
from commandline import CommandLine

SEEDS = int(os.environ.get("FIX_SEEDS", "40"))


def is_part(few: list[bytes], many: list[bytes]) -> bool:
    """Tell whether the lines of `few` stand in `many` in this order."""
    remaining = iter(many)
    return all(line in remaining for line in few)


def lines_of(octets: bytes) -> list[bytes]:
    """Return the lines with their ends, and the last one as if it had one."""
    newline = b"\r\n" if b"\r\n" in octets else b"\n"
    return (octets if octets.endswith(newline) else octets + newline).splitlines(keepends=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_set_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """None of the fixable is left, no finding is new, all other lines are the same, a second run changes nothing."""
    broken = BrokenSet(seed)
    for name, octets in broken.files.items():
        Path(name).write_bytes(octets)
    before = command("--format", "json").json["findings"]
    assert broken.rules <= {finding["rule"] for finding in before}

    ran = command("fix", "--format", "json").json
    assert [] == ran["refused"]
    assert [] == [finding for finding in ran["left"] if finding["fixable"] == "safe"]
    assert {finding["fingerprint"] for finding in ran["left"]} <= {
        member["fingerprint"] for finding in before for member in finding.get("members", [finding])
    }
    after = {name: Path(name).read_bytes() for name in broken.files}
    for name, octets in broken.files.items():
        lines = [line for file, line in broken.touched if file == name]
        touched = {line.encode(encoding) for line in lines for encoding in ("utf-8", "latin-1")}
        untouched = [line for line in lines_of(octets) if line.rstrip(b"\r\n") not in touched]
        assert is_part(untouched, lines_of(after[name])), name
        assert (b"\r\n" in octets) == (b"\r\n" in after[name])
        assert octets.endswith(b"\n") == after[name].endswith(b"\n")
        assert len(lines_of(after[name])) <= len(lines_of(octets)) + len(broken.missing)
    for address, host in broken.missing:
        name = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
        assert [host] == command("lookup", name, "PTR", "--format", "json").json["records"]
    assert sorted(broken.files) == sorted(os.listdir())

    again = command("fix", "--format", "json").json
    assert [] == again["changed"]
    assert after == {name: Path(name).read_bytes() for name in broken.files}
