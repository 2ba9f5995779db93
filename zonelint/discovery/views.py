"""Puts the zones of each view together, and those of servers that disagree apart.

A zone outside any view stands in all of them, and a zone that nobody disputes stands with each of the servers that
disagree about another. Thousands of views times thousands of zones are more than anybody can look at: beyond a bound
they are left to themselves, and nothing is called missing in them. Views that serve the very same zones are one.
"""

from zonelint.dns.cached import cached_property
from zonelint.dns.namespace import Namespace
from zonelint.dns.places import START, Problem
from zonelint.dns.zone import Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.dns.versions import Versions

MAX_SHARED = 1_000_000
"""Records that may be seen again because a zone stands in several views, or beside several servers."""
_ZONE = 10
"""What a zone costs beside its records, counted in records."""
SHARED_EACH = 32
"""How often all that was read may be seen again besides."""


def namespaces_of(result: "ZoneSet") -> list[Namespace]:
    """Return the namespaces of each view; a zone outside any view is in all of them.

    Views of the same zones, read from the same files, have their namespaces in common.
    """
    return _Views(result).namespaces()


def agreed_namespace(result: "ZoneSet") -> Namespace:
    """Return one namespace of all zones, which are in no view or in one, for questions that no server is asked.

    Of a zone that servers hold different versions of it knows what they agree on.
    """
    return _Views(result).agreed()


class _Views:
    def __init__(self, result: "ZoneSet") -> None:
        self.result = result
        self.shared = 0
        """Records, as `_weight` counts them, that are seen again."""

    def namespaces(self) -> list[Namespace]:
        by_view: dict[str | None, list[tuple[int, Zone]]] = {}
        for number, zone in enumerate(self.result.zones + self.result.declared):
            by_view.setdefault(zone.view, []).append((number, zone.original))
        outside = by_view.pop(None, [])
        if not by_view:
            return self.of_view([zone for _, zone in outside], None)
        same: dict[tuple[int, ...], list[str | None]] = {}
        for view, inside in by_view.items():
            same.setdefault(tuple(id(zone) for _, zone in inside), []).append(view)
        found: list[Namespace] = []
        apart = [zone for _, zone in outside]
        if outside and not self.may_share(len(same) - 1, apart):
            self.leave_alone([zone for inside in by_view.values() for _, zone in inside], f"{len(by_view)} views")
            found.append(Namespace(apart, None, self.result.assumed, apart))
            outside = []
        for views in same.values():
            zones = [zone for _, zone in sorted(by_view[views[0]] + outside, key=_number)]
            for namespace in self.of_view(zones, views[0]):
                namespace.views = tuple(views)
                found.append(namespace)
        return found

    def may_share(self, times: int, zones: list[Zone], more: int = 0) -> bool:
        """Tell whether `zones`, and `more` without records, may be seen that many more times, and count them if so."""
        cost = times * (_weight(zones) + more * _ZONE)
        if self.shared + cost > self.most_shared:
            return False
        self.shared += cost
        return True

    @cached_property
    def most_shared(self) -> int:
        """How many records may be seen again."""
        return MAX_SHARED + SHARED_EACH * _weight(self.result.zones)

    def leave_alone(self, zones: list[Zone], those: str) -> None:
        """Say that `zones` are looked at each without the others, and let nothing be missing in them."""
        for zone in zones:
            zone.incomplete("there are too many zones to check them together")
        source = next((zone.source for zone in zones if zone.source is not None), None)
        if source is not None:
            message = f"the zones of {those} are too many to check them together with all others"
            self.result.problems.append(Problem("limit-exceeded", message, source, START, "", "zones are left alone"))

    def of_view(self, zones: list[Zone], view: str | None) -> list[Namespace]:
        """Return one namespace for `zones`, or several where they come from servers that disagree.

        A repository may keep the files of several servers, each with its own index or folder and its own idea of one
        origin. Each of these gets a namespace in which its own zones hold; of an origin that only others disagree about
        it knows what they agree on. So do files that lie beside a server's and that it does not load. Every zone is
        judged once, where it belongs.
        """
        by_origin = _by_origin(zones)
        disputed = {origin for origin, each in by_origin.items() if len(each) > 1 and len({z.server for z in each}) > 1}
        if not disputed and not any(zone.leftover for zone in zones):
            return [Namespace(zones, view, self.result.assumed)]
        in_dispute = {zone.server for zone in zones if zone.origin in disputed}
        groups: dict[tuple[str, str], list[Zone]] = {}
        for zone in zones:
            groups.setdefault(_group(zone, in_dispute), []).append(zone)
        common = [zone for zone in zones if zone.origin not in disputed]
        if not self.may_share(len(groups.keys() - {_COMMON}), common, len(disputed)):
            self.leave_alone(zones, f"{len(groups)} servers, which hold different versions of {len(disputed)} zones,")
            return [Namespace(own, view, self.result.assumed, own) for own in groups.values()]
        own_of_all = groups.pop(_COMMON, [])
        namespaces = [self._of_server(own, by_origin, view) for own in groups.values()]
        if own_of_all:
            seen = [*own_of_all, *self.others.seen(own_of_all, by_origin, ())]
            namespaces.append(Namespace(seen, view, self.result.assumed, own_of_all))
        return namespaces

    def _of_server(self, own: list[Zone], by_origin: "dict[str, list[Zone]]", view: str | None) -> Namespace:
        sites = dict.fromkeys(site for zone in own for site in zone.sites)
        return Namespace([*own, *self.others.seen(own, by_origin, sites)], view, self.result.assumed, own)

    @cached_property
    def others(self) -> "_Others":
        """What the zones of others say to a server."""
        return _Others(self.result.zones, self.result.copies)

    def agreed(self) -> Namespace:
        """Return a namespace of all zones, which are in no view or in one; of several versions it knows the common."""
        by_origin = _by_origin(self.result.zones + self.result.declared)
        return Namespace(self.others.seen([], by_origin, ()), None, self.result.assumed)


