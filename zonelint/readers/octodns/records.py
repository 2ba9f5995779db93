"""From the mappings of an octoDNS zone file to records: one RRset for each record mapping.

There is a fast way for the few shapes that make up nearly all files: what it reads needs no check that the slow way
would find fault with, and whatever else there is, is left to that. Both give the same records: a property test holds
them together.
"""

import re

from zonelint.dns.inet import AF_INET6, inet_ntop, inet_pton
from zonelint.dns.names import NameSyntaxError
from zonelint.dns.places import Mark, SourceFile
from zonelint.dns.rdata import MAX_TTL
from zonelint.dns.zone import MARK_SHIFT, TTL_INHERITED, Record
from zonelint.readers.octodns.context import RecordContext
from zonelint.readers.octodns.dynamic import check_dynamic, check_healthcheck, pool_values
from zonelint.readers.octodns.fields import READERS as RARE_READERS
from zonelint.readers.octodns.fields import service_name_fault
from zonelint.readers.octodns.model import discard
from zonelint.readers.octodns.names import MAX_LENGTH, PLAIN_OWNER, decoded, owner_name
from zonelint.readers.octodns.validators import NAME_VALIDATORS, caa_fault, name_faults, value_faults
from zonelint.readers.octodns.values import (
    READERS,
    SINGLE,
    SUSPECT,
    InvalidValue,
    ToleratedValue,
    UnresolvedValue,
    scalar,
    type_name,
)
from zonelint.readers.tree.nodes import SAYS_THE_SAME, Node
from zonelint.readers.tree.yaml_nodes import says_the_same
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Any

    from zonelint.dns.zone import Zone
    from zonelint.readers.octodns.model import Marks, OctoZone, Part, Seen
    from zonelint.readers.tree.yaml_files import Pair, YamlFiles

    # Where type, TTL (-1: not there) and value stand, and whether the key is `values`.
    Shape = tuple[int, int, int, bool]

RECORD_KEYS = frozenset(("type", "ttl", "value", "values", "geo", "dynamic", "octodns"))
_ALL_READERS = {**READERS, **RARE_READERS}
_TARGETS = ("exchange", "target", "targetname", "replacement")
_FEW = 10_000
"""Values that are compared with one another."""
_TEXT_TYPES = ("TXT", "SPF")


