"""What the rules about targets share: the proof that a target has no address, and how its record should be written."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from zonelint.lint.api import (
    LOOP,
    NXDOMAIN,
    AddressAnswer,
    Answer,
    Context,
    Finding,
    Fix,
    Namespace,
    Place,
    Record,
    Related,
    Step,
    Zone,
    first_label,
    is_address,
    is_at_or_below,
    is_below,
    is_reverse,
    labels,
    organizational_domain,
    parent,
    relate,
    reverse_name,
)

from ._fixes import dot_added, target_changed, written_target
from ._owners import (
    cause_of_comments,
    cause_of_owner,
    comment_mark,
    help_for_comment,
    owner_without_dot,
    without_numbers,
)
from ._paste import block, in_octodns, ptr_in, to_paste, write_target

NO_TARGET = "."
"""As an MX or SRV target: there is no such service (RFC 7505 section 3, RFC 2782)."""

AT_ROOT = "\\@."
"""What ``@.`` spells: a name at the root of the DNS, which nobody means."""

RULE_ABOUT_TARGET = {
    "MX": "mx-target-without-address",
    "NS": "ns-target-without-address",
    "SRV": "srv-target-without-address",
    "PTR": "ptr-target-without-address",
    "CNAME": "cname-target-missing",
    "DNAME": "missing-trailing-dot",
}
"""Type of record -> the rule that tells of a target that is provably not there."""

NO_BETTER_TARGET = "change the target"
"""How the help begins where no host is known that may be meant."""
_MAIL_HOSTS = ("mail", "mx", "smtp")
_MOST_NAMES = 100
"""Names that are looked at for one that is free, or that has an address."""
_OF_THE_WORLD = ("com", "net", "org")
_GENERIC_TOP_LEVELS = frozenset(("arpa", "biz", "com", "edu", "gov", "info", "int", "mil", "name", "net", "org"))


def absent(context: Context, record: Record, answer: Answer) -> str:
    """Return the cause of the findings about all records that lead, as `record` does, to the absent name of `answer`.

    To add the name mends them all; where its subdomain is absent as a whole, that is what they have in common. A PTR
    whose target no other record names is most often one that was forgotten, and is told apart; the numbers in a row of
    such names do not count. Targets that lack their final dot, and those that a reverse zone completes, are one slip in
    each file, and so are comments that are read as records.
    """
    if comment_mark(record):
        return cause_of_comments(record.source)
    if record.type != "PTR" and written_address(record) is not None:
        return f"an address as the target of {record.type}"
    if name_with_dot(context.namespace, record) is not None or _is_completed_by_reverse_zone(record):
        return without_dot(record)
    return absent_name(answer, record.type == "PTR" and not is_named_besides(context, record))


def absent_name(answer: Answer, is_of_ptr_alone: bool = False) -> str:
    """Return the cause of the findings about all that leads to the absent name of `answer`; see `absent`."""
    there = owner_without_dot(answer.zone, answer.name)
    if there is not None:
        return cause_of_owner(there)
    source = answer.zone.source if answer.zone is not None else None
    name = _top_absent(answer) if answer.status == NXDOMAIN else answer.name
    of_ptr = ""
    if is_of_ptr_alone:
        name, of_ptr = without_numbers(name), "of a PTR"
    return f"absent {name} {source.path if source is not None else ''} {of_ptr}"


def _is_completed_by_reverse_zone(ptr: Record) -> bool:
    """Tell whether the target of a PTR is relative, and so became a name in the reverse zone, where no host has one."""
    is_below_zone = ptr.type == "PTR" and is_reverse(ptr.zone.origin) and is_below(ptr.target, ptr.zone.origin)
    return is_below_zone or _is_completed_above(ptr)


def _is_completed_above(ptr: Record) -> bool:
    """Tell whether an ``$ORIGIN`` above the zone, such as in-addr.arpa., completed the target of a PTR.

    No host has a name there, though no loaded zone says so.
    """
    if ptr.type != "PTR" or not is_reverse(ptr.target) or is_at_or_below(ptr.target, ptr.zone.origin) or has_dot(ptr):
        return False
    origin = completed_by(ptr)
    return origin != "" and is_at_or_below(ptr.zone.origin, origin)


def completed_by(record: Record) -> str:
    """Return the origin that completed the target of `record`, where that is relative; else nothing.

    That of a line of $GENERATE, or of `@`, does not stand before it.
    """
    written = f"{written_target(record)}.".lower()
    return record.target[len(written) :] if record.target.startswith(written) and not record.generated else ""


def is_named_besides(context: Context, ptr: Record) -> bool:
    """Tell whether records other than PTRs lead to the target of `ptr`: what is wrong with it is said at them."""
    return ptr.target in context.namespace.named_targets


def without_dot(record: Record) -> str:
    """Return the cause of the findings about all targets without final dot in the file of `record`."""
    return f"no final dot {record.source.path}"


def _top_absent(answer: Answer) -> str:
    """Return the topmost name above the absent one of `answer` that its zone does not have, or that one itself."""
    name, zone = answer.name, answer.zone
    if zone is None or not is_below(name, zone.origin):
        return name
    while not zone.has_name(parent(name)):
        name = parent(name)
    return name


def without_address(
    context: Context, record: Record, role: str, address: str = "", severity: str = ""
) -> Iterator[Finding]:
    """Yield a finding if the target of `record` provably has no address; `role` says what the target is.

    A PTR stands for an `address`, which its target ought to have. An empty `severity` is that of the rule.

    Nothing for an address that is written as a name in an MX, if the rule about these runs.
    """
    if context.targets.is_sound(record):
        return
    target = record.target
    answer = context.targets.addresses(record)
    is_above = answer.unknown and _is_completed_above(record)
    if answer.found or not (answer.absent or is_above or is_bare_address(record)) or is_address_left(context, record):
        return
    why = f"no host has a name in {completed_by(record)}" if is_above else why_no_address(target, answer)
    yield context.finding(
        record,
        f"{role} {target}{_which(record)} has no address: {why}",
        field="target",
        related=related_steps(answer.chain),
        help=_help(context, record, answer, address),
        cause=absent(context, record, answer.answers[0]),
        follows=comment_mark(record) != ""
        or (alias_of(target, answer) is not None and context.runs(RULE_ABOUT_TARGET["CNAME"]))
        or owner_without_dot(answer.answers[0].zone, answer.answers[0].name) is not None
        or (answer.answers[0].status == LOOP and context.runs("cname-loop"))
        or (record.type == "PTR" and is_named_besides(context, record)),
        severity=severity,
        fix=target_dot(context, record) or (ptr_moved(context, address, record) if address else None),
    )


def ptr_moved(context: Context, address: str, ptr: Record) -> Fix | None:
    """Return the fix that leads `ptr`, which stands for `address`, to the loaded name that has it, if just one does."""
    names = set(context.reverse.hosts.get(address, ()))
    if len(names) != 1 or ptr.owner[:2] == "*." or len(ptr.zone.rrset(ptr.owner, "PTR")) > 1:
        return None
    return target_changed(ptr, *names)


def target_dot(context: Context, record: Record) -> Fix | None:
    """Return the fix that adds the final dot which the target of `record` seems to lack; None if it lacks none."""
    meant = name_with_dot(context.namespace, record) if not comment_mark(record) else None
    return dot_added(context, record, meant) if meant is not None else None


def why_no_address(target: str, answer: AddressAnswer) -> str:
    """Say why `target` has no address, of which `answer` is the proof, or which is an address itself."""
    last = answer.answers[0]
    if not answer.absent:
        return "it is an IP address, not a name"
    if last.status == LOOP:
        return last.why
    fault = "does not exist" if last.status == NXDOMAIN else "has no A or AAAA record"
    where = f" in {last.zone.origin}" if last.zone is not None else ""
    if last.name == target:
        return f"the name {fault}{where}" if last.status == NXDOMAIN else f"the name exists{where}, but {fault}"
    return f"it is an alias that ends at {last.name}, which {fault}{where}"


def _help(context: Context, record: Record, answer: AddressAnswer, address: str) -> str:
    if comment_mark(record):
        return help_for_comment(record)
    meant = name_with_dot(context.namespace, record)
    if meant is not None:
        return _at_its_address(context, meant, address) or write_target(record, meant, " with the final dot")
    written = written_address(record)
    if written is not None and not address:
        return help_for_address(context, record, written)
    last = answer.answers[0]
    there = owner_without_dot(last.zone, last.name)
    if there is not None:
        return dot_at_owner(there)
    to_host = ptr_to_host(context, address, record) if address else ""
    change = to_host or NO_BETTER_TARGET
    if record.type == "MX" and _takes_no_mail(context, record):
        change = f"if {record.owner} accepts no mail, write the null MX `MX 0 .` instead; otherwise {change}"
    if last.status == LOOP:
        ends = "change the aliases so that they end at a name with an address"
        return f"{change}, or {ends}" if to_host else f"{ends}, or use a host that is not an alias in the {record.type}"
    if address and (written is not None or _is_completed_by_reverse_zone(record)):
        return to_host or _with_full_name(context, record)  # no host has a name there
    return f"{change}, or add {address_to_paste(context, last, address)}"


def _at_its_address(context: Context, host: str, address: str) -> str:
    """Return the PTR to write if `host`, which is meant, has another address than the PTR stands for; or nothing."""
    found = context.namespace.addresses(host).addresses if address else ()
    alike = [each for each in found if (":" in each) == (":" in address)]
    if address in found or len(alike) != 1:
        return ""
    owner = reverse_name(alike[0])
    zone = context.namespace.zone_of(owner)
    return f"{host} has {alike[0]}: instead of this PTR write {ptr_in(zone, owner, host)}" if zone is not None else ""


def _with_full_name(context: Context, ptr: Record) -> str:
    """Return the advice to write the full name in `ptr`, whose target became one of the reverse zone."""
    host = ptr.target.removesuffix(completed_by(ptr) or ptr.zone.origin)
    zones = islice(context.namespace.zones.values(), _MOST_NAMES)
    names = [host + zone.origin for zone in zones if not is_reverse(zone.origin) and zone.has_name(host + zone.origin)]
    return write_target(ptr, *names) if len(names) == 1 else "write the full name of the host, with its final dot"


def address_to_paste(context: Context, absent: Answer, address: str = "") -> str:
    """Return the address record to add for the name that `absent` shows missing, as the end of "add …".

    It has `address`, and that of the other family if one more PTR names it; without `address`, that whose PTR, the only
    one, names it.
    """
    told = list(dict.fromkeys(told for told, _ in context.reverse.suspects_by_target.get(absent.name, ())))
    if not address:
        address = told[0] if len(told) == 1 else ""
    rtype, other = ("AAAA", "A") if ":" in address else ("A", "AAAA")
    added = to_paste(absent.zone, absent.name, rtype, address or "<address>")
    more = [each for each in told if each != address]
    if address in told and len(more) == 1 and (":" in more[0]) != (":" in address) and "\n" not in added:
        added += f" and {to_paste(absent.zone, absent.name, other, more[0])}"
    return added


def _takes_no_mail(context: Context, mx: Record) -> bool:
    """Tell whether the domain of `mx`, its only one, seems to take no mail: by its SPF record it sends none."""
    spf = context.mail.spf.domains.get(mx.owner)
    return spf is not None and len(mx.zone.rrset(mx.owner, "MX")) == 1 and not context.mail.spf.authorises(spf)


def dot_at_owner(there: Record) -> str:
    """Return the help for an absent name that is that of `there` but for its owner's final dot."""
    return f"add the final dot to the owner of the {there.type} record at {there.source.path}:{there.line}"


