"""Patterns of `sources`: what the standard library's glob finds, by way of a tree."""

import os
from glob import glob
from pathlib import Path

import pytest
from commandline import write

from zonelint.files.globs import matching
from zonelint.files.paths import Tree


@pytest.fixture
def top(tmp_path: Path) -> str:
    """Return a folder with files, hidden ones among them, and links."""
    top = os.path.realpath(tmp_path)
    names = (
        "a.zone",
        "b.txt",
        "x/a.zone",
        "x/y/b.zone",
        "x/y/.hidden/c.zone",
        ".h/a.zone",
        "[z]/a.zone",
        "v1/z/q.zone",
    )
    write({f"{top}/root/{name}": "" for name in names} | {f"{top}/out/secret.zone": ""})
    os.symlink("x/y", f"{top}/root/link")
    os.symlink("..", f"{top}/root/x/up")
    os.symlink("nowhere", f"{top}/root/broken.zone")
    return f"{top}/root"


@pytest.mark.parametrize("pattern", [
    "*", "*.zone", "*/*.zone", "**", "**/*.zone", "x/**", "*/**/b.zone", "v[0-9]/z/*", "?/*", ".h/*", ".*/a.zone",
    "[[]z]/*", "none/*", "*/none", "x/*/b.zone", "a.zone/*", "*/a.zone", "[!a]*",
])  # fmt: skip
def test_pattern_matches_what_it_matches_in_a_shell(pattern: str, top: str) -> None:
    """Each file once, by whatever links."""
    expected = {os.path.realpath(path) for path in glob(f"{top}/{pattern}", recursive=True)}

    found = matching(f"{top}/{pattern}", Tree(top))

    assert expected == set(map(os.path.realpath, found))


def test_no_name_outside_is_told(top: str) -> None:
    """The link that leads there stands for what lies behind it."""
    os.symlink("../out", f"{top}/outside")

    assert [f"{top}/outside"] == matching(f"{top}/outside/*", Tree(top))
    assert not any("secret" in path for path in matching(f"{top}/**/*.zone", Tree(top)))
