"""Outlook finds two different hosts for the settings of an account.

Why: Outlook asks the host `autodiscover.<domain>` first, and the SRV record `_autodiscover._tcp` later. If they lead
to different hosts, the old server may win, or a stranger's server asks the user for a password. The same happens with
an alias for Microsoft's service while mail goes elsewhere.

Fix: keep one of the two, or let both lead to the same host.

Switch it off when: a migration is in progress, or both hosts give the same settings.

References: RFC 2782; the order of Autodiscover is Microsoft's own (MS-OXDSCLI section 3.1.5).
"""

from collections.abc import Iterator

from zonelint.lint.api import MOST_RELATED, Context, Finding, Record, is_below, relate

from .._targets import NO_TARGET

SEVERITY = "info"
DEFAULT = False
TYPES = ("CNAME", "SRV")

_ZONE = """\
$TTL 1h
@            SOA   ns1 hostmaster 1 8h 2h 4w 1h
             NS    ns1
             MX    10 mail
ns1          A     4.3.2.1
mail         A     4.3.2.25
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + """\
autodiscover       A   4.3.2.80
_autodiscover._tcp SRV 0 0 443 mail ; <- autodiscover-conflict
"""
    },
    {"example.com.zone": _ZONE + "autodiscover CNAME autodiscover.outlook.com. ; <- autodiscover-conflict\n"},
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
autodiscover       A   4.3.2.25
_autodiscover._tcp SRV 0 0 443 mail
_autodiscover._tcp.news SRV 0 0 443 mail
"""
    },
    {
        "example.com.zone": _ZONE.replace("10 mail", "0 example-com.mail.protection.outlook.com.")
        + """\
autodiscover       CNAME autodiscover.outlook.com.
shop               MX    10 mail.example.net.
_autodiscover._tcp.shop SRV 0 0 443 host.example.net.
autodiscover.shop  A     4.3.2.80
"""
    },
)

_SERVICE = "_autodiscover._tcp."
_HOST = "autodiscover."
_OUTLOOK = "autodiscover.outlook.com."
_EXCHANGES = ("outlook.com.", "office365.us.", "mx.microsoft.")


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if `record` leads Outlook to another host than what it asks besides."""
    if record.type == "SRV" and record.owner.startswith(_SERVICE) and record.target != NO_TARGET:
        yield from _service(context, record, record.owner[len(_SERVICE) :])
    elif record.type == "CNAME" and record.owner.startswith(_HOST) and record.target == _OUTLOOK:
        yield from _alias(context, record, record.owner[len(_HOST) :])


def _service(context: Context, record: Record, domain: str) -> Iterator[Finding]:
    asked_first = context.namespace.addresses(_HOST + domain)
    host = context.namespace.addresses(record.target)
    if not (asked_first.found and host.found and asked_first.whole and host.whole):
        return
    if set(asked_first.addresses).isdisjoint(host.addresses):
        yield context.finding(
            record,
            f"the SRV record leads to {record.target}, but Outlook asks {_HOST}{domain} first, which is another host",
            field="target",
            related=[relate(each, f"{_HOST}{domain} leads here") for each in asked_first.records[:MOST_RELATED]],
            help=f"delete one of the two, or write `{_HOST}{domain} IN CNAME {record.target}`",
        )


def _alias(context: Context, record: Record, domain: str) -> Iterator[Finding]:
    answer = context.namespace.lookup(domain, "MX")
    if not answer.found or not answer.whole:
        return
    if not any(is_below(mx.target, each) for mx in answer.records for each in _EXCHANGES):
        yield context.finding(
            record,
            f"{record.owner} leads to Microsoft's service, but mail for {domain} goes elsewhere",
            field="target",
            related=[relate(mx, "where the mail goes") for mx in answer.records[:MOST_RELATED]],
            help=f"delete `{record.text}`, or change it to the host that serves the settings",
        )
