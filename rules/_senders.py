"""What the rules about mail senders share: which senders and PTRs to look at, and the record to paste."""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import (
    EVIDENCE_SPF,
    LOOP,
    Add,
    Answer,
    Change,
    Context,
    Fix,
    Place,
    Record,
    Related,
    Sender,
    Zone,
    is_at_or_below,
    relate,
    relative_to,
    reverse_name,
    why_none,
    zone_to_load,
)

from ._nat import are_hidden
from ._paste import ptr_in, to_paste, write_target
from ._targets import name_with_dot

WITHOUT_PTR = "mail-sender-without-ptr"
UNCONFIRMED = "mail-sender-ptr-unconfirmed"
MULTIPLE = "mail-sender-multiple-ptr"

_MOST_OTHERS = 4
_MOST_NAMES = 10


def senders_without_ptr(context: Context) -> Iterator[tuple[Sender, Answer]]:
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


def senders_in_classless_zones(context: Context) -> Iterator[Sender]:
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


def is_left_to(rule: str, context: Context, address: str, records: Sequence[Record]) -> bool:
    """Tell whether `rule`, one about mail senders, runs and speaks of `address`.

    `records` are address records or PTRs that name it.
    """
    return context.runs(rule) and _is_sender(context, address, records)


def is_bad_ptr_left(context: Context, address: str, ptr: Record) -> bool:
    """Tell whether a rule about mail senders runs that says of `ptr` that it does not lead back to `address`.

    That is mail-sender-multiple-ptr where another PTR may lead back, else mail-sender-ptr-unconfirmed.
    """
    ptrs = context.reverse.ptr_rrsets.get(address)
    running = [rule for rule in (UNCONFIRMED, MULTIPLE) if context.runs(rule)]
    if ptrs is None or not running or not _is_sender(context, address, [ptr]):
        return False
    if len(running) == 2:
        return True
    some_may = len(ptrs) > 1 and any(leads_back(context, address, each) is not False for each in ptrs)
    return running == [MULTIPLE if some_may else UNCONFIRMED]


def _is_sender(context: Context, address: str, records: Sequence[Record]) -> bool:
    if address in context.mail.senders:
        return True
    public = [record for record in records if not context.mail.is_internal(record)]
    return bool(public) and context.mail.sender(address, public) is not None


def place_at_ptr(sender: Sender, ptr: Record) -> Place:
    """Return where a finding about the PTRs of `sender` stands: the sender's own place if it is named alone.

    An address that only lies within an SPF network is judged by its PTR, and mended there.
    """
    return sender.place if sender.named else Place.of(ptr, "target")


def place_of_ptr(context: Context, sender: Sender, ptr: Record) -> Place:
    """Return the place of `ptr`, or of the sender where the PTR is only assumed: those files are not linted."""
    return sender.place if is_assumed(context, ptr) else Place.of(ptr, "target")


def is_assumed(context: Context, record: Record) -> bool:
    """Tell whether `record` comes from an `assume` file."""
    return any(record.zone is zone for zone in context.namespace.assumed)


def leads_back(context: Context, address: str, ptr: Record) -> bool | None:
    """Tell whether `ptr` leads back to `address`; None: not known. What `why_none` names counts as no PTR at all."""
    return context.reverse.confirms(address, ptr) if not why_none(address, ptr.target) else False


def is_split(context: Context, sender: Sender, ptrs: Sequence[Record]) -> bool:
    """Tell whether some of `ptrs` lead back and others provably do not: one defect, told by `MULTIPLE` if it runs."""
    if len(ptrs) < 2 or not context.runs(MULTIPLE):
        return False
    verdicts = [leads_back(context, sender.address, ptr) for ptr in ptrs]
    return True in verdicts and False in verdicts


def is_unconfirmed(context: Context, sender: Sender, ptrs: Sequence[Record]) -> bool:
    """Tell whether `UNCONFIRMED` runs and says that none of `ptrs` leads back: their names are to be changed anyway."""
    return context.runs(UNCONFIRMED) and none_leads_back(context, sender.address, ptrs)


def none_leads_back(context: Context, address: str, ptrs: Sequence[Record]) -> bool:
    """Tell whether provably none of the PTRs of `address`, which are `ptrs`, leads back to it."""
    if any(leads_back(context, address, ptr) is not False for ptr in ptrs):
        return False
    return context.namespace.reverse(address).whole


