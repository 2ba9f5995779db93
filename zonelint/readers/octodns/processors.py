"""What octoDNS's processors do to the records of a zone: each is a step, and the steps run in their order.

A filter that looks at what the provider holds, too, leaves what it drops alone there: whoever put it there owns it. So
a step also tells what others may hold in the zone, which nobody here can know.
"""

from functools import cache

from zonelint.dns.names import relative_to
from zonelint.dns.places import Problem
from zonelint.dns.rdata_words import quoted
from zonelint.dns.zone import ANY, SYNTHESISED, Record
from zonelint.readers.octodns.model import Step, discard
from zonelint.readers.octodns.names import decoded, owner_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from zonelint.dns.zone import Zone
    from zonelint.readers.octodns.model import OctoZone

_ADDRESS_TYPES = ("A", "AAAA")
_CHALLENGE = "_acme-challenge"
_MANAGED_CHALLENGE = "*octoDNS*"


class KeyFilter(Step):
    """Drops RRsets by name and type: those that match or, where it `allows`, those that do not.

    matches      called with name and type, which may be ANY: whether some RRset of that is meant
    leaves_some  whether it is applied to what the provider holds, too
    """

    def __init__(self, matches: "Callable[[str, str], bool]", allows: bool, leaves_some: bool) -> None:
        self.matches = matches
        self.allows = allows
        self.leaves_some = leaves_some

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Drop what is not managed."""
        del options
        for owner, rtype in list(_keys(zone)):
            if self.matches(_name(owner, zone), rtype) is not self.allows:
                discard(zone, owner, rtype)

    def leaves(self, name: str, rtype: str) -> bool:
        """Tell whether a record of that name and type would be dropped."""
        return self.leaves_some and self.matches(name, rtype) is not self.allows


class TypeFilter(KeyFilter):
    """Drops RRsets by their type."""

    def __init__(self, types: "Collection[str]", allows: bool, leaves_some: bool) -> None:
        super().__init__(lambda name, rtype: rtype in types, allows, leaves_some)
        self.types = types

    def leaves(self, name: str, rtype: str) -> bool:
        """Tell whether records of that type are not managed; of all types some are not.

        What octoDNS does not know or refuses at that name does not count, nor DNAME, unless it is named: hardly any
        provider has it.
        """
        if rtype == "ANAME" or (rtype == "ALIAS" and name) or (rtype == "DNAME" and self.allows):
            return False
        return super().leaves(name, rtype) or (self.leaves_some and rtype == ANY and bool(self.types))


class ValueFilter(Step):
    """Drops RRsets by their values; others may hold such values at any name.

    matches  called with an RRset: whether a value is meant, None where that cannot be told
    types    the types whose values it looks at; empty: all
    """

    def __init__(
        self,
        matches: "Callable[[Sequence[Record]], bool | None]",
        allows: bool,
        leaves_some: bool,
        types: "Sequence[str]" = (),
    ) -> None:
        self.matches = matches
        self.allows = allows
        self.leaves_some = leaves_some
        self.types = types

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Drop what is not managed; an RRset that nobody can judge stays, as one that is not whole."""
        del options
        for owner, rtype in list(_keys(zone)):
            rrset = zone.rrset(owner, rtype)
            if not rrset or (self.types and rtype not in self.types):
                continue
            found = self.matches(rrset)
            if found is None:
                zone.add_unresolved(owner, rtype)
            elif found is not self.allows:
                discard(zone, owner, rtype)

    def leaves(self, name: str, rtype: str) -> bool:
        """Tell whether it looks at values of that type."""
        return self.leaves_some and (not self.types or rtype in self.types or rtype == ANY)


class Incomplete(Step):
    """A processor that lets others own records anywhere, or of which nobody knows what it does."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Note why records may be missing."""
        del options
        zone.incomplete(self.reason)


class Unknown(Step):
    """Adds, or leaves to the provider, an RRset at one name whose data is not known here.

    is_new  whether octoDNS refuses a record of that name and type in the zone
    """

    def __init__(self, name: str, rtype: str, is_new: bool) -> None:
        self.name = name
        self.rtype = rtype
        self.is_new = is_new

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Note the RRset."""
        owner = owner_name(self.name, zone.origin)
        existing = zone.rrset(owner, self.rtype)
        if existing and self.is_new:
            _refuse(zone, options, existing[0], f"Duplicate record {decoded(owner)}, type {self.rtype}")
        zone.add_unresolved(owner, self.rtype)


class ManagedChallenges(Step):
    """AcmeManagingProcessor: marks the challenges of the zone as octoDNS's own, and leaves all others alone."""

    leaves_some = True

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Add the mark to each challenge."""
        del options
        for owner, rrset in list(zone.types.get("TXT", {}).items()):
            first = rrset[0]
            text = quoted(_MANAGED_CHALLENGE.encode())
            if _name(owner, zone).startswith(_CHALLENGE) and all(record.rdata != text for record in rrset):
                mark = first._replace(rdata=text, flags=first.flags | SYNTHESISED)
                zone.add(mark)

    def leaves(self, name: str, rtype: str) -> bool:
        """Tell whether a challenge of others may be there."""
        return rtype in ("TXT", ANY) and name.startswith(_CHALLENGE)


class Clamp(Step):
    """TtlClampProcessor: brings TTLs, in seconds, into a range."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Change the TTLs that are out of the range."""
        del options
        for owners in zone.types.values():
            for owner, rrset in owners.items():
                ttl = max(self.least, min(self.most, rrset[0].ttl))
                if any(record.ttl != ttl for record in rrset):
                    changed = [record._replace(ttl=ttl) for record in rrset]
                    owners[owner] = changed if len(changed) > 1 else tuple(changed)


