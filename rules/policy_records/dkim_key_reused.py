"""Several domains publish the same DKIM key.

Why: if somebody steals the private key, he can sign for all of these domains. To change the key, you must change it
for all of them.

Fix: give each domain its own key. Or make the selectors aliases (CNAME) of one record, so that you change the key in
one place.

Switch it off when: one server signs for all the domains, and you change its key for all of them at once.

References: RFC 6376 section 8.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Policy, Tag, domain_of, relate

from .._examples import ZONE
from .._paste import strings
from ._dkim import rsa_keys
from ._examples import KEY_2048
from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = False
NEEDS = ("DKIM",)

_KEY = strings("v=DKIM1; p=" + KEY_2048)

BAD = (
    {
        "example.com.zone": ZONE
        + f"""\
key1._domainkey      TXT {_KEY}
key1._domainkey.news TXT {_KEY} ; <- dkim-key-reused
"""
    },
    {
        "example.com.zone": ZONE + f"key1._domainkey TXT {_KEY}\n",
        "example.org.zone": ZONE + f"key2._domainkey TXT {_KEY} ; <- dkim-key-reused\n",
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + f"""\
key1._domainkey      TXT   {_KEY}
key1._domainkey.news CNAME key1._domainkey
key2._domainkey      TXT   {_KEY}
"""
    },
    {
        "example.com.zone": ZONE + 'key1._domainkey TXT "v=DKIM1; p="\n',
        "example.org.zone": ZONE + 'key1._domainkey TXT "v=DKIM1; p="\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key of several domains, at the second domain."""
    uses: dict[str, dict[str, tuple[Policy, Tag]]] = {}
    for policy, tag, _ in rsa_keys(context):
        value = "".join(tag.value.split())
        uses.setdefault(value, {}).setdefault(domain_of(policy.record.owner), (policy, tag))
    for domains in uses.values():
        if len(domains) > 1:
            (first, _), (policy, tag), *more = domains.values()
            yield finding_in_text(
                context,
                policy,
                tag.start,
                tag.end,
                f"{len(domains)} domains publish the same DKIM key",
                related=[relate(each.record, "the same key") for each in (first, *(other for other, _ in more))],
                help=f"make a key for each, or write `{policy.record.owner} IN CNAME {first.record.owner}`",
            )
