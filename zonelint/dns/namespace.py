"""The zones of one view, answering as their authoritative servers together would (RFC 1034 section 4.3.2).

An offline look-up sees a part of the DNS, so an answer has three values: these records exist, they
provably do not exist, or nothing loaded can tell. Only what a loaded and complete zone is authoritative
for can be absent, and what a resolver said, not long ago, not to exist; whatever lies elsewhere is UNKNOWN, with
the reason.
"""

from functools import lru_cache

from zonelint.dns.answers import FOUND, LOOP, NODATA, NXDOMAIN, UNKNOWN, AddressAnswer, Answer, Step
from zonelint.dns.cached import cached_property
from zonelint.dns.names import IP6_ARPA, parent, reverse_name
from zonelint.dns.one_zone import FOLLOW, NOT_ALIASED, SYNTHESISED, answer_in, top_cut, unknown
from zonelint.dns.spelled import Spellings
from zonelint.dns.versions import Versions, lead_apart
from zonelint.dns.zone import ANY, Record, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.dns.places import Absence, LostRecord

__all__ = ["ANY", "FOUND", "LOOP", "NODATA", "NXDOMAIN", "UNKNOWN", "AddressAnswer", "Answer", "Namespace", "Step"]

MAX_LINKS = 11
"""The most aliases that a look-up follows: from 12 on, resolvers (BIND 9.18, Unbound 1.17) answer SERVFAIL."""

_AT_CUT = frozenset(("NS", "DS", "NSEC", "RRSIG"))  # what the parent holds at a zone cut: RFC 4035 section 2.6


