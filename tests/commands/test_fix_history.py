"""Serials that could be counted in two ways: the history of the file in git says in which."""

import subprocess
from pathlib import Path

import pytest
from commandline import CommandLine
from hypothesis import given
from hypothesis import strategies as st

from zonelint.files import git_history
from zonelint.lint.fixes.serials import serial_in, way_of

ZONE = """\
$ORIGIN example.org.
$TTL 1h
@   SOA  ns1.example.net. hostmaster.example.net. ( ; SOA 5
         {serial} ; serial
         8h 2h 4w 1h )
    NS   ns1.example.net.
www A    4.3.2.1
{more}
"""
BROKEN = "ftp CNAME www.example.org"
"""What is mended, so that the serial rises."""
DAY = 86_400
NEW_YEAR = 1_704_067_200
"""The moment at which 2024 begins (UTC)."""
TODAY = "1795910400"
"""That of the 29th of November 2026."""


def commit(seconds: int, name: str, text: str) -> None:
    """Commit `text` as the file `name` at a moment."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text)
    who = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{who}_DATE": f"{seconds} +0000" for who in ("AUTHOR", "COMMITTER")}
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", *words], check=True, env={"PATH": "/usr/bin:/bin", **who, **when})


def raised(command: CommandLine, serials: "list[tuple[int, int]]") -> int:
    """Commit a zone with each of the serials at a day from the beginning of 2024, break it, and return what fix makes.

    That is the serial.
    """
    for day, serial in serials:
        commit(NEW_YEAR + day * DAY, "zones/example.org.zone", ZONE.format(serial=serial, more=f"; {day}"))
    commit(NEW_YEAR + 900 * DAY, "zones/example.org.zone", ZONE.format(serial=serials[-1][1], more=BROKEN))
    command.patch.setenv("SOURCE_DATE_EPOCH", TODAY)
    command("fix", "zones")
    text = Path("zones/example.org.zone").read_bytes()
    assert f"{BROKEN}.".encode() in text
    found = serial_in(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("serials", "after"),
    [
        # Somebody began with a date, and counts on since.
        ([(0, 2024010100), (40, 2024010101), (90, 2024010102)], 2024010103),
        ([(0, 20240101), (40, 20240102), (90, 20240103)], 20240104),
        ([(0, NEW_YEAR), (40, NEW_YEAR + 1)], NEW_YEAR + 2),
        # A date, which somebody forgot once.
        ([(0, 2024010101), (40, 2024021001), (90, 2024040101), (180, 2024040102)], 2026112901),
        # The number that a day begins with, whatever the last one is.
        ([(0, 2024010100), (40, 2024021000), (90, 2024040100), (90, 2024040101)], 2026112900),
        ([(0, 2024010101), (40, 2024021001), (90, 2024040101), (95, 2024040600)], 2026112901),
        # Days and times that go on.
        ([(0, 20240101), (40, 20240210)], 20261129),
        ([(0, NEW_YEAR), (40, NEW_YEAR + 40 * DAY)], int(TODAY)),
        # A counter that became a date, and one commit alone, which says nothing.
        ([(0, 17), (10, 18), (40, 2024021001)], 2026112901),
        ([(0, 2024010100)], 2026112900),
        ([(0, 7), (40, 8)], 9),
    ],
)
def test_history_says_how_it_is_counted(serials: "list[tuple[int, int]]", after: int, command: CommandLine) -> None:
    """A date at whose day nobody was at work is none."""
    assert after == raised(command, serials)


def test_history_is_read_where_a_number_leaves_it_open(command: CommandLine) -> None:
    """Of a counter nothing is read, and no program is started."""

    def fail(*_: object) -> None:
        raise AssertionError("the history was read")

    command.patch.setattr(git_history.History, "versions", fail)
    assert 18 == raised(command, [(0, 17)])


def test_few_commits_are_read(command: CommandLine) -> None:
    """What lies further back does not count."""
    command.patch.setattr(git_history, "MOST_COMMITS", 3)

    assert 2026112900 == raised(command, [(0, 2024010100), (40, 2024010101), (90, 2024010102), (95, 2024020100)])


def test_clone_that_is_not_whole_says_what_it_has(command: CommandLine) -> None:
    """And what is damaged there stops nothing."""
    for number, seconds in enumerate((0, 40 * DAY, 90 * DAY)):
        commit(NEW_YEAR + seconds, "example.org.zone", ZONE.format(serial=2024010100 + number, more=f"; {number}"))
    text = ZONE.format(serial=2024010102, more=BROKEN)
    commit(NEW_YEAR + 91 * DAY, "example.org.zone", text)
    first = subprocess.run(["git", "rev-parse", "HEAD~3:example.org.zone", "HEAD~2^{tree}"], check=True, text=True,
                           capture_output=True).stdout.split()  # fmt: skip
    for name in first:
        path = Path(".git/objects", name[:2], name[2:])
        path.chmod(0o600)
        path.write_bytes(b"no object")
    command.patch.setenv("SOURCE_DATE_EPOCH", TODAY)
    command("fix", ".")

    assert 2026112901 == serial_in(Path("example.org.zone").read_bytes())


@given(st.lists(st.tuples(st.integers(0, 2**33), st.integers(0, 2**32 - 1)), max_size=12))
def test_any_history_says_something(written: "list[tuple[int, int]]") -> None:
    """Two facts, whatever was written when."""
    counts, first = way_of(written)

    assert (counts in (True, False), first in (None, 0, 1)) == (True, True)


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        (ZONE.format(serial=5, more=""), 5),
        ("@ IN SOA a b 7 1 1 1 1\n@ IN SOA a b 8 1 1 1 1\n", 7),
        ("soa SOA a b (\n7\n1 1 1 1)\n", 7),
        ("; SOA a b 7\n", None),
        ("@ SOA a b x 1 1 1 1\n", None),
        ("@ SOA a b 99999999999 1 1 1 1\n", None),
        ("@ SOA a b\n", None),
        ("( SOA ; ( a\n" * 1000, None),
        ("SOA (\n" * 20_000, None),
        ("", None),
    ],
)
def test_serial_in_a_text(text: str, serial: int | None) -> None:
    """That of the first SOA record, or none."""
    assert serial == serial_in(text.encode())
