"""Regular expressions of others, matched against file names without a risk of hanging.

A pattern comes from the repository, and Python's matcher may take exponential time. So what makes it exponential is
refused (a repeated group of choices or repetitions, many repetitions), the length of a name is bounded, and what is
left, a polynomial of low degree, draws on a budget.
"""

import re

MAX_PATTERN = 200
"""Characters of a pattern."""
MAX_REPETITIONS = 6
"""Repetitions of any kind in a pattern, ``?`` included: each doubles the work at worst."""
MAX_UNBOUNDED = 2
"""``*``, ``+`` and ``{n,m}`` in a pattern: each multiplies the work by the length of the name."""
MAX_NAME = 255
"""Characters of a name; no file system has longer ones."""
MAX_STEPS = 200_000_000
"""Steps for all names of one pattern, as estimated for the worst case; real ones are far fewer."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|\((?:\?(?:P?<[A-Za-z_][A-Za-z0-9_]*+>|:|i\)))?|\{[0-9]++(?:,[0-9]*+)?\}|.",
    re.DOTALL,
)


class FileRegexpError(Exception):
    """A pattern that is not used; the text says why."""


class FileRegexp:
    """A pattern in the syntax that Go and Python share, found anywhere in a name.

    Raises FileRegexpError for one that is none, or that is too costly to match.
    """

    def __init__(self, pattern: str) -> None:
        from warnings import catch_warnings, simplefilter

        self.unbounded = _check(pattern)
        self.left = MAX_STEPS
        try:
            with catch_warnings():
                simplefilter("ignore")  # of sets whose meaning may change in a later Python
                self._search = re.compile(pattern).search
        except (re.error, OverflowError, RecursionError) as error:
            raise FileRegexpError(f"this regular expression is not used: {error}") from None

    def groups(self, name: str) -> "tuple[str | None, ...] | None":
        """Return the whole match and the groups, or None if the pattern is not found in `name`.

        Raises FileRegexpError when the names so far have used up the budget.
        """
        if len(name) > MAX_NAME:
            return None
        self.left -= len(name) ** (self.unbounded + 1)
        if self.left < 0:
            raise FileRegexpError("this regular expression takes too long on all these names; the rest is left out")
        match = self._search(name)
        return (match[0], *match.groups()) if match is not None else None


def _check(pattern: str) -> int:
    """Return how many repetitions without a low bound `pattern` has; raises FileRegexpError if it is too costly."""
    if len(pattern) > MAX_PATTERN:
        raise FileRegexpError(f"a regular expression of more than {MAX_PATTERN} characters is not used")
    total = unbounded = 0
    opened: list[bool] = []  # for each open group whether it holds a choice or a repetition
    last, last_is_costly = "", False
    for token in _TOKEN.findall(pattern):
        repeats = token in ("*", "+", "?") or (token[0] == "{" and len(token) > 1)
        if (repeats and last == "(") or "[:" in token or (token[0] == "\\" and token[1:].isdigit()):
            raise FileRegexpError(f"this regular expression is not used: {token!r} has no one meaning here")
        if repeats and last_is_costly:
            raise FileRegexpError("a regular expression that repeats a group of choices or repetitions is not used")
        total += repeats
        unbounded += repeats and (token in ("*", "+") or "," in token)
        last, last_is_costly = token, False
        if token == ")" and opened:
            last_is_costly = opened.pop()
            if last_is_costly and opened:
                opened[-1] = True
        elif token[0] == "(" and token != "(?i)":
            opened.append(False)
        elif opened and (repeats or token == "|"):
            opened[-1] = True
    if total > MAX_REPETITIONS or unbounded > MAX_UNBOUNDED:
        raise FileRegexpError("a regular expression with so many repetitions is not used")
    return unbounded
