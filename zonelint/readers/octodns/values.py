"""The values of octoDNS records: from YAML nodes to checked RDATA, with octoDNS's own words where it refuses one.

A target is absolute whether it ends in a dot or not: octoDNS completes no name.
"""

import re

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.rdata import from_words
from zonelint.dns.rdata_words import RdataError, quoted
from zonelint.readers.octodns.names import encoded
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    class Context(Protocol):
        """What a value needs to know of its record.

        escaped  whether ``;`` is written ``\\;`` in texts
        type     its type
        """

        escaped: bool
        type: str

        def fields(self, node: Node) -> "Mapping[str, Node]":
            """Return the fields of the mapping `node`. Raises InvalidValue if it is none."""

        def fault(self, message: str, node: Node, validators: str = "") -> None:
            """Note what octoDNS's `validators` refuse. Raises InvalidValue unless the record is lenient."""

        def parameters(self, node: Node) -> "Mapping[str, Node]":
            """Return the entries of the mapping `node`, whatever their keys are. Raises InvalidValue."""

        def relative(self, name: str, node: Node, field: str) -> None:
            """Note that a target lacks its final dot."""

        def render(self, text: str, node: Node) -> str:
            """Return `text` with its template filled in. Raises UnresolvedValue."""

    Reader = Callable[[Node, str, Context], str]


class InvalidValue(Exception):  # noqa: N818 - it is the state of the input
    """octoDNS refuses the value; the text says why, in its words. `node` is the place."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.node = node


class ToleratedValue(InvalidValue):
    """octoDNS lets the value pass where it is lenient; of any other invalid one it cannot make a record at all."""


class UnresolvedValue(Exception):  # noqa: N818
    """A template or another tool fills the value in."""


# What a target must look like (of two labels at least); each label is bounded, so that matching is linear.
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_FQDN = re.compile(rf"(?:{_LABEL}\.)+(?:{_LABEL}\.?)?")
_ROOT_ALLOWED = ("MX", "SRV", "HTTPS", "SVCB")
_NO_REPLACE = "'{}' object has no attribute 'replace'"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_UNESCAPED = re.compile(r"\w;")

# Plain scalars that begin with one of these may be something else than text to YAML 1.1.
SUSPECT = frozenset("0123456789+-.~yYnNtTfFoO=<")


def scalar(node: Node) -> object:
    """Return the Python value of a scalar node; quickly where it can only be text."""
    text = node.value
    if not node.tag and (node.style or (text[:1] not in SUSPECT and text)):
        return text
    if isinstance(text, str) and not node.tag and (text.count(".") > 1 or "::" in text):
        return text  # addresses and names: no number and no date has two dots
    return resolve(node)


def _text(node: Node, what: str) -> str:
    """Return the text of `node`, whose Python value must be one. Raises InvalidValue with Python's words."""
    value = scalar(node) if node.kind == "scalar" else node
    if isinstance(value, str):
        return value
    raise InvalidValue(what.format(type_name(node)), node)


def type_name(node: Node) -> str:
    """Return the name of the Python type that octoDNS has for `node`."""
    if node.kind != "scalar":
        return "list" if node.kind == "sequence" else "dict"
    return type(resolve(node)).__name__


def target(node: Node, rtype: str, context: "Context", field: str = "value") -> str:
    """Return the absolute name in lower case that `node` holds for `field` of a record of `rtype`.

    Raises InvalidValue or UnresolvedValue.
    """
    value = scalar(node) if node.kind == "scalar" else node
    if not isinstance(value, str) or not value:
        if not value or not node.value:
            raise (ToleratedValue if field == "value" else InvalidValue)(f"missing {field}", node)
        raise InvalidValue(f"'{type_name(node)}' object has no attribute 'lower'", node)
    if value == "." and rtype in _ROOT_ALLOWED:
        return value
    if "{" in value and "}" in value:
        value = context.render(value, node)
        if "{" in value:
            raise UnresolvedValue
    if len(value) > 63 or not _FQDN.fullmatch(value) or "." not in value[:-1]:
        value = _odd_target(value, node, rtype, context, field)
    if value[-1] != ".":
        context.relative(value, node, field)
        value += "."
    return value.lower()


def _odd_target(value: str, node: Node, rtype: str, context: "Context", field: str) -> str:
    """Check a target that is not plainly valid; returns it as octoDNS publishes it."""
    try:
        name = encoded(value)
    except NameSyntaxError as error:
        raise InvalidValue(str(error), node) from None
    length = len(name) - name.endswith(".")
    if length > 253 or not _FQDN.fullmatch(name) or "." not in name[:-1]:
        context.fault(f'{rtype} {field} "{name}" is not a valid FQDN', node)
    try:
        return absolute(name, ".") if name.endswith(".") else absolute(name + ".", ".")[:-1]
    except NameSyntaxError as error:
        raise ToleratedValue(f"bad domain name {name}: {error}", node) from None


