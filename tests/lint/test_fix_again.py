"""Trials of fixes read again what changed alone: what comes of them is what comes of reading all."""

from pathlib import Path
from typing import Any

import pytest
from broken_kinds import BrokenKinds
from broken_mix import BrokenMix
from broken_sets import BrokenSet
from broken_yaml import BrokenYaml
from commandline import CommandLine

from zonelint.discovery import load, search
from zonelint.lint import again
from zonelint.lint.fixes import serials

HEAD = "$TTL 1h\n@ SOA ns1.example.net. root.example.net. 7 8h 2h 4w 1h\n  NS ns1.example.net.\n"
CONF = "".join(
    f'zone "{origin}" {{ type primary; file "{origin}.zone"; }};\n'
    for origin in ("example.org", "example.com", "2.3.4.in-addr.arpa")
)
INDEXED = {
    "named.conf": CONF,
    "example.org.zone": HEAD + "mail A 4.3.2.25\n  MX 10 mail\n",
    "example.com.zone": HEAD + "$INCLUDE hosts\n",
    "hosts": "web A 4.3.2.80\nwww CNAME web.example.com\n",
    "2.3.4.in-addr.arpa.zone": HEAD + "80 PTR web.example.com.\n",
    "notes.zone": "; nothing yet\n",
}


def write(files: dict[str, Any]) -> None:
    """Write `files`, texts or octets."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def outcome(command: CommandLine, files: dict[str, Any], *words: str) -> tuple[object, ...]:
    """Return all that comes of fixing `files`."""
    write(files)
    ran = command("fix", "--format", "json", *words)
    assert ran.status in (0, 1), ran.err
    return ran.status, ran.json, {name: Path(name).read_bytes() for name in files}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["set", "kinds", "yaml", "mix"])
def test_trials_say_the_same(kind: str, seed: int, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sets made by chance: what is changed, what is refused and why, and what is left."""
    made = {
        "set": lambda: BrokenSet(seed),
        "kinds": lambda: BrokenKinds(seed, unsafe=True),
        "yaml": lambda: BrokenYaml(seed, unsafe=True),
        "mix": lambda: BrokenMix(seed),
    }
    files = made[kind]().files
    now = serials.moment()
    monkeypatch.setattr(serials, "moment", lambda: now)  # a serial may be a time
    in_part = outcome(command, files, "--unsafe")
    monkeypatch.setattr(again.Earlier, "found", lambda *_: None)
    monkeypatch.setattr(again.Earlier, "reuse", lambda *_: None)

    assert in_part == outcome(command, files, "--unsafe")


def test_only_what_changed_is_read(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One trial with all fixes and the serials: zones are not looked for again, and those that stay are not read."""
    searched, read = [], []
    whole, reader = search.discover, load._Loader._read
    monkeypatch.setattr(search, "discover", lambda *words, **more: searched.append(1) or whole(*words, **more))
    monkeypatch.setattr(
        load._Loader, "_read", lambda self, zone, file: read.append(zone.origin) or reader(self, zone, file)
    )
    _, told, _ = outcome(command, INDEXED, "--select", "mail-sender-without-ptr")

    assert ["2.3.4.in-addr.arpa.zone"] == [each["path"] for each in told["changed"]]
    assert [1] == searched
    assert ["2.3.4.in-addr.arpa.", "example.com.", "example.org.", "2.3.4.in-addr.arpa."] == read


def test_zone_that_includes_is_read_again_with_its_file(command: CommandLine) -> None:
    """The fix stands in the included file; the serial is that of the zone."""
    _, told, after = outcome(command, INDEXED, "--select", "cname-target-missing")

    assert ["example.com.zone", "hosts"] == [each["path"] for each in told["changed"]]
    assert b"www CNAME web.example.com.\n" in after["hosts"]
    assert b" 8 8h" in after["example.com.zone"]
