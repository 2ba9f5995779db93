"""zonelint: an offline linter for sets of DNS zones, with an operator's eye on mail and reverse DNS."""

from zonelint._version import __version__

__all__ = ["__version__"]
