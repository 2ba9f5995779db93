"""What a change does, in words: the parts of lines, which each format puts together in its own way."""

from zonelint.dns.differences import CHANGED
from zonelint.lint.changes import path_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from typing import TypeVar

    from zonelint.dns.differences import RecordChange, ZoneDifference
    from zonelint.dns.zone import Record
    from zonelint.lint.changes import Changes
    from zonelint.lint.domain_effects import DomainEffect, Reach
    from zonelint.lint.mail_effects import MailEffects
    from zonelint.lint.sender_effects import SenderEffect

    T = TypeVar("T")
    Quote = Callable[[str], str]
    """Makes what strangers wrote harmless in a format."""

ADDED_SIGN, REMOVED_SIGN, CHANGED_SIGN, UNSEEN_SIGN = "+-~?"

MOST_NAMED = 3
"""Domains and addresses that are named of those for which the same is to be said."""
_MOST_NETWORKS = 8
_MOST_TEXT = 300
"""Characters of an RDATA, or of a reason, that are shown."""


def shortened(text: str) -> str:
    """Return the beginning of `text`, with an ellipsis if that is not all."""
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"


def some_of(words: "Sequence[str]", quote: "Quote", most: int = MOST_NAMED) -> str:
    """Return the first of `words`, quoted, and the number of those left out."""
    shown = ", ".join(map(quote, words[:most]))
    return shown + (f" and {len(words) - most} more" if len(words) > most else "")


