"""The parameters of SVCB and HTTPS records (RFC 9460), as BIND reads them."""

import base64
import re

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.patterns import late
from zonelint.dns.rdata_words import RdataError, character_string, check_size, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.dns.fields.reading import Words

MANDATORY, ALPN, NO_DEFAULT_ALPN, PORT, IPV4HINT, ECH, IPV6HINT, DOHPATH, OHTTP, GROUPS, DOCPATH = range(11)
_KEYS = {
    "mandatory": MANDATORY, "alpn": ALPN, "no-default-alpn": NO_DEFAULT_ALPN, "port": PORT, "ipv4hint": IPV4HINT,
    "ech": ECH, "ipv6hint": IPV6HINT, "dohpath": DOHPATH, "ohttp": OHTTP, "tls-supported-groups": GROUPS,
    "docpath": DOCPATH,
}  # fmt: skip
_LISTS = ("alpn", "docpath")
_NAMES = {number: name for name, number in _KEYS.items()}

_NUMBERED = late(r"key(0|[1-9][0-9]{0,4})")
_LIST_ITEM = re.compile(rb"((?:[^,\\]++|\\.)*)(,|\Z)", re.DOTALL)
_VARIABLE = rb"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?::[1-9][0-9]{0,3}|\*)?"
_TEMPLATE = re.compile(
    rb"/(?:[^{%%]++|%%[0-9A-Fa-f]{2}|\{[+#./;?&]?%(one)s(?:,[+#./;?&]?%(one)s)*\})*" % {b"one": _VARIABLE}, re.DOTALL
)
_DNS_VARIABLE = re.compile(rb"[{,][+#./;?&]?dns[:*,}]")


class ParameterError(ValueError):
    """A value that its key cannot have."""


def read_parameters(words: "Words") -> None:
    """Read all words that are left as parameters; spell them again in the order of their keys. Raises RdataError."""
    found: dict[int, bytes] = {}
    first, size = words.at, 0
    while words.left:
        word = words.word("parameter")
        key, value = _parameter(word, words)
        if key in found:
            raise words.error(f"the parameter {key_text(key)} appears twice")
        found[key] = value
        size += 4 + len(value)
        check_size(size, words.at - 1)
    _check_together(found, first)
    words.done += [_text(key, found[key]) for key in sorted(found)]


def _parameter(word: str, words: "Words") -> tuple[int, bytes]:
    name, _, text = word.partition("=")
    key = _KEYS.get(name)
    text = text[1:-1] if len(text) > 1 and text[0] == '"' else text
    try:
        if key is None:
            key = _key(name)
            value = character_string(text, words.at - 1, words.encoding)
        else:
            read = _READERS.get(key)
            value = read(text) if read is not None else character_string(text, words.at - 1, words.encoding)
        if name in _LISTS:
            value = _list_of(value)
        _check(key, value)
    except ParameterError as error:
        raise words.error(f"{error}: {word}") from None
    return key, value


def _key(name: str) -> int:
    """Return the number of a key by number, or of one in capitals, whose value BIND takes as it is."""
    known = _KEYS.get(name.lower())
    if known is not None:
        return known
    found = _NUMBERED.fullmatch(name)
    if found is None or int(found[1]) > 65535:
        raise ParameterError("unknown parameter")
    return int(found[1])


def key_text(key: int) -> str:
    """Return the name of the parameter with the number `key`."""
    return _NAMES.get(key) or f"key{key}"


# -- values: from text to octets ---------------------------------------------------------------------------------------


def _no_value(text: str) -> bytes:
    if text:
        raise ParameterError("a parameter without value has one")
    return b""


def _port(text: str) -> bytes:
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > 65535:
        raise ParameterError("not a port")
    return int(text).to_bytes(2, "big")


def _addresses(family: int) -> "Callable[[str], bytes]":
    def read(text: str) -> bytes:
        try:
            return b"".join(inet_pton(family, address) for address in text.split(","))
        except (OSError, ValueError):
            raise ParameterError("not an address") from None

    return read


def _ech(text: str) -> bytes:
    try:
        octets = base64.b64decode(text, validate=True)
    except ValueError:
        octets = b""
    if base64.b64encode(octets).decode() != text:
        raise ParameterError("not base64")
    return octets


def _mandatory(text: str) -> bytes:
    names = text.split(",")
    keys = {_key(name) for name in names}
    if len(keys) < len(names):
        raise ParameterError("a key appears twice")
    return b"".join(key.to_bytes(2, "big") for key in sorted(keys))


