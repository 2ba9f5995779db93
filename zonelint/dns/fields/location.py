"""LOC records (RFC 1876), as BIND reads them: what is left out, and how many decimals there may be."""

import re

from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.fields.reading import Words

_SECONDS = late(r"\+?(?=\.?\d)(\d{0,9})(?:\.(\d{0,3}))?", re.ASCII)
_METRES = late(r"([+-]?)(?=\.?\d)(\d{0,9})(?:\.(\d{0,2}))?m?", re.ASCII)
_MOST_BELOW, _MOST_ABOVE, _MOST_PRECISION = 100000, 42849672, 90000000  # metres
_MOST_BELOW_CM, _MOST_ABOVE_CM = 10000000, 4284967295


def read_location(words: "Words") -> None:
    """Read latitude, longitude, altitude, and up to three precisions; spell each in full. Raises RdataError."""
    _coordinate(words, "latitude", "NS", 90)
    _coordinate(words, "longitude", "EW", 180)
    words.done.append(_altitude(words))
    for what in ("size", "horizontal precision", "vertical precision"):
        if words.left:
            words.done.append(_precision(words, what))


def _coordinate(words: "Words", what: str, directions: str, most: int) -> None:
    """Read degrees, and perhaps minutes, and perhaps seconds, and a direction."""
    parts = [words.number(what, most), 0]
    milliseconds = 0
    if not _is_direction(words, directions):
        parts[1] = words.number(f"minutes of the {what}", 59)
        if not _is_direction(words, directions):
            seconds = words.match(_SECONDS, f"seconds of the {what}")
            milliseconds = int(seconds[1] or 0) * 1000 + int((seconds[2] or "").ljust(3, "0"))
            if milliseconds >= 60000:
                raise words.error(f"{seconds[0]} is out of range, less than 60")
    direction = words.word(f"direction of the {what}")
    if direction not in tuple(directions):
        raise words.error(f"not one of {directions}: {direction}")
    if parts[0] == most and (parts[1] or milliseconds):
        raise words.error(f"the {what} is over {most} degrees")
    words.done += [*map(str, parts), f"{milliseconds // 1000}.{milliseconds % 1000:03}", direction]


def _is_direction(words: "Words", directions: str) -> bool:
    return words.left and words.words[words.at] in tuple(directions)


def _altitude(words: "Words") -> str:
    found = words.match(_METRES, "altitude")
    metres = int(found[2] or 0)
    centimetres = metres * 100 + int((found[3] or "").ljust(2, "0"))
    most, most_cm = (_MOST_BELOW, _MOST_BELOW_CM) if found[1] == "-" else (_MOST_ABOVE, _MOST_ABOVE_CM)
    if metres > most or centimetres > most_cm:
        raise words.error(f"{found[0]} is out of range")
    return f"{found[1].strip('+')}{centimetres // 100}.{centimetres % 100:02}m"


def _precision(words: "Words", what: str) -> str:
    """Read a precision; of its digits only the first counts (RFC 1876 section 2)."""
    found = words.match(_METRES, what)
    metres = int(found[2] or 0)
    if found[1] == "-" or metres > _MOST_PRECISION:
        raise words.error(f"{found[0]} is out of range")
    centimetres = metres * 100 if metres else int((found[3] or "").ljust(2, "0"))
    zeros = len(str(centimetres)) - 1
    centimetres = centimetres // 10**zeros * 10**zeros
    return f"{centimetres // 100}.{centimetres % 100:02}m"