def ptr_to_host(context: Context, address: str, ptr: Record) -> str:
    """Return the advice that leads `ptr`, which stands for `address`, to the loaded name that has it; empty: none has.

    Of several names it is one that begins with the same label as the target, else the first. Where another PTR of the
    address names it already, this one is to go.
    """
    names = context.reverse.hosts.get(address)
    if not names:
        return ""
    label = first_label(ptr.target)
    host = next((name for name in names if first_label(name) == label), names[0])
    others = context.reverse.ptr_rrsets.get(address, ())
    named = next((other.target for other in others if other.target in names), None)
    if named is not None:
        return f"delete it: another PTR names {named}, which has {address}"
    return write_target(ptr, host, f", which has {address}")


def habit_of_ptrs(ptr: Record) -> str:
    """Return what the PTRs of a zone have in common that do not lead back to a host that has the address."""
    return f"PTRs of {ptr.zone.origin} at addresses that no host has"


def related_steps(steps: Sequence[Step]) -> list[Related]:
    """Return the records that `steps` of a look-up went through as related places, each one once."""
    records = {id(step.record): step for step in steps if step.record is not None}
    return [relate(step.record, step.text) for step in records.values() if step.record is not None]


def alias_of(target: str, answer: AddressAnswer) -> Record | None:
    """Return the CNAME or DNAME that makes `target` an alias, as the `answer` about it shows; None if none does."""
    first = answer.answers[0]
    links = [step.record for step in first.chain if step.kind != "wildcard"]
    if links:
        return links[0] if links[0] is not None and links[0].type in ("CNAME", "DNAME") else None
    # A CNAME beside an address, which no server loads, makes no link.
    beside = first.zone.rrset(target, "CNAME") if first.zone is not None else ()
    return beside[0] if beside else None


