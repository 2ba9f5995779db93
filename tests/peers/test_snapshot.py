"""What `zonelint snapshot` learns from a real BIND `named` is what it says when it holds those zones itself."""

import os
from pathlib import Path

import pytest
from named_server import run_beside
from test_named import read_zone
from zone_sets import ZoneSet

from zonelint.dns.namespace import FOUND, Namespace
from zonelint.files.zone_files import SNAPSHOT_NAME as FILE_NAME

SEEDS = range(101, 107)
NAMES = 150

HEAD = """\
$ORIGIN inside.example.
$TTL 1h
@ SOA ns1 hostmaster 1 8h 2h 4w 1h
@ NS ns1
ns1 A 192.0.2.200
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_snapshot_and_zones_say_the_same(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address that the zones in named lead to is found by the snapshot, and no other."""
    served = ZoneSet(seed, 4 * NAMES).master_files()
    names = list(dict.fromkeys(name for name, _ in ZoneSet(seed, 4 * NAMES).questions))[:NAMES]
    inside = HEAD + "".join(f"m{number} MX 10 {name}\n" for number, name in enumerate(names))
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    Path("inside.example.zone").write_text(inside, encoding="ascii")
    words = ("snapshot", ".", "--resolver", "127.0.0.1:{port}", "--timeout", "2", "--max-questions", "9999")
    ran = run_beside(served, words, tmp_path)

    assert 0 == ran["status"], ran["err"]
    truth = Namespace([read_zone(origin, text) for origin, text in served.items()])
    own = read_zone("inside.example.", inside)
    told = Namespace([own], assumed=[read_zone(".", Path(FILE_NAME).read_text(encoding="ascii"))])
    expected, actual = (
        [_found(zones, name, rtype) for name in names for rtype in ("A", "AAAA")] for zones in (truth, told)
    )
    assert expected == actual
    assert len(set(map(str, expected))) > 5


def _found(zones: Namespace, name: str, rtype: str) -> tuple[str, str, list[str]]:
    """Return the question and the records that are found."""
    answer = zones.lookup(name, rtype)
    return name, rtype, sorted(record.rdata for record in answer.records) if answer.status == FOUND else []
