"""SPF records as terms (RFC 7208), as far as finding out who may send needs them.

Terms are read one by one; what is no term of RFC 7208 is left out, never guessed at. A macro makes a term's
domain unknown here.
"""

import re
from functools import cache

from zonelint.names import canonical_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from zonelint.records import Record

    class Term(NamedTuple):
        """One term of an SPF record.

        qualifier  ``+``, ``-``, ``~`` or ``?``; empty for a modifier (RFC 7208 sections 4.6.2 and 6)
        name       mechanism or modifier in lower case: ``ip4``, ``a``, ``redirect`` …
        value      what follows the colon or equals sign, without prefix lengths; may be empty
        prefix4, prefix6   written prefix lengths in bits, or None
        text       the term as written
        """

        qualifier: str
        name: str
        value: str
        prefix4: int | None
        prefix6: int | None
        text: str

else:
    from collections import namedtuple

    Term = namedtuple("Term", "qualifier name value prefix4 prefix6 text")

_MECHANISM = re.compile(
    r"([+~?-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^/]+))?(?:/(\d{1,3}))?(?://(\d{1,3}))?", re.IGNORECASE
)
_MODIFIER = re.compile(r"(redirect|exp)=(\S+)", re.IGNORECASE)
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_ESCAPE = re.compile(r"\\(\d{3}|.)")


def text_of(record: "Record") -> str:
    """Return the strings of a TXT `record` joined without a blank, as RFC 7208 section 3.3 wants them."""
    return "".join(_ESCAPE.sub(_unescape, string) for string in _STRING.findall(record.rdata))


def _unescape(match: "re.Match[str]") -> str:
    escape: str = match[1]
    return chr(int(escape)) if len(escape) == 3 else escape


def is_spf(record: "Record") -> bool:
    """Tell whether a TXT `record` is an SPF record: ``v=spf1`` and then a blank or the end (RFC 7208 section 4.5)."""
    # Nearly all TXT records are told apart by their first octets, without unescaping.
    start = record.rdata[:9].lower()
    # The strings of a record are one text, wherever it is cut.
    if start[:7] != '"v=spf1' and '" "' not in start:
        return False
    return (text_of(record)[:7].lower() + " ")[:7] == "v=spf1 "


@cache
def terms(text: str) -> "tuple[Term, ...]":
    """Return the terms of the SPF record `text` up to and with ``all``, then its modifiers.

    What stands behind ``all`` is never looked at (RFC 7208 section 5.1), a redirect beside ``all`` neither
    (section 6.1). Kept, because thousands of domains of one provider share one text.
    """
    mechanisms: list[Term] = []
    modifiers: list[Term] = []
    ended = False
    for word in text.split(" ")[1:]:
        mechanism = _MECHANISM.fullmatch(word)
        modifier = _MODIFIER.fullmatch(word)
        if mechanism and not ended:
            term = _mechanism(mechanism)
            if term is not None:
                mechanisms.append(term)
                ended = term.name == "all"
        elif modifier:
            modifiers.append(Term("", modifier[1].lower(), modifier[2], None, None, word))
    return (*mechanisms, *(term for term in modifiers if not (ended and term.name == "redirect")))


def _mechanism(match: "re.Match[str]") -> "Term | None":
    name = match[2].lower()
    value = match[3] or ""
    prefix4 = int(match[4]) if match[4] else None
    prefix6 = int(match[5]) if match[5] else None
    if name in ("ip4", "ip6"):
        if canonical_address(value) is None or (":" in value) != (name == "ip6") or prefix6 is not None:
            return None
        if name == "ip6":
            prefix4, prefix6 = None, prefix4
    if (prefix4 or 0) > 32 or (prefix6 or 0) > 128:
        return None
    return Term(match[1] or "+", name, value, prefix4, prefix6, match[0])


def lets_somebody_pass(term: "Term") -> bool:
    """Tell whether `term` names somebody who may send: any mechanism but ``-…``, and ``all`` only as ``+all``."""
    return term.qualifier not in ("", "-") and (term.name != "all" or term.qualifier == "+")