def _address(node: Node, rtype: str, context: "Context") -> str:
    value = scalar(node) if node.kind == "scalar" else None
    if value is None:
        raise ToleratedValue("missing value(s)", node)
    if value == "":
        raise ToleratedValue("empty value", node)
    try:
        return from_words(rtype, (str(value),), ".")
    except RdataError:
        family = "IPv4" if rtype == "A" else "IPv6"
        raise InvalidValue(f'invalid {family} address "{value}"', node) from None


def _name(node: Node, rtype: str, context: "Context") -> str:
    return target(node, rtype, context)


def _chunked(node: Node, rtype: str, context: "Context") -> str:
    if node.kind == "scalar" and scalar(node) is None:
        raise ToleratedValue("missing value(s)", node)
    text = _text(node, "expected string or bytes-like object, got '{}'" if context.escaped else _NO_REPLACE)
    if not context.escaped:
        text = text.replace(";", "\\;")
    if ";" in text:
        if _UNESCAPED.search(text):
            context.fault(f'unescaped ; in "{text}"', node)
        if "\\\\;" in text:
            context.fault(f'double escaped ; in "{text}"', node)
    if not text.isascii():
        context.fault(f'non ASCII character in "{text}"', node)
    if "{" in text and "}" in text:
        text = context.render(text, node)
    if text[:1] == '"':
        text = text[1:-1]
    octets = text.replace('" "', "").replace("\\;", ";").encode()
    if len(octets) <= 255:
        return quoted(octets)
    return " ".join(quoted(octets[at : at + 255]) for at in range(0, len(octets), 255))


def number(fields: "Mapping[str, Node]", name: str, node: Node, context: "Context", label: str = "") -> int:
    """Return the field `name` as an integer. Raises InvalidValue, at the field, or at `node` where it is missing."""
    found = fields.get(name)
    if found is None:
        raise InvalidValue(f"missing {label or name}", node)
    text = found.text
    if found.kind == "scalar":
        if not found.style and not found.tag and _NUMBER.fullmatch(text):
            return int(text)
        value = resolve(found)
        if value is not None and len(str(value)) < 400:
            try:
                return int(value)
            except (ValueError, OverflowError):
                raise InvalidValue(f'invalid {label or name} "{value}"', found) from None
    raise InvalidValue(
        f"int() argument must be a string, a bytes-like object or a real number, not '{type_name(found)}'", found
    )


def _mx(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    preference = number(fields, "preference" if "preference" in fields else "priority", node, context, "preference")
    exchange = fields.get("exchange")
    if exchange is None or (exchange.kind == "scalar" and not scalar(exchange)):
        exchange = fields.get("value", exchange)
    if exchange is None:
        raise InvalidValue("missing exchange", node)
    return _checked("MX", (preference, target(exchange, rtype, context, "exchange")), node)


def _srv(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    numbers = [number(fields, name, node, context) for name in ("priority", "weight", "port")]
    if "target" not in fields:
        raise InvalidValue("missing target", node)
    return _checked("SRV", (*numbers, target(fields["target"], rtype, context, "target")), node)


def _checked(rtype: str, words: tuple[object, ...], node: Node) -> str:
    """Return the RDATA of `words`; the numbers among them must fit in 16 bits."""
    for word in words:
        if isinstance(word, int) and not 0 <= word <= 65535:
            raise ToleratedValue(f"{word} is out of range, 0 to 65535", node)
    return " ".join(map(str, words))


def rdata_of_words(rtype: str, words: "list[str]", node: Node) -> str:
    """Return the RDATA of `rtype` that `words` of a master file give. Raises InvalidValue."""
    try:
        return from_words(rtype, words, ".")
    except RdataError as error:
        raise ToleratedValue(str(error), node) from None


READERS: "dict[str, Reader]" = {
    "A": _address, "AAAA": _address, "ALIAS": _name, "CNAME": _name, "DNAME": _name, "NS": _name, "PTR": _name,
    "TXT": _chunked, "SPF": _chunked, "MX": _mx, "SRV": _srv,
}  # fmt: skip
"""Common types; the others are in octodns_fields."""

SINGLE = frozenset(("ALIAS", "CNAME", "DNAME"))
"""Types with one value, under the key ``value``."""
