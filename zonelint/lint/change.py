"""What a change does to a set of zones: both states side by side, for the rules and for what is told of causes."""

from zonelint.dns.cached import cached_property
from zonelint.dns.differences import Differences, ZoneDifference, differences, pairs_of

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
    passed_over    (path, why) of each file and folder after the change that is taken for no zone
    """

    def __init__(
        self,
        before: "ZoneSet",
        after: "ZoneSet",
        is_touched: "Callable[[str], bool]",
        passed_over: "Sequence[tuple[str, str]]" = (),
    ) -> None:
        self.before = before
        self.after = after
        self.is_touched = is_touched
        self.passed_over = passed_over

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
    gone    views before that no view after stands for; those of the first view after, whichever that is
    """

    def __init__(
        self, whole: Change, before: "Namespace | None", after: "Namespace", gone: "Sequence[Namespace]" = ()
    ) -> None:
        self.whole = whole
        self.before = before
        self.after = after
        self.gone = gone

    @cached_property
    def differences(self) -> list[ZoneDifference]:
        """What differs in the zones of this view that are there on both sides."""
        left = {id(zone.original) for zone in self.after.all_zones() if self.after.judges(zone)}
        found = []
        for each in self.whole.differences.zones:
            if each.before is None or each.after is None or id(each.after.original) not in left:
                continue
            if each.view is None or each.view in self.after.views:
                left.discard(id(each.after.original))  # the data of several views is one zone
                found.append(each)
        return found

    @cached_property
    def zones(self) -> "list[tuple[Zone | None, Zone | None]]":
        """Each zone of this view that is not the same on both sides, before and after; None where there is none."""
        judged = [zone for zone in self.after.all_zones() if zone.source is not None and self.after.judges(zone)]
        pairs: list[tuple[Zone | None, Zone | None]] = []
        for zone in judged:
            before = self.whole.zone_before(zone)
            if before is None or before.original is not zone.original:
                pairs.append((before, zone))
        return pairs + [(zone, None) for zone in self.removed]

    @cached_property
    def removed(self) -> "list[Zone]":
        """The zones of this view that are gone, and that nothing declares any more."""
        return [
            each.before
            for each in self.whole.differences.zones
            if each.after is None and each.before is not None and not each.declared and self.saw(each.before)
        ]

    def saw(self, zone: "Zone") -> bool:
        """Tell whether findings of this view may have been about `zone` before the change."""
        return id(zone.original) in self._seen

    @cached_property
    def _seen(self) -> set[int]:
        namespaces = (*((self.before,) if self.before is not None else ()), *self.gone)
        return {
            id(zone.original) for namespace in namespaces for zone in namespace.all_zones() if namespace.judges(zone)
        }


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
