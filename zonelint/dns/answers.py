"""What a look-up in a Namespace says: one of five statuses, the records, and the way that led to them."""

from zonelint.dns.names import canonical_address
from zonelint.dns.zone import Record, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND = "FOUND"
"""The records exist."""
NODATA = "NODATA"
"""The name exists, be it as an empty non-terminal, and holds no records of the type (RFC 2308 section 2.2)."""
NXDOMAIN = "NXDOMAIN"
"""A loaded, complete zone is authoritative for the name, and the name does not exist (RFC 2308 section 2.1).

Or an `assume` file has it that a resolver said so, not long ago.
"""
UNKNOWN = "UNKNOWN"
"""Nothing that is loaded can tell."""
LOOP = "LOOP"
"""The chain of aliases bites its tail, has over MAX_LINKS links, or makes a name that is too long."""


class Step:
    """One step of the way from the name that was asked for to the answer.

    kind    ``"CNAME"``, ``"DNAME"``, ``"wildcard"``, ``"assumed"``, or a provider's ``"ALIAS"`` or ``"ANAME"``
    record  the record that leads on; None for a wildcard that holds nothing itself
    text    the step in one line
    """

    __slots__ = ("kind", "record", "text")

    def __init__(self, kind: str, record: Record | None, text: str) -> None:
        self.kind = kind
        self.record = record
        self.text = text

    def __repr__(self) -> str:
        return f"<Step {self.kind}: {self.text}>"


class Answer:
    """What a look-up says.

    status   FOUND, NODATA, NXDOMAIN, UNKNOWN or LOOP
    records  the RRset at the end of the chain, as it stands in its file: a wildcard's keep the owner
             ``*.…``; empty unless FOUND
    name     the name that the chain ended at
    chain    the steps that led there
    whole    whether all RRsets on the way are known to be complete; otherwise there may be more records
    zone     the loaded zone that the chain ended in, or None
    """

    __slots__ = ("status", "records", "name", "chain", "whole", "zone", "_reason")

    def __init__(
        self,
        status: str,
        name: str,
        zone: Zone | None,
        reason: "tuple[str, ...]" = (),
        records: "Sequence[Record]" = (),
        whole: bool = True,
        chain: "Sequence[Step]" = (),
    ) -> None:
        self.status = status
        self.name = name
        self.zone = zone
        self._reason = reason
        self.records = records
        self.whole = whole
        self.chain = chain

    @property
    def why(self) -> str:
        """Why there are no records; for UNKNOWN it names the zone that would settle it. Empty when FOUND."""
        return "" if self.status == FOUND else "".join(self._reason)

    def doubt(self, *reason: str) -> None:
        """Note, in parts of a sentence, why the records that were found may not be all, or not be served."""
        self.whole = False
        if self.status == FOUND:
            self._reason = reason

    @property
    def gap(self) -> str:
        """Why there may be more records than these; empty if they provably are all."""
        zone = self.zone
        if self.whole:
            return ""
        if self.status == FOUND and self._reason:
            return "".join(self._reason)
        if zone is not None and zone.incomplete_because:
            return f"{zone.origin} is incomplete: {zone.incomplete_because[0]}"
        if zone is not None and self.name in zone.damaged:
            return f"the record of {self.name} at {zone.damaged[self.name]} cannot be read"
        return "a zone on the way is incomplete"

    @property
    def found(self) -> bool:
        """Whether there are records."""
        return self.status == FOUND

    @property
    def absent(self) -> bool:
        """Whether there provably are no such records."""
        return self.status in (NODATA, NXDOMAIN, LOOP)

    @property
    def unknown(self) -> bool:
        """Whether nothing that is loaded can tell."""
        return self.status == UNKNOWN

    def __repr__(self) -> str:
        return f"<Answer {self.status} at {self.name}: {[record.rdata for record in self.records] or self.why}>"


class AddressAnswer:
    """The addresses of a name: its A and its AAAA answer, read together.

    answers    the A answer, then the AAAA answer
    records    the A records, then the AAAA records; put together once, for thousands of PTRs may lead to one name
    found      whether there is any address
    """

    __slots__ = ("answers", "records", "found", "_addresses", "_inside", "_none_public")

    def __init__(self, ipv4: Answer, ipv6: Answer) -> None:
        self.answers = (ipv4, ipv6)
        both = ipv4.records and ipv6.records
        self.records: Sequence[Record] = (*ipv4.records, *ipv6.records) if both else ipv4.records or ipv6.records
        self.found = ipv4.status == FOUND or ipv6.status == FOUND
        self._addresses: list[str] | None = None
        self._inside: bool | None = None
        self._none_public: Sequence[tuple[str, str]] | None = None

    @property
    def only_inside(self) -> bool:
        """Whether there are addresses, and all of them are private, loopback or such: nobody outside reaches them."""
        if self._inside is None:
            from zonelint.dns.special_networks import is_inside

            self._inside = self.found and all(map(is_inside, self.addresses))
        return self._inside

    @property
    def none_public(self) -> "Sequence[tuple[str, str]]":
        """(address, why it is no public one) of all addresses; empty if any of them is one that all may reach."""
        if self._none_public is None:
            from zonelint.dns.special_networks import why_not_public

            reasons = ((address, why_not_public(address)) for address in self.addresses)
            found = [(address, why) for address, why in reasons if why is not None]
            self._none_public = found if len(found) == len(self.addresses) else ()
        return self._none_public

    @property
    def addresses(self) -> list[str]:
        """The addresses in canonical text (dotted, or RFC 5952), in the order of `records`."""
        if self._addresses is None:
            self._addresses = [canonical_address(record.rdata) or record.rdata for record in self.records]
        return self._addresses

    @property
    def absent(self) -> bool:
        """Whether the name provably has no address of either kind."""
        ipv4, ipv6 = self.answers
        return ipv4.absent and ipv6.absent

    @property
    def unknown(self) -> bool:
        """Whether no address was found, and one kind of address cannot be told."""
        return not self.found and not self.absent

    @property
    def whole(self) -> bool:
        """Whether these provably are all the addresses that the name has."""
        return all(answer.whole for answer in self.answers)

    @property
    def chain(self) -> "Sequence[Step]":
        """The steps that led to the addresses: those of the answer that found some, else those of the A answer."""
        ipv4, ipv6 = self.answers
        return ipv6.chain if ipv6.found and not ipv4.found else ipv4.chain

    @property
    def why(self) -> str:
        """Why there is no address; of two reasons the one that leaves it open. Empty when there is one."""
        if self.found:
            return ""
        ipv4, ipv6 = self.answers
        return ipv6.why if ipv6.unknown and not ipv4.unknown else ipv4.why
