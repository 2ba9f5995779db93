"""Record lists under keys of the user's own."""

from pathlib import Path

import pytest
from listing import document, problems, read, records

from zonelint.config.file import ConfigError
from zonelint.config.settings import load
from zonelint.readers.lists import mapping
from zonelint.readers.lists.mapping import KeyMapping


@pytest.fixture
def mapped(tmp_path: Path) -> "type[Config]":
    """Return what makes a mapping of the lines of its table in a configuration file."""
    Config.folder = tmp_path
    return Config


class Config:
    """Writes a configuration and loads it."""

    folder: Path

    @classmethod
    def of(cls, *lines: str) -> KeyMapping:
        """Return the mapping whose table has `lines`, beside a path."""
        path = cls.folder / ".zonelint.toml"
        path.write_text("\n".join(["[[mappings]]", 'path = "*.yml"', *lines]), encoding="utf-8")
        return KeyMapping(load(str(path)).mappings[0])


def origins(text: str, keys: KeyMapping) -> list[str]:
    """Return the origins of the zones in `text`."""
    return [zone.origin for zone in mapping.zones_with(document(text).nodes, keys)]


def test_list_in_a_list(mapped: type[Config]) -> None:
    """Records stand in a list of each zone, whose name is beside that list."""
    text = """\
dns_zones:
  - name: example.com
    records:
      - {name: "@", type: NS, value: ns1.example.net.}
      - {name: www, value: 192.0.2.1, ttl: 1h}
"""
    keys = mapped.of('records = "dns_zones[].records[]"', 'default-type = "A"')

    assert ["example.com."] == origins(text, keys)
    expected = ["4 example.com. 3600 NS ns1.example.net.", "5 www.example.com. 3600 A 192.0.2.1"]
    assert expected == records(read("mapping", text, mapping=keys))


def test_other_keys(mapped: type[Config]) -> None:
    """The keys of owner, type and data may be called otherwise."""
    text = "zones:\n- domain: example.com\n  rrs:\n  - {label: mail, ttl: 60, kind: MX, rdata: 10 mx}\n"
    keys = mapped.of(
        'records = "zones[].rrs[]"', 'zone-key = "domain"', 'owner = "label"', 'type = "kind"', 'value = "rdata"'
    )

    assert ["4 mail.example.com. 60 MX 10 mx.example.com."] == records(read("mapping", text, mapping=keys))


def test_zone_as_a_key(mapped: type[Config]) -> None:
    """The zone may be the key above its records, and the data be spread over several keys."""
    text = """\
bind_zones:
  example.com:
    records:
      - {name: _sip._tcp, type: SRV, priority: 1, weight: 2, port: 5060, value: sip}
      - {name: www, type: A, value: 192.0.2.1}
"""
    keys = mapped.of('records = "bind_zones.{zone}.records[]"', 'value = ["priority", "weight", "port", "value"]')

    assert ["example.com."] == origins(text, keys)
    expected = ["4 _sip._tcp.example.com. 3600 SRV 1 2 5060 sip.example.com.", "5 www.example.com. 3600 A 192.0.2.1"]
    assert expected == records(read("mapping", text, mapping=keys))


def test_type_and_owner_as_keys(mapped: type[Config]) -> None:
    """Zone, type and owner may all be keys, above one value or a list of them."""
    text = """\
bind:
  available_zones:
    example.com:
      records:
        A:
          ns1: 192.0.2.53
          www: [192.0.2.10, 192.0.2.11]
        TXT: {_dmarc: '"v=DMARC1; p=reject"'}
"""
    keys = mapped.of('records = "bind.available_zones.{zone}.records.{type}.{owner}"')

    expected = [
        "6 ns1.example.com. 3600 A 192.0.2.53",
        "7 www.example.com. 3600 A 192.0.2.10",
        "7 www.example.com. 3600 A 192.0.2.11",
        '8 _dmarc.example.com. 3600 TXT "v=DMARC1; p=reject"',
    ]
    assert expected == records(read("mapping", text, mapping=keys))


def test_absolute_names_in_a_flat_list(mapped: type[Config]) -> None:
    """Names may be absolute without final dot, and the configuration may name the zone."""
    text = "- {name: www.example.com, type: CNAME, value: web.example.com}\n"
    keys = mapped.of('records = "[]"', 'zone = "example.com"', 'names = "absolute"')

    assert ["example.com."] == origins(text, keys)
    assert ["1 www.example.com. 3600 CNAME web.example.com."] == records(read("mapping", text, mapping=keys))


def test_list_of_values(mapped: type[Config]) -> None:
    """A list under the key of the data is one record for each item."""
    text = "records:\n- {name: www, type: A, value: [192.0.2.1, 192.0.2.2]}\n"
    keys = mapped.of('records = "records[]"', 'zone = "example.com"')

    assert ["192.0.2.1", "192.0.2.2"] == [each.rdata for each in read("mapping", text, mapping=keys).records("A")]


def test_record_without_its_keys(mapped: type[Config]) -> None:
    """A record that lacks a key is reported."""
    text = "records:\n- {name: www, value: 192.0.2.1}\n- {type: A, value: 192.0.2.1}\n- {name: x, type: A}\n"
    keys = mapped.of('records = "records[]"', 'zone = "example.com"', 'value = ["value"]')
    zone = read("mapping", text, mapping=keys)

    assert ["2:3 record-invalid", "3:3 record-invalid", "4:3 record-invalid"] == problems(zone)


def test_placeholder(mapped: type[Config]) -> None:
    """An expression of Jinja is an unresolved value."""
    text = "records:\n- {name: www, type: A, value: '{{ address }}'}\n"
    keys = mapped.of('records = "records[]"', 'zone = "example.com"')
    zone = read("mapping", text, mapping=keys)

    assert [] == records(zone)
    assert {"A"} == zone.unresolved["www.example.com."]


@pytest.mark.parametrize("path", ["", "zones..records", "zones[", "zones.{name}", "zones[].[]x"])
def test_bad_path(mapped: type[Config], path: str) -> None:
    """A path that is none is a mistake in the configuration."""
    with pytest.raises(ConfigError, match="records"):
        mapped.of(f'records = "{path}"')
