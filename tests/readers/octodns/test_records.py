"""The two ways from record mappings to records: they agree on whatever stands there."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonelint.dns.zone import Zone
from zonelint.files.paths import Tree
from zonelint.files.zone_files import ZoneFile
from zonelint.readers.octodns.model import YAML, OctoZone, Part
from zonelint.readers.octodns.zone_files import _ZoneReader
from zonelint.readers.tree.yaml_files import Composed

VALUES = (
    "v=DKIM1\\; k=rsa", "'v=DKIM1; k=rsa'", "'a ;b'", "'\\;'", "'a\\\\;b'", "'a\\b'",
    "192.0.2.1", "'192.0.2.1'", "192.0.2.256", "010.0.2.1", "2001:db8::1", "2001:10:20:30:40:50:10:20", "'::1'",
    "host.example.", "Host.Example.", "host.example", "host", "1.2.", "10.20.", "-x.example.", "ü.example.", "text",
    "on", "~", "''", "5", "a; b", "'a\\; b'", '"a \\" b"', "{x}", "'{x}'", "v=spf1 -all", "[]",
    "[192.0.2.1, 192.0.2.2]", "[192.0.2.1, x]", "[a.b., c.d.]", "{exchange: mail.example., preference: 10}",
    "{preference: 10, exchange: mail.example.}", "{exchange: ., preference: 0}",
    "{exchange: m.example., preference: 70000}", "{exchange: m.example., preference: 010}", "{exchange: m.example.}",
    "[{exchange: a.example., preference: 1}, {exchange: b.example., preference: 2}]", "!!str 1", "!include x.yaml",
    "{port: 5, priority: 1, target: h.example., weight: 2}", "{port: 5, priority: 1, target: h.example., weight: x}",
    f"{'x' * 300}", f"'{'x' * 255}'", "{a: b, ? [c] : d}",
)  # fmt: skip
KEYS = ("''", "www", "WWW", "a.b", "10", "010", "on", "_sip._udp", "sip", "'*'", "é", "'@'", "x.", "a b")
types = st.sampled_from(("A", "AAAA", "CNAME", "NS", "PTR", "TXT", "MX", "SRV", "CAA", "a", "1", "[A]", "ALIAS"))
ttls = st.sampled_from(("", "ttl: 60", "ttl: '60'", "ttl: 060", "ttl: 1h", "ttl: 99999999999", "ttl: 0"))
names = st.sampled_from(("value", "values", "value", "vlaue", "octodns"))


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """Return a record mapping in flow style."""
    parts = [f"type: {draw(types)}", draw(ttls), f"{draw(names)}: {draw(st.sampled_from(VALUES))}"]
    if draw(st.integers(0, 9)) == 0:
        parts.append(f"{draw(names)}: {draw(st.sampled_from(VALUES))}")
    parts = draw(st.permutations(parts)) if draw(st.booleans()) else parts
    return "{" + ", ".join(part for part in parts if part) + "}"


@st.composite
def zone_texts(draw: st.DrawFn) -> str:
    """Return a zone file."""
    lines = []
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=6)):
        records = draw(st.lists(mappings(), min_size=1, max_size=3))
        lines.append(f"{key}: {records[0]}" if len(records) == 1 else f"{key}: [{', '.join(records)}]")
    return "\n".join(lines) + "\n"


def outcome(path: Path, order: str, escaped: bool, collect: bool) -> object:
    """Return all that reading the zone gives: with `collect` every record is read the slow way."""
    part = Part(YAML, [(path.name, str(path))])
    part.enforce_order, part.escaped = order, escaped
    zone_file = ZoneFile(path.name, str(path), "example.com.", "test")
    zone_file.options = OctoZone([part], Composed())
    zone = Zone("example.com.", None)
    _ZoneReader(zone, zone_file, Tree(str(path.parent)), collect).read()
    records = [[record[:5] + record[7:] for record in zone.records(rtype)] for rtype in sorted(zone.types)]
    noted = [(problem.rule, problem.message, problem.span, problem.help) for problem in zone.problems]
    return records, noted, zone.unresolved, zone.incomplete_because, sorted(zone.multiple)


@given(zone_texts(), st.sampled_from(("", "natural", "simple")), st.booleans())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fast_way_is_the_slow_way(tmp_path: Path, text: str, order: str, escaped: bool) -> None:
    """Both ways give the same records and the same problems."""
    path = tmp_path / "example.com.yaml"
    path.write_text(text, encoding="utf-8")

    assert outcome(path, order, escaped, collect=True) == outcome(path, order, escaped, collect=False)


def test_fast_way_is_taken(tmp_path: Path) -> None:
    """The usual shapes are read the fast way, once each of them was checked."""
    path = tmp_path / "example.com.yaml"
    path.write_text("".join(f"h{number}:\n  type: A\n  value: 192.0.2.{number}\n" for number in range(9)))
    zone_file = ZoneFile(path.name, str(path), "example.com.", "test")
    zone_file.options = OctoZone([Part(YAML, [(path.name, str(path))])], Composed())
    reader = _ZoneReader(Zone("example.com.", None), zone_file, Tree(str(tmp_path)))
    slow: list[str] = []
    from zonelint.readers.octodns.records import RecordReader

    original = RecordReader._read_record
    RecordReader._read_record = lambda self, name, record: (slow.append(name), original(self, name, record))[1]  # type: ignore[method-assign]
    try:
        reader.read()
    finally:
        RecordReader._read_record = original  # type: ignore[method-assign]

    assert ["h0"] == slow
