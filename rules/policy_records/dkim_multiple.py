"""A DKIM selector has more than one TXT record.

Why: the result is undefined. A receiver uses the first record, and answers come in any order. So the same signature
passes on one day and fails on the next.

Fix: keep one record for each selector. If tags are in separate records, merge them into one, separated by semicolons.
To change a key, publish the new one at a new selector.

Switch it off when: never.

References: RFC 6376 section 3.6.2.2.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import DKIM, Context, Finding, Policy, tag_list

from ._examples import strings
from ._shared import several

SEVERITY = "error"
NEEDS = ("2 DKIM",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + """\
key1._domainkey TXT "v=DKIM1; p="
key1._domainkey TXT "v=DKIM1; k=ed25519; p=" ; <- dkim-multiple
"""
    },
    {
        "example.com.zone": _ZONE
        + """\
key1._domainkey TXT "v=DKIM1; t=s; p="
key1._domainkey TXT "v=DKIM1; p=" ; <- dkim-multiple
key1._domainkey TXT "v=DKIM1; n=old; p="
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
key1._domainkey TXT "v=DKIM1; p="
key2._domainkey TXT "v=DKIM1; k=ed25519; p="
"""
    },
    {
        # Different domains may use the same selector.
        "example.com.zone": _ZONE
        + """\
key1._domainkey      TXT "v=DKIM1; p="
key1._domainkey.news TXT "v=DKIM1; p="
"""
    },
)

_TAGS = {"v", "h", "k", "n", "p", "s", "t"}
"""RFC 6376 section 3.6.1."""


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each selector with several TXT records, at the second one."""
    for owner, found in context.mail.policies.owners(DKIM).items():
        if len(found) > 1:
            message = f"{owner} has {len(found)} TXT records, and it is chance which of them a receiver uses"
            yield several(context, found, message, _help(owner, found))


def _help(owner: str, found: Sequence[Policy]) -> str:
    joined = "; ".join(policy.text.strip("; ") for policy in sorted(found, key=_is_key))
    tags = tag_list(joined)
    is_one = sum(map(_is_key, found)) == 1 and not tags.faults and not tags.repeated()
    if is_one and {tag.name for tag in tags.tags} <= _TAGS:
        return f"merge them into one record: `{owner} IN TXT {strings(joined)}`"
    others = [policy.record.text for policy in found if not _is_key(policy)]
    if len(others) == len(found) - 1:
        return "delete " + " and ".join(f"`{text}`" for text in others) + ": that is not a DKIM key"
    return "keep one, and publish another key at a selector of its own"


def _is_key(policy: Policy) -> bool:
    return policy.tags.get("p") is not None
