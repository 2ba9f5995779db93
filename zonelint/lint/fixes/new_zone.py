"""A reverse zone that is missing: its file, as those of the set are, and what its server is to be told of it."""

import os
from itertools import takewhile

from zonelint.config.today import moment
from zonelint.config.usage import UsageError
from zonelint.dns.names import IN_ADDR_ARPA, NameSyntaxError, absolute, is_below, is_reverse, labels
from zonelint.dns.serials import next_serial
from zonelint.readers.master.lexer import logical_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.zone import Record, Zone
    from zonelint.lint.inputs import Inputs

_OCTETS, _NIBBLES = 3, 31
"""Most labels below in-addr.arpa and ip6.arpa of a zone that holds more than one address."""
_HEX = frozenset("0123456789abcdef")


class NewZone:
    """What is to be made.

    path       real path of the file, where there is none yet
    octets     what is to be in it: an SOA record and NS records as other zones have them, or an empty document
    statement  what the configuration of the server, or of octoDNS, is to say of it; empty if nothing is known of that
    index      the file in which it is to stand, as reports show it
    """

    def __init__(self, path: str, octets: bytes, statement: str, index: str) -> None:
        self.path = path
        self.octets = octets
        self.statement = statement
        self.index = index


def new_zone(found: "Inputs", origin: str) -> NewZone:
    """Return the file of the reverse zone `origin`, which is not in the set that was `found`. Raises UsageError."""
    zones = [*found.zone_set.zones, *found.zone_set.declared]
    there = next((zone for zone in zones if zone.origin == origin), None)
    if there is not None:
        raise UsageError(f"--new-zone: {origin} is there already{f' in {there.source.path}' if there.source else ''}")
    above = next((zone for zone in zones if is_reverse(zone.origin) and is_below(origin, zone.origin)), None)
    if above is not None:
        raise UsageError(
            f"--new-zone: the names of {origin} lie in {above.origin}, which is loaded: add the PTRs there"
        )
    model = _model([zone for zone in found.zone_set.zones if zone.source is not None], origin)
    if model is None:
        raise UsageError("--new-zone: there is no zone whose SOA and NS records the new one could have")
    assert model.source is not None
    assert model.source.real_path is not None
    assert found.discovery is not None
    folder, file = os.path.split(model.source.real_path)
    name = _file_name(file, model, origin)
    path = os.path.join(folder, name)
    if found.discovery.source.has(path):
        raise UsageError(f"--new-zone: there is a file {path} already")
    octets = b"---\n" if model.format == "octodns" else _text(model, origin).encode()
    return NewZone(path, octets, *_statement(model, origin, file, name))


def origin_of(name: str) -> str:
    """Return the absolute name of a reverse zone. Raises UsageError if `name` is none."""
    try:
        origin = absolute(name, ".").lower()
    except NameSyntaxError as error:
        raise UsageError(f"--new-zone: {name!r} is not a domain name: {error}") from None
    below = labels(origin)[:-2]
    if origin.endswith(IN_ADDR_ARPA):
        good = len(below) <= _OCTETS and all(label.isdigit() and int(label) < 256 for label in below)
    else:
        good = is_reverse(origin) and len(below) <= _NIBBLES and all(label in _HEX for label in below)
    if not good or not below:
        raise UsageError(f"--new-zone: {origin} is not the name of a reverse zone, such as 2.0.192.in-addr.arpa")
    return origin


def _model(zones: "Sequence[Zone]", origin: str) -> "Zone | None":
    """Return the zone that the new one is to be like: a reverse zone near it, else any."""
    usable = [zone for zone in zones if _is_usable(zone)]
    return max(usable, key=lambda zone: (is_reverse(zone.origin), _common(zone.origin, origin)), default=None)


def _is_usable(zone: "Zone") -> bool:
    if zone.source is None or zone.source.real_path is None or zone.dynamic:
        return False
    has_head = zone.soa is not None and bool(zone.rrset(zone.origin, "NS"))
    return zone.format == "octodns" or (zone.format == "master" and has_head)


