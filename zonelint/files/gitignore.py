"""Patterns as of a .gitignore (gitignore(5)), matched here.

The library for them takes some 20 ms to import, twice as long as Python itself to start, and a hook would pay that on
every commit of every repository that has a .gitignore. A test holds these answers and git's own together. The time to
match is linear in the length of a path times that of a pattern.
"""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
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
    from zonelint.dns.tuples import named_tuple

    _Pattern = named_tuple("_Pattern", "excludes folders_only anchored parts")

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

_NAME, _PATH, _END, _BELOW, _TRIED = "name", "path", "end", "below", ""
"""How a path finds a pattern: by its last name, as a whole, by its end, by its first name; or it is tried."""


class IgnorePatterns:
    """The patterns of one file; what they match is relative to the folder that it stands for.

    There may be thousands of them and of files, so most patterns are found by what they name: a whole path, the last
    name of a path, or its end. `costly` is the most patterns that a path is compared with one by one.
    """

    def __init__(self, lines: "Iterable[str]") -> None:
        self._found: dict[tuple[str, str, bool], tuple[int, bool]] = {}
        self._lengths: set[int] = set()
        tried: dict[str, tuple[int, _Pattern]] = {}
        below: dict[str, dict[str, tuple[int, _Pattern]]] = {}
        for number, line in enumerate(lines):
            pattern = _pattern(line)
            if pattern is None:
                continue
            kind, text = _key(line.removesuffix("\r"), pattern)
            if kind == _BELOW:
                below.setdefault(text, {})[line] = (number, pattern)
            elif kind == _TRIED:
                tried[line] = (number, pattern)
            else:
                self._found[kind, text, pattern.folders_only] = (number, pattern.excludes)
                self._lengths.update([len(text)] if kind == _END else ())
        # The last one that fits decides.
        self._tried = sorted(tried.values(), key=_number, reverse=True)
        self._below = {text: sorted(found.values(), key=_number, reverse=True) for text, found in below.items()}
        self.costly = len(tried) + max(map(len, below.values()), default=0)

    def verdict(self, path: str, is_folder: bool = False) -> bool | None:
        """Tell whether `path` is excluded; None if no pattern fits. The folders above it are not looked at.

        `path` has no slash at its start nor at its end.
        """
        name = path.rpartition("/")[2]
        number, excludes = -1, None
        for key in self._keys(path, name):
            for folders_only in (False, True) if is_folder else (False,):
                found = self._found.get((*key, folders_only))
                if found is not None and found[0] > number:
                    number, excludes = found
        for patterns in (self._tried, self._below.get(path.partition("/")[0], ()) if self._below else ()):
            for at, pattern in patterns:
                if at < number:
                    break
                if (is_folder or not pattern.folders_only) and _fits(pattern, path, name):
                    number, excludes = at, pattern.excludes
                    break
        return excludes

    def _keys(self, path: str, name: str) -> "Iterator[tuple[str, str]]":
        yield _NAME, name
        yield _PATH, path
        for length in self._lengths:
            if length <= len(name):
                yield _END, name[len(name) - length :]

    def excludes(self, path: str, is_folder: bool = False) -> bool:
        """Tell whether `path` is excluded, or a folder above it: then nothing below brings it back."""
        end = path.find("/")
        while end >= 0:
            if self.verdict(path[:end], True):
                return True
            end = path.find("/", end + 1)
        return bool(self.verdict(path, is_folder))


def _number(found: "tuple[int, _Pattern]") -> int:
    return found[0]


def _key(line: str, pattern: "_Pattern") -> tuple[str, str]:
    """Return how paths that fit the `pattern` in `line` are found: a kind, and the text that they share."""
    bare = line.removeprefix("!").removesuffix("/")
    if bare.endswith(" ") or (bare.startswith("**/") and not pattern.anchored):
        return _TRIED, ""
    if not pattern.anchored:
        if not _WILD.search(bare):
            return _NAME, bare
        return (_END, bare[1:]) if bare[0] == "*" and not _WILD.search(bare, 1) else (_TRIED, "")
    deep, slash, name = bare.rpartition("/")
    if deep == "**" and slash and not _WILD.search(name):
        return _NAME, name
    bare = bare.removeprefix("/")
    if not _WILD.search(bare):
        return _PATH, bare
    first = bare.partition("/")[0]
    return (_BELOW, first) if not _WILD.search(first) else (_TRIED, "")


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
    parts = [part for at, part in enumerate(parts) if part is not None or not at or parts[at - 1] is not None]
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


def _fits(pattern: "_Pattern", path: str, name: str) -> bool:
    """Tell whether `path`, whose last name is `name`, fits."""
    if not pattern.anchored:
        part = pattern.parts[0]
        return part is None or bool(part(name))
    names = path.split("/")
    # Each part but a `**` takes in one name.
    return len(pattern.parts) <= 2 * len(names) + 1 and _all_fit(pattern.parts, names)


def _all_fit(parts: "Sequence[Part]", names: "Sequence[str]") -> bool:
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
