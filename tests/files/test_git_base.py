"""Which two states of a repository are compared, by what the user, a CI service or a hook says."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from repositories import commit, git, new_repository

from zonelint.files.git_base import AUTO, base_files, find_repository, is_bare, state_files
from zonelint.files.git_files import GitFiles, NoFiles, RevisionError
from zonelint.files.revision import Revision
from zonelint.files.staged import Staged

ZEROS = "0" * 40


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose branch `change` left `main` at the tag `left`; both went on, and it is checked out."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    commit(folder, {"a": "first\n"})
    commit(folder, {"a": "left\n"})
    git(folder, "tag", "left")
    git(folder, "checkout", "-q", "-b", "change")
    commit(folder, {"b": "changed\n"})
    commit(folder, {"b": "changed again\n"})
    git(folder, "checkout", "-q", "main")
    commit(folder, {"c": "meanwhile\n"})
    git(folder, "checkout", "-q", "change")
    return folder


def meant(repository: Path, environment: "Mapping[str, str] | None" = None, head: str | None = None) -> str:
    """Return the name of the commit that is compared with; empty if it is none."""
    found = base_files(str(repository), AUTO, head, environment or {})
    assert isinstance(found, NoFiles) == (not found.commit)
    return found.commit


def named(repository: Path, revision: str) -> str:
    """Return the full name of a revision."""
    return git(repository, "rev-parse", revision)


# -- auto ------------------------------------------------------------------------------------------------------------


def test_without_a_service_it_is_the_last_commit(repository: Path) -> None:
    """Variables that are empty say nothing."""
    empty = dict.fromkeys(("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "PRE_COMMIT_FROM_REF"), "")

    assert named(repository, "HEAD") == meant(repository) == meant(repository, empty)


def test_of_what_is_committed_it_is_the_commit_before(repository: Path) -> None:
    """Compared with itself it would bring nothing; the first commit brings everything."""
    assert named(repository, "change~1") == meant(repository, head="HEAD")
    assert named(repository, "left~1") == meant(repository, head="left")
    assert "" == meant(repository, head="left~1")


def test_a_pull_request(repository: Path) -> None:
    """What others merged meanwhile is no part of it; the target may be a branch of the clone or of its origin."""
    clone = repository.parent / "clone"
    git(repository.parent, "clone", "-q", str(repository), "clone")

    assert named(repository, "left") == meant(repository, {"GITHUB_BASE_REF": "main"})
    assert named(repository, "left") == meant(clone, {"GITHUB_BASE_REF": "main"})
    assert named(repository, "left") == meant(clone, {"GITHUB_BASE_REF": "main"}, head="HEAD")
    assert named(repository, "left") == meant(clone, {"GITHUB_BASE_REF": "main", "PRE_COMMIT_FROM_REF": "HEAD"})


def test_the_merge_that_github_checks_out(repository: Path) -> None:
    """Its first parent is the branch that the pull request is for, be the clone whole or of two commits."""
    git(repository, "checkout", "-q", "--detach", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "merge", "change")
    git(repository, "update-ref", "refs/pull/1/merge", "HEAD")
    shallow = new_repository(repository.parent / "shallow")
    git(shallow, "fetch", "-q", "--depth=2", f"file://{repository}", "refs/pull/1/merge")
    git(shallow, "checkout", "-q", "--detach", "FETCH_HEAD")

    assert named(repository, "main") == meant(repository, {"GITHUB_BASE_REF": "main"})
    assert named(repository, "main") == meant(shallow, {"GITHUB_BASE_REF": "main"})
    assert named(repository, "main") == meant(shallow, {"GITHUB_BASE_REF": "main"}, head="HEAD")


def test_a_clone_of_one_commit(repository: Path) -> None:
    """It does not have the branch that the pull request is for: what to do is said in one line."""
    git(repository.parent, "clone", "-q", "--depth=1", f"file://{repository}", "shallow")
    shallow = repository.parent / "shallow"
    with pytest.raises(RevisionError, match=r"the branch main, to which GITHUB_BASE_REF .* `fetch-depth: 0`") as caught:
        meant(shallow, {"GITHUB_BASE_REF": "main"})
    assert "\n" not in str(caught.value)
    with pytest.raises(RevisionError, match="is not in this shallow clone"):
        meant(shallow, head="HEAD")


@pytest.mark.parametrize("target", ["nowhere", "--help", "a b", "x\ny", "main^{/x}", "../HEAD", "x" * 300_000])
def test_a_branch_that_is_none(target: str, repository: Path) -> None:
    """A variable may hold anything."""
    with pytest.raises(RevisionError):
        meant(repository, {"GITHUB_BASE_REF": target})


def test_a_merge_request(repository: Path) -> None:
    """GitLab names the commit."""
    left = named(repository, "left")

    assert left == meant(repository, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": left, "PRE_COMMIT_FROM_REF": "HEAD"})
    with pytest.raises(RevisionError, match="is not there"):
        meant(repository, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "1" * 40})


def test_a_push_that_runs_hooks(repository: Path) -> None:
    """pre-commit names what the other side has; what others pushed there meanwhile is no part of the change."""
    assert named(repository, "change~1") == meant(repository, {"PRE_COMMIT_FROM_REF": named(repository, "change~1")})
    assert named(repository, "left") == meant(repository, {"PRE_COMMIT_FROM_REF": "main"})
    with pytest.raises(RevisionError, match="names no commit"):
        meant(repository, {"PRE_COMMIT_FROM_REF": "--all"})


def test_histories_that_share_nothing(repository: Path) -> None:
    """Then what is named is meant."""
    git(repository, "checkout", "-q", "--orphan", "alone")
    commit(repository, {"a": "alone\n"})

    assert named(repository, "main") == meant(repository, {"PRE_COMMIT_FROM_REF": "main"})


@pytest.mark.parametrize("zeros", [ZEROS, "0" * 64])
def test_a_branch_that_begins(zeros: str, repository: Path) -> None:
    """All zeros stand for no commit, however they come."""
    assert "" == meant(repository, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": zeros})
    assert "" == meant(repository, {"PRE_COMMIT_FROM_REF": zeros})
    assert "" == base_files(str(repository), zeros, None, {}).commit


def test_before_the_first_commit(tmp_path: Path) -> None:
    """There are no files yet, in a folder that is there."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "empty")
    found = base_files(str(folder), AUTO, None, {})

    assert isinstance(found, NoFiles)
    assert ("", {}, True) == (found.commit, found.listed(str(folder)), found.is_folder(str(folder)))
    assert (False, "") == (found.has(f"{folder}/x"), found.object_name(f"{folder}/x"))


