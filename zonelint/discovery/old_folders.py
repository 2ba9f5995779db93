"""Folders whose name says that old copies lie in them (archive, backup, old), and nothing that they are copies of."""

import os

from zonelint.discovery.index_kinds import kind_by_name, kind_hinted, may_be_index
from zonelint.files.origins import ending, looks_like_a_zone, name_says_zone
from zonelint.files.walk import is_unused_folder, is_yaml, old_folder
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.files.walk import Entry
    from zonelint.files.zone_texts import Texts

MAX_FILES = 5000
"""Files that are compared with those of such folders; where there are more, the names decide."""


def with_lone_folders(entries: "list[Entry]", texts: "Texts") -> "list[Entry]":
    """Return `entries`; a folder of old copies counts as any other where none of its zones is found outside.

    An application may be called backup, and a set of zones may be kept in an archive alone. What is called unused is
    so wherever it lies.
    """
    if len(entries) > MAX_FILES:
        return entries
    old: dict[str, list[Entry]] = {}
    outside = []
    known: dict[tuple[str, str], str] = {}
    for entry in entries:
        place = (entry.start, os.path.dirname(entry.path))
        folder = known[place] if place in known else known.setdefault(place, old_folder(entry))
        if folder:
            old.setdefault(folder, []).append(entry)
        else:
            outside.append(entry)
    if not old:
        return entries
    zones = {
        folder: set(filter(None, (_origin(entry, texts) for entry in inside)))
        for folder, inside in old.items()
        if not is_unused_folder(os.path.basename(folder))
    }
    wanted = set().union(*zones.values())
    if not wanted:
        return entries
    present = _present(wanted, outside, texts)
    lone = {folder for folder, origins in zones.items() if origins and not origins & present}
    return [
        entry._replace(start=os.path.dirname(entry.path)) if old_folder(entry) in lone else entry for entry in entries
    ]


def _origin(entry: "Entry", texts: "Texts") -> str | None:
    """Return the origin of a master file, as far as its text or its name tells; None if it is none."""
    try:
        text = texts.head(entry.real_path)
    except (OSError, UnreadableError):
        return None
    from zonelint.discovery.origin_clues import told_origin

    told = told_origin(entry.name, text) if name_says_zone(entry.name) or looks_like_a_zone(text) else None
    return told.origin if told is not None else None


def _present(wanted: "Iterable[str]", outside: "Sequence[Entry]", texts: "Texts") -> set[str]:
    """Return those of the origins `wanted` that a file of `outside` is named after, holds, or names as an index."""
    found = set()
    names = "\n".join(entry.path.lower() for entry in outside if ending(entry.name) in ("yaml", "yml", "json"))
    for entry in outside:
        found.add(_origin(entry, texts))
    indexes = "\n".join(_index(entry, texts) for entry in outside if may_be_index(entry.name))
    lists = "\n".join(_text(entry, texts) for entry in outside if is_yaml(entry.name))
    return {
        origin
        for origin in wanted
        if origin in found or origin[:-1] in names or origin[:-1] in indexes or f"{origin}:" in lists
    }


def _index(entry: "Entry", texts: "Texts") -> str:
    text = _text(entry, texts)
    return text if kind_by_name(entry.name) or kind_hinted(text) else ""


def _text(entry: "Entry", texts: "Texts") -> str:
    try:
        return texts.whole(entry.real_path).lower()
    except (OSError, UnreadableError):
        return ""
