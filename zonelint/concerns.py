"""What the loaded zones know of an address or a domain that somebody else speaks of, and which findings concern it."""

from zonelint.names import address_of, canonical_address, is_at_or_below, is_reverse, labels, parent, reverse_name
from zonelint.patterns import late
from zonelint.spf.evidence import leaves
from zonelint.spf.policy import is_spf, text_of
from zonelint.verdict import BROKEN, OK, UNKNOWN, judge, zone_to_load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.answers import AddressAnswer, Answer
    from zonelint.findings import Finding
    from zonelint.mail import Mail
    from zonelint.namespace import Namespace
    from zonelint.records import Record
    from zonelint.reverse import Reverse

_ADDRESS = late(r"(?<![\w.:])[0-9A-Fa-f]{0,4}[.:][0-9A-Fa-f.:]{1,43}")
_WHOLE_ZONE = frozenset(("syntax", "soa", "delegation", "aliases"))
"""Themes whose findings make the servers withhold more than the record that they stand at."""


class Fact:
    """What the zones know: of which `subject`, OK, BROKEN or UNKNOWN, and `why` in a sentence without a full stop."""

    __slots__ = ("subject", "verdict", "why")

    def __init__(self, subject: str, verdict: str, why: str) -> None:
        self.subject = subject
        self.verdict = verdict
        self.why = why

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"<Fact {self.subject} {self.verdict}: {self.why}>"

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two facts the same."""
        return self.subject, self.verdict, self.why


# -- facts -----------------------------------------------------------------------------------------------------------


def fact_of_address(address: str, reverse: "Reverse") -> Fact:
    """Return what a receiver that wants forward-confirmed reverse DNS makes of `address`."""
    verdict = judge(address, reverse)
    return Fact(address, verdict.verdict, verdict.why)


def fact_of_domain(name: str, namespace: "Namespace") -> Fact:
    """Return whether mail to `name` could be delivered: MX hosts with an address, or an address of its own."""
    mx = namespace.lookup(name, "MX")
    if mx.unknown:
        return Fact(name, UNKNOWN, f"whether it has an MX record is not known: {_reason(mx)}")
    if mx.absent:
        return _by_address(name, namespace.addresses(name), "no MX record, and ")
    hosts = [record.target for record in mx.records]
    if "." in hosts:
        return Fact(name, BROKEN, f"it has a null MX: {place_of(mx.records[hosts.index('.')])}")
    answers = [namespace.addresses(host) for host in hosts]
    for host, answer in zip(hosts, answers, strict=True):
        if answer.found:
            return Fact(name, OK, f"its MX host {host} has the address {', '.join(answer.addresses[:3])}")
    for host, answer in zip(hosts, answers, strict=True):
        if answer.unknown:
            return Fact(name, UNKNOWN, f"whether its MX host {host} has an address is not known: {_reason(answer)}")
    verdict = BROKEN if mx.whole else UNKNOWN
    return Fact(
        name, verdict, f"none of its MX hosts has an address: {'; '.join(answer.why for answer in answers[:3])}"
    )


def fact_of_greeting(name: str, namespace: "Namespace") -> Fact:
    """Return whether `name`, with which a server greets, has an address or an MX record."""
    if len(labels(name)) < 2:
        return Fact(name, BROKEN, "a single label is no full host name")
    if namespace.lookup(name, "MX").found and not namespace.addresses(name).found:
        return Fact(name, OK, "it has an MX record")
    return _by_address(name, namespace.addresses(name))


def _by_address(name: str, answer: "AddressAnswer", before: str = "") -> Fact:
    if answer.found:
        return Fact(name, OK, f"{before and 'no MX record, but '}it has the address {', '.join(answer.addresses[:3])}")
    if answer.absent:
        return Fact(name, BROKEN, f"{before or 'it has '}no address: {answer.why}")
    return Fact(name, UNKNOWN, f"whether it has an address is not known: {_reason(answer)}")


def fact_of_spf(domain: str, address: str | None, namespace: "Namespace") -> Fact:
    """Return what SPF says of mail from `domain` that `address` sends; of its record alone if there is no address."""
    answer = namespace.lookup(domain, "TXT")
    records = [record for record in answer.records if is_spf(record)]
    subject = f"SPF of {domain}"
    if len(records) > 1:
        places = ", ".join(map(place_of, records[:3]))
        return Fact(subject, BROKEN, f"it has {len(records)} SPF records, which is an error: {places}")
    if not records:
        known = answer.absent or (answer.found and answer.whole)
        why = f": {answer.why}" if answer.why else ""
        return Fact(subject, BROKEN, f"it has no SPF record{why}") if known else Fact(subject, UNKNOWN, _reason(answer))
    return _by_spf(subject, domain, address, records[0], namespace)


def _by_spf(subject: str, domain: str, address: str | None, record: "Record", namespace: "Namespace") -> Fact:
    if address is None:
        return Fact(subject, UNKNOWN, f"it has one, and which address sent is not told: {place_of(record)}")
    from zonelint.answers import UNKNOWN as OPEN
    from zonelint.spf.check import PASS, check_host

    found = check_host(address, domain, f"postmaster@{domain.rstrip('.')}", namespace)
    if found.result == OPEN:
        return Fact(subject, UNKNOWN, f"what it says of {address} is not known: {found.why}")
    by = f" by `{found.term.text}`" if found.term is not None else ""
    why = f": {found.why}" if found.why else ""
    verdict = OK if found.result == PASS else BROKEN
    return Fact(subject, verdict, f"{found.result} for {address}{by}{why}: {place_of(found.record or record)}")


def fact_of_dmarc(domain: str, namespace: "Namespace") -> Fact:
    """Return whether a DMARC record holds for `domain`: its own, or that of a domain above it (RFC 9989)."""
    subject, name = f"DMARC of {domain}", domain
    while len(labels(name)) > 1:
        answer = namespace.lookup(f"_dmarc.{name}", "TXT")
        records = [record for record in answer.records if text_of(record).startswith("v=DMARC1")]
        if len(records) == 1:
            return Fact(subject, OK, f"{text_of(records[0])}: {place_of(records[0])}")
        if records:
            return Fact(subject, BROKEN, f"there are {len(records)} records: {', '.join(map(place_of, records[:3]))}")
        if answer.unknown or not answer.whole:
            return Fact(subject, UNKNOWN, _reason(answer))
        name = parent(name)
    return Fact(subject, BROKEN, f"there is no DMARC record at _dmarc.{domain}, nor above")


def place_of(record: "Record") -> str:
    """Return where `record` stands: ``zones/example.com.zone:12``."""
    return f"{record.source.path}:{record.line}"


def _reason(answer: "Answer | AddressAnswer") -> str:
    """Say why an answer is unknown, and which zone would settle it where none is loaded."""
    answers = getattr(answer, "answers", [answer])
    one = next((each for each in answers if each.unknown), None)
    if one is None:
        return next((str(each.gap) for each in answers if each.gap), "a zone on the way is incomplete")
    if one.zone is not None or ": load " in one.why:
        return str(one.why)
    zone = zone_to_load(one.name) if is_reverse(one.name) else one.name
    return f"{one.why}: load the zone of {zone} to know"


# -- findings --------------------------------------------------------------------------------------------------------


class Concern:
    """The addresses and names that are spoken of in one view; an address or name that belongs to them is added."""

    __slots__ = ("addresses", "names")

    def __init__(self, addresses: "Iterable[str]" = (), names: "Iterable[str]" = ()) -> None:
        self.addresses = set(addresses)
        self.names = set(names)

    def add_hosts_of(self, domain: str, mail: "Mail") -> None:
        """Add the MX hosts of `domain`, and the names whose SPF records its own leads to."""
        self.names.add(domain)
        self.names.update(record.target for record in mail.namespace.lookup(domain, "MX").records)
        self.names.update(leaf.holder.record.owner for leaf in leaves(mail.spf, domain))

    def add_senders_of(self, domain: str, mail: "Mail") -> None:
        """Add the addresses that send mail for `domain`."""
        self.addresses.update(sender.address for sender in mail.all_senders() if sender.sends_for({domain}))

    def is_about(self, finding: "Finding", theme: str) -> bool:
        """Tell whether `finding`, by a rule of `theme`, concerns any of them."""
        if not self.addresses.isdisjoint(_addresses_of(finding)) or not self.names.isdisjoint(_names_of(finding)):
            return True
        zone = finding.zone
        if theme not in _WHOLE_ZONE or zone is None:
            return False
        return any(is_at_or_below(name, zone) for name in (*self.names, *map(reverse_name, self.addresses)))


def _addresses_of(finding: "Finding") -> list[str]:
    """Return the addresses that `finding` is about; those that its message names if that is all it tells."""
    record = finding.place.record
    found = [finding.value]
    if record is not None:
        found.append(record.rdata if record.type in ("A", "AAAA") else address_of(record.owner) or "")
    addresses = [address for address in map(canonical_address, found) if address is not None]
    words = () if addresses else _ADDRESS.findall(finding.message)
    return addresses + [address for word in words if (address := canonical_address(word.rstrip(".:"))) is not None]


def _names_of(finding: "Finding") -> "Iterator[str]":
    """Yield the domains that `finding` is about: ``example.com.`` for a record at ``_dmarc.example.com.``."""
    records = (related.place.record for related in finding.related)
    # The SOA and NS records beside a finding say which zone is meant, whatever it is about.
    owners = [record.owner for record in records if record is not None and record.type not in ("SOA", "NS")]
    for owner in (finding.owner or "", *owners):
        parts = labels(owner) if owner else []
        services = [number for number, label in enumerate(parts) if label.startswith("_")]
        yield ".".join([*parts[services[-1] + 1 :], ""]) if services else owner
