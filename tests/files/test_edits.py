"""Files of others are replaced as a whole, with all that belongs to them, or left alone."""

import errno
import os
import resource
import signal
import stat
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter, sleep

import pytest
from swapping import attempts, swapping

from zonelint.files import edits
from zonelint.files.edits import BUSY, CHANGED, alone_in, remove_strays, replace_octets


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with some content."""
    path = tmp_path / "example.com.zone"
    path.write_bytes(b"old\r\n")
    return path


def replaced(path: Path, old: bytes = b"old\r\n", new: bytes = b"new\r\n") -> str:
    """Replace what is in `path`; returns what was said against it."""
    try:
        replace_octets(str(path), old, new)
    except OSError as error:
        return error.strerror
    return ""


def test_file_keeps_what_belongs_to_it(path: Path) -> None:
    """Permissions, and attributes where the file system has them; nothing else lies beside it then."""
    path.chmod(0o2640)
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        pytest.skip("no attributes here")

    assert "" == replaced(path)
    assert (b"new\r\n", 0o2640, b"mine") == (
        path.read_bytes(),
        stat.S_IMODE(path.stat().st_mode),
        os.getxattr(path, "user.note"),
    )
    assert [path.name] == os.listdir(path.parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_keeps_the_owner(path: Path) -> None:
    """The file stays its owner's."""
    os.chown(path, 1234, 5678)

    assert "" == replaced(path)
    assert (1234, 5678) == (path.stat().st_uid, path.stat().st_gid)


def test_file_that_changed_is_left_alone(path: Path) -> None:
    """What somebody else wrote meanwhile stays."""
    assert CHANGED == replaced(path, old=b"older")
    assert (b"old\r\n", [path.name]) == (path.read_bytes(), os.listdir(path.parent))


def test_what_is_not_to_be_replaced_is_left_alone(path: Path) -> None:
    """A read-only file, one with hard links, a link, a folder, nothing at all."""
    path.chmod(0o444)
    assert "it is read-only" == replaced(path)
    path.chmod(0o644)
    (path.parent / "link").symlink_to(path)
    assert "it is not a regular file" == replaced(path.parent / "link")
    assert "it is not a regular file" == replaced(path.parent)
    assert "it cannot be looked at: No such file or directory" == replaced(path.parent / "gone")
    os.link(path, path.parent / "hard")
    assert "it has hard links, which would keep the old content" == replaced(path)
    assert b"old\r\n" == path.read_bytes()


def test_file_of_another_user_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its permissions let everybody write: the new file would be one's own. Root gives it back."""
    path.chmod(0o666)
    owner = path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1 or 1)
    assert "it belongs to another user" == replaced(path)
    assert (b"old\r\n", [path.name]) == (path.read_bytes(), os.listdir(path.parent))

    monkeypatch.setattr(os, "geteuid", lambda: owner)
    assert "" == replaced(path)


def test_folder_that_takes_no_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file is made beside the old one."""
    monkeypatch.setattr(os, "access", lambda name, mode: name != str(path.parent))

    assert "its folder is read-only" == replaced(path)
    assert b"old\r\n" == path.read_bytes()


def test_owner_that_cannot_be_kept_keeps_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another group, of which the user is no member."""

    def fail(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", fail)
    assert "Operation not permitted" == replaced(path)
    assert (b"old\r\n", [path.name]) == (path.read_bytes(), os.listdir(path.parent))


def test_without_room_the_file_stays(path: Path) -> None:
    """The disk is full in the middle of the new file."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        os._exit(int(replaced(path, new=b"n" * 2000) == "File too large"))

    assert 1 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert (b"old\r\n", [path.name]) == (path.read_bytes(), os.listdir(path.parent))


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    """The second one is told; when the first is over, it may."""
    with alone_in(str(tmp_path)):
        with pytest.raises(OSError, match=BUSY), alone_in(str(tmp_path)):
            pass
        assert [] == os.listdir(tmp_path)
    with alone_in(str(tmp_path)):
        pass


def test_strays_are_removed_unless_somebody_writes_them(path: Path) -> None:
    """Only files of the name that such files have."""
    names = [".example.com.zone.zonelint-12.tmp", ".other.tmp", "example.com.zone.zonelint-12.tmp"]
    for name in names:
        (path.parent / name).write_text("")
    written = path.parent / ".b.zonelint-13.tmp"
    with written.open("wb") as file:
        assert edits._lock(file.fileno())
        remove_strays(str(path.parent))

        assert sorted([*names[1:], path.name, written.name]) == sorted(os.listdir(path.parent))
    remove_strays(str(path.parent))
    assert not written.exists()
    remove_strays(str(path.parent / "gone"))


@pytest.mark.slow
def test_a_killed_run_leaves_old_or_new(tmp_path: Path) -> None:
    """Whenever it is killed: each file is the one or the other, and the next run takes the rest away."""
    files = [tmp_path / f"{number}.zone" for number in range(20)]
    old, new = b"old" * 3000, b"new" * 4000
    moments = Random(7)
    partly = 0

    def in_a_child() -> int:
        for file in files:
            file.write_bytes(old)
        child = os.fork()
        if not child:
            for file in files:
                replace_octets(str(file), old, new)
            os._exit(0)
        return child

    start = perf_counter()
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(in_a_child(), 0)[1])
    whole = perf_counter() - start
    for _ in range(100):
        child = in_a_child()
        sleep(moments.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = [file.read_bytes() for file in files]
        assert set(found) <= {old, new}
        partly += 0 < found.count(new) < len(files)
        remove_strays(str(tmp_path))
        assert {file.name for file in files} == set(os.listdir(tmp_path))
    assert partly, "no run was killed in between"


@pytest.mark.slow
@pytest.mark.parametrize("swapped", ["zones/zone", "zones"])
def test_a_swap_while_a_file_is_replaced_changes_nothing_outside(swapped: str, tmp_path: Path) -> None:
    """Whether a link takes the place of the file or of its folder: what it leads to stays as it is."""
    (tmp_path / "zones").mkdir()
    (tmp_path / "out").mkdir()
    zone, outside = tmp_path / "zones/zone", tmp_path / "out/zone"
    for path in (zone, outside, tmp_path / "out/.zone.zonelint-1.tmp"):
        path.write_bytes(b"old")
    outcomes: Counter[str] = Counter()
    with swapping({tmp_path / swapped: outside if swapped == "zones/zone" else outside.parent}):
        for number in attempts(400, lambda: len(outcomes) > 1):
            outcomes[replaced(zone, *((b"old", b"new") if number % 2 else (b"new", b"old")))] += 1
            remove_strays(str(zone.parent))

    assert len(outcomes) > 1, f"the swaps came never in between: {outcomes}"
    assert b"old" == outside.read_bytes()
    assert [".zone.zonelint-1.tmp", "zone"] == sorted(os.listdir(tmp_path / "out"))
