"""What the rules about mail senders share: which senders and PTRs to look at, and the record to paste."""

from zonelint.answers import LOOP
from zonelint.findings import Related, relate
from zonelint.names import relative_to, reverse_name
from zonelint.records import Place
from zonelint.verdict import why_none

from ._nat import are_hidden
from ._paste import block, is_octodns, to_paste, with_target
from ._targets import name_with_dot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.answers import Answer
    from zonelint.findings import Related
    from zonelint.mail import Sender
    from zonelint.records import Record
    from zonelint.rule import Context
    from zonelint.zone import Zone

WITHOUT_PTR = "mail-sender-without-ptr"
UNCONFIRMED = "mail-sender-ptr-unconfirmed"
MULTIPLE = "mail-sender-multiple-ptr"


def senders_without_ptr(context: "Context") -> "Iterator[tuple[Sender, Answer]]":
    """Yield each sender whose reverse name provably has no PTR, with the answer that proves it."""
    for sender in context.mail.senders.values():
        answer = context.namespace.reverse(sender.address)
        if answer.absent:
            yield sender, answer
    for address, records in context.reverse.without_ptr.items():
        if address not in context.mail.senders:
            public = [record for record in records if not context.mail.is_internal(record)]
            within = context.mail.sender(address, public) if public else None
            if within is not None:
                yield within, context.namespace.reverse(address)


def senders_in_classless_zones(context: "Context") -> "Iterator[Sender]":
    """Yield each sender that lies, by its form, in the range of a classless zone whose parent is not loaded."""
    if all(classless.linked for classless in context.reverse.classless):
        return
    senders, is_internal = context.mail.senders, context.mail.is_internal
    found: dict[str, list[Record]] = {address: [] for address in senders}
    for record in context.namespace.records("A"):
        if record.rdata not in senders and record.owner[:2] != "*." and not is_internal(record):
            found.setdefault(record.rdata, []).append(record)
    for address, records in found.items():
        if context.reverse.classless_of(address) is not None:
            sender = context.mail.sender(address, records)
            if sender is not None:
                yield sender


def is_left_to(rule: str, context: "Context", address: str, records: "Sequence[Record]") -> bool:
    """Tell whether `rule`, one about mail senders, runs and speaks of `address`.

    `records` are address records or PTRs that name it.
    """
    return context.runs(rule) and _is_sender(context, address, records)


def is_bad_ptr_left(context: "Context", address: str, ptr: "Record") -> bool:
    """Tell whether a rule about mail senders runs that says of `ptr` that it does not lead back to `address`.

    That is mail-sender-multiple-ptr where another PTR may lead back, else mail-sender-ptr-unconfirmed.
    """
    ptrs = context.reverse.standing.get(address)
    running = [rule for rule in (UNCONFIRMED, MULTIPLE) if context.runs(rule)]
    if ptrs is None or not running or not _is_sender(context, address, [ptr]):
        return False
    if len(running) == 2:
        return True
    some_may = len(ptrs) > 1 and any(leads_back(context, address, each) is not False for each in ptrs)
    return running == [MULTIPLE if some_may else UNCONFIRMED]


def _is_sender(context: "Context", address: str, records: "Sequence[Record]") -> bool:
    if address in context.mail.senders:
        return True
    public = [record for record in records if not context.mail.is_internal(record)]
    return bool(public) and context.mail.sender(address, public) is not None


def place_at_ptr(sender: "Sender", ptr: "Record") -> Place:
    """Return where a finding about the PTRs of `sender` stands: the sender's own place if it is named alone.

    An address that only lies within an SPF network is judged by its PTR, and mended there.
    """
    return sender.place if sender.named else Place.of(ptr, "target")


def place_of_ptr(context: "Context", sender: "Sender", ptr: "Record") -> Place:
    """Return the place of `ptr`, or of the sender where the PTR is only assumed: those files are not linted."""
    return sender.place if is_assumed(context, ptr) else Place.of(ptr, "target")


def is_assumed(context: "Context", record: "Record") -> bool:
    """Tell whether `record` comes from an `assume` file."""
    return any(record.zone is zone for zone in context.namespace.assumed)


def leads_back(context: "Context", address: str, ptr: "Record") -> bool | None:
    """Tell whether `ptr` leads back to `address`; None: not known. What `why_none` names counts as no PTR at all."""
    return context.reverse.confirms(address, ptr) if not why_none(address, ptr.target) else False


def is_split(context: "Context", sender: "Sender", ptrs: "Sequence[Record]") -> bool:
    """Tell whether some of `ptrs` lead back and others provably do not: one defect, told by `MULTIPLE` if it runs."""
    if len(ptrs) < 2 or not context.runs(MULTIPLE):
        return False
    verdicts = [leads_back(context, sender.address, ptr) for ptr in ptrs]
    return True in verdicts and False in verdicts


def is_unconfirmed(context: "Context", sender: "Sender", ptrs: "Sequence[Record]") -> bool:
    """Tell whether `UNCONFIRMED` runs and says that none of `ptrs` leads back: their names are to be changed anyway."""
    return context.runs(UNCONFIRMED) and none_leads_back(context, sender.address, ptrs)


