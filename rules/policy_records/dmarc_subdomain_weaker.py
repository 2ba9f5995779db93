"""The DMARC policy for subdomains is weaker than that of the domain.

Why: to forge mail of the domain, an attacker uses a subdomain, which need not even exist.

Fix: make `sp` and `np` as strict as `p`, or delete them. Give subdomains that need a weaker policy a record of their
own.

Switch it off when: subdomains send mail that does not pass yet.

References: RFC 9989 section 4.7.
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, Context, Finding

from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = False
NEEDS = ("DMARC sp", "DMARC np")

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=reject; sp=none" ; <- dmarc-subdomain-weaker\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=reject; np=quarantine" ; <- dmarc-subdomain-weaker\n'},
)

GOOD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=quarantine; sp=reject; np=reject"\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; sp=none"\n'},
)

_STRICTNESS = {"none": 0, "quarantine": 1, "reject": 2}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each DMARC record whose sp or np is weaker than what holds above it."""
    for policy in context.mail.policies.policies(DMARC):
        tags = {tag.name.lower(): tag for tag in policy.tags.tags}
        above = "p"
        for name in ("sp", "np"):
            if name not in tags:
                continue
            weak, strict = (
                _STRICTNESS.get(tags[each].value.lower(), 0) if each in tags else 0 for each in (name, above)
            )
            if weak < strict:
                yield finding_in_text(
                    context,
                    policy,
                    tags[name].start,
                    tags[name].end,
                    f"{name}={tags[name].value} is weaker than {above}={tags[above].value} in the DMARC record of "
                    f"{policy.record.owner}",
                    help=f"write `{name}={tags[above].value}`, or leave {name} out",
                )
            else:
                above = name
