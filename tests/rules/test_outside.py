"""Which domains receivers elsewhere may see mail of, as far as names and addresses tell."""

from pathlib import Path

import pytest
from linting import lint
from scenarios import forward

RULE = "null-mx-without-spf"
HEAD = "$TTL 1h\n@ SOA ns1.bakery.net. a.bakery.net. 1 8h 2h 4w 1h\n@ NS ns1.bakery.net.\n"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def seen(zone: str, rule: str) -> list[str | None]:
    """Return the owners of what `rule` finds in the zone, beside another one with a public address."""
    files = {"a.zone": zone, "b.zone": forward("", "bakery.net.")}
    return [each.owner for each in lint(files, rule) if each.rule == rule]


@pytest.mark.parametrize(
    ("origin", "address", "expected"),
    [
        ("shop.net.", "5.3.2.1", ["shop.net."]),
        ("shop.net.", "192.0.2.1", []),
        ("shop.net.", "10.1.2.3", []),
        ("shop.pharmacy.", "5.3.2.1", ["shop.pharmacy."]),
        ("shop.site1.", "5.3.2.1", []),
        ("site1.", "5.3.2.1", []),
    ],
)
def test_domain_of_the_world(origin: str, address: str, expected: list[str]) -> None:
    """Its name is one of the public DNS, and a host of its zone has a public address."""
    zone = f"$ORIGIN {origin}\n{HEAD}@ MX 0 .\n"

    assert expected == seen(f"{zone}www A {address}\n", RULE)


@pytest.mark.parametrize(("exchange", "expected"), [("mail", []), ("mail.other.net.", ["shop.net."])])
def test_mail_hosts_decide_where_there_are_some(exchange: str, expected: list[str]) -> None:
    """A domain whose mail others take is seen by them, whatever addresses its zone holds."""
    zone = f"$ORIGIN shop.net.\n{HEAD}"

    assert expected == seen(f"{zone}@ MX 10 {exchange}\nmail A 192.0.2.1\n", "spf-missing")
