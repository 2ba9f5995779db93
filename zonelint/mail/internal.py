"""What is internal, so that only the inside sees it: one decision, which the rules and the search for senders ask.

Receivers of mail elsewhere see another zone of that name, or none: what they look for is not missed there, private
addresses are fine, and a host is no sender unless somebody declares it.
"""

from itertools import chain

from zonelint.dns.cached import cached_property
from zonelint.dns.names import (
    IN_ADDR_ARPA,
    OF_MANUALS,
    address_of,
    enclosing,
    is_at_or_below,
    is_reverse,
    labels,
    start_of_network,
)
from zonelint.dns.special_networks import (
    DOCUMENTATION_IPV6,
    INSIDE_IPV4,
    is_inside,
    is_inside_network,
    is_loopback,
    is_made_up,
    is_nobodys,
)
from zonelint.dns.spelled import rdata_of
from zonelint.dns.txt import text_of
from zonelint.files.halves import words_of_halves
from zonelint.mail.spf.policy import spf_policy
from zonelint.mail.txt_records import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from zonelint.config.declared import Sender
    from zonelint.config.settings import Settings
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Zone
    from zonelint.mail.spf.policy import Term

_RESERVED = ("alt", "invalid", "local", "localhost", "onion", "test")
"""By RFC 9476, RFC 6761 (test, localhost, invalid: sections 6.2 to 6.4), RFC 6762 section 3 and RFC 7686."""
_USED_INSIDE = ("corp", "dn42", "home", "internal", "intranet", "lan", "localdomain", "private")
"""By common use (RFC 6762 appendix G lists most), and by ICANN's reservation of ``internal``."""
_TOP_LEVELS = frozenset((*_RESERVED, *_USED_INSIDE))
_HOME = "home.arpa."  # RFC 8375
_ENDINGS = (f".{_HOME}", *(f".{name}." for name in sorted(_TOP_LEVELS)))
_ADDRESSES = frozenset(("A", "AAAA", "ANY"))  # ANY: some type that is not known
_SECOND_LEVELS = ("ac", "co", "com", "edu", "gob", "gov", "net", "or", "org")
"""Labels below which countries register names: ``example.co.uk``."""
_EXAMPLES = (
    "example exemple ejemplo exemplo esempio beispiel voorbeeld yourdomain mydomain domain test foo foobar aaa bbb ccc"
)
_EXAMPLE = frozenset(_EXAMPLES.split())
"""What domains are called in the manuals of many languages, and in trials: ``exemple.com``, ``test.co.uk``."""


def is_internal_name(name: str) -> bool:
    """Tell whether the absolute, lower-case `name` lies in no domain of the public DNS: ``mail.corp.local.``."""
    return f".{name}".endswith(_ENDINGS) and _internal_ending(name) != ""


def _internal_ending(name: str) -> str:
    """Return the domain of the inside that holds `name`, or nothing; a dot may be part of a label."""
    if is_at_or_below(name, _HOME):
        return _HOME
    top = labels(name)[-1:]
    return f"{top[0]}." if top and top[0] in _TOP_LEVELS else ""


def is_only_inside(name: str) -> bool:
    """Tell whether nobody outside can resolve the absolute, lower-case `name`: a single label, ``mail.corp.local.``."""
    return name.count(".") == 1 or is_internal_name(name)


def is_private_question(name: str, marked: "Container[str]") -> bool:
    """Tell whether nobody outside is to be asked for `name`: there is no answer, and the question tells of the inside.

    Names of the inside, those at or below the ones that are `marked` as such, and the reverse names of private
    addresses. The resolver of a test bed may well know names in test. (RFC 6761 section 6.2).
    """
    if is_internal_name(name) and not is_at_or_below(name, "test."):
        return True
    if enclosing(name, marked) is not None:
        return True
    return is_reverse(name) and is_inside(address_of(name) or start_of_network(name))


