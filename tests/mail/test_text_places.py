"""The place in a file of a stretch of a TXT record's text."""

import pytest
from reading import read

from zonelint.dns.txt import text_of
from zonelint.dns.zone import Record
from zonelint.mail.text_places import place_in_text

TOP = "@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1.example.net.\n"
FIRST = 3
"""The line that follows the top."""


def txt(lines: str) -> Record:
    """Return the one TXT record of a zone whose last lines are `lines`."""
    zone = read(TOP + lines)
    (record,) = zone.records("TXT")
    return record


def place(record: Record, word: str) -> tuple[int, int, int, int]:
    """Return line, column, end line and end column of `word` in the text of `record`."""
    at = text_of(record).index(word)
    return tuple(place_in_text(record, at, at + len(word)).span)  # type: ignore[return-value]


def test_place_in_one_string() -> None:
    """The quote before the text counts as a column."""
    assert (FIRST, 13, FIRST, 19) == place(txt('a TXT "v=1; p=none"\n'), "p=none")


def test_place_in_a_later_string_on_another_line() -> None:
    """Strings on several lines are one text; a comment between them is no part of it."""
    record = txt('a TXT ( "v=1;" ; no p=none here "\n   "p=none" )\n')

    assert (FIRST + 1, 5, FIRST + 1, 11) == place(record, "p=none")


def test_place_over_the_end_of_a_string() -> None:
    """A word that is cut in two begins in one string and ends in the next."""
    assert (FIRST, 8, FIRST, 19) == place(txt('a TXT "p=no"   "ne"\n'), "p=none")


def test_place_in_words_without_quotes() -> None:
    """Words are strings, too."""
    assert (FIRST, 11, FIRST, 17) == place(txt("a TXT v=1 p=none\n"), "p=none")


def test_escapes_take_the_columns_they_are_written_in() -> None:
    """What stands before an escape or behind it is found by its own columns."""
    record = txt('a TXT "\\118=1\\; p=\\110one"\n')

    assert (FIRST, 8, FIRST, 14) == place(record, "v=1")
    assert (FIRST, 17, FIRST, 26) == place(record, "p=none")


def test_characters_beyond_ascii_are_one_column() -> None:
    """The text has an octet for each, the file a character."""
    assert (FIRST, 10, FIRST, 16) == place(txt('a TXT "ü p=none"\n'), "p=none")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (5, 99)])
def test_what_lies_outside_the_text_is_the_whole_record(start: int, end: int) -> None:
    """An empty stretch, or one that is not there, has the place of the RDATA."""
    record = txt('a TXT "v=1; p=none"\n')

    assert (FIRST, 7, FIRST, 20) == tuple(place_in_text(record, start, end).span)


def test_place_of_a_generated_record_is_the_directive() -> None:
    """The text of $GENERATE is not that of its records."""
    record = txt('$GENERATE 1-1 a$ TXT "p=no$"\n')

    assert FIRST == place_in_text(record, 0, 2).line


def test_place_knows_its_record() -> None:
    """Owner, type and zone of a finding come from it."""
    record = txt('a TXT "v=1; p=none"\n')

    assert record is place_in_text(record, 0, 1).record
