"""``markdown``: a comment on a pull request. It is cut to what such a comment may hold."""

from zonelint.output.changes import said
from zonelint.output.escape import broken_commands
from zonelint.output.markdown_text import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from zonelint.lint.changes import Changes

MAX_OCTETS = 65_000
"""Octets of a comment, and so no more characters, however a service counts them. GitHub takes 65,536 characters."""

MARKER = "<!-- zonelint changes -->"
"""The first line, by which a program finds its comment again; it is not shown."""

_ZONES, _MAIL = 12_000, 24_000
"""Octets for the zones and for mail; the records have what is left."""
_RESERVE = 120
"""Octets of a section that are kept for the line about what is cut."""
_MOST_CODE = 400


def write(changes: "Changes", stream: "TextIO", *, colour: bool = False) -> None:
    """Write the sum, then lists: the zones, the records, what becomes of mail; each is cut where there is no room."""
    del colour
    since = f"{code(changes.name)}" + (f" ({changes.commit[:12]})" if changes.commit else "")
    head = f"{MARKER}\n**zonelint**: {said.sum_line(changes)} since {since}; findings: {said.findings_line(changes)}\n"
    zones = _section("Zones", (f"- {zone.status} {said.zone_line(zone, _quote)}\n" for zone in changes.zones), _ZONES)
    mail = _section("Mail", _mail(changes), _MAIL)
    left = MAX_OCTETS - sum(len(text.encode()) for text in (head, zones, mail))
    stream.write(head + zones + _section("Records", _records(changes), left) + mail)


def _records(changes: "Changes") -> "Iterator[str]":
    for zone in changes.zones:
        for sign, text in said.record_lines(zone, _quote):
            yield f"- {_WORDS[sign]} {text}\n"


_WORDS = {
    said.ADDED_SIGN: "added",
    said.REMOVED_SIGN: "removed",
    said.CHANGED_SIGN: "changed",
    said.UNSEEN_SIGN: "not seen any more",
}


def _mail(changes: "Changes") -> "Iterator[str]":
    for verdict, text in said.sender_lines(changes.mail, _quote):
        yield f"- **{verdict}** {text}\n" if verdict == "broken" else f"- {text}\n"
    for text in said.domain_lines(changes.mail, _quote):
        yield f"- {text}\n"


def _section(title: str, items: "Iterable[str]", most: int) -> str:
    """Return a list below a title, of at most that many octets; empty if there are no items."""
    lines = [f"\n#### {title}\n\n"]
    left = most - _RESERVE - len(lines[0])
    cut = 0
    for item in map(broken_commands, items):
        left -= len(item.encode())
        if left >= 0 and not cut:
            lines.append(item)
        else:
            cut += 1
    if cut:
        lines.append(f"- {cut} more are not shown: a comment has no room for them\n")
    return "".join(lines) if len(lines) > 1 else ""


def _quote(text: str) -> str:
    return code(text, _MOST_CODE)