class RecordReader(RecordContext):
    """Reads the files of one YAML source into a zone.

    seen   (owner, type) -> where the RRset stands, of all sources so far
    marks  path of a source -> its marks
    """

    def __init__(
        self,
        zone: "Zone",
        options: "OctoZone",
        part: "Part",
        files: "YamlFiles",
        source: SourceFile,
        root: Node,
        seen: "Seen",
        marks: "dict[str, Marks]",
    ) -> None:
        super().__init__(zone, options, part, files, source, root)
        self.seen = seen
        self.marks = marks
        self._plain: PlainReader | None = None
        if not (
            files.has_extensions
            or options.sub_zones
            or options.template
            or options.checks.extra
            or options.checks.unchecked
            or marks[source.path].kept is not None
        ):
            self._plain = PlainReader(zone, part, seen, marks, self.mappings.fine)

    # -- the file

    def read(self) -> None:
        """Read the records below the top node of the file."""
        node, self.source = self.files.content(self.key, self.source)
        if node is None or not node.value or (node.kind == "scalar" and not scalar(node)):
            return
        if node.kind != "mapping":
            message = f"'{type_name(node)}' object has no attribute 'items'"
            self.lose(message, node, "a zone file maps names to records")
            return
        plain = self._plain
        for key, pair in self.mappings.owners(node, self.source).items():
            if plain is None or not plain.read_entry(key, pair):
                self._read_owner(key, pair)

    def release(self) -> None:
        """Let go of the nodes: a command runs without the garbage collector that would find this circle."""
        del self.mappings

    def _read_owner(self, key: object, pair: "Pair") -> None:
        text = key if isinstance(key, str) else str(key).lower()
        self.source, self.key = pair.source, pair.key
        try:
            self.owner = owner_name(text, self.zone.origin)
        except NameSyntaxError as error:
            self.owner = f"{text}.{self.zone.origin}"
            self.lose(self.invalid(str(error)), pair.key)
            return
        plain = self._plain
        node, source = self.files.content(pair.value, pair.value_source)
        if node is not None:
            for item in node.items if node.kind == "sequence" else (node,):
                if plain is not None and plain.read(self.owner, text, item, source):
                    continue
                record, self.source = self.files.content(item, source)
                if record is not None:
                    self._read_record(text, record)

    # -- one record

    def _read_record(self, name: str, record: Node) -> None:
        """Read one record mapping of the current owner, whose name relative to the zone is `name`."""
        self.record, self.type = record, ""
        self.lenient, self.faulty = self.options.lenient, False
        try:
            self._check_and_add(name, record)
        except InvalidValue as error:
            self.refuse(str(error), error.node, isinstance(error, ToleratedValue))
        except UnresolvedValue:
            self.unresolved(self.type)

    def _check_and_add(self, name: str, record: Node) -> None:
        if record.kind != "mapping":
            message = f"'{type_name(record)}' object has no attribute 'get'"
            self.lose(message, record, "a record is a mapping with type and value")
            return
        fields = self.mappings.fields(record, self.source, "", RECORD_KEYS)
        if not self._has_type(fields, record):
            return
        rtype = self.type
        ignored = "octodns" in fields and self._settings(fields["octodns"])
        if "value" in fields and "values" in fields:
            self._note_both(fields)
        if (self.options.sub_zones and self._is_of_subzone(rtype)) or not self._is_new(rtype, record):
            return
        self.ttl = self._seconds(fields["ttl"]) if "ttl" in fields else self.part.default_ttl
        if ignored or "/" in rtype:
            self.unresolved(rtype)
            return
        if rtype in ("SRV", "URI", "CNAME", "ALIAS"):
            self._check_name(name, rtype)
        self._add(fields, rtype, 0 if "ttl" in fields else TTL_INHERITED)

    def _has_type(self, fields: "dict[str, Node]", record: Node) -> bool:
        node = fields.get("type")
        if node is None:
            self.lose(f"Invalid record {decoded(self.owner)}, missing type", record)
            return False
        rtype = node.text
        if rtype in _ALL_READERS or "/" in rtype:
            self.type = rtype
            return True
        meant = f"did you mean {rtype.upper()}?" if rtype.upper() in _ALL_READERS else ""
        self.note("record-invalid", f'Unknown record type: "{rtype}"', node, None, meant)
        self.unresolved(rtype.upper())
        return False

    def _settings(self, node: Node) -> bool:
        """Obey the ``octodns`` section of a record; returns whether octoDNS leaves the record alone."""
        fields = self.mappings.fields(node, self.source, "octodns", None) if node.kind == "mapping" else {}
        flags = {name: bool(resolve(value)) for name, value in fields.items() if value.kind == "scalar"}
        if flags.get("lenient", False):
            self.lenient = True
            self.options.lenient_records.add((self.owner, self.type))
        check_healthcheck(fields.get("healthcheck"), self)
        priority = fields.get("auto_arpa_priority")
        if priority is not None and priority.text.isdecimal():
            self.options.priorities[self.owner, self.type] = int(priority.text[:9])
        return flags.get("ignored", False)

    def _note_both(self, fields: "dict[str, Node]") -> None:
        ignored, used = ("values", "value") if self.type in SINGLE else ("value", "values")
        message = f"the record has value and values: {ignored} is ignored"
        items, known = (fields[each].items or [fields[each]] for each in (ignored, used))
        few = len(items) * len(known) <= _FEW
        lost = not few or any(not any(says_the_same(item, each) for each in known) for item in items)
        help_text = f"delete it, or move what it holds to {used}" if lost else f"delete it{SAYS_THE_SAME}"
        self.note("value-and-values", message, fields[ignored], None, help_text)

    def _is_of_subzone(self, rtype: str) -> bool:
        """Tell whether the record belongs to another configured zone; a problem unless this one ignores such."""
        owner = self.owner
        if owner in self.options.sub_zones:
            if rtype in ("NS", "DS"):
                return False
            message = f"Record {owner} is a managed sub-zone and not of type NS or DS"
        elif any(owner.endswith("." + sub) for sub in self.options.sub_zones):
            message = f"Record {owner} is under a managed subzone"
        else:
            return False
        if self.lenient or not self.options.drops_subzone:
            # A lenient octoDNS publishes the record, and no server that has both zones ever answers with it.
            self.note("record-under-subzone", message, self.key, None, "move the record to the zone below")
        return not self.lenient

    def _is_new(self, rtype: str, record: Node) -> bool:
        """Tell whether the RRset is the first of its owner and type, or replaces that; else it is a problem."""
        key = (self.owner, rtype)
        if key not in self.seen:
            self.seen[key] = (self.source, record.line)
            return True
        if self.part.replaces:
            discard(self.zone, *key)
            self.seen[key] = (self.source, record.line)
            return True
        source, line = self.seen[key]
        message = f"Duplicate record {decoded(self.owner)}, type {rtype}"
        self.note("record-invalid", message, record, None, f"the first one is at {source.path}:{line}")
        self.unresolved(rtype)
        return False

    def _seconds(self, node: Node) -> int:
        value = resolve(node) if node.kind == "scalar" else None
        if value is None:
            message = "int() argument must be a string, a bytes-like object or a real number, not"
            raise InvalidValue(f"{message} '{type_name(node)}'", node)
        try:
            seconds = int(value) if len(node.text) < 400 else -1
        except (ValueError, OverflowError):
            raise InvalidValue(f"invalid literal for int() with base 10: '{value}'", node) from None
        if seconds < 0:
            self.fault("invalid ttl", node, validators="ttl-rfc")
        elif seconds > MAX_TTL:
            self.note("ttl-too-large", f"TTL {seconds} is over {MAX_TTL} and counts as 0", node)
        return seconds if 0 <= seconds <= MAX_TTL else 0

    def _check_name(self, name: str, rtype: str) -> None:
        fault = ""
        if rtype in ("SRV", "URI"):
            fault = service_name_fault(name, rtype)
        elif rtype == "CNAME" and not name:
            fault = "root CNAME not allowed"
        elif rtype == "ALIAS" and name:
            fault = "non-root ALIAS not allowed"
        if self.options.checks.extra and rtype in ("SRV", "URI"):
            for validator, message in name_faults(name, rtype):
                self._refuse_extra(validator, message, self.key)
        if fault:
            self.fault(fault, self.key, NAME_VALIDATORS[rtype])

    def _refuse_extra(self, validator: str, message: str, node: Node) -> None:
        """Note what a validator of another set than ``legacy`` refuses, if it is on. Raises InvalidValue."""
        if self.options.checks.has(validator, self.type):
            self.fault(message, node, validator)

    # -- values

    def _add(self, fields: "dict[str, Node]", rtype: str, flags: int) -> None:
        values = self._values(fields, rtype)
        if rtype == "CAA" and self.options.checks.extra:
            self._check_tags(values)
        self._add_values(values, rtype, flags)
        if "dynamic" in fields or "geo" in fields:
            check_dynamic(fields, self)
            base = {record.rdata for record in self.zone.rrset(self.owner, rtype)}
            self._add_values(pool_values(fields, self), rtype, flags, base)
            if rtype in SINGLE:
                self.unresolved(rtype)  # one of them is answered: where the name leads is not known

    def _check_tags(self, values: "Sequence[Node]") -> None:
        found = [self.fields(node).get("tag") for node in values if node.kind == "mapping"]
        message = caa_fault({tag.text for tag in found if tag is not None})
        if message:
            self._refuse_extra("caa-value-best-practice", message, self.record)

    def _values(self, fields: "dict[str, Node]", rtype: str) -> "Sequence[Node]":
        if rtype in SINGLE:
            if "value" not in fields:
                raise InvalidValue("missing value", self.record)
            return (fields["value"],)
        node = fields.get("values")
        if node is not None and node.kind != "sequence" and rtype in _TEXT_TYPES and not self.escaped and node.text:
            raise ToleratedValue("values is not a list: each character would become a separate text", node)
        if node is None:
            node = fields.get("value")
        if node is None or (node.kind == "sequence" and not node.items):
            raise ToleratedValue("missing value(s)", node or self.record)
        return node.items if node.kind == "sequence" else (node,)

    def _add_values(self, values: "Sequence[Node]", rtype: str, flags: int, without: "Collection[str]" = ()) -> None:
        zone, owner, read, foreign = self.zone, self.owner, _ALL_READERS[rtype], self.mappings.foreign
        for node in values:
            try:
                if node.tag:
                    node = self._included(node)
                rdata = read(node, rtype, self)
                if self.options.checks.extra:
                    for validator, message in value_faults(rtype, rdata):
                        self._refuse_extra(validator, message, node)
            except InvalidValue as error:
                self.refuse(str(error), error.node, isinstance(error, ToleratedValue))
                continue
            except UnresolvedValue:
                self.unresolved(rtype)
                continue
            if rdata not in without:
                source = foreign.get(id(node), self.source) if foreign else self.source
                index = self._mark(source, node)
                zone.add(Record(owner, rtype, self.ttl, rdata, node.line, source, zone, flags | index << MARK_SHIFT))

    def _included(self, node: Node) -> Node:
        """Return what a value of ``!include`` stands for. Raises UnresolvedValue if it cannot be had."""
        found, source = self.files.content(node, self.source_of(node))
        if found is None:
            raise UnresolvedValue
        self.mappings.stands_in(found, source, self.source)
        return found

    def _mark(self, source: SourceFile, node: Node) -> int:
        """Return the index of the mark of a record with the value `node`; keeps the mark if marks are collected."""
        marks = self.marks[source.path]
        marks.made += 1
        if marks.kept is not None:
            fields = {key.text: value.span for key, value in self.record.pairs}
            fields.pop("value", None)
            fields.update((key.text, value.span) for key, value in node.pairs)
            name = next((name for name in (*_TARGETS, "value") if name in fields), "")
            fields["target"] = fields[name] if name else node.span
            fields["rdata"] = node.span
            marks.kept.append(Mark(self.key.span, self.record.span, node.span, fields))
        return marks.made - 1


# -- the fast way

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_DOTTED = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_PLAIN_TARGET = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){2,}")
# No quote, backslash or brace; semicolons as the option `escaped_semicolons` wants them.
_TEXT = r"[ !#-:<-\[\]-z|~]"
_PLAIN_TEXTS = {True: re.compile(rf"(?:{_TEXT}|\\;){{1,255}}"), False: re.compile(rf"(?:{_TEXT}|;){{1,255}}")}
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
    return text if _PLAIN_TARGET.fullmatch(text) and len(text) <= _MAX_TARGET else None


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
        wanted = _PLAIN_TEXTS[part.escaped]
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
