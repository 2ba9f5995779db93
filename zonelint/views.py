"""Puts the zones of each view together, and those of servers that disagree apart.

A zone outside any view stands in all of them, and a zone that nobody disputes stands with each of the servers that
disagree about another. Thousands of views times thousands of zones are more than anybody can look at: beyond a bound
they are left to themselves, and nothing is called missing in them. Views that serve the very same zones are one.
"""

from zonelint.namespace import Namespace
from zonelint.records import START, Problem
from zonelint.zone import Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.loading import ZoneSet

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
    namespaces = _Views(result).namespaces()
    for namespace in namespaces:
        namespace.lab = result.lab
    return namespaces


class _Views:
    def __init__(self, result: "ZoneSet") -> None:
        self.result = result
        self.left = MAX_SHARED + SHARED_EACH * _weight(result.zones)

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
        if cost > self.left:
            return False
        self.left -= cost
        return True

    def leave_alone(self, zones: list[Zone], those: str) -> None:
        """Say that `zones` are looked at each without the others, and let nothing be missing in them."""
        for zone in zones:
            zone.incomplete("there are too many zones beside it to look at them together")
        source = next((zone.source for zone in zones if zone.source is not None), None)
        if source is not None:
            message = f"the zones of {those} are too many to look at them together with all others"
            self.result.problems.append(Problem("limit-exceeded", message, source, START))

    def of_view(self, zones: list[Zone], view: str | None) -> list[Namespace]:
        """Return one namespace for `zones`, or several where they come from servers that disagree.

        A repository may keep the files of several servers, each with its own index or folder and its own idea of one
        origin. Each of these gets a namespace in which its own zones hold; an origin that only others disagree about
        is not known there. Every zone is judged once, where it belongs.
        """
        servers: dict[str, set[str]] = {}
        for zone in zones:
            servers.setdefault(zone.origin, set()).add(zone.server)
        disputed = {origin for origin, names in servers.items() if len(names) > 1}
        if not disputed:
            return [Namespace(zones, view, self.result.assumed)]
        in_dispute = dict.fromkeys(zone.server for zone in zones if zone.origin in disputed)
        by_server: dict[str | None, list[Zone]] = {server: [] for server in (*in_dispute, None)}
        for zone in zones:
            by_server[zone.server if zone.server in in_dispute else None].append(zone)
        common = [zone for zone in zones if zone.origin not in disputed]
        if not self.may_share(len(in_dispute), common, len(disputed)):
            self.leave_alone(
                zones, f"{len(in_dispute)} servers, which hold different versions of {len(disputed)} zones,"
            )
            common = []
            disputed = set()
        return [
            Namespace(_with_others(own, common, disputed), view, self.result.assumed, own)
            for own in by_server.values()
            if own
        ]


def _with_others(own: list[Zone], common: list[Zone], disputed: set[str]) -> list[Zone]:
    """Return a server's `own` zones, those that nobody disputes, and what the others dispute, as not known."""
    own_ids = set(map(id, own))
    others = [zone for zone in common if id(zone) not in own_ids]
    return own + others + [_unsettled(origin) for origin in sorted(disputed - {zone.origin for zone in own})]


def _unsettled(origin: str) -> Zone:
    zone = Zone(origin, None, None, "declared")
    zone.incomplete("several servers hold different versions of it")
    return zone


def _weight(zones: list[Zone]) -> int:
    return sum(zone.size() + _ZONE for zone in zones)


def _number(numbered: tuple[int, Zone]) -> int:
    return numbered[0]
