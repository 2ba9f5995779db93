"""The rarer types of octoDNS whose values are mappings of fields: from these to RDATA.

Texts of NAPTR, CAA and URI are what stands between the quotes in a master file.
"""

import re

from zonelint.readers.octodns.values import (
    InvalidValue,
    ToleratedValue,
    number,
    rdata_of_words,
    scalar,
    target,
    type_name,
)
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.readers.octodns.values import Context, Reader

    Fields = Mapping[str, Node]

_SERVICE = re.compile(r"(?:\*|_[^.]+)\.[^.]")
_PARAMETERS = ("mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint")
_FINGERPRINT_DIGITS = {1: 40, 2: 64}
_LATITUDE = ("lat_degrees", "lat_minutes", "lat_seconds", "lat_direction")
_LONGITUDE = ("long_degrees", "long_minutes", "long_seconds", "long_direction")
_METRES = ("altitude", "size", "precision_horz", "precision_vert")


def _some(fields: "Fields", name: str, node: Node) -> str:
    """Return the field `name` as text. Raises InvalidValue if it is missing."""
    found = fields.get(name)
    if found is None:
        raise InvalidValue(f"missing {name}", node)
    if found.kind != "scalar":
        raise InvalidValue(f"{name} is a {type_name(found)}", found)
    value = scalar(found)
    return "" if value is None else str(value)


def _in_quotes(text: str) -> str:
    """Return `text` as a quoted word; a quote in it is text, and a lone backslash at its end, too."""
    text = re.sub(r'\\.|"', lambda match: '\\"' if match[0] == '"' else match[0], text, flags=re.DOTALL)
    return f'"{text}"' if len(text) - len(text.rstrip("\\")) & 1 == 0 else f'"{text}\\"'


def _bounded(
    fields: "Fields", name: str, node: Node, context: "Context", allowed: "Sequence[int]", what: str = ""
) -> int:
    value = number(fields, name, node, context)
    if value not in allowed:
        # The set `strict` takes every number that fits.
        context.fault(f'{what or "invalid"} {name} "{value}"', fields[name], f"{context.type.lower()}-value")
    return value


