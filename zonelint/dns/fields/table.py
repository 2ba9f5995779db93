"""The fields of the rarer types, as BIND reads them: what it refuses, and what it takes beside the standard.

What is read is spelled again in the plainest way, so that any other reader takes it for the same RDATA.
"""

from zonelint.dns.fields import addresses, kinds
from zonelint.dns.fields.reading import Words
from zonelint.dns.names import labels
from zonelint.dns.rdata_words import RdataError, character_string, name_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.dns.fields.kinds import Read

_FINGERPRINT_OCTETS = {"1": 20, "2": 32}
_ZONE_DIGEST_OCTETS = {"1": 48, "2": 64}
_LEAST_ZONE_DIGEST = 12  # RFC 8976 section 2.2.4


def read_fields(rtype: str, words: "Sequence[str]", origin: str, encoding: str) -> list[str] | None:
    """Return the fields of a record of `rtype`, each in its plainest spelling; None if the type is not read here.

    Raises RdataError for what BIND refuses.
    """
    fields = FIELDS.get(rtype)
    if fields is None:
        return None
    reading = Words(words, origin, encoding)
    what = ""
    for field in fields.split():
        what, _, kind = field.partition(":")
        _KINDS[kind](reading, what)
    if reading.left:
        raise RdataError(f"extra text after the {what}: {words[reading.at]}", reading.at)
    check = _CHECKS.get(rtype)
    if check is not None:
        check(reading)
    return reading.done


def _location(words: Words, what: str) -> None:
    from zonelint.dns.fields.location import read_location

    read_location(words)


def _parameters(words: Words, what: str) -> None:
    from zonelint.dns.fields.svcb import read_parameters

    read_parameters(words)


def _target(words: Words, what: str) -> None:
    """Read the target of a service, which BIND takes in quotes, too."""
    word = words.string(what)
    words.done.append(
        name_at([word[1:-1] if len(word) > 2 and word[0] == '"' else word], 0, words.origin, words.encoding)
    )


# -- checks of whole records -------------------------------------------------------------------------------------------


def _check_signer(words: Words) -> None:
    if int(words.done[2]) < len(labels(words.done[7])):
        raise RdataError(f"{words.done[2]} labels are fewer than the signer's name has", 2)


def _check_regexp(words: Words) -> None:
    from zonelint.dns.fields.naptr import is_substitution

    if not is_substitution(character_string(words.done[4], 4, "ascii")):
        raise RdataError(f"bad regexp {words.words[4]}", 4)


def _check_x25(words: Words) -> None:
    digits = words.words[0].strip('"')
    if len(digits) < 4 or not (digits.isascii() and digits.isdigit()):
        raise RdataError(f"an X.121 address has four digits or more, and nothing else: {words.words[0]}")


def _check_fingerprint(words: Words) -> None:
    _check_octets(words, 2, _FINGERPRINT_OCTETS.get(words.done[1]))


def _check_zone_digest(words: Words) -> None:
    _check_octets(words, 3, _ZONE_DIGEST_OCTETS.get(words.done[2]))
    if len(words.done[3]) < 2 * _LEAST_ZONE_DIGEST:
        raise RdataError(f"a digest has {_LEAST_ZONE_DIGEST} octets or more", 3)


def _check_octets(words: Words, index: int, octets: int | None) -> None:
    found = len(words.done[index]) // 2 if index < len(words.done) else 0
    if octets is not None and found != octets:
        raise RdataError(f"{found} octets where {octets} belong", min(index, len(words.words) - 1))


def _check_rkey(words: Words) -> None:
    if words.done[0] != "0":
        raise RdataError("the flags of an RKEY are 0")


_CHECKS: "dict[str, Callable[[Words], None]]" = {
    "RRSIG": _check_signer, "NAPTR": _check_regexp, "X25": _check_x25, "SSHFP": _check_fingerprint,
    "ZONEMD": _check_zone_digest, "RKEY": _check_rkey,
}  # fmt: skip

