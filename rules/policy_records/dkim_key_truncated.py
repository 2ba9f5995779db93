"""The end of a DKIM key is missing.

Why: a key of 2048 bits does not fit into one string of a TXT record. Everything after 255 characters was lost, or the
second string was. Every signature with this selector fails.

Fix: publish the whole key, in several strings of one record.

Switch it off when: the zones are test data with invented keys.

References: RFC 6376 section 3.6.2.2; RFC 1035 section 3.3.14.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import ZONE
from .._paste import strings
from ._dkim import how_to_split, read, tag_place, well_formed
from ._examples import KEY_1024, KEY_2048
from ._shared import finding_in_text

SEVERITY = "error"
NEEDS = ("DKIM",)

_KEY = f"v=DKIM1; k=rsa; p={KEY_2048}"

BAD = (
    {"example.com.zone": ZONE + f'key1._domainkey TXT "{_KEY[:255]}" ; <- dkim-key-truncated\n'},
    {"example.com.zone": ZONE + f'key1._domainkey TXT "v=DKIM1; p={KEY_1024[:-4]}" ; <- dkim-key-truncated\n'},
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings(_KEY)}\n"},
    {
        # The padding at the end may be left out, and blanks in the key do not count.
        "example.com.zone": ZONE
        + f'key1._domainkey TXT "{_KEY[:100]}" " {_KEY[100:200]} " "{_KEY[200:].rstrip("=")}"\n'
        + 'key2._domainkey TXT "v=DKIM1; p="\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key that says that it is longer than what is there."""
    for policy in well_formed(context):
        key = read(policy)
        if key is not None and key.cut:
            start, end = tag_place(policy, "p")
            message = f"the DKIM key at {policy.record.owner} is cut off: {key.fault}"
            yield finding_in_text(context, policy, start, end, message, help=how_to_split(policy))
