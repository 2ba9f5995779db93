"""Texts in memory over another source."""

import os
from pathlib import Path

import pytest
from commandline import write
from repositories import commit, new_repository

from zonelint.files.overlay import Overlay
from zonelint.files.revision import Revision
from zonelint.files.source import DISK, FILE, FOLDER


@pytest.fixture
def top(tmp_path: Path) -> str:
    """Return a folder with a file, one below, and links to both."""
    top = os.path.realpath(tmp_path)
    write({f"{top}/zone": "old\n", f"{top}/folder/part": "part\n"})
    os.symlink("zone", f"{top}/link")
    os.symlink("folder", f"{top}/way")
    return top


def test_text_takes_the_place_of_the_file(top: str) -> None:
    """By whatever links it is named; all else is as it was."""
    source = Overlay({f"{top}/link": b"new text\n", f"{top}/way/part": b""})

    assert (b"new text\n", 9, b"new") == (
        source.octets(f"{top}/zone"), source.size(f"{top}/zone"), source.beginning(f"{top}/zone", 3)[0]
    )  # fmt: skip
    assert source.octets(f"{top}/folder/part") == b""
    assert DISK.listed(top) == source.listed(top)
    assert f"{top}/zone" == source.real_path(f"{top}/link")


def test_file_may_be_in_memory_alone(top: str) -> None:
    """With the folders above it."""
    source = Overlay({f"{top}/new/deep/zone": b"x", f"{top}/way/more": b"y"})

    assert {**DISK.listed(top), "new": FOLDER} == source.listed(top)
    assert ({"deep": FOLDER}, {"zone": FILE}) == (source.listed(f"{top}/new"), source.listed(f"{top}/new/deep"))
    assert {"more": FILE, "part": FILE} == source.listed(f"{top}/folder")
    assert all(map(source.is_folder, (f"{top}/new", f"{top}/new/deep", f"{top}/way")))
    assert all(map(source.is_file, (f"{top}/new/deep/zone", f"{top}/way/more", f"{top}/link")))
    assert not source.exists(f"{top}/new/other")


def test_text_for_a_folder_counts_for_nothing(top: str) -> None:
    """Nor does one in a file."""
    source = Overlay({f"{top}/folder": b"x", f"{top}/zone/x": b"y", f"{top}/a": b"1", f"{top}/a/b": b"2"})

    assert {**DISK.listed(top), "a": FILE} == source.listed(top)
    assert not source.has(f"{top}/zone/x")
    assert not source.has(f"{top}/a/b")


def test_text_over_a_revision(tmp_path: Path) -> None:
    """What the commit has and the text is not about is read from there."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    commit(folder, {"zones/one": "1\n", "zones/two": "2\n"})
    (folder / "zones/one").unlink()
    source = Overlay({f"{folder}/zones/two": b"3\n"}, Revision(str(folder), "HEAD"))

    assert (b"1\n", b"3\n") == (source.octets(f"{folder}/zones/one"), source.octets(f"{folder}/zones/two"))
    assert {"one": FILE, "two": FILE} == source.listed(f"{folder}/zones")
    assert source.is_top(str(folder))
    assert source.is_committed(f"{folder}/zones/two")
