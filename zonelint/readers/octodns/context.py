"""What is known while one octoDNS record is read, and how its faults become problems."""

from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.readers.octodns.fields import FIELDS
from zonelint.readers.octodns.mappings import Mappings
from zonelint.readers.octodns.names import decoded
from zonelint.readers.octodns.validators import FINAL_DOT
from zonelint.readers.octodns.values import InvalidValue
from zonelint.readers.tree.nodes import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Zone
    from zonelint.readers.octodns.model import OctoZone, Part
    from zonelint.readers.tree.yaml_files import YamlFiles

ALIAS = "ALIAS"
"""The type that stands for whatever a provider's own types do to addresses."""

_NOT_A_MAPPING = "string indices must be integers, not 'str'"


class RecordContext:
    """The record that is being read; the Context of octodns_values.

    source  the file its key stands in
    key     the node of its owner
    record  the node of its mapping
    owner   absolute, lower case
    type    "" until it is known
    ttl     seconds
    """

    def __init__(
        self, zone: "Zone", options: "OctoZone", part: "Part", files: "YamlFiles", source: SourceFile, root: Node
    ) -> None:
        self.zone = zone
        self.options = options
        self.part = part
        self.files = files
        self.mappings = Mappings(files, part.enforce_order, self.note)
        self.escaped = part.escaped
        self.lenient = options.lenient
        self.source = source
        self.key = root
        self.record = root
        self.owner = zone.origin
        self.type = ""
        self.ttl = 0
        self.faulty = False
        """Whether a fault of this record was noted, that it is too lenient for."""

    # -- what values ask for

    def fields(self, node: Node) -> "dict[str, Node]":
        """Return the fields of a value that is a mapping. Raises InvalidValue if it is none."""
        known = FIELDS.get(self.type)
        if node.kind != "mapping":
            names = " and ".join((known or ())[:2]) or "its parameters"
            raise InvalidValue(f"a mapping with fields such as {names} is expected: {_NOT_A_MAPPING}", node)
        return self.mappings.fields(node, self.source, self.type, known)

    def parameters(self, node: Node) -> "dict[str, Node]":
        """Return the entries of a mapping within a value, whatever their keys are. Raises InvalidValue."""
        if node.kind != "mapping":
            raise InvalidValue("'str' object has no attribute 'items'", node)
        return self.mappings.fields(node, self.source, self.type, None)

    def fault(self, message: str, node: Node, validators: str = "") -> None:
        """Note what octoDNS refuses, where the record is lenient. Raises InvalidValue where it is not.

        `validators` are the ids of those that look for it, separated by blanks; empty: all that look at such values.
        """
        if not self.lenient and self._is_checked(validators):
            raise InvalidValue(message, node)
        self.faulty = True
        self.note("lenient-hides-error", self.invalid(message), node)

    def _is_checked(self, validators: str) -> bool:
        if validators:
            return self.options.checks.has(validators, self.type)
        return self.type not in self.options.checks.unchecked

    def relative(self, name: str, node: Node, field: str) -> None:
        """Note that a target lacks its final dot, unless a processor appends it. Raises InvalidValue."""
        validator = FINAL_DOT.get(self.type, "")
        if self.options.checks.extra and validator and self._is_checked(validator):
            self.fault(f'{self.type} {field} "{name}" missing trailing .', node, validator)
        elif not self.options.dots:
            message = f"{self.type} {field} {name} has no final dot: octoDNS takes it as {name}."
            self.note("relative-target", message, node, None, f"write {name}. or the full name that is meant")

    def render(self, text: str, node: Node) -> str:
        """Return `text` with its template filled in, unchanged without one. Raises UnresolvedValue."""
        template = self.options.template
        if template is None or "{" not in text:
            return text
        from zonelint.readers.octodns.templates import fill_in

        return fill_in(text, template, self.owner, self.zone.origin, self.type, self.ttl)

    # -- problems

    def source_of(self, node: Node) -> SourceFile:
        """Return the file that `node` stands in."""
        return self.mappings.foreign.get(id(node), self.source)

    def invalid(self, reason: str) -> str:
        """Return what octoDNS says of the current record when it refuses it for `reason`."""
        return f'Invalid record "{decoded(self.owner)}": {reason}'

    def note(self, rule: str, message: str, node: Node, source: SourceFile | None = None, help_text: str = "") -> None:
        """Note a problem at `node`, once for a file that several zones share, never for a copy of another zone."""
        place = source or self.source_of(node)
        span = node.span
        if not self.options.is_alias and not self._is_reported(rule, place, span):
            cause = self.options.cause_of(rule, self.zone.origin)
            self.zone.problems.append(Problem(rule, message, place, span, help_text, cause))

    def _is_reported(self, rule: str, source: SourceFile, span: Span) -> bool:
        composed = self.options.composed
        if source.real_path not in composed.files:
            return False
        key = (rule, source.path, span)
        if key in composed.reported:
            return True
        composed.reported.add(key)
        return False

    def refuse(self, message: str, node: Node, may_pass: bool = True) -> None:
        """Note that octoDNS refuses the record, unless it `may_pass` where octoDNS is lenient.

        The record exists, and what it holds is not known.
        """
        if not self.faulty or not may_pass:
            hidden = (self.lenient or not self._is_checked("")) and may_pass
            self.note("lenient-hides-error" if hidden else "record-invalid", self.invalid(message), node)
        self.unresolved(self.type)

    def lose(self, message: str, node: Node, help_text: str = "") -> None:
        """Note a record of which not even owner and type are known."""
        source = self.source_of(node)
        self.note("record-invalid", message, node, source, help_text)
        self.zone.incomplete(f"record-invalid at {source.path}:{node.line}")

    def unresolved(self, rtype: str) -> None:
        """Note that the current owner holds an RRset of `rtype` with data that is not known here."""
        self.zone.add_unresolved(self.owner, rtype)
        if "/" in rtype:
            self.zone.add_unresolved(self.owner, ALIAS)
