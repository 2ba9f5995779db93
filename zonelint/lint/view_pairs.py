"""The views before and after a change, side by side, and what mail goes by in both."""

from functools import cached_property

from zonelint.lint.spf_changes import SpfChanges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.answers import Answer
    from zonelint.lint.view import View
    from zonelint.lint.views import Views


class ViewPair:
    """The same views on both sides: their names, and one view that stands for them before and after; None: none does.

    Where one side has no views, all it has stands for each view of the other.
    """

    def __init__(self, before: "View | None", after: "View | None") -> None:
        self.names: list[str | None] = []
        self.before = before
        self.after = after
        self._doubtful: dict[str, bool] = {}

    @cached_property
    def spf(self) -> SpfChanges | None:
        """What differs between the SPF records of both; None if there are not both."""
        return SpfChanges(self.before, self.after) if self.before is not None and self.after is not None else None

    def hosts(self, address: str, domain: str) -> list[str]:
        """Return the mail hosts of `domain` that had `address` before."""
        return Exchanges(domain, self.before).addresses().get(address, []) if self.before is not None else []

    def is_doubtful(self, domain: str) -> bool:
        """Tell whether, after the change, something cannot be told of who sends for `domain`."""
        found = self._doubtful.get(domain)
        if found is None:
            found = self._doubtful[domain] = self.after is None or (
                Exchanges(domain, self.after).is_doubtful or (self.spf is not None and self.spf.is_doubtful(domain))
            )
        return found

    def may_send(self, address: str, domain: str) -> bool:
        """Tell whether `address`, which sent for `domain` before, may do so after, for all that can be told."""
        if self.after is None or not self.is_doubtful(domain):
            return self.after is None
        exchanges = Exchanges(domain, self.after)
        hosts = self.hosts(address, domain)
        if hosts and (not exchanges.is_whole or any(map(exchanges.may_have, hosts))):
            return True
        return bool(address) and self.spf is not None and self.spf.may_let(domain, address)

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
    for number in range(len(views)):
        for name in views[number].names:
            if name is not None:
                named.setdefault(name, views[number])
    return named or {None: views.agreed()}


class Exchanges:
    """The mail hosts of a domain: host -> its addresses, and what is known of them."""

    def __init__(self, domain: str, view: "View") -> None:
        self.answer: Answer = view.namespace.lookup(domain, "MX")
        self.hosts = {mx.target: view.namespace.addresses(mx.target) for mx in self.answer.records if mx.target != "."}

    @property
    def is_whole(self) -> bool:
        """Whether there provably are no other mail hosts."""
        return self.answer.absent or (self.answer.found and self.answer.whole)

    @property
    def is_doubtful(self) -> bool:
        """Whether there may be other hosts, or other addresses of these."""
        return not self.is_whole or any(map(self.may_have, self.hosts))

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
