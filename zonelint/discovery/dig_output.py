"""What dig wrote: the transfer of one zone, which is that zone; and answers, which are none.

A transfer (``dig @ns1.example.com axfr example.com``) shows what a running server holds; it ends with the SOA that it
began with. Of several in one file the first is read. Answers to other questions show no more than was asked for.
"""

import re

from zonelint.dns.patterns import late

_FLAGS = re.IGNORECASE | re.MULTILINE
_CALL = late(r"^; <<>> DiG [^\n]{0,999}", _FLAGS)
_SERVER = r"@(\S{1,255})(?=[ \t]|$)"
_TRANSFER = r"[ \t](?:axfr|ixfr=[0-9]+)(?=[ \t;]|$)"
_KDIG_TRANSFER = r"^;; AXFR for [^\s;]+$"
_HEADER = "->>HEADER<<-"
"""What the answers of dig begin with, and those of kdig, drill and `host -v`, which are read alike."""
_ANSWER = r"^;; (?:ANSWER|AUTHORITY|ADDITIONAL) SECTION:[ \t]*\r?\n[^\s;]"
_OWNER_OF_SOA = r"^([^\s;]++)[ \t]++(?:[0-9]++[ \t]++)?(?:IN[ \t]++)?SOA[ \t]"
_SERIAL = r"^[^\s;]++[ \t]++(?:[0-9]++[ \t]++)?(?:IN[ \t]++)?SOA[ \t]++\S++[ \t]++\S++[ \t(]++([0-9]{1,10})(?=\s)"


def of_dig(text: str) -> str:
    """Return why `text`, which looks like a zone, is none, but answers that dig got; empty if it is not that."""
    if "<<>> DiG" not in text and _HEADER not in text:
        return ""
    is_of_transfer = begins_with_transfer(text)
    if len(set(_zones_in(text))) > 1 and not is_of_transfer:
        return "answers of dig about several zones: a file for each zone can be read"
    is_answer = _HEADER in text or _CALL.search(text)
    if is_answer and not is_transfer(text) and re.search(_ANSWER, text, _FLAGS):
        return "an answer of dig, which shows no more of a zone than was asked for"
    return ""


def begins_with_transfer(text: str) -> bool:
    """Tell whether `text` begins with the transfer of one zone, which is whole, and holds answers about others, too."""
    zones = _zones_in(text)
    return len(set(zones)) > 1 and zones[:2] == zones[:1] * 2 and is_transfer(text)


def _zones_in(text: str) -> list[str]:
    """Return the owners of all SOA records, in lower case, in order."""
    return [owner.lower() for owner in re.findall(_OWNER_OF_SOA, text, _FLAGS)]


def is_transfer(text: str) -> bool:
    """Tell whether `text` is what a running server gave when it was asked for all of a zone."""
    if ";; AXFR for " in text:
        return bool(re.search(_KDIG_TRANSFER, text, re.MULTILINE))
    call = _CALL.search(text) if "<<>> DiG" in text else None
    return call is not None and bool(re.search(_TRANSFER, call[0], _FLAGS))


def server_asked(text: str) -> str:
    """Return the server, in lower case, that dig got the transfer in `text` from; empty if it is no such transfer."""
    call = _CALL.search(text) if is_transfer(text) and "<<>> DiG" in text else None
    server = re.search(_SERVER, call[0]) if call is not None else None
    return server[1].lower() if server is not None else ""


def serial_in(text: str) -> int:
    """Return the serial of the first SOA in what dig wrote; 0 if there is none."""
    found = re.search(_SERIAL, text, _FLAGS)
    return int(found[1]) if found is not None else 0
