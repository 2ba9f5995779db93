"""Names the changes of records by which something about mail is otherwise than before, in a few words each."""

from zonelint.dns.differences import ADDED, CHANGED, REMOVED
from zonelint.dns.names import parent, reverse_name
from zonelint.mail.txt_records import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.dns.answers import Answer
    from zonelint.dns.differences import Differences, RecordChange
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record
    from zonelint.lint.view import View

    Sides = Sequence[View | None]
    """The view before and after; None where there is none."""
    Names = Sequence[str | None]
    """Names of views; ``(None,)`` where there are none."""

MOST = 3
"""Changes that are named of one effect."""
_MOST_DOMAINS = 20
_ORDER = (REMOVED, CHANGED, ADDED)
_NOT_SEEN = "cannot be seen any more"
_LEADING = ("CNAME", "DNAME", "ALIAS", "ANAME")


class MailCauses:
    """The changes of records, asked for what they do to mail."""

    def __init__(self, differences: "Differences") -> None:
        self._differences = differences
        self._of_addresses: dict[str, list[tuple[str | None, RecordChange]]] = {}
        for zone in differences.zones:
            for change in zone.changes:
                if change.record.type in ("A", "AAAA") and not change.is_of_ttl:
                    for record in filter(None, change):
                        self._of_addresses.setdefault(record.rdata, []).append((zone.view, change))
        self._unseen: dict[str, list[Record]] = {}
        for zone in differences.zones:
            for record in zone.unseen:
                self._unseen.setdefault(record.owner, []).append(record)

    def of_verdict(self, address: str, sides: "Sides", views: "Names") -> list[str]:
        """Return what changed on the way from `address` to its PTRs and back, before or after, in `views`."""
        own = reverse_name(address)
        asked: dict[str, tuple[str, ...]] = {}
        for side in filter(None, sides):
            _note_way(address, side.namespace, asked)
        found: dict[str, None] = {}
        for name, types in asked.items():
            found.update(dict.fromkeys(self._whole_zone(name, sides, views) or self._told_at(name, types, views, own)))
        if not found:
            for name in asked:
                found.update(dict.fromkeys(self._cuts_above(name, views)))
        return list(found)

    def of_sending(
        self, address: str, domains: "Sequence[str]", led_to: "Iterable[str]", sides: "Sides", views: "Names"
    ) -> list[str]:
        """Return what changed of the records by which `address` sends for `domains`.

        `led_to` are the names whose SPF records those of the domains lead to.
        """
        found: dict[str, None] = {}
        for domain in domains[:_MOST_DOMAINS]:
            found.update(
                dict.fromkeys(self._whole_zone(domain, sides, views) or self._exchanges_at(domain, address, views))
            )
        for name in (*domains[:_MOST_DOMAINS], *led_to):
            if not self._whole_zone(name, sides, views):
                changes = self._at(name, ("TXT",), views)
                found.update((described(change), None) for change in changes if _is_of_spf(change))
        for view, change in self._of_addresses.get(address, ()):
            if view in (None, *views):
                zone = self._whole_zone(change.record.owner, sides, views)
                found.update(dict.fromkeys(zone or [described(change)]))
        return list(found)

    def of_doubt(self, domain: str, hosts: "Iterable[str]", sides: "Sides", views: "Names") -> list[str]:
        """Return what cannot be seen any more of the records of `domain` and of its mail `hosts`."""
        found: dict[str, None] = {}
        for name in (domain, *hosts):
            told = self._told_at(name, ("MX", "TXT", "A", "AAAA", *_LEADING), views, "")
            doubts = [each for each in told if each.endswith(_NOT_SEEN)]
            found.update(dict.fromkeys(self._whole_zone(name, sides, views) or doubts))
        return list(found)

    def _exchanges_at(self, domain: str, address: str, views: "Names") -> list[str]:
        """Return the changes of MX records; of several those alone whose host has a changed record of `address`."""
        changes = self._at(domain, ("MX",), views)
        hosts = [change for change in changes if self._leads(change, address)]
        return list(map(described, hosts or changes))

    def _told_at(self, name: str, types: "Sequence[str]", views: "Names", own: str) -> "Iterator[str]":
        yield from (described(change, own) for change in self._at(name, types, views))
        for record in self._unseen.get(name, ()):
            if record.type in types and record.zone.view in (None, *views):
                yield f"{record.type}{_of(name, own)} {_NOT_SEEN}"

    def _leads(self, change: "RecordChange", address: str) -> bool:
        """Tell whether an MX record of `change` names a host that gets or loses `address` as well."""
        hosts = {each.record.owner for _, each in self._of_addresses.get(address, ())}
        return any(record is not None and record.target in hosts for record in change)

    def _at(self, name: str, types: "Sequence[str]", views: "Names") -> "list[RecordChange]":
        """Return the changes at `name` that are more than another TTL, those that took something away first."""
        changes = self._differences.at(name, views=views)
        found = [change for change in changes if change.record.type in types and not change.is_of_ttl]
        return sorted(found, key=lambda change: _ORDER.index(change.kind))

    def _whole_zone(self, name: str, sides: "Sides", views: "Names") -> list[str]:
        """Return that the zone of `name` came or went, if so; it says more than each of its records."""
        zone = self._differences.zone_above(name, views)
        if zone is None:
            return []
        holders = (side.namespace.zone_of(name) for side in sides if side is not None)
        if not any(holder is not None and holder.origin == zone.origin for holder in holders):
            return []
        return [
            f"zone {zone.origin} {zone.status}" if not zone.declared else f"zone {zone.origin} has no file any more"
        ]

    def _cuts_above(self, name: str, views: "Names") -> "Iterator[str]":
        while name != ".":
            for change in self._at(name, ("NS", "DNAME"), views):
                if change.record.owner != change.record.zone.origin:
                    yield described(change)
            name = parent(name)