class Namespace:
    """All zones of one view, or of several that serve the same.

    zones       origin -> zone; of several zones with one origin the first
    duplicates  the others, which answer nothing
    view        name of the (first) view, or None
    views       names of all views in which the zones are the same; ``(None,)`` outside of views
    assumed     zones with records that others publish. They need no SOA and their owners may lie anywhere;
                they are asked for an owner and type only where the loaded zones end in UNKNOWN, and only what
                they say in so many words to be absent is
    relied_on   (name, type) -> the day of the absence there that an answer rested on
    judged      the zones that findings of this namespace may be about; None: all. The others only answer
    """

    def __init__(
        self,
        zones: "Iterable[Zone]",
        view: str | None = None,
        assumed: "Sequence[Zone]" = (),
        judged: "Iterable[Zone] | None" = None,
    ) -> None:
        self.view = view
        self.views: tuple[str | None, ...] = (view,)
        self._judged = set(map(id, judged)) if judged is not None else None
        self.zones: dict[str, Zone] = {}
        self.duplicates: list[Zone] = []
        self.assumed = tuple(assumed)
        for zone in zones:
            if self.zones.setdefault(zone.origin, zone) is not zone:
                self.duplicates.append(zone)
        lengths = {len(origin) for origin in self.zones if ("." + origin).endswith(IP6_ARPA)}
        self._addresses: dict[str, AddressAnswer] = {}
        self._undecided: set[tuple[str, str]] = set()
        self._among_versions = False
        self._lost_names: dict[tuple[str, ...], set[str] | None] = {}
        self._ip6_lengths = sorted(lengths, reverse=True)
        self._assumptions, self._assumptions_whole = _merge(self.assumed)
        self._absences = _merge_absences(self.assumed)
        self.relied_on: dict[tuple[str, str], str] = {}
        # Origins of the zones that have another loaded zone directly below them.
        above = (self.zone_of(parent(origin)) for origin in self.zones if origin != ".")
        self._with_children = {zone.origin for zone in above if zone is not None}

    def shared_sources(self) -> frozenset[str]:
        """Return the paths of the files that several of the zones are read from."""
        seen: set[str] = set()
        shared: set[str] = set()
        for zone in self.zones.values():
            if zone.source is not None:
                (shared if zone.source.path in seen else seen).add(zone.source.path)
        return frozenset(shared)

    def zone_of(self, name: str) -> Zone | None:
        """Return the deepest loaded zone that encloses `name` (absolute, lower case), or None."""
        zones = self.zones
        if "\\" in name:
            while name not in zones and name != ".":
                name = parent(name)
            return zones.get(name)
        if len(name) > 40 and name.endswith(IP6_ARPA):
            return self._ip6_zone_of(name)
        while name not in zones:
            name = name.partition(".")[2]
            if not name:
                return zones.get(".")
        return zones[name]

    def _ip6_zone_of(self, name: str) -> Zone | None:
        """Do the work of zone_of for a name with up to 32 nibbles: cut it at the lengths of the loaded origins only."""
        for length in self._ip6_lengths:
            zone = self.zones.get(name[-length:])
            if zone is not None and (len(name) <= length or name[-length - 1] == "."):
                return zone
        return self.zones.get("arpa.") or self.zones.get(".")

    def lookup(self, name: str, rtype: str) -> Answer:
        """Answer the question for `rtype` (upper case, or ``"ANY"``) at `name` (absolute, lower case).

        Follows RFC 1034 section 4.3.2 with wildcards as RFC 4592 and DNAME as RFC 6672 have them. Aliases
        are followed through all loaded zones.
        """
        zone = self.zone_of(name)
        if zone is not None and rtype != "DS":
            rrset = zone.rrset(name, rtype)
            if rrset and name not in zone.unresolved and (not zone.cuts or top_cut(zone, name) is None):
                return Answer(FOUND, name, zone, (), rrset, not zone.incomplete_because)
        return self._follow(name, rtype)

    @property
    def undecided(self) -> int:
        """How many different questions were asked that nothing loaded can answer."""
        return len(self._undecided)

    @property
    def has_all_zones(self) -> bool:
        """Whether there is no other namespace of the set: no zone is in a view, and no servers disagree."""
        return self.view is None and self._judged is None

    def undecided_questions(self) -> "list[tuple[str, str]]":
        """Return these questions, (name, type) each, sorted."""
        return sorted(self._undecided)

    def _follow(self, name: str, rtype: str) -> Answer:
        answer = self._chase(name, rtype)
        if answer.status == UNKNOWN:
            self._undecided.add((name, rtype))
        return answer

    def _chase(self, name: str, rtype: str) -> Answer:
        answer = self._ask(name, rtype)
        if answer.status is not FOLLOW:
            return answer
        seen = {name}
        steps: list[Step] = []
        whole = True
        while answer.status is FOLLOW:
            steps += answer.chain
            whole = whole and answer.whole
            name = answer.name
            if name in seen:
                return Answer(LOOP, name, answer.zone, ("the chain comes back to ", name), (), whole, steps)
            if len(seen) > MAX_LINKS:
                return Answer(LOOP, name, answer.zone, (f"the chain has over {MAX_LINKS} links",), (), whole, steps)
            seen.add(name)
            answer = self._ask(name, rtype)
        answer.chain = (*steps, *answer.chain)
        answer.whole = whole and answer.whole
        if answer.status == NXDOMAIN and any(step.kind in SYNTHESISED for step in steps):
            answer.status = NODATA  # the provider makes up addresses; the name that holds the ALIAS exists all the same
        return answer

    def _ask(self, name: str, rtype: str) -> Answer:
        """Answer from one zone, or from the assumptions where it cannot tell; the status may be FOLLOW."""
        zone = self.zone_of(name)
        if rtype == "DS" and name in self.zones:
            # The parent's side of the cut holds the DS (RFC 4035 section 3.1.4.1).
            zone = self.zone_of(parent(name))
        if zone is not None:
            if isinstance(zone, Versions):
                answer = self._ask_versions(zone, name, rtype)
            else:
                answer = answer_in(zone, name, rtype)
        elif name in self.zones:
            answer = unknown(name, None, ("the zone above ", name, " is not loaded"))
        else:
            answer = unknown(name, None, ("no loaded zone encloses ", name))
        if answer.status == UNKNOWN and (self._assumptions or self._absences):
            return self._assume(name, rtype) or self._absent(name, rtype) or answer
        return answer

    def _ask_versions(self, zone: Versions, name: str, rtype: str) -> Answer:
        """Answer from all versions of a zone. Where they lead to different names, the ends of these ways count.

        That is done once on a way: versions of versions would be too many to follow.
        """
        answers = zone.answers(name, rtype)
        if not self._among_versions and lead_apart(answers, rtype):
            self._among_versions = True
            try:
                answers = [self._end_of(answer, rtype) if answer.status is FOLLOW else answer for answer in answers]
            finally:
                self._among_versions = False
        return zone.agreed(name, rtype, answers)

    def _end_of(self, answer: Answer, rtype: str) -> Answer:
        end = self._chase(answer.name, rtype)
        end.chain = (*answer.chain, *end.chain)
        end.whole = end.whole and answer.whole
        return end

    def _assume(self, name: str, rtype: str) -> Answer | None:
        records = self._assumptions.get(name, {})
        whole = self._assumptions_whole
        if rtype == ANY:
            found: Sequence[Record] = [record for rrset in records.values() for record in rrset]
        else:
            found = records.get(rtype, ())
        if found:
            steps = [Step("assumed", record, record.text) for record in found[:1]]
            return Answer(FOUND, name, None, (), found, whole, steps)
        if "CNAME" in records and rtype not in NOT_ALIASED:
            record = records["CNAME"][0]
            return Answer(FOLLOW, record.target, None, (), (), whole, (Step("assumed", record, record.text),))
        return None

    def _absent(self, name: str, rtype: str) -> Answer | None:
        """Answer what a resolver said not to exist; what is assumed to be there speaks against it."""
        absence = self._absences.get((name, rtype)) or self._absences.get((name, ANY))
        if absence is None:
            return None
        if not absence.counts:
            return unknown(
                name, None, (f"{name} {rtype} was absent when asked on {absence.day}, which is too long ago",)
            )
        if rtype == ANY and name in self._assumptions:
            return None
        self.relied_on[name, rtype] = absence.day
        status = NODATA if name in self._assumptions else absence.status
        what = name if status == NXDOMAIN else f"{name} {rtype}"
        return Answer(status, name, None, (what, " was absent when asked on ", absence.day))

    @property
    def relies_on_absences(self) -> bool:
        """Whether an answer may rest on what a resolver said not to exist."""
        return any(absence.counts for absence in self._absences.values())

    def without_absences(self) -> "Namespace":
        """Return a namespace of the same zones in which nothing rests on what a resolver said not to exist."""
        other = Namespace.__new__(Namespace)
        other.__dict__.update(self.__dict__)
        other._absences, other.relied_on = {}, {}
        other._addresses, other._undecided = {}, set()
        return other

    def exists(self, name: str) -> str:
        """Tell whether `name` exists, with records or as an empty non-terminal: FOUND, NXDOMAIN, UNKNOWN or LOOP.

        An alias that leads nowhere exists, and so does the owner of a delegation, whatever a resolver said of it.
        """
        status = self.lookup(name, ANY).status
        if status in (UNKNOWN, NXDOMAIN):
            zone = self.zone_of(name)
            if zone is not None and zone.has_name(name) and top_cut(zone, name) in (None, name):
                return FOUND
        return FOUND if status == NODATA else status

    def addresses(self, name: str) -> AddressAnswer:
        """Look up the IPv4 and IPv6 addresses of `name`.

        The answer is kept: mail hosts and name servers are asked for again and again.
        """
        answer = self._addresses.get(name)
        if answer is None:
            answer = self._addresses[name] = AddressAnswer(self.lookup(name, "A"), self.lookup(name, "AAAA"))
        return answer

    def reverse(self, address: str) -> Answer:
        """Look up the PTR records of an IPv4 or IPv6 `address` in text."""
        return self.lookup(reverse_name(address), "PTR")

    def glue(self, name: str, rtype: str) -> "Sequence[Record]":
        """Return the RRset of `name` at or below a zone cut in the zone above that cut; it may be empty."""
        zone = self.zone_of(name)
        while zone is not None:
            cut = top_cut(zone, name)
            if cut is not None and zone.cuts[cut] == "NS":
                return zone.rrset(name, rtype)
            zone = self.zone_of(parent(zone.origin)) if zone.origin != "." else None
        return ()

    def records(self, rtype: str) -> "Iterator[Record]":
        """Yield the records of `rtype` that the loaded zones serve: no glue, nothing occluded, no assumptions.

        The NS and DS records of a delegation are among them.
        """
        return self._served(self.zones.values(), rtype)

    def judged_records(self, rtype: str) -> "Iterator[Record]":
        """Yield those of `records` that lie in zones which findings of this namespace may be about."""
        return self._served(filter(self.judges, self.zones.values()), rtype)

    def _served(self, zones: "Iterable[Zone]", rtype: str) -> "Iterator[Record]":
        for zone in zones:
            owners = zone.types.get(rtype)
            if owners is None:
                continue
            if zone.cuts or zone.origin in self._with_children:
                yield from (record for rrset in owners.values() for record in rrset if not self.is_occluded(record))
            else:
                for rrset in owners.values():
                    yield from rrset

    def is_damaged(self, name: str, rtype: str) -> bool:
        """Tell whether a record that cannot be read leaves open what of `rtype` a loaded zone has at `name`."""
        answer = self.lookup(name, rtype)
        zone = answer.zone
        if zone is None or not zone.damaged or not zone.complete or answer.absent or answer.whole:
            return False
        cut = top_cut(zone, answer.name)
        return cut is None or (cut in zone.damaged and not zone.rrset(cut, "NS"))

    def may_name(self, name: str, *rtypes: str, zone: Zone | None = None) -> bool:
        """Tell whether a record of one of `rtypes` that cannot be read, in any zone or just in `zone`, leads to `name`.

        Yes, if where it leads does not show.
        """
        key = (*rtypes, zone.origin if zone is not None else "")
        if key not in self._lost_names:
            lost = zone.lost if zone is not None else list(self._lost())
            self._lost_names[key] = _names_led_to(lost, rtypes) if lost else set()
        names = self._lost_names[key]
        return names is None or name in names

    @cached_property
    def named_targets(self) -> frozenset[str]:
        """The targets of the NS, MX, SRV and CNAME records that findings of this namespace may be about."""
        types = ("NS", "MX", "SRV", "CNAME")
        return frozenset(record.target for rtype in types for record in self.judged_records(rtype))

    def names_may_be_included(self) -> set[str]:
        """Return the names that SPF records which cannot be read include or redirect to, as far as they show."""
        lost = list(self._lost())
        if not lost:
            return set()
        from zonelint.dns.lost_names import names_included

        return names_included(lost)

    @cached_property
    def lost_words(self) -> frozenset[str]:
        """The words of RDATA that stand in records which cannot be read."""
        return frozenset(word for lost in self._lost() for word in lost.words)

    def _lost(self) -> "Iterator[LostRecord]":
        return (each for zone in self.zones.values() for each in zone.lost)

    def all_records(self, rtype: str) -> "Iterator[Record]":
        """Yield the records of `rtype` in all loaded zones, glue and what is occluded included."""
        for zone in self.zones.values():
            yield from zone.records(rtype)

    def all_zones(self) -> "Iterator[Zone]":
        """Yield the loaded zones, and the duplicates among them."""
        yield from self.zones.values()
        yield from self.duplicates

    def judges(self, zone: Zone) -> bool:
        """Tell whether findings of this namespace may be about `zone`."""
        return self._judged is None or id(zone) in self._judged

    @cached_property
    def spelled(self) -> Spellings:
        """What the loaded zones spell, those that are not judged among them."""
        return Spellings(self.zones.values())

    def has_children(self, zone: Zone) -> bool:
        """Tell whether another loaded zone lies below `zone`."""
        return zone.origin in self._with_children

    def is_occluded(self, record: Record) -> bool:
        """Tell whether `record` is glue or hidden: by a zone cut or DNAME of its zone, or by a deeper loaded zone."""
        cut = top_cut(record.zone, record.owner)
        if cut is not None:
            return cut != record.owner or record.type not in _AT_CUT
        if record.zone.origin not in self._with_children:
            return False
        deepest = self.zone_of(record.owner)
        return deepest is not None and deepest.origin != record.zone.origin


