"""Files that hold an older state of zones whose newer state lies in the repository, too.

A server's folder is copied, and the copy lives on: the old one is in nobody's use, and what is wrong in it was mended
long ago, or never will be. So long as one zone of a server is not replaced it is taken for a server of its own.
"""

from zonelint.dns.serials import day_of
from zonelint.dns.special_networks import is_inside, is_loopback
from zonelint.dns.stock_zones import is_stock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zonelint.dns.zone import Zone

DAYS = 90
"""How much older the serials of all zones of a server have to be: two servers in use differ by less, if they do."""


def older_states(zones: "Sequence[Zone]", today: "date") -> "dict[Zone, str]":
    """Return zone -> the path of the newest state of it, for the zones of each server that holds none but older states.

    Serials tell it that spell a day; one after `today` tells nothing. What no index names is newer than nothing that
    one does. Takes time linear in the number of zones, and looks once at the addresses of those alone that may be
    found.
    """
    states: dict[str, list[Zone]] = {}
    for zone in zones:
        states.setdefault(zone.origin, []).append(zone)
    if len(states) == len(zones):
        return {}
    dated = {zone: day for each in states.values() if len(each) > 1 for zone in each if (day := _day(zone)) is not None}
    newest_of = {origin: _newest_two(each, dated) for origin, each in states.items() if len(each) > 1}
    named = {origin: [zone for zone in states[origin] if zone.named_at is not None] for origin in newest_of}
    newest_named = {origin: _newest_two(each, dated) for origin, each in named.items()}
    by_server: dict[str, list[Zone]] = {}
    for zone in zones:
        if not is_stock(zone.origin):
            by_server.setdefault(_server_of(zone), []).append(zone)
    found: dict[Zone, str] = {}
    sides: dict[Zone, bool | None] = {}
    for own in by_server.values():
        newest = [
            _newer(zone, (newest_named if zone.named_at is not None else newest_of).get(zone.origin, ()), dated, today)
            for zone in own
        ]
        replaced = {zone: newer for zone, newer in zip(own, newest, strict=True) if newer is not None}
        if len(replaced) == len(own) and not any(_are_halves(*pair, sides) for pair in replaced.items()):
            found.update((zone, newer.source.path) for zone, newer in replaced.items() if newer.source is not None)
    return found


def _server_of(zone: "Zone") -> str:
    """Return what serves a zone: both halves of one, for the inside and the outside, are one server's."""
    return zone.server if zone.leftover or not zone.sites else zone.sites[0]


def _day(zone: "Zone") -> "date | None":
    """Return the day that the serial of a zone spells, which is read from a master file; None if it spells none."""
    soa = zone.soa
    return day_of(soa.serial) if soa is not None and zone.format == "master" else None


def _newest_two(states: "Sequence[Zone]", dated: "dict[Zone, date]") -> "tuple[Zone, ...]":
    """Return the newest of the `states` of a zone, and the newest that another server has."""
    found = sorted((zone for zone in states if zone in dated), key=dated.__getitem__, reverse=True)
    second = next((zone for zone in found if zone.server != found[0].server), None)
    return tuple(found[:1]) if second is None else (found[0], second)


def _newer(zone: "Zone", newest: "Sequence[Zone]", dated: "dict[Zone, date]", today: "date") -> "Zone | None":
    """Return the one of the `newest` states of a zone that another server has, if `zone` is much older than that."""
    other = next((each for each in newest if each.server != zone.server), None)
    if other is None or zone not in dated or dated[other] > today or (dated[other] - dated[zone]).days < DAYS:
        return None
    return other


def _are_halves(zone: "Zone", other: "Zone", sides: "dict[Zone, bool | None]") -> bool:
    """Tell whether one of two states of a zone has private addresses alone, and the other none of these."""
    for each in (zone, other):
        if each not in sides:
            sides[each] = _is_inner(each)
    return {sides[zone], sides[other]} == {True, False}


def _is_inner(zone: "Zone") -> "bool | None":
    """Tell whether all addresses of a zone are private; None: it has none, or of both kinds."""
    found = {is_inside(record.rdata) for record in zone.records("A") if not is_loopback(record.rdata)}
    return found.pop() if len(found) == 1 else None
