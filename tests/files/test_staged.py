"""The files of the index: the same as git checks out of it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from repositories import commit, git, new_repository

from zonelint.files.git_files import RevisionError
from zonelint.files.source import DISK, FILE, FOLDER
from zonelint.files.staged import Staged, is_sparse

FILES: dict[str, str | bytes | None] = {
    "zones/example.com.zone": "one\n",
    "zones/deep/er/part": "two\n",
    "zones/link.zone": "-> example.com.zone",
    "zones/up": "-> ../etc",
    "etc/named.conf": "",
    "etc/a\nb": "odd name\n",
    "etc/\udcff": "no UTF-8\n",
    "etc/ü": "more than ASCII\n",
    "x" * 200 + "/" + "y" * 250: "long name\n",
    "loop": "-> loop",
    "broken": "-> not-there",
}


def told(source: object, top: Path) -> dict[str, object]:
    """Return what lies below `top`: kinds, real paths, contents."""
    found: dict[str, object] = {}
    pending = [str(top)]
    while pending:
        folder = pending.pop()
        for name, kind in source.listed(folder).items():  # type: ignore[attr-defined]
            path = f"{folder}/{name}"
            if name == ".git":
                continue
            content = source.octets(path) if kind == FILE else None  # type: ignore[attr-defined]
            size = source.size(path) if kind == FILE else None  # type: ignore[attr-defined]
            found[path.removeprefix(str(top))] = (kind, content, size)
            if kind == FOLDER:
                pending.append(path)
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository that has FILES staged, some of them changed since the last commit, and others on the disk."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    commit(folder, FILES | {"gone": "x\n", "etc/named.conf": "before\n"})
    commit_staged(folder, FILES | {"gone": None})
    for path in ("zones/example.com.zone", "etc/named.conf"):
        (folder / path).write_text("unsaved\n")
    (folder / "zones/untracked").write_text("x\n")
    return folder


def commit_staged(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Stage `files`."""
    commit(folder, files)
    git(folder, "reset", "-q", "--soft", "HEAD~1")


def checked_out(repository: Path, to: Path) -> Path:
    """Return the folder into which git checks out the index."""
    to.mkdir()
    git(repository, "checkout-index", "--all", f"--prefix={to}/")
    return to


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_the_index_tells_what_its_checkout_tells(version: str, tmp_path: Path, repository: Path) -> None:
    """Whatever the commit and the work tree have, in each version of the index."""
    if version == "3":  # only extended flags make git write it: what is only meant to be added has them
        (repository / "later").write_text("x\n")
        git(repository, "add", "--intent-to-add", "later")
    else:
        git(repository, "update-index", "--index-version", version)
    found = Staged(str(repository))

    assert int(version) == (repository / ".git/index").read_bytes()[7]
    expected = told(DISK, checked_out(repository, tmp_path / "out"))
    expected.pop("/later", None)  # git checks out an empty file, and commits none
    assert expected == told(found, repository)
    assert 16 == len(expected)


def test_flags_change_nothing(tmp_path: Path, repository: Path) -> None:
    """Files that git is to take for unchanged, and those left out of the work tree, are committed all the same."""
    expected = told(DISK, checked_out(repository, tmp_path / "out"))
    git(repository, "update-index", "--assume-unchanged", "etc/named.conf")
    git(repository, "update-index", "--skip-worktree", "zones/deep/er/part")

    assert expected == told(Staged(str(repository)), repository)


def test_objects_of_sha_256(tmp_path: Path) -> None:
    """Their names are longer."""
    folder = Path(os.path.realpath(tmp_path)) / "long"
    folder.mkdir()
    git(folder, "init", "-q", "--object-format=sha256")
    commit_like = {name: text for name, text in FILES.items() if isinstance(text, str)}
    commit(folder, commit_like)

    assert told(DISK, checked_out(folder, tmp_path / "out")) == told(Staged(str(folder)), folder)


def test_a_submodule_is_an_empty_folder(tmp_path: Path, repository: Path) -> None:
    """What is in it belongs to another repository."""
    inner = new_repository(tmp_path / "inner")
    commit(inner, {"x.zone": "x\n"})
    git(repository, "submodule", "--quiet", "add", str(inner), "deep/sub")
    found = Staged(str(repository))

    assert (FOLDER, {}) == (found.kind(f"{repository}/deep/sub"), found.listed(f"{repository}/deep/sub"))
    assert "" == found.object_name(f"{repository}/deep/sub")
    assert not found.has(f"{repository}/deep/sub/x.zone")


def test_an_index_of_nothing(tmp_path: Path) -> None:
    """Before the first file is added there is none."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "empty")

    assert {} == Staged(str(folder)).listed(str(folder))


def test_the_index_that_is_to_be_committed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a hook git names it: `git commit FILE` commits another one than that of the work tree."""
    git(repository, "reset", "-q", "--hard")
    (repository / "only").write_text("this\n")
    (repository / "other").write_text("not this\n")
    git(repository, "add", "other")
    hook = repository / ".git/hooks/pre-commit"
    hook.write_text('#!/bin/sh\nprintf %s "$GIT_INDEX_FILE" > .git/named\ncp "$GIT_INDEX_FILE" .git/kept\n')
    hook.chmod(0o755)
    git(repository, "add", "--intent-to-add", "only")
    git(repository, "commit", "-q", "-m", "one file", "only")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/kept")
    found = Staged(str(repository))

    assert "next-index" in (repository / ".git/named").read_text()
    assert (True, False) == (found.has(f"{repository}/only"), found.has(f"{repository}/other"))


