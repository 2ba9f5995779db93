"""Who sends mail for whom, told from the zones: MX records, SPF records, comments and the configuration.

The senders themselves are plain data in `zonelint.mail.senders`; here they are found.
"""

from itertools import chain

from zonelint.dns.cached import cached_property
from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.names import address_of, canonical_address
from zonelint.dns.special_networks import is_inside
from zonelint.dns.zone import Place
from zonelint.files.source import DISK, Source
from zonelint.mail.internal import Internal, is_only_inside
from zonelint.mail.policies import PolicyRecords
from zonelint.mail.senders import COMMENT, DECLARED, MX, NETWORK, SPF, Evidence, Network, Sender, Within
from zonelint.mail.spf.evidence import LETS, Named, leaves
from zonelint.mail.spf.records import SpfRecords, absolute_domain
from zonelint.mail.spf.results import PASS
from zonelint.mail.txt_records import TxtRecords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from zonelint.config.settings import Settings
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.reverse import Reverse
    from zonelint.dns.zone import Record, Zone
    from zonelint.files.comments import MailLines
    from zonelint.mail.mta_sts import DeclaredPolicy
    from zonelint.mail.spf.evidence import Leaf
    from zonelint.mail.spf.meant import Meant

__all__ = ["Mail", "Sender", "is_service_name"]