def none_leads_back(context: "Context", address: str, ptrs: "Sequence[Record]") -> bool:
    """Tell whether provably none of the PTRs of `address`, which are `ptrs`, leads back to it."""
    if any(leads_back(context, address, ptr) is not False for ptr in ptrs):
        return False
    return context.namespace.reverse(address).whole


def host_name(sender: "Sender") -> str:
    """Return the name that the PTR of `sender` should hold, as far as the zones tell."""
    if sender.helo and sender.helo.count(".") > 1:
        return sender.helo  # a single label would be no name for a PTR either
    for evidence in sender.named:
        if evidence.address_record is not None:
            owner = evidence.address_record.owner
            return owner if owner[:2] != "*." else evidence.name
    names = [record.owner for record in sender.records if record.owner[:2] != "*."]
    return names[0] if names else "<host name>"


def missing_ptr(address: str, name: str, answer: "Answer") -> str:
    """Return the PTR record of `address` to `name` that `answer` says is missing, as it is written in its zone.

    A CNAME at the reverse name leads to where the record belongs (RFC 2317), unless it leads nowhere.
    """
    if answer.status == LOOP:
        return f"`{reverse_name(address)} IN PTR {name}` in place of the CNAME"
    return ptr_in(answer.zone, answer.name, name)


def about_missing_ptr(
    context: "Context", address: str, name: str, answer: "Answer"
) -> "tuple[str, list[Related], str]":
    """Return the help, the related places and the cause of a finding about `address`, whose PTR `answer` shows missing.

    `name` is the host's. Where the PTR is not missing but misplaced, the finding follows from the place of that one.
    """
    record, related = missing_ptr(address, name, answer), reverse_zone(answer.zone)
    misplaced = context.reverse.astray.misplaced.get(address)
    if misplaced is None:
        return f"add {record}", related, ""
    related = [relate(misplaced, f"this PTR seems to be meant for {address}"), *related]
    help = f"its PTR stands at {misplaced.owner}; in place of that one write {record}"
    return help, related, context.reverse.astray.cause(misplaced)


def better_ptr(context: "Context", address: str, ptr: "Record", name: str) -> str:
    """Return the PTR record of `address` to `name` to write in place of `ptr`, as it is written in its zone."""
    zone = ptr.zone if not is_assumed(context, ptr) else None
    # A wildcard stands for other addresses, too.
    owner = ptr.owner if ptr.owner[:2] != "*." else reverse_name(address)
    return ptr_in(zone, owner, name)


def ptr_in(zone: "Zone | None", owner: str, name: str) -> str:
    """Return the PTR record from `owner` to `name` as it is written in `zone`; it ends a sentence."""
    if zone is None:
        return f"`{owner} IN PTR {name}`"
    if is_octodns(zone):
        return f"this in {zone.origin}:\n{block(zone, owner, ('PTR', (name,)))}"
    return f"`{relative_to(owner, zone.origin)} IN PTR {name}` in {zone.origin}"


def reverse_zone(zone: "Zone | None") -> "list[Related]":
    """Return the zone that a PTR belongs in as a related place."""
    if zone is None:
        return []
    message = f"the PTR belongs in the zone {zone.origin}"
    if zone.soa is not None:
        return [relate(zone.soa, message)]
    return [Related(Place.at(zone.source), message)] if zone.source is not None else []  # octoDNS keeps no SOA


def other_records(records: "Sequence[Record]", address: str) -> "list[Related]":
    """Return all but the first of the address records as related places."""
    return [relate(record, f"{record.owner} has the address {address} too") for record in records[1:]]


def help_for_ptr(context: "Context", sender: "Sender", ptr: "Record") -> str:
    """Return the PTR record to write instead of `ptr`."""
    meant = name_with_dot(context.namespace, ptr)
    if meant is not None:
        return f"write `{with_target(ptr, meant)}` with the final dot"
    names = [record.owner for record in sender.records]
    if are_hidden(sender.address, context.namespace.addresses(ptr.target)):
        return f"if {ptr.target} is behind a firewall, give it its public address: {sender.address}"
    if names or sender.helo:
        return f"write {better_ptr(context, sender.address, ptr, host_name(sender))}"
    rtype = "AAAA" if ":" in sender.address else "A"
    added = to_paste(context.namespace.zone_of(ptr.target), ptr.target, rtype, sender.address)
    return f"write the name that has this address into the PTR, or add {added}"


def resolves_to(context: "Context", address: str, ptr: "Record") -> str:
    """Say what the target of `ptr`, a PTR of `address`, resolves to: ``web.example.com. has 4.3.2.9``."""
    answer = context.namespace.addresses(ptr.target)
    none = why_none(address, ptr.target)
    if none:
        return f"{ptr.target} is {none}, so the PTR counts as none"
    if answer.found:
        shown = ", ".join(answer.addresses[:3]) + (" and more" if len(answer.addresses) > 3 else "")
        return f"{ptr.target} has {shown}"
    return f"{ptr.target} has no address" if answer.absent else f"what {ptr.target} resolves to is not known"
