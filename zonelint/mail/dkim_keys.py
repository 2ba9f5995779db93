"""The public keys of DKIM, as far as judging them needs (RFC 6376 section 3.6.1, RFC 8463).

A reader of our own, and a small one: of DER it needs two numbers at a known place. A library for cryptography would
be a compiled dependency many times the size of zonelint, and says only that a key is bad; what an administrator wants
to know is that it was cut off, and where.
"""

from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Key(NamedTuple):
        """A public key.

        kind      ``"rsa"`` or ``"ed25519"``
        bits      length of the modulus, or of the ed25519 key; 0 if it cannot be read
        exponent  that of RSA, else 0
        fault     why it cannot be read; empty if it can
        cut       whether what is wrong is that its end is missing
        """

        kind: str
        bits: int
        exponent: int
        fault: str = ""
        cut: bool = False

else:
    from zonelint.dns.tuples import named_tuple

    Key = named_tuple("Key", "kind bits exponent fault cut", defaults=("", False))

_BASE64 = late(r"[A-Za-z0-9+/]+={0,2}")
_BLANKS = str.maketrans("", "", " \t\r\n")
_SEQUENCE, _INTEGER, _BIT_STRING = 0x30, 0x02, 0x03
# AlgorithmIdentifier of rsaEncryption with NULL parameters, or without any (RFC 8017 appendix A.1).
_RSA = bytes.fromhex("06092a864886f70d010101")
_ED25519_OCTETS = 32


class _KeyFaultError(ValueError):
    """A text that is no key; the text of the exception says why."""


class _CutKeyError(_KeyFaultError):
    """A key whose end is missing."""


def read_key(kind: str, text: str) -> Key:
    """Return the key of `kind` (``"rsa"`` or ``"ed25519"``) that the base64 `text` of a tag ``p`` holds.

    RSA keys may be a SubjectPublicKeyInfo (RFC 5280) or a bare RSAPublicKey (RFC 8017 appendix A.1.1): both are in use.
    """
    try:
        octets = _octets(text)
        return _ed25519(octets) if kind == "ed25519" else _rsa(octets)
    except _KeyFaultError as error:
        return Key(kind, 0, 0, str(error), isinstance(error, _CutKeyError))


def _ed25519(octets: bytes) -> Key:
    if len(octets) != _ED25519_OCTETS:
        raise _KeyFaultError(f"it has {len(octets)} octets, an ed25519 key has {_ED25519_OCTETS}")
    return Key("ed25519", 8 * _ED25519_OCTETS, 0)


def _octets(text: str) -> bytes:
    from binascii import a2b_base64

    text = text.translate(_BLANKS)
    if not _BASE64.fullmatch(text):
        bad = next((char for char in text if not (char.isascii() and (char.isalnum() or char in "+/="))), "=")
        raise _KeyFaultError(f"it is not base64: it contains {bad!r}")
    text = text.rstrip("=")
    if len(text) % 4 == 1:
        raise _CutKeyError(f"{len(text)} characters are not a whole number of octets in base64")
    # The padding may be left out (RFC 6376 section 2.10).
    return a2b_base64(text + "=" * (-len(text) % 4))


def _rsa(octets: bytes) -> Key:
    content, end = _element(octets, 0, _SEQUENCE)
    if end != len(octets):
        raise _KeyFaultError(f"{len(octets) - end} octets follow the end of the key")
    if content[:1] == bytes((_SEQUENCE,)):
        algorithm, at = _element(content, 0, _SEQUENCE)
        if not algorithm.startswith(_RSA):
            raise _KeyFaultError("it is a key, but not an RSA key")
        bits, _ = _element(content, at, _BIT_STRING)
        content, _ = _element(bits[1:], 0, _SEQUENCE)  # the first octet counts unused bits, here always none
    modulus, at = _element(content, 0, _INTEGER)
    exponent, _ = _element(content, at, _INTEGER)
    number = int.from_bytes(modulus, "big")
    if not number:
        raise _KeyFaultError("its modulus is zero")
    return Key("rsa", number.bit_length(), int.from_bytes(exponent, "big"))


def _element(octets: bytes, at: int, tag: int) -> tuple[bytes, int]:
    """Return the content of the DER element of type `tag` at `at`, and where it ends (ITU-T X.690 section 8.1)."""
    if at + 2 > len(octets):
        raise _CutKeyError("it ends before the end of the key")
    if octets[at] != tag:
        raise _KeyFaultError("it is not an RSA key in DER")
    length = octets[at + 1]
    at += 2
    if length & 0x80:
        count = length & 0x7F
        if not 0 < count <= 4:
            raise _KeyFaultError("it is not an RSA key in DER")
        length = int.from_bytes(octets[at : at + count], "big")
        at += count
    if at + length > len(octets):
        raise _CutKeyError(f"the key says that it has {at + length} octets, but only {len(octets)} are there")
    return octets[at : at + length], at + length
