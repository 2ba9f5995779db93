"""The origins of zone files that neither their records nor their names tell: comments and hosts do, in the whole set.

They are guessed when all else was found, each only where one file claims a zone that nothing else holds.
"""

import re
from collections import Counter

from zonelint.discovery.origin_clues import FROM_COMMENT, FROM_SERVERS, Told, has_soa_at_apex, names_in_soa
from zonelint.dns.names import (
    IN_ADDR_ARPA,
    NameSyntaxError,
    absolute,
    first_label,
    is_address,
    is_at_or_below,
    parent,
)
from zonelint.dns.public_suffixes import public_suffixes
from zonelint.files.origins import FLAGS, PREAMBLE, TTL_OR_CLASS, points_from_numbers, soa_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts

FROM_ADDRESSES = "addresses of its hosts"

_RECORD = (
    rf"^(?:\$ORIGIN[ \t]++([^\s;]++)|([^\s;()\"$]*+)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}(A|NS|PTR)[ \t]++([^\s;()\"]++))"
)
_ALIAS_OF_WWW = rf"^www[ \t]++(?:{TTL_OR_CLASS}){{0,2}}CNAME[ \t]++([^\s;()\"]++)"
_NAME = r"[a-z0-9][a-z0-9-]*+(?:\.[a-z0-9][a-z0-9-]*+)+"
_CALLED_ZONE = (
    r"\b(?:zone|domain)(?:[ -]?(?:file|data|records?|name))?(?:[ \t]++(?:for|of|is))?[ \t:]++"
    rf"(?!file|data|record)({_NAME})(?![\w@/:])"
    rf"|(?<![\w.@/-])({_NAME})\.?[ \t]++(?:dns[ \t]++)?zone\b"
)
"""A name in the comments before the first line that counts, which they call a zone."""
_FEWEST_PTRS = 3
"""PTRs that must lead to hosts with an address of one network."""


def origins_of(texts: "list[str]", found: "Discovery", kept: "Texts") -> "list[Told | None]":
    """Return the origin of each of the `texts` of zone files, in their order; None where nothing is certain.

    A forward zone is told by its comments, or its own name servers; a reverse zone of 256 addresses by those that
    `found` and the forward zones among the `texts` give to the hosts of its PTRs.
    """
    told = [_by_heading(text) or _by_servers(text) for text in texts]
    hosts = _Hosts()
    for zone in found.zones:
        hosts.add(kept.head_if_any(zone.real_path), zone.origin)
    for text, forward in zip(texts, told, strict=True):
        if forward is not None:
            hosts.add(text, forward.origin)
    told = [forward or _by_ptrs(text, hosts) for text, forward in zip(texts, told, strict=True)]
    claims = Counter(each.origin for each in told if each is not None)
    taken = {zone.origin for zone in found.zones} | {zone.origin for zone in found.declared}
    return [
        each if each is not None and claims[each.origin] == 1 and each.origin not in taken else None for each in told
    ]


def _by_heading(text: str) -> Told | None:
    """Return the one name that the comments before the first line that counts call the zone of the file.

    Or the one that they name and that ``www`` is an alias for. A name server of the zone is meant otherwise.
    """
    if not has_soa_at_apex(text) or points_from_numbers(text):
        return None
    comments = PREAMBLE.match(text)
    heading = comments[0] if comments is not None else ""
    called = {(match[1] or match[2]).lower(): match.start() for match in re.finditer(_CALLED_ZONE, heading, FLAGS)}
    if not called:
        www = re.search(_ALIAS_OF_WWW, text, FLAGS)
        name = www[1].lower().rstrip(".") if www is not None and www[1].endswith(".") else ""
        at = re.search(rf"(?<![\w.@/-]){re.escape(name)}(?![\w@/-]|\.\w)", heading, FLAGS) if name else None
        called = {name: at.start()} if at is not None else {}
    servers = {data.lower().rstrip(".") for _, _, rtype, data in _records(text) if rtype == "NS"}
    servers.add(names_in_soa(text)[0].rstrip("."))
    names = [name for name in called if name not in servers and name[:3] != "db." and _is_registered(name)]
    return Told(f"{names[0]}.", FROM_COMMENT, called[names[0]]) if len(called) == len(names) == 1 else None


def _is_registered(name: str) -> bool:
    """Tell whether a name lies below what the Public Suffix List knows: ``example.com``, and not ``named.conf``."""
    suffix = public_suffixes().publicsuffix(name, accept_unknown=False)
    return suffix is not None and suffix != name and _name(f"{name}.", ".") is not None


def _by_servers(text: str) -> Told | None:
    """Return the domain in which all name servers of a forward zone lie, if all have their addresses in the text.

    ``ns.example.com.`` is then the name of the relative owner ``ns``. The SOA may name no other domain.
    """
    if not has_soa_at_apex(text) or points_from_numbers(text):
        return None
    servers, with_address = set(), set()
    for origin, owner, rtype, data in _records(text):
        if origin or owner.endswith("."):
            return None
        if rtype == "NS":
            servers.add(data.lower())
        elif rtype == "A":
            with_address.add(owner.lower())
    domains = {parent(server) for server in servers if server.endswith(".")}
    if len(domains) != 1 or not {first_label(server) for server in servers} <= with_address:
        return None
    domain = domains.pop()
    named = [name for name in names_in_soa(text) if name.endswith(".")]
    is_its_own = bool(named) and all(is_at_or_below(name, domain) for name in named)
    is_plain = re.fullmatch(rf"{_NAME}\.", domain) is not None and _name(domain, ".") == domain
    return Told(domain, FROM_SERVERS, 0) if is_its_own and is_plain else None


def _by_ptrs(text: str, hosts: "_Hosts") -> Told | None:
    """Return the reverse zone of the network in which all known hosts of the PTRs have the address of their number."""
    if soa_owner(text) is None or not points_from_numbers(text):
        return None
    networks: list[set[str]] = []
    for origin, owner, rtype, data in _records(text):
        if origin:
            return None
        known = hosts.addresses.get(data.lower(), ()) if rtype == "PTR" and owner.isdigit() else ()
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
        for owner, address in _address_records(_records(text), origin):
            self.addresses.setdefault(owner, set()).add(address)


def _records(text: str) -> "list[tuple[str, str, str, str]]":
    """Return (name of an $ORIGIN, owner, type, first word of the data) of the lines that look like records of hosts."""
    found = re.findall(_RECORD, text, FLAGS)
    return [(origin, owner, rtype.upper(), data) for origin, owner, rtype, data in found]


def _address_records(found: "Iterable[tuple[str, str, str, str]]", origin: str) -> "Iterator[tuple[str, str]]":
    above: str | None = origin
    at = origin
    for changed, owner, rtype, data in found:
        if changed:
            at = _name(changed, at) or at
            continue
        above = _name(owner, at) if owner else above
        if rtype == "A" and above is not None and is_address(data) and ":" not in data:
            yield above, data


def _name(word: str, origin: str) -> str | None:
    try:
        return absolute(word, origin).lower()
    except NameSyntaxError:
        return None
