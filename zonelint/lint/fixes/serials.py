"""The serial of a zone that changed: raised once, in the way in which its authors do (RFC 1035 section 3.3.13)."""

import os
from itertools import pairwise

from zonelint.config.today import moment
from zonelint.dns.serials import day_of, following, moment_of, next_serial
from zonelint.dns.zone import Place, Record
from zonelint.files.bounds import git_top
from zonelint.files.decode import decode
from zonelint.lint.fix import Change, Fix
from zonelint.readers.master.lexer import logical_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.files.git_history import History

MOST_VERSIONS = 12
"""Former contents of a file that are looked at."""
_OCTETS = 1 << 16
"""Of each of them: the SOA record stands at the beginning."""
_DAYS = 3
"""Days from the one that a serial spells to the one at which it was written: who writes dates takes no longer."""
_DAY = 86_400


class Serials:
    """Tells the next serials. What a number alone leaves open, the history of its file in git tells."""

    def __init__(self) -> None:
        self._histories: dict[str, History] = {}

    def close(self) -> None:
        """End the programs that were started."""
        for history in self._histories.values():
            history.close()

    def rise(self, soa: Record) -> Fix:
        """Return the fix that raises the serial of `soa`."""
        words = list(soa.words)
        new = str(self._next(soa))
        becomes = soa._replace(rdata=" ".join([*words[:2], new, *words[3:]]))
        return Fix(f"raise the serial {soa.serial} to {new}", Change(soa, "word 2", new, becomes), safe=True)

    def _next(self, soa: Record) -> int:
        now, path = moment(), soa.source.real_path
        if path is None or moment_of(soa.serial, now) is None:
            return next_serial(soa.serial, now)
        counts, first = way_of(self._written(path))
        return next_serial(soa.serial, now, counts=counts, first=first)

    def _written(self, real_path: str) -> "list[tuple[int, int]]":
        """Return the serials that the file had, the newest first, each with the moment of the commit that wrote it."""
        history = self._history(git_top(os.path.dirname(real_path)))
        found = []
        for seconds, octets in history.versions(real_path, MOST_VERSIONS, _OCTETS) if history is not None else ():
            serial = serial_in(octets)
            if serial is not None:
                found.append((seconds, serial))
        return found

    def _history(self, top: str | None) -> "History | None":
        if top is None:
            return None
        if top not in self._histories:
            from zonelint.files.git_history import History

            self._histories[top] = History(top)
        return self._histories[top]


def way_of(written: "Iterable[tuple[int, int]]") -> tuple[bool, int | None]:
    """Return whether `written` serials, the newest first, count, and the number that a day begins with; None: unknown.

    Each has the moment at which it was written. One that goes on by one, days after the day that it spells, is a
    counter, which somebody once began with a date. One whose day is another than that of the one before is a date.
    """
    now = moment()
    counted = dated = 0
    firsts = []
    for (seconds, new), (_, old) in pairwise(written):
        spelled, day = moment_of(new, now), day_of(new)
        if spelled is None or new == old:
            continue
        if new == following(old):
            counted += abs(seconds - spelled.timestamp()) > _DAYS * _DAY
        elif day is None or day != day_of(old):
            dated += 1
            if day is not None and new % 100 < 2:
                firsts.append(new % 100)
    return counted > dated, max(firsts, key=firsts.count) if firsts else None


def serial_in(octets: bytes) -> int | None:
    """Return the serial of the first SOA record in a master file; None if there is none that can be read."""
    lines = decode(octets).text.split("\n")
    at = 0
    while at < len(lines):
        if "SOA" in lines[at].upper():
            line = logical_line(lines, at)
            words = [token.text for token in line.tokens]
            serials = (serial for word, serial in zip(words, words[3:], strict=False) if word.upper() == "SOA")
            serial = next((each for each in serials if each.isascii() and each.isdigit()), "")
            if serial:
                return int(serial) if len(serial) < 11 else None
            at = max(at, line.end - 1)
        at += 1
    return None


def is_written(soa: Record) -> bool:
    """Tell whether the file spells the serial of `soa` as a number, and nothing else."""
    text = soa.source.text_at(Place.of(soa, "word 2").span)
    return text.isascii() and text.isdigit() and int(text) == soa.serial
