"""What a receiver that demands forward-confirmed reverse DNS makes of a sender (iprev, RFC 8601 section 2.7.3).

Such a receiver asks for the PTR of the address that connects, then for the addresses of the name it got, and
wants the address back. Of several PTRs it takes one by chance.
"""

from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, address_of, parent, reverse_name
from zonelint.dns.patterns import late
from zonelint.dns.special_networks import is_inside, why_not_public
from zonelint.mail.internal import is_only_inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.answers import Answer
    from zonelint.dns.reverse import Classless, Reverse
    from zonelint.dns.zone import Record

OK = "ok"
"""Every PTR leads back to the address."""
BROKEN = "broken"
"""There is no PTR, or none leads back; both are proved."""
UNKNOWN = "unknown"
"""The zones do not tell, or it is a matter of chance."""

UNUSED = "unused"
"""No verdict: SPF lets the address send, and no record tells of a host there."""

VERDICTS = (BROKEN, UNKNOWN, OK)
"""The gravest first; UNUSED is none."""

_MOST_ADDRESSES = 3
# What receivers take for a host name: resolvers refuse others, and Postfix a label that ends in a hyphen (RFC 952), so
# that there is no name at all.
_HOST_NAME = late(r"(?:[A-Za-z0-9_]+(?:-+[A-Za-z0-9_]+)*\.)+")


class Verdict:
    """The verdict on one address.

    ptr        names that its PTRs lead to
    confirmed  whether these lead back to the address; None if that is not known, or true of some only
    verdict    OK, BROKEN or UNKNOWN; UNUSED where there is nothing to judge
    why        one sentence, without a full stop
    """

    __slots__ = ("ptr", "confirmed", "verdict", "why")

    def __init__(self, ptr: list[str], confirmed: bool | None, verdict: str, why: str) -> None:
        self.ptr = ptr
        self.confirmed = confirmed
        self.verdict = verdict
        self.why = why

    def __repr__(self) -> str:
        return f"<Verdict {self.verdict}: {self.why}>"


def judge(address: str, reverse: "Reverse") -> Verdict:
    """Return the verdict on the sender with `address` (canonical text) by the zones of `reverse`."""
    answer = reverse.namespace.reverse(address)
    if answer.found:
        return _of_ptrs(address, answer, reverse)
    if answer.absent:
        return Verdict([], False, BROKEN, f"it has no PTR: {answer.why}")
    if is_inside(address):
        return Verdict([], None, UNKNOWN, f"{address} is {why_not_public(address)}, and its reverse zone is not loaded")
    classless = reverse.classless_of(address)
    if classless is not None:
        return _of_classless(address, classless, reverse)
    why = answer.why
    if answer.zone is None:
        why += f": load {zone_to_load(answer.name)} to know"
    return Verdict([], None, UNKNOWN, why)


def _of_ptrs(address: str, answer: "Answer", reverse: "Reverse") -> Verdict:
    ptrs = answer.records
    names = [ptr.target for ptr in ptrs]
    leads = [_leads_back(address, ptr, reverse) for ptr in ptrs]
    reasons = "; ".join(_reason(address, ptr, back, reverse) for ptr, back in zip(ptrs, leads, strict=True))
    confirmed = _all_alike(leads)
    if confirmed is None:
        chance = ", and it is chance which of them a receiver uses" if True in leads and len(leads) > 1 else ""
        return Verdict(names, None, UNKNOWN, reasons + chance)
    if not answer.whole:
        return Verdict(names, confirmed, UNKNOWN, f"{reasons}; there may be other PTRs: {answer.gap}")
    return Verdict(names, confirmed, OK if confirmed else BROKEN, reasons)


def _all_alike(leads: "Sequence[bool | None]") -> bool | None:
    return leads[0] if all(back is leads[0] for back in leads) else None


def _of_classless(address: str, classless: "Classless", reverse: "Reverse") -> Verdict:
    """Judge by an RFC 2317 zone below a provider's zone that is not loaded: whether its CNAMEs are there is unknown."""
    ptrs = reverse.ptr_rrsets_by_form.get(address, ())
    leads = [_leads_back(address, ptr, reverse) for ptr in ptrs]
    owner = classless.owner_of(address)
    why = f"{parent(classless.zone.origin)} is not loaded: ask the provider for `{reverse_name(address)} CNAME {owner}`"
    if not ptrs and owner is not None and classless.zone.is_whole(owner, "PTR"):
        why += f", and add `{owner} PTR <name>`"
    for ptr, back in zip(ptrs, leads, strict=True):
        why += f"; {_reason(address, ptr, back, reverse)}"
    return Verdict([ptr.target for ptr in ptrs], _all_alike(leads) if leads else None, UNKNOWN, why)


def judge_unseen(address: str, reverse: "Reverse") -> Verdict:
    """Return the verdict on a private `address` that nobody declares: receivers elsewhere see one that is not known."""
    found = judge(address, reverse)
    why = f"{address} is {why_not_public(address)}; others see another address: declare that in [[mail.senders]]"
    return Verdict(found.ptr, found.confirmed, UNKNOWN, why)


def unused() -> Verdict:
    """Return what there is to say of an address of a small SPF network that no record names: nothing of its PTR."""
    return Verdict([], None, UNUSED, "SPF allows it to send, but no A, AAAA or PTR record in the loaded zones has it")


def why_none(address: str, name: str) -> str:
    """Say why a PTR of `address` to the absolute, lower-case `name` counts as none for a receiver; empty if it counts.

    It does not if the name is no host's. Nor if nobody outside can resolve it, unless the address is one of the inside.
    """
    if not is_host_name(name):
        return "not a host name"
    if is_only_inside(name) and not is_inside(address):
        return "a name that cannot be resolved from outside"
    return ""


def is_host_name(name: str) -> bool:
    """Tell whether a receiver takes the absolute `name` of a PTR for one: no wildcard, and not digits alone."""
    return bool(_HOST_NAME.fullmatch(name)) and not name.replace(".", "").isdigit()


def _leads_back(address: str, ptr: "Record", reverse: "Reverse") -> bool | None:
    return reverse.confirms(address, ptr) if not why_none(address, ptr.target) else False


def _reason(address: str, ptr: "Record", back: bool | None, reverse: "Reverse") -> str:
    """Say what becomes of one PTR; `back` tells whether it leads back to `address`."""
    name = ptr.target
    if back:
        return f"{name} leads back to {address}"
    none = why_none(address, name)
    if none:
        return f"{name} is {none}, so receivers ignore the PTR"
    answer = reverse.forward(address, ptr)
    if answer.unknown:
        load = f": load {parent(answer.name)} to know" if answer.zone is None else ""
        return f"where {name} leads is not known: {answer.why}{load}"
    if answer.absent:
        return f"{name} does not lead back: {answer.why}"
    addresses = [record.rdata for record in answer.records]
    shown = ", ".join(addresses[:_MOST_ADDRESSES]) + (" …" if len(addresses) > _MOST_ADDRESSES else "")
    if back is None:
        return f"{name} leads to {shown}, and may lead to others: {answer.gap}"
    return f"{name} leads to {shown}, not back to {address}"


def zone_to_load(name: str) -> str:
    """Return the zone that would tell of `name` most likely: for an address its /24, or its /64."""
    if address_of(name) is None:
        return parent(name)
    return parent(name) if name.endswith(IN_ADDR_ARPA) else name[-len(IP6_ARPA) + 1 - 32 :]
