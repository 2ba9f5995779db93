"""The origin of a zone file: as it says itself, else what its name, the comment of an export and its owners give.

Cloudflare exports zones with ``$ORIGIN .`` and an SOA at ``@``, or with an SOA whose owner lacks its final dot. Neither
says the origin as RFC 1035 has it, and a file alone never makes the root zone: that is for an index or the user to say.
"""

import re

from zonelint.dns.names import IN_ADDR_ARPA, NameSyntaxError, absolute, is_at_or_below, is_below, is_reverse, labels
from zonelint.files.dialects import WINDOWS_HEADER, is_for_cloudflare
from zonelint.files.origins import (
    FLAGS,
    FROM_NAME,
    FROM_ORIGIN,
    TTL_OR_CLASS,
    TYPES,
    bare_name,
    begins_as_a_zone,
    is_of_numbers,
    origin_in_name,
    origin_in_text,
    points_from_numbers,
    ptr_owners,
    same_octets,
    soa_owner,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Told(NamedTuple):
        """The origin of a file, absolute and in lower case; by what it is known, and at which offset of the text.

        `soa_owner` is the absolute name that the SOA has in place of the apex, in an export; empty: it is at the apex.
        """

        origin: str
        by_what: str
        at: int
        soa_owner: str = ""

else:
    from zonelint.dns.tuples import named_tuple

    Told = named_tuple("Told", "origin by_what at soa_owner", defaults=("",))

FROM_COMMENT, FROM_OWNERS, FROM_SERVERS = "comment", "owners", "name servers"
INSIDE = (FROM_ORIGIN, "SOA owner", FROM_COMMENT)
"""By what a file says itself which zone it holds: its name may contradict these."""

_DOMAIN = r"^;++[ \t]*+Domain:[ \t]++([^\s;]++)[ \t]*+$"
_OWNER_AND_TYPE = rf"^([^\s;()\"$]*+)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}({TYPES})[ \t(]"
_ORIGIN = r"^\$ORIGIN[ \t]++([^\s;]++)"
_OWNER = rf"^([^\s;()\"$]++)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}(?:{TYPES})[ \t(]"

_DOTS = 6
"""In a full reverse name of IPv4."""

_SOA_DATA = rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}SOA[ \t(]++([^\s;()\"]++)[ \t]++([^\s;()\"]++)"
_NS_DATA = rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}NS[ \t]++([^\s;()\"]++)"
_OCTETS_OF_24 = 3
_TOP_LEVELS = frozenset(("biz", "com", "edu", "gov", "info", "net", "org"))
_OF_A_COUNTRY = 2
"""Letters of the top-level domain of a country."""
_FULL_NAME = r"(?<![^\s(])[A-Za-z0-9_*][A-Za-z0-9_.-]*+(?<=\.)(?=[\s;)]|$)"


def told_origin(name: str, text: str) -> Told | None:
    """Return the origin of the file `name` whose text begins with `text`, or None if nothing tells it for certain."""
    inside = origin_in_text(text)
    if inside is not None:
        return Told(*inside)
    if is_import(text):
        return _of_import(text)
    domain, found = _domain(text), _by_name(name, text)
    if domain is not None and (found is None or _odd_soa_owner(text, domain)):
        found = domain
    if found is None or (found.by_what == FROM_NAME and _may_yield(name, found.origin, text)):
        found = _by_owners(text, found.origin if found is not None else "") or found or _by_addresses(name, text)
    if found is None or (found.by_what == FROM_NAME and not is_reverse(found.origin)):
        found = _by_servers(name, text, found.origin if found is not None else "") or found
    if found is not None and found.by_what == FROM_NAME and not is_reverse(found.origin):
        found = _by_text(text, found)
    if found is not None and found.by_what == FROM_NAME and is_reverse(found.origin):
        found = _by_pointers(text, found)
    if found is None:
        found = _by_mname(text)
    return found._replace(soa_owner=_odd_soa_owner(text, found)) if found is not None else None


def _by_text(text: str, found: Told) -> Told | None:
    """Return what the text tells, if it never writes the name that was `found` as that of its file; else `found`.

    Where all hosts are written in full, none of them in that zone, they are those of another, with its servers. An
    $ORIGIN below the primary server says that the zone is that one's domain: which it is, is not known.
    """
    if found.origin[:-1] in text.lower():
        return found
    mname = names_in_soa(text)[0]
    owners = {owner.lower() for owner in re.findall(_OWNER, text, FLAGS)}
    servers = {name.lower() for name in re.findall(_NS_DATA, text, FLAGS)}
    domain = mname.partition(".")[2]
    hosts = owners - {"@"}
    is_another = len(labels(domain)) > 1 and not is_at_or_below(found.origin, domain)
    is_its_own = is_another and all(is_at_or_below(name, domain) for name in hosts | servers)
    if is_its_own and hosts - servers - {mname} and _canonical(domain) == domain:
        return Told(domain, FROM_SERVERS, 0)
    origins = [name.lower() for name in re.findall(_ORIGIN, text, FLAGS)]
    is_inside = mname.endswith(".") and mname.count(".") > 1 and any(is_at_or_below(name, mname) for name in origins)
    return None if is_inside else found


def _by_pointers(text: str, found: Told) -> Told:
    """Return the network of all PTRs if their owners, in full, lie in another one than that of a file's name."""
    owners = ptr_owners(text)
    networks = {owner.partition(".")[2] for owner in owners}
    if len(networks) != 1 or not all(owner.endswith(IN_ADDR_ARPA) and owner.count(".") == _DOTS for owner in owners):
        return found
    network = networks.pop()
    return found if is_at_or_below(network, found.origin) else Told(network, FROM_OWNERS, 0)


def is_import(text: str) -> bool:
    """Tell whether `text` is made for Cloudflare's import: it has no SOA, and every owner is absolute.

    A text for readers that quotes some of its records begins with something else.
    """
    return is_for_cloudflare(text) and begins_as_a_zone(text) and _of_import(text) is not None


def _of_import(text: str) -> Told | None:
    """Return the name at or below which all owners lie, each of them absolute, if one of them is that name."""
    owners = {owner.lower() for owner in re.findall(_OWNER, text, FLAGS)}
    shortest = min(owners, key=len, default=".")
    if soa_owner(text) is not None or "$" in {line[:1] for line in text.split("\n")} or len(labels(shortest)) < 2:
        return None
    if not all(owner[-1] == "." and is_at_or_below(owner, shortest) for owner in owners):
        return None
    return Told(shortest, FROM_OWNERS, 0) if _canonical(shortest) == shortest else None


def _domain(text: str) -> Told | None:
    """Return what the comment of an export says, if there is an SOA without absolute owner."""
    match = re.search(_DOMAIN, text, FLAGS) if "omain:" in text else None
    if match is None and "Database file " in text:
        match = re.search(WINDOWS_HEADER, text, re.MULTILINE)
    if match is None or soa_owner(text) is None:
        return None
    name = _canonical(match[1] or match[2])
    return Told(name, FROM_COMMENT, match.start()) if name is not None else None


def _may_yield(name: str, spelled: str, text: str) -> bool:
    """Tell, from a quick look, whether the owners may know better than the name of a file, which spells `spelled`.

    It may have octets in either order, or say more than the name of the zone, which then begins a line.
    """
    if is_reverse(spelled):
        return ".arpa" not in name.lower()
    if _is_never_named(spelled, text):
        return True
    parts = spelled.split(".")
    shorter = [".".join(parts[:count]) for count in range(2, len(parts) - 1)]
    return bool(shorter) and any(f"\n{each}." in text for each in shorter)


def _is_never_named(spelled: str, text: str) -> bool:
    """Tell whether `text` never writes the name `spelled`, but names below its parent: there may be a slip in it."""
    lower = text.lower()
    return spelled.count(".") > 2 and spelled[:-1] not in lower and f".{spelled.partition('.')[2]}" in lower


def _is_meant(owned: str, spelled: str) -> bool:
    """Tell whether the name of a file, which spells `spelled`, may well mean `owned`.

    It has the octets in the other order, or a word behind the zone's name: ``db.example.com.simple``; or the one is the
    other but for a letter, which is a slip where the file has it right throughout.
    """
    if is_reverse(spelled):
        return same_octets(owned, spelled)
    if spelled.startswith(owned):
        return True
    from zonelint.dns.typos import is_one_letter_off

    return spelled.count(".") > 2 and is_one_letter_off(owned, spelled)


def _by_name(name: str, text: str) -> Told | None:
    spelled = origin_in_name(name, text)
    if spelled is not None and not is_reverse(spelled) and is_of_numbers(text, name):
        from zonelint.dns.misnamed import right_spelling  # which few files need

        # `2.0.192.in-addr-arpa.zone` has a slip; `example.net.rev` does not say which network it is the zone of.
        spelled = right_spelling(spelled)
        if spelled is None:
            return None
    if spelled is None and soa_owner(text) is not None:
        # A single label is a zone where the text says so: `lab.zone` with `$ORIGIN office.lab.` further down.
        label = _canonical(bare_name(name)) if "." not in bare_name(name) else None
        if label is not None and (
            names_in_soa(text)[0] == label
            or any(is_at_or_below(each, label) for each in _absolute_names(text))
            or _holds_its_primary(text, label)
        ):
            spelled = label
    return Told(_in_usual_order(spelled, text), FROM_NAME, 0) if spelled is not None else None


def _holds_its_primary(text: str, label: str) -> bool:
    """Tell whether the SOA's primary server lies right below `label`, and its host has an address in `text`."""
    host, _, domain = names_in_soa(text)[0].partition(".")
    return domain == label and host in _with_addresses(text)


def _with_addresses(text: str) -> set[str]:
    """Return the owners of the address records as written, in lower case."""
    types = re.findall(_OWNER_AND_TYPE, text, FLAGS)
    return {owner.lower() for owner, rtype in types if rtype.upper() in ("A", "AAAA")}


def _in_usual_order(spelled: str, text: str) -> str:
    """Return the origin that the name of a file spells, with its labels turned if that is what `text` speaks of.

    So do those write who sort names as in a tree: ``com.example.zone``. Of two top-level domains the last is one.
    """
    parts = labels(spelled)
    turned = ".".join(parts[::-1]) + "."
    if is_reverse(spelled) or spelled == turned or parts[-1] in _TOP_LEVELS or len(parts[-1]) == _OF_A_COUNTRY:
        return spelled
    targets = [target.lower() for target in re.findall(_NS_DATA, text, FLAGS)]
    mname, rname = names_in_soa(text)
    names = [mname, *targets, *_absolute_names(text)]
    is_turned = any(is_at_or_below(name, turned) for name in names[1:]) and is_at_or_below(mname, turned)
    is_turned = is_turned or is_below(rname, turned) or _is_below_its_primary(text, turned, mname)
    return turned if is_turned and not any(is_at_or_below(name, spelled) for name in (*names, rname)) else spelled


def _is_below_its_primary(text: str, name: str, mname: str) -> bool:
    """Tell whether `text` writes `name`, or one below it, and its primary server `mname` lies in the domain above."""
    above = name.partition(".")[2]
    if len(labels(above)) < 2 or not is_at_or_below(mname, above):
        return False
    return bool(re.search(rf"(?<![a-z0-9_-]){re.escape(name[:-1])}(?!\.?[a-z0-9_-])", text, re.IGNORECASE))


def _by_owners(text: str, spelled: str) -> Told | None:
    """Return the name at or below which all absolute owners lie, if one of them is that name.

    It takes two of them; or all NS records, for every zone has some at its apex; or that the name of the file, which
    spells `spelled`, may mean it. Where it can mean something else only, this is None.
    """
    if soa_owner(text) is None:
        return None
    owners = {owner.lower() for owner in re.findall(_OWNER, text, FLAGS) if owner.endswith(".")}
    shortest = min(owners, key=len, default=".")
    wanted = 3 if is_reverse(shortest) else 2
    if len(labels(shortest)) < wanted or not all(is_at_or_below(owner, shortest) for owner in owners):
        return None
    if spelled and not _is_meant(shortest, spelled):
        return None
    if not spelled and len(owners) < 2 and _owners_of_ns(text) != owners:
        return None
    return Told(shortest, FROM_OWNERS, 0) if _canonical(shortest) == shortest else None


def _by_mname(text: str) -> Told | None:
    """Return the reverse name that the SOA gives as its primary server: it is that of the zone, for no host has one."""
    mname, _ = names_in_soa(text)
    is_zone = mname.endswith(IN_ADDR_ARPA) and len(labels(mname)) > 2 and has_soa_at_apex(text)
    return Told(mname, FROM_SERVERS, 0) if is_zone and _canonical(mname) == mname else None


def has_soa_at_apex(text: str) -> bool:
    """Tell whether the SOA stands at ``@``, or at a blank, before any $ORIGIN."""
    return soa_owner(text) in (("@", None), ("", None))


def names_in_soa(text: str) -> tuple[str, str]:
    """Return primary server and mailbox of the SOA as written, in lower case; both are empty if there is none."""
    soa = re.search(_SOA_DATA, text, FLAGS)
    return (soa[1].lower(), soa[2].lower()) if soa is not None else ("", "")


def is_part(origin: str, name: str) -> bool:
    """Tell whether `origin` is `name` without some of its labels."""
    rest = iter(labels(name))
    return all(label in rest for label in labels(origin))


def _by_servers(name: str, text: str, spelled: str) -> Told | None:
    """Return the domain of the zone's own name servers, if each has its address at a relative owner.

    ``ns1.example.com.``, as the SOA names it, is then the name of the owner ``ns1``; NS records may have either. The
    SOA has to name that domain alone, and the file's `name` a label of it; if that spells an origin, `spelled`, which
    is not in the text, all labels.
    """
    if not has_soa_at_apex(text) or (spelled and spelled[:-1] in text.lower()):
        return None
    mname, rname = names_in_soa(text)
    domain = mname.partition(".")[2]
    targets = {target.lower() for target in re.findall(_NS_DATA, text, FLAGS)}
    servers = {target if target.endswith(".") else f"{target}.{domain}" for target in targets}
    parts = labels(domain)[:-1] if domain.endswith(".") else []
    is_named = not set(re.split("[._-]", bare_name(name))).isdisjoint(parts)
    if _canonical(domain) != domain or not is_named or (spelled and not is_part(domain, spelled)):
        return None
    if points_from_numbers(text):
        return None  # hosts of a reverse zone, with their addresses besides
    if f"{re.sub('[_-]', '.', bare_name(name))}.".startswith(mname):
        return None  # `dyn-example-com-zone` may be that of the name that its SOA has for the server
    named = servers | {mname, rname}
    hosts = {f"{owner}.{domain}" for owner in _with_addresses(text)}
    is_its_own = bool(servers) and servers <= hosts and all(each.endswith(f".{domain}") for each in named)
    return Told(domain, FROM_SERVERS, 0) if is_its_own else None


def _by_addresses(name: str, text: str) -> Told | None:
    """Return the reverse zone of the /24 in which all absolute owners lie, if the file `name` has its three octets.

    It may have the 0 of the network's own address besides: ``0.2.0.192.rev``, ``192.0.2.0.db``.
    """
    if soa_owner(text) is None:
        return None
    networks = {owner.lower().partition(".")[2] for owner in re.findall(_OWNER, text, FLAGS) if owner.endswith(".")}
    network = networks.pop() if len(networks) == 1 else ""
    octets = labels(network)[:-2] if network.endswith(IN_ADDR_ARPA) else []
    numbers = f".{bare_name(name)}."
    orders = (".".join(octets), ".".join(octets[::-1]))
    if len(octets) != _OCTETS_OF_24 or not any(f".{order}." in numbers for order in orders):
        return None
    return Told(network, FROM_OWNERS, 0) if _canonical(network) == network else None


def _owners_of_ns(text: str) -> set[str]:
    """Return the owners of the NS records as written, in lower case; one that is left out is that of the line above."""
    found, above = set(), "@"
    for owner, rtype in re.findall(_OWNER_AND_TYPE, text, FLAGS):
        above = owner.lower() or above
        if rtype.upper() == "NS":
            found.add(above)
    return found


def _odd_soa_owner(text: str, found: Told) -> str:
    """Return the name at which the SOA of an export stands as written, if that is not the apex; else nothing.

    Elsewhere an owner that lacks its dot is a slip, and the server would not load the zone.
    """
    written = soa_owner(text)
    if written is None:
        return ""
    word, origin = written
    if origin == ".":
        return "." if word in ("@", "") else ""
    if origin is not None or word.lower() + "." != found.origin:
        return ""
    relative = any(not owner.endswith(".") and owner != word for owner in re.findall(_OWNER, text, FLAGS))
    return found.origin + found.origin if found.by_what == FROM_COMMENT or not relative else ""


def what_to_settle(text: str, told: Told, spelled: str) -> str:
    """Return the next step where the text of a file tells another origin than its name, which spells `spelled`.

    The names in the text that are written in full tell which of both is the slip, as far as they are of one mind.
    """
    settle = "settle it in [zones] of the configuration or with --zone"
    origin, by_what = told.origin, told.by_what
    if "arpa" in origin and is_reverse(spelled) and not is_reverse(origin):
        return f"correct the {by_what}: {origin} is not the name of a reverse zone; or {settle}"
    end = text.find("\n", told.at)
    names = {name.lower() for name in re.findall(_FULL_NAME, text[: told.at] + (text[end:] if end >= 0 else ""))}
    inside = sum(is_at_or_below(name, origin) for name in names)
    outside = sum(is_at_or_below(name, spelled) for name in names)
    if outside and not inside:
        return f"correct the {by_what}: the names in the file are in {spelled}, as its name says; or {settle}"
    if inside and not outside:
        return f"rename the file: the names in it are in {origin}; or {settle}"
    return f"rename the file, or correct its {by_what}, or {settle}"


def _absolute_names(text: str) -> list[str]:
    names = re.findall(_OWNER, text, FLAGS) + re.findall(_ORIGIN, text, FLAGS)
    return [name.lower() for name in names if name.endswith(".")]


def _canonical(word: str) -> str | None:
    """Return the absolute name, in lower case, that `word` spells with or without its final dot; None for the root."""
    try:
        name = absolute(word.rstrip(".") + ".", ".").lower() if word.strip(".") else "."
    except NameSyntaxError:
        return None
    return name if name != "." and not any(char in name for char in "{}<>%$") else None
