"""The addresses that send mail, each with what a strict receiver makes of its PTR, over all views."""

from itertools import chain

from zonelint.dns.inet import AF_INET, AF_INET6, inet_pton
from zonelint.mail.iprev import UNKNOWN, UNUSED, VERDICTS, Verdict, judge, judge_unseen, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.dns.namespace import Namespace as Zones
    from zonelint.lint.view import View
    from zonelint.lint.views import Views
    from zonelint.mail.elsewhere import Elsewhere
    from zonelint.mail.senders import Sender as Found

_ORDER = (*VERDICTS, UNUSED)


class Sender:
    """An address that sends mail, with the verdict of a strict receiver, and the views in which it is so.

    address             its address; empty for a host that SPF names and whose addresses are not known
    host                the name of that host, else empty
    domains, evidence   what it sends for, and the evidence in words, each once; senders may share these lists
    judged              the verdict, whose parts are properties here
    views               names of the views; empty where there are none
    """

    __slots__ = ("address", "host", "judged", "domains", "evidence", "views")

    def __init__(
        self,
        address: str,
        verdict: "Verdict",
        domains: list[str],
        evidence: list[str],
        views: "Iterable[str | None]",
        host: str = "",
    ) -> None:
        self.address = address
        self.host = host
        self.judged = verdict
        self.domains = domains
        self.evidence = evidence
        self.views = [view for view in views if view is not None]

    @property
    def ptr(self) -> list[str]:
        """The names that its PTRs lead to."""
        return self.judged.ptr

    @property
    def confirmed(self) -> bool | None:
        """Whether these lead back to the address; None if that is not known, or true of some only."""
        return self.judged.confirmed

    @property
    def verdict(self) -> str:
        """``"ok"``, ``"broken"``, ``"unknown"``, or ``"unused"`` where there is nothing to judge."""
        return self.judged.verdict

    @property
    def why(self) -> str:
        """Why the verdict is that, in a sentence without a full stop."""
        return self.judged.why

    def as_object(self) -> dict[str, object]:
        """Return the row as JSON shows it."""
        verdict = self.judged
        found: dict[str, object] = {
            "address": self.address or None,
            "domains": self.domains,
            "evidence": self.evidence,
            "ptr": verdict.ptr,
            "confirmed": verdict.confirmed,
            "verdict": verdict.verdict,
            "why": verdict.why,
        }
        if self.host:
            found["host"] = self.host
        return {**found, "views": self.views} if self.views else found

    def sort_key(self) -> tuple[int, int, bytes, str, list[str]]:
        """Order in reports: verdict, family, address, views; hosts without address after the addresses."""
        address = self.address
        octets = inet_pton(AF_INET6 if ":" in address else AF_INET, address) if address else b""
        return _ORDER.index(self.verdict), len(octets) or 99, octets, self.host, self.views


def senders_of(views: "Views") -> tuple[list[Sender], dict[str, list[str]]]:
    """Return the senders of all `views`, the same one of several views once; and what leads out of the loaded zones.

    That is, by domain, the terms of SPF and the MX hosts that are not loaded.
    """
    from zonelint.mail.elsewhere import leads_elsewhere

    rows: list[Sender] = []
    elsewhere: dict[str, dict[str, None]] = {}
    for view in views:
        outside = list(leads_elsewhere(view.mail))
        rows += _rows_of(view)
        rows += _hosts_elsewhere(outside, view.names)
        for each in outside:
            if not each.host:
                elsewhere.setdefault(each.domain, {})[each.text] = None
    if len(views) > 1:
        rows = _merged(rows, views.names)
    return sorted(rows, key=Sender.sort_key), {domain: list(elsewhere[domain]) for domain in sorted(elsewhere)}


def _hosts_elsewhere(outside: "Iterable[Elsewhere]", views: "Sequence[str | None]") -> "Iterator[Sender]":
    """Yield a row for each host that SPF names and whose addresses are not known, such as a provider's smart host."""
    found: dict[str, Sender] = {}
    for each in outside:
        if each.host:
            verdict = Verdict([], None, UNKNOWN, each.why)
            row = found.setdefault(each.host, Sender("", verdict, [], [], views, each.host))
            row.domains += [] if each.domain in row.domains[-1:] else [each.domain]
            row.evidence += [] if each.text in row.evidence else [each.text]
    for row in found.values():
        row.domains = sorted(set(row.domains))
        yield row


