"""What a change does to mail senders: another verdict of a strict receiver, or other domains."""

from itertools import chain

from zonelint.lint.mail_causes import MailCauses, some
from zonelint.lint.sender_table import Sender, senders_of
from zonelint.mail.iprev import OK, UNKNOWN, UNUSED, VERDICTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.dns.differences import Differences
    from zonelint.lint.view_pairs import ViewPair
    from zonelint.lint.views import Views

    Key = tuple[str, str]
    """Address and host of a sender; one of them is empty."""
    ByView = dict[str | None, list[Sender]]

_ORDER = (*VERDICTS, "")
_NONE: list[str] = []


class SenderEffect:
    """A sender whose verdict, or whose domains, are others than before.

    before, after  what is said of it on either side; None: it does not send, as far as the zones tell
    gained, lost   the domains that it sends for now and did not before, and those that it does not send for any more
    unknown        the domains that it sent for, of which cannot be told whether it does
    why            the changes that brought it about, else the reason for the verdict; one line
    views          the views in which it is so; empty where there are none
    """

    __slots__ = ("before", "after", "gained", "lost", "unknown", "why", "views")

    def __init__(self, before: Sender | None, after: Sender | None) -> None:
        self.before = before
        self.after = after
        self.gained: list[str] = []
        self.lost: list[str] = []
        self.unknown: list[str] = []
        self.why = ""
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


class SenderEffects:
    """The senders of two states, compared; `pairs` are their views, and `differences` those of their zones."""

    def __init__(
        self, before: "Views", after: "Views", pairs: "Sequence[ViewPair]", differences: "Differences"
    ) -> None:
        self._rows = [_by_sender(senders_of(views)[0]) for views in (before, after)]
        self._pairs = {name: pair for pair in pairs for name in pair.names}
        self._has_views = [any(name is not None for name in views.names) for views in (before, after)]
        self._causes = MailCauses(differences)
        self._compared: dict[tuple[int, int], tuple[list[str], list[str]]] = {}

    def found(self) -> list[SenderEffect]:
        """Return the senders of which something differs, the gravest verdicts after the change first."""
        found: list[SenderEffect] = []
        for key in dict.fromkeys(chain(*self._rows)):
            found += self._of(*(rows.get(key, {}) for rows in self._rows))
        return sorted(found, key=lambda effect: (_ORDER.index(effect.verdicts[1] or ""), effect.sender.sort_key()[1:]))

    def _of(self, old: "ByView", new: "ByView") -> list[SenderEffect]:
        """Return what differs in what is said of one sender, once for all views in which it is the same."""
        # A side without views stands for all of them. Nobody else is looked for in thousands of views.
        views = [
            view for view in (self._pairs if None in old or None in new else {**old, **new}) if view in self._pairs
        ]
        found: list[SenderEffect] = []
        for view in views:
            before, after = (
                _gravest(rows.get(view) or ([] if has_views else rows.get(None, [])))
                for rows, has_views in zip((old, new), self._has_views, strict=True)
            )
            gained, lost = self._differing(before, after)
            if _verdict(before) != _verdict(after) or gained or lost:
                found.append(self._effect(SenderEffect(before, after), gained, lost, view))
        return _once(found) if len(views) > 1 else found

    def _differing(self, before: Sender | None, after: Sender | None) -> tuple[list[str], list[str]]:
        """Return the domains gained and lost. Senders of one network have their domains in one list, of thousands."""
        old, new = _domains(before), _domains(after)
        key = id(old), id(new)
        if key not in self._compared:
            self._compared[key] = (_without(new, old), _without(old, new)) if old != new else ([], [])
        return self._compared[key]

    def _effect(self, effect: SenderEffect, gained: list[str], lost: list[str], view: str | None) -> SenderEffect:
        pair, address = self._pairs[view], effect.sender.address
        effect.gained = gained
        effect.unknown = [domain for domain in lost if pair.may_send(address, domain)]
        effect.lost = _without(lost, effect.unknown) if effect.unknown else lost
        effect.why = self._why(effect, view)
        effect.views = [view] if view is not None else []
        return effect

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
        because = some(causes) or some(_evidence(before, after)) or _what_differs(effect)
        return f"{because}; {reason}" if before is None and after is not None and after.verdict != OK else because


def _what_differs(effect: SenderEffect) -> str:
    """Say what is otherwise where no change is known that brings it about by itself."""
    if effect.lost:
        return f"the zones do not say any more that it sends mail for {effect.lost[0]}"
    return f"the zones say now that it sends mail for {effect.gained[0]}" if effect.gained else ""


def _once(effects: "Iterable[SenderEffect]") -> list[SenderEffect]:
    """Return `effects` with one for those that differ in nothing but the view."""
    same: dict[str, SenderEffect] = {}
    for effect in effects:
        told = same.setdefault(repr({**effect.as_object(), "views": ()}), effect)
        if told is not effect:
            told.views += effect.views
    return list(same.values())


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
    return sender.domains if sender is not None else _NONE


def _without(taken: "Sequence[str]", others: "Sequence[str]") -> list[str]:
    known = set(others)
    return [each for each in taken if each not in known]


def _evidence(before: Sender | None, after: Sender | None) -> list[str]:
    """Say in words which evidence came or went, where no record tells: the configuration may."""
    old = before.evidence if before is not None else []
    new = after.evidence if after is not None else []
    return [f"{text} is new" for text in _without(new, old)] + [f"{text} is gone" for text in _without(old, new)]
