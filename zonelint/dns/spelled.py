"""What the zones of a view spell, as one text: a search in it finds the few zones that hold what a rule looks for.

Most rules look for what hardly any zone has. To look at each of thousands of zones, or of a million records, for each
of them would take longer than all the rest.
"""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, chain
from operator import itemgetter

from zonelint.dns.names import is_reverse
from zonelint.dns.zone import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.dns.zone import Zone

_RDATA = itemgetter(Record._fields.index("rdata"))
"""Takes the RDATA of a record, without a step of the interpreter for each of a million."""


STARTS_OF_CLASSES = ("\nin.", "\n#", "\n/")
"""How owners begin that are spelled like a class, or like the sign of a comment in another language."""
STARTS_OF_FIELDS = (*STARTS_OF_CLASSES, "00.", "\n1h.", "\n1d.", "\n1w.")
"""The same, and parts of which one stands in each that is spelled like one of the usual TTLs."""


def twice(zone: "Zone") -> str:
    """Return the name of `zone` twice in a row: the end of an owner that lacks its final dot."""
    return zone.origin + zone.origin


def rdata_of(zone: "Zone", rtype: str) -> str:
    """Return the RDATA of the records of `rtype` in `zone`, each with a line end behind it."""
    return _lines(map(_RDATA, chain.from_iterable(zone.types.get(rtype, {}).values())))


def _lines(words: "Iterable[str]") -> str:
    return "\n".join((*words, ""))


class Spelled:
    """Names or data of some zones, zone by zone: each is a word between two line ends."""

    def __init__(self, zones: "Sequence[Zone]", texts: "Sequence[str]") -> None:
        """Put together the `texts` of the `zones`: words with a line end behind each."""
        self._zones = zones
        self._whole = "\n" + "".join(texts)
        self._ends = list(accumulate(map(len, texts), initial=1))

    def zones_with(self, *parts: str) -> "list[Zone]":
        """Return the zones in whose words one of `parts` stands, in their order.

        A line end in front or at the end of a part stands for the start or the end of a word.
        """
        text, ends = self._whole, self._ends[1:]
        found: set[int] = set()
        for part in parts:
            at = text.find(part)
            while at >= 0:
                number = bisect_right(ends, at + len(part) - 1)
                found.add(number)
                at = text.find(part, ends[number] - len(part) + 1)
        return [self._zones[number] for number in sorted(found)]

    def zones_with_own(self, part: "Callable[[Zone], str]") -> "list[Zone]":
        """Return the zones in whose words the `part` of the zone itself stands, in their order."""
        find = self._whole.find
        return [zone for zone, start, end in self._spans() if find(part(zone), start, end) >= 0]

    def zones_for(self, is_worth: "Callable[[str], bool]") -> "list[Zone]":
        """Return the zones whose words, in one text, are worth a look; none is if the text of them all is not.

        A line end stands before the first word, too.
        """
        if not is_worth(self._whole):
            return []
        return [zone for zone, start, end in self._spans() if is_worth(self._whole[start - 1 : end])]

    def _spans(self) -> "Iterable[tuple[Zone, int, int]]":
        """Return each zone, and from where to where its words stand."""
        return zip(self._zones, self._ends, self._ends[1:], strict=False)


class Spellings:
    """The owners and the RDATA of `zones`, put together when they are first asked for; call when all is read."""

    def __init__(self, zones: "Iterable[Zone]") -> None:
        self._zones = list(zones)
        self._owners: dict[str, Spelled] = {}
        self._rdata: dict[str, Spelled] = {}

    def owners(self, rtype: str) -> Spelled:
        """Return the owners of the RRsets of `rtype`."""
        if rtype not in self._owners:
            zones = [zone for zone in self._zones if rtype in zone.types]
            self._owners[rtype] = Spelled(zones, [_lines(zone.types[rtype]) for zone in zones])
        return self._owners[rtype]

    def rdata(self, rtype: str) -> Spelled:
        """Return the RDATA of the records of `rtype`."""
        if rtype not in self._rdata:
            zones = [zone for zone in self._zones if rtype in zone.types]
            self._rdata[rtype] = Spelled(zones, [rdata_of(zone, rtype) for zone in zones])
        return self._rdata[rtype]

    @cached_property
    def forward(self) -> Spelled:
        """The owners of all RRsets in forward zones, once for each type."""
        return _all_owners([zone for zone in self._zones if not is_reverse(zone.origin)])

    @cached_property
    def reverse(self) -> Spelled:
        """The owners of all RRsets in reverse zones, once for each type."""
        return _all_owners([zone for zone in self._zones if is_reverse(zone.origin)])


def _all_owners(zones: "Sequence[Zone]") -> Spelled:
    return Spelled(zones, [_lines(chain.from_iterable(zone.types.values())) for zone in zones])
