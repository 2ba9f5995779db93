"""Addresses and the PTR records that stand for them, matched over all zones of a view.

A PTR stands for an address when its owner is the full reverse name, or the end of a CNAME from it (RFC 2317).
Where the zone above a classless zone is not loaded, its form tells (``64/26``, ``64-26``, ``64-127``).
Everything is worked out when it is first asked for, once, because a million records pass here.
"""

from itertools import chain

from zonelint.dns.answers import AddressAnswer
from zonelint.dns.cached import cached_property
from zonelint.dns.names import (
    IN_ADDR_ARPA,
    address_of,
    first_label,
    is_at_or_below,
    is_reverse,
    parent,
    reverse_name,
)
from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.dns.answers import Answer
    from zonelint.dns.astray import Astray
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record, Zone

_CLASSLESS_LABEL = late(r"(\d{1,3})(?:[/_-]|\\047)(\d{1,3})")
_LEASE = late(r'"?(?:00|02|31)[0-9a-f]{32}"?')
"""What ISC dhcpd writes beside the address of a lease: what identifies the client, and an MD5 sum of that."""
_OCTETS = frozenset(map(str, range(256)))
_MANY = 16
"""Records of one name from which on their addresses are kept as a set: thousands of PTRs may lead there."""


class Classless:
    """A classless reverse zone (RFC 2317): its zone, and the addresses that it stands for by its form."""

    __slots__ = ("zone", "prefix", "numbers", "linked")

    def __init__(self, zone: "Zone", prefix: str, numbers: frozenset[int], linked: bool) -> None:
        self.zone = zone
        self.prefix = prefix
        """``"192.0.2."``"""
        self.numbers = numbers
        """The last octets in range."""
        self.linked = linked
        """Whether the zone above is loaded, so that its CNAMEs tell who is meant."""

    def owner_of(self, address: str) -> str | None:
        """Return the owner in this zone that the CNAME of `address` should lead to, or None if it is out of range."""
        prefix, _, last = address.rpartition(".")
        if prefix + "." != self.prefix or int(last) not in self.numbers:
            return None
        return f"{last}.{self.zone.origin}"


