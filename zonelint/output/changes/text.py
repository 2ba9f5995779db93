"""``text``: for a reviewer at a terminal. The zones, their records, what becomes of mail, and how many findings."""

from itertools import islice

from zonelint.dns.differences import CHANGED
from zonelint.mail.iprev import BROKEN
from zonelint.output.changes import said
from zonelint.output.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from zonelint.lint.changes import Changes

MOST_RECORDS = 100
"""Records of a zone that are shown."""
MOST_OF_WHOLE = 20
"""Records that are shown of a zone that came or went as a whole."""
MOST_EFFECTS = 200

_RESET, _BOLD = "\x1b[0m", "\x1b[1m"
_RED, _GREEN, _YELLOW = "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;33m"
_STYLES = {
    said.ADDED_SIGN: _GREEN, said.REMOVED_SIGN: _RED, said.CHANGED_SIGN: _YELLOW, said.UNSEEN_SIGN: _YELLOW,
    "added": _GREEN, "removed": _RED, "changed": _YELLOW,
}  # fmt: skip


def write(changes: "Changes", stream: "TextIO", *, colour: bool = False) -> None:
    """Write what the change does; long lists are cut, with the number of what is left out."""
    stream.writelines(f"{line}\n" for line in _Drawer(colour).lines(changes))


class _Drawer:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def paint(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self.colour and style else text

    def lines(self, changes: "Changes") -> "Iterator[str]":
        since = f"since {visible(changes.name)}"
        commit = f" ({changes.commit[:12]})" if changes.commit and not changes.commit.startswith(changes.name) else ""
        yield self.paint(f"{said.sum_line(changes)} {since}{commit}", _BOLD)
        for zone in changes.zones:
            yield f"  {self.paint(zone.status.ljust(7), _STYLES[zone.status])}  {said.zone_line(zone, visible)}"
        for zone in changes.zones:
            lines = said.record_lines(zone, visible)
            first = next(lines, None)
            if first is not None:
                yield ""
                view = f" in view {visible(zone.view)}" if zone.view is not None else ""
                yield self.paint(f"{visible(zone.origin)}{view}", _BOLD)
                most = MOST_RECORDS if zone.status is CHANGED else MOST_OF_WHOLE
                yield from self.cut((f"  {self.sign(sign)} {text}" for sign, text in _chained(first, lines)), most)
        yield from self.effects(changes)
        yield ""
        yield f"{self.paint('findings', _BOLD)}: {said.findings_line(changes)}"

    def effects(self, changes: "Changes") -> "Iterator[str]":
        if not changes.mail:
            return
        yield ""
        yield self.paint("mail", _BOLD)
        senders = (
            f"  {self.paint(text, _RED if verdict == BROKEN else '')}"
            for verdict, text in said.sender_lines(changes.mail, visible)
        )
        yield from self.cut(senders, MOST_EFFECTS)
        yield from self.cut((f"  {text}" for text in said.domain_lines(changes.mail, visible)), MOST_EFFECTS)

    def sign(self, word: str) -> str:
        return self.paint(word, _STYLES[word])

    def cut(self, lines: "Iterable[str]", most: int) -> "Iterator[str]":
        """Yield the first `most` of `lines`, and how many there are besides."""
        remaining = iter(lines)
        yield from islice(remaining, most)
        left = sum(1 for _ in remaining)
        if left:
            yield f"  … and {left} more: `--format json` has all"


def _chained(first: tuple[str, str], others: "Iterator[tuple[str, str]]") -> "Iterator[tuple[str, str]]":
    yield first
    yield from others
