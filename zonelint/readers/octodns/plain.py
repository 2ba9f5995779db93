"""The fast way from a record mapping to records, for the few shapes that make up nearly all of octoDNS's files.

What is read here needs no check that octodns_records would find fault with; whatever else there is, is left to that,
the slow way. Both give the same records: a property test holds them together.
"""

import re

from zonelint.dns.inet import AF_INET6, inet_ntop, inet_pton
from zonelint.dns.places import SourceFile
from zonelint.dns.zone import MARK_SHIFT, TTL_INHERITED, Record
from zonelint.readers.octodns.fields import service_name_fault
from zonelint.readers.octodns.names import MAX_LENGTH, PLAIN_OWNER
from zonelint.readers.octodns.values import SINGLE, SUSPECT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from zonelint.dns.zone import Zone
    from zonelint.readers.octodns.model import Marks, Part, Seen
    from zonelint.readers.tree.nodes import Node
    from zonelint.readers.tree.yaml_files import Pair

    # Where type, TTL (-1: not there) and value stand, and whether the key is `values`.
    Shape = tuple[int, int, int, bool]

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_DOTTED = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_TARGET = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){2,}")
# No quote, backslash or brace; semicolons as the option `escaped_semicolons` wants them.
_TEXT = r"[ !#-:<-\[\]-z|~]"
_TEXTS = {True: re.compile(rf"(?:{_TEXT}|\\;){{1,255}}"), False: re.compile(rf"(?:{_TEXT}|;){{1,255}}")}
_ESCAPED = "\\;"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_KEYS = ("type", "ttl", "value", "values")
_MAX_TARGET = 254


def _address(node: "Node") -> str | None:
    text: Any = node[2]
    return text if _DOTTED.fullmatch(text) else None


def _address6(node: "Node") -> str | None:
    text: Any = node[2]
    if "::" not in text and not node[3]:
        return None
    try:
        return inet_ntop(AF_INET6, inet_pton(AF_INET6, text))
    except (OSError, ValueError):
        return None


def _target(node: "Node") -> str | None:
    text: Any = node[2]
    return text if _TARGET.fullmatch(text) and len(text) <= _MAX_TARGET else None


def _text(node: "Node", wanted: "re.Pattern[str]") -> str | None:
    text: Any = node[2]
    if wanted.fullmatch(text) and (node[3] or text[0] not in SUSPECT):
        return f'"{text}"' if "\\" not in text else f'"{text.replace(_ESCAPED, ";")}"'
    return None


_SCALARS: "dict[str, Callable[[Node], str | None]]" = {
    "A": _address, "AAAA": _address6, "CNAME": _target, "NS": _target, "PTR": _target,
}  # fmt: skip
_NUMBERS = {"MX": ("preference",), "SRV": ("priority", "weight", "port")}
_NAMES = {"MX": "exchange", "SRV": "target"}


