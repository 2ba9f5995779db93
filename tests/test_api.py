"""The Python API: its names and signatures, what it gives, what it raises, and that it keeps quiet."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import CommandLine, write

import zonelint

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ZONE = """\
$TTL 1h
@ SOA ns1 hostmaster 1 8h 2h 4w 1h
  NS ns1
  MX 10 gone
ns1 A 192.0.2.1
"""

SIGNATURES = {
    "check": (
        "(paths: 'Path | Iterable[Path]' = (), *, config: 'Path | None' = None, isolated: bool = False, "
        "zones: 'Mapping[str, Path] | None' = None, origin: str | None = None, view: str | None = None, "
        "select: 'Iterable[str] | None' = None, ignore: 'Iterable[str]' = (), extend_select: 'Iterable[str]' = (), "
        "severity: str | None = None) -> 'Report'"
    ),
    "read": (
        "(paths: 'Path | Iterable[Path]' = (), *, config: 'Path | None' = None, isolated: bool = False, "
        "zones: 'Mapping[str, Path] | None' = None, origin: str | None = None, view: str | None = None) -> "
        "zonelint.lint.library.ZoneSet"
    ),
    "ZoneSet.lookup": "(self, name: str, type: str) -> 'Answer'",
    "ZoneSet.answers": "(self, name: str, type: str) -> 'list[Answer]'",
    "ZoneSet.senders": "(self) -> 'list[Sender]'",
    "Report.by_severity": "(self) -> dict[str, int]",
}
NAMES = {
    "Answer": "name type status records chain why views",
    "Finding": (
        "rule severity message path line column end_line end_column zone owner type view views help related "
        "fingerprint fixable count members"
    ),
    "Related": "path line column message",
    "Report": "findings files zones records undecided suppressed failures warnings seconds by_severity",
    "Sender": "address host domains evidence ptr confirmed verdict why views",
    "ZoneSet": "origins views warnings lookup answers senders",
    "ConfigError": "",
    "NothingToLint": "",
    "UsageError": "",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_names_stay() -> None:
    """Every name of the API is one that others rely on: none goes, and none comes by accident."""
    assert sorted(["__version__", "check", "read", *NAMES]) == sorted(zonelint.__all__)
    assert set(zonelint.__all__) <= set(dir(zonelint))


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures_stay(name: str) -> None:
    """Arguments, their defaults and types are part of the API."""
    found: object = zonelint
    for part in name.split("."):
        found = getattr(found, part)

    assert callable(found)
    assert SIGNATURES[name] == str(inspect.signature(found))


def test_attributes_stay() -> None:
    """What a report, a finding, an answer and a sender tell is found under the names that are documented."""
    write({"zones/example.com.zone": ZONE + "mail A 192.0.2.25\n@ MX 20 mail\nmail 60 A 192.0.2.26\n"})
    report, zones = zonelint.check("zones"), zonelint.read("zones")
    related = next(finding.related[0] for finding in report.findings if finding.related)
    objects = [report, report.findings[0], related, zones, zones.lookup("example.com", "MX"), zones.senders()[0]]
    missing = [
        (type(each).__name__, name)
        for each in objects
        for name in NAMES[type(each).__name__].split()
        if not hasattr(each, name) or name not in DOCUMENT
    ]

    assert [] == [each for each in missing if each[1] != "fixable"]


def test_unknown_name_is_an_attribute_error() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        zonelint.chekc  # type: ignore[attr-defined]  # noqa: B018


def test_import_is_lazy() -> None:
    """Whoever only wants the version pays for nothing else."""
    program = "import sys, zonelint; print(*sorted(name for name in sys.modules if name.startswith('zonelint')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ["zonelint", "zonelint._version"] == done.stdout.split()


def documented(kind: str) -> list[str]:
    """Return the blocks of a language in the document, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(documented("python"))))
