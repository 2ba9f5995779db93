"""Ansible: the variable ``bind_zones`` of the role bertvv.bind, from which it makes forward and reverse zones.

The role completes names in several ways: owners, targets of services and aliases as BIND does; relative name servers
and exchanges with the zone; other name servers with a dot. A PTR record goes to each of ``networks`` that the address
begins with, compared as text.
"""

from zonelint.dns.names import IN_ADDR_ARPA, NameSyntaxError, absolute, canonical_address, reverse_name
from zonelint.dns.rdata import parse_ttl
from zonelint.dns.rdata_words import RdataError
from zonelint.readers.lists.documents import ZoneOf, canonical, read_documents
from zonelint.readers.lists.record_lists import Entry, RecordList, Value, words_of
from zonelint.readers.tree.node_texts import (
    ShapeError,
    child,
    child_text,
    is_true,
    is_unresolved,
    items_of,
    mappings_of,
    text_of,
)
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.paths import Tree
    from zonelint.files.zone_files import ZoneFile
    from zonelint.readers.lists.documents import Document, ListOptions
    from zonelint.readers.reading import Reading
    from zonelint.readers.tree.nodes import Node

FORMAT = "ansible"
VARIABLE = "bind_zones"
_WEEK = 604800
_GENERATE = "$GENERATE"
_MAX_NESTING = 4
# Keys of a zone that tell the role from others with a variable of the same name.
_KEYS = frozenset((
    "name_servers", "other_name_servers", "hosts", "networks", "ipv6_networks", "mail_servers", "primaries", "services",
    "delegate", "hostmaster_email", "create_forward_zones", "create_reverse_zones", "forwarders", "naptr",
))  # fmt: skip


def zones_of(nodes: "Sequence[Node]", source: "SourceFile", path: str) -> list[ZoneOf]:
    """Return the forward zone of each item of ``bind_zones`` whose records it holds, and the zones of its networks."""
    del source, path
    found = []
    for zone in _zones(nodes):
        origin = canonical(child_text(zone, "name"))
        if origin is None or not _is_primary(zone):
            continue
        if _is_wanted(zone, "create_forward_zones"):
            found.append(ZoneOf(origin, None, VARIABLE))
        found += [ZoneOf(reverse, None, "networks") for reverse, _, _ in _networks(zone)]
    return list(dict.fromkeys(found))


def declared_of(nodes: "Sequence[Node]") -> "list[tuple[str, str, Node]]":
    """Return (origin, kind, node of the name) of the zones that the variable names without holding their records."""
    found = []
    for zone in _zones(nodes):
        name = child(zone, "name")
        origin = canonical(child_text(zone, "name"))
        if name is not None and origin is not None and not _is_primary(zone):
            found.append((origin, child_text(zone, "type") or "forward", name))
    return found


def read(zone: "Zone", zone_file: "ZoneFile", tree: "Tree") -> "Reading":
    """Read `zone`, forward or reverse, from the variables in `zone_file`."""
    return read_documents(zone, zone_file, tree, _fill)


# -- what the variable holds


def _zones(nodes: "Sequence[Node]") -> "Iterator[Node]":
    """Yield the items of ``bind_zones``, at the top of a file of variables or below the vars of a play."""
    for node in nodes:
        for holder in _holders(node, 0):
            items = mappings_of(holder)
            if any(_KEYS & {key.text for key, _ in item.pairs} for item in items):
                yield from items


def _holders(node: "Node", depth: int) -> "Iterator[Node]":
    if depth > _MAX_NESTING:
        return
    for key, value in node.pairs:
        if key.text == VARIABLE and value.kind == "sequence":
            yield value
        elif key.text in ("vars", "all", "children", "hosts") or depth:
            yield from _holders(value, depth + 1)
    for item in node.items:
        yield from _holders(item, depth + 1)


def _is_primary(zone: "Node") -> bool:
    kind = child_text(zone, "type")
    return kind in ("primary", "master") or (kind is None and child(zone, "forwarders") is None)


def _is_wanted(zone: "Node", key: str) -> bool:
    """Tell whether the role makes the zones that the flag `key` is about; it does where the flag is not known."""
    node = child(zone, key)
    return node is None or is_unresolved(node) or is_true(node)


