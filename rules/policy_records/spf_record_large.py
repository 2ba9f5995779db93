"""The DNS answer with an SPF record is too large.

Why: receivers ask for all TXT records of the name at once. More than 512 octets need EDNS or a second question over
TCP. More than 1232 octets need TCP at most servers, because nobody sends larger UDP packets any more. If a firewall
blocks this, SPF ends in a temporary error (temperror), and the mail is deferred.

Counted is the whole answer without DNSSEC signatures: header, question, every TXT record of the name, and, over 512
octets, the EDNS record. Over 1232 octets it is a warning, over 512 octets advice.

Fix: delete TXT records that services used once to verify the owner of the domain. Use includes in the SPF record
instead of many terms.

Switch it off when: you know that your name servers and their firewall answer over TCP.

References: RFC 7208 section 3.4; RFC 1035 section 4.2.1; RFC 6891 section 6.2.5.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import WARNING, Context, Finding, Record, labels, relate, txt_strings, unescape

from .._examples import MAIL_ZONE

SEVERITY = "info"
DEFAULT = False
NEEDS = ("TXT",)

_LONG = " ".join(f"ip4:4.3.{number}.0/24" for number in range(14))
_PARTS = f'"v=spf1 {_LONG} " "{_LONG} " "{_LONG} -all"'

BAD = (
    {"example.com.zone": MAIL_ZONE + f"@ TXT ( {_PARTS} ) ; <- spf-record-large\n"},
    {
        # The other records of the name count as well.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx -all" ; <- spf-record-large\n'
        + "".join(f'@ TXT "service-{number}-verification={"0123456789" * 10}"\n' for number in range(4))
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + f'@ TXT "v=spf1 {_LONG} -all"\n@ TXT "a note"\n'},
    {
        # No SPF record, so it is nobody's affair here.
        "example.com.zone": MAIL_ZONE + "@ TXT " + " ".join([f'"{"0123456789" * 20}"'] * 4) + "\n"
    },
    {
        # Each of the names has an answer of its own.
        "example.com.zone": MAIL_ZONE + f'@ TXT "v=spf1 {_LONG} -all"\nmail TXT "v=spf1 {_LONG} -all"\n'
    },
)

PLAIN, WITH_EDNS = 512, 1232
"""Octets of an answer over UDP: without EDNS (RFC 1035), and as most servers and resolvers bound it."""
_HEADER, _QUESTION, _RECORD, _OPTION = 12, 4, 12, 11
"""Octets beside names and data: the header, type and class of the question, a record whose owner is compressed to two
octets (RFC 1035 section 4.1.4), and the record of EDNS."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name with one SPF record whose TXT records take over 512 octets together."""
    for owner, spf in context.mail.spf.domains.items():
        rrset = spf.record.zone.rrset(owner, "TXT")
        if _bound(owner, rrset) <= PLAIN:
            continue
        octets = answer_octets(owner, rrset)
        if octets > PLAIN:
            yield _finding(context, spf.record, rrset, octets)


def _finding(context: Context, record: Record, rrset: Sequence[Record], octets: int) -> Finding:
    is_larger = octets + _OPTION > WITH_EDNS
    octets, most = (octets + _OPTION, WITH_EDNS) if is_larger else (octets, PLAIN)
    others = sorted((each for each in rrset if each is not record), key=lambda each: -_data_octets(each))
    count = f"{len(rrset)} TXT records" if len(rrset) > 1 else "TXT record"
    return context.finding(
        record,
        f"the answer with the {count} of {record.owner} takes {octets} octets, over {most}",
        field="rdata",
        related=[relate(each, f"takes {_data_octets(each)} of them") for each in others[:3]],
        help="delete TXT records that are not needed any more" if others else "include others instead of many terms",
        severity=WARNING if is_larger else "",
        value="large",
    )


def _bound(owner: str, rrset: Sequence[Record]) -> int:
    """Return what the answer takes at most, without a look into the texts: the quotes stand for the lengths."""
    return _HEADER + _QUESTION + len(owner) + 1 + sum(_RECORD + len(record.rdata) for record in rrset)


def answer_octets(owner: str, rrset: Sequence[Record]) -> int:
    """Return the octets of the answer with the TXT records `rrset` of `owner`, without EDNS (RFC 1035 section 4)."""
    question = sum(len(unescape(label)) + 1 for label in labels(owner)) + 1
    return _HEADER + question + _QUESTION + sum(_RECORD + _data_octets(record) for record in rrset)


def _data_octets(record: Record) -> int:
    return sum(len(text) + 1 for text in txt_strings(record))