class Pointers:
    """The PTRs of the reverse zones, each where it belongs: which of them stands for which address.

    ptr_rrsets         address -> its PTR RRset in the loaded zones
    by_form            the same for classless zones whose parent is not loaded, if the CNAMEs there follow RFC 2317
    linked             owners that the CNAME of a full reverse name leads to
    unlinked           PTRs of classless zones that no CNAME of the loaded zone above leads to
    unsorted           PTRs that are hidden, or stand in misnamed zones: whether they lead back is not asked
    without_full_name  PTRs whose owner spells no full address
    """

    def __init__(
        self,
        namespace: "Namespace",
        zones: "Sequence[Zone]",
        classless: "Sequence[Classless]",
        misnamed: "Mapping[str, str]",
    ) -> None:
        """Sort the PTRs of `zones`, the reverse ones; `misnamed` and `classless` are those of `Reverse`."""
        self._namespace = namespace
        self.ptr_rrsets: dict[str, Sequence[Record]] = {}
        self.by_form: dict[str, Sequence[Record]] = {}
        self.linked: set[str] = set()
        self.unlinked: list[Record] = []
        self.unsorted: list[Record] = []
        self.without_full_name: list[Record] = []
        for zone in zones:
            if zone.origin in misnamed:
                self._note_meant(zone, misnamed[zone.origin])
            else:
                self._note_direct(zone)
        for zone in zones:
            self._note_aliased(zone)
        for each in classless:
            self._note_classless(each)

    def _note_direct(self, zone: "Zone") -> None:
        hidden = bool(zone.cuts) or self._namespace.has_children(zone)
        origin = zone.origin
        octets = origin[: -len(IN_ADDR_ARPA)].split(".") if origin.endswith(IN_ADDR_ARPA) else []
        # The common case, a /24: the address is the prefix and the label.
        prefix = ".".join(reversed(octets)) + "." if len(octets) == 3 else ""
        cut = -len(origin) - 1
        ptr_rrsets = self.ptr_rrsets
        for owner, rrset in zone.types.get("PTR", {}).items():
            if prefix and owner[:cut] in _OCTETS:
                address: str | None = prefix + owner[:cut]
            else:
                address = address_of(owner)
            if hidden and self._namespace.is_occluded(rrset[0]):
                self.unsorted += rrset
                continue
            if address is not None:
                ptr_rrsets[address] = rrset
            else:
                self.without_full_name += rrset

    def _note_meant(self, zone: "Zone", right: str) -> None:
        """Let the PTRs of a misnamed zone stand for the addresses that its author had in mind.

        That nobody finds them is one defect, that of the zone's name: no PTR is wrong, and none is missing.
        """
        from zonelint.dns.misnamed import meant_address, written_forward

        self.unsorted += zone.records("PTR")
        for owner, rrset in zone.types.get("PTR", {}).items():
            address = written_forward(self._namespace, rrset[0]) or meant_address(owner, zone.origin, right)
            if address is not None:
                self.ptr_rrsets.setdefault(address, rrset)

    def _note_aliased(self, zone: "Zone") -> None:
        for owner, rrset in zone.types.get("CNAME", {}).items():
            address = address_of(owner)
            if address is not None and not self._namespace.is_occluded(rrset[0]):
                answer = self._namespace.lookup(owner, "PTR")
                self.linked.add(answer.name)
                if answer.found and self._is_judged(answer.records[0]):
                    self.ptr_rrsets[address] = answer.records

    def _is_judged(self, ptr: "Record") -> bool:
        """Tell whether `ptr` may stand for one address: a wildcard does not, and what is assumed is not judged."""
        return ptr.owner[:2] != "*." and not any(ptr.zone is zone for zone in self._namespace.assumed)

    def _note_classless(self, classless: Classless) -> None:
        """Sort the PTRs of a classless zone: led to by a CNAME, standing by form, or led to by nothing."""
        for number in sorted(classless.numbers):
            owner = f"{number}.{classless.zone.origin}"
            rrset = classless.zone.rrset(owner, "PTR")
            if not rrset or owner in self.linked:
                continue
            address = f"{classless.prefix}{number}"
            if not classless.linked:
                self.by_form[address] = rrset
            elif self._namespace.reverse(address).absent:
                self.unlinked += rrset


