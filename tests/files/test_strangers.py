"""What a repository of strangers may not do: choose what is read outside of it, or where something is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write
from project import PROGRAM, ROOT

from zonelint.files import source
from zonelint.output import FORMATS

SECRET = "very-secret"


@pytest.fixture
def repository(command: CommandLine) -> CommandLine:
    """Return the command line in a git work tree with a sound zone, beside which a secret lies."""
    write({"repo/zones/example.com.zone": SOUND, "repo/.git/config": f"[remote]\n{SECRET}\n"})
    write({"out/credentials": f"[default]\n{SECRET}\n", "out/empty": "", "out/zone": f"{SOUND}{SECRET}\n"})
    command.patch.chdir("repo")
    return command


def include(command: CommandLine, path: str) -> None:
    """Let the zone include `path`."""
    write({"zones/example.com.zone": f"{SOUND}$INCLUDE {path}\n"})


# -- the configuration -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["zonelint.toml", ".zonelint.toml", "pyproject.toml"])
def test_configuration_that_is_a_link_out_moves_no_root(name: str, form: str, repository: CommandLine) -> None:
    """Any file outside would have made its folder the root, and what lies there could be included."""
    Path("../out/pyproject.toml").write_text("[tool.zonelint]\n")
    Path(name).symlink_to("../out/pyproject.toml" if name == "pyproject.toml" else "../out/empty")
    include(repository, "../../out/credentials")
    ran = repository("zones", "--format", form)

    assert (2, f"{name}: a link out of its folder is not a configuration") == ran.error
    assert "" == ran.out
    assert SECRET not in repository("zones", "--format", form, "--isolated").out


@pytest.mark.parametrize("target", [".git/config", "../out/empty", "/etc/passwd", "gone/../../out/empty"])
def test_configuration_that_is_named_is_no_link_out_either(target: str, repository: CommandLine) -> None:
    """The command line names a file of the repository, and the repository says where it leads."""
    Path("lint.toml").symlink_to(target)
    status, message = repository("--config", "lint.toml").error

    assert (2, "lint.toml: a link out of its folder is not a configuration") == (status, message)


def test_configuration_in_a_folder_that_is_a_link_out(repository: CommandLine) -> None:
    """It is refused if it is named, and not taken where a folder of the repository is."""
    Path("../out/.zonelint.toml").write_text("")
    Path("conf").symlink_to("../out")

    assert (2, "conf/.zonelint.toml: a link out of its folder is not a configuration") == (
        repository("--config", "conf/.zonelint.toml").error
    )
    assert 1 == repository("conf").status
    assert "this path leads outside the root" in repository("conf").out


def test_configuration_that_is_a_link_in_its_folder_is_taken(repository: CommandLine) -> None:
    """The root is the folder in which the link lies."""
    write({"ci/lint.toml": 'sources = ["zones/"]\n'})
    Path(".zonelint.toml").symlink_to("ci/lint.toml")

    assert 0 == repository().status


def test_pyproject_of_others_may_be_a_link(repository: CommandLine) -> None:
    """One that says nothing of zonelint is none of its business, wherever in the work tree it lies."""
    write({"pyproject.toml": "[project]\n"})
    Path("zones/pyproject.toml").symlink_to("../pyproject.toml")

    assert 0 == repository("zones").status
    write({"pyproject.toml": "[tool.zonelint]\n"})
    assert (2, "zones/pyproject.toml: a link out of its folder is not a configuration") == repository("zones").error


@pytest.mark.parametrize("name", [".zonelint.toml", "pyproject.toml", "lint.toml"])
@pytest.mark.parametrize("kind", ["pipe", "link to a device"])
def test_configuration_that_is_no_file_is_an_error(kind: str, name: str, repository: CommandLine) -> None:
    """A pipe would hang the run."""
    if kind == "pipe":
        os.mkfifo(name)
    else:
        Path(name).symlink_to("/dev/zero")
    status, message = repository(*(["--config", name] if name == "lint.toml" else []), "zones").error

    expected = (
        "cannot be read: it is not a regular file"
        if kind == "pipe"
        else "a link out of its folder is not a configuration"
    )
    assert (2, f"{name}: {expected}") == (status, message)


def test_configuration_above_the_work_tree_is_not_taken(repository: CommandLine) -> None:
    """Nor one in a folder above that is another work tree."""
    write({"../.zonelint.toml": "nonsense = 1\n", "../pyproject.toml": "[tool.zonelint]\nnonsense = 1\n"})
    assert 0 == repository("zones").status

    write(
        {".zonelint.toml": "nonsense = 1\n", "sub/.git": "gitdir: ../.git/modules/sub\n", "sub/a.example.zone": SOUND}
    )
    assert 0 == repository("sub").status
    assert 2 == repository("zones").status


@pytest.mark.parametrize("words", [
    ("check", "zones"), ("inventory", "zones"), ("senders", "zones"), ("lookup", "example.com", "MX", "zones"),
    ("explain", "550 5.7.25 no PTR", "zones"), ("snapshot", "zones", "--dry-run"),
])  # fmt: skip
def test_isolated_takes_no_configuration(words: tuple[str, ...], repository: CommandLine) -> None:
    """With every command that reads zones."""
    write({".zonelint.toml": "nonsense = 1\n"})

    assert 2 == repository(*words).status
    assert 0 == repository(*words, "--isolated").status


@pytest.mark.parametrize("words", [
    ("check",), ("inventory",), ("senders",), ("lookup", "example.com", "MX"), ("explain", "550 5.7.25 no PTR"),
    ("snapshot", "--dry-run"),
])  # fmt: skip
def test_trusted_configuration_is_applied_to_a_root(words: tuple[str, ...], repository: CommandLine) -> None:
    """That of the repository is not even read, with every command that reads zones."""
    write({"../trusted/lint.toml": 'sources = ["zones/"]\n', ".zonelint.toml": "nonsense = 1\n"})
    ran = repository(*words, "--config", "../trusted/lint.toml", "--root", ".", "--verbose")

    assert 0 == ran.status, ran.err
    assert f"root: {os.getcwd()}\n" in ran.err


def test_paths_in_a_trusted_configuration_are_relative_to_the_root(repository: CommandLine) -> None:
    """Sources, zones, what is assumed, policies and accepted findings."""
    write({
        "../trusted/lint.toml": 'sources = ["zones/"]\nassume = ["others.zone"]\n[zones]\n"example.net" = "odd"\n'
        '[[mail.mta-sts]]\ndomain = "example.com"\npolicy = "policy.txt"\n'
        f'[[ignore-findings]]\nrule = "{RULE}"\npath = "odd"\nreason = "x"\n',
        "others.zone": "mx.example.org. 60 A 5.3.2.1\n", "odd": BROKEN, "policy.txt": "version: STSv1\n",
    })  # fmt: skip
    words = ("--config", "../trusted/lint.toml", "--root", ".")
    ran = repository("check", *words, "--format", "json")

    assert RULE not in {each["rule"] for each in ran.json["findings"]}
    assert 1 == ran.json["summary"]["suppressed"]
    assert "policy.txt" in {each["path"] for each in ran.json["findings"]}
    assert "FOUND" in repository("lookup", "mx.example.org", "A", *words).out


@pytest.mark.parametrize(("words", "message"), [
    (("--isolated", "--config", "x.toml"), "use either --isolated or --config, not both"),
    (("--root", "."), "--root needs --config: it is the folder to which that configuration is applied"),
    (("--config", "x.toml", "--root", "gone"), "--root: gone is not a folder"),
    (("--config", "x.toml", "--root", "away"), "--root: away: a symbolic link there leads out of the repository"),
])  # fmt: skip
def test_options_that_do_not_go_together(words: tuple[str, ...], message: str, repository: CommandLine) -> None:
    """Each is an error that says why."""
    write({"x.toml": ""})
    Path("away").symlink_to("../out")

    assert (2, message) == repository(*words).error


# -- what is read ----------------------------------------------------------------------------------------------------


def refused(command: CommandLine, *words: str) -> list[str]:
    """Return the messages of a run that must not show the secret in any format."""
    for form in FORMATS:
        ran = command(*words, "--format", form)
        assert SECRET not in ran.out + ran.err
        assert ran.status in (1, 2)
    ran = command(*words, "--format", "json")
    return [finding["message"] for finding in ran.json["findings"]] if ran.status == 1 else [ran.error[1]]


@pytest.mark.parametrize("path", ["../.git/config", ".git/config", "../link/config", "../to-config", "../.GIT/config"])
def test_git_folder_is_never_included(path: str, repository: CommandLine) -> None:
    """Not by its name, and not by a link to the folder or to a file in it."""
    Path("link").symlink_to(".git")
    Path("to-config").symlink_to(".git/config")
    write({".GIT/config": f"{SECRET}\n"})
    include(repository, path)

    assert [f"cannot include {path}: it lies in .git, which zonelint never reads"] == refused(repository, "zones")


def test_git_file_of_a_linked_work_tree_is_never_read(repository: CommandLine) -> None:
    """It names a folder on this machine."""
    write({"tree/.git": f"gitdir: {SECRET}\n", "tree/example.net.zone": f"{SOUND}$INCLUDE .git\n"})

    assert ["cannot include .git: it lies in .git, which zonelint never reads"] == refused(repository, "tree")


def named_conf(path: str) -> str:
    """Return a named.conf with a zone from `path`, that includes it as well."""
    return f'zone "example.com" {{ type primary; file "{path}"; }};\ninclude "{path}";\n'


@pytest.mark.parametrize("files", [
    {"named.conf": named_conf(".git/config")},
    {"named.conf": named_conf("link/config")},
    {"nsd.conf": 'zone:\n  name: example.com\n  zonefile: ".git/config"\ninclude: ".git/config"\n'},
    {"zones.yaml": "providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: .git\n"
     "zones:\n  example.com.:\n    sources: [config]\n    targets: [config]\n"},
    {"zones/example.com.yaml": "a: !include ../.git/config\n", "zones/example.com.zone": ""},
    {".zonelint.toml": 'sources = [".git"]\n'},
    {".zonelint.toml": 'sources = [".git/*"]\n'},
    {".zonelint.toml": 'sources = ["link"]\n'},
    {".zonelint.toml": 'assume = [".git/config"]\n'},
    {".zonelint.toml": '[zones]\n"example.com" = ".git/config"\n'},
    {".zonelint.toml": 'allow-outside = [".git"]\n', "zones/example.com.zone": f"{SOUND}$INCLUDE ../.git/config\n"},
    {".zonelint.toml": '[named]\nchroot = ".git"\n', "named.conf": named_conf("/config")},
    {".zonelint.toml": '[[mail.mta-sts]]\ndomain = "example.com"\npolicy = ".git/config"\n'},
])  # fmt: skip
def test_git_folder_is_never_read_whatever_names_it(files: dict[str, str], repository: CommandLine) -> None:
    """An index, the configuration, a YAML file: its text is shown in no format."""
    Path("link").symlink_to(".git")
    write(files)
    for form in FORMATS:
        for words in (("check",), ("check", "--extend-select", "ALL")):
            ran = repository(*words, "--format", form)
            assert SECRET not in ran.out + ran.err
    assert SECRET not in repository("inventory", "--format", "json").out


def test_a_configuration_that_is_found_opens_nothing_outside(repository: CommandLine) -> None:
    """A change may bring it, so only one that the command line names may open other folders."""
    write({"../out/part": f"{SECRET} = {SECRET}\n", "zones/example.com.zone": f"{SOUND}$INCLUDE ../../out/part\n"})
    write({".zonelint.toml": 'allow-outside = ["../out"]\n'})
    found = repository("check")
    named = repository("check", "--config", ".zonelint.toml")

    assert SECRET not in found.out + found.err
    assert "`allow-outside` has no effect" in found.err
    assert (True, "") == (SECRET in named.out, named.err)


@pytest.mark.parametrize("words", [
    (".git/config",), (".git",), ("link",), ("example.net.zone",), ("--zone", "example.com=.git/config"),
    ("--origin", "example.com", ".git/config"),
])  # fmt: skip
def test_git_folder_is_never_read_if_the_command_line_names_it(words: tuple[str, ...], repository: CommandLine) -> None:
    """It is refused, and the reason is told."""
    Path("link").symlink_to(".git")
    Path("example.net.zone").symlink_to(".git/config")

    messages = refused(repository, *words)
    assert any(
        ".git, which zonelint never reads" in message or "--origin needs a file" in message for message in messages
    )


def test_link_into_git_is_passed_over_on_a_walk(repository: CommandLine) -> None:
    """With its reason, as a link out of the root is."""
    Path("example.net.zone").symlink_to(".git/config")
    ignored = {
        entry["path"]: entry["why"] for entry in repository("inventory", ".", "--format", "json").json["ignored"]
    }

    assert "a link that leads into .git" == ignored["example.net.zone"]


def test_patterns_of_git_still_hold(repository: CommandLine) -> None:
    """What the clone is told to ignore is no data: it is obeyed, and shown to nobody."""
    write({".git/info/exclude": "*.lab.zone\n", "zones/a.lab.zone": BROKEN})

    assert 0 == repository("zones").status


@pytest.mark.parametrize("swap", ["file", "folder"])
def test_link_that_comes_between_the_look_and_the_reading(
    swap: str, repository: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not followed."""
    write({"zones/parts/part": "w A x\n", "zones/example.com.zone": f"{SOUND}$INCLUDE parts/part\n"})
    write({"../out/part": f"{SECRET} = {SECRET}\n"})
    beginning = source.beginning

    def swapped(path: str, most: int) -> tuple[bytes, int]:
        if path.endswith("/part") and not Path("zones/parts").is_symlink():
            Path("zones/parts/part").unlink()
            if swap == "folder":
                Path("zones/parts").rmdir()
                Path("zones/parts").symlink_to("../../out")
            elif not Path("zones/parts/part").is_symlink():
                Path("zones/parts/part").symlink_to("../../../out/part")
        return beginning(path, most)

    monkeypatch.setattr(source, "beginning", swapped)
    ran = repository("zones/example.com.zone")

    assert SECRET not in ran.out + ran.err
    assert "cannot include parts/part: a symbolic link is in its place" in ran.out


