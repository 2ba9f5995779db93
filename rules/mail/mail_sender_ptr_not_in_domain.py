"""The PTR of an address that sends mail names a host in somebody else's domain.

Why: the name leads back to the address, so mail is accepted. But filters lower the score of a sender whose host name
is not in the domains that it sends for. Google asks for a PTR in your domain. Often it is a default name of the
provider that nobody has changed.

Not reported, if an MX, an SPF `a:` or `mx:` term, or the HELO name in the configuration is in the same organizational
domain as the PTR name. The mail host of a provider with many customers is such a case. Also not reported: a host that
sends for several organizational domains, and a PTR name in another mail domain of the same zones (a loaded zone with
an MX or SPF record).

Fix: change the PTR to a name of your own that has the address, such as the HELO name.

Switch it off when: the provider does not change PTR records, and your mail is accepted.

References: RFC 1912 section 2.1; organizational domains as in RFC 9989, by the Public Suffix List.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Sender, is_at_or_below, organizational_domain, parent, relate

from .._senders import better_ptr, host_name, is_split, leads_back, place_of_ptr

SEVERITY = "warning"
NEEDS = ("senders with PTR",)

_CUSTOMER = """\
$ORIGIN example.org.
$TTL 1h
@ SOA ns1.provider.net. hostmaster 1 1h 15m 2w 1h
  NS  ns1.provider.net.
  MX  10 {exchange}
mail A 4.3.2.25
"""
_PROVIDER = """\
$ORIGIN provider.net.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
ns1    A 4.3.2.53
cust25 A 4.3.2.25
"""
_REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.provider.net. hostmaster.provider.net. 1 1h 15m 2w 1h
  NS  ns1.provider.net.
53 PTR ns1.provider.net.
"""

BAD = (
    {
        "example.org.zone": _CUSTOMER.format(exchange="mail"),
        "provider.net.zone": _PROVIDER,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR cust25.provider.net. ; <- mail-sender-ptr-not-in-domain\n",
    },
    {
        # Both lie under co.uk, which is a public suffix.
        "example.co.uk.zone": _CUSTOMER.format(exchange="mail").replace("example.org", "example.co.uk"),
        "provider.co.uk.zone": _PROVIDER.replace("provider.net", "provider.co.uk"),
        "2.3.4.in-addr.arpa.zone": _REVERSE.replace("provider.net", "provider.co.uk")
        + "25 PTR cust25.provider.co.uk. ; <- mail-sender-ptr-not-in-domain\n",
    },
)

GOOD = (
    {
        # The operator has mail in both domains.
        "example.org.zone": _CUSTOMER.format(exchange="mail"),
        "provider.net.zone": _PROVIDER + "@ MX 10 mx.example.net.\n",
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR cust25.provider.net.\n",
    },
    {
        # A shared host has the name of its owner.
        "example.org.zone": _CUSTOMER.format(exchange="mail"),
        "example.com.zone": _CUSTOMER.format(exchange="mail").replace("example.org", "example.com"),
        "provider.net.zone": _PROVIDER,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR cust25.provider.net.\n",
    },
    {
        "example.org.zone": _CUSTOMER.format(exchange="cust25.provider.net."),
        "provider.net.zone": _PROVIDER,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR cust25.provider.net.\n",
    },
    {
        "example.org.zone": _CUSTOMER.format(exchange="mail"),
        "provider.net.zone": _PROVIDER,
        "2.3.4.in-addr.arpa.zone": _REVERSE + "25 PTR mail.example.org.\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each sender that is named alone and whose confirmed PTRs all lie in foreign domains."""
    for sender, ptrs in context.mail.with_ptr:
        foreign = [ptr for ptr in ptrs if not _is_own(ptr.target, sender)] if sender.named else []
        if not foreign or is_split(context, sender, ptrs):
            continue
        confirmed = [ptr for ptr in ptrs if leads_back(context, sender.address, ptr)]
        if not confirmed or not context.namespace.reverse(sender.address).whole:
            continue
        if any(ptr not in foreign or _is_of_mail_domain(context, ptr.target) for ptr in confirmed):
            continue
        if _is_shared(sender):
            continue
        ptr = confirmed[0]
        yield context.finding(
            place_of_ptr(context, sender, ptr),
            f"the PTR name {ptr.target} of {sender.address} has no domain in common with what the address "
            f"{sender.because()}",
            related=[
                relate(each.place.record, each.text) for each in sender.evidence[:5] if each.place.record is not None
            ],
            help=f"if the host is yours, write {better_ptr(context, sender.address, ptr, host_name(sender))}",
            value=sender.address,
        )


def _is_own(name: str, sender: Sender) -> bool:
    if name in sender.names:
        return True
    ancestors = {name}
    while name != ".":
        name = parent(name)
        ancestors.add(name)
    # The usual case needs no list of public suffixes.
    if sender.sends_for(ancestors) or not ancestors.isdisjoint(sender.names):
        return True
    known = [*sender.domains, *sender.names]
    domain = organizational_domain(max(ancestors, key=len))
    return not known or any(is_at_or_below(each, domain) for each in known)


def _is_shared(sender: Sender) -> bool:
    """Tell whether it sends for several organizational domains: it cannot take the name of one of its customers."""
    return len({organizational_domain(domain) for domain in sender.domains}) > 1


def _is_of_mail_domain(context: Context, name: str) -> bool:
    """Tell whether `name` lies in a loaded zone that takes or sends mail, as that of a mere provider of lines does not.

    Then who wrote the zones has mail there, too, and may well name his host after either domain.
    """
    zone = context.namespace.zone_of(name)
    while zone is not None:
        if zone.rrset(zone.origin, "MX") or zone.origin in context.mail.texts.spf:
            return True
        zone = context.namespace.zone_of(parent(zone.origin)) if zone.origin != "." else None
    return False
