"""Replies of mail servers that a fault in the DNS causes: which one a pasted bounce holds, and what was checked.

What is known of them stands in data/bounces.toml, which describes its keys.
"""

import os
import re

from zonelint.bounce_text import find_parties, flatten, statuses, without_statuses
from zonelint.names import is_at_or_below
from zonelint.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from typing import Any

ADDRESS, SENDER, HELO, RECIPIENT = "address", "sender", "helo", "recipient"
"""Whom the zones are asked about."""

GAP = 200
"""How much text the … of a phrase stands for at most, in characters."""

_MOST_WORDS = 500
"""In a text of more different words, some phrase's stand by chance."""

_PATH = os.path.join(os.path.dirname(__file__), "data", "bounces.toml")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_WORD = late(r"[a-z]{3,}")


class Check:
    """What a receiver did: `asked` in words, `about` whom, the `facts` to ask the zones for, and the `rules`."""

    __slots__ = ("name", "asked", "about", "facts", "rules")

    def __init__(self, name: str, asked: str, about: str, facts: "Sequence[str]", rules: "Sequence[str]") -> None:
        self.name = name
        self.asked = asked
        self.about = about
        self.facts = facts
        self.rules = rules


class Reply:
    """One reply: its name, who says it, the check behind it, its phrases, and what to know besides."""

    __slots__ = ("name", "receiver", "check", "says", "note")

    def __init__(self, name: str, receiver: str, check: Check, says: "Sequence[str]", note: str = "") -> None:
        self.name = name
        self.receiver = receiver
        self.check = check
        self.says = says
        self.note = note


class Status:
    """An enhanced status code without its class (``7.25``), what it means, and the check that it hints at."""

    __slots__ = ("code", "means", "check", "note")

    def __init__(self, code: str, means: str, check: Check, note: str = "") -> None:
        self.code = code
        self.means = means
        self.check = check
        self.note = note


class Catalogue:
    """All that is known: `checks` by name, `replies`, `statuses` by code, the `hosts` of receivers by their name."""

    __slots__ = ("checks", "replies", "statuses", "hosts")

    def __init__(
        self,
        checks: "Mapping[str, Check]",
        replies: "Sequence[Reply]",
        statuses: "Mapping[str, Status]",
        hosts: "Mapping[str, Sequence[str]]",
    ) -> None:
        self.checks = checks
        self.replies = replies
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
        {table["code"]: Status(**with_check(table)) for table in data["status"]},
        {name: [f"{host}." for host in table["hosts"]] for name, table in data["receiver"].items()},
    )


class Bounce:
    """What a text was recognised as.

    replies   the replies found, the surest first
    statuses  (code as written, what it hints at) for the codes that something is known of
    receiver  who said it, in words; empty if that is not known
    checks    what was checked, each once: by the replies, or by the status codes where there is no reply
    parties   whom the text speaks of
    """

    __slots__ = ("replies", "statuses", "receiver", "checks", "parties")

    def __init__(
        self, catalogue: Catalogue, replies: "Sequence[Reply]", spans: "Sequence[tuple[int, int]]", flat: str, line: str
    ) -> None:
        known = catalogue.statuses
        self.replies = replies
        self.statuses = [(f"{kind}.{code}", known[code]) for kind, code in statuses(flat) if code in known]
        self.parties = find_parties(line, spans, [host for hosts in catalogue.hosts.values() for host in hosts])
        self.receiver = _receiver(catalogue, replies, self.parties.peers)
        behind: Iterable[Reply | Status] = replies or [status for _, status in self.statuses]
        self.checks = list(dict.fromkeys(each.check for each in behind))

    @property
    def notes(self) -> list[str]:
        """What to know besides."""
        behind: Iterable[Reply | Status] = self.replies or [status for _, status in self.statuses]
        return [note for note in dict.fromkeys(each.note for each in behind) if note]

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


def recognise(text: str, catalogue: Catalogue) -> Bounce | None:
    """Return what `text` is: a bounce, a reply, a line of a log, a status code alone; None if it is none of these."""
    flat = flatten(text)
    line = without_statuses(flat)
    found = _replies(line.translate(_LOWER), catalogue)
    bounce = Bounce(catalogue, [reply for reply, _ in found], [span for _, span in found], flat, line)
    return bounce if bounce.checks else None


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
    head, gap, tail = (part.strip() for part in phrase.translate(_LOWER).partition("…"))
    for start in _occurrences(head, line, 0, len(line)):
        end = start + len(head)
        if not gap:
            return start, end
        for at in _occurrences(tail, line, end, min(end + GAP + len(tail), len(line))):
            return start, at + len(tail)
    return None


def _occurrences(words: str, line: str, start: int, end: int) -> "Iterator[int]":
    at = line.find(words, start, end)
    while at >= 0:
        if not _cuts_word(line, at) and not _cuts_word(line, at + len(words)):
            yield at
        at = line.find(words, at + 1, end)


def _cuts_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at - 1].isalnum() and line[at].isalnum()


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
