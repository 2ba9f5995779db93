"""What a change does to a set of zones: both states side by side, for the rules and for what is told of causes."""

from functools import cached_property

from zonelint.dns.differences import Differences, differences, pairs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Zone


class Change:
    """Two states of a set of zones.

    before, after  all that was read on either side
    is_touched     tells whether the file that reports show as a path is not the same on both sides
    """

    def __init__(self, before: "ZoneSet", after: "ZoneSet", is_touched: "Callable[[str], bool]") -> None:
        self.before = before
        self.after = after
        self.is_touched = is_touched

    @cached_property
    def differences(self) -> Differences:
        """What differs between the zones, and between their records."""
        return differences(self.before.zones, self.after.zones, self.after.declared)

    @cached_property
    def pairs(self) -> "list[tuple[Zone | None, Zone | None]]":
        """Each zone before and after; None where there is none."""
        return list(pairs_of(self.before.zones, self.after.zones))

    @cached_property
    def _befores(self) -> "dict[int, Zone]":
        return {id(after): before for before, after in self.pairs if before is not None and after is not None}

    def zone_before(self, zone: "Zone") -> "Zone | None":
        """Return what `zone`, which is there after the change, was before; None if it was not there."""
        return self._befores.get(id(zone.original)) or self._befores.get(id(zone))


class ViewChange:
    """What a change does to one view.

    whole   the change
    before  the view before; None if there was none
    after   the view after
    """

    def __init__(self, whole: Change, before: "Namespace | None", after: "Namespace") -> None:
        self.whole = whole
        self.before = before
        self.after = after

    @cached_property
    def zones(self) -> "list[tuple[Zone | None, Zone | None]]":
        """Each zone of this view that is not the same on both sides, before and after; None where there is none."""
        judged = [zone for zone in self.after.all_zones() if zone.source is not None and self.after.judges(zone)]
        pairs: list[tuple[Zone | None, Zone | None]] = []
        for zone in judged:
            before = self.whole.zone_before(zone)
            if before is not zone:
                pairs.append((before, zone))
        return pairs + [(zone, None) for zone in self.removed]

    @cached_property
    def removed(self) -> "list[Zone]":
        """The zones of this view that are gone, and that nothing declares any more."""
        return [
            each.before
            for each in self.whole.differences.zones
            if each.after is None and each.before is not None and not each.declared and self._saw(each.before)
        ]

    def _saw(self, zone: "Zone") -> bool:
        if self.before is None:
            return False
        return self.before.judges(zone) and any(each.original is zone.original for each in self.before.all_zones())


def befores_of(after: "Sequence[Namespace]", before: "Sequence[Namespace]") -> "list[Namespace | None]":
    """Return for each namespace of `after` the one of `before` that stands for the same view of the same server."""
    by_view: dict[str | None, list[Namespace]] = {}
    for namespace in before:
        for view in namespace.views:
            by_view.setdefault(view, []).append(namespace)
    return [_nearest(namespace, by_view) for namespace in after]


def _nearest(namespace: "Namespace", by_view: "dict[str | None, list[Namespace]]") -> "Namespace | None":
    candidates = by_view.get(namespace.views[0], [])
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    own = _judged(namespace)
    return max(candidates, key=lambda each: len(own & _judged(each)))


def _judged(namespace: "Namespace") -> set[tuple[str, str]]:
    return {(zone.server, zone.origin) for zone in namespace.all_zones() if namespace.judges(zone)}
