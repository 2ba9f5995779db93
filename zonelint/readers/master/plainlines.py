"""The fast way through a master file: plain records, split by blanks.

It reads the few line shapes that make up nearly all zones, a million records in about two seconds, and
leaves every other line to masterfile.py, which is the reference. A property test holds the two together.
"""

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.names import MAX_LABEL_OCTETS, MAX_NAME_OCTETS, NameSyntaxError, check_length, is_at_or_below
from zonelint.dns.places import SourceFile
from zonelint.dns.rdata import MAX_TTL, parse_ttl
from zonelint.dns.zone import TTL_INHERITED, Record, Zone
from zonelint.files.placeholders import is_to_fill_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FAST_TYPES = {
    spelling: rtype
    for rtype in ("A", "AAAA", "NS", "CNAME", "PTR", "DNAME", "MX", "SRV", "TXT", "CAA")
    for spelling in (rtype, rtype.lower())
}
_CAA_FLAGS = frozenset(("0", "128"))  # all that are in use
_CLASS_IN = frozenset(("IN", "in"))


class State:
    """What one line of a master file leaves to the next (RFC 1035 section 5.1).

    origin       completes relative names; in the letter case written
    owner        the last owner, lower case; None before the first
    default_ttl  seconds of the last $TTL (RFC 2308 section 4), or None
    last_ttl     seconds of the last TTL written at a record, or None
    inherited    flags of a record whose TTL is one of these
    fast_types   how a type that is read the fast way may be spelled -> its mnemonic
    seconds      reads a TTL: the seconds, or None if a word is none
    """

    __slots__ = ("origin", "owner", "default_ttl", "last_ttl", "inherited", "fast_types", "seconds")

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.owner: str | None = None
        self.default_ttl: int | None = None
        self.last_ttl: int | None = None
        self.inherited = TTL_INHERITED
        self.fast_types = FAST_TYPES
        self.seconds: Callable[[str], int | None] = parse_ttl


class Lines(list[str]):
    """The lines of one file, and which special characters stand anywhere in it.

    What a file does not hold at all need not be looked for in each of its lines.
    """

    __slots__ = ("parenthesis", "dollar", "backslash", "brace", "quote", "semicolon", "at_sign")

    def __init__(self, text: str) -> None:
        super().__init__(text.split("\n"))
        self.parenthesis = "(" in text or ")" in text
        self.dollar = "$" in text
        self.backslash = "\\" in text
        self.brace = "{" in text or "<" in text or is_to_fill_in(text)
        self.quote = '"' in text
        self.semicolon = ";" in text
        self.at_sign = "@" in text