def is_documentation_name(name: str) -> bool:
    """Tell whether the absolute, lower-case `name` is set aside for manuals (RFC 2606): ``www.example.com.``."""
    return is_at_or_below(name, "example.") or any(is_at_or_below(name, each) for each in OF_MANUALS)


def is_example_name(name: str) -> bool:
    """Tell whether the absolute, lower-case `name` is one that only manuals and exercises have: ``www.exemple.com.``.

    Some of these domains are somebody's, who has real servers there: it takes more to call them so. Below the top-level
    domain example. (RFC 2606) whole stories are told, with domains that are meant to be right.
    """
    words = labels(name)
    registered = words[-3:-2] if words[-2:-1] and words[-2] in _SECOND_LEVELS else words[-2:-1]
    return not _EXAMPLE.isdisjoint(registered)


class Internal:
    """What is internal in one view, and why; `lab` is what `why_lab` says of the set."""

    def __init__(self, namespace: "Namespace", settings: "Settings", lab: str = "") -> None:
        self._lab = lab
        self._namespace = namespace
        self._settings = settings
        self._reasons: dict[Zone, str] = {}

    @cached_property
    def why_view(self) -> str:
        """Why the whole view is internal; empty if it is not."""
        view = self._namespace.view
        if view in self._settings.internal.views:
            return f"the view {view} is in `internal` in the configuration"
        # The indexes of several servers may have a view of that name: all of them must mean the inside.
        because = {zone.inside_because for zone in self._namespace.zones.values() if zone.view == view}
        return min(because) if view is not None and because and all(because) else self._lab

    def why(self, zone: "Zone") -> str:
        """Say why `zone` is internal in this view; empty if it is not."""
        reason = self._reasons.get(zone)
        if reason is None:
            reason = zone.inside_because or self.why_name(zone.origin) or self._why_servers(zone)
            self._reasons[zone] = reason
        return reason

    def _why_servers(self, zone: "Zone") -> str:
        """Say that nobody outside reaches a server or exchange of `zone`, a forward one, if that is so; else nothing.

        No delegation of the public DNS can lead there. One that sends mail to a public host may yet be the copy of a
        public one, for other servers; not so where no registry has names below its top level. What would have to be
        looked up elsewhere proves nothing. An address or a server that cannot be read may be a private one: of two
        doubts, that which keeps quiet.
        """
        servers = [] if is_reverse(zone.origin) else [ns.target for ns in zone.rrset(zone.origin, "NS")]
        if not servers or zone.format != "master":
            return ""
        exchanges = (mx.target for mx in zone.records("MX") if mx.target != ".")
        for name in chain(servers, exchanges):
            if self._namespace.zone_of(name) is None:
                if name in servers or _may_be_public(zone.origin):
                    return ""
                continue
            addresses = self._namespace.addresses(name)
            if addresses.only_inside:
                continue
            if addresses.found or not any(self._namespace.is_damaged(name, rtype) for rtype in ("A", "AAAA")):
                return ""
        return "all addresses of its name servers are private"

    def why_name(self, name: str) -> str:
        """Say why the absolute, lower-case `name` is internal in this view; empty if it is not."""
        ending = _internal_ending(name)
        return f"the public DNS does not have {ending}" if ending else self.why_meant(name)

    def why_meant(self, name: str) -> str:
        """Do so where the user means `name` for the inside: by the configuration, the view, or a set that is a lab.

        A host that shows a name such as mail.corp.local to the world is at fault, and not meant to.
        """
        marked = enclosing(name, self._settings.internal.names)
        return f"{marked} is in `internal` in the configuration" if marked is not None else self.why_view


def _may_be_public(origin: str) -> bool:
    """Tell whether a zone lies in a domain below which names are registered, as ``example.ipsec.`` does not."""
    from zonelint.dns.public_suffixes import has_public_suffix  # which takes a list of them

    return has_public_suffix(origin)


# -- a split horizon --------------------------------------------------------------------------------------------------


