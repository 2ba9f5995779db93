"""Organizational domains, by the Public Suffix List."""

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_WITH_POLICIES = (".bank", ".gov", ".gov.uk", ".insurance", ".mil")
"""Public suffixes whose operators publish a DMARC policy for all names below (RFC 9091 appendix B names most)."""
_WELL_KNOWN = frozenset(("com", "net", "org", "info", "biz", "edu", "gov", "dev", "app", "arpa", "example"))
"""Top-level domains for which the list need not be read, two-letter ones besides; that of manuals is taken for one."""


def organizational_domain(name: str) -> str:
    """Return the organizational domain of `name` by the Public Suffix List; a public suffix is its own.

    Both are absolute. The list is long: ask only where nothing else decides.
    """
    name = name.rstrip(".").removeprefix("*.")
    if name.count(".") < 2:
        return name + "."  # registered, or a suffix
    return (_public_suffixes().privatesuffix(name) or name) + "."


def has_public_suffix(name: str) -> bool:
    """Tell whether the absolute `name` ends in what the Public Suffix List knows: nobody outside looks up others."""
    top = name.rstrip(".").rpartition(".")[2]
    if len(top) == 2 or top in _WELL_KNOWN:
        return True
    return _public_suffixes().publicsuffix(name.rstrip("."), accept_unknown=False) is not None


def has_policy_of_registry(name: str) -> bool:
    """Tell whether the DMARC policy of a registry holds for the absolute `name` if it has none: ``bakery.gov.uk.``."""
    return name.rstrip(".").endswith(_WITH_POLICIES)


@cache
def _public_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
