"""Records, the zones that hold them, and the places of records.

A zone is the records of one origin, by type and owner, and what is known not to be among them. Nothing here reads a
file format and nothing here judges: readers fill these objects, the namespace and the rules look at them.
"""

from zonelint.dns.names import is_at_or_below, parent
from zonelint.dns.places import START, SourceFile, Span
from zonelint.dns.tuples import named_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import NamedTuple

    from zonelint.dns.places import Absence, LostRecord, Problem

    class _RecordFields(NamedTuple):
        owner: str
        type: str
        ttl: int
        rdata: str
        line: int
        source: "SourceFile"
        zone: "Zone"
        flags: int

else:
    _RecordFields = named_tuple("_RecordFields", "owner type ttl rdata line source zone flags")

# Bits of Record.flags.
TTL_INHERITED = 1
"""The TTL was not written at the record but came from $TTL, an earlier record, or the SOA."""
GENERATED = 2
"""The record is one of many that a $GENERATE directive stands for."""
SYNTHESISED = 4
"""No file holds the record: a tool makes it of others when it publishes the zone. It answers look-ups."""
TTL_UNKNOWN = 8
"""The TTL was not written at the record, and where it comes from cannot be read; the record has 0."""
MARK_SHIFT = 8
"""The bits above are an index into the `marks` of the record's source."""

# Which word of the RDATA, counted from 0, is the domain name that a record leads to.
TARGET_FIELD = {"NS": 0, "CNAME": 0, "PTR": 0, "DNAME": 0, "MX": 1, "SRV": 3}

_WITH_NUMBERS = frozenset(("MX", "SRV"))
"""Those of these types in which numbers stand before it."""

ANY = "ANY"
"""Every type: of a question (RFC 1035 section 3.2.3), and of what may stand at a name unseen."""

UPDATED = "it is updated dynamically, so its file does not show all of it"
"""Why a zone that updates change (RFC 2136) is incomplete."""

_NO_ABSENCES: "Mapping[tuple[str, str], Absence]" = {}


class Record(_RecordFields):
    """One resource record.

    owner   absolute name, lower case
    type    mnemonic in upper case (``MX``), or ``TYPE65280``
    ttl     seconds
    rdata   presentation text with absolute names, as dnspython's ``to_text`` spells it; the letter case of
            names inside is that of the file
    line    1-based line of `source` where the record begins
    source  the file that holds the record: the zone's own or an included one
    zone    the zone that the record belongs to
    flags   TTL_INHERITED | GENERATED | SYNTHESISED | TTL_UNKNOWN, and the mark
    """

    __slots__ = ()

    @property
    def target(self) -> str:
        """The name that the record leads to, in lower case: exchange of an MX, target of an SRV, NS, PTR, CNAME."""
        text = self.rdata
        return (text.rpartition(" ")[2] if self.type in _WITH_NUMBERS else text).lower()

    @property
    def words(self) -> list[str]:
        """The words of the RDATA as they are spelled; a text with blanks in it is several."""
        return self.rdata.split(" ")

    @property
    def preference(self) -> int:
        """Of an MX: the exchange with the least one is tried first (RFC 5321 section 5.1)."""
        return int(self.words[0])

    @property
    def priority(self) -> int:
        """Of an SRV: the target with the least one is tried first (RFC 2782)."""
        return int(self.words[0])

    @property
    def weight(self) -> int:
        """Of an SRV: the share that the target has among those of its priority."""
        return int(self.words[1])

    @property
    def port(self) -> int:
        """Of an SRV: where the service listens at the target."""
        return int(self.words[2])

    @property
    def mname(self) -> str:
        """Of an SOA: the primary server, in lower case (RFC 1035 section 3.3.13)."""
        return self.words[0].lower()

    @property
    def rname(self) -> str:
        """Of an SOA: the mailbox of who is responsible, as a name in lower case."""
        return self.words[1].lower()

    @property
    def serial(self) -> int:
        """Of an SOA: the number of this version of the zone."""
        return int(self.words[2])

    @property
    def usage(self) -> int:
        """Of a TLSA: what the certificate is to be, by its number (RFC 6698 section 2.1)."""
        return int(self.words[0])

    @property
    def selector(self) -> int:
        """Of a TLSA: the part of the certificate that is compared, by its number."""
        return int(self.words[1])

    @property
    def matching_type(self) -> int:
        """Of a TLSA: how it is compared, by its number."""
        return int(self.words[2])

    @property
    def generated(self) -> bool:
        """Whether a $GENERATE directive made this record."""
        return bool(self.flags & GENERATED)

    @property
    def mark(self) -> int:
        """Index of the record's place in the `marks` of its source, if that has any."""
        return self.flags >> MARK_SHIFT

    @property
    def text(self) -> str:
        """The record in master-file syntax, on one line, without TTL and class."""
        return f"{self.owner} {self.type} {self.rdata}"

    def __repr__(self) -> str:
        return f"<{self.text} at {self.source.path}:{self.line}>"


