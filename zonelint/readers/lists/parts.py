"""Zones whose files hold a part of them only: the records go to the zone whose other records are here, too."""

from zonelint.dns.parts import join
from zonelint.readers.formats import reader_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.zone import Zone
    from zonelint.files.zone_files import ZoneFile


def finish(taking: "Sequence[tuple[Zone, ZoneFile]]", zones: "Sequence[Zone]") -> "list[Zone]":
    """Add the zones that are `taking` this step to those of `zones` that they are parts of; returns them.

    A format says by ``ADDS`` why there may be more records than its files show.
    """
    return join(zones, [(zone, getattr(reader_of(zone_file.format), "ADDS", "")) for zone, zone_file in taking])
