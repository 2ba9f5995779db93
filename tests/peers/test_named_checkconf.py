"""The reader of named.conf against named-checkconf: configurations by chance with slips in them, and names of hosts.

What named-checkconf refuses for its syntax is a problem here, on the same line; what it accepts is none.
"""

import re
import subprocess
from pathlib import Path

import pytest
from linting import lint_by
from namedconf_texts import FORMS, MADE_UP, Texts

from zonelint.files.paths import text_source
from zonelint.readers.servers import namedconf
from zonelint.readers.servers.serverconf import ServerConf

SEEDS = range(500)
VALID_SEEDS = range(1000, 1100)
NAME_SEEDS = range(10)
SECONDS = 20

# What named-checkconf refuses and we do not: its first message, and the reason.
DIFFERENCES = [
    (
        rf"unknown option '(?:{'|'.join(MADE_UP)})'$",
        "another version of BIND may know the statement: ours are those of 9.4 to 9.20, theirs those of one version",
    ),
    (
        r"no matching 'forwarders' statement$|option '[a-z-]+' is not allowed in '[a-z-]+' zone '[^']+'$",
        "each statement is right by itself; what they mean together is judged where it tells which file is which zone",
    ),
]
# Where the text ends, in their eyes, is what was opened before, in ours.
_ENDS = "unexpected end of input"


class Verdict:
    """What named-checkconf says of `text`: whether it refuses it, its first message, and the line of that."""

    def __init__(self, text: str, folder: Path) -> None:
        self.path = folder / "named.conf"
        self.path.write_text(text)
        command = ["named-checkconf", self.path.name]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        self.refused = done.returncode != 0
        self.output = done.stdout + done.stderr
        match = re.match(r"named\.conf:(\d+): (.*)", self.output)
        self.line, self.message = (int(match[1]), match[2].strip()) if match else (0, self.output)

    @property
    def is_known(self) -> bool:
        """Whether it is one of DIFFERENCES."""
        return any(re.match(pattern, self.message) for pattern, _ in DIFFERENCES)


def read(path: Path) -> ServerConf:
    """Read a named.conf; includes are found by patterns below its folder."""

    def find(name: str, directory: str | None, including: str) -> list[str]:
        return sorted(map(str, path.parent.glob(name)))

    return namedconf.read(str(path), find, text_source)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_named_refuses_is_a_problem_and_nothing_else(seed: int, tmp_path: Path) -> None:
    """The first fault that it finds stands on a line where we find one, too."""
    verdict = Verdict(Texts(seed).mutated(), tmp_path)
    problems = read(verdict.path).problems
    lines = [problem.span.line for problem in problems]

    if problems or not verdict.is_known:
        assert verdict.refused == bool(problems), (verdict.output, problems)
    if problems and not verdict.is_known and not verdict.message.startswith(_ENDS):
        assert verdict.line in lines, (verdict.output, problems)


@pytest.mark.parametrize("seed", VALID_SEEDS)
def test_what_is_right_has_no_problem(seed: int, tmp_path: Path) -> None:
    """Configurations without slips are accepted by both."""
    verdict = Verdict(Texts(seed).valid(), tmp_path)

    assert [] == read(verdict.path).problems
    assert not verdict.refused or verdict.is_known, verdict.output


def test_slips_reach_every_class() -> None:
    """Nearly all slips are of the kind that is refused: the comparison is not one of accepted texts."""
    texts = [Texts(seed).mutated() for seed in SEEDS]

    assert len(texts) == len(set(texts))
    assert all(any(word in text for text in texts) for word in ("frobnicate", "/*", "check-names", "view v"))


@pytest.mark.parametrize("text", FORMS)
def test_unusual_forms_name_the_zones_that_named_serves(text: str, tmp_path: Path) -> None:
    """Views, classes, included files, zones of other views: the same zones, in the same views, of the same types."""
    (tmp_path / "one.inc").write_text('zone "one.example" { type primary; file "1"; };')
    (tmp_path / "two.inc").write_text('zone "two.example" { type primary; file "2"; };')
    (tmp_path / "options.txt").write_text('directory "."; recursion no;')
    (tmp_path / "zone.txt").write_text('type primary; file "z";')
    verdict = Verdict(text, tmp_path)
    command = ["named-checkconf", "-l", verdict.path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=True)
    conf = read(verdict.path)
    words = [line.split()[:4] for line in done.stdout.splitlines() if "conf:" not in line]
    old = {"master": "primary", "slave": "secondary"}
    theirs = [
        (name.lower().rstrip("."), view, old.get(kind, kind))
        for name, rdclass, view, kind in words if rdclass.lower() == "in"
    ]  # fmt: skip

    assert [] == conf.problems
    assert sorted(theirs) == sorted(
        (zone.origin.rstrip("."), zone.view or "_default", zone.type) for zone in conf.zones
    )


@pytest.mark.parametrize("seed", NAME_SEEDS)
def test_names_that_named_refuses_are_errors(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zone by zone: each holds one record, and `named-checkconf -z` loads all but those that we find an error in."""
    monkeypatch.chdir(tmp_path)
    zones = Texts(seed).zones_of_names()
    files = {f"{origin}.zone": text for origin, (text, _) in zones.items()}
    files["named.conf"] = "".join(
        f'zone "{origin}" {{ type primary; file "{origin}.zone"; {statement} }};\n'
        for origin, (_, statement) in zones.items()
    )
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    command = ["named-checkconf", "-z", "named.conf"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    refused = set(re.findall(r"zone (\S+)/IN: loading from master file \S+ failed: bad (?:owner )?name", done.stdout))
    found = {
        finding.zone.rstrip(".")
        for finding in lint_by(files, {"name-not-a-hostname"})
        if finding.severity == "error" and finding.zone is not None
    }

    assert len(zones) > 5 * len(refused) // 4 > 20
    assert refused == found
