"""Organizational domains, by the Public Suffix List."""

from zonelint.dns.public_suffixes import public_suffixes

_WITH_POLICIES = (".bank", ".gov", ".gov.uk", ".insurance", ".mil")
"""Public suffixes whose operators publish a DMARC policy for all names below (RFC 9091 appendix B names most)."""


def organizational_domain(name: str) -> str:
    """Return the organizational domain of `name` by the Public Suffix List; a public suffix is its own.

    Both are absolute. The list is long: ask only where nothing else decides.
    """
    name = name.rstrip(".").removeprefix("*.")
    if name.count(".") < 2:
        return name + "."  # registered, or a suffix
    return (public_suffixes().privatesuffix(name) or name) + "."


def has_policy_of_registry(name: str) -> bool:
    """Tell whether the DMARC policy of a registry holds for the absolute `name` if it has none: ``bakery.gov.uk.``."""
    return name.rstrip(".").endswith(_WITH_POLICIES)