def test_the_named_index_of_another_repository(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is that of the commit that is made, and says nothing of the repository that is looked at."""
    other = new_repository(tmp_path / "other")
    commit(other, {"elsewhere": "x\n"})
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))

    assert "elsewhere" not in Staged(str(repository)).listed(str(repository))
    assert {"elsewhere": FILE} == Staged(str(other)).listed(str(other))


def test_linked_work_tree(tmp_path: Path, repository: Path) -> None:
    """It has an index of its own."""
    git(repository, "reset", "-q", "--hard")
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD")
    linked = Path(os.path.realpath(tmp_path / "linked"))
    (linked / "new").write_text("here\n")
    git(linked, "add", "new")

    assert b"here\n" == Staged(str(linked)).octets(f"{linked}/new")
    assert not Staged(str(repository)).has(f"{repository}/new")


# -- what cannot be read ---------------------------------------------------------------------------------------------


def refusal(repository: Path) -> str:
    """Return why the index is refused: one line."""
    with pytest.raises(RevisionError) as caught:
        Staged(str(repository))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_conflicts(repository: Path) -> None:
    """What will be committed is not settled yet."""
    git(repository, "reset", "-q", "--hard")
    git(repository, "checkout", "-q", "-b", "side")
    commit(repository, {"zones/example.com.zone": "side\n"})
    git(repository, "checkout", "-q", "main")
    commit(repository, {"zones/example.com.zone": "main\n"})
    subprocess.run(["git", "merge", "-q", "side"], cwd=repository, check=False, capture_output=True)

    assert "the index has conflicts of a merge in zones/example.com.zone: end the merge first" == refusal(repository)


def test_split_index(repository: Path) -> None:
    """It is told how to make it one again."""
    git(repository, "update-index", "--split-index")
    assert "`git update-index --no-split-index` makes it one again" in refusal(repository)

    git(repository, "update-index", "--no-split-index")
    assert Staged(str(repository)).has(f"{repository}/etc/named.conf")


def test_sparse_index(repository: Path) -> None:
    """Its folders that are left out have no names in it."""
    git(repository, "reset", "-q", "--hard")
    git(repository, "sparse-checkout", "set", "--cone", "--sparse-index", "etc")
    assert "`git sparse-checkout reapply --no-sparse-index` makes it a whole one" in refusal(repository)

    git(repository, "sparse-checkout", "reapply", "--no-sparse-index")
    assert Staged(str(repository)).has(f"{repository}/zones/deep/er/part")


@pytest.mark.parametrize("octets", [
    b"", b"DIRC", b"DIRC\0\0\0\5" + b"\0" * 30, b"DIRC\0\0\0\2\xff\xff\xff\xff" + b"x" * 90, b"text\n" * 30,
])  # fmt: skip
def test_damaged_index(octets: bytes, repository: Path) -> None:
    """It is told as such."""
    (repository / ".git/index").write_bytes(octets)

    assert refusal(repository).startswith(f"the index of {repository} cannot be read: ")


def test_a_folder_or_a_pipe_in_its_place(repository: Path) -> None:
    """Nothing waits for a writer."""
    (repository / ".git/index").unlink()
    os.mkfifo(repository / ".git/index")
    assert "cannot be read" in refusal(repository)

    (repository / ".git/index").unlink()
    (repository / ".git/index").mkdir()
    assert "cannot be read" in refusal(repository)


def test_names_that_lead_elsewhere(repository: Path) -> None:
    """Git would not write them, a stranger may."""
    octets = (repository / ".git/index").read_bytes()
    for name in (b"etc/../../../x", b"/etc/passwd/xx", b"etc/.git/config", b"etc/.GIT/config", b"etc/named/conf"):
        placed = octets.replace(b"etc/named.conf", name)
        assert placed != octets
        (repository / ".git/index").write_bytes(placed)
        try:
            found = told(Staged(str(repository)), repository)
        except RevisionError:
            continue  # names that are out of order are refused as damage
        strange = [path for path in found if {"", "..", ".git", ".GIT"} & set(path.split("/")[1:])]
        assert not strange


# -- work trees that leave files out ---------------------------------------------------------------------------------


def test_what_is_sparse(repository: Path) -> None:
    """A work tree that leaves out what is tracked, whatever the index looks like; not one that was so once."""
    git(repository, "reset", "-q", "--hard")
    assert not is_sparse(str(repository))

    git(repository, "sparse-checkout", "set", "--cone", "etc")
    assert is_sparse(str(repository))

    git(repository, "sparse-checkout", "reapply", "--sparse-index")
    assert is_sparse(str(repository))

    git(repository, "sparse-checkout", "disable")
    assert not is_sparse(str(repository))
