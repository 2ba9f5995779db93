"""The mailbox in the SOA record accepts no mail.

Why: RNAME names the person who manages the zone. Its first label is the local part of a mail address, the rest is the
domain. Mail to it, about an error in the zone or about abuse, bounces. Often a final dot is missing, or a dot in the
local part is not written as `\\.`.

Fix: name a mailbox that accepts mail, or give its domain an MX.

Switch it off when: nobody needs to reach you at this address.

References: RFC 1035 section 3.3.13; RFC 1912 section 2.2; RFC 2142 section 7; RFC 5321 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Answer, Context, Finding, Record, first_label, is_below, is_internal_name, labels, parent

from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = False
NEEDS = ("SOA",)


BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- soa-rname-undeliverable
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # A null MX, and a dot in the local part.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h ; <- soa-rname-undeliverable
     NS    ns1
     MX    0 .
ns1  A     4.3.2.1
""",
        "example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.com. anna.smith 1 8h 2h 4w 1h ; <- soa-rname-undeliverable
     NS    ns1.example.com.
     MX    10 ns1.example.com.
""",
    },
)

GOOD = (
    {
        # An address will do where there is no MX; what others do is not known.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 anna\\.smith 1 8h 2h 4w 1h
     NS    ns1
     A     4.3.2.80
ns1  A     4.3.2.1
""",
        "9.3.4.in-addr.arpa.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.net. 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
    },
    {
        # Nobody is named, or somebody inside, and an internal zone is nobody else's affair.
        ".zonelint.toml": 'internal = ["corp.example.org."]\n',
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1.example.net. . 1 8h 2h 4w 1h
     NS    ns1.example.net.
""",
        "lan.zone": """\
$ORIGIN lan.
$TTL 1h
@    SOA   ns1.example.net. root 1 8h 2h 4w 1h
     NS    ns1.example.net.
""",
        "corp.example.org.zone": """\
$TTL 1h
@    SOA   ns1.example.net. hostmaster 1 8h 2h 4w 1h
     NS    ns1.example.net.
""",
    },
)


_AT = "\\@"
"""How an `@` within a label is shown (RFC 1035 section 5.1)."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each SOA record whose mailbox provably takes no mail."""
    for record in context.records("SOA"):
        mailbox = record.rname
        domain = parent(mailbox)
        if record is not record.zone.soa:
            continue  # soa-multiple and soa-not-at-apex
        if _is_told_elsewhere(context, record, mailbox):
            continue
        if domain.count(".") < 2 or is_internal_name(domain) or context.mail.is_internal(record):
            continue  # nobody is named, or somebody inside
        answer = context.namespace.lookup(domain, "MX")
        why = _why(context, domain, answer)
        if why:
            yield context.finding(
                record,
                f"the mailbox {mailbox} of {record.owner} cannot be reached: {domain} {why}",
                field="word 1",
                help=_help(context, record, mailbox, domain),
                value=mailbox,
            )


def _is_told_elsewhere(context: Context, record: Record, mailbox: str) -> bool:
    """Tell whether a rule that runs says how the mailbox is to be written."""
    if _AT in mailbox:
        return context.runs("soa-rname-at")
    is_doubled = mailbox.endswith(f".{record.zone.origin}{record.zone.origin}")
    return is_doubled and context.runs("soa-missing-trailing-dot")


def _why(context: Context, domain: str, answer: Answer) -> str:
    """Say why `domain` takes no mail, as the MX `answer` and its addresses prove; empty if it may take some."""
    if answer.found:
        is_null = answer.whole and all(mx.target == NO_TARGET for mx in answer.records)
        return "has a null MX" if is_null else ""
    return "has neither MX nor A or AAAA" if answer.absent and context.namespace.addresses(domain).absent else ""


def _help(context: Context, record: Record, mailbox: str, domain: str) -> str:
    origin = record.zone.origin
    if is_below(mailbox, origin) and mailbox.endswith(f".{origin}{origin}"):
        return f"write `{mailbox[: -len(origin)]}` with the final dot"
    if _AT in first_label(mailbox):
        meant = mailbox.removesuffix(f".{origin}").replace(_AT, ".") + "."
        return f"write a dot instead of the `@`, and a final dot: `{meant.replace('..', '.')}`"
    above = parent(domain)
    if len(labels(above)) > 1 and context.namespace.lookup(above, "MX").found:
        return f"write `{first_label(mailbox)}\\.{first_label(domain)}.{above}` if the local part holds a dot"
    return f"name a mailbox that accepts mail, or add `{domain} IN MX 10 <mail host>`"
