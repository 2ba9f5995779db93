"""Files that are encrypted in the repository: they are found and not read, for what they hold is no fault of theirs."""

ENCRYPTED = "encrypted"
"""How the reason begins why such a file is passed over; the kind of a zone that is declared because of it."""

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
# It encrypts the values of a file, or wraps all of it in one value.
_SOPS = b"ENC[AES256_GCM,data:"


def encryption(octets: bytes) -> str:
    """Return ``"encrypted (git-crypt)"`` or such for the content of a file that is encrypted; else nothing.

    The beginning of the content is enough.
    """
    if octets.startswith(_ALL_BEGINNINGS):
        tool = next(tool for beginning, tool in _BEGINNINGS if octets.startswith(beginning))
    elif _SOPS in octets:
        tool = "sops"
    else:
        return ""
    return f"{ENCRYPTED} ({tool})"
