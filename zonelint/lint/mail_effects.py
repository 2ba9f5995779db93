"""What a change of zones does to mail: the senders, SPF networks and MX addresses that are others than before.

What cannot be told after the change is not lost: it is told apart.
"""

from functools import cached_property
from itertools import chain

from zonelint.lint.mail_causes import MailCauses, some
from zonelint.lint.sender_table import Sender, senders_of
from zonelint.lint.spf_changes import SpfChanges
from zonelint.mail.iprev import OK, UNKNOWN, UNUSED, VERDICTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.dns.answers import Answer
    from zonelint.dns.differences import Differences
    from zonelint.lint.view import View
    from zonelint.lint.views import Views

    Key = tuple[str, str]
    """Address and host of a sender; one of them is empty."""
    ByView = dict[str | None, list[Sender]]

_ORDER = (*VERDICTS, "")


class SenderEffect:
    """A sender whose verdict, or whose domains, are others than before.

    before, after  what is said of it on either side; None: it does not send, as far as the zones tell
    why            the changes that brought it about, else the reason for the verdict; one line
    unknown        the domains that it sent for, of which cannot be told whether it does
    views          the views in which it is so; empty where there are none
    """

    __slots__ = ("before", "after", "why", "unknown", "views")

    def __init__(self, before: Sender | None, after: Sender | None, unknown: "Sequence[str]" = ()) -> None:
        self.before = before
        self.after = after
        self.why = ""
        self.unknown = list(unknown)
        self.views: list[str] = []

    @property
    def sender(self) -> Sender:
        """The sender after the change if it is one then."""
        sender = self.after or self.before
        assert sender is not None
        return sender

    @property
    def verdicts(self) -> tuple[str | None, str | None]:
        """The verdict before and after; None where it does not send, UNKNOWN where it may."""
        return _verdict(self.before), _verdict(self.after) or (UNKNOWN if self.unknown else None)

    @property
    def gained(self) -> list[str]:
        """The domains that it sends for now, and did not before."""
        return _without(_domains(self.after), _domains(self.before))

    @property
    def lost(self) -> list[str]:
        """The domains that it does not send for any more."""
        return _without(_domains(self.before), [*_domains(self.after), *self.unknown])

    def as_object(self) -> dict[str, object]:
        """Return the effect as JSON shows it."""
        before, after = self.verdicts
        found: dict[str, object] = {
            "address": self.sender.address or None,
            "before": before,
            "after": after,
            "domains": self.sender.domains,
            "gained": self.gained,
            "lost": self.lost,
            "why": self.why,
        }
        if self.unknown:
            found["unknown"] = self.unknown
        if self.sender.host:
            found["host"] = self.sender.host
        return {**found, "views": self.views} if self.views else found


class Reach:
    """Networks or addresses that a domain has or had.

    gained   those that it has now, and had not before
    lost     those that it had, and provably has not any more
    unknown  those that it had, of which cannot be told whether it has them
    """

    __slots__ = ("gained", "lost", "unknown")

    def __init__(self, gained: "list[str] | None" = None, lost: "list[str] | None" = None) -> None:
        self.gained = gained or []
        self.lost = lost or []
        self.unknown: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.unknown)

    def as_object(self) -> dict[str, object]:
        """Return it as JSON shows it."""
        found: dict[str, object] = {"gained": self.gained, "lost": self.lost}
        return {**found, "unknown": self.unknown} if self.unknown else found


class DomainEffect:
    """A domain that lets others send, or gets its mail elsewhere, than before.

    spf        the networks that its SPF record lets send
    elsewhere  the terms of its SPF record that lead out of the loaded zones, and did not stand there before
    errors     the error that SPF ends in, before and after; empty: none
    mx         the addresses of its mail hosts
    views      the views in which it is so; empty where there are none
    """

    __slots__ = ("domain", "spf", "elsewhere", "errors", "mx", "views")

    def __init__(self, domain: str) -> None:
        self.domain = domain
        self.spf = Reach()
        self.elsewhere: list[str] = []
        self.errors = ("", "")
        self.mx = Reach()
        self.views: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.spf or self.mx or self.elsewhere or self.errors[0] != self.errors[1])

    def as_object(self) -> dict[str, object]:
        """Return the effect as JSON shows it."""
        spf = self.spf.as_object()
        if self.elsewhere:
            spf["elsewhere"] = self.elsewhere
        if self.errors[0] != self.errors[1]:
            spf["error"] = [error or None for error in self.errors]
        found: dict[str, object] = {"domain": self.domain, "spf": spf, "mx": self.mx.as_object()}
        return {**found, "views": self.views} if self.views else found


class MailEffects:
    """What a change does to mail.

    senders  the gravest verdicts first, then by address
    domains  sorted
    """

    def __init__(self, senders: "Sequence[SenderEffect]" = (), domains: "Sequence[DomainEffect]" = ()) -> None:
        self.senders = senders
        self.domains = domains

    def __bool__(self) -> bool:
        return bool(self.senders or self.domains)


