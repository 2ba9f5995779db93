"""A DKIM key has more than 2048 bits.

Why: the answer has more than 512 octets, so it needs EDNS or TCP, and a few old resolvers fail. Receivers need not
accept keys of more than 4096 bits.

Fix: use a key of 2048 bits.

Switch it off when: you must use longer keys.

References: RFC 8301 section 3.2; RFC 6376 section 3.3.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import ZONE
from .._paste import strings
from ._dkim import rsa_keys
from ._examples import KEY_1024, KEY_2048, KEY_4096
from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = False
NEEDS = ("DKIM",)
ADVISED = 2048
ACCEPTED = 4096

BAD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('p=' + KEY_4096)} ; <- dkim-key-long\n"},
    {"example.com.zone": ZONE + f"key1._domainkey.sub TXT {strings('v=DKIM1; p=' + KEY_4096)} ; <- dkim-key-long\n"},
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; k=rsa; p=' + KEY_2048)}\n"},
    {
        # A short one is another rule's.
        "example.com.zone": ZONE
        + f"""\
key1._domainkey TXT "v=DKIM1; p={KEY_1024}"
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each RSA key of more than 2048 bits."""
    for policy, tag, key in rsa_keys(context):
        if key.bits > ADVISED:
            then = "the answer does not fit into 512 octets"
            if key.bits > ACCEPTED:
                then = f"receivers need not accept more than {ACCEPTED}"
            message = f"the DKIM key at {policy.record.owner} has {key.bits} bits: {then}"
            yield finding_in_text(context, policy, tag.start, tag.end, message, help=f"use {ADVISED} bits")
