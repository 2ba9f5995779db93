"""Zones that stand for what others hold of one origin.

Servers may hold different versions of a zone, and a file may lie beside those of a server that does not load it.
Whoever looks from another server sees what all versions agree on, and takes from a file that may not be served what it
has, but no proof that something is missing.
"""

from zonelint.dns.answers import FOUND, NODATA, Answer
from zonelint.dns.one_zone import FOLLOW, answer_in, unknown
from zonelint.dns.zone import ANY, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.zone import Record

MAX_VERSIONS = 16
"""Versions that each look-up may be answered from; of more than these nothing is known."""

_ADDRESS_TYPES = ("A", "AAAA")
_DIFFERENT = "several servers hold different versions of it"
_OF_OTHERS = "its file is another server's, or no index names it"


class Versions(Zone):
    """What `zones`, all of one origin, answer together. It holds no records itself.

    proves  whether what all of them lack is missing
    """

    __slots__ = ("versions", "proves")

    def __init__(self, zones: "Sequence[Zone]", proves: bool) -> None:
        first = zones[0]
        super().__init__(first.origin, None, first.view, "declared")
        self.versions = tuple(zones) if len(zones) <= MAX_VERSIONS else ()
        self.proves = proves
        self.incomplete(_DIFFERENT if len(zones) > 1 else _OF_OTHERS)
        if all(zone.inside_because for zone in zones):
            self.inside_because = first.inside_because
        self.lost = [lost for zone in self.versions for lost in zone.lost]

    def answers(self, name: str, rtype: str) -> list[Answer]:
        """Return what each version answers for `name`, which lies in the zone; the status of one may be FOLLOW."""
        return [answer_in(zone, name, rtype) for zone in self.versions]

    def agreed(self, name: str, rtype: str, answers: "Sequence[Answer]") -> Answer:
        """Return what the `answers` of the versions for `name` have in common; the status may be FOLLOW."""
        agreed = _agreed(answers, rtype)
        if agreed is None or (not self.proves and agreed.absent):
            return unknown(name, self, (self.origin, " is not known here: ", self.incomplete_because[0]))
        agreed.whole = all(answer.whole for answer in answers)
        if not self.proves:
            agreed.doubt(self.origin, " may be served otherwise: ", self.incomplete_because[0])
        return agreed


def lead_apart(answers: "Sequence[Answer]", rtype: str) -> bool:
    """Tell whether versions have different ways to the addresses of a name, so that these ways' ends are compared."""
    follow = [answer.name for answer in answers if answer.status is FOLLOW]
    return rtype in _ADDRESS_TYPES and bool(follow) and (len(follow) < len(answers) or len(set(follow)) > 1)


def _agreed(answers: "Sequence[Answer]", rtype: str) -> "Answer | None":
    """Return what `answers` have in common; None if that is nothing.

    Of addresses all are known that any version has, so that one which is not among them is missing in each.
    """
    if not answers:
        return None
    if all(answer.absent for answer in answers):
        return next((answer for answer in answers if answer.status == NODATA), answers[0])
    statuses = {answer.status for answer in answers}
    if statuses == {FOLLOW}:
        return answers[0] if len({answer.name for answer in answers}) == 1 else None
    if statuses == {FOUND} and (rtype == ANY or len({_data(answer.records) for answer in answers}) == 1):
        return answers[0]
    if rtype in _ADDRESS_TYPES and all(answer.found or answer.absent for answer in answers):
        return _with_all_addresses(answers)
    return None


def _with_all_addresses(answers: "Sequence[Answer]") -> Answer:
    """Return the addresses that any of `answers` has; the way to them is an alias if it is one in all that have any."""
    found = [answer for answer in answers if answer.found]
    records = {record.rdata: record for answer in found for record in answer.records}
    chain = found[0].chain if all(answer.chain for answer in found) else ()
    return Answer(FOUND, found[0].name, found[0].zone, (), tuple(records.values()), True, chain)


def _data(records: "Sequence[Record]") -> frozenset[str]:
    return frozenset(record.rdata for record in records)
