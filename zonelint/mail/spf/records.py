"""The SPF records of the loaded zones, and where their terms lead (RFC 7208)."""

from zonelint.dns.cached import cached_property
from zonelint.dns.txt import text_of
from zonelint.mail.spf.policy import Term, lets_somebody_pass, spf_policy
from zonelint.mail.txt_records import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record
    from zonelint.mail.spf.policy import SpfPolicy
    from zonelint.mail.txt_records import TxtRecords


class SpfDomain:
    """A domain with exactly one SPF record: the record, what it says, and its terms as far as they are reached."""

    __slots__ = ("record", "policy", "terms")

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.policy = spf_policy(text_of(record))
        self.terms = self.policy.terms


class SpfRecords:
    """The SPF records of one view; worked out when first asked for."""

    def __init__(self, namespace: "Namespace", texts: "TxtRecords") -> None:
        self.namespace = namespace
        self.texts = texts
        self._elsewhere: dict[str, SpfDomain | None] = {}
        self._sending = _Sending(self, if_unread=False)
        self._maybe_sending = _Sending(self, if_unread=True)

    @cached_property
    def domains(self) -> "dict[str, SpfDomain]":
        """Owner -> its SPF record, for each owner with exactly one."""
        return {owner: SpfDomain(records[0]) for owner, records in self.texts.spf.items() if len(records) == 1}

    @cached_property
    def by_policy(self) -> "dict[SpfPolicy, list[tuple[str, SpfDomain]]]":
        """What a record says -> (owner, record) of each domain that says just this: many domains share one text."""
        found: dict[SpfPolicy, list[tuple[str, SpfDomain]]] = {}
        for owner, spf in self.domains.items():
            found.setdefault(spf.policy, []).append((owner, spf))
        return found

    def at(self, name: str) -> SpfDomain | None:
        """Return the one SPF record that a look-up at `name` finds, through aliases and wildcards, or None."""
        spf = self.domains.get(name)
        if spf is not None or (self.namespace.zone_of(name) is None and not self.namespace.assumed):
            return spf
        if name not in self._elsewhere:
            records = [record for record in self.namespace.lookup(name, "TXT").records if is_spf(record)]
            self._elsewhere[name] = SpfDomain(records[0]) if len(records) == 1 else None
        return self._elsewhere[name]

    def authorises(self, spf: SpfDomain) -> bool:
        """Tell whether `spf` lets anybody send: more than ``-all``, or ``~all``, itself or where it leads to.

        An include of what is not loaded is meant to let somebody pass; a redirect there may as well say that nobody is.
        Of an include of what cannot be read nothing is known; see `may_authorise`.
        """
        return self._sending.holds(spf)

    def may_authorise(self, spf: SpfDomain) -> bool:
        """Tell whether `spf` lets anybody send, or may do so by a record that cannot be read."""
        return self._maybe_sending.holds(spf)

    @cached_property
    def included(self) -> set[str]:
        """The names that some loaded SPF record includes or redirects to, and those that they are aliases of."""
        names = {
            absolute_domain(term.value)
            for spf in self.domains.values()
            for term in spf.terms
            if term.name in ("include", "redirect")
        }
        names |= self.namespace.names_may_be_included()
        if self.texts.doubtful:
            from zonelint.dns.lost_names import names_in

            for record in self.texts.doubtful:
                names |= names_in(text_of(record))
        found = (self.at(name) for name in names)
        return names | {spf.record.owner for spf in found if spf is not None}

    @cached_property
    def led_to(self) -> set[str]:
        """The names that something loaded leads to: those of `included`, and the targets of aliases."""
        return self.included | {cname.target for cname in self.namespace.all_records("CNAME")}


def absolute_domain(domain: str) -> str:
    """Return the domain of an SPF term as an absolute lower-case name."""
    domain = domain.lower()
    return domain if domain.endswith(".") else domain + "."


def inner_records(spf: "SpfDomain") -> "Iterator[tuple[Term, str]]":
    """Yield (term, absolute name) for each include and redirect of `spf` that is reached and says a plain name."""
    redirect = spf.policy.redirect
    for term in (*spf.policy.mechanisms, *([redirect] if redirect is not None else [])):
        if term.name in ("include", "redirect") and "%" not in term.value:
            yield term, absolute_domain(term.value)


class _Sending:
    """The SPF records that let somebody send, by a term of their own or where they lead to; each is looked into once.

    Of an include of what cannot be read it is taken that it lets somebody send if `if_unread` says so.
    """

    def __init__(self, records: SpfRecords, if_unread: bool) -> None:
        self._records = records
        self._if_unread = if_unread
        # Owners: of records that let somebody send, that were looked into, and what leads to them.
        self._owners: set[str] = set()
        self._explored: set[str] = set()
        self._leads_to: dict[str, list[str]] = {}
        self._waiting: list[SpfDomain] = []

    def holds(self, spf: SpfDomain) -> bool:
        """Tell whether `spf` is one of them."""
        owner = spf.record.owner
        self._waiting.append(spf)
        # All records that were begun for the sake of others stay waiting until somebody needs to know.
        while self._waiting and owner not in self._owners:
            self._explore(self._waiting.pop())
        return owner in self._owners

    def _explore(self, spf: SpfDomain) -> None:
        """Note whether `spf` lets anybody send by a term of its own, and else what it leads to."""
        owner = spf.record.owner
        if owner in self._explored:
            return
        self._explored.add(owner)
        for term in spf.terms:
            is_led_on = term.name in ("include", "redirect") and term.qualifier != "-"
            lets_pass = self._leads_on(owner, term) if is_led_on else lets_somebody_pass(term)
            if lets_pass and not self._matches_nothing(spf, term):
                self._note(owner)
                return

    def _matches_nothing(self, spf: SpfDomain, term: "Term") -> bool:
        """Tell whether `term`, an ``a`` or ``mx`` of `spf`, the record of a zone's apex, provably leads to no address.

        At another name ``a -all`` is what a sending host has, and that its address is missing is a slip.
        """
        owner = spf.record.owner
        if term.name not in ("a", "mx") or "%" in term.value or owner != spf.record.zone.origin:
            return False
        namespace = self._records.namespace
        name = absolute_domain(term.value) if term.value else owner
        if namespace.zone_of(name) is None:
            return False  # not asked: what cannot be answered is counted
        if term.name == "a":
            return namespace.addresses(name).absent
        return namespace.lookup(name, "MX").absent

    def _leads_on(self, owner: str, term: "Term") -> bool:
        """Note what `term` of the record at `owner` leads to, and tell whether that is known to let somebody send."""
        target = absolute_domain(term.value)
        inner = self._records.at(target)
        if inner is None:
            return term.name == "include" and (self._if_unread or not self._records.namespace.is_damaged(target, "TXT"))
        self._leads_to.setdefault(inner.record.owner, []).append(owner)
        self._waiting.append(inner)
        return inner.record.owner in self._owners

    def _note(self, owner: str) -> None:
        """Note that the record at `owner` lets somebody send, and so does each that leads to it."""
        waiting = [owner]
        while waiting:
            owner = waiting.pop()
            if owner not in self._owners:
                self._owners.add(owner)
                waiting += self._leads_to.get(owner, ())
