"""The views before and after a change, side by side, and what mail goes by in both."""

from zonelint.dns.cached import cached_property
from zonelint.lint.spf_changes import SpfChanges
from zonelint.mail.spf.addresses import without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.dns.answers import Answer
    from zonelint.lint.view import View
    from zonelint.lint.views import Views


class _Doubt:
    """What cannot be told any more of a domain.

    by_mx      the addresses of mail hosts that it may have still
    networks   the networks that its SPF record may let send still
    is_hidden  whether it may have another SPF record than the one that is seen, or than none
    """

    __slots__ = ("by_mx", "networks", "is_hidden")

    def __init__(self, by_mx: "Iterable[str]", networks: tuple[str, ...], is_hidden: bool) -> None:
        self.by_mx = frozenset(by_mx)
        self.networks = networks
        self.is_hidden = is_hidden


class ViewPair:
    """The same views on both sides: their names, and one view that stands for them before and after; None: none does.

    Where one side has no views, all it has stands for each view of the other.
    """

    def __init__(self, before: "View | None", after: "View | None") -> None:
        self.names: list[str | None] = []
        self.before = before
        self.after = after
        self._doubts: dict[str, _Doubt | None] = {}
        self._covered: dict[tuple[str, tuple[str, ...]], bool] = {}

    @cached_property
    def spf(self) -> SpfChanges | None:
        """What differs between the SPF records of both; None if there are not both."""
        return SpfChanges(self.before, self.after) if self.before is not None and self.after is not None else None

    def hosts(self, address: str, domain: str) -> list[str]:
        """Return the mail hosts of `domain` that had `address` before."""
        return Exchanges(domain, self.before).addresses().get(address, []) if self.before is not None else []

    def may_send(self, address: str, domain: str) -> bool:
        """Tell whether `address`, which sent for `domain` before, may do so after, for all that can be told."""
        if domain not in self._doubts:
            self._doubts[domain] = self._doubt(domain)
        doubt = self._doubts[domain]
        if doubt is None:
            return False
        if address in doubt.by_mx or doubt.is_hidden:
            return True
        key = (address, doubt.networks)
        if doubt.networks and key not in self._covered:
            self._covered[key] = bool(address) and not without([address], doubt.networks)
        return bool(doubt.networks) and self._covered[key]

    def _doubt(self, domain: str) -> "_Doubt | None":
        """Return what cannot be told after the change of who sends for `domain`; None if there is nothing."""
        if self.before is None or self.after is None or self.spf is None:
            return _Doubt([], (), True)
        was, now = Exchanges(domain, self.before), Exchanges(domain, self.after)
        by_mx = [address for address, hosts in was.addresses().items() if now.hides(hosts, was)]
        networks = tuple(self.spf.of(domain).unknown)
        is_hidden = self.spf.is_hidden(domain)
        return _Doubt(by_mx, networks, is_hidden) if by_mx or networks or is_hidden else None

    def let_go(self) -> None:
        """Let go of what was worked out: there may be thousands of views."""
        self.__dict__.pop("spf", None)
        for view in filter(None, (self.before, self.after)):
            view.let_go()


def view_pairs(before: "Views", after: "Views") -> list[ViewPair]:
    """Return the views of both sides by their names; one pair for those that are the same views on both."""
    sides = [_by_name(before), _by_name(after)]
    names: list[str | None] = [*dict.fromkeys(name for side in reversed(sides) for name in side if name is not None)]
    found: dict[tuple[int, int], ViewPair] = {}
    for name in names or [None]:
        old, new = (side.get(name) or (side.get(None) if len(side) == 1 else None) for side in sides)
        found.setdefault((id(old), id(new)), ViewPair(old, new)).names.append(name)
    return list(found.values())


def _by_name(views: "Views") -> "dict[str | None, View]":
    """Return name of a view -> the view; under None that of all zones where there are no names."""
    named: dict[str | None, View] = {}
    for view in views.all():
        for name in view.names:
            if name is not None:
                named.setdefault(name, view)
    return named or {None: views.agreed()}


class Exchanges:
    """The mail hosts of a domain: host -> its addresses, and what is known of them."""

    def __init__(self, domain: str, view: "View") -> None:
        self.answer: Answer = view.namespace.lookup(domain, "MX")
        self.hosts = {mx.target: view.namespace.addresses(mx.target) for mx in self.answer.records if mx.target != "."}

    def addresses(self) -> "dict[str, list[str]]":
        """Return address -> the hosts that have it."""
        found: dict[str, list[str]] = {}
        for host, answer in self.hosts.items():
            for address in answer.addresses:
                found.setdefault(address, []).append(host)
        return found

    def hides(self, hosts: "Iterable[str]", before: "Exchanges") -> bool:
        """Tell whether an address that one of `hosts` had `before` may be among theirs, though it is not seen.

        What could not be told before either, in a zone that is still there, hides nothing of what the change does.
        """
        return _is_hidden(before.answer, self.answer) or any(
            _is_hidden(old, new)
            for host in hosts
            if host in self.hosts
            for old, new in zip(before.hosts[host].answers, self.hosts[host].answers, strict=True)
        )


def _is_hidden(before: "Answer", after: "Answer") -> bool:
    """Tell whether something of an answer cannot be seen any more."""
    return _is_open(after) and (not _is_open(before) or (after.zone is None and before.zone is not None))


def _is_open(answer: "Answer") -> bool:
    return not (answer.absent or answer.whole)