def is_by_wildcard(chain: Sequence[Step]) -> bool:
    """Tell whether the name that was looked up, with these steps, holds nothing itself: a wildcard answers for it."""
    return bool(chain) and chain[0].kind == "wildcard"


def is_alias(context: Context, record: Record, role: str, cause: str = "") -> Iterator[Finding]:
    """Yield a finding if the target of `record` is an alias.

    One that leads to no address is left to the rule about targets, if that runs, and so is a name that is one by a
    wildcard, and only for want of its final dot, to the rule about that. The alias is what such findings have
    in common, unless a `cause` is given that another one says more about.
    """
    if context.targets.is_sound(record):
        return
    target = record.target
    answer = context.targets.addresses(record)
    alias = alias_of(target, answer)
    if alias is None or (answer.absent and context.runs(RULE_ABOUT_TARGET[record.type])):
        return
    first = answer.answers[0]
    meant = name_with_dot(context.namespace, record) if is_by_wildcard(first.chain) else None
    if meant is not None and context.runs("missing-trailing-dot") and is_lost_dot(context, record, meant):
        return
    addresses = f"give {target} addresses instead of the alias"
    help = addresses if answer.absent else f"{write_target(record, first.name)}, or {addresses}"
    if first.name == AT_ROOT:
        help = f"{addresses}; target-single-label says what that leads to"
    is_elsewhere = record.type == "PTR" and bool(answer.unknown)
    if is_elsewhere:
        # What is not known to have the address, the host of a content network as a rule, is no better name for it.
        help = f"write the name of the host that has this address, or {addresses}"
    if is_by_wildcard(first.chain):
        # What the wildcard leads to, a web host as a rule, was never meant to do this.
        help = f"the wildcard answers for {target}; add {to_paste(alias.zone, target, 'A', '<address>')}"
    is_certain = first.name != AT_ROOT and not (answer.absent or is_elsewhere or is_by_wildcard(first.chain))
    yield context.finding(
        record,
        f"{role} {target}{_which(record)} is an alias: {alias.text}",
        field="target",
        related=[relate(alias, f"{target} is an alias because of this record")],
        help=help,
        cause=cause or f"alias {target} {alias.source.path}",
        habit=f"{record.type} records of {record.zone.origin} that lead to aliases",
        follows=bool(cause),
        fix=target_changed(record, first.name) if is_certain else None,
    )


