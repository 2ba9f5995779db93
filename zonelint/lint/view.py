"""From zones to views: what is internal of a set, and the namespace of each view."""

from zonelint.discovery.load import read_text, read_zones
from zonelint.discovery.views import namespaces_of
from zonelint.mail.internal import mark_inner_copies, why_lab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.config.settings import Settings
    from zonelint.discovery.search import Discovery
    from zonelint.discovery.zone_set import ZoneSet


def load(discovery: "Discovery", settings: "Settings") -> "ZoneSet":
    """Read all zones that `discovery` found, and put those of each view together.

    Problems of reading are findings later; nothing is raised for them.
    """
    return _with_views(read_zones(discovery, settings), settings)


def load_text(octets: bytes, path: str, origin: str, settings: "Settings", soa_owner: str = "") -> "ZoneSet":
    """Do the same for one zone from memory; see `read_text`."""
    return _with_views(read_text(octets, path, origin, settings, soa_owner), settings)


def _with_views(zone_set: "ZoneSet", settings: "Settings") -> "ZoneSet":
    zone_set.lab = why_lab(zone_set.zones, settings.senders)
    mark_inner_copies(zone_set.zones)
    zone_set.namespaces = namespaces_of(zone_set)
    return zone_set
