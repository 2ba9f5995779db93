"""Finds the line of a key in a TOML file, which tomllib does not tell."""

import re

_HEADER = re.compile(r"\s*\[(\[?)([^\]]*)\]")
_KEY = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s.\"']+)")


def line_of(text: str, where: "tuple[str | int, ...]") -> int | None:
    """Return the 1-based line of the key at the path `where` (numbers count tables of a list), or of what holds it.

    tomllib tells no positions; this is good for files as people write them.
    """
    best: tuple[int, int] | None = None
    table: tuple[str | int, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key: tuple[str | int, ...] = ()
        if header is not None:
            names = _parts(header[2])
            table = names
            if header[1]:
                seen[names] = seen.get(names, -1) + 1
            if names in seen:
                table = (*names, seen[names])
        else:
            before, assigns, _ = line.partition("=")
            if not assigns or before.lstrip().startswith("#"):
                continue
            key = _parts(before)
        path = (*table, *key)
        if path == where[: len(path)] and path and (best is None or len(path) > best[0]):
            best = (len(path), number)
    return best[1] if best else None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(match[match.lastindex or 0] for match in _KEY.finditer(dotted))
