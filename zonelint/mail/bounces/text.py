"""Pasted bounces made readable, and what they tell of the mail: addresses, domains, names in greetings.

A bounce reaches the user as a message with folded lines, as a line of a log, as HTML, as quoted-printable, or with the
marks of a reply before each line. `flatten` makes one line of all that; `find_parties` looks into that line.
"""

import re
from functools import cache
from itertools import islice

from zonelint.dns.names import NameSyntaxError, absolute, canonical_address, is_at_or_below
from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_OCTETS = 1 << 20
"""How much of a bounce is read."""

NEAR = 300
"""What stands at most so many characters from the words of a reply belongs to it."""

_CONTEXT = 100
_MOST_ADDRESSES = 1000
_MOST = 4
"""How many addresses or names of one kind are taken from one bounce."""

# -- one line --------------------------------------------------------------------------------------------------------

_TAG = late(
    r"</?(?:a|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|meta|o:p|ol|p|pre|span|strong"
    r"|style|table|tbody|td|th|title|tr|tt|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_IS_HTML = late(r"<(?:html|body|br|p|div|td|span)[\s/>]|&(?:lt|gt|nbsp|quot|#39|amp);", re.IGNORECASE)
_ENTITY = late(r"&(?:#(\d{1,6})|([a-z]{2,4}));", re.IGNORECASE)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "nbsp": " ", "apos": "'"}
_QUOTE_MARKS = late(r"^[ \t]*[>|][>| \t]*", re.MULTILINE)
_CURLY = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201b\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
})  # fmt: skip


def plain_letters(text: str) -> str:
    """Return `text` with the letters of the languages of Western Europe without accents, each in its place."""
    return text if text.isascii() else text.translate(_letters())


@cache
def _letters() -> dict[int, str]:
    from unicodedata import normalize

    codes = range(0xC0, 0x180)
    return {code: letter for code in codes for letter in [normalize("NFD", chr(code))[0]]} | {0xDF: "s"}


