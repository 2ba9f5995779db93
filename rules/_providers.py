"""Zones that a provider publishes: DNSControl writes a master file of them with placeholders in the SOA record."""

from zonelint.lint.api import Zone


def is_of_a_provider(zone: Zone) -> bool:
    """Tell whether the SOA stands for the one that a provider makes: DNSControl's output has placeholders in it."""
    return zone.soa is not None and zone.soa.mname.startswith("default_not_set.")
