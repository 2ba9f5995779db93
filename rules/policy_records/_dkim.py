"""What the rules about DKIM share: the keys, read once."""

from collections.abc import Iterator
from functools import cache

from zonelint.lint.api import DKIM, Context, Policy, Tag

from ._shared import list_faults_without_gaps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.lint.api import DkimKey

KINDS = ("rsa", "ed25519")


def selectors(context: Context) -> Iterator[Policy]:
    """Yield the TXT record of each selector, or of where an alias at a selector leads to.

    Where there are several, dkim-multiple speaks alone.
    """
    for found in context.mail.policies.owners(DKIM).values():
        if len(found) == 1:
            yield found[0]


def well_formed(context: Context) -> Iterator[Policy]:
    """Yield each record of `selectors` that is a list of tags; of the others dkim-key-syntax speaks alone.

    A semicolon too many hides no key: most receivers read it.
    """
    for policy in selectors(context):
        if not list_faults_without_gaps(policy):
            yield policy


def kind_of(policy: Policy) -> str:
    """Return the type of key that `policy` says it is (RFC 6376 section 3.6.1); its case counts (section 3.2)."""
    return policy.tags.value("k", "rsa")


def read(policy: Policy) -> "DkimKey | None":
    """Return the key of `policy`, which may have a fault; None where there is no key, or one of another kind.

    ``k=RSA`` is a fault of its own, whatever the key is.
    """
    tag, kind = policy.tags.get("p"), kind_of(policy).lower()
    if tag is None or not tag.value or kind not in KINDS:
        return None
    return _read(kind, tag.value)


@cache
def _read(kind: str, text: str) -> "DkimKey":
    from zonelint.lint.api import read_key  # few runs meet a key

    return read_key(kind, text)


def rsa_keys(context: Context) -> "Iterator[tuple[Policy, Tag, DkimKey]]":
    """Yield (policy, its tag p, key) for each RSA key that can be read."""
    for policy in well_formed(context):
        key, tag = read(policy), policy.tags.get("p")
        if key is not None and tag is not None and key.kind == "rsa" and not key.fault:
            yield policy, tag, key


def tag_place(policy: Policy, name: str) -> tuple[int, int]:
    """Return where the tag `name` stands in the text; all of the text if there is none."""
    tag = policy.tags.get(name)
    return (tag.start, tag.end) if tag is not None else (0, len(policy.text))


def how_to_split(policy: Policy) -> str:
    """Return how a long key is written where the record of `policy` stands."""
    if policy.record.zone.format == "octodns":
        return "write a key of 2048 bits as one text: octoDNS parts it itself"
    return 'a key of 2048 bits needs two strings: `IN TXT ( "v=DKIM1; k=rsa; p=<first part>" "<second part>" )`'


def stray_character(policy: Policy) -> str:
    """Return the one character of the key of `policy` without which it is a key; empty if there is none."""
    tag, key = policy.tags.get("p"), read(policy)
    if tag is None or key is None or not key.fault:
        return ""
    odd = {char for char in tag.value if not (char.isascii() and (char.isalnum() or char in "+/= \t\r\n"))}
    char = odd.pop() if len(odd) == 1 else ""
    return char if char and not _read(kind_of(policy).lower(), tag.value.replace(char, "")).fault else ""