class TtlLimits(Step):
    """TtlRestrictionFilter: refuses TTLs out of a range, or not of a list; in seconds."""

    def __init__(self, least: int, most: int, allowed: "Collection[int]") -> None:
        self.least = least
        self.most = most
        self.allowed = allowed

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Refuse the records whose TTL is not allowed."""
        for record in _first_records(zone):
            fault = self._fault(record.ttl)
            if fault and (record.owner, record.type) not in options.lenient_records:
                _refuse(zone, options, record, f"{record.owner} ttl={record.ttl} {fault}")

    def _fault(self, ttl: int) -> str:
        if self.allowed and ttl not in self.allowed:
            return f"not an allowed value, allowed_ttls={set(self.allowed)}"
        if ttl < self.least:
            return f"too low, min_ttl={self.least}"
        return f"too high, max_ttl={self.most}" if ttl > self.most else ""


class SpfLookups(Step):
    """SpfDnsLookupProcessor, as far as it needs no DNS: several SPF records at a name, and ``ptr``."""

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Refuse what it refuses."""
        from zonelint.dns.txt import SPF_VERSION, text_of

        for rrset in list(zone.rrsets("TXT")):
            found = [(text_of(record), record) for record in rrset]
            spf = [(text, record) for text, record in found if text.startswith(f"{SPF_VERSION} ")]
            if not spf or (rrset[0].owner, "TXT") in options.lenient_records:
                continue
            text, record = spf[-1]
            if len(spf) > 1:
                _refuse(zone, options, record, f"{record.owner} has more than one SPF value in the TXT record")
            elif any(term.startswith("ptr") for term in text.split(" ")):
                _refuse(zone, options, record, f"{record.owner} uses the deprecated ptr mechanism")


class ZoneNames(Step):
    """ZoneNameFilter: refuses names that end in the zone's own name once more."""

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Refuse such records."""
        for record in _first_records(zone):
            if ends_in_zone_name(_name(record.owner, zone), zone.origin):
                message = f'Invalid record "{decoded(record.owner)}": record name ends with zone name'
                _refuse(zone, options, record, message)


def ends_in_zone_name(name: str, origin: str) -> bool:
    """Tell whether the relative `name` ends in the name of the zone `origin`, with its dot or without."""
    return name.endswith((origin, origin[:-1]))


def process(zone: "Zone", options: "OctoZone") -> None:
    """Apply the processors of a zone that was read, and note what others may hold in it."""
    if not options.steps:
        return
    from zonelint.readers.file_regexp import FileRegexpError

    for step in options.steps:
        try:
            step.apply(zone, options)
        except FileRegexpError as error:
            zone.incomplete(f"what a processor does to it is not known: {error}")
    leaving = [step for step in options.steps if step.leaves_some]

    @cache
    def may_hold(owner: str, rtype: str) -> bool:
        try:
            return any(step.leaves(_name(owner, zone), rtype) for step in leaving)
        except FileRegexpError:
            return True

    if leaving:
        zone.others = may_hold


def _name(owner: str, zone: "Zone") -> str:
    return "" if owner == zone.origin else relative_to(owner, zone.origin)


def _keys(zone: "Zone") -> "Iterator[tuple[str, str]]":
    """Yield owner and type of each RRset, those whose data is not known too; what others hold is none of these."""
    for rtype, owners in zone.types.items():
        for owner in owners:
            yield owner, rtype
    for owner, types in zone.unresolved.items():
        for rtype in types:
            if not zone.rrset(owner, rtype) and not (owner == zone.origin and rtype in ("SOA", "NS")):
                yield owner, rtype


def _first_records(zone: "Zone") -> "list[Record]":
    """Return the first record of each RRset, for what is said of a whole RRset."""
    return [rrset[0] for rtype in zone.types for rrset in zone.rrsets(rtype)]


def _refuse(zone: "Zone", options: "OctoZone", record: Record, message: str) -> None:
    """Note that a processor stops octoDNS at `record`."""
    from zonelint.files.paths import line_span

    if not options.is_alias:
        span = line_span(record.source, record.line)
        zone.problems.append(Problem("record-invalid", message, record.source, span))