def host_name(sender: Sender) -> str:
    """Return the name that the PTR of `sender` should hold, as far as the zones tell."""
    return next(iter(host_names(sender)), "<host name>")


def host_names(sender: Sender) -> list[str]:
    """Return the names of the host, those that its PTR should rather hold first.

    That is the declared HELO name, then an exchange, then a host that SPF names, then others; last the domains that it
    sends for and the zones' own names, which are those of customers and web sites.
    """
    named: list[tuple[int, str]] = []
    if sender.helo and sender.helo.count(".") > 1:
        named.append((0, sender.helo))  # a single label would be no name for a PTR either
    for evidence in sender.named:
        if evidence.address_record is not None:
            owner = evidence.address_record.owner
            name = owner if owner[:2] != "*." else evidence.name
            named.append((_last(sender, name, evidence.address_record) if evidence.kind == EVIDENCE_SPF else 1, name))
    own = [record for record in sender.records if record.owner[:2] != "*."]
    named += [(_last(sender, record.owner, record) + 1, record.owner) for record in own]
    return list(dict.fromkeys(name for _, name in sorted(named, key=lambda each: each[0])))


def _last(sender: Sender, name: str, record: Record) -> int:
    """Return 4 for the name of a domain, 3 for that of a web server, else 2."""
    if name == record.zone.origin or sender.sends_for({name}):
        return 4
    return 3 if name.startswith("www.") else 2


def naming_all(names: Sequence[str], help: str) -> str:
    """Return `help`, which is about the first of `names`, with all the others where there are some."""
    if len(names) < 2:
        return help
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"its names are {', '.join(names[:_MOST_NAMES])}{more}; for the first one: {help}"


def missing_ptr(address: str, name: str, answer: Answer) -> str:
    """Return the PTR record of `address` to `name` that `answer` says is missing, as it is written in its zone.

    A CNAME at the reverse name leads to where the record belongs (RFC 2317), unless it leads nowhere.
    """
    if answer.status == LOOP:
        return f"`{reverse_name(address)} IN PTR {name}` instead of the CNAME"
    return ptr_in(answer.zone, answer.name, name)


def about_missing_ptr(
    context: Context, address: str, names: Sequence[str], answer: Answer, *, alone: bool = False
) -> tuple[str, list[Related], str]:
    """Return the help, the related places and the cause of a finding about `address`, whose PTR `answer` shows missing.

    `names` are the host's, the best first. A PTR that is not missing but misplaced is what the finding follows from;
    `alone`: apart from others that stand as far from their place.
    """
    record, related = missing_ptr(address, names[0], answer), reverse_zone(answer.zone)
    misplaced = context.reverse.astray.misplaced.get(address)
    if misplaced is None:
        is_outside = answer.zone is None and answer.status != LOOP
        who = f"ask whoever runs {zone_to_load(answer.name)} to " if is_outside else ""
        return naming_all(names, f"{who}add {record}"), related, ""
    related = [relate(misplaced, f"this PTR seems to be meant for {address}"), *related]
    help = f"its PTR is at {misplaced.owner}; instead of that PTR, write {record}"
    return help, related, context.reverse.astray.cause(misplaced, alone=alone)


def preferred(context: Context, names: Sequence[str]) -> list[str]:
    """Return `names`, one of which a PTR is to have, as the configuration wants them (`fix.prefer`).

    That is the only one which fits the first pattern that any fits; else all of them, those that fit before others.
    """
    left = list(names)
    for pattern in context.settings.fix_prefer if len(left) > 1 else ():
        fitting = [name for name in left if fits(name, pattern)]
        if len(fitting) == 1:
            return fitting
        if fitting:
            return [*fitting, *(name for name in left if name not in fitting)]
    return left


def fits(name: str, pattern: str) -> bool:
    """Tell whether an absolute `name` fits a `pattern` of the user's, with ``*`` in it and a final dot or none."""
    from fnmatch import fnmatchcase

    return fnmatchcase(name, f"{pattern.lower().rstrip('.')}.")