class Place:
    """Where a finding, or what is related to it, stands: a record's field, or a span of a file.

    `field` is ``""`` for the whole record, ``"owner"``, ``"ttl"``, ``"type"``, ``"rdata"`` or ``"target"``.
    The span is worked out when it is first asked for.
    """

    __slots__ = ("source", "line", "record", "field", "_span")

    def __init__(
        self, source: SourceFile, line: int, record: Record | None = None, field: str = "", span: Span | None = None
    ):
        self.source = source
        self.line = line
        self.record = record
        self.field = field
        self._span = span

    @classmethod
    def of(cls, record: Record, field: str = "") -> "Place":
        """Return the place of `record`, or of one `field` of it."""
        return cls(record.source, record.line, record, field)

    @classmethod
    def at(cls, source: SourceFile, span: Span = START) -> "Place":
        """Return the place of a known `span` in `source`."""
        return cls(source, span.line, None, "", span)

    @property
    def span(self) -> Span:
        """The stretch of text, found again in the source if it was not known."""
        if self._span is None:
            record = self.record
            if record is not None and self.source.marks is not None:
                self._span = self.source.marks[record.mark].span(self.field)
            else:
                rtype = record.type if record is not None else ""
                self._span = self.source.locate(self.source, self.line, rtype, self.field)
        return self._span