class Reverse:
    """The reverse side of one view.

    ptr_rrsets          address -> the PTR RRset that stands for it, directly or through CNAMEs
    misnamed            origin of a reverse zone whose labels stand in forward order -> what it should be called
    ptr_rrsets_by_form  the same for classless zones whose parent is not loaded
    classless_origins   the origins of the classless zones
    undecided           number of addresses whose reverse zone is not loaded
    """

    def __init__(self, namespace: "Namespace") -> None:
        self.namespace = namespace
        self.undecided = 0
        self._plain: dict[str, dict[str, dict[str, Sequence[Record]]]] = {"A": {}, "AAAA": {}}
        self._addresses_of: dict[tuple[str, bool], frozenset[str]] = {}
        self._zones = [zone for origin, zone in namespace.zones.items() if is_reverse(origin)]
        self.classless = list(_classless_zones(namespace, self._zones))
        self.classless_origins = frozenset(each.zone.origin for each in self.classless)
        self._by_prefix: dict[str, list[Classless]] = {}
        for classless in self.classless:
            if not classless.linked:
                self._by_prefix.setdefault(classless.prefix, []).append(classless)

    @cached_property
    def misnamed(self) -> "dict[str, str]":
        """Origin -> right origin of the reverse zones whose labels stand in forward order."""
        if not self._zones:
            return {}
        from zonelint.dns.misnamed import right_origin

        found = ((zone.origin, right_origin(self.namespace, zone)) for zone in self._zones)
        return {origin: right for origin, right in found if right is not None}

    # -- which PTR stands for which address --------------------------------------------------------------------------

    @cached_property
    def _pointers(self) -> Pointers:
        return Pointers(self.namespace, self._zones, self.classless, self.misnamed)

    @property
    def ptr_rrsets(self) -> "dict[str, Sequence[Record]]":
        """Address -> its PTR RRset in the loaded zones."""
        return self._pointers.ptr_rrsets

    @property
    def ptr_rrsets_by_form(self) -> "dict[str, Sequence[Record]]":
        """Address -> the PTR RRset that stands for it if the CNAMEs above the classless zone follow RFC 2317."""
        return self._pointers.by_form

    @property
    def unlinked(self) -> "list[Record]":
        """PTRs of classless zones that no CNAME of the loaded zone above leads to."""
        return self._pointers.unlinked

    @property
    def without_full_name(self) -> "list[Record]":
        """PTRs of reverse zones whose owner spells no full address and is led to by no CNAME; wildcards among them."""
        may_link, linked = self.namespace.may_name, self._pointers.linked
        ptrs = self._pointers.without_full_name
        return [ptr for ptr in ptrs if ptr.owner not in linked and not may_link(ptr.owner, "CNAME")]

    def leading_astray(self) -> "Iterator[Record]":
        """Yield the PTRs of loaded zones that may name anything but the owner of an address; some of them twice."""
        pointers = self._pointers
        yield from (ptr for _, ptr in self.suspects)
        yield from chain(pointers.unlinked, pointers.unsorted, pointers.without_full_name)
        for zone in self.namespace.zones.values():
            if "PTR" in zone.types and ("CNAME" in zone.types or not is_reverse(zone.origin)):
                yield from zone.records("PTR")

    def judged(self) -> "Iterator[tuple[str, Sequence[Record]]]":
        """Yield (address, PTR RRset) for every PTR that stands for an address."""
        yield from self.ptr_rrsets.items()
        yield from self.ptr_rrsets_by_form.items()

    # -- do they lead back? ------------------------------------------------------------------------------------------

    @cached_property
    def suspects(self) -> "list[tuple[str, Record]]":
        """(address, PTR) for each PTR whose target does not hold the address itself: what is worth a second look."""
        suspects: list[tuple[str, Record]] = []
        for address, rrset in self.judged():
            plain = self._plain["AAAA" if ":" in address else "A"]
            for ptr in rrset:
                target = ptr.rdata.lower()
                owners = plain.get(target.partition(".")[2])
                records = owners.get(target) if owners else None
                if records and records[0].rdata == address:
                    continue  # nearly always, so that no more is spent on it
                if not self._leads_straight_back(address, ptr):
                    suspects.append((address, ptr))
        return suspects

    @cached_property
    def suspects_by_target(self) -> "dict[str, list[tuple[str, Record]]]":
        """Name -> (address, PTR) of those of the `suspects` that name it."""
        found: dict[str, list[tuple[str, Record]]] = {}
        for address, ptr in self.suspects:
            found.setdefault(ptr.target, []).append((address, ptr))
        return found

    def _leads_straight_back(self, address: str, ptr: "Record") -> bool:
        rtype = "AAAA" if ":" in address else "A"
        target = ptr.rdata.lower()
        above = target.partition(".")[2]
        owners = self._plain[rtype].get(above)
        if owners is None:
            # Most targets share a zone with many others. In one without cuts or zones below it, all records are served.
            zone = self.namespace.zone_of(above)
            plain = zone is not None and not zone.cuts and not self.namespace.has_children(zone)
            owners = self._plain[rtype][above] = zone.types.get(rtype, {}) if zone is not None and plain else {}
        records = owners.get(target)
        if records is None:
            answer = self.namespace.lookup(target, rtype)
            if answer.chain:
                return False
            records = answer.records
        return self._holds(address, target, records)

    def _holds(self, address: str, name: str, records: "Sequence[Record]") -> bool:
        """Tell whether `address` is one of `records`, which are those of `name` of its family."""
        if len(records) < _MANY:
            return any(record.rdata == address for record in records)
        key = (name, ":" in address)
        if key not in self._addresses_of:
            self._addresses_of[key] = frozenset(record.rdata for record in records)
        return address in self._addresses_of[key]

    def confirms(self, address: str, ptr: "Record") -> bool | None:
        """Tell whether the target of `ptr` has `address` among its addresses (iprev, RFC 8601 2.7.3); None: unknown."""
        answer = self.forward(address, ptr)
        if self._holds(address, ptr.target, answer.records):
            return True
        return False if answer.absent or (answer.found and answer.whole) else None

    def forward(self, address: str, ptr: "Record") -> "Answer":
        """Look up the addresses of the target of `ptr`, of the family of `address`."""
        return self.namespace.lookup(ptr.target, "AAAA" if ":" in address else "A")

    def mismatch(self, address: str, ptr: "Record") -> AddressAnswer | None:
        """Return the addresses of the target of `ptr` if it has some and `address` provably is not one of them."""
        addresses = self.namespace.addresses(ptr.target)
        if addresses.found and self.confirms(address, ptr) is False:
            return addresses
        return None

    @cached_property
    def outlived(self) -> "frozenset[str]":
        """Origins of left-over reverse zones of networks that were left: of their PTRs, two or more, none leads back.

        Some of the hosts have other addresses by now. Names without their final dot are not counted: somebody wrote
        them for these addresses.
        """
        wrong: dict[str, int] = {}
        moved: set[str] = set()
        for address, ptr in self.suspects:
            zone = ptr.zone
            if zone.leftover and not is_at_or_below(ptr.target, zone.origin):
                has_moved = self.mismatch(address, ptr) is not None
                gone = has_moved or self.namespace.addresses(ptr.target).absent
                wrong[zone.origin] = wrong.get(zone.origin, 0) + gone
                moved.update([zone.origin] if has_moved else [])
        counts = {origin: sum(1 for _ in self.namespace.zones[origin].records("PTR")) for origin in moved}
        return frozenset(origin for origin, count in counts.items() if 1 < count == wrong[origin])

    @cached_property
    def hosts(self) -> "dict[str, list[str]]":
        """Address of a suspect PTR -> the names that have this address in the loaded zones.

        Wildcards are no hosts, nor are names in reverse zones, nor those that were lengthened by a zone's own for want
        of a final dot.
        """
        hosts: dict[str, list[str]] = {address: [] for address, _ in self.suspects}
        for rtype in ("A", "AAAA") if hosts else ():
            for record in self.namespace.records(rtype):
                if record.rdata in hosts and not record.zone.policy and _names_host(record):
                    hosts[record.rdata].append(record.owner)
        return hosts

    @cached_property
    def holders(self) -> "dict[str, list[str]]":
        """Address -> the owners of it in the loaded zones, glue among them and wildcards not; made for the few."""
        holders: dict[str, list[str]] = {}
        for rtype in ("A", "AAAA"):
            for record in self.namespace.all_records(rtype):
                if record.owner[:2] != "*.":
                    holders.setdefault(record.rdata, []).append(record.owner)
        return holders

    @cached_property
    def astray(self) -> "Astray":
        """The PTRs that nobody meets who looks up the address of the host they name."""
        from zonelint.dns.astray import Astray

        return Astray(self, self.namespace)

    # -- addresses without PTR ---------------------------------------------------------------------------------------

    @cached_property
    def without_ptr(self) -> "dict[str, list[Record]]":
        """Address -> its A or AAAA records, for each address that provably has no PTR.

        Owners that are wildcards do not count, for they stand for any number of names, nor do those in reverse zones,
        which are no hosts, nor leases, whose PTR a DHCP server writes as it wrote the address.
        """
        without: dict[str, list[Record]] = {}
        for rtype in ("A", "AAAA"):
            self._note_without(rtype, without)
        return without

    def _note_without(self, rtype: str, without: "dict[str, list[Record]]") -> None:
        ptr_rrsets = self.ptr_rrsets
        absent: dict[str, bool] = {}
        for record in self.namespace.records(rtype):
            address = record.rdata
            if address in ptr_rrsets or record.owner[:2] == "*.":
                continue
            known = absent.get(address)
            if known is None:
                known = absent[address] = self._is_without(address)
            if known and not (is_reverse(record.owner) or (record.zone.dynamic and _is_lease(record))):
                without.setdefault(address, []).append(record)

    def _is_without(self, address: str) -> bool:
        name = reverse_name(address)
        zone = self.namespace.zone_of(name)
        # A root zone of one's own, which answers for every name there is, is no reverse zone.
        if (zone is None or not is_reverse(zone.origin)) and not self.namespace.assumed:
            # Where a forward zone stands alone this is the answer for every address: no look-up is spent on it.
            self.undecided += 1
            return False
        if zone is not None and zone.origin in self._stock:
            return False
        return self.namespace.lookup(name, "PTR").absent

    @cached_property
    def _stock(self) -> set[str]:
        """The origins of reverse zones that are there to be empty, so that no PTR is missing in them.

        They have no name but their apex, and the file serves several zones or is a distribution's.
        """
        if not self._zones:
            return set()
        from zonelint.dns.stock_zones import has_stock_soa, is_bare

        bare = [zone for zone in self._zones if zone.source is not None and is_bare(zone)]
        shared = self.namespace.shared_sources() if bare else frozenset()
        return {
            zone.origin
            for zone in bare
            if has_stock_soa(zone) or (zone.source is not None and zone.source.path in shared)
        }

    def classless_of(self, address: str) -> Classless | None:
        """Return the classless zone, its parent not loaded, in whose range `address` lies by form, or None."""
        for classless in self._by_prefix.get(address[: address.rfind(".") + 1], ()):
            if classless.owner_of(address) is not None:
                return classless
        return None