def _names_led_to(lost: "list[LostRecord]", rtypes: "tuple[str, ...]") -> set[str] | None:
    """Import what tells it only here: few sets have a record that cannot be read."""
    from zonelint.dns.lost_names import names_led_to

    return names_led_to(lost, rtypes)


@lru_cache(maxsize=1)
def _merge(zones: "tuple[Zone, ...]") -> "tuple[dict[str, dict[str, list[Record]]], bool]":
    """Gather the records of `zones` as owner -> type -> RRset, and tell whether they are all there.

    Two files may say the same. Kept, because all views share them.
    """
    merged: dict[str, dict[str, dict[str, Record]]] = {}
    for zone in zones:
        for rtype, owners in zone.types.items():
            for owner, rrset in owners.items():
                known = merged.setdefault(owner, {}).setdefault(rtype, {})
                for record in rrset:
                    known.setdefault(record.rdata, record)
    rrsets = {
        owner: {rtype: list(records.values()) for rtype, records in types.items()} for owner, types in merged.items()
    }
    return rrsets, all(zone.complete and not zone.lost for zone in zones)


@lru_cache(maxsize=1)
def _merge_absences(zones: "tuple[Zone, ...]") -> "dict[tuple[str, str], Absence]":
    """Gather what `zones` say not to exist, the latest day of each.

    A name that does not exist has nothing of any type.
    """
    merged: dict[tuple[str, str], Absence] = {}
    for zone in zones:
        for (name, rtype), absence in zone.absences.items():
            for key in ((name, rtype), (name, ANY)) if absence.status == NXDOMAIN else ((name, rtype),):
                known = merged.get(key)
                if known is None or (absence.counts, absence.day) > (known.counts, known.day):
                    merged[key] = absence
    return merged