def _which(record: Record) -> str:
    """Return what joins the target to what is said of it, where the role of a PTR is that it names its target."""
    return ", which" if record.type == "PTR" else ""


def is_address_left(context: Context, record: Record) -> bool:
    """Tell whether `record` is an MX with an address in place of a name, and the rule about these runs."""
    return record.type == "MX" and context.runs("mx-target-is-address") and written_address(record) is not None


def is_bare_address(record: Record) -> bool:
    """Tell whether the whole target is an address: no name ends so, for no top-level domain is a number (RFC 3696)."""
    address = written_address(record)
    return address is not None and record.target.rstrip(".").strip("[]") == address


def written_address(record: Record) -> str | None:
    """Return the address that stands where `record` needs a name, with or without a final dot; None if none does."""
    target = record.target
    if not (target[0].isdigit() or target[0] == "[" or ":" in target):
        return None  # no address begins so, and nearly all targets do
    words = labels(target)
    for count in (1, 4):
        text = ".".join(words[:count]).strip("[]")
        rest = ".".join(words[count:]) + "."
        if is_address(text) and (rest == "." or is_at_or_below(rest, record.zone.origin)):
            # A name such as 4.3.2.1.example.com. that really exists was meant.
            return None if record.zone.has_name(target) else text
    return None