class Zone:
    """The records of one zone, as the authoritative server would load them.

    origin              absolute name of the apex, lower case
    view                name of the view it is served in, or None
    source              the file that was read for it; None for a zone that is only declared
    format              ``"master"`` and such, shown by ``inventory``
    origin_from         how the origin was found, shown by ``inventory``
    named_at            its name in the index that names it; None: no index does
    server              what stands for the server that holds it: its index, else the folder of its file; "" if unknown
    sites               what stands for those that may take its word: the indexes that name its file, or beside whose
                        zones it lies, else `server`
    leftover            whether its file lies beside those of a server and no index names it
    policy              whether it says what to answer instead of the truth (RPZ): no owner of it is a host or a domain
    unloaded            whether that server provably does not load it: its records are not what anybody is answered
    inside_because      why its view serves the inside alone; "" if nothing says so
    end_origin          what completes a relative owner at the end of its file: its last $ORIGIN, else its own origin
    soa_owner           absolute name that the SOA has in place of the apex, in an export; empty: it is at the apex
    dialect             how its server reads master files, where that is not BIND's way (dialects.py); empty: it is
    without_ns          why it needs no NS records at its apex; empty: it does
    dynamic             whether updates change it on the server (RFC 2136), which is why it is incomplete
    lenient             whether octoDNS publishes what it would refuse otherwise
    publishers          classes of the providers at which octoDNS publishes it; empty: it does not
    check_names         what its server does about names that no host may have: ``"fail"`` (BIND refuses the zone),
                        ``"warn"`` or ``"ignore"``; empty: it is not known what serves it
    transferred         whether it is what a running server gave: that has loaded all of it
    types               type -> owner -> RRset, a sequence of records in file order
    problems            what the reader could not accept
    duplicates          (record, the equal record before it); a server merges them, so they are in no RRset
    ttl_mismatches      (record, the first record of its RRset, whose TTL holds)
    out_of_zone         records whose owner lies outside the zone; a server ignores them
    incomplete_because  reasons why records of the zone may be missing here; empty for a complete zone
    original            the zone that was read: itself, but for the same data in another view
    absences            of assumed zones: (name, type) -> what a resolver said not to exist
    """

    # A set has thousands of zones, and each of a hundred rules looks at all of them.
    __slots__ = (
        "origin", "end_origin", "view", "source", "format", "origin_from", "named_at", "server", "sites", "leftover",
        "policy", "unloaded", "inside_because", "soa_owner", "dialect", "without_ns", "check_names", "transferred",
        "dynamic", "lenient", "publishers", "types", "problems", "duplicates", "ttl_mismatches", "out_of_zone",
        "incomplete_because", "unresolved", "others", "damaged", "lost", "multiple", "spelled", "_inner_names",
        "_cuts", "original", "absences",
    )  # fmt: skip

    def __init__(
        self,
        origin: str,
        source: "SourceFile | None",
        view: str | None = None,
        format: str = "master",
        origin_from: str = "",
    ) -> None:
        self.origin = origin
        self.end_origin = origin
        self.view = view
        self.source = source
        self.format = format
        self.origin_from = origin_from
        self.named_at: Place | None = None
        self.server = ""
        self.sites: tuple[str, ...] = ()
        self.leftover = False
        self.policy = False
        self.unloaded = False
        self.inside_because = ""
        self.soa_owner = ""
        self.dialect = ""
        self.without_ns = ""
        self.check_names = ""
        self.transferred = False
        self.dynamic = False
        self.lenient = False
        self.publishers: frozenset[str] = frozenset()
        self.types: dict[str, dict[str, Sequence[Record]]] = {}
        self.problems: list[Problem] = []
        self.duplicates: list[tuple[Record, Record]] = []
        self.ttl_mismatches: list[tuple[Record, Record]] = []
        self.out_of_zone: list[Record] = []
        self.incomplete_because: list[str] = []
        self.unresolved: dict[str, set[str]] = {}
        """owner -> types of RRsets that hold data that nobody here knows (a placeholder, a record that cannot be read).

        ``ANY`` among them stands for every type. An NS or DNAME may hide what is below its owner.
        """
        self.others: Callable[[str, str], bool] | None = None
        """Tells whether others may hold records of a type (or ANY) at an owner that has none of it here; None: no."""
        self.damaged: dict[str, str] = {}
        """owner -> where its first record that cannot be read stands."""
        self.lost: list[LostRecord] = []
        """The records that cannot be read, as far as they may lead to a name."""
        self.multiple: list[tuple[str, str]] = []
        """(type, owner) of every RRset of more than one record."""
        self.spelled: dict[str, str] = {}
        """What `spelled` keeps of the zone's words."""
        self._inner_names: set[str] | None = None
        self._cuts: dict[str, str] | None = None
        self.original = self
        self.absences: Mapping[tuple[str, str], Absence] = _NO_ABSENCES

    def in_view(self, view: str | None, origin_from: str) -> "Zone":
        """Return what another view serves of the same data: nothing is read or held twice for it."""
        zone = Zone.__new__(Zone)
        for name in Zone.__slots__:
            setattr(zone, name, getattr(self, name))
        zone.view, zone.origin_from = view, origin_from
        return zone

    @property
    def complete(self) -> bool:
        """Whether everything that belongs to the zone was read."""
        return not self.incomplete_because

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was read from its file: no record, be it one with a placeholder, and no fault."""
        return not (self.types or self.out_of_zone or self.problems or self.lost or self.unresolved)

    def incomplete(self, reason: str) -> None:
        """Note that records of the zone may be missing, and why."""
        if reason not in self.incomplete_because:
            self.incomplete_because.append(reason)

    def add_unresolved(self, owner: str, rtype: str) -> None:
        """Note that `owner` holds an RRset of `rtype` whose data is not known here."""
        self.unresolved.setdefault(owner, set()).add(rtype)

    def add_damage(self, owner: str, lost: "LostRecord", where: str) -> None:
        """Note that a record at `owner` cannot be read, and where it stands."""
        self.damaged.setdefault(owner, where)
        self.lost.append(lost)
        for rtype in (*lost.types, ANY) if "DNAME" in lost.types else lost.types:
            self.add_unresolved(owner, rtype)

    def is_damaged(self, owner: str, rtype: str) -> bool:
        """Tell whether a record of `rtype` may stand at `owner` that cannot be read."""
        return owner in self.damaged and self.hides(owner, rtype)

    def hides(self, owner: str, rtype: str) -> bool:
        """Tell whether `owner` may hold records of `rtype` that nobody here knows: its RRset is not whole then."""
        types = self.unresolved.get(owner)
        return types is not None and (rtype in types or ANY in types)

    def is_whole(self, owner: str, rtype: str) -> bool:
        """Tell whether the records of `owner` and `rtype` that are here provably are all of their RRset."""
        if self.others is not None and not self.rrset(owner, rtype) and self.others(owner, rtype):
            return False
        return not self.incomplete_because and not self.hides(owner, rtype)

    def add(self, record: "Record") -> None:
        """Add `record`, whose owner is in the zone, to its RRset."""
        owners = self.types.setdefault(record.type, {})
        rrset = owners.get(record.owner)
        if rrset is None:
            owners[record.owner] = (record,)
        else:
            self.add_to_rrset(owners, rrset, record)

    def add_to_rrset(self, owners: "dict[str, Sequence[Record]]", rrset: "Sequence[Record]", record: "Record") -> None:
        """Add `record` to the RRset of its owner in `owners` that already holds records."""
        if isinstance(rrset, list):
            rrset.append(record)
        else:
            # Nearly every RRset has one record: a tuple of one costs half of a list of one.
            owners[record.owner] = [*rrset, record]
            self.multiple.append((record.type, record.owner))

    def flatten_apex(self) -> None:
        """Take a CNAME at the apex for an ALIAS: the server has the addresses that it leads to in its place."""
        aliases = self.types.get("CNAME", {}).pop(self.origin, ())
        if aliases:
            self.types.setdefault("ALIAS", {})[self.origin] = [alias._replace(type="ALIAS") for alias in aliases]
            was, now = ("CNAME", self.origin), ("ALIAS", self.origin)
            self.multiple = [now if each == was else each for each in self.multiple]

    def merge_rrsets(self) -> None:
        """Make each RRset what a server serves; call when all records are read.

        Records that stand twice go to `duplicates` (RFC 2181 section 5). Where TTLs differ in an RRset, the
        first one holds for all of it (RFC 2181 section 5.2), as in BIND for records that stand together; the others
        go to `ttl_mismatches`, but for an RRset that is not whole: what was not read may be its first.
        """
        for rtype, owner in self.multiple:
            first: dict[str, Record] = {}
            rrset = self.types[rtype][owner]
            if (
                len({record.rdata.lower() for record in rrset}) == len(rrset)
                and len({record.ttl for record in rrset}) == 1
            ):
                continue
            ttl = rrset[0].ttl
            uncertain = self.hides(owner, rtype) or any(record.flags & TTL_UNKNOWN for record in rrset)
            for record in rrset:
                key = record.rdata.lower() if rtype in TARGET_FIELD or rtype == "SOA" else record.rdata
                if key in first:
                    self.duplicates.append((record, first[key]))
                    continue
                if record.ttl != ttl and rtype != "RRSIG":  # each has the TTL of what it covers (RFC 4034 section 3)
                    if not uncertain:
                        self.ttl_mismatches.append((record, rrset[0]))
                    record = record._replace(ttl=ttl)
                first[key] = record
            self.types[rtype][owner] = list(first.values())

    def rrset(self, owner: str, rtype: str) -> "Sequence[Record]":
        """Return the records of `owner` and `rtype` in this zone; empty if there are none."""
        owners = self.types.get(rtype)
        return owners.get(owner, ()) if owners is not None else ()

    def rrsets(self, rtype: str) -> "Iterable[Sequence[Record]]":
        """Return every RRset of `rtype`, in file order."""
        return self.types.get(rtype, {}).values()

    def records(self, rtype: str) -> "Iterator[Record]":
        """Yield every record of `rtype`, RRset by RRset."""
        for rrset in self.rrsets(rtype):
            yield from rrset

    def types_at(self, owner: str) -> list[str]:
        """Return the types of the RRsets that `owner` holds."""
        return [rtype for rtype, owners in self.types.items() if owner in owners]

    def holds_only(self, owner: str, rtype: str) -> bool:
        """Tell whether records of `rtype` are all that `owner` provably holds."""
        return self.types_at(owner) == [rtype] and owner not in self.damaged

    def count(self) -> dict[str, int]:
        """Return the number of records by type, sorted by type."""
        extra: dict[str, int] = {}
        for rtype, owner in self.multiple:
            extra[rtype] = extra.get(rtype, 0) + len(self.types[rtype][owner]) - 1
        return {rtype: len(self.types[rtype]) + extra.get(rtype, 0) for rtype in sorted(self.types)}

    def size(self) -> int:
        """Return the number of records."""
        found = sum(map(len, self.types.values()))
        for rtype, owner in self.multiple:
            found += len(self.types[rtype][owner]) - 1
        return found

    @property
    def soa(self) -> "Record | None":
        """The SOA record at the apex, or None."""
        rrset = self.rrset(self.origin, "SOA")
        return rrset[0] if rrset else None

    def has_name(self, name: str) -> bool:
        """Tell whether `name` exists in the zone, as an owner or an empty non-terminal (RFC 4592 section 2.2.2)."""
        for owners in self.types.values():
            if name in owners:
                return True
        if name in self.unresolved:
            return True
        if self._inner_names is None:
            self._inner_names = self._names_above_others()
        return name in self._inner_names

    def _names_above_others(self) -> set[str]:
        # Owners are in `types` already: a set of them all would cost a big zone 50 octets a record.
        names = {self.origin}
        everything: list[Iterable[str]] = [*self.types.values(), self.unresolved]
        for owners in everything:
            for owner in owners:
                name = parent(owner) if owner != self.origin else owner
                while name not in names:
                    names.add(name)
                    name = parent(name)
        return names

    @property
    def cuts(self) -> dict[str, str]:
        """Owners below which this zone does not answer itself: name -> ``"NS"`` (a zone cut) or ``"DNAME"``.

        A record that cannot be read counts as one if it may be one.

        A DNAME may stand at the apex, a cut may not (RFC 1034 section 4.2, RFC 6672 section 2.3).
        """
        if self._cuts is None:
            self._cuts = dict.fromkeys(self.types.get("DNAME", ()), "DNAME")
            self._cuts.update((owner, "NS") for owner in self.types.get("NS", ()) if owner != self.origin)
            for owner, types in self.unresolved.items():
                if "NS" in types and owner != self.origin:
                    self._cuts[owner] = "NS"
                elif "DNAME" in types:
                    self._cuts.setdefault(owner, "DNAME")
        return self._cuts

    def holds(self, name: str) -> bool:
        """Tell whether `name` is at or below the apex."""
        return is_at_or_below(name, self.origin)

    def __repr__(self) -> str:
        return f"<Zone {self.origin}>"
