"""Addresses as octets, and back to text: what `socket` offers, from the C module below it.

To import `socket` itself takes 2 ms, more than to check a small zone: it pulls in `selectors` and `enum` classes.
"""

from _socket import AF_INET, AF_INET6, inet_ntop, inet_pton

__all__ = ["AF_INET", "AF_INET6", "inet_ntop", "inet_pton"]
