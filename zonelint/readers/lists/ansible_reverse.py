"""Reverse zones that the Ansible role bertvv.bind makes: which networks they are of, and their PTR records."""

from zonelint.dns.names import IN_ADDR_ARPA, NameSyntaxError, absolute, canonical_address, reverse_name
from zonelint.readers.lists.record_lists import Entry, RecordList, Value
from zonelint.readers.tree.node_texts import child, is_true, is_unresolved, items_of, mappings_of, text_of
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.readers.tree.nodes import Node


def is_wanted(zone: "Node", key: str) -> bool:
    """Tell whether the role makes the zones that the flag `key` is about; it does where the flag is not known."""
    node = child(zone, key)
    return node is None or is_unresolved(node) or is_true(node)


def networks(zone: "Node") -> "list[tuple[str, str, Node]]":
    """Return (origin, prefix of the addresses as the role compares it, node) of the reverse zones that are made."""
    if not is_wanted(zone, "create_reverse_zones"):
        return []
    found = []
    for node in items_of(child(zone, "networks")):
        prefix = text_in(node)
        if prefix and all(_is_number(octet, 255) for octet in prefix.split(".")):
            found.append((".".join(reversed(prefix.split("."))) + IN_ADDR_ARPA, prefix, node))
    for node in items_of(child(zone, "ipv6_networks")):
        prefix, _, length = (text_in(node) or "").partition("/")
        address = canonical_address(prefix)
        if address is not None and ":" in address and _is_number(length, 128):
            nibbles = int(length) // 4
            found.append((reverse_name(address)[64 - 2 * nibbles :], prefix, node))
    return found


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text[:4]) <= most


def text_in(node: "Node | None") -> str | None:
    """Return the text of a scalar; None if there is none or it is not known here."""
    return text_of(node) if node is not None and node.kind == "scalar" else None


def with_dot(name: str | None) -> str | None:
    """Return `name` with a dot after it, as the role writes it."""
    return f"{name}." if name is not None else None


class Reverse:
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
            self._apex(server, text_in(server))
        for server in items_of(child(zone, "other_name_servers")):
            self._apex(server, with_dot(text_in(server)))
        key = "ipv6" if ":" in self.prefix else "ip"
        for host in mappings_of(child(zone, "hosts")):
            name = child(host, "name")
            for node in items_of(child(host, key)):
                address = text_in(node)
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
        target = text_in(name)
        value = Value(node, None if target is None else [self._completed(target)])
        self.records.add(Entry(host, node, reverse, "PTR", [value], ttl=child(host, "ttl")))
