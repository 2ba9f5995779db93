"""A DKIM key is revoked: its tag p is empty.

Why: an empty tag p revokes the key, and all signatures with this selector fail. If no mail with such a signature is
on its way any more, the record is not needed. If the server still signs with this key, its mail fails DMARC.

Fix: delete the record some weeks after you revoked the key.

Switch it off when: a program revokes keys often, and deletes their records later.

References: RFC 6376 section 3.6.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import ZONE
from .._paste import strings
from ._dkim import tag_place, well_formed
from ._examples import KEY_2048
from ._shared import finding_in_text

SEVERITY = "info"
DEFAULT = False
NEEDS = ("DKIM",)

BAD = (
    {"example.com.zone": ZONE + 'key1._domainkey TXT "v=DKIM1; p=" ; <- dkim-key-revoked\n'},
    {"example.com.zone": ZONE + 'key1._domainkey TXT "k=rsa; p=;" ; <- dkim-key-revoked\n'},
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; k=rsa; p=' + KEY_2048)}\n"},
    {
        # A wildcard with an empty key says that the domain signs nothing.
        "example.com.zone": ZONE + '*._domainkey TXT "v=DKIM1; p="\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key whose tag p is empty."""
    for policy in well_formed(context):
        tag = policy.tags.get("p")
        if tag is not None and not tag.value and policy.record.owner[:2] != "*.":
            start, end = tag_place(policy, "p")
            message = f"the DKIM key at {policy.record.owner} is revoked: signatures with it fail"
            yield finding_in_text(context, policy, start, end, message, help=f"delete `{policy.record.text}`")
