"""Organizational domains, by the Public Suffix List."""

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


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