def help_for_address(context: Context, record: Record, address: str) -> str:
    """Return what says with a host's name what `record` tried to say with its `address`.

    That is the name of a host that has it; else one that is free, with its address record.
    """
    host = _host_with(context, record, address)
    if host is not None:
        return f"name the host: {write_target(record, host, f', which has {address}')}"
    host = _free_name(record, address)
    rtype = "AAAA" if ":" in address else "A"
    return f"name the host: {write_target(record, host)} and add {to_paste(record.zone, host, rtype, address)}"


def _host_with(context: Context, record: Record, address: str) -> str | None:
    """Return a name that has `address`: glue below the cut of an NS, for an MX one like a mail host's if there is."""
    names = context.reverse.holders.get(address, [])[:_MOST_NAMES]
    if record.type == "NS" and record.owner != record.zone.origin:
        wanted = [name for name in names if is_at_or_below(name, record.owner)]
    elif record.type == "MX":
        wanted = [name for name in names if first_label(name).startswith(_MAIL_HOSTS)]
    else:
        wanted = [name for name in names if is_at_or_below(name, record.zone.origin)]
    return next(iter((*wanted, *names)), None)


def _free_name(record: Record, address: str) -> str:
    """Return a name that has no record in the zone of `record`, and that hardly any other address is given, too."""
    zone, stem = record.zone, {"MX": "mail", "NS": "ns"}.get(record.type, "host")
    origin = zone.origin.lstrip(".")
    by_address = f"{stem}{address.rpartition('.')[2]}.{origin}" if "." in address else ""
    if by_address and len(zone.types[record.type]) > 1 and not zone.has_name(by_address):
        return by_address  # an RRset elsewhere may want a name, too
    plain = () if stem == "ns" else (f"{stem}.{origin}",)
    names = chain(plain, (f"{stem}{number}.{origin}" for number in range(1, 2 * _MOST_NAMES)))
    targets = [each.target for each in zone.rrset(record.owner, record.type)[:_MOST_NAMES]]
    at = targets.index(record.target) if record.target in targets else 0
    free = (name for name in names if not zone.has_name(name))
    return next(islice(free, at, None), f"{stem}.{origin}")


def address_in_place(alias: Record, address: str) -> str:
    """Return the address record to write in place of `alias`, a CNAME to an `address`."""
    rtype = "AAAA" if ":" in address else "A"
    if in_octodns(alias):
        return f"a record of type {rtype} cannot be a CNAME; write this instead of the CNAME:\n" + block(
            alias.zone, alias.owner, (rtype, (address,))
        )
    return f"write `{alias.owner} IN {rtype} {address}` instead of the CNAME"