def _caa(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    flags = _bounded(fields, "flags", node, context, range(256)) if "flags" in fields else 0
    tag, value = _some(fields, "tag", node), _some(fields, "value", node)
    return rdata_of_words(rtype, [str(flags), tag or '""', _in_quotes(context.render(value, node))], node)


def _ds(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    names = ("key_tag", "algorithm", "digest_type", "digest")
    if "public_key" in fields or "flags" in fields:
        names = ("flags", "protocol", "algorithm", "public_key")
    numbers = [str(number(fields, name, node, context)) for name in names[:3]]
    return rdata_of_words(rtype, [*numbers, _some(fields, names[3], node).lower() or '""'], node)


def _naptr(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    numbers = [str(number(fields, name, node, context)) for name in ("order", "preference")]
    flags = _some(fields, "flags", node)
    if flags not in ("S", "A", "U", "P", "s", "a", "u", "p"):
        context.fault(f'unrecognized flags "{flags}"', fields["flags"], validators="" if flags else "naptr-value")
    service, regexp = _some(fields, "service", node), _some(fields, "regexp", node)
    texts = [_in_quotes(text) for text in (flags.upper(), service, regexp)]
    name = context.render(_some(fields, "replacement", node), node)
    if name and not name.endswith("."):
        context.relative(name, fields["replacement"], "replacement")
    return rdata_of_words(rtype, [*numbers, *texts, name if name.endswith(".") else name + "."], node)


def _openpgpkey(node: Node, rtype: str, context: "Context") -> str:
    value = scalar(node) if node.kind == "scalar" else None
    if not isinstance(value, str) or not value:
        raise ToleratedValue("missing value(s)", node)
    return rdata_of_words(rtype, value.split(), node)


def _sshfp(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    algorithm = _bounded(fields, "algorithm", node, context, (1, 2, 3, 4), "unrecognized")
    kind = _bounded(fields, "fingerprint_type", node, context, (1, 2), "unrecognized")
    digits = _some(fields, "fingerprint", node).lower()
    wanted = _FINGERPRINT_DIGITS.get(kind, len(digits))
    if len(digits) != wanted:
        message = f"fingerprint length {len(digits)} does not match fingerprint_type {kind} (expected {wanted})"
        context.fault(message, fields["fingerprint"])
    return rdata_of_words(rtype, [str(algorithm), str(kind), digits or '""'], node)


def _tlsa(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    bounds = (("certificate_usage", 4), ("selector", 2), ("matching_type", 3))
    numbers = [str(_bounded(fields, name, node, context, range(bound))) for name, bound in bounds]
    return rdata_of_words(rtype, [*numbers, _some(fields, "certificate_association_data", node) or '""'], node)


def _uri(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    numbers = [str(number(fields, name, node, context)) for name in ("priority", "weight")]
    text = _some(fields, "target", node)
    if not text:
        raise InvalidValue("missing target", fields["target"])
    return rdata_of_words(rtype, [*numbers, _in_quotes(context.render(text, node))], node)


def _urlfwd(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    code = _bounded(fields, "code", node, context, (301, 302), "unrecognized return")
    masking = _bounded(fields, "masking", node, context, (0, 1, 2), "unrecognized setting of")
    query = _bounded(fields, "query", node, context, (0, 1), "unrecognized setting of")
    path, text = _in_quotes(_some(fields, "path", node)), _in_quotes(_some(fields, "target", node))
    return f"{path} {text} {code} {masking} {query}"


def _loc(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    words = []
    for name in (*_LATITUDE, *_LONGITUDE, *_METRES):
        text = _some(fields, name, node)
        if name.endswith(("degrees", "minutes")):
            text = str(number(fields, name, node, context))
        elif not name.endswith("direction"):
            text = _metres(text, name, fields[name]) + ("m" if name in _METRES else "")
        words.append(text)
    return rdata_of_words(rtype, words, node)


def _metres(text: str, name: str, node: Node) -> str:
    """Return a number as it is written in RDATA: without exponent."""
    try:
        value = float(text)
    except ValueError:
        raise InvalidValue(f'invalid {name} "{text}"', node) from None
    if not abs(value) <= 1e9:
        raise InvalidValue(f'invalid value for {name} "{text}"', node)
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _svcb(node: Node, rtype: str, context: "Context") -> str:
    fields = context.fields(node)
    priority = number(fields, "svcpriority", node, context)
    if not 0 <= priority <= 65535:
        raise InvalidValue(f'invalid priority "{priority}"', fields["svcpriority"])
    if "targetname" not in fields:
        raise InvalidValue("missing targetname", node)
    name = target(fields["targetname"], rtype, context, "targetname")
    params = fields.get("svcparams")
    parameters = context.parameters(params) if params is not None and params.value else {}
    if parameters and priority == 0 and params is not None:
        context.fault("svcparams set on AliasMode SVCB record", params)
    return rdata_of_words(rtype, [str(priority), name, *_parameters(parameters, context)], node)


def _parameters(parameters: "Fields", context: "Context") -> "list[str]":
    words = []
    for name, value in parameters.items():
        if name not in _PARAMETERS and not re.fullmatch(r"key[0-9]{1,5}", name):
            context.fault(f"Unknown SvcParam {name}", value)
            continue
        if value.kind == "sequence":
            items = [str(scalar(item)) for item in value.items if item.kind == "scalar"]
            words.append(f"{name}={','.join(items)}")
        elif name in ("alpn", "ipv4hint", "ipv6hint", "mandatory"):
            context.fault(f"{name} is not a list", value)
        elif value.kind == "scalar":
            text = resolve(value)
            words.append(name if text is None else f"{name}={text}")
    return words


def service_name_fault(name: str, rtype: str) -> str:
    """Return what is wrong with the relative owner `name` of an SRV or URI record, or nothing (RFC 2782)."""
    return "" if _SERVICE.match(name) else f"invalid name for {rtype} record"


READERS: "dict[str, Reader]" = {
    "CAA": _caa, "DS": _ds, "HTTPS": _svcb, "LOC": _loc, "NAPTR": _naptr, "OPENPGPKEY": _openpgpkey, "SSHFP": _sshfp,
    "SVCB": _svcb, "TLSA": _tlsa, "URI": _uri, "URLFWD": _urlfwd,
}  # fmt: skip
"""The types that octodns_values does not read."""

FIELDS = {
    "CAA": ("flags", "tag", "value"),
    "DS": ("key_tag", "algorithm", "digest_type", "digest", "flags", "protocol", "public_key"),
    "HTTPS": ("svcpriority", "targetname", "svcparams"),
    "LOC": (*_LATITUDE, *_LONGITUDE, *_METRES),
    "MX": ("preference", "exchange", "priority", "value"),
    "NAPTR": ("order", "preference", "flags", "service", "regexp", "replacement"),
    "SRV": ("priority", "weight", "port", "target"),
    "SSHFP": ("algorithm", "fingerprint_type", "fingerprint"),
    "SVCB": ("svcpriority", "targetname", "svcparams"),
    "TLSA": ("certificate_usage", "selector", "matching_type", "certificate_association_data"),
    "URI": ("priority", "weight", "target"),
    "URLFWD": ("path", "target", "code", "masking", "query"),
}
"""The fields of the types whose values are mappings."""