class Mail:
    """The mail senders of one view; worked out when first asked for.

    namespace, reverse, settings   what it looks at
    source                         where the files of policies are
    internal                       what of the view is internal
    commented                      the lines with a comment ``sends-mail``
    """

    def __init__(
        self,
        namespace: "Namespace",
        reverse: "Reverse",
        settings: "Settings",
        internal: Internal | None = None,
        commented: "MailLines | None" = None,
        source: Source = DISK,
    ) -> None:
        self.namespace = namespace
        self.reverse = reverse
        self.settings = settings
        self._commented = commented
        self._source = source
        self.internal = internal or Internal(namespace, settings)
        self._within: dict[tuple[int, ...], Within] = {}

    # -- what is known -----------------------------------------------------------------------------------------------

    @cached_property
    def texts(self) -> TxtRecords:
        """The TXT records that say something about mail, by kind."""
        return TxtRecords(self.namespace)

    @cached_property
    def spf(self) -> SpfRecords:
        """The SPF records, and where their terms lead."""
        return SpfRecords(self.namespace, self.texts)

    @cached_property
    def policies(self) -> PolicyRecords:
        """The records of DMARC, DKIM, MTA-STS, TLS-RPT and BIMI."""
        return PolicyRecords(self.namespace, self.texts)

    @cached_property
    def exchanges(self) -> set[str]:
        """The hosts that take mail, by the MX records that are not internal."""
        return {mx.target for mx in self.namespace.records("MX") if not self.is_internal(mx)}

    @cached_property
    def senders(self) -> "dict[str, Sender]":
        """Address -> sender, for the addresses that are named alone; see `sender` for those within SPF networks.

        Private ones are among them only if they are declared: receivers elsewhere see another address.
        """
        return {each.address: each for each in self._named_alone if not each.is_unseen}

    def sender(self, address: str, records: "Iterable[Record]" = ()) -> Sender | None:
        """Return the sender that `address` is, or None.

        An address within a small SPF network is one only if it has a name in the loaded zones: the caller has seen
        its A, AAAA or PTR record and gives the address `records`.
        """
        known = self.senders.get(address)
        if known is not None or not self._is_nominated(address):
            return known
        return Sender(address, [], self.within(address), sorted(records, key=self._rank))

    @cached_property
    def with_ptr(self) -> "list[tuple[Sender, Sequence[Record]]]":
        """(sender, PTR RRset that its reverse name leads to) for the senders whose PTRs may be worth a word.

        All that are named alone, and those within SPF networks whose PTR does not lead straight back or means nothing
        outside, or that have several.
        """
        ptr_rrsets = self.reverse.ptr_rrsets
        found: list[tuple[Sender, Sequence[Record]]] = []
        for address, sender in self.senders.items():
            # What stands for no single address answers as well: a wildcard, a DNAME, an assumption.
            ptrs = ptr_rrsets.get(address) or self.namespace.reverse(address).records
            if ptrs:
                found.append((sender, ptrs))
        found += self._within_networks()
        return found

    def _within_networks(self) -> "Iterator[tuple[Sender, Sequence[Record]]]":
        if not self._networks:
            return
        ptr_rrsets = self.reverse.ptr_rrsets
        worth_a_look = dict.fromkeys(address for address, _ in self.reverse.suspects)
        # A PTR that is no suspect stands in a loaded zone, and only a zone of the inside holds names of the inside.
        if self.namespace.assumed or any(map(is_only_inside, self.namespace.zones)):
            found = (at for at, rrset in ptr_rrsets.items() if len(rrset) > 1 or is_only_inside(rrset[0].target))
        else:
            found = (at for at, rrset in ptr_rrsets.items() if len(rrset) > 1)
        worth_a_look.update(dict.fromkeys(found))
        wanted = {
            address: ptr_rrsets[address]
            for address in worth_a_look
            if address in ptr_rrsets and address not in self.senders and self._is_nominated(address)
        }
        records = self._address_records(wanted)
        for address, ptrs in wanted.items():
            if not all(self.is_internal(ptr) for ptr in ptrs):
                yield (
                    Sender(address, [], self.within(address), sorted(records.get(address, ()), key=self._rank)),
                    ptrs,
                )

    def _is_nominated(self, address: str) -> bool:
        """Tell whether a name makes `address` a sender, because it lies within a small SPF network."""
        if is_inside(address):
            return False
        within = self.within(address)
        return within is not None and within.nominates

    def within(self, address: str) -> Within | None:
        """Return the SPF networks that `address` lies in, or None."""
        if not self._networks:
            return None
        bits, number = _number(address)
        found = []
        for (family, length), networks in self._networks.items():
            network = networks.get(number >> (bits - length)) if family == bits else None
            part = network.part_for(address) if network is not None else None
            if part is not None:
                found.append(part)
        if not found:
            return None
        key = tuple(map(id, found))
        if key not in self._within:
            self._within[key] = Within(found)
        return self._within[key]

    @cached_property
    def sending_domains(self) -> "dict[str, Place]":
        """Domain -> the place that says it sends mail: the configuration, or an SPF record that authorises somebody.

        Those of what is internal are left out: receivers elsewhere see another zone, or none.
        """
        domains = {
            owner: Place.of(spf.record, "rdata")
            for owner, spf in self.spf.domains.items()
            if owner[:2] != "*." and not self.is_internal(spf.record) and self.spf.authorises(spf)
        }
        for declared in self.settings.senders:
            for domain in declared.domains:
                if not self.is_internal_zone(self.namespace.zone_of(domain)):
                    domains[domain] = declared.place
        return domains

    def is_internal(self, record: "Record") -> bool:
        """Tell whether `record` stands in what is internal (see `zonelint.mail.internal`)."""
        return self.internal.why(record.zone) != ""

    def is_internal_zone(self, zone: "Zone | None") -> bool:
        """Tell whether `zone`, such as that of an answer, is internal; None is not."""
        return zone is not None and self.internal.why(zone) != ""

    @cached_property
    def mta_sts_policies(self) -> "Sequence[DeclaredPolicy]":
        """The policies of MTA-STS that the configuration names."""
        from zonelint.mail.mta_sts import declared_policies

        return declared_policies(self.settings, self._source)

    # -- finding senders ---------------------------------------------------------------------------------------------

    @cached_property
    def _named_alone(self) -> list[Sender]:
        """The senders whose addresses are named alone, those that nobody outside sees among them."""
        evidence: dict[str, list[Evidence]] = {}
        helo: dict[str, str] = {}
        for declared in self.settings.senders:
            found = evidence.setdefault(declared.address, [])
            for domain in declared.domains or [""]:
                found.append(Evidence(DECLARED, domain, "declared in the configuration", declared.place, True))
            if declared.helo_name:
                helo[declared.address] = declared.helo_name
        for address, each in self._by_comment():
            evidence.setdefault(address, []).append(each)
        by_spf = self._by_spf.alone
        for address, each in chain(self._by_mx(by_spf) if self.settings.mx_hosts_send else (), by_spf):
            evidence.setdefault(address, []).append(each)
        records = self._address_records(evidence)
        found_ones = [
            Sender(address, found, None, records.get(address, []), helo.get(address))
            for address, found in evidence.items()
        ]
        senders = [each for each in found_ones if each.is_declared or not self._only_internal(each.records)]
        for sender in senders:
            sender.within = self.within(sender.address)
            self._sort_records(sender)
        return senders

    def _sort_records(self, sender: Sender) -> None:
        if len(sender.records) > 1:
            # Records are known by where they stand: comparing all their fields would be wasted work.
            by_mx = {id(each.address_record) for each in sender.named if each.kind == MX}
            sender.records.sort(key=lambda record: (id(record) not in by_mx, self._rank(record)))

    def _rank(self, record: "Record") -> tuple[bool, bool, str, int]:
        return self.is_internal(record), record.owner[:2] == "*.", record.source.path, record.line

    def _only_internal(self, records: "list[Record]") -> bool:
        return bool(records) and all(self.is_internal(record) for record in records)

    def _address_records(self, wanted: "Container[str]") -> "dict[str, list[Record]]":
        found: dict[str, list[Record]] = {}
        if wanted:
            for rtype in ("A", "AAAA"):
                for record in self.namespace.records(rtype):
                    if record.rdata in wanted:
                        found.setdefault(record.rdata, []).append(record)
        return found

    def _by_comment(self) -> "Iterator[tuple[str, Evidence]]":
        covered = self._commented.lines if self._commented is not None else ()
        if covered:
            for rtype in ("A", "AAAA"):
                for record in self.namespace.records(rtype):
                    if (record.source.path, record.line) in covered:
                        text = f"comment at {record.owner}"
                        yield record.rdata, Evidence(COMMENT, "", text, Place.of(record), True, record.owner, record)

    def _by_mx(self, by_spf: "Iterable[tuple[str, Evidence]]") -> "Iterator[tuple[str, Evidence]]":
        """Yield the hosts of MX records but those that only receive: the domain's own SPF record denies them.

        `by_spf` are those that SPF names.
        """
        passing = {(address, each.domain) for address, each in by_spf}
        for mx in self.namespace.records("MX"):
            if mx.target != "." and not self.is_internal(mx):
                for record in self.namespace.addresses(mx.target).records:
                    address = record.rdata
                    if self.is_internal(record) or (
                        (address, mx.owner) not in passing and self._is_denied(mx.owner, address)
                    ):
                        continue
                    yield address, Evidence(MX, mx.owner, f"MX {mx.rdata}", Place.of(mx), False, mx.target, record)

    def _is_denied(self, domain: str, address: str) -> bool:
        """Tell whether the SPF record of `domain` provably ends in ``fail`` for `address`."""
        spf = self.spf.domains.get(domain)
        if spf is None or is_inside(address) or not spf.policy.may_deny:
            return False
        from zonelint.mail.spf.check import denies

        return denies(domain, address, self.namespace)

    @cached_property
    def _by_spf(self) -> "_BySpf":
        return _BySpf(self)

    @property
    def _networks(self) -> "dict[tuple[int, int], dict[int, Network]]":
        return self._by_spf.networks

    # -- listing -----------------------------------------------------------------------------------------------------

    def all_senders(self) -> "Iterator[Sender]":
        """Yield every sender, those within small SPF networks that have a name in the loaded zones included.

        And the private ones that nobody declares, for the sake of the question which address the world sees.
        """
        yield from self.senders.values()
        yield from (each for each in self._named_alone if each.is_unseen)
        for address, records in self._named.items():
            if address not in self.senders:
                sender = self.sender(address, records)
                if sender is not None:
                    yield sender

    @cached_property
    def _named(self) -> "dict[str, list[Record]]":
        """Address -> its A and AAAA records, for each that one of these or a PTR names; empty without SPF networks."""
        named: dict[str, list[Record]] = {}
        if not self._networks:
            return named
        for rtype in ("A", "AAAA"):
            for record in self.namespace.records(rtype):
                if record.owner[:2] != "*." and not self.is_internal(record):
                    named.setdefault(record.rdata, []).append(record)
        for address, _ in self.reverse.judged():
            named.setdefault(address, [])
        for zone in self.namespace.assumed:
            for owner in zone.types.get("PTR", ()):
                address_there = address_of(owner)
                if address_there is not None:
                    named.setdefault(address_there, [])
        return named

    def unused(self) -> "Iterator[Sender]":
        """Yield the addresses of small SPF networks that no record names: they may send, and nobody seems to be there.

        Small is what holds up to ``max-network`` addresses.
        """
        seen = set(self._named)
        for (bits, length), networks in self._networks.items():
            for number, network in networks.items():
                if not network.nominates:
                    break  # nor does any other of this length
                first = number << (bits - length)
                for value in range(first, first + (1 << (bits - length))):
                    address = _address(bits, value)
                    if address not in seen and address not in self.senders:
                        seen.add(address)
                        sender = self.sender(address)
                        if sender is not None:
                            yield sender


