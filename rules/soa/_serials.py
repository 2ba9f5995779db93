"""What the rules about serials share: the zones whose serial their authors write, before and after a change."""

from collections import Counter
from collections.abc import Iterator

from zonelint.lint.api import (
    Context,
    Record,
    Related,
    Zone,
    ZoneDifference,
    day_of_serial,
    dialect,
    moment,
    next_serial,
    related_change,
)

MOST_CHANGES = 3
"""Changed records that one finding names."""

_WITHOUT_SERIALS = frozenset(("gdnsd", "Cloudflare"))
"""Servers whose serial is not that of the file, or that nobody asks for it: they have no zone transfers."""
_PLACEHOLDER = 0
"""A serial that is filled in when the zone is published."""


def changed_zones(context: Context) -> Iterator[tuple[ZoneDifference, Record, Record]]:
    """Yield each zone that differs and whose authors write its serial, with its SOA record before and after."""
    if context.change is None:
        return
    files = Counter(zone.origin for zone in context.change.whole.after.zones if zone.view is None)
    for each in context.change.differences:
        if _is_written(each) and (files[each.origin] < 2 or _is_same_file(each)):
            assert each.before is not None
            assert each.after is not None
            before, after = each.before.soa, each.after.soa
            if before is not None and after is not None and _PLACEHOLDER not in (before.serial, after.serial):
                yield each, before, after


def _is_written(each: ZoneDifference) -> bool:
    return all(zone is not None and _has_written_serial(zone) for zone in (each.before, each.after))


def _has_written_serial(zone: Zone) -> bool:
    """Tell whether the serial that a server gives is the one in the file: no tool or update changes it."""
    if zone.source is None or zone.format != "master" or dialect(zone.dialect).title in _WITHOUT_SERIALS:
        return False
    # octoDNS may read master files, too; what somebody exported is no file that a server loads.
    return not (zone.dynamic or zone.transferred or zone.leftover or zone.publishers or zone.soa_owner)


def _is_same_file(each: ZoneDifference) -> bool:
    """Tell whether both sides are of one path: of several zones of one name nobody knows which became which."""
    paths = {zone.source.path for zone in (each.before, each.after) if zone is not None and zone.source is not None}
    return len(paths) == 1


def folders_filled_in(context: Context) -> set[str]:
    """Return the folders of which all zones, of several, have one serial that is no date: a tool fills it in later."""
    serials: dict[str, dict[tuple[str, int], int]] = {}
    for zone in context.change.whole.after.zones if context.change is not None else ():
        soa = zone.soa
        if soa is not None and _has_written_serial(zone):
            # Zones that include one SOA record have one serial for another reason.
            serials.setdefault(folder_of(soa), {})[soa.source.path, soa.line] = soa.serial
    return {
        folder
        for folder, found in serials.items()
        if len(found) > 1 and len(set(found.values())) == 1 and day_of_serial(min(found.values())) is None
    }


def folder_of(soa: Record) -> str:
    """Return the folder of the file that holds `soa`."""
    return soa.source.path.rpartition("/")[0]


def cause_of(soa: Record) -> str:
    """Return the cause of what is wrong with the serial of `soa`: zones may include one file that holds it."""
    return f"serial at {soa.source.path}:{soa.line}"


def help_for(serial: int) -> str:
    """Return what to write after `serial`."""
    return f"write a greater serial, such as `{next_serial(serial, moment())}`"


def counted(each: ZoneDifference) -> str:
    """Say how many records of a zone changed: ``2 added, 1 removed``."""
    counts = ((len(each.added), "added"), (len(each.removed), "removed"), (len(each.changed), "changed"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def changes_of(each: ZoneDifference, soa: Record) -> list[Related]:
    """Return the first records of a zone that changed, as related places."""
    return [related_change(change) for change in each.changes if change.after is not soa][:MOST_CHANGES]


def new_zones(context: Context) -> Iterator[Record]:
    """Yield the SOA record of each zone that is new with a change, and whose authors write its serial."""
    if context.change is None:
        return
    known = {each.before.origin for each in context.change.whole.differences.zones if each.before is not None}
    for before, after in context.change.zones:
        if before is None and after is not None and after.origin not in known and _has_written_serial(after):
            soa = after.soa
            if soa is not None:
                yield soa