# -- what is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("link", "target", "path"), [
    ("report", "../out/credentials", "report"), ("report", "../out/new", "report"),
    ("reports", "../out", "reports/new"),
    ("report", ".git/config", "report"), ("hooks", ".git", "hooks/config"), ("report", "/dev/null", "report"),
])  # fmt: skip
def test_report_is_not_written_through_a_link(
    link: str, target: str, path: str, form: str, repository: CommandLine
) -> None:
    """The command line names a file of the repository, and the repository says where it leads."""
    Path(link).symlink_to(target)
    before = snapshot_of(Path(".."))
    status, message = repository("zones", "--format", form, "--output", path).error

    assert 2 == status
    assert f"{path} cannot be written: a symbolic link there leads out of the repository" in message
    assert before == snapshot_of(Path(".."))


def snapshot_of(folder: Path) -> dict[str, str]:
    """Return the files below `folder` and what they hold."""
    return {str(path): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("link", "target", "words"), [
    ("answers", "../out/new", ("--output", "answers")), ("away", "../out", ("--output", "away/new")),
    ("answers", ".git/new", ("--output", "answers")),
    ("zonelint.snapshot.zone", "../out/new", ("--config", ".zonelint.toml")),
])  # fmt: skip
def test_snapshot_is_not_written_through_a_link(
    link: str, target: str, words: tuple[str, ...], repository: CommandLine
) -> None:
    """Nothing is asked before that is told."""
    write({".zonelint.toml": 'assume = ["zonelint.snapshot.zone"]\n' if link.startswith("zonelint") else ""})
    Path(link).symlink_to(target)
    before = snapshot_of(Path(".."))

    assert 2 == repository("snapshot", *words, "--resolver", "127.0.0.1:1").status
    assert before == snapshot_of(Path(".."))


def test_what_the_user_names_outside_is_written(repository: CommandLine) -> None:
    """A report in another folder, even by a link that lies there."""
    Path("../out/latest").symlink_to("report")

    assert 0 == repository("zones", "--output", "../out/latest").status
    assert Path("../out/report").read_text().startswith("No findings")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("into", ["pipe", "file"])
def test_report_to_a_device(into: str, name: str, repository: CommandLine) -> None:
    """Standard output by its name, be it a pipe or a file to which something was written before."""
    command = [sys.executable, "-c", PROGRAM, "zones", "--output", name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if into == "pipe":
        out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    else:
        with open("log", "w") as log:
            subprocess.run(command, env=environment, check=True, stdout=log)
        out = Path("log").read_text()

    assert out.startswith("No findings")


def test_report_to_nowhere_and_to_a_pipe(repository: CommandLine) -> None:
    """/dev/null stays what it is, and a pipe gets the report."""
    assert 0 == repository("zones", "--output", "/dev/null").status
    assert not Path("/dev/null").is_file()

    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert 0 == repository("zones", "--output", "pipe").status
        assert reader.communicate(timeout=10)[0].startswith("No findings")
    assert Path("pipe").is_fifo()
