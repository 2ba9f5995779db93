"""Records as data, and the many ways in which a master file may spell them (RFC 1035 section 5.1)."""

from typing import NamedTuple

from hypothesis import strategies as st

ORIGIN = "example.com."
SOA = f"{ORIGIN} 3600 IN SOA ns.{ORIGIN} hostmaster.{ORIGIN} 1 7200 900 1209600 300"

_OWNERS = ("example.com.", "mail.example.com.", "www.example.com.", "a.b.example.com.", "*.example.com.")
_NAMES = (*_OWNERS[:4], "host.example.net.", "example.com.example.org.")
_TEXTS = ("v=spf1 mx -all", "v=spf1 -all", 'with "quotes" and \\', "x" * 300, "", "semi;colon", "UPPER")
_ADDRESSES = ("4.3.2.1", "4.3.2.2", "4.3.2.3", "10.0.0.1")
_ADDRESSES_6 = ("2001:db8::1", "2001:db8::2", "::ffff:4.3.2.1")
_TTLS = (60, 3600, 5400, 86400, 0)


class Entry(NamedTuple):
    """A record: its RDATA as words, of which names are absolute and lower case, and a text stands unquoted."""

    owner: str
    type: str
    ttl: int
    words: tuple[str, ...]


_RDATA = {
    "A": st.tuples(st.sampled_from(_ADDRESSES)),
    "AAAA": st.tuples(st.sampled_from(_ADDRESSES_6)),
    "NS": st.tuples(st.sampled_from(_NAMES)),
    "PTR": st.tuples(st.sampled_from(_NAMES)),
    "MX": st.tuples(st.sampled_from(("0", "10", "20")), st.sampled_from(_NAMES)),
    "SRV": st.tuples(st.just("0"), st.just("5"), st.sampled_from(("25", "587")), st.sampled_from(_NAMES)),
    "TXT": st.tuples(st.sampled_from(_TEXTS)),
    "CAA": st.tuples(st.just("0"), st.sampled_from(("issue", "iodef")), st.sampled_from(_TEXTS[1:3])),
}
_NAME_WORDS = {"NS": 0, "PTR": 0, "MX": 1, "SRV": 3}


@st.composite
def entries(draw: st.DrawFn, most: int = 12) -> list[Entry]:
    """Return different records, those of one owner and type with one TTL."""
    found: dict[tuple[str, str, tuple[str, ...]], Entry] = {}
    ttls: dict[tuple[str, str], int] = {}
    for _ in range(draw(st.integers(1, most))):
        owner, rtype = draw(st.sampled_from(_OWNERS)), draw(st.sampled_from(tuple(_RDATA)))
        words = draw(_RDATA[rtype])
        ttl = ttls.setdefault((owner, rtype), draw(st.sampled_from(_TTLS)))
        found[owner, rtype, words] = Entry(owner, rtype, ttl, words)
    return list(found.values())


@st.composite
def other_rdata(draw: st.DrawFn, entry: Entry) -> tuple[str, ...]:
    """Return RDATA that a record of the type of `entry` may have as well."""
    return draw(_RDATA[entry.type].filter(lambda words: words != entry.words))


@st.composite
def spelled(draw: st.DrawFn, records: list[Entry]) -> str:
    """Return a master file of the zone example.com. with these records, in some order and some spelling."""
    lines = [draw(_noise), draw(_letter_case(SOA))]
    origin, previous = ORIGIN, ""
    for entry in draw(st.permutations(records)):
        if draw(st.integers(0, 5)) == 0:
            origin, previous = draw(st.sampled_from((ORIGIN, "b.example.com.", "."))), ""
            lines.append(f"$ORIGIN {origin}")
        same = entry.owner == previous and draw(st.booleans())
        owner = "" if same else draw(_name(entry.owner, origin))
        ttl = draw(_ttl(entry.ttl))
        head = draw(st.sampled_from((f"{ttl} IN", f"IN {ttl}", ttl)))
        rdata = " ".join([draw(_word(entry, at, origin)) for at in range(len(entry.words))])
        if draw(st.booleans()):
            rdata = f"( {rdata}\n )" if draw(st.booleans()) else f"( ; {draw(_comment)}\n\t{rdata} )"
        lines.append(f"{owner} {head}\t{draw(_letter_case(entry.type))} {rdata} ; {draw(_comment)}")
        lines.append(draw(_noise))
        previous = entry.owner
    return "\n".join(lines) + "\n"


def plain(entry: Entry) -> str:
    """Return the line of a record in its plainest spelling."""
    *words, last = entry.words
    if entry.type in ("TXT", "CAA"):
        pieces = [last[at : at + 255] for at in range(0, len(last) or 1, 255)]
        last = " ".join(f'"{_quotable(piece)}"' for piece in pieces)
    return f"{entry.owner} {entry.ttl} IN {entry.type} {' '.join([*words, last])}\n"


def _quotable(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


_comment = st.sampled_from(("", "a comment", 'a "quote', "(", "4.3.2.9"))
_noise = st.sampled_from(("", "; nothing", "\t ; nothing", "\n\n"))


def _letter_case(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from((text, text.lower(), text.upper()))


@st.composite
def _name(draw: st.DrawFn, name: str, origin: str) -> str:
    """Return `name` relative to `origin` or absolute, with other letters, and maybe one of them as an escape."""
    if name == origin and draw(st.booleans()):
        return "@"
    below = name.endswith("." + origin) and origin != "."
    relative = name.removesuffix("." + origin) if below else name[:-1] if origin == "." else name
    word = draw(_letter_case(draw(st.sampled_from((name, relative)))))
    at = draw(st.integers(0, len(word)))
    return f"{word[:at]}\\{ord(word[at]):03d}{word[at + 1 :]}" if word[at : at + 1].isalpha() else word


def _ttl(seconds: int) -> st.SearchStrategy[str]:
    units = {3600: ("1h", "60M"), 5400: ("1H30m",), 86400: ("1d", "24h"), 60: ("1m",), 0: ("0s",)}
    return st.sampled_from((str(seconds), *units[seconds]))


@st.composite
def _word(draw: st.DrawFn, entry: Entry, at: int, origin: str) -> str:
    """Return a spelling of the word `at` of the RDATA of `entry`."""
    word = entry.words[at]
    if _NAME_WORDS.get(entry.type) == at:
        return draw(_name(word, origin))
    if entry.type == "AAAA":
        return draw(st.sampled_from((word, word.upper(), word.replace("::", ":0::", 1) if word[0] != ":" else word)))
    if entry.type in ("TXT", "CAA") and at == len(entry.words) - 1:
        return draw(_strings(word, entry.type == "TXT"))
    return draw(_letter_case(word)) if entry.type == "CAA" else word


@st.composite
def _strings(draw: st.DrawFn, text: str, splits: bool) -> str:
    """Return `text` quoted, in one string or, if it `splits`, in several of at most 255 octets."""
    cuts = {0, *range(255, len(text), 255)} if splits else {0}
    if splits and text:
        cuts.add(draw(st.integers(0, len(text) - 1)))
    starts = sorted(cuts)
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return " ".join(f'"{draw(_escaped(piece))}"' for piece in pieces)


@st.composite
def _escaped(draw: st.DrawFn, text: str) -> str:
    spelled = _quotable(text)
    at = draw(st.integers(0, len(text)))
    if text[at : at + 1].isalpha() and spelled == text:
        spelled = f"{text[:at]}\\{ord(text[at]):03d}{text[at + 1 :]}"
    return spelled
