"""What the zones of a view spell, as one text: a search in it finds the few zones that hold what a rule looks for.

Most rules look for what hardly any zone has. To look at each of thousands of zones, or of a million records, for each
of them would take longer than all the rest.
"""

from bisect import bisect_right
from itertools import accumulate, chain
from operator import itemgetter

from zonelint.dns.cached import cached_property
from zonelint.dns.names import is_reverse
from zonelint.dns.patterns import late
from zonelint.dns.zone import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.dns.zone import Zone

_RDATA = itemgetter(Record._fields.index("rdata"))
"""Takes the RDATA of a record, without a step of the interpreter for each of a million."""


_ADDRESSES = ("A", "AAAA")
OF_HOSTS = frozenset((*_ADDRESSES, "A6", "MB", "MG", "MX", "WKS"))
"""Types whose owners are those of hosts, or of domains that have mail."""
_OF_HOSTS_AND_PTR = OF_HOSTS | {"PTR"}

FIELDS = late(r"\n(?:(?:in|[0-9]++[dhw]?)\.|[#/])")
"""The start of an owner that may be a class or a TTL, or like the sign of a comment in another language."""


def twice(zone: "Zone") -> str:
    """Return the name of `zone` twice in a row: the end of an owner that lacks its final dot."""
    return zone.origin + zone.origin


def owners_of(zone: "Zone", rtype: str) -> str:
    """Return the owners of the RRsets of `rtype` in `zone`, each with a line end behind it."""
    return _lines(zone.types[rtype])


def rdata_of(zone: "Zone", rtype: str) -> str:
    """Return the RDATA of the records of `rtype` in `zone`, each with a line end behind it. Call when all is read.

    That of addresses is kept: before there are views, it is asked whether a set has any public one.
    """
    if rtype not in _ADDRESSES:
        return _rdata_of(zone, rtype)
    text = zone.spelled.get(rtype)
    if text is None:
        text = zone.spelled[rtype] = _rdata_of(zone, rtype)
    return text


def _rdata_of(zone: "Zone", rtype: str) -> str:
    return _lines(map(_RDATA, chain.from_iterable(zone.types.get(rtype, {}).values())))


def _lines(words: "Iterable[str]") -> str:
    return "\n".join((*words, ""))


class Spelled:
    """Names or data of some zones, zone by zone: each is a word between two line ends."""

    def __init__(self, zones: "Sequence[Zone]", texts: "Sequence[str]") -> None:
        """Put together the `texts` of the `zones`: words with a line end behind each."""
        self._zones = zones
        self._whole = "\n" + "".join(texts)
        self._lengths = list(map(len, texts))

    def zones_with(self, *parts: str) -> "list[Zone]":
        """Return the zones in whose words one of `parts` stands, in their order.

        A line end in front or at the end of a part stands for the start or the end of a word.
        """
        text = self._whole
        here = [part for part in parts if part in text]
        if not here:
            return []  # nearly always
        ends = self._ends[1:]
        found: set[int] = set()
        for part in here:
            at = text.find(part)
            while at >= 0:
                number = bisect_right(ends, at + len(part) - 1)
                found.add(number)
                at = text.find(part, ends[number] - len(part) + 1)
        return [self._zones[number] for number in sorted(found)]

    def zones_matching(self, pattern: "re.Pattern[str]") -> "list[Zone]":
        """Return the zones in whose words there is a match of `pattern`, in their order; line ends are as above."""
        match = pattern.search(self._whole)
        if match is None:
            return []
        ends = self._ends[1:]
        found: list[int] = []
        while match is not None:
            found.append(bisect_right(ends, match.end() - 1))
            match = pattern.search(self._whole, ends[found[-1]] - 1)
        return [self._zones[number] for number in found]

    def zones_with_own(self, part: "Callable[[Zone], str]") -> "list[Zone]":
        """Return the zones in whose words the `part` of the zone itself stands, in their order."""
        if len(self._zones) == 1:  # as in most of thousands of views
            return [zone for zone in self._zones if part(zone) in self._whole]
        find = self._whole.find
        return [zone for zone, start, end in self._spans() if find(part(zone), start, end) >= 0]

    def zones_for(self, is_worth: "Callable[[str], bool]") -> "list[Zone]":
        """Return the zones whose words, in one text, are worth a look; none is if the text of them all is not.

        A line end stands before the first word, too.
        """
        if not self._zones or not is_worth(self._whole):
            return []
        return [zone for zone, start, end in self._spans() if is_worth(self._whole[start - 1 : end])]

    @cached_property
    def _ends(self) -> list[int]:
        """Where the words of the first zone begin, and those of each end."""
        return list(accumulate(self._lengths, initial=1))

    def _spans(self) -> "Iterable[tuple[Zone, int, int]]":
        """Return each zone, and from where to where its words stand."""
        return zip(self._zones, self._ends, self._ends[1:], strict=False)


_NOTHING = Spelled((), ())


class Spellings:
    """The owners and the RDATA of `zones`, put together when they are first asked for; call when all is read.

    types  of the records in any of the zones
    """

    def __init__(self, zones: "Iterable[Zone]") -> None:
        self._zones = list(zones)
        # Of thousands of views each has few zones, and few types: it costs no more than those.
        self.types = frozenset[str]().union(*[zone.types for zone in self._zones])
        self._owners: dict[str, Spelled] = {}
        self._rdata: dict[str, Spelled] = {}

    def owners(self, rtype: str) -> Spelled:
        """Return the owners of the RRsets of `rtype`."""
        return self._of(rtype, self._owners, owners_of)

    def rdata(self, rtype: str) -> Spelled:
        """Return the RDATA of the records of `rtype`."""
        return self._of(rtype, self._rdata, rdata_of)

    def _of(self, rtype: str, known: dict[str, Spelled], words: "Callable[[Zone, str], str]") -> Spelled:
        if rtype not in self.types:
            return _NOTHING
        if rtype not in known:
            zones = [zone for zone in self._zones if rtype in zone.types]
            known[rtype] = Spelled(zones, [words(zone, rtype) for zone in zones])
        return known[rtype]

    @cached_property
    def hosts(self) -> Spelled:
        """The owners of addresses and MX records, once for each type."""
        return self._owners_without(lambda zone: frozenset(zone.types) - OF_HOSTS)

    @cached_property
    def others(self) -> Spelled:
        """The owners of all other RRsets, once for each type, but not those of PTRs in reverse zones."""
        return self._owners_without(lambda zone: _OF_HOSTS_AND_PTR if is_reverse(zone.origin) else OF_HOSTS)

    def _owners_without(self, left_out: "Callable[[Zone], frozenset[str]]") -> Spelled:
        texts = []
        for zone in self._zones:
            types = left_out(zone)
            texts.append(
                _lines(chain.from_iterable([each for rtype, each in zone.types.items() if rtype not in types]))
            )
        return Spelled(self._zones, texts)

    def owned(self, pattern: "re.Pattern[str]") -> "dict[Zone, None]":
        """Return what `zones_matching` does of all these owners, each zone once."""
        return dict.fromkeys((*self.hosts.zones_matching(pattern), *self.others.zones_matching(pattern)))

    def owned_by_own(self, part: "Callable[[Zone], str]") -> "dict[Zone, None]":
        """Return what `zones_with_own` does of all these owners, each zone once."""
        return dict.fromkeys((*self.hosts.zones_with_own(part), *self.others.zones_with_own(part)))
