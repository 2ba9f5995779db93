"""What sends a domain's mail, or takes it, and is not in the loaded zones: what a provider has.

Nothing can be judged of these, but who asks for the senders of a domain is to see that there are more.
"""

from zonelint.mail.find_senders import is_service_name
from zonelint.mail.spf.records import absolute_domain
from zonelint.mail.spf.results import MAX_LOOKUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.mail.find_senders import Mail
    from zonelint.mail.spf.policy import Term
    from zonelint.mail.spf.records import SpfDomain


class Elsewhere:
    """What leads out of the loaded zones.

    domain  the domain whose mail it is
    text    the SPF term as written, or ``MX`` and the exchange; and what is not known of them
    host    the host of an SPF term ``a:…``, whose addresses are not known; empty for anything else
    why     why it is not known
    """

    __slots__ = ("domain", "text", "host", "why")

    def __init__(self, domain: str, text: str, host: str = "", why: str = "") -> None:
        self.domain = domain
        self.text = text
        self.host = host
        self.why = why


def leads_elsewhere(mail: "Mail") -> "Iterator[Elsewhere]":
    """Yield what leads out of the loaded zones, domain by domain: SPF in the order of its terms, then MX records."""
    included = mail.spf.included
    for domain, spf in mail.spf.domains.items():
        if not mail.is_internal(spf.record) and not (domain in included and is_service_name(domain)):
            yield from _of_spf(mail, domain, domain, spf, {domain})
    if not mail.settings.mx_hosts_send:
        return
    known: dict[str, bool] = {}
    for mx in mail.namespace.records("MX"):
        if mx.target != "." and not mail.is_internal(mx):
            if mx.target not in known:
                known[mx.target] = not mail.namespace.addresses(mx.target).unknown
            if not known[mx.target]:
                yield Elsewhere(mx.owner, f"MX {mx.target}{_why_own(mail, mx.target)}")


def _why_own(mail: "Mail", exchange: str) -> str:
    """Say that an exchange of a loaded zone leads to no address that can be told; empty for one that is others'."""
    return " (its addresses are not known)" if mail.namespace.zone_of(exchange) is not None else ""


def _of_spf(mail: "Mail", domain: str, owner: str, spf: "SpfDomain", seen: set[str]) -> "Iterator[Elsewhere]":
    for term in spf.terms:
        if term.qualifier == "-" or "%" in term.value:
            continue
        name = absolute_domain(term.value) if term.value else owner
        if term.name in ("include", "redirect"):
            inner = mail.spf.at(name)
            if inner is None and mail.namespace.lookup(name, "TXT").unknown:
                yield Elsewhere(domain, f"{term.text} (not loaded)")
            elif inner is not None and name not in seen and len(seen) <= MAX_LOOKUPS:
                seen.add(name)
                yield from _of_spf(mail, domain, name, inner, seen)
        elif term.name in ("a", "mx") and term.value:
            yield from _of_host(mail, domain, name, term)


def _of_host(mail: "Mail", domain: str, name: str, term: "Term") -> "Iterator[Elsewhere]":
    if term.name == "mx":
        if mail.namespace.lookup(name, "MX").unknown:
            yield Elsewhere(domain, f"{term.text} (not loaded)")
        return
    answer = mail.namespace.addresses(name)
    if answer.unknown and not answer.found:
        yield Elsewhere(domain, f"SPF {term.text}", name, f"its addresses are not known: {answer.why}")