def _groups(text: str) -> bytes:
    return b"".join(_port(number) for number in text.split(","))


_READERS: "dict[int, Callable[[str], bytes]]" = {
    MANDATORY: _mandatory, NO_DEFAULT_ALPN: _no_value, PORT: _port, IPV4HINT: _addresses(AF_INET), ECH: _ech,
    IPV6HINT: _addresses(AF_INET6), OHTTP: _no_value, GROUPS: _groups,
}  # fmt: skip


def _list_of(octets: bytes) -> bytes:
    """Return the strings between commas in `octets`, each with its length before it (RFC 9460 appendix A.1)."""
    found: list[bytes] = []
    at, more = 0, True
    while more:
        item = _LIST_ITEM.match(octets, at)
        if item is None or not item[1]:
            raise ParameterError("an empty value, or a wrong escape, in a list")
        value = re.sub(rb"\\(.)", rb"\1", item[1], flags=re.DOTALL)
        if len(value) > 255:
            raise ParameterError("more than 255 octets in a value of a list")
        found.append(bytes((len(value),)) + value)
        at, more = item.end(), item[2] == b","
    return b"".join(found)


# -- checks ------------------------------------------------------------------------------------------------------------


def _check(key: int, value: bytes) -> None:
    """Raise ParameterError if the octets `value` cannot belong to `key`."""
    is_sound = _SOUND.get(key)
    if is_sound is not None and not is_sound(value):
        raise ParameterError(f"not a value of {key_text(key)}")


def _is_list_of_keys(value: bytes) -> bool:
    numbers = _numbers(value)
    return bool(value) and len(value) % 2 == 0 and numbers == sorted(set(numbers))


def _is_dns_template(value: bytes) -> bool:
    """Tell whether `value` is a URI template of a path with the variable ``dns`` (RFC 9461 section 5)."""
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(_TEMPLATE.fullmatch(value)) and bool(_DNS_VARIABLE.search(value))


_SOUND: "dict[int, Callable[[bytes], bool]]" = {
    MANDATORY: _is_list_of_keys,
    ALPN: lambda value: bool(_strings(value)),
    NO_DEFAULT_ALPN: lambda value: not value,
    PORT: lambda value: len(value) == 2,
    IPV4HINT: lambda value: bool(value) and len(value) % 4 == 0,
    IPV6HINT: lambda value: bool(value) and len(value) % 16 == 0,
    DOHPATH: _is_dns_template,
}


def _numbers(value: bytes) -> list[int]:
    return [int.from_bytes(value[at : at + 2], "big") for at in range(0, len(value), 2)]


def _strings(value: bytes) -> list[bytes] | None:
    found = []
    at = 0
    while at < len(value):
        size = value[at]
        if not size or at + 1 + size > len(value):
            return None
        found.append(value[at + 1 : at + 1 + size])
        at += 1 + size
    return found


def _check_together(found: "dict[int, bytes]", index: int) -> None:
    for key in _numbers(found.get(MANDATORY, b"")):
        if key == MANDATORY or key not in found:
            raise RdataError(f"the parameter {key_text(key)} is mandatory and missing", index)
    if NO_DEFAULT_ALPN in found and ALPN not in found:
        raise RdataError("no-default-alpn needs alpn", index)


# -- values: from octets to text ---------------------------------------------------------------------------------------


def _text(key: int, value: bytes) -> str:
    if not value:
        return key_text(key)
    if key == MANDATORY:
        return f'mandatory="{",".join(map(key_text, _numbers(value)))}"'
    strings = _strings(value)
    if key in (ALPN, DOCPATH) and strings is not None:
        items = (re.sub(rb"([,\\])", rb"\\\1", item) for item in strings)
        return f"{key_text(key)}={quoted(b','.join(items))}"
    if key in (PORT, GROUPS) and len(value) % 2 == 0:
        return f'{key_text(key)}="{",".join(map(str, _numbers(value)))}"'
    if key in (IPV4HINT, IPV6HINT):
        family, size = (AF_INET, 4) if key == IPV4HINT else (AF_INET6, 16)
        hints = (inet_ntop(family, value[at : at + size]) for at in range(0, len(value), size))
        return f'{key_text(key)}="{",".join(hints)}"'
    if key == ECH:
        return f'ech="{base64.b64encode(value).decode()}"'
    return f"{key_text(key) if key < OHTTP else f'key{key}'}={quoted(value)}"
