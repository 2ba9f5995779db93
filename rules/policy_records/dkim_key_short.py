"""A DKIM key is too short: receivers reject it.

Why: receivers must not accept signatures with a key of less than 1024 bits, because such keys are easy to break. Mail
signed with it counts as unsigned, and whoever breaks the key can sign in the name of the domain.

Fix: make a key of 2048 bits, publish it at a new selector, and set the server to sign with it.

Switch it off when: never.

References: RFC 8301 section 3.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import ZONE
from .._paste import strings
from ._dkim import how_to_split, rsa_keys
from ._examples import KEY_512, KEY_1024, KEY_2048, KEY_ED25519
from ._shared import finding_in_text

SEVERITY = "error"
NEEDS = ("DKIM",)
ACCEPTED = 1024

BAD = (
    {"example.com.zone": ZONE + f'key1._domainkey TXT "v=DKIM1; k=rsa; p={KEY_512}" ; <- dkim-key-short\n'},
    {"example.com.zone": ZONE + f'key1._domainkey.news TXT "p={KEY_512}" ; <- dkim-key-short\n'},
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; k=rsa; p=' + KEY_2048)}\n"},
    {
        "example.com.zone": ZONE
        + f"""\
key1._domainkey TXT "v=DKIM1; k=ed25519; p={KEY_ED25519}"
key2._domainkey TXT "v=DKIM1; p={KEY_1024}"
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each RSA key of less than 1024 bits."""
    for policy, tag, key in rsa_keys(context):
        if key.bits < ACCEPTED:
            owner = policy.record.owner
            message = f"the DKIM key at {owner} has {key.bits} bits, and receivers reject keys of less than {ACCEPTED}"
            help = f"publish a key of 2048 bits at a new selector; {how_to_split(policy)}"
            yield finding_in_text(context, policy, tag.start, tag.end, message, help=help)
