"""The TXT records of one view that say something about mail, sorted by kind in one pass over all of them.

SPF records stand at any name and are told by their text (RFC 7208 section 4.5). The others - DMARC, DKIM, MTA-STS,
TLS-RPT and BIMI - stand at names of their own; one that stands elsewhere is told by its version.
"""

from zonelint.dns.txt import SPF_VERSION, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record

DMARC, DKIM, MTA_STS, TLS_RPT, BIMI = "DMARC", "DKIM", "MTA-STS", "TLS-RPT", "BIMI"
SPF = "SPF"
_SPF_START = f'"{SPF_VERSION}'
VERSIONS = {DMARC: "DMARC1", DKIM: "DKIM1", MTA_STS: "STSv1", TLS_RPT: "TLSRPTv1", BIMI: "BIMI1"}

HEAD = 24
"""Characters of the RDATA in which a version stands, even behind a curly quotation mark in escapes."""

_KIND_OF_VERSION = {version.lower(): kind for kind, version in VERSIONS.items()}
_STARTS = {kind: f'"v={version.lower()}' for kind, version in VERSIONS.items()}
_FIRST_LABELS = {"_dmarc": DMARC, "_mta-sts": MTA_STS}
# Selectors that are none: RFC 5617 (ADSP) and RFC 6651 keep their records beside the keys.
_NO_SELECTORS = ("_adsp.", "_report.", "_policy.")


def is_spf(record: "Record") -> bool:
    """Tell whether a TXT `record` is an SPF record: ``v=spf1`` and then a blank or the end (RFC 7208 section 4.5)."""
    # Nearly all TXT records are told apart by their first octets, without unescaping.
    start = record.rdata[:9].lower()
    # The strings of a record are one text, wherever it is cut.
    if start[:7] != _SPF_START and '" "' not in start:
        return False
    return (text_of(record)[:7].lower() + " ")[:7] == SPF_VERSION + " "


class TxtRecords:
    """The TXT records that are served, no occluded ones, sorted; worked out when made.

    spf       owner -> its SPF records, of which there should be one
    spf_like  the SPF records, and those whose text begins nearly as one
    owners    kind -> owner of that kind -> all TXT records there
    aliases   kind -> CNAME records at names of that kind
    doubtful  those beside one that cannot be read, which are in none of the others
    strays    (kind, record) for each that says by its version that it is a policy, at no name of its kind
    """

    def __init__(self, namespace: "Namespace") -> None:
        self.spf: dict[str, list[Record]] = {}
        self.spf_like: list[Record] = []
        self.owners: dict[str, dict[str, Sequence[Record]]] = {kind: {} for kind in VERSIONS}
        self.aliases: dict[str, list[Record]] = {kind: [] for kind in VERSIONS}
        self.strays: list[tuple[str, Record]] = []
        self.doubtful: list[Record] = []
        self._namespace = namespace
        for zone in namespace.zones.values():
            for owner, rrset in zone.types.get("TXT", {}).items():
                if zone.damaged and zone.is_damaged(owner, "TXT"):
                    self.doubtful += rrset  # how many there are decides which of them counts
                    continue
                kind = kind_of_owner(owner) if "_" in owner else None
                if kind is not None and not namespace.is_occluded(rrset[0]):
                    self.owners[kind][owner] = rrset
                for record in rrset:
                    # Nearly all others are told apart by their first octets; a text may be cut into strings anywhere.
                    start = record.rdata[:HEAD].lower()
                    if kind is not None and start.startswith(_STARTS[kind]):
                        continue  # at the name of its kind
                    if ("v" in start and "=" in start) or "spf" in start or '" "' in start:
                        self._sort(record, start, kind)

            for owner, rrset in zone.types.get("CNAME", {}).items():
                kind = kind_of_owner(owner) if "_" in owner else None
                if kind is not None and not namespace.is_occluded(rrset[0]):
                    self.aliases[kind] += rrset

    @property
    def kinds(self) -> "set[str]":
        """The kinds in `VERSIONS` that the view holds; that of a stray, or of an alias that leads elsewhere, counts."""
        found = {kind for kind in VERSIONS if self.owners[kind] or self.aliases[kind]}
        return found.union(kind for kind, _ in self.strays)

    def _sort(self, record: "Record", start: str, kind: str | None) -> None:
        is_policy = is_spf(record)
        said = None if is_policy else _kind_said(record)
        is_stray = said is not None and said != kind
        is_like = "spf" in start
        if not (is_policy or is_stray or is_like) or self._namespace.is_occluded(record):
            return
        if is_policy:
            self.spf.setdefault(record.owner, []).append(record)
        if is_policy or is_like:
            self.spf_like.append(record)
        if said is not None and is_stray:
            self.strays.append((said, record))


def _kind_said(record: "Record") -> str | None:
    """Return the kind that a TXT record says by its version that it is: what tells one from another anywhere."""
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
