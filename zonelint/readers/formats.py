"""The table of formats: which module reads zones of each, and what is done with them when all zones are read.

A module is imported when a zone of its format is met.
"""

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

_READERS = {
    "ansible": "zonelint.readers.lists.ansible_bind",
    "cloudformation": "zonelint.readers.lists.cloudformation",
    "dnscontrol": "zonelint.readers.lists.dnscontrol",
    "dnsendpoint": "zonelint.readers.lists.dnsendpoint",
    "gcloud": "zonelint.readers.lists.gcloud",
    "mapping": "zonelint.readers.lists.mapping",
    "master": "zonelint.readers.master.zone_files",
    "octodns": "zonelint.readers.octodns.zone_files",
    "powerdns": "zonelint.readers.lists.powerdns",
}
SERVED = frozenset(("master",))
"""Formats that a name server reads itself: its dialect counts, and all views that have the file have the same zone."""

_STEPS = {
    "octodns": "zonelint.readers.octodns.arpa",
    "parts": "zonelint.readers.lists.parts",
}
STEPS = tuple(_STEPS)
"""What is done with zones when all are read, in this order; the options of a ZoneFile name the step that it takes."""


@cache
def reader_of(form: str) -> "ModuleType":
    """Return the module that reads the format `form`: its ``read(zone, zone_file, tree)`` returns a Reading."""
    from zonelint.dns.modules import module_at

    return module_at(_READERS[form])


def step_of(name: str) -> "ModuleType":
    """Return the module of a step: its ``finish(taking, zones)`` works on the zones that take the step.

    `taking` are (zone, zone_file); `zones` are all. It returns the zones that are none of their own any more: their
    records were added to others.
    """
    from zonelint.dns.modules import module_at

    return module_at(_STEPS[name])
