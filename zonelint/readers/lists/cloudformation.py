"""AWS CloudFormation: record sets of Route 53 in a template, as far as they are literal.

All names are absolute, with or without final dot. What only the deployment knows is unresolved, with one exception: a
parameter that the name of a hosted zone of the template is made of stands for its default, in that name and in all
names of the zone alike. With another value the whole zone would bear another name and be the same otherwise.
"""

import re

from zonelint.dns.rdata_words import RdataError
from zonelint.readers.lists.documents import ZoneOf, canonical, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value, words_of
from zonelint.readers.tree.node_texts import child, child_text, is_placeholder, items_of, mappings_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.lists.documents import Document, ListOptions
    from zonelint.readers.reading import Reading
    from zonelint.readers.tree.nodes import Node

    class RecordSet(NamedTuple):
        """A record set: its mapping, what names its zone (itself or its group), whether it is made in any case."""

        node: Node
        group: Node
        certain: bool

else:
    from zonelint.dns.tuples import named_tuple

    RecordSet = named_tuple("RecordSet", "node group certain")

FORMAT = "cloudformation"
_ZONE, _SET, _GROUP = "AWS::Route53::HostedZone", "AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"
_VARIABLE = re.compile(r"\$\{([^}]*)\}")


class Template:
    """The parts of a template that are about DNS.

    zones     logical name -> origin of each hosted zone whose name is known
    defaults  parameter -> default, of those that name a hosted zone
    sets      its record sets
    """

    def __init__(self, node: "Node") -> None:
        self.zones: dict[str, str] = {}
        self.defaults: dict[str, str] = {}
        self.sets: list[RecordSet] = []
        resources = child(node, "Resources")
        pairs = resources.pairs if resources is not None else ()
        kinds = [(key.text, child_text(value, "Type"), value) for key, value in pairs]
        parameters = child(node, "Parameters")
        for name, _, resource in [each for each in kinds if each[1] == _ZONE]:
            self._add_zone(name, child(resource, "Properties", "Name"), parameters)
        for _, kind, resource in kinds:
            properties = child(resource, "Properties")
            certain = child(resource, "Condition") is None
            if properties is not None and kind == _SET:
                self.sets.append(RecordSet(properties, properties, certain))
            elif properties is not None and kind == _GROUP:
                sets = mappings_of(child(properties, "RecordSets"))
                self.sets += [RecordSet(each, properties, certain) for each in sets]

    def _add_zone(self, logical: str, name: "Node | None", parameters: "Node | None") -> None:
        defaults: dict[str, str] = {}
        for parameter in _parameters(name) if name is not None else ():
            default = child_text(parameters, parameter, "Default")
            if default is not None:
                defaults[parameter] = default
        origin = canonical(evaluate(name, defaults)) if name is not None else None
        if origin is not None:
            self.zones[logical] = origin
            self.defaults.update(defaults)

    def zone_of(self, group: "Node") -> str | None:
        """Return the origin of the zone that `group` puts its record sets into; None if only the deployment knows."""
        named = child(group, "HostedZoneName")
        if named is not None:
            return canonical(evaluate(named, self.defaults))
        chosen = child(group, "HostedZoneId")
        logical = _parameters(chosen)[:1] if chosen is not None else []
        if logical and logical[0] in self.zones:
            return self.zones[logical[0]]
        return None

    def owner_of(self, each: RecordSet) -> str | None:
        """Return the absolute owner of a record set, None if it is not known."""
        name = child(each.node, "Name")
        return canonical(evaluate(name, self.defaults)) if name is not None else None


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return the zones that the record sets name; see `owners_of` for those that name none."""
    del source, path
    found: list[ZoneOf] = []
    for template in map(Template, nodes):
        made = set(template.zones.values())
        found += [ZoneOf(origin, None, "HostedZone") for origin in template.zones.values()]
        named = (template.zone_of(each.group) for each in template.sets)
        found += [ZoneOf(name, None, "HostedZoneName") for name in named if name is not None and name not in made]
    return list(dict.fromkeys(found))


def owners_of(nodes: "Sequence[Node]") -> list[str]:
    """Return the absolute names of record sets whose zone only the deployment knows."""
    sets = ((template, each) for template in map(Template, nodes) for each in template.sets)
    owners = (template.owner_of(each) for template, each in sets if template.zone_of(each.group) is None)
    return [owner for owner in owners if owner is not None]


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read the record sets of `zone` from the templates of `zone_file`."""
    return read_documents(zone, zone_file, tree, _fill)