def mark_inner_copies(zones: "Iterable[Zone]") -> None:
    """Mark the copies of a zone of which all addresses are of the inside, where those of another copy are not.

    So are those whose files are named so: ``internal/example.com.zone`` beside ``external/example.com.zone``.

    The servers that hold them show the inside and the outside of one name. Whom a view serves it says itself.
    """
    by_origin: dict[str, list[Zone]] = {}
    for zone in zones:
        by_origin.setdefault(zone.origin, []).append(zone)
    for copies in by_origin.values():
        if len(copies) < 2 or is_reverse(copies[0].origin):
            continue
        inner = [
            zone for zone in copies if zone.view is None and not _may_hold_more(zone) and _has_inner_addresses(zone)
        ]
        _mark_named_halves(copies)
        outer = next((zone for zone in copies if _has_inner_addresses(zone) is False), None)
        if outer is not None:
            where = outer.source.path if outer.source is not None else f"the view {outer.view}"
            for zone in inner:
                zone.inside_because = zone.inside_because or f"its addresses are private, and those in {where} are not"


def _mark_named_halves(copies: "list[Zone]") -> None:
    """Mark those of `copies` whose files are named as the inner half of a split horizon, beside an outer one."""
    by_words: dict[tuple[frozenset[str], frozenset[str]], list[tuple[Zone, str]]] = {}
    for zone in copies:
        if zone.source is not None:
            path = zone.source.path
            by_words.setdefault(words_of_halves(path), []).append((zone, path))
    # There are few such words, whatever the number of copies.
    for (inner, outer), zones in by_words.items() if len(by_words) > 1 else ():
        halves = (others[0][1] for words, others in by_words.items() if inner - words[0] and words[1] - outer)
        half = next(halves, None)
        for zone, _ in zones if half is not None else ():
            if zone.view is None:
                zone.inside_because = zone.inside_because or f"its file is named as the inner half of {half}"


def _has_inner_addresses(zone: "Zone") -> bool | None:
    """Tell whether all addresses of `zone` are of the inside; None: it has none."""
    found = [record.rdata for rtype in ("A", "AAAA") for rrset in zone.rrsets(rtype) for record in rrset]
    return all(map(is_inside, found)) if found else None


# -- a lab -----------------------------------------------------------------------------------------------------------


def why_lab(zones: "Sequence[Zone]", declared: "Iterable[Sender]") -> str:
    """Say why the set of all `zones` is a lab: all its addresses are of the inside; empty if it is none.

    That goes for A, AAAA, the owners of PTR records, the terms of SPF records, and the senders that are `declared`. Of
    these there must be one: what nearly every server says of localhost does not count. Nor is anything proved where a
    zone may hold addresses that are not known, save for one that is updated and shows of which kind they are. The first
    public address ends the search. IPv6 addresses that nobody has (``aaaa:bbbb::1``) are as good as private ones, and
    those of manuals, or made up (``2001:db8::1``, ``2001:abcd::1``), where all of IPv4, some there being, is private.
    """
    found = False
    for address in (*(sender.address for sender in declared), *_first(zones)):
        if not (is_inside(address) or is_nobodys(address)):
            return ""
    if any(map(_may_be_of_the_outside, zones)):
        return ""
    counts = _counts_as_inside
    for rtype in ("A", "AAAA"):
        shown = _shows_the_inside(zones, rtype, counts)
        if shown is None:
            return ""
        found = found or shown
        counts = _is_inside_or_made_up if found else counts
    for zone in zones:
        inside = _has_inner_ptrs(zone, counts)
        if inside is False:
            return ""
        found = found or bool(inside)
    if not found or not _has_inner_spf(zones):
        return ""
    return "all addresses of the set are private"


def _shows_the_inside(zones: "Sequence[Zone]", rtype: str, counts: "Callable[[str], bool]") -> bool | None:
    """Tell whether there are addresses of the type `rtype`, other than those of localhost.; None: one is public."""
    addresses = "\n" + "".join([rdata_of(zone, rtype) for zone in zones])
    starts = (DOCUMENTATION_IPV6,) if counts is _is_inside_or_made_up and rtype == "AAAA" else INSIDE_IPV4
    is_plain = sum(addresses.count(f"\n{start}") for start in starts) == addresses.count("\n") - 1
    if not (is_plain or all(map(counts, addresses.split()))):
        return None
    owners = (owner for zone in zones for owner in zone.types.get(rtype, ()))
    return any(owner[:10] != "localhost." for owner in owners)


