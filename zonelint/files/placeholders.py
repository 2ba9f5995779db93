"""Addresses, and names of networks, of which a part is to be filled in: ``10.1.2.XXX``, ``XX.XXX.in-addr.arpa``.

Samples have them, and configurations that somebody blanked out before he published them.
"""

import re

from zonelint.dns.names import IN_ADDR_ARPA
from zonelint.dns.patterns import late

TO_FILL_IN = ("FIXME", "REPLACEME", "REPLACE_ME", "CHANGEME", "CHANGE_ME")
"""Words, in capitals, by which people mark what is still to be filled in, alone or within a name."""
_MARKED = late(
    r"__[A-Z][A-Z0-9_]*[A-Z0-9]__|%%[A-Za-z_][A-Za-z0-9_]*%%|%(?![0-9A-F]{2}%)[A-Z][A-Z0-9_]+%|(?:^|(?<=[\s./(\"]))%[ds](?=[\s.;)\"]|$)",
    re.MULTILINE,
)
_OCTETS = 4
_LIKE_DIGITS = frozenset("ilo")
"""Letters that stand in an address by a slip of the pen."""
_OPEN_IPV6 = late(r"(?=[0-9a-f:]*x)[0-9a-fx]{0,4}(?::[0-9a-fx]{0,4}){2,7}")
_OPEN_WORD = late(r"(?:your[_-]?)?(?:ip|ip[_-]?addr(?:ess)?)|parked|websitebuilder")
_OPEN_FILE = late(r"(?:^|[._-])(?:x{2,3}\.(?:x{1,3}|[0-9]{1,3})|[0-9]{1,3}\.x{2,3})(?:[._-]|$)")


def is_to_fill_in(text: str) -> bool:
    """Tell whether somebody marked a part of `text` as one to be filled in: ``FIXME_ns.example.com.``.

    So do scripts: ``__DOMAIN__``, ``%DOMAIN%``, ``%%domain%%``, ``ns1.%s.``.
    """
    may_be_marked = "__" in text or "%" in text
    has_end = "XME" in text or "EME" in text or "_ME" in text
    return (has_end and any(word in text for word in TO_FILL_IN)) or (may_be_marked and bool(_MARKED.search(text)))


def is_open_word(text: str) -> bool:
    """Tell whether `text` stands for an address that somebody is to write there: ``ip``, ``YOUR_IP``.

    In an export of GoDaddy it is one that only GoDaddy knows: ``Parked``, ``WebsiteBuilder Site``.
    """
    return bool(_OPEN_WORD.fullmatch(text.lower()))


def is_open_address(text: str) -> bool:
    """Tell whether `text` is an IPv4 or IPv6 address with a part to be filled in: ``x.x.x.x``, ``aaa.bbb.1.2``.

    ``XX.XXX`` is one, too, however many octets it is to become.
    """
    text = text.lower()
    octets = text.split(".")
    if len(octets) != _OCTETS:
        return bool(_OPEN_IPV6.fullmatch(text)) or (len(octets) > 1 and all(set(octet) == {"x"} for octet in octets))
    letters = [octet for octet in octets if not octet.isdigit()]
    if not letters or not all(len(octet) <= len("255") for octet in octets) or not all(map(_is_repeated, letters)):
        return False
    return len(letters) == _OCTETS or all(map(_is_no_slip, letters))


def is_open_network(name: str) -> bool:
    """Tell whether `name`, that of a zone, is a reverse name with letters for numbers: ``x.1.10.in-addr.arpa``.

    Of more than three labels the first may be a letter: a part of a network is called as one likes (RFC 2317).
    """
    name = name.lower().rstrip(".") + "."
    if not name.endswith(IN_ADDR_ARPA):
        return False
    octets = name[: -len(IN_ADDR_ARPA)].split(".")
    letters = [octet for octet in octets if not octet.isdigit()]
    if not letters or len(octets) >= _OCTETS:
        return False
    return all(len(octet) <= len("255") and _is_repeated(octet) for octet in letters)


def is_open_file(name: str) -> bool:
    """Tell whether `name`, that of a zone file, holds a network of which a part is to be filled in: ``db.XXX.XX``."""
    return bool(_OPEN_FILE.search(name.lower()))


def _is_repeated(octet: str) -> bool:
    """Tell whether `octet` is one character, that or not, again and again: ``xxx``, ``#``."""
    return octet != "" and (octet[0].isalpha() or octet[0] in "#?*") and octet.count(octet[0]) == len(octet)


def _is_no_slip(octet: str) -> bool:
    """Tell whether nobody writes `octet` by mistake where numbers stand beside it."""
    return octet[0] in "nxyz#?*" or (len(octet) > 1 and octet[0] not in _LIKE_DIGITS)