def test_a_last_commit_that_is_lost(repository: Path) -> None:
    """It is not taken for a branch without commits: nothing can be compared."""
    oid = named(repository, "HEAD")
    (repository / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RevisionError, match="'HEAD' is not there"):
        meant(repository)


@pytest.mark.parametrize(
    "config", ["[core\n", "[extensions]\n\tunheardOf = true\n[core]\n\trepositoryformatversion = 1\n"]
)
def test_a_repository_that_git_cannot_read(config: str, repository: Path) -> None:
    """Neither is that."""
    (repository / ".git/config").write_text(config)
    with pytest.raises(RevisionError, match="is no git repository that can be read"):
        meant(repository)


# -- which repository, and what is checked ---------------------------------------------------------------------------


def test_the_repository_of_a_path(repository: Path) -> None:
    """The innermost work tree that holds it, or a bare repository."""
    (repository / "zones/deep").mkdir(parents=True)
    inner = new_repository(repository.parent / "inner")
    commit(inner, {"x.zone": "x\n"})
    git(repository, "submodule", "--quiet", "add", str(inner), "sub")
    git(repository, "worktree", "add", "-q", "--detach", "../linked", "left")
    git(repository.parent, "clone", "-q", "--bare", str(repository), "bare.git")
    linked, bare = repository.parent / "linked", repository.parent / "bare.git"

    for path, top in (
        (repository, repository),
        (repository / "zones/deep", repository),
        (repository / "a", repository),
        (repository / "sub", repository / "sub"),
        (repository / "sub/x.zone", repository / "sub"),
        (linked / "a", linked),
        (bare, bare),
        (bare / "refs/heads", bare),
        (repository.parent, None),
    ):
        assert (str(top) if top else None) == find_repository(str(path)), path
    assert (True, False) == (is_bare(str(bare)), is_bare(str(repository)))


def test_a_submodule_is_a_repository_of_its_own(repository: Path) -> None:
    """Its commits are compared, not those of the repository around it."""
    inner = new_repository(repository.parent / "inner")
    commit(inner, {"x.zone": "first\n"})
    commit(inner, {"x.zone": "second\n"})
    git(repository, "submodule", "--quiet", "add", str(inner), "sub")
    found = base_files(str(repository / "sub"), "HEAD~1", None, {})

    assert b"first\n" == found.octets(f"{repository}/sub/x.zone")


def kind_of(files: GitFiles | None) -> type:
    """Return what kind of files these are."""
    return type(files)


def test_what_is_checked(repository: Path) -> None:
    """The disk, the index, a commit, or in a bare repository its branch."""
    git(repository.parent, "clone", "-q", "--bare", str(repository), "bare.git")
    bare = str(repository.parent / "bare.git")

    assert state_files(str(repository), None, staged=False) is None
    assert Staged is kind_of(state_files(str(repository), None, staged=True))
    assert Revision is kind_of(state_files(str(repository), "left", staged=False))
    checked = state_files(bare, None, staged=False)
    assert isinstance(checked, GitFiles)
    assert named(repository, "change") == checked.commit
    assert b"changed again\n" == checked.octets(f"{bare}/b")
    with pytest.raises(RevisionError, match="'nowhere' is not there"):
        state_files(str(repository), "nowhere", staged=False)
