"""The command fix stopped in its midst: whatever happens, each file is the old or the new one.

``FIX_KILLS=300 FIX_FILES=200`` and ``FIX_OFFSETS=50`` stop it as often, and with as many files.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from time import perf_counter, sleep

import pytest
from project import PROGRAM

KILLS = int(os.environ.get("FIX_KILLS", "0"))
FILES = int(os.environ.get("FIX_FILES", "12"))
OFFSETS = int(os.environ.get("FIX_OFFSETS", "3"))
COMMAND = [sys.executable, "-c", PROGRAM, "fix", "--isolated", "--select", "mail-sender-without-ptr", "."]
FORWARD = """\
$ORIGIN example{0}.org.
$TTL 1h
@     SOA  ns1 hostmaster 2024010203 8h 2h 4w 1h
      NS   ns1
      MX   10 mail
ns1   A    4.3.{0}.2
mail  A    4.3.{0}.25
"""
REVERSE = """\
$TTL 1h
@       IN  SOA  ns1.example{0}.org. hostmaster.example{0}.org. 7 8h 2h 4w 1h
        IN  NS   ns1.example{0}.org.
2       IN  PTR  ns1.example{0}.org.   ; the first
"""
PAGE = 4096
"""Octets by which a file system in memory grows."""


def write_zones(folder: Path, count: int, *, size: int = 0) -> dict[str, bytes]:
    """Write `count` files of zones, of which every second one is to be changed; each is by `size` octets larger."""
    folder.mkdir()
    for number in range(count // 2):
        (folder / f"example{number}.org.zone").write_text(FORWARD.format(number))
        text = REVERSE.format(number)
        (folder / f"{number}.3.4.in-addr.arpa.zone").write_text(text + "; more\n" * (size * number // 7))
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in the files of `folder`."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def after_fix(old: dict[str, bytes], folder: Path) -> tuple[dict[str, bytes], float]:
    """Return what a whole run makes of `old` in `folder`, and how many seconds it takes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, octets in old.items():
        (folder / name).write_bytes(octets)
    start = perf_counter()
    subprocess.run(COMMAND, cwd=folder, check=False, capture_output=True)
    return contents(folder), perf_counter() - start


@pytest.mark.slow
def test_killed_runs_leave_old_or_new_files(tmp_path: Path) -> None:
    """Whenever it is killed; and the next run takes away what was left, and mends the rest."""
    folder = tmp_path / "zones"
    old = write_zones(folder, FILES)
    new, whole = after_fix(old, tmp_path / "done")
    assert FILES // 2 == sum(old[name] != new[name] for name in old)
    moments, met = Random(3), set()
    for number in range(KILLS or 60):
        if not KILLS and number >= 12 and len(met) > 1:
            break  # on a busy machine it takes longer to meet a run in between
        for name, octets in old.items():
            (folder / name).write_bytes(octets)
        running = subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sleep(moments.uniform(whole * 0.5, whole * 1.1))
        running.kill()
        running.wait()
        found = {name: octets for name, octets in contents(folder).items() if not name.endswith(".tmp")}
        assert found.keys() == old.keys()
        assert all(found[name] in (old[name], new[name]) for name in old)
        met.add(sum(found[name] != old[name] for name in old))
    subprocess.run(COMMAND, cwd=folder, check=False, capture_output=True)
    assert new == contents(folder)
    assert len(met) > 1, "no run was killed in between"


def mounts() -> list[str]:
    """Return the words before a command that give it mounts of its own; none where that is not permitted."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        trial = [*words, "sh", "-c", 'mount -t tmpfs -o size=64k tmpfs "$0"', os.getcwd()]
        if shutil.which("unshare") and not subprocess.run(trial, check=False, capture_output=True).returncode:
            return words
    return []


SCRIPT = """\
mount -t tmpfs -o size=8m tmpfs "$1" && cp "$2"/* "$1" || exit 9
free=$(( $(df --output=avail -B 1 "$1" | tail -1) - $3 ))
head -c $free /dev/zero > "$1/fill"
(cd "$1" && shift 3 && "$@") > "$2/../said" 2>&1
echo $? > "$2/../status"
rm "$1/fill"
cp -a "$1" "$2/../left"
"""
"""Runs a command in a file system with little room: folder, what is in it, the octets left; what came of it is kept."""


@pytest.mark.slow
@pytest.mark.parametrize("offset", [Random(number).randrange(6 * PAGE) for number in range(OFFSETS)])
def test_full_disk_leaves_old_or_new_files(offset: int, tmp_path: Path) -> None:
    """Wherever the room ends: in the first file or a later one, at its beginning or its end; the reason is said."""
    words = mounts()
    if not words:
        pytest.skip("no file systems of its own can be had here")
    old = write_zones(tmp_path / "zones", 8, size=PAGE)
    new, _ = after_fix(old, tmp_path / "done")
    (tmp_path / "small").mkdir()
    places = [str(tmp_path / "small"), str(tmp_path / "zones"), str(offset)]
    subprocess.run([*words, "sh", "-c", SCRIPT, "sh", *places, *COMMAND], check=True, capture_output=True)

    left = contents(tmp_path / "left")
    assert old.keys() == left.keys()
    assert all(left[name] in (old[name], new[name]) for name in old)
    assert (tmp_path / "status").read_text() in ("0\n", "1\n")
    is_refused = "No space left on device" in (tmp_path / "said").read_text()
    assert is_refused == (left != new)
