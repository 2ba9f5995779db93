"""The origins of zone files that neither their text nor their name tells: what their own hosts tell, in the whole set.

They are guessed when all else was found, each only where one file claims a zone that nothing else holds.
"""

import re
from collections import Counter

from zonelint.discovery.origin_clues import FROM_SERVERS, Told
from zonelint.dns.names import IN_ADDR_ARPA, NameSyntaxError, absolute, first_label, is_at_or_below, parent
from zonelint.files.origins import FLAGS, TTL_OR_CLASS, points_from_numbers, soa_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts

FROM_ADDRESSES = "addresses of its hosts"

_RECORD = (
    rf"^(?:\$ORIGIN[ \t]++([^\s;]++)|([^\s;()\"$]*+)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}(A|NS|PTR)[ \t]++([^\s;()\"]++))"
)
_SOA = rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}SOA[ \t(]++([^\s;()\"]++)[ \t]++([^\s;()\"]++)"
_FEWEST_PTRS = 3
"""PTRs that must lead to hosts with an address of one network."""


def origins_of(texts: "list[str]", found: "Discovery", kept: "Texts") -> "list[Told | None]":
    """Return the origin of each of the `texts` of zone files, in their order; None where nothing is certain.

    A forward zone is told by its own name servers, a reverse zone of 256 addresses by those that `found` and the
    forward zones among the `texts` give to the hosts of its PTRs.
    """
    forward = [_of_servers(text) for text in texts]
    hosts = _Hosts()
    for zone in found.zones:
        hosts.add(kept.head_if_any(zone.real_path), zone.origin)
    for text, origin in zip(texts, forward, strict=True):
        if origin is not None:
            hosts.add(text, origin)
    told = [
        Told(origin, FROM_SERVERS, 0) if origin is not None else _of_ptrs(text, hosts)
        for text, origin in zip(texts, forward, strict=True)
    ]
    claims = Counter(each.origin for each in told if each is not None)
    taken = {zone.origin for zone in found.zones} | {zone.origin for zone in found.declared}
    return [
        each if each is not None and claims[each.origin] == 1 and each.origin not in taken else None for each in told
    ]


def _of_servers(text: str) -> str | None:
    """Return the domain in which all name servers of a forward zone lie, if all have their addresses in the text.

    ``ns.example.com.`` is then the name of the relative owner ``ns``. The SOA may name no other domain.
    """
    soa = re.search(_SOA, text, FLAGS)
    if soa is None or soa_owner(text) not in (("@", None), ("", None)) or points_from_numbers(text):
        return None
    servers, with_address = set(), set()
    for origin, owner, rtype, data in re.findall(_RECORD, text, FLAGS):
        if origin or owner.endswith("."):
            return None
        if rtype.upper() == "NS":
            servers.add(data.lower())
        elif rtype.upper() == "A":
            with_address.add(owner.lower())
    domains = {parent(server) for server in servers if server.endswith(".")}
    if len(domains) != 1 or not {first_label(server) for server in servers} <= with_address:
        return None
    domain = domains.pop()
    named = [name.lower() for name in soa.groups() if name.endswith(".")]
    is_its_own = bool(named) and all(is_at_or_below(name, domain) for name in named)
    return domain if is_its_own and _name(domain, ".") == domain and domain.count(".") > 1 else None


def _of_ptrs(text: str, hosts: "_Hosts") -> Told | None:
    """Return the reverse zone of the network in which all known hosts of the PTRs have the address of their number."""
    if soa_owner(text) is None or not points_from_numbers(text):
        return None
    networks: list[set[str]] = []
    for origin, owner, rtype, data in re.findall(_RECORD, text, FLAGS):
        if origin:
            return None
        known = hosts.addresses.get(data.lower(), ()) if rtype.upper() == "PTR" and owner.isdigit() else ()
        if known:
            networks.append({address.rpartition(".")[0] for address in known if address.endswith(f".{owner}")})
    common = set.intersection(*networks) if len(networks) >= _FEWEST_PTRS else set()
    if len(common) != 1:
        return None
    octets = common.pop().split(".")
    return Told(f"{'.'.join(octets[::-1])}{IN_ADDR_ARPA}", FROM_ADDRESSES, 0)


class _Hosts:
    """The IPv4 addresses of hosts, by their absolute names, at a glance into the texts of zones."""

    def __init__(self) -> None:
        self.addresses: dict[str, set[str]] = {}

    def add(self, text: str, origin: str) -> None:
        """Add the hosts of a zone."""
        for owner, address in _address_records(re.findall(_RECORD, text, FLAGS), origin):
            self.addresses.setdefault(owner, set()).add(address)


def _address_records(found: "Iterable[tuple[str, str, str, str]]", origin: str) -> "Iterator[tuple[str, str]]":
    above: str | None = origin
    at = origin
    for changed, owner, rtype, data in found:
        if changed:
            at = _name(changed, at) or at
            continue
        above = _name(owner, at) if owner else above
        if rtype.upper() == "A" and above is not None:
            yield above, data


def _name(word: str, origin: str) -> str | None:
    try:
        return absolute(word, origin).lower()
    except NameSyntaxError:
        return None