def read_plain_lines(state: State, zone: Zone, source: SourceFile, lines: Lines, at: int) -> int:
    """Read plain lines from `lines[at]` on; returns the index of the first line that is left to the slow way.

    One long loop on local variables, because it runs for every line of every zone. It may leave any
    line to the slow way (each `break` does) but must never read one differently. A line with too few
    words or a bad address leaves it by an exception.
    """
    has_parentheses, has_dollar, has_backslash = lines.parenthesis, lines.dollar, lines.backslash
    has_brace, has_quote, has_semicolon, has_at = lines.brace, lines.quote, lines.semicolon, lines.at_sign
    types, new = zone.types, tuple.__new__
    origin = state.origin
    apex, below_apex = zone.origin, "." + zone.origin if zone.origin != "." else "."
    suffix = "." + origin if origin != "." else "."
    owner_suffix = suffix.lower()
    origin_inside = is_at_or_below(origin.lower(), apex)
    owner, last_ttl, default_ttl, inherited = state.owner, state.last_ttl, state.default_ttl, state.inherited
    # The owner of a record outside the zone, read the slow way: a line that repeats it is outside, too.
    outside = None if owner is None or is_at_or_below(owner, apex) else owner
    ttls: dict[str, int] = {}
    fast_types, seconds = state.fast_types, state.seconds
    try:
        for at in range(at, len(lines)):
            line = lines[at]
            if (
                (has_parentheses and ("(" in line or ")" in line))
                or (has_backslash and "\\" in line)
                or (has_brace and ("{" in line or "<" in line or is_to_fill_in(line)))
            ):
                break
            if has_dollar and "$" in line:
                # On a last line without line end BIND takes no directive.
                said = _default_ttl(line, seconds) if at + 1 < len(lines) else None
                if said is None:
                    break
                state.default_ttl, state.inherited = default_ttl, inherited = said, TTL_INHERITED
                continue
            string = ""
            if has_quote and '"' in line:
                line, string, rest = line.split('"')[:3] if line.count('"') == 2 else ("", "", "")
                if not line or not string or ";" in line or rest.lstrip()[:1] not in ("", ";"):
                    break
                if "\t" in string or len(string) > 255 or string.count("@") > 1:
                    break
            elif has_semicolon and ";" in line:
                line = line[: line.index(";")]
            words = line.split()
            if not words:
                if string:
                    break
                continue
            if has_at and "@" in line and (words[0] != "@" or line.count("@") > 1):
                break

            if line[0] == " " or line[0] == "\t":
                if owner is None or owner is outside:
                    break
                name, index = owner, 0
            else:
                word, index = words[0], 1
                if word[-1] == ".":
                    name = word.lower()
                    if name != apex and not name.endswith(below_apex):
                        break
                elif not origin_inside:
                    break
                elif word == "@":
                    name = owner_suffix[1:] or "."
                else:
                    name = word.lower() + owner_suffix
                if ".." in word or word[0] == "." or (len(name) > MAX_LABEL_OCTETS and not _fits(name, word)):
                    break

            ttl = None
            in_class = False
            word = words[index]
            rtype = fast_types.get(word)
            while rtype is None:
                if not in_class and word in _CLASS_IN:
                    in_class = True
                elif ttl is None:
                    ttl = ttls.get(word)
                    if ttl is None:
                        ttl = seconds(word)
                        if ttl is None or ttl > MAX_TTL:
                            break
                        ttls[word] = ttl
                else:
                    break
                index += 1
                word = words[index]
                rtype = fast_types.get(word)
            if rtype is None:
                break
            flags = 0
            explicit_ttl = ttl
            if ttl is None:
                ttl = default_ttl if default_ttl is not None else last_ttl
                if ttl is None:
                    break
                flags = inherited

            index += 1
            left = len(words) - index
            if string:
                if rtype == "TXT" and left == 0:
                    rdata = f'"{string}"'
                elif rtype == "CAA" and left == 2 and words[index] in _CAA_FLAGS and _is_tag(words[index + 1]):
                    rdata = f'{words[index]} {words[index + 1]} "{string}"'
                else:
                    break
            elif rtype == "A":
                rdata = words[index]
                inet_pton(AF_INET, rdata)
                if left != 1:
                    break
            elif rtype == "AAAA":
                rdata = inet_ntop(AF_INET6, inet_pton(AF_INET6, words[index]))
                if left != 1:
                    break
            elif rtype == "TXT" or rtype == "CAA":
                break
            else:
                word = words[-1]
                rdata = word if word[-1] == "." else word + suffix
                if (
                    ".." in word
                    or (word[0] == "." and word != ".")
                    or (len(rdata) > MAX_LABEL_OCTETS and not _fits(rdata, word))
                ):
                    break
                if rtype == "MX":
                    if left != 2 or not _is_uint16(words[index]):
                        break
                    rdata = f"{words[index]} {rdata}"
                elif rtype == "SRV":
                    if left != 4 or not all(map(_is_uint16, words[index : index + 3])):
                        break
                    rdata = f"{words[index]} {words[index + 1]} {words[index + 2]} {rdata}"
                elif left != 1:
                    break

            owner = name
            if explicit_ttl is not None:
                last_ttl = explicit_ttl
            record = new(Record, (name, rtype, ttl, rdata, at + 1, source, zone, flags))
            owners = types.get(rtype)
            if owners is None:
                owners = types[rtype] = {}
            rrset = owners.get(name)
            if rrset is None:
                owners[name] = (record,)
            else:
                zone.add_to_rrset(owners, rrset, record)
        else:
            at = len(lines)
    except (IndexError, OSError):
        pass
    state.owner, state.last_ttl = owner, last_ttl
    return at


def _default_ttl(line: str, seconds: "Callable[[str], int | None]") -> int | None:
    """Return the seconds of a plain `line` with a $TTL (RFC 2308 section 4); None for any other line."""
    words = line.partition(";")[0].split()
    ttl = seconds(words[1]) if len(words) == 2 and words[0] == "$TTL" and line[0] == "$" else None
    return ttl if ttl is not None and ttl <= MAX_TTL else None


def _fits(name: str, word: str) -> bool:
    """Tell whether `name`, written as `word`, is short enough, as are its labels; those of an origin always are."""
    if len(word) <= MAX_LABEL_OCTETS and len(name) < MAX_NAME_OCTETS:
        return True  # names of IPv6 addresses have no label that is long, and so many that to look at each takes time
    try:
        check_length(name)
    except NameSyntaxError:
        return False
    return True


def _is_tag(word: str) -> bool:
    return word.isalnum() and len(word) < 256


def _is_uint16(word: str) -> bool:
    """Tell whether `word` is a number up to 65535 as dnspython prints it: without leading zeros."""
    return word.isdigit() and len(word) < 6 and (word[0] != "0" or word == "0") and int(word) < 65536
