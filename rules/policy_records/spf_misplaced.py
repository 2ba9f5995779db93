"""An SPF record is at a name where no receiver looks for it.

Why: receivers ask for the record at the domain of the sender. At any other name it has no effect, and the mail is not
authenticated ("550-5.7.26 … unauthenticated" at Gmail).

Two cases are reported: a record at `_spf` below a domain that receives mail and has no record, if nothing in the
loaded zones includes it; and a name that has the zone's name twice because its final dot is missing. A record that
allows senders for a name without MX and address, such as `spf`, is reported by sender-domain-unresolvable.

It is an error if the configuration says that the domain sends mail.

Fix: move the record to the name in the message.

Switch it off when: others include the record, and their zones are not loaded. The rule runs only when you select it.

References: RFC 7208 sections 3 and 4.3; RFC 1035 section 5.1 (relative names).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, is_service_name

from .._examples import MAIL_ZONE
from .._owners import owner_field
from ._spf import domain_meant

SEVERITY = "warning"
DEFAULT = False
NEEDS = ("SPF",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '_spf TXT "v=spf1 mx:example.com -all" ; <- spf-misplaced\n'},
    {"example.com.zone": MAIL_ZONE + 'example.com TXT "v=spf1 -all" ; <- spf-misplaced\n'},
    {
        # The right name has one already.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx -all"\n_spf.example.com TXT "v=spf1 mx -all" ; <- spf-misplaced\n'
    },
)

GOOD = (
    {
        # For others to include.
        "example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\n_spf TXT "v=spf1 ip4:4.3.2.0/24 -all"\n'
    },
    {
        # A domain of the set includes it, or an alias leads to it.
        "example.com.zone": MAIL_ZONE
        + """\
lists    MX    10 mail
_spf.lists TXT "v=spf1 mx:example.com -all"
news     CNAME _spf.news
_spf.news TXT  "v=spf1 -all"
bulk     TXT   "v=spf1 include:_spf.lists.example.com -all"
         MX    10 mail
"""
    },
    {
        # Whether the domain has a record is not known, or the name really exists.
        ".zonelint.toml": 'partial = ["example.com."]\n',
        "example.com.zone": MAIL_ZONE
        + """\
_spf TXT "v=spf1 mx -all"
news.example.com TXT "v=spf1 a -all" ; <- owner-missing-trailing-dot
                 A   4.3.2.80
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each SPF record that no sender's domain leads to."""
    for owner, spf in context.mail.spf.domains.items():
        meant = domain_meant(context, spf)
        if meant is None:
            continue
        # A name of a host that lets somebody send is told by sender-domain-unresolvable.
        if is_service_name(owner) or not context.mail.spf.may_authorise(spf):
            yield _finding(context, spf.record, meant)


def _finding(context: Context, record: Record, domain: str) -> Finding:
    there = context.mail.spf.at(domain)
    is_declared = any(domain in sender.domains for sender in context.settings.senders)
    return context.finding(
        record,
        f"nobody looks for an SPF record at {record.owner}",
        field=owner_field(record),
        help=f"delete it: {domain} has one already"
        if there is not None
        else f"move it to `{domain} IN TXT {record.rdata}`",
        severity="error" if is_declared and there is None else "",
    )
