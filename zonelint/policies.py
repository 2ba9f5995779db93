"""The policies that are published as TXT records at names of their own: DMARC, DKIM, MTA-STS, TLS-RPT and BIMI.

Here they are found and sorted by kind; the rules judge them.
"""

from zonelint.names import is_at_or_below, labels, parent
from zonelint.spf import text_of
from zonelint.tag_lists import TagList, tag_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.answers import Answer
    from zonelint.namespace import Namespace
    from zonelint.records import Record

DMARC, DKIM, MTA_STS, TLS_RPT, BIMI = "DMARC", "DKIM", "MTA-STS", "TLS-RPT", "BIMI"
VERSIONS = {DMARC: "DMARC1", DKIM: "DKIM1", MTA_STS: "STSv1", TLS_RPT: "TLSRPTv1", BIMI: "BIMI1"}

_KIND_OF_VERSION = {version.lower(): kind for kind, version in VERSIONS.items()}
_FIRST_LABELS = {"_dmarc": DMARC, "_mta-sts": MTA_STS}
# Selectors that are none: RFC 5617 (ADSP) and RFC 6651 keep their records beside the keys.
_NO_SELECTORS = ("_adsp.", "_report.", "_policy.")


class Policy:
    """One TXT record at the name of a policy: the record, its joined strings, and these as a list of tags."""

    __slots__ = ("record", "text", "tags")

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.text = text_of(record)
        self.tags: TagList = tag_list(self.text)

    def is_of(self, kind: str) -> bool:
        """Tell whether the text begins as a policy of `kind` must: with the version, in the letter case of the RFC."""
        for first in self.tags.tags[:1]:
            if first.start == 0 or kind == DKIM:
                return (first.name.lower(), first.value) == ("v", VERSIONS[kind])
        return False


class PolicyRecords:
    """The policies of one view; worked out when first asked for."""

    def __init__(self, namespace: "Namespace") -> None:
        self.namespace = namespace
        self._owners: dict[str, dict[str, list[Policy]]] | None = None
        self._strays: list[tuple[str, Record]] = []

    def owners(self, kind: str) -> "dict[str, list[Policy]]":
        """Return owner -> all its TXT records, for each name of `kind`, and for where an alias there leads to."""
        if self._owners is None:
            self._owners = {name: {} for name in VERSIONS}
            self._collect(self._owners)
        return self._owners[kind]

    def policies(self, kind: str) -> "Iterator[Policy]":
        """Yield each policy of `kind`: what stands at its name and begins with the version."""
        for found in self.owners(kind).values():
            yield from (policy for policy in found if policy.is_of(kind))

    def single(self, kind: str) -> "Iterator[Policy]":
        """Yield the policy of each name that has exactly one of `kind`: where there are several, none counts."""
        for found in self.owners(kind).values():
            valid = [policy for policy in found if policy.is_of(kind)]
            if len(valid) == 1:
                yield valid[0]

    @property
    def strays(self) -> "list[tuple[str, Record]]":
        """(kind, TXT record) for each record that says by its version that it is a policy, at no name of its kind."""
        self.owners(DMARC)
        return self._strays

    def at(self, kind: str, name: str) -> "tuple[Answer, list[Policy]]":
        """Look up the policies of `kind` at `name`, through aliases and wildcards."""
        answer = self.namespace.lookup(name, "TXT")
        return answer, [policy for policy in map(Policy, answer.records) if policy.is_of(kind)]

    def dmarc_for(self, domain: str, organization: str) -> "tuple[Policy | None, str, bool]":
        """Return the DMARC record that holds for `domain`, the domain it stands at, and whether that is proved.

        Names are asked from `domain` up to `organization`, its organizational domain, as RFC 9989 does (RFC 7489 asks
        just these two). The record is None where there is none, or where that cannot be told: beyond the loaded
        zones, and at a name whose records are several or no DMARC records, which is a fault of its own.
        """
        name = domain
        while name != ".":
            asked = f"_dmarc.{name}"
            answer, found = self.at(DMARC, asked)
            if len(found) == 1:
                return found[0], name, True
            is_faulty = any(record.owner == asked for record in answer.records)
            if found or is_faulty or answer.unknown or not answer.whole:
                return None, name, False
            if name == organization or not is_at_or_below(name, organization):
                break
            name = parent(name)
        return None, name, True

    def _collect(self, owners: "dict[str, dict[str, list[Policy]]]") -> None:
        for zone in self.namespace.zones.values():
            for owner, rrset in zone.types.get("TXT", {}).items():
                kind = kind_of_owner(owner) if "_" in owner else None
                if kind is not None and not self.namespace.is_occluded(rrset[0]):
                    owners[kind][owner] = [Policy(record) for record in rrset]
                self._strays += self._strays_in(rrset, kind)
        for zone in self.namespace.zones.values():
            for owner in zone.types.get("CNAME", ()):
                kind = kind_of_owner(owner) if "_" in owner else None
                if kind is not None:
                    self._follow(owner, owners[kind])

    def _follow(self, owner: str, owners: "dict[str, list[Policy]]") -> None:
        answer = self.namespace.lookup(owner, "TXT")
        # Records that a wildcard makes, and those that are only assumed, are not of this name alone.
        records = [record for record in answer.records if record.owner == answer.name and answer.zone is not None]
        if records and answer.name not in owners:
            owners[answer.name] = [Policy(record) for record in records]

    def _strays_in(self, rrset: "Sequence[Record]", kind: str | None) -> "Iterator[tuple[str, Record]]":
        for record in rrset:
            said = _kind_said(record)
            if said is not None and said != kind and not self.namespace.is_occluded(record):
                yield said, record


def _kind_said(record: "Record") -> str | None:
    """Return the kind that a TXT record says by its version that it is: what tells one from another anywhere."""
    # Nearly all TXT records are told apart by their first octets.
    head = record.rdata[1:30].lower().replace(" ", "")
    if head[:2] != "v=":
        return None
    for version, kind in _KIND_OF_VERSION.items():
        if head.startswith(version, 2) and not head[len(version) + 2 : len(version) + 3].isalnum():
            return kind
    return None


def kind_of_owner(owner: str) -> str | None:
    """Return the kind of policy whose records stand at `owner` (absolute, lower case), or None.

    The names are those of RFC 9989 (``_dmarc``), RFC 6376 section 3.6.2.1 (``SELECTOR._domainkey``), RFC 8461 section
    3.1, RFC 8460 section 3 and, for BIMI, ``SELECTOR._bimi``.
    """
    kind = _FIRST_LABELS.get(owner.partition(".")[0])
    if kind is not None:
        return kind
    if "._domainkey." in owner:
        return None if owner.startswith(_NO_SELECTORS) else DKIM
    if owner.startswith("_smtp._tls."):
        return TLS_RPT
    return BIMI if "._bimi." in owner else None


def domain_of(owner: str) -> str:
    """Return the domain that a policy at `owner` speaks for: what follows the last of its labels that begin with _."""
    words = labels(owner)
    last = max((index for index, word in enumerate(words) if word.startswith("_")), default=-1)
    return ".".join(words[last + 1 :]) + "."
