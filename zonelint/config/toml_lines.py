"""Finds the line of a key in a TOML file, which tomllib does not tell."""

from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = late(r"\s*\[(\[?)([^\]]*)")
_KEY = late(r"\"([^\"]*)\"|'([^']*)'|([^\s.\"']+)")
_FIRST = (0,)
_QUOTED = late(r"\"[^\"]*\"|'[^']*'")
# What stands between keys and values.
_SIGN = late(r"[,=\[\]{}]")


class TomlLines:
    """The line of each key of a text, found in one pass over it.

    This is good for files as people write them, faults included.
    """

    def __init__(self, text: str) -> None:
        self._top = _Node(0)
        table = self._top
        for number, line in enumerate(text.split("\n"), 1):
            header = _HEADER.match(line)
            if header is not None:
                table = self._top.below(_parts(header[2]), number)
                if header[1]:
                    table.tables += 1
                if table.tables:
                    table = table.below((table.tables - 1,), number)
                continue
            before, assigns, _ = line.partition("=")
            if assigns and not before.lstrip().startswith("#"):
                table.below(_parts(before), number)

    def line_of(self, where: "tuple[str | int, ...]") -> int | None:
        """Return the 1-based line of the key at the path `where`, of what holds it, or else of the first key in it."""
        node = self._top
        for part in where:
            below = node.keys.get(part)
            if below is None:
                break
            node = below
        return node.line or None


class _Node:
    """A key: the line where it, or the first key below it, stands; the keys below; how often it is a list's table."""

    __slots__ = ("line", "keys", "tables")

    def __init__(self, line: int) -> None:
        self.line = line
        self.keys: dict[str | int, _Node] = {}
        self.tables = 0

    def below(self, path: "tuple[str | int, ...]", line: int) -> "_Node":
        """Return the node at `path` below this one; those that are new stand at `line`."""
        node = self
        for part in path:
            known = node.keys.get(part)
            if known is None:
                known = node.keys[part] = _Node(line)
            node = known
        return node


def keys(text: str, depth: int) -> "Iterator[tuple[str | int, ...]]":
    """Yield the path of each key and of each table that has a header, cut to `depth` parts."""
    table: tuple[str | int, ...] = ()
    for line in text.split("\n"):
        header = _HEADER.match(line)
        if header is not None:
            names: tuple[str | int, ...] = (*_parts(header[2]), *_FIRST) if header[1] else _parts(header[2])
            table = names[:depth]
            yield table
            continue
        before, assigns, _ = line.partition("=")
        if assigns and not before.lstrip().startswith("#"):
            yield (*table, *_parts(before))[:depth]


def most_dots(text: str, above: int) -> tuple[int, int]:
    """Return the 1-based line with the key of the most dots outside of quotes and comments, and their number.

    Lines of no more than `above` dots are not looked at: where there are only those, both are 0.
    """
    rows = enumerate(text.split("\n"), 1)
    dots = ((_dots(line), -number) for number, line in rows if line.count(".") > above)
    count, line = max(dots, default=(0, 0))
    return -line, count


def _dots(line: str) -> int:
    bare = _QUOTED.sub("q", line).partition("#")[0]
    return max(piece.count(".") for piece in _SIGN.split(bare))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(match[match.lastindex or 0] for match in _KEY.finditer(dotted))
