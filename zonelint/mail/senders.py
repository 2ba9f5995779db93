"""Mail senders as data: an address, what says that it sends mail, and how much that weighs.

Evidence is *strong* when the address is declared, named alone or by ``a``/``mx`` in an SPF record, or is an MX host
that the domain's SPF record authorises too; it is *fair* for an MX host alone (it may only receive), for what SPF lets
pass with doubt (``~``, ``?``), and for an address within a small SPF network. A large network (over ``max-network``
addresses, such as all of a campus) makes nobody a sender; it only weighs for one that something else names.
"""

from zonelint.dns.special_networks import is_inside
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zonelint.dns.zone import Record

MX, SPF, NETWORK, DECLARED, COMMENT = "mx", "spf", "network", "declared", "comment"


_MOST_JUDGES = 64
_MOST_PARTED = 256
"""Of a network that more terms let send the evidence is told whole: copies without a few would be too many."""


class Evidence:
    """One reason to take an address for a sender.

    kind     MX, SPF (named alone, or by ``a`` or ``mx``), NETWORK (within a network of SPF), DECLARED or COMMENT
    domain   the domain that it sends for; empty where that is not said
    text     the evidence in a few words: ``MX 10 mail.example.com.``
    place    the MX, the TXT, the address record with the comment, or the entry of the configuration
    strong   see the module
    name     the host name that leads to the address: the exchange, or the name of an ``a`` or ``mx`` term
    address_record  the A or AAAA record that the name leads to, or None
    """

    __slots__ = ("kind", "domain", "text", "place", "strong", "name", "address_record")

    def __init__(
        self,
        kind: str,
        domain: str,
        text: str,
        place: Place,
        strong: bool,
        name: str = "",
        address_record: "Record | None" = None,
    ) -> None:
        self.kind = kind
        self.domain = domain
        self.text = text
        self.place = place
        self.strong = strong
        self.name = name
        self.address_record = address_record


class Network:
    """What lets a network of addresses send: the SPF terms with it, of any number of domains.

    nominates  whether it is so small that its addresses with a name are taken for senders
    """

    __slots__ = ("nominates", "evidence", "domains", "_by_judge", "_parts")

    def __init__(self, nominates: bool) -> None:
        self.nominates = nominates
        self.evidence: list[Evidence] = []
        self.domains: set[str] = set()
        self._by_judge: dict[Callable[[str], bool] | None, list[Evidence]] = {}
        self._parts: dict[tuple[Callable[[str], bool], ...], Network] = {}

    def add(self, evidence: Evidence, lets: "Callable[[str], bool] | None") -> None:
        """Add the evidence of one term; `lets` tells which addresses its domain lets send, None: all of the network.

        One may take some away before: ``-ip4:4.3.2.1 ip4:4.3.2.0/24``. Domains that do so alike have the same `lets`.
        """
        self.evidence.append(evidence)
        self.domains.add(evidence.domain)
        self._by_judge.setdefault(lets, []).append(evidence)

    def part_for(self, address: str) -> "Network | None":
        """Return what of this lets `address`, which lies in the network, send: all of it, some domains', or None.

        Where very many domains have exceptions of their own these are left aside: time must grow with the input alone.
        """
        if len(self._by_judge) > _MOST_JUDGES:
            return self
        denied = tuple(lets for lets in self._by_judge if lets is not None and not lets(address))
        if not denied:
            return self
        if len(denied) == len(self._by_judge):
            return None
        if len(self.evidence) > _MOST_PARTED:
            return self
        if denied not in self._parts:
            part = self._parts[denied] = Network(self.nominates)
            for lets, found in self._by_judge.items():
                if lets not in denied:
                    for each in found:
                        part.add(each, None)
        return self._parts[denied]


class Within:
    """The SPF networks that an address lies in; one object for all addresses that lie in the same ones.

    nominates  whether any of the networks is small enough to make an address with a name a sender
    domains    the domains that let them send
    sorted     the same, sorted
    texts      the evidence in words, each once
    """

    def __init__(self, networks: "Iterable[Network]") -> None:
        self.networks = tuple(networks)
        self.nominates = any(network.nominates for network in self.networks)
        self.domains: set[str] = set().union(*(network.domains for network in self.networks))
        self.sorted = sorted(self.domains)
        self.texts = dict.fromkeys(each.text for each in self.evidence)

    @property
    def evidence(self) -> "Iterator[Evidence]":
        """The evidence for all of them."""
        return (each for network in self.networks for each in network.evidence)


