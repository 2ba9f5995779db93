"""Reads one octoDNS zone: the files of its sources in order, as octoDNS would publish them."""

from zonelint.dns.places import START, Problem, SourceFile
from zonelint.dns.zone import Zone
from zonelint.files.paths import closed_source, line_span
from zonelint.readers.octodns.model import MASTER, VARIABLE, YAML, Marks, OctoZone, Part, discard
from zonelint.readers.octodns.names import decoded, owner_name
from zonelint.readers.octodns.processors import process
from zonelint.readers.octodns.records import RecordReader
from zonelint.readers.reading import Reading
from zonelint.readers.tree.yaml_files import Composed, YamlFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.places import Mark
    from zonelint.dns.zone import Record
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.octodns.model import Seen

MASTER_TYPES = frozenset((
    "A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "LOC", "MX", "NAPTR", "NS", "PTR", "SPF", "SRV", "SSHFP", "SVCB",
    "TLSA", "TXT",
))  # fmt: skip
"""What octodns_bind takes out of a master file; the rest is left out without a word, the SOA record too."""


def options_of(zone_file: "ZoneFile") -> OctoZone:
    """Return how the zone is put together: as octoDNS does by default if no configuration names its file."""
    if isinstance(zone_file.options, OctoZone):
        return zone_file.options
    return OctoZone([Part(YAML, zone_file.parts or [(zone_file.path, zone_file.real_path)])], Composed())


def read(zone: Zone, zone_file: "ZoneFile", tree: "Tree") -> Reading:
    """Read the zone that `zone_file` describes into `zone`."""
    reader = _ZoneReader(zone, zone_file, tree)
    reader.read()
    zone.merge_rrsets()
    if zone.source is None:
        zone.source = closed_source(zone_file.real_path)
    return Reading(reader.sources)