def _classless_zones(namespace: "Namespace", zones: "list[Zone]") -> "Iterator[Classless]":
    for zone in zones:
        above = parent(zone.origin)
        octets = above[: -len(IN_ADDR_ARPA)].split(".") if above.endswith(IN_ADDR_ARPA) else []
        if len(octets) != 3 or not all(octet in _OCTETS for octet in octets):
            continue
        label = first_label(zone.origin)
        match = _CLASSLESS_LABEL.fullmatch(label)
        if match is not None:
            numbers = _numbers(int(match[1]), int(match[2]), zone.origin[match.end(1)] == "-")
        elif label in _OCTETS:
            numbers = _block_of(zone, int(label))
        else:
            continue
        if not numbers:
            continue
        # A zone further up may be loaded that delegates the one above to others.
        linked = not namespace.lookup(above, "SOA").unknown or namespace.is_damaged(above, "SOA")
        yield Classless(zone, ".".join(reversed(octets)) + ".", numbers, linked)


def _block_of(zone: "Zone", first: int) -> frozenset[int]:
    """Return the last octets of a classless zone that is named after the `first` address of its network alone.

    They are those of the smallest network from there on that holds all PTRs; none if a PTR lies in no such network.
    """
    owners = [owner.removesuffix(f".{zone.origin}") for owner in zone.types.get("PTR", {}) if owner != zone.origin]
    inside = {int(owner) for owner in owners if owner in _OCTETS}
    largest = (first & -first) or 256
    if len(inside) < len(owners) or not inside or not first < min(inside) or max(inside) >= first + largest:
        return frozenset()
    return frozenset(range(first, first + (1 << (max(inside) - first).bit_length())))


def _numbers(first: int, second: int, may_be_range: bool) -> frozenset[int]:
    """Return the last octets that ``first/second`` or ``first-second`` may mean: a prefix, a range, or either."""
    numbers: set[int] = set()
    if 24 <= second <= 32:
        numbers.update(range(first, min(first + (1 << (32 - second)), 256)))
    if may_be_range and first <= second <= 255:
        numbers.update(range(first, second + 1))
    return frozenset(number for number in numbers if number < 256)


def _is_lease(record: "Record") -> bool:
    """Tell whether a DHCP server wrote an address into a dynamic zone: at its owner it says for which client.

    That is a DHCID record (RFC 4701), or the TXT record that ISC dhcpd writes in its place.
    """
    zone = record.zone
    return bool(zone.rrset(record.owner, "DHCID")) or any(
        _LEASE.fullmatch(text.rdata) for text in zone.rrset(record.owner, "TXT")
    )


def _names_host(record: "Record") -> bool:
    """Tell whether the owner of an address record is the name of a host, and was not lengthened by its zone's own."""
    owner, origin = record.owner, record.zone.origin
    if owner[:2] == "*." or is_reverse(owner):
        return False
    return origin.count(".") < 2 or not f".{owner}".endswith(f".{origin}{origin}")
