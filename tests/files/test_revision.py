"""The files of a revision: the same as those of its checkout, whatever the repository is like."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from repositories import commit, git, new_repository

from zonelint.files import git_files, git_objects
from zonelint.files.revision import Revision, RevisionError
from zonelint.files.source import DISK, FILE, FOLDER, LINK

FILES: dict[str, str | bytes | None] = {
    "zones/example.com.zone": "one\n",
    "zones/deep/er/part": "two\n",
    "zones/link.zone": "-> example.com.zone",
    "zones/up": "-> ../etc",
    "etc/named.conf": "",
    "etc/a\nb": "odd name\n",
    "etc/\udcff": "no UTF-8\n",
    "loop": "-> loop",
    "away": "-> /nowhere/else",
    "broken": "-> not-there",
    "binary": bytes(range(256)) * 300,
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository of two commits; the second one has other files, and so has the work tree."""
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    commit(folder, FILES)
    commit(folder, dict.fromkeys(FILES) | {"new": "other\n"})
    (folder / "zones").mkdir(exist_ok=True)
    (folder / "zones/unsaved").write_text("x")
    return folder


@pytest.fixture
def before(repository: Path) -> Iterator[Revision]:
    """Return the first commit."""
    found = Revision(str(repository), "HEAD~1")
    yield found
    found.close()


def told(source: object, top: str) -> dict[str, object]:
    """Return what a source tells of all that lies below `top`."""
    found: dict[str, object] = {}
    pending = [top]
    while pending:
        folder = pending.pop()
        for name, kind in source.listed(folder).items():  # type: ignore[attr-defined]
            path = f"{folder}/{name}"
            if name == ".git":
                continue
            real = source.real_path(path)  # type: ignore[attr-defined]
            looks = [
                getattr(source, look)(path)
                for look in ("kind", "is_file", "is_folder", "exists", "has", "out_of_reach", "is_barred")
            ]
            found[path] = (kind, real, *looks)
            if kind == FOLDER:
                pending.append(path)
            elif kind == FILE:
                found[path] = (kind, source.octets(path), source.beginning(path, 10), source.size(path), *looks)  # type: ignore[attr-defined]
    return found


def test_a_revision_tells_what_its_checkout_tells(repository: Path, before: Revision) -> None:
    """Of files, folders, links, and names of any octets."""
    git(repository, "checkout", "-qf", "HEAD~1")
    (repository / "zones/unsaved").unlink()

    assert told(DISK, str(repository)) == told(before, str(repository))
    assert len(told(before, str(repository))) == 15


@pytest.mark.parametrize("path", [
    "zones/up/named.conf", "zones/../etc/named.conf", "zones/up/../zones/link.zone", "loop", "loop/x", "away", "away/x",
    "broken", "zones//deep/./er/part", "none/../zones/link.zone", "none/x/y", "zones/link.zone/x", "zones/",
    "etc/named.conf/", "", "../repo/zones/link.zone", "x" * 300, "none/" * 700 + "x",
])  # fmt: skip
def test_paths_lead_where_they_lead_on_the_disk(path: str, repository: Path, before: Revision) -> None:
    """Links are followed name by name, what is not there is left as it is written."""
    git(repository, "checkout", "-qf", "HEAD~1")
    asked = f"{repository}/{path}"
    looks = ("real_path", "kind", "is_file", "is_folder", "exists", "has")

    assert [getattr(DISK, look)(asked) for look in looks] == [getattr(before, look)(asked) for look in looks]