def _common(one: str, two: str) -> int:
    pairs = zip(reversed(labels(one)), reversed(labels(two)), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _file_name(file: str, model: "Zone", origin: str) -> str:
    """Return a name like `file`, which is that of the zone `model`."""
    for spelled in (_plain, _forward):
        was = spelled(model.origin)
        if was and was in file.lower():
            at = file.lower().index(was)
            return file[:at] + spelled(origin) + file[at + len(was) :]
    return f"{_plain(origin)}.yaml" if model.format == "octodns" else f"{_plain(origin)}.zone"


def _plain(origin: str) -> str:
    return origin.rstrip(".")


def _forward(origin: str) -> str:
    """Return the network of a reverse zone as addresses are written, without what follows it: ``192.0.2``."""
    below = labels(origin)[:-2]
    return ".".join(reversed(below)) if origin.endswith(IN_ADDR_ARPA) else ""


def _text(model: "Zone", origin: str) -> str:
    """Return a master file with the SOA and NS records of `model`, on lines that look like those there."""
    soa = model.soa
    assert soa is not None
    records = [soa, *model.rrset(model.origin, "NS")]
    lines = [f"$TTL {_default_ttl(soa)}", *(_line(record) for record in records)]
    return "".join(f"{line}\n" for line in [f"$ORIGIN {origin}", *lines])


def _default_ttl(soa: "Record") -> str:
    """Return the $TTL of the file of `soa` as it is written there, else the TTL of that record."""
    written = (line.split() for line in soa.source.lines if line[:4].upper() == "$TTL")
    return next((words[1] for words in written if len(words) > 1), str(soa.ttl))


def _line(record: "Record") -> str:
    """Return the line of the new zone that has the data of `record`; in the blanks it is as that one is."""
    tokens = logical_line(record.source.lines, record.line - 1).tokens
    in_class = "IN" if any(token.text.upper() == "IN" for token in tokens[:3]) else ""
    owner = "@" if record.type == "SOA" else ""
    words = list(record.words)
    if record.type == "SOA":
        words[2] = str(_first_serial(record.serial))
        at = [token.text.upper() for token in tokens].index("SOA")
        words[3:] = [token.text for token in tokens[at + 4 : at + 8]]
    return "\t".join(word for word in (owner, in_class, record.type, " ".join(words)) if word or word is owner)


def _first_serial(like: int) -> int:
    """Return the serial before the first one, counted as in other zones; it is raised with the first PTR."""
    now = moment()
    day = int(now.strftime("%Y%m%d"))
    return day * 100 if next_serial(like, now) // 100 == day else 1


def _statement(model: "Zone", origin: str, file: str, name: str) -> tuple[str, str]:
    """Return what the index that names `model` is to say of the new zone, and that index; empty if there is none."""
    place = model.named_at
    if place is None:
        return "", ""
    if model.format == "octodns":
        block = _block(place.source.lines, place.line)
        return "\n".join(line.replace(model.origin, origin) for line in block), place.source.path
    block = _braces(place.source.lines, place.line)
    if not block:
        return "", place.source.path
    text = "\n".join(block)
    return text.replace(_plain(model.origin), _plain(origin)).replace(file, name), place.source.path


def _block(lines: "Sequence[str]", first: int) -> list[str]:
    """Return the entry of YAML that begins on the 1-based line `first`: all that is indented further."""
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    found = [lines[first - 1]]
    for line in lines[first:]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        found.append(line)
    while found and not found[-1].strip():
        found.pop()
    return found


def _braces(lines: "Sequence[str]", first: int) -> list[str]:
    """Return the statement in braces that begins on the 1-based line `first`; empty if it has none."""
    depth, found = 0, []
    for line in lines[first - 1 : first + 40]:
        found.append(line)
        depth += line.count("{") - line.count("}")
        if depth <= 0 and "}" in line:
            return found
    return []
