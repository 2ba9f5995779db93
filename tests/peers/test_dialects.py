"""Zones of gdnsd and of PowerDNS's bind backend must be read as these servers read them, and refused where they refuse.

Where they differ for a reason, this file says so; none of it is generated:

- Where the TTLs of an RRset differ, gdnsd takes the first, PowerDNS the last or the least. Only that it is one of them
  is compared. gdnsd serves no TTL below 5 seconds, nor one of an SOA above its negative-cache time.
- Generic data of a known type is checked as that type, such as the length of an SSHFP fingerprint; gdnsd takes all.
- PowerDNS takes a wrong escape (`\\999`) modulo 256, a CAA record without value, and any tag: these stay errors.
- PowerDNS reads the first number of `$TTL 1h30m` and the last letter: one minute. That is an error here.
- PowerDNS takes a target called `IN` for the class, and answers no question for names with signs such as `#` and `;`.
- pdnsutil counts duplicates and TTLs that differ as errors, and the server loads the zone: here they are rules.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import dialect_servers
import dialect_texts
import pytest
from checkzone import row

from zonelint.dns.zone import Record, Zone
from zonelint.files.dialects import GDNSD, POWERDNS, dialect
from zonelint.readers.includes import Includes
from zonelint.readers.master.masterfile import MasterFileReader, open_source

SEEDS = range(500)
FAULTS = (0.0, 0.03, 0.1)
"""How often the texts of every third seed are wrong."""

_LOADED = ("ttl-too-large", "soa-serial-wrapped", "template-placeholder")
_LEAST_TTL = {GDNSD: 5, POWERDNS: 0}


class Server(NamedTuple):
    """How a server is asked."""

    texts: dialect_texts.Dialect
    write: Callable[[Path, Mapping[str, Mapping[str, bytes]], int], None]
    refusal: Callable[[Path], str]
    command: tuple[str, ...]


SERVERS = {
    GDNSD: Server(
        dialect_texts.GDNSD,
        dialect_servers.write_gdnsd,
        dialect_servers.refused_by_gdnsd,
        ("gdnsd", "-c", "{}", "start"),
    ),
    POWERDNS: Server(
        dialect_texts.POWERDNS,
        dialect_servers.write_pdns,
        dialect_servers.refused_by_pdns,
        ("pdns_server", "--config-dir={}"),
    ),
}


class Comparison(NamedTuple):
    """What a server and our reader say of one text: each its refusal, and the zone that we read."""

    text: dialect_texts.ZoneText
    theirs: str
    ours: list[str]
    zone: Zone


@cache
def compared(name: str) -> list[Comparison]:
    """Return the comparisons of all seeds with the server `name`, made once."""
    return [_compare(name, seed) for seed in SEEDS]


def _compare(name: str, seed: int) -> Comparison:
    server = SERVERS[name]
    text = dialect_texts.ZoneText(seed, server.texts, FAULTS[seed % len(FAULTS)])
    with TemporaryDirectory() as folder:
        server.write(Path(folder), {text.origin: text.files}, 53)
        theirs = server.refusal(Path(folder))
        zone = _read(Path(folder) / "parts" / text.origin, text.origin, name)
    faults = [
        f"{each.source.path}:{each.span.line} {each.message}" for each in zone.problems if each.rule not in _LOADED
    ]
    loaded = dialect(name).loads_outside or ()
    faults += [f"{record.owner} is outside" for record in zone.out_of_zone if record.type not in loaded]
    return Comparison(text, theirs, faults, zone)


def _read(folder: Path, origin: str, name: str) -> Zone:
    source, octets = open_source(str(folder / "zone"), "zone")
    zone = Zone(origin, source)
    zone.dialect = name
    MasterFileReader(zone, Includes(str(folder)), lambda path: Path(path).name).read(source, octets)
    return zone


@pytest.mark.parametrize("name", SERVERS)
def test_zones_are_accepted_as_the_server_accepts_them(name: str) -> None:
    """Each text is refused by both, or by neither."""
    found = [each for each in compared(name) if bool(each.theirs) != bool(each.ours)]

    assert [] == [f"{each.text.origin} they: {each.theirs}, we: {each.ours}" for each in found]


@pytest.mark.parametrize("name", SERVERS)
def test_generated_zones_are_of_all_kinds(name: str) -> None:
    """Many are accepted, and many are refused."""
    refused = [each for each in compared(name) if each.theirs]

    assert len(refused) > 150
    assert len(refused) < len(SEEDS) - 200


@pytest.mark.parametrize("name", SERVERS)
def test_records_are_those_that_the_server_serves(name: str, tmp_path: Path) -> None:
    """Of each zone that it loads, by asking it for each RRset."""
    good = {each.text.origin: each for each in compared(name) if not each.theirs and not each.ours}
    port = dialect_servers.free_port()
    SERVERS[name].write(tmp_path, {origin: each.text.files for origin, each in good.items()}, port)
    command = [word.format(tmp_path) for word in SERVERS[name].command]
    with dialect_servers.served(command, tmp_path, port, next(iter(good))):
        found = [text for each in good.values() for text in _differences(each.zone, port, _LEAST_TTL[name])]

    assert [] == found


def _differences(zone: Zone, port: int, least_ttl: int) -> list[str]:
    written: dict[tuple[str, str], set[int]] = {}
    for record, first in (*zone.ttl_mismatches, *zone.duplicates):
        written.setdefault((record.owner, record.type), {first.ttl}).add(record.ttl)
    found = []
    for rtype, owners in zone.types.items():
        for owner, rrset in owners.items():
            theirs = dialect_servers.asked(port, owner, rtype)
            ttls = {max(ttl, least_ttl) for ttl in written.get((owner, rtype), {rrset[0].ttl})}
            same_ttl = rtype == "SOA" or {ttl for ttl, _ in theirs} <= ttls
            if {rdata for _, rdata in theirs} != set(map(_octets, rrset)) or not same_ttl:
                found.append(f"{owner} {rtype}: {theirs} is served of {[record.rdata for record in rrset]} {ttls}")
    return found


def _octets(record: Record) -> bytes | str:
    return row(record.owner, record.ttl, "CNAME" if record.type == "ALIAS" else record.type, record.rdata)[3]