def some(causes: "Sequence[str]") -> str:
    """Return the first of `causes` in one line, and how many there are besides."""
    more = len(causes) - MOST
    return "; ".join(causes[:MOST]) + (f"; and {more} more changes" if more > 0 else "")


def described(change: "RecordChange", own: str = "") -> str:
    """Say in a few words what became of a record; `own` is the owner that needs no naming."""
    record, before, after = change.record, change.before, change.after
    where = _of(record.owner, own)
    if record.type == "TXT":
        return f"SPF record{where} {change.kind}" if _is_of_spf(change) else f"TXT{where} {change.kind}"
    if before is not None and after is not None:
        return f"{record.type}{where} changed from {before.rdata} to {after.rdata}"
    if record.owner == own:
        return f"{record.type} {change.kind}"
    return f"{record.type} {record.rdata}{where} {change.kind}"


def _of(owner: str, own: str) -> str:
    return "" if owner == own else f" of {owner}"


def _is_of_spf(change: "RecordChange") -> bool:
    return any(is_spf(record) for record in change if record is not None)


def _note_way(address: str, namespace: "Namespace", asked: dict[str, tuple[str, ...]]) -> None:
    """Note in `asked` the names that a receiver asks for, with the types that matter there, the nearest first."""
    answer = namespace.reverse(address)
    for name in (reverse_name(address), *_names_on(answer)):
        asked.setdefault(name, ("PTR", *_LEADING))
    rtype = "AAAA" if ":" in address else "A"
    for ptr in answer.records:
        forward = namespace.lookup(ptr.target, rtype)
        for name in (ptr.target, *_names_on(forward)):
            asked.setdefault(name, (rtype, *_LEADING))


def _names_on(answer: "Answer") -> "Iterator[str]":
    """Yield the owners of the records that led to `answer`, and the name at its end."""
    for step in answer.chain:
        if step.record is not None:
            yield step.record.owner
            if step.kind in _LEADING:
                yield step.record.target
    for record in answer.records[:1]:
        yield record.owner
    yield answer.name
