"""Which names registries take registrations below, by the Public Suffix List."""

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_WELL_KNOWN = frozenset(("com", "net", "org", "info", "biz", "edu", "gov", "dev", "app", "arpa", "example"))
"""Top-level domains for which the list need not be read, two-letter ones besides; that of manuals is taken for one."""


def has_public_suffix(name: str) -> bool:
    """Tell whether the absolute `name` ends in what the Public Suffix List knows: nobody outside looks up others."""
    top = name.rstrip(".").rpartition(".")[2]
    if len(top) == 2 or top in _WELL_KNOWN:
        return True
    return public_suffixes().publicsuffix(name.rstrip("."), accept_unknown=False) is not None


@cache
def public_suffixes() -> "PublicSuffixList":
    """Return the list, which is long: ask for it only where nothing else decides."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
