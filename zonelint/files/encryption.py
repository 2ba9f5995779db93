"""Files that are encrypted, or not in the repository: they are found and not read, and no fault of theirs is told."""

import re

from zonelint.dns.patterns import late

ENCRYPTED = "encrypted"
LFS = "a pointer of Git LFS"
"""How the reason begins why such a file is passed over; the kind of a zone that is declared because of it."""
CLOSED = (ENCRYPTED, LFS)

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How what git has in the place of a file that Git LFS keeps begins (its specification, "The Pointer")."""
BEGINNING = 4096
"""Octets at the start of a file that are enough to tell."""
_BEGINNINGS = (
    (b"\0GITCRYPT\0", "git-crypt"),
    (b"$ANSIBLE_VAULT;", "ansible-vault"),
    (b"age-encryption.org/v1", "age"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "age"),
    (b"-----BEGIN PGP MESSAGE-----", "GnuPG"),
    (b"Salted__", "OpenSSL"),
)
_ALL_BEGINNINGS = tuple(beginning for beginning, _ in _BEGINNINGS)
_OF_ZONES = late(
    r"(?:^|[/._-])(?:zones?|domains|records|hosted-?zones|dns|octodns|bind9?|named|namedb|nsd|knot|pdns|powerdns|coredns|gdnsd)"
    r"(?:$|[/._-])|\.(?:in-addr|ip6)\.arpa\b",
    re.IGNORECASE,
)
_SECRET = late(r"secret|token|passw|credential|vault|api[_-]?key|\.(?:age|asc|crt|env|gpg|key|pem|pub)$", re.IGNORECASE)
# It encrypts the values of a file, or wraps all of it in one value.
_SOPS = b"ENC[AES256_GCM,data:"


def encryption(octets: bytes) -> str:
    """Return ``"encrypted (git-crypt)"`` or such for the content of a file that is encrypted; else nothing.

    So it does for what git has in the place of a file that Git LFS keeps. The beginning of the content is enough.
    """
    if octets.startswith(LFS_POINTER):
        return f"{LFS}: its content is not here"
    if octets.startswith(_ALL_BEGINNINGS):
        tool = next(tool for beginning, tool in _BEGINNINGS if octets.startswith(beginning))
    elif _SOPS in octets:
        tool = "sops"
    else:
        return ""
    return f"{ENCRYPTED} ({tool})"


def may_hold_zones(path: str) -> bool:
    """Tell whether a file that cannot be read may be a zone, by its name or its folders.

    Most repositories that hold encrypted files keep passwords in them.
    """
    return bool(_OF_ZONES.search(path)) and not _SECRET.search(path)


def kind_of(why: str) -> str:
    """Return the one of `CLOSED` that a reason begins with."""
    return next(kind for kind in CLOSED if why.startswith(kind))