def mail_effects(before: "Views", after: "Views", differences: "Differences") -> MailEffects:
    """Return what the change from `before` to `after`, between which are these `differences`, does to mail."""
    pairs = _pairs(before, after)
    senders = _SenderEffects(before, after, pairs, differences).found()
    domains: dict[str, DomainEffect] = {}
    for pair in pairs:
        for effect in _domain_effects(pair):
            effect.views = [name for name in pair.names if name is not None]
            same = domains.setdefault(repr({**effect.as_object(), "views": ()}), effect)
            if same is not effect:
                same.views += effect.views
        if len(pairs) > 1:
            pair.let_go()
    return MailEffects(senders, sorted(domains.values(), key=lambda effect: (effect.domain, effect.views)))


# -- views -----------------------------------------------------------------------------------------------------------


class _Pair:
    """The same views on both sides: their names, and one view that stands for them before and after; None: none does.

    Where one side has no views, all it has stands for each view of the other.
    """

    def __init__(self, before: "View | None", after: "View | None") -> None:
        self.names: list[str | None] = []
        self.before = before
        self.after = after

    @cached_property
    def spf(self) -> SpfChanges | None:
        """What differs between the SPF records of both; None if there are not both."""
        return SpfChanges(self.before, self.after) if self.before is not None and self.after is not None else None

    def hosts(self, address: str, domain: str) -> list[str]:
        """Return the mail hosts of `domain` that had `address` before."""
        return _Exchanges(domain, self.before).addresses().get(address, []) if self.before is not None else []

    def may_send(self, address: str, domain: str) -> bool:
        """Tell whether `address`, which sent for `domain` before, may do so after, for all that can be told."""
        if self.after is None:
            return True
        exchanges = _Exchanges(domain, self.after)
        hosts = self.hosts(address, domain)
        if hosts and (not exchanges.is_whole or any(map(exchanges.may_have, hosts))):
            return True
        return bool(address) and self.spf is not None and self.spf.may_let(domain, address)

    def let_go(self) -> None:
        """Let go of what was worked out: there may be thousands of views."""
        self.__dict__.pop("spf", None)
        for view in filter(None, (self.before, self.after)):
            view.let_go()


def _pairs(before: "Views", after: "Views") -> list[_Pair]:
    sides = [_by_name(before), _by_name(after)]
    names: list[str | None] = [*dict.fromkeys(name for side in reversed(sides) for name in side if name is not None)]
    found: dict[tuple[int, int], _Pair] = {}
    for name in names or [None]:
        old, new = (side.get(name) or (side.get(None) if len(side) == 1 else None) for side in sides)
        found.setdefault((id(old), id(new)), _Pair(old, new)).names.append(name)
    return list(found.values())


def _by_name(views: "Views") -> "dict[str | None, View]":
    """Return name of a view -> the view; under None that of all zones where there are no names."""
    named: dict[str | None, View] = {}
    for number in range(len(views)):
        for name in views[number].names:
            if name is not None:
                named.setdefault(name, views[number])
    return named or {None: views.agreed()}


# -- senders ---------------------------------------------------------------------------------------------------------


class _SenderEffects:
    def __init__(self, before: "Views", after: "Views", pairs: "Sequence[_Pair]", differences: "Differences") -> None:
        self._rows = [_by_sender(senders_of(views)[0]) for views in (before, after)]
        self._pairs = {name: pair for pair in pairs for name in pair.names}
        self._has_views = [any(name is not None for name in views.names) for views in (before, after)]
        self._causes = MailCauses(differences)

    def found(self) -> list[SenderEffect]:
        found: list[SenderEffect] = []
        for key in dict.fromkeys(chain(*self._rows)):
            found += self._of(*(rows.get(key, {}) for rows in self._rows))
        return sorted(found, key=lambda effect: (_ORDER.index(effect.verdicts[1] or ""), effect.sender.sort_key()[1:]))

    def _of(self, old: "ByView", new: "ByView") -> "Iterator[SenderEffect]":
        """Yield what differs in what is said of one sender, once for all views in which it is the same."""
        views = [view for view in self._pairs if view in old or view in new or None in old or None in new]
        same: dict[str, SenderEffect] = {}
        for view in views:
            before, after = (
                _gravest(rows.get(view) or ([] if has_views else rows.get(None, [])))
                for rows, has_views in zip((old, new), self._has_views, strict=True)
            )
            if _verdict(before) == _verdict(after) and _domains(before) == _domains(after):
                continue
            effect = SenderEffect(before, after, self._doubtful(before, after, view))
            effect.why = self._why(effect, view)
            told = same.setdefault(repr(effect.as_object()), effect)
            told.views += [view] if view is not None else []
        return iter(same.values())

    def _doubtful(self, before: Sender | None, after: Sender | None, view: str | None) -> list[str]:
        """Return the domains that a sender sent for before, and of which nothing tells whether it does after."""
        pair = self._pairs[view]
        gone = _without(_domains(before), _domains(after))
        return [domain for domain in gone if before is not None and pair.may_send(before.address, domain)]

    def _why(self, effect: SenderEffect, view: str | None) -> str:
        pair, before, after, names = self._pairs[view], effect.before, effect.after, (view,)
        sides, address = (pair.before, pair.after), effect.sender.address
        reason = after.why if after is not None else ""
        if before is not None and after is not None and before.verdict != after.verdict:
            return some(self._causes.of_verdict(address, sides, names) if address else ()) or reason
        if effect.unknown:
            domain = effect.unknown[0]
            causes = self._causes.of_doubt(domain, pair.hosts(address, domain), sides, names)
            return some(causes) or "whether it still sends cannot be told"
        differing = [*effect.gained, *effect.lost]
        led_to = pair.spf.led_to(differing) if pair.spf is not None else ()
        causes = self._causes.of_sending(address, differing or effect.sender.domains, led_to, sides, names)
        because = some(causes) or some(_evidence(before, after))
        return f"{because}; {reason}" if before is None and after is not None and after.verdict != OK else because


