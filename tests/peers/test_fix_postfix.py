"""A real Postfix refuses senders whose PTR is missing, and accepts them once `zonelint fix` has written it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from mail_machine import Session
from mail_setups import SetUp, Traits, zones_of
from mail_traits import DOMAINS, HOST, Names, Way
from mail_verdicts import write_files
from postfix_server import judge, why_no_judge

COUNT = 100
ASKS = ("reverse", "client")
"""The restrictions that look at the PTR."""


@pytest.fixture(scope="module", autouse=True)
def _postfix_can_run() -> None:
    """Skip where an ordinary user runs the tests at home; whatever else is missing is a failure."""
    if os.geteuid() != 0 and "CI" not in os.environ:
        pytest.skip("a Postfix of our own needs root")
    reason = "it needs root" if os.geteuid() != 0 else why_no_judge()
    if reason is not None:
        pytest.fail(f"Postfix cannot run: {reason}")


def replies(judged: Sequence[SetUp], folder: Path) -> list[dict[str, str]]:
    """Return the replies of Postfix to each set-up."""
    folder.mkdir()
    sessions = [Session(each.address, each.helo, f"news@{each.domain.rstrip('.')}") for each in judged]
    return judge(zones_of(judged), sessions, folder)


def read_back(judged: Sequence[SetUp], folder: Path) -> None:
    """Take the zones of set-ups from the files that `write_files` wrote."""
    number = 0
    for each in judged:
        for origin in each.zones:
            each.zones[origin] = (folder / "zones" / f"part{number}.zone").read_text(encoding="ascii")
            number += 1


def without_ptr(number: int) -> SetUp:
    """Return a sender without PTR, whose host has one name, with which it greets."""
    domains = sorted(name for name, each in DOMAINS.items() if each == DOMAINS["an MX"] or "A" in name)
    family = (4, 6)[number % 2]
    way = Way(('{label} TXT "none"', 'other TXT "none"', "1 PTR ns1.{domain}")[number % 3])
    return SetUp(number, Traits(family, way, HOST, domains[number % len(domains)], Names("mail.{domain}", "")))


def test_postfix_accepts_whom_it_refused(tmp_path: Path) -> None:
    """Wherever the fix is safe: by whether there is a PTR, and by whether it leads back."""
    judged = [without_ptr(number) for number in range(COUNT)]
    folder = tmp_path / "set"
    folder.mkdir()
    write_files(judged, folder)
    before = replies(judged, tmp_path / "before")
    command = [sys.executable, "-m", "zonelint", "fix", "--format", "json", "--select", "mail-sender-without-ptr"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    changed = json.loads(done.stdout)["changed"]
    titles = [fix["title"] for each in changed for fix in each["fixes"]]
    names = {match[1] for title in titles if (match := re.search(r" PTR (\S+)`", title))}
    read_back(judged, folder)
    after = replies(judged, tmp_path / "after")
    mended = [(was, now) for set_up, was, now in zip(judged, before, after, strict=True) if f"{set_up.helo}." in names]

    assert COUNT == len(names) == len(mended)
    assert all(was["reverse"][:3] == "550" for was, _ in mended)
    assert [] == [now for _, now in mended if any(now[ask][:3] != "250" for ask in ASKS)]