def _networks(zone: "Node") -> "list[tuple[str, str, Node]]":
    """Return (origin, prefix of the addresses as the role compares it, node) of the reverse zones that are made."""
    if not _is_wanted(zone, "create_reverse_zones"):
        return []
    found = []
    for node in items_of(child(zone, "networks")):
        prefix = _text_in(node)
        if prefix and all(_is_number(octet, 255) for octet in prefix.split(".")):
            found.append((".".join(reversed(prefix.split("."))) + IN_ADDR_ARPA, prefix, node))
    for node in items_of(child(zone, "ipv6_networks")):
        prefix, _, length = (_text_in(node) or "").partition("/")
        address = canonical_address(prefix)
        if address is not None and ":" in address and _is_number(length, 128):
            nibbles = int(length) // 4
            found.append((reverse_name(address)[64 - 2 * nibbles :], prefix, node))
    return found


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text[:4]) <= most


def _text_in(node: "Node | None") -> str | None:
    """Return the text of a scalar; None if there is none or it is not known here."""
    return text_of(node) if node is not None and node.kind == "scalar" else None


def _with_dot(name: str | None) -> str | None:
    """Return `name` with a dot after it, as the role writes it."""
    return f"{name}." if name is not None else None


# -- records


def _fill(zone: "Zone", document: "Document", options: "ListOptions") -> None:
    del options
    seconds = [child_text(node, "bind_zone_ttl") for node in document.nodes]
    written = next((parse_ttl(text) for text in seconds if text), None)
    ttl = _WEEK if written is None else written
    records = RecordList(zone, document.source, names=zone.origin, default_ttl=ttl, units=True)
    for item, origin, network in document.index(_by_origin).get(zone.origin, ()):
        try:
            if network is None:
                _Forward(records, origin).add(item)
            else:
                _Reverse(records, origin, *network).add(item)
        except ShapeError as error:
            records.lose(str(error), error.node)


def _by_origin(document: "Document") -> "dict[object, list[tuple[Node, str, tuple[str, Node] | None]]]":
    """Return (item, its forward origin, prefix and node of a network) by origin; None: it is the forward zone."""
    found: dict[object, list[tuple[Node, str, tuple[str, Node] | None]]] = {}
    for item in _zones(document.nodes):
        origin = canonical(child_text(item, "name"))
        if origin is None or not _is_primary(item):
            continue
        if _is_wanted(item, "create_forward_zones"):
            found.setdefault(origin, []).append((item, origin, None))
        for reverse, prefix, node in _networks(item):
            found.setdefault(reverse, []).append((item, origin, (prefix, node)))
    return found


class _Forward:
    """Adds the records of a forward zone."""

    def __init__(self, records: RecordList, origin: str) -> None:
        self.records = records
        self.origin = origin

    def add(self, zone: "Node") -> None:
        """Add all records that the role makes of `zone`."""
        for server in items_of(child(zone, "name_servers")):
            self._apex(server, server, "NS", [_text_in(server)])
        for server in items_of(child(zone, "other_name_servers")):
            self._apex(server, server, "NS", [_with_dot(_text_in(server))])
        for mail in mappings_of(child(zone, "mail_servers")):
            name = child(mail, "name")
            self._apex(mail, name or mail, "MX", [_text_in(child(mail, "preference")), _text_in(name)])
        for host in mappings_of(child(zone, "hosts")):
            self._host(host)
        for service in mappings_of(child(zone, "services")):
            numbers = [_text_in(child(service, key)) if child(service, key) else "0" for key in ("priority", "weight")]
            target = child(service, "target")
            words = [*numbers, _text_in(child(service, "port")), _text_in(target)]
            self._named(service, "SRV", target or service, words)
        for key, rtype in (("text", "TXT"), ("caa", "CAA")):
            for item in mappings_of(child(zone, key)):
                for text in items_of(child(item, "text")):
                    self._text(item, text, rtype)
        self._rest(zone)

    def _rest(self, zone: "Node") -> None:
        """Note what is delegated, and NAPTR records, whose data the role's versions spell in several ways."""
        for item in mappings_of(child(zone, "delegate")):
            where, server = child(item, "zone"), child(item, "dns")
            if where is not None:
                self._entry(item, where, "NS", server or item, [_text_in(server)])
        for item in mappings_of(child(zone, "naptr")):
            name = child(item, "name")
            if name is not None:
                self.records.add(Entry(item, name, _text_in(name), "NAPTR", [Value(item, None)]))

    def _host(self, host: "Node") -> None:
        name = child(host, "name")
        if name is None:
            self.records.lose("a host without name", host)
            return
        if (_text_in(name) or "").startswith(_GENERATE):
            self.records.zone.incomplete(f"a $GENERATE is the name of a host at {self.records.source.path}:{name.line}")
            return
        for key, rtype in (("ip", "A"), ("ipv6", "AAAA"), ("sshfp", "SSHFP")):
            for node in items_of(child(host, key)):
                self._entry(host, name, rtype, node, self.records.value(node).words or [None])
        for alias in items_of(child(host, "aliases")):
            given = child(alias, "name") if alias.kind == "mapping" else alias
            if given is not None:
                rtype = child_text(alias, "type") or "CNAME"
                self._entry(host, given, rtype.upper(), given, [_text_in(name)], ttl=child(host, "ttl"))

    def _text(self, item: "Node", text: "Node", rtype: str) -> None:
        value = _text_in(text)
        try:
            # One pair of quotes around the whole: a text with quotes of its own is several strings.
            words = words_of(f'"{value}"' if rtype == "TXT" and value is not None else value)
        except RdataError as error:
            self.records.note("record-invalid", str(error), text)
            words = None
        self._named(item, rtype, text, words or [None])

    def _named(self, item: "Node", rtype: str, where: "Node", words: "Sequence[str | None]") -> None:
        name = child(item, "name")
        if name is None:
            self.records.lose(f"an {rtype} record without name", item)
        else:
            self._entry(item, name, rtype, where, words)

    def _apex(self, item: "Node", where: "Node", rtype: str, words: "Sequence[str | None]") -> None:
        known = [word for word in words if word is not None]
        value = Value(where, known if len(known) == len(words) else None)
        self.records.add(Entry(item, where, self.origin, rtype, [value]))

    def _entry(
        self,
        item: "Node",
        name: "Node",
        rtype: str,
        where: "Node",
        words: "Sequence[str | None]",
        ttl: "Node | None" = None,
    ) -> None:
        known = [word for word in words if word is not None]
        value = Value(where, known if len(known) == len(words) else None)
        self.records.add(Entry(item, name, _text_in(name), rtype, [value], ttl=ttl or child(item, "ttl")))


