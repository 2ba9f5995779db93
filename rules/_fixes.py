"""What the fixes of several rules share: another target, a final dot, other words within a text."""

import re
from collections.abc import Sequence
from itertools import accumulate

from zonelint.lint.api import (
    FOUND,
    Change,
    Context,
    Fix,
    Place,
    Record,
    Remove,
    Rewrite,
    Span,
    is_at_or_below,
    is_below,
    place_in_text,
    relative_to,
    txt_strings,
)

from ._paste import in_octodns, strings, with_that_target


def target_changed(record: Record, name: str, *, text: str = "", title: str = "", safe: bool = False) -> Fix | None:
    """Return the fix that makes `name` the target of `record`, spelled as `text`.

    Where a record of its owner has that target already, it deletes this one. None for what a $GENERATE makes.
    """
    if record.generated:
        return None
    text = text or _spelled(record, name)
    there = with_that_target(record, name)
    if there is not None:
        return Fix(f"delete `{record.text}`: `{there.type} {there.rdata}` is there already", Remove(record), safe=safe)
    new = text if text.endswith(".") else name
    becomes = record._replace(rdata=record.rdata[: len(record.rdata) - len(record.target)] + new)
    return Fix(title or f"write `{text}`", Change(record, "target", text, becomes), safe=safe)


def dot_added(context: Context, record: Record, meant: str) -> Fix | None:
    """Return the fix that adds the final dot to the target of `record`, which makes it the name `meant`.

    It is safe where that name lies in the zone of the record, or is known to be there.
    """
    written = written_target(record)
    text = f"{written}." if f"{written}.".lower() == meant else meant
    safe = is_at_or_below(meant, record.zone.origin) or context.namespace.exists(meant) == FOUND
    return target_changed(record, meant, text=text, title=f"write `{text}` with the final dot", safe=safe)


def _spelled(record: Record, name: str) -> str:
    """Return how `name` is written as target of `record`: relative if the present one is."""
    written, origin = written_target(record).lower(), record.zone.origin
    is_relative = record.source.marks is None and written != "@" and record.target == f"{written}.{origin}"
    return relative_to(name, origin) if is_relative and is_below(name, origin) else name


def written_target(record: Record) -> str:
    """Return the target of `record` as it is written, without quotes."""
    return record.source.text_at(Place.of(record, "target").span).strip("\"'")


def word_changed(record: Record, index: int, text: str, title: str, *, safe: bool = False) -> Fix | None:
    """Return the fix that writes `text`, an absolute name or a number, for one word of the RDATA of `record`."""
    if record.generated or record.source.marks is not None:
        return None
    words = list(record.words)
    if words[index].lower().startswith(text):  # the letters stay as they are
        text = words[index][: len(text)]
    words[index] = text
    return Fix(title, Change(record, f"word {index}", text, record._replace(rdata=" ".join(words))), safe=safe)


def text_changed(record: Record, start: int, end: int, new: str, title: str, *, safe: bool = False) -> Fix | None:
    """Return the fix that writes `new` for the characters `start` to `end` of the text of a TXT `record`.

    There is one character at least. None where these stand in several of its strings, or where it has escapes, but for
    the one that octoDNS has for a semicolon.
    """
    return texts_changed(record, [(start, end, new)], title, safe=safe)


def texts_changed(
    record: Record, changes: Sequence[tuple[int, int, str]], title: str, *, safe: bool = False
) -> Fix | None:
    """Return the fix that does what `text_changed` does for each of `changes`, from left to right, or None."""
    news = "".join(new for _, _, new in changes)
    if record.generated or "\\" in record.rdata or not record.rdata.isascii() or '"' in news or "\\" in news:
        return None
    if record.source.marks is None:
        places = [(place_in_text(record, start, end).span, new) for start, end, new in changes]
        parts = txt_strings(record)
        for start, end, new in reversed(changes):
            if not _change_part(parts, start, end, new):
                return None
        rdata = " ".join(f'"{part}"' for part in parts)
    else:
        found = _places_in_yaml(record, changes)
        if found is None:
            return None
        places = found
        text = "".join(txt_strings(record))
        for start, end, new in reversed(changes):
            text = text[:start] + new + text[end:]
        rdata = strings(text)
    becomes = record._replace(rdata=rdata)
    (span, new), *more = places
    first = Rewrite(record.source, span, new, (record,), (becomes,))
    return Fix(title, first, *(Rewrite(record.source, span, new) for span, new in more), safe=safe)


def _change_part(parts: list[str], start: int, end: int, new: str) -> bool:
    """Write `new` into the one of `parts` that holds the characters `start` to `end`; tells whether one does."""
    before = 0
    for index, text in enumerate(parts):
        if before <= start and end <= before + len(text):
            parts[index] = text[: start - before] + new + text[end - before :]
            return True
        before += len(text)
    return False


def _places_in_yaml(record: Record, changes: Sequence[tuple[int, int, str]]) -> list[tuple[Span, str]] | None:
    """Return the places of `changes` in a file of octoDNS, and what is written there; None if they are not plain.

    octoDNS splits texts itself: the text stands on one line as it is, but for its semicolons.
    """
    text, span = "".join(txt_strings(record)), Place.of(record, "rdata").span
    written = record.source.text_at(span)
    quote = written[:1] if written[:1] in ("'", '"') and len(written) > 1 else ""
    units = re.findall(r"\\\\;|\\;|.", written[len(quote) : len(written) - len(quote)])
    is_plain = "".join(unit[-1] for unit in units) == text and not any(unit in ("\\", "'", '"') for unit in units)
    news = "".join(new for _, _, new in changes)
    if not in_octodns(record) or not is_plain or "#" in news or ":" in news:
        return None
    semicolon = next((unit for unit in units if unit[-1] == ";"), ";")
    widths = [0, *accumulate(map(len, units))]
    first = span.column + len(quote)
    return [
        (span._replace(column=first + widths[start], end_column=first + widths[end]), new.replace(";", semicolon))
        for start, end, new in changes
    ]
