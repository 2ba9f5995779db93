"""Tests of what git tracks, against git itself."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.files.gitindex import IndexFormatError, TrackedNames, names_in

ZONE = "$ORIGIN {}\n@ 1h SOA ns1 host 1 8h 2h 4w 1h\n@ 1h NS ns1\nns1 1h A 192.0.2.1\n"


def git(folder: Path, *words: str) -> None:
    """Run git in `folder`, with nobody's configuration."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env=environment)


def work_tree(folder: Path, files: "dict[str, str]", *init: str) -> Path:
    """Make a work tree that tracks `files`."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", *init)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "-f", "-A")
    return folder


def listed(folder: Path) -> list[bytes]:
    """Return what git says that it tracks in `folder`."""
    shown = subprocess.run(["git", "ls-files", "-z"], cwd=folder, check=True, capture_output=True).stdout
    return shown.split(b"\0")[:-1]


NAMES = [
    "a",
    "a/b",
    "example.com.zone",
    "z/ü.rev",
    "z/y/x/w/v/u/t",
    "x" * 200 + "/" + "y" * 250,
    *(f"n/{i:05}" for i in range(300)),
]


@pytest.mark.parametrize("version", ["2", "3", "4"])
@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_the_names_are_those_that_git_lists(tmp_path: Path, version: str, form: str) -> None:
    """Each version of the index, with objects of either kind, gives the names that git lists."""
    deep = "/".join(["d" * 100] * 3) + "/long"
    files = dict.fromkeys([name for name in NAMES if name != "a"] + [deep], "text")
    folder = work_tree(tmp_path, files, f"--object-format={form}")
    if version == "3":  # what is only intended to be added makes extended flags
        (folder / "later").write_text("text")
        git(folder, "add", "-N", "later")
    else:
        git(folder, "update-index", "--index-version", version)
    octets = (folder / ".git/index").read_bytes()

    assert (int(version), listed(folder)) == (octets[7], names_in(octets))


def test_unmerged_names_are_listed_once_for_each_side(tmp_path: Path) -> None:
    """A conflict leaves several entries of one name; it is tracked all the same."""
    folder = work_tree(tmp_path, {"base": "x"})
    git(folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "base")
    blob = subprocess.run(["git", "rev-parse", "HEAD:base"], cwd=folder, check=True, capture_output=True, text=True)
    rows = "".join(f"100644 {blob.stdout.strip()} {stage}\tconflict\n" for stage in (1, 2, 3))
    subprocess.run(["git", "update-index", "--index-info"], cwd=folder, check=True, input=rows, text=True)

    assert names_in((folder / ".git/index").read_bytes()) == [b"base", b"conflict", b"conflict", b"conflict"]


def test_an_index_that_needs_another_is_refused(tmp_path: Path) -> None:
    """A split index holds only what changed: its form is told as unknown."""
    folder = work_tree(tmp_path, {"one": "x"})
    git(folder, "update-index", "--split-index")

    with pytest.raises(IndexFormatError):
        names_in((folder / ".git/index").read_bytes())


@settings(max_examples=300)
@given(data=st.data())
def test_damage_is_noticed_or_harmless(data: st.DataObject, index_octets: bytes) -> None:
    """Whatever is wrong with an index, it gives names without NUL or an IndexFormatError."""
    octets = bytearray(index_octets)
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(octets)))
    try:
        names = names_in(bytes(octets[:cut]))
    except IndexFormatError:
        names = []

    assert [] == [name for name in names if not name or b"\0" in name]


@pytest.fixture(scope="module")
def index_octets(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small index."""
    folder = work_tree(tmp_path_factory.mktemp("tree"), dict.fromkeys(["a", "b/c", "b/d"], "text"))
    return (folder / ".git/index").read_bytes()


def test_a_linked_work_tree_has_its_own_index(tmp_path: Path) -> None:
    """Where .git is a file, the index lies where it says."""
    folder = work_tree(tmp_path / "main", {"a.zone": "x", "b/c.zone": "x"})
    git(folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first")
    git(folder, "worktree", "add", "-q", str(tmp_path / "linked"))
    tracked = TrackedNames(str(tmp_path / "linked"))

    paths = [("a.zone", False), ("b", True), ("b/c.zone", False), ("c.zone", False), ("b", False)]
    assert [True, True, True, False, False] == [
        tracked.tracks(str(tmp_path / "linked" / name), is_folder) for name, is_folder in paths
    ]


def test_a_pipe_in_the_place_of_the_index_is_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file is not opened."""
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / ".git/index")

    assert TrackedNames(str(tmp_path)).tracks(str(tmp_path / "a")) is False


# -- what discovery makes of it


def discover_names(folder: Path) -> "tuple[list[str], dict[str, str]]":
    """Return the origins that are found in `folder`, and why what is not hidden is passed over."""
    config = folder / ".zonelint.toml"
    found = discover([str(folder)], load(str(config)) if config.exists() else Settings())
    ignored = {os.path.relpath(path, folder): why for path, why in found.ignored if why != "hidden"}
    return [zone.origin for zone in found.zones], ignored


def test_a_tracked_zone_is_read_whatever_gitignore_says(tmp_path: Path) -> None:
    """A pattern such as ``*.rev`` is about files that are not tracked yet."""
    work_tree(tmp_path, {"2.0.192.in-addr.arpa.rev": ZONE.format("2.0.192.in-addr.arpa."), ".gitignore": "*.rev\n"})
    (tmp_path / "3.0.192.in-addr.arpa.rev").write_text(ZONE.format("3.0.192.in-addr.arpa."))

    assert discover_names(tmp_path) == (
        ["2.0.192.in-addr.arpa."],
        {"3.0.192.in-addr.arpa.rev": "ignored by .gitignore"},
    )


def test_an_ignored_folder_gives_what_is_tracked_in_it(tmp_path: Path) -> None:
    """``/*`` hides every folder; of one with tracked files just these are read."""
    work_tree(tmp_path, {"zones/deep/example.com.zone": ZONE.format("example.com."), ".gitignore": "/*\n"})
    (tmp_path / "zones/example.net.zone").write_text(ZONE.format("example.net."))
    (tmp_path / "other").mkdir()
    (tmp_path / "other/example.org.zone").write_text(ZONE.format("example.org."))

    expected = {"zones/example.net.zone": "ignored by .gitignore", "other": "ignored by .gitignore"}
    assert (["example.com."], expected) == discover_names(tmp_path)


def test_a_damaged_index_leaves_the_word_to_the_patterns(tmp_path: Path) -> None:
    """Nothing counts as tracked then."""
    files = {"a.example.zone": ZONE.format("a.example."), "b.rev": ZONE.format("b.example."), ".gitignore": "*.rev\n"}
    work_tree(tmp_path, files)
    index = tmp_path / ".git/index"
    index.write_bytes(index.read_bytes()[:100] + b"b.rev\0")

    assert (["a.example."], {"b.rev": "ignored by .gitignore"}) == discover_names(tmp_path)


def test_the_configuration_still_excludes_what_is_tracked(tmp_path: Path) -> None:
    """`exclude` is the user's word about tracked files."""
    files = {"a.example.zone": ZONE.format("a.example."), "b.rev": ZONE.format("b.example."), ".gitignore": "*.rev\n"}
    work_tree(tmp_path, {**files, ".zonelint.toml": 'exclude = ["b.rev"]\n'})

    assert (["a.example."], {"b.rev": "excluded by the configuration"}) == discover_names(tmp_path)
