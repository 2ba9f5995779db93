"""Values that depend on who asks: ``dynamic`` pools and rules, and the older ``geo``."""

from zonelint.readers.octodns.values import InvalidValue
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.readers.octodns.context import RecordContext

    Fields = dict[str, Node]


def _children(node: Node | None, context: "RecordContext") -> "Fields":
    if node is None or node.kind != "mapping":
        return {}
    return context.mappings.fields(node, context.source, "dynamic", None)


def _items(node: Node | None) -> "list[Node]":
    return list(node.items) if node is not None else []


def pool_values(fields: "Fields", context: "RecordContext") -> "list[Node]":
    """Return the values of all pools and regions of a record: any of them may be answered."""
    found: list[Node] = []
    for values in _children(fields.get("geo"), context).values():
        found += _items(values) if values.kind == "sequence" else [values]
    for pool in _children(_children(fields.get("dynamic"), context).get("pools"), context).values():
        for item in _items(_children(pool, context).get("values")):
            value = _children(item, context).get("value")
            if value is not None:
                found.append(value)
    return found


def check_healthcheck(node: "Node | None", context: "RecordContext") -> None:
    """Note a protocol that octoDNS cannot check the health of a host with."""
    protocol = _children(node, context).get("protocol")
    if protocol is not None and protocol.text not in ("HTTP", "HTTPS", "ICMP", "TCP", "UDP"):
        _note("invalid healthcheck protocol", protocol, context, "healthcheck")


def _note(message: str, node: Node, context: "RecordContext", validator: str) -> None:
    try:
        context.fault(message, node, validator)
    except InvalidValue:
        context.refuse(message, node)


def check_dynamic(fields: "Fields", context: "RecordContext") -> None:
    """Note what octoDNS refuses in the ``dynamic`` section of a record; its values are read all the same."""
    dynamic = fields.get("dynamic")
    if dynamic is None:
        return
    for message, node in _faults(fields, dynamic, context):
        _note(message, node, context, "dynamic")


def _faults(fields: "Fields", dynamic: Node, context: "RecordContext") -> "Iterator[tuple[str, Node]]":
    if "geo" in fields:
        yield '"dynamic" record with "geo" content', dynamic
    parts = _children(dynamic, context)
    pools_node, rules_node = parts.get("pools"), parts.get("rules")
    pools = _children(pools_node, context)
    used: set[str] = set()
    if pools_node is not None and pools_node.kind != "mapping":
        yield "pools must be a dict", pools_node
    elif not pools:
        yield "missing pools", dynamic
    for name, pool in pools.items():
        yield from _pool_faults(name, pool, pools, used, context)
    if rules_node is not None and rules_node.kind != "sequence":
        yield "rules must be a list", rules_node
    elif not _items(rules_node):
        yield "missing rules", dynamic
    for number, rule in enumerate(_items(rules_node), start=1):
        chosen = _children(rule, context).get("pool")
        if chosen is None:
            yield f"rule {number} missing pool", rule
        elif chosen.text not in pools:
            yield f'rule {number} undefined pool "{chosen.text}"', chosen
        else:
            used.add(chosen.text)
    unused = sorted(pools.keys() - used)
    if unused and pools_node is not None:
        yield 'unused pools: "' + '", "'.join(unused) + '"', pools_node


def _pool_faults(
    name: str, pool: Node, pools: "Fields", used: "set[str]", context: "RecordContext"
) -> "Iterator[tuple[str, Node]]":
    if pool.kind != "mapping":
        yield f'pool "{name}" must be a dict', pool
        return
    parts = _children(pool, context)
    if "values" not in parts:
        yield f'pool "{name}" is missing values', pool
    for number, item in enumerate(_items(parts.get("values")), start=1):
        if "value" not in _children(item, context):
            yield f'missing value in pool "{name}" value {number}', item
    fallback = parts.get("fallback")
    if fallback is not None and resolve(fallback) is not None:
        if fallback.text not in pools:
            yield f'undefined fallback "{fallback.text}" for pool "{name}"', fallback
        used.add(fallback.text)
