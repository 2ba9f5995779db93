"""Finds the line of a key in a TOML file, which tomllib does not tell."""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[(\[?)([^\]]*)")
_KEY = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s.\"']+)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def keys(text: str) -> "Iterator[tuple[tuple[str | int, ...], int]]":
    """Yield (path of a key or a table, its 1-based line) for each line that has one; numbers count tables of a list.

    This is good for files as people write them, faults included.
    """
    table: tuple[str | int, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header is not None:
            names = _parts(header[2])
            table = names
            if header[1]:
                seen[names] = seen.get(names, -1) + 1
            if names in seen:
                table = (*names, seen[names])
            yield table, number
            continue
        before, assigns, _ = line.partition("=")
        if assigns and not before.lstrip().startswith("#"):
            yield (*table, *_parts(before)), number


def line_of(text: str, where: "tuple[str | int, ...]") -> int | None:
    """Return the 1-based line of the key at the path `where`, of what holds it, or else of the first key in it."""
    best: tuple[int, int] | None = None
    for path, number in keys(text):
        shared = min(len(path), len(where))
        if shared and path[:shared] == where[:shared] and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def most_dots(text: str) -> tuple[int, int]:
    """Return the 1-based line with the most dots outside of quotes and comments, and their number."""
    rows = enumerate(text.split("\n"), 1)
    dots = ((_QUOTED.sub("", line).partition("#")[0].count("."), -number) for number, line in rows if "." in line)
    count, line = max(dots, default=(0, -1))
    return -line, count


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(match[match.lastindex or 0] for match in _KEY.finditer(dotted))
