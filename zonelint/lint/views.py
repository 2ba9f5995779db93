"""From what discovery found to the views: what was read, put together view by view, and what of it is internal."""

from zonelint.discovery.load import read_text, read_zones
from zonelint.discovery.views import agreed_namespace, namespaces_of
from zonelint.lint.view import View
from zonelint.mail.internal import mark_inner_copies, why_lab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.config.settings import Settings
    from zonelint.discovery.reuse import Reuse
    from zonelint.discovery.search import Discovery
    from zonelint.discovery.zone_set import ZoneSet
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.places import Problem
    from zonelint.dns.zone import Zone


class Views:
    """All views of a set of zones, one at least.

    zone_set  what was read
    settings  the configuration
    lab       why the set is a lab, of which nothing is public; "" if it is none
    """

    def __init__(self, zone_set: "ZoneSet", settings: "Settings", lab: str = "") -> None:
        self.zone_set = zone_set
        self.settings = settings
        self.lab = lab
        namespaces = namespaces_of(zone_set)
        of_no_zone = _of_no_zone(zone_set, namespaces)
        self._views = [
            View(namespace, settings, lab, zone_set.mail_lines, () if number else of_no_zone, zone_set.source)
            for number, namespace in enumerate(namespaces)
        ]

    @classmethod
    def of(cls, zone_set: "ZoneSet", settings: "Settings") -> "Views":
        """Return the views of what was just read, once it is known what of it is internal."""
        lab = why_lab(zone_set.zones, settings.senders)
        mark_inner_copies(zone_set.zones)
        return cls(zone_set, settings, lab)

    def __len__(self) -> int:
        return len(self._views)

    def __getitem__(self, number: int) -> View:
        return self._views[number]

    def __iter__(self) -> "Iterator[View]":
        """Yield each view. Of several, each lets go of what was worked out before the next: there may be thousands."""
        for view in self._views:
            yield view
            if len(self._views) > 1:
                view.let_go()

    def all(self) -> "list[View]":
        """Return all views, for a look at what they are of; iteration is for what is worked out about each."""
        return self._views

    @property
    def namespaces(self) -> "list[Namespace]":
        """The zones of each view, answering look-ups."""
        return [view.namespace for view in self._views]

    @property
    def names(self) -> "list[str | None]":
        """The names of all views in the order in which they were found, None before them."""
        zones = self.zone_set.zones + self.zone_set.declared
        return list(dict.fromkeys((None, *(zone.view for zone in zones))))

    def agreed(self) -> View:
        """Return one view for questions that no server is asked; the zones are in no view, or in one.

        Where servers hold different versions of a zone, it knows what they agree on.
        """
        if len(self._views) == 1:
            return self._views[0]
        zone_set = self.zone_set
        namespace = agreed_namespace(zone_set)
        return View(namespace, self.settings, self.lab, zone_set.mail_lines, source=zone_set.source)

    def assuming(self, assumed: "Sequence[Zone]") -> "Views":
        """Return the views of the same zones where others publish what is `assumed`, and nothing else."""
        self.zone_set.assumed = list(assumed)
        return Views(self.zone_set, self.settings, self.lab)


def load(discovery: "Discovery", settings: "Settings", *, keeps: bool = False, reuse: "Reuse | None" = None) -> Views:
    """Read all zones that `discovery` found, as `read_zones` does, and put those of each view together.

    Problems of reading are findings later; nothing is raised for them.
    """
    return Views.of(read_zones(discovery, settings, keeps=keeps, reuse=reuse), settings)


def load_text(octets: bytes, path: str, origin: str, settings: "Settings", soa_owner: str = "") -> Views:
    """Do the same for one zone from memory; see `read_text`."""
    return Views.of(read_text(octets, path, origin, settings, soa_owner), settings)


def _of_no_zone(zone_set: "ZoneSet", namespaces: "Sequence[Namespace]") -> "list[Problem]":
    """Return the problems that are those of no zone in any of `namespaces`."""
    if not zone_set.problems:
        return []
    told = {id(problem) for namespace in namespaces for zone in namespace.all_zones() for problem in zone.problems}
    return [problem for problem in zone_set.problems if id(problem) not in told]