def test_documented_examples_run(number: int, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each example prints what stands below it."""
    write({"zones/example.com.zone": documented("dns")[0]})
    exec(compile(documented("python")[number], "api.md", "exec"), {})  # noqa: S102 - the project's own document

    assert documented("text")[number] == capsys.readouterr().out


def test_findings_are_those_of_the_command(command: CommandLine) -> None:
    """There is one way to lint: rule, place, message, help and fingerprint are those of the report in JSON."""
    write({"zones/example.com.zone": ZONE})
    shown = command("--format", "json", "zones").json["findings"]
    keys = ("rule", "severity", "message", "path", "line", "column", "end_line", "end_column", "help", "fingerprint")
    report = zonelint.check("zones")

    assert [[each[key] for key in keys] for each in shown] == [
        [getattr(finding, key) for key in keys] for finding in report.findings
    ]
    assert "mx-target-without-address" in {finding.rule for finding in report.findings}


def test_paths_may_be_paths() -> None:
    """One or several, as text or as objects; mapped files, too."""
    write({"one/example.com.zone": ZONE, "two/example.net.zone": ZONE, "three/z": ZONE})

    assert ["example.com."] == zonelint.read(Path("one")).origins
    assert ["example.com.", "example.net."] == zonelint.read(iter(["one", Path("two")])).origins
    assert ["example.org."] == zonelint.read("three", zones={"example.org": Path("three/z")}).origins
    assert ["example.org."] == zonelint.read("three/z", origin="example.org").origins


def test_changed_files_are_read_again() -> None:
    """Nothing is kept from one call to the next, and what was read stays as it was."""
    write({"zones/example.com.zone": ZONE})
    before = zonelint.read("zones")
    first = zonelint.check("zones", select=["mx-target-without-address"])
    write({"zones/example.com.zone": ZONE + "gone A 192.0.2.2\n"})

    assert 1 == len(first.findings)
    assert [] == zonelint.check("zones", select=["mx-target-without-address"]).findings
    assert "NXDOMAIN" == before.lookup("gone.example.com", "A").status
    assert "FOUND" == zonelint.read("zones").lookup("gone.example.com", "A").status


def test_rules_and_severity_are_chosen() -> None:
    """As by the options of the command."""
    write({"zones/example.com.zone": ZONE})

    assert [] == zonelint.check("zones", ignore=["ALL"]).findings
    assert {"error"} == {finding.severity for finding in zonelint.check("zones", severity="error").findings}


def test_configuration_is_found_named_or_left_out() -> None:
    """The one of the first path holds, unless another is named or none is wanted."""
    write({
        "zones/bakery.net.zone": ZONE + "x CNAME y\n",
        "zones/.zonelint.toml": 'select = ["mx-target-without-address"]\n',
        "zones/other.toml": 'ignore = ["ALL"]\n',
    })  # fmt: skip
    rules = [finding.rule for finding in zonelint.check("zones").findings]

    assert ["mx-target-without-address"] == rules
    assert [] == zonelint.check("zones", config="zones/other.toml").findings
    assert 1 < len(zonelint.check("zones", isolated=True).findings)


VIEWS = """\
view "in" { zone "example.com" { type primary; file "in.zone"; }; };
view "out" { zone "example.com" { type primary; file "out.zone"; }; };
"""


def test_views_may_answer_differently() -> None:
    """One answer is given where they agree, all on demand, and one view may be looked at alone."""
    write({"named.conf": VIEWS, "in.zone": ZONE, "out.zone": ZONE + "gone A 192.0.2.2\n"})
    zones = zonelint.read("named.conf")

    assert ["in", "out"] == zones.views
    assert ["in", "out"] == zones.lookup("ns1.example.com", "A").views
    assert [("NXDOMAIN", ["in"]), ("FOUND", ["out"])] == [
        (answer.status, answer.views) for answer in zones.answers("gone.example.com", "A")
    ]
    assert "FOUND" == zonelint.read("named.conf", view="out").lookup("gone.example.com", "A").status
    with pytest.raises(zonelint.UsageError, match="views answer differently: in; out"):
        zones.lookup("gone.example.com", "A")


def test_what_cannot_be_done_raises() -> None:
    """Each exception is one of the API's, and its text is one line."""
    write({"zones/example.com.zone": ZONE, "empty/notes.txt": "none\n", "bad.toml": "selct = []\n"})
    usage, nothing = zonelint.UsageError, zonelint.NothingToLint
    cases = [
        (usage, "unknown rule or theme 'nonsense'", lambda: zonelint.check("zones", select=["nonsense"])),
        (usage, "a list of names, not 'mail'", lambda: zonelint.check("zones", select="mail")),
        (usage, "unknown severity 'fatal'", lambda: zonelint.check("zones", severity="fatal")),
        (usage, "there is no view 'x'", lambda: zonelint.read("zones", view="x")),
        (usage, "not a record type", lambda: zonelint.read("zones").lookup("example.com", "MXX")),
        (usage, "not a domain name", lambda: zonelint.read("zones").lookup("a..b", "A")),
        (usage, "config names one", lambda: zonelint.read("zones", config="bad.toml", isolated=True)),
        (zonelint.ConfigError, "selct", lambda: zonelint.check("zones", config="bad.toml")),
        (nothing, "no such file", lambda: zonelint.check("missing")),
        (nothing, "empty", lambda: zonelint.read("empty")),
    ]
    for error, text, call in cases:
        with pytest.raises(error, match=text) as caught:
            call()
        assert "\n" not in str(caught.value)


def test_nothing_is_printed_and_the_folder_stays(capfd: pytest.CaptureFixture[str]) -> None:
    """What a program prints, and where it works, is its own."""
    write({"zones/example.com.zone": ZONE + "broken\n", "zones/.zonelint.toml": 'allow-outside = ["/x"]\n'})
    folder = os.getcwd()
    report = zonelint.check("zones")
    zonelint.read("zones").senders()

    assert ("", "") == tuple(capfd.readouterr())
    assert folder == os.getcwd()
    assert ["allow-outside"] == re.findall("allow-outside", " ".join(report.warnings))
