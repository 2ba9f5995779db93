"""Record types that servers know and dnspython does not: their mnemonics, in the registry of IANA or in BIND."""

from functools import cache

_TYPES = {
    "EID": 31, "NIMLOC": 32, "ATMA": 34, "SINK": 40, "RKEY": 57, "TALINK": 58, "UINFO": 100, "UID": 101, "GID": 102,
    "DOA": 259, "CLA": 263, "IPN": 264, "KEYDATA": 65533,
}  # fmt: skip


@cache
def known_types() -> None:
    """Make the types known to dnspython: from then on it reads and writes their mnemonics."""
    from dns.rdatatype import register_type

    for mnemonic, number in _TYPES.items():
        register_type(number, mnemonic)  # type: ignore[arg-type]  # made to RdataType, it would be TYPEn for ever