def name_with_dot(namespace: Namespace, record: Record) -> str | None:
    """Return what the target of `record` is without the origin that a missing dot added; None if none seems missing.

    It looks so when the zone's origin stands in the target twice (``mail.example.com.example.com.``), or when what
    stands before the origin is a full name by itself (``mail.example.org.example.com.``). It does not where the dot
    is written, but for what a server gave, where it always is; nor where an alias would become one of itself.
    """
    meant = _without_origin(namespace, record)
    if meant is None or (meant == record.owner and record.type in ("CNAME", "DNAME")) or has_dot(record):
        return None
    return meant


def is_lost_dot(context: Context, record: Record, meant: str) -> bool:
    """Tell whether the target of `record`, which exists by a wildcard alone, must be a slip for `meant`.

    That name lies in the zone, or is one of the world, of three labels or more: below com, net, org, or ``co.uk``; or
    another record leads to it.
    """
    zone = record.zone
    if is_at_or_below(meant, zone.origin) or is_reverse(zone.origin):
        return True
    ends = labels(meant)
    if any(zone.has_name(f"{'.'.join(ends[at:])}.{zone.origin}") for at in range(len(ends))):
        return False  # somebody has names below `co.uk.example.com.`
    is_known = meant in context.namespace.named_targets or len(labels(organizational_domain(meant))) > 2
    return is_known or is_of_the_world(zone, meant)


def is_of_the_world(zone: Zone, meant: str) -> bool:
    """Tell whether a name, of three labels or more, is one of the world that nobody repeats below a zone's own."""
    last = labels(meant)[-1]
    is_long = meant.count(".") > 2 and not is_at_or_below(meant, zone.origin)
    return is_long and last in _OF_THE_WORLD and not zone.has_name(f"{last}.{zone.origin}")


def has_dot(record: Record, field: str = "target") -> bool:
    """Tell whether a name in `record` is written as an absolute one by its author, so that it means what it says."""
    if record.zone.transferred:
        return False
    span = Place.of(record, field).span
    return record.source.line_text(span.end_line)[: span.end_column - 1].rstrip('"').endswith(".")


def _without_origin(namespace: Namespace, record: Record) -> str | None:
    origin = completed_by(record) if _is_completed_above(record) else record.zone.origin
    meant = full_name(namespace, record.target, origin)
    if meant is None or not record.zone.transferred or is_at_or_below(meant, record.zone.origin):
        return meant
    # What a server gave shows no dots that are missing, and subdomains may be called like countries.
    return meant if _may_be_of_the_world(namespace, meant) else None


def _may_be_of_the_world(namespace: Namespace, name: str) -> bool:
    zone = namespace.zone_of(name)
    return labels(name)[-1] in _GENERIC_TOP_LEVELS or (zone is not None and zone.origin != ".")


def full_name(namespace: Namespace, target: str, origin: str) -> str | None:
    """Return what `target` is without the `origin` behind a name that looks full by itself; None if none does.

    A name that holds the origin may go on behind it: ``key.example.com.at.provider.net.``.
    """
    if origin == "." or not is_below(target, origin):
        return None
    name = target[: -len(origin)]
    end = f".{name}".find(f".{origin}") + len(origin)
    is_double = end >= len(origin) and is_at_or_below(name[:end], origin)
    if is_double and not name[end:].replace(origin, ""):
        return name[:end]
    if _is_full_name(namespace, name, origin):
        return name
    return name[:end] if is_double else None


def _is_full_name(namespace: Namespace, name: str, origin: str) -> bool:
    words = labels(name)
    last = words[-1]
    if len(words) < 2 or not (last.isalpha() or last.startswith("xn--")):
        return False
    if is_reverse(origin) or _may_be_of_the_world(namespace, name):
        return True
    # Countries have two letters, but so have sites: fw.de may lie below the origin, mail.example.de hardly.
    return len(words) > 2 and (len(last) == 2 or last.startswith("xn--"))
