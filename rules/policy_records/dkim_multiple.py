"""A DKIM selector has more than one TXT record.

Why: the result is undefined. A receiver uses the first record, and answers come in any order. So the same signature
passes on one day and fails on the next.

Fix: keep one record for each selector. If tags are in separate records, merge them into one, separated by semicolons.
To change a key, publish the new one at a new selector. `zonelint fix` makes one record of a key whose parts became two
records. This is safe: together they are a whole key, and the first part alone is none. `zonelint fix --unsafe` merges
tags that are in separate records.

Switch it off when: never.

References: RFC 6376 section 3.6.2.2.
"""

import re
from collections.abc import Iterator, Sequence

from zonelint.lint.api import DKIM, Change, Context, Finding, Fix, Place, Policy, Record, Remove, late, tag_list

from .._paste import block, in_octodns, is_octodns, strings
from ._dkim import KINDS, read
from ._examples import KEY_2048
from ._shared import several

SEVERITY = "error"
NEEDS = ("2 DKIM",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

_KEY = f"v=DKIM1; k=rsa; p={KEY_2048}"

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
    {
        # The two strings of a long key.
        "example.com.zone": _ZONE
        + f"""\
key1._domainkey TXT "{_KEY[:255]}"
key1._domainkey TXT "{_KEY[255:]}" ; <- dkim-multiple
"""
    },
    {
        "example.com.zone": _ZONE
        + """\
key1._domainkey TXT "v=DKIM1; k=rsa"
key1._domainkey TXT "p=" ; <- dkim-multiple
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "example.com.zone": _ZONE.replace(" 1 8h", " 2 8h")
        + f"""\
key1._domainkey TXT "{_KEY[:255]}" "{_KEY[255:]}"
"""
    },
)
FIXED_UNSAFE = (
    *FIXED,
    {
        "example.com.zone": _ZONE.replace(" 1 8h", " 2 8h")
        + """\
key1._domainkey TXT "v=DKIM1; k=rsa; p="
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
_BASE64 = late(r"[A-Za-z0-9+/ \t]+={0,2}", re.ASCII)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each selector with several TXT records, at the second one."""
    for owner, found in context.mail.policies.owners(DKIM).items():
        if len(found) > 1:
            message = f"{owner} has {len(found)} TXT records, and it is chance which of them a receiver uses"
            finding = several(context, found, message, _help(owner, found))
            finding.fix = _fix(found)
            yield finding


def _help(owner: str, found: Sequence[Policy]) -> str:
    joined = _key_joined(found) or _tags_joined(found)
    zone = found[0].record.zone
    if joined and is_octodns(zone):
        return "write them as one value:\n" + block(zone, owner, ("TXT", (joined,)))
    if joined:
        return f"merge them into one record: `{owner} IN TXT {strings(joined)}`"
    others = [policy.record.text for policy in found if not _is_key(policy)]
    if len(others) == len(found) - 1:
        return "delete " + " and ".join(f"`{text}`" for text in others) + ": that is not a DKIM key"
    return "keep one, and publish another key at a selector of its own"


def _tags_joined(found: Sequence[Policy]) -> str:
    """Return the text of one record with the tags of all; empty if these do not belong together."""
    joined = "; ".join(policy.text.strip("; ") for policy in sorted(found, key=_is_key))
    tags = tag_list(joined)
    is_one = sum(map(_is_key, found)) == 1 and not tags.faults and not tags.repeated()
    return joined if is_one and {tag.name for tag in tags.tags} <= _TAGS else ""


def _key_joined(found: Sequence[Policy]) -> str:
    """Return the text of two records in which one key stands: whole together, and cut off in the first; else empty."""
    from zonelint.lint.api import read_key

    first, *rest = sorted(found, key=_is_key, reverse=True)
    key = read(first) if _is_key(first) and len(rest) == 1 else None
    tags = first.tags.tags
    if key is None or not key.fault or tags[-1].name != "p" or first.text.rstrip()[-1:] == ";":
        return ""
    (second,) = rest
    kind = first.tags.value("k", "rsa")
    more = second.text.strip()
    whole = kind in KINDS and _BASE64.fullmatch(more) and not read_key(kind, first.tags.value("p") + more).fault
    return first.text.rstrip() + more if whole else ""


def _fix(found: Sequence[Policy]) -> Fix | None:
    """Return the fix that makes one record of two of which no part can stay alone."""
    whole = _key_joined(found)
    text = whole or _tags_joined(found)
    records = [policy.record for policy in sorted(found, key=_is_key, reverse=bool(whole))]
    if not text or len(found) != 2 or not all(map(_is_plain, records)):
        return None
    # The first in the file stays, so that a comment above it does, too.
    kept, gone = sorted(records, key=lambda record: record.line)
    becomes = kept._replace(rdata=strings(text))
    return Fix(
        "make one record of the two",
        Change(kept, "rdata", strings(text), becomes),
        Remove(gone),
        safe=bool(whole) and kept.ttl == gone.ttl,
    )


def _is_plain(record: Record) -> bool:
    """Tell whether `record` stands on one line of a master file, and has no escapes."""
    span = Place.of(record, "rdata").span
    is_plain = "\\" not in record.rdata and record.rdata.isascii() and not record.generated
    return is_plain and not in_octodns(record) and span.line == span.end_line


def _is_key(policy: Policy) -> bool:
    return policy.tags.get("p") is not None
