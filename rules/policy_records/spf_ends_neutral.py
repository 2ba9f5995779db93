"""An SPF record says nothing about the hosts that it does not name.

Why: a record without `all` and `redirect=`, or with `?all` at its end, is neutral about all other hosts. Receivers
cannot refuse forged mail because of it, and DMARC depends on DKIM alone.

If a record redirects to another one, the other one is checked. Records that are only included are not checked.

Fix: end the record with `~all`. Use `-all` when you are sure that it names all senders.

Switch it off when: a DMARC policy of reject, and DKIM for all mail, are enough for you.

References: RFC 7208 sections 4.7, 5.1 and 8.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Place, SpfDomain, SpfPolicy, SpfTerm

from .._examples import MAIL_ZONE
from ._spf import last_of, opening_term, own_records, place_of
from ._spf_seams import seams

SEVERITY = "warning"
NEEDS = ("SPF neutral", "SPF redirect")

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4:4.3.2.26" ; <- spf-ends-neutral\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ?all" ; <- spf-ends-neutral\n'},
    {
        # One finding at the record that two domains share.
        "example.com.zone": MAIL_ZONE
        + """\
@    TXT "v=spf1 redirect=_spf.example.com"
news TXT "v=spf1 redirect=_spf.example.com"
     MX  10 mail
_spf TXT "v=spf1 ip4:4.3.2.25" ; <- spf-ends-neutral
"""
    },
    {
        # A domain that others include is still a domain that takes mail.
        "example.com.zone": MAIL_ZONE
        + """\
@    TXT "v=spf1 mx" ; <- spf-ends-neutral
news TXT "v=spf1 include:example.com -all"
     MX  10 mail
"""
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ~all"\nmail TXT "v=spf1 a -all"\n'},
    {
        # Included from here, or made to be included.
        "example.com.zone": MAIL_ZONE
        + """\
@    TXT "v=spf1 include:_spf.example.com include:hosts.example.com -all"
_spf TXT "v=spf1 ip4:4.3.2.25"
hosts TXT "v=spf1 ip4:4.3.2.26 ?all"
_spf.customers TXT "v=spf1 ip4:4.3.2.27"
"""
    },
    {
        # What the redirect leads to is not known, and the wildcard stands for no domain.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx redirect=_spf.example.net"\n* TXT "v=spf1 a ?all"\n'
    },
    {
        # Of these spf-syntax, spf-split-string-join and spf-pass-all speak.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx ipv4:4.3.2.26" ; <- spf-syntax\n'
        + 'mail TXT "v=spf1 a a:x.example.net" "-all" ; <- spf-split-string-join\n'
        + 'ns1 TXT "v=spf1 ip4:0.0.0.0/0" ; <- spf-pass-all\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that is neutral about whom it does not name."""
    seen: set[str] = set()
    for _, spf in own_records(context, lambda policy: policy.redirect is not None or _is_neutral(policy)):
        last = last_of(context, spf)
        if last is None or last.record.owner in seen or not _is_neutral(last.policy):
            continue
        if seams(last.record) or opening_term(last.policy) is not None:
            continue  # another fault, and another rule's
        seen.add(last.record.owner)
        yield _finding(context, last)


def _is_neutral(policy: SpfPolicy) -> bool:
    end = _end(policy)
    if any(term.name == "redirect" for term in policy.unreached):
        return False  # spf-redirect-with-all
    return not policy.faults and policy.redirect is None and (end is None or end.qualifier == "?")


def _end(policy: SpfPolicy) -> SpfTerm | None:
    last = policy.mechanisms[-1] if policy.mechanisms else None
    return last if last is not None and last.name == "all" else None


def _finding(context: Context, spf: SpfDomain) -> Finding:
    end = _end(spf.policy)
    says = f"ends in `{end.text}`" if end is not None else "has neither `all` nor `redirect=`"
    return context.finding(
        place_of(spf, end) if end is not None else Place.of(spf.record, "rdata"),
        f"the SPF record of {spf.record.owner} {says}, so it is neutral about all hosts that it does not name",
        help=f"write `~all` instead of `{end.text}`" if end is not None else "end the record with `~all`",
        value="neutral",
        cause=f"SPF {spf.policy.text}",  # many domains of one owner have one text
    )
