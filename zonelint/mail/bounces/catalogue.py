"""Replies of mail servers that a fault in the DNS causes: which one a pasted bounce holds, and what was checked.

What is known of them stands in data/bounces.toml, which describes its keys.
"""

import os
import re
from functools import cache

from zonelint.dns.names import is_at_or_below
from zonelint.dns.patterns import late
from zonelint.mail.bounces.text import find_parties, flatten, plain_letters, prose, statuses, without_statuses, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from typing import Any

ADDRESS, SENDER, HELO, RECIPIENT = "address", "sender", "helo", "recipient"
"""Whom the zones are asked about."""

GAP = 200
"""How much text the … of a phrase stands for at most, in characters."""

UNKNOWN_WORDS = "unknown-words"
"""The check that a text stands for whose words and codes are none that are known."""

_ANYTHING = ("exchange", "policy")
"""The checks of those who refuse without a reason."""

_BESIDE = 100
"""How far from a keyword the word stands at most that it needs beside it, in characters."""

_MOST_WORDS = 500
"""In a text of more different words, some phrase's stand by chance."""

_PATH = os.path.join(os.path.dirname(__file__), "replies.toml")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_WORD = late(r"[a-z]{3,}")


class Check:
    """What a receiver did: `asked` in words, `about` whom, the `facts` to ask the zones for, and the `rules`.

    Without rules nothing in a zone can be the cause: a blocklist, say, or the password of an account.
    """

    __slots__ = ("name", "asked", "about", "facts", "rules")

    def __init__(self, name: str, asked: str, about: str, facts: "Sequence[str]", rules: "Sequence[str]") -> None:
        self.name = name
        self.asked = asked
        self.about = about
        self.facts = facts
        self.rules = rules


class Reply:
    """One reply: its name, who says it, the check behind it, its phrases, and what to know besides.

    A `vague` one may hide anything: whatever else is found in the text says more.
    """

    __slots__ = ("name", "receiver", "check", "says", "note", "vague")

    def __init__(
        self, name: str, receiver: str, check: Check, says: "Sequence[str]", note: str = "", vague: bool = False
    ) -> None:
        self.name = name
        self.receiver = receiver
        self.check = check
        self.says = says
        self.note = note
        self.vague = vague


class Keyword:
    """Words that hint at a check where no reply is known: any of `says`, with any of `beside`, if given, near it."""

    __slots__ = ("check", "says", "beside", "note")

    def __init__(self, check: Check, says: "Sequence[str]", beside: "Sequence[str]" = (), note: str = "") -> None:
        self.check = check
        self.says = says
        self.beside = beside
        self.note = note


class Status:
    """An enhanced status code without its class (``7.25``), what it means, and the check that it hints at.

    A `vague` one is said of nearly anything: other codes in the text say more.
    """

    __slots__ = ("code", "means", "check", "note", "vague")

    def __init__(self, code: str, means: str, check: Check, note: str = "", vague: bool = False) -> None:
        self.code = code
        self.means = means
        self.check = check
        self.note = note
        self.vague = vague


class Catalogue:
    """What is known: `checks` by name, `replies`, `keywords`, `statuses` by code, the `hosts` of receivers by name."""

    __slots__ = ("checks", "replies", "keywords", "statuses", "hosts")

    def __init__(
        self,
        checks: "Mapping[str, Check]",
        replies: "Sequence[Reply]",
        keywords: "Sequence[Keyword]",
        statuses: "Mapping[str, Status]",
        hosts: "Mapping[str, Sequence[str]]",
    ) -> None:
        self.checks = checks
        self.replies = replies
        self.keywords = keywords
        self.statuses = statuses
        self.hosts = hosts


def load() -> Catalogue:
    """Read the data file."""
    import tomllib

    with open(_PATH, "rb") as file:
        data = tomllib.load(file)
    checks = {name: Check(name, **table) for name, table in data["check"].items()}

    def with_check(table: "dict[str, Any]") -> "dict[str, Any]":
        return {**table, "check": checks[table["check"]]}

    return Catalogue(
        checks,
        [Reply(**with_check(table)) for table in data["reply"]],
        [Keyword(**with_check(table)) for table in data["keyword"]],
        {code: Status(code, **with_check(table)) for table in data["status"] for code in table.pop("codes")},
        {name: [f"{host}." for host in table["hosts"]] for name, table in data["receiver"].items()},
    )