def _by_home(document: "Document") -> "dict[object, list[tuple[Template, RecordSet]]]":
    """Return the record sets by the origin of their zone, under ``("zone", origin)``, else by their owner."""
    found: dict[object, list[tuple[Template, RecordSet]]] = {}
    for template in map(Template, document.nodes):
        for each in template.sets:
            home = template.zone_of(each.group)
            key: object = ("zone", home) if home is not None else template.owner_of(each)
            found.setdefault(key, []).append((template, each))
    return found


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    records = RecordList(zone, document.source)
    index = document.index(_by_home)
    seen: dict[tuple[str, str], Node] = {}
    for key in (("zone", zone.origin), *options.takes(index, zone)):
        for template, each in index.get(key, ()):
            _add(each, template, records, seen)


def _add(each: RecordSet, template: Template, records: RecordList, seen: "dict[tuple[str, str], Node]") -> None:
    node = each.node
    name, rtype = child(node, "Name"), child(node, "Type")
    if name is None or rtype is None:
        return  # the deployment refuses such a template at once
    owner, word = template.owner_of(each), evaluate(rtype, {})
    routed = child(node, "SetIdentifier") is not None
    if owner is not None and word is not None and each.certain:
        first = seen.setdefault((owner, word), node)
        if first is not node and not (routed and child(first, "SetIdentifier") is not None):
            line = first.span.line
            message = f"a second record set for {owner} {word}, after the one in line {line}: Route 53 refuses it"
            records.note("record-invalid", message, name, "put all values into one record set")
    entry = Entry(node, name, owner, word, [], type=rtype, ttl=child(node, "TTL"), routed=routed)
    target = child(node, "AliasTarget")
    if target is not None:
        entry.values = [_alias(entry, target, template)]
    else:
        entry.values = [_value(value, word, template, records) for value in items_of(child(node, "ResourceRecords"))]
    if not each.certain:
        entry.values = [Value(value.node, None) for value in entry.values]
    records.add(entry)


def _alias(entry: Entry, target: "Node", template: Template) -> Value:
    """Return the target of an alias; one of addresses becomes an ALIAS, which answers for both types at once."""
    name = child(target, "DNSName")
    text = evaluate(name, template.defaults) if name is not None else None
    if name is None or text is None or entry.rtype not in ("A", "AAAA"):
        return Value(name or target, None)
    entry.rtype, entry.routed = "ALIAS", True
    return Value(name, [text])


def _value(node: "Node", rtype: str | None, template: Template, records: RecordList) -> Value:
    text = evaluate(node, template.defaults)
    if rtype in ("TXT", "SPF") and text is not None and text[:1] != '"':
        message = f"Route 53 wants {rtype} data in double quotes: {text}"
        records.note("record-invalid", message, node, f"write `'\"{text}\"'`")
        return Value(node, None)
    try:
        return Value(node, words_of(text))
    except RdataError as error:
        records.note("record-invalid", str(error), node)
        return Value(node, None)


def evaluate(node: "Node", defaults: "dict[str, str]") -> str | None:
    """Return the text that `node` comes to when parameters have their `defaults`; None if it is not known here.

    Ref, Sub and Join are worked out, in their short and their long form.
    """
    function, argument = _function(node)
    if function == "Ref":
        return defaults.get(argument.text)
    if function == "Sub" and argument.kind == "scalar":
        text = _VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), argument.text)
        return None if "${" in text else text.strip()
    if function == "Join" and argument.kind == "sequence" and len(argument.items) == 2:
        separator, parts = argument.items
        texts = [evaluate(part, defaults) for part in parts.items]
        return None if None in texts or not texts else separator.text.join(filter(None, texts))
    if function or node.kind != "scalar" or is_placeholder(node.text):
        return None
    return node.text.strip()


def _function(node: "Node") -> "tuple[str, Node]":
    """Return the name of the function that `node` calls, and its argument; "" if it is none."""
    if node.tag.startswith("!") and not node.tag.startswith("!!") and len(node.tag) > 1:
        return node.tag[1:], node
    if len(node.pairs) == 1 and (node.pairs[0][0].text == "Ref" or node.pairs[0][0].text.startswith("Fn::")):
        key, argument = node.pairs[0]
        return key.text.removeprefix("Fn::"), argument
    return "", node


def _parameters(node: "Node | None") -> list[str]:
    """Return the names of parameters and resources that `node` is made of."""
    if node is None:
        return []
    function, argument = _function(node)
    if function == "Ref":
        return [argument.text]
    if function == "GetAtt":
        return [argument.items[0].text if argument.items else argument.text.partition(".")[0]]
    if function == "Sub":
        return [name.partition(".")[0] for name in _VARIABLE.findall(argument.text)]
    if function == "Join" and len(argument.items) == 2:
        return [name for part in argument.items[1].items for name in _parameters(part)]
    return []
