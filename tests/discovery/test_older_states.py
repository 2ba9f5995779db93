"""Older states of zones, whose newer state lies in the repository, too."""

from pathlib import Path

import pytest
from commandline import CommandLine, write
from scenarios import CONFIG

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.lint.views import load as load_zones


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795910400")  # 2026-11-29


def zone(serial: int, more: str = "", origin: str = "example.com.") -> str:
    """Return a zone whose mail exchange has an address only if `more` says it."""
    return f"$ORIGIN {origin}\n$TTL 1h\n@ SOA ns1 h {serial} 1h 15m 2w 1h\n@ NS ns1\n@ MX 1 mail\nns1 A 4.3.2.1\n{more}"


def server(*origins: str) -> str:
    """Return the named.conf of a server that holds `origins`."""
    return "".join(f'zone "{origin}" {{ type primary; file "{origin}.db"; }};\n' for origin in origins)


def read(files: dict[str, str]) -> tuple[list[str], list[str]]:
    """Write `files` and return the paths of the zones that are linted, and of those that are not."""
    write(files)
    settings = load(CONFIG) if CONFIG in files else Settings()
    zones = load_zones(discover([] if settings.path else ["."], settings), settings).zone_set
    kept, older = (
        [each.source.path for each in some if each.source is not None] for some in (zones.zones, zones.older)
    )
    return sorted(kept), sorted(older)


OLD = {"ansible/named.conf": server("example.com"), "ansible/example.com.db": zone(2018041501)}
NEW = {"etc/named.conf": server("example.com"), "etc/example.com.db": zone(2019041501)}


def test_a_server_whose_zones_another_has_newer() -> None:
    """It is the copy that somebody left in the repository."""
    assert (["etc/example.com.db"], ["ansible/example.com.db"]) == read({**OLD, **NEW})


@pytest.mark.parametrize(
    "files",
    [
        {"etc/example.com.db": zone(2018061501)},  # two months
        {"etc/example.com.db": zone(2027041501)},  # in the future
        {"etc/example.com.db": zone(41)},
        {"ansible/example.com.db": zone(7)},
        # A zone of its own.
        {
            "ansible/named.conf": server("example.com", "example.net"),
            "ansible/example.net.db": zone(2018041501, "", "example.net."),
        },
        # The inner half.
        {"ansible/example.com.db": zone(2018041501).replace("4.3.2.1", "10.0.0.1")},
        # What no index names says nothing of what a server has.
        {"etc/named.conf": "", "etc/example.com.db": zone(2019041501)},
        {CONFIG: 'sources = ["ansible", "etc"]\n'},
    ],
)
def test_what_is_no_older_state(files: dict[str, str]) -> None:
    """Both may be in use, or the user says what to lint."""
    _, older = read({**OLD, **NEW, **files})

    assert [] == older


def test_half_of_a_server_whose_other_zones_are_in_use() -> None:
    """It is no older state, though another server has a newer one: the server is in use, and so are its halves."""
    files = {}
    for site, serial in (("a", 2018041501), ("b", 2019041501)):
        files[f"{site}/named.conf"] = 'zone "example.com" { type primary; file "internal/example.com.db"; };\n'
        files[f"{site}/named.conf"] += f'zone "{site}.example" {{ type primary; file "{site}.example.db"; }};\n'
        files[f"{site}/internal/example.com.db"] = zone(serial).replace("4.3.2.1", "10.0.0.1")
        files[f"{site}/external/example.com.db"] = zone(serial)
        files[f"{site}/{site}.example.db"] = zone(serial, "", f"{site}.example.")
    _, older = read(files)

    assert [] == older


def test_views_of_the_newer_server() -> None:
    """Each of them has the newer state."""
    views = "".join(f"view {name} {{ {server('example.com')} }};\n" for name in "ab")

    assert (["etc/example.com.db"] * 2, ["ansible/example.com.db"]) == read({**OLD, **NEW, "etc/named.conf": views})


def test_older_states_are_told_and_not_linted(command: CommandLine) -> None:
    """What is wrong in them is told by no rule, nor is a line that cannot be read."""
    broken = {
        "ansible/example.com.db": zone(2018041501, "x A 4.3.2\n"),
        "etc/example.com.db": zone(2019041501, "mail A 4.3.2.2\n"),
    }
    write({**OLD, **NEW, **broken})
    whole, alone, listed = command("."), command("ansible"), command("inventory", ".")

    assert (
        0,
        "zonelint: ansible/example.com.db was not checked: etc/example.com.db holds a newer state of the zone\n",
    ) == (
        whole.status,
        whole.err,
    )
    assert 1 == alone.status
    assert "no: not checked: etc/example.com.db holds a newer state of it" in listed.out
