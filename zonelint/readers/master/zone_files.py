"""Reads the zone of a master file, with all that it includes."""

from zonelint.dns.places import Problem, Span
from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.paths import display_path
from zonelint.readers.includes import Includes
from zonelint.readers.master.masterfile import MasterFileReader, source_of_file, source_of_octets
from zonelint.readers.reading import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.includes import AbsentInclude


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> Reading:
    """Read the zone that `zone_file` describes into `zone`; returns what came of it.

    Of a file that cannot be read that is a problem of the zone, which has no source then.
    """
    includes = Includes(tree.root, zone_file.include_dirs, tree.allowed, zone_file.on_server, tree.source)
    absent: list[AbsentInclude] = []
    reader = MasterFileReader(zone, includes, display_path, absent=absent)
    try:
        octets = tree.octets(zone_file.real_path, MAX_FILE_OCTETS)
    except OSError as error:
        message = f"the zone file cannot be read: {error.strerror or error}"
        source = source_of_octets(b"", zone_file.path)
        zone.problems.append(Problem("syntax-error", message, source, Span(1, 1, 1, 1)))
        zone.incomplete(f"{zone_file.path} cannot be read")
        return Reading(())
    zone.source = source_of_file(zone_file.real_path, zone_file.path, tree.source)
    reader.read(zone.source, octets)
    reading = Reading(reader.sources, reader.with_directives, reader.encrypted)
    reading.includes, reading.absent, reading.included = includes, absent, reader.included
    reading.followed = reader.followed
    return reading


def read_octets(zone: "Zone", octets: bytes, path: str) -> Reading:
    """Read `zone` from memory, as from standard input; `path` is how reports call it. $INCLUDE is refused."""
    zone.source = source_of_octets(octets, path)
    reader = MasterFileReader(zone, None)
    reader.read(zone.source, octets)
    return Reading(reader.sources, reader.with_directives)
