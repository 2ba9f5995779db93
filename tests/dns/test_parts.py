"""Records that other files add to a zone, where there are several zones of its name."""

import builders
import pytest

from zonelint.dns.namespace import Namespace
from zonelint.dns.parts import join
from zonelint.dns.zone import Zone

MORE = "it may have more records"


def in_view(made: Zone, view: str | None) -> Zone:
    """Return `made` as a zone of `view`."""
    made.view = view
    return made


def part(view: str | None) -> Zone:
    """Return a part of example.com. in `view`, with an address for more.example.com."""
    return in_view(builders.zone("example.com.", "more A 192.0.2.7", apex=()), view)


def statuses(zones: list[Zone], added: Zone, adds: str = "") -> list[str]:
    """Return for each of `zones` what an address look-up for more.example.com. ends in once `added` is joined."""
    join([*zones, added], [(added, adds)])
    return [Namespace([zone], zone.view).lookup("more.example.com.", "A").status for zone in zones]


@pytest.mark.parametrize(
    ("view", "expected"),
    [("a", ["FOUND", "NXDOMAIN"]), ("b", ["NXDOMAIN", "FOUND"]), (None, ["FOUND", "UNKNOWN"])],
)
def test_part_of_a_view_is_added_in_that_view_alone(view: str | None, expected: list[str]) -> None:
    """A part of no view may belong to any: the first zone has it, and the others do not tell."""
    zones = [in_view(builders.zone("example.com."), name) for name in ("a", "b")]

    assert expected == statuses(zones, part(view))


def test_part_of_a_view_is_added_to_a_zone_outside_of_views() -> None:
    """Such a zone is in each view."""
    assert ["FOUND"] == statuses([builders.zone("example.com.")], part("a"))


def test_part_without_a_zone_in_its_view_stands_for_itself() -> None:
    """It is a zone of its own then."""
    zone, added = in_view(builders.zone("example.com."), "b"), part("a")

    assert [] == join([zone, added], [(added, "")])


def test_part_that_may_have_more_leaves_its_zones_open() -> None:
    """What is not in the zone of its view may be in the records that the part does not show."""
    zones = [in_view(builders.zone("example.com."), name) for name in ("a", "b")]
    added = part("a")
    join([*zones, added], [(added, MORE)])

    assert [[MORE], []] == [zone.incomplete_because for zone in zones]
