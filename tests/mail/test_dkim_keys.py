"""The keys of DKIM: their length, and what is wrong with those that cannot be read."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import RULES

from zonelint.mail.dkim_keys import Key, read_key


def element(tag: int, content: bytes) -> str:
    """Return a DER element in hexadecimal."""
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 0xFF])
    return (bytes([tag]) + length + content).hex()


def integer(number: int) -> str:
    """Return a DER INTEGER in hexadecimal."""
    return element(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def bare_key(bits: int, exponent: int = 65537) -> bytes:
    """Return an RSAPublicKey whose modulus has `bits` bits."""
    return bytes.fromhex(element(0x30, bytes.fromhex(integer((1 << bits - 1) + 1) + integer(exponent))))


def wrapped_key(bits: int) -> bytes:
    """Return the same as a SubjectPublicKeyInfo."""
    algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
    return bytes.fromhex(element(0x30, algorithm + bytes.fromhex(element(3, b"\0" + bare_key(bits)))))


def text(octets: bytes) -> str:
    """Return `octets` in base64."""
    return base64.b64encode(octets).decode("ascii")


@pytest.mark.parametrize("bits", [511, 512, 1024, 2047, 2048, 4096])
def test_length_is_that_of_the_modulus(bits: int) -> None:
    """Both forms in use tell the number of bits and the exponent."""
    expected = Key("rsa", bits, 65537)

    assert expected == read_key("rsa", text(wrapped_key(bits)))
    assert expected == read_key("rsa", text(bare_key(bits)))


def test_ed25519_key_has_32_octets() -> None:
    """It is nothing but these octets (RFC 8463 section 4.2)."""
    assert Key("ed25519", 256, 0) == read_key("ed25519", text(bytes(32)))
    assert "it has 44 octets, an ed25519 key has 32" == read_key("ed25519", text(bytes(44))).fault


def test_blanks_and_missing_padding_do_not_count() -> None:
    """Blanks may stand anywhere in base64, and the padding may be left out (RFC 6376 section 2.10)."""
    whole = text(wrapped_key(1024))
    key = f" {whole[:50]} \t{whole[50:]} ".replace("=", "")

    assert 1024 == read_key("rsa", key).bits


@pytest.mark.parametrize("characters", [1, 3, 4, 100, 250])
def test_missing_end_is_a_cut(characters: int) -> None:
    """A key that says it is longer than what is there was cut off."""
    key = read_key("rsa", text(wrapped_key(2048)).rstrip("=")[:-characters])

    assert (True, 0) == (key.cut, key.bits)


def test_cut_says_how_much_is_there() -> None:
    """Both lengths are named."""
    assert (
        "the key says that it has 294 octets, but only 100 are there"
        == read_key("rsa", text(wrapped_key(2048)[:100])).fault
    )


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("not base64!", "it is not base64: it contains '!'"),
        ("AA=A", "it is not base64: it contains '='"),
        (text(b"\x02\x01\x05"), "it is not an RSA key in DER"),
        (text(b"\x30\x80\x02\x01\x05\0\0"), "it is not an RSA key in DER"),
        (text(wrapped_key(1024) + b"more"), "4 octets follow the end of the key"),
        (text(bytes.fromhex("302a300506032b6570032100") + bytes(32)), "it is a key, but not an RSA key"),
        (text(bytes.fromhex("3006020100020103")), "its modulus is zero"),
    ],
)
def test_what_is_no_key_says_why(key: str, fault: str) -> None:
    """A fault that is no cut is named."""
    assert Key("rsa", 0, 0, fault) == read_key("rsa", key)


@given(st.binary(max_size=60))
def test_any_octets_are_a_key_or_a_fault(octets: bytes) -> None:
    """No octets end in an exception."""
    key = read_key("rsa", text(octets))

    assert bool(key.fault) == (key.bits == 0)


@given(st.text(max_size=30))
def test_any_text_is_a_key_or_a_fault(characters: str) -> None:
    """No text ends in an exception."""
    assert isinstance(read_key("ed25519", characters), Key)


@pytest.mark.parametrize("bits", [512, 1024, 2048, 4096])
def test_keys_that_openssl_made_are_read(bits: int) -> None:
    """Those in the examples of the rules come from OpenSSL, with its usual exponent."""
    made = getattr(RULES["dkim-key-long"].module if bits > 512 else RULES["dkim-key-short"].module, f"KEY_{bits}")

    assert Key("rsa", bits, 65537) == read_key("rsa", made)
