"""How many questions one name may lead to: a stranger's answers must not use up what others are to be asked with.

A question comes up because the zones hold a name, or because an answer does. Each is counted for the names in the zones
that led to it; what leads further than its share is not asked, and told.
"""

from zonelint.dns.names import NameSyntaxError, absolute, canonical_address, parent, reverse_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.files.snapshot_texts import Question

MAX_PER_NAME = 100
"""Questions that one name of the zones may lead to, itself included. A large mail provider takes some forty."""

_TARGETS = frozenset(("CNAME", "DNAME", "MX", "NS", "PTR", "SRV"))
_BETWEEN = str.maketrans(dict.fromkeys("\"':=@,;/!<>()", " "))


class Shares:
    """Counts questions by the names that led to them.

    cut   name -> how many of the questions that it led to were not asked
    """

    def __init__(self) -> None:
        self.cut: dict[str, int] = {}
        self._spent: dict[str, int] = {}
        self._origins: dict[str, set[str]] = {}  # name -> those in the zones that led to it

    def share(self, questions: "Iterable[Question]") -> "tuple[list[Question], list[Question]]":
        """Return those of `questions` that may be asked, and those that are too many, both in their order."""
        questions = list(questions)
        if not self._origins:
            self._origins.update((name, {name}) for name, _ in questions)  # they stand in the zones
        asked: list[Question] = []
        left: list[Question] = []
        for question in questions:
            origin = min(sorted(self._origins_of(question[0])), key=lambda each: self._spent.get(each, 0))
            spent = self._spent[origin] = self._spent.get(origin, 0) + 1
            if spent > MAX_PER_NAME:
                self.cut[origin] = spent - MAX_PER_NAME
            (asked if spent <= MAX_PER_NAME else left).append(question)
        return asked, left

    def _origins_of(self, name: str) -> set[str]:
        """Return the names that led to `name`, or to one above it, as to ``mx.example.net.`` of ``_25._tcp.mx…``."""
        above = name
        while above != "." and above not in self._origins:
            above = parent(above)
        return self._origins.setdefault(name, self._origins.get(above, {name}))

    def lead(self, name: str, rtype: str, rdatas: "Sequence[str]") -> None:
        """Note that a question for `name` leads to what the records say."""
        origins = self._origins_of(name)
        for rdata in rdatas:
            for led in names_in(rtype, rdata):
                self._origins[led] = self._origins.get(led, set()) | origins


def names_in(rtype: str, rdata: str) -> "Iterator[str]":
    """Yield the names that a record may make one ask for: its target, an address in reverse, the words of a text."""
    if rtype in _TARGETS:
        yield rdata.rpartition(" ")[2].lower()
    elif rtype in ("A", "AAAA"):
        yield reverse_name(rdata)
    elif rtype in ("TXT", "SPF"):
        for word in rdata.split():
            kind, _, value = word.strip('"').lower().partition(":")
            address = canonical_address(value.partition("/")[0]) if kind[-3:] in ("ip4", "ip6") else None
            if address is not None:
                yield reverse_name(address)
            else:
                yield from _names_in_word(word)


def _names_in_word(word: str) -> "Iterator[str]":
    for part in word.translate(_BETWEEN).split():
        if "." in part:
            try:
                yield absolute(part, ".").lower()
            except NameSyntaxError:
                continue
