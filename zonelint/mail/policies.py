"""The policies that are published as TXT records at names of their own: DMARC, DKIM, MTA-STS, TLS-RPT and BIMI.

Here they are found and sorted by kind; the rules judge them.
"""

from zonelint.dns.cached import cached_property
from zonelint.dns.names import is_at_or_below, labels, parent
from zonelint.dns.txt import text_of
from zonelint.mail.tag_lists import TagList, tag_list
from zonelint.mail.txt_records import BIMI, DKIM, DMARC, MTA_STS, TLS_RPT, VERSIONS, TxtRecords, kind_of_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zonelint.dns.answers import Answer
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record
__all__ = [
    "BIMI",
    "DKIM",
    "DMARC",
    "MTA_STS",
    "TLS_RPT",
    "VERSIONS",
    "Policy",
    "PolicyRecords",
    "domain_of",
    "kind_of_owner",
]

_MOST_WALKED = 7
"""Labels of the longest name above a domain at which its DMARC record is looked for (RFC 9989 section 4.10)."""


class Policy:
    """One TXT record at the name of a policy: the record, its joined strings, and these as a list of tags."""

    __slots__ = ("record", "text", "tags")

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.text = text_of(record)
        self.tags: TagList = tag_list(self.text)

    def is_of(self, kind: str) -> bool:
        """Tell whether the text begins as a policy of `kind` must: with the version, in the letter case of the RFC.

        Blanks may stand around the equals sign, but in MTA-STS and TLS-RPT (RFC 8461 section 3.1, RFC 8460 section 3).
        """
        if kind in (MTA_STS, TLS_RPT) and not self.text.startswith(f"v={VERSIONS[kind]}"):
            return False
        for first in self.tags.tags[:1]:
            if first.start == 0 or kind == DKIM:
                return (first.name.lower(), first.value) == ("v", VERSIONS[kind])
        return False

    def is_meant_for(self, kind: str) -> bool:
        """Tell whether the text was meant as a policy of `kind`, faulty or not: the version, or a key, stands in it."""
        return VERSIONS[kind].lower() in self.text.lower() or (kind == DKIM and self.tags.get("p") is not None)


class PolicyRecords:
    """The policies of one view; worked out when first asked for."""

    def __init__(self, namespace: "Namespace", texts: TxtRecords) -> None:
        self.namespace = namespace
        self.texts = texts
        self._valid: dict[str, dict[str, list[Policy]]] = {}

    def owners(self, kind: str) -> "dict[str, list[Policy]]":
        """Return owner -> all its TXT records, for each name of `kind`, and for where an alias there leads to.

        The latter only if a record there was meant as a policy: an alias may lead to any name, and its texts are right.
        """
        return self._owners[kind]

    def valid(self, kind: str) -> "dict[str, list[Policy]]":
        """Return owner -> those of its TXT records that begin as a policy of `kind`; the list may be empty."""
        if kind not in self._valid:
            self._valid[kind] = {
                owner: [policy for policy in found if policy.is_of(kind)] for owner, found in self.owners(kind).items()
            }
        return self._valid[kind]

    def policies(self, kind: str) -> "Iterator[Policy]":
        """Yield each policy of `kind`: what stands at its name and begins with the version."""
        for found in self.valid(kind).values():
            yield from found

    def single(self, kind: str) -> "list[Policy]":
        """Return the policy of each name that has exactly one of `kind`: where there are several, none counts."""
        return [found[0] for found in self.valid(kind).values() if len(found) == 1]

    def at(self, kind: str, name: str) -> "tuple[Answer, list[Policy]]":
        """Look up the policies of `kind` at `name`, through aliases and wildcards."""
        answer = self.namespace.lookup(name, "TXT")
        return answer, [policy for policy in map(Policy, answer.records) if policy.is_of(kind)]

    def dmarc_for(self, domain: str, organization_of: "Callable[[str], str]") -> "tuple[Policy | None, str, bool]":
        """Return the DMARC record that holds for `domain`, the domain it stands at, and whether that is proved.

        That is its own, else that of its organizational domain, else that of its public suffix. Names are asked from
        `domain` upwards as the tree walk of RFC 9989 section 4.10 does; `organization_of` tells where the Public Suffix
        List ends it, and is called only if `domain` itself has no record. Above that, a record counts if it is loaded.
        The record is None where there is none, or where that cannot be told: beyond the loaded zones, and at a name
        whose records are several or no DMARC records, which is a fault of its own. One beside a record that cannot be
        read is not proved.
        """
        so_far: tuple[Policy | None, str] = (None, domain)
        organization = ""
        for name in tree_walk(domain):
            if name == "." or (organization and self._ends_above(name, organization)):
                break
            answer, found = self.at(DMARC, f"_dmarc.{name}")
            is_faulty = any(record.owner == f"_dmarc.{name}" for record in answer.records)
            if len(found) == 1 and self.namespace.is_damaged(f"_dmarc.{name}", "TXT"):
                return found[0], name, False
            if len(found) != 1 and (found or is_faulty or answer.unknown or not answer.whole):
                return None, name, False
            suffix = found[0].tags.value("psd").lower() if found else ""
            # The shortest name with a record is the organizational domain, unless a suffix says that it is one.
            if found and not (suffix == "y" and so_far[0] is not None and parent(so_far[1]) == name):
                so_far = found[0], name
            if found and (name == domain or suffix in ("y", "n")):
                break
            organization = organization or organization_of(domain)
            so_far = so_far if so_far[0] is not None else (None, name)
        return *so_far, True

    def _ends_above(self, name: str, organization: str) -> bool:
        """Tell whether the walk need not ask for `name`: it lies above `organization`, and no loaded zone holds it."""
        return not is_at_or_below(name, organization) and self.namespace.zone_of(name) is None

    @cached_property
    def _owners(self) -> "dict[str, dict[str, list[Policy]]]":
        owners = {
            kind: {owner: [Policy(record) for record in rrset] for owner, rrset in found.items()}
            for kind, found in self.texts.owners.items()
        }
        for kind, aliases in self.texts.aliases.items():
            for alias in aliases:
                self._follow(kind, alias.owner, owners[kind])
        return owners

    def _follow(self, kind: str, owner: str, owners: "dict[str, list[Policy]]") -> None:
        answer = self.namespace.lookup(owner, "TXT")
        # Records that a wildcard makes, and those that are only assumed, are not of this name alone.
        records = [record for record in answer.records if record.owner == answer.name and answer.zone is not None]
        found = [Policy(record) for record in records] if answer.name not in owners else []
        if any(policy.is_meant_for(kind) for policy in found):
            owners[answer.name] = found


def tree_walk(domain: str) -> "Iterator[str]":
    """Yield the names at which receivers look for the DMARC record of `domain`, itself first, at most eight.

    Of a name with more labels only the last seven are walked through (RFC 9989 section 4.10).
    """
    yield domain
    words = labels(domain)
    for at in range(max(1, len(words) - _MOST_WALKED), len(words)):
        yield ".".join(words[at:]) + "."


def domain_of(owner: str) -> str:
    """Return the domain that a policy at `owner` speaks for: what follows the last of its labels that begin with _."""
    if "\\" in owner:
        words = labels(owner)
        last = max((index for index, word in enumerate(words) if word.startswith("_")), default=-1)
        return ".".join(words[last + 1 :]) + "."
    at = owner.rfind("._") + 1
    return owner[at:].partition(".")[2] or "." if owner[at] == "_" else owner
