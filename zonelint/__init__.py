"""zonelint: an offline linter for sets of DNS zones, with an operator's eye on mail and reverse DNS."""

__version__ = "0.1.0"
