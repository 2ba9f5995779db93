"""The hook, run by the real pre-commit from a clone of the project, on commits as people make them."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hooked_zones import FORWARD, REVERSE
from project import ROOT, copy_project

pytestmark = pytest.mark.slow

REVERSE_OF_PARENT = """\
$ORIGIN 3.4.in-addr.arpa.
$TTL 1h
@    SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
     NS   ns1.origine.example.
     NS   ns2.origine.example.
"""

LAB = """\
$ORIGIN lab.origine.example.
$TTL 1h
@     SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
      NS   ns1.origine.example.
      NS   ns2.origine.example.
host  A    4.3.2.9
"""

SHOP = """\
$ORIGIN boutique.example.
$TTL 1h
@  SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
   NS   ns1.origine.example.
   NS   ns2.origine.example.
   MX   10 host.lab.origine.example.
"""

ZONES = {"zones/origine.example.zone": FORWARD, "zones/2.3.4.in-addr.arpa.zone": REVERSE}


class Repository:
    """A git repository whose commits run the hook."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run `command` in the repository; standard error goes with the output."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def write(self, changes: Mapping[str, str | None]) -> None:
        """Write `changes` (path -> text, None deletes)."""
        for path, text in changes.items():
            file = self.folder / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def commit(self, changes: Mapping[str, str | None], *words: str) -> tuple[bool, str]:
        """Write `changes`, commit them with `words` for git; returns whether that went, and the output."""
        self.write(changes)
        self.run("git", "add", "--all")
        done = self.run("git", "commit", "--message", "Change zones", *words)
        return done.returncode == 0, done.stdout


def rules_named(printed: str) -> set[str]:
    """Return the rules that the report in `printed` names."""
    return set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", printed))


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which git and pre-commit know nothing of the user's settings and caches."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {
        **inherited,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Author",
        "GIT_AUTHOR_EMAIL": "author@origine.example",
        "GIT_COMMITTER_NAME": "Author",
        "GIT_COMMITTER_EMAIL": "author@origine.example",
    }


@pytest.fixture(scope="session")
def hook(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> str:
    """Return the pre-commit configuration that uses the project as it lies here, from a repository of its own."""
    clone = Repository(tmp_path_factory.mktemp("zonelint"), environment)
    copy_project(clone.folder)
    clone.run("git", "init", "--quiet")
    clone.run("git", "add", "--all")
    clone.run("git", "commit", "--quiet", "--message", "State of the project")
    revision = clone.run("git", "rev-parse", "HEAD").stdout.strip()
    return f"repos:\n  - repo: {clone.folder}\n    rev: {revision}\n    hooks:\n      - id: zonelint\n"


def using(config: str, folder: Path, environment: dict[str, str]) -> Repository:
    """Return a repository that holds the hooks of `config` and nothing else."""
    repository = Repository(folder, environment)
    repository.run("git", "init", "--quiet", "--initial-branch=main")
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Use the hook")
    installed = repository.run("pre-commit", "install", "--install-hooks", "-t", "pre-commit", "-t", "pre-push")
    assert 0 == installed.returncode, installed.stdout
    return repository


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str], hook: str) -> Repository:
    """Return a repository whose commits run the hook `zonelint`."""
    return using(hook, tmp_path, environment)


@pytest.fixture
def gated(tmp_path: Path, environment: dict[str, str], hook: str) -> Repository:
    """Return a repository whose commits and pushes run the hook `zonelint-changes`, with zones that have a defect."""
    gated = using(hook.replace("id: zonelint", "id: zonelint-changes"), tmp_path, environment)
    gated.write({**ZONES, "zones/boutique.example.zone": SHOP.replace("host.lab", "gone")})
    gated.run("git", "add", "--all")
    gated.run("git", "commit", "--quiet", "--no-verify", "--message", "Zones")
    return gated


def test_manifest_is_valid(environment: dict[str, str]) -> None:
    """pre-commit accepts the list of hooks."""
    done = Repository(ROOT, environment).run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")

    assert 0 == done.returncode, done.stdout


def test_sound_zones_pass(repository: Repository) -> None:
    """A commit of zones without a defect goes through, and the hook did run."""
    passed, printed = repository.commit(ZONES)

    assert passed, printed
    assert re.search(r"^zonelint\.+Passed$", printed, re.MULTILINE)


