"""Show which file holds which zone, how its origin is known, which records it has, and which files are ignored.

And why a zone is taken as internal, so that less is said about it.
"""

from collections import Counter
from itertools import islice

from zonelint.commands import inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines, table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.dns.zone import Zone

_PLAIN = ("a template (", "hidden", "ignored by ", "not a zone: neither ", "YAML without ")
"""How the reasons begin that most files of a repository are passed over for."""
_MOST_PLAIN = 5
"""Files that are named of such a reason."""
_MOST_UNREAD = 20
"""Records that cannot be read which are named of one zone."""

USAGE = "zonelint inventory [OPTION …] [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text", short="-f"),
        *inputs.options(),
    ]


def run(arguments: "Arguments") -> int:
    """Show the zones and the files passed over; returns 0."""
    found = inputs.read_inputs(arguments, arguments.words, may_be_empty=True)
    zones = list(_zones(found))
    ignored = [] if found.discovery is None else [{"path": path, "why": why} for path, why in found.discovery.ignored]
    if arguments.format == "json":
        show_json({"zones": zones, "ignored": ignored})
    else:
        show_lines(_lines(zones, ignored if arguments.verbose else _shortened(ignored)))
    return 0


def _shortened(ignored: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return `ignored` with one entry for the files of a reason that has many and tells nothing about any of them."""
    counts = Counter(entry["why"] for entry in ignored if entry["why"].startswith(_PLAIN))
    many = {why: count for why, count in counts.items() if count > _MOST_PLAIN}
    rest = [{"path": f"{count} files", "why": f"{why} (--verbose lists them)"} for why, count in many.items()]
    return [entry for entry in ignored if entry["why"] not in many] + rest


def _zones(found: inputs.Inputs) -> "Iterator[dict[str, object]]":
    files = _files_by_zone(found)
    reasons = _why_internal(found)
    for zone in (*found.zone_set.zones, *found.zone_set.joined):
        path = zone.source.path if zone.source is not None else ""
        shown = _object(zone, zone.format, zone.origin_from, "primary", files.get((zone.origin, path), ()))
        yield {**shown, **reasons.get(zone, {})}
    for zone, newer in found.zone_set.older.items():
        shown = _object(zone, zone.format, zone.origin_from, "primary")
        yield {**shown, "complete": False, "incomplete_because": [f"not checked: {newer} holds a newer state of it"]}
    if found.discovery is not None:
        for zone, declared in zip(found.zone_set.declared, found.discovery.declared, strict=True):
            shown = _object(zone, None, f"{declared.place.source.path}:{declared.place.line}", declared.kind)
            yield {**shown, **reasons.get(zone, {})}


def _why_internal(found: inputs.Inputs) -> "dict[Zone, dict[str, object]]":
    """Return what is said of the zones that are internal in every view that they are in."""
    reasons: dict[Zone, list[str]] = {}
    for view in found.views:
        for zone in view.namespace.all_zones():
            reasons.setdefault(zone, []).append(view.internal.why(zone))
    return {zone: {"internal_because": why[0]} for zone, why in reasons.items() if all(why)}


def _files_by_zone(found: inputs.Inputs) -> dict[tuple[str, str], list[str]]:
    """Return (origin, first file) -> all files of each zone that is made of several."""
    zones = found.discovery.zones if found.discovery is not None else []
    return {(zone.origin, zone.path): [path for path, _ in zone.parts] for zone in zones if len(zone.parts) > 1}


def _object(
    zone: "Zone", form: str | None, origin_from: str, kind: str, paths: "Sequence[str]" = ()
) -> dict[str, object]:
    records = zone.count()
    unread = [f"the record of {owner} at {where}" for owner, where in islice(zone.damaged.items(), _MOST_UNREAD)]
    gaps = [*zone.incomplete_because, *(f"{record} cannot be read" for record in unread)]
    path = zone.source.path if zone.source is not None else None
    return {
        "origin": zone.origin,
        "view": zone.view,
        "path": path,
        "paths": list(paths) or ([path] if path is not None else []),
        "format": form,
        "origin_from": origin_from,
        "kind": kind,
        "records": records,
        "total": sum(records.values()),
        "complete": not gaps,
        "incomplete_because": gaps,
    }


def _lines(zones: list[dict[str, object]], ignored: list[dict[str, str]]) -> "Iterator[str]":
    heads = ["zone", "view", "file", "format", "origin from", "records", "by type", "complete"]
    if any("internal_because" in zone for zone in zones):
        heads.append("internal")
    if zones:
        rows = [row[: len(heads)] for zone in zones for row in _rows(zone)]
        yield from table_lines(heads, rows, right=(5,))
    else:
        yield "no zone was found"
    if ignored:
        yield ""
        yield from table_lines(["ignored", "why"], [[entry["path"], entry["why"]] for entry in ignored])


def _rows(zone: dict[str, object]) -> "Iterator[list[str]]":
    """Yield the row of a zone, and a row for each further file of it."""
    paths = zone["paths"]
    assert isinstance(paths, list)
    yield _row(zone)
    for path in paths[1:]:
        yield [" ", " ", path, *[" "] * 6]


def _row(zone: dict[str, object]) -> list[str]:
    because, records = zone["incomplete_because"], zone["records"]
    assert isinstance(because, list)
    assert isinstance(records, dict)
    return [
        str(zone["origin"]),
        str(zone["view"] or ""),
        str(zone["path"] or ""),
        str(zone["format"] or zone["kind"]),
        str(zone["origin_from"]),
        str(zone["total"]),
        ", ".join(f"{rtype} {number}" for rtype, number in records.items()),
        "yes" if not because else "no: " + "; ".join(because),
        f"yes: {zone['internal_because']}" if "internal_because" in zone else "no",
    ]
