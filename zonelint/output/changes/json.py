"""``json``: one object with stable keys; `docs/schemas/changes.schema.json` describes it."""

from zonelint.lint.changes import path_of
from zonelint.output.json import VERSION, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from zonelint.dns.differences import ZoneDifference
    from zonelint.dns.zone import Record
    from zonelint.lint.changes import Changes


def write(changes: "Changes", stream: "TextIO", *, colour: bool = False) -> None:
    """Write what the change does as one JSON object, a line for each zone, sender and domain; only ASCII."""
    del colour
    stream.write(f'{{"version": {VERSION},\n "base": {to_json(changes.commit or None)},\n "zones": ')
    _write_list((_zone(zone) for zone in changes.zones), stream)
    stream.write(',\n "mail": {"senders": ')
    _write_list((effect.as_object() for effect in changes.mail.senders), stream)
    stream.write(',\n "domains": ')
    _write_list((effect.as_object() for effect in changes.mail.domains), stream)
    counts = {"new": changes.new, "gone": changes.gone, "kept": changes.kept}
    stream.write(f'}},\n "findings": {to_json(counts)}}}\n')


def _write_list(items: "Iterable[object]", stream: "TextIO") -> None:
    """Write the items one by one: senders of a network may have thousands of domains each."""
    stream.write("[")
    separator = "\n  "
    for item in items:
        stream.write(separator + to_json(item))
        separator = ",\n  "
    stream.write("]")


def _zone(zone: "ZoneDifference") -> dict[str, object]:
    found: dict[str, object] = {
        "origin": zone.origin,
        "view": zone.view,
        "status": zone.status,
        "serial": list(zone.serials),
        "path": [path_of(zone.before), path_of(zone.after)],
        "records": {
            "added": _records(zone.added),
            "removed": _records(zone.removed),
            "changed": [
                {"before": _record(before), "after": _record(after)}
                for before, after in zone.changed
                if before is not None and after is not None
            ],
        },
    }
    return {**found, "unseen": _records(zone.unseen)} if zone.unseen else found


def _records(records: "Iterable[Record]") -> list[dict[str, object]]:
    return [_record(record) for record in records]


def _record(record: "Record") -> dict[str, object]:
    return {
        "owner": record.owner,
        "type": record.type,
        "ttl": record.ttl,
        "rdata": record.rdata,
        "path": record.source.path,
        "line": record.line,
    }
