"""The words of one record while its fields are read."""

import re

from zonelint.dns.rdata_words import RdataError, number_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Words:
    """The words of one record as they are read.

    at    index of the next word
    done  the fields so far, as they are spelled again
    """

    def __init__(self, words: "Sequence[str]", origin: str, encoding: str) -> None:
        self.words = words
        self.origin = origin
        self.encoding = encoding
        self.at = 0
        self.done: list[str] = []

    @property
    def left(self) -> bool:
        """Whether a word is left."""
        return self.at < len(self.words)

    def string(self, what: str) -> str:
        """Return the next word, which may be a string in quotes; `what` names it. Raises RdataError."""
        if not self.left:
            raise RdataError(f"{what} is missing", max(self.at - 1, 0))
        self.at += 1
        return self.words[self.at - 1]

    def word(self, what: str) -> str:
        """Return the next word, which may not stand in quotes. Raises RdataError."""
        word = self.string(what)
        if word[0] == '"':
            raise self.error(f"the {what} must not be in quotes: {word}")
        return word

    def number(self, what: str, limit: int) -> int:
        """Return the next word as a number up to `limit`. Raises RdataError."""
        self.word(what)
        return number_at(self.words, self.at - 1, limit)

    def rest(self, what: str) -> str:
        """Return all words that are left in one piece, none of them in quotes. Raises RdataError."""
        pieces = []
        while self.left:
            pieces.append(self.word(what))
        return "".join(pieces)

    def error(self, message: str) -> RdataError:
        """Return an error at the word that was read last."""
        return RdataError(message, max(self.at - 1, 0))

    def match(self, pattern: "re.Pattern[str]", what: str) -> "re.Match[str]":
        """Return how `pattern` matches the whole of the next word. Raises RdataError."""
        word = self.word(what)
        found = pattern.fullmatch(word)
        if found is None:
            raise self.error(f"bad {what}: {word}")
        return found
