"""Patterns as of a .gitignore."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from zonelint.files.gitignore import IgnorePatterns


@pytest.mark.parametrize(
    ("lines", "path", "excluded"),
    [
        (["a"], "x/a", True),
        (["a"], "a/x", True),
        (["/a"], "x/a", False),
        (["x/a"], "x/a", True),
        (["x/a"], "y/x/a", False),
        (["a/"], "a", False),
        (["a/"], "a/b", True),
        (["*.zone"], "x/a.zone", True),
        (["*.zone"], "a.zones", False),
        (["x/*"], "x/y/z", True),
        (["x/*.z"], "x/y/a.z", False),
        (["**/a"], "x/y/a", True),
        (["**/a"], "a", True),
        (["a/**"], "a", False),
        (["a/**"], "a/b/c", True),
        (["a/**/b"], "a/b", True),
        (["a/**/b"], "a/x/y/b", True),
        (["a/**/b"], "a/x/y/c", False),
        (["a**b"], "axb", True),
        (["a?c"], "abc", True),
        (["a?c"], "a/c", False),
        (["[a-c]x"], "bx", True),
        (["[!a-c]x"], "bx", False),
        (["[^a-c]x"], "dx", True),
        (["[]a]"], "]", True),
        (["[[:digit:]x]"], "7", True),
        (["[b-a]"], "b", True),
        (["[b-a]"], "a", False),
        (["[a"], "[a", False),
        (["a\\"], "a\\", False),
        (["\\*"], "*", True),
        (["\\*"], "a", False),
        (["#a"], "#a", False),
        (["\\#a"], "#a", True),
        (["\\!a"], "!a", True),
        (["a "], "a", True),
        (["a\\ "], "a ", True),
        (["", "   "], "a", False),
        (["*", "!a"], "a", False),
        (["a", "!a", "a"], "a", True),
        (["x", "!x/a"], "x/a", True),
        (["a\r"], "a", True),
    ],
)
def test_patterns_mean_what_they_mean_to_git(lines: list[str], path: str, excluded: bool) -> None:
    """Each of these was asked of git, too."""
    assert excluded == IgnorePatterns(lines).excludes(path)


def test_folders_alone_are_meant_by_a_final_slash() -> None:
    """A file of that name is not."""
    patterns = IgnorePatterns(["build/"])

    assert (True, None) == (patterns.verdict("x/build", is_folder=True), patterns.verdict("x/build"))


def test_the_last_pattern_that_fits_decides() -> None:
    """None of them: there is no verdict, and that of a file further up counts."""
    patterns = IgnorePatterns(["*.zone", "!keep.zone"])

    assert [True, False, None] == [patterns.verdict(path) for path in ("a.zone", "keep.zone", "a.db")]


WORDS = ("a", "b", "ab", ".", "*", "?", "/", "**", "/**/", "[ab]", "[!a]", "[a-c]", "[]a]", "\\*", "!", "#", "a.b", " ")
NAMES = ("a", "b", "ab", "a.b", "*", "ba", "c", "]", "a b", "!")


def test_git_says_the_same(tmp_path: Path) -> None:
    """Each folder of one work tree has patterns of its own, made by chance; git is asked about all paths at once."""
    chance = random.Random(20240229)
    expected, paths = [], []
    for folder in map(str, range(600)):
        lines = ["".join(chance.choices(WORDS, k=chance.randint(1, 6))) for _ in range(chance.randint(1, 3))]
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ".gitignore").write_text("\n".join(lines) + "\n")
        patterns = IgnorePatterns(lines)
        for _ in range(8):
            path = "/".join(chance.choices(NAMES, k=chance.randint(1, 4)))
            paths.append(f"{folder}/{path}")
            if patterns.excludes(path):
                expected.append(f"{folder}/{path}")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    asked = subprocess.run(command, cwd=tmp_path, input="\0".join(paths), capture_output=True, text=True, check=True)

    assert expected == asked.stdout.removesuffix("\0").split("\0")


def test_the_time_is_linear() -> None:
    """Neither many stars nor many folders make it explode."""
    patterns = IgnorePatterns(["*a" * 60 + "b", "**/a/" * 60 + "b"])
    start = time.process_time()

    assert not patterns.excludes("a" * 255)
    assert not patterns.excludes("a/" * 400 + "c")
    assert 2 > time.process_time() - start


@pytest.mark.parametrize(
    ("lines", "path", "excluded"),
    [
        (["a", "!*.b", "x/c.b"], "x/c.b", True),
        (["x/c.b", "!*.b"], "x/c.b", False),
        (["c.b", "!x/c.b"], "x/c.b", False),
        (["x/*", "!c.b"], "x/c.b", False),
        (["!c.b", "x/*"], "x/c.b", True),
        (["?.b", "!**/c.b"], "x/c.b", False),
        (["!**/c.b", "?.b"], "x/c.b", True),
    ],
)
def test_the_last_pattern_that_fits_decides_however_it_is_found(lines: list[str], path: str, excluded: bool) -> None:
    """Patterns for names, paths, ends, what is below a folder, and those with other wildcards stand in one order."""
    assert excluded is IgnorePatterns(lines).verdict(path)