def test_what_lies_outside_is_on_the_disk(tmp_path: Path, repository: Path, before: Revision) -> None:
    """Folders beside the repository, where the configuration allows them."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/part").write_text("x\n")
    (tmp_path / "way").symlink_to("repo")
    top = os.path.dirname(repository)

    assert before.octets(f"{top}/shared/part") == b"x\n"
    assert str(repository / "zones") == before.real_path(f"{top}/way/zones")
    assert before.is_folder(f"{top}/way/zones/deep")
    assert (True, False) == (before.is_top(str(repository)), before.is_top(f"{repository}/zones"))
    assert (True, False) == (before.is_committed(f"{repository}/x"), before.is_committed(f"{top}/shared/part"))


def test_what_is_no_file_is_not_read(repository: Path, before: Revision) -> None:
    """Nor is a link followed by reading."""
    for name, why in (("zones", "no regular file"), ("zones/link.zone", "a symbolic link"), ("new", "No such file")):
        with pytest.raises(OSError, match=why):
            before.octets(f"{repository}/{name}")
    with pytest.raises(OSError, match="Not a directory"):
        before.listed(f"{repository}/binary")


def test_alike_files_have_one_object(repository: Path, before: Revision) -> None:
    """Its name tells so without a look into them."""
    after = Revision(str(repository), "HEAD")

    assert "" == before.object_name(f"{repository}/new") != after.object_name(f"{repository}/new")
    assert before.object_name(f"{repository}/etc/named.conf") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


# -- repositories of all kinds ---------------------------------------------------------------------------------------


def test_bare_repository(tmp_path: Path, repository: Path) -> None:
    """The files stand where it lies, or where one says."""
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    bare = os.path.realpath(tmp_path / "bare.git")

    assert Revision(bare, "main~1").octets(f"{bare}/zones/deep/er/part") == b"two\n"
    assert Revision(bare, "main~1", top="/zones-of-old").listed("/zones-of-old/zones/deep") == {"er": FOLDER}


def test_shallow_clone(tmp_path: Path, repository: Path) -> None:
    """What it holds is read; what it does not is told with what to do."""
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", "shallow")
    clone = os.path.realpath(tmp_path / "shallow")
    gone = git(repository, "rev-parse", "HEAD~1")

    assert Revision(clone, "HEAD").octets(f"{clone}/new") == b"other\n"
    for name in ("HEAD~1", gone):
        with pytest.raises(
            RevisionError, match=f"'{name}' is not in this shallow clone, .*--unshallow.*fetch-depth: 0"
        ):
            Revision(clone, name)


def test_linked_work_tree(tmp_path: Path, repository: Path) -> None:
    """It has a HEAD of its own, and the objects of the main one."""
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD~1")
    linked = os.path.realpath(tmp_path / "linked")

    assert Revision(linked, "HEAD").octets(f"{linked}/zones/example.com.zone") == b"one\n"


def test_submodule_is_an_empty_folder(tmp_path: Path, repository: Path) -> None:
    """As in a clone without its submodules."""
    inner = new_repository(tmp_path / "inner")
    commit(inner, {"x.zone": "x\n"})
    git(repository, "submodule", "--quiet", "add", str(inner), "sub")
    git(repository, "commit", "-qm", "a submodule")
    found = Revision(str(repository), "HEAD")

    assert (FOLDER, {}) == (found.kind(f"{repository}/sub"), found.listed(f"{repository}/sub"))
    assert not found.has(f"{repository}/sub/x.zone")


def test_objects_of_sha_256(tmp_path: Path) -> None:
    """Their names are longer."""
    folder = Path(os.path.realpath(tmp_path)) / "long"
    folder.mkdir()
    git(folder, "init", "-q", "--object-format=sha256")
    commit(folder, {"a/b": "x\n", "link": "-> a"})
    found = Revision(str(folder), "HEAD")

    assert (64, {"a": FOLDER, "link": LINK}) == (len(found.commit), found.listed(str(folder)))
    assert found.octets(f"{folder}/a/b") == b"x\n"


@pytest.mark.parametrize(("name", "why"), [
    ("nowhere", "'nowhere' is not there: no commit, branch or tag has that name"),
    ("HEAD:etc", "is not there"),
    ("HEAD~7", "is not there"),
    ("0" * 40, "is not there"),
    ("HEAD HEAD", "is not there"),
    ("HEAD..main", "is not there"),
    ("--help", "that names no commit"),
    ("^HEAD", "that names no commit"),
    ("", "that names no commit"),
    ("HEAD\nx", "that names no commit"),
])  # fmt: skip
def test_what_names_no_commit(name: str, why: str, repository: Path) -> None:
    """One line says so."""
    with pytest.raises(RevisionError, match=why) as caught:
        Revision(str(repository), name)
    assert "\n" not in str(caught.value)


def test_no_repository(tmp_path: Path) -> None:
    """Neither a folder without one, nor an empty one."""
    with pytest.raises(RevisionError, match="is no git repository that can be read"):
        Revision(str(tmp_path), "HEAD")
    with pytest.raises(RevisionError, match="'HEAD' is not there"):
        Revision(str(new_repository(tmp_path / "empty")), "HEAD")


def test_git_is_not_installed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is told, too."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(RevisionError, match="'HEAD': git cannot be run: No such file"):
        Revision(str(repository), "HEAD")


# -- hostile and damaged ones ----------------------------------------------------------------------------------------


def everything(found: Revision, top: Path) -> dict[str, object]:
    """Read all files of a revision, and end its programs."""
    try:
        return told(found, str(top))
    finally:
        found.close()


def test_nothing_that_a_repository_names_is_run(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither hooks nor programs of its configuration, nor a git that lies in it."""
    run = tmp_path / "was-run"
    program = repository / "git"
    program.write_text(f"#!/bin/sh\necho $0 $* >> {run}\nexit 1\n")
    program.chmod(0o755)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(program, repository / ".git/hooks" / name)
    keys = (
        "core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.pager", "core.editor", "core.alternateRefsCommand",
        "diff.external", "credential.helper", "filter.x.smudge", "filter.x.clean", "diff.x.textconv", "alias.cat-file",
        "uploadpack.packObjectsHook", "remote.origin.uploadpack", "gpg.program", "pager.cat-file", "pager.rev-parse",
    )  # fmt: skip
    for key in keys:
        git(repository, "config", key, str(program))
    (repository / ".git/info/attributes").write_text("* filter=x diff=x\n")
    monkeypatch.setenv("PATH", f":{os.environ['PATH']}")  # an empty name is the current folder
    monkeypatch.chdir(repository)

    assert everything(Revision(str(repository), "HEAD~1"), repository)
    assert not run.exists()


