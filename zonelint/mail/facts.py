"""What the loaded zones know of an address or a domain in a text: the verdict, where it stands, and what to write."""

from zonelint.dns.names import is_reverse, labels, parent, reverse_name
from zonelint.dns.txt import SPF_VERSION, text_of
from zonelint.mail.iprev import BROKEN, OK, UNKNOWN, judge, why_none, zone_to_load
from zonelint.mail.txt_records import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.dns.answers import AddressAnswer, Answer
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.reverse import Reverse
    from zonelint.dns.zone import Record, Zone

_MAIL_HOST = "<your mail host>"
_ADDRESS = "<its address>"


class Fact:
    """What the zones know: of which `subject`, OK, BROKEN or UNKNOWN, and `why` in a sentence without a full stop.

    place  where that stands, ``zones/example.com.zone:12``: the record, or the SOA of the zone that lacks one; or empty
    fix    what to do about it, with the record to add or whom to ask for it; empty where nothing is to be done
    """

    __slots__ = ("subject", "verdict", "why", "place", "fix")

    def __init__(self, subject: str, verdict: str, why: str, place: str = "", fix: str = "") -> None:
        self.subject = subject
        self.verdict = verdict
        self.why = why
        self.place = place
        self.fix = fix

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


# -- an address ------------------------------------------------------------------------------------------------------


def fact_of_address(address: str, reverse: "Reverse", hosts: "Sequence[str]" = ()) -> Fact:
    """Return what a receiver that wants forward-confirmed reverse DNS makes of `address`, which `hosts` have."""
    verdict = judge(address, reverse)
    if verdict.verdict == OK:
        return Fact(address, OK, verdict.why)
    namespace = reverse.namespace
    answer = namespace.reverse(address)
    name = next(iter(hosts), "")
    if verdict.verdict == UNKNOWN:
        wanted = f"`{reverse_name(address)} IN PTR {name}`"
        fix = f"whoever runs {zone_to_load(answer.name)} must add {wanted}" if name and not answer.zone else ""
        return Fact(address, UNKNOWN, verdict.why, fix=fix)
    if not answer.found:
        return Fact(address, BROKEN, verdict.why, *_missing(answer, "PTR", name or _MAIL_HOST, namespace))
    ptr = answer.records[0]
    return Fact(address, BROKEN, verdict.why, place_of(ptr), _fix_of_ptr(address, ptr, name, namespace))


def _fix_of_ptr(address: str, ptr: "Record", name: str, namespace: "Namespace") -> str:
    """Say how a PTR that does not lead back to its `address` comes to do so; `name` is a host with it, or empty."""
    if name or why_none(address, ptr.target):
        return f"write `PTR {name or _MAIL_HOST}` there"
    rtype = "AAAA" if ":" in address else "A"
    zone = namespace.zone_of(ptr.target)
    return f"write the name of the host with this address there, or {_add(zone, ptr.target, rtype, address)}"


def hosts_by_address(addresses: "Iterable[str]", namespace: "Namespace") -> dict[str, list[str]]:
    """Return which names have each of `addresses` in the loaded zones, those of MX hosts first."""
    hosts: dict[str, list[str]] = {address: [] for address in addresses}
    for rtype in ("A", "AAAA") if hosts else ():
        for record in namespace.records(rtype):
            if record.rdata in hosts and record.owner[:2] != "*.":
                hosts[record.rdata].append(record.owner)
    if any(len(names) > 1 for names in hosts.values()):
        exchanges = {record.target for record in namespace.records("MX")}
        for names in hosts.values():
            names.sort(key=lambda name: name not in exchanges)
    return hosts


# -- a domain --------------------------------------------------------------------------------------------------------


def fact_of_domain(name: str, namespace: "Namespace") -> Fact:
    """Return whether mail to `name` could be delivered: MX hosts with an address, or an address of its own."""
    mx = namespace.lookup(name, "MX")
    if mx.unknown:
        return Fact(name, UNKNOWN, f"whether it has an MX record is not known: {_reason(mx)}")
    if mx.absent:
        found = _by_address(name, namespace.addresses(name), "no MX record, and ")
        return _with_fix_of_domain(found, mx, namespace) if found.verdict == BROKEN else found
    hosts = [record.target for record in mx.records]
    if "." in hosts:
        place = place_of(mx.records[hosts.index(".")])
        fix = f"if it sends or accepts mail, write `MX 10 {_MAIL_HOST}` instead"
        return Fact(name, BROKEN, f"it has a null MX: {place}", place, fix)
    answers = [namespace.addresses(host) for host in hosts]
    for host, answer in zip(hosts, answers, strict=True):
        if answer.found:
            return Fact(name, OK, f"its MX host {host} has the address {', '.join(answer.addresses[:3])}")
    for host, answer in zip(hosts, answers, strict=True):
        if answer.unknown:
            return Fact(name, UNKNOWN, f"whether its MX host {host} has an address is not known: {_reason(answer)}")
    why = f"none of its MX hosts has an address: {'; '.join(answer.why for answer in answers[:3])}"
    fix = _fix_of_exchange(mx.records[0], answers[0], namespace)
    return Fact(name, BROKEN if mx.whole else UNKNOWN, why, place_of(mx.records[0]), fix)