def test_defect_fails_and_is_named_until_mended(repository: Repository) -> None:
    """A mail exchanger without address stops the commit, with rule and place; with the address it goes through."""
    repository.commit(ZONES)
    second = FORWARD.replace("10 mail\n", "10 mail\n      MX   20 backup\n")
    passed, printed = repository.commit({"zones/origine.example.zone": second})

    assert not passed
    assert {"mx-target-without-address"} == rules_named(printed)
    assert "zones/origine.example.zone:7:" in printed

    passed, printed = repository.commit(
        {
            "zones/origine.example.zone": second + "backup A 4.3.2.4\n",
            "zones/2.3.4.in-addr.arpa.zone": REVERSE + "4 PTR backup.origine.example.\n",
        }
    )

    assert passed, printed


def test_commit_of_forward_zone_is_compared_with_reverse_zone(repository: Repository) -> None:
    """Only the forward file is in the commit, and the PTR that it contradicts lies in the reverse one."""
    repository.commit(ZONES)
    passed, printed = repository.commit({"zones/origine.example.zone": FORWARD.replace("4.3.2.3", "5.3.2.3")})

    assert not passed
    assert {"ptr-address-mismatch"} == rules_named(printed)
    assert "zones/2.3.4.in-addr.arpa.zone:8:" in printed


def test_commit_that_deletes_a_ptr_fails(repository: Repository) -> None:
    """The mail host's PTR goes: nothing in the forward zone changed, yet that is where the sender is."""
    repository.commit(ZONES)
    without = REVERSE.replace("1  PTR  mail.origine.example.\n", "")
    passed, printed = repository.commit({"zones/2.3.4.in-addr.arpa.zone": without})

    assert not passed
    assert {"mail-sender-without-ptr"} == rules_named(printed)


def test_commit_that_only_deletes_a_reverse_zone_fails(repository: Repository) -> None:
    """With the zone above it loaded, which does not delegate, the names of its addresses are provably gone."""
    repository.commit({**ZONES, "zones/3.4.in-addr.arpa.zone": REVERSE_OF_PARENT})
    passed, printed = repository.commit({"zones/2.3.4.in-addr.arpa.zone": None})

    assert not passed
    assert {"mail-sender-without-ptr", "address-without-ptr"} == rules_named(printed)


def test_commit_that_only_deletes_a_forward_zone_fails(repository: Repository) -> None:
    """A PTR and another domain's MX led into the zone; its parent is loaded, so both are provably broken."""
    passed, printed = repository.commit(
        {
            **ZONES,
            "zones/2.3.4.in-addr.arpa.zone": REVERSE + "9 PTR host.lab.origine.example.\n",
            "zones/lab.origine.example.zone": LAB,
            "zones/boutique.example.zone": SHOP,
        }
    )
    assert passed, printed

    passed, printed = repository.commit({"zones/lab.origine.example.zone": None})

    assert not passed
    assert {"mx-target-without-address"} == rules_named(printed)
    assert "and 1 more: ptr-target-without-address 9.2.3.4.in-addr.arpa." in printed


def test_commit_that_deletes_what_nothing_proves_passes(repository: Repository) -> None:
    """Without the reverse zone and what is above it, nobody here knows the PTRs: silence, not a guess."""
    repository.commit(ZONES)
    passed, printed = repository.commit({"zones/2.3.4.in-addr.arpa.zone": None})

    assert passed, printed
    assert "Passed" in printed


# -- the hook that reports what a change brings ----------------------------------------------------------------------


WITHOUT_PTR = REVERSE.replace("1  PTR  mail.origine.example.\n", "")


def test_old_defects_stay_quiet(gated: Repository) -> None:
    """A change that breaks nothing goes through, whatever was broken before; the other hook would stop it."""
    passed, printed = gated.commit({"zones/2.3.4.in-addr.arpa.zone": REVERSE + "; a comment\n"})

    assert passed, printed
    assert re.search(r"^zonelint-changes\.+Passed$", printed, re.MULTILINE)