class _BySpf:
    """What SPF records name.

    alone     (address, evidence) for the addresses that are named alone
    networks  (width of the family in bits, prefix length) -> the bits of the prefix -> network
    """

    def __init__(self, mail: Mail) -> None:
        self.alone: list[tuple[str, Evidence]] = []
        self.networks: dict[tuple[int, int], dict[int, Network]] = {}
        self._mail = mail
        self._meant: dict[object, Meant] = {}
        included = mail.spf.included
        for domain, spf in mail.spf.domains.items():
            # A record that only others include says nothing of itself: they may include it with a `-`.
            if not mail.is_internal(spf.record) and not (domain in included and is_service_name(domain)):
                self._note_domain(domain)

    def _note_domain(self, domain: str) -> None:
        found = list(leaves(self._mail.spf, domain))
        # Nearly all records take nothing away: whatever one of their terms names may send.
        meant = self._meant_by(domain) if any(leaf.qualifier != "+" for leaf in found) else None
        may_deny = any(leaf.qualifier not in LETS for leaf in found)
        for leaf in found:
            if leaf.qualifier not in LETS:
                continue
            place = Place.of(leaf.holder.record, "rdata")
            text = f"SPF {leaf.term.text}"
            for named in self._named_by(leaf):
                if not named.is_alone:
                    evidence = Evidence(NETWORK, domain, text, place, False, named.host, named.record)
                    self._note_network(named, evidence, meant if may_deny else None)
                    continue
                result = meant.result(named.address) if meant is not None else PASS
                if result:
                    evidence = Evidence(SPF, domain, text, place, result == PASS, named.host, named.record)
                    self.alone.append((named.address, evidence))

    def _meant_by(self, domain: str) -> "Meant":
        from zonelint.mail.spf.meant import Meant

        return Meant(self._mail.namespace, domain)

    def _note_network(self, named: "Named", evidence: Evidence, meant: "Meant | None") -> None:
        bits, number = _number(named.address)
        length = named.length
        networks = self.networks.setdefault((bits, length), {})
        is_small = 1 << (bits - length) <= self._mail.settings.mail_max_network
        network = networks.setdefault(number >> (bits - length), Network(is_small))
        network.add(
            evidence, self._meant.setdefault((bits, meant.ranges(bits)), meant).lets if meant is not None else None
        )

    def _named_by(self, leaf: "Leaf") -> "Iterator[Named]":
        """Yield what the term of `leaf` matches."""
        term, namespace = leaf.term, self._mail.namespace
        if term.name == "all":
            return
        if term.name in ("ip4", "ip6"):
            address = canonical_address(term.value)
            assert address is not None
            yield Named(leaf, address, term.prefix4 if term.name == "ip4" else term.prefix6, "", None)
        elif "%" not in term.value:
            name = absolute_domain(term.value) if term.value else leaf.owner
            hosts = [mx.target for mx in namespace.lookup(name, "MX").records] if term.name == "mx" else [name]
            for host in hosts:
                for record in namespace.addresses(host).records if host != "." else ():
                    if not self._mail.is_internal(record):
                        prefix = term.prefix6 if ":" in record.rdata else term.prefix4
                        yield Named(leaf, record.rdata, prefix, host, record)


def is_service_name(name: str) -> bool:
    """Tell whether a label of `name` begins with an underscore: such names are no mail domains (RFC 8552)."""
    return "_" in name and any(label.startswith("_") for label in name.split("."))


def _number(address: str) -> tuple[int, int]:
    """Return the family's width in bits and the address as a number."""
    if ":" in address:
        return 128, int.from_bytes(inet_pton(AF_INET6, address), "big")
    return 32, int.from_bytes(inet_pton(AF_INET, address), "big")


def _address(bits: int, number: int) -> str:
    return inet_ntop(AF_INET if bits == 32 else AF_INET6, number.to_bytes(bits // 8, "big"))