class _Others:
    """What the zones of others say to a server.

    Two sites that hold different versions of a zone are worlds of their own, as a server and a folder of trials are:
    neither takes the word of the other that something is missing. Nor does a server take that of a file which lies
    beside its own and which it does not load.
    """

    def __init__(self, zones: "Iterable[Zone]", copies: "Iterable[tuple[str, str]]") -> None:
        self._above: dict[str, str] = {}
        self._made: dict[tuple[int, ...], Versions] = {}
        first: dict[str, Zone] = {}
        for zone in zones:
            known = first.setdefault(zone.origin, zone)
            if known is not zone and not set(known.sites) & set(zone.sites):
                self._join(zone.sites[0], known.sites[0])
        for server, site in sorted(copies):
            self._join(server, site)

    def _join(self, site: str, other: str) -> None:
        site, other = self._world(site), self._world(other)
        if site != other:
            self._above[site] = other

    def _world(self, site: str) -> str:
        """Return what stands for all sites that hold versions of a zone, of which one holds another, and so on."""
        while site in self._above:
            above = self._above[site]
            self._above[site] = above = self._above.get(above, above)
            site = above
        return site

    def seen(self, own: "Sequence[Zone]", by_origin: "dict[str, list[Zone]]", sites: "Collection[str]") -> list[Zone]:
        """Return for each origin in `by_origin` that is none of the `own` zones what stands for it.

        `sites` are those of a server, whose own version counts before those of others; those that share all have none.
        """
        origins = {zone.origin for zone in own}
        of_leftovers = bool(sites) and all(zone.leftover for zone in own)
        worlds = {self._world(site) for site in sites}
        found: list[Zone] = []
        for origin, zones in by_origin.items():
            if origin not in origins:
                near = [zone for zone in zones if _meet(zone, sites)] or zones
                foreign = [
                    (zone.leftover and not (of_leftovers and _meet(zone, sites)))
                    or (self._world(zone.sites[0]) in worlds and not _meet(zone, sites))
                    for zone in near
                ]
                if any(foreign) or len({zone.server for zone in near}) > 1:
                    found.append(self._versions(near, not all(foreign)))
                else:
                    found += near
        return found

    def _versions(self, zones: list[Zone], proves: bool) -> "Versions":
        from zonelint.dns.versions import Versions

        key = (proves, *map(id, zones))
        if key not in self._made:
            self._made[key] = Versions(zones, proves)
        return self._made[key]


_COMMON = ("", "")


def _group(zone: Zone, in_dispute: "Collection[str]") -> tuple[str, str]:
    """Return what stands for the namespace in which `zone` is judged."""
    if zone.server in in_dispute:
        return ("server", zone.server)
    return ("leftovers", zone.sites[0]) if zone.leftover else _COMMON


def _meet(zone: Zone, sites: "Collection[str]") -> bool:
    return any(site in sites for site in zone.sites)


def _by_origin(zones: "Iterable[Zone]") -> dict[str, list[Zone]]:
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    return by_origin


def _weight(zones: list[Zone]) -> int:
    return sum(zone.size() + _ZONE for zone in zones)


def _number(numbered: tuple[int, Zone]) -> int:
    return numbered[0]
