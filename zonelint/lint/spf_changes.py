"""Whom SPF records let send, before and after a change of zones (RFC 7208)."""

import re

from zonelint.dns.cached import cached_property
from zonelint.dns.differences import ADDED, REMOVED
from zonelint.dns.txt import text_of
from zonelint.mail.find_senders import is_service_name
from zonelint.mail.spf.addresses import without
from zonelint.mail.spf.networks import authorised_networks
from zonelint.mail.spf.records import absolute_domain, inner_records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.dns.namespace import Namespace
    from zonelint.lint.view import View

_MOST_NAMES = 32
"""Names that are looked at for the cause of one effect."""


class SpfChange:
    """What differs in whom one domain lets send.

    gained, lost  networks, as few as possible
    unknown       networks that it let send, and may still: something after the change cannot be told
    elsewhere     terms, or domains, of which not all is known and that were not written before
    errors        the error of an evaluation before and after; empty: none
    record        ADDED or REMOVED if there is an SPF record on one side only; else empty
    """

    __slots__ = ("gained", "lost", "unknown", "elsewhere", "errors", "record")

    def __init__(self) -> None:
        self.gained: list[str] = []
        self.lost: list[str] = []
        self.unknown: list[str] = []
        self.elsewhere: list[str] = []
        self.errors = ("", "")
        self.record = ""


class SpfChanges:
    """The SPF records of one view before and after."""

    def __init__(self, before: "View", after: "View") -> None:
        self._sides = (before, after)
        self._found: dict[str, SpfChange] = {}
        self._same: dict[tuple[str, str], bool] = {}

    @cached_property
    def domains(self) -> list[str]:
        """The domains with an SPF record on either side, and another result than before, perhaps.

        The names that others include, and no mail comes from, are left out, and what is internal.
        """
        found: dict[str, None] = {}
        for view in self._sides:
            mail = view.mail
            for owner, records in mail.texts.spf.items():
                is_of_others = is_service_name(owner) and owner in mail.spf.included
                if not is_of_others and not mail.is_internal(records[0]):
                    found[owner] = None
        touched = self._touched(list(found))
        return [domain for domain in found if domain in touched]

    def of(self, domain: str) -> SpfChange:
        """Return what differs for `domain`."""
        if domain not in self._found:
            self._found[domain] = self._compared(domain)
        return self._found[domain]

    def _compared(self, domain: str) -> SpfChange:
        old, new = (authorised_networks(domain, view.namespace) for view in self._sides)
        found = SpfChange()
        found.gained = without(new.networks, old.networks)
        lost = without(old.networks, new.networks)
        known = {about for about, _ in old.unknown}
        doubts = [about for about, _ in new.unknown if about not in known or self._is_gone(about)]
        written = self._written(domain) if doubts else []
        hidden = [about for about in doubts if not any(_names(text, about) for text in written)]
        found.elsewhere = [about for about in doubts if about not in hidden]
        if hidden:
            found.unknown = lost
        else:
            found.lost = lost
        # A domain without SPF record is no error of SPF (RFC 7208 section 2.6.1).
        none = f"{domain} has no SPF record"
        found.errors = (old.error if old.error != none else "", new.error if new.error != none else "")
        if none in (old.error, new.error) and old.error != new.error:
            found.record = ADDED if old.error == none else REMOVED
        return found

    def is_hidden(self, domain: str) -> bool:
        """Tell whether a TXT record that cannot be seen any more may be what `domain` has, or leads to."""
        for name in (domain, *self.led_to([domain])):
            before, after = (view.namespace.lookup(name, "TXT") for view in self._sides)
            is_seen = after.absent or after.whole
            if not is_seen and (before.absent or before.whole or self._is_gone(name)):
                return True
        return False

    def _is_gone(self, about: str) -> bool:
        """Tell whether the zone of a name, or of the name in a term, is not loaded any more."""
        name = absolute_domain(re.split("[:=]", about)[-1].partition("/")[0])
        before, after = (view.namespace.zone_of(name) for view in self._sides)
        return after is None and before is not None

    def led_to(self, domains: "Iterable[str]") -> list[str]:
        """Return the names whose SPF records those of `domains` lead to, on either side."""
        start = list(domains)[:_MOST_NAMES]
        found = dict.fromkeys(start)
        pending = list(start)
        for name in pending:
            for inner in self._inner(name):
                if inner not in found and len(found) < _MOST_NAMES:
                    found[inner] = None
                    pending.append(inner)
        return [name for name in found if name not in start]

    def _written(self, domain: str) -> list[str]:
        """Return the texts of SPF records that `domain` has or leads to, and that were not written so before."""
        before, after = ({text for name in (domain, *self.led_to([domain])) for text in _texts(view.namespace, name)}
                         for view in self._sides)  # fmt: skip
        return [text for text in after if text not in before]

    # -- whose result may be another one

    def _touched(self, domains: list[str]) -> set[str]:
        """Return those of `domains`, and of what they lead to, for which some look-up ends otherwise than before."""
        leads_to: dict[str, list[str]] = {}
        pending, seen = list(domains), set(domains)
        touched: list[str] = []
        for name in pending:
            if self._differs(name):
                touched.append(name)
            for inner in self._inner(name):
                leads_to.setdefault(inner, []).append(name)
                if inner not in seen:
                    seen.add(inner)
                    pending.append(inner)
        found = set(touched)
        for name in touched:
            for outer in leads_to.get(name, ()):
                if outer not in found:
                    found.add(outer)
                    touched.append(outer)
        return found

    def _inner(self, name: str) -> "Iterator[str]":
        for view in self._sides:
            spf = view.mail.spf.at(name)
            if spf is not None:
                yield from dict.fromkeys(target for _, target in inner_records(spf))

    def _differs(self, name: str) -> bool:
        """Tell whether the record at `name`, or where its own terms lead, is not the same."""
        if not self._is_same(name, "TXT"):
            return True
        spf = self._sides[1].mail.spf.at(name)
        for term in spf.policy.mechanisms if spf is not None else ():
            if term.name not in ("a", "mx", "exists") or "%" in term.value:
                continue
            target = absolute_domain(term.value) if term.value else name
            if term.name == "mx" and not self._is_same(target, "MX"):
                return True
            hosts = [target] if term.name != "mx" else self._hosts(target)
            if not all(self._is_same(host, rtype) for host in hosts for rtype in ("A", "AAAA")):
                return True
        return False

    def _hosts(self, domain: str) -> list[str]:
        return [mx.target for mx in self._sides[1].namespace.lookup(domain, "MX").records]

    def _is_same(self, name: str, rtype: str) -> bool:
        """Tell whether a look-up finds the same on both sides, and is as sure of it."""
        same = self._same.get((name, rtype))
        if same is None:
            old, new = (view.namespace.lookup(name, rtype) for view in self._sides)
            same = self._same[name, rtype] = (
                (old.status, old.whole) == (new.status, new.whole)
                and len(old.records) == len(new.records)
                and [record.rdata.lower() if rtype == "MX" else record.rdata for record in old.records]
                == [record.rdata.lower() if rtype == "MX" else record.rdata for record in new.records]
            )
        return same


def _texts(namespace: "Namespace", name: str) -> "Iterator[str]":
    for record in namespace.lookup(name, "TXT").records:
        yield text_of(record).lower()


def _names(text: str, about: str) -> bool:
    """Tell whether a term of the record `text` is what a doubt is about, or leads to it."""
    about = about.lower().removesuffix(".")
    return any(word.removesuffix(".") == about or word.endswith((f":{about}", f"={about}")) for word in text.split())