def decode(octets: bytes) -> str:
    """Return what is read of `octets` as text, whatever their encoding."""
    octets = octets[:MAX_OCTETS]
    if octets[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return octets.decode("utf-16", "replace")
    return octets.decode("utf-8", "replace")


def flatten(text: str) -> str:
    """Return `text` as one line, without markup, transfer encoding and marks of quotation, and with plain quotes."""
    text = text[:MAX_OCTETS].replace("\r\n", "\n")
    if "=\n" in text or "quoted-printable" in text.lower():
        text = _from_quoted_printable(text)
    if _IS_HTML.search(text):
        text = _ENTITY.sub(_entity, _TAG.sub("\n", text))
    return " ".join(_QUOTE_MARKS.sub("", text.translate(_CURLY)).split())


def _from_quoted_printable(text: str) -> str:
    from quopri import decodestring

    return decodestring(text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")


def _entity(match: "re.Match[str]") -> str:
    number, name = match.groups()
    if number is None:
        return _ENTITIES.get(name.lower(), match[0])
    return chr(int(number)) if not 0xD800 <= int(number) <= 0xDFFF else match[0]


# -- status codes ----------------------------------------------------------------------------------------------------

# `550 5.7.25`, `550-5.7.25`, `#5.7.25`, `5.7.25`, but no part of an address.
_STATUS = late(r"(?<![\w.])(?:([245]\d\d)[- ])?#?([245])\.(\d{1,3}\.\d{1,3})(?!\.?\d)")
_CONTINUED = late(r"(?<![\w.-])([245]\d\d)-(?=[^\d\s])")


def statuses(line: str) -> list[tuple[str, str]]:
    """Return (class, rest) of each enhanced status code of a failure (RFC 3463) in a flat `line`: ``("5", "7.25")``."""
    return list(dict.fromkeys((match[2], match[3]) for match in _STATUS.finditer(line) if match[2] != "2"))


def without_statuses(line: str) -> str:
    """Return a flat `line` without status codes, which stand before each line of a reply and so amid its sentences."""
    continued = {match[1] for match in _CONTINUED.finditer(line)}
    line = _CONTINUED.sub("", _STATUS.sub("", line))
    for code in continued:
        line = line.replace(f" {code} ", " ")
    return " ".join(line.split())


_WRAPPED = late(r"\bsmtp; ?(?=[245]\d\d)|\bRemote Server returned '?(?=[245]\d\d)", re.IGNORECASE)


def wrapped(line: str) -> str:
    """Return what follows in a flat `line` where one server quotes another (``#5.5.0 smtp;550 …``), else nothing."""
    match = _WRAPPED.search(line)
    return line[match.end() :] if match else ""


# -- the words alone -------------------------------------------------------------------------------------------------

_HIDDEN = late(
    r"\bhttps?:[^\s<>]{1,2000}"
    r"|\(in reply to [^()]{1,80}\)|\bafter (?:initial connection|[A-Z]{4})\b"
    r"|\b(?:helo|ehlo|proto|queued_as)=[^\s,;]{1,255}"
    r"|\b(?:spf|dkim|dmarc|arc|iprev)[=:/]? ?(?:pass|passed|passes|ok|valid)\b|\bpass(?:ed|es)? (?:spf|dkim|dmarc)\b"
    r"|\b(?:spf|dkim|dmarc)_[a-z_]{0,20}(?:pass|valid|signed)[a-z_]{0,10}"
    r"|\bx-[a-z-]{1,40}:|\b(?:final|original)-recipient:|\bdkim-signature\b|\breceived-spf: pass\b"
    r"|(?<![\w.+=-])[\w.+=-]{0,128}@[\w.-]{1,255}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}(?!\.?[\w-])(?<!\.arpa)",
    re.IGNORECASE,
)


def prose(line: str) -> str:
    """Return the words of a flat `line` without what only looks like words.

    That is mailboxes and names, addresses on the web, commands in brackets, checks that passed, and the message that
    came back.
    """
    end = min((at for at in map(line.find, _MESSAGE) if at > 0), default=len(line))
    return " ".join(_HIDDEN.sub(" ", line[:end]).split())


# -- who is meant ----------------------------------------------------------------------------------------------------

_LOCAL = r"([^<>@\s]{0,128})@"
_NAME = r"(\w[\w-]{0,62}(?:\.[\w-]{1,63}){1,20})"
_MAILBOX = _LOCAL + _NAME

_SENDER = tuple(
    late(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:from|F|sender|envelope-from)=<{_MAILBOX}",
        rf"\bMAIL FROM:? ?<{_MAILBOX}",
        rf"\b(?:sender|return-path): ?(?:rfc822; ?)?<?{_MAILBOX}",
        rf"(?:^|[ <]){_MAILBOX}>? Invalid SPF record",
        rf"<{_MAILBOX}>[.: ]{{0,5}}(?:Sender address rejected|Sender domain must|Domain of sender|Reject due to SPF)",
        rf"\b(?:verification failed for|verify fail for|sender address) <?{_MAILBOX}",
        rf"\b(?:sending|sender|from|author|envelope)()[ -]domain[: ]{{0,2}}[\[<]?{_NAME}",
        rf"\bdomain ()\[{_NAME}\] mismatches",
        rf"\bSPF()[: ]{{1,2}}\[?{_NAME}\]?(?= with| is not)",
        rf"\bemail from() {_NAME} is not accepted",
        rf"\bdue to() {_NAME}'s DMARC",
        rf"[?;&]id={_LOCAL[:-1]}(?:@|%40){_NAME}",  # the page about SPF that policy daemons point to
        rf"\b(?:smtp\.mailfrom|header\.from)=(?:{_LOCAL})?{_NAME}",
    )
)
_AUTHOR = (late(rf"\bFrom: [^<>@\n]{{0,128}}<{_MAILBOX}", re.IGNORECASE), late(rf"\bFrom: {_MAILBOX}", re.IGNORECASE))
_RECIPIENT = tuple(
    late(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:to|orig_to)=<{_MAILBOX}",
        rf"\bRCPT(?: TO)?:? ?<{_MAILBOX}",
        rf"\b(?:Final-Recipient|Original-Recipient): ?rfc822; ?<?{_MAILBOX}",
        rf"\bX-Failed-Recipients: ?{_MAILBOX}",
        rf"<{_MAILBOX}>[.: ]{{0,5}}(?:Recipient address rejected|host )",
        rf"\b(?:DNS operator|mail) for() {_NAME}(?= has installed| loops)",
        rf"\bDNS domain() {_NAME} does not exist",
        rf"\brecipient host() {_NAME}",
        rf"\bName service error for()(?: name=| ){_NAME}",
    )
)
_GREETING = tuple(
    late(pattern, re.IGNORECASE)
    for pattern in (
        r"\bhelo=()<([^<>\s]{1,255})>",
        r"()<([^<>\s@]{1,255})>: Helo command rejected",
        rf"\b(?:EHLO|HELO)()[ =:]{{1,2}}[<\[]?{_NAME}",
        r"\bH=(?:[\w.-]{1,255} )?()\(([^()\s]{1,255})\)",
        rf"\bunverif[yi]+able sending IPs - (){_NAME} is not",
    )
)
# Whoever wrote the bounce is the sender's own server as a rule; services of many customers are told apart by the zones.
_REPORTER = (
    late(rf"\bReporting-MTA: ?dns; ?(){_NAME}", re.IGNORECASE),
    late(rf"\bmail (?:system|server) at host (){_NAME}", re.IGNORECASE),
)
_IN_BRACKETS = late(rf"()[(\[]{_NAME}[)\]]")
_PEER = late(
    rf"(?:\bhost|\brelay=|\bRemote-MTA: ?dns;|\bserver(?: at)?|\bwith|\bconnect(?:ed|ing)? to)()\s?{_NAME}",
    re.IGNORECASE,
)
_ROBOTS = ("mailer-daemon", "postmaster")