class Bounce:
    """What a text was recognised as.

    replies   the replies found, the surest first
    keywords  the words that hint at a check, where no reply was found
    statuses  (code as written, what it hints at) for the codes that something is known of
    receiver  who said it, in words; empty if that is not known
    checks    what was checked, each once: by the replies, or else by the keywords, or else by the status codes
    notes     what to know besides
    parties   whom the text speaks of
    line      the text as one line, without status codes
    known     whether its words or codes are; if not, the check is a look at whatever the text mentions
    """

    __slots__ = ("replies", "keywords", "statuses", "receiver", "checks", "notes", "parties", "line", "known")

    def __init__(
        self, catalogue: Catalogue, replies: "Sequence[tuple[Reply, tuple[int, int]]]", flat: str, line: str
    ) -> None:
        self.line = line
        hosts = [host for hosts in catalogue.hosts.values() for host in hosts]
        self.parties = find_parties(line, [span for _, span in replies], hosts)
        self.statuses = _statuses(catalogue, flat)
        found = [reply for reply, _ in replies]
        sure = [reply for reply in found if not reply.vague]
        words = [] if sure else _keywords(plain_letters(prose(line)).translate(_LOWER), catalogue)
        hints = [status for _, status in self.statuses]
        plain = [status for status in hints if not status.vague]
        behind = _first_of(
            sure,
            [keyword for keyword, _ in words if keyword.check.rules],
            [status for status in plain if status.code[:2] == "7." and status.check.rules],
            [reply for reply in found if reply.check.name not in _ANYTHING],
            [keyword for keyword, _ in words],
            plain,
            found,
            hints,
        )
        self.replies = [reply for reply in found if reply in behind]
        self.receiver = _receiver(catalogue, self.replies, self.parties.peers)
        self.keywords = [word for keyword, word in words if keyword in behind]
        self.known = bool(behind)
        self.checks = list(dict.fromkeys(each.check for each in behind)) or [catalogue.checks[UNKNOWN_WORDS]]
        self.notes = [note for note in dict.fromkeys(each.note for each in behind) if note]

    @property
    def is_elsewhere(self) -> bool:
        """Whether nothing in a zone can be the cause."""
        return not any(check.rules for check in self.checks)

    @property
    def is_about_recipient(self) -> bool:
        """Whether the zones are asked about the recipient's domain alone."""
        return {check.about for check in self.checks} == {RECIPIENT}

    @property
    def is_by_code(self) -> bool:
        """Whether nothing but a status code tells what was checked."""
        return self.known and not self.replies and not self.keywords

    @property
    def domains(self) -> list[str]:
        """The domains that the checks are about: the recipient's, or else the sender's."""
        about = {check.about for check in self.checks}
        names = self.parties.recipients if RECIPIENT in about else []
        return names + self.parties.senders if about != {RECIPIENT} else names or self.parties.senders

    def rules_of(self, installed: "Container[str]") -> list[str]:
        """Return the rules among `installed` that find the cause, the likeliest first."""
        return [
            rule for rule in dict.fromkeys(rule for check in self.checks for rule in check.rules) if rule in installed
        ]


def recognise(text: str, catalogue: Catalogue) -> Bounce:
    """Return what `text` is: a bounce, a reply, a line of a log, a status code alone, or something in free words."""
    flat = flatten(text)
    line = without_statuses(flat)
    return Bounce(catalogue, _replies(plain_letters(line).translate(_LOWER), catalogue), flat, line)


def _first_of(*kinds: "Sequence[Reply] | Sequence[Keyword] | Sequence[Status]") -> "Sequence[Reply | Keyword | Status]":
    return next((kind for kind in kinds if kind), ())


def _statuses(catalogue: Catalogue, flat: str) -> list[tuple[str, Status]]:
    """Return the codes in a `flat` text that something is known of; those of a reply that another one wraps, first."""
    known = catalogue.statuses
    inner = [(kind, code) for kind, code in statuses(wrapped(flat)) if code in known]
    found = inner or [(kind, code) for kind, code in statuses(flat) if code in known]
    return [(f"{kind}.{code}", known[code]) for kind, code in found]


def _receiver(catalogue: Catalogue, replies: "Sequence[Reply]", peers: "Sequence[str]") -> str:
    said_by = replies[0].receiver if replies else ""
    if said_by in catalogue.hosts:
        return said_by
    for name, hosts in catalogue.hosts.items():
        if any(is_at_or_below(peer, host) for peer in peers for host in hosts):
            return f"{name}, in the words of {said_by}" if said_by else name
    return said_by


