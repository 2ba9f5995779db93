"""What is compared with what, and repositories that are strange, damaged or hostile: one line, and nothing is run."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from change_sets import NEXT_SERIAL, SERIAL, ZONES, edited, plus, without
from commandline import CommandLine, Ran, write
from repositories import commit, git, new_repository

from zonelint.output import FORMATS

ORIGINE = "zones/origine.example.zone"
REVERSE = "zones/2.3.4.in-addr.arpa.zone"
CONFIG = ".zonelint.toml"
FINDING = "zones/origine.example.zone:11: error[mail-sender-without-ptr]"
"""What the removal of a PTR brings."""
WITHOUT = edited(ZONES, {REVERSE: without("1 ")})[REVERSE]
"""The reverse zone without that PTR."""


@pytest.fixture
def repository(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository of zones, the current folder, in which a PTR is removed and that is not committed."""
    folder = new_repository(Path("it").absolute())
    commit(folder, ZONES)
    monkeypatch.chdir(folder)
    remove_a_ptr()
    return folder


def remove_a_ptr() -> None:
    """Remove the PTR of a sender from the reverse zone."""
    write({REVERSE: WITHOUT})


def lines(ran: Ran) -> list[str]:
    """Return path, line, severity and rule of each finding of a report."""
    assert ran.status in (0, 1), ran.err
    return [f"{each['path']}:{each['line']}: {each['severity']}[{each['rule']}]" for each in ran.json["findings"]]


def check(command: CommandLine, *words: str) -> list[str]:
    """Return what a check finds, as `lines` has it."""
    return lines(command("--format", "json", *words))


def rules(command: CommandLine, *words: str) -> set[str]:
    """Return the rules that a check names."""
    return {each["rule"] for each in command("--format", "json", *words).json["findings"]}


def lose(repository: Path, revision: str) -> None:
    """Take an object away from a repository."""
    name = git(repository, "rev-parse", revision)
    (repository / ".git/objects" / name[:2] / name[2:]).unlink()


# -- the report ------------------------------------------------------------------------------------------------------


def test_text_shows_cause_and_effect(command: CommandLine, repository: Path) -> None:
    """The line that is gone stands below the one that it breaks, and the last line says what was compared."""
    ran = command("--base", "HEAD")

    assert 1 == ran.status
    assert (
        "::: zones/2.3.4.in-addr.arpa.zone:6:1\n"
        " 6 | 1       PTR    mail.origine.example.\n"
        "   | ------------------------------------ before the change: 1.2.3.4.in-addr.arpa. PTR mail.origine.example.; "
        "it is removed\n"
    ) in ran.out
    assert "\n1 error since HEAD in 6 zones (" in ran.out
    assert "2 older ones are not shown" in ran.out


def test_nothing_new(command: CommandLine, repository: Path) -> None:
    """The old findings are counted, and the exit status is that of a clean run."""
    git(repository, "checkout", "-q", ".")
    ran = command("--base", "auto")

    assert 0 == ran.status
    assert f"No new findings since {git(repository, 'rev-parse', 'HEAD')[:12]} in 6 zones" in ran.out


