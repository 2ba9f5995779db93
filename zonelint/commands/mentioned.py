"""Which findings concern the addresses and names that somebody else speaks of."""

from zonelint.dns.names import address_of, canonical_address, is_at_or_below, labels, reverse_name
from zonelint.dns.patterns import late
from zonelint.mail.spf.evidence import leaves

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.lint.findings import Finding
    from zonelint.mail.find_senders import Mail

_ADDRESS = late(r"(?<![\w.:])[0-9A-Fa-f]{0,4}[.:][0-9A-Fa-f.:]{1,43}")
_WHOLE_ZONE = frozenset(("syntax", "soa", "delegation", "aliases"))
"""Themes whose findings make the servers withhold more than the record that they stand at."""


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
