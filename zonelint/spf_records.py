"""The SPF records of the loaded zones, and where their terms lead (RFC 7208)."""

from functools import cached_property

from zonelint.lost_names import names_in
from zonelint.spf import Term, is_spf, lets_somebody_pass, spf_policy, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.namespace import Namespace
    from zonelint.records import Record
    from zonelint.spf import SpfPolicy
    from zonelint.txt_records import TxtRecords

_MAX_INCLUDES = 10
"""Terms that ask the DNS in one evaluation (RFC 7208 section 4.6.4)."""


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
        return self._authorises(spf, False)

    def may_authorise(self, spf: SpfDomain) -> bool:
        """Tell whether `spf` lets anybody send, or may do so by a record that cannot be read."""
        return self._authorises(spf, True)

    def _authorises(self, spf: SpfDomain, if_unread: bool) -> bool:
        waiting, seen = [spf], {spf.record.owner}
        while waiting:
            for term in waiting.pop().terms:
                if term.name in ("include", "redirect") and term.qualifier != "-":
                    target = absolute_domain(term.value)
                    inner = self.at(target)
                    is_open = inner is None and term.name == "include"
                    if is_open and (if_unread or not self.namespace.is_damaged(target, "TXT")):
                        return True
                    if inner is not None and target not in seen:
                        seen.add(target)
                        waiting.append(inner)
                elif lets_somebody_pass(term):
                    return True
        return False

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
        for record in self.texts.doubtful:
            names |= names_in(text_of(record))
        found = (self.at(name) for name in names)
        return names | {spf.record.owner for spf in found if spf is not None}

    @cached_property
    def led_to(self) -> set[str]:
        """The names that something loaded leads to: those of `included`, and the targets of aliases."""
        return self.included | {cname.target for cname in self.namespace.all_records("CNAME")}

    def evaluated(self, owner: str, outer: str, seen: set[str]) -> "Iterator[tuple[Term, SpfDomain, str, str]]":
        """Yield (term, record that holds it, name it is evaluated at, qualifier) in the order of an SPF evaluation.

        Includes and redirects are followed into the loaded zones (RFC 7208 sections 5.2 and 6.1); `outer` is the
        qualifier of the include that led to `owner`, `seen` what was evaluated before: the first match counts.
        """
        spf = self.at(owner)
        for term in spf.terms if spf is not None else ():
            if outer and term.qualifier not in ("", "+"):
                continue  # only what passes inside an include makes the include match
            qualifier = outer or term.qualifier
            if term.name in ("include", "redirect"):
                target = absolute_domain(term.value)
                if target not in seen and len(seen) <= _MAX_INCLUDES:
                    seen.add(target)
                    if qualifier != "-":
                        yield from self.evaluated(target, qualifier, seen)
            elif term.name in ("ip4", "ip6", "a", "mx"):
                assert spf is not None
                yield term, spf, owner, qualifier


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
