"""The one way to read a file: what is opened is what was judged, and nothing else in the project opens one."""

import ast
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import BROKEN, CommandLine, write
from project import ROOT
from swapping import attempts, swapping

from zonelint.files import source
from zonelint.files.bounds import Bounds, git_top, real_inside
from zonelint.files.edits import write_file

OPENERS = {
    "zonelint/mail/bounces/catalogue.py": "the catalogue of replies, which is a part of the program",
    "zonelint/cli.py": "the device that takes what nobody reads",
    "zonelint/files/edits.py": "what is written",
    "zonelint/files/source.py": "all that is read",
    "zonelint/lint/registry.py": "the rules that are installed",
    "zonelint/lint/rule_frame.py": "the frame of a new rule, which it writes",
    "zonelint/testing.py": "the zone sets of tests, which it writes",
}
"""Modules that open files, and which."""
_OPENING = {
    "open", "open_code", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "FileIO", "fromfile",
    "scandir", "listdir", "walk", "fwalk", "iterdir", "sendfile", "copyfile", "memmap", "mmap",
}  # fmt: skip
# Methods of the project that have such a name; `read_text` decodes what source.octets gives.
_OWN = {"self.open", "files.open", "self.files.open", "read_text", "self.read_text", "self.walker.walk"}


def opened_in(path: Path) -> list[str]:
    """Return the calls in a module that open a file or list a folder."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = [ast.unparse(call) for call in calls]
    return [name for name in names if name.rpartition(".")[2] in _OPENING and name not in _OWN]


def test_nothing_else_opens_a_file() -> None:
    """Else a link, a pipe or a swap could make it read what it must not."""
    found = {path.relative_to(ROOT).as_posix(): opened_in(path) for path in ROOT.glob("zonelint/**/*.py")}

    assert OPENERS.keys() == {path for path, calls in found.items() if calls}, found


_LOOKS = {
    "os.path.realpath", "os.path.exists", "os.path.lexists", "os.path.isfile", "os.path.isdir", "os.path.islink",
    "os.path.getsize", "os.stat", "os.lstat", "os.access", "os.readlink",
}  # fmt: skip


@pytest.mark.parametrize("room", ["discovery", "readers", "config", "mail", "lint"])
def test_files_are_looked_at_through_their_source_alone(room: str) -> None:
    """Else what is read of a revision would depend on what lies on the disk today."""
    asked = {
        (path.name, ast.unparse(node))
        for path in ROOT.glob(f"zonelint/{room}/**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Attribute, ast.Name)) and ast.unparse(node) in _LOOKS
    }

    assert asked <= {("registry.py", "os.path.isdir")}


def test_a_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    """One octet more tells that there is more."""
    path = tmp_path / "zone"
    path.write_bytes(bytes(range(256)) * 1000)

    assert bytes(range(256)) * 1000 == source.octets(str(path))
    assert bytes(range(21)) == source.octets(str(path), 20)
    assert (bytes(range(20)), 256_000) == source.beginning(str(path), 20)


def test_file_without_a_size_is_read_to_its_end() -> None:
    """The system makes up some files when they are read."""
    if not os.path.exists("/proc/self/status"):
        pytest.skip("there is no /proc")
    assert source.octets(os.path.realpath("/proc/self/status")).startswith(b"Name:")


@pytest.mark.parametrize("way", ["descriptor", "names"])
def test_no_link_is_followed(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the place of the file nor in that of a folder above it, however the system tells of it."""
    if way == "names":
        monkeypatch.setattr(source, "_path_of", lambda descriptor: "")
    source.forget_folders()
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/zone").write_text("secret")
    (tmp_path / "a/link").symlink_to("b/zone")
    (tmp_path / "c").symlink_to("a")

    assert b"secret" == source.octets(f"{tmp_path}/a/b/zone")
    for name in ("a/link", "c/b/zone"):
        with pytest.raises(OSError, match="a symbolic link is in its place"):
            source.octets(str(tmp_path / name))
    with pytest.raises(OSError, match=r"a symbolic link|Not a directory"):
        source.listed(f"{tmp_path}/c", lambda entry: entry.name)
    with pytest.raises(OSError, match="a symbolic link is in its place"):
        source.listed(f"{tmp_path}/c/b", lambda entry: entry.name)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    """A pipe would hang, a device have no end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (str(tmp_path / "pipe"), "/dev/null", str(tmp_path)):
        with pytest.raises(OSError, match="it is not a regular file"):
            source.octets(path)


def test_folder_that_is_there_anew_is_read_anew(tmp_path: Path) -> None:
    """Its descriptor is that of the one that is gone."""
    for text in ("one", "two"):
        (tmp_path / "zones").mkdir()
        (tmp_path / "zones/zone").write_text(text)
        assert text.encode() == source.octets(f"{tmp_path}/zones/zone")
        (tmp_path / "zones/zone").unlink()
        (tmp_path / "zones").rmdir()
    with pytest.raises(FileNotFoundError) as caught:
        source.octets(f"{tmp_path}/zones/zone")
    assert f"{tmp_path}/zones/zone" == caught.value.filename


def test_few_descriptors_are_kept(tmp_path: Path) -> None:
    """However many folders there are."""
    for number in range(100):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "zone").write_text("")
        source.octets(f"{tmp_path}/{number}/zone")

    assert 16 == len(source._folders)
    source.forget_folders()
    assert {} == source._folders


# -- bounds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "may"), [
    ("/r", True), ("/r/x", True), ("/rx", False), ("/", False), ("/r/.git", False), ("/r/.git/config", False),
    ("/r/a/.GIT/x", False), ("/r/.gitignore", True), ("/r/x.git/y", True), ("/s/x", True), ("/s/.git/x", False),
    ("/r/.git/allowed/x", False),
])  # fmt: skip
def test_bounds(path: str, may: bool) -> None:
    """What lies below the root or an allowed folder, and not in a .git."""
    assert may is Bounds("/r", ["/s", "/r/.git/allowed"]).hold(path)


def test_root_may_lie_in_a_git_folder() -> None:
    """Some keep their work trees there."""
    assert Bounds("/r/.git/trees/main").hold("/r/.git/trees/main/zone")


def test_link_out_of_a_work_tree_leads_to_no_other_one(tmp_path: Path) -> None:
    """A repository must not choose another one to be read."""
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/sub/.git").mkdir(parents=True)
    (tmp_path / "other/.git").mkdir(parents=True)
    (tmp_path / "repo/zones").symlink_to("../other")

    assert str(tmp_path / "repo") == git_top(str(tmp_path / "repo/zones"))
    assert str(tmp_path / "repo/sub") == git_top(str(tmp_path / "repo/sub"))
    assert real_inside(str(tmp_path / "repo/zones/x")) is None
    assert str(tmp_path / "repo/sub/x") == real_inside(str(tmp_path / "repo/sub/x"))


# -- writing ---------------------------------------------------------------------------------------------------------


def test_file_keeps_its_permissions_and_no_rest_is_left(tmp_path: Path) -> None:
    """It is replaced as a whole."""
    path = tmp_path / "report"
    path.write_text("old")
    path.chmod(0o640)
    write_file(str(path), "new\n")

    assert ("new\n", 0o640, ["report"]) == (path.read_text(), stat.S_IMODE(path.stat().st_mode), os.listdir(tmp_path))


def test_rest_of_a_write_that_fails_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays."""
    path = tmp_path / "report"
    path.write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_file(str(path), "new")
    assert ("old", ["report"]) == (path.read_text(), os.listdir(tmp_path))