def _with_fix_of_domain(found: Fact, mx: "Answer", namespace: "Namespace") -> Fact:
    """Return `found`, on a name without MX by `mx` and without address, with the place and the fix."""
    name = found.subject
    named_by = next((record for record in namespace.records("MX") if record.target == name), None)
    if named_by is not None:
        why = f"{found.why}; {named_by.owner} has it for its MX host"
        fix = _fix_of_exchange(named_by, namespace.addresses(name), namespace)
        return Fact(name, BROKEN, why, place_of(named_by), fix)
    found.place, found.fix = _missing(mx, "MX", f"10 {_exchange_above(name, namespace)}", namespace)
    return found


def _exchange_above(name: str, namespace: "Namespace") -> str:
    """Return the MX host of the nearest domain above `name` that has one, which is likely to take its mail as well."""
    above = parent(name)
    while len(labels(above)) > 1:
        for record in namespace.lookup(above, "MX").records:
            if record.target != ".":
                return record.target
        above = parent(above)
    return _MAIL_HOST


def _fix_of_exchange(record: "Record", answer: "AddressAnswer", namespace: "Namespace") -> str:
    """Say what is to be done about the host that an MX `record` names, and that has no address by `answer`."""
    host, origin = record.target, record.zone.origin
    meant = host.removesuffix(f".{origin}") + "."
    if meant != f"{host}." and namespace.addresses(meant).found:
        return f"write `{record.type} {record.rdata[: -len(host)]}{meant}` there: the final dot is missing"
    return f"name another host there, or {_add(answer.answers[0].zone, answer.answers[0].name, 'A', _ADDRESS)}"


def fact_of_greeting(name: str, namespace: "Namespace", address: str = "", belongs: bool = False) -> Fact:
    """Return whether `name`, with which the server with `address` (empty: not known) greets, has an address or an MX.

    If `belongs` is true, the receiver wanted that address to be among those of the name.
    """
    if len(labels(name)) < 2:
        fix = "set the mail server to greet with its full host name: this is in its configuration, not in a zone"
        return Fact(name, BROKEN, "a single label is not a full host name", fix=fix)
    if namespace.lookup(name, "MX").found and not namespace.addresses(name).found:
        return Fact(name, OK, "it has an MX record")
    answer = namespace.addresses(name)
    if belongs and answer.found and address and address not in answer.addresses:
        return _not_its_own(name, answer, address)
    found = _by_address(name, answer)
    if found.verdict == BROKEN:
        ipv4, ipv6 = answer.answers
        asked = (ipv6, "AAAA") if ":" in address else (ipv4, "A")
        found.place, found.fix = _missing(*asked, address or _ADDRESS, namespace)
    return found


def _not_its_own(name: str, answer: "AddressAnswer", address: str) -> Fact:
    why = f"it has the address {', '.join(answer.addresses[:3])}, not {address}"
    if not answer.whole:
        return Fact(name, UNKNOWN, why)
    rtype = "AAAA" if ":" in address else "A"
    add = _add(answer.records[0].zone, name, rtype, address)
    fix = f"let the server with {address} greet with its own name, or {add}"
    return Fact(name, BROKEN, why, place_of(answer.records[0]), fix)


def _by_address(name: str, answer: "AddressAnswer", before: str = "") -> Fact:
    if answer.found:
        return Fact(name, OK, f"{before and 'no MX record, but '}it has the address {', '.join(answer.addresses[:3])}")
    if answer.absent:
        return Fact(name, BROKEN, f"{before or 'it has '}no address: {answer.why}")
    return Fact(name, UNKNOWN, f"whether it has an address is not known: {_reason(answer)}")


# -- policies --------------------------------------------------------------------------------------------------------


def fact_of_spf(domain: str, address: str | None, namespace: "Namespace") -> Fact:
    """Return what SPF says of mail from `domain` that `address` sends; of its record alone if there is no address."""
    answer = namespace.lookup(domain, "TXT")
    records = [record for record in answer.records if is_spf(record)]
    subject = f"SPF of {domain}"
    if len(records) > 1:
        places = ", ".join(map(place_of, records[:3]))
        why = f"it has {len(records)} SPF records, which is an error: {places}"
        return Fact(subject, BROKEN, why, place_of(records[0]), "put the terms of all into one record")
    if not records:
        if not (answer.absent or (answer.found and answer.whole)):
            return Fact(subject, UNKNOWN, _reason(answer))
        why = "it has no SPF record" + (f": {answer.why}" if answer.why else "")
        text = f'"{SPF_VERSION} {_term_of(address) if address else "mx"} ~all"'
        return Fact(subject, BROKEN, why, *_missing(answer, "TXT", text, namespace))
    return _by_spf(subject, domain, address, records[0], namespace)


