"""Record lists: what formats have in common that hold DNS records as entries of YAML or JSON.

Each such format has a module of its own, which turns its nodes into Entry objects; RecordList makes records of
these, with their places, and notes what no provider would take. All RDATA goes through zonelint.dns.rdata.
"""

import re

from zonelint.dns.names import NameSyntaxError, absolute, is_at_or_below, labels
from zonelint.dns.parts import is_taken
from zonelint.dns.places import Mark, Problem, Span
from zonelint.dns.rdata import MAX_TTL, canonical_type, from_words, parse_ttl
from zonelint.dns.rdata_words import RdataError, quoted
from zonelint.dns.zone import MARK_SHIFT, TARGET_FIELD, TTL_INHERITED, Record
from zonelint.readers.tree.node_texts import ShapeError, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NamedTuple

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.readers.tree.nodes import Node

    class Value(NamedTuple):
        """One value of an entry: the node where it stands, and the words of its RDATA; None: not known here."""

        node: Node
        words: Sequence[str] | None

else:
    from zonelint.dns.tuples import named_tuple

    Value = named_tuple("Value", "node words")

# A quoted string, or a run of other characters, in which key="value" may stand (RFC 9460 section 2.1).
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|(?:[^\s"\\=]|\\.|="(?:[^"\\]|\\.)*"|=)+|\S', re.DOTALL)
_MAX_STRING = 255
# Types that providers make up and that lead to another name: they answer address queries with its addresses.
_ALIASES = ("ALIAS", "ANAME")
_FIELDS_WITH_NAMES = {"NS": 0, "CNAME": 0, "PTR": 0, "DNAME": 0, "MX": 1, "SRV": 3, "NAPTR": 5, "SVCB": 1, "HTTPS": 1}


class Entry:
    """One entry of a record list: an RRset, or one record of it.

    record      the node of the whole entry
    owner       the node of its owner, or what stands for it
    name        the owner as text, completed by the list's `names`; None: not known here
    rtype       the type as text; None: not known here
    type        the node of the type, if it has one
    ttl         the node of its TTL, or None
    values      its values
    routed      whether it is one of several sets of the same name and type, of which the provider picks one to answer
    """

    __slots__ = ("record", "owner", "name", "rtype", "type", "ttl", "values", "routed")

    def __init__(
        self,
        record: "Node",
        owner: "Node",
        name: str | None,
        rtype: str | None,
        values: "Iterable[Value]",
        *,
        type: "Node | None" = None,
        ttl: "Node | None" = None,
        routed: bool = False,
    ) -> None:
        self.record = record
        self.owner = owner
        self.name = name
        self.rtype = rtype
        self.type = type
        self.ttl = ttl
        self.values = list(values)
        self.routed = routed


class RecordList:
    """Adds entries to a zone as records.

    names        what completes a name without final dot, in owners and in values: ``"."`` or an origin
    default_ttl  seconds, where an entry has none
    units        whether TTLs may be written as BIND has them (``1h``)
    final_dot    whether names in values must end in a dot
    """

    def __init__(
        self,
        zone: "Zone",
        source: "SourceFile",
        *,
        names: str = ".",
        default_ttl: int = 300,
        units: bool = False,
        final_dot: bool = False,
    ) -> None:
        self.zone = zone
        self.source = source
        self.names = names
        self.default_ttl = default_ttl
        self.units = units
        self.final_dot = final_dot
        # All zones of a file share its marks.
        self._marks: list[Mark] = source.marks if isinstance(source.marks, list) else []
        source.marks = self._marks
        self._several = bool(zone.types)  # records of other files are there already
        self._routed: dict[tuple[str, str], int] = {}
        self._routed_data: set[tuple[str, str, str]] = set()

    # -- problems

    def note(self, rule: str, message: str, node: "Node", help: str = "") -> None:
        """Note a problem at `node`."""
        self.zone.problems.append(Problem(rule, message, self.source, node.span, help))

    def lose(self, message: str, node: "Node", help: str = "", rule: str = "record-invalid") -> None:
        """Note a problem that costs records nobody knows the owner of: the zone is not complete any more."""
        self.note(rule, message, node, help)
        self.zone.incomplete(f"{rule} at {self.source.path}:{node.span.line}")

    # -- entries

    def value(self, node: "Node", plain: bool = False) -> Value:
        """Return `node` as a value: RDATA in presentation form or, with `plain`, a text that becomes quoted strings."""
        try:
            text = text_of(node)
            return Value(node, string_words(text) if plain else words_of(text))
        except (RdataError, ShapeError) as error:
            self.note("record-invalid", str(error), node)
            return Value(node, None)

    def add(self, entry: Entry) -> None:
        """Add the records of `entry`; what cannot be used becomes a problem, what is not known an unresolved RRset."""
        owner = self._owner(entry)
        rtype = self._type(entry) if owner is not None else None
        if owner is None or rtype is None:
            return
        if self._stands_elsewhere(owner, rtype):
            self.unresolved(owner, rtype)
            return
        ttl, flags = self._ttl(entry)
        if entry.routed:
            ttl = self._routed.setdefault((owner, rtype), ttl)
        for value in entry.values:
            if value.words is None:
                self.unresolved(owner, rtype)
                continue
            try:
                rdata = self._rdata(rtype, value)
            except RdataError as error:
                self.note("record-invalid", f"{owner} {rtype}: {error}", value.node)
                self.unresolved(owner, rtype)
                continue
            if not entry.routed or self._may_add_routed(owner, rtype, rdata):
                self._add(entry, owner, rtype, ttl, flags, rdata, value)

    def unresolved(self, owner: str, rtype: str) -> None:
        """Note that `owner` holds an RRset of `rtype` that is not known here."""
        if self.zone.holds(owner):
            self.zone.add_unresolved(owner, rtype)

    def _stands_elsewhere(self, owner: str, rtype: str) -> bool:
        """Tell whether another file of the zone has data at `owner`: which of them is published is not known."""
        sources = (
            [self.zone.rrset(owner, each)[0].source for each in self.zone.types_at(owner)] if self._several else []
        )
        return any(source is not self.source for source in sources) and is_taken(self.zone, owner, rtype)

    def _owner(self, entry: Entry) -> str | None:
        if entry.name is None:
            self.zone.incomplete(f"a placeholder is the owner at {self.source.path}:{entry.owner.span.line}")
            return None
        try:
            return absolute(entry.name, self.names).lower()
        except NameSyntaxError as error:
            self.lose(f"bad domain name {entry.name}: {error}", entry.owner)
            return None

    def _type(self, entry: Entry) -> str | None:
        where = entry.type or entry.record
        if entry.rtype is None:
            self.zone.incomplete(f"a placeholder is the type at {self.source.path}:{where.span.line}")
            return None
        word = entry.rtype.upper()
        rtype = word if word in _ALIASES else canonical_type(word)
        if rtype is None:
            # A provider's own type may answer any question.
            owner = self._owner(entry)
            if owner is not None:
                for answered in (word, "A", "AAAA"):
                    self.unresolved(owner, answered)
        return rtype

    def _ttl(self, entry: Entry) -> tuple[int, int]:
        node = entry.ttl
        if node is None:
            return self.default_ttl, TTL_INHERITED
        try:
            text = text_of(node)
        except ShapeError:
            text = ""
        if text is None:
            return self.default_ttl, TTL_INHERITED
        seconds = parse_ttl(text) if self.units or text.isdigit() else None
        if seconds is None:
            self.note("record-invalid", f"not a TTL in seconds: {text or 'a list or mapping'}", node)
            return self.default_ttl, TTL_INHERITED
        if seconds > MAX_TTL:
            self.note("ttl-too-large", f"TTL {text} is over {MAX_TTL} and counts as 0", node)
            return 0, 0
        return seconds, 0

    def _rdata(self, rtype: str, value: Value) -> str:
        words = value.words
        assert words is not None
        if not all(words):
            raise RdataError("a field is empty")
        if rtype in _ALIASES:
            return from_words("CNAME", words, self.names)
        index = _FIELDS_WITH_NAMES.get(rtype)
        if self.final_dot and index is not None and index < len(words) and not words[index].endswith("."):
            message = f"the name {words[index]} in {rtype} data lacks its final dot"
            self.note("relative-target", message, value.node, f"write `{words[index]}.`")
        return from_words(rtype, words, self.names)

    def _may_add_routed(self, owner: str, rtype: str, rdata: str) -> bool:
        """Tell whether the data of one of several sets is to be added; of several aliases only the first can be."""
        key = (owner, rtype, rdata)
        if key in self._routed_data:
            return False
        self._routed_data.add(key)
        if rtype in ("CNAME", *_ALIASES) and self.zone.rrset(owner, rtype):
            self.unresolved(owner, rtype)
            return False
        return True

    def _add(self, entry: Entry, owner: str, rtype: str, ttl: int, flags: int, rdata: str, value: Value) -> None:
        fields: dict[str, Span] = {}
        if entry.ttl is not None:
            fields["ttl"] = entry.ttl.span
        if entry.type is not None:
            fields["type"] = entry.type.span
        if TARGET_FIELD.get(rtype) and value.words is not None and len(value.words) > 1:
            fields["target"] = self._span_of_word(value.node, value.words[TARGET_FIELD[rtype]])
        flags |= len(self._marks) << MARK_SHIFT
        self._marks.append(Mark(entry.owner.span, entry.record.span, value.node.span, fields))
        record = Record(owner, rtype, ttl, rdata, value.node.span.line, self.source, self.zone, flags)
        if self.zone.holds(owner):
            self.zone.add(record)
        else:
            self.zone.out_of_zone.append(record)

    def _span_of_word(self, node: "Node", word: str) -> Span:
        """Return where the last `word` of a scalar on one line stands; the scalar's own span if that is not plain."""
        span = node.span
        at = self.source.text_at(span).rfind(word)
        if at < 0:
            return span
        return Span(span.line, span.column + at, span.line, span.column + at + len(word))


def words_of(text: str | None) -> list[str] | None:
    """Return the words of RDATA in presentation form, quoted strings with their quotes; None for None.

    Raises RdataError if a quote is never closed.
    """
    if text is None:
        return None
    words = _WORD.findall(text)
    if any(word in ('"', "\\") for word in words):
        raise RdataError("a quote or an escape is not closed")
    return words


def string_words(text: str | None) -> list[str] | None:
    """Return the quoted strings of up to 255 octets that hold the plain `text` (RFC 1035 section 3.3)."""
    if text is None:
        return None
    octets = text.encode("utf-8", "surrogatepass")
    return [quoted(octets[at : at + _MAX_STRING]) for at in range(0, len(octets) or 1, _MAX_STRING)]


def common_apex(names: "Iterable[str]") -> str | None:
    """Return the one of the absolute `names` that all the others lie below, or None if there is none.

    A name on its own is none, unless it has two labels: a host is no zone.
    """
    names = set(names)
    shortest = min(names, key=len, default="*.")
    if shortest.startswith("*.") or (len(names) == 1 and len(labels(shortest)) > 2):
        return None
    if not all(is_at_or_below(name, shortest) for name in names):
        return None
    return shortest
