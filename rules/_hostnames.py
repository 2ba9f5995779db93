"""Which names BIND's `check-names` looks at: owners, and names in RDATA, by the type of the record."""

from collections.abc import Callable

from zonelint.lint.api import IN_ADDR_ARPA, IP6_ARPA, TARGET_FIELD, Context, Record, Zone, is_hostname, is_mailbox, late

from ._owners import is_of_a_provider

_GLOBAL_CATALOGUE = "gc._msdcs."
"""How the names begin at which an Active Directory keeps addresses, in spite of the underscore."""
_REVERSE = (IN_ADDR_ARPA, IP6_ARPA, ".ip6.int.")
_DNS_SD = tuple(f"{label}._dns-sd._udp." for label in ("b", "db", "r", "dr", "lb"))
"""How the owners of PTRs begin that name domains to browse (RFC 6763 section 11)."""
_HOST, _MAILBOX = "host", "mailbox"
_OTHERS = late(r"(?:^|[/_.-])(?:nsd|knot|coredns|powerdns|pdns)(?:[_.-][^/]*)?/")


class Checked:
    """What is looked at in one type: the owner (how, or None), and words of the RDATA with what each names."""

    __slots__ = ("owner", "owner_kind", "fields")

    def __init__(
        self, owner: Callable[[str], bool] | None, fields: tuple[tuple[int, str], ...] = (), owner_kind: str = _HOST
    ) -> None:
        self.owner = owner
        self.owner_kind = owner_kind
        self.fields = fields


def _owns_hosts(name: str) -> bool:
    return is_hostname(name, wildcard=True)


def _owns_addresses(name: str) -> bool:
    if name.startswith(_GLOBAL_CATALOGUE):
        return is_hostname(name.removeprefix(_GLOBAL_CATALOGUE) or ".")
    return _owns_hosts(name)


CHECKED = {
    "A": Checked(_owns_addresses),
    "AAAA": Checked(_owns_addresses),
    "A6": Checked(_owns_hosts),
    "WKS": Checked(_owns_hosts),
    "MX": Checked(_owns_hosts, ((1, _HOST),)),
    "MB": Checked(is_mailbox, owner_kind=_MAILBOX),
    "MG": Checked(is_mailbox, owner_kind=_MAILBOX),
    "NS": Checked(None, ((0, _HOST),)),
    "PTR": Checked(None, ((0, _HOST),)),
    "SRV": Checked(None, ((3, _HOST),)),
    "SVCB": Checked(None, ((1, _HOST),)),
    "HTTPS": Checked(None, ((1, _HOST),)),
    "AFSDB": Checked(None, ((1, _HOST),)),
    "RT": Checked(None, ((1, _HOST),)),
    "SOA": Checked(None, ((0, _HOST), (1, _MAILBOX))),
    "RP": Checked(None, ((0, _MAILBOX),)),
    "MINFO": Checked(None, ((0, _MAILBOX), (1, _MAILBOX))),
}
"""Type of record -> what BIND looks at in it. What is not named here may have any name."""


def fault_of(record: Record) -> tuple[str, str, str] | None:
    """Return the field of `record` that BIND refuses, the name there, and what it should be the name of; or None."""
    checked = CHECKED.get(record.type)
    if checked is None:
        return None
    if checked.owner is not None and not checked.owner(record.owner):
        return "owner", record.owner, checked.owner_kind
    if record.type == "PTR" and not _names_host(record.owner):
        return None
    words = record.words
    for index, kind in checked.fields:
        is_good = is_hostname if kind == _HOST else is_mailbox
        if index < len(words) and not is_good(words[index]):
            return "target" if record.type in TARGET_FIELD else "rdata", words[index], kind
    return None


def is_judged(zone: Zone) -> bool:
    """Tell whether BIND refuses names in `zone`, as far as is known what serves it."""
    return zone.check_names == "fail" or not (zone.check_names or is_of_a_provider(zone) or _is_of_another_server(zone))


def _is_of_another_server(zone: Zone) -> bool:
    """Tell whether the path of a zone that no index maps names a server that takes any name: ``nsd/zones/x.zone``."""
    return zone.source is not None and _OTHERS.search(zone.source.path.lower()) is not None


def is_told(context: Context, record: Record) -> bool:
    """Tell whether the rule about `check-names` says that named refuses `record`, so that another rule need not."""
    is_refused = record.zone.check_names == "fail" and not record.generated and fault_of(record) is not None
    return is_refused and context.runs("name-not-a-hostname")


def _names_host(owner: str) -> bool:
    """Tell whether the PTR at `owner` is one of an address."""
    return ("." + owner).endswith(_REVERSE) and not owner.startswith(_DNS_SD)