def test_json_tells_the_base(command: CommandLine, repository: Path) -> None:
    """And which places are in the files as they were."""
    ran = command("--base", "HEAD", "--format", "json")
    (finding,) = ran.json["findings"]

    assert ("HEAD", 2) == (ran.json["summary"]["base"], ran.json["summary"]["older"])
    assert {
        "path": REVERSE,
        "line": 6,
        "column": 1,
        "message": "before the change: 1.2.3.4.in-addr.arpa. PTR mail.origine.example.; it is removed",
        "base": True,
    } == finding["related"][0]
    assert "base" not in command("--format", "json").json["summary"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format(form: str, command: CommandLine, repository: Path) -> None:
    """It has what is new and nothing else."""
    ran = command("--base", "HEAD", "--format", form)

    assert 1 == ran.status
    assert "mail-sender-without-ptr" in ran.out
    assert "gone.origine.example." not in ran.out  # of an older finding


# -- which states ----------------------------------------------------------------------------------------------------


def test_the_index_and_the_work_tree(command: CommandLine, repository: Path) -> None:
    """A change that is not staged is not committed."""
    assert [FINDING] == check(command, "--base", "auto")
    assert [] == check(command, "--base", "auto", "--staged")

    git(repository, "add", "-A")
    git(repository, "checkout", "-q", "HEAD", "--", CONFIG)
    write({REVERSE: ZONES[REVERSE]})
    assert [] == check(command, "--base", "auto")
    assert [FINDING] == check(command, "--base", "auto", "--staged")


def test_states_without_a_base(command: CommandLine, repository: Path) -> None:
    """The index and a revision can be checked as they are."""
    old = check(command, "--staged")

    assert old == check(command, "--head", "HEAD") != check(command)
    assert FINDING in check(command)
    assert FINDING not in old


def test_the_configuration_may_say_what_to_compare_with(command: CommandLine, repository: Path) -> None:
    """The command line goes first; commands that compare nothing do not mind."""
    write({CONFIG: 'base = "auto"\n'})
    git(repository, "commit", "-qam", "removed")
    assert [] == check(command)
    assert [FINDING] == check(command, "--base", "HEAD~1")
    assert 0 == command("inventory").status


def test_a_folder_within(command: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is compared as the whole is; paths are those of the current folder."""
    monkeypatch.chdir("zones")
    there = "origine.example.zone:11: error[mail-sender-without-ptr]"

    assert [there] == check(command, "--base", "HEAD") == check(command, "--base", "HEAD", ".")
    assert [there] == check(command, "--base", "HEAD", "2.3.4.in-addr.arpa.zone")  # the cause is in the focus
    assert [] == check(command, "--base", "HEAD", "lab.origine.example.zone")


def test_a_linked_work_tree(command: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its own commit, index and files."""
    git(repository, "worktree", "add", "-q", "--detach", "../linked", "HEAD")
    monkeypatch.chdir("../linked")
    assert [] == check(command, "--base", "auto")

    remove_a_ptr()
    git(Path(), "add", "-A")
    assert [FINDING] == check(command, "--base", "auto", "--staged")


def test_a_submodule(command: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within it its own commits are compared; from around it a line says that nothing is."""
    git(repository, "commit", "-qam", "removed")
    around = new_repository(repository.parent / "around")
    git(around, "submodule", "--quiet", "add", str(repository), "dns")
    commit(around, {"note": "x"})
    monkeypatch.chdir(around)
    ran = command("--base", "HEAD", "--format", "json")

    assert 3 == len(lines(ran))
    assert (
        "zonelint: warning: dns is a repository of its own: its zones are compared with nothing, "
        "and all findings there count as new\n"
    ) == ran.err
    monkeypatch.chdir("dns")
    assert ([FINDING], "") == (check(command, "--base", "HEAD~1"), command("--base", "HEAD~1").err)


def test_what_is_removed_may_be_named(command: CommandLine, repository: Path) -> None:
    """A path that neither state has may not."""
    shutil.rmtree("zones")
    assert {"zone-removed"} == rules(command, "--base", "HEAD") == rules(command, "--base", "HEAD", "zones")
    assert {"zone-removed"} == rules(command, "--base", "HEAD", ORIGINE)
    assert (2, "zones/none: no such file or folder") == command("--base", "HEAD", "zones/none").error
    assert (2, "zones: no such file or folder") == command("zones").error
    (repository / CONFIG).unlink()
    git(repository, "rm", "-q", "--cached", CONFIG)
    git(repository, "commit", "-qm", "none")
    assert {"zone-removed"} == rules(command, "--base", "HEAD", "zones")


def test_an_empty_repository(command: CommandLine, repository: Path) -> None:
    """Before the first commit everything is new; with nothing on either side there is nothing to say."""
    shutil.rmtree(".git")
    git(repository, "init", "-q")
    assert 3 == len(check(command, "--base", "auto"))
    message = "no zone was found, neither now nor at the beginning"
    assert (2, message) == command("--base", "auto", "--staged").error
    git(repository, "add", "-A")
    assert 3 == len(check(command, "--base", "auto", "--staged"))


# -- what cannot be compared -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "message"), [
    (["--base", "nowhere"], "the revision 'nowhere' is not there: no commit, branch or tag has that name"),
    (["--base", "HEAD~9"], "the revision 'HEAD~9' is not there: no commit, branch or tag has that name"),
    (["--base", "HEAD:zones"], "the revision 'HEAD:zones' is not there: no commit, branch or tag has that name"),
    (["--base=--help"], "the revision '--help': that names no commit"),
    (["--base", "a\nb"], r"the revision 'a\nb': that names no commit"),
    (["--head", "nowhere"], "the revision 'nowhere' is not there: no commit, branch or tag has that name"),
    (["--head", "HEAD", "--staged"], "use either --staged or --head, not both"),
    (["--trust-base-config"], "--trust-base-config needs --base on the command line: the configuration comes from "
     "there"),
    (["--base", "HEAD", "-"], "`-` reads one zone from standard input: there is nothing to compare it with"),
])  # fmt: skip
def test_what_is_refused(words: list[str], message: str, command: CommandLine, repository: Path) -> None:
    """In one line, with exit status 2."""
    assert (2, message) == command(*words, stdin="x").error


def test_no_repository(command: CommandLine, repository: Path) -> None:
    """Neither state can be had."""
    shutil.rmtree(".git")
    for option in (["--base", "HEAD"], ["--staged"], ["--head", "HEAD"]):
        assert (2, f"{option[0]} needs a git repository, and {repository} lies in none") == command(*option).error


@pytest.mark.parametrize(("revision", "what"), [
    (f"HEAD:{REVERSE}", REVERSE), ("HEAD:zones", "zones"), ("HEAD:zones/parts", "zones/parts"),
])  # fmt: skip
def test_lost_objects(revision: str, what: str, command: CommandLine, repository: Path) -> None:
    """What git cannot give is neither absent nor new: nothing is compared."""
    git(repository, "commit", "-qam", "removed")
    lose(repository, revision.replace("HEAD", "HEAD~1"))
    problem = f"cannot be read whole: {what}: it is not in this clone, or damaged there"
    ran = command("--base", "HEAD~1")
    if what == "zones/parts":  # it did not change, and is the same object in both
        assert (2, f"HEAD~1 {problem}") == ran.error
    else:
        assert (2, f"HEAD~1 {problem}") == ran.error
        assert (2, f"HEAD~1 {problem}") == command("--head", "HEAD~1").error


def test_lost_commits(command: CommandLine, repository: Path) -> None:
    """A last commit that is gone is no empty history."""
    lose(repository, "HEAD")
    problem = "the revision 'HEAD' is not there: no commit, branch or tag has that name"

    assert (2, problem) == command("--base", "auto").error == command("--base", "HEAD").error


def test_a_clone_without_contents(command: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What did not change is at hand; what did is not fetched."""
    git(repository, "commit", "-qam", "removed")
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(repository, "clone", "-q", "--filter=blob:none", f"file://{repository}", "../partial")
    monkeypatch.chdir("../partial")
    problem = f"HEAD~1 cannot be read whole: {REVERSE}: it is not in this clone, or damaged there"

    assert (2, problem) == command("--base", "HEAD~1").error
    assert [] == check(command, "--base", "HEAD")
    write({ORIGINE: plus("new A 4.3.2.10")(ZONES[ORIGINE]).replace(SERIAL, NEXT_SERIAL)})
    assert [f"{ORIGINE}:20: warning[address-without-ptr]"] == check(command, "--base", "auto")


def test_a_shallow_clone(command: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to do about what it does not have."""
    git(repository, "commit", "-qam", "removed")
    git(repository, "clone", "-q", "--depth=1", f"file://{repository}", "../shallow")
    monkeypatch.chdir("../shallow")
    status, error = command("--base", "HEAD~1").error

    assert (2, True) == (status, error.startswith("the revision 'HEAD~1' is not in this shallow clone"))
    assert [] == check(command, "--base", "auto")


def test_conflicts_of_a_merge(command: CommandLine, repository: Path) -> None:
    """What will be committed is not settled; the work tree can be looked at."""
    git(repository, "commit", "-qam", "removed")
    git(repository, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(repository, {REVERSE: ZONES[REVERSE].replace("mail.", "mx.")})
    subprocess.run(["git", "merge", "-q", "main"], cwd=repository, check=False, capture_output=True)
    problem = f"the index has conflicts of a merge in {REVERSE}: end the merge first"

    assert (2, problem) == command("--base", "auto", "--staged").error == command("--staged").error
    assert 1 == command("--base", "auto").status


def test_a_sparse_work_tree(command: CommandLine, repository: Path) -> None:
    """What it leaves out is not removed."""
    git(repository, "checkout", "-q", ".")
    git(repository, "sparse-checkout", "set", "--cone", "zones/parts")
    problem = "the work tree leaves out files that git tracks (git-sparse-checkout(1)): use --staged or --head HEAD"
    git(repository, "sparse-checkout", "set", "--no-cone", "/zones/", f"!/{REVERSE}")

    assert (2, problem) == command("--base", "HEAD").error
    assert [] == check(command, "--base", "HEAD", "--staged")


def test_configuration_of_the_base(command: CommandLine, repository: Path) -> None:
    """One that is broken there is told of as such, and does not matter where it is not asked for."""
    commit(repository, {CONFIG: "nonsense = 1\n", REVERSE: ZONES[REVERSE]})
    write({CONFIG: ""})
    remove_a_ptr()
    status, error = command("--base", "HEAD", "--trust-base-config").error

    assert [FINDING] == check(command, "--base", "HEAD")
    assert 2 == status
    assert ".zonelint.toml:1: nonsense: there is no such key" in error
    assert error.endswith("(in HEAD, whose configuration --trust-base-config takes)")


@pytest.mark.parametrize("before", [None, "", 'fail-on = "error"\n'])
def test_configuration_that_hides(before: str | None, command: CommandLine, repository: Path) -> None:
    """It does nothing where the base is trusted, be it changed or new."""
    commit(repository, {CONFIG: before, REVERSE: ZONES[REVERSE]})
    remove_a_ptr()
    for hidden in (
        'ignore = ["ALL"]\n',
        'exclude = ["*"]\n',
        'fail-on = "never"\n[severity]\nmail-sender-without-ptr = "info"\n',
    ):
        write({CONFIG: hidden})
        assert (2 if "exclude" in hidden else 0) == command("--base", "HEAD").status
        ran = command("--base", "HEAD", "--trust-base-config", "--format", "json")
        assert ([FINDING], 1) == (lines(ran), ran.status)


def test_git_lfs(command: CommandLine, repository: Path) -> None:
    """A zone that is kept elsewhere cannot be compared; a picture need not be."""
    octets = ZONES[REVERSE].encode()
    pointer = (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(octets).hexdigest()}\nsize {len(octets)}\n"
    )
    commit(repository, {REVERSE: pointer, "x.png": pointer})
    write({REVERSE: ZONES[REVERSE], "x.png": "other"})
    assert [] == check(command, "--base", "HEAD") == check(command, "--base", "HEAD", "--staged")

    remove_a_ptr()
    problem = f"HEAD cannot be read whole: {REVERSE}: Git LFS keeps it elsewhere"
    assert (2, problem) == command("--base", "HEAD").error


def test_links_in_git(command: CommandLine, repository: Path) -> None:
    """They lead where they lead in a checkout, and not out of the repository."""
    commit(repository, {REVERSE: "-> ../store/rev", "store/rev": ZONES[REVERSE]})
    assert [] == check(command, "--base", "HEAD")
    commit(repository, {"store/rev": WITHOUT})
    assert [FINDING] == check(command, "--base", "HEAD~1") == check(command, "--base", "HEAD~1", "--head", "HEAD")

    (repository.parent / "secret").write_text("secret secret secret\n")
    for target in ("../../secret", str(repository.parent / "secret"), "2.3.4.in-addr.arpa.zone", "../.git/config"):
        commit(repository, {REVERSE: f"-> {target}"})
        for words in (["--base", "HEAD~1"], ["--base", "HEAD~1", "--head", "HEAD"], ["--base", "HEAD", "--staged"]):
            ran = command(*words, "--format", "json")
            assert ran.status in (0, 1)
            assert "secret " not in ran.out + ran.err


def test_names_with_newlines(command: CommandLine, repository: Path) -> None:
    """They stay in their line."""
    name = "zones/a\nzonelint: error: b.zone"
    commit(repository, {name: ZONES["zones/lab.origine.example.zone"].replace("lab.", "nl.") + "x CNAME host\n"})
    write({name: (repository / name).read_text().replace("host  A    4.3.2.9\n", "").replace(SERIAL, NEXT_SERIAL)})
    ran = command("--base", "HEAD", "--format", "concise")
    assert [r"zones/a\x0azonelint: error: b.zone:6:9: error[cname-target-missing]"] == [
        line[: line.index("]") + 1] for line in ran.out.splitlines()
    ]
    lose(repository, f"HEAD:{name}")
    assert 2 == command("--base", "HEAD").error[0]


# -- hostile repositories --------------------------------------------------------------------------------------------


@pytest.fixture
def canary(repository: Path) -> Iterator[Path]:
    """Return a program; the test fails if anything runs it."""
    sung = repository.parent / "sung"
    program = repository.parent / "canary"
    program.write_text(f"#!/bin/sh\necho $0 $* >> {sung}\ncat > /dev/null\nexit 1\n")
    program.chmod(0o755)
    yield program
    assert not sung.exists(), sung.read_text()


RUNNING = (
    "core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.pager", "core.editor", "core.alternateRefsCommand",
    "core.askPass", "diff.external", "credential.helper", "filter.x.smudge", "filter.x.clean", "filter.x.process",
    "diff.x.textconv", "diff.x.command", "merge.x.driver", "alias.cat-file", "alias.rev-parse", "alias.merge-base",
    "uploadpack.packObjectsHook", "remote.origin.uploadpack", "gpg.program", "pager.cat-file", "sequence.editor",
)  # fmt: skip


@pytest.mark.parametrize(
    "words", [["--base", "HEAD"], ["--base", "auto", "--staged"], ["--base", "HEAD", "--head", "HEAD"]]
)
def test_nothing_is_run(
    words: list[str], command: CommandLine, repository: Path, canary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither hooks nor filters nor what the configuration names, nor programs that lie in the repository."""
    git(repository, "add", "-A")
    for key in RUNNING:
        git(repository, "config", key, str(canary))
    git(repository, "config", "core.hooksPath", str(canary.parent / "hooks"))
    git(repository, "config", "include.path", str(canary.parent / "more"))
    (canary.parent / "more").write_text(f"[core]\n\tfsmonitor = {canary}\n[diff]\n\texternal = {canary}\n")
    (canary.parent / "hooks").mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        shutil.copy(canary, canary.parent / "hooks" / name)
        shutil.copy(canary, repository / ".git/hooks" / name)
    for name in ("git", "ssh", "less"):
        shutil.copy(canary, repository / name)
    (repository / ".git/info/attributes").write_text("* filter=x diff=x merge=x\n")
    (repository / ".gitattributes").write_text("* filter=x diff=x merge=x\n")
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    state = git_state(repository)
    found = check(command, *words)

    assert ([] if "--head" in words else [FINDING]) == found
    assert state == git_state(repository)


def git_state(repository: Path) -> dict[str, bytes]:
    """Return all that is in git's own folder."""
    return {str(path): path.read_bytes() for path in (repository / ".git").rglob("*") if path.is_file()}


def test_replaced_and_grafted_objects_do_not_count(command: CommandLine, repository: Path) -> None:
    """A change cannot make the state before look like the one after."""
    before = git(repository, "rev-parse", f"HEAD:{REVERSE}")
    git(repository, "commit", "-qam", "removed")
    git(repository, "replace", before, git(repository, "rev-parse", f"HEAD:{REVERSE}"))
    git(repository, "replace", "HEAD~1", "HEAD")
    (repository / ".git/info/grafts").write_text(git(repository, "rev-parse", "HEAD") + "\n")

    assert [FINDING] == check(command, "--base", "HEAD~1") == check(command, "--base", "HEAD~1", "--head", "HEAD")


def test_objects_from_elsewhere(command: CommandLine, repository: Path, canary: Path) -> None:
    """Alternates are read by the names of objects, so they can only give what is asked for."""
    shutil.copytree(".git/objects", "../elsewhere")
    shutil.rmtree(".git/objects")
    (repository / ".git/objects/info").mkdir(parents=True)
    (repository / ".git/objects/info/alternates").write_text(f"{repository.parent}/elsewhere\n/proc/self\n/dev/zero\n")

    assert [FINDING] == check(command, "--base", "HEAD")


def test_a_pack_that_claims_to_be_enormous(command: CommandLine, repository: Path) -> None:
    """Neither memory nor time is given to a claim."""
    git(repository, "gc", "-q")
    (pack,) = (repository / ".git/objects/pack").glob("*.pack")
    octets = bytearray(pack.read_bytes())
    octets[8:12] = b"\xff\xff\xff\xff"  # objects
    octets[12:20] = b"\xbf\xff\xff\xff\xff\xff\xff\x7f"  # a blob of some 2^56 octets
    pack.chmod(0o644)
    pack.write_bytes(octets)

    for words in (["--base", "HEAD"], ["--base", "auto", "--staged"], ["--head", "HEAD"]):
        status, _ = command(*words).error
        assert 2 == status


@pytest.mark.parametrize(
    "path", ["HEAD", "config", "index", "packed-refs", "shallow", "info/sparse-checkout", "commondir"]
)
def test_files_of_git_that_are_not_what_they_are(path: str, command: CommandLine, repository: Path) -> None:
    """Nonsense in any of them ends in a finding or in one line."""
    for content in (b"", b"\0" * 300, b"ref: refs/heads/../../../x\n", b"gitdir: /dev/zero\n", b"\xff\xfe\n" * 50):
        place = repository / ".git" / path
        kept = place.read_bytes() if place.exists() else None
        place.write_bytes(content)
        for words in (["--base", "HEAD"], ["--base", "auto", "--staged"]):
            ran = command(*words)
            assert ran.status in (0, 1) or 2 == ran.error[0]
        if kept is None:
            place.unlink()
        else:
            place.write_bytes(kept)


@pytest.mark.parametrize("told", ["gitdir: /nonexistent", "gitdir: ../..", "gitdir:", "gitdir: .git", "nonsense", ""])
def test_a_git_file_that_leads_nowhere(told: str, command: CommandLine, repository: Path) -> None:
    """One line says so."""
    shutil.rmtree(".git")
    (repository / ".git").write_text(f"{told}\n")
    for words in (["--base", "HEAD"], ["--base", "auto"], ["--head", "HEAD"]):
        status, error = command(*words).error
        assert (2, True) == (status, "is no git repository that can be read" in error)


def test_a_foreign_owner(command: CommandLine, repository: Path) -> None:
    """In a container the clone belongs to somebody else: it is read all the same."""
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    for path in [repository, *repository.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)

    assert [FINDING] == check(command, "--base", "HEAD")


def test_what_is_written_is_what_was_asked_for(command: CommandLine, repository: Path) -> None:
    """No file of the repository changes, not even the index's times."""
    state = git_state(repository)
    command("--base", "HEAD", "--output", "../report.json", "--format", "json")

    assert [FINDING] == [
        f"{e['path']}:{e['line']}: {e['severity']}[{e['rule']}]"
        for e in json.loads(Path("../report.json").read_text())["findings"]
    ]
    assert state == git_state(repository)
    assert WITHOUT == Path(REVERSE).read_text()
