"""A DKIM key says that the domain is testing DKIM.

Why: with the flag `t=y`, receivers must treat mail with a failed signature like mail without a signature. Some ignore
good signatures, too. Programs that make keys often write the flag, and nobody deletes it.

Fix: delete `t=y` when the signatures are correct.

Switch it off when: you are testing DKIM.

References: RFC 6376 section 3.6.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, split_list

from .._examples import ZONE
from .._paste import strings
from ._dkim import well_formed
from ._examples import KEY_2048
from ._shared import finding_in_text

SEVERITY = "warning"
NEEDS = ("DKIM t",)

BAD = (
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; t=y; p=' + KEY_2048)} ; <- dkim-key-testing\n"
    },
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; t=s:y; p=' + KEY_2048)} ; <- dkim-key-testing\n"
    },
)

GOOD = (
    {"example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; t=s; p=' + KEY_2048)}\n"},
    {"example.com.zone": ZONE + 'key1._domainkey TXT "v=DKIM1; t=y; p="\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key, not revoked, with the flag y."""
    for policy in well_formed(context):
        tag = policy.tags.get("t")
        if tag is None or not policy.tags.value("p") or context.mail.is_internal(policy.record):
            continue
        if "y" in [part for part, _, _ in split_list(tag, ":")]:
            message = f"the DKIM key at {policy.record.owner} is marked as a test (t=y)"
            yield finding_in_text(context, policy, tag.start, tag.end, message, help="delete `t=y`")