def _counts_as_inside(address: str) -> bool:
    return is_inside(address) or is_nobodys(address)


def _is_inside_or_made_up(address: str) -> bool:
    return is_inside(address) or is_made_up(address)


def _may_hold_more(zone: "Zone") -> bool:
    """Tell whether `zone` may hold an address that is not known here."""
    return not zone.complete or _hides_addresses(zone)


def _hides_addresses(zone: "Zone") -> bool:
    return any(not _ADDRESSES.isdisjoint(types) for types in zone.unresolved.values())


def _may_be_of_the_outside(zone: "Zone") -> bool:
    """Tell whether `zone` may hold an address that is not known here, and nothing says that it is of the inside.

    What updates bring, mostly the leases of a DHCP server, is like what the zone shows: addresses, or its own network.
    """
    if not zone.dynamic or len(zone.incomplete_because) > 1 or _hides_addresses(zone):
        return _may_hold_more(zone)
    if is_reverse(zone.origin):
        return not (_has_inner_ptrs(zone) or is_inside(start_of_network(zone.origin)))
    return not _has_inner_addresses(zone)


def _first(zones: "Iterable[Zone]") -> "Iterator[str]":
    """Yield the first A record of each of some zones: a set that is none shows it soon."""
    for zone in zones:
        for rrset in zone.rrsets("A"):
            yield rrset[0].rdata
            break


def _has_inner_ptrs(zone: "Zone", counts: "Callable[[str], bool]" = is_inside) -> bool | None:
    """Tell whether all PTRs of a reverse zone stand for addresses of the inside; None: there are none for others.

    `counts` says which addresses are.
    """
    owners = zone.types.get("PTR")
    if not owners or not is_reverse(zone.origin):
        return None
    start = start_of_network(zone.origin)
    if is_inside(start):
        return None if is_loopback(start) else True
    if counts is _is_inside_or_made_up and start.startswith(_OF_DOCUMENTATION):
        return True
    addresses = [address_of(owner) or _first_of(zone.origin) for owner in owners if owner[:2] != "*."]
    if not all(map(counts, addresses)):
        return False
    return any(not is_loopback(address) for address in addresses) or None


_OF_DOCUMENTATION = "2001:0db8:"
"""How the addresses of manuals begin that a reverse zone stands for: `start_of_network` leaves no zero out."""


def _first_of(origin: str) -> str:
    """Return the first address of the network of a reverse zone, as far as its name tells."""
    start = start_of_network(origin)
    if origin.endswith(IN_ADDR_ARPA):
        return ".".join([*start.split(".")[:-1], "0", "0", "0", "0"][:4])
    nibbles = start.replace(":", "").ljust(32, "0")[:32]
    return ":".join(nibbles[at : at + 4] for at in range(0, 32, 4))


def _has_inner_spf(zones: "Sequence[Zone]") -> bool:
    """Tell whether the SPF records of `zones` name networks of the inside, and names in `zones`, alone."""
    origins = {zone.origin for zone in zones}
    # Most domains of a provider have the same text.
    texts = {record.rdata: record for zone in zones for rrset in zone.rrsets("TXT") for record in rrset}
    return all(
        _is_inner(term, origins)
        for record in texts.values()
        if is_spf(record)
        for term in spf_policy(text_of(record)).terms
    )


def _is_inner(term: "Term", origins: "Container[str]") -> bool:
    if term.name in ("ip4", "ip6"):
        length = term.prefix4 if term.name == "ip4" else term.prefix6
        return is_inside_network(term.value if length is None else f"{term.value}/{length}")
    return not term.value or enclosing(term.value.lower().rstrip(".") + ".", origins) is not None
