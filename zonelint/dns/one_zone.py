"""How one zone answers, on its own (RFC 1034 section 4.3.2 steps 3 and 4, RFC 4592, RFC 6672)."""

from zonelint.dns.answers import FOUND, LOOP, NODATA, NXDOMAIN, UNKNOWN, Answer, Step
from zonelint.dns.names import NameSyntaxError, check_length, parent
from zonelint.dns.zone import ANY, Record, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

FOLLOW = "FOLLOW"
"""The status of an answer that goes on at another name; a Namespace follows it and never returns it."""
NOT_ALIASED = frozenset(("CNAME", "RRSIG", "NSEC", "KEY", "SIG"))
"""Types that may stand beside a CNAME, or are it: a question for them does not follow one (RFC 4035 2.5, RFC 3007)."""
SYNTHESISED = ("ALIAS", "ANAME")
"""Types at which providers answer address queries with the addresses of the target."""

_ADDRESS_TYPES = ("A", "AAAA")
_ALIASES = frozenset(("CNAME", *SYNTHESISED))


def unknown(name: str, zone: Zone | None, reason: "tuple[str, ...]") -> Answer:
    """Return the answer that nothing can tell, for the `reason`, whose parts are joined when it is read."""
    return Answer(UNKNOWN, name, zone, reason, (), False)


def _incomplete(name: str, zone: Zone) -> Answer:
    state = " is incomplete: " if zone.source is not None else " is not loaded: "
    return unknown(name, zone, (zone.origin, state, zone.incomplete_because[0]))


def _hidden(name: str, zone: Zone, owner: str) -> Answer:
    """Return the answer for `name` that nothing can tell, because of what `owner` holds unseen."""
    where = zone.damaged.get(owner)
    if where is not None:
        return unknown(name, zone, ("the record of ", owner, " at ", where, " cannot be read"))
    return unknown(name, zone, (owner, " holds a value that only a template or another tool fills in"))


def _of_others(name: str, zone: Zone, owner: str) -> Answer:
    return unknown(name, zone, (owner, " may hold records of others, which octoDNS does not change"))


def _answering(rtype: str) -> "tuple[str, ...]":
    """Return the types that may answer a question for `rtype`, by leading on to another name too."""
    if rtype in NOT_ALIASED or rtype == ANY:
        return (rtype,)
    return (rtype, "CNAME", *SYNTHESISED) if rtype in _ADDRESS_TYPES else (rtype, "CNAME")


def _others_may_answer(zone: Zone, name: str, rtype: str, wildcard: str) -> bool:
    """Tell whether records of others may answer for `name`, which has none here: at it, above it, by a wildcard."""
    assert zone.others is not None
    if zone.has_name(wildcard):
        return zone.others(name, ANY)  # any record there would keep the wildcard from matching
    if any(zone.others(owner, each) for owner in (name, wildcard) for each in _answering(rtype)):
        return True
    node = name
    while not zone.has_name(node):
        if zone.others(node, "NS") or zone.others(node, "DNAME"):
            return True
        node = parent(node)
    return False


def top_cut(zone: Zone, name: str) -> str | None:
    """Return the topmost owner that takes `name` out of `zone`'s authority, or None.

    That is a zone cut at or above `name`, or a DNAME properly above it.
    """
    cuts = zone.cuts
    if not cuts:
        return None
    found = None
    node = name
    escaped = "\\" in name
    while True:
        kind = cuts.get(node)
        if kind is not None and (node != name or kind == "NS"):
            found = node
        if node == zone.origin or node == ".":
            return found
        node = parent(node) if escaped else node.partition(".")[2] or "."


def answer_in(zone: Zone, name: str, rtype: str) -> Answer:
    """Answer from `zone`, which encloses `name`; the status may be FOLLOW."""
    cut = top_cut(zone, name)
    if cut is not None and zone.cuts[cut] == "DNAME":
        if "DNAME" in zone.unresolved.get(cut, ()):
            return _hidden(name, zone, cut)
        return _rewritten(zone, name, rtype, zone.types["DNAME"][cut][0])
    if cut is not None and not (rtype == "DS" and cut == name):
        return _delegated(name, zone, cut)
    if zone.has_name(name):
        return _answer_at(zone, name, rtype, name, ())
    if zone.incomplete_because:
        return _incomplete(name, zone)
    wildcard = _source_of_synthesis(zone, name)
    if zone.others is not None and _others_may_answer(zone, name, rtype, wildcard):
        return _of_others(name, zone, name)
    if not zone.has_name(wildcard):
        return Answer(NXDOMAIN, name, zone, (name, " does not exist in ", zone.origin))
    if zone.cuts.get(wildcard) == "NS" and rtype != "DS":
        return _delegated(name, zone, wildcard)
    rrset = zone.rrset(wildcard, rtype) or zone.rrset(wildcard, "CNAME")
    step = Step("wildcard", rrset[0] if rrset else None, f"{wildcard} matches {name}")
    return _answer_at(zone, name, rtype, wildcard, (step,))