def _by_spf(subject: str, domain: str, address: str | None, record: "Record", namespace: "Namespace") -> Fact:
    if address is None:
        return Fact(
            subject, UNKNOWN, f"it has one, but the address that sent the mail is not known: {place_of(record)}"
        )
    from zonelint.dns.answers import UNKNOWN as OPEN
    from zonelint.mail.spf.check import PASS, PERMERROR, check_host

    found = check_host(address, domain, f"postmaster@{domain.rstrip('.')}", namespace)
    if found.result == OPEN:
        return Fact(subject, UNKNOWN, f"what it says of {address} is not known: {found.why}")
    by = f" by `{found.term.text}`" if found.term is not None else ""
    why = f": {found.why}" if found.why else ""
    place = place_of(found.record or record)
    said = f"{found.result} for {address}{by}{why}: {place}"
    if found.result == PASS:
        return Fact(subject, OK, said)
    fix = f"if {address} is a server of yours, add `{_term_of(address)}` to `{domain} TXT`, before `all`"
    if found.result == PERMERROR:
        fix = "fix the record: `zonelint --select spf` shows what is wrong with it"
    return Fact(subject, BROKEN, said, place, fix)


def _term_of(address: str) -> str:
    return f"ip{6 if ':' in address else 4}:{address}"


def fact_of_dmarc(domain: str, namespace: "Namespace") -> Fact:
    """Return whether a DMARC record holds for `domain`: its own, or that of a domain above it (RFC 9989)."""
    subject, name = f"DMARC of {domain}", domain
    while len(labels(name)) > 1:
        answer = namespace.lookup(f"_dmarc.{name}", "TXT")
        records = [record for record in answer.records if text_of(record).startswith("v=DMARC1")]
        if len(records) == 1:
            return Fact(subject, OK, f"{text_of(records[0])}: {place_of(records[0])}")
        if records:
            why = f"there are {len(records)} records: {', '.join(map(place_of, records[:3]))}"
            return Fact(subject, BROKEN, why, place_of(records[0]), "delete all of them but one")
        if answer.unknown or not answer.whole:
            return Fact(subject, UNKNOWN, _reason(answer))
        name = parent(name)
    answer = namespace.lookup(f"_dmarc.{domain}", "TXT")
    why = f"there is no DMARC record at _dmarc.{domain}, nor above"
    return Fact(subject, BROKEN, why, *_missing(answer, "TXT", '"v=DMARC1; p=none"', namespace))


# -- where, and what to write ----------------------------------------------------------------------------------------


def place_of(record: "Record") -> str:
    """Return where `record` stands: ``zones/example.com.zone:12``."""
    return f"{record.source.path}:{record.line}"


def place_of_zone(zone: "Zone") -> str:
    """Return where `zone` begins: at its SOA, else at the first line of its file; empty if it has none."""
    if zone.soa is not None:
        return place_of(zone.soa)
    return f"{zone.source.path}:1" if zone.source is not None else ""


def _missing(answer: "Answer", rtype: str, rdata: str, namespace: "Namespace") -> tuple[str, str]:
    """Return the place and the fix where `answer` says that there is no record of `rtype`, which may have `rdata`."""
    alias = next((step.record for step in answer.chain if step.kind == "CNAME" and step.record is not None), None)
    if alias is not None and rtype != "PTR":
        fix = f"let this alias lead to a name that has the record, or write `{alias.owner} {rtype} {rdata}` instead"
        return place_of(alias), fix
    place = place_of_zone(answer.zone) if answer.zone is not None else _place_of_absence(answer.name, rtype, namespace)
    return place, _add(answer.zone, answer.name, rtype, rdata)


def _place_of_absence(name: str, rtype: str, namespace: "Namespace") -> str:
    """Return where a file that `assume` names says that there is no such record; empty if none does."""
    for zone in namespace.assumed:
        for key in ((name, rtype), (name, "ANY")):
            if key in zone.absences and zone.source is not None:
                return f"{zone.source.path}:{zone.absences[key].line}"
    return ""


def _add(zone: "Zone | None", name: str, rtype: str, rdata: str) -> str:
    record = f"{name} IN {rtype} {rdata}"
    if zone is None:
        holder = zone_to_load(name) if is_reverse(name) else parent(name)
        return f"ask whoever runs {holder}, which is not loaded, for `{record}`"
    if zone.format == "octodns":
        return f"add a record to {zone.origin}: name `{name}`, type {rtype}, value `{rdata}`"
    return f"add `{record}` to {zone.origin}"


def _reason(answer: "Answer | AddressAnswer") -> str:
    """Say why an answer is unknown, and which zone would settle it where none is loaded."""
    answers: Sequence[Answer] = getattr(answer, "answers", [answer])
    one = next((each for each in answers if each.unknown), None)
    if one is None:
        return next((str(each.gap) for each in answers if each.gap), "a zone on the way is incomplete")
    if one.zone is not None or ": load " in one.why:
        return str(one.why)
    zone = zone_to_load(one.name) if is_reverse(one.name) else one.name
    return f"{one.why}: load the zone of {zone} to know"