# -- swaps -----------------------------------------------------------------------------------------------------------

RUNS = 250
SECRET = "very-secret"


@pytest.fixture
def repository(command: CommandLine) -> CommandLine:
    """Return the command line in a work tree beside which a secret lies."""
    secret = f"{SECRET} = {SECRET} is not a record\n"
    files = {"example.com.zone": f"{BROKEN}$INCLUDE part\n$INCLUDE folder/more\n", "part": "w A x\n"}
    write({f"repo/zones/{name}": text for name, text in files.items()})
    write({"repo/zones/folder/more": "w A y\n", "repo/zones/folder/example.net.zone": BROKEN})
    write({"repo/zones/octo.yaml": "a:\n  type: A\n  value: 1.2.3.4\n", "repo/.git/HEAD": ""})
    write({"out/secret": secret, "out/more": secret, "out/example.net.zone": f"{BROKEN}{secret}", "out/other": secret})
    write({"out/.gitignore": f"{SECRET}\n", f"out/{SECRET}.zone": BROKEN})
    command.patch.chdir("repo")
    return command


@pytest.mark.slow
@pytest.mark.parametrize("swap", [
    lambda top: {top / "repo/zones/part": top / "out/secret", top / "repo/zones/octo.yaml": top / "out/secret"},
    lambda top: {top / "repo/zones/folder": top / "out"},
])  # fmt: skip
def test_a_swap_while_files_are_read_shows_no_secret(
    swap: Callable[[Path], dict[Path, Path]], repository: CommandLine, tmp_path: Path
) -> None:
    """Whether a link takes the place of a file or of a folder, in hundreds of runs: its target is never quoted."""
    outcomes: set[tuple[int, bool]] = set()
    with swapping(swap(tmp_path)):
        for _ in attempts(RUNS, lambda: len(outcomes) > 1):
            ran = repository("check", "--verbose", "zones")
            assert SECRET not in ran.out + ran.err
            outcomes.add((ran.status, "outside the root" in ran.out))

    assert {status for status, _ in outcomes} <= {1, 2}
    assert len(outcomes) > 1, "the swaps came never in between"


