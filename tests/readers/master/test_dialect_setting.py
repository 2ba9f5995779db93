"""The key `dialect` of the configuration: which server reads the zone files that no index names."""

from pathlib import Path

import pytest
from linting import lint

HEAD = "$TTL 3600\n@ SOA ns1 hostmaster 1 2 3 4 5\n  NS ns1\nns1 A 4.3.2.1\n"
LONG = f'long TXT "{"x" * 300}"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def rules_found(dialect: str, body: str, **more: str) -> list[str]:
    """Return the rules that speak of a zone with `body` where the configuration names the `dialect`."""
    config = f'dialect = "{dialect}"\n' if dialect else ""
    return [each.rule for each in lint({"example.com.zone": HEAD + body, ".zonelint.toml": config, **more})]


@pytest.mark.parametrize(
    ("dialect", "body", "expected"),
    [
        ("", LONG, ["syntax-error"]),
        ("bind", LONG, ["syntax-error"]),
        ("gdnsd", LONG, []),
        ("knot", LONG, []),
        ("powerdns", LONG, []),
        ("bind", "h SSHFP 1 1 0123456789abcdef0123456789abcdef01234567\n", []),
        ("gdnsd", "h SSHFP 1 1 0123456789abcdef0123456789abcdef01234567\n", ["syntax-error"]),
    ],
)
def test_files_are_read_as_their_server_reads_them(dialect: str, body: str, expected: list[str]) -> None:
    """What the server refuses is an error, and its own syntax is none."""
    assert expected == rules_found(dialect, body)


def test_an_index_knows_better() -> None:
    """A zone that named.conf names is BIND's, whatever the configuration says of the others."""
    index = 'zone "example.com" { type primary; file "example.com.zone"; };\n'

    assert ["syntax-error"] == rules_found("gdnsd", LONG, **{"named.conf": index})