def count(number: int, word: str) -> str:
    """Return such as ``1 zone`` or ``3 zones``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


# -- zones and records -----------------------------------------------------------------------------------------------


def zone_line(zone: "ZoneDifference", quote: "Quote") -> str:
    """Say which zone differs, where it stands, and by how many records; its status is said elsewhere."""
    view = f" in view {quote(zone.view)}" if zone.view is not None else ""
    path = path_of(zone.after if zone.after is not None else zone.before)
    where = f" ({quote(path)})" if path is not None else ""
    facts = [fact for fact in (_serials(zone), _counts(zone)) if fact]
    if zone.declared:
        facts = ["it is named without a file to read now"]
    return f"{quote(zone.origin)}{view}{where}" + (f": {', '.join(facts)}" if facts else "")


def _serials(zone: "ZoneDifference") -> str:
    before, after = zone.serials
    if zone.status is not CHANGED or before is None or after is None:
        return ""
    return f"serial {before} → {after}" if before != after else f"serial {after} as before"


def _counts(zone: "ZoneDifference") -> str:
    if zone.status is not CHANGED:
        return count(len(zone.changes), "record")
    counts = (
        (len(zone.added), "added"),
        (len(zone.removed), "removed"),
        (len(zone.changed), "changed"),
        (len(zone.unseen), "cannot be seen any more"),
    )
    return ", ".join(f"{number} {word}" for number, word in counts if number)


def record_lines(zone: "ZoneDifference", quote: "Quote") -> "Iterator[tuple[str, str]]":
    """Yield (sign, text) for each record of `zone` that differs."""
    for change in zone.changes:
        before, after = change
        if before is not None and after is not None:
            yield CHANGED_SIGN, f"{_changed(change, quote)} {_place(after, quote)}"
        else:
            yield ADDED_SIGN if before is None else REMOVED_SIGN, _whole(change.record, quote)
    for record in zone.unseen:
        yield UNSEEN_SIGN, _whole(record, quote)


def _whole(record: "Record", quote: "Quote") -> str:
    text = shortened(f"{record.owner} {record.ttl} {record.type} {record.rdata}")
    return f"{quote(text)} {_place(record, quote)}"


def _changed(change: "RecordChange", quote: "Quote") -> str:
    before, after = change
    assert before is not None
    assert after is not None
    ttl = f"TTL {before.ttl} → {after.ttl}" if before.ttl != after.ttl else ""
    if before.rdata == after.rdata and ttl:
        return f"{quote(shortened(f'{after.owner} {after.type} {after.rdata}'))} {ttl}"
    old, new = (quote(shortened(text)) for text in (f"{before.owner} {before.type} {before.rdata}", after.rdata))
    return f"{old} → {new}" + (f", {ttl}" if ttl else "")


def _place(record: "Record", quote: "Quote") -> str:
    return f"({quote(f'{record.source.path}:{record.line}')})"


# -- mail ------------------------------------------------------------------------------------------------------------


def sender_lines(mail: "MailEffects", quote: "Quote") -> "Iterator[tuple[str, str]]":
    """Yield (verdict after, text) for each sender whose verdict or domains differ; what is alike is said once."""
    for group in _grouped(mail.senders, _of_sender):
        before, after = group[0].verdicts
        yield after or "", _sender(group, before, after, quote)


def _sender(group: "Sequence[SenderEffect]", before: str | None, after: str | None, quote: "Quote") -> str:
    effect = group[0]
    who = some_of([each.sender.address or each.sender.host for each in group], quote)
    sends = "sends" if len(group) == 1 else "send"
    domains = effect.sender.domains
    for_whom = f" for {some_of(domains, quote)}" if domains else " mail"
    if before is None:
        said = f"{who} {sends}{for_whom} now: {after}"
    elif after is None:
        said = f"{who} {sends}{for_whom} no more, was {before}"
    elif before != after:
        others = "; ".join(_for_others(effect, quote)) if effect.after is not None else ""
        said = f"{who} {sends}{for_whom}: {before} → {after}" + (f" ({others})" if others else "")
    else:
        said = f"{who} {sends} {'; '.join(_for_others(effect, quote))}, {after} as before"
    return f"{said}{_views(effect.views, quote)}: {quote(shortened(effect.why))}"


def _for_others(effect: "SenderEffect", quote: "Quote") -> "Iterator[str]":
    if effect.gained:
        yield f"for {some_of(effect.gained, quote)} now"
    if effect.lost:
        yield f"no more for {some_of(effect.lost, quote)}"
    if effect.unknown:
        yield f"perhaps no more for {some_of(effect.unknown, quote)}"


def domain_lines(mail: "MailEffects", quote: "Quote") -> "Iterator[str]":
    """Yield a text for each domain with other SPF networks, and one for each with other MX addresses."""
    for group in _grouped([effect for effect in mail.domains if effect.differs_in_spf], _of_spf):
        effect = group[0]
        facts = [f"record {effect.record}"] if effect.record else []
        facts += _reach(effect.spf, quote)
        if effect.elsewhere:
            facts.append(f"leads to {some_of(effect.elsewhere, quote)}, of which not all is known")
        if effect.errors[0] != effect.errors[1]:
            facts.append(" → ".join(quote(shortened(error)) if error else "no error" for error in effect.errors))
        yield f"{_whom(group, quote)} SPF{_views(effect.views, quote)}: {'; '.join(facts)}"
    for group in _grouped([effect for effect in mail.domains if effect.mx], _of_mx):
        facts = list(_reach(group[0].mx, quote))
        yield f"{_whom(group, quote)} MX{_views(group[0].views, quote)}: {'; '.join(facts)}"


def _whom(group: "Sequence[DomainEffect]", quote: "Quote") -> str:
    return some_of([effect.domain for effect in group], quote)


def _reach(reach: "Reach", quote: "Quote") -> "Iterator[str]":
    if reach.gained:
        yield f"gained {some_of(reach.gained, quote, _MOST_NETWORKS)}"
    if reach.lost:
        yield f"lost {some_of(reach.lost, quote, _MOST_NETWORKS)}"
    if reach.unknown:
        yield f"cannot be told any more: {some_of(reach.unknown, quote, _MOST_NETWORKS)}"


def _views(views: "Sequence[str]", quote: "Quote") -> str:
    if not views:
        return ""
    return f" in {'view' if len(views) == 1 else 'views'} {some_of(views, quote)}"


def _of_sender(effect: "SenderEffect") -> "Hashable":
    lists = (effect.sender.domains, effect.gained, effect.lost, effect.unknown, effect.views)
    return (effect.verdicts, effect.why, *map(tuple, lists))


def _of_spf(effect: "DomainEffect") -> "Hashable":
    return (_of_reach(effect.spf), tuple(effect.elsewhere), effect.errors, effect.record, tuple(effect.views))


def _of_mx(effect: "DomainEffect") -> "Hashable":
    return (_of_reach(effect.mx), tuple(effect.views))


def _of_reach(reach: "Reach") -> "Hashable":
    return (tuple(reach.gained), tuple(reach.lost), tuple(reach.unknown))


def _grouped(effects: "Iterable[T]", key: "Callable[[T], Hashable]") -> "list[list[T]]":
    found: dict[Hashable, list[T]] = {}
    for effect in effects:
        found.setdefault(key(effect), []).append(effect)
    return list(found.values())


# -- the sum ---------------------------------------------------------------------------------------------------------


def sum_line(changes: "Changes") -> str:
    """Return how many zones and records differ."""
    if not changes.zones:
        return "no zone differs"
    zones = len(changes.zones)
    records = sum(len(zone.changes) + len(zone.unseen) for zone in changes.zones)
    return f"{count(zones, 'zone')} and {count(records, 'record')} {'differ' if zones + records > 1 else 'differs'}"


def findings_line(changes: "Changes") -> str:
    """Return how many findings are new, gone and kept."""
    return f"{changes.new} new, {changes.gone} gone, {changes.kept} kept"