def test_what_the_commit_breaks_stops_it(gated: Repository) -> None:
    """Rule and place are named, and the line that is removed; an old defect is not."""
    passed, printed = gated.commit({"zones/2.3.4.in-addr.arpa.zone": WITHOUT_PTR})

    assert not passed
    assert {"mail-sender-without-ptr"} == rules_named(printed)
    assert "::: zones/2.3.4.in-addr.arpa.zone:6:1" in printed
    assert "before the change: 1.2.3.4.in-addr.arpa. PTR mail.origine.example.; it is removed" in printed


def test_what_is_not_in_the_commit_does_not_count(gated: Repository) -> None:
    """Neither what is not staged, nor what is not tracked, be it a defect or what would mend one."""
    gated.write({"zones/2.3.4.in-addr.arpa.zone": WITHOUT_PTR, "zones/lab.origine.example.zone": LAB + "x CNAME y\n"})
    gated.write({"note": "staged\n"})
    gated.run("git", "add", "note")
    done = gated.run("git", "commit", "--message", "A note")
    assert 0 == done.returncode, done.stdout

    gated.run("git", "add", "zones/2.3.4.in-addr.arpa.zone")
    gated.write({"zones/2.3.4.in-addr.arpa.zone": REVERSE})
    done = gated.run("git", "commit", "--message", "The removal is staged")
    assert {"mail-sender-without-ptr"} == rules_named(done.stdout)
    assert REVERSE == (gated.folder / "zones/2.3.4.in-addr.arpa.zone").read_text()


def test_a_commit_of_one_file(gated: Repository) -> None:
    """What else is staged is not part of it."""
    gated.write({"zones/2.3.4.in-addr.arpa.zone": WITHOUT_PTR, "note": "x\n"})
    gated.run("git", "add", "--all")
    done = gated.run("git", "commit", "--message", "A note", "note")
    assert 0 == done.returncode, done.stdout

    done = gated.run("git", "commit", "--message", "The rest", "zones")
    assert {"mail-sender-without-ptr"} == rules_named(done.stdout)
    assert 0 != done.returncode


def test_the_first_commit(tmp_path: Path, environment: dict[str, str], hook: str) -> None:
    """Everything in it is new."""
    fresh = using(hook.replace("id: zonelint", "id: zonelint-changes"), tmp_path, environment)
    fresh.run("git", "update-ref", "-d", "HEAD")
    passed, printed = fresh.commit({**ZONES, "zones/2.3.4.in-addr.arpa.zone": WITHOUT_PTR})

    assert not passed
    assert {"mail-sender-without-ptr"} == rules_named(printed)


def test_a_push(gated: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    """All commits since what the other side has are judged as one change."""
    other = tmp_path_factory.mktemp("other")
    gated.run("git", "init", "--quiet", "--bare", str(other))
    gated.run("git", "remote", "add", "origin", str(other))
    gated.run("git", "push", "--quiet", "--no-verify", "origin", "main")
    gated.commit({"zones/2.3.4.in-addr.arpa.zone": WITHOUT_PTR}, "--no-verify")
    gated.commit({"note": "x\n"}, "--no-verify")
    pushed = gated.run("git", "push", "origin", "main")
    assert 0 != pushed.returncode
    assert {"mail-sender-without-ptr"} == rules_named(pushed.stdout)

    gated.commit({"zones/2.3.4.in-addr.arpa.zone": REVERSE}, "--no-verify")
    pushed = gated.run("git", "push", "origin", "main")
    assert 0 == pushed.returncode, pushed.stdout
    assert re.search(r"^zonelint-changes\.+Passed$", pushed.stdout, re.MULTILINE)


def test_fixing_hook_writes_the_ptr_and_asks_for_another_look(repository: Repository) -> None:
    """The PTR that a commit deletes is written again; pre-commit stops since a file changed, and then lets it pass."""
    config = repository.folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("id: zonelint", "id: zonelint-fix"), encoding="utf-8")
    repository.commit(ZONES)
    without = REVERSE.replace("1  PTR  mail.origine.example.\n", "").replace(" 1 8h", " 5 8h")
    passed, printed = repository.commit({"zones/2.3.4.in-addr.arpa.zone": without})
    written = (repository.folder / "zones/2.3.4.in-addr.arpa.zone").read_text(encoding="utf-8")

    assert not passed
    assert "files were modified by this hook" in printed
    assert REVERSE.replace(" 1 8h", " 6 8h") == written
    passed, printed = repository.commit({})
    assert passed, printed
