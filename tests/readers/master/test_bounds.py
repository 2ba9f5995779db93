"""Bounds of the reader of master files: each has its finding, and no input takes more than its length in time."""

import tracemalloc
from pathlib import Path

import pytest
from reading import owners, problems, read

from zonelint.readers.master import masterfile
from zonelint.readers.master.masterfile import open_source

TTL = "$TTL 300\n"


def test_files_that_are_too_large_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone says so, and knows nothing."""
    monkeypatch.setattr(masterfile, "MAX_FILE_OCTETS", 20)
    zone = read(TTL + "a A 192.0.2.1\n")

    assert ["1:1 limit-exceeded"] == problems(zone)
    assert {} == zone.types
    assert not zone.complete


def test_no_more_than_the_bound_is_taken_from_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One octet more tells that the file is too large."""
    monkeypatch.setattr(masterfile, "MAX_FILE_OCTETS", 20)
    path = tmp_path / "zone"
    path.write_bytes(b";" * 1000)
    _, octets = open_source(str(path), "zone")

    assert 21 == len(octets)


def test_reasons_for_being_incomplete_are_bounded() -> None:
    """A file of garbage has a problem on every line, but some reasons are enough."""
    zone = read("x )\n" * 1000)

    assert 1000 == len(zone.problems)
    assert 1 <= len(zone.incomplete_because) < 100


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000 + "a 60 A 192.0.2.1" + ")" * 100_000 + "\n",
        "a 60 TXT " + "( x )" * 30_000 + "\n",
        "a 60 TXT (" + '"x"\n' * 30_000 + ")\n",
        "a 60 TXT (" + "\n" * 100_000 + "x )\n",
    ],
)
def test_deep_and_long_records_are_read(text: str) -> None:
    """Time grows with the length of the text."""
    zone = read(text)

    assert [] == zone.problems
    assert ["a.example.com."] == owners(zone)


@pytest.mark.parametrize("text", ["b" * 10_000_000 + " 60 A 192.0.2.1", 'a 60 TXT "' + "b" * 10_000_000 + '"'])
def test_words_as_long_as_the_file_take_little_memory(text: str) -> None:
    """A few times the length of the text, and not its hundredfold."""
    tracemalloc.start()
    zone = read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 1 == len(zone.problems)
    assert peak < 20 * len(text)


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "(\n" * 100_000, "a TXT (\n" * 20_000, 'b 60 A 192.0.2.1\na TXT ( "\n' * 10_000]
)
def test_unclosed_parentheses_end_quickly(text: str) -> None:
    """Each is looked for up to the end of the file, so after some of them the rest is given up."""
    zone = read(text)

    assert any("parenthes" in problem.message for problem in zone.problems)
    assert not zone.complete


def test_many_unclosed_parentheses_have_a_finding_of_their_own() -> None:
    """The rest of the file is not read then."""
    zone = read(TTL + "a TXT ( x\n" * 20 + "b A 192.0.2.1\n")

    assert "limit-exceeded" in {problem.rule for problem in zone.problems}
    assert {} == zone.types