def test_clone_without_contents_is_soon_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git ends at each object that it might fetch, and is not started anew for thousands."""
    found = Revision(str(repository), "HEAD")
    found.listed(str(repository))
    monkeypatch.setattr(git_objects, "MOST_LOST", -1)

    with pytest.raises(OSError, match="it is not in this clone"):
        found.octets(f"{repository}/new")


@pytest.mark.parametrize("url", ["file://{origin}", "ext::sh -c 'touch {run}'", "{origin}"])
def test_nothing_is_fetched(url: str, tmp_path: Path, repository: Path) -> None:
    """A clone without the contents tells that it has none, and asks nobody for them."""
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repository}", "partial")
    clone = Path(os.path.realpath(tmp_path / "partial"))
    git(clone, "config", "remote.origin.url", url.format(origin=repository, run=tmp_path / "was-run"))
    found = Revision(str(clone), "HEAD~1")

    assert found.is_file(f"{clone}/etc/named.conf")
    with pytest.raises(OSError, match="it is not in this clone"):
        found.octets(f"{clone}/zones/example.com.zone")
    with pytest.raises(OSError, match="it is not in this clone"):
        found.size(f"{clone}/zones/example.com.zone")
    assert not (tmp_path / "was-run").exists()


def test_replaced_and_grafted_commits_do_not_count(repository: Path) -> None:
    """What is read is what the names mean."""
    git(repository, "replace", git(repository, "rev-parse", "HEAD:new"), git(repository, "rev-parse", "HEAD~1:binary"))
    (repository / ".git/info/grafts").write_text(git(repository, "rev-parse", "HEAD") + "\n")

    assert Revision(str(repository), "HEAD").octets(f"{repository}/new") == b"other\n"
    assert Revision(str(repository), "HEAD~1").is_file(f"{repository}/binary")


def tree_of(repository: Path, entries: list[tuple[str, bytes, str]]) -> str:
    """Write a tree as its octets are, whatever git thinks of it; returns its name."""
    octets = b"".join(f"{mode} ".encode() + name + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
    return git(repository, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=octets)


def test_names_that_no_checkout_makes(repository: Path) -> None:
    """They could lead out of the tree, or into git's own folder."""
    blob = git(repository, "rev-parse", "HEAD:new")
    names = (b"..", b".", b".git", b".GIT", b"a/b", b"", b"good")
    tree = tree_of(repository, [("100644", name, blob) for name in names])
    found = Revision(str(repository), git(repository, "commit-tree", "-m", "x", tree))

    assert {"good": FILE} == found.listed(str(repository))