def _by_sender(rows: "Iterable[Sender]") -> "dict[Key, ByView]":
    found: dict[Key, ByView] = {}
    for row in rows:
        if row.verdict != UNUSED:
            by_view = found.setdefault((row.address, row.host), {})
            for view in row.views or (None,):
                by_view.setdefault(view, []).append(row)
    return found


def _gravest(rows: "Sequence[Sender]") -> Sender | None:
    """Return the row of the gravest verdict; servers that disagree may each have one."""
    return min(rows, key=lambda row: VERDICTS.index(row.verdict)) if rows else None


def _verdict(sender: Sender | None) -> str | None:
    return sender.verdict if sender is not None else None


def _domains(sender: Sender | None) -> list[str]:
    return sender.domains if sender is not None else []


def _without(taken: "Sequence[str]", others: "Sequence[str]") -> list[str]:
    known = set(others)
    return [each for each in taken if each not in known]


def _evidence(before: Sender | None, after: Sender | None) -> list[str]:
    """Say in words which evidence came or went, where no record tells: the configuration may."""
    old = before.evidence if before is not None else []
    new = after.evidence if after is not None else []
    return [f"{text} is new" for text in _without(new, old)] + [f"{text} is gone" for text in _without(old, new)]


# -- domains ---------------------------------------------------------------------------------------------------------


def _domain_effects(pair: _Pair) -> "Iterator[DomainEffect]":
    """Yield what differs for each domain that has an SPF record or MX records on either side."""
    before, after, spf = pair.before, pair.after, pair.spf
    if before is None or after is None or spf is None:
        return
    effects: dict[str, DomainEffect] = {}
    for domain in spf.domains:
        effect = effects.setdefault(domain, DomainEffect(domain))
        change = spf.of(domain)
        effect.spf.gained, effect.spf.lost, effect.spf.unknown = change.gained, change.lost, change.unknown
        effect.elsewhere, effect.errors = change.elsewhere, change.errors
    for domain in _mail_domains(before) | _mail_domains(after):
        effect = effects.setdefault(domain, DomainEffect(domain))
        effect.mx = _mx_reach(_Exchanges(domain, before), _Exchanges(domain, after))
    yield from filter(None, effects.values())


def _mail_domains(view: "View") -> "dict[str, None]":
    """Return the domains with MX records that are not internal."""
    mail = view.mail
    return {mx.owner: None for mx in view.namespace.records("MX") if not mail.is_internal(mx)}


class _Exchanges:
    """The mail hosts of a domain: host -> its addresses, and what is known of them."""

    def __init__(self, domain: str, view: "View") -> None:
        self.answer: Answer = view.namespace.lookup(domain, "MX")
        self.hosts = {mx.target: view.namespace.addresses(mx.target) for mx in self.answer.records if mx.target != "."}

    @property
    def is_whole(self) -> bool:
        """Whether there provably are no other mail hosts."""
        return self.answer.absent or (self.answer.found and self.answer.whole)

    def addresses(self) -> "dict[str, list[str]]":
        """Return address -> the hosts that have it."""
        found: dict[str, list[str]] = {}
        for host, answer in self.hosts.items():
            for address in answer.addresses:
                found.setdefault(address, []).append(host)
        return found

    def may_have(self, host: str) -> bool:
        """Tell whether `host` may be one of them with addresses that are not told."""
        answer = self.hosts.get(host)
        return answer is not None and not (answer.absent or answer.whole)


def _mx_reach(before: _Exchanges, after: _Exchanges) -> Reach:
    old, new = before.addresses(), after.addresses()
    reach = Reach([address for address in new if address not in old])
    for address, hosts in old.items():
        if address not in new:
            is_open = not after.is_whole or any(map(after.may_have, hosts))
            (reach.unknown if is_open else reach.lost).append(address)
    return reach
