"""Records of every type are loaded, refused and understood as BIND does.

What BIND makes of a record is compared by its own dump: zonelint's text of the record is loaded by BIND, too, and both
must be dumped alike. Where they differ for a reason, this file says so:

- Parameters of SVCB that BIND 9.18 does not know yet by name, and types that it does not know yet, are taken as
  their RFC or IANA has them.
- BIND reads the groups of EUI48 and EUI64 with the C library, which takes a sign or ``0x`` before each.
- The C library takes a sign before a number in WKS and DSYNC, too.
- Octets (``\\# 1 00``) of types that dnspython has no code for are not looked into.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from checkzone import CHECKS_OFF, SECONDS
from rdata_texts import HEAD, TYPES, zone_lines
from reading import all_records, read

SEEDS = range(300)
FIRST = HEAD.count("\n") + 1
"""The line of the first record."""
ROUNDS = 50

_FAULT = re.compile(r"(?m)(?:^|: )zone:(\d+): (?!.*(?:warning|old style DNSSEC|signature has expired))(.*)")
# Not known to BIND 9.18.
_NEWER = re.compile(r"ohttp|docpath|tls-supported-groups|\bNXNAME\b", re.IGNORECASE)
_ODD = re.compile(
    r" EUI(?:48|64) .*(?:\+|--| -)| WKS .* \+|(?:ATMA|A6|DOA|SINK|TALINK|RKEY|EID|NIMLOC|NXT|KEYDATA) \\#"
)


def load(folder: Path, lines: Sequence[str]) -> tuple[dict[str, str], dict[int, str]]:
    """Return what BIND loads of `lines`: type and RDATA by owner, and what it says of the lines that it refuses.

    BIND may stop at a fault, so it is asked again without the faulty lines until nothing is left to refuse.
    """
    refused: dict[int, str] = {}
    for _ in range(ROUNDS):
        kept = [";" if index in refused else line for index, line in enumerate(lines)]
        (folder / "zone").write_text(HEAD + "".join(f"{line}\n" for line in kept), encoding="utf-8")
        words = ["-D", "-s", "full", "-o", str(folder / "dump"), "-w", str(folder), "example.com.", "zone"]
        done = subprocess.run(
            ["named-checkzone", *CHECKS_OFF, *words], capture_output=True, timeout=SECONDS, check=False
        )
        if done.returncode == 0:
            return dict(_dumped((folder / "dump").read_text("latin-1"))), refused
        output = (done.stdout + done.stderr).decode("latin-1")
        found = {int(match[1]) - FIRST: match[2] for match in _FAULT.finditer(output)}
        assert found.keys() - refused.keys(), output
        refused.update(found)
    raise AssertionError(f"BIND finds new faults for ever: {output}")


def _dumped(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line[:1] not in ("", ";"):
            owner, _, _, rtype, rdata = [*line.split(None, 4), ""][:5]
            yield owner.partition(".")[0], f"{rtype} {rdata}"


def differences(lines: Sequence[str], folder: Path) -> list[str]:
    """Return where BIND and zonelint disagree about `lines`."""
    theirs, refused = load(folder, lines)
    zone = read(HEAD + "".join(f"{line}\n" for line in lines))
    faults = {problem.span.line - FIRST: problem.message for problem in zone.problems}
    texts = {record.line - FIRST: f"{record.owner} {record.type} {record.rdata}" for record in all_records(zone)}
    again, unreadable = load(folder, [texts.get(index, ";") for index in range(len(lines))])
    found = []
    for index, line in enumerate(lines):
        owner = f"r{index}"
        if _NEWER.search(line) or _NEWER.search(texts.get(index, "")) or _ODD.search(line):
            continue
        if index in refused and index not in faults:
            found.append(f"only BIND refuses {line}: {refused[index]}")
        elif index in faults and index not in refused:
            found.append(f"only zonelint refuses {line}: {faults[index]}")
        elif index in unreadable:
            found.append(f"BIND does not load {texts[index]}, read from {line}: {unreadable[index]}")
        elif index not in faults and theirs[owner] != again.get(owner):
            found.append(f"BIND has {theirs[owner]} of {line}, but {again.get(owner)} of {texts.get(index)}")
    return found


@pytest.mark.parametrize("part", range(10))
def test_records_of_all_types_are_read_alike(part: int, tmp_path: Path) -> None:
    """Each record is the same in both, or refused by both."""
    found = [
        f"seed {seed}: {each}" for seed in SEEDS[part::10] for each in differences(list(zone_lines(seed)), tmp_path)
    ]

    assert [] == found


def test_the_zones_hold_what_is_refused_and_what_is_not(tmp_path: Path) -> None:
    """Of nearly every type there is a record that BIND loads and one that it refuses."""
    loaded, refused = set(), set()
    for seed in SEEDS[:60]:
        lines = zone_lines(seed)
        _, faults = load(tmp_path, lines)
        for index, line in enumerate(lines):
            (refused if index in faults else loaded).add(line.split()[1])

    assert {"MD", "MF"} == set(TYPES) - loaded
    assert len(set(TYPES) & refused) > 70
