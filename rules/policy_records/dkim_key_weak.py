"""A DKIM key has less than 2048 bits.

Why: keys of 1024 bits are still accepted everywhere, but signers should not make new ones. Whoever can pay to break
one can sign in the name of the domain.

Fix: make a key of 2048 bits, publish it at a new selector, and set the server to sign with it.

Switch it off when: your server cannot use a longer key.

References: RFC 8301 section 3.2.

A key of less than 1024 bits is reported by dkim-key-short.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import ZONE
from .._paste import strings
from ._dkim import how_to_split, rsa_keys
from ._examples import KEY_1024, KEY_2048, KEY_ED25519
from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = True
NEEDS = ("DKIM",)
ACCEPTED = 1024
ADVISED = 2048

BAD = (
    {"example.com.zone": ZONE + f'key1._domainkey TXT "v=DKIM1; k=rsa; p={KEY_1024}" ; <- dkim-key-weak\n'},
    {
        # Wherever it stands in the record: the finding points at the key.
        "example.com.zone": ZONE
        + f"""\
key1._domainkey TXT ( "v=DKIM1; k=rsa; "
                      "p={KEY_1024}" ) ; <- dkim-key-weak
"""
    },
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; k=rsa; p=' + KEY_2048)}\n"},
    {"example.com.zone": ZONE + f'key1._domainkey TXT "v=DKIM1; k=ed25519; p={KEY_ED25519}"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each RSA key of 1024 to 2047 bits."""
    for policy, tag, key in rsa_keys(context):
        if ACCEPTED <= key.bits < ADVISED and not context.mail.is_internal(policy.record):
            message = f"the DKIM key at {policy.record.owner} has {key.bits} bits, {ADVISED} are recommended"
            help = f"publish a key of {ADVISED} bits at a new selector; {how_to_split(policy)}"
            finding = finding_in_text(context, policy, tag.start, tag.end, message, help=help)
            finding.cause = "weak DKIM keys"  # advice that is the same for all is shown once
            yield finding
