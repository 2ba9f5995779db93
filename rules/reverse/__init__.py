"""Addresses and the PTR records that stand for them."""
