"""The substitution of a NAPTR record: ``!regexp!replacement!flags`` (RFC 3402 section 3.2), checked as BIND does."""

import re

_NO_DELIMITERS = frozenset(b"0123456789\\i\0")
_BOUND = re.compile(rb"([0-9]{1,3})(?:,([0-9]{0,3}))?\}")
_MAX_BOUND = 255
_CLASSES = frozenset(
    (
        b"alnum",
        b"digit",
        b"punct",
        b"alpha",
        b"graph",
        b"space",
        b"blank",
        b"lower",
        b"upper",
        b"cntrl",
        b"print",
        b"xdigit",
    )
)
_NAMED = re.compile(rb"\[(?:\.(..*?)\.\]|=(..*?)=\]|:(.*?):\])", re.DOTALL)


def is_substitution(octets: bytes) -> bool:
    """Tell whether `octets` are empty, or a substitution whose regexp is sound and has the groups referred to."""
    if not octets:
        return True
    parts = _parts(octets)
    if parts is None or parts[2].strip(b"i"):
        return False
    groups = groups_of(parts[0])
    references = re.findall(rb"\\(.)", parts[1], re.DOTALL)
    if groups is None or b"0" in references:
        return False
    return all(int(reference) <= groups for reference in references if reference.isdigit())


def _parts(octets: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return regexp, replacement and flags; None if they are not told apart by two delimiters."""
    delimiter = octets[0]
    if delimiter in _NO_DELIMITERS or 0 in octets:
        return None
    parts = [b""]
    at = 1
    while at < len(octets):
        if octets[at] == delimiter:
            parts.append(b"")
            at += 1
            continue
        size = 2 if octets[at : at + 1] == b"\\" and len(parts) < 3 else 1
        if at + size > len(octets):
            return None
        parts[-1] += octets[at : at + size]
        at += size
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def groups_of(pattern: bytes) -> int | None:
    """Return how many groups `pattern` has, an extended regular expression of POSIX; None if it is none."""
    return _Expression(pattern).groups_if_sound()


class _Expression:
    """An extended regular expression of POSIX while it is checked.

    at            where the next step begins
    groups        how many groups there are so far
    depth         how many of them are open
    atom          whether something is there that could be repeated
    repeated      whether it is
    may_be_empty  whether the group may end here without an atom
    """

    def __init__(self, pattern: bytes) -> None:
        self.pattern = pattern
        self.at = self.groups = self.depth = 0
        self.atom = self.repeated = self.may_be_empty = False

    def groups_if_sound(self) -> int | None:
        """Return the number of groups, or None if the expression is not sound."""
        steps = {
            b"\\": self._escape, b"[": self._bracket, b"{": self._bound, b"(": self._open, b")": self._close,
            b"|": self._alternative, b"+": self._repeat, b"*": self._repeat, b"?": self._repeat, b"^": self._anchor,
            b"$": self._anchor,
        }  # fmt: skip
        while self.at < len(self.pattern):
            step = steps.get(self.pattern[self.at : self.at + 1], self._literal)
            self.at += 1
            if not step():
                return None
        return self.groups if self.atom and not self.depth else None

    def _literal(self) -> bool:
        self.atom, self.repeated = True, False
        return True

    def _anchor(self) -> bool:
        self.atom = self.repeated = True
        return True

    def _escape(self) -> bool:
        digit = self.pattern[self.at : self.at + 1]
        self.at += 1
        self._literal()
        return bool(digit) and not (digit in b"123456789" and int(digit) > self.groups)

    def _bracket(self) -> bool:
        end = _bracket_end(self.pattern, self.at)
        self.at = end or self.at
        self._literal()
        return end is not None

    def _bound(self) -> bool:
        if not self.pattern[self.at : self.at + 1].isdigit():
            return self._literal()
        found = _BOUND.match(self.pattern, self.at)
        if found is None or not _is_bound(found) or not self._repeat():
            return False
        self.at = found.end()
        return True

    def _repeat(self) -> bool:
        sound = self.atom and not self.repeated
        self.repeated = True
        return sound

    def _open(self) -> bool:
        self.groups, self.depth = self.groups + 1, self.depth + 1
        self.atom, self.repeated, self.may_be_empty = False, False, True
        return True

    def _close(self) -> bool:
        sound = not self.depth or self.atom or self.may_be_empty
        self.depth -= 1 if self.depth else 0
        self._literal()
        return sound

    def _alternative(self) -> bool:
        sound = self.atom
        self.atom = self.repeated = self.may_be_empty = False
        return sound


def _is_bound(found: "re.Match[bytes]") -> bool:
    low, high = int(found[1]), int(found[2] or found[1])
    return low <= high <= _MAX_BOUND or (low <= _MAX_BOUND and not found[2])


def _bracket_end(pattern: bytes, at: int) -> int | None:
    """Return where the bracket expression ends whose content begins at `at`; None if it is wrong or never closed."""
    seen = False
    dash = 0  # 2 after the dash of a range, 1 after the range
    low = 0
    at += pattern[at : at + 1] == b"^"
    while at < len(pattern):
        char, size, rank = pattern[at : at + 1], 1, pattern[at]
        if char == b"]" and seen:
            return at + 1
        if char == b"-" and seen and dash != 2:
            if dash == 1:
                return None
            dash, at = 2, at + 1
            continue
        if char == b"[" and pattern[at + 1 : at + 2] in (b".", b"=", b":"):
            found = _NAMED.match(pattern, at)
            if found is None or (dash == 2 and not found[1]) or (found[3] is not None and found[3] not in _CLASSES):
                return None
            size, rank = len(found[0]), (256 if found[1] and len(found[1]) > 1 else found[1][0]) if found[1] else low
        elif char == b"[":
            seen, at = True, at + 1  # BIND does not look at it as the end of a range
            continue
        elif dash == 2 and rank < low:
            return None
        dash -= 1 if dash else 0
        seen, low, at = True, rank, at + size
    return None
