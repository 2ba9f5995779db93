"""Which files need not be read from git, for another state has them at hand."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import commit, git, new_repository

from zonelint.files.git_objects import GitObjects
from zonelint.files.revision import Revision
from zonelint.files.source import DISK
from zonelint.files.staged import Staged
from zonelint.files.unchanged import Unchanged, hash_of

LF, CRLF = b"one\ntwo\n", b"one\r\ntwo\r\n"


@pytest.fixture(params=["sha1", "sha256"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a repository of each kind of names, with three files."""
    folder = Path(os.path.realpath(tmp_path)) / "repo"
    folder.mkdir()
    git(folder, "init", "-q", f"--object-format={request.param}")
    commit(folder, {"same": "same\n", "other": "before\n", "lines": LF, "empty": b"", "link": "-> same"})
    return folder


def read_by_git(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of the objects that git will be asked for as files."""
    asked: list[str] = []
    usual = GitObjects.beginning

    def beginning(self: GitObjects, name: str, kind: str, most: int) -> tuple[bytes, int]:
        if kind == "blob":
            asked.append(name)
        return usual(self, name, kind, most)

    monkeypatch.setattr(GitObjects, "beginning", beginning)
    return asked


def compared(repository: Path, now: object = DISK) -> Revision:
    """Return the last commit, which takes from `now` what is the same there."""
    found = Revision(str(repository), "HEAD")
    found.elsewhere = Unchanged(now)  # type: ignore[arg-type]
    return found


@given(octets=st.binary(max_size=3000))
def test_names_are_those_that_git_gives(octets: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As `git hash-object` has them, which is asked for a few."""
    folder = tmp_path_factory.getbasetemp() / "names"
    if not folder.exists():
        new_repository(folder)
    if len(octets) < 40:
        assert git(folder, "hash-object", "--stdin", given=octets) == hash_of(octets, 40)
    assert (40, 64) == (len(hash_of(octets, 40)), len(hash_of(octets, 64)))


def test_what_is_the_same_is_not_asked_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is not is; both tell what git has."""
    (repository / "other").write_text("now\n")
    (repository / "same").chmod(0o755)
    found, asked = compared(repository), read_by_git(monkeypatch)
    read = {name: found.octets(f"{repository}/{name}") for name in ("same", "other", "lines", "empty")}
    sizes = {name: found.size(f"{repository}/{name}") for name in read}

    assert {"same": b"same\n", "other": b"before\n", "lines": LF, "empty": b""} == read
    assert {name: len(octets) for name, octets in read.items()} == sizes
    assert [git(repository, "rev-parse", "HEAD:other")] == asked


def test_lines_that_git_ends_otherwise(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout for Windows is the same, and read as git has it."""
    git(repository, "config", "core.autocrlf", "true")
    (repository / "lines").unlink()
    git(repository, "checkout", "-q", "lines")
    found, asked = compared(repository), read_by_git(monkeypatch)

    assert CRLF == (repository / "lines").read_bytes()
    assert (LF, len(LF)) == (found.octets(f"{repository}/lines"), found.size(f"{repository}/lines"))
    assert [] == asked


@pytest.mark.parametrize("make", ["gone", "folder", "link", "pipe"])
def test_what_is_no_file_now(make: str, repository: Path) -> None:
    """It is not the same, and nothing waits for it."""
    path = repository / "same"
    path.unlink()
    if make == "folder":
        path.mkdir()
    elif make == "link":
        path.symlink_to("empty")
    elif make == "pipe":
        os.mkfifo(path)
    found = compared(repository)

    assert b"same\n" == found.octets(str(path))
    assert not Unchanged(DISK).holds(str(path), found.object_name(str(path)))


def test_a_file_that_is_written_to_meanwhile(repository: Path) -> None:
    """What is read is what git has, not what stands there by now."""
    found = compared(repository)
    assert b"same\n" == found.octets(f"{repository}/same")
    assert b"" == found.octets(f"{repository}/empty")
    (repository / "same").write_text("written\n")

    assert b"same\n" == found.octets(f"{repository}/same")


def test_two_states_of_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index and a commit are compared by names alone."""
    (repository / "other").write_text("staged\n")
    git(repository, "add", "other")
    (repository / "same").write_text("not staged\n")
    staged = Staged(str(repository))
    unchanged = Unchanged(staged)
    before = Revision(str(repository), "HEAD")
    asked = read_by_git(monkeypatch)
    same = {
        name: unchanged.holds(f"{repository}/{name}", before.object_name(f"{repository}/{name}"))
        for name in ("same", "other", "lines", "link", "none")
    }

    assert {"same": True, "other": False, "lines": True, "link": False, "none": False} == same
    assert [] == asked
    assert b"same\n" == unchanged.octets(f"{repository}/same", before.object_name(f"{repository}/same"))


# -- Git LFS ---------------------------------------------------------------------------------------------------------


def pointer(octets: bytes) -> bytes:
    """Return what git has in the place of a file that Git LFS keeps."""
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n" % (
        sha256(octets).hexdigest().encode(),
        len(octets),
    )


def test_what_git_lfs_keeps(repository: Path) -> None:
    """It is at hand if it stands in the work tree, and only if it is the very same."""
    commit(repository, {"large": pointer(b"large\n")})
    (repository / "large").write_text("large\n")
    assert b"large\n" == compared(repository).octets(f"{repository}/large")

    (repository / "large").write_text("larger\n")
    found = compared(repository)
    with pytest.raises(OSError, match="a pointer of Git LFS in its place, whose content is elsewhere"):
        found.octets(f"{repository}/large")
    assert {f"{repository}/large"} == found.pointers
    assert {} == found.lost


def test_a_text_that_only_begins_like_a_pointer(repository: Path) -> None:
    """A pointer is short, so this is a file."""
    text = pointer(b"x") + b"; a zone\n" * 200
    commit(repository, {"zone": text})

    assert text == Revision(str(repository), "HEAD").octets(f"{repository}/zone")
