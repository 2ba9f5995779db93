"""Which module reads zones of a format; each is imported when a zone of its format is met."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

_MODULES = {
    "ansible": "zonelint.readers.lists.ansible_bind",
    "cloudformation": "zonelint.readers.lists.cloudformation",
    "dnscontrol": "zonelint.readers.lists.dnscontrol",
    "dnsendpoint": "zonelint.readers.lists.dnsendpoint",
    "gcloud": "zonelint.readers.lists.gcloud",
    "mapping": "zonelint.readers.lists.mapping",
    "octodns": "zonelint.readers.octodns.zone_files",
    "powerdns": "zonelint.readers.lists.powerdns",
}


def reader_of(form: str) -> "ModuleType":
    """Return the module that reads the format `form`: its ``read(zone, zone_file, tree)`` returns the sources."""
    from importlib import import_module

    return import_module(_MODULES[form])
