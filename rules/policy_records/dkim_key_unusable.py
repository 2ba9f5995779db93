"""A DKIM key cannot be used for mail.

Why: a tag of the record restricts the key so that no receiver can verify mail with it: to an old hash algorithm
(`h=sha1`), to an unknown type of key (`k=`), or to a service other than mail (`s=`). Signatures with this selector
fail.

Fix: delete the tag. Without `h` and `s`, a key is good for everything. `k` must be the type of the key, `rsa` or
`ed25519` in small letters. Without `k`, it is an RSA key. `zonelint fix` writes small letters, which is safe.

Switch it off when: the key is for another service than mail.

References: RFC 6376 sections 3.2 and 3.6.1; RFC 8301 section 3.1; RFC 8460 section 3.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Fix, Policy, TagFault, shorten, split_list

from .._examples import ZONE
from .._fixes import text_changed
from .._paste import strings
from ._dkim import KINDS, kind_of, tag_place, well_formed
from ._examples import KEY_2048
from ._shared import finding_in_text

SEVERITY = "warning"
NEEDS = ("DKIM",)

BAD = (
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; h=sha1; p=' + KEY_2048)} ; <- dkim-key-unusable\n"
    },
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; s=news; p=' + KEY_2048)} ; <- dkim-key-unusable\n"
        + 'key2._domainkey TXT "v=DKIM1; k=ecdsa; p=AAAA" ; <- dkim-key-unusable\n'
        + f"key3._domainkey TXT {strings('v=DKIM1; k=RSA; p=' + KEY_2048)} ; <- dkim-key-unusable\n"
    },
    {
        "example.com.yaml": f"""\
key1._domainkey:
  type: TXT
  value: v=DKIM1\\; k=RSA\\; p={KEY_2048} # <- dkim-key-unusable
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {
        "example.com.zone": ZONE.replace(" 1 8h", " 2 8h")
        + f"key1._domainkey TXT {strings('v=DKIM1; s=news; p=' + KEY_2048)}\n"
        + 'key2._domainkey TXT "v=DKIM1; k=ecdsa; p=AAAA"\n'
        + f"key3._domainkey TXT {strings('v=DKIM1; k=rsa; p=' + KEY_2048)}\n"
    },
    {
        "example.com.yaml": f"""\
key1._domainkey:
  type: TXT
  value: v=DKIM1\\; k=rsa\\; p={KEY_2048}
"""
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; h=sha1:sha256; s=email; k=rsa; p=' + KEY_2048)}\n"
    },
    {
        "example.com.zone": ZONE
        + f"key1._domainkey TXT {strings('v=DKIM1; s=*; t=s; p=' + KEY_2048)}\n"
        + 'key2._domainkey TXT "v=DKIM1; h=sha1; p="\n'
    },
    {
        # Reports about TLS are signed with keys of their own.
        "example.com.zone": ZONE + f"key1._domainkey TXT {strings('v=DKIM1; s=tlsrpt; p=' + KEY_2048)}\n"
    },
)

_SERVICES = {"*", "email", "tlsrpt"}
"""What a key may be for: all of these sign mail, ``tlsrpt`` that with reports about TLS (RFC 8460 section 3)."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key, not revoked, that its own record keeps from being used for mail."""
    for policy in well_formed(context):
        for fault in _faults(policy) if policy.tags.value("p") else ():
            yield finding_in_text(
                context,
                policy,
                fault.start,
                fault.end,
                f"the DKIM key at {policy.record.owner} cannot be used for mail: {fault.message}",
                help=_help(policy, fault),
                fix=_fix(policy, fault),
            )


def _fix(policy: Policy, fault: TagFault) -> Fix | None:
    """Return the fix that writes the type of the key in small letters, or `rsa` where it is an RSA key."""
    tag, advice = policy.tags.get("k"), _help(policy, fault)
    if tag is None or not advice.startswith("write `k="):
        return None
    kind = advice.removeprefix("write `k=").partition("`")[0]
    at = policy.text.find(tag.value, tag.start, tag.end)
    safe = kind == tag.value.lower()
    return (
        text_changed(policy.record, at, at + len(tag.value), kind, f"write `k={kind}`", safe=safe) if at >= 0 else None
    )


def _help(policy: Policy, fault: TagFault) -> str:
    tag = policy.tags.get("k")
    if tag is None or (tag.start, tag.end) != (fault.start, fault.end):
        return "delete the tag"
    if tag.value.lower() in KINDS:
        return f"write `k={tag.value.lower()}`: capital and small letters differ"
    from zonelint.lint.api import read_key  # few runs meet such a key

    if not read_key("rsa", policy.tags.value("p")).fault:
        return "write `k=rsa`: that is what the key is"
    return "let the server sign with an RSA or an ed25519 key, and publish that at a new selector"


def _faults(policy: Policy) -> Iterator[TagFault]:
    if kind_of(policy) not in KINDS:
        yield TagFault(f"no receiver knows the type of key {shorten(kind_of(policy))}", *tag_place(policy, "k"))
    if "sha256" not in ([part.lower() for part in _parts(policy, "h")] or ["sha256"]):
        yield TagFault("its signatures may not use sha256", *tag_place(policy, "h"))
    if not _SERVICES.intersection(_parts(policy, "s") or ["*"]):
        yield TagFault("it is for another service", *tag_place(policy, "s"))


def _parts(policy: Policy, name: str) -> list[str]:
    tag = policy.tags.get(name)
    return [part for part, _, _ in split_list(tag, ":")] if tag is not None else []