_KINDS: "dict[str, Read]" = {
    "2": kinds.number_up_to(3), "7": kinds.number_up_to(127), "8": kinds.u8, "16": kinds.u16, "32": kinds.u32,
    "64": kinds.u64, "a6": addresses.a6, "algorithm": kinds.algorithm, "atm": addresses.atm,
    "base64": kinds.some_base64, "base64-or-hyphen": kinds.base64_or_none, "base64-word": kinds.word_base64,
    "base64?": kinds.any_base64, "bit": kinds.number_up_to(1), "certificate": kinds.certificate, "date": kinds.date,
    "date-or-seconds": kinds.date_or_seconds, "eui48": addresses.eui(6), "eui64": addresses.eui(8),
    "flags": kinds.flags, "gateway": addresses.gateway_of_ipseckey, "hash": kinds.hash_algorithm,
    "hashed-name": kinds.next_hash, "hex": kinds.some_hex, "hex?": kinds.any_hex, "identity": kinds.host_identity,
    "ipv4": addresses.ipv4, "kept-key": kinds.key_of_keydata, "key": kinds.key_of_key, "location": _location,
    "locator": addresses.locator, "long-string": kinds.long_string, "name": kinds.name, "names?": kinds.names,
    "nsap": addresses.nsap, "old-types?": kinds.old_types, "parameters": _parameters, "prefix": kinds.number_up_to(128),
    "prefixes": addresses.prefixes, "protocol": kinds.protocol, "relay": addresses.relay, "salt": kinds.salt,
    "scheme": kinds.scheme, "services": addresses.services, "string": kinds.string, "string?": kinds.optional_string,
    "target": _target, "type": kinds.one_type, "types": kinds.some_types, "types?": kinds.any_types,
}  # fmt: skip
"""What reads a kind of field: digits are the bits of a number; where a question mark stands, nothing needs to."""

FIELDS = {
    "A6": "prefix-length:prefix address:a6",
    "AMTRELAY": "precedence:8 discovery:bit relay-type:7 relay:relay",
    "APL": "prefix:prefixes",
    "ATMA": "address:atm",
    "BRID": "data:base64",
    "CDNSKEY": "flags:flags protocol:protocol algorithm:algorithm key:base64",
    "CERT": "type:certificate key-tag:16 algorithm:algorithm certificate:base64",
    "CSYNC": "serial:32 flags:16 types:types?",
    "DHCID": "data:base64",
    "DNSKEY": "flags:flags protocol:protocol algorithm:algorithm key:base64",
    "DOA": "enterprise:32 type:32 location:8 media-type:string data:base64-or-hyphen",
    "DSYNC": "type:type scheme:scheme port:16 target:name",
    "EID": "data:hex",
    "EUI48": "address:eui48",
    "EUI64": "address:eui64",
    "GPOS": "longitude:string latitude:string altitude:string",
    "HHIT": "data:base64",
    "HINFO": "CPU:string OS:string",
    "HIP": "algorithm:8 HIT:identity key:base64-word servers:names?",
    "HTTPS": "priority:16 target:target parameters:parameters",
    "IPN": "node-number:64",
    "IPSECKEY": "precedence:8 gateway-type:2 algorithm:8 gateway:gateway key:base64",
    "ISDN": "address:string subaddress:string?",
    "KEY": "flags:flags protocol:protocol algorithm:algorithm key:key",
    "KEYDATA": "refresh:date add-time:date remove-time:date flags:flags protocol:protocol algorithm:algorithm"
    " key:kept-key",
    "L32": "preference:16 locator:ipv4",
    "L64": "preference:16 locator:locator",
    "LOC": "location:location",
    "NAPTR": "order:16 preference:16 flags:string services:string regexp:string replacement:name",
    "NID": "preference:16 locator:locator",
    "NIMLOC": "data:hex",
    "NSAP": "address:nsap",
    "NSEC": "next-name:name types:types",
    "NSEC3": "hash-algorithm:hash flags:8 iterations:16 salt:salt next-hash:hashed-name types:types?",
    "NSEC3PARAM": "hash-algorithm:hash flags:8 iterations:16 salt:salt",
    "NXT": "next-name:name types:old-types?",
    "OPENPGPKEY": "key:base64",
    "PX": "preference:16 MAP822:name MAPX400:name",
    "RKEY": "flags:flags protocol:protocol algorithm:algorithm key:base64",
    "RP": "mailbox:name text:name",
    "RRSIG": "covered-type:type algorithm:algorithm labels:8 original-TTL:32 expiration:date-or-seconds"
    " inception:date-or-seconds key-tag:16 signer:name signature:base64",
    "SIG": "covered-type:type algorithm:algorithm labels:8 original-TTL:32 expiration:date inception:date"
    " key-tag:16 signer:name signature:base64",
    "SINK": "coding:8 subcoding:8 coding-version:8 data:base64?",
    "SMIMEA": "usage:8 selector:8 matching-type:8 data:hex",
    "SSHFP": "algorithm:8 type:8 fingerprint:hex?",
    "SVCB": "priority:16 target:target parameters:parameters",
    "TALINK": "previous-name:name next-name:name",
    "TLSA": "usage:8 selector:8 matching-type:8 data:hex",
    "URI": "priority:16 weight:16 target:long-string",
    "WKS": "address:ipv4 service:services",
    "X25": "address:string",
    "ZONEMD": "serial:32 scheme:8 algorithm:8 digest:hex",
}
"""The fields of the types that are read here: what each is called, and its kind."""