class Sender:
    """An address that sends mail, and what says so.

    named     the evidence for this very address; empty for one that only lies in networks
    within    the SPF networks that it lies in, or None
    records   the A or AAAA records with this address, the ones that an MX leads to first, those of internal zones
              and of wildcards last, then by path and line
    helo      its HELO name if the configuration declares one
    """

    def __init__(
        self,
        address: str,
        named: list[Evidence],
        within: Within | None,
        records: "list[Record]",
        helo: str | None = None,
    ) -> None:
        self.address = address
        self.named = named
        self.within = within
        self.records = records
        self.helo = helo

    @property
    def networks(self) -> tuple[Network, ...]:
        """The SPF networks that it lies in."""
        return self.within.networks if self.within is not None else ()

    @property
    def evidence(self) -> list[Evidence]:
        """All evidence, that for the very address first."""
        return [*self.named, *(self.within.evidence if self.within is not None else ())]

    @property
    def is_declared(self) -> bool:
        """Whether the user says that it sends mail: in the configuration, or in a comment."""
        return any(each.kind in (DECLARED, COMMENT) for each in self.named)

    @property
    def is_unseen(self) -> bool:
        """Whether receivers elsewhere see another address, that of a firewall, in the place of this private one."""
        return is_inside(self.address) and not self.is_declared

    @property
    def strong(self) -> bool:
        """Whether the evidence is strong."""
        if any(each.strong for each in self.named):
            return True
        by_mx = {each.domain for each in self.named if each.kind == MX}
        by_spf = {each.domain for each in self.named if each.kind == SPF}
        return not by_mx.isdisjoint(by_spf) or (self.within is not None and not by_mx.isdisjoint(self.within.domains))

    @property
    def domains(self) -> list[str]:
        """The domains that it sends for, sorted."""
        domains = {each.domain for each in self.named if each.domain}
        if self.within is None:
            return sorted(domains)
        return self.within.sorted if domains <= self.within.domains else sorted(domains | self.within.domains)

    def sends_for(self, domains: "set[str]") -> bool:
        """Tell whether it sends for any of `domains`."""
        return any(each.domain in domains for each in self.named) or (
            self.within is not None and not domains.isdisjoint(self.within.domains)
        )

    @property
    def names(self) -> list[str]:
        """The host names that lead from a domain to the address, the declared HELO name first."""
        names = [self.helo] if self.helo else []
        return list(dict.fromkeys(names + [each.name for each in self.named if each.name]))

    @property
    def place(self) -> Place:
        """Where a finding about the sender stands: its address record, else the SPF term, else the configuration."""
        if self.records:
            return Place.of(self.records[0])
        order = (SPF, NETWORK, MX, COMMENT, DECLARED)
        first = [next(self.within.evidence)] if self.within is not None else []
        return min([*self.named, *first], key=lambda each: order.index(each.kind)).place

    def _by_domain(self, most: int) -> str:
        """Return several domains with the evidence for each, if they are few, and nothing else stands for them."""
        texts: dict[str, dict[str, None]] = {}
        for each in self.named:
            texts.setdefault(each.domain, {})[each.text] = None
        if not 1 < len(texts) <= most or "" in texts or self.within is not None:
            return ""
        return ", ".join(f"{domain} ({'; '.join(texts[domain])})" for domain in sorted(texts))

    def because(self, most: int = 3) -> str:
        """Say by which evidence it is a sender: ``sends mail for example.com.: MX 10 mail.example.com.; SPF …``."""
        by_domain = self._by_domain(most)
        if by_domain:
            return f"sends mail for {by_domain}"
        texts = [*{**dict.fromkeys(each.text for each in self.named), **(self.within.texts if self.within else {})}]
        shown = "; ".join(texts[:most]) + (f"; and {len(texts) - most} more" if len(texts) > most else "")
        domains = self.domains
        whom = ", ".join(domains[:most]) + (f" and {len(domains) - most} more" if len(domains) > most else "")
        return f"sends mail for {whom}: {shown}" if whom else f"sends mail: {shown}"
