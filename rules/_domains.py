"""What rules about mail domains share: the organizational domain, by the Public Suffix List, and private ones."""

from functools import cache

from zonelint.names import labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_RESERVED = ("alt", "invalid", "local", "localhost", "onion", "test")
_USED_INSIDE = ("corp", "dn42", "home", "internal", "intranet", "lan", "localdomain", "private")
_PRIVATE = frozenset((*_RESERVED, *_USED_INSIDE))
"""Top-level domains that the public DNS does not have: by RFC 6761, 6762, 7686 and 9476, or by common use."""


def is_private(name: str) -> bool:
    """Tell whether the absolute `name` lies in no domain of the public DNS: ``mail.corp.local.``, ``router.lan.``."""
    top = labels(name)[-1:]
    return (bool(top) and top[0] in _PRIVATE) or f".{name}".endswith(".home.arpa.")


def organizational_domain(name: str) -> str:
    """Return the organizational domain of `name` by the Public Suffix List; a public suffix is its own.

    Both are absolute. The list is long: ask only where nothing else decides.
    """
    name = name.rstrip(".").removeprefix("*.")
    return (_public_suffixes().privatesuffix(name) or name) + "."


@cache
def _public_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
