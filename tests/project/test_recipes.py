"""What docs/recipes.md offers to paste: the hooks and the steps are run, the files are held to their schemas."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import hooked_zones
import pytest
from hooked_zones import REVERSE
from project import ROOT, copy_project
from repositories import commit, git, new_repository

pytestmark = pytest.mark.slow

RECIPES = ROOT / "examples/recipes"
DOCUMENT = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent

FORWARD = hooked_zones.FORWARD + "old   CNAME nothing\n"
ZONES: dict[str, str | bytes | None] = {
    "zones/origine.example.zone": FORWARD,
    "zones/2.3.4.in-addr.arpa.zone": REVERSE,
}
"""A set with an old fault, `cname-target-missing`, which is no business of the next change."""
BETTER: dict[str, str | bytes | None] = {
    "zones/origine.example.zone": FORWARD.replace("hostmaster 1", "hostmaster 2") + "www A 4.3.2.3\n"
}
WORSE: dict[str, str | bytes | None] = {
    "zones/2.3.4.in-addr.arpa.zone": REVERSE.replace("1  PTR  mail.origine.example.\n", "").replace(" 1 8h", " 2 8h")
}


def environment(**more: str) -> dict[str, str]:
    """Return an environment without the user's settings, in which zonelint is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI", "PYTHONPATH"))}
    return {
        **kept,
        "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **more,
    }