# -- phrases ---------------------------------------------------------------------------------------------------------


def _replies(line: str, catalogue: Catalogue) -> "list[tuple[Reply, tuple[int, int]]]":
    """Return the replies in a lower-case `line` with their places, the longest first; none lies within another."""
    hits = [(reply, span) for reply in catalogue.replies for span in [_first(reply, line)] if span is not None]
    hits.sort(key=lambda hit: hit[1][0] - hit[1][1])
    kept: list[tuple[Reply, tuple[int, int]]] = []
    for reply, (start, end) in hits:
        if not any(first <= start and end <= last for _, (first, last) in kept):
            kept.append((reply, (start, end)))
    return kept


def _first(reply: Reply, line: str) -> tuple[int, int] | None:
    for phrase in reply.says:
        span = find_phrase(phrase, line)
        if span is not None:
            return span
    return None


def find_phrase(phrase: str, line: str) -> tuple[int, int] | None:
    """Return where `phrase` first stands in the lower-case `line`, as whole words, or None.

    A … in it stands for up to `GAP` characters. The time is linear in the length of `line`.
    """
    head, gap, tail = _parts(phrase)
    for start in _occurrences(head, line, 0, len(line)):
        end = start + len(head)
        if not gap:
            return start, end
        for at in _occurrences(tail, line, end, min(end + GAP + len(tail), len(line))):
            return start, at + len(tail)
    return None


@cache
def _parts(phrase: str) -> tuple[str, str, str]:
    head, gap, tail = phrase.translate(_LOWER).partition("…")
    return head.strip(), gap, tail.strip()


def _occurrences(words: str, line: str, start: int, end: int) -> "Iterator[int]":
    at = line.find(words, start, end)
    while at >= 0:
        if not _cuts_word(line, at) and not _cuts_word(line, at + len(words)):
            yield at
        at = line.find(words, at + 1, end)


def _cuts_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at - 1].isalnum() and line[at].isalnum()


# -- keywords --------------------------------------------------------------------------------------------------------


def _keywords(line: str, catalogue: Catalogue) -> "list[tuple[Keyword, str]]":
    """Return the keywords in a lower-case `line`, one a check, each with the words that it was told by.

    Those about the zones; else the first of the others, which are in the order of what they tell.
    """
    by_check: dict[Check, tuple[Keyword, str]] = {}
    for each in catalogue.keywords:
        word = _word_of(each, line) if each.check not in by_check else ""
        if word:
            by_check[each.check] = each, word
    found = list(by_check.values())
    return [(each, word) for each, word in found if each.check.rules] or found[:1]


def _word_of(keyword: Keyword, line: str) -> str:
    for phrase in keyword.says:
        if not keyword.beside:
            if find_phrase(phrase, line) is not None:
                return phrase
            continue
        words = phrase.translate(_LOWER)
        for start in _occurrences(words, line, 0, len(line)):
            end = start + len(words)
            near = (line[max(0, start - _BESIDE) : start], line[end : end + _BESIDE])
            if any(_has_word(other, text) for other in keyword.beside for text in near):
                return phrase
    return ""


def _has_word(beginning: str, text: str) -> bool:
    """Tell whether a word of `text` begins with `beginning`."""
    at = text.find(beginning)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(beginning, at + 1)
    return at >= 0


# -- what is near ----------------------------------------------------------------------------------------------------


def nearest(text: str, catalogue: Catalogue, most: int = 3) -> list[Reply]:
    """Return the replies that share most words with `text`, which is none of them; none if that says nothing."""
    words = set(_WORD.findall(flatten(text).translate(_LOWER)))
    if len(words) > _MOST_WORDS:
        return []
    scores: list[tuple[float, Reply]] = []
    for reply in catalogue.replies:
        score = max(_likeness(words, set(re.findall(r"[a-z]{3,}", phrase.translate(_LOWER)))) for phrase in reply.says)
        if score >= 0.5:
            scores.append((score, reply))
    scores.sort(key=lambda each: -each[0])
    return [reply for _, reply in scores[:most]]


def _likeness(words: set[str], phrase: set[str]) -> float:
    """Return the share of the words of `phrase` that are in `words`; 0 if that is a single word."""
    shared = len(words & phrase)
    return shared / len(phrase) if shared > 1 else 0.0