def _rows_of(view: "View") -> "Iterator[Sender]":
    """Yield a row for each sender that a zone of `view` makes one: those that only answer are others' own."""
    mail, namespace = view.mail, view.namespace
    told: dict[tuple[int, ...], tuple[list[str], list[str]] | None] = {}
    nothing = unused()
    judged = (
        (sender, (judge_unseen if sender.is_unseen else judge)(sender.address, view.reverse))
        for sender in mail.all_senders()
    )
    for sender, verdict in chain(judged, ((sender, nothing) for sender in mail.unused())):
        # The addresses of one network have their evidence in common, and it may be that of thousands of domains.
        key = (*map(id, sender.named), *map(id, sender.networks))
        if key not in told:
            told[key] = _sends_for(sender) if _is_judged(sender, namespace) else None
        sends_for = told[key]
        if sends_for is None:
            continue
        if verdict.verdict == UNKNOWN and verdict.ptr:
            verdict.why += _whose(verdict, sender, namespace)
        yield Sender(sender.address, verdict, *sends_for, view.names)


def _sends_for(sender: "Found") -> tuple[list[str], list[str]]:
    return sender.domains, list(dict.fromkeys(each.text for each in sender.evidence))


def _is_judged(sender: "Found", namespace: "Zones") -> bool:
    """Tell whether a zone of those that are judged in `namespace`, or the configuration, makes the `sender` one."""
    records = (each.place.record for each in sender.evidence)
    return any(record is None or namespace.judges(record.zone) for record in records)


def _whose(verdict: "Verdict", sender: "Found", namespace: "Zones") -> str:
    """Say that a PTR names a host in another organisation's domain, of which nothing is loaded; empty if none does."""
    from zonelint.mail.organizations import organizational_domain

    own = {organizational_domain(name) for name in (*sender.domains, *sender.names)}
    foreign = dict.fromkeys(organizational_domain(name) for name in verdict.ptr if namespace.zone_of(name) is None)
    named = [domain for domain in foreign if domain not in own]
    return f"; {' and '.join(named)} is the domain of another organisation" if named and own else ""


def _merged(rows: "Iterable[Sender]", order: "Sequence[str | None]") -> list[Sender]:
    """Return `rows` with one for those that differ in nothing but the view; their views are sorted as in `order`.

    Of several servers without views the verdicts are weighed against each other.
    """
    number = {view: at for at, view in enumerate(order)}
    merged: dict[str, Sender] = {}
    for row in rows:
        views, row.views = row.views, []
        merged.setdefault(repr(row.as_object()), row).views += views
    for row in merged.values():
        row.views.sort(key=number.__getitem__)
    return _without_doubts(merged.values())


def _without_doubts(rows: "Iterable[Sender]") -> list[Sender]:
    """Return `rows` with one for those of different servers that differ in no verdict, where no view tells them apart.

    What one server's zones decide, another server's, among which some are not to be found, leave open: the world asks
    the server that has them. Two verdicts that are decided, and differ, both stay.
    """
    found: dict[tuple[object, ...], list[Sender]] = {}
    for row in rows:
        found.setdefault((row.address, row.host, *row.views), []).append(row)
    return [row for group in found.values() for row in (group if group[0].views else _agreed(group))]


def _agreed(rows: list[Sender]) -> list[Sender]:
    """Return one row for each verdict on the address of `rows`, for all that it sends for; UNKNOWN only if no other."""
    of_verdict: dict[str, Sender] = {}
    for row in rows:
        of_verdict.setdefault(row.verdict, row)
    if len(of_verdict) > 1:
        of_verdict.pop(UNKNOWN, None)
    if len(rows) > 1:
        domains = sorted({domain for row in rows for domain in row.domains})
        evidence = list(dict.fromkeys(text for row in rows for text in row.evidence))
        for row in of_verdict.values():
            row.domains, row.evidence = domains, evidence
    return list(of_verdict.values())
