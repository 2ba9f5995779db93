"""What the fixes of several rules share: another target, a final dot, other words within a text."""

import re

from zonelint.lint.api import (
    FOUND,
    Change,
    Context,
    Fix,
    Place,
    Record,
    Remove,
    Rewrite,
    is_at_or_below,
    is_below,
    place_in_text,
    relative_to,
    txt_strings,
)

from ._paste import in_octodns, with_that_target

_LONGEST = 255
"""Octets of one string of a TXT record (RFC 1035 section 3.3)."""


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
    written = _written(record)
    text = f"{written}." if f"{written}.".lower() == meant else meant
    safe = is_at_or_below(meant, record.zone.origin) or context.namespace.exists(meant) == FOUND
    return target_changed(record, meant, text=text, title=f"write `{text}` with the final dot", safe=safe)


def _spelled(record: Record, name: str) -> str:
    """Return how `name` is written as target of `record`: relative if the present one is."""
    written, origin = _written(record).lower(), record.zone.origin
    is_relative = record.source.marks is None and written != "@" and record.target == f"{written}.{origin}"
    return relative_to(name, origin) if is_relative and is_below(name, origin) else name


def _written(record: Record) -> str:
    span = Place.of(record, "target").span
    text = record.source.line_text(span.line)[span.column - 1 : span.end_column - 1]
    return text.strip("\"'") if span.line == span.end_line else ""


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
    strings = txt_strings(record)
    if record.generated or "\\" in record.rdata or not record.rdata.isascii() or '"' in new or "\\" in new:
        return None
    if record.source.marks is not None:
        return _text_changed_in_yaml(record, start, end, new, title, safe=safe)
    before = 0
    for index, text in enumerate(strings):
        if before <= start and end <= before + len(text):
            strings[index] = text[: start - before] + new + text[end - before :]
            becomes = record._replace(rdata=_written_strings(strings))
            span = place_in_text(record, start, end).span
            return Fix(title, Rewrite(record.source, span, new, (record,), (becomes,)), safe=safe)
        before += len(text)
    return None


def _text_changed_in_yaml(
    record: Record, start: int, end: int, new: str, title: str, *, safe: bool = False
) -> Fix | None:
    """Do the same in a file of octoDNS, which splits texts itself, if the text stands on one line as it is."""
    text, span = "".join(txt_strings(record)), Place.of(record, "rdata").span
    written = record.source.line_text(span.line)[span.column - 1 : span.end_column - 1]
    quote = written[:1] if written[:1] in ("'", '"') and len(written) > 1 else ""
    inner = written[len(quote) : len(written) - len(quote)]
    units = re.findall(r"\\\\;|\\;|.", inner)
    is_plain = "".join(unit[-1] for unit in units) == text and not any(unit in ("\\", "'", '"') for unit in units)
    if not in_octodns(record) or span.line != span.end_line or not is_plain or "#" in new or ":" in new:
        return None
    semicolon = next((unit for unit in units if unit[-1] == ";"), ";")
    column = span.column + len(quote) + sum(map(len, units[:start]))
    place = span._replace(column=column, end_column=column + sum(map(len, units[start:end])))
    changed = text[:start] + new + text[end:]
    parts = [changed[at : at + _LONGEST] for at in range(0, len(changed), _LONGEST)]
    becomes = record._replace(rdata=_written_strings(parts))
    step = Rewrite(record.source, place, new.replace(";", semicolon), (record,), (becomes,))
    return Fix(title, step, safe=safe)


def _written_strings(strings: list[str]) -> str:
    return " ".join(f'"{each}"' for each in strings)
