"""What help texts share: the record to paste, in the syntax of the zone that it belongs in."""

import re
from collections.abc import Sequence

from zonelint.lint.api import TARGET_FIELD, Record, Zone, is_below, late, relative_to

_PLAIN_KEY = late(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Plain scalars that YAML 1.1 takes for something else than text."""

MOST_OCTETS = 255
"""Of one string of a TXT record (RFC 1035 section 3.3)."""
_TARGET_KEYS = {"MX": "exchange", "SRV": "target"}


def to_paste(zone: Zone | None, owner: str, rtype: str, *rdata: str) -> str:
    """Return a record to add to `zone`, as the end of a sentence such as "add …".

    For a master file that is one line with an absolute owner, for octoDNS a block of YAML that begins a line.
    """
    if zone is None or not is_octodns(zone):
        return f"`{owner} IN {rtype} {' '.join(rdata)}`"
    if zone.rrset(owner, rtype):
        return f"`{' '.join(rdata)}` to the values of {owner} {rtype} in {zone.origin}"
    if zone.types_at(owner) or owner in zone.unresolved:
        items = _items([(rtype, rdata)])
        return f"this to the records of {key_of(owner, zone)} in {zone.origin}:\n{items}"
    return f"this to {zone.origin}:\n{block(zone, owner, (rtype, rdata))}"


def ptr_in(zone: Zone | None, owner: str, name: str) -> str:
    """Return the PTR record from `owner` to `name` as it is written in `zone`; it ends a sentence."""
    if zone is None:
        return f"`{owner} IN PTR {name}`"
    if is_octodns(zone):
        return f"this in {zone.origin}:\n{block(zone, owner, ('PTR', (name,)))}"
    # At the end of the file an $ORIGIN may be in force that would complete a relative owner to another name.
    written = relative_to(owner, zone.origin) if zone.end_origin.lower() == zone.origin else owner
    return f"`{written} IN PTR {name}` in {zone.origin}"


def strings(text: str) -> str:
    """Return a plain `text` as the quoted strings of a TXT record."""
    return " ".join(f'"{text[at : at + MOST_OCTETS]}"' for at in range(0, len(text), MOST_OCTETS))


def is_octodns(zone: Zone) -> bool:
    """Tell whether the records of `zone` are kept in YAML as octoDNS has them."""
    return zone.format == "octodns"


def in_octodns(record: Record) -> bool:
    """Tell whether `record` stands in a YAML file of octoDNS; a zone may take others from a master file."""
    return is_octodns(record.zone) and record.source.marks is not None


def block(zone: Zone, owner: str, *records: tuple[str, Sequence[str]]) -> str:
    """Return an entry of an octoDNS zone file with all `records` of `owner`: their types, and the words of the data."""
    if len(records) > 1:
        return f"{key_of(owner, zone)}:\n{_items(records)}"
    (rtype, words), *_ = records
    return f"{key_of(owner, zone)}:\n  type: {rtype}\n{_value(rtype, words)}"


def _items(records: Sequence[tuple[str, Sequence[str]]]) -> str:
    return "\n".join(f"- type: {rtype}\n{_value(rtype, words)}" for rtype, words in records)


def _value(rtype: str, words: Sequence[str]) -> str:
    if rtype == "MX":
        preference, exchange = words
        return f"  value:\n    exchange: {exchange}\n    preference: {preference}"
    value = " ".join(words)
    if rtype == "TXT" and ";" in value:
        value = value.strip('"').replace(";", "\\;")  # as octoDNS wants it, and no escape of YAML's
    return f"  value: {value}"


def key_of(owner: str, zone: Zone) -> str:
    """Return how the absolute `owner` is written as a key of the octoDNS file of `zone`, in quotes if it needs them."""
    key = owner[: -len(zone.origin) - 1] if is_below(owner, zone.origin) else ""
    if _PLAIN_KEY.fullmatch(key) and key.lower() not in _NO_TEXT:
        return key
    return "'" + key.replace("'", "''") + "'"


def with_target(record: Record, name: str) -> str:
    """Return what to write to make `name` the target of `record`.

    In a master file that is type and RDATA; in a file of octoDNS the field, or the bare name where it is the value.
    """
    if in_octodns(record):
        key = _TARGET_KEYS.get(record.type)
        return f"{key}: {name}" if key else name
    return f"{record.type} {record.rdata[: len(record.rdata) - len(record.target)]}{name}"


def write_target(record: Record, name: str, why: str = "") -> str:
    """Return the advice to make `name` the target of `record`: what to write, and `why` or how behind it.

    Where a record of its owner has that target already, this one is to go: to write it would make a duplicate.
    """
    there = with_that_target(record, name)
    if there is None:
        return f"write `{with_target(record, name)}`{why}"
    at = "" if there.source is record.source and there.line == record.line else f" at {there.source.path}:{there.line}"
    return f"delete it: `{there.type} {there.rdata}` is there already{at}"


def with_that_target(record: Record, name: str) -> Record | None:
    """Return another record of the RRset of `record` that leads to `name`; an SRV record's port is the same, too."""
    others = [other for other in record.zone.rrset(record.owner, record.type) if other.target == name]
    if record.type == "SRV":
        others = [other for other in others if other.port == record.port]
    return next((other for other in others if other.rdata != record.rdata), None)


def standing_at(record: Record, owner: str) -> Record | None:
    """Return the record of its zone that says at `owner` what `record` says at its own; None if there is none."""
    rdata = _comparable(record)
    return next((other for other in record.zone.rrset(owner, record.type) if _comparable(other) == rdata), None)


def _comparable(record: Record) -> str:
    return record.rdata.lower() if record.type in TARGET_FIELD else record.rdata