def _delegated(name: str, zone: Zone, cut: str) -> Answer:
    if not zone.rrset(cut, "NS"):
        return _hidden(name, zone, cut)
    return unknown(name, zone, (cut, " is delegated and its zone is not loaded"))


def _answer_at(zone: Zone, name: str, rtype: str, owner: str, chain: "tuple[Step, ...]") -> Answer:
    """Answer for `name` from the records at `owner`: `name` itself, or the wildcard that matches it."""
    hidden: AbstractSet[str] = zone.unresolved.get(owner, frozenset())
    may_lead_on = rtype not in NOT_ALIASED and not _ALIASES.isdisjoint(hidden)
    whole = not zone.incomplete_because and not (hidden and _may_add(rtype, hidden))
    if rtype == ANY:
        rrset: Sequence[Record] = [record for each in zone.types_at(owner) for record in zone.rrset(owner, each)]
    else:
        rrset = zone.rrset(owner, rtype)
    if rrset:
        return Answer(FOUND, name, zone, (), rrset, whole, chain)
    if may_lead_on or (hidden and _may_add(rtype, hidden)):
        return _hidden(name, zone, owner)
    alias = _alias_at(zone, owner, rtype)
    if alias is not None:
        step = Step(alias.type, alias, f"{name} {alias.type} {alias.rdata}")
        return Answer(FOLLOW, alias.target, zone, (), (), whole, (*chain, step))
    if not whole:
        return _incomplete(name, zone)
    if zone.others is not None and any(zone.others(owner, each) for each in _answering(rtype)):
        return _of_others(name, zone, owner)
    return Answer(NODATA, name, zone, (name, " exists, but has no ", rtype), (), True, chain)


def _may_add(rtype: str, hidden: "AbstractSet[str]") -> bool:
    """Tell whether an answer for `rtype` may hold more than is known, at an owner with the types `hidden`."""
    return (
        rtype == ANY
        or rtype in hidden
        or ANY in hidden
        or ("CNAME" in hidden and rtype not in NOT_ALIASED)
        or (rtype in _ADDRESS_TYPES and not _ALIASES.isdisjoint(hidden))
    )


def _alias_at(zone: Zone, owner: str, rtype: str) -> Record | None:
    """Return the record that leads a question for `rtype` at `owner` to another name, or None."""
    if rtype in NOT_ALIASED or rtype == ANY:
        return None
    for alias in ("CNAME", *SYNTHESISED) if rtype in _ADDRESS_TYPES else ("CNAME",):
        rrset = zone.rrset(owner, alias)
        if rrset:
            return rrset[0]
    return None


def _source_of_synthesis(zone: Zone, name: str) -> str:
    """Return the wildcard below the closest encloser of `name`, which does not exist itself (RFC 4592 3.3.1)."""
    encloser = parent(name)
    while not zone.has_name(encloser):
        encloser = parent(encloser)
    return "*." + encloser if encloser != "." else "*."


def _rewritten(zone: Zone, name: str, rtype: str, dname: Record) -> Answer:
    """Answer for `name` below the owner of `dname`: the CNAME made from it, or to follow it (RFC 6672 section 3.2)."""
    whole = not zone.incomplete_because
    prefix = name[: -len(dname.owner)] if dname.owner != "." else name
    target = prefix + (dname.rdata if dname.rdata != "." else "")
    step = Step("DNAME", dname, f"{dname.text}, so {name} CNAME {target}")
    try:
        check_length(target)
    except NameSyntaxError as error:
        return Answer(LOOP, name, zone, (dname.text, " makes a ", str(error)), (), whole, (step,))
    if rtype in ("CNAME", ANY):
        cname = dname._replace(owner=name, type="CNAME", rdata=target)
        return Answer(FOUND, name, zone, (), (cname,), whole, (step,))
    return Answer(FOLLOW, target.lower(), zone, (), (), whole, (step,))