class PlainReader:
    """Reads plain record mappings of one source's files into a zone.

    fine  (type, keys) of the mappings that were checked: their keys are known, in order, and none stands twice
    """

    def __init__(self, zone: "Zone", part: "Part", seen: "Seen", marks: "dict[str, Marks]", fine: "set[Any]") -> None:
        self.zone = zone
        self.part = part
        self.seen = seen
        self.marks = marks
        self.fine = fine
        wanted = _TEXTS[part.escaped]
        self._scalars: dict[str, Callable[[Node], str | None]] = {**_SCALARS, "TXT": lambda node: _text(node, wanted)}
        self._shapes: dict[tuple[Any, ...], Shape | None] = {}

    def read_entry(self, key: object, pair: "Pair") -> bool:
        """Add what an entry of a zone file stands for, if key and record mapping are plain; tells whether they are."""
        text: Any = key
        if key.__class__ is not str or not PLAIN_OWNER.fullmatch(text):
            return False
        owner = f"{text}.{self.zone.origin}"
        return len(owner) <= MAX_LENGTH and self.read(owner, text, pair.value, pair.source)

    def read(self, owner: str, name: str, record: "Node", source: SourceFile) -> bool:
        """Add the RRset of a record mapping if it is plain; tells whether it is."""
        pairs: Any = record[2]
        if record[0] != "mapping" or record[1]:
            return False
        names = tuple([key[2] for key, _ in pairs])
        try:
            shape = self._shapes.get(names) or self._shape_of(names)
        except TypeError:  # a key that is no scalar
            return False
        if shape is None:
            return False
        at_type, at_ttl, at_value, in_list = shape
        rtype, node = pairs[at_type][1][2], pairs[at_value][1]
        if rtype.__class__ is not str or (owner, rtype) in self.seen:
            return False
        flags = TTL_INHERITED if at_ttl < 0 else 0
        ttl = _seconds(pairs[at_ttl][1]) if at_ttl >= 0 else self.part.default_ttl
        if node[0] == "scalar" and not (in_list or node[1]):
            return self._read_one(owner, name, rtype, ttl, flags, node, record, source)
        many = node[0] == "sequence"
        values = node[2] if many else (node,)
        if ttl is None or ((many or in_list) and (rtype in SINGLE or not many)):
            return False
        rdatas = self._rdatas(rtype, name, values)
        if not rdatas:
            return False
        self.seen[owner, rtype] = (source, record[4])
        self._add(owner, rtype, ttl, flags, values, rdatas, source)
        return True

    def _read_one(
        self, owner: str, name: str, rtype: str, ttl: int | None, flags: int, node: "Node", record: "Node",
        source: SourceFile,
    ) -> bool:  # fmt: skip
        """Add the record of a single value, by far the commonest shape, if the value is plain."""
        read = self._scalars.get(rtype)
        rdata = read(node) if read is not None else None
        if rdata is None or ttl is None or (rtype == "CNAME" and not name):
            return False
        self.seen[owner, rtype] = (source, record[4])
        zone, marks = self.zone, self.marks[source.path]
        owners = zone.types.get(rtype)
        if owners is None:
            owners = zone.types[rtype] = {}
        fields = (owner, rtype, ttl, rdata, node[4], source, zone, flags | marks.made << MARK_SHIFT)
        owners[owner] = (tuple.__new__(Record, fields),)
        marks.made += 1
        return True

    def _shape_of(self, names: "tuple[Any, ...]") -> "Shape | None":
        if ("", names) not in self.fine or any(name not in _KEYS for name in names) or "type" not in names:
            return None
        if ("value" in names) is ("values" in names):
            return None
        in_list = "values" in names
        value = names.index("values" if in_list else "value")
        shape = (names.index("type"), names.index("ttl") if "ttl" in names else -1, value, in_list)
        self._shapes[names] = shape
        return shape

    def _rdatas(self, rtype: "Any", name: str, values: "Any") -> "list[str] | None":
        """Return the RDATA of each of `values`; None if any of them is not plain."""
        read = self._scalars.get(rtype)
        if (read is None and rtype not in _NAMES) or (rtype == "CNAME" and not name):
            return None
        if rtype == "SRV" and service_name_fault(name, rtype):
            return None
        rdatas = []
        for node in values:
            if node[1]:
                return None
            rdata = self._fields(rtype, node) if read is None else read(node) if node[0] == "scalar" else None
            if rdata is None:
                return None
            rdatas.append(rdata)
        return rdatas

    def _fields(self, rtype: str, node: "Node") -> str | None:
        """Return the RDATA of an MX or SRV value, or None if it is not plain."""
        if node[0] != "mapping":
            return None
        pairs: Any = node[2]
        found: Any = {key[2] if key[0] == "scalar" else None: value for key, value in pairs}
        target = found.get(_NAMES[rtype])
        numbers = [found.get(field) for field in _NUMBERS[rtype]]
        if (rtype, tuple(found)) not in self.fine or len(found) != len(node[2]) or None in (target, *numbers):
            return None
        name = _target(target) if target[0] == "scalar" and not target[1] else None
        if name is None or any(_seconds(number) is None for number in numbers):
            return None
        words = [number[2] for number in numbers]
        return f"{' '.join(words)} {name}" if max(map(int, words)) <= 65535 else None

    def _add(
        self, owner: str, rtype: str, ttl: int, flags: int, values: "Any", rdatas: list[str], source: SourceFile
    ) -> None:  # fmt: skip
        zone, marks, new = self.zone, self.marks[source.path], tuple.__new__
        index = marks.made
        owners = zone.types.get(rtype)
        if owners is None:
            owners = zone.types[rtype] = {}
        records: list[Record] = []
        for node, rdata in zip(values, rdatas, strict=True):
            fields = (owner, rtype, ttl, rdata, node[4], source, zone, flags | index << MARK_SHIFT)
            records.append(new(Record, fields))
            index += 1
        marks.made = index
        if len(records) == 1:
            owners[owner] = (records[0],)
        else:
            owners[owner] = records
            zone.multiple.append((rtype, owner))


def _seconds(node: "Any") -> int | None:
    """Return a plain number of at most nine digits, or None."""
    if node[0] == "scalar" and not (node[1] or node[3]) and _NUMBER.fullmatch(node[2]):
        return int(node[2])
    return None
