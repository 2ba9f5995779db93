"""Names of hosts and mailboxes, as BIND's `check-names` takes them: letters, digits, and hyphens within."""

import re

# What follows a repetition is no part of it, so the time is linear.
_HOST = r"(?:[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*\.)+"
# An escape of three digits stands for what is no printable ASCII character.
_MAILBOX = rf"(?:[^.\\]|\\[^0-9])+\.(?:{_HOST})?"
_PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-. \n"
_HYPHENS_AT_ENDS = (".-", " -", "\n-", "-.")
"""Hyphens that begin or end a label."""


def is_hostname(name: str, wildcard: bool = False) -> bool:
    """Tell whether the absolute `name` may be a host's (RFC 952, RFC 1123 section 2.1); the root is taken for one.

    `wildcard`: its first label may be a lone asterisk (RFC 4592 section 2.1.1).
    """
    if wildcard and name.startswith("*."):
        name = name[2:] or "."
    return name == "." or re.fullmatch(_HOST, name) is not None


def is_mailbox(name: str) -> bool:
    """Tell whether the absolute `name` may be a mailbox: any printable first label, a host's name behind it.

    RFC 1035 section 8. The root, which stands for none, is taken for one.
    """
    return name == "." or re.fullmatch(_MAILBOX, name) is not None


def are_plain(text: str) -> bool:
    """Tell at little cost that every name in `text` is one of a host; False: look at each.

    The names are absolute, with blanks and line ends between them, and a line end before the first.
    """
    if not text.isascii() or text.encode("ascii").translate(None, _PLAIN):
        return False
    return "-" not in text or not any(each in text for each in _HYPHENS_AT_ENDS)
