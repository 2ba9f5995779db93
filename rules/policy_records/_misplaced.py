"""Policy records at names where no receiver looks for them, and the domains that they are likely to be meant for."""

from collections.abc import Iterator

from zonelint.lint.api import DKIM, DMARC, FOUND, MTA_STS, TLS_RPT, Context, Policy, Record, first_label, labels, parent

from ._shared import domain_meant

_ONE_LABEL = {DMARC: "_dmarc", MTA_STS: "_mta-sts"}
_PLAIN_LABELS = ("dmarc", "dkim", "domainkey", "_domainkey", "mta-sts", "bimi")


def misplaced(context: Context) -> Iterator[tuple[str, Record, str]]:
    """Yield kind of policy, record, and the name that its owner is a slip for, for each that is no policy of a domain.

    That name is empty where a label is not merely misspelt.
    """
    aliased: set[str] | None = None
    for kind, record in context.mail.texts.strays:
        owner = record.owner
        right = _right_name(kind, owner) or (_turned(context, owner) if kind == DMARC else "")
        if not right and _may_be_meant(kind, record):
            continue
        if aliased is None:
            aliased = {cname.target for cname in context.namespace.all_records("CNAME")}
        if owner not in aliased and not context.namespace.may_name(owner, "CNAME"):
            yield kind, record, right


def domains_of_misplaced_dmarc(context: Context) -> set[str]:
    """Return the domains that a DMARC record is likely to be meant for that stands where no receiver looks for it."""
    prefix = f"{_ONE_LABEL[DMARC]}."
    found = {
        right.removeprefix(prefix) if right else domain_likely(record)
        for kind, record, right in misplaced(context)
        if kind == DMARC
    }
    doubled = (domain_meant(policies[0].record) for policies in context.mail.policies.owners(DMARC).values())
    return found.union(domain for domain in doubled if domain is not None)


def _may_be_meant(kind: str, record: Record) -> bool:
    """Tell whether a stray record may stand where it stands on purpose."""
    owner = record.owner
    if owner[:2] == "*." or (_has_service_label(owner) and not _lacks_selector(kind, owner)):
        return True
    if _lacks_selector(kind, owner) and Policy(record).tags.get("o") is not None:
        return True  # a policy of DomainKeys, with a version that it does not have
    return _is_name_of_its_own(record)


def _right_name(kind: str, owner: str) -> str:
    """Return the name that `owner` is a slip for, in a label that begins with an underscore or should; or nothing."""
    first, second, *rest = (*labels(owner), "", "")
    domain = owner.split(".", 2)[-1]
    if kind == TLS_RPT and (first.lstrip("_"), second.lstrip("_")) == ("smtp", "tls"):
        return f"_smtp._tls.{domain}"
    if kind in _ONE_LABEL and first[:1] == "_" and _is_slip_of(first, _ONE_LABEL[kind]):
        return f"{_ONE_LABEL[kind]}.{parent(owner)}"
    is_slip = second[:1] == "_" and second.replace("-", "").replace("_", "") in ("domainkey", "domainkeys", "domankey")
    return f"{first}._domainkey.{domain}" if kind == DKIM and is_slip and rest and second != "_domainkey" else ""


def _turned(context: Context, owner: str) -> str:
    """Return the name of the DMARC record of a subdomain whose own name `owner` puts first; empty if it does not.

    For ``news._dmarc.example.com.`` the domain news.example.com. has to be there: who keeps the policies of others has
    such names, too, and their aliases lead to them.
    """
    names, label = labels(owner), _ONE_LABEL[DMARC]
    at = names.index(label) if label in names else 0
    if not at or any(name[:1] in "*_" for name in names[:at]):
        return ""
    domain = ".".join((*names[:at], *names[at + 1 :])) + "."
    return f"{label}.{domain}" if context.namespace.exists(domain) == FOUND else ""


def _is_slip_of(label: str, right: str) -> bool:
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    return label != right and is_one_letter_off(label, right)


def _has_service_label(owner: str) -> bool:
    return owner[0] == "_" or "._" in owner


def _lacks_selector(kind: str, owner: str) -> bool:
    return kind == DKIM and first_label(owner) == "_domainkey"


def _is_name_of_its_own(record: Record) -> bool:
    """Tell whether the name is there for texts alone, as those are that a provider's customers have aliases for."""
    owner, zone = record.owner, record.zone
    if owner == zone.origin or zone.types_at(owner) != ["TXT"] or first_label(owner) in _PLAIN_LABELS:
        return False
    # A key at SELECTOR.domainkey is a slip if what follows is a domain, which holds records.
    return not (labels(owner)[1:2] == ["domainkey"] and zone.types_at(parent(parent(owner))))


def domain_likely(record: Record) -> str:
    """Return the domain that a stray record is likely to be meant for."""
    owner = record.owner
    if labels(owner)[1:2] == ["domainkey"]:
        return parent(parent(owner))
    return parent(owner) if owner != record.zone.origin and first_label(owner) in _PLAIN_LABELS else owner