def run(folder: Path, *command: str, given: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run `command` in `folder`; standard error goes with the output."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**(given or {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def rules_named(printed: str) -> set[str]:
    """Return the rules that a report of the format text names."""
    return set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", printed))


# -- git's own hooks -------------------------------------------------------------------------------------------------


@pytest.fixture(params=["pre-receive", "update"])
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a clone of a bare repository that has the hook, with the zones in both."""
    bare = tmp_path / "dns.git"
    git(tmp_path, "init", "-q", "--bare", str(bare))
    folder = new_repository(tmp_path / "dns")
    commit(folder, ZONES)
    git(folder, "remote", "add", "origin", str(bare))
    git(folder, "push", "-q", "origin", "HEAD:main")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/main")
    shutil.copy(RECIPES / request.param, bare / "hooks")
    return folder


def test_push_that_breaks_nothing_is_taken(clone: Path) -> None:
    """Old faults may stay."""
    commit(clone, BETTER)
    pushed = run(clone, "git", "push", "origin", "HEAD:main")

    assert 0 == pushed.returncode, pushed.stdout
    assert "No new findings since" in pushed.stdout


def test_push_that_breaks_something_is_refused(clone: Path) -> None:
    """The one who pushes sees what and where; the branch stays as it was."""
    before = git(clone, "ls-remote", "origin", "refs/heads/main")
    commit(clone, WORSE)
    pushed = run(clone, "git", "push", "origin", "HEAD:main")

    assert 0 != pushed.returncode
    assert {"mail-sender-without-ptr"} == rules_named(pushed.stdout)
    assert "it is removed" in pushed.stdout
    assert before == git(clone, "ls-remote", "origin", "refs/heads/main")


def test_new_branch_is_compared_with_the_main_one(clone: Path) -> None:
    """It is taken if it breaks nothing, and refused otherwise; to delete one is always possible."""
    commit(clone, BETTER)
    assert 0 == run(clone, "git", "push", "origin", "HEAD:better").returncode
    commit(clone, WORSE)
    assert 0 != run(clone, "git", "push", "origin", "HEAD:worse").returncode
    assert 0 == run(clone, "git", "push", "origin", ":better").returncode


def test_configuration_of_a_push_does_not_silence_it(clone: Path) -> None:
    """That of the state before decides."""
    commit(clone, {**WORSE, ".zonelint.toml": 'ignore = ["mail-sender-without-ptr"]\n'})
    pushed = run(clone, "git", "push", "origin", "HEAD:main")

    assert 0 != pushed.returncode
    assert {"mail-sender-without-ptr"} == rules_named(pushed.stdout)


def test_what_is_no_branch_is_taken(clone: Path) -> None:
    """Tags hold what a branch held."""
    git(clone, "tag", "v1")

    assert 0 == run(clone, "git", "push", "origin", "v1").returncode


# -- make ------------------------------------------------------------------------------------------------------------


def test_make(tmp_path: Path) -> None:
    """All that is wrong, and what the change since the main branch brings."""
    folder = new_repository(tmp_path / "dns")
    shutil.copy(RECIPES / "zones.mk", folder / "Makefile")
    commit(folder, ZONES)
    git(folder, "branch", "trunk")
    commit(folder, BETTER)

    everything = run(folder, "make", "zones")
    assert 0 != everything.returncode
    assert {"cname-target-missing"} == rules_named(everything.stdout)
    assert 0 == run(folder, "make", "zones-change", "BASE=trunk").returncode
    commit(folder, WORSE)
    change = run(folder, "make", "zones-change", "BASE=trunk")
    assert 0 != change.returncode
    assert {"mail-sender-without-ptr"} == rules_named(change.stdout)


# -- the shell steps of services -------------------------------------------------------------------------------------


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """Return a clone as CI has it: a branch that breaks something, and the branch that it is for at origin."""
    upstream = new_repository(tmp_path / "upstream")
    commit(upstream, ZONES)
    git(upstream, "checkout", "-q", "-b", "topic")
    commit(upstream, WORSE)
    git(upstream, "checkout", "-q", "main")
    commit(upstream, {"README": "what happened on the main branch since\n"})
    git(tmp_path, "clone", "-q", str(upstream), "dns")
    git(tmp_path / "dns", "checkout", "-q", "topic")
    return tmp_path / "dns"


@pytest.fixture
def action(tmp_path: Path) -> dict[str, str]:
    """Return the environment in which the steps of the action run."""
    (tmp_path / "runner/zonelint/bin").mkdir(parents=True)
    (tmp_path / "runner/zonelint/bin/zonelint").symlink_to(BIN / "zonelint")
    (tmp_path / "gh").mkdir()
    said = tmp_path / "gh/said"
    (tmp_path / "gh/gh").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}\n')
    (tmp_path / "gh/gh").chmod(0o755)
    return {
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_BASE_REF": "main",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "owner/dns",
        "PATH": os.pathsep.join([str(tmp_path / "gh"), str(BIN), os.environ["PATH"]]),
        "NUMBER": "7",
        "ZONELINT_PATHS": "",
        "ZONELINT_BASE": "auto",
        "ZONELINT_TRUST": "true",
        "ZONELINT_ARGS": "",
        "ZONELINT_SARIF": "",
    }


def test_action_checks_the_change(pull_request: Path, action: dict[str, str], tmp_path: Path) -> None:
    """What the pull request breaks is an annotation, and the step fails; what is old is not told."""
    done = run(pull_request, "bash", str(ROOT / "action/check.sh"), given=action)

    assert 1 == done.returncode, done.stdout
    assert re.findall(r"^::error .*title=([a-z-]+)", done.stdout, re.MULTILINE) == ["mail-sender-without-ptr"]
    assert "status=1\n" == (tmp_path / "output").read_text()


def test_action_checks_everything(pull_request: Path, action: dict[str, str]) -> None:
    """Without a base; the words of `args` are options, and those of `paths` never are."""
    more = {"ZONELINT_BASE": "", "ZONELINT_ARGS": "--format concise", "ZONELINT_PATHS": "zones"}
    done = run(pull_request, "bash", str(ROOT / "action/check.sh"), given=action | more)

    assert 1 == done.returncode
    assert {"cname-target-missing", "mail-sender-without-ptr"} == set(re.findall(r"error\[([a-z-]+)\]", done.stdout))
    odd = run(pull_request, "bash", str(ROOT / "action/check.sh"), given=action | {"ZONELINT_PATHS": "--fail-on=never"})
    assert 2 == odd.returncode


def test_action_writes_sarif(pull_request: Path, action: dict[str, str], tmp_path: Path) -> None:
    """Beside the annotations."""
    report = tmp_path / "report.sarif"
    done = run(pull_request, "bash", str(ROOT / "action/check.sh"), given=action | {"ZONELINT_SARIF": str(report)})

    assert 1 == done.returncode, done.stdout
    assert "::error " in done.stdout
    assert "mail-sender-without-ptr" in report.read_text()


def test_action_comments(pull_request: Path, action: dict[str, str], tmp_path: Path) -> None:
    """The comment says what the change does to mail, and takes the place of the one before."""
    done = run(pull_request, "bash", str(ROOT / "action/comment.sh"), given=action)

    assert 0 == done.returncode, done.stdout
    words = (tmp_path / "gh/said").read_text().split("\n")
    assert ["pr", "comment", "7", "--repo", "owner/dns", "--edit-last", "--create-if-none"] == words[:7]
    assert "4.3.2.1" in Path(words[8]).read_text()


@pytest.fixture(scope="session")
def project_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return an address from which pip installs the project as it lies here."""
    folder = tmp_path_factory.mktemp("zonelint")
    copy_project(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "State of the project")
    return f"file://{folder}"


def test_gitlab(pull_request: Path, project_address: str, tmp_path: Path) -> None:
    """The job's script fails the job, and leaves the report for the merge request."""
    import json

    from ruamel.yaml import YAML

    job = YAML(typ="safe").load((RECIPES / "gitlab-ci.yml").read_text())["zonelint"]
    script = "\n".join(job["script"]).replace("URL-OF-THIS-REPOSITORY", project_address)
    assert 0 == run(tmp_path, sys.executable, "-m", "venv", "python").returncode
    base = git(pull_request, "merge-base", "origin/main", "HEAD")
    given = {
        "PATH": os.pathsep.join([str(tmp_path / "python/bin"), os.environ["PATH"]]),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_PROJECT_DIR": str(pull_request),
    }
    done = run(pull_request, "bash", "-e", "-c", script, given=given)

    assert 1 == done.returncode, done.stdout
    assert {"mail-sender-without-ptr"} == rules_named(done.stdout)
    report = json.loads((pull_request / job["artifacts"]["reports"]["codequality"]).read_text())
    assert ["mail-sender-without-ptr"] == [each["check_name"] for each in report]


def test_jenkins(pull_request: Path) -> None:
    """The step fails, and leaves the report for the plugin; what it installs is what GitLab's does."""
    match = re.search(r"sh '''\n(.*?)'''", (RECIPES / "Jenkinsfile").read_text(), re.DOTALL)
    assert match is not None
    make, install, *steps = match[1].strip().split("\n")
    assert "python3 -m venv .venv-zonelint" == make
    assert 'pip install --quiet "git+URL-OF-THIS-REPOSITORY"' in install
    (pull_request / ".venv-zonelint/bin").mkdir(parents=True)
    (pull_request / ".venv-zonelint/bin/zonelint").symlink_to(BIN / "zonelint")
    done = run(pull_request, "sh", "-xe", "-c", "\n".join(steps), given={"CHANGE_TARGET": "main"})

    assert 1 == done.returncode, done.stdout
    assert {"mail-sender-without-ptr"} == rules_named(done.stdout)
    assert "mail-sender-without-ptr" in (pull_request / "zonelint.xml").read_text()


# -- hooks of pre-commit, by another program -------------------------------------------------------------------------


def test_prek(tmp_path: Path, project_address: str) -> None:
    """It reads pre-commit's configuration, and runs the hook on what is staged."""
    folder = new_repository(tmp_path / "dns")
    address = project_address.removeprefix("file://")
    text = (RECIPES / "pre-commit-config.yaml").read_text()
    revision = git(Path(address), "rev-parse", "HEAD")
    config = text.replace("URL-OF-THIS-REPOSITORY", address).replace("v0.1.0", revision)
    commit(folder, {**ZONES, ".pre-commit-config.yaml": config})
    (folder / "zones/2.3.4.in-addr.arpa.zone").write_text(str(WORSE["zones/2.3.4.in-addr.arpa.zone"]))
    git(folder, "add", "-A")
    done = run(folder, "prek", "run", given={"PREK_HOME": str(tmp_path / "prek")})

    assert 0 != done.returncode
    assert {"mail-sender-without-ptr"} == rules_named(done.stdout), done.stdout


# -- the files themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", "action/action.yml"),
        ("vendor.github-workflows", "examples/recipes/github-workflow.yml"),
        ("vendor.gitlab-ci", "examples/recipes/gitlab-ci.yml"),
    ],
)
def test_schemas(schema: str, path: str) -> None:
    """The published schema of each service takes its file, and refuses it with a key that it does not have."""
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    done = run(ROOT, "check-jsonschema", "--builtin-schema", schema, *transform, path)

    assert 0 == done.returncode, done.stdout


def test_containerfile() -> None:
    """Its linter has nothing to say."""
    done = run(ROOT, "hadolint", "examples/recipes/Containerfile")

    assert (0, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize("path", sorted(RECIPES.iterdir()), ids=lambda path: path.name)
def test_document_shows_each_file(path: Path) -> None:
    """What the document shows is the file, so that either can be pasted."""
    text = path.read_text(encoding="utf-8").rstrip("\n")

    assert f"examples/recipes/{path.name}" in DOCUMENT
    assert f"```\n{text}\n```" in re.sub(r"```[a-z]+\n", "```\n", DOCUMENT)


def test_action_is_documented() -> None:
    """Each input has a row."""
    from ruamel.yaml import YAML

    action = YAML(typ="safe").load((ROOT / "action/action.yml").read_text())
    rows = set(re.findall(r"^\| `([a-z-]+)` \|", DOCUMENT, re.MULTILINE))

    assert set(action["inputs"]) | set(action["outputs"]) == rows