@pytest.mark.slow
def test_a_swap_while_a_report_is_written_overwrites_nothing(repository: CommandLine, tmp_path: Path) -> None:
    """Whether the link takes the place of the file or of its folder."""
    write({"reports/report": ""})
    links = {tmp_path / "repo/reports/report": tmp_path / "out/secret", tmp_path / "repo/reports": tmp_path / "out"}
    before = {path.name: path.read_text() for path in sorted((tmp_path / "out").iterdir())}
    for link, target in links.items():
        with swapping({link: target}):
            for _ in range(RUNS):
                try:
                    write_file("reports/report", "overwritten")
                except OSError:
                    continue
    assert before == {path.name: path.read_text() for path in sorted((tmp_path / "out").iterdir())}


# -- as an ordinary user ---------------------------------------------------------------------------------------------


def as_ordinary_user(check: Callable[[], None]) -> None:
    """Run `check` in a process of an ordinary user; raises AssertionError if it fails there."""
    if os.geteuid():
        check()
        return
    child = os.fork()
    if not child:
        status = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            check()
            status = 0
        except BaseException as error:  # whatever it is, the child must not go on with the tests
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "O_PATH"), reason="to pass through such a folder by descriptor takes O_PATH")
@pytest.mark.parametrize("way", ["descriptor", "names"])
def test_folders_above_need_not_be_listed(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is enough that one may pass through them, as through other people's homes."""
    import shutil
    import tempfile

    if way == "names":
        monkeypatch.setattr(source, "_path_of", lambda descriptor: "")
    home = tempfile.mkdtemp()
    top = os.path.realpath(home)
    try:
        write({f"{top}/repo/zone": "x", f"{top}/repo/closed": "x"})
        os.chmod(f"{top}/repo/closed", 0)
        if not os.geteuid():
            os.chown(f"{top}/repo/closed", 65534, 65534)
        os.chmod(f"{top}/repo", 0o111)  # noqa: S103
        os.chmod(top, 0o111)  # noqa: S103

        def check() -> None:
            source.forget_folders()
            assert source.octets(f"{top}/repo/zone") == b"x"
            with pytest.raises(PermissionError):
                source.octets(f"{top}/repo/closed")
            with pytest.raises(PermissionError):
                source.listed(f"{top}/repo", lambda entry: entry.name)

        as_ordinary_user(check)
    finally:
        os.chmod(top, 0o700)
        os.chmod(f"{top}/repo", 0o700)
        shutil.rmtree(top)
