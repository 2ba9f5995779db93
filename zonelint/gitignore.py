"""Patterns as of a .gitignore (gitignore(5)), matched here.

The library for them takes some 20 ms to import, twice as long as Python itself to start, and a hook would pay that on
every commit of every repository that has a .gitignore. A test holds these answers and git's own together. The time to
match is linear in the length of a path times that of a pattern.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import NamedTuple, TypeAlias

    # Tells whether one name of a path fits; None stands for any number of names.
    Part: TypeAlias = "Callable[[str], object] | None"

    class _Pattern(NamedTuple):
        """One line: what it says of a path that fits, whether it is for folders only, and the names that fit.

        For a pattern without a slash `parts` has one item, and the last name of the path decides.
        """

        excludes: bool
        folders_only: bool
        anchored: bool
        parts: "tuple[Part, ...]"

else:
    from collections import namedtuple

    _Pattern = namedtuple("_Pattern", "excludes folders_only anchored parts")

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
# An escaped character, a set in brackets (its first `]` is a member), a wildcard, or a plain character.
_TOKEN = re.compile(r"\\(.)|\[([!^]?)(\]?(?:\[:[a-z]++:\]|\\.|[^\]\\])*)\]|(\*++)|(\?)|([^\\\[])", re.DOTALL)
_MEMBER = re.compile(r"\[:([a-z]++):\]|(?:\\(.)|(.))(?:-(?:\\(.)|([^\]])))?", re.DOTALL)
_WILD = re.compile(r"[*?\[\\]")


class IgnorePatterns:
    """The patterns of one file; what they match is relative to the folder that it stands for."""

    def __init__(self, lines: "Iterable[str]") -> None:
        patterns = [pattern for pattern in map(_pattern, lines) if pattern is not None]
        # The last one that fits decides.
        self._patterns = patterns[::-1]

    def verdict(self, path: str, is_folder: bool = False) -> bool | None:
        """Tell whether `path` is excluded; None if no pattern fits. The folders above it are not looked at.

        `path` has no slash at its start nor at its end.
        """
        names: Sequence[str] = ()
        name = path.rpartition("/")[2]
        for pattern in self._patterns:
            if pattern.folders_only and not is_folder:
                continue
            if not pattern.anchored:
                part = pattern.parts[0]
                fits = part is None or part(name)
            else:
                names = names or path.split("/")
                fits = _fits(pattern.parts, names)
            if fits:
                return pattern.excludes
        return None

    def excludes(self, path: str, is_folder: bool = False) -> bool:
        """Tell whether `path` is excluded, or a folder above it: then nothing below brings it back."""
        end = path.find("/")
        while end >= 0:
            if self.verdict(path[:end], True):
                return True
            end = path.find("/", end + 1)
        return bool(self.verdict(path, is_folder))


def _pattern(line: str) -> "_Pattern | None":
    """Return what `line` says; None for a comment, a blank line, and for what git cannot read either."""
    line = line.removesuffix("\r")
    if line.startswith("#"):
        return None
    line = re.sub(r"(?<!\\)((?:\\\\)*+(?:\\ )?) *+\Z", r"\1", line) if line.endswith(" ") else line
    excludes = not line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    line = line[:-1] if folders_only else line
    if not line:
        return None
    if "/" not in line:
        part = _part(line)
        return _Pattern(excludes, folders_only, False, (part,)) if part is not None else None
    words = line.removeprefix("/").split("/")
    deep = [len(word) > 1 and not word.strip("*") for word in words]
    parts = [None if is_deep else _part(word) for word, is_deep in zip(words, deep, strict=True)]
    if any(part is None and not is_deep for part, is_deep in zip(parts, deep, strict=True)):
        return None
    if parts[-1] is None:
        parts.append(bool)  # what is below a folder, not itself
    return _Pattern(excludes, folders_only, True, tuple(parts))


def _part(word: str) -> "Part":
    """Return what tells whether a name fits `word`; None if it is malformed, so that nothing does."""
    if not _WILD.search(word):
        return word.__eq__
    if word[0] == "*" and not _WILD.search(word, 1):
        ending = word[1:]
        return lambda name: name.endswith(ending)
    pieces = [""]
    at = 0
    while at < len(word):
        match = _TOKEN.match(word, at)
        if match is None:
            return None  # an open bracket, or a backslash at the end
        escaped, negated, members, stars, any_one, plain = match.groups()
        if stars is not None:
            pieces.append("")
        elif members is not None:
            pieces[-1] += _set(members, bool(negated))
        else:
            pieces[-1] += "." if any_one is not None else re.escape(plain if plain is not None else escaped)
        at = match.end()
    first, *middle, last = pieces if len(pieces) > 1 else (pieces[0], "")
    # The first place where a piece between two stars fits is as good as any: no other one needs to be tried.
    between = "".join(f"(?>.*?{piece})" for piece in middle) + (".*" if len(pieces) > 1 else "")
    return re.compile(first + between + last, re.DOTALL).fullmatch


def _set(members: str, negated: bool) -> str:
    found = ""
    for match in _MEMBER.finditer(members):
        name, escaped, plain, escaped_end, plain_end = match.groups()
        first, last = escaped or plain, escaped_end or plain_end
        if name is not None:
            found += _CLASSES.get(name, "")
        elif last is None or last < first:
            found += re.escape(first)
        else:
            found += f"{re.escape(first)}-{re.escape(last)}"
    if not found:
        return "." if negated else "(?!)"
    return f"[{'^' if negated else ''}{found}]"


def _fits(parts: "Sequence[Part]", names: "Sequence[str]") -> bool:
    """Tell whether `names` fit `parts` one by one; on a mismatch the last ``**`` takes in one more name."""
    at = part = 0
    back: tuple[int, int] | None = None
    while at < len(names):
        test = parts[part] if part < len(parts) else _nothing
        if test is None:
            back = (part + 1, at)
            part += 1
        elif test(names[at]):
            at, part = at + 1, part + 1
        elif back is not None:
            back = (back[0], back[1] + 1)
            part, at = back
        else:
            return False
    return all(test is None for test in parts[part:])


def _nothing(name: str) -> bool:
    """Tell that `name` does not fit: the pattern has no more parts."""
    return False
