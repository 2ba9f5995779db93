"""Records that lead to what the loaded zones do not answer: whether a rule is right about them is open."""

from bisect import bisect_left, bisect_right

from zonelint.dns.names import reverse_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record

_REPORTED = frozenset(("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV"))
_ALONE = ("syntax", "names", "rrsets", "as_code")
"""Themes of rules that judge a record by itself, or beside those of its zone."""


def is_answered_here(theme: str) -> bool:
    """Tell whether the rules of a `theme` need no zone but the one they judge."""
    return theme in _ALONE


def types_of(types: "Collection[str]", needs: "Collection[str]") -> "Collection[str]":
    """Return the types of the records that a rule reports, by those that it looks at, or `needs`; empty: any."""
    needed = {need.partition(" ")[0] for need in needs}  # `A 127.`: the type comes first
    return types or (needed if needed <= _REPORTED else ())


class OpenQuestions:
    """Finds records whose addresses or targets lie in zones that are not loaded; looks through the records once."""

    def __init__(self, namespaces: "Iterable[Namespace]") -> None:
        self._namespaces = list(namespaces)
        self._open: dict[str, dict[str, list[int]]] | None = None
        """Path -> type -> the lines of such records, in their order."""

    def are_between(self, path: str, first: int, last: int, types: "Collection[str]" = ()) -> bool:
        """Tell whether a record on the lines `first` to `last` of a file, both 1-based and included, is such a one.

        `types` are those of the records that count, all if it is empty.
        """
        if self._open is None:
            self._open = self._found()
        by_type = self._open.get(path, {})
        found = (by_type[rtype] for rtype in types or by_type if rtype in by_type)
        return any(bisect_left(lines, first) < bisect_right(lines, last) for lines in found)

    def _found(self) -> dict[str, dict[str, list[int]]]:
        found: dict[str, dict[str, list[int]]] = {}
        for namespace in self._namespaces:
            asked = {name for name, _ in namespace.undecided_questions()}
            for record in _with_open_ends(namespace, asked):
                found.setdefault(record.source.path, {}).setdefault(record.type, []).append(record.line)
        for by_type in found.values():
            for lines in by_type.values():
                lines.sort()
        return found


def _with_open_ends(namespace: "Namespace", asked: set[str]) -> "Iterable[Record]":
    for zone in namespace.zones.values():
        for rtype in zone.types:
            for record in zone.records(rtype):
                if rtype in ("A", "AAAA"):
                    is_open = namespace.zone_of(reverse_name(record.rdata)) is None
                else:
                    is_open = not asked.isdisjoint(word.lower() for word in record.words)
                if is_open:
                    yield record