def test_folders_a_thousandfold(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten folders, each ten times in the next, are ten thousand million: they are given up in time."""
    monkeypatch.setattr(git_files, "MAX_ENTRIES", 10_000)
    tree = tree_of(repository, [("100644", b"f", git(repository, "rev-parse", "HEAD:new"))])
    for _ in range(10):
        tree = tree_of(repository, [("40000", b"%d" % number, tree) for number in range(10)])
    found = Revision(str(repository), git(repository, "commit-tree", "-m", "x", tree))

    with pytest.raises(OSError, match="git has over 10000 files and folders"):
        told(found, str(repository))


def test_links_a_thousandfold(repository: Path) -> None:
    """A path that doubles with each link leads nowhere, and that soon."""
    links = {f"l{number}": f"-> l{number - 1}/l{number - 1}" for number in range(1, 60)}
    commit(repository, {"l0": "-> .", **links})
    found = Revision(str(repository), "HEAD")

    assert not found.is_file(f"{repository}/l59")
    assert found.is_file(f"{repository}/l3/new")


def test_large_file_is_read_up_to_a_bound(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few octets may stand for very many; the programs are ready for the next file."""
    commit(repository, {"large": bytes(40_000_000), "small": "x\n"})
    monkeypatch.setattr(git_objects, "MAX_OCTETS", 30_000_000)
    found = Revision(str(repository), "HEAD")

    assert (bytes(100), 40_000_000) == found.beginning(f"{repository}/large", 100)
    assert 40_000_000 == found.size(f"{repository}/large")
    assert found.octets(f"{repository}/small") == b"x\n"
    monkeypatch.setattr(found, "_octets_left", 30_000_000)
    with pytest.raises(OSError, match="too large together"):
        found.beginning(f"{repository}/large", 100)


def test_one_answer_may_not_last_for_ever(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe in the place of an object, or of the configuration, has git wait."""
    monkeypatch.setattr(git_objects, "TIMEOUT", 0.5)
    blob = git(repository, "rev-parse", "HEAD:new")
    found = Revision(str(repository), "HEAD")
    place = repository / f".git/objects/{blob[:2]}/{blob[2:]}"
    place.unlink()
    os.mkfifo(place)
    started = time.monotonic()
    with pytest.raises(OSError, match=r"git gives no answer|not in this clone"):
        found.octets(f"{repository}/new")
    (repository / ".git/config").unlink()
    os.mkfifo(repository / ".git/config")
    with pytest.raises(RevisionError, match="git gives no answer"):
        Revision(str(repository), "HEAD")

    assert time.monotonic() - started < 30


def test_damaged_objects(repository: Path) -> None:
    """They are what cannot be read, and the rest can."""
    tree = git(repository, "rev-parse", "HEAD~1:zones")
    blob = git(repository, "rev-parse", "HEAD~1:binary")
    for name in (tree, blob):
        place = repository / f".git/objects/{name[:2]}/{name[2:]}"
        place.chmod(0o644)
        place.write_bytes(b"x" * 30)
    found = Revision(str(repository), "HEAD~1")

    with pytest.raises(OSError, match=r"git gives no answer|not in this clone"):
        found.octets(f"{repository}/binary")
    with pytest.raises(OSError, match=r"git gives no answer|not in this clone"):
        found.listed(f"{repository}/zones")
    assert not found.has(f"{repository}/zones/example.com.zone")
    assert found.octets(f"{repository}/etc/a\nb") == b"odd name\n"