class _ZoneReader:
    """Reads the sources of one zone. With `collect`, the marks of its records are kept."""

    def __init__(self, zone: Zone, zone_file: "ZoneFile", tree: "Tree", collect: bool = False) -> None:
        self.zone = zone
        self.tree = tree
        self.options = options_of(zone_file)
        self.files = YamlFiles(tree, self.options.composed)
        self.sources: list[SourceFile] = []
        self.marks: dict[str, Marks] = _MarksByPath(zone.origin, zone_file, tree, collect)
        self.seen: Seen = {}

    def read(self) -> None:
        """Read all sources in order, then note what is wrong with their files."""
        for part in self.options.parts:
            for shown, real_path in part.files:
                self._read_file(part, shown, real_path)
            if part.kind == VARIABLE:
                self.zone.add_unresolved(owner_name(part.name, self.zone.origin), "TXT")
        for source in self.files.sources.values():
            source.marks = self.marks[source.path]
            if source not in self.sources:
                self.sources.append(source)
        for reason in (*self.files.lost, *self.options.incomplete):
            self.zone.incomplete(reason)
        if not self.options.takes_arpa:  # else they run when all its records are made
            process(self.zone, self.options)
        self._check_aliases()
        if not self.options.is_alias:
            self.zone.problems += self.files.problems

    def _check_aliases(self) -> None:
        """Note an ALIAS beside addresses, and that the provider adds what octoDNS does not manage at the apex."""
        zone = self.zone
        for record in [each for owner in zone.types.get("ALIAS", ()) for each in self._addresses(owner)]:
            message = f"Invalid state, ALIAS at {decoded(record.owner)} cannot coexist with A or AAAA records"
            rule = "lenient-hides-error" if self.options.lenient else "record-invalid"
            source = record.source
            span = line_span(source, record.line)
            cause = self.options.cause_of(rule, zone.origin)
            if not self.options.is_alias:
                zone.problems.append(Problem(rule, message, source, span, "delete one of them", cause))
        for rtype in ("SOA", "NS"):
            if not zone.rrset(zone.origin, rtype):
                zone.add_unresolved(zone.origin, rtype)

    def _addresses(self, owner: str) -> "Sequence[Record]":
        return (self.zone.rrset(owner, "A") or self.zone.rrset(owner, "AAAA"))[:1]

    def _read_file(self, part: Part, shown: str, real_path: str) -> None:
        try:
            if part.kind == MASTER:
                self._read_master(part, shown, real_path)
                return
            source, root = self.files.open(real_path, shown)
        except OSError as error:
            self._unreadable(shown, error)
            return
        self._add_source(source)
        if root is not None:
            reader = RecordReader(self.zone, self.options, part, self.files, source, root, self.seen, self.marks)
            reader.read()
            reader.release()

    def _add_source(self, source: SourceFile) -> None:
        self.sources.append(source)
        if self.zone.source is None:
            self.zone.source = source

    def _unreadable(self, shown: str, error: OSError) -> None:
        source = SourceFile(shown, None, lambda: "", lambda source, line, rtype, field: START)
        message = f"the zone file cannot be read: {error.strerror or error}"
        self.zone.problems.append(Problem("syntax-error", message, source, START))
        self.zone.incomplete(f"{shown} cannot be read")

    # -- master files

    def _read_master(self, part: Part, shown: str, real_path: str) -> None:
        """Add what octodns_bind takes out of a master file. Raises OSError."""
        from zonelint.readers.includes import Includes
        from zonelint.readers.master.masterfile import MasterFileReader, open_source

        source, octets = open_source(real_path, shown, self.tree.source)
        own = Zone(self.zone.origin, source)
        reader = MasterFileReader(own, Includes(self.tree.root, (), self.tree.allowed, source=self.tree.source))
        reader.read(source, octets)
        for each in reader.sources:
            self._add_source(each)
        for rtype, owners in own.types.items():
            if rtype in MASTER_TYPES:
                for owner in owners:
                    self._take(part, own, owner, rtype)
        zone = self.zone
        zone.problems += own.problems
        zone.duplicates += [(self._moved(one), self._moved(other)) for one, other in own.duplicates]
        zone.ttl_mismatches += [(self._moved(one), self._moved(other)) for one, other in own.ttl_mismatches]
        zone.out_of_zone += map(self._moved, own.out_of_zone)
        zone.damaged = own.damaged | zone.damaged
        zone.lost += own.lost
        for owner, types in own.unresolved.items():
            for rtype in types:
                zone.add_unresolved(owner, rtype)
        for reason in own.incomplete_because:
            zone.incomplete(reason)

    def _take(self, part: Part, own: Zone, owner: str, rtype: str) -> None:
        """Move the RRset of `owner` and `rtype` from `own` into the zone, unless an earlier source has one."""
        first, *more = map(self._moved, own.rrset(owner, rtype))
        before = self.seen.get((owner, rtype))
        place = first.source.locate(first.source, first.line, rtype, "")
        if before is not None and not part.replaces:
            source, line = before
            message = f"Duplicate record {decoded(owner)}, type {rtype}"
            help_text = f"the first one is at {source.path}:{line}"
            self.zone.problems.append(Problem("record-invalid", message, first.source, place, help_text))
            self.zone.add_unresolved(owner, rtype)
            return
        if before is not None:
            discard(self.zone, owner, rtype)
        self.seen[owner, rtype] = (first.source, first.line)
        for record in (first, *more):
            self.zone.add(record)

    def _moved(self, record: "Record") -> "Record":
        return record._replace(zone=self.zone)


class _MarksByPath(dict[str, Marks]):
    """Path of a source -> its marks, made when the first record of the source is.

    The zone is read once more when they are asked for, unless they are collected now.
    """

    def __init__(self, origin: str, zone_file: "ZoneFile", tree: "Tree", collect: bool) -> None:
        super().__init__()
        self._origin = origin
        self._zone_file = zone_file
        self._tree = tree
        self._collect = collect

    def __missing__(self, path: str) -> Marks:
        marks = self[path] = Marks(lambda: self._load(path), self._collect)
        return marks

    def _load(self, path: str) -> "Sequence[Mark]":
        again = _ZoneReader(Zone(self._origin, None), self._zone_file, self._tree, collect=True)
        again.read()
        return again.marks[path].kept or ()
