"""Copies of a zone of which a program beside one of them names the file."""

from pathlib import Path

import pytest

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover

ZONE = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n NS ns1\nns1 A 192.0.2.53\n"
NIX = "environment.etc.zone.source = ./a.example.zone;\n"
OLD, NEW = "retro/dns/a.example.zone", "hosts/ns/dns/a.example.zone"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(files: dict[str, str]) -> list[str]:
    """Write `files` and return the paths of the zones that are read."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sorted(zone.path for zone in discover(["."], Settings()).zones)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"hosts/ns/dns/bind.nix": NIX}, [NEW]),
        ({"hosts/ns/Dockerfile": "COPY dns/a.example.zone /etc/bind/\n"}, [NEW]),
        ({"hosts/ns/dns/README.md": NIX}, [NEW, OLD]),  # it tells, and does nothing
        ({"hosts/ns/dns/bind.nix": NIX.replace("a.example", "xa.example")}, [NEW, OLD]),
        ({"hosts/ns/dns/bind.nix": NIX, "retro/dns/bind.nix": NIX}, [NEW, OLD]),
        ({}, [NEW, OLD]),
    ],
)
def test_the_copy_that_a_program_names_is_in_use(more: dict[str, str], expected: list[str]) -> None:
    """The others are what somebody left behind; where none is named, each may be one of a server of its own."""
    assert expected == read({OLD: ZONE, NEW: ZONE, **more})


def test_halves_are_no_copies() -> None:
    """What is inside and what is outside differ, and the program for one of them may be anywhere."""
    files = {"internal/a.example.zone": ZONE, "external/a.example.zone": ZONE, "internal/bind.nix": NIX}

    assert ["external/a.example.zone", "internal/a.example.zone"] == read(files)


def test_too_many_programs_tell_nothing() -> None:
    """It would take long to read them all, at each commit."""
    files = {OLD: ZONE, NEW: ZONE} | {f"hosts/ns/dns/{number}.nix": NIX for number in range(51)}

    assert [NEW, OLD] == read(files)