def ptr_to_add(context: Context, address: str, names: Sequence[str], answer: Answer) -> Fix | None:
    """Return the fix that adds the PTR of `address` that `answer` shows missing; None if it is not to be added here.

    `names` are those that the address has, the best first: with one alone nothing is chosen.
    """
    zone = answer.zone
    if zone is None or answer.status == LOOP or any(zone is each for each in context.namespace.assumed):
        return None
    misplaced = context.reverse.astray.misplaced.get(address)
    if misplaced is not None:
        return _moved(misplaced, answer.name)
    return ptr_added(context, address, zone, answer.name, names)


def _moved(ptr: Record, owner: str) -> Fix | None:
    """Return the fix that gives `ptr`, which is meant for another address, the `owner` that it should have."""
    if ptr.generated or ptr.source.marks is not None or not is_at_or_below(owner, ptr.zone.origin):
        return None
    becomes = ptr._replace(owner=owner)
    return Fix(f"move `{ptr.text}` to {relative_to(owner, ptr.zone.origin)}", Change(ptr, "owner", "", becomes))


def ptr_added(context: Context, address: str, zone: Zone, owner: str, names: Sequence[str]) -> Fix | None:
    """Return the fix that adds the PTR of `address`, from `owner` to the first of `names`, to `zone`.

    It is not safe where a record that cannot be read may give the address another name.
    """
    if not names or "<" in names[0] or why_none(address, names[0]) or not is_at_or_below(owner, zone.origin):
        return None
    others = [name for name in dict.fromkeys(names) if name != names[0]]
    chosen = f"; {address} is {', '.join(others[:_MOST_NAMES])}, too" if others else ""
    title = f"add `{relative_to(owner, zone.origin)} PTR {names[0]}` to {zone.origin}{chosen}"
    is_sole = not others and address not in context.namespace.lost_words
    return Fix(title, Add(zone, owner, "PTR", names[0]), safe=is_sole)


def better_ptr(context: Context, address: str, ptr: Record, name: str) -> str:
    """Return the PTR record of `address` to `name` to write in place of `ptr`, as it is written in its zone."""
    zone = ptr.zone if not is_assumed(context, ptr) else None
    # A wildcard stands for other addresses, too.
    owner = ptr.owner if ptr.owner[:2] != "*." else reverse_name(address)
    return ptr_in(zone, owner, name)


def reverse_zone(zone: Zone | None) -> list[Related]:
    """Return the zone that a PTR belongs in as a related place."""
    if zone is None:
        return []
    message = f"the PTR belongs in the zone {zone.origin}"
    if zone.soa is not None:
        return [relate(zone.soa, message)]
    return [Related(Place.at(zone.source), message)] if zone.source is not None else []  # octoDNS keeps no SOA


def other_records(records: Sequence[Record], address: str) -> list[Related]:
    """Return the next few of the address records after the first as related places; the help has more names."""
    return [relate(record, f"{record.owner} has the address {address} too") for record in records[1:_MOST_OTHERS]]


def help_for_ptr(context: Context, sender: Sender, ptr: Record) -> str:
    """Return the PTR record to write instead of `ptr`."""
    meant = name_with_dot(context.namespace, ptr)
    if meant is not None:
        return write_target(ptr, meant, " with the final dot")
    names = [record.owner for record in sender.records]
    if are_hidden(sender.address, context.namespace.addresses(ptr.target)):
        return f"if {ptr.target} is behind a firewall, give it its public address: {sender.address}"
    if names or sender.helo:
        right = f"write {better_ptr(context, sender.address, ptr, host_name(sender))}"
        return naming_all(host_names(sender), right)
    rtype = "AAAA" if ":" in sender.address else "A"
    added = to_paste(context.namespace.zone_of(ptr.target), ptr.target, rtype, sender.address)
    return f"change the PTR to the name that has this address, or add {added}"


def resolves_to(context: Context, address: str, ptr: Record) -> str:
    """Say what the target of `ptr`, a PTR of `address`, resolves to: ``web.example.com. has 4.3.2.9``."""
    answer = context.namespace.addresses(ptr.target)
    none = why_none(address, ptr.target)
    if none:
        return f"{ptr.target} is {none}, so receivers ignore the PTR"
    if answer.found:
        shown = ", ".join(answer.addresses[:3]) + (" and more" if len(answer.addresses) > 3 else "")
        return f"{ptr.target} has {shown}"
    return f"{ptr.target} has no address" if answer.absent else f"what {ptr.target} resolves to is not known"