_ADDRESS = late(
    r"(?<![\w.-])((?:\d{1,3}\.){3}\d{1,3})(?![\w:]|\.\d|-\d)"
    r"|(?<![\w.:-])(?:IPv6:)?([0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,41})(?![\w])",
    re.IGNORECASE,
)
_BEFORE_CLIENT = late(
    r"(?:\b(?:from|client|client host)[ =]{0,2}[\w.-]{0,255} ?[\[(]?|\bip(?: address)?[ =:]{0,3}[\[(]?"
    r"|\breverse DNS for |\bDNS reverse for |\bH=(?:[\w.-]{1,255} )?(?:\([^()]{1,255}\) )?\[)$",
    re.IGNORECASE,
)
_BEFORE_PEER = late(r"\b(?:host|relay|server|MTA: dns;|to|with|at)[ =]{0,2}[\w.-]{1,255} ?[\[(]$", re.IGNORECASE)
# Exim's `H=` is the other side: the receiver only where the mail was on its way out, by a transport `T=`.
_SURELY_PEER = late(r"\bT=[\w-]{1,64} (?:X=\S{1,80} )?H=[\w.-]{1,255} \[$", re.IGNORECASE)
_AFTER_PEER = late(r"[\])](?::(?:25|465|587)\b|\)? (?:said|refused|rejected))", re.IGNORECASE)
_INTERNAL = late(r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe80:")
_NOBODY = late(r"127\.|0\.|::1$|::$")
_MESSAGE = ("message/rfc822", "text/rfc822-headers")
_RETURNED = ("Received: ", *_MESSAGE)


_ANY_NAME = late(rf"(?<![\w.-]){_NAME}(?![\w-])")
_MOST_MENTIONED = 200


def mentions(line: str) -> tuple[list[str], list[str]]:
    """Return all (addresses, absolute names) that stand in a flat `line`, the first of each two hundred."""
    addresses: dict[str, None] = {}
    for match in _ADDRESS.finditer(line):
        address = _canonical(match[1] or match[2])
        if address is not None and not _NOBODY.match(address):
            addresses[address] = None
        if len(addresses) == _MOST_MENTIONED:
            break
    names: dict[str, None] = {}
    for match in _ANY_NAME.finditer(line):
        name = host_name(match[1])
        if name is not None:
            names[name] = None
        if len(names) == _MOST_MENTIONED:
            break
    return list(addresses), list(names)


class Parties:
    """Who a bounce speaks of; addresses are canonical text, names absolute and lower case, the surest first.

    addresses   the addresses that connected to the receiver
    senders     the domains that the mail is from
    recipients  the domains that it is to
    greetings   the names that the sending server greeted with, or calls itself
    peers       the hosts that it was sent to
    """

    __slots__ = ("addresses", "senders", "recipients", "greetings", "peers")

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses
        self.senders: list[str] = []
        self.recipients: list[str] = []
        self.greetings: list[str] = []
        self.peers: list[str] = []


def find_parties(line: str, spans: "Sequence[tuple[int, int]]" = (), receivers: "Sequence[str]" = ()) -> Parties:
    """Return who a flat `line` without status codes speaks of.

    `spans` are the places of the replies known in it, `receivers` the domains of receivers' hosts.
    """
    found = Parties(_addresses(line, spans))
    found.senders = _names(_SENDER, line) or _names(_AUTHOR, line)
    found.recipients = _names(_RECIPIENT, line)
    found.greetings = _names(_GREETING, line) or _names(_REPORTER, line)
    found.peers = _names((_PEER,), line)
    if not found.senders:
        known = (*found.recipients, *found.greetings, *found.peers, *receivers)
        near = " ".join(line[max(0, start - NEAR) : end + NEAR] for start, end in spans)
        names = _names((_IN_BRACKETS,), near)
        found.senders = [name for name in names if not any(is_at_or_below(name, other) for other in known)]
    return found


def _names(patterns: "Iterable[re.Pattern[str]]", line: str) -> list[str]:
    """Return the names that `patterns` find in `line`, the pattern's order first; group 1 is a local part, 2 a name."""
    names: dict[str, None] = {}
    for pattern in patterns:
        for match in pattern.finditer(line):
            name = host_name(match[2])
            if name is not None and (match[1] or "").lower() not in _ROBOTS:
                names[name] = None
            if len(names) == _MOST:
                return list(names)
    return list(names)


def host_name(text: str) -> str | None:
    """Return `text` as an absolute lower-case name, or None if it is none, or an address."""
    text = text.strip("[].")
    if canonical_address(text) is not None or text.rpartition(".")[2].isdigit():
        return None
    try:
        if not text.isascii():
            text = text.encode("idna").decode("ascii")
        return absolute(text, ".").lower() if text else None
    except (NameSyntaxError, UnicodeError):
        return None


def _addresses(line: str, spans: "Sequence[tuple[int, int]]") -> list[str]:
    """Return the addresses that connected: those that the words around them say so of, else those near a reply."""
    returned = min((at for at in map(line.find, _RETURNED) if at >= 0), default=len(line))
    ranked: dict[int, dict[str, None]] = {0: {}, 1: {}, 2: {}}
    for match in islice(_ADDRESS.finditer(line), _MOST_ADDRESSES):
        address = _canonical(match[1] or match[2])
        if address is None or _NOBODY.match(address):
            continue
        rank = _rank(line, match.start(), match.end(), spans)
        if rank == 2 and (match.start() > returned or _INTERNAL.match(address)):
            continue
        if rank is not None and len(ranked[rank]) < _MOST:
            ranked[rank][address] = None
    return list(ranked[0] or ranked[1] or ranked[2])


def _canonical(text: str) -> str | None:
    return canonical_address(text) or canonical_address(text.rstrip(":."))


def _rank(line: str, start: int, end: int, spans: "Sequence[tuple[int, int]]") -> int | None:
    """Return how sure it is that the address at `start` connected, 0 the surest; None if it is the receiver's."""
    before = line[max(0, start - _CONTEXT) : start]
    if _AFTER_PEER.match(line, end) or _SURELY_PEER.search(before):
        return None
    near = any(first - NEAR <= start <= last + NEAR for first, last in spans)
    if _BEFORE_CLIENT.search(before) and (near or not spans):
        return 0
    if _BEFORE_PEER.search(before):
        return None
    return 1 if near else 2
