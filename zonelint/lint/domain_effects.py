"""What a change does to domains: the networks that SPF lets send for them, and the addresses of their mail hosts."""

from zonelint.lint.view_pairs import Exchanges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.view import View
    from zonelint.lint.view_pairs import ViewPair


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
    elsewhere  the terms of its SPF record, or domains, that are new and of which not all is known
    errors     the error that SPF ends in, before and after; empty: none
    record     "added" or "removed" if there is an SPF record on one side only; else empty
    mx         the addresses of its mail hosts
    views      the views in which it is so; empty where there are none
    """

    __slots__ = ("domain", "spf", "elsewhere", "errors", "record", "mx", "views")

    def __init__(self, domain: str) -> None:
        self.domain = domain
        self.spf = Reach()
        self.elsewhere: list[str] = []
        self.errors = ("", "")
        self.record = ""
        self.mx = Reach()
        self.views: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.mx) or self.differs_in_spf

    @property
    def differs_in_spf(self) -> bool:
        """Whether anything of SPF is otherwise than before."""
        return bool(self.spf or self.elsewhere or self.record or self.errors[0] != self.errors[1])

    def as_object(self) -> dict[str, object]:
        """Return the effect as JSON shows it."""
        spf = self.spf.as_object()
        if self.elsewhere:
            spf["elsewhere"] = self.elsewhere
        if self.errors[0] != self.errors[1]:
            spf["error"] = [error or None for error in self.errors]
        if self.record:
            spf["record"] = self.record
        found: dict[str, object] = {"domain": self.domain, "spf": spf, "mx": self.mx.as_object()}
        return {**found, "views": self.views} if self.views else found


def domain_effects(pair: "ViewPair") -> "Iterator[DomainEffect]":
    """Yield what differs for each domain that has an SPF record or MX records on either side."""
    before, after, spf = pair.before, pair.after, pair.spf
    if before is None or after is None or spf is None:
        return
    effects: dict[str, DomainEffect] = {}
    for domain in spf.domains:
        effect = effects.setdefault(domain, DomainEffect(domain))
        change = spf.of(domain)
        effect.spf.gained, effect.spf.lost, effect.spf.unknown = change.gained, change.lost, change.unknown
        effect.elsewhere, effect.errors, effect.record = change.elsewhere, change.errors, change.record
    for domain in _mail_domains(before) | _mail_domains(after):
        effect = effects.setdefault(domain, DomainEffect(domain))
        effect.mx = _mx_reach(Exchanges(domain, before), Exchanges(domain, after))
    yield from filter(None, effects.values())


def _mail_domains(view: "View") -> "dict[str, None]":
    """Return the domains with MX records that are not internal."""
    mail = view.mail
    return {mx.owner: None for mx in view.namespace.records("MX") if not mail.is_internal(mx)}


def _mx_reach(before: Exchanges, after: Exchanges) -> Reach:
    old, new = before.addresses(), after.addresses()
    reach = Reach([address for address in new if address not in old])
    for address, hosts in old.items():
        if address not in new:
            (reach.unknown if after.hides(hosts, before) else reach.lost).append(address)
    return reach