class _Reverse:
    """Adds the PTR records of the hosts whose addresses begin with a prefix."""

    def __init__(self, records: RecordList, origin: str, prefix: str, node: "Node") -> None:
        self.records = records
        self.origin = origin
        self.prefix = prefix
        self.node = node
        value = resolve(node)
        if not isinstance(value, str):
            message = f"{prefix} is not quoted: YAML makes the number {value} of it, and the role compares text"
            records.note("record-invalid", message, node, f'write `"{prefix}"`')

    def add(self, zone: "Node") -> None:
        """Add the apex NS records and the PTR records that the role makes of the hosts of `zone`."""
        for server in items_of(child(zone, "name_servers")):
            self._apex(server, _text_in(server))
        for server in items_of(child(zone, "other_name_servers")):
            self._apex(server, _with_dot(_text_in(server)))
        key = "ipv6" if ":" in self.prefix else "ip"
        for host in mappings_of(child(zone, "hosts")):
            name = child(host, "name")
            for node in items_of(child(host, key)):
                address = _text_in(node)
                if address is None:
                    where = f"{self.records.source.path}:{node.line}"
                    self.records.zone.incomplete(f"a placeholder is an address at {where}")
                elif name is not None and address.startswith(self.prefix):
                    self._pointer(host, name, node, address)

    def _apex(self, node: "Node", name: str | None) -> None:
        value = Value(node, None if name is None else [self._completed(name)])
        self.records.add(Entry(node, node, self.records.zone.origin, "NS", [value]))

    def _completed(self, name: str) -> str:
        """Return `name`, completed with the forward zone; the text itself if it is no name, which is noted later."""
        try:
            return absolute(name, self.origin)
        except NameSyntaxError:
            return name

    def _pointer(self, host: "Node", name: "Node", node: "Node", address: str) -> None:
        canonical_form = canonical_address(address)
        if canonical_form is None:
            return  # the forward zone reports it
        reverse = reverse_name(canonical_form)
        if not self.records.zone.holds(reverse):
            message = (
                f"the role compares {self.prefix} as text, so it takes {address}, too, and writes a PTR record for it "
                f"below {self.records.zone.origin}"
            )
            help = "make the network one octet longer, or give these hosts a zone of their own"
            self.records.note("record-invalid", message, node, help)
            return
        target = _text_in(name)
        value = Value(node, None if target is None else [self._completed(target)])
        self.records.add(Entry(host, node, reverse, "PTR", [value], ttl=child(host, "ttl")))
